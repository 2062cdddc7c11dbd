"""The line of a page that a finding is about, with carets under what the finding's span names.

A terminal must show every character where the carets expect it. East Asian wide characters take two columns (Unicode
Standard Annex #11, classes W and F), combining marks none, and what does not print is replaced, for a tab would shift
the carets, a direction override turn the line round and a carriage return write over it.
"""

import unicodedata
from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from paperparse.text.span import Span

# SYMBOL FOR SUBSTITUTE FORM TWO, one column wide. `·` stands on real pages, and U+FFFD on broken ones, where it is a
# finding of its own.
PLACEHOLDER: Final = "␦"
_CUT: Final = "…"
_WIDTH: Final = 100
# Columns that are shown before the carets at least, where the line has so many.
_BEFORE: Final = 40
# So many characters on either side are looked at: a hundred columns, each with a combining mark.
_REACH: Final = 2 * _WIDTH


def format_excerpt(text: str, span: Span, line: int, line_end: str = "\n") -> str:
    """Three rows, each ending with a line feed: a gutter, the line of `text` at `span`, and the carets.

    `line` is the number in the gutter, and `line_end` what ends the lines of `text`. Of a long line about 100 columns
    are shown, with `…` where it is cut. A span that goes on beyond what is shown is underlined up to there, and an
    empty one has one caret.
    """
    offset = min(span.start, len(text))
    start, before_is_cut = _find_start(text, offset, line_end)
    end, after_is_cut = _find_end(text, offset, line_end)
    before = [_measure(character) for character in text[start:offset]]
    after = [_measure(character) for character in text[offset:end]]
    room = max(_BEFORE, _WIDTH - _sum_widths(after))
    kept = _fit(reversed(before), room)[::-1]
    before_is_cut = before_is_cut or len(kept) < len(before)
    after_kept = _fit(after, _WIDTH - _sum_widths(kept))
    after_is_cut = after_is_cut or len(after_kept) < len(after)

    cells = _set_apart([*([(_CUT, 1)] if before_is_cut else []), *kept, *after_kept])
    first = len(cells) - len(after_kept)
    last = first + min(max(span.end - span.start, 0), len(after_kept))
    # A combining mark is drawn on the character before it, and so is its caret.
    first = _find_base(cells, first) if last > first else first
    shown = "".join(character for character, _ in cells) + _CUT * after_is_cut
    carets = " " * _sum_widths(cells[:first]) + "^" * max(_sum_widths(cells[first:last]), 1)
    gutter = " " * len(str(line))
    return f"{gutter} |\n{line} | {shown}\n{gutter} | {carets}\n"


def _find_start(text: str, offset: int, line_end: str) -> tuple[int, bool]:
    """Where the line of `offset` begins, or how far back it is looked at; whether there is more of it."""
    reach = max(offset - _REACH, 0)
    start = text.rfind(line_end, reach, offset) + 1
    return (start, False) if start or not reach else (reach, text[reach - 1] != line_end)


def _find_end(text: str, offset: int, line_end: str) -> tuple[int, bool]:
    """Where the line of `offset` ends, or how far it is looked at; whether there is more of it."""
    reach = min(offset + _REACH, len(text))
    end = text.find(line_end, offset, reach)
    is_cut = end < 0 and reach < len(text) and text[reach] != line_end
    end = reach if end < 0 else end
    # The carriage return of a line end is none of the line's characters, unless the finding is about it.
    return (end - 1 if end > offset + 1 and text[end - 1] == "\r" and not is_cut else end), is_cut


def _measure(character: str) -> tuple[str, int]:
    """What is shown for `character`, and how many columns it takes."""
    if not character.isprintable():
        return PLACEHOLDER, 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _sum_widths(cells: Iterable[tuple[str, int]]) -> int:
    return sum(width for _, width in cells)


def _fit(cells: Iterable[tuple[str, int]], room: int) -> list[tuple[str, int]]:
    """As many of the first `cells` as `room` columns hold."""
    used = 0

    def is_within(cell: tuple[str, int]) -> bool:
        nonlocal used
        used += cell[1]
        return used <= room

    return list(takewhile(is_within, cells))


def _set_apart(cells: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """`cells`, with a placeholder for a combining mark that would be drawn on the gutter."""
    return [(PLACEHOLDER, 1), *cells[1:]] if cells and not cells[0][1] else cells


def _find_base(cells: list[tuple[str, int]], index: int) -> int:
    """The position of the character that the one at `index` is drawn on: itself, if it takes a column."""
    while not cells[index][1]:
        index -= 1
    return index
