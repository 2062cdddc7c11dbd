"""The lines of a text: where the non-blank ones stand, trimmed."""

import re
from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, compress, count
from operator import add, itemgetter, ne
from typing import Final

from paperparse.limits import Limits, exceed
from paperparse.text.plain import Plain
from paperparse.text.space import INVISIBLE, WHITESPACE
from paperparse.text.span import Span

# From the first character of a non-blank line to the line's end: runs of blank lines cost no step of ours.
_LINES: Final = {end: re.compile(rf"[^{re.escape(WHITESPACE)}][^{end}]*+") for end in "\n\r"}
# Larger texts are asked whether they are mostly line feeds, each of which takes 24 bytes where lines are cut. To ask
# takes as long as to cut them.
_LARGE: Final = 1024 * 1024
_SHORTEST_MEAN: Final = 8


def find_line_end(text: str) -> str:
    """The character that ends the lines of `text`: a line feed, or a carriage return where there is no line feed."""
    return "\n" if "\n" in text or "\r" not in text else "\r"


def find_line_number(text: str, offset: int) -> int:
    """The number of the line of `text` that holds `offset`, from 1; for many of them see `paperparse.text.places`."""
    return text.count(find_line_end(text), 0, offset) + 1


class Lines:
    """The non-blank lines of `text`, numbered from 0, in parallel sequences.

    `values` are the lines without the white space at their ends, `starts` and `ends` their offsets in `text`. A line
    ends at a line feed; a carriage return before it is white space at the line's end. In a text without line feeds it
    ends at a carriage return (`line_end` says which); no other character ends a line. The text is cut into lines when
    one of them is first asked for. `plain` is the text with its source, where markup was removed from that.
    """

    def __init__(self, text: str, plain: Plain | None = None) -> None:
        self.text = text
        self.plain = plain

    def __len__(self) -> int:
        return len(self.values)

    @property
    def source(self) -> str:
        """The text as the page has it, with its markup."""
        return self.text if self.plain is None else self.plain.source

    def find_source(self, span: Span) -> Span:
        """Where the piece at `span` of the text stands in the page's own."""
        return span if self.plain is None else self.plain.find_source(span)

    @cached_property
    def line_end(self) -> str:
        """The character that ends the lines of the page's own text."""
        return find_line_end(self.source)

    @cached_property
    def values(self) -> list[str]:
        """The lines, without the white space at their ends."""
        return self._cut[0]

    @cached_property
    def starts(self) -> "array[int]":
        """The offset of each line."""
        return self._cut[1]

    @cached_property
    def ends(self) -> "array[int]":
        """The offset after each line."""
        return array("q", map(add, self.starts, map(len, self.values)))

    @cached_property
    def _cut(self) -> tuple[list[str], "array[int]"]:
        text, line_end = self.text, self.line_end
        is_sparse = len(text) >= _LARGE and text.count(line_end) * _SHORTEST_MEAN > len(text)
        return _find_lines(text, line_end) if is_sparse else _cut_lines(text, line_end)


def split_lines(text: str, limits: Limits, page: str | None = None) -> Lines:
    """`text` as `Lines`; linear in time and memory, and blank lines take no memory.

    Raises `LimitError` for a line that is longer than `limits` allow; `page` is the name the error gives to the text.
    """
    lines = Lines(text)
    if len(text) > limits.line_length and not has_short_lines(text, lines.line_end, limits):
        for value, start in zip(lines.values, lines.starts, strict=True):
            if len(value) > limits.line_length:
                line = find_line_number(text, start)
                what = f"this line has {len(value):,} characters"
                raise exceed(limits, "line_length", what, "break it where the page broke it", page=page, line=line)
    return lines


def has_short_lines(text: str, line_end: str, limits: Limits) -> bool:
    """Whether surely no line of `text` is longer than `limits` allow; takes a look at each stretch of that length."""
    at = 0
    while at + limits.line_length < len(text):
        at = text.rfind(line_end, at, at + limits.line_length + 1) + 1
        if at == 0:
            return False
    return True


def _cut_lines(text: str, line_end: str) -> tuple[list[str], "array[int]"]:
    """Values and starts, without a step of ours for a line: four times as fast as looking for them."""
    cut = text.split(line_end)
    trimmed = list(map(str.strip, cut))
    if not text.isascii() and not INVISIBLE.isdisjoint(_list_ends(trimmed)):
        trimmed = [line.strip(WHITESPACE) for line in trimmed]
    lengths = list(map(len, cut))
    begins = map(add, accumulate(lengths, initial=0), count())
    values = list(filter(None, trimmed))
    starts = array("q", compress(begins, trimmed))
    widths = list(map(len, values))
    lengths = list(compress(lengths, trimmed))
    if widths != lengths:
        whole = list(compress(cut, trimmed))
        for i in compress(count(), map(ne, widths, lengths)):
            # Before it stands nothing but white space.
            starts[i] += whole[i].find(values[i])
    return values, starts


def _list_ends(lines: Iterable[str]) -> set[str]:
    """The characters that `lines` begin and end with."""
    values = list(filter(None, lines))
    return {*map(itemgetter(0), values), *map(itemgetter(-1), values)}


def _find_lines(text: str, line_end: str) -> tuple[list[str], "array[int]"]:
    """Values and starts, in memory for those that are not blank only."""
    values: list[str] = []
    starts = array("q")
    for match in _LINES[line_end].finditer(text):
        values.append(match.group().rstrip(WHITESPACE))
        starts.append(match.start())
    return values, starts
