"""Inputs at addresses, such as `s3://bucket/key`, found and opened by fsspec.

Whatever the libraries behind it raise is an `OSError` that names the address.
"""

import errno
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from paperparse.crawling.settings import File, digest
from paperparse.exports.tables import load_library
from paperparse.source import is_meant

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*+://")
_PATTERN: Final = re.compile(r"[*?\[]")
_PIECE: Final = 1 << 20
# So many digits of a version are a number that all formats can hold.
_DIGITS: Final = 12


def is_address(name: str) -> bool:
    """Whether `name` is an address, and no path."""
    return _ADDRESS.match(name) is not None


def find_last(name: str) -> str:
    """The part of `name` whose ending says what is there; of a file in an archive, the address leads on to that."""
    return name.partition("::")[0] if is_address(name) else name


def find_path(name: str) -> str:
    """The path that `name` leads to if it is the address of a file of this machine, else `name`."""
    if is_address(name):
        system, path = _find_system(name)
        if isinstance(system, _load().get_filesystem_class("file")):
            return path
    return name


def iter_found(address: str) -> Iterator[tuple[str, bool]]:
    """The addresses of the files that `address` leads to, and whether each is named, or in a folder that is.

    Of what is in a folder, only what `is_meant` is found. Raises `OSError` if there is nothing.
    """
    system, path = _find_system(address)
    with _naming(address):
        try:
            found = [system.info(path)]
        except FileNotFoundError:
            found = list(system.glob(path, detail=True).values()) if _PATTERN.search(path) else []
    if not found:
        raise FileNotFoundError(
            errno.ENOENT, "there is no such file or folder, and none that the pattern fits", address
        )
    for info in sorted(found, key=_find_name):
        is_folder = info["type"] == "directory"
        for inner in _iter_folder(system, info["name"], address) if is_folder else (info,):
            yield _make_address(system, inner["name"], address), not is_folder


def _iter_folder(system: Any, path: str, address: str) -> Iterator[dict[str, Any]]:
    """The files at any depth of the folder at `path`, first those in it."""
    with _naming(address):
        found = system.ls(path, detail=True)
    for info in sorted(found, key=lambda one: (one["type"] == "directory", _find_name(one))):
        # Some systems list a folder among what is in it.
        name = _find_name(info)
        last = name.rpartition("/")[2]
        if name == path.rstrip("/") or not is_meant(last):
            continue
        if info["type"] == "directory":
            yield from _iter_folder(system, name, address)
        else:
            yield info


def _find_name(info: dict[str, Any]) -> str:
    return str(info["name"]).rstrip("/")


def _make_address(system: Any, path: str, address: str) -> str:
    """The address of the file at `path`, which was found at `address`; of one in an archive, that leads there too."""
    _, mark, archive = address.partition("::")
    return f"{system.unstrip_protocol(path)}{mark}{archive}"


def describe(address: str) -> File:
    """The file at `address`, told from other versions of it by what its system knows of it."""
    system, path = _find_system(address)
    with _naming(address):
        size = system.info(path).get("size") or 0
        version = system.ukey(path)
    return File(address, size, int(digest(str(version))[:_DIGITS], 16))


def open_address(address: str) -> io.BufferedReader:
    """The bytes at `address`."""
    return io.BufferedReader(_Stream(address), _PIECE)


class _Stream(io.RawIOBase):
    """What fsspec opens, whose errors are those of files."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._file: Any = None
        system, path = _find_system(address)
        with _naming(address):
            self._file = system.open(path, "rb")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def readinto(self, buffer: Any) -> int:
        with _naming(self._address):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        with _naming(self._address):
            return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def _load() -> Any:
    return load_library("fsspec", "an input at an address", "fsspec")


def _find_system(address: str) -> tuple[Any, str]:
    """The file system that `address` belongs to, and the path there."""
    library = _load()
    with _naming(address):
        system, path = library.core.url_to_fs(address)
    return system, path


@contextmanager
def _naming(address: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), address) from error
    except ImportError as error:
        raise ModuleNotFoundError(f"{address}: {error}", name=error.name) from error
    except ValueError as error:
        raise ValueError(f"{address}: {error}") from error
    except Exception as error:  # Of the libraries behind fsspec each has errors of its own.
        told = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
        raise OSError(getattr(error, "errno", None) or errno.EIO, told, address) from error
