"""The lines of a text: where the non-blank ones stand, trimmed."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate, compress, count
from operator import add, itemgetter, ne
from typing import Final

from paperparse.limits import Limits, exceed
from paperparse.text.span import Span

# What `str.isspace()` accepts, and two characters that print nothing and that extractors leave at line ends: the
# byte-order mark and the zero-width space.
WHITESPACE: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
INVISIBLE: Final = ("\ufeff", "\u200b")

# From the first character of a non-blank line to the line's end: runs of blank lines cost no step of ours.
_LINE: Final = re.compile(rf"[^{re.escape(WHITESPACE)}][^\n]*+")
_BLANK: Final = re.compile(rf"[{re.escape(WHITESPACE)}]*+")
# Larger texts are asked whether they are mostly line feeds, each of which takes 24 bytes where lines are cut. To ask
# takes as long as to cut them.
_LARGE: Final = 1024 * 1024
_SHORTEST_MEAN: Final = 8


class Lines:
    """The non-blank lines of `text`, numbered from 0, in parallel sequences.

    `values` are the lines without the white space at their ends, `starts` and `ends` their offsets in `text`. A line
    ends at a line feed; a carriage return before it is white space at the line's end. No other character ends a line.
    The text is cut into lines when one of them is first asked for.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __len__(self) -> int:
        return len(self.values)

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
        text = self.text
        is_sparse = len(text) >= _LARGE and text.count("\n") * _SHORTEST_MEAN > len(text)
        return _find_lines(text) if is_sparse else _cut_lines(text)

    @cached_property
    def _initials(self) -> str:
        # The first characters of all lines: to find the lines that need a look costs no more than `str.find`.
        return "".join(map(itemgetter(0), self.values))

    def span(self, first: int, last: int | None = None) -> Span:
        """The span from line `first` to line `last` (the same line where it is not given), ends trimmed."""
        last = first if last is None else last
        return Span(self.starts[first], self.starts[last] + len(self.values[last]))

    def find_starting(self, prefix: str) -> list[int]:
        """The numbers of the lines that start with `prefix`."""
        found = []
        i = self._initials.find(prefix[0])
        while i >= 0:
            if self.values[i].startswith(prefix):
                found.append(i)
            i = self._initials.find(prefix[0], i + 1)
        return found

    def find_at(self, offset: int) -> int:
        """The number of the first line that starts at `offset` or behind it."""
        return bisect_left(self.starts, offset)

    def cut(self, start: int, end: int) -> "Lines":
        """The lines from offset `start`, where a line begins, to `end`; their numbers are those in the piece.

        A piece that is the whole text is these lines, and takes no memory again.
        """
        return self if start == 0 and end >= len(self.text) else cut_piece(self.text, start, end)

    def change(self, starts: Mapping[int, int]) -> "Lines":
        """The same lines, but for those that begin at other offsets: number to offset, inside the line."""
        changed = Lines(self.text)
        changed.values, changed.starts = self.values[:], self.starts[:]
        for i, start in starts.items():
            changed.values[i] = self.text[start : self.starts[i] + len(self.values[i])]
            changed.starts[i] = start
        return changed


def split_lines(text: str, limits: Limits, page: str | None = None) -> Lines:
    """`text` as `Lines`; linear in time and memory, and blank lines take no memory.

    Raises `LimitError` for a line that is longer than `limits` allow; `page` is the name the error gives to the text.
    """
    lines = Lines(text)
    if not has_short_lines(text, limits):
        for value, start in zip(lines.values, lines.starts, strict=True):
            if len(value) > limits.line_length:
                line = text.count("\n", 0, start) + 1
                what = f"this line has {len(value):,} characters"
                raise exceed(limits, "line_length", what, "break it where the page broke it", page=page, line=line)
    return lines


def cut_piece(text: str, start: int, end: int) -> Lines:
    """The lines of `text` from offset `start`, where a line begins, to `end`; their numbers are those in the piece."""
    piece = Lines(text)
    piece.values, starts = _cut_lines(text[start:end])
    piece.starts = array("q", [start + offset for offset in starts]) if start else starts
    return piece


def iter_starting(text: str, prefix: str, at: int) -> Iterator[tuple[int, str]]:
    """The lines of `text` from offset `at` on that start with `prefix`: the offset of each, and the line, trimmed."""
    at = text.find(prefix, at)
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        # Whatever else begins so on this line is not at its beginning.
        if not text[text.rfind("\n", 0, at) + 1 : at].strip(WHITESPACE):
            yield at, text[at:end].rstrip(WHITESPACE)
        at = text.find(prefix, end)


def skip_line(text: str, at: int) -> int:
    """The offset of the first character, not white space, behind the line that holds offset `at`."""
    end = text.find("\n", at)
    return len(text) if end < 0 else skip_blank(text, end)


def skip_blank(text: str, at: int) -> int:
    """The offset of the first character of `text` from offset `at` on that is not white space."""
    match = _BLANK.match(text, at)
    return at if match is None else match.end()


def has_short_lines(text: str, limits: Limits) -> bool:
    """Whether surely no line of `text` is longer than `limits` allow; takes a look at each stretch of that length."""
    at = 0
    while at + limits.line_length < len(text):
        at = text.rfind("\n", at, at + limits.line_length + 1) + 1
        if at == 0:
            return False
    return True


def _cut_lines(text: str) -> tuple[list[str], "array[int]"]:
    """Values and starts, without a step of ours for a line: four times as fast as looking for them."""
    cut = text.split("\n")
    if any(character in text for character in INVISIBLE):
        trimmed = [line.strip(WHITESPACE) for line in cut]
    else:
        trimmed = list(map(str.strip, cut))
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


def _find_lines(text: str) -> tuple[list[str], "array[int]"]:
    """Values and starts, in memory for those that are not blank only."""
    values: list[str] = []
    starts = array("q")
    for match in _LINE.finditer(text):
        values.append(match.group().rstrip(WHITESPACE))
        starts.append(match.start())
    return values, starts


def trim(text: str, start: int, end: int) -> Span | None:
    """The span of `text` from `start` to `end` without the white space at its ends; `None` if nothing is left."""
    piece = text[start:end]
    core = piece.strip(WHITESPACE)
    if not core:
        return None
    start += len(piece) - len(piece.lstrip(WHITESPACE))
    return Span(start, start + len(core))
