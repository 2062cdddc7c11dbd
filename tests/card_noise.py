"""What sites do to a card on its way to a page, and what nobody should take for another paper.

Each kind of noise has its own probability, and several may fall on one card. A *misspelled* title is noise: a letter of
a word is lost, doubled, swapped or changed, never the first, and never in a word of fewer than five letters, which
might be a part number. A title in which a different real word stands is no noise but the title of another paper: the
hard negatives have those. In an abstract, one word may be any other.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, frozen
from card_latex import has_latex, to_latex, to_plain

from paperparse import Paper

# How often each kind falls on a card to which it could.
SHARES: Final[Mapping[str, float]] = {
    "abstract latex": 0.15,
    "abstract word": 0.08,
    "abstract cut": 0.12,
    "abstract case": 0.04,
    "title latex": 0.15,
    "title misspelled": 0.06,
    "title case": 0.12,
    "title cut": 0.08,
    "lost hyphens": 0.1,
    "lost marks": 0.1,
    "white space": 0.12,
    "title ampersand": 0.12,
    "title article": 0.2,
    "title British": 0.3,
    "title mojibake": 0.3,
    "title numeral": 0.3,
    "title tags": 0.06,
    "names without accents": 0.15,
    # Rare on real pages, and the names alone never tell papers apart.
    "initials": 0.02,
    "count off": 0.02,
}
# The scored feed does it to whole texts.
_SHARE_IN_SCORED_FEED: Final = 0.3

_FEWEST_WORDS: Final = 40
_FEWEST_TITLE_WORDS: Final = 6
_TITLE_ENDS: Final = ("…", "...", " …", " ...")
_ENDS: Final = (*_TITLE_ENDS, "")
_HYPHEN: Final = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
_LOST: Final = re.compile(r"[*_\"“”`]|(?<!\w)'|'(?!\w)")
_LONG_WORD: Final = re.compile(r"(?<![\\\w-])[A-Za-z]{5,}(?![\w-])")
_PUNCTUATION: Final = re.compile(r"[^\w\s]")
_AND: Final = re.compile(r"\band\b", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"\A(?:the|an?) (?=\w)", re.IGNORECASE)
_NUMBER_WORDS: Final = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True))
_NUMBER: Final = re.compile(rf"(?<![\w.-])(?:{'|'.join(_NUMBER_WORDS)})(?![\w.])", re.IGNORECASE)
# American spellings that titles have, and how they are spelled in Britain.
_BRITISH: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        (r"([a-z]{3}i)z(e[drs]?|ers|ing|ations?|able)\b", r"\1s\2"),
        (r"\b(analy)z(e|ing)", r"\1s\2"),
        (r"\b(model|label|travel|cancel|signal|channel)(ed|ing|er)", r"\1l\2"),
        (r"\b(behavi|neighb|col|fav|hon|lab)or(\b|ed|ing|s\b|able|al|ful)", r"\1our\2"),
        (r"\b(cent|fib)er(s?)\b", r"\1re\2"),
    )
)
_ENTITIES: Final = ("&", "&amp;", "\\&")
_TAGS: Final = ("i", "em", "b", "sub", "jats:italic")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

# A cut title that may be another paper's as well.
SHARED_START: Final = "title cut, shared start"


@frozen
class Surroundings:
    """What noise must know beyond its card: words to put in by mistake, and where a title may be cut."""

    words: Sequence[str]
    title_starts: Mapping[str, int]
    """How many papers' titles start so (`start_of`), from six words on."""


@frozen
class Leave:
    """What noise may do to a card so that something still tells it from the cards of other papers.

    `cuts_title`: cut the title anywhere, since its abstract and another card tell; otherwise only where what is left is
    one paper's.
    `changes_abstract`: cut it, and change a word of it.
    """

    cuts_title: bool = False
    changes_abstract: bool = True


def start_of(title: str) -> str:
    """A title, or its first words, as `Surroundings.title_starts` has it: without case and punctuation."""
    return " ".join(_PUNCTUATION.sub("", title).lower().split())


