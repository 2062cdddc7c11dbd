"""Bytes and files to text. An encoding is never guessed: a byte-order mark tells it, or the caller."""

import codecs
import errno
import os
from typing import BinaryIO, Final

from paperparse.choosing.elsewhere import tell_binary
from paperparse.errors import DecodeError, LimitError
from paperparse.limits import Limits

_DEFAULT_ENCODING: Final = "utf-8"
# Each with the encoding that it tells and the codec that reads it: these three Python has built in. The codecs of one
# byte order it imports from files, and `loads` shall open none.
# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, _DEFAULT_ENCODING, _DEFAULT_ENCODING),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
# What others wrote.
_LEFT_OUT: Final = frozenset({"node_modules"})
_MIB: Final = 1024 * 1024
# A read sets aside as much memory as it is asked for, and a limit may be set to anything.
_CHUNK: Final = _MIB


def is_meant(name: str) -> bool:
    """Whether what is called `name` is read where the folder around it is: neither hidden nor packages of others."""
    return not name.startswith(".") and name not in _LEFT_OUT


def read_file(path: str | os.PathLike[str], limits: Limits) -> tuple[bytes, str]:
    """The bytes of the file at `path`, at most one more than `limits` allow, and `path` as the page's name.

    Raises `OSError` as `open` does and `TypeError` for anything but a path.
    """
    name = os.fspath(path) if isinstance(path, os.PathLike) else path
    if not isinstance(name, str):
        raise TypeError(
            f"load() takes a path as str or os.PathLike[str], not {type(path).__name__}; "
            "for a page in memory use loads()"
        )
    try:
        with open(name, "rb") as file:
            return read_bounded(file, limits), name
    except OSError as error:
        if "\n" in name and error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
            message = (
                "this looks like the text of a page, which is for loads() or a pair (name, text) of iter_load(), "
                "not like a path"
            )
            raise type(error)(error.errno, message, name.partition("\n")[0]) from error
        raise
    except ValueError as error:
        raise refuse_name(name, error) from error


def refuse_name(name: str, error: ValueError) -> FileNotFoundError:
    """The error for a path with a NUL or a lone surrogate, for which `open` raises `error`: no file has such a name."""
    return FileNotFoundError(errno.ENOENT, f"no file can have this name ({error})", name)


def read_bounded(file: BinaryIO, limits: Limits) -> bytes:
    """The bytes of `file`, at most one more than `limits` allow.

    One is enough to know, and bounds what a pipe or a device can make us hold.
    """
    chunks = []
    left = limits.bytes + 1
    while left and (chunk := file.read(min(left, _CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def decode(data: bytes | bytearray, encoding: str, limits: Limits, *, page: str | None = None) -> str:
    """`data` as text, without a byte-order mark at its beginning, which also overrules `encoding`.

    Raises `DecodeError` for bytes that do not fit or an encoding that Python does not know, and `LimitError`.
    """
    if len(data) > limits.bytes:
        raise _exceeded(limits, page)
    mark, name, codec = next((row for row in _BYTE_ORDER_MARKS if data.startswith(row[0])), (b"", encoding, encoding))
    # The codecs of both byte orders find the mark, and leave it out, by themselves.
    start = len(mark) if name == codec else 0
    try:
        text = data[start:].decode(codec)
        if name != _DEFAULT_ENCODING:
            # UTF-7 and the like can spell lone surrogates, which no UTF can write again.
            text.encode(_DEFAULT_ENCODING)
        return text
    except UnicodeDecodeError as error:
        offset = error.start + start
        # Other encodings are the caller's choice: what is wrong is the choice, or a few bytes.
        told = tell_binary(data) if name == _DEFAULT_ENCODING else None
        what = f"byte {offset} is not {name}: {error.reason}"
        advice = "if the text has another encoding, name it (load(encoding=...), --encoding)"
        raise DecodeError(
            f"{what}; {advice}" if told is None else f"this is {told.what} ({what}); {told.advice}",
            page=page,
            line=_count_lines(data[start:offset], codec, "\n" if b"\n" in data else "\r"),
            encoding=name,
            offset=offset,
        ) from error
    except (LookupError, ValueError) as error:
        raise DecodeError(f"cannot decode with encoding {name!r}: {error}", page=page, encoding=name) from error


def _count_lines(data: bytes | bytearray, encoding: str, line_end: str) -> int:
    """The number of the line that `data`, the bytes before a broken one, ends on, where `line_end` ends lines."""
    try:
        return data.decode(encoding).count(line_end) + 1
    except ValueError:
        # What stands before a broken byte need not be text by itself (punycode).
        return data.count(line_end.encode()) + 1


def check_size(text: str, limits: Limits, *, page: str | None = None) -> None:
    """Raise `LimitError` if `text`, the page of the name `page`, is larger than `limits` as UTF-8."""
    # A character takes one to four bytes: most texts need not be encoded to know.
    if len(text) > limits.bytes or (
        len(text) * 4 > limits.bytes and len(text.encode("utf-8", "surrogatepass")) > limits.bytes
    ):
        raise _exceeded(limits, page)


def _exceeded(limits: Limits, page: str | None) -> LimitError:
    size = f"{limits.bytes / _MIB:g} MiB" if limits.bytes >= _MIB else f"{limits.bytes} bytes"
    return LimitError(
        f"the page is larger than {size}; split it, or allow more with limits=Limits(bytes=...)",
        page=page,
        limit="bytes",
        value=limits.bytes,
    )
