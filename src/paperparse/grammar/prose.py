"""Tell a paragraph of an abstract from a title and from a list of authors, line by line.

Where a page marks nothing (title feed) or marks only one end of a card, a line must speak for itself: the verdict on a
line depends on that line and its neighbours only, so that a cut or an appended card never changes the cards before
it. The bounds are read off the 5,046 titles and 5,429 paragraphs of the arXiv listing of February 2025 and the five
seeds: no title there is taken for a paragraph, and no paragraph for a title.
"""

import re
from collections.abc import Sequence
from typing import Final

from paperparse.text.characters import SPACE, is_word

# The longest of those titles has 224 characters.
LONGER_THAN_TITLES: Final = 230
# The shortest of those abstracts has 89.
SHORTEST_ABSTRACT: Final = 60
_SHORTEST_SENTENCE: Final = 14
TWO_SENTENCES: Final = 160

_CLOSERS: Final = "\"'”’)]}»*$"
_SENTENCE_ENDS: Final = (".", ":", ";", ",", "。")
CLAUSE_ENDS: Final = (":", ",", "vs.")
_STOPS: Final = (".", ":", ";", "?", "!", "。", "…")
_SENTENCE_BREAK: Final = re.compile(r"(.{3})\.[\"')\]]{0,2}(?= [A-Z])")
_LIST_ITEM: Final = re.compile(rf"(?:[0-9]{{1,2}}[.)]|\((?:[0-9]{{1,2}}|[a-z]|i{{2,3}}|iv)\)|[-*–]){SPACE}")
# A title that begins in lower case begins with a name: "einspace: ...", "xLSTM", "nanoML for ...".
# The hyphens stand between letters. That they do is said without a group, for each time that one is repeated takes
# memory.
_MIDDLE_OF_SENTENCE: Final = re.compile(r"(?!-|[a-z-]*--)[a-z-]++(?<!-)[ ,]")
# Headings inside an abstract, each alone on its line or, with a colon, before the text; no page prints a title or a
# name like these.
_PARTS: Final = frozenset(
    "abstract background conclusion conclusions contributions discussion findings introduction methods methodology "
    "motivation objective objectives purpose results summary".split()
)
LABELS: Final = _PARTS | {
    "acm class", "acm classes", "content warning", "disclaimer", "index terms", "key words", "key words and phrases",
    "keywords", "msc class", "msc classes", "tl;dr", "tldr", "warning",
}  # fmt: skip
_LONGEST_LABEL: Final = 21
# Shorter lines with a bullet are the daily feed's numbers of authors.
_SHORTEST_BULLET: Final = 30
_RULE: Final = re.compile(r"[-–—_=*~]{2,}+|\$[^$]++\$")

MOST_WORDS_IN_A_NAME: Final = 7
LONGEST_NAME: Final = 80
_LONGEST_ABBREVIATION: Final = 4


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
        if line.rstrip(_CLOSERS).endswith(_SENTENCE_ENDS) or _is_labelled(line):
            return True
    elif line.lower().rstrip(":.") in _PARTS:
        return True
    if _LIST_ITEM.match(line) or (length >= _SHORTEST_BULLET and line.startswith("•")) or _RULE.fullmatch(line):
        return True
    if length >= SHORTEST_ABSTRACT and _MIDDLE_OF_SENTENCE.match(line):
        return True
    return length >= TWO_SENTENCES and any(all(map(is_word, found[1])) for found in _SENTENCE_BREAK.finditer(line))


def _is_labelled(line: str) -> bool:
    label, colon, _ = line[: _LONGEST_LABEL + 1].partition(":")
    return bool(colon) and label.lower() in LABELS


def is_abstract(line: str) -> bool:
    """Whether `line` can be the first paragraph of an abstract: running text of some length that begins a sentence."""
    length = len(line)
    if length >= LONGER_THAN_TITLES:
        return True
    return length >= SHORTEST_ABSTRACT and is_paragraph(line) and not _MIDDLE_OF_SENTENCE.match(line)


def is_heading(lines: Sequence[str], i: int) -> bool:
    """Whether line `i` of `lines` is a title over an abstract, whose first paragraph may be a short one."""
    # The lines below come first: their length decides in most cases, and costs least.
    if i + 1 >= len(lines):
        return False
    is_over_text = is_abstract(lines[i + 1]) or is_wrapped(lines, i + 1)
    if not is_over_text and i + 2 < len(lines):
        is_over_text = is_abstract(lines[i + 2]) and is_paragraph(lines[i + 1])
    return is_over_text and not is_paragraph(lines[i])


def is_continuation(lines: Sequence[str], i: int, stop: int | None = None) -> bool:
    """Whether line `i` of `lines` goes on with the abstract that holds the line before.

    It does if it is running text, or a line of a hard-wrapped abstract, each of which but the last stops in the middle
    of a sentence: the line before, or this one where the next begins in lower case. A clause that breaks off after a
    finished sentence, with no running text below it before line `stop`, is a title cut off there.
    """
    line = lines[i]
    if len(line) < LONGER_THAN_TITLES and line.endswith(CLAUSE_ENDS) and not is_open(lines[i - 1]):
        return i + 1 < (len(lines) if stop is None else stop) and is_paragraph(lines[i + 1])
    if is_paragraph(line) or is_wrapped(lines, i):
        return True
    is_title = i + 1 < len(lines) and is_abstract(lines[i + 1])
    return is_open(lines[i - 1]) and not is_title


def is_open(line: str) -> bool:
    """Whether `line` has the length of a wrapped line and stops in the middle of a sentence."""
    if not SHORTEST_ABSTRACT <= len(line) < LONGER_THAN_TITLES:
        return False
    return not line.rstrip(_CLOSERS).endswith(_STOPS) and not line.endswith(" URL") and "://" not in line


def is_wrapped(lines: Sequence[str], i: int) -> bool:
    """Whether line `i` of `lines` has the length of a wrapped line and its sentence goes on in lower case below."""
    return i + 1 < len(lines) and is_open(lines[i]) and _MIDDLE_OF_SENTENCE.match(lines[i + 1]) is not None


def is_author_list(line: str, *, fewest: int = 1) -> bool:
    """Whether `line` is a list of at least `fewest` names, separated by commas.

    A name has at most seven words and 80 characters. A line that ends like a sentence is no list, unless it ends with
    an abbreviation ("Jr.", "J.").
    """
    # The end of the line comes first: that of an abstract decides, and costs least.
    if line.endswith((":", ";", "?", "!")) or ends_sentence(line) or "://" in line:
        return False
    names = line.split(",")
    if len(names) < fewest or (len(line) <= _LONGEST_LABEL and line.lower() in _PARTS):
        return False
    return all(_is_name(name) for name in names) and any(map(str.isalpha, line))


def ends_sentence(line: str) -> bool:
    """Whether `line` ends with a full stop that does not belong to an abbreviation ("Inc.", "Jr.", "J.")."""
    return line.endswith(".") and len(line.rsplit(maxsplit=1)[-1]) > _LONGEST_ABBREVIATION


def _is_name(text: str) -> bool:
    # arXiv prints the people behind a collaboration as further names after a lone colon ("OpenAI, :, Aaron Hurst").
    if len(text) > LONGEST_NAME or len(text.split()) > MOST_WORDS_IN_A_NAME:
        return False
    return ":" not in text or text.strip() == ":"
