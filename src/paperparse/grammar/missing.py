"""What a damaged card lacks, and where it belongs: asked for when findings are, not while a page is read."""

from collections.abc import Iterator
from typing import NamedTuple

from paperparse.grammar.patterns import CLASSES
from paperparse.grammar.reading import Card, Reading
from paperparse.text.span import Span


class Missing(NamedTuple):
    """Something that a card of this format has and this one lacks, and the piece next to which it belongs."""

    name: str
    beside: Span


def iter_missing(reading: Reading, card: Card) -> Iterator[Missing]:
    """What `card` lacks of a whole one, each beside the piece above or, where there is none, the card's first line."""
    if card.is_whole:
        return
    tape, rules = reading.tape, reading.rules
    lines: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for slot, first, stop in card.iter_parts():
        if not (slot.field or slot.kind):
            continue
        kinds[rules.names.get(tape.letters[first], "")] = first
        inside = None if slot.field else rules.inside.get(tape.letters[first])
        if inside is None or not inside.groups:
            lines[slot.field or rules.names[tape.letters[first]]] = stop - 1
    for piece in reading.iter_pieces(card):
        if piece.field:
            lines.setdefault(piece.field, tape.find_line(piece.span.start))
    beside = card.first
    taken = {i for _, first, stop in card.iter_parts() for i in range(first, stop)}
    # Most of what a card lacks is beside one piece.
    spans: dict[int, Span] = {}
    for part in rules.parts:
        found = [lines[name] for name in part.names if name in lines]
        # A line may be there without the value that it should hold.
        beside = max(found or [kinds[kind] for kind in part.kinds if kind in kinds] or [beside])
        if not found:
            # Something else may stand in its place.
            place = beside
            while place + 1 < card.stop and place + 1 not in taken and tape.letters[place + 1] in CLASSES["line"]:
                place += 1
            yield Missing(part.lacks, spans.setdefault(place, tape.span(place, place + 1)))
