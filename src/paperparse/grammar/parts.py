"""What a whole card of a format is made of, and what a card lacks that is not whole."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from paperparse.grammar.patterns import Slot, split_pattern
from paperparse.grammar.table import Format, Label, Line, Mark, Value


class Needed(NamedTuple):
    """A part of a whole card: what a card without it lacks, the fields or marks that are one, and on which lines."""

    lacks: str
    names: frozenset[str]
    kinds: frozenset[str]


def list_parts(form: Format, lines: Mapping[str, Line], letters: Mapping[str, str]) -> Iterator[Needed]:
    """What a whole card is made of, without what it may do without."""
    parts = split_pattern(form.card, letters)[0]
    others = split_pattern(form.in_company, letters)[0] if form.in_company else parts
    for part, other in zip(parts, others, strict=True):
        slots = [slot for slot in (*part.slots, *other.slots) if slot.field or slot.kind]
        if slots and not part.source.endswith(("?", "*")):
            names = [name for slot in slots for name in _list_names(slot, lines)]
            kinds = frozenset(
                kind for kind, line in lines.items() if isinstance(line, Value) and {*line.fields[:1]} & {*names}
            )
            yield Needed(_name_slot(slots[0], lines), frozenset(names), kinds)


def _list_names(slot: Slot, lines: Mapping[str, Line]) -> tuple[str, ...]:
    """The field that `slot` holds, or the kind of its line if that has none."""
    if slot.field:
        return (slot.field,)
    line = lines.get(slot.kind)
    if isinstance(line, Value) and line.fields:
        return line.fields[:1]
    return (slot.kind, f"alone_{slot.kind}")


def _name_slot(slot: Slot, lines: Mapping[str, Line]) -> str:
    """What a card without `slot` lacks: a field, or a mark by its text."""
    line = lines.get(slot.kind)
    if isinstance(line, Mark | Label):
        return line.prints
    return _list_names(slot, lines)[0]
