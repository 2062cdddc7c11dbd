"""What `bib-dedupe` makes of the same cards. It is no dependency: install it to compare.

It joins records of databases, which have authors, a year and mostly a container. Cards are given as it asks for them:
names as "Last, First", the year where the card has one, empty fields otherwise; the digest of the scored feed is no
abstract. It finds candidates and decides itself; only what it calls duplicates counts, not what it would ask a person.

Three ways: `as printed`; `with a journal`, the same for all cards; and `titled cards only`, with a journal, where cards
without a title are kept from it and stay by themselves. The latter are favours: its rules trust a title only beside a
container, with one it no longer takes another year for another paper, and it takes a missing title for an equal one.
"""

import importlib.metadata
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from pair_scores import Scores, score
from partial_cards import Card


class Way(NamedTuple):
    """How cards are given."""

    name: str
    journal: str = ""
    needs_title: bool = False


_WAYS: Final = (
    Way("as printed"),
    Way("titled cards only", journal="arXiv", needs_title=True),
    # Last: with 27,000 cards it was not done after half an hour.
    Way("with a journal", journal="arXiv"),
)


class PeerResult(NamedTuple):
    """What came of one way.

    `given` cards, of which `kept` were left after preparing; `pairs`, the candidates it looked at, `maybe` of which it
    would ask a person about.
    """

    name: str
    given: int
    kept: int
    pairs: int
    maybe: int
    seconds: float
    scores: Scores


def _invert(name: str) -> str:
    given, _, last = name.rpartition(" ")
    return f"{last}, {given}" if given else last


def _make_record(place: int, card: Card, journal: str) -> dict[str, str]:
    paper = card.paper
    year = paper.published.year if paper.published is not None else None
    return {
        "ID": str(place),
        "ENTRYTYPE": "article",
        "title": paper.title or "",
        "author": " and ".join(map(_invert, paper.authors)),
        "year": "" if year is None else str(year),
        "journal": journal,
        "abstract": paper.abstract or "",
        "doi": "",
        "volume": "",
        "number": "",
        "pages": "",
    }


def run_peer(cards: Sequence[Card]) -> Iterator[PeerResult]:
    """Join `cards` by `bib-dedupe`, in each of the ways. Raises `ImportError` if it is not installed."""
    bib_dedupe: Any = importlib.import_module("bib_dedupe.bib_dedupe")
    pandas: Any = importlib.import_module("pandas")
    name = f"bib-dedupe {importlib.metadata.version('bib-dedupe')}"
    for way in _WAYS:
        given = [(place, card) for place, card in enumerate(cards) if card.paper.title or not way.needs_title]
        records = pandas.DataFrame([_make_record(place, card, way.journal) for place, card in given])
        start = time.perf_counter()
        prepared = bib_dedupe.prep(records, verbosity_level=0)
        pairs = bib_dedupe.block(prepared, verbosity_level=0)
        matched = bib_dedupe.match(pairs, verbosity_level=0)
        clusters = bib_dedupe.cluster(matched, verbosity_level=0)
        seconds = time.perf_counter() - start
        maybe = int((matched["duplicate_label"] == "maybe").sum())
        joined = [[int(place) for place in cluster] for cluster in clusters]
        scores = score(cards, joined)
        yield PeerResult(f"{name}, {way.name}", len(given), len(prepared), len(pairs), maybe, seconds, scores)
