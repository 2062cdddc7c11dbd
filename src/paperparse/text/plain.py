"""A text without its markup, and where each of its characters stands in the text as it was."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from paperparse.text.space import trim
from paperparse.text.span import Span, is_parted

# What a mask says of a character: it is copied, it is markup, or it is markup that parts what stands around it.
COPIED: Final = 0
MARKUP: Final = 1
PARTS: Final = 2

_BLANK: Final = re.compile(r"[^\S\n]*+")
_SPACES: Final = " \t\r\v\f\xa0"


# The text of a link and its address, in the source.
_Marked = tuple[Span, Span]


class Link(NamedTuple):
    """What one link of a page says.

    `text`: where its text stands in the plain text, without white space at its ends; empty for a lone address or a
    picture without text. `target`: where its address stands in the source; empty where the page does not print it.
    """

    text: Span
    target: Span


class Plain:
    """The plain `text` of a page, and the `source` it was made from.

    Every character of `text` is copied from `source`, but for single spaces: one between two pieces that `is_parted`
    says are parted, and one between the text of a picture and what stands beside it. Where links and headings stand in
    `text` is worked out when it is asked for: most values need neither.
    """

    def __init__(
        self, source: str, mask: bytearray, links: Sequence[_Marked] = (), headings: Sequence[int] = ()
    ) -> None:
        """`mask` has a byte for each character of `source`, 0 where it is copied.

        `links`: spans of texts and addresses, and `headings`: offsets where headings begin, all in `source`.
        """
        self.source = source
        self._links = links
        self._headings = headings
        # Where each piece stands in the source, and where it begins and ends in the text.
        self._sources, self._starts, self._ends = array("q"), array("q"), array("q")
        parts: list[str] = []
        at, before = 0, -1
        for start, end in _iter_pieces(source, mask):
            if before >= 0 and _needs_space(source, mask, before, start):
                parts.append(" ")
                at += 1
            before = end
            parts.append(source[start:end])
            self._sources.append(start)
            self._starts.append(at)
            at += end - start
            self._ends.append(at)
        self.text = "".join(parts)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What the links say, in order of `text.start`."""
        return self.list_links(lambda *_: True)

    def list_links(self, match: Callable[[str, int, int], object]) -> tuple[Link, ...]:
        """Those of `links` whose address `match` takes, which is given the source and where the address stands."""
        links = [link for link in self._links if match(self.source, *link[1])]
        return tuple(sorted(Link(self._find_trimmed(text), target) for text, target in links))

    def is_heading(self, start: int) -> bool:
        """Whether the line of `text` whose first character that is not white space is at `start` was a heading."""
        return start in self._heading_starts

    @cached_property
    def _heading_starts(self) -> frozenset[int]:
        return frozenset(map(self._find_line_start, self._headings))

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
    if is_parted(source, (start, end)):
        return True
    return mask.find(PARTS, start, end) >= 0 and not source[start - 1].isspace() and not source[end].isspace()


def _iter_pieces(source: str, mask: bytearray) -> Iterator[tuple[int, int]]:
    """Where what is copied begins and ends.

    Markup that holds a line break takes the spaces around it along, so that one space remains.
    """
    size = len(source)
    # One byte is found ten times as fast as one of two.
    is_markup = mask.replace(bytes((PARTS,)), bytes((MARKUP,)))
    at = 0
    start = is_markup.find(MARKUP)
    while start >= 0:
        end = is_markup.find(COPIED, start)
        end = size if end < 0 else end
        following = is_markup.find(MARKUP, end)
        if source.find("\n", start, end) >= 0:
            while start > at and source[start - 1] in _SPACES:
                start -= 1
            while end < size and not mask[end] and source[end] in _SPACES:
                end += 1
        if start > at:
            yield at, start
        at = end
        start = following
    if at < size:
        yield at, size
