"""Which numbers of a text are replaced, for they name something or tell which text it is; all others stay.

Replaced are those of identifiers, addresses and names of users, what follows a decimal point, and, of running text,
numbers of three digits and more that are no year. Counts and dates stay: what a page is read as depends on them.
"""

import re
from collections.abc import Iterable
from typing import Final

from paperparse.grammar.look import SHORTEST_ABSTRACT

_NUMBER: Final = re.compile("[0-9]++")
# Of an identifier of arXiv the year and month stay, which are a date.
_MONTH: Final = re.compile(r"(?<![0-9.])[0-9]{4}(?=\.[0-9]{4,5}(?![0-9]))|(?<=[a-zA-Z]/)[0-9]{4}(?=[0-9]{3}(?![0-9]))")
# What names something: a DOI behind its `10.`, an address, one for mail, an identifier of arXiv behind its month, and
# numbers behind letters, as in names of users.
_NAMES: Final = re.compile(
    r"(?<=(?<![0-9])10\.)[0-9]{4,9}/[^\s<>()\[\]]++|(?:https?://|www\.)[^\s<>()\[\]]++"
    r"|[^\s<>()\[\]@]{1,64}+@[^\s<>()\[\]]++|(?<=(?<![0-9.])[0-9]{4}\.)[0-9]{4,5}(?![0-9])"
    r"|(?<=[a-zA-Z]/[0-9]{4})[0-9]{3}(?![0-9])|(?<=[^\W\d_]{2})[0-9]++"
)
# What is behind a decimal point, but for that of a count (`1.2K`).
_FRACTION: Final = re.compile(r"(?<=[0-9]\.)[0-9]++(?![KkMm])")
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_LONGEST_PLAIN: Final = 2
_NAMED, _MONTHS = 1, 2


def list_numbers(text: str) -> list[tuple[int, int]]:
    """Where in `text` the numbers stand that are replaced; one of running text is so wherever it stands."""
    marks = bytearray(len(text))
    _mark(marks, _NAMES.finditer(text), _NAMED)
    _mark(marks, _MONTH.finditer(text), _MONTHS)
    named = []
    others = []
    of_prose = set()
    # The line that was looked at last.
    first = last = -1
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        while start < end and marks[start] == _MONTHS:
            start += 1
        if start < end and (marks[start] == _NAMED or _FRACTION.match(text, start)):
            named.append((start, end))
        elif start == found.start() and end - start > _LONGEST_PLAIN and not _YEAR.fullmatch(found[0]):
            others.append((start, end))
            if start > last:
                first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
                last = len(text) if last < 0 else last
            if last - first >= SHORTEST_ABSTRACT:
                of_prose.add(found[0])
    return named + [(start, end) for start, end in others if text[start:end] in of_prose]


def _mark(marks: bytearray, matches: Iterable[re.Match[str]], mark: int) -> None:
    for match in matches:
        start, end = match.span()
        marks[start:end] = bytes([mark]) * (end - start)
