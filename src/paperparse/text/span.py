"""Where a piece of a text stands, and what several pieces say together."""

from collections.abc import Iterable
from typing import Final, NamedTuple

# Extractors that put each node on a line of its own break before and behind these.
_CLINGING: Final = ",;:.)]"
_OPENING: Final = "["
_DIGITS: Final = "0123456789"
# What the text of a picture stands behind.
_PICTURE: Final = "!["


class Span(NamedTuple):
    """Half-open offsets `[start, end)` into a page's text, in code points: `text[span.start:span.end]`."""

    start: int
    end: int


def is_parted(before: str, markup: str, after: str) -> bool:
    """Whether a space is put for the `markup` between two pieces of a text, of which the first ends with `before`.

    `after` is the character that begins the second. A line break gives one, unless the second piece begins with one
    of `,;:.)]` or the first ends with `[`. Two digits are always parted: no number has markup inside.
    """
    if "\n" in markup or "\r" in markup:
        return after not in _CLINGING and before not in _OPENING
    return before in _DIGITS and after in _DIGITS


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
            is_parted(text[before.end - 1], text[before.end : span.start], piece[0])
            or (text.startswith(_PICTURE, before.start - 2) and not piece[0].isspace())
        ):
            said.append(" ")
        said.append(piece)
        before = span
    return "".join(said)
