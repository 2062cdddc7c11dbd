"""Write records as JSON or JSON Lines. The same records give the same bytes, and what is written reads back equal."""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal

import attrs
import msgspec

from paperparse.errors import PaperparseError, RenderError
from paperparse.model import Paper, Span
from paperparse.page import Page
from paperparse.records.places import name_path
from paperparse.records.problems import Problem, find_problem
from paperparse.records.structure import SCHEMA_VERSION, STRUCTURES, VERSION_KEY, VERSIONED
from paperparse.source import refuse_name

Target = Literal["json", "jsonl"]
Record = Paper | Page

TARGETS: Final[tuple[Target, ...]] = ("json", "jsonl")
_LINES_ENDINGS: Final = (".jsonl", ".ndjson")
_ENCODER: Final = msgspec.json.Encoder()
_NAMES: Final = {owner: tuple(attribute.name for attribute in attrs.fields(owner)) for owner in STRUCTURES}


def dumps(records: Record | Iterable[Record], *, to: Target = "json") -> str:
    """`records` as JSON: one object for a `Page` or a `Paper`, a list for several, a record a line.

    With `to="jsonl"` as JSON Lines: a line for each paper, those of a page one after the other. `from_json` reads both
    back, equal in every field, spans and source included. The same records give the same text, which ends with a line
    feed.

    Raises `RenderError` for a record that no JSON of `schema` can hold (a text with white space at its ends, a negative
    number, a lone surrogate), with its position and field; `TypeError` for what is no record, `ValueError` for another
    `to`.
    """
    return b"".join(_iter_chunks(records, to)).decode()


def dump(records: Record | Iterable[Record], path: str | os.PathLike[str], *, to: Target | None = None) -> None:
    """Write `records` to the file at `path` as `dumps` does; the file is not touched if a record can't be written.

    `to`: by default `jsonl` if the path ends with `.jsonl` or `.ndjson`, else `json`.

    Raises as `dumps` does, and `OSError` as `open` does.
    """
    name = os.fspath(path)
    if to is None:
        to = "jsonl" if name.lower().endswith(_LINES_ENDINGS) else "json"
    data = b"".join(_iter_chunks(records, to))
    try:
        with open(name, "wb") as file:
            file.write(data)
    except ValueError as error:
        raise refuse_name(name, error) from error


def _iter_chunks(records: Record | Iterable[Record], to: Target) -> Iterator[bytes]:
    if to not in TARGETS:
        raise ValueError(f"to must be one of {', '.join(map(repr, TARGETS))}, not {to!r}")
    if to == "jsonl" and isinstance(records, Paper | Page):
        records = (records,)
    if isinstance(records, str | bytes | bytearray | Mapping):
        raise TypeError(f"expected papers and pages, not {type(records).__name__}")
    if isinstance(records, Paper | Page):
        return iter((encode_record(records) + b"\n",))
    return iter_json_lines(records) if to == "jsonl" else iter_json(records)


def iter_json_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """JSON Lines: one line for each paper, those of pages included."""
    papers = (paper for record in records for paper in (record if isinstance(record, Page) else (record,)))
    for at, paper in enumerate(papers):
        yield encode_record(paper, at) + b"\n"


def iter_json(records: Iterable[Record]) -> Iterator[bytes]:
    """One JSON document: a list of records, one a line."""
    opening = b"[\n"
    for at, record in enumerate(records):
        yield opening + encode_record(record, at)
        opening = b",\n"
    yield b"[]\n" if opening == b"[\n" else b"\n]\n"


def encode_record(record: Record, position: int | None = None) -> bytes:
    """`record` as one line of JSON in UTF-8, without a line feed; `position` is what an error calls it by.

    Every record is checked before it is encoded, so that what stands in a file is what the schema says: the encoder
    would make null of NaN and text of bytes and dates.

    Raises `RenderError` and `TypeError` as `dumps` does.
    """
    if not isinstance(record, Paper | Page):
        raise TypeError(f"expected papers and pages, not {type(record).__name__}")
    owner = Page if isinstance(record, Page) else Paper
    try:
        raw = describe(record)
    except RecursionError as error:
        raise RenderError("a value that holds itself", paper=position) from error
    try:
        msgspec.convert(raw, STRUCTURES[owner])
        return _ENCODER.encode(raw)
    except (UnicodeEncodeError, msgspec.ValidationError) as error:
        raise _explain(find_problem(raw, owner), position, error) from error


def _explain(problem: Problem | None, position: int | None, error: Exception) -> PaperparseError:
    where = "" if position is None else f"record {position}: "
    if problem is None:
        return RenderError(f"{where}{error}", paper=position)
    message = f"{where}{problem.message}, at {name_path(problem.path)}"
    match problem.path:
        case ("papers", int(at), str(field), *_):
            return RenderError(message, paper=at, field=field)
    return RenderError(message, paper=position, field=str(problem.path[0]))


def encode_value(value: object) -> bytes:
    """`value`, a piece of a record or dictionaries and lists of them, as one line of JSON without a line feed."""
    return _ENCODER.encode(describe(value))


def describe(value: Any) -> Any:
    """`value` as what JSON knows: a record as a dictionary with all its fields in the order of the model.

    A span is `[start, end]`.
    """
    # msgspec would encode attrs classes itself, but with their fields in alphabetical order.
    kind = type(value)
    if kind in _NAMES:
        described = {VERSION_KEY: SCHEMA_VERSION} if kind in VERSIONED else {}
        return described | {name: describe(getattr(value, name)) for name in _NAMES[kind]}
    if isinstance(value, Mapping):
        return {name: describe(item) for name, item in value.items()}
    if isinstance(value, tuple) and not isinstance(value, Span):
        return [describe(item) for item in value]
    # Libraries that take pages apart give texts of types of their own.
    return str(value) if isinstance(value, str) else value
