"""Citation keys: readable, unique in a file, and made from the paper alone.

A key is the first author's family name, the year and the first significant word of the title: `vinyals2015pointer`.
Without an author it is the first three such words and the year; words come from the abstract, else the summary, where
there is no title. Papers that would share a key all get a suffix made from their content, so that neither their order
nor the rest of the file says which has which: `vinyals2015pointer-1f0c6a52`. Equal papers are numbered on top of that.

Keys consist of `a` to `z`, `0` to `9` and the hyphen before a suffix; no key without a suffix has one.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final

import regex

from paperparse.exports.names import list_authors, split_name, split_suffix
from paperparse.model.paper import VALUE_FIELDS, Paper, PartialDate
from paperparse.records.output import encode_value
from paperparse.text.letters import PLAIN_LETTERS

# What stands for a paper of which nothing can be spelled in ASCII.
_NAMELESS: Final = "paper"
_WORDS_WITHOUT_AUTHOR: Final = 3
_LONGEST_WORD: Final = 30
# So much of a text is looked at: abstracts are long, and keys are not.
_LOOKED_AT: Final = 500
# Digits of the suffix; the whole digest where these are the same for two different papers.
_DIGITS: Final = 8

_WORD: Final = regex.compile(r"[a-z0-9]++")
# What has no other form in ASCII, and marks inside words.
_LETTERS: Final = str.maketrans(PLAIN_LETTERS | dict.fromkeys("'’ʼ"))
_INSIGNIFICANT: Final = frozenset(
    "a an and are as at be by can do does for from how in into is it its not of on or our that the their this to "
    "towards toward via we what when where which who why will with without you your".split()
)


def make_keys(papers: Sequence[Paper]) -> list[str]:
    """The citation key of each of `papers`, in their order; no two are the same.

    The same papers in another order have the same keys each, but for equal papers, which nothing tells apart.
    """
    keys = [_make_base(paper) for paper in papers]
    shared = _find_shared(keys)
    digests = {at: _digest(papers[at]) for at, key in enumerate(keys) if key in shared}
    short = {(keys[at], digest): f"{keys[at]}-{digest[:_DIGITS]}" for at, digest in digests.items()}
    alike = _find_shared(list(short.values()))
    counts: Counter[str] = Counter()
    for at, digest in digests.items():
        key = short[keys[at], digest]
        key = f"{keys[at]}-{digest}" if key in alike else key
        counts[key] += 1
        keys[at] = key if counts[key] == 1 else f"{key}-{counts[key]}"
    return keys


def _find_shared(keys: Sequence[str]) -> set[str]:
    return {key for key, count in Counter(keys).items() if count > 1}


def _digest(paper: Paper) -> str:
    """What tells `paper` from all others that are not equal to it."""
    values = [getattr(paper, name) for name in VALUE_FIELDS]
    # The years that a page allows for a date make no other paper.
    content = encode_value(tuple(value.isoformat() if isinstance(value, PartialDate) else value for value in values))
    return blake2b(content, digest_size=16).hexdigest()


def _make_base(paper: Paper) -> str:
    year = "" if paper.published is None or paper.published.year is None else str(paper.published.year)
    authors, _ = list_authors(paper)
    family = _spell_family(authors[0]) if authors else ""
    words = _find_words(paper, 1 if family else _WORDS_WITHOUT_AUTHOR)
    base = f"{family}{year}{words}" if family else f"{words}{year}"
    return base if family or words else f"{_NAMELESS}{year}"


def _spell_family(name: str) -> str:
    """The family name of `name` in ASCII, as far as it can be told and spelled; else an empty string."""
    parts = split_name(name[:_LOOKED_AT])
    if parts is not None:
        return "".join(_iter_words(parts.family))[:_LONGEST_WORD]
    before, comma, _ = split_suffix(name[:_LOOKED_AT])[0].partition(",")
    words = [word for word in _iter_words(split_suffix(before)[0]) if not word.isdecimal()]
    # "van Gogh, Vincent" has its family name first, "Martin King Jr." last.
    return ("".join(words) if comma else "".join(words[-1:]))[:_LONGEST_WORD]


def _find_words(paper: Paper, count: int) -> str:
    """The first `count` significant words that say what the paper is about, one after the other."""
    for text in (paper.title, paper.abstract, paper.summary):
        words = list(_iter_words((text or "")[:_LOOKED_AT]))
        significant = [word for word in words if not (word in _INSIGNIFICANT or word.isdecimal())] or words
        if significant:
            return "".join(word[:_LONGEST_WORD] for word in significant[:count])
    return ""


def _iter_words(text: str) -> Iterator[str]:
    """The words of `text` in lower case, as far as they can be spelled in ASCII."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    # A mark is no end of a word: "Schölkopf".
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return (match.group() for match in _WORD.finditer(plain.casefold()))
