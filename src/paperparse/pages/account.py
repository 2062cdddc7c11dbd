"""Account for every character of a page: its segments, its diagnostics, and where its papers stand.

Nothing here is needed to read values, so it is worked out when it is asked for.
"""

import datetime
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from attrs import evolve

from paperparse.choosing.decision import Foreign
from paperparse.codes import name_field
from paperparse.grammar.missing import iter_missing
from paperparse.grammar.reading import Card, Piece, Reading
from paperparse.grammar.table import find_readers
from paperparse.limits import Limits
from paperparse.model.page import Convention, Detection, Diagnostic, Evidence, Link, Page, Reason, Segment
from paperparse.model.paper import Source
from paperparse.model.spans import Spans, draft, make_spans
from paperparse.pages.bounded import describe_excess, read_value
from paperparse.pages.dressing import iter_source_segments
from paperparse.pages.judging import judge_claims
from paperparse.pages.ledger import (
    Claim,
    Findings,
    Ledger,
    quote_line,
    report_broken,
    report_foreign,
    report_missing,
    report_undecided,
)
from paperparse.text.places import Places, index_places
from paperparse.text.space import trim
from paperparse.text.span import Span

_NOWHERE: Final = Span(0, 0)
_draft_source: Final = draft(Source)


class PageAccount:
    """How a page was read, and what follows from it.

    `reading` found the cards, and `foreign` are cards of other formats that it leaves over; the text has the name
    `name`. `as_of` is the day of capture, `year_min` the earliest year of a date without one; `find_detection` repeats
    detection in full, and `reduce` is what pickle asks for the page.
    """

    def __init__(
        self,
        reading: Reading,
        *,
        limits: Limits,
        name: str | None,
        as_of: datetime.date | None,
        year_min: int | None,
        foreign: tuple[Foreign, ...],
        find_detection: Callable[[], Detection] | None,
        reduce: Callable[[Page], tuple[Any, ...] | None] | None,
    ) -> None:
        self._reading = reading
        self._limits = limits
        self._name = name
        self._as_of = as_of
        self._year_min = year_min
        self._foreign = foreign
        self._find_detection = find_detection
        self.reduce = reduce

    @cached_property
    def _places(self) -> Places:
        return index_places(self._reading.tape.source)

    @cached_property
    def _numbers(self) -> "array[int]":
        """The number of the line on which each card begins."""
        tape = self._reading.tape
        text = tape.source
        numbers = array("q")
        number, at = 1, 0
        for card in self._reading.cards:
            start = tape.find_source(tape.span(card.first, card.stop)).start
            # Lines are long: to jump from one to the next takes less time than to count their ends.
            while (end := text.find(tape.line_end, at, start)) >= 0:
                number += 1
                at = end + 1
            numbers.append(number)
        return numbers

    @cached_property
    def _printings(self) -> list[list[int]]:
        """The cards of each paper, by their places among all."""
        repeats = self._reading.repeats
        printings = {at: [at] for at in range(len(self._reading.cards)) if at not in repeats}
        for at, first in repeats.items():
            printings[first].append(at)
        return list(printings.values())

    def _find_values(self, card: Card) -> dict[str, Piece]:
        """The pieces of `card` that hold values, by field."""
        pieces = self._reading.iter_pieces(card)
        return {piece.field: piece for piece in pieces if piece.field and self._read(piece) is not None}

    def locate_paper(self, position: int) -> tuple[Source, Spans]:
        """The source of the paper at `position`, and the spans of its values."""
        reading = self._reading
        printings = self._printings[position]
        tape = reading.tape
        spans: dict[str, Span] = {}
        for at in printings:
            card = reading.cards[at]
            for piece in chain(reading.iter_section(card), reading.iter_pieces(card)):
                if piece.field and self._read(piece) is not None:
                    spans.setdefault(piece.field, tape.find_source(piece.span))
        for at in printings:
            for piece in reading.iter_links(reading.cards[at]):
                known = spans.setdefault(piece.field, piece.span)
                if piece.field == "organization":
                    spans[piece.field] = Span(known.start, max(known.end, piece.span.end))
        source = _draft_source()
        source.page = self._name
        source.format = reading.form.name
        source.position = position
        extents = [reading.extent(reading.cards[at]) for at in printings]
        source.span = tape.find_source(Span(extents[0].start, extents[-1].end))
        source.line = self._numbers[printings[0]]
        source.__class__ = Source
        return source, make_spans(spans)

    def list_links(self) -> tuple[Link, ...]:
        """What the links of the page say, in page order."""
        tape = self._reading.tape
        if tape.plain is None:
            return ()
        source, text = tape.source, tape.text
        return tuple(
            Link(text[slice(*shown)], source[slice(*target)], tape.find_source(shown), target)
            for shown, target in tape.plain.links
        )

    def detect(self) -> Detection | None:
        """Which format the page has, and on what evidence; `None` where the caller named it."""
        return None if self._find_detection is None else self._find_detection()

    def tile(self) -> tuple[Segment, ...]:
        """The segments, without a look at what stands in them, which takes as long again."""
        return self._tiled[0]

    def examine(self) -> tuple[tuple[Segment, ...], tuple[Diagnostic, ...], int]:
        """The segments, the diagnostics that are kept, and the number of all."""
        segments, ledger = self._tiled
        # Another thread may do the same.
        findings = evolve(ledger.findings, kept=[*ledger.findings.kept])
        judge_claims(ledger._replace(findings=findings), self._reading, self._read, self._as_of, self._year_min)
        # Nobody asks again: the page keeps what it is given.
        self.__dict__.pop("_tiled", None)
        return segments, tuple(findings.sort()), findings.count

    @cached_property
    def _tiled(self) -> tuple[tuple[Segment, ...], Ledger]:
        """The segments, and the values and findings that came up on the way."""
        reading = self._reading
        tape = reading.tape
        ledger = Ledger(tape.text, [], [], Findings(self._limits.diagnostics, self._places, tape.find_source))
        for position, printings in enumerate(self._printings):
            first, *others = (reading.cards[at] for at in printings)
            self._claim_card(ledger, first, position, others)
            for other in others:
                self._claim_repeat(ledger, first, other, position)
        for name, span in reading.info.items():
            self._claim_value(ledger, Piece(name, span), None)
        sections = [piece for at in reading.sections for piece in reading.iter_inside(at) if piece.field]
        for piece in sections:
            self._claim_value(ledger, piece, None)
        _claim_furniture(ledger, reading, [*reading.info.values(), *(piece.span for piece in sections)])
        report_undecided(ledger, reading)
        report_broken(ledger, reading)
        report_foreign(ledger, self._foreign)
        if not reading.cards:
            message = f"no card of format {reading.form.name} on this page"
            ledger.findings.report("no-cards", message, Span(0, 0))
        cut_off = None if reading.cut_off is None else tape.span(reading.cut_off[0], reading.cut_off[1] + 1)
        plain = _iter_segments(ledger, cut_off)
        segments = plain if tape.plain is None else iter_source_segments(plain, tape.plain, self._list_addresses())
        return tuple(segments), ledger

    def list_conventions(self) -> tuple[Convention, ...]:
        """What was decided once for the page, and on what evidence."""
        tape = self._reading.tape
        return tuple(
            Convention(
                settled.name,
                settled.value,
                tuple(
                    Evidence(sign.what, sign.lines, tape.find_source(tape.span(sign.first, sign.first + 1)))
                    for sign in settled.signs
                ),
            )
            for settled in tape.settled
        )

    def iter_rules(self) -> Iterator[tuple[Span, str]]:
        """Where each part of a card stands, in page order, and what the format's table calls it."""
        tape = self._reading.tape
        for card in self._reading.cards:
            for slot, first, stop in card.iter_parts():
                yield tape.find_source(tape.span(first, stop)), slot.kind or slot.field

    def _read(self, piece: Piece) -> Any:
        """The value of a field that `piece` is; `None` if it can't be read."""
        text = self._reading.print_value(piece.field, piece.span)
        reader = piece.reader or find_readers(self._reading.form).get(piece.field)
        value = read_value(reader, piece.field, text, self._limits)
        return None if value == () else value

    def _claim_card(self, ledger: Ledger, card: Card, position: int, others: Sequence[Card] = ()) -> None:
        """Claim the pieces of `card`, and report what it and its `others`, which print the same, lack."""
        for piece in self._reading.iter_pieces(card):
            if piece.field:
                self._claim_value(ledger, piece, position)
            else:
                ledger.segments.append(Segment("furniture", piece.span, None, position))
                if piece.doubt:
                    ledger.findings.report("unread-value", piece.doubt, piece.span, position)
        known = {name for other in others for name in self._find_values(other)}
        for name, beside in iter_missing(self._reading, card):
            if name not in known:
                report_missing(ledger, name, beside, position)

    def _claim_repeat(self, ledger: Ledger, card: Card, other: Card, position: int) -> None:
        """Claim the pieces of `other`, the second printing of `card`; what is printed already is furniture there."""
        known = self._find_values(card)
        first = self._reading.tape.find_source(self._reading.extent(card)).start
        message = f"the card is printed twice, first on line {self._places.locate(first)[0]}"
        ledger.findings.report("repeated-card", message, self._reading.extent(other), position)
        for piece in self._reading.iter_pieces(other):
            if piece.field and piece.field not in known:
                self._claim_value(ledger, piece, position)
                continue
            ledger.segments.append(Segment("furniture", piece.span, None, position))
            if piece.field and self._read(piece) != self._read(known[piece.field]):
                noun = name_field(piece.field).replace("-", " ")
                quoted = quote_line(ledger.text[slice(*piece.span)])
                message = f"{noun} {quoted}, where the first printing of the card has another"
                ledger.findings.report("contradictory-printing", message, piece.span, position)

    def _list_addresses(self) -> list[Segment]:
        """What papers have from the addresses that they link to, each piece of the page's own text once."""
        reading = self._reading
        claims = []
        for position, printings in enumerate(self._printings):
            linked = sorted(
                (piece for at in printings for piece in reading.iter_links(reading.cards[at])),
                key=_span_outermost_first,
            )
            spans = self.locate_paper(position)[1] if linked else {}
            end = 0
            for piece in linked:
                place = spans.get(piece.field, _NOWHERE)
                if piece.span.start >= end and place.start <= piece.span.start and piece.span.end <= place.end:
                    claims.append(Segment("field", piece.span, piece.field, position))
                    end = piece.span.end
        return claims

    def _claim_value(self, ledger: Ledger, piece: Piece, paper: int | None) -> None:
        """Claim `piece`, a field of a paper; `paper` is `None` where it stands around the cards."""
        name, span = piece.field, piece.span
        value = self._read(piece)
        if value is None:
            noun = name_field(name)
            quoted = quote_line(ledger.text[span.start : span.end])
            excess = describe_excess(name, self._reading.print_value(name, span), self._limits)
            message = f"{quoted} is no {noun.replace('-', ' ')}" if not excess else f"{quoted}: {excess}"
            ledger.findings.report(f"invalid-{noun}", message, span, paper)
            ledger.segments.append(Segment("unparsed", span, name, paper))
            return
        end = span.start
        parts = list(self._reading.iter_joined(name, span))
        for part in parts:
            if part.start > end:
                ledger.segments.append(Segment("markup", Span(end, part.start), None, paper))
            ledger.segments.append(Segment("furniture" if paper is None else "field", part, name, paper))
            end = part.end
        ledger.claims.append(Claim(piece, paper, tuple(parts) if len(parts) > 1 else ()))


