"""Patterns that are looked for at the beginnings of lines only."""

import re
from collections.abc import Iterator


class LinePattern:
    """A pattern that is looked for where lines begin: `re` finds line feeds faster than beginnings of lines."""

    __slots__ = ("first", "other")

    def __init__(self, pattern: str) -> None:
        self.first = re.compile(pattern, re.MULTILINE)
        self.other = re.compile(rf"\n{pattern}", re.MULTILINE)

    def finditer(self, text: str) -> Iterator["re.Match[str]"]:
        """The lines that begin so; all matches but that of the first line begin with a line feed."""
        first = self.first.match(text)
        if first is not None:
            yield first
        yield from self.other.finditer(text)

    def count(self, text: str) -> int:
        """How many lines begin so."""
        return (self.first.match(text) is not None) + len(self.other.findall(text))
