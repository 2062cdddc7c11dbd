"""Where a piece of a text stands, and what several pieces say together."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

# Extractors that put each node on a line of its own break before and behind these.
_CLINGING: Final = ",;:.)]}"
_OPENING: Final = "[{"
_DIGITS: Final = "0123456789"
# What follows a hyphen that ends its word, as in `short- and long-term`.
_SUSPENDED: Final = re.compile(r"(?:and|or|to)\b")
# What the text of a picture stands behind.
_PICTURE: Final = "!["


class Span(NamedTuple):
    """Half-open offsets `[start, end)` into a page's text, in code points: `text[span.start:span.end]`."""

    start: int
    end: int


def is_parted(text: str, gap: tuple[int, int]) -> bool:
    """Whether a space is put for the markup at `gap` between two pieces of `text`, neither of which is empty.

    A line break gives one, unless the second piece begins with one of `,;:.)]}`, the first ends with `[` or `{`, or the
    break is behind a hyphen inside a word. Two digits are always parted: no number has markup inside.
    """
    start, end = gap
    before, after = text[start - 1], text[end]
    if text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0:
        return after not in _CLINGING and before not in _OPENING and not _is_in_word(text, start, end)
    return after in _DIGITS and before in _DIGITS


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Whether a hyphen before `start` stands inside a word that goes on at `end`, as in `long-term`."""
    return (
        text[start - 1] == "-"
        and text[start - 2 : start - 1].isalnum()
        and text[end].isalnum()
        and _SUSPENDED.match(text, end) is None
    )


def join_pieces(text: str, pieces: Iterable[Span]) -> str:
    """What `pieces` of `text`, in order, say as one value.

    A space stands between two that are parted (`is_parted`), and between the text of a picture, as in `![text](...)`,
    and what follows it.
    """
    said: list[str] = []
    before = Span(0, 0)
    for span in pieces:
        piece = text[span.start : span.end]
        if said and (
            is_parted(text, Span(before.end, span.start))
            or (text.startswith(_PICTURE, before.start - 2) and not piece[0].isspace())
        ):
            said.append(" ")
        said.append(piece)
        before = span
    return "".join(said)
