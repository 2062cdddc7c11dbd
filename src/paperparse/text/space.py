"""White space: what it is, and a piece of text without it at its ends."""

from typing import Final

from paperparse.text.span import Span

# What `str.isspace()` accepts, and two characters that print nothing: the byte-order mark and the zero-width space.
# No text of a record begins or ends with these.
BLANK: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
# What else prints nothing and is left at the ends of lines: soft hyphens, joiners, and controls of direction. Inside a
# line they belong to the text.
_CONTROLS: Final = (
    "\xad\u061c\u180e\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
)
# What is no part of a line or a value at whose end it stands.
WHITESPACE: Final = BLANK + _CONTROLS
INVISIBLE: Final = frozenset(f"\ufeff\u200b{_CONTROLS}")


def trim(text: str, start: int, end: int) -> Span | None:
    """The span of `text` from `start` to `end` without the white space at its ends; `None` if nothing is left."""
    piece = text[start:end]
    core = piece.strip(WHITESPACE)
    if not core:
        return None
    if len(core) < len(piece):
        start += len(piece) - len(piece.lstrip(WHITESPACE))
    return Span(start, start + len(core))
