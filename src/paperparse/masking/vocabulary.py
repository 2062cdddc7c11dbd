"""The words that decide how a page is read: those of the formats' tables, and those that the rules know."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from paperparse.choosing import elsewhere
from paperparse.grammar import doubts, folding, furniture, look, names, tape, values
from paperparse.grammar.needs import find_needs
from paperparse.grammar.rules import find_rules
from paperparse.grammar.table import (
    Between,
    Echo,
    Fold,
    Format,
    Joined,
    Label,
    Line,
    Mark,
    Value,
    list_layouts,
    list_lines,
)
from paperparse.masking.patterns import list_words
from paperparse.model import sections
from paperparse.pages import ledger, prose, titles
from paperparse.text import blocks, brackets, html, markup, wrapped
from paperparse.text import span as spans
from paperparse.text.letters import fold_words, list_slips
from paperparse.text.line_pattern import LinePattern

# Whose patterns and lists of words, all of them, tell what a line, a name or a paragraph is.
JUDGES: Final = (
    *(blocks, brackets, html, markup, spans, wrapped),
    *(doubts, folding, furniture, look, names, tape, values),
    *(elsewhere, ledger, prose, sections, titles),
)
_WORD: Final = re.compile(r"[^\W\d_]+")
# Of shorter words another may stand for any, and most words are but for a slip one of them.
_SHORTEST: Final = 2
_SHORTEST_WITH_SLIPS: Final = 3


class Vocabulary(NamedTuple):
    """Words as `fold_words` has them: those that are `known`, and what `list_slips` makes of those of marks.

    `longest`: the most letters of a slip. `stems`: how common words begin, whose ends do not matter. `glued`: finds
    words that may stand inside of others, as a button that an extractor glued to a title. `marks`: the texts of
    marks, of which the end of a page may cut one off.
    """

    known: frozenset[str]
    slips: frozenset[str]
    longest: int
    stems: frozenset[str]
    glued: re.Pattern[str]
    marks: frozenset[str]

    def knows(self, word: str) -> bool:
        """Whether `word`, a run of letters, may decide how a page is read."""
        folded = fold_words(word)
        if folded in self.known or folded[: prose.STEM] in self.stems:
            return True
        may_be_slip = _SHORTEST_WITH_SLIPS <= len(folded) <= self.longest
        return may_be_slip and not list_slips(folded).isdisjoint(self.slips)


@cache
def find_vocabulary(formats: tuple[Format, ...]) -> Vocabulary:
    """The words of `formats`, and of all rules."""
    tables = [table for form in formats for table in list_layouts(form)]
    parts = chain.from_iterable([*(vars(module).values() for module in JUDGES), *map(_list_parts, tables)])
    texts = chain.from_iterable(map(_iter_texts, parts))
    words = chain.from_iterable(map(_WORD.findall, texts))
    rules = [find_rules(table) for table in tables]
    near = " ".join(text for one in rules for text in (*one.near_marks, *one.near_labels))
    slips = frozenset(
        slip for word in {*near.split()} if len(word) >= _SHORTEST_WITH_SLIPS for slip in list_slips(word)
    )
    glued = {word for table in tables for word in _list_glued(table)}
    return Vocabulary(
        known=frozenset(word for word in map(fold_words, words) if len(word) >= _SHORTEST),
        slips=slips,
        longest=max(map(len, slips), default=0) + 1,
        stems=prose.COMMON,
        glued=re.compile("|".join(sorted(glued, key=len, reverse=True)) or "(?!)"),
        marks=frozenset(mark for one in rules for mark in one.marks),
    )


def _list_glued(form: Format) -> list[str]:
    """The words of `form` that are looked for inside of others."""
    texts = [form.site.button, *chain.from_iterable(find_needs(form).texts)]
    return [word for text in texts for word in text.split() if _WORD.fullmatch(word) and len(word) >= _SHORTEST]


def _list_parts(form: Format) -> list[object]:
    """What `form` looks for on a page."""
    lines = chain.from_iterable(map(_list_line, list_lines(form).values()))
    return [*lines, (form.site.button, form.needs), *map(re.compile, form.links.values())]


def _list_line(line: Line) -> list[object]:
    match line:
        case Mark() | Label():
            return [line.texts]
        case Value() | Echo():
            return [re.compile(line.pattern)]
        case Joined():
            return [re.compile(line.pattern), (line.holds,)]
        case Between():
            return [re.compile(line.pattern), re.compile(line.only_below)]
        case Fold():
            return [(line.more, line.less)]
    return []


def _iter_texts(value: object) -> Iterator[str]:
    """The texts that `value`, a pattern or several texts, looks for; what is anything else looks for none."""
    match value:
        case re.Pattern(pattern=str(source)):
            yield from list_words(source)
        case LinePattern():
            yield from list_words(value.other.pattern)
        case tuple() | frozenset() | list() if not hasattr(value, "_fields"):
            for one in value:
                yield from [one] if isinstance(one, str) else _iter_texts(one)
