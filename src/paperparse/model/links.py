"""URLs in running text."""

import re
from collections.abc import Iterable
from typing import Final

from paperparse.text.characters import SPACES

# Every match consumes what it looked at, and a failed attempt ends within "https://": linear on any text.
_URL: Final = re.compile(rf"https?://[^{SPACES}<>\"\\^`{{|}}]++")
_TRAILING: Final = ".,;:!?'\"*’”…"
_BRACKETS: Final = {")": "(", "]": "["}


def find_links(texts: Iterable[str]) -> tuple[str, ...]:
    """The `http` and `https` URLs in `texts`, in order, each once, without trailing punctuation.

    The characters of a URL are those of RFC 3986 and, as browsers have it, letters of any script. A closing bracket
    at the end belongs to the URL only where it opens inside it.
    """
    found: dict[str, None] = {}
    for text in texts:
        if "://" not in text:
            continue
        for match in _URL.finditer(text):
            link = _strip_punctuation(match.group())
            if not link.endswith("//"):
                found[link] = None
    return tuple(found)


def _strip_punctuation(link: str) -> str:
    surplus = {close: link.count(close) - link.count(opening) for close, opening in _BRACKETS.items()}
    end = len(link)
    # Ends at the latest at the letters that every link begins with.
    while True:
        last = link[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return link[:end]