def list_starts(title: str) -> list[str]:
    """What is left of `title` where it may be cut, and all of it."""
    words = title.split()
    return [start_of(" ".join(words[:count])) for count in range(_FEWEST_TITLE_WORDS, len(words) + 1)]


def _cut_abstract(text: str, chance: random.Random) -> str:
    places = [found.start() for found in re.finditer(r"\s+", text)][_FEWEST_WORDS - 1 :]
    # Not the very last word: that would be no cut to speak of.
    return text[: chance.choice(places[:-1])].rstrip(",;:") + chance.choice(_ENDS) if len(places) > 1 else text


def _change_word(text: str, chance: random.Random, words: Sequence[str]) -> str:
    found = chance.choice(list(re.finditer(r"\S+", text)))
    put = chance.choice((chance.choice(words), "", f"{found[0]} {found[0]}"))
    return f"{text[: found.start()]}{put}{text[found.end() :]}".replace("  ", " ").strip()


def _misspell(text: str, chance: random.Random) -> str:
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return text
    found = chance.choice(words)
    word, at = found[0], chance.randrange(1, len(found[0]) - 1)
    letter = chance.choice([other for other in _LETTERS if other != word[at].lower()])
    put = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + letter + word[at + 1 :],
        )
    )
    return text[: found.start()] + put + text[found.end() :]


def _spell_british(text: str) -> str:
    for pattern, put in _BRITISH:
        text = pattern.sub(put, text)
    return text


def _write_number(text: str) -> str:
    return _NUMBER.sub(lambda found: str(_NUMBER_WORDS[found[0].lower()]), text, count=1)


def _tag_word(text: str, chance: random.Random) -> str:
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return text
    found, tag = chance.choice(words), chance.choice(_TAGS)
    return f"{text[: found.start()]}<{tag}>{found[0]}</{tag}>{text[found.end() :]}"


def _read_wrongly(text: str) -> str:
    """`text` in UTF-8, read as Windows-1252; what that leaves without a character is read as in Latin-1."""
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in text.encode())


def _change_case(text: str, chance: random.Random) -> str:
    # Commands are not the same in capitals.
    cases: tuple[Callable[[str], str], ...] = (
        (str.lower, str.title) if "\\" in text else (str.lower, str.upper, str.title)
    )
    return chance.choice(cases)(text)


def _change_latex(text: str, chance: random.Random) -> str:
    return to_plain(text, chance) if has_latex(text) and chance.random() < 0.8 else to_latex(text, chance)


def _change_spaces(text: str, chance: random.Random) -> str:
    way = chance.randrange(3)
    if way == 0:
        return re.sub(r"\s*\n\s*", " ", text) if "\n" in text else text.replace(" ", "\u00a0", 3)
    return "".join(
        (("\u00a0" if way == 1 else "  ") if mark == " " and chance.random() < 0.15 else mark) for mark in text
    )


def _strip_accents(name: str, chance: random.Random) -> str:
    parts = unicodedata.normalize("NFD", name)
    if chance.random() < 0.3:
        # "J'er'emy": the accent's command without its backslash, as the scored feed prints it.
        parts = re.sub("(.)\u0301", r"'\1", parts)
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


def _shorten_names(names: Sequence[str]) -> tuple[str, ...]:
    short = []
    for name in names:
        *given, last = name.split()
        short.append(" ".join([*(f"{part[0]}." for part in given), last]))
    return tuple(short)


