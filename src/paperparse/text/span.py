"""Where a piece of a text stands, and what several pieces say together."""

from collections.abc import Iterable
from typing import Final, NamedTuple

# A line that begins so goes on with the line above it without a space: extractors put each node on a line of its own.
CONTINUES: Final = (",", ";", ":", ".", ")", "]")
_LINE_ENDS: Final = ("\n", "\r")


class Span(NamedTuple):
    """Half-open offsets `[start, end)` into a page's text, in code points: `text[span.start:span.end]`."""

    start: int
    end: int


def join_pieces(text: str, pieces: Iterable[Span]) -> str:
    """What `pieces` of `text`, in order, say as one value.

    One space stands between two of them where a line ends between them, but none before a piece that begins with one
    of `,;:.)]`; nothing stands between two pieces on one line.
    """
    said: list[str] = []
    end = 0
    for span in pieces:
        piece = text[span.start : span.end]
        if said and not piece.startswith(CONTINUES) and any(sign in text[end : span.start] for sign in _LINE_ENDS):
            said.append(" ")
        said.append(piece)
        end = span.end
    return "".join(said)
