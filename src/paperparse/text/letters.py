"""Letters that Unicode does not decompose into a letter and a mark, and what stands for them without the mark."""

from typing import Final

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
