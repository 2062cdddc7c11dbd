"""Refuse a text that shows no sign of any format: most texts of a crawl, and this is all that they cost.

What a page of a format shows follows from its table (`paperparse.grammar.needs.find_needs`).
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

from attrs import frozen

from paperparse.grammar.needs import find_needs
from paperparse.grammar.table import Format, keep_with_format, list_layouts
from paperparse.text.lines import Lines

# Every page shows its first card in so many characters.
SAMPLE: Final = 65_536
_MOST_LEADS: Final = 16
_LONGEST_BEGINNING: Final = 64
# The rarer a character is in ordinary text, the earlier it stands; those that are not here are rarer still.
_RARE_FIRST: Final = (
    "^~|{}<>=$#@%&+*\\_`[];!?XZQJKYVU/GNHOWEFLDRPMBSTICA0123456789:()'\"-xzqjkvbpgwyfmcu,.ldhrsniotae \n"
)


@frozen(eq=False)
class _Sign:
    """Words one of which a page shows, and a character of all of them that is rare in other texts, if they share one.

    `ahead`: how many characters stand before it in every one of the words, or -1. There is one sign for the same words.
    """

    character: str
    words: tuple[str, ...]
    ahead: int


def is_possible(text: str, formats: Sequence[Format]) -> bool:
    """Whether `text`, by the marks that stand in it, may be a page of any of `formats`."""
    shown: dict[_Sign, bool] = {}
    return any(_shows_all(text, signs, shown) for signs in _list_all_signs(tuple(formats)))


def list_likely(lines: Lines, formats: Sequence[Format]) -> list[Format]:
    """Those of `formats` whose marks stand in `lines`, and at their beginnings where they must."""
    beginnings = "\n".join(["", *[line[:_LONGEST_BEGINNING] for line in lines.values]])
    shown: dict[_Sign, bool] = {}
    text = lines.text
    return [form for form in formats if any(_is_likely(text, beginnings, table, shown) for table in list_layouts(form))]


def _is_likely(text: str, beginnings: str, table: Format, shown: dict[_Sign, bool]) -> bool:
    # Beginnings of lines are fewer characters than the text, so that they are looked at first.
    return all(_has_one(beginnings, row) for row in _list_beginnings(table)) and _shows_all(
        text, _list_signs(table), shown
    )


def _shows_all(text: str, signs: Iterable[_Sign], shown: dict[_Sign, bool]) -> bool:
    """Whether all of `signs` stand in `text`; `shown` keeps the answers, for many formats ask for the same."""
    for sign in signs:
        if sign not in shown:
            # To look for one character takes a twentieth of the time that a word takes.
            shown[sign] = sign.character in text and _shows(text, sign)
        if not shown[sign]:
            return False
    return True


# For the formats that are asked again and again: to look for each by itself takes half as long as all else here.
@lru_cache(8)
def _list_all_signs(formats: tuple[Format, ...]) -> list[list[_Sign]]:
    return [_list_signs(table) for form in formats for table in list_layouts(form)]


@keep_with_format
def _list_signs(form: Format) -> list[_Sign]:
    """What every page of `form` shows, the rarest first."""
    signs = map(_make_sign, find_needs(form).texts)
    return sorted(signs, key=lambda sign: (not sign.character, _RARE_FIRST.find(sign.character)))


@keep_with_format
def _list_beginnings(form: Format) -> list[list[str]]:
    """What every page of `form` shows at the beginnings of lines, each with the line feed before it."""
    return [[f"\n{text}" for text in row] for row in find_needs(form).beginnings]


@cache
def _make_sign(words: tuple[str, ...]) -> _Sign:
    common = set(words[0]).intersection(*words[1:])
    character = min(sorted(common), key=_RARE_FIRST.find, default="")
    places = {word.find(character) for word in words}
    return _Sign(character, words, places.pop() if character and len(places) == 1 else -1)


def _shows(text: str, sign: _Sign) -> bool:
    """Whether one of the words of `sign` stands in `text`, which holds its character."""
    if sign.ahead >= 0:
        # A rare letter leads to the few places where the words may be.
        at = text.find(sign.character)
        for _ in range(_MOST_LEADS):
            if at < 0 or text.startswith(sign.words, at - sign.ahead):
                return at >= 0
            at = text.find(sign.character, at + 1)
    return _has_one(text, sign.words)


def _has_one(text: str, words: Iterable[str]) -> bool:
    """Whether one of `words` stands in `text`; a generator would take as long again as the search in a short text."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False
