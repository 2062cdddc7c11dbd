"""Papers as comma-separated values (RFC 4180): a header, then one row a paper.

Rows end with CR LF, as RFC 4180 has it, and cells with a line break, a comma or a quote are quoted. The text is UTF-8
without a byte-order mark, unless one is asked for: readers that do not look for it would take it for a part of the
first column's name.
"""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from paperparse.exports.cells import CELLS, Cell, make_cells
from paperparse.exports.checking import iter_checked
from paperparse.exports.options import Encoding
from paperparse.model.paper import Paper

# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), also in the wide form of East Asian
# keyboards; what they might skip on the way to it; the mark itself, so that it can be taken away again; and nothing,
# for an empty cell is a missing value.
_MARKED: Final = frozenset(["", "'", *"=+-@", *"＝＋－＠", " ", "\x7f", *map(chr, range(32))])
_MARK: Final = "'"


COLUMNS: Final = (
    *CELLS,
    *("source_page", "source_format", "source_position", "source_line", "source_start", "source_end"),
)


def iter_csv(papers: Iterable[Paper], *, encoding: Encoding = "utf-8") -> Iterator[bytes]:
    """`papers` as CSV in UTF-8: the header, then each row as soon as its paper is known.

    With `utf-8-sig` a byte-order mark comes first.

    The columns are `COLUMNS`, the same for any papers; a missing value is an empty cell. Authors are joined with
    `"; "`, and a semicolon in a name is doubled. A cell that a spreadsheet might take for a formula, and one that
    begins with an apostrophe, has one apostrophe more at its beginning. `published` is `PartialDate.isoformat()`. All
    of it can be undone; docs/exports.md shows how. `Paper.spans` is left out.

    Raises `RenderError` for a paper that is no record, and `TypeError` for what is no paper.
    """
    rows = iter_rows(COLUMNS, map(_make_row, iter_checked(papers)))
    return rows if encoding == "utf-8" else chain((BOM_UTF8,), rows)


def iter_rows(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """Any table as such CSV: the header, then each row as soon as it is known. `None` is an empty cell."""
    writer = csv.writer(_Encoder())
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow(map(_write_cell, row))


class _Encoder:
    """A file that keeps nothing: what `csv` writes to it comes back from `writerow`, as UTF-8."""

    def write(self, text: str) -> bytes:
        return text.encode()


def _make_row(paper: Paper) -> tuple[Cell, ...]:
    """The values of `paper` in the order of `COLUMNS`."""
    source = paper.source
    return (
        *make_cells(paper).values(),
        source.page,
        source.format,
        source.position,
        source.line,
        source.span.start if source.span else None,
        source.span.end if source.span else None,
    )


def _write_cell(value: Cell) -> str:
    if value is None:
        return ""
    text = str(value)
    return _MARK + text if text[:1] in _MARKED else text
