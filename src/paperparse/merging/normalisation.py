r"""Texts as they are compared: what sites, extractors and LaTeX do to the same words is set aside.

Case, accents, hyphens, quotes, white space, mathematical signs, LaTeX commands and what `repair` undoes go; Greek
letters become their names.
So `$\alpha$-Stable “Lévy” noise`, `α-stable Levy noise` and `alphastable Lévy noise` are the same letters. Left
are words of lower-case letters and digits with single spaces between them. Whether there was a space or a hyphen
between two words differs between sites, so texts are equal if they are without the spaces.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

import regex

from paperparse.merging.repair import repair
from paperparse.text.letters import PLAIN_LETTERS

_ELLIPSES: Final = ("…", "...")
# LaTeX's commands for accents that are signs (Lamport, LaTeX: A Document Preparation System, table 3.1), where the sign
# would part words. The others are deleted with all signs, and those that are letters as commands that print nothing.
_ACCENTS: Final = ("\\~", "\\=", "\\.")
COMMAND: Final = regex.compile(r"\\([A-Za-z]++)\*?+")
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

_GREEK: Final = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES, strict=True)) | {"ς": "sigma"}
# The dashes, the minus sign, the soft hyphen and what joins letters without a sign; quotes and marks of emphasis.
_DELETED: Final = "-‐‑‒–—―−­\u200b\u200c\u200d\u2060\ufeff'`´\"“”„‟‘’‚‛«»‹›*_^{}$\\"
# More characters than this no language of fewer than ten thousand signs needs.
_MOST_KNOWN: Final = 10_000
_INVISIBLE: Final = "Cf"
# Accents and points: marks in the blocks of Unicode for these, and in Hebrew and Arabic. In other scripts, a mark makes
# another letter of the one before it.
_ACCENTED: Final = frozenset(
    {*range(0x300, 0x370), *range(0x1AB0, 0x1B00), *range(0x1DC0, 0x1E00), *range(0x20D0, 0x2100)}
    | {*range(0xFE20, 0xFE30), *range(0x591, 0x5C8), *range(0x610, 0x61B), *range(0x64B, 0x660), 0x670}
)


class Letters(dict[int, str | None]):
    """What each character of a text in lower case, decomposed, is for comparison, for `str.translate`.

    `None` where nothing is left of it: the fast way through ASCII texts does not know empty strings.
    """

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        letters: str | None = None
        if category != _INVISIBLE and not (code in _ACCENTED and category.startswith("M")):
            letters = character if character.isalnum() or category.startswith("M") else " "
        if len(self) < _MOST_KNOWN:
            self[code] = letters
        return letters


LETTERS: Final = Letters(
    {code: (chr(code) if chr(code).isalnum() else " ") for code in range(128)}
    | {ord(character): letters for character, letters in (PLAIN_LETTERS | _GREEK).items()}
    | {ord(character): None for character in _DELETED}
)


def normalise_text(text: str) -> str:
    """The words of `text`, an abstract or a name, as they are compared, with single spaces between them."""
    return " ".join(prepare(text).translate(LETTERS).split())


def is_cut(text: str) -> bool:
    """Whether `text` ends with an ellipsis."""
    return repair(text).endswith(_ELLIPSES)


def prepare(text: str) -> str:
    """`text`, repaired, without LaTeX, in lower case, decomposed."""
    text = repair(text)
    if "\\" in text:
        for accent in _ACCENTS:
            text = text.replace(accent, "")
        text = "".join(_iter_spelled(text))
    if "~" in text:
        text = text.replace("~", " ")
    # Some letters of formulas are capitals only when they are decomposed.
    return (text if text.isascii() else unicodedata.normalize("NFKD", text)).casefold()


def _iter_spelled(text: str) -> Iterator[str]:
    """The pieces of `text`, with what commands of LaTeX print in their place."""
    end = 0
    for found in COMMAND.finditer(text):
        name = found[1]
        yield text[end : found.start()]
        yield _COMMANDS.get(name) or _SPACED.get(name, "")
        end = found.end()
    yield text[end:]
