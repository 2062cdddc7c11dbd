"""Classes of characters that `re` lacks: white space and characters of words as Unicode has them; where some stand."""

from collections.abc import Iterator
from itertools import accumulate, count
from operator import add
from typing import Final
from unicodedata import category

# White space, to be put into a class. `\s` of `re` takes four information separators as well, which part no words.
SPACES: Final = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
SPACE: Final = rf"[{SPACES}]"
# A reference to a character in HTML, without its ampersand and semicolon (HTML standard, 13.5).
REFERENCE: Final = "#[0-9]{1,7}+|#[Xx][0-9A-Fa-f]{1,6}+|[A-Za-z][0-9A-Za-z]{1,31}+"
_LETTERS_AND_MARKS: Final = ("L", "M")
_OTHER_KINDS: Final = ("Nd", "Nl", "Pc")
_JOINERS: Final = ("\u200c", "\u200d")
# Letters in circles and squares are symbols by category.
_ENCLOSED: Final = (
    ("\u24b6", "\u24e9"),
    ("\U0001f130", "\U0001f149"),
    ("\U0001f150", "\U0001f169"),
    ("\U0001f170", "\U0001f189"),
)
# So many characters are parted at once, which bounds the memory that the pieces take.
_WINDOW: Final = 16_384


def is_word(character: str) -> bool:
    r"""Whether `character` stands in words: letters with their marks, digits, connectors; `²` and `½` do not.

    `\w` of `re` takes those two, and no marks.
    """
    kind = category(character)
    if kind.startswith(_LETTERS_AND_MARKS) or kind in _OTHER_KINDS or character in _JOINERS:
        return True
    return kind == "So" and any(first <= character <= last for first, last in _ENCLOSED)


def iter_places(text: str, characters: str) -> Iterator[int]:
    """The offsets in `text` of any of `characters`, in order.

    To part a text at one character takes C no time; a class of `re` looks at each character.
    """
    for start in range(0, len(text), _WINDOW):
        window = text[start : start + _WINDOW]
        places: list[int] = []
        for character in characters:
            if character in window:
                places += map(add, accumulate(map(len, window.split(character))), count(start))
                # Behind the last piece stands none.
                places.pop()
        yield from sorted(places)
