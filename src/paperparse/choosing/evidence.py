"""Weigh the evidence for a format: how much of a text its cards and its site's known lines explain.

Explained are characters, over the whole text, and lines, from the first card of any format to the last; the lower of
the two shares counts. A long document that quotes one card is no page, and a format that sees two lines of every five
is not the right one. A card that the end of the text cuts off does not count against a format, as far as it is no
longer than the whole cards, or, under the site's own heading, than any card. Nor do short lines around the cards, under
that heading and up to the cards' length or that of a menu: they belong to the site by their place.

A card that swallows two cards of another format is none: one stray mark at the end of a page must not turn the whole
page into a single card.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from paperparse.grammar.missing import iter_missing
from paperparse.grammar.reading import Reading
from paperparse.grammar.table import Label, Line, Mark
from paperparse.model.page import Candidate, Evidence
from paperparse.text.span import Span

# Of a text, by however many cards.
LEAST_SHARE: Final = 0.5
_MORE_FOR_ONE_CARD: Final = 0.4
# The beginning of a card is no longer than this: a summary of the scored feed has up to 6,000 characters, and above it
# stand five lines.
_MOST_LINES_CUT_OFF: Final = 8
_LONGEST_CUT_OFF: Final = 8_000
# Of the short lines around cards, under the site's own heading: as long as the menus of a site.
_MOST_BY_PLACE: Final = 200


class Hypothesis(NamedTuple):
    """A text read as one format: the cards that prove it, and the shares of characters and lines that it explains."""

    reading: Reading
    proven: list[Span]
    shares: tuple[float, float]

    @property
    def share(self) -> float:
        """The share of the text that it explains: the lower of the two."""
        return min(self.shares)

    @property
    def format(self) -> str:
        """The format's name."""
        return self.reading.form.name

    @property
    def needed(self) -> float:
        """The share that so many cards must explain."""
        return find_needed_share(len(self.proven))

    @property
    def is_sound(self) -> bool:
        """Whether at least half of the cards are whole: a reading most of whose cards are broken is a wrong one.

        A card that lacks nothing and still proves nothing looks like something else: less than half of those are
        allowed.
        """
        cards = self.reading.cards
        if len(self.proven) == len(cards):
            return True
        odd = sum(not card.is_proven and next(iter_missing(self.reading, card), None) is None for card in cards)
        return 2 * len(self.proven) >= len(cards) > 2 * odd

    @property
    def qualifies(self) -> bool:
        """Whether a page of the format may be so."""
        return not self.reading.lacks and bool(self.proven) and self.share >= self.needed and self.is_sound

    def describe(self) -> Candidate:
        """The hypothesis as users see it."""
        return Candidate(
            self.format,
            len(self.proven),
            round(self.share, 4),
            round(self.needed, 4),
            list_evidence(self.reading),
            (self.reading.lacks,) if self.reading.lacks else (),
            self.reading.tape.find_source(Span(self.proven[0].start, self.proven[-1].end)) if self.proven else None,
        )


def find_needed_share(cards: int) -> float:
    """The share of a text that so many `cards` must explain; without any, that of a single one."""
    return LEAST_SHARE + _MORE_FOR_ONE_CARD / max(cards, 1)


def weigh(readings: Sequence[Reading]) -> list[Hypothesis]:
    """The hypotheses that `readings` are, the best first.

    Of equal ones first comes that which found more, then one whose site's heading stands there, then by name.
    """
    proven = [[reading.extent(card) for card in reading.cards if card.is_proven] for reading in readings]
    marked = [own for reading, own in zip(readings, proven, strict=True) if reading.rules.is_marked and own]
    if len(marked) > 1:
        proven = [
            [card for card in own if not any(others is not own and _swallows(card, others) for others in marked)]
            for own in proven
        ]
    starts = [own[0].start for own in proven if own]
    ends = [own[-1].end for own in proven if own]
    region = Span(min(starts), max(ends)) if starts else None
    hypotheses = [
        Hypothesis(reading, own, _measure(reading, own, region) if own and region is not None else (0.0, 0.0))
        for reading, own in zip(readings, proven, strict=True)
    ]
    return sorted(hypotheses, key=_rank) if len(hypotheses) > 1 else hypotheses


def _rank(hypothesis: Hypothesis) -> tuple[float, int, bool, str]:
    found = sum(piece.count for piece in list_evidence(hypothesis.reading))
    return -hypothesis.share, -found, hypothesis.reading.heading is None, hypothesis.format


