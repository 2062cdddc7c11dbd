"""Any bytes, in any encoding that a byte-order mark tells: a page, or a `PaperparseError`."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import Final

from harness import SAMPLES, encode, fuzz

import paperparse
from paperparse.testing import check_page

_MARKS: Final = (b"", BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE, BOM_UTF32_LE, BOM_UTF32_BE)


def read_bytes(data: bytes) -> None:
    """Read the bytes behind the first, which chooses a byte-order mark to put before them."""
    if not data:
        return
    try:
        page = paperparse.loads(_MARKS[data[0] % len(_MARKS)] + data[1:])
    except paperparse.PaperparseError:
        return
    check_page(page)


if __name__ == "__main__":
    names = ("utf-8", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    fuzz(
        read_bytes,
        [bytes([0]) + encode(text) for text in SAMPLES]
        + [bytes([number]) + text[:200].encode(name) for text in SAMPLES for number, name in enumerate(names)],
    )
