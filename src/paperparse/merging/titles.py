"""Titles as they are compared, and what in a title tells one paper from another whatever else is the same.

These are numbers, parts, signs and the words of notices: Part II is not Part I, version 2.1 not version 21, C++ not C,
and a reply not what it replies to. Nor is Net++ the same as Net, whoever wrote them.

Titles that differ in spelling alone are the same in a second, looser form (`loosen_title`): American for British,
digits for numbers in words, `and` for `&`, and no article where they begin.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Final

import regex

from paperparse.merging.normalisation import COMMAND, LETTERS, Letters, is_cut, normalise_text, prepare
from paperparse.merging.numerals import NUMBER_WORDS, ROMAN, iter_digits
from paperparse.merging.repair import repair
from paperparse.merging.spelling import respell

# Roman numerals that are also the letter of a variable, or a pronoun.
_LETTERS: Final = frozenset("ivx")
_PART_WORDS: Final = frozenset("part parts vol volume chapter book episode lecture section version paper".split())
# A title with one of these is that of a text about a paper, not of the paper.
_NOTICES: Final = frozenset(
    "addendum appendix comment comments corrigendum corrections correction errata erratum rejoinder reply response "
    "retracted retraction supplement supplementary supplemental withdrawn".split()
)
# What stands at the beginning and at the end of every issue and book, and the words that join such words in a title.
_GENERIC: Final = frozenset(
    "abstract abstracts acknowledgement acknowledgements acknowledgment acknowledgments afterword announcement "
    "announcements author authors bibliography board book books concluding conclusion conclusions contents "
    "contributors cover discussion discussions editor editorial editorials editors epilogue foreword front glossary "
    "guest index introduction introductory issue letter letters matter message news note notes notice obituary opening "
    "overview preface preliminaries proceedings prologue reference references remarks report review reviewers reviews "
    "special summary table technical welcome".split()
)
_JOINING: Final = frozenset("a an and by for from in of on the this to".split())
# A point between digits tells version 2.1 from version 21.
# Between numbers a dash or a circumflex parts them, as in 1-2 and 10^5; elsewhere it goes.
_DASH: Final = "-"
_DASHES: Final = "-‐‑‒–—−^"
_LETTERS_OF_TITLES: Final = Letters(LETTERS | {ord("."): "."} | dict.fromkeys(map(ord, _DASHES), _DASH))
_LOOSE_LETTERS: Final = Letters(LETTERS | {ord("."): ".", ord("&"): " and "} | dict.fromkeys(map(ord, _DASHES), " "))
# An article where a title or what follows its colon begins; `a` before a hyphen or an asterisk is none.
_ARTICLE: Final = re.compile(r"(?:^\W*+|[:?!—–]\s*+|\s-\s++)(?:the|an?)\s++(?=\w)")
_DIGITS: Final = frozenset("0123456789")
# In a normalised title every point stands between digits, so that no group is needed, for which regex takes memory each
# time that it is repeated.
_NUMBER: Final = regex.compile(r"[0-9][0-9.]*+")
_SIGNS: Final = frozenset("+#*<>=≠≤≥∞⊕⊗±")
_SIGN_COMMANDS: Final = dict(
    pair.split(":")
    for pair in "le:≤ leq:≤ ge:≥ geq:≥ ne:≠ neq:≠ infty:∞ oplus:⊕ otimes:⊗ pm:± ast:* star:* lt:< gt:>".split()
)
# Signs behind a name, which make it another one: Net++, C#, D*. A sign between words may be that of a sum or a product.
_MARK: Final = re.compile(r"(?<=\w)(?: ?[+*#]{2,}+|#|[+*](?!\w))")
# What stands around words for emphasis, and what LaTeX needs for a sign.
_EMPHASIS: Final = re.compile(r"(?<![\w*])(\*{1,3}+)(?=\w)([^*]++)\1(?![\w*])")
_AROUND_SIGNS: Final = str.maketrans("", "", "\\{}$^")
# A prime is an apostrophe after a single letter or a command, at the end of the word: Z', \\eta'.
_PRIME: Final = regex.compile(r"(?:(?<!\w)\w|\\[A-Za-z]++)['’′](?![\w'’])")


def normalise_title(title: str) -> str:
    """The words of `title` as they are compared; the numbers of parts become digits, however they are written."""
    text = _part_at_points(prepare(title).translate(_LETTERS_OF_TITLES))
    words, breaks_off = (_part_numbers(text) if _DASH in text else text).split(), is_cut(title)
    return " ".join(_name_number(words, at, breaks_off=breaks_off) for at in range(len(words)))


def loosen_title(title: str) -> str:
    """The words of `title` in a form in which other spellings are the same; hyphens part words there."""
    text = _ARTICLE.sub(" ", prepare(title)).translate(_LOOSE_LETTERS)
    words, breaks_off = _part_at_points(text).split(), is_cut(title)
    numbered = [_name_number(words, at, breaks_off=breaks_off) for at in range(len(words))]
    return " ".join(map(respell, iter_digits(numbered)))


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
    text = _spell_signs(title)
    signs = [*filter(_SIGNS.__contains__, text), *("′" for _ in _PRIME.finditer(text))]
    if "\\" in text:
        signs += [_SIGN_COMMANDS.get(found[1], "") for found in COMMAND.finditer(text)]
    return "".join(sorted(signs))


def find_marks(title: str) -> tuple[tuple[int, str], ...]:
    """The signs of a printed title that stand behind a name, each with about so many letters before it."""
    text = _spell_signs(title)
    if not ("+" in text or "*" in text or "#" in text):
        return ()
    text = _EMPHASIS.sub(r"\2", COMMAND.sub("", text).translate(_AROUND_SIGNS))
    marks, letters, end = [], 0, 0
    for found in _MARK.finditer(text):
        letters += len(normalise_text(text[end : found.start()]).replace(" ", ""))
        marks.append((letters, found[0].strip()))
        end = found.end()
    return tuple(marks)


def _spell_signs(title: str) -> str:
    """`title`, repaired, with plain signs for raised and wide ones."""
    text = repair(title)
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def is_generic(title: str) -> bool:
    """Whether a normalised title names no subject: Editorial, Reply, Introduction to the Special Issue."""
    words = set(title.split()) - _JOINING
    return words <= _GENERIC | _NOTICES


def find_notices(title: str) -> frozenset[str]:
    """The words of a normalised title that make it the title of a text about a paper: reply, erratum and the like."""
    return _NOTICES.intersection(title.split())


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
    if word in ROMAN and (word not in _LETTERS or follows_part or is_last):
        return ROMAN[word]
    return NUMBER_WORDS[word] if follows_part and word in NUMBER_WORDS else word
