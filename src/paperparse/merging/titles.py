"""Titles as they are compared, and what in a title tells one paper from another whatever else is the same.

These are numbers, parts, signs and the words of notices: Part II is not Part I, version 2.1 not version 21, C++ not C,
and a reply not what it replies to.
"""

import unicodedata
from itertools import pairwise
from typing import Final

import regex

from paperparse.merging.normalisation import COMMAND, LETTERS, Letters, is_cut, prepare

_NUMBER_WORDS: Final = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
_ROMAN: Final = {
    word: str(number)
    for number, word in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split(), start=1)
}
# Roman numerals that are also the letter of a variable, or a pronoun.
_LETTERS: Final = frozenset("ivx")
_PART_WORDS: Final = frozenset("part parts vol volume chapter book episode lecture section version paper".split())
# A title with one of these is that of a text about a paper, not of the paper.
_NOTICES: Final = frozenset(
    "addendum appendix comment comments corrigendum corrections correction errata erratum rejoinder reply response "
    "retracted retraction supplement supplementary supplemental withdrawn".split()
)
# A point between digits tells version 2.1 from version 21.
# Between numbers a dash or a circumflex parts them, as in 1-2 and 10^5; elsewhere it goes.
_DASH: Final = "-"
_LETTERS_OF_TITLES: Final = Letters(LETTERS | {ord("."): "."} | dict.fromkeys(map(ord, "-‐‑‒–—−^"), _DASH))
_DIGITS: Final = frozenset("0123456789")
# In a normalised title every point stands between digits, so that no group is needed, for which regex takes memory each
# time that it is repeated.
_NUMBER: Final = regex.compile(r"[0-9][0-9.]*+")
_SIGNS: Final = frozenset("+#*<>=≠≤≥∞⊕⊗±")
_SIGN_COMMANDS: Final = dict(
    pair.split(":")
    for pair in "le:≤ leq:≤ ge:≥ geq:≥ ne:≠ neq:≠ infty:∞ oplus:⊕ otimes:⊗ pm:± ast:* star:* lt:< gt:>".split()
)
# A prime is an apostrophe after a single letter or a command, at the end of the word: Z', \\eta'.
_PRIME: Final = regex.compile(r"(?:(?<!\w)\w|\\[A-Za-z]++)['’′](?![\w'’])")


def normalise_title(title: str) -> str:
    """The words of `title` as they are compared; the numbers of parts become digits, however they are written."""
    text = _part_at_points(prepare(title).translate(_LETTERS_OF_TITLES))
    words = (_part_numbers(text) if _DASH in text else text).split()
    return " ".join(_name_number(words, at, breaks_off=is_cut(title)) for at in range(len(words)))


def _part_at_points(text: str) -> str:
    """`text` with spaces for points, but for those between digits."""
    pieces = text.split(".")
    parted = [
        f".{piece}" if piece[:1] in _DIGITS and before[-1:] in _DIGITS else f" {piece}"
        for before, piece in pairwise(pieces)
    ]
    return "".join([pieces[0], *parted])


def _part_numbers(text: str) -> str:
    """`text` without dashes, with spaces for those between numbers."""
    pieces = list(filter(None, text.split(_DASH)))
    parted = [
        f" {piece}" if piece[0].isdigit() and before[-1].isdigit() else piece for before, piece in pairwise(pieces)
    ]
    return "".join([*pieces[:1], *parted])


def find_numbers(title: str) -> tuple[str, ...]:
    """The numbers and parts that a normalised title names, sorted: years, versions, `2` of Part II, `b` of Part B."""
    words = title.split()
    labels = [
        f"{words[at - 1]} {word}" for at, word in enumerate(words) if len(word) == 1 and at and _is_part(words[at - 1])
    ]
    return tuple(
        sorted(
            [*(found[0] for found in _NUMBER.finditer(title)), *(label for label in labels if not label[-1].isdigit())]
        )
    )


def find_signs(title: str) -> str:
    """The signs of a printed title that tell it from another one, sorted: C++ is not C#, nor `Z'` the same as `Z`."""
    text = title if title.isascii() else unicodedata.normalize("NFKC", title)
    signs = [*filter(_SIGNS.__contains__, text), *("′" for _ in _PRIME.finditer(text))]
    if "\\" in text:
        signs += [_SIGN_COMMANDS.get(found[1], "") for found in COMMAND.finditer(text)]
    return "".join(sorted(signs))


def find_notices(title: str) -> frozenset[str]:
    """The words of a normalised title that make it the title of a text about a paper: reply, erratum and the like."""
    return _NOTICES.intersection(title.split())


def is_number_word(word: str) -> bool:
    """Whether `word`, normalised, counts: `eight`, `iv`, `2nd`."""
    return word in _NUMBER_WORDS or word in _ROMAN or any(map(str.isdigit, word))


def _is_part(word: str) -> bool:
    return word in _PART_WORDS


def _name_number(words: list[str], at: int, *, breaks_off: bool) -> str:
    """The word at `at` of a title; as digits if it numbers a part."""
    word = words[at]
    follows_part = at > 0 and _is_part(words[at - 1])
    is_last = at == len(words) - 1
    if is_last and breaks_off and not follows_part:
        # It may be the beginning of a word: `vi` of `vision`.
        return word
    if word in _ROMAN and (word not in _LETTERS or follows_part or is_last):
        return _ROMAN[word]
    return _NUMBER_WORDS[word] if follows_part and word in _NUMBER_WORDS else word
