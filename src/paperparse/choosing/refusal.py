"""Refuse a text that shows no sign of any format: most texts of a crawl, and this is all that they cost.

What a page of a format shows follows from its table (`paperparse.grammar.needs.find_needs`).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from attrs import frozen

from paperparse.grammar.needs import find_needs
from paperparse.grammar.table import Format, keep_with_format, list_layouts
from paperparse.text.lines import Lines

# Every page shows its first card in so many characters.
SAMPLE: Final = 65_536
# To follow a lead takes as long as to search so many characters for a word.
_CHARACTERS_A_LEAD: Final = 512
_LONGEST_BEGINNING: Final = 64
# The rarer a character is in ordinary text, the earlier it stands; those that are not here are rarer still.
_RARE_FIRST: Final = (
    "^~|{}<>=$#@%&+*\\_`[];!?XZQJKYVU/GNHOWEFLDRPMB:STICA0123456789()'\"-xzqjkvbpgwyfmcu,.ldhrsniotae \n"
)


# A text that stands on pages: its character that is the rarest in others, itself, and how many stand before that one.
# Naming the three would take a tenth of the time that a refusal takes.
_Word = tuple[str, str, int]


@frozen(eq=False)
class _Sign:
    """Words one of which a page shows; there is one sign for the same words. `rarity`: the higher, the rarer."""

    words: tuple[_Word, ...]
    rarity: int


def is_possible(text: str, formats: Sequence[Format]) -> bool:
    """Whether `text`, by the marks that stand in it, may be a page of any of `formats`."""
    others = _list_rarest(tuple(formats))
    words = iter(others)
    while (word := _find_shown(text, words)) is not None:
        if _shows_any(text, others[word]):
            return True
    return False


def list_likely(lines: Lines, formats: Sequence[Format]) -> list[Format]:
    """Those of `formats` whose marks stand in `lines`, and at their beginnings where they must."""
    shown: dict[_Sign, bool] = {}
    beginnings = ""
    likely = []
    for form in formats:
        for table in list_layouts(form):
            if not _shows_all(lines.text, _list_signs(table), shown):
                continue
            beginnings = beginnings or "\n".join(["", *[line[:_LONGEST_BEGINNING] for line in lines.values]])
            if all(_has_one(beginnings, row) for row in _list_beginnings(table)):
                likely.append(form)
                break
    return likely


def has_marks(text: str, form: Format) -> bool:
    """Whether `text` shows what every page of `form` does, wherever it stands."""
    return _shows_any(text, map(_list_signs, list_layouts(form)))


def _shows_any(text: str, rows: Iterable[Iterable[_Sign]]) -> bool:
    """Whether all of the signs of one of `rows` stand in `text`."""
    shown: dict[_Sign, bool] = {}
    return any(_shows_all(text, signs, shown) for signs in rows)


def _shows_all(text: str, signs: Iterable[_Sign], shown: dict[_Sign, bool]) -> bool:
    """Whether all of `signs` stand in `text`; `shown` keeps the answers, for many formats ask for the same."""
    for sign in signs:
        if sign not in shown:
            shown[sign] = _find_shown(text, iter(sign.words)) is not None
        if not shown[sign]:
            return False
    return True


# For the formats that are asked again and again: to look for each by itself takes half as long as all else here.
@lru_cache(8)
def _list_rarest(formats: tuple[Format, ...]) -> dict[_Word, list[list[_Sign]]]:
    """Words one of which every page of any of `formats` shows, and the rows of signs that pages with each show besides.

    The words are those of the rarest sign of each table. Several tables share theirs, so that a dozen looks refuse
    most texts.
    """
    others: dict[_Word, list[list[_Sign]]] = {}
    for form in formats:
        for table in list_layouts(form):
            first, *rest = _list_signs(table) or [_NO_SIGN]
            for word in first.words:
                others.setdefault(word, []).append(rest)
    return others


@keep_with_format
def _list_signs(form: Format) -> list[_Sign]:
    """What every page of `form` shows, the rarest first."""
    signs = dict.fromkeys(_make_sign(tuple(dict.fromkeys(words))) for words in find_needs(form).texts)
    return sorted(signs, key=lambda sign: sign.rarity, reverse=True)


@keep_with_format
def _list_beginnings(form: Format) -> list[list[str]]:
    """What every page of `form` shows at the beginnings of lines, each with the line feed before it."""
    return [[f"\n{text}" for text in row] for row in find_needs(form).beginnings]


@cache
def _make_sign(texts: tuple[str, ...]) -> _Sign:
    words = tuple(map(_make_word, texts))
    return _Sign(words, min(_measure_rarity(character) for character, _, _ in words))


def _make_word(text: str) -> _Word:
    character = max(text, key=_measure_rarity, default="")
    return character, text, text.find(character)


def _measure_rarity(character: str) -> int:
    return -_RARE_FIRST.find(character)


# What every text shows.
_NO_SIGN: Final = _make_sign(("",))


def _find_shown(text: str, words: Iterator[_Word]) -> _Word | None:
    """The first of `words` that stands in `text`; the others are left."""
    most = len(text) // _CHARACTERS_A_LEAD
    for found in words:
        character, word, ahead = found
        # To look for one character takes a twentieth of the time that a word takes.
        if character in text:
            # A rare one leads to the few places where the word may be.
            at = text.find(character)
            for _ in range(most):
                if text.startswith(word, at - ahead):
                    return found
                at = text.find(character, at + 1)
                if at < 0:
                    break
            else:
                if text.find(word, max(at - ahead, 0)) >= 0:
                    return found
    return None


def _has_one(text: str, words: Iterable[str]) -> bool:
    """Whether one of `words` stands in `text`; a generator would take as long again as the search in a short text."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False
