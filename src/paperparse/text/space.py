"""White space: what it is, and a piece of text without it at its ends."""

from typing import Final

from paperparse.text.span import Span

# What `str.isspace()` accepts, and two characters that print nothing and that extractors leave at line ends: the
# byte-order mark and the zero-width space.
WHITESPACE: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
INVISIBLE: Final = ("\ufeff", "\u200b")


def trim(text: str, start: int, end: int) -> Span | None:
    """The span of `text` from `start` to `end` without the white space at its ends; `None` if nothing is left."""
    piece = text[start:end]
    core = piece.strip(WHITESPACE)
    if not core:
        return None
    start += len(piece) - len(piece.lstrip(WHITESPACE))
    return Span(start, start + len(core))
