"""Names of authors in the parts that reference managers know, where the parts can be told.

Pages print names in one piece. Most are a given name and a family name, in that order and with one space between all
words, and so they are cut; the two parts with a space between them are the name as printed. A generation behind them
("Jr.") is a part of its own, and a degree ("Ph.D.") is none: bibliographies print no degrees. A name is left whole
where the cut would be a guess: a single word, an organization, a name with another comma, a digit, an initial at its
end, or in a script without capital letters, where the family name tends to come first.
"""

import unicodedata
from typing import Final, NamedTuple

from paperparse.grammar.names import COMMAS, DEGREES, GENERATIONS, PARTICLES, SUFFIXES, is_others
from paperparse.model.paper import Paper

_NO_PERSON: Final = frozenset(
    "ai alliance and association authors center centre club collaboration college collective committee company "
    "consortium contributors corp corporation department et foundation for group inc initiative institute lab "
    "laboratory labs llc ltd network of organization others project research school society task team the "
    "university working".split()
)
# Suffixes that in small letters, and without a comma before them, are names too ("Naosuke Ii").
_NAMES_TOO: Final = frozenset(("ii", "iv", "md"))
_WITHIN_WORDS: Final = frozenset(".'’ʼ-‐‑")


def print_authors(paper: Paper) -> str:
    """The authors of `paper` for people, as a page prints them; `""` without any."""
    return ", ".join([*paper.authors, *([paper.other_authors] if paper.other_authors else [])])


class NameParts(NamedTuple):
    """The parts of a name: `f"{given} {family}"`, then the `suffix`, with a comma before it if `has_comma`."""

    given: str
    family: str
    suffix: str = ""
    has_comma: bool = False


def list_authors(paper: Paper) -> tuple[tuple[str, ...], bool]:
    """The names of the authors of `paper`, and whether the list says that it leaves out others ("et al.")."""
    names = tuple(name for name in paper.authors if not is_others(name))
    return names, len(names) < len(paper.authors) or paper.other_authors is not None


def split_name(name: str) -> NameParts | None:
    """The parts of `name`, or `None` where the cut would be a guess; degrees at its end are left out."""
    bare, suffix, has_comma = split_suffix(name)
    words = bare.split(" ")
    if not all(map(_is_word, words)):
        return None
    plain = {word.casefold().strip(".") for word in words}
    if len(words) == 1 or not plain.isdisjoint(_NO_PERSON) or words[-1] in SUFFIXES:
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
    return NameParts(" ".join(words[:start]), " ".join(words[start:]), suffix, has_comma) if is_certain else None


def split_suffix(name: str) -> tuple[str, str, bool]:
    """`name` without what stands behind it, the generation among that, and whether a comma stands before this.

    One generation is taken, and each degree once, as in lists of authors.
    """
    suffix, has_comma = "", False
    degrees: set[str] = set()
    while True:
        at = max(map(name.rfind, COMMAS))
        before, last = name[:at].rstrip(), name[at + 1 :].strip()
        is_behind_comma = at > 0 and last in SUFFIXES
        if not is_behind_comma:
            before, _, last = name.rpartition(" ")
            if last.casefold() in _NAMES_TOO and not last.isupper():
                return name, suffix, has_comma
        if last in DEGREES and last not in degrees:
            degrees.add(last)
        elif last in GENERATIONS and not suffix:
            suffix, has_comma = last, is_behind_comma
        else:
            return name, suffix, has_comma
        name = before


def _is_word(word: str) -> bool:
    """Whether `word` has letters, and nothing else but what stands within names."""
    return any(map(str.isalpha, word)) and all(
        character.isalpha() or character in _WITHIN_WORDS or unicodedata.category(character) == "Mn"
        for character in word
    )


def _is_capital(word: str) -> bool:
    """Whether the first letter of `word` is a capital: "O'Neil", "'Abd"."""
    return next(filter(str.isalpha, word)).isupper()
