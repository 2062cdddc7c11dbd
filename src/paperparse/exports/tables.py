"""Papers as tables of pyarrow, pandas and polars, and as Parquet: one row a paper, the same columns for any papers.

Files have a column more than tables in memory, unless these are asked for it: a date in its parts, without which one
that has no year could not be read back.

Each library is imported when it is first asked for, and only then.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from paperparse.exports.checking import iter_checked
from paperparse.model.fields import Kind
from paperparse.model.paper import FIELDS, Organization, Paper, PartialDate

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class _Column(NamedTuple):
    """A column: its type, what it holds of a value, and whether it holds that in parts, for programs.

    Types are in a notation of our own: a name, `[type]` for a list, a dictionary for a struct.
    """

    type: Any
    make: Callable[[Any], object]
    is_parts: bool = False


def _keep(value: object) -> object:
    return value


def _describe_date(date: PartialDate) -> dict[str, int | None]:
    return {"year": date.year, "month": date.month, "day": date.day, "year_min": date.year_min}


def _describe_organization(organization: Organization) -> dict[str, str | None]:
    return {"handle": organization.handle, "name": organization.name}


# The columns of a field, by its kind: what is added to its name, and the column.
_COLUMNS_OF_KIND: Final[dict[Kind, dict[str, _Column]]] = {
    "text": {"": _Column("text", _keep)},
    "names": {"": _Column(["text"], list)},
    "codes": {"": _Column(["text"], list)},
    "count": {"": _Column("int64", _keep)},
    "date": {
        "": _Column("date", PartialDate.date),
        "_parts": _Column(
            {"year": "int16", "month": "int8", "day": "int8", "year_min": "int16"}, _describe_date, is_parts=True
        ),
    },
    "organization": {"": _Column({"handle": "text", "name": "text"}, _describe_organization)},
}
# The year in which papers are published is what people count them by.
_YEAR: Final = "year"


def _list_columns(name: str, kind: Kind) -> dict[str, _Column]:
    """The columns of the field `name`."""
    columns = {f"{name}{part}": column for part, column in _COLUMNS_OF_KIND[kind].items()}
    return columns | {_YEAR: _Column("int64", attrgetter(_YEAR))} if name == "published" else columns


# The fields that columns are from, with the functions that fill these.
_MADE: Final = tuple(
    (name, column_name, column)
    for name, field in FIELDS.items()
    for column_name, column in _list_columns(name, field.kind).items()
)
_TYPES: Final[dict[str, Any]] = {name: column.type for _, name, column in _MADE} | {
    "source_page": "text",
    "source_format": "text",
    "source_position": "int64",
    "source_line": "int64",
    "source_span": {"start": "int64", "end": "int64"},
}
# Those of files, and those of tables in memory unless parts are asked for.
COLUMNS: Final = tuple(_TYPES)
PLAIN_COLUMNS: Final = tuple(
    name for name in COLUMNS if name not in {made for _, made, column in _MADE if column.is_parts}
)
# How many papers are held as Python's own lists at a time, and stand in a row group of Parquet.
_BATCH: Final = 10_000


def to_arrow(papers: Iterable[Paper], *, parts: bool = False) -> "pyarrow.Table":
    """`papers` as a `pyarrow.Table` with one row each.

    The columns are `PLAIN_COLUMNS`, in this order, the same for any papers and for none: texts are `string`, `authors`
    is `list<string>`, counts and `year` are `int64`, `published` is `date32`, null like `year` where the year is
    missing; `organization` and `source_span` are structs. docs/exports.md lists them. `Paper.spans` is left out.

    `parts`: the columns are `COLUMNS`, with `published_parts`, a struct of the date as it is printed and its
    `year_min`, from which all of it can be made again.

    Raises `RenderError` for a paper that is no record, `TypeError` for what is no paper, and `ModuleNotFoundError`
    without pyarrow.
    """
    library = load_library("pyarrow", "to_arrow", "arrow")
    names = _choose_columns(parts)
    schema = make_arrow_schema(library, names)
    batches = [library.RecordBatch.from_pydict(columns, schema=schema) for columns in _iter_batches(papers, names)]
    table: pyarrow.Table = library.Table.from_batches(batches, schema)
    return table


def to_pandas(papers: Iterable[Paper], *, parts: bool = False) -> "pandas.DataFrame":
    """`papers` as a `pandas.DataFrame` with one row each, and the columns of `to_arrow`.

    Texts are `string`, counts and `year` `Int64`, `published` is `datetime64[us]`, which holds the years 1 to 9999;
    lists and structs are of pyarrow's types, whose parts `Series.list` and `Series.struct` give.

    Raises as `to_arrow` does; both pandas and pyarrow are needed.
    """
    library = load_library("pandas", "to_pandas", "pandas")
    arrow = load_library("pyarrow", "to_pandas", "pandas")
    simple = {"string": library.StringDtype(), "int64": library.Int64Dtype()}

    def choose(kind: Any) -> Any:
        # Without these, one missing number would make floats of a column, and lists and structs would be objects.
        return library.ArrowDtype(kind) if arrow.types.is_nested(kind) else simple.get(str(kind))

    table: Any = to_arrow(papers, parts=parts)
    # As dates they would be objects: they could not be compared with a text, resampled or plotted.
    for name in (name for name, kind in _TYPES.items() if kind == "date"):
        table = table.set_column(table.column_names.index(name), name, table[name].cast(arrow.timestamp("us")))
    frame: pandas.DataFrame = table.to_pandas(types_mapper=choose)
    return frame


def to_polars(papers: Iterable[Paper], *, parts: bool = False) -> "polars.DataFrame":
    """`papers` as a `polars.DataFrame` with one row each, and the columns of `to_arrow`; pyarrow is not needed.

    Texts are `String`, `authors` is `List(String)`, counts and `year` are `Int64`, `published` is `Date`;
    `organization`, `published_parts` and `source_span` are `Struct`.

    Raises as `to_arrow` does, but for polars.
    """
    library = load_library("polars", "to_polars", "polars")
    names = _choose_columns(parts)
    schema = _make_polars_schema(library, names)
    batches = [library.DataFrame(columns, schema=schema) for columns in _iter_batches(papers, names)]
    frame: polars.DataFrame = library.concat([library.DataFrame(schema=schema), *batches])
    return frame


def iter_parquet(papers: Iterable[Paper]) -> Iterator[bytes]:
    """`papers` as a Parquet file, piece by piece, with a row group for every 10,000 papers.

    The table is that of `to_arrow` with parts. The same papers give the same bytes, from the same version of pyarrow.

    Raises as `to_arrow` does.
    """
    library = load_library("pyarrow", "Parquet", "arrow")
    parquet: Any = import_module("pyarrow.parquet")
    schema = make_arrow_schema(library)
    buffer = BytesIO()
    with parquet.ParquetWriter(buffer, schema) as writer:
        for columns in _iter_batches(papers, COLUMNS):
            writer.write_batch(library.RecordBatch.from_pydict(columns, schema=schema))
            # The writer counts for itself how far it is in the file.
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def check_library(name: str, what: str, extra: str) -> None:
    """Raise `ModuleNotFoundError` as `load_library` does, and load nothing."""
    if find_spec(name) is None:
        raise _miss(name, what, extra)


def load_library(name: str, what: str, extra: str) -> Any:
    """The module `name`, which `what` needs, and which the extra `extra` installs."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise _miss(name, what, extra) from error


