"""Names of authors in the two parts that reference managers sort by, where the parts can be told.

Pages print names in one piece. Most are a given name and a family name, in that order and with one space between all
words, and so they are cut; the two parts with a space between them are the name as printed. A name is left whole where
the cut would be a guess: a single word, an organization, a name with a comma, a digit, a generation ("Jr."), an initial
at its end, or in a script without capital letters, where the family name tends to come first.
"""

import unicodedata
from typing import Final, NamedTuple

from paperparse.grammar.names import PARTICLES

SUFFIXES: Final = frozenset("jr sr ii iii iv phd md esq".split())
_NO_PERSON: Final = frozenset(
    "ai alliance and association authors center centre club collaboration college collective committee company "
    "consortium contributors corp corporation department et foundation for group inc initiative institute lab "
    "laboratory labs llc ltd network of organization others project research school society task team the "
    "university working".split()
)
_WITHIN_WORDS: Final = frozenset(".'’ʼ-‐‑")


class NameParts(NamedTuple):
    """The parts of a name: `f"{given} {family}"` is the name."""

    given: str
    family: str


def split_name(name: str) -> NameParts | None:
    """The given and the family name of `name`, or `None` where the cut would be a guess."""
    words = name.split(" ")
    if not all(map(_is_word, words)):
        return None
    plain = {word.casefold().strip(".") for word in words}
    if len(words) == 1 or not plain.isdisjoint(_NO_PERSON) or words[-1].casefold().strip(".") in SUFFIXES:
        return None
    start = len(words) - 1
    while start and words[start - 1] in PARTICLES:
        start -= 1
    family = words[-1]
    is_certain = (
        start > 0
        and len(family) > 1
        and not family.endswith(".")
        and any(map(str.isupper, family))
        and all(map(_is_capital, words[:start]))
    )
    return NameParts(" ".join(words[:start]), " ".join(words[start:])) if is_certain else None


def _is_word(word: str) -> bool:
    """Whether `word` has letters, and nothing else but what stands within names."""
    return any(map(str.isalpha, word)) and all(
        character.isalpha() or character in _WITHIN_WORDS or unicodedata.category(character) == "Mn"
        for character in word
    )


def _is_capital(word: str) -> bool:
    """Whether the first letter of `word` is a capital: "O'Neil", "'Abd"."""
    return next(filter(str.isalpha, word)).isupper()
