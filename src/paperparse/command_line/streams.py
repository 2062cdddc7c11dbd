"""What the commands share when they read files and write results: names, errors, exit statuses."""

import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NoReturn, TypeVar

from paperparse.errors import FormatError, PaperparseError, escape
from paperparse.limits import Limits
from paperparse.output import write_whole
from paperparse.source import read_bounded, read_file

T = TypeVar("T")
STANDARD_INPUT: Final = "-"
STANDARD_OUTPUT: Final = "-"
OK: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
LIMITS: Final = Limits()
# Files of records are as large as all the pages together that they were made from.
NO_LIMITS: Final = Limits(bytes=sys.maxsize)


class ClosedStream(io.RawIOBase):
    """What standard output is to a process that was started with it closed: to write there fails as in other programs.

    Python gives such a process no stream at all.
    """

    def writable(self) -> bool:
        """Whether it can be opened for writing."""
        return True

    def write(self, _data: object) -> NoReturn:
        """Raise `OSError`."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def read_input(file: str, limits: Limits = LIMITS) -> bytes:
    """The bytes of `file`, of standard input if it is `-`, at most one more than `limits` allow; raises `OSError`."""
    return read_bounded(sys.stdin.buffer, limits) if file == STANDARD_INPUT else read_file(file, limits)[0]


def write_output(path: str | None, chunks: Iterable[bytes], inputs: Iterable[str]) -> int:
    """Write `chunks` to the file at `path`, to standard output if it is `-` or `None`, and return the exit status.

    A file that is one of `inputs` is never overwritten, and one that can't be written whole stays as it was.
    """
    if path is None or path == STANDARD_OUTPUT:
        sys.stdout.buffer.writelines(chunks)
        sys.stdout.buffer.flush()
        return OK
    if any(_is_same_file(path, file) for file in inputs):
        print(f"{show(path)}: error: the output would overwrite an input", file=sys.stderr)
        return USAGE
    try:
        write_whole(path, chunks)
    except OSError as error:
        return complain(show(path), error)
    return OK


def look_ahead(path: str | None, items: Iterator[T], statuses: Iterable[int]) -> Iterator[T] | None:
    """`items`, or `None` if there are none and the file at `path` stays as it is (`keeps_output`)."""
    first = next(items, None)
    if first is None and keeps_output(path, statuses):
        return None
    return chain(() if first is None else (first,), items)


def keeps_output(path: str | None, statuses: Iterable[int]) -> bool:
    """Whether the file at `path` is left as it is where nothing could be read: there were failures, by `statuses`."""
    return path not in (None, STANDARD_OUTPUT) and max(statuses) > OK


def _is_same_file(path: str, other: str) -> bool:
    try:
        other_file = os.fstat(sys.stdin.fileno()) if other == STANDARD_INPUT else os.stat(other)
        return os.path.isfile(path) and os.path.samestat(os.stat(path), other_file)
    except OSError:
        return False


def name_input(file: str) -> str:
    """What `file` is called in output."""
    return "<stdin>" if file == STANDARD_INPUT else show(file)


def show(path: str) -> str:
    """`path` as one line of text: JSON and UTF-8 have no form for the bytes of a file name that are no text."""
    return escape(os.fsencode(path).decode("utf-8", "replace"))


def complain(name: str, error: OSError | PaperparseError) -> int:
    """Print `error` on one line of standard error and return the exit status it calls for.

    Raises `error` itself where it is about the formats that are installed: no file is to blame for these.
    """
    if type(error) is FormatError:
        raise error
    if isinstance(error, OSError):
        print(f"{name}: error: {error.strerror or error}", file=sys.stderr)
        return USAGE
    # An error about a whole page is an error about its first line: tools that read such lines want a number.
    place = f"{name}:{error.line or 1}" + (f":{error.column}" if error.column else "")
    print(f"{place}: error: {escape(error.message)}", file=sys.stderr)
    return FINDINGS
