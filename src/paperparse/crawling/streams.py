"""Files as streams of bytes, compressed or not; one that is cut short raises, and never ends as if it were whole."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from importlib import import_module
from typing import Any, BinaryIO, Final, cast

from paperparse.crawling.addresses import find_last, is_address, open_address
from paperparse.destination import COMPRESSED, GZIP, ZSTANDARD
from paperparse.exports.tables import load_library

_PIECE: Final = 1 << 20
# What a stream raises where its file is not what it should be.
BROKEN: Final = (OSError, EOFError, ValueError, zlib.error)


def open_file(path: str) -> io.BufferedReader:
    """The bytes of the file at `path`, which may be an address."""
    return open_address(path) if is_address(path) else cast(io.BufferedReader, open(path, "rb", buffering=_PIECE))


@contextmanager
def open_stream(path: str) -> Iterator[BinaryIO]:
    """The file at `path`, decompressed as its ending says.

    Raises one of `BROKEN`, and so does reading from it.
    """
    name = find_last(path).lower()
    with ExitStack() as stack:
        file = stack.enter_context(open_file(path))
        stream: BinaryIO = file
        if name.endswith(COMPRESSED) and not file.peek(1):
            raise EOFError("the compressed file is empty")
        if name.endswith(GZIP):
            # Another buffer around its own would lose what it holds when the file breaks.
            stream = stack.enter_context(cast(BinaryIO, gzip.GzipFile(fileobj=file)))
        elif name.endswith(ZSTANDARD):
            load_library("zstandard", "a file that ends with .zst", "zstd")
            stream = stack.enter_context(cast(BinaryIO, io.BufferedReader(_ZstandardFile(file), _PIECE)))
        yield stream


@contextmanager
def open_table(path: str) -> Iterator[Any]:
    """The Parquet in the file at `path`; raises `OSError` or an error of pyarrow for a file that is none."""
    parquet = load_library("pyarrow.parquet", "Parquet", "arrow")
    with ExitStack() as stack:
        source = stack.enter_context(open_file(path)) if is_address(path) else path
        yield stack.enter_context(closing(parquet.ParquetFile(source, memory_map=False, pre_buffer=False)))


class _ZstandardFile(io.RawIOBase):
    """The content of `file`, which is of frames; the library's own reader takes one that is cut short for whole."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._library: Any = import_module("zstandard")
        self._file = file
        self._frame: Any = None
        self._left = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            data = self._left or self._file.read(_PIECE // 8)
            self._left = b""
            if not data:
                if self._frame is not None:
                    raise EOFError("the compressed file ends before its last frame does")
                return 0
            self._decompress(data)
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _decompress(self, data: bytes) -> None:
        if self._frame is None:
            self._frame = self._library.ZstdDecompressor().decompressobj()
        try:
            self._ready = self._frame.decompress(data)
        except self._library.ZstdError as error:
            raise OSError(f"the compressed file is damaged: {error}") from error
        if self._frame.eof:
            self._left = self._frame.unused_data
            self._frame = None
