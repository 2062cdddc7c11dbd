"""Text made of everything that means something to some format or that some function treats specially."""

from typing import Final

from hypothesis import strategies as st

from paperparse.formats import FORMATS
from paperparse.grammar.printing import list_marks

# Every character that some function of Python takes for a line's end.
LINE_ENDS: Final = ("\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
MARKS: Final = tuple(sorted({mark for form in FORMATS for mark in list_marks(form)}))
# In the place of a value: what can't be read, or only almost.
BROKEN_VALUES: Final = (
    *("n/a", "1.2K", "1.2345K", "-3", "1,234", "12,34", "0" * 15, "9" * 16, "9" * 5000, "1" + ",000" * 2000, "1e3"),
    *("٤", "²", "１２", "৪২", "Oct 6 12", "Oct 13, 2017", "Feb 30", "Oct ٦", "45/45/2024", "1/1/0000"),
    *("• many authors", "apple Apple", "Page 0 of 0", "Page 1 of ٢", "  • 4 authors", ", ,", ":, :", "Jr.", "©"),
    *("© 2024 Home", "Home | Papers"),
)  # fmt: skip
CHARACTERS: Final = (
    *("\x00", "\x1f", "\x7f", "\xa0", "\u200b", "\u2060", "\ufeff", "\ufffe", "\ufffd"),
    # Lone surrogates, which no UTF can write, and the ends of the planes.
    *("\ud800", "\udfff", "\U0010ffff", "\U0001f600"),
    # Controls of direction, combining characters, and characters whose lower or upper case is longer.
    *("\u202e", "\u2066", "\u2069", "\u200f", "e\u0301", "\u0345", "İ", "ß", "ﬃ", "ŉ", "ǰ"),
    *("'", '"', "\\", "<b>", "&amp;", "%s", "{}", "`", "$", "(", ")]", "|", "//", "http://", "https://a.b/(c"),
    *(",", ".", ":", ";"),
)  # fmt: skip
PIECES: Final = (*LINE_ENDS, *MARKS, *BROKEN_VALUES, *CHARACTERS)

_pieces = st.one_of(st.sampled_from(PIECES), st.text(max_size=8))
# A piece alone on its line, glued to the next, or held apart from it by some other end of a line.
_separators = st.sampled_from(["\n", "\n", "\n\n", "", " ", *LINE_ENDS])


def hostile_text(*, max_size: int = 40) -> st.SearchStrategy[str]:
    """A strategy for text of up to `max_size` pieces, each of which is trouble for somebody.

    Every mark of every format, all characters that end a line somewhere, byte-order marks, NUL, lone surrogates,
    controls of direction, digits of other scripts, numbers of 5,000 digits, characters whose lower case is longer.
    """
    marked = st.lists(st.tuples(_pieces, _separators), max_size=max_size).map(
        lambda pairs: "".join(piece + separator for piece, separator in pairs)
    )
    # One mark over and over is a family of its own.
    repeated = st.tuples(_pieces, _separators, st.integers(1, max(max_size, 1))).map(
        lambda row: (row[0] + row[1]) * row[2]
    )
    return st.one_of(st.text(), marked, repeated)


def hostile_lines() -> st.SearchStrategy[str]:
    """A strategy for one line, not blank, without a line feed: a mark, a broken value or something odd."""
    return _pieces.filter(lambda piece: bool(piece.strip()) and "\n" not in piece)
