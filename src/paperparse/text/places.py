"""Line and column of offsets into a text."""

from array import array
from typing import Final

from attrs import frozen

from paperparse.text.lines import find_line_end

# A line break is looked for in at most so many characters, and a text of 16 MiB needs 4,096 entries.
_BLOCK: Final = 4096


@frozen(eq=False, repr=False)
class Places:
    """Tells line and column of offsets into `text`.

    For each block of it, `breaks` counts the line ends before, and `latest` is the offset of the last of them, or -1.
    A `line_end` is the character that `Lines` are cut at.
    """

    text: str
    line_end: str
    breaks: "array[int]"
    latest: "array[int]"

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both 1-based, the column in code points; in constant time."""
        block = offset // _BLOCK
        start = block * _BLOCK
        line = self.breaks[block] + self.text.count(self.line_end, start, offset) + 1
        latest = self.text.rfind(self.line_end, start, offset)
        return line, offset - (latest if latest >= 0 else self.latest[block])


def index_places(text: str) -> Places:
    """The `Places` of `text`; linear in time."""
    line_end = find_line_end(text)
    breaks, latest = array("q", [0]), array("q", [-1])
    for start in range(0, len(text), _BLOCK):
        end = start + _BLOCK
        breaks.append(breaks[-1] + text.count(line_end, start, end))
        found = text.rfind(line_end, start, end)
        latest.append(found if found >= 0 else latest[-1])
    return Places(text, line_end, breaks, latest)