def _miss(name: str, what: str, extra: str) -> ModuleNotFoundError:
    return ModuleNotFoundError(f"{what} needs {name}: pip install 'paperparse[{extra}]'", name=name)


def _choose_columns(parts: bool) -> tuple[str, ...]:
    return COLUMNS if parts else PLAIN_COLUMNS


def _iter_batches(papers: Iterable[Paper], names: Iterable[str]) -> Iterator[dict[str, list[Any]]]:
    """The values of the columns `names`, for at most `_BATCH` papers at a time."""
    checked = iter_checked(papers)
    while batch := list(islice(checked, _BATCH)):
        columns = dict(zip(COLUMNS, zip(*map(make_row, batch), strict=True), strict=True))
        yield {name: list(columns[name]) for name in names}


def make_row(paper: Paper) -> tuple[object, ...]:
    """The values of `paper` in the order of `COLUMNS`."""
    source = paper.source
    values = ((getattr(paper, name), column) for name, _, column in _MADE)
    return (
        *(None if value is None else column.make(value) for value, column in values),
        source.page,
        source.format,
        source.position,
        source.line,
        source.span and {"start": source.span.start, "end": source.span.end},
    )


def make_arrow_schema(library: Any, names: Iterable[str] = COLUMNS) -> Any:
    """The schema of the columns `names`, made by `library`, which is pyarrow."""
    simple = {
        "text": library.string(),
        "date": library.date32(),
        "int8": library.int8(),
        "int16": library.int16(),
        "int64": library.int64(),
    }
    return library.schema(_translate_types(names, simple, library.list_, library.struct))


def _make_polars_schema(library: Any, names: Iterable[str]) -> dict[str, Any]:
    simple = {
        "text": library.String,
        "date": library.Date,
        "int8": library.Int8,
        "int16": library.Int16,
        "int64": library.Int64,
    }
    return _translate_types(names, simple, library.List, library.Struct)


def _translate_types(
    names: Iterable[str],
    simple: dict[str, Any],
    make_list: Callable[[Any], Any],
    make_struct: Callable[[dict[str, Any]], Any],
) -> dict[str, Any]:
    """The type of each of the columns `names`, as a library has it."""
    types = {}
    for name in names:
        match kind := _TYPES[name]:
            case [item]:
                types[name] = make_list(simple[item])
            case dict():
                types[name] = make_struct({part: simple[of] for part, of in kind.items()})
            case _:
                types[name] = simple[kind]
    return types
