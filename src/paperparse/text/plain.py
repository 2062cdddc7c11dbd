"""A text without its markup, and where each of its characters stands in the text as it was."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from paperparse.text.space import trim
from paperparse.text.span import Span, is_parted

# What a mask says of a character that is not copied: it is markup, or markup that parts what stands around it.
MARKUP: Final = 1
PARTS: Final = 2

_GAP: Final = re.compile(rb"[\x01\x02]+")
_BLANK: Final = re.compile(r"[^\S\n]*+")
_SPACES: Final = " \t\r\v\f\xa0"


class Link(NamedTuple):
    """What one link of a page says.

    `text`: where its text stands in the plain text, without white space at its ends; empty for a lone address or a
    picture without text. `target`: where its address stands in the source; empty where the page does not print it.
    """

    text: Span
    target: Span


class Plain:
    """The plain `text` of a page, the `source` it was made from, and its `links`, in order of `text.start`.

    Every character of `text` is copied from `source`, but for single spaces: one between two pieces that `is_parted`
    says are parted, and one between the text of a picture and what stands beside it.
    """

    __slots__ = ("_ends", "_headings", "_sources", "_starts", "links", "source", "text")

    def __init__(
        self, source: str, mask: bytearray, links: Iterable[tuple[Span, Span]] = (), headings: Iterable[int] = ()
    ) -> None:
        """`mask` has a byte for each character of `source`, 0 where it is copied.

        `links`: spans of texts and addresses, and `headings`: offsets where headings begin, all in `source`.
        """
        self.source = source
        self._sources, lengths = _cut_pieces(source, mask)
        self._starts, self._ends = array("q"), array("q")
        parts: list[str] = []
        at, before = 0, -1
        for start, length in zip(self._sources, lengths, strict=True):
            if before >= 0 and _needs_space(source, mask, before, start):
                parts.append(" ")
                at += 1
            before = start + length
            parts.append(source[start:before])
            self._starts.append(at)
            at += length
            self._ends.append(at)
        self.text = "".join(parts)
        self.links = tuple(sorted(Link(self._find_trimmed(text), target) for text, target in links))
        self._headings = array("q", sorted({self._find_line_start(offset) for offset in headings}))

    def is_heading(self, start: int) -> bool:
        """Whether the line of `text` whose first character that is not white space is at `start` was a heading."""
        at = bisect_left(self._headings, start)
        return at < len(self._headings) and self._headings[at] == start

    def find_source(self, span: Span) -> Span:
        """The smallest span of the source that holds all characters that `span` of the plain text was copied from.

        Empty if none was, and then where the next copied character stands.
        """
        first = bisect_right(self._ends, span.start)
        if first == len(self._starts):
            return Span(len(self.source), len(self.source))
        start = self._sources[first] + max(0, span.start - self._starts[first])
        last = bisect_left(self._starts, span.end) - 1
        if last < first or span.end <= span.start:
            return Span(start, start)
        return Span(start, self._sources[last] + min(span.end, self._ends[last]) - self._starts[last])

    def iter_source(self, span: Span) -> Iterator[Span]:
        """The pieces of the source that `span` of the plain text was copied from, in order and disjoint."""
        for at in range(bisect_right(self._ends, span.start), len(self._starts)):
            start = self._starts[at]
            if start >= span.end or span.end <= span.start:
                return
            shift = self._sources[at] - start
            yield Span(max(start, span.start) + shift, min(self._ends[at], span.end) + shift)

    def find_plain(self, span: Span) -> Span:
        """Where the characters of `span` of the source stand in the plain text; empty if none was copied."""
        start = self._find_offset(span.start)
        last = bisect_left(self._sources, span.end) - 1
        end = min(self._starts[last] + span.end - self._sources[last], self._ends[last]) if last >= 0 else 0
        return Span(start, max(start, end))

    def _find_offset(self, offset: int) -> int:
        """Where the first character that was copied from `offset` on stands."""
        at = bisect_right(self._sources, offset) - 1
        if at >= 0:
            inside = self._starts[at] + offset - self._sources[at]
            if inside < self._ends[at]:
                return inside
        return self._starts[at + 1] if at + 1 < len(self._starts) else len(self.text)

    def _find_line_start(self, offset: int) -> int:
        space = _BLANK.match(self.text, self._find_offset(offset))
        return space.end() if space else len(self.text)

    def _find_trimmed(self, span: Span) -> Span:
        found = self.find_plain(span)
        return trim(self.text, *found) or Span(found.start, found.start)


def _needs_space(source: str, mask: bytearray, start: int, end: int) -> bool:
    if is_parted(source, Span(start, end)):
        return True
    before, after = source[start - 1], source[end]
    return mask.find(PARTS, start, end) >= 0 and not before.isspace() and not after.isspace()


def _cut_pieces(source: str, mask: bytearray) -> tuple["array[int]", "array[int]"]:
    """Starts and lengths of what is copied.

    Markup that holds a line break takes the spaces around it along, so that one space remains.
    """
    starts, lengths = array("q"), array("q")
    at = 0
    for gap in _GAP.finditer(mask):
        start, end = gap.span()
        if source.find("\n", start, end) >= 0:
            while start > at and source[start - 1] in _SPACES:
                start -= 1
            while end < len(source) and not mask[end] and source[end] in _SPACES:
                end += 1
        if start > at:
            starts.append(at)
            lengths.append(start - at)
        at = max(at, end)
    if at < len(source):
        starts.append(at)
        lengths.append(len(source) - at)
    return starts, lengths
