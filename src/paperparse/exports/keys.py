"""Citation keys: readable, unique in a file, and made from the paper alone.

A key is the first author's family name, the year and the first two significant words of the title:
`vinyals2015pointernetworks`. Without an author it is the first three such words and the year; words come from the
abstract, else the summary, where there is no title. What of the title, or of a name in another script, a key does not
say is in six digits behind it: `he2016deepresidual-ba18e8`. So no other paper has a part in a key. Papers that have the
same one nevertheless are the same work, or as good as that, and all but the first in a file are numbered.

Keys consist of `a` to `z`, `0` to `9` and the hyphens before the digits and the number.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

import regex

from paperparse.exports.names import list_authors, split_name, split_suffix
from paperparse.exports.options import Keys
from paperparse.model.paper import Paper
from paperparse.text.letters import PLAIN_LETTERS

# What stands for a paper of which nothing can be spelled in ASCII.
_NAMELESS: Final = "paper"
_WORDS: Final = 2
_WORDS_WITHOUT_AUTHOR: Final = 3
_LONGEST_WORD: Final = 30
# So much of a text is looked at: abstracts are long, and keys are not.
_LOOKED_AT: Final = 500
_DIGITS: Final = 6

_WORD: Final = regex.compile(r"[a-z0-9]++")
# Marks inside words.
_APOSTROPHES: Final = "'’ʼ"
# What has no other form in ASCII.
_LETTERS: Final = str.maketrans(PLAIN_LETTERS | dict.fromkeys(_APOSTROPHES))
_INSIGNIFICANT: Final = frozenset(
    "a an and are as at be by can do does for from how in into is it its not of on or our that the their this to "
    "towards toward via we what when where which who why will with without you your".split()
)

Spell = Callable[[str], str]


class _Said(NamedTuple):
    """What a key says of a text, and whether that is all of it."""

    words: str
    is_whole: bool


def make_keys(papers: Sequence[Paper], kind: Keys = "plain") -> list[str]:
    """The citation key of each of `papers`, in their order; no two are the same.

    With `transliterated` they spell letters of every script, as anyascii does; else only Latin ones.

    Raises `ModuleNotFoundError` for `transliterated` without anyascii.
    """
    spell = _spell if kind == "plain" else _load_transliteration()
    keys: list[str] = []
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    for paper in papers:
        key = base = _make_key(paper, spell)
        while key in taken:
            counts[base] += 1
            key = f"{base}-{counts[base] + 1}"
        taken.add(key)
        keys.append(key)
    return keys


def _make_key(paper: Paper, spell: Spell) -> str:
    year = "" if paper.published is None or paper.published.year is None else str(paper.published.year)
    authors, _ = list_authors(paper)
    author = authors[0] if authors else ""
    family = _say_family(author, spell)
    texts = [text for text in (paper.title, paper.abstract, paper.summary) if text]
    said = _say_text(texts, _WORDS if family.words else _WORDS_WITHOUT_AUTHOR, spell)
    base = f"{family.words}{year}{said.words}" if family.words else f"{said.words or _NAMELESS}{year}"
    if family.is_whole and said.is_whole:
        return base
    # A name has no part where the key says it: pages print the same ones in full and with initials.
    return f"{base}-{_digest('' if family.is_whole else author, *texts[:1])}"


def _digest(*texts: str) -> str:
    """What tells `texts` from others, but for their case and the space between their words."""
    words = " ".join(unicodedata.normalize("NFKC", "\n".join(texts)).casefold().split())
    return blake2b(words.encode(), digest_size=16).hexdigest()[:_DIGITS]


def _say_family(name: str, spell: Spell) -> _Said:
    """The family name of `name`, as far as it can be told and spelled."""
    parts = split_name(name[:_LOOKED_AT])
    if parts is not None:
        words = _list_words(spell(parts.family))
        is_whole = _is_spelled(spell(parts.family))
    else:
        before, comma, _ = split_suffix(name[:_LOOKED_AT])[0].partition(",")
        spelled = spell(split_suffix(before)[0])
        words = [word for word in _list_words(spelled) if not word.isdecimal()]
        # "van Gogh, Vincent" has its family name first, "The Llama Team" what it is last.
        is_whole = _is_spelled(spelled) and (bool(comma) or " " not in name)
        words = words if comma else words[-1:]
    family = "".join(words)
    return _Said(family[:_LONGEST_WORD], is_whole and len(family) <= _LONGEST_WORD)


def _say_text(texts: Sequence[str], count: int, spell: Spell) -> _Said:
    """The first `count` significant words of the first of `texts` that has any, one after the other."""
    for text in texts:
        spelled = spell(text[:_LOOKED_AT])
        words = _list_words(spelled)
        telling = [word for word in words if word not in _INSIGNIFICANT] or words
        if telling:
            significant = [word for word in telling if not word.isdecimal()] or words
            kept = "".join(word[:_LONGEST_WORD] for word in significant[:count])
            is_all = kept == "".join(telling) and len(text) <= _LOOKED_AT and text == texts[0]
            return _Said(kept, is_all and _is_spelled(spelled))
    return _Said("", not texts)


def _list_words(spelled: str) -> list[str]:
    return [found.group() for found in _WORD.finditer(spelled)]


def _is_spelled(spelled: str) -> bool:
    """Whether all letters and digits of a text are in ASCII."""
    return spelled.isascii() or not any(character.isalnum() and not character.isascii() for character in spelled)


def _spell(text: str) -> str:
    """`text` in lower case, with ASCII for what is a letter of ASCII and a mark, or nearly one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    # A mark is no end of a word: "Schölkopf".
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def _load_transliteration() -> Spell:
    """What spells text as `_spell` does, and the rest as anyascii does."""
    try:
        from anyascii import anyascii
    except ModuleNotFoundError as error:
        message = "transliterated keys need anyascii: pip install 'paperparse[transliteration]'"
        raise ModuleNotFoundError(message, name="anyascii") from error

    def spell_character(character: str) -> str:
        plain = _spell(character)
        return plain if plain.isascii() else anyascii(character).casefold().replace("'", "")

    return lambda text: "".join(map(spell_character, unicodedata.normalize("NFC", text)))
