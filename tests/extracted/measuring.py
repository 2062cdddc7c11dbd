"""Every kind of page behind every extractor, on pages of few and of many cards."""

from collections.abc import Iterator, Sequence
from functools import cache, reduce
from itertools import islice
from typing import Final

from extracted.comparison import Score, score
from extracted.extractors import EXTRACTORS, is_installed
from extracted.kinds import KINDS
from extracted.records import list_records
from extracted.values import Record

# How many cards the pages have; least is certain about a page of one.
SIZES: Final = (*[1] * 8, 2, 2, 3, 7, 12, 40)


@cache
def list_pages(kind: str) -> tuple[tuple[tuple[Record, ...], str], ...]:
    """The pages of a kind as HTML, each with what it prints of its records."""
    return tuple(_iter_pages(kind))


def _iter_pages(kind: str) -> Iterator[tuple[tuple[Record, ...], str]]:
    records = iter(list_records(sum(SIZES)))
    for size in SIZES:
        expected = tuple(map(KINDS[kind].expect, islice(records, size)))
        yield expected, KINDS[kind].write(expected)


def list_installed() -> Sequence[str]:
    """The extractors that this machine has."""
    return [name for name in EXTRACTORS if is_installed(name)]


def measure(kind: str, extractor: str) -> Score:
    """What comes of the pages of a kind behind an extractor."""
    extract = EXTRACTORS[extractor].extract
    scores = (score(KINDS[kind], records, extract(html)) for records, html in list_pages(kind))
    return reduce(Score.add, scores)
