"""Records as JSON or JSON Lines. The same records give the same bytes, and what is written reads back equal."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from paperparse.errors import PaperparseError, RenderError
from paperparse.model.page import Page
from paperparse.model.paper import Paper
from paperparse.records.places import name_path
from paperparse.records.problems import Problem, find_problem
from paperparse.records.structure import SCHEMA_VERSION, STRUCTURES, VERSION_KEY, VERSIONED, list_keys
from paperparse.records.unknown import find_wrong_extra, put_back
from paperparse.text.span import Span

Record = Paper | Page

_ENCODER: Final = msgspec.json.Encoder()
_NAMES: Final = {owner: tuple(list_keys(owner)) for owner in STRUCTURES}


def iter_json_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """JSON Lines: one line for each paper, those of pages included."""
    for at, paper in enumerate(iter_papers(records)):
        yield encode_record(paper, at) + b"\n"


def iter_papers(records: Iterable[Record]) -> Iterator[Paper]:
    """The papers among `records` and on the pages among them, in order."""
    for record in records:
        if isinstance(record, Page):
            yield from record
        else:
            yield record


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
        extras = [paper.extra for paper in iter_papers((record,))]
        wrong = find_wrong_extra(extras, owner) if any(extras) else None
        if wrong is not None:
            raise _explain(wrong, position, ValueError(wrong.message))
        return _ENCODER.encode(put_back(raw, record))
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


def to_builtins(value: object) -> Any:
    """`value` as dictionaries, lists, texts, numbers and `None`, in the form of the records' JSON.

    `value` is a paper, a page, a piece of one (a date, a source, a span), or lists, tuples and mappings of them. Papers
    and pages are what `json.loads(dumps(value))` gives, but are not checked as `dumps` checks them.

    What `json.dumps(default=...)` and its like ask for values that they do not know: raises `TypeError` for what is
    no part of a record.
    """
    if isinstance(value, Paper | Page):
        value = put_back(describe(value), value)
    elif type(value) in _NAMES:
        value = describe(value)
    if isinstance(value, Mapping):
        return {name: to_builtins(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_builtins(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} is no part of a record")


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
