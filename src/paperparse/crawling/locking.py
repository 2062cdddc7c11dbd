"""One crawl at a time writes to a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import BinaryIO, Final

from paperparse.errors import CrawlError

_LOCK: Final = ".paperparse-lock"


@contextmanager
def hold_folder(out: str) -> Iterator[None]:
    """Hold the folder `out`, which is made if it is not there, until the block ends, or this process, by whatever.

    Raises `CrawlError` if another crawl holds it. Where the system has no locks for the folder, nobody holds it.
    """
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, _LOCK), "ab") as file:
        try:
            _lock(file)
        except (BlockingIOError, PermissionError) as error:
            raise CrawlError(
                f"{out}: another crawl writes to it; wait for its end, or write to another folder", code="busy"
            ) from error
        except OSError:  # Some network file systems have no locks.
            pass
        yield


def _lock(file: BinaryIO) -> None:
    """Lock `file` for as long as it is open: the system takes the lock away when it is closed, or its process ends."""
    try:
        fcntl = import_module("fcntl")
    except ModuleNotFoundError:
        msvcrt = import_module("msvcrt")
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
