"""Tagged list: a format as a third party writes it; `test_conformance.py` checks that it keeps all laws.

    TI: Pointer Networks
    AB: We introduce a new neural architecture to learn the conditional probability of an output sequence.

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    card      = "TI:" title "AB:" paragraph continuation*
"""

from collections.abc import Sequence
from typing import Final

from paperparse.grammar.cards import Card, Missing, Reading

from paperparse import PageInfo, Paper, Span
from paperparse.grammar.around import claim_between, claim_footer, claim_header
from paperparse.grammar.furniture import is_site_line
from paperparse.grammar.look import is_continuation
from paperparse.model.page import Evidence
from paperparse.text.lines import WHITESPACE, Lines

NAME: Final = "tagged_list"
SUMMARY: Final = "lines 'TI:' and 'AB:' for each paper"
MARKS: Final = ("TI:", "AB:")
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = False

_TITLE, _ABSTRACT = MARKS


def read(lines: Lines) -> Reading:
    """Cards begin at a line `TI:`."""
    reading = Reading()
    starts = [i for i, value in enumerate(lines.values) if value.startswith(_TITLE)]
    if not starts:
        reading.lacks = (f"a line that begins with '{_TITLE}'",)
        return reading
    claim_header(reading, lines, starts[0], is_site_line)
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        card, end = _read_card(lines, start, stop)
        reading.cards.append(card)
        if stop < len(lines):
            claim_between(reading, lines, end, stop, is_site_line)
        else:
            claim_footer(reading, lines, end, is_site_line)
    reading.evidence = (Evidence(f"lines that begin with '{_TITLE}'", len(starts), lines.span(starts[0])),)
    return reading


def _read_card(lines: Lines, start: int, stop: int) -> tuple[Card, int]:
    """The card that begins on line `start`, and the line after it."""
    mark, title = _split(lines, start, _TITLE)
    fields = [] if title is None else [("title", title)]
    if start + 1 == stop or not lines.values[start + 1].startswith(_ABSTRACT):
        return Card(tuple(fields), (mark,), (Missing("abstract", mark),)), start + 1
    other, abstract = _split(lines, start + 1, _ABSTRACT)
    last = start + 1
    while (
        last + 1 < stop and is_continuation(lines.values, last + 1, stop) and not is_site_line(lines.values[last + 1])
    ):
        last += 1
    if abstract is not None:
        fields.append(("abstract", Span(abstract.start, lines.ends[last])))
    missing = tuple(Missing(name, mark) for name in ("title", "abstract") if name not in dict(fields))
    return Card(tuple(fields), (mark, other), missing, is_proven=not missing), last + 1 if abstract else start + 2


def _split(lines: Lines, i: int, tag: str) -> tuple[Span, Span | None]:
    """The spans of the tag at the beginning of line `i` and of the text behind it, if there is any."""
    text = lines.values[i][len(tag) :].lstrip(WHITESPACE)
    start, end = lines.span(i)
    return Span(start, start + len(tag)), Span(end - len(text), end) if text else None


def project(paper: Paper) -> Paper:
    """Titles and abstracts are all that pages of this format print of a paper."""
    return Paper(title=paper.title, abstract=paper.abstract)


def project_info(_info: PageInfo) -> PageInfo:
    """The page says nothing about itself."""
    return PageInfo()


def render(papers: Sequence[Paper], _info: PageInfo) -> str:
    """A page, one tag a line."""
    return "\n".join(f"{_TITLE} {paper.title or ''}\n{_ABSTRACT} {paper.abstract or ''}" for paper in papers)
