"""The kinds of pages: how each is written, what it prints of a record, and as what."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from extracted import arxiv, hugging_face, other_sites
from extracted.values import (
    Record,
    print_author_count,
    print_date,
    print_date_in_numbers,
    print_long_date,
    print_score,
    print_stars,
    print_votes,
    print_weekday,
)


class Kind(NamedTuple):
    """A kind of page.

    `write` makes the page of what `expect` leaves of each record. `print_day` prints its dates. `addresses`: fields
    that stand in addresses only; `above`: those that stand above the title, and `around`: on either side of it;
    `shared`: those that are printed once for many cards.
    """

    write: Callable[[Sequence[Record]], str]
    expect: Callable[[Record], Record]
    print_day: Callable[[Any], str] = print_date
    addresses: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


# As what a field is printed that is no text; dates are printed by the kind of page.
_PRINTERS: Final[dict[str, Callable[[Any], str]]] = {
    "author_count": print_author_count,
    "upvotes": print_votes,
    "score": print_score,
    "code_stars": print_stars,
}
# What is printed of a record and is no field of a paper.
_BESIDE: Final = ("teaser", "hidden_authors", "revised", "announced", "old_id")
_SCORED: Final = ("title", "summary", "authors", "published", "score")


def _choose(record: Record, names: Iterable[str]) -> Record:
    return {name: record[name] for name in names if name in record}


def _expect_scored(record: Record) -> Record:
    return _choose(record, _SCORED)


def _expect_author_page(record: Record) -> Record:
    return _choose(record, ("title", "abstract", "authors", "published"))


def _expect_daily(record: Record) -> Record:
    names = ("title", "author_count", "comment_count", "upvotes", "submitted_by", "arxiv_id")
    return {**_choose(record, names), "url": f"/papers/{record['arxiv_id']}"}


def _expect_collected(record: Record) -> Record:
    votes = {"upvotes": record["upvotes"]} if record["upvotes"] else {}
    chosen = _choose(record, ("title", "published", "arxiv_id"))
    return {**chosen, **votes, "url": f"/papers/{record['arxiv_id']}"}


def _expect_listed(record: Record, *names: str) -> Record:
    count = "organization" if "organization" in record else "author_count"
    chosen = _choose(record, ("title", "abstract", count, "published", "upvotes", "arxiv_id", *names))
    return {**chosen, "url": f"/papers/{record['arxiv_id']}"}


def _expect_searched(record: Record) -> Record:
    expected = _expect_listed(record, "comment_count")
    day = expected["published"]
    # The year is left out where it is the current one.
    return {**expected, "published": type(day)(None, day.month, day.day)} if day.year == _CURRENT else expected


def _expect_trending(record: Record) -> Record:
    return _expect_listed(record, "submitted_by", "code_url", "code_stars")


_CURRENT: Final = 2025
_LINKED: Final = ("url", "arxiv_id")
_SCORE: Final = ("score",)
KINDS: Final[dict[str, Kind]] = {
    "hugging face search": Kind(hugging_face.write_search, _expect_searched, addresses=_LINKED, above=("upvotes",)),
    "hugging face daily": Kind(
        hugging_face.write_daily, _expect_daily, addresses=_LINKED, above=("upvotes", "submitted_by")
    ),
    "hugging face trending": Kind(
        hugging_face.write_trending, _expect_trending, addresses=(*_LINKED, "code_url"), above=("submitted_by",)
    ),
    "hugging face collection": Kind(hugging_face.write_collection, _expect_collected, addresses=("url",)),
    "aimodels 2024": Kind(other_sites.write_scored, _expect_scored, print_date_in_numbers, around=_SCORE),
    "aimodels 2024 without picture text": Kind(
        other_sites.write_scored_without_picture_text, _expect_scored, print_date_in_numbers, around=_SCORE
    ),
    "aimodels 2025": Kind(other_sites.write_voted, _expect_scored, print_date_in_numbers),
    "catalyzex with titles": Kind(other_sites.write_author_page, _expect_author_page),
    "arxiv recent": Kind(
        arxiv.write_recent, arxiv.expect_recent, print_weekday, ("url",), above=("arxiv_id",), shared=("published",)
    ),
    "arxiv new": Kind(arxiv.write_new, arxiv.expect_new, print_weekday, ("url",), above=("arxiv_id",)),
    "arxiv search": Kind(
        arxiv.write_search, arxiv.expect_found, print_long_date, ("url",), above=("arxiv_id", "categories", "doi")
    ),
}


def list_fields(expected: Record) -> dict[str, Any]:
    """The fields of a paper in what a page prints of a record."""
    return {name: value for name, value in expected.items() if name not in _BESIDE}


def print_values(kind: Kind, name: str, value: Any) -> list[str]:
    """The texts that a page of `kind` prints for the value of a field."""
    if name == "organization":
        return [value["name"]]
    if name == "published":
        return [kind.print_day(value)]
    if isinstance(value, tuple):
        return list(value)
    return [_PRINTERS.get(name, str)(value)]
