"""Files to write: each is whole when it takes its place, or what stood there stays.

The pieces go to a new file in the same folder, which is renamed when it is whole. A process that is killed may leave
that file, `.paperparse-*.part`; nothing else is ever left.
"""

import errno
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import BinaryIO, Final, Protocol

from paperparse.source import refuse_name

GZIP: Final = ".gz"
ZSTANDARD: Final = ".zst"
COMPRESSED: Final = (GZIP, ZSTANDARD)
# Names that promise what is not written.
_OTHERS: Final = (".br", ".bz2", ".lz4", ".xz", ".zip")
# The numbers of open files, to which /dev/stdout and /dev/fd lead.
_DESCRIPTORS: Final = re.compile(r"/dev/fd|/proc/[0-9]++(?:/task/[0-9]++)?/fd")
# For zlib: the largest window, and 16 for a header of gzip, which then has no time and no name.
_GZIP_BITS: Final = 16 + zlib.MAX_WBITS


class _Compressor(Protocol):
    """What `zlib` and zstandard compress with."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


Write = Callable[[Iterable[bytes]], None]


def find_ending(path: str) -> str:
    """The ending of `path` in lower case, before that of compressed files."""
    root, ending = os.path.splitext(path.lower())
    return os.path.splitext(root)[1] if ending in COMPRESSED else ending


def check_compression(path: str) -> None:
    """Raise `ValueError` if `path` ends as files of a compression do that is not written, or not without a library."""
    ending = os.path.splitext(path)[1].lower()
    if ending in _OTHERS:
        known = " and ".join(COMPRESSED)
        raise ValueError(f"files that end with {ending} are not written: of compressed ones only {known} are")
    if ending == ZSTANDARD and find_spec("zstandard") is None:
        raise ValueError(f"files that end with {ending} need zstandard: pip install 'paperparse[zstd]'")


@contextmanager
def replace_file(
    path: str, is_wanted: Callable[[], bool] = lambda: True, *, is_synced: bool = False
) -> Iterator[Write]:
    """A function that writes pieces to a new file, which takes the place of the one at `path` when the block ends.

    If the block raises, or `is_wanted` says no at its end, what stood there stays. The new file has the permissions of
    the old one, and its owner if that is allowed. Of a link, the target is replaced. Devices, pipes and open files
    (`/dev/stdout`) are written as they stand. What goes to a name that ends with `.gz` or `.zst` is compressed.
    `is_synced`: a file that took its place is there after a failure of power, too.

    Raises `OSError` as `open` does, for an old file that may not be written, too; it names `path`. `ValueError` as
    `check_compression` does.
    """
    check_compression(path)
    with ExitStack() as stack:
        with _naming(path):
            old = _look_up(path)
            is_direct = _is_direct(path, old)
            target = path if is_direct else os.path.realpath(path)
            place = target if is_direct else _name_beside(target)
            if not is_direct:
                stack.callback(_remove, place)
                _check_permission(target, old)
            mode = 0o666 if old is None else stat.S_IMODE(old.st_mode) & 0o777
            file = open(place, "wb" if is_direct else "xb", opener=partial(os.open, mode=mode))  # noqa: SIM115
            stack.callback(_close, file)
            if old is not None and not is_direct:
                _copy_permissions(old, place)
        yield partial(_write, path, file)
        with _naming(path):
            if is_synced:
                os.fsync(file.fileno())
            file.close()
            if not is_direct and is_wanted():
                os.replace(place, target)
                if is_synced:
                    _sync_folder(os.path.dirname(target))


def _look_up(path: str) -> os.stat_result | None:
    """What there is at `path`, by whatever links, or `None`; raises `OSError` where nothing could ever be."""
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _is_direct(path: str, old: os.stat_result | None) -> bool:
    """Whether only `open` itself can write to `path`, or say why not: a device, a pipe, a folder, an empty name."""
    if old is None:
        return not os.path.basename(path)
    if not stat.S_ISREG(old.st_mode):
        return True
    while True:
        folder = os.path.realpath(os.path.dirname(path))
        if _DESCRIPTORS.fullmatch(folder):
            return True
        if not os.path.islink(path):
            return False
        path = os.path.join(folder, os.readlink(path))


def _name_beside(target: str) -> str:
    """A name for a new file in the folder of `target`, which no other process chooses."""
    return os.path.join(os.path.dirname(target), f".paperparse-{os.urandom(8).hex()}.part")


def _check_permission(target: str, old: os.stat_result | None) -> None:
    """Raise `PermissionError` for an `old` file at `target` that may not be written: renaming asks for less."""
    if old is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _copy_permissions(old: os.stat_result, place: str) -> None:
    """Give the file at `place` the owner, if that is allowed, and the permissions of the `old` one."""
    new = os.stat(place)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        # Only the superuser may give files away.
        with suppress(PermissionError):
            os.chown(place, old.st_uid, old.st_gid)
    os.chmod(place, stat.S_IMODE(old.st_mode))


def _write(path: str, file: BinaryIO, pieces: Iterable[bytes]) -> None:
    for piece in _compress(path, pieces):
        with _naming(path):
            file.write(piece)
    with _naming(path):
        file.flush()


def _compress(path: str, pieces: Iterable[bytes]) -> Iterable[bytes]:
    """`pieces` as the ending of `path` says."""
    name = path.lower()
    if name.endswith(GZIP):
        return _iter_compressed(zlib.compressobj(wbits=_GZIP_BITS), pieces)
    if name.endswith(ZSTANDARD):
        return _iter_compressed(import_module("zstandard").ZstdCompressor().compressobj(), pieces)
    return pieces


def _iter_compressed(compressor: _Compressor, pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield compressor.compress(piece)
    yield compressor.flush()


def _sync_folder(path: str) -> None:
    """Have the names in the folder at `path` written to the disk; some systems open no folder."""
    with suppress(PermissionError):
        number = os.open(path or os.curdir, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _close(file: BinaryIO) -> None:
    # What could not be written is tried again, and has been told.
    with suppress(OSError):
        file.close()


def _remove(place: str) -> None:
    # It is not there if it took its place.
    with suppress(OSError):
        os.unlink(place)


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Errors of the system name `path`, as given, and not the file beside it."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, path) from error
    except ValueError as error:
        raise refuse_name(path, error) from error


def is_same_file(path: str, other: os.stat_result) -> bool:
    """Whether there is a file at `path`, by whatever links, and `other` describes it; devices are never told."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return False
    return not stat.S_ISCHR(found.st_mode) and os.path.samestat(found, other)