def _span_outermost_first(piece: Piece) -> tuple[int, int]:
    return piece.span.start, -piece.span.end


def _claim_furniture(ledger: Ledger, reading: Reading, values: list[Span]) -> None:
    """Claim the site's lines, but for those pieces of them, `values`, that say something."""
    tape, site = reading.tape, reading.rules.letters["site"]
    taken = bytearray(len(tape))
    for card in reading.cards:
        for _, first, stop in card.iter_parts():
            taken[first:stop] = bytes([1]) * (stop - first)
    by_place = {*reading.by_place}
    claimed = by_place.union(reading.notices)
    said: dict[int, list[Span]] = {}
    for span in sorted(values):
        said.setdefault(tape.find_line(span.start), []).append(span)
    for i, letter in enumerate(tape.letters):
        if taken[i] or not (letter in site or i in claimed or i in said):
            continue
        start, end = tape.span(i, i + 1)
        reason: Reason = "place" if i in by_place else "known"
        for inner in said.get(i, ()):
            _claim_trimmed(ledger, start, inner.start, reason)
            start = inner.end
        _claim_trimmed(ledger, start, end, reason)


def _claim_trimmed(ledger: Ledger, start: int, end: int, reason: Reason) -> None:
    span = trim(ledger.text, start, end)
    if span is not None:
        ledger.segments.append(Segment("furniture", span, reason=reason))