class _Noise:
    """The noise of one card: what has been done to it so far, and what of the card that left to tell."""

    def __init__(self, paper: Paper, format: str, chance: random.Random) -> None:
        self.paper, self.told, self.chance, self.kinds = paper, paper, chance, set[str]()
        self._format = format

    def change(self, kind: str, field: str, edit: Callable[[str], str]) -> None:
        text = getattr(self.paper, field)
        if text and self._falls(kind):
            self._put(kind, field, edit(text))

    def cut_title(self, kind: str, starts: Mapping[str, int], can_share: bool) -> None:
        words = (self.paper.title or "").split()
        if len(words) <= _FEWEST_TITLE_WORDS or not self._falls(kind):
            return
        cuts = [" ".join(words[:count]) for count in range(_FEWEST_TITLE_WORDS, len(words))]
        cut = self.chance.choice(cuts)
        is_shared = starts.get(start_of(cut), 0) > 1
        if is_shared and not can_share:
            return
        self._put(kind, "title", cut.rstrip(",;:") + self.chance.choice(_TITLE_ENDS))
        if is_shared:
            self.told = evolve(self.told, title=cut)
            self.kinds.add(SHARED_START)

    def change_texts(self, kind: str, edit: Callable[[str], str]) -> None:
        if self._falls(kind):
            for field in ("title", "abstract", "summary"):
                text = getattr(self.paper, field)
                if text:
                    self._put(kind, field, edit(text))

    def change_names(self, kind: str, edit: Callable[[Sequence[str]], tuple[str, ...]]) -> None:
        if self.paper.authors and self._falls(kind):
            names = edit(self.paper.authors)
            if names != self.paper.authors and all(names):
                self.paper = evolve(self.paper, authors=names)
                self.kinds.add(kind)

    def change_count(self, kind: str) -> None:
        count = self.paper.author_count
        if count is not None and self._falls(kind):
            self.paper = evolve(self.paper, author_count=max(count + self.chance.choice((-1, 1)), 1))
            self.kinds.add(kind)

    def _falls(self, kind: str) -> bool:
        is_habit = self._format == "scored_feed" and kind.startswith("lost")
        return self.chance.random() < (_SHARE_IN_SCORED_FEED if is_habit else SHARES[kind])

    def _put(self, kind: str, field: str, text: str) -> None:
        text = text.strip()
        if text and text != getattr(self.paper, field):
            values: dict[str, Any] = {field: text}
            self.paper = evolve(self.paper, **values)
            self.kinds.add(kind)


def add_noise(
    paper: Paper, format: str, chance: random.Random, surroundings: Surroundings, leave: Leave
) -> tuple[Paper, Paper, frozenset[str]]:
    """`paper`, a card of `format`, after noise; before, but with what a cut left of a title; what kinds changed it."""
    noise = _Noise(paper, format, chance)
    noise.change("abstract latex", "abstract", lambda text: _change_latex(text, chance))
    if leave.changes_abstract:
        noise.change("abstract word", "abstract", lambda text: _change_word(text, chance, surroundings.words))
        noise.change("abstract cut", "abstract", lambda text: _cut_abstract(text, chance))
    noise.change("abstract case", "abstract", str.lower)
    # Before anything else: where a title may be cut is known of titles without noise.
    noise.cut_title("title cut", surroundings.title_starts, leave.cuts_title)
    noise.change("title British", "title", _spell_british)
    noise.change("title numeral", "title", _write_number)
    noise.change("title article", "title", lambda text: _ARTICLE.sub("", text))
    noise.change("title latex", "title", lambda text: _change_latex(text, chance))
    noise.change("title misspelled", "title", lambda text: _misspell(text, chance))
    noise.change("title case", "title", lambda text: _change_case(text, chance))
    joint = "" if chance.random() < 0.7 else " "
    noise.change_texts("lost hyphens", lambda text: _HYPHEN.sub(joint, text))
    noise.change_texts("lost marks", lambda text: _LOST.sub("", text))
    noise.change_texts("white space", lambda text: _change_spaces(text, chance))
    sign = chance.choice(_ENTITIES)
    noise.change("title ampersand", "title", lambda text: _AND.sub(lambda _: sign, text))
    noise.change("title tags", "title", lambda text: _tag_word(text, chance))
    noise.change("title mojibake", "title", _read_wrongly)
    noise.change_names("names without accents", lambda names: tuple(_strip_accents(name, chance) for name in names))
    noise.change_names("initials", _shorten_names)
    noise.change_count("count off")
    return noise.paper, noise.told, frozenset(noise.kinds)
