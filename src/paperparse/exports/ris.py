"""Papers as RIS, in UTF-8, for reference managers.

A value is one line: RIS has no line breaks within values that all its readers know. So no value can begin or end a
record, whatever it holds.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from paperparse.exports.cells import make_cells
from paperparse.exports.checking import iter_checked
from paperparse.exports.keys import make_keys
from paperparse.exports.names import list_authors, split_name
from paperparse.exports.options import Keys
from paperparse.exports.plain import join_lines
from paperparse.model.paper import Paper, PartialDate

# The tags of cells that are one line each: RIS has few for a user's own (C1 to C8), so what is not here is left out.
TAGS: Final = {
    "title": "TI",
    "abstract": "AB",
    "summary": "N1",
    "organization_name": "C1",
    "organization_handle": "C2",
    "author_count": "C3",
    "score": "C4",
    "comment_count": "C5",
    "upvotes": "C6",
    "journal_ref": "C7",
    "categories": "C8",
    "note": "N1",
    "doi": "DO",
    "url": "UR",
    "arxiv_id": "AN",
}
_DATABASE: Final = "DB", "arXiv"
# What separates several addresses on one line, percent-encoded.
_SEMICOLON: Final = "%3B"


def iter_ris(papers: Iterable[Paper], *, keys: Keys = "plain") -> Iterator[bytes]:
    """One record for each of `papers`; no papers are an empty file.

    Tags, the form of dates and the ends of lines: "RIS Format Specifications", Research Information Systems (2001),
    and the tags of its second edition (2011). The type is `UNPB`, which stands for preprints: pages do not say where a
    paper appeared.
    """
    listed = list(iter_checked(papers))
    for paper, key in zip(listed, make_keys(listed, keys), strict=True):
        lines = "".join(f"{tag}  - {value}\r\n" for tag, value in _iter_tags(paper, key))
        yield f"TY  - UNPB\r\n{lines}ER  - \r\n".encode()


def _iter_tags(paper: Paper, key: str) -> Iterator[tuple[str, str]]:
    yield "ID", key
    for name in list_authors(paper)[0]:
        yield "AU", _format_name(name)
    if paper.published is not None:
        yield from _iter_date(paper.published)
    cells = make_cells(paper)
    for cell, tag in TAGS.items():
        value = cells[cell]
        if value is not None:
            line = join_lines(str(value))
            yield tag, line.replace(";", _SEMICOLON) if tag == "UR" else line
    if paper.arxiv_id is not None:
        # An accession number is that of a database.
        yield _DATABASE


def _iter_date(date: PartialDate) -> Iterator[tuple[str, str]]:
    """Year, month and day between slashes, all three of which stand even where there is no year."""
    year = "" if date.year is None else f"{date.year:04d}"
    if year:
        yield "PY", year
    yield "DA", f"{year}/{date.month:02d}/{date.day:02d}/"


def _format_name(name: str) -> str:
    """`name` as RIS has names, the family name first, or as it is printed where that can't be told."""
    parts = split_name(name)
    if parts is None:
        return join_lines(name)
    return ", ".join(filter(None, (parts.family, parts.given, parts.suffix)))
