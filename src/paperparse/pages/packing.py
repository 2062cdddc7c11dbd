"""The values of a page beside its text, in little room: for pickles of pages.

Most values stand in the text as they are. The text is cut there, and pickle writes what it meets twice once; so values
cost next to nothing beside the text, and are there again without reading it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, Final

from paperparse.model.fields import SEVERAL, Kind
from paperparse.model.page import INFO_FIELDS, PageInfo
from paperparse.model.paper import FIELDS, VALUE_FIELDS, Organization, Paper, PartialDate
from paperparse.model.spans import Spans
from paperparse.text.span import Span

# To cut the text at a value takes a dozen bytes.
_SHORTEST: Final = 16
_BETWEEN: Final = ", "
_JOINS_LINES: Final = " "
# With what stands between its lines, a value takes so many times its length.
_MOST_SPACE: Final = 2
# What stands between the values of a card, and above the first one.
_MOST_BETWEEN: Final = 4_000
_LINE: Final = re.compile(r"\S(?:[^\n]*\S)?")
# Values with markup inside are found nowhere: so many times the text's length is searched for all of them together.
_MOST_SEARCHED: Final = 8
_YEAR: Final = 10_000
_MONTH: Final = 100

# The pieces that make up a text, how many papers it has, and their values: by the place of a field those of all papers,
# if any has one. Numbers take less room than names.
Packed = tuple[list[str], int, dict[int, list[Any]]]
# What a page says of itself: by the place of a field its value, and where that stands.
PackedInfo = dict[int, tuple[Any, int, int]]

_KINDS: Final = tuple(field.kind for field in FIELDS.values())
_INFO_NAMES: Final = tuple(INFO_FIELDS)
_LONG_KINDS: Final[frozenset[Kind]] = frozenset({"text", "names"})
_get_values: Final = attrgetter(*VALUE_FIELDS)


def pack(text: str, papers: Sequence[Paper]) -> Packed:
    """`text` and the values of `papers`; linear in time."""
    columns = {}
    for place, column in enumerate(zip(*map(_get_values, papers), strict=True)):
        if any(value is not None and value != () for value in column):
            pack_value = _PACK.get(_KINDS[place])
            columns[place] = list(column if pack_value is None else map(pack_value, column))
    return list(_cut(text, columns, len(papers))), len(papers), columns


def unpack(packed: Packed) -> tuple[str, Iterator[list[Any]]]:
    """The text, and the values of each paper, in the order of `VALUE_FIELDS`, that `pack` made `packed` of."""
    pieces, count, packed_columns = packed
    columns: list[Iterable[Any]] = []
    for place, kind in enumerate(_KINDS):
        column = packed_columns.get(place)
        unpack_value = _UNPACK.get(kind)
        if column is None:
            columns.append(repeat(() if kind in SEVERAL else None, count))
            continue
        if list in set(map(type, column)):
            column = [_JOINS_LINES.join(value) if type(value) is list else value for value in column]
        columns.append(column if unpack_value is None else map(unpack_value, column))
    return "".join(pieces), map(list, zip(*columns, strict=True))


def pack_info(info: PageInfo) -> PackedInfo:
    """What `info` says, in little room."""
    packed: PackedInfo = {}
    for place, (name, field) in enumerate(INFO_FIELDS.items()):
        value = getattr(info, name)
        if value is not None:
            packed[place] = (_pack_date(value) if field.kind == "date" else value, *info.spans[name])
    return packed


def unpack_info(packed: PackedInfo) -> PageInfo:
    """What `pack_info` made `packed` of."""
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for place, (value, start, end) in packed.items():
        name = _INFO_NAMES[place]
        values[name] = _unpack_date(value) if INFO_FIELDS[name].kind == "date" else value
        spans[name] = Span(start, end)
    return PageInfo(**values, spans=Spans(spans))


def _cut(text: str, columns: Mapping[int, list[Any]], count: int) -> Iterator[str]:
    """The pieces of `text`, among them the very strings of `columns` that stand in it, card after card.

    A string whose lines the page breaks becomes a list of these in its column.
    """
    own = [column for place, column in columns.items() if _KINDS[place] in _LONG_KINDS]
    at = ahead = 0
    left = _MOST_SEARCHED * len(text)
    for paper in range(count):
        values = [(column, value) for column in own if type(value := column[paper]) is str and len(value) >= _SHORTEST]
        # What stands farther ahead belongs to another card.
        ahead += _MOST_BETWEEN + _MOST_SPACE * sum(len(value) for _, value in values)
        found: list[tuple[int, str]] = []
        for column, value in values if left > 0 else ():
            # To look for all of a long text takes longer to begin with.
            start = text.find(value[:_SHORTEST], at, at + ahead)
            left -= start - at if start >= 0 else ahead
            if start >= 0 and text.startswith(value, start):
                found.append((start, value))
            elif start >= 0 and (lines := _match_lines(text, value, start)):
                found += lines
                column[paper] = [line for _, line in lines]
        ahead = 0 if found else ahead
        for start, value in sorted(found):
            if start >= at:
                yield text[at:start]
                yield value
                at = start + len(value)
    yield text[at:]


def _match_lines(text: str, value: str, start: int) -> list[tuple[int, str]]:
    """The lines of `text` from `start` on that make up `value`, joined by spaces, and where; `[]` if they do not."""
    found = []
    done = 0
    # The line of another value may be as long as the page.
    for line in _LINE.finditer(text, start, start + _MOST_SPACE * len(value)):
        piece = line[0]
        if not value.startswith(piece, done):
            # The last one may go on.
            piece = value[done:]
            if not text.startswith(piece, line.start()):
                return []
        found.append((line.start(), piece))
        done += len(piece)
        if done == len(value):
            return found
        if value[done] != _JOINS_LINES:
            return []
        done += 1
    return []


def _pack_several(values: tuple[str, ...]) -> str | tuple[str, ...]:
    joined = _BETWEEN.join(values)
    return joined if values and tuple(joined.split(_BETWEEN)) == values else values


def _unpack_several(packed: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(packed.split(_BETWEEN)) if isinstance(packed, str) else packed


def _pack_date(date: PartialDate | None) -> int | tuple[int | None, ...] | None:
    if date is None:
        return None
    if date.year is None or date.year_min is not None:
        return date.year, date.month, date.day, date.year_min
    return date.year * _YEAR + date.month * _MONTH + date.day


def _unpack_date(packed: int | tuple[int | None, int, int, int | None] | None) -> PartialDate | None:
    if packed is None:
        return None
    if isinstance(packed, tuple):
        return PartialDate(*packed)
    return PartialDate(packed // _YEAR, packed % _YEAR // _MONTH, packed % _MONTH)


def _pack_organization(organization: Organization | None) -> tuple[str | None, str | None] | None:
    return None if organization is None else (organization.handle, organization.name)


def _unpack_organization(packed: tuple[str | None, str | None] | None) -> Organization | None:
    return None if packed is None else Organization(*packed)


_PACK: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    "names": _pack_several,
    "codes": _pack_several,
    "date": _pack_date,
    "organization": _pack_organization,
}
_UNPACK: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    "names": _unpack_several,
    "codes": _unpack_several,
    "date": _unpack_date,
    "organization": _unpack_organization,
}
