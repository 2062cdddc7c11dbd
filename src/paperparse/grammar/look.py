"""What a line looks like by itself: running text, a list of names, the beginning or the middle of a sentence.

`look` gives each line one letter, which stands for its look; a page as letters is a tape. Verdicts depend on the line
alone; what neighbours add is said in patterns over letters (`paperparse.grammar.patterns`). The bounds are read off the
5,046 titles and 5,429 paragraphs of the arXiv listing of February 2025 and the five seeds: no title there is taken for
a paragraph, and no paragraph for a title.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from typing import Final

from paperparse.grammar.furniture import is_notice, is_site_line
from paperparse.grammar.names import (
    COMMAS,
    LONGEST_NAME,
    MOST_WORDS_IN_A_NAME,
    PARTICLES,
    SEMICOLONS,
    SUFFIXES,
    find_head,
    is_initials,
    split_roughly,
)
from paperparse.text.characters import SPACE, is_word

# The longest of those titles has 224 characters.
LONGER_THAN_TITLES: Final = 230
# The shortest of those abstracts has 89.
SHORTEST_ABSTRACT: Final = 60
_SHORTEST_SENTENCE: Final = 14
_TWO_SENTENCES: Final = 160
# Longer lines are no broken values; shorter ones are no titles inside a card.
_LONGEST_SHORT: Final = 40
_LONGEST_TINY: Final = 14

_CLOSERS: Final = "\"'”’)]}»*$"
_SENTENCE_ENDS: Final = (".", ":", ";", ",", "。")
_CLAUSE_ENDS: Final = (":", ",", "vs.")
# What a line that ends a sentence or a clause ends with.
_ENDS: Final = frozenset(_CLOSERS).union(*_SENTENCE_ENDS)
# No list of names ends so.
_NO_NAME_ENDS: Final = frozenset(":;?!")
_CLAUSE_SIGNS: Final = frozenset(end[-1] for end in _CLAUSE_ENDS)
_STOPS: Final = (".", ":", ";", "?", "!", "。", "…")
_SENTENCE_BREAK: Final = re.compile(r"(.{3})\.[\"')\]]{0,2}(?= [A-Z])")
_LIST_ITEM: Final = re.compile(rf"(?:[0-9]{{1,2}}[.)]|\((?:[0-9]{{1,2}}|[a-z]|i{{2,3}}|iv)\)|[-*–]){SPACE}")
# A title that begins in lower case begins with a name: "einspace: ...", "xLSTM", "nanoML for ...".
# The hyphens stand between letters. That they do is said without a group, for each time that one is repeated takes
# memory.
_MIDDLE_OF_SENTENCE: Final = re.compile(r"(?!-|[a-z-]*--)[a-z-]++(?<!-)[ ,]")
_LOWER: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
# Headings inside an abstract, each alone on its line or, with a colon, before the text; no page prints a title or a
# name like these.
_PARTS: Final = frozenset(
    "abstract background conclusion conclusions contributions discussion findings introduction methods methodology "
    "motivation objective objectives purpose results summary".split()
)
_LABELS: Final = _PARTS | {
    "acm class", "acm classes", "content warning", "disclaimer", "index terms", "key words", "key words and phrases",
    "keywords", "msc class", "msc classes", "tl;dr", "tldr", "warning",
}  # fmt: skip
_LONGEST_LABEL: Final = 21
# Shorter lines with a bullet are numbers of authors.
_SHORTEST_BULLET: Final = 30
_RULE: Final = re.compile(r"[-–—_=*~]{2,}+|\$[^$]++\$")
# What items of lists and rules begin with: most lines begin otherwise.
_ODD_BEGINNINGS: Final = frozenset("0123456789([-*–—_=~$•")

# A line of so many words may be a name if each of them is written as names are.
_MOST_WORDS: Final = 12
_FIRST: Final = re.compile(f"[^(（:{COMMAS}{SEMICOLONS}]{{1,{LONGEST_NAME + 1}}}+")
_JOINING_WORDS: Final = PARTICLES | {"and", "&", "et", "al", "al."}
_LONGEST_ABBREVIATION: Final = 4

# What a look is made of.
PARAGRAPH: Final = 1  # running text
ABSTRACT: Final = 2  # can be the first paragraph of an abstract
OPEN: Final = 4  # has the length of a wrapped line and stops in the middle of a sentence
MIDDLE: Final = 8  # begins in the middle of a sentence
CLAUSE: Final = 16  # ends a clause
NAME: Final = 32  # a name, or several
PEOPLE: Final = 64  # several names
SHORT: Final = 128  # so short that a broken value may stand in its place
TINY: Final = 256  # shorter than titles are
NOTICE: Final = 512  # says something about the site
SITE: Final = 1024  # a line that any site may print


def _is_possible(flags: int) -> bool:
    """Whether a line can look so: most combinations contradict themselves."""
    if flags & SITE:
        return flags in (SITE, SITE | PARAGRAPH)
    return not (
        (flags & ABSTRACT and not flags & PARAGRAPH)
        or (flags & NOTICE and not flags & PARAGRAPH)
        or (flags & PEOPLE and not flags & NAME)
        or (flags & OPEN and flags & CLAUSE)
        or (flags & SHORT and flags & (ABSTRACT | OPEN))
        or (flags & TINY and not flags & SHORT)
    )


_POSSIBLE: Final = [flags for flags in range(2 * SITE) if _is_possible(flags)]
# The letters of looks; those of marks and values are ASCII letters and digits.
_FIRST_LETTER: Final = 0xA1
LOOKS: Final = {flags: chr(_FIRST_LETTER + at) for at, flags in enumerate(_POSSIBLE)}


def find_looks(lines: Sequence[str], *, names: bool = True) -> str:
    """The looks of `lines`, which have no white space at their ends and at least one character: a letter each.

    `names`: whether lists of names matter; to tell them takes a quarter of the time.
    """
    # The shortest lines are the same ones on card after card.
    return "".join([_look_once(line) if len(line) < _SHORTEST_SENTENCE else look(line, names=names) for line in lines])


def look(line: str, *, names: bool = True) -> str:
    """The letter for `line`, which has no white space at its ends and at least one character."""
    length = len(line)
    last = line[-1]
    if length >= LONGER_THAN_TITLES:
        flags = PARAGRAPH | ABSTRACT
        if line[0] in _LOWER and _MIDDLE_OF_SENTENCE.match(line):
            flags |= MIDDLE
    elif is_site_line(line):
        return LOOKS[SITE | is_paragraph(line)]
    else:
        flags = MIDDLE if line[0] in _LOWER and _MIDDLE_OF_SENTENCE.match(line) else 0
        if is_paragraph(line):
            flags |= PARAGRAPH if flags or length < SHORTEST_ABSTRACT else PARAGRAPH | ABSTRACT
        if last in _CLAUSE_SIGNS and line.endswith(_CLAUSE_ENDS):
            flags |= CLAUSE
        elif length >= SHORTEST_ABSTRACT:
            flags |= OPEN if _is_open(line) else 0
        if length <= _LONGEST_SHORT:
            flags |= SHORT | TINY if length <= _LONGEST_TINY else SHORT
    if flags & PARAGRAPH and is_notice(line):
        flags |= NOTICE
    # The end of the line decides in most cases, and costs least.
    if names and last not in _NO_NAME_ENDS and not (last == "." and _ends_sentence(line)):
        flags |= _match_names(line)
    return LOOKS[flags]


_look_once: Final = lru_cache(4096)(look)


def is_paragraph(line: str) -> bool:
    """Whether `line` is running text rather than a title.

    A line is running text if it is longer than any title, ends like a sentence or a clause, has two sentences, begins
    in the middle of one (long lines only), prints a URL, is an item of a list, heads a part of an abstract ("Methods",
    "Keywords: ..."), or is a formula or a rule (`--`).
    """
    length = len(line)
    if length >= LONGER_THAN_TITLES or "://" in line or line.endswith(" URL"):
        return True
    if length >= _SHORTEST_SENTENCE and not line.endswith("..."):
        if (line[-1] in _ENDS and line.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS)) or is_labelled(line):
            return True
    elif line.lower().rstrip(":.") in _PARTS:
        return True
    if line[0] in _ODD_BEGINNINGS and (
        _LIST_ITEM.match(line) or (length >= _SHORTEST_BULLET and line[0] == "•") or _RULE.fullmatch(line)
    ):
        return True
    if length >= SHORTEST_ABSTRACT and line[0] in _LOWER and _MIDDLE_OF_SENTENCE.match(line):
        return True
    return length >= _TWO_SENTENCES and any(all(map(is_word, found[1])) for found in _SENTENCE_BREAK.finditer(line))


def is_labelled(line: str) -> bool:
    """Whether `line` begins with a label that stands inside abstracts ("Keywords: ...")."""
    at = line.find(":", 0, _LONGEST_LABEL + 1)
    return at > 0 and line[:at].lower() in _LABELS


def _is_open(line: str) -> bool:
    """Whether `line`, which has the length of a wrapped line, stops in the middle of a sentence."""
    return not (line.rstrip(_CLOSERS).endswith(_STOPS) or line.endswith(" URL") or "://" in line)


def _match_names(line: str) -> int:
    """`NAME`, and `PEOPLE` for several, if `line` is a list of names, separated by commas or the like; 0 if not.

    A name has at most seven words and 80 characters, or up to twelve words that are all written as in names. A line
    that ends like a sentence is no list, unless it ends with an abbreviation ("Jr.", "J.-M.") or a degree ("Ph.D.").
    """
    if "://" in line:
        return 0
    names: Sequence[str] = line.split(",")
    # Most lists are of short names, which takes a third of the time to see.
    is_plain = ":" not in line and max(map(len, names)) <= LONGEST_NAME
    is_plain = is_plain and max(map(str.count, names, repeat(" "))) < MOST_WORDS_IN_A_NAME
    if is_plain:
        if len(names) == 1:
            names = _split_odd(line) or names
    elif len(names) == 1 or not all(map(_is_name, names)):
        names = _split_odd(line) or names
        if not all(map(_is_name, names)):
            return 0
        # A line of many words is one name only if some of them are such as only names have.
        words = names[0].split()
        if len(names) == 1 and len(words) > MOST_WORDS_IN_A_NAME and PARTICLES.isdisjoint(words):
            return 0
    if not (line[0].isalpha() or any(map(str.isalpha, line))):
        return 0
    if len(names) > 1:
        return NAME | PEOPLE
    return 0 if len(line) <= _LONGEST_LABEL and line.lower() in _PARTS else NAME


def _split_odd(line: str) -> list[str]:
    """The names in `line`, a list with other signs than commas that begins and ends with a name; `[]` if it is none."""
    if not (";" in line or "(" in line or find_head(line) >= 0) and line.isascii():
        return []
    first = _FIRST.match(line)
    if first is None or not all(map(_is_of_a_name, first[0].split())):
        return []
    last = line.rpartition(",")[2]
    if ")" not in last and not all(map(_is_of_a_name, last.split())):
        return []
    return split_roughly(line)


def _ends_sentence(line: str) -> bool:
    """Whether `line`, which ends with a full stop, ends with more than an abbreviation ("Inc.", "J.-M.", "Ph.D.")."""
    if " " in line[-5:]:
        return False
    word = line.rsplit(maxsplit=1)[-1]
    if len(word) <= _LONGEST_ABBREVIATION or word in SUFFIXES:
        return False
    return word[1] != "." or not is_initials(word)


def _is_of_a_name(word: str) -> bool:
    return not word[0].islower() or word in _JOINING_WORDS


def _is_name(text: str) -> bool:
    # arXiv prints the people behind a collaboration as further names after a lone colon ("OpenAI, :, Aaron Hurst").
    if len(text) > LONGEST_NAME:
        return False
    words = text.split()
    if len(words) > MOST_WORDS_IN_A_NAME and not (len(words) <= _MOST_WORDS and all(map(_is_of_a_name, words))):
        return False
    return ":" not in text or text.strip() == ":"
