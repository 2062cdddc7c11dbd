"""What joining cards works on, where it does not fit into memory: a sort and a list that go on in temporary files.

The files have no names, so that they are gone with the process whatever ends it. Without a `Scratch` the same sort and
the same list are in memory, however large they get.
"""

import os
import pickle
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from heapq import merge
from types import TracebackType
from typing import IO, Any, Final, Generic, Protocol, TypeVar

from paperparse.merging.packing import pack_profile, unpack_profile
from paperparse.merging.profiles import Profile

MOST_BYTES: Final = 32 << 20
# What a row takes besides its texts, and how much of each run of sorted rows is in memory while runs are merged.
_ROW: Final = 300
_PIECE: Final = 1 << 14
# So many profiles are kept that were read last: cards of one paper are compared with each other.
_KEPT: Final = 1 << 11
_LENGTH: Final = 4

Row = TypeVar("Row", bound=tuple[Any, ...])


class Store(Protocol):
    """A list of profiles that only grows."""

    def append(self, profile: Profile, /) -> None:
        """Add `profile`."""

    def __getitem__(self, number: int, /) -> Profile: ...
    def __len__(self) -> int: ...


class Scratch:
    """Temporary files in `folder`, or where the system has its own, closed with the block.

    Sorts and lists take `most_bytes` each in memory.
    """

    def __init__(self, folder: str | None, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self._files = ExitStack()

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def open(self, most_bytes: int) -> IO[bytes]:
        """A new file, in memory up to `most_bytes`, one or more."""
        with self.naming():
            file = tempfile.SpooledTemporaryFile(most_bytes, dir=self.folder)  # noqa: SIM115  # Closed with the block.
        self._files.callback(_close, file)
        return file

    @contextmanager
    def naming(self) -> Iterator[None]:
        """Errors of the system name the folder: the files have no names."""
        try:
            yield
        except OSError as error:
            raise type(error)(error.errno, error.strerror, self.folder or tempfile.gettempdir()) from error


def _close(file: IO[bytes]) -> None:
    # What could not be written is tried again, and has been told.
    with suppress(OSError):
        file.close()


class Sorter(Generic[Row]):
    """Rows, tuples of plain values, that come out sorted; `count` says how many there are.

    Rows beyond what `scratch` allows go to a file in sorted runs, which are merged when they are asked for.
    """

    def __init__(self, scratch: Scratch | None) -> None:
        self.count = 0
        self._scratch = scratch
        self._rows: list[Row] = []
        self._size = 0
        self._runs: list[range] = []
        self._file: IO[bytes] | None = None

    def add(self, row: Row, characters: int = 0) -> None:
        """Add `row`, whose texts have about so many `characters`."""
        self.count += 1
        self._rows.append(row)
        if self._scratch is not None:
            self._size += characters + _ROW
            if self._size > self._scratch.most_bytes:
                self._spill(self._scratch)

    def __iter__(self) -> Iterator[Row]:
        self._rows.sort()
        runs = [self._iter_run(file, run) for file in (self._file,) if file is not None for run in self._runs]
        yield from merge(*runs, self._rows) if runs else self._rows

    def drain(self) -> Iterator[Row]:
        """The rows for the last time."""
        yield from self
        self.close()

    def close(self) -> None:
        """Let go of the rows."""
        self._rows = []
        self._runs = []
        if self._file is not None:
            _close(self._file)
            self._file = None

    def _spill(self, scratch: Scratch) -> None:
        """Write the rows that are in memory as one more run."""
        self._rows.sort()
        step = max(len(self._rows) * _PIECE // self._size, 1)
        with scratch.naming():
            file = self._file = self._file or scratch.open(1)
            start = file.seek(0, os.SEEK_END)
            for at in range(0, len(self._rows), step):
                _write(file, pickle.dumps(self._rows[at : at + step], pickle.HIGHEST_PROTOCOL))
            file.flush()
            self._runs.append(range(start, file.tell()))
        self._rows = []
        self._size = 0

    @staticmethod
    def _iter_run(file: IO[bytes], run: range) -> Iterator[Row]:
        place = run.start
        while place in run:
            file.seek(place)
            data = _read(file)
            place = file.tell()
            yield from pickle.loads(data)  # noqa: S301  # Written by this process, in a file that has no name.


class Shelf:
    """A list of profiles in a file of `scratch`, for each of which there are eight bytes in memory."""

    def __init__(self, scratch: Scratch) -> None:
        self._scratch = scratch
        self._file = scratch.open(scratch.most_bytes)
        self._places = array("Q")
        self._end = 0
        self._load = lru_cache(_KEPT)(self._read)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int) -> Profile:
        return self._load(number)

    def append(self, profile: Profile) -> None:
        """Add `profile`; raises `OSError` with the name of the folder."""
        with self._scratch.naming():
            self._file.seek(self._end)
            _write(self._file, pack_profile(profile))
            self._places.append(self._end)
            self._end = self._file.tell()

    def cut(self, length: int) -> None:
        """Take away all but the first `length` profiles."""
        if length < len(self._places):
            self._end = self._places[length]
            del self._places[length:]
            self._load.cache_clear()

    def _read(self, number: int) -> Profile:
        with self._scratch.naming():
            self._file.seek(self._places[number])
            data = _read(self._file)
        return unpack_profile(data)


def _write(file: IO[bytes], data: bytes) -> None:
    file.write(len(data).to_bytes(_LENGTH))
    file.write(data)


def _read(file: IO[bytes]) -> bytes:
    return file.read(int.from_bytes(file.read(_LENGTH)))
