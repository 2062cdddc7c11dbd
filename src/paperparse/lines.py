"""The lines of a text: where the non-blank ones stand, trimmed, and which line an offset is on."""

from bisect import bisect_right
from typing import Final

from attrs import frozen

from paperparse.model import Span

# What `str.isspace()` accepts, and two characters that print nothing and that extractors leave at line ends: the
# byte-order mark and the zero-width space.
WHITESPACE: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)


@frozen(eq=False, repr=False)
class Lines:
    """The non-blank lines of `text`, numbered from 0, in parallel lists.

    `values` are the lines without the white space at their ends, `starts` and `ends` their offsets in `text`, and
    `numbers` count all lines, blank ones included, from 1. A line ends at a line feed; a carriage return before it is
    white space at the line's end. No other character ends a line.
    """

    text: str
    values: list[str]
    starts: list[int]
    ends: list[int]
    numbers: list[int]

    def __len__(self) -> int:
        return len(self.values)

    def span(self, first: int, last: int | None = None) -> Span:
        """The span from line `first` to line `last` (the same line where it is not given), ends trimmed."""
        return Span(self.starts[first], self.ends[first if last is None else last])

    def trim(self, start: int, end: int) -> Span | None:
        """The span from `start` to `end` without the white space at its ends; `None` if nothing is left."""
        piece = self.text[start:end]
        core = piece.strip(WHITESPACE)
        if not core:
            return None
        start += len(piece) - len(piece.lstrip(WHITESPACE))
        return Span(start, start + len(core))

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both 1-based, the column in code points."""
        i = bisect_right(self.starts, offset) - 1
        start, number = (self.starts[i], self.numbers[i]) if i >= 0 else (0, 1)
        return number + self.text.count("\n", start, offset), offset - self.text.rfind("\n", 0, offset)


def split_lines(text: str) -> Lines:
    """`text` as `Lines`; linear in time and memory."""
    values: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    offset = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        value = raw.strip(WHITESPACE)
        if value:
            start = offset
            if len(value) != len(raw):
                start += len(raw) - len(raw.lstrip(WHITESPACE))
            values.append(value)
            starts.append(start)
            ends.append(start + len(value))
            numbers.append(number)
        offset += len(raw) + 1
    return Lines(text, values, starts, ends, numbers)
