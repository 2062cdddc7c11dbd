"""Any text, its format named or not: a page that accounts for every character, or a `PaperparseError`."""

from harness import SAMPLES, choose_format, decode, encode, fuzz

import paperparse
from paperparse.testing import check_page


def read_text(data: bytes) -> None:
    """Read the text behind the first byte, which chooses the format."""
    if not data:
        return
    try:
        page = paperparse.loads(decode(data[1:]), format=choose_format(data[0]))
    except paperparse.PaperparseError:
        return
    check_page(page)


if __name__ == "__main__":
    fuzz(read_text, [bytes([number]) + encode(text) for text in SAMPLES for number in range(len(SAMPLES) + 1)])
