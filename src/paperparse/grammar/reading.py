"""What passes between the reader of cards and the rest: lines of a tape and spans, never values.

The reader finds where things stand; the values are cut from the text elsewhere, and every character is accounted for
there. That is how tiling and provenance hold for every format by construction.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from attrs import Factory, define

from paperparse.grammar.patterns import Slot
from paperparse.grammar.rules import Rules
from paperparse.grammar.table import Format, find_readers
from paperparse.grammar.tape import Tape
from paperparse.grammar.values import NAME_ALONE, RESTS, Reader, find_rest
from paperparse.model.paper import FIELDS
from paperparse.text.plain import Link
from paperparse.text.space import WHITESPACE, trim
from paperparse.text.span import Span, join_pieces

# Paragraphs are told by their line breaks, which all other texts may have anywhere.
_PROSE: Final = frozenset(name for name, field in FIELDS.items() if field.is_prose)


class Card(NamedTuple):
    """One card: lines `first` to before `stop` of the tape.

    `slots` are those of its pattern, and `places` has three numbers for each that was found: which slot, its first line
    and its stop; a page may have very many cards, and nothing takes less memory. `is_whole`: whether it is as the site
    prints its cards; `is_proven`: whether it counts when the format of a page is decided; `needs_company`: whether it
    would if others did.
    """

    first: int
    stop: int
    slots: tuple[Slot, ...]
    places: "array[int]"
    is_whole: bool = False
    is_proven: bool = False
    needs_company: bool = False

    def iter_parts(self) -> Iterator[tuple[Slot, int, int]]:
        """What the card is made of, in page order, each with its first line and its stop."""
        slots, places = self.slots, iter(self.places)
        for slot, first, stop in zip(places, places, places, strict=True):
            yield slots[slot], first, stop


class Piece(NamedTuple):
    """A piece of a line or a card: the value of `field`, or a mark where that is empty.

    `reader`: how the value is read, if not as elsewhere in the format; `doubt`: why it may be wrong, in words.
    """

    field: str
    span: Span
    reader: Reader | None = None
    doubt: str = ""


def _end_text(link: Link) -> int:
    return link.text.end


@define
class Reading:
    """A whole page as one format reads it.

    `cards` in page order. Of the other lines the tape knows those of the site; `notices` are such as well, and
    `by_place` are those around the cards that are taken for the site's by their place, which is no evidence. `info`:
    name of a `PageInfo` field to span; `cut_off`: first and last line of the beginning of a card that the page does not
    finish; `heading`: the line that ends the header, if there is one; `sections`: the lines that begin sections;
    `has_anchor`: whether any anchor stands there; `lacks`: what a page of this format needs and this one does not have,
    in words. `repeats`: the position of each card that is the second printing of another, and that of the other.
    """

    form: Format
    rules: Rules
    tape: Tape
    cards: list[Card] = Factory(list)
    notices: list[int] = Factory(list)
    by_place: list[int] = Factory(list)
    info: dict[str, Span] = Factory(dict)
    cut_off: tuple[int, int] | None = None
    heading: int | None = None
    sections: list[int] = Factory(list)
    has_anchor: bool = False
    lacks: str = ""
    repeats: dict[int, int] = Factory(dict)

    def extent(self, card: Card) -> Span:
        """From the first piece of `card` to the last."""
        return self.tape.span(card.first, card.stop)

    def is_unknown(self, first: int, stop: int) -> bool:
        """Whether any of the lines from `first` to before `stop` is not one of the site's."""
        return bool(self.tape.letters[first:stop].strip(self.rules.letters["site"]))

    def iter_gaps(self) -> Iterator[tuple[int, int]]:
        """The first line and the stop of what stands between each two cards, empty where nothing does."""
        return ((card.stop, following.first) for card, following in pairwise(self.cards))

    def iter_pieces(self, card: Card, fields: Container[str] | None = None) -> Iterator[Piece]:
        """The pieces of `card` in page order; if `fields` are given, perhaps without some of others."""
        for slot, first, stop in card.iter_parts():
            if fields is not None and not self._may_hold(slot, first, fields):
                continue
            if slot.field in RESTS:
                yield from self._part(Piece(slot.field, self.tape.span(first, stop)))
            elif slot.field:
                yield Piece(slot.field, self.tape.span(first, stop))
            elif slot.kind:
                yield from self.iter_inside(first)
            else:
                yield from (Piece("", self.tape.span(i, i + 1)) for i in range(first, stop))

    def _part(self, piece: Piece) -> Iterator[Piece]:
        """`piece`, in two where what stands at its end is the value of another field."""
        reader = piece.reader or find_readers(self.form).get(piece.field)
        start, end = piece.span
        text = self.tape.text[start:end]
        at = find_rest(reader, text)
        if not at:
            yield piece
            return
        yield piece._replace(span=Span(start, start + len(text[:at].rstrip(WHITESPACE))))
        yield piece._replace(field=RESTS[piece.field].field, span=Span(start + at, end), reader=None)

    def _may_hold(self, slot: Slot, first: int, fields: Container[str]) -> bool:
        """Whether lines of `slot`, from line `first` on, may hold a value of one of `fields`."""
        inside = self.rules.inside.get(self.tape.letters[first]) if slot.kind else None
        return slot.field in fields or (inside is not None and any(name in fields for _, name in inside.groups))

    def iter_section(self, card: Card) -> Iterator[Piece]:
        """What the section that `card` stands in says, which stands above the card."""
        at = bisect_left(self.sections, card.first) - 1
        if at >= 0:
            yield from (piece for piece in self.iter_inside(self.sections[at]) if piece.field)

    def keeps_breaks(self, field: str) -> bool:
        """Whether the line breaks in the value of `field` are the page's own paragraphs."""
        return field in _PROSE and not self.form.wraps

    def iter_joined(self, field: str, span: Span) -> Iterator[Span]:
        """What the value of `field` at `span` is joined from: its lines, or all of it where they are paragraphs."""
        tape = self.tape
        first, last = tape.find_line(span.start), tape.find_line(span.end - 1)
        if first == last or self.keeps_breaks(field):
            yield span
            return
        start = span.start
        for i in range(first, last):
            if tape.line_end not in tape.text[tape.ends[i] : tape.starts[i + 1]]:
                # Pieces of one line.
                continue
            if field not in _PROSE or self._measure_indent(i + 1) <= self._measure_indent(i):
                yield Span(start, tape.ends[i])
                start = tape.starts[i + 1]
        yield Span(start, span.end)

    def _measure_indent(self, i: int) -> int:
        """How far in the page's own line stands that line `i` is of, which may begin with a label."""
        text, start = self.tape.text, self.tape.starts[i]
        above = text[text.rfind(self.tape.line_end, 0, start) + 1 : start]
        return len(above) - len(above.lstrip(WHITESPACE))

    def iter_links(self, card: Card) -> Iterator[Piece]:
        """What the addresses say that the values of `card` link to, each where it stands in the page's own text."""
        plain, telling = self.tape.plain, self._telling_links
        if plain is None or not telling:
            return
        for piece in self.iter_pieces(card, telling):
            name, span = piece.field, piece.span
            links = telling.get(name, ())
            at = bisect_right(links, span.start, key=_end_text)
            if at == len(links) or links[at].text.start >= span.end:
                continue
            match = self.rules.links[name](plain.source, *links[at].target)
            assert match is not None  # It is how the link came to be among them.
            for field, said in match.groupdict().items():
                # What the page prints whole, an address does not complete.
                if said and (field != name or piece.reader is NAME_ALONE):
                    yield Piece(field, Span(*match.span(field)))

    @cached_property
    def _telling_links(self) -> dict[str, tuple[Link, ...]]:
        """By field, the links whose addresses say something of it, where there are any."""
        plain = self.tape.plain
        if plain is None:
            return {}
        telling = {name: plain.list_links(match) for name, match in self.rules.links.items()}
        return {name: links for name, links in telling.items() if links}

    def print_value(self, field: str, span: Span) -> str:
        """What the page prints for `field` at `span`."""
        return join_pieces(self.tape.text, self.iter_joined(field, span))

    def iter_inside(self, i: int) -> Iterator[Piece]:
        """The pieces of line `i`, a mark or a line of values."""
        tape = self.tape
        start, end = span = tape.span(i, i + 1)
        inside = self.rules.inside.get(tape.letters[i])
        match = None if inside is None else inside.match(tape.text, start, end)
        if inside is None or match is None or not inside.groups:
            yield Piece("", span, None, inside.doubt if inside is not None else "")
            return
        for group, name in inside.groups:
            value = trim(tape.text, *match.span(group)) if match.start(group) >= 0 else None
            if value is not None:
                yield from _iter_mark(tape.text, start, value.start)
                piece = Piece(name, value, inside.reads.get(name), inside.doubt)
                yield from self._part(piece) if name in RESTS else (piece,)
                start = value.end
        yield from _iter_mark(tape.text, start, end)


def _iter_mark(text: str, start: int, end: int) -> Iterator[Piece]:
    span = trim(text, start, end)
    if span is not None:
        yield Piece("", span)
