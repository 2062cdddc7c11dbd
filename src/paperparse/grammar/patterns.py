"""Patterns over the lines of a page, and the regular expressions over letters that they stand for.

A pattern is a row of lines, as in `title abstract+ count dot?`:

    name            a line of this kind: a mark or a value of the format, or a look (below)
    field:name      the same, and the line is the field's value; `field:(...)` for a run of lines. `furniture:...`: they
                    are no value, and the card's all the same
    (a | b)         one or the other, the first that fits
    a?  a*  a+      perhaps, any number, one or more
    over a          the line above stands over `a`, which is not taken
    not a           the next line is not `a`
    under a         the line above is `a`; `not under a`: it is not

`under labels any | line` is what a label stands for: whatever is behind it on its line, or the line below it.

What a part has taken it does not give back: `line* date` never fits where `line` takes dates as well. So each line is
tried a bounded number of times, and a pattern costs no more than the lines that it takes.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, NoReturn

from paperparse.grammar.look import (
    ABSTRACT,
    CLAUSE,
    LOOKS,
    MIDDLE,
    NAME,
    NOTICE,
    OPEN,
    PARAGRAPH,
    PEOPLE,
    SHORT,
    SITE,
    TINY,
)


class Slot(NamedTuple):
    """What one group of a compiled pattern holds: the lines of a `field`, or one line of the `kind` named.

    Lines of neither belong to the site.
    """

    field: str
    kind: str


class Pattern(NamedTuple):
    """A compiled pattern: three ways to use it, and `slots`, one for each group, in order."""

    match: Callable[[str, int, int], re.Match[str] | None]
    search: Callable[[str, int, int], re.Match[str] | None]
    find: Callable[[str, int, int], Iterator[re.Match[str]]]
    slots: tuple[Slot, ...]


def _choose(test: Callable[[int], object]) -> str:
    return "".join(letter for flags, letter in LOOKS.items() if test(flags))


_TITLE: Final = _choose(lambda flags: not flags & (PARAGRAPH | SITE))
_ABSTRACT: Final = _choose(lambda flags: flags & ABSTRACT)
_PARAGRAPH: Final = _choose(lambda flags: flags & PARAGRAPH and not flags & SITE)
_OPEN: Final = _choose(lambda flags: flags & OPEN)
_MIDDLE: Final = _choose(lambda flags: flags & MIDDLE)
_CLAUSE: Final = _choose(lambda flags: flags & CLAUSE)
_LINE: Final = _choose(lambda flags: not flags & SITE)
_QUIET: Final = _choose(lambda flags: not flags & (SITE | NOTICE))

# Lines by their look.
CLASSES: Final[dict[str, str]] = {
    "line": _LINE,  # any that is not the site's
    "title": _TITLE,  # no running text
    "paragraph": _PARAGRAPH,  # running text
    "abstract": _ABSTRACT,  # running text that can be the first paragraph of an abstract
    "name": _choose(lambda flags: flags & NAME),  # a name, or several
    "people": _choose(lambda flags: flags & PEOPLE),  # several names
    "short": _choose(lambda flags: flags & SHORT),  # so short that a broken value may stand in its place
    "tiny": _choose(lambda flags: flags & TINY),  # shorter than titles are
    "notice": _choose(lambda flags: flags & NOTICE),  # says something about the site
    "site": _choose(lambda flags: flags & SITE),  # buttons, pagers, credits; the format's site adds its own
}
# Runs of lines, and lines by what stands around them.
_WRAPPED: Final = f"[{_OPEN}](?=[{_MIDDLE}])"
WRAPPED: Final = re.compile(_WRAPPED)
RUNS: Final[dict[str, str]] = {
    # A line of a hard-wrapped paragraph whose sentence goes on below.
    "wrapped": _WRAPPED,
    # The first line of an abstract.
    "beginning": f"(?:[{_ABSTRACT}]|{_WRAPPED})",
    # A title over an abstract, whose first paragraph may be a short one.
    "heading_line": f"[{_TITLE}](?=[{_ABSTRACT}]|{_WRAPPED}|[{_PARAGRAPH}][{_ABSTRACT}])",
    # A line that goes on with the abstract above it: running text, or a line of a hard-wrapped paragraph, each of which
    # but the last stops in the middle of a sentence. A clause that breaks off after a finished sentence, with no
    # running text below it, is a title cut off there.
    "more": (
        f"(?:(?<![{_OPEN}])[{_CLAUSE}](?=[{_PARAGRAPH}])|(?!(?<![{_OPEN}])[{_CLAUSE}])"
        f"(?:[{_PARAGRAPH}]|{_WRAPPED}|(?<=[{_OPEN}])[{_LINE}](?![{_ABSTRACT}])))"
    ),
}
# The lines of "more" that are no notice of the site's.
RUNS["quiet"] = f"(?=[{_QUIET}]){RUNS['more']}"

_TOKEN: Final = re.compile(r"\s*(?:([a-z_]+):)?(?:([a-z_]+)|([()|?*+]))\s*")
_QUANTIFIERS: Final = ("?", "*", "+")
PLACES: Final = ("over", "not", "under")
# In the place of a field's name, before lines that are no value.
FURNITURE: Final = "furniture"
# Before the name of a label, wherever its text stands.
EITHER: Final = "either_"


def compile_pattern(source: str, letters: Mapping[str, str]) -> Pattern:
    """The pattern `source`; `letters` are the letters of the format's own kinds of lines, by name.

    Raises `ValueError` for what is no pattern, with the place, and for a name that no line has.
    """
    parser = _Parser(source, letters)
    compiled = re.compile(parser.parse())
    return Pattern(compiled.match, compiled.search, compiled.finditer, tuple(parser.slots))


def measure_pattern(source: str, letters: Mapping[str, str]) -> int | None:
    """The most lines that `source` can take; `None` without a bound."""
    parser = _Parser(source, letters)
    parser.parse()
    return parser.most


class Part(NamedTuple):
    """A part of a pattern: its `source`, and the `slots` of what may stand there."""

    source: str
    slots: tuple[Slot, ...]


def split_pattern(source: str, letters: Mapping[str, str]) -> list[list[Part]]:
    """The parts of each row of `source`, without what says only between which lines they stand."""
    parser = _Parser(source, letters)
    parser.parse()
    return parser.rows


class _Parser:
    """Reads a pattern from left to right, and writes the regular expression."""

    def __init__(self, source: str, letters: Mapping[str, str]) -> None:
        self.source: Final = source
        self.letters: Final = letters
        self.slots: list[Slot] = []
        self.most: int | None = 0
        self.rows: list[list[Part]] = []
        self._depth = 0
        self._tokens = list(self._cut())
        self._at = 0

    def parse(self) -> str:
        written, self.most = self._parse_choice("")
        if self._at < len(self._tokens):
            self._fail("a ')' too many")
        return written

    def _cut(self) -> Iterator[tuple[str, str, int]]:
        """The field, the word or sign, and the place of each token."""
        at = 0
        while at < len(self.source):
            token = _TOKEN.match(self.source, at)
            if token is None:
                raise ValueError(f"no pattern, at column {at + 1}: {self.source!r}")
            yield token[1] or "", token[2] or token[3], at
            at = token.end()

    def _fail(self, reason: str) -> NoReturn:
        raise ValueError(f"{reason}, at column {self._place() + 1} of the pattern {self.source!r}")

    def _place(self) -> int:
        return self._tokens[self._at][2] if self._at < len(self._tokens) else len(self.source)

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _parse_choice(self, field: str) -> tuple[str, int | None]:
        self._depth += 1
        rows: list[tuple[str, int | None]] = []
        while not rows or self._peek() == "|":
            if rows:
                self._at += 1
            if self._depth == 1:
                self.rows.append([])
            rows.append(self._parse_row(field))
        self._depth -= 1
        sizes = [size for _, size in rows]
        most = None if None in sizes else max(size for size in sizes if size is not None)
        return "|".join(row for row, _ in rows), most

    def _parse_row(self, field: str) -> tuple[str, int | None]:
        written: list[str] = []
        most: int | None = 0
        while self._peek() not in ("", "|", ")"):
            start, is_line, known = self._place(), self._peek() not in PLACES, len(self.slots)
            piece, size = self._parse_item(field)
            written.append(piece)
            if is_line and self._depth == 1:
                self.rows[-1].append(Part(self.source[start : self._place()].strip(), tuple(self.slots[known:])))
            most = None if most is None or size is None else most + size
        if not written:
            self._fail("a line is missing")
        return "".join(written), most

    def _parse_item(self, within: str) -> tuple[str, int | None]:
        field, word, _ = self._tokens[self._at]
        if word in PLACES:
            self._at += 1
            if word == "not" and self._peek() == "under":
                self._at += 1
                return f"(?<![{self._parse_class()}])", 0
            if word == "under":
                return f"(?<=[{self._parse_class()}])", 0
            return f"(?{'=' if word == 'over' else '!'}{self._parse_atom(within or '-')[0]})", 0
        piece, most = self._parse_atom(within) if not field else self._parse_field(field)
        quantifier = self._peek()
        if quantifier in _QUANTIFIERS:
            self._at += 1
            # Possessive groups are wrong up to Python 3.11.4 (https://github.com/python/cpython/issues/106052).
            return f"(?>(?:{piece}){quantifier})", most if quantifier == "?" else None
        return piece, most

    def _parse_field(self, field: str) -> tuple[str, int | None]:
        self.slots.append(Slot("" if field == FURNITURE else field, ""))
        piece, most = self._parse_atom(field)
        return f"({piece})", most

    def _parse_atom(self, within: str) -> tuple[str, int | None]:
        _, word, _ = self._tokens[self._at] if self._at < len(self._tokens) else ("", "", 0)
        if word == "(":
            self._at += 1
            written, most = self._parse_choice(within)
            if self._peek() != ")":
                self._fail("a ')' is missing")
            self._at += 1
            # What was chosen is not chosen again.
            return f"(?>{written})", most
        if word in RUNS:
            self._at += 1
            return RUNS[word], 1
        kind = word.removeprefix(EITHER) if word in self.letters and not within else ""
        letters = self._parse_class()
        # What is printed once more is neither a value nor a mark.
        if kind and (len(letters) == 1 or kind != word) and not kind.startswith("again"):
            self.slots.append(Slot("", kind))
            return f"([{letters}])", 1
        return f"[{letters}]", 1

    def _parse_class(self) -> str:
        word = self._peek()
        letters = self.letters.get(word) or CLASSES.get(word)
        if letters is None:
            known = ", ".join(sorted({*self.letters, *CLASSES, *RUNS}))
            self._fail(f"no line is named {word!r} (named are {known})" if word else "a line is missing")
        self._at += 1
        return letters
