"""Where a piece of a text stands."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open offsets `[start, end)` into a page's text, in code points: `text[span.start:span.end]`."""

    start: int
    end: int
