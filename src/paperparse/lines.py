"""The lines of a text: where the non-blank ones stand, trimmed, and which line an offset is on."""

import re
from array import array
from typing import Final

import regex
from attrs import frozen

from paperparse.limits import Limits, exceed
from paperparse.model import Span

# What `str.isspace()` accepts, and two characters that print nothing and that extractors leave at line ends: the
# byte-order mark and the zero-width space.
WHITESPACE: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)


# From the first character of a non-blank line to the line's end: runs of blank lines cost no step of ours.
_LINE: Final = regex.compile(rf"[^{re.escape(WHITESPACE)}][^\n]*+")
# A line break is looked for in at most so many characters, and a text of 16 MiB needs 4,096 entries.
_BLOCK: Final = 4096


@frozen(eq=False, repr=False)
class Lines:
    """The non-blank lines of `text`, numbered from 0, in parallel sequences.

    `values` are the lines without the white space at their ends, `starts` and `ends` their offsets in `text`. A line
    ends at a line feed; a carriage return before it is white space at the line's end. No other character ends a line.
    """

    text: str
    values: list[str]
    starts: "array[int]"
    ends: "array[int]"

    def __len__(self) -> int:
        return len(self.values)

    def span(self, first: int, last: int | None = None) -> Span:
        """The span from line `first` to line `last` (the same line where it is not given), ends trimmed."""
        return Span(self.starts[first], self.ends[first if last is None else last])


def split_lines(text: str, limits: Limits, page: str | None = None) -> Lines:
    """`text` as `Lines`; linear in time and memory, and blank lines take no memory.

    Raises `LimitError` for a line that is longer than `limits` allow; `page` is the name the error gives to the text.
    """
    values: list[str] = []
    starts, ends = array("q"), array("q")
    for match in _LINE.finditer(text):
        value = match.group().rstrip(WHITESPACE)
        start = match.start()
        if len(value) > limits.line_length:
            line = text.count("\n", 0, start) + 1
            what = f"this line has {len(value):,} characters"
            raise exceed(limits, "line_length", what, "break it where the page broke it", page=page, line=line)
        values.append(value)
        starts.append(start)
        ends.append(start + len(value))
    return Lines(text, values, starts, ends)


def trim(text: str, start: int, end: int) -> Span | None:
    """The span of `text` from `start` to `end` without the white space at its ends; `None` if nothing is left."""
    piece = text[start:end]
    core = piece.strip(WHITESPACE)
    if not core:
        return None
    start += len(piece) - len(piece.lstrip(WHITESPACE))
    return Span(start, start + len(core))


@frozen(eq=False, repr=False)
class Places:
    """Tells line and column of offsets into `text`.

    For each block of it, `breaks` counts the line feeds before, and `latest` is the offset of the last of them, or -1.
    """

    text: str
    breaks: "array[int]"
    latest: "array[int]"

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both 1-based, the column in code points; in constant time."""
        block = offset // _BLOCK
        start = block * _BLOCK
        line = self.breaks[block] + self.text.count("\n", start, offset) + 1
        latest = self.text.rfind("\n", start, offset)
        return line, offset - (latest if latest >= 0 else self.latest[block])


def index_places(text: str) -> Places:
    """The `Places` of `text`; linear in time."""
    breaks, latest = array("q", [0]), array("q", [-1])
    for start in range(0, len(text), _BLOCK):
        end = start + _BLOCK
        breaks.append(breaks[-1] + text.count("\n", start, end))
        found = text.rfind("\n", start, end)
        latest.append(found if found >= 0 else latest[-1])
    return Places(text, breaks, latest)
