"""A text without its markup."""

from collections.abc import Iterator
from typing import NamedTuple

from paperparse.text.span import Span


class Link(NamedTuple):
    text: Span
    target: Span


class Plain(NamedTuple):
    text: str
    source: str
    links: tuple[Link, ...]

    def find_source(self, span: Span) -> Span:
        return span

    def iter_source(self, span: Span) -> Iterator[Span]:
        yield span
