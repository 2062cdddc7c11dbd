"""Files as streams of bytes, compressed or not; one that is cut short raises, and never ends as if it were whole."""

import gzip
import io
import zlib
from importlib import import_module
from typing import Any, BinaryIO, Final, cast

from paperparse.destination import GZIP, ZSTANDARD
from paperparse.exports.tables import load_library

_PIECE: Final = 1 << 20
# What a stream raises where its file is not what it should be.
BROKEN: Final = (OSError, EOFError, ValueError, zlib.error)


def open_stream(path: str) -> BinaryIO:
    """The file at `path`, decompressed as its ending says.

    Raises one of `BROKEN`, and so does reading from it.
    """
    name = path.lower()
    if name.endswith(GZIP):
        # Another buffer around its own would lose what it holds when the file breaks.
        return cast(BinaryIO, gzip.GzipFile(path))
    if name.endswith(ZSTANDARD):
        load_library("zstandard", "a file that ends with .zst", "zstd")
        return cast(BinaryIO, io.BufferedReader(_ZstandardFile(path), _PIECE))
    return open(path, "rb", buffering=_PIECE)


class _ZstandardFile(io.RawIOBase):
    """The content of a file of frames; the library's own reader takes one that is cut short for whole."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._library: Any = import_module("zstandard")
        self._file = open(path, "rb")  # noqa: SIM115  # Closed with this object.
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

    def close(self) -> None:
        self._file.close()
        super().close()
