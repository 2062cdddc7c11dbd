"""How other readers read the same records. All but msgspec are imported when they are asked for: see `benchmark` extra.

Each function gives what reads one text and keeps nothing, so that the time to free what was read counts everywhere.
"""

import io
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

import msgspec

Reader = Callable[[], None]

# The distributions that docs/performance.md names beside the library.
PEERS: Final = ("msgspec", "pydantic", "rispy", "bibtexparser", "pybtex", "feedparser")


def read_json(text: str) -> Reader:
    """The standard library's `json.loads`."""

    def read() -> None:
        json.loads(text)

    return read


def read_msgspec(text: str) -> Reader:
    """msgspec without types: dictionaries and lists, as `json.loads` makes."""

    def read() -> None:
        msgspec.json.decode(text)

    return read


def read_msgspec_types(text: str) -> Reader:
    """msgspec with a structure for each kind of record."""
    record: Any = _make_types(lambda name, fields: msgspec.defstruct(name, list(fields.items())))
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(list[record])

    def read() -> None:
        decoder.decode(text)

    return read


def read_pydantic(text: str) -> Reader:
    """pydantic with a model for each kind of record."""
    pydantic: Any = import_module("pydantic")
    record: Any = _make_types(
        lambda name, fields: pydantic.create_model(name, **{key: (kind, ...) for key, kind in fields.items()})
    )
    adapter = pydantic.TypeAdapter(list[record])

    def read() -> None:
        adapter.validate_json(text)

    return read


def _make_types(make: Callable[[str, dict[str, Any]], Any]) -> Any:
    """The types of a complete record, made by `make` from their names and fields."""
    organization = make("Organization", {"handle": str | None, "name": str | None})
    date = make("PartialDate", {"year": int | None, "month": int, "day": int, "year_min": int | None})
    pair = tuple[int, int]
    source = make("Source", {"page": str | None, "format": str, "position": int, "span": pair, "line": int})
    return make(
        "Record",
        {
            "schema_version": int,
            "title": str | None,
            "abstract": str | None,
            "summary": str | None,
            "authors": list[str],
            "author_count": int | None,
            "organization": organization | None,
            "published": date | None,
            "score": int | None,
            "comment_count": int | None,
            "upvotes": int | None,
            "arxiv_id": str | None,
            "version": int | None,
            **dict.fromkeys(("doi", "journal_ref", "note", "url", "submitted_by", "code_url"), str | None),
            "code_stars": int | None,
            "categories": list[str],
            "source": source,
            "spans": dict[str, pair],
            "origins": list[str],
        },
    )


def read_rispy(ris: str) -> Reader:
    """rispy as it comes: dictionaries of texts."""
    rispy: Any = import_module("rispy")

    def read() -> None:
        rispy.loads(ris)

    return read


def read_bibtexparser(bibtex: str) -> Reader:
    """bibtexparser 2 as it comes: LaTeX stays, and all authors are one text."""
    bibtexparser: Any = import_module("bibtexparser")

    def read() -> None:
        bibtexparser.parse_string(bibtex)

    return read


def read_bibtexparser_values(bibtex: str) -> Reader:
    """bibtexparser 2 with what it takes to get the values of the page: authors apart, LaTeX as plain text."""
    bibtexparser: Any = import_module("bibtexparser")
    middlewares: Any = import_module("bibtexparser.middlewares")

    def read() -> None:
        stack = [middlewares.SeparateCoAuthors(), middlewares.LatexDecodingMiddleware()]
        bibtexparser.parse_string(bibtex, append_middleware=stack)

    return read


def read_pybtex(bibtex: str) -> Reader:
    """pybtex as it comes: names in their parts, LaTeX stays."""
    database: Any = import_module("pybtex.database")

    def read() -> None:
        database.parse_string(bibtex, "bibtex")

    return read


def read_feedparser(atom: bytes) -> Reader:
    """feedparser as it comes; a file in memory, because it takes a text for a path first."""
    feedparser: Any = import_module("feedparser")

    def read() -> None:
        feedparser.parse(io.BytesIO(atom))

    return read
