"""How many of a crawl's texts and addresses stand in it more than once, from eight bytes of each."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Final

_BYTES: Final = 8
# So many keys are compared in memory at a time, as long as they need no more files than are opened at once.
_MOST_KEYS: Final = 1 << 15
_MOST_FILES: Final = 128


def make_keys(contents: Iterable[str | bytes]) -> bytes:
    """The first 64 bits of the BLAKE2b of each of `contents`, one behind the other."""
    return b"".join(
        hashlib.blake2b(
            one.encode(errors="surrogatepass") if isinstance(one, str) else one, digest_size=_BYTES
        ).digest()
        for one in contents
    )


def count_repeats(keys: Iterable[bytes], most: int, folder: str) -> int:
    """How many of `keys`, of which there are `most` at most, are equal to one that came before.

    Memory is that of a 128th of them, and of 32,768 where they are fewer than four million: the rest is in files in
    `folder`, which have no name or go when they are closed.

    Raises `OSError`, which names `folder`, if there is no room for them.
    """
    count = min(max(-(-most // _MOST_KEYS), 1), _MOST_FILES)
    try:
        return _count_repeats(keys, count, folder)
    except OSError as error:
        raise OSError(error.errno, error.strerror, error.filename or folder) from error


def _count_repeats(keys: Iterable[bytes], count: int, folder: str) -> int:
    repeats = 0
    with ExitStack() as stack:
        files = [stack.enter_context(TemporaryFile(dir=folder)) for _ in range(count)]
        for piece in keys:
            for key in _iter_keys(piece):
                files[int.from_bytes(key[:2], "big") % count].write(key)
        for file in files:
            file.seek(0)
            data = file.read()
            repeats += len(data) // _BYTES - len(set(_iter_keys(data)))
    return repeats


def _iter_keys(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _BYTES] for at in range(0, len(data), _BYTES))
