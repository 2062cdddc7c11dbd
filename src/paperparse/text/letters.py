"""Words in one spelling, and letters that Unicode does not decompose into a letter and a mark."""

import re
import unicodedata
from typing import Final

from paperparse.text.space import INVISIBLE

_WORDS: Final = re.compile(r"[^\W_]++")
_UNSEEN: Final = dict.fromkeys(map(ord, INVISIBLE))
# What stands for such a letter without its mark.
PLAIN_LETTERS: Final = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
}


def fold_words(text: str) -> str:
    """The words of `text` with single spaces: in small letters of one width, without signs and what does not print."""
    plain = unicodedata.normalize("NFKC", text.translate(_UNSEEN))
    return " ".join(_WORDS.findall(plain.casefold()))


def list_slips(text: str) -> set[str]:
    """`text`, and `text` without one of its letters.

    Two texts have one of these in common where one is a slip of the other: a letter more, less or other, or two that
    are exchanged.
    """
    return {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}
