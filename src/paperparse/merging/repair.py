"""Texts without what was done to them on their way: entities and tags of HTML, and UTF-8 that was read wrongly."""

import html
import re
from typing import Final

from paperparse.text.characters import REFERENCE
from paperparse.text.mojibake import undo_mojibake

_ENTITY: Final = re.compile(f"&(?:{REFERENCE});")
# `&amp;amp;` is what two programs make of a sign.
_MOST_TIMES: Final = 3
# Elements within a line (HTML standard, 4.5), those that end one, and those of MathML (MathML 3, 3.1.9); JATS has them
# under a prefix.
_NAMES: Final = (
    "a abbr b bdi bdo big br cite code del dfn div em font i ins kbd li mark p q s samp small span strike strong sub "
    "sup tt u var wbr "
    "annotation math mfenced mfrac mi mn mo mover mroot mrow ms mspace msqrt mstyle msub msubsup msup mtext munder "
    "munderover semantics"
)
# An attribute has a value, so that `x <i and j> y` stays.
_TAG: Final = re.compile(
    rf"<(?P<end>/?)(?:[a-z]{{1,8}}:[a-z-]{{1,24}}+|(?P<name>{'|'.join(_NAMES.split())}))"
    r"(?:\s[^<>=]*+=[^<>]*+|\s*+/?)>",
    re.IGNORECASE,
)
_PUTS: Final = {"br": " ", "div": " ", "li": " ", "p": " "}


def repair(text: str) -> str:
    """`text` as its authors wrote it, for comparing: without entities, tags and wrongly read letters.

    An exponent is written behind a circumflex: between numbers it parts them.
    """
    if "&" in text:
        for _ in range(_MOST_TIMES):
            text, before = _ENTITY.sub(_read_entity, text), text
            if text == before:
                break
    if "<" in text:
        text = _TAG.sub(_read_tag, text)
    return text if text.isascii() else undo_mojibake(text)


def _read_entity(found: re.Match[str]) -> str:
    entity = found[0]
    read = html.unescape(entity)
    # A title in capitals may have its entities in capitals, too.
    return read if read != entity else html.unescape(entity.lower())


def _read_tag(found: re.Match[str]) -> str:
    name = (found["name"] or "").lower()
    if name in ("sup", "msup") and not found["end"]:
        return "^"
    return _PUTS.get(name, "")
