"""Columns of texts in, papers and an account of every text out, as batches of Arrow: for Spark, DuckDB, Ray, Dask ...

`parse_batches` never raises for what a column holds: each text has its row in `PAGES`, whatever became of it.
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import accumulate
from typing import Any, Final, Literal, NamedTuple, get_args

from paperparse.crawling.texts import MOST_BYTES, Outcome, Reading, Text, Trouble, exceed_limit, find_day, iter_outcomes
from paperparse.exports.tables import load_library, make_arrow_schema, make_row
from paperparse.formats import list_formats
from paperparse.grammar.table import Format
from paperparse.limits import Limits
from paperparse.model.page import Page
from paperparse.pages.load import check_arguments

__all__ = ["BOTH", "PAGES", "PAPERS", "parse_batches"]

pyarrow: Any = load_library("pyarrow", "paperparse.arrow", "arrow")

Output = Literal["papers", "pages", "both"]

PAGES: Final = pyarrow.schema(
    [
        ("url", pyarrow.string()),
        ("input", pyarrow.string()),
        ("position", pyarrow.int64()),
        ("status", pyarrow.string()),
        ("format", pyarrow.string()),
        ("papers", pyarrow.int64()),
        ("unparsed", pyarrow.int64()),
        ("code", pyarrow.string()),
        ("message", pyarrow.string()),
    ]
)
_OF_PAGE: Final = ("url", "input", "position")
PAPERS: Final = pyarrow.schema(
    [*(PAGES.field(name).with_name(f"page_{name}") for name in _OF_PAGE), *make_arrow_schema(pyarrow)]
)
_RECORDS: Final = "records"
BOTH: Final = PAGES.append(pyarrow.field(_RECORDS, pyarrow.list_(pyarrow.struct(list(PAPERS)))))
SCHEMAS: Final[dict[Output, Any]] = {"papers": PAPERS, "pages": PAGES, "both": BOTH}
# A batch goes out when it holds so many texts, papers, or bytes of texts.
_MOST_TEXTS: Final = 4_096
_MOST_PAPERS: Final = 10_000
_MOST_BYTES: Final = 16 << 20


class Columns(NamedTuple):
    """The columns that texts, their addresses, and the days on which they were captured stand in."""

    text: str
    url: str | None = None
    date: str | None = None


class Batches(NamedTuple):
    """The rows of `PAPERS` and of `PAGES` for the same texts."""

    papers: Any
    pages: Any


def parse_batches(
    batches: Iterable[Any],
    *,
    text: str = "text",
    url: str | None = "url",
    date: str | None = None,
    output: Output = "papers",
    explain: bool = False,
    max_bytes: int = MOST_BYTES,
    format: str | Format | None = None,
    input: str | None = None,
) -> Iterator[Any]:
    """Read the texts in `batches`, and yield batches of the papers on them, of what became of each text, or of both.

    `batches` are `pyarrow.RecordBatch`es of one schema, or anything that streams Arrow (`__arrow_c_stream__`): a
    table, a reader, a polars frame. `text` is the column of texts, of bytes or characters in any of Arrow's types for
    them, also as a dictionary; `url` that of their addresses and `date` that of the days on which they were captured,
    which give dates without a year their year; `None` for no such column. `input` is what rows say they are from.

    `output`: `papers` gives `PAPERS`, the columns of `Page.to_arrow(parts=True)` behind `page_url`, `page_input`
    and `page_position`; `pages` gives `PAGES`, a row for each text; `both` gives `BOTH`, these rows with their papers
    in the column `records`. `position` counts the rows of all `batches` from 0. Status is `parsed`; `refused` for a
    text that is no page; or `failed` for null, what is no text, what can't be decoded, a lone surrogate, and what is
    larger than `max_bytes` or another of `Limits`: docs/scale.md has the codes. `explain`: say in `message` why a text
    was refused, which takes a hundred times as long as to see it.

    What a row holds raises nothing. Raises `ValueError` for another `output`, and with the first batch for a column
    that is not there; `TypeError` for what is no batch; what `iter_load` raises for `format`.
    """
    if output not in SCHEMAS:
        raise ValueError(f"output must be one of {', '.join(map(repr, get_args(Output)))}, not {output!r}")
    form = check_arguments(format, None, Limits(bytes=max_bytes))
    if form is None:
        list_formats()
    texts = _iter_texts(_iter_batches(batches), Columns(text, url, date), input, max_bytes)
    pieces = gather(iter_outcomes(texts, Reading(form, max_bytes, explain)))
    return map(partial(_choose, output), pieces)


def _choose(output: Output, piece: Batches) -> Any:
    if output != "both":
        return getattr(piece, output)
    starts = pyarrow.array([0, *accumulate(piece.pages["papers"].to_pylist())], pyarrow.int32())
    rows = pyarrow.StructArray.from_arrays(piece.papers.columns, fields=list(PAPERS))
    records = pyarrow.ListArray.from_arrays(starts, rows)
    return pyarrow.RecordBatch.from_arrays([*piece.pages.columns, records], schema=BOTH)


def gather(outcomes: Iterable[tuple[Outcome, Page | None]]) -> Iterator[Batches]:
    """`outcomes` in batches of bounded size; one, without rows, if there are none."""
    pages: list[Outcome] = []
    papers: list[tuple[object, ...]] = []
    size = 0
    is_first = True
    for outcome, page in outcomes:
        pages.append(outcome)
        if page is not None:
            papers += _make_rows(outcome, page)
            size += len(page.text)
        if len(pages) >= _MOST_TEXTS or len(papers) >= _MOST_PAPERS or size >= _MOST_BYTES:
            yield _make_batches(pages, papers)
            pages, papers, size, is_first = [], [], 0, False
    if pages or is_first:
        yield _make_batches(pages, papers)


def _make_rows(outcome: Outcome, page: Page) -> list[tuple[object, ...]]:
    of_page = tuple(getattr(outcome, name) for name in _OF_PAGE)
    return [of_page + make_row(paper) for paper in page]


def _make_batches(pages: list[Outcome], papers: list[tuple[object, ...]]) -> Batches:
    return Batches(_make_batch(papers, PAPERS), _make_batch(pages, PAGES))


def _make_batch(rows: list[Any], schema: Any) -> Any:
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pyarrow.array(list(column), field.type) for column, field in zip(columns, schema, strict=True)]
    return pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def _iter_batches(batches: Any) -> Iterator[Any]:
    """`batches` one by one, whatever they come in."""
    streams = (batches,) if hasattr(batches, "__arrow_c_stream__") else batches
    for stream in streams:
        if isinstance(stream, pyarrow.RecordBatch):
            yield stream
        elif hasattr(stream, "__arrow_c_stream__"):
            yield from pyarrow.RecordBatchReader.from_stream(stream)
        else:
            raise TypeError(f"parse_batches() takes batches or a stream of Arrow, not {type(stream).__name__}")


def _iter_texts(batches: Iterable[Any], columns: Columns, input: str | None, max_bytes: int) -> Iterator[Text]:
    first = 0
    for batch in batches:
        check_columns(columns, batch.schema.names)
        yield from iter_rows(batch, columns, input, first, max_bytes)
        first += len(batch)


def check_columns(columns: Columns, names: list[str]) -> None:
    """Raise `ValueError` for one of `columns` that is not among `names`, or stands there twice."""
    for role, name in columns._asdict().items():
        if name is not None and names.count(name) != 1:
            what = "several columns" if name in names else "no column"
            there = ", ".join(map(repr, names)) or "none"
            raise ValueError(f"there is {what} {name!r} ({role}=...); the columns are: {there}")


def iter_rows(batch: Any, columns: Columns, input: str | None, first: int, max_bytes: int) -> Iterator[Text]:
    """The texts in the rows of `batch`, of which the first is at the position `first` of `input`."""
    text = _take_off(batch.column(columns.text))
    url, date = (None if name is None else _take_off(batch.column(name)) for name in columns[1:])
    for row in range(len(batch)):
        yield Text(
            _read_text(text[row], max_bytes),
            None if url is None else _read_url(url[row]),
            input,
            first + row,
            None if date is None else _read_date(date[row]),
        )


def _take_off(column: Any) -> Any:
    """`column` without what a type of somebody's own puts around it."""
    while isinstance(column, pyarrow.ExtensionArray):
        column = column.storage
    return column


