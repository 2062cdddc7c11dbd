r"""Texts as they are compared: what sites, extractors and LaTeX do to the same words is set aside.

Case, accents, hyphens, quotes, white space, mathematical signs and LaTeX commands go; Greek letters become their names.
So `$\alpha$-Stable “Lévy” noise`, `α-stable Levy noise` and `alphastable Lévy noise` are the same letters. Left
are words of lower-case letters and digits with single spaces between them. Whether there was a space or a hyphen
between two words differs between sites, so texts are equal if they are without the spaces.
"""

import unicodedata
from typing import Final

import regex

_ELLIPSES: Final = ("…", "...")
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

# LaTeX's commands for accents that are signs (Lamport, LaTeX: A Document Preparation System, table 3.1), where the sign
# would part words. The others are deleted with all signs, and those that are letters as commands that print nothing.
_ACCENTS: Final = ("\\~", "\\=", "\\.")
_COMMAND: Final = regex.compile(r"\\([A-Za-z]++)\*?+")
_GREEK_NAMES: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega".split()
)
_FUNCTIONS: Final = "arg cos cosh cot deg det dim exp gcd hom inf ker lim ln log max min mod Pr sin sinh sup tan tanh"
# Commands that print letters; all others print signs or change the look of what follows.
_COMMANDS: Final = {
    **{name: name for name in (*_GREEK_NAMES, *_FUNCTIONS.split())},
    **{name.title(): name for name in _GREEK_NAMES},
    **{f"var{name}": name for name in _GREEK_NAMES},
    **dict(pair.split("=") for pair in "ss=ss o=o O=o l=l L=l ae=ae AE=ae oe=oe OE=oe aa=a AA=a dh=d th=th".split()),
    **dict(pair.split("=") for pair in "i=i j=j ell=l hbar=h LaTeX=latex TeX=tex".split()),
}
_SPACED: Final = {"quad": " ", "qquad": " ", "newline": " "}

# Letters that Unicode does not decompose, under the name of the letter that stands for them without the accent.
_LIGATURES: Final = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_GREEK: Final = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES, strict=True)) | {"ς": "sigma"}
# The dashes, the minus sign, the soft hyphen and what joins letters without a sign; quotes and marks of emphasis.
_DELETED: Final = "-‐‑‒–—―−­\u200b\u200c\u200d\u2060\ufeff'`´\"“”„‟‘’‚‛«»‹›*_^{}$\\"
# More characters than this no language of fewer than ten thousand signs needs.
_MOST_KNOWN: Final = 10_000
_CATEGORIES_DELETED: Final = ("Mn", "Me", "Cf")


class _Letters(dict[int, str | None]):
    """What each character of a text in lower case, decomposed, is for comparison, for `str.translate`.

    `None` where nothing is left of it: the fast way through ASCII texts does not know empty strings.
    """

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        letters: str | None = None
        if unicodedata.category(character) not in _CATEGORIES_DELETED:
            letters = character if character.isalnum() else " "
        if len(self) < _MOST_KNOWN:
            self[code] = letters
        return letters


_LETTERS_OF: Final = _Letters(
    {code: (chr(code) if chr(code).isalnum() else " ") for code in range(128)}
    | {ord(character): letters for character, letters in (_LIGATURES | _GREEK).items()}
    | {ord(character): None for character in _DELETED}
)
# The same for titles, where a point between digits tells version 2.1 from version 21.
_LETTERS_OF_TITLES: Final = _Letters(_LETTERS_OF | {ord("."): "."})
_STRAY_POINT: Final = regex.compile(r"\.(?![0-9])|(?<![0-9])\.")
_NUMBER: Final = regex.compile(r"[0-9]++(?:\.[0-9]++)*+")


def normalise_text(text: str) -> str:
    """The words of `text`, an abstract or a name, as they are compared, with single spaces between them."""
    return " ".join(_prepare(text).translate(_LETTERS_OF).split())


def normalise_title(title: str) -> str:
    """The words of `title` as they are compared; the numbers of parts become digits, however they are written."""
    words = _STRAY_POINT.sub(" ", _prepare(title).translate(_LETTERS_OF_TITLES)).split()
    return " ".join(_name_number(words, at, breaks_off=is_cut(title)) for at in range(len(words)))


def find_numbers(title: str) -> tuple[str, ...]:
    """The numbers and parts that a normalised title names, sorted: years, versions, `2` of Part II, `b` of Part B."""
    words = title.split()
    labels = [
        f"{words[at - 1]} {word}" for at, word in enumerate(words) if len(word) == 1 and at and _is_part(words[at - 1])
    ]
    return tuple(sorted([*_NUMBER.findall(title), *(label for label in labels if not label[-1].isdigit())]))


def find_notices(title: str) -> frozenset[str]:
    """The words of a normalised title that make it the title of a text about a paper: reply, erratum and the like."""
    return _NOTICES.intersection(title.split())


def is_cut(text: str) -> bool:
    """Whether `text` ends with an ellipsis."""
    return text.endswith(_ELLIPSES)


def is_number_word(word: str) -> bool:
    """Whether `word`, normalised, counts: `eight`, `iv`, `2nd`."""
    return word in _NUMBER_WORDS or word in _ROMAN or any(map(str.isdigit, word))


def _prepare(text: str) -> str:
    """`text` without LaTeX, in lower case, decomposed."""
    if "\\" in text:
        for accent in _ACCENTS:
            text = text.replace(accent, "")
        text = _COMMAND.sub(_spell_command, text)
    if "~" in text:
        text = text.replace("~", " ")
    # Some letters of formulas are capitals only when they are decomposed.
    return (text if text.isascii() else unicodedata.normalize("NFKD", text)).casefold()


def _spell_command(found: "regex.Match[str]") -> str:
    name = found[1]
    return _COMMANDS.get(name) or _SPACED.get(name, "")


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
