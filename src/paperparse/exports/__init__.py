"""Records in the formats of other programs: `dumps`, `dump`, and `iter_export`, which both and the command use.

Every target but JSON is one module with one function, `iter_<target>(papers) -> Iterator[bytes]`, that is imported when
it is first asked for, and that refuses papers that JSON could not hold either. So a paper can be written to every
target or to none; which of its fields a target carries, and where, is listed in docs/exports.md. What may be asked of
it is a keyword of that function.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from paperparse.destination import check_compression, find_ending, replace_file
from paperparse.exports.options import Encoding, Keys, Math, settle_options
from paperparse.model.page import Page
from paperparse.model.paper import Paper
from paperparse.records.output import Record, encode_record, iter_json, iter_json_lines, iter_papers

Target = Literal["json", "jsonl", "csl", "bibtex", "ris", "csv", "markdown", "parquet"]

DefaultT = TypeVar("DefaultT")

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


def dumps(
    records: Record | Iterable[Record], *, to: Target = "json", math: Math | None = None, keys: Keys | None = None
) -> str:
    """`records` as text in the format `to`; the same records give the same text.

    `json`: one object for a `Page` or a `Paper`, a list for several, a record a line. `jsonl`, JSON Lines: a line for
    each paper, those of a page one after the other. `from_json` reads both back, equal in every field, spans and source
    included. `csl` (CSL-JSON), `bibtex`, `ris`, `csv` and `markdown` hold papers, those of pages included, with the
    fields that docs/exports.md lists. `parquet` is no text: see `dump`.

    `math`, for BibTeX: `keep` writes `$...$` in titles and abstracts as mathematics where it is whole and harmless;
    `escape`, the default, as the characters that the page prints. `keys`, for CSL-JSON, BibTeX and RIS:
    `transliterated` spells names and titles of all scripts in citation keys, and needs anyascii; `plain`, the default,
    only Latin ones.

    Raises `RenderError` for a record that no JSON of `schema` can hold (a text with white space at its ends, a negative
    number, a lone surrogate), with its position and field; `TypeError` for what is no record, `ValueError` for another
    `to`, and for an option that `to` does not have; `ModuleNotFoundError` without anyascii.
    """
    if to in BINARY:
        raise ValueError(f"{to} is no text: write it to a file with dump()")
    return b"".join(_iter_chunks(records, to, {"math": math, "keys": keys})).decode()


def dump(
    records: Record | Iterable[Record],
    path: str | os.PathLike[str],
    *,
    to: Target | None = None,
    math: Math | None = None,
    keys: Keys | None = None,
    encoding: Encoding | None = None,
) -> None:
    """Write `records` to the file at `path` as `dumps` does, whole or not at all.

    The file is written beside its place and renamed when it is whole: where that fails or is interrupted, what stood at
    `path` stays as it was. Of a link, what it leads to is replaced; devices and pipes are written as they stand.

    `to`: by default what the path ends with says: `.json`, `.jsonl` or `.ndjson`, `.bib`, `.ris`, `.csv`, `.md`,
    `.parquet`; `json` for a name without an ending. CSL-JSON has no ending of its own and needs `to="csl"`. With `.gz`
    behind it (`papers.jsonl.gz`) the file is compressed; the same records give the same bytes.

    `math` and `keys` are as in `dumps`. `encoding`, for CSV: `utf-8-sig` begins the file with a byte-order mark, by
    which Excel knows that it is UTF-8; `utf-8`, the default, does not.

    Raises as `dumps` does, `OSError` as `open` does, and `ValueError` for another ending, unless `to` is given, and for
    that of another compression (`.xz`).
    """
    name = os.fspath(path)
    if not isinstance(name, str):
        raise TypeError(f"dump() takes a path as str or os.PathLike[str], not {type(path).__name__}")
    options = {"math": math, "keys": keys, "encoding": encoding}
    chunks = _iter_chunks(records, choose_target(name, "json") if to is None else to, options)
    with replace_file(name) as write:
        write(chunks)


def choose_target(path: str, default: DefaultT) -> Target | DefaultT:
    """The format that the ending of `path` names, or `default` where it has none.

    Raises `ValueError` for an ending that names no format.
    """
    ending = _find_ending(path)
    if ending and ending not in _ENDINGS:
        raise ValueError(f"no format has the ending {ending}: use one of {', '.join(_ENDINGS)}, or name the format")
    return _ENDINGS.get(ending, default)


def check_ending(path: str, to: str | None) -> None:
    """Raise `ValueError` if `path` ends as files of another format than `to` do."""
    ending = _find_ending(path)
    named = _ENDINGS.get(ending)
    # CSL-JSON is JSON.
    if None not in (named, to) and named != to and (named, to) != ("json", "csl"):
        raise ValueError(f"{ending} is the ending of {named}, not of {to}")


def _find_ending(path: str) -> str:
    """The ending of `path` in lower case, before that of compressed files; raises as `check_compression` does."""
    check_compression(path)
    return find_ending(path)


def _iter_chunks(records: Record | Iterable[Record], to: Target, given: Mapping[str, str | None]) -> Iterator[bytes]:
    if to not in TARGETS:
        raise ValueError(f"to must be one of {', '.join(map(repr, TARGETS))}, not {to!r}")
    options = settle_options(to, given)
    if isinstance(records, str | bytes | bytearray | Mapping):
        raise TypeError(f"expected papers and pages, not {type(records).__name__}")
    if isinstance(records, Paper | Page):
        # One record is one object, not a list of one.
        return iter((encode_record(records) + b"\n",)) if to == "json" else iter_export((records,), to, options)
    return iter_export(records, to, options)


def iter_export(
    records: Iterable[Record], to: Target, options: Mapping[str, str] = MappingProxyType({})
) -> Iterator[bytes]:
    """The pieces of `records` in the format `to`: a list in JSON, in all other formats the papers, those of pages too.

    `options` are those that `to` has, as `settle_options` gives them.

    Raises `RenderError` and `TypeError` as `dumps` does, at the record.
    """
    if to == "json":
        return iter_json(records)
    if to == "jsonl":
        return iter_json_lines(records)
    module, function = _WRITERS[to]
    write: Callable[..., Iterator[bytes]] = getattr(import_module(module), function)
    return write(iter_papers(records), **options)
