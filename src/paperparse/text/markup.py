"""What extractors wrap around text."""

from collections.abc import Iterator
from typing import NamedTuple

from paperparse.text.lines import Lines
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


def remove_markup(text: str) -> Plain | None:
    return None


def take_off_markup(lines: Lines) -> Lines:
    """`lines` as they are without the markup that an extractor put around them; the same ones if there is none."""
    plain = remove_markup(lines.text)
    return lines if plain is None else Lines(plain.text, plain)
