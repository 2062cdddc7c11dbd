"""Files and folders: what is in them, told by their content."""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

from paperparse.errors import DecodeError, LimitError, PaperparseError, UnknownFormatError
from paperparse.limits import Limits
from paperparse.model.page import Diagnostic
from paperparse.pages.extraction import extract_text
from paperparse.records.documents import is_file_of_records
from paperparse.source import decode
from paperparse.validation.options import Options
from paperparse.validation.pages import check_text, place_error
from paperparse.validation.records import check_json
from paperparse.validation.result import FileResult

_CODES: Final[dict[type[PaperparseError], str]] = {
    DecodeError: "undecodable-text",
    LimitError: "limit-exceeded",
    UnknownFormatError: "unknown-format",
}
# What others wrote.
_LEFT_OUT: Final = frozenset({"node_modules"})
DEFAULT_INCLUDE: Final = ("*.txt", "*.json", "*.jsonl", "*.ndjson")


def check_bytes(data: bytes, name: str, options: Options, *, encoding: str, limits: Limits) -> FileResult:
    """What is wrong with the content `data` of the file `name`: a page, or records as JSON or JSON Lines."""
    try:
        # Findings stand in the text that an HTML page shows, and so do the lines that reports quote.
        text, _ = extract_text(decode(data, encoding, limits, page=name), limits, page=name)
    except (DecodeError, LimitError, UnknownFormatError) as error:
        code = _CODES[type(error)]
        return FileResult(name=name, diagnostics=_select([place_error(error, code)], options))
    # Nobody who expects no papers misses a page.
    is_record = is_file_of_records(text, name) or (options.min_papers == 0 and not text.strip())
    found, papers = check_json(text, options, limits) if is_record else check_text(text, name, options, limits)
    kind = "records" if is_record else "page"
    return FileResult(name=name, kind=kind, text=text, diagnostics=_select(found, options), papers=papers)


def _select(found: Iterable[Diagnostic], options: Options) -> tuple[Diagnostic, ...]:
    return tuple(one for one in found if options.is_wanted(one.code))


def find_files(path: str, include: Sequence[str]) -> Iterator[tuple[str, OSError | None]]:
    """The file at `path`, or of a folder the files in it whose names fit one of `include`, in the order of their names.

    A pattern is matched from the right, as `PurePath.match` does, and in letters of any case: `*.txt` at any depth,
    `feeds/*.txt` in any folder `feeds`. Hidden folders and `node_modules` are left out, and links to folders are not
    followed. With a folder that can't be read, one that holds no such file, and a pipe or device of such a name, which
    is not opened, comes the reason.
    """
    if not os.path.isdir(path):
        yield path, None
        return
    is_empty = True
    failures: list[OSError] = []
    for inner, folders, names in os.walk(path, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT)
        for name in sorted(names):
            file = os.path.join(inner, name)
            below = PurePath(os.path.relpath(file, path).lower())
            if any(below.match(pattern.lower()) for pattern in include):
                is_empty = False
                is_special = os.path.exists(file) and not os.path.isfile(file)
                yield file, OSError(errno.EINVAL, "neither a file nor a folder", file) if is_special else None
    yield from ((failure.filename, failure) for failure in failures)
    if is_empty and not failures:
        wanted = " or ".join(include)
        yield path, FileNotFoundError(errno.ENOENT, f"no file in it is named {wanted} (see --include)", path)
