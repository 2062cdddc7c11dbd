"""Tests that decide the plain cases at once: most lines of most pages are as their site prints them.

Each is sound and not complete: where it says yes, the careful tests of `prose` and `furniture` would say the same;
where it says no, they must be asked. `.` is any character but a line feed, and costs less than a class. An atomic group
is never tried twice; groups are not possessive, which Python 3.11.4 and earlier get wrong
(https://github.com/python/cpython/issues/106052).
"""

import re
from collections.abc import Callable
from itertools import repeat
from typing import Final

from paperparse.grammar.furniture import OPENINGS, SITE_WORDS
from paperparse.grammar.prose import (
    CLAUSE_ENDS,
    LABELS,
    LONGER_THAN_TITLES,
    LONGEST_NAME,
    MOST_WORDS_IN_A_NAME,
    TWO_SENTENCES,
    is_paragraph,
)
from paperparse.grammar.values import MONTHS, SUFFIXES

# The text of a line, from its first character to its last that is no white space.
TEXT: Final = r"(?>.*\S)"
# What stands between two lines: the end of the one, blank lines, white space before the other. The white space of `re`
# is that of `str.isspace()`.
BREAK: Final = r"[^\S\n]*+\n\s*+"
# The same, or the end of the text.
END: Final = r"[^\S\n]*+(?:\n\s*+|\Z)"
# A title: a first word in ASCII, then anything, then a letter or a digit, which is neither an item of a list nor the
# end of a sentence; or any text, which has no `word` then.
TITLE: Final = rf"(?:(?P<word>[A-Z][A-Za-z0-9]*+)(?=[ ,:'-]).{{8,}}+(?<=[A-Za-z0-9?])(?<!\ URL)|{TEXT})"
# How banners, taglines, pagers, dates and marks begin.
_ODD_BEGINNINGS: Final = "|".join([r"Free\sadd", "Browse", r"Page\s", rf"(?:{'|'.join(MONTHS)})\s", *OPENINGS])
# A first line of an abstract: longer than any title, no line of a site, and no middle of a sentence.
LONG: Final = rf"(?>.{{{LONGER_THAN_TITLES - 1},}}\S)"
ABSTRACT: Final = rf"(?![a-z]|{_ODD_BEGINNINGS}){LONG}"
# Lines that begin with one of these words may be buttons, credits, labels of a paragraph, marks or, in titles, dates.
_ODD_WORDS: Final = SITE_WORDS | {
    *(label.split()[0] for label in LABELS),
    *(opening.lower().rstrip(":") for opening in OPENINGS),
}
# Taglines and pagers begin with the last two.
_ODD_TITLE_WORDS: Final = _ODD_WORDS | {*(month.lower() for month in MONTHS), "browse", "page"}
_LETTERS: Final = re.compile(r"[^\W\d_]++")
_MOST_LINES: Final = 16


def several_lines(first: str, stop: str) -> str:
    """A pattern for the line `first` and lines of text below it, as far as none begins like `stop`."""
    return rf"{first}(?>(?:{BREAK}(?!{stop}){TEXT}){{0,{_MOST_LINES - 1}}})"


def is_title(line: str, word: str | None, is_known: Callable[[str], bool]) -> bool:
    """Whether `line` over an abstract is its title, and nothing that goes on above.

    `word` is its first one, if `TITLE` found one; `is_known` knows lines that are no titles whatever they look like.
    """
    if word is not None and len(line) < TWO_SENTENCES and word.lower() not in _ODD_TITLE_WORDS and "://" not in line:
        return True
    return not (line.startswith(OPENINGS) or line.endswith(CLAUSE_ENDS) or is_paragraph(line) or is_known(line))


def split_paragraphs(text: str) -> list[str]:
    """The lines of `text`, trimmed, without blank ones; `text` holds no invisible characters."""
    return [line for line in map(str.strip, text.split("\n")) if line]


def is_plain_paragraph(line: str) -> bool:
    """Whether `line`, under the first line of an abstract, surely goes on with it."""
    if line.startswith(OPENINGS) or not is_paragraph(line):
        return False
    return len(line) >= LONGER_THAN_TITLES or not line.endswith(CLAUSE_ENDS)


def _is_odd(word: str) -> bool:
    """Whether `word`, which begins with a letter, may begin a line that is no list of authors."""
    # What a button's label ends with may stand right before the next one ("Home|About us").
    letters = None if word.isalpha() else _LETTERS.match(word)
    return (word if letters is None else letters[0]).lower() in _ODD_WORDS


def match_plain_authors(line: str) -> tuple[str, ...] | None:
    """The names in `line`, separated by a comma and a space each, if it surely is a list of authors."""
    # A line that prints has no white space but the space. A pattern for all that would keep 30 bytes for each name.
    if "  " in line or " ," in line or ":" in line or not (line[-1].isalpha() and line.isprintable()):
        return None
    names = line.split(", ")
    if line.count(",") != len(names) - 1 or not SUFFIXES.isdisjoint(names):
        return None
    word, space, _ = names[0].partition(" ")
    if not (space and word[0].isalpha() and "".join([name[0] for name in names]).isalnum()):
        return None
    if max(map(str.count, names, repeat(" "))) >= MOST_WORDS_IN_A_NAME or _is_odd(word):
        return None
    return tuple(names) if len(line) <= LONGEST_NAME or max(map(len, names)) <= LONGEST_NAME else None
