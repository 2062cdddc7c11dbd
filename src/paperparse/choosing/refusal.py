"""Refuse a text that shows no sign of any format: most texts of a crawl, and this is all that they cost.

What a page of a format shows follows from its table (`paperparse.grammar.rules.find_needs`).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from paperparse.grammar.rules import find_needs
from paperparse.grammar.table import Format

# Every page shows its first card in so many characters.
SAMPLE: Final = 65_536
_MOST_LEADS: Final = 64
# The rarer a character is in ordinary text, the earlier it stands; those that are not here are rarer still.
_RARE_FIRST: Final = (
    "^~|{}<>=$#@%&+*\\_`[];!?XZQJKYVU/GNHOWEFLDRPMBSTICA0123456789:()'\"-xzqjkvbpgwyfmcu,.ldhrsniotae \n"
)


class _Sign(NamedTuple):
    """A character that is rare in other texts, and words that have it at the same place, or have it not."""

    character: str
    words: tuple[str, ...]


def list_possible(text: str, formats: Sequence[Format]) -> list[Format]:
    """Those of `formats` of which `text`, by the marks that stand in it, may be a page."""
    return [form for form in formats if all(_shows(text, sign) for sign in _find_signs(form))]


@lru_cache(maxsize=None)
def _find_signs(form: Format) -> tuple[_Sign, ...]:
    """What every page of `form` shows, the rarest first."""
    signs = []
    for words in find_needs(form):
        common = [
            (rank, character)
            for character in words[0]
            if len({word.find(character) for word in words}) == 1
            for rank in [_RARE_FIRST.find(character)]
        ]
        signs.append((min(common, default=(len(_RARE_FIRST), words[0][0])), words))
    return tuple(_Sign(character, words) for (_, character), words in sorted(signs))


def _shows(text: str, sign: _Sign) -> bool:
    """Whether one of the words of `sign` stands in `text`."""
    # To look for one character takes a twentieth of the time that a word takes.
    at = text.find(sign.character)
    if at < 0:
        return False
    ahead = sign.words[0].find(sign.character)
    # A rare letter leads to the few places where the words may be.
    for _ in range(_MOST_LEADS):
        if text.startswith(sign.words, at - ahead):
            return True
        at = text.find(sign.character, at + 1)
        if at < 0:
            return False
    return any(word in text for word in sign.words)
