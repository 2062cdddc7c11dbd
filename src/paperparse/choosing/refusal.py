"""Refuse a text that shows no sign of any format: most texts of a crawl, and this is all that they cost.

What a page of a format shows follows from its table (`paperparse.grammar.needs.find_needs`).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from paperparse.grammar.needs import find_needs
from paperparse.grammar.table import Format, keep_with_format, list_layouts
from paperparse.text.lines import Lines

# Every page shows its first card in so many characters.
SAMPLE: Final = 65_536
_MOST_LEADS: Final = 64
_LONGEST_BEGINNING: Final = 64
# The rarer a character is in ordinary text, the earlier it stands; those that are not here are rarer still.
_RARE_FIRST: Final = (
    "^~|{}<>=$#@%&+*\\_`[];!?XZQJKYVU/GNHOWEFLDRPMBSTICA0123456789:()'\"-xzqjkvbpgwyfmcu,.ldhrsniotae \n"
)


class _Sign(NamedTuple):
    """Words one of which a page shows, and a character of all of them that is rare in other texts.

    `ahead`: how many characters stand before it in every one of the words, or -1.
    """

    character: str
    words: tuple[str, ...]
    ahead: int


def is_possible(text: str, formats: Sequence[Format]) -> bool:
    """Whether `text`, by the marks that stand in it, may be a page of any of `formats`."""
    return _shows_any(text, _list_all_signs(tuple(formats)))


def _shows_any(text: str, formats: list[list[_Sign]]) -> bool:
    """Whether all signs of one of `formats` stand in `text`."""
    for signs in formats:
        for sign in signs:
            # To look for one character takes a twentieth of the time that a word takes.
            if sign.character not in text or not _shows(text, sign):
                break
        else:
            return True
    return False


def list_likely(lines: Lines, formats: Sequence[Format]) -> list[Format]:
    """Those of `formats` whose marks stand in `lines`, and at their beginnings where they must."""
    beginnings = "\n".join(["", *[line[:_LONGEST_BEGINNING] for line in lines.values]])
    return [
        form
        for form in formats
        if _is_likely(lines.text, beginnings, form)
        or (form.layouts and any(_is_likely(lines.text, beginnings, layout) for layout in form.layouts))
    ]


def _is_likely(text: str, beginnings: str, table: Format) -> bool:
    return _shows_any(text, [_list_signs(table)]) and all(
        any(f"\n{mark}" in beginnings for mark in row) for row in find_needs(table).beginnings
    )


# For the formats that are asked again and again: to look for each by itself takes half as long as all else here.
@lru_cache(8)
def _list_all_signs(formats: tuple[Format, ...]) -> list[list[_Sign]]:
    return [_list_signs(table) for form in formats for table in list_layouts(form)]


@keep_with_format
def _list_signs(form: Format) -> list[_Sign]:
    """What every page of `form` shows, the rarest first."""
    return sorted(map(_make_sign, find_needs(form).texts), key=lambda sign: _RARE_FIRST.find(sign.character))


def _make_sign(words: tuple[str, ...]) -> _Sign:
    common = set(words[0]).intersection(*words[1:])
    character = min(sorted(common), key=_RARE_FIRST.find, default="")
    places = {word.find(character) for word in words}
    return _Sign(character, words, places.pop() if len(places) == 1 else -1)


def _shows(text: str, sign: _Sign) -> bool:
    """Whether one of the words of `sign` stands in `text`, which holds its character."""
    if sign.ahead >= 0:
        # A rare letter leads to the few places where the words may be.
        at = text.find(sign.character)
        for _ in range(_MOST_LEADS):
            if at < 0 or text.startswith(sign.words, at - sign.ahead):
                return at >= 0
            at = text.find(sign.character, at + 1)
    return any(word in text for word in sign.words)