def _iter_segments(ledger: Ledger, cut_off: Span | None) -> Iterator[Segment]:
    """All segments in order, what nothing claims included; reports the latter."""
    end = 0
    for segment in sorted(ledger.segments, key=attrgetter("span")):
        if segment.span.start < end:
            # A bug in a format, which no page may turn into an exception and no test may overlook.
            ledger.findings.report("overlapping-claim", "this text was claimed twice: please report it", segment.span)
            continue
        yield from _iter_gap(ledger, end, segment.span.start, cut_off)
        yield segment
        end = segment.span.end
    yield from _iter_gap(ledger, end, len(ledger.text), cut_off)


def _iter_gap(ledger: Ledger, start: int, end: int, cut_off: Span | None) -> Iterator[Segment]:
    span = trim(ledger.text, start, end)
    if span is None:
        if start < end:
            yield Segment("blank", Span(start, end))
        return
    if start < span.start:
        yield Segment("blank", Span(start, span.start))
    yield Segment("unparsed", span)
    core = ledger.text[span.start : span.end]
    if cut_off is not None and cut_off.start < span.end and span.start < cut_off.end:
        ledger.findings.report("truncated-card", f"the page ends in the middle of a card, {quote_line(core)}", span)
    else:
        ledger.findings.report("unparsed-text", f"text that no card accounts for, {quote_line(core)}", span)
    if span.end < end:
        yield Segment("blank", Span(span.end, end))
