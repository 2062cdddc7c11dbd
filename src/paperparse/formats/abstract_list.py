"""Abstract list: the abstracts of one affiliation's papers, nothing else.

    Hebrew University
    Abstract:We present Jamba, a new base large language model ...
    Abstract:In this short consensus paper, we outline risks ...

Grammar, blank lines and white space at line ends left out:

    page      = header [heading] card+ footer
    heading   = the line directly above the first card: the affiliation
    card      = "Abstract:" paragraph continuation*
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from paperparse.cards import Card, Missing, Reading
from paperparse.furniture import is_catalogue_line, is_notice
from paperparse.lines import WHITESPACE, Lines
from paperparse.model import Paper, Span
from paperparse.page import Evidence, PageInfo
from paperparse.prose import is_abstract, is_continuation, is_paragraph, is_wrapped
from paperparse.surroundings import claim_between, claim_footer, claim_header

NAME: Final = "abstract_list"
SUMMARY: Final = "a heading, then one line 'Abstract:...' for each paper"
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = False

_MARK: Final = "Abstract:"
MARKS: Final = (_MARK,)
# Of the 5,046 abstracts that the bounds in `paperparse.prose` are read off, 11 have more; a document has many.
_MOST_PARAGRAPHS: Final = 4


def read(lines: Lines) -> Reading:
    """Cards begin at a line that begins with `Abstract:`; an abstract goes on as long as its lines are running text."""
    values = lines.values
    starts = [i for i, value in enumerate(values) if value.startswith(_MARK)]
    if not starts:
        return Reading(lacks=(f"a line that begins with '{_MARK}'",))
    reading = Reading()
    unknown = _read_header(lines, starts[0], reading)
    end = starts[0]
    interrupted = long = 0
    for start, stop in pairwise([*starts, len(lines)]):
        card, end, paragraphs = _read_card(lines, start, stop)
        reading.cards.append(card)
        if stop < len(lines):
            long += paragraphs > 1
            interrupted += bool(claim_between(reading, lines, end, stop, is_catalogue_line))
    claim_footer(reading, lines, end, is_catalogue_line)
    # A card that the end of the page cuts off before its abstract begins with a part of the mark.
    if reading.cut_off is not None and not _MARK.startswith(lines.text[slice(*reading.cut_off)]):
        reading.cut_off = None
    reading.evidence = (Evidence(f"lines that begin with '{_MARK}'", len(starts), lines.span(starts[0])),)
    gaps = len(starts) - 1
    # Few abstracts have two paragraphs, but a title or a citation that ends like a sentence joins the abstract above.
    is_list_of_more = 2 * interrupted > gaps or (unknown and (2 * long > gaps or not gaps))
    if is_list_of_more:
        reading.lacks = ("abstracts with nothing between them",)
    if not any(card.is_proven for card in reading.cards):
        reading.lacks = (f"abstracts of one or a few paragraphs behind '{_MARK}'",)
    return reading


def _read_header(lines: Lines, first: int, reading: Reading) -> list[int]:
    """Read the lines above line `first`, where the first card begins; returns those that are nobody's."""
    heading = first - 1
    if heading >= 0 and not is_paragraph(lines.values[heading]) and not is_catalogue_line(lines.values[heading]):
        reading.info["affiliation"] = lines.span(heading)
        first = heading
    claim_header(reading, lines, first, is_catalogue_line)
    return [i for i in range(first) if not _is_furniture(lines.values[i])]


def _read_card(lines: Lines, start: int, stop: int) -> tuple[Card, int, int]:
    """The card that begins at line `start`, the line after it, and the number of its paragraphs."""
    values = lines.values
    mark = Span(lines.starts[start], lines.starts[start] + len(_MARK))
    text = values[start][len(_MARK) :].lstrip(WHITESPACE)
    # A mark may stand alone above its text.
    first = start if text else start + 1
    last = start
    while last + 1 < stop and is_continuation(values, last + 1, stop) and not _is_furniture(values[last + 1]):
        last += 1
    if not text and last == start:
        return Card((), (mark,), (Missing("abstract", mark),)), start + 1, 0
    begin = lines.ends[start] - len(text) if text else lines.starts[first]
    abstract = Span(begin, lines.ends[last])
    paragraphs = 1 + sum(not is_wrapped(values, i) for i in range(first, last))
    is_proven = is_abstract(text) or is_wrapped(values, start) or last > start
    is_proven = is_proven and paragraphs <= _MOST_PARAGRAPHS
    return Card((("abstract", abstract),), (mark,), (), is_proven), last + 1, paragraphs


def _is_furniture(line: str) -> bool:
    return is_catalogue_line(line) or is_notice(line)


def project(paper: Paper) -> Paper:
    """Abstracts are all that pages of this format print of a paper."""
    return Paper(abstract=paper.abstract)


def project_info(info: PageInfo) -> PageInfo:
    """The heading is the affiliation."""
    return PageInfo(affiliation=info.affiliation)


def render(papers: Sequence[Paper], info: PageInfo) -> str:
    """A page as the site prints it."""
    heading = [info.affiliation] if info.affiliation else []
    return "\n".join([*heading, *(f"{_MARK}{paper.abstract or ''}" for paper in papers)])