def _find_value(value: Any) -> Any:
    """What `value` is, where it is an entry of a dictionary."""
    while isinstance(value, pyarrow.DictionaryScalar):
        if not value.is_valid:
            return pyarrow.NA
        value = value.value
    return value


def _read_text(value: Any, max_bytes: int) -> str | bytes | Trouble:
    value = _find_value(value)
    if not value.is_valid:
        return Trouble("no-text", "the text is null")
    if not isinstance(value, pyarrow.BinaryScalar):
        return Trouble("not-text", f"a value of the type {value.type} is no text")
    buffer = value.as_buffer()
    if buffer.size > max_bytes:
        return exceed_limit(max_bytes)
    data: bytes = buffer.to_pybytes()
    if not isinstance(value, pyarrow.StringScalar):
        return data
    try:
        # The mark at the beginning of bytes tells their encoding; of characters it is one.
        return data.decode()
    except UnicodeDecodeError as error:
        return Trouble("undecodable-text", f"byte {error.start} is not {error.encoding}: {error.reason}")


def _read_url(value: Any) -> str | None:
    value = _find_value(value)
    if not value.is_valid:
        return None
    if isinstance(value, pyarrow.BinaryScalar):
        data: bytes = value.as_buffer().to_pybytes()
        return data.decode(errors="backslashreplace")
    return str(value)


def _read_date(value: Any) -> datetime.date | Trouble | None:
    value = _find_value(value)
    if not value.is_valid:
        return None
    with suppress(ArithmeticError, ValueError):
        return find_day(value.as_py())
    return Trouble("unreadable-date", f"a value of the type {value.type} is no date")
