"""Read records back from JSON and JSON Lines, strictly: what the schema does not allow is an error."""

import builtins
from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal, get_args, get_type_hints, overload

import msgspec
from attrs import evolve

from paperparse.errors import DecodeError, PaperparseError, RecordError
from paperparse.limits import Limits
from paperparse.model.extra import Extra
from paperparse.model.page import Page
from paperparse.model.paper import Paper
from paperparse.model.spans import Spans
from paperparse.records.documents import Document, RawRecord, iter_documents
from paperparse.records.places import name_path
from paperparse.records.problems import Problem, find_problem
from paperparse.records.structure import STRUCTURES, list_keys
from paperparse.records.unknown import find_wrong_extra, part_unknown
from paperparse.source import decode
from paperparse.text.places import index_places
from paperparse.text.span import Span

Unknown = Literal["refuse", "keep"]

_UNKNOWN: Final[tuple[Unknown, ...]] = get_args(Unknown)
_PAGE_HINTS: Final = {name: get_type_hints(Page)[name] for name in list_keys(Page)}


@overload
def from_json(
    data: str | bytes | bytearray, *, type: None = None, unknown: Unknown = "refuse"
) -> Page | tuple[Page, ...] | tuple[Paper, ...]: ...
@overload
def from_json(
    data: str | bytes | bytearray, *, type: builtins.type[Paper], unknown: Unknown = "refuse"
) -> tuple[Paper, ...]: ...
@overload
def from_json(
    data: str | bytes | bytearray, *, type: builtins.type[Page], unknown: Unknown = "refuse"
) -> tuple[Page, ...]: ...
def from_json(
    data: str | bytes | bytearray,
    *,
    type: builtins.type[Paper] | builtins.type[Page] | None = None,
    unknown: Unknown = "refuse",
) -> Page | tuple[Page, ...] | tuple[Paper, ...]:
    """Read what `dumps` or `paperparse parse` wrote: JSON or JSON Lines, as text or as bytes in UTF-8.

    The object of one page gives a `Page`; a list, lines, or the object of one paper give a tuple of papers or of pages.
    With `type`, `Paper` or `Page`, it is always a tuple of these. Blank text is JSON Lines of no records. Records that
    any released version wrote can be read; a page of 0.1.0 has no text. With `unknown="keep"`, keys of a paper that
    paperparse does not know, such as those of other tools, are no error: what they hold is its `extra`, and is written
    again with it.

    Raises `RecordError` for text that is not JSON, for unknown, missing and repeated keys and for values of the wrong
    type, each with line, column and path; also for papers and pages in one document, and for others than of `type`.
    `DecodeError` for bytes that are not UTF-8; `TypeError` for an argument of the wrong type, `ValueError` for another
    `unknown`.
    """
    if type not in (None, Paper, Page):
        raise TypeError("type must be Paper, Page or None")
    if unknown not in _UNKNOWN:
        raise ValueError(f"unknown must be 'refuse' or 'keep', not {unknown!r}")
    text = _as_text(data)
    records: list[Any] = []
    is_single = True
    for number, document in enumerate(iter_documents(text)):
        if document.problems:
            raise _locate(text, *document.problems[0])
        is_single = number == 0 and not document.is_list
        for record in document.records:
            if record.owner is not (type or (builtins.type(records[0]) if records else record.owner)):
                raise _locate(text, *document.locate([describe_other(record)])[0])
            records.append(_build(text, document, record, is_keeping=unknown == "keep"))
    if type is None and is_single and records and isinstance(records[0], Page):
        return records[0]
    return tuple(records)


def is_line_of_records(line: bytes) -> bool:
    """Whether `line`, the first of a file, is an object of JSON in UTF-8 by itself: then so is every other."""
    try:
        text = _as_text(line)
    except DecodeError:
        return False
    return text.startswith("{") and all(not document.problems for document in iter_documents(text))


def iter_lines(lines: Iterable[bytes]) -> Iterator[Page | Paper]:
    """The records in `lines`, which are JSON Lines in UTF-8, each as soon as it is read.

    Raises what `from_json` raises of all of them together, at the line that is wrong.
    """
    kind: builtins.type[Page] | builtins.type[Paper] | None = None
    for number, line in enumerate(lines, 1):
        try:
            read = from_json(line, type=kind)
        except PaperparseError as error:
            error.line = number
            raise
        for record in (read,) if isinstance(read, Page) else read:
            kind = builtins.type(record)
            yield record


def _as_text(data: str | bytes | bytearray) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    if isinstance(data, bytes | bytearray):
        # The limits are those of a page; here the whole is in memory already.
        return decode(data, "utf-8", Limits(bytes=len(data)))
    raise TypeError(f"expected JSON as str or bytes, not {type(data).__name__}")


def describe_other(record: RawRecord) -> Problem:
    """The problem of `record` among records of the other kind."""
    other = "paper" if record.owner is Page else "page"
    return Problem("invalid-value", record.path, f"a {record.owner.__name__.lower()}, where a {other} should be")


def _build(text: str, document: Document, record: RawRecord, *, is_keeping: bool) -> Paper | Page:
    known, extras = part_unknown(record.raw, record.owner) if is_keeping else (record.raw, [])
    wrong = find_wrong_extra(extras, record.owner)
    if wrong is not None:
        raise _locate(text, *document.locate([wrong._replace(path=(*record.path, *wrong.path))])[0])
    record = record._replace(raw=known)
    try:
        return _add_extra(build_record(record), extras)
    except msgspec.ValidationError as error:
        problem = find_problem(record.raw, record.owner) or Problem("invalid-value", (), str(error))
        at = problem._replace(path=(*record.path, *problem.path))
        raise _locate(text, *document.locate([at])[0]) from error


def _add_extra(record: Paper | Page, extras: list[Extra]) -> Paper | Page:
    """`record` with what its papers, as many as `extras`, have besides."""
    if not any(extras):
        return record
    if isinstance(record, Paper):
        return evolve(record, extra=extras[0])
    papers = [evolve(paper, extra=extra) for paper, extra in zip(record.papers, extras, strict=True)]
    return evolve(record, papers=tuple(papers))


def build_record(record: RawRecord) -> Paper | Page:
    """The record that `record` describes; raises `msgspec.ValidationError` if the schema does not allow it."""
    try:
        msgspec.convert(record.raw, STRUCTURES[record.owner])
        # JSON can escape lone surrogates, but UTF-8 has no form for them.
        msgspec.json.encode(record.raw)
    except UnicodeEncodeError as error:
        raise msgspec.ValidationError(str(error)) from error
    if record.owner is Paper:
        return msgspec.convert(record.raw, Paper, dec_hook=_make_spans)
    parts = {name: msgspec.convert(record.raw[name], hint, dec_hook=_make_spans) for name, hint in _PAGE_HINTS.items()}
    return Page(**parts)


def _make_spans(_type: builtins.type, raw: Any) -> Spans:
    return Spans(raw)


def _locate(text: str, problem: Problem, span: Span) -> RecordError:
    line, column = index_places(text).locate(span.start)
    path = name_path(problem.path)
    message = f"{problem.message}, at {path}" if problem.code != "malformed-json" else problem.message
    return RecordError(message, line=line, column=column, code=problem.code, path=path)
