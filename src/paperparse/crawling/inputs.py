"""Which files a crawl reads, what each holds, and the tasks that they are parted into; no list of all is ever held."""

import glob
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import chain
from typing import Any, Final

from paperparse.crawling import addresses
from paperparse.crawling.rows import parse_row
from paperparse.crawling.settings import File, Kind, Settings, Task
from paperparse.crawling.streams import BROKEN, open_stream, open_table
from paperparse.destination import COMPRESSED, find_ending
from paperparse.exports.tables import check_library, load_library
from paperparse.source import is_meant

# What files hold, by their endings, without that of a compression.
_KINDS: Final[dict[str, Kind]] = {
    ".txt": "text",
    ".html": "text",
    ".htm": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
# Those that no compressed file is looked into for.
_BARE: Final = frozenset({"text", "parquet"})
# Files of a text each are read in groups: so many, or of so many bytes.
_MOST_FILES: Final = 500
_MOST_BYTES: Final = 4 << 20


def find_files(inputs: Iterable[str], out: str, input_format: Kind | None) -> Iterator[tuple[File, Kind]]:
    """The files that `inputs` name, each with what it holds: `input_format`, or what its ending says, or a text.

    An input is a file, a folder (the files in it, at any depth, whose endings say what they hold), or a pattern; or the
    address of one. The order is that of `inputs`, and of the names in a folder or of a pattern.

    Raises `OSError` for one that is not there, that holds no such file, or that holds `out` or is in it; and
    `ModuleNotFoundError` for an address without fsspec.
    """
    out = os.path.realpath(out)
    for name in map(addresses.find_path, inputs):
        if addresses.is_address(name):
            yield from _find_at(name, input_format)
            continue
        paths = [name] if os.path.lexists(name) else sorted(glob.iglob(name, recursive=True))
        if not paths:
            raise FileNotFoundError(2, "no such file or folder, and no file that the pattern fits", name)
        for path in paths:
            _check_apart(path, out)
            yield from _find_files(path, input_format)


def _check_apart(path: str, out: str) -> None:
    found = os.path.realpath(path)
    with suppress(ValueError):  # Two drives have no path in common.
        if os.path.commonpath((found, out)) in (found, out):
            raise OSError(22, "the output must stand apart from what is read", path)


def _find_files(path: str, input_format: Kind | None) -> Iterator[tuple[File, Kind]]:
    if not os.path.isdir(path):
        yield _describe(path), input_format or _find_kind(path) or "text"
        return
    is_empty = True
    for inner, folders, names in os.walk(path, onerror=_raise):
        folders[:] = sorted(filter(is_meant, folders))
        for name in sorted(names):
            kind = None if name.startswith(".") else input_format or _find_kind(name)
            if kind is not None:
                is_empty = False
                yield _describe(os.path.join(inner, name)), kind
    if is_empty:
        raise _miss(path)


def _find_at(address: str, input_format: Kind | None) -> Iterator[tuple[File, Kind]]:
    is_empty = True
    for found, is_named in addresses.iter_found(address):
        kind = input_format or _find_kind(addresses.find_last(found)) or ("text" if is_named else None)
        if kind is not None:
            is_empty = False
            yield addresses.describe(found), kind
    if is_empty:
        raise _miss(address)


def _miss(folder: str) -> FileNotFoundError:
    endings = " ".join(_KINDS)
    return FileNotFoundError(2, f"no file in it has one of the endings {endings} (see --input-format)", folder)


def _raise(error: OSError) -> None:
    raise error


def _find_kind(name: str) -> Kind | None:
    kind = _KINDS.get(find_ending(name))
    return None if kind in _BARE and name.lower().endswith(COMPRESSED) else kind


def _describe(path: str) -> File:
    found = os.stat(path)
    return File(path, found.st_size, found.st_mtime_ns)


def iter_tasks(files: Iterable[tuple[File, Kind]], settings: Settings) -> Iterator[Task]:
    """The tasks that `files` are parted into, numbered from 0.

    Raises `ValueError` for a column that is not there, and `ModuleNotFoundError` for a library that is not.
    """
    parts = chain.from_iterable(_part(kind, group, settings) for kind, group in _group(files))
    for number, task in enumerate(parts):
        yield task._replace(number=number)


def _group(files: Iterable[tuple[File, Kind]]) -> Iterator[tuple[Kind, list[File]]]:
    """`files` with those together that follow each other and hold a text each."""
    group: list[File] = []
    size = 0
    for file, kind in files:
        if group and (kind != "text" or len(group) >= _MOST_FILES or size + file.size > _MOST_BYTES):
            yield "text", group
            group, size = [], 0
        if kind == "text":
            group.append(file)
            size += file.size
        else:
            yield kind, [file]
    if group:
        yield "text", group


def _part(kind: Kind, files: list[File], settings: Settings) -> Iterator[Task]:
    whole = Task(0, kind, tuple(files), size=sum(file.size for file in files))
    match kind:
        case "parquet":
            yield from _part_row_groups(whole, settings)
            return
        case "jsonl":
            _check_keys(files[0], settings)
        case "warc":
            check_library("fastwarc", "WARC", "warc")
    yield whole


def _part_row_groups(whole: Task, settings: Settings) -> Iterator[Task]:
    pyarrow = load_library("pyarrow", "Parquet", "arrow")
    path = whole.files[0].path
    with ExitStack() as stack:
        try:
            file = stack.enter_context(open_table(path))
        except (OSError, pyarrow.ArrowException):
            # Whoever is to read it says so.
            yield whole
            return
        check_table(file.schema_arrow.names, settings, path)
        first = 0
        for number in range(file.num_row_groups):
            group: Any = file.metadata.row_group(number)
            size = sum(group.column(at).total_compressed_size for at in range(group.num_columns))
            yield whole._replace(row_group=number, first=first, rows=group.num_rows, size=size)
            first += group.num_rows


def check_table(names: list[str], settings: Settings, path: str) -> None:
    """Raise `ValueError` for a column of `settings` that is not among `names`, those of the table in `path`."""
    for name in (settings.text_column, settings.url_column, settings.date_column):
        if name is not None and names.count(name) != 1:
            there = ", ".join(map(repr, names))
            raise ValueError(
                f"{path}: there is {'no' if name not in names else 'more than one'} column {name!r}; "
                f"the columns are: {there or 'none'}"
            )


def _check_keys(file: File, settings: Settings) -> None:
    """Raise as `check_table` does for the first row in `file`; what is wrong with it otherwise, its reader says."""
    try:
        with open_stream(file.path) as stream:
            row = parse_row(stream.readline(2 * settings.max_bytes))
    except BROKEN:
        return
    if isinstance(row, dict):
        named = settings._replace(date_column=None, url_column=None)
        check_table(list(row), named, file.path)
