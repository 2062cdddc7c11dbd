"""Why names that were read from a list of authors may be none, or more than a name: looked for only when somebody asks.

The rules are read off 27,902 names of real records, none of which they doubt.
"""

import re
from typing import Final
from unicodedata import category

from paperparse.grammar.names import (
    HALVES,
    LONGEST_NAME,
    MARKS,
    MOST_WORDS_IN_A_NAME,
    SEPARATORS,
    SUFFIXES,
    Names,
    is_initials,
    is_others,
)
from paperparse.text.characters import REFERENCE
from paperparse.text.quoting import quote

# What no name holds: signs that part names or sentences, marks of footnotes, white space but for single spaces.
_NO_PART: Final = re.compile(
    rf"[:：?!|•@/+—{SEPARATORS[1:]}]| [·–-] |(?<![{HALVES}])[{MARKS}]|\A(?:and|&) |\.\.|\s\s|[\t-\r\x85\u2028\u2029]"
)
# Words that no name holds, or none in lower case; particles of names ("al", "y") are not among them.
_NO_WORD: Final = re.compile(
    r"\A(?i:(?:(?:written|posted|submitted|paper)\s)?by\s|authors?\s)"
    r"|(?<![^\s(\[])(?:(?i:et\.?\s++al\b|and\s|et\s|(?:see|show)\s(?:all|more)\b|read\s(?:all|more)\b)"
    r"|(?:alia|alii|at|behalf|for|from|more|of|och|og|on|others|otros|und|ve|with|и|(?:co-?)?authors?|colleagues"
    r"|collaborators)\b)"
    # Between two names of two words; a longer one ("Telmo de Menezes e Silva Filho") is of one person.
    r"|\A\S++\s\S++\s[ey]\s\S++\s\S++\Z"
)
# Signs that stand in names, beside letters and digits.
_SIGN: Final = re.compile(r"[^\w\s.,'‘’‛\"“”`´′ʹ‐‑–·・‧()-]|_")
# Where they stand, signs are parts of letters: in TeX, in references of HTML, in what was decoded wrongly.
_LETTERS: Final = re.compile(rf"\\|&(?:{REFERENCE});|[{HALVES}]")
_INSTITUTION: Final = re.compile(
    r"\b(?:Academy|Cent(?:er|re)|College|Department|Dept|GmbH|Inc|Institut[eo]?|Laborator(?:y|ies)|Ltd|Universit(?:y|é|à|ät|at))\b"
)
# A tag of HTML, which is told elsewhere.
_TAG: Final = re.compile(r"</?[A-Za-z][^<>@]{0,80}>")
# What is no name by itself: a degree, a rank, an abbreviation, what stands where a page has no names.
_ALONE: Final = re.compile(
    r"[A-Z]{2,6}|(?:[A-Z][a-z]{0,5}\.?){1,2}(?:Sc|Phil|Eng|Ed|D)\.?|(?i:dr|prof|sir)\.?|(?i:anonymous|n/a|none|null|unknown|various)|等"
)


def find_doubt(found: Names) -> str:
    """Why the names in `found` are not certain; `""` if they are."""
    return found.doubt or next(filter(None, map(_doubt_name, found.names)), "") or _doubt_list(found.names)


def _doubt_name(name: str) -> str:
    """Why `name` may be none."""
    if len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS_IN_A_NAME:
        return f"{quote(name)} is longer than names are"
    if not any(map(str.isalpha, name)):
        return f"{quote(name)} has no letter"
    if is_initials(name) or name in SUFFIXES:
        return f"{quote(name)} is only a part of a name"
    if " " not in name and name.isascii() and name.islower():
        return f"{quote(name)} is a word in lower case"
    bare = _TAG.sub("", name)
    if name[-1].isdecimal() or _NO_PART.search(bare) is not None or _NO_WORD.search(bare) is not None:
        return f"{quote(name)} holds more than a name"
    if _LETTERS.search(bare) is None:
        for sign in _SIGN.findall(bare):
            # Marks above letters, and characters that are not seen, are told elsewhere if they do not belong.
            if category(sign)[0] not in "MC":
                return f"{quote(name)} holds {quote(sign)}, which no name does"
    if _ALONE.fullmatch(name) is not None or is_others(name):
        return f"{quote(name)} is no name by itself"
    if _INSTITUTION.search(name) is not None:
        return f"{quote(name)} is an institution rather than a person"
    return ""


def _doubt_list(names: tuple[str, ...]) -> str:
    """Why `names`, each of which may be one, are odd together."""
    if len(set(names)) > 1 and all(name.isascii() and " " not in name for name in names):
        return "all names are of one word: they may be parts of names"
    return ""
