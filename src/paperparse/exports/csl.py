"""Papers as CSL-JSON, the input of citation processors (citeproc-js, pandoc) and of reference managers."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from paperparse.exports.checking import iter_checked
from paperparse.exports.keys import make_keys
from paperparse.exports.names import list_authors, split_name
from paperparse.exports.options import Keys
from paperparse.model.paper import FIELDS, Paper, PartialDate
from paperparse.records.output import encode_value

# The fields that have no variable of their own, an organization first; `custom` is where the schema wants those.
_VARIABLES: Final = (
    *("title", "authors", "published", "abstract", "summary"),
    *("arxiv_id", "version", "doi", "note", "url"),
)
_ARCHIVE: Final = "arXiv"
CUSTOM: Final = tuple(
    field.name
    for field in sorted(FIELDS.values(), key=lambda field: field.kind != "organization")
    if field.name not in _VARIABLES
)


def iter_csl(papers: Iterable[Paper], *, keys: Keys = "plain") -> Iterator[bytes]:
    """One JSON document, a list with an item a line for each of `papers`.

    Keys and types are those of `csl-data.json`, the schema of CSL 1.0.2. The type `article` is the one for preprints.
    """
    listed = list(iter_checked(papers))
    opening = b"[\n"
    for paper, key in zip(listed, make_keys(listed, keys), strict=True):
        yield opening + encode_value(_describe(paper, key))
        opening = b",\n"
    yield b"[]\n" if opening == b"[\n" else b"\n]\n"


def _describe(paper: Paper, key: str) -> dict[str, Any]:
    custom = {name: value for name in CUSTOM if (value := getattr(paper, name)) not in (None, ())}
    item = {
        "title": paper.title,
        "author": [_describe_name(name) for name in list_authors(paper)[0]] or None,
        "issued": paper.published and _describe_date(paper.published),
        "abstract": paper.abstract,
        "annote": paper.summary,
        "archive": paper.arxiv_id and _ARCHIVE,
        "number": paper.arxiv_id and f"{_ARCHIVE}:{paper.arxiv_id}",
        "version": None if paper.version is None else str(paper.version),
        "DOI": paper.doi,
        "URL": paper.url,
        "note": paper.note,
        "custom": custom or None,
    }
    return {"id": key, "type": "article"} | {name: value for name, value in item.items() if value is not None}


def _describe_name(name: str) -> dict[str, str | bool]:
    parts = split_name(name)
    if parts is None:
        return {"literal": str(name)}
    described: dict[str, str | bool] = {"family": parts.family, "given": parts.given}
    if parts.suffix:
        described["suffix"] = parts.suffix
    if parts.has_comma:
        # Without it, processors print "Martin King Jr.".
        described["comma-suffix"] = True
    return described


def _describe_date(date: PartialDate) -> dict[str, Any]:
    """The parts of a full date; without a year the text of it, because the first of the parts is the year."""
    if date.year is None:
        return {"literal": date.isoformat()}
    return {"date-parts": [[date.year, date.month, date.day]]}