def list_evidence(reading: Reading) -> tuple[Evidence, ...]:
    """What `reading` found that speaks for its format."""
    form = reading.form
    evidence = [
        _count_lines(reading, kind, form.site.lines[kind]) for kind in form.heading.split() if kind in form.site.lines
    ]
    anchor = {*(form.begins or form.ends).split()}
    evidence += [_count_lines(reading, kind, line) for kind, line in form.lines.items() if kind in anchor]
    proven = [card for card in reading.cards if card.is_proven]
    if form.shows and proven:
        first = proven[0].first
        evidence.append(_note(reading, form.shows, len(proven), first, first + 1))
    return tuple(piece for piece in evidence if piece is not None)


def _count_lines(reading: Reading, kind: str, line: Line) -> Evidence | None:
    """How many lines of a `kind` stand on the tape, and the first; only marks and labels are evidence."""
    letters, tape = reading.rules.letters, reading.tape
    own = letters[kind] + letters.get(f"alone_{kind}", "")
    places = [at for letter in own if (at := tape.letters.find(letter)) >= 0]
    if not places or not isinstance(line, Mark | Label):
        return None
    first = min(places)
    count = sum(map(tape.letters.count, own))
    if isinstance(line, Label):
        stop = first + 1 + (tape.letters[first] == letters[kind])
        return _note(reading, f"lines that begin with '{line.prints}'", count, first, stop)
    noun = "the heading" if kind == "heading" else "lines"
    return _note(reading, f"{noun} '{line.texts[0]}'", count, first, first + 1)


def _note(reading: Reading, what: str, count: int, first: int, stop: int) -> Evidence:
    """`what` was found `count` times, first on the lines from `first` to before `stop`."""
    return Evidence(what, count, reading.tape.find_source(reading.tape.span(first, stop)))


def _swallows(card: Span, others: list[Span]) -> bool:
    """Whether two of `others`, which are in order, lie inside `card`."""
    second = bisect_left(others, (card.start,)) + 1
    return second < len(others) and others[second].end <= card.end


def iter_unknown(reading: Reading) -> Iterator[int]:
    """The lines outside the cards that are not known to be the site's."""
    tape, site, cards = reading.tape, reading.rules.letters["site"], reading.cards
    bounds = [(0, cards[0].first), *reading.iter_gaps(), (cards[-1].stop, len(tape))] if cards else [(0, len(tape))]
    known: set[int] | None = None
    for first, stop in bounds:
        for i in range(first, stop):
            if tape.letters[i] not in site:
                if known is None:
                    known = {*reading.notices, *(tape.find_line(span.start) for span in reading.info.values())}
                if i not in known:
                    yield i


def _measure(reading: Reading, proven: list[Span], region: Span) -> tuple[float, float]:
    """The two shares that `reading` explains: characters of the text, and lines of `region`."""
    tape = reading.tape
    unknown = list(iter_unknown(reading))
    is_headed = reading.rules.is_marked and reading.heading is not None
    if is_headed and reading.by_place:
        by_place = {*reading.by_place}
        most = max(sum(map(_length, proven)), _MOST_BY_PLACE)
        if sum(tape.ends[i] - tape.starts[i] for i in by_place) <= most:
            unknown = [i for i in unknown if i not in by_place]
    if not unknown:
        return 1.0, 1.0
    characters = sum(tape.ends) - sum(tape.starts)
    explained = characters - sum(tape.ends[i] - tape.starts[i] for i in unknown)
    first, stop = bisect_right(tape.ends, region.start), bisect_left(tape.starts, region.end)
    lines = stop - first
    explained_lines = lines - sum(first <= i < stop for i in unknown)
    excused = _excuse(reading, proven, is_headed=is_headed)
    return explained / max(characters - excused, 1), explained_lines / lines


def _excuse(reading: Reading, proven: list[Span], *, is_headed: bool) -> int:
    """How many characters at the end of the text need no explanation, because they are the beginning of a card."""
    if reading.cut_off is None:
        return 0
    first, last = reading.cut_off
    cut_off = _length(reading.tape.span(first, last + 1))
    if is_headed and last - first < _MOST_LINES_CUT_OFF and cut_off <= _LONGEST_CUT_OFF:
        return cut_off
    return min(cut_off, max(map(_length, proven)) * len(proven))


def _length(span: Span) -> int:
    return span.end - span.start
