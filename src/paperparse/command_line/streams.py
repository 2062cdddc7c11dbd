"""What the commands share when they read files and write results: names, errors, exit statuses."""

import errno
import os
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, Final, TextIO

from paperparse.command_line.colours import paint
from paperparse.destination import is_same_file, replace_file
from paperparse.errors import FormatError, PaperparseError, escape, spell_bytes
from paperparse.limits import Limits
from paperparse.source import read_bounded, read_file, refuse_name

STANDARD_INPUT: Final = "-"
STANDARD_OUTPUT: Final = "-"
OK: Final = 0
FINDINGS: Final = 1
USAGE: Final = 2
LIMITS: Final = Limits()
# Files of records are as large as all the pages together that they were made from.
NO_LIMITS: Final = Limits(bytes=sys.maxsize)


def read_input(file: str, limits: Limits = LIMITS) -> bytes:
    """The bytes of `file`, of standard input if it is `-`, at most one more than `limits` allow; raises `OSError`."""
    return read_bounded(sys.stdin.buffer, limits) if file == STANDARD_INPUT else read_file(file, limits)[0]


@contextmanager
def open_input(file: str) -> Iterator[BinaryIO]:
    """The bytes of `file`, or of standard input if it is `-`, to be read; raises `OSError`."""
    if file == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = open(file, "rb")  # noqa: SIM115  # An error of what is read from it is none of its name.
    except ValueError as error:
        raise refuse_name(file, error) from error
    with stream:
        yield stream


def open_standard_streams() -> None:
    """Give those standard streams that the process was started without (`>&-`) something to stand for them.

    Standard output can then be told by its not being writable. They live as long as the process.
    """
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    # Without it, print() would write diagnostics to standard output.
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def check_output(path: str | None, inputs: Iterable[str]) -> None:
    """Raise `OSError` for a `path` that is one of `inputs`, by whatever links, or `None` and standard output is closed.

    To be asked before any work.
    """
    if path is None:
        check_standard_output()
    elif any((found := _describe(file)) is not None and is_same_file(path, found) for file in inputs):
        raise OSError(errno.EINVAL, "the output would overwrite an input", path)


def check_standard_output() -> None:
    """Raise `OSError` if the process was started with standard output closed."""
    if not sys.stdout.writable():
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def find_output(path: str) -> str | None:
    """The path of a file to write to, or `None` for standard output."""
    return None if path == STANDARD_OUTPUT else path


def is_same_place(path: str | None, other: str | None) -> bool:
    """Whether what is written to `path` and to `other` would come to the same file, by whatever links."""
    if path is None or other is None:
        file = other if path is None else path
        found = _describe_stream(sys.stdout)
        return file is None or (found is not None and is_same_file(file, found))
    found = _describe(other)
    try:
        return os.path.realpath(path) == os.path.realpath(other) if found is None else is_same_file(path, found)
    except ValueError:
        # A name that no file can have.
        return False


def write_output(
    path: str | None, pieces: Iterable[bytes], statuses: Sequence[int] = (), *, is_safe: bool = False
) -> int:
    """Write `pieces` as `write_outputs` does; what `is_safe` is written as it is to a terminal too."""
    return write_outputs(((path, pieces),), statuses, is_safe=is_safe)


def write_outputs(
    outputs: Iterable[tuple[str | None, Iterable[bytes]]], statuses: Sequence[int] = (), *, is_safe: bool = False
) -> int:
    """Write the pieces of each of `outputs` to its path, to standard output for `None`, and return a status.

    The status is the highest of `statuses`, which by then has one for each input; if none of these is OK, files stay
    as they were. Files take their places when all are whole. A terminal gets text escaped, unless it `is_safe`. A
    reader of standard output that has gone wants no more, which is no failure.

    Raises `OSError` with the path of the output, or with none if it is standard output.
    """
    with ExitStack() as stack:
        for path, pieces in outputs:
            if path is None:
                _print(pieces if is_safe or not sys.stdout.isatty() else _show(pieces))
            else:
                stack.enter_context(replace_file(path, lambda: not statuses or OK in statuses))(pieces)
    return max(statuses, default=OK)


def _print(pieces: Iterable[bytes]) -> None:
    check_standard_output()
    try:
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                # Without a buffer (PYTHONUNBUFFERED), a part may be all that was written.
                rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        drop_standard_output()


def _show(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """`pieces`, together text in UTF-8, for a terminal: escaped but for line feeds, so that it obeys no page."""
    decode = getincrementaldecoder("utf-8")().decode
    for piece in pieces:
        yield "\n".join(map(escape, decode(piece).replace("\r\n", "\n").split("\n"))).encode()


def drop_standard_output() -> None:
    """Let what standard output still holds go nowhere: Python would try again on exit, and complain."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except OSError:
        # A stream that is no file, which a program has put there.
        return
    finally:
        os.close(null)


def _describe(file: str) -> os.stat_result | None:
    """What the system knows of the input `file`."""
    if file == STANDARD_INPUT:
        return _describe_stream(sys.stdin)
    try:
        return os.stat(file)
    except (OSError, ValueError):
        return None


def _describe_stream(stream: TextIO) -> os.stat_result | None:
    try:
        return os.fstat(stream.fileno())
    except OSError:
        return None


def name_input(file: str) -> str:
    """What `file` is called; names may hold anything, so text for people takes `escape` of it."""
    return "<stdin>" if file == STANDARD_INPUT else file


def name_page(file: str) -> str:
    """The name of the page in `file`, as records can hold it."""
    return spell_bytes(name_input(file))


def tell(line: str) -> None:
    """Print `line`, about a finding or an error, on standard error, its severity in colour if that is wanted there."""
    print(paint(line, sys.stderr), file=sys.stderr)


def complain(name: str, error: OSError | PaperparseError, message: str | None = None) -> int:
    """Print `error`, or the `message` given for it, on one line of standard error; returns its exit status.

    Raises `error` itself where it is about the formats that are installed: no file is to blame for these.
    """
    status = find_status(error)
    place = escape(name)
    if isinstance(error, PaperparseError):
        # An error about a whole page is an error about its first line: tools that read such lines want a number.
        place += f":{error.line or 1}" + (f":{error.column}" if error.column else "")
    tell(f"{place}: error: {escape(message or find_message(error))}")
    return status


def find_status(error: OSError | PaperparseError) -> int:
    """The exit status that `error` calls for; raises as `complain` does."""
    if type(error) is FormatError:
        raise error
    return USAGE if isinstance(error, OSError) else FINDINGS


def find_message(error: OSError | PaperparseError) -> str:
    """What `error` says, without the name of the file."""
    return error.message if isinstance(error, PaperparseError) else error.strerror or str(error)
