"""Records in the formats of other programs: `dumps`, `dump`, and `iter_export`, which both and the command use.

Every target but JSON is one module with one function, `iter_<target>(papers) -> Iterator[bytes]`, that is imported when
it is first asked for, and that refuses papers that JSON could not hold either. So a paper can be written to every
target or to none; which of its fields a target carries, and where, is listed in docs/exports.md.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Final, Literal

from paperparse.model.page import Page
from paperparse.model.paper import Paper
from paperparse.output import write_whole
from paperparse.records.output import Record, encode_record, iter_json, iter_json_lines, iter_papers
from paperparse.source import refuse_name

Target = Literal["json", "jsonl", "csl", "bibtex", "ris", "csv", "markdown", "parquet"]

# The module and the function that write a target; JSON, which can also hold pages, has its own.
_WRITERS: Final[dict[Target, tuple[str, str]]] = {
    "csl": ("paperparse.exports.csl", "iter_csl"),
    "bibtex": ("paperparse.exports.bibtex", "iter_bibtex"),
    "ris": ("paperparse.exports.ris", "iter_ris"),
    "csv": ("paperparse.exports.csv", "iter_csv"),
    "markdown": ("paperparse.exports.markdown", "iter_markdown"),
    "parquet": ("paperparse.exports.tables", "iter_parquet"),
}
TARGETS: Final[tuple[Target, ...]] = ("json", "jsonl", *_WRITERS)
# Those that are no text.
BINARY: Final[frozenset[Target]] = frozenset({"parquet"})
_ENDINGS: Final[dict[str, Target]] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".bib": "bibtex",
    ".ris": "ris",
    ".csv": "csv",
    ".md": "markdown",
    ".parquet": "parquet",
}


def dumps(records: Record | Iterable[Record], *, to: Target = "json") -> str:
    """`records` as text in the format `to`; the same records give the same text.

    `json`: one object for a `Page` or a `Paper`, a list for several, a record a line. `jsonl`, JSON Lines: a line for
    each paper, those of a page one after the other. `from_json` reads both back, equal in every field, spans and source
    included. `csl` (CSL-JSON), `bibtex`, `ris`, `csv` and `markdown` hold papers, those of pages included, with the
    fields that docs/exports.md lists. `parquet` is no text: see `dump`.

    Raises `RenderError` for a record that no JSON of `schema` can hold (a text with white space at its ends, a negative
    number, a lone surrogate), with its position and field; `TypeError` for what is no record, `ValueError` for another
    `to`.
    """
    if to in BINARY:
        raise ValueError(f"{to} is no text: write it to a file with dump()")
    return b"".join(_iter_chunks(records, to)).decode()


def dump(records: Record | Iterable[Record], path: str | os.PathLike[str], *, to: Target | None = None) -> None:
    """Write `records` to the file at `path` as `dumps` does; the file is whole afterwards, or as it was.

    `to`: by default what the path ends with says: `.jsonl` or `.ndjson`, `.bib`, `.ris`, `.csv`, `.md`, `.parquet`;
    else `json`. CSL-JSON has no ending of its own and needs `to="csl"`.

    Raises as `dumps` does, and `OSError` as `open` does.
    """
    name = os.fspath(path)
    if to is None:
        to = _ENDINGS.get(os.path.splitext(name)[1].lower(), "json")
    data = b"".join(_iter_chunks(records, to))
    try:
        write_whole(os.fsdecode(name), (data,))
    except ValueError as error:
        raise refuse_name(name, error) from error


def _iter_chunks(records: Record | Iterable[Record], to: Target) -> Iterator[bytes]:
    if to not in TARGETS:
        raise ValueError(f"to must be one of {', '.join(map(repr, TARGETS))}, not {to!r}")
    if isinstance(records, str | bytes | bytearray | Mapping):
        raise TypeError(f"expected papers and pages, not {type(records).__name__}")
    if isinstance(records, Paper | Page):
        # One record is one object, not a list of one.
        return iter((encode_record(records) + b"\n",)) if to == "json" else iter_export((records,), to)
    return iter_export(records, to)


def iter_export(records: Iterable[Record], to: Target) -> Iterator[bytes]:
    """The pieces of `records` in the format `to`: a list in JSON, in all other formats the papers, those of pages too.

    Raises `RenderError` and `TypeError` as `dumps` does, at the record.
    """
    if to == "json":
        return iter_json(records)
    if to == "jsonl":
        return iter_json_lines(records)
    module, function = _WRITERS[to]
    write: Callable[[Iterable[Paper]], Iterator[bytes]] = getattr(import_module(module), function)
    return write(iter_papers(records))
