"""Papers read back from Parquet, as `parse`, `crawl` and `dump` write it: what tables keep of them.

Tables have no spans of values, no origins and no keys of other tools (`Paper.extra`).
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec

from paperparse.errors import RecordError
from paperparse.exports.tables import COLUMNS, load_library
from paperparse.model.fields import SEVERAL
from paperparse.model.paper import FIELDS, Paper
from paperparse.records.documents import RawRecord
from paperparse.records.input import build_record
from paperparse.records.places import name_path
from paperparse.records.problems import find_problem
from paperparse.records.structure import SCHEMA_VERSION, VERSION_KEY

# Which page a paper of a crawl is from: its source names it as well.
_OF_CRAWLS: Final = ("page_url", "page_input", "page_position")
_ROWS: Final = 1_000


def iter_parquet_papers(file: BinaryIO) -> Iterator[Paper]:
    """The papers in `file`, which is Parquet; some of its rows are in memory at a time.

    Raises `OSError` where it can't be read, `ModuleNotFoundError` without pyarrow, and `RecordError` for what is no
    Parquet, for missing and unknown columns, and for what a record can't say; its line is that of the row, from 1.
    """
    pyarrow = load_library("pyarrow", "Parquet", "arrow")
    parquet = load_library("pyarrow.parquet", "Parquet", "arrow")
    number = 0
    try:
        table = parquet.ParquetFile(file)
        _check_columns(table.schema_arrow.names)
        for batch in table.iter_batches(_ROWS, columns=list(COLUMNS)):
            for row in batch.to_pylist():
                number += 1
                yield _build(row, number)
    except pyarrow.ArrowException as error:
        raise RecordError(f"no table of Parquet that can be read: {error}") from error


def _check_columns(names: list[str]) -> None:
    missing = [name for name in COLUMNS if names.count(name) != 1]
    unknown = [name for name in names if name not in (*COLUMNS, *_OF_CRAWLS)]
    if missing or unknown:
        what, listed = ("lacks the columns", missing) if missing else ("has unknown columns", unknown)
        there = f"; its columns are: {', '.join(names)}" if missing else ""
        raise RecordError(f"the table is none of papers: it {what} {', '.join(listed)}{there}")


def _build(row: dict[str, Any], number: int) -> Paper:
    raw = _describe(row)
    try:
        paper = build_record(RawRecord((), raw, Paper))
    except msgspec.ValidationError as error:
        problem = find_problem(raw, Paper)
        told = str(error) if problem is None else f"{problem.message}, at {name_path(problem.path)}"
        raise RecordError(f"row {number:,}: {told}", line=number, code="invalid-value") from error
    assert isinstance(paper, Paper)
    return paper


def _describe(row: dict[str, Any]) -> dict[str, Any]:
    """What is in `row` as the JSON of a paper."""
    values = {}
    for name, field in FIELDS.items():
        value = row[f"{name}_parts" if field.kind == "date" else name]
        values[name] = [] if value is None and field.kind in SEVERAL else value
    span = row["source_span"]
    source = {name: row[f"source_{name}"] for name in ("page", "format", "position", "line")}
    source["span"] = span and [span["start"], span["end"]]
    return {VERSION_KEY: SCHEMA_VERSION, **values, "source": source, "spans": {}, "origins": []}
