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
from typing import Final

from paperparse.grammar.cards import Card, Missing, Reading
from paperparse.grammar.furniture import is_catalogue_line, is_notice
from paperparse.grammar.layouts import PLACES, Layout, Record, Scan
from paperparse.grammar.plain import LONG, is_plain_paragraph, several_lines, split_paragraphs
from paperparse.grammar.prose import is_abstract, is_continuation, is_open, is_paragraph, is_wrapped
from paperparse.grammar.surroundings import claim_between, claim_footer, claim_header
from paperparse.model.page import Evidence, PageInfo
from paperparse.model.paper import Paper
from paperparse.text.lines import WHITESPACE, Lines, cut_piece, iter_starting, skip_line
from paperparse.text.span import Span

NAME: Final = "abstract_list"
SUMMARY: Final = "a heading, then one line 'Abstract:...' for each paper"
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = False

_MARK: Final = "Abstract:"
MARKS: Final = (_MARK,)
HINT: Final = (":", (_MARK,))
SIGN: Final = _MARK
LAYOUT: Final = Layout(
    rf"(?P<mark>{_MARK})[^\S\n]*+(?P<abstract>{several_lines(LONG, _MARK)})",
    ahead=rf"(?={_MARK}|\Z)",
)
_ABSTRACT: Final = PLACES["abstract"]
# Of the 5,046 abstracts that the bounds in `paperparse.grammar.prose` are read off, 11 have more; a document has many.
_MOST_PARAGRAPHS: Final = 4


def is_possible(openings: Sequence[str]) -> bool:
    """Whether any card of this format may stand on a page with the lines `openings`."""
    return any(line.startswith(_MARK) for line in openings)


def read(lines: Lines) -> Reading:
    """Cards begin at a line that begins with `Abstract:`; an abstract goes on as long as its lines are running text."""
    reading = scan(lines).make_reading()
    starts = lines.find_starting(_MARK)
    if starts:
        reading.evidence = (Evidence(f"lines that begin with '{_MARK}'", len(starts), lines.span(starts[0])),)
    return reading


def scan(lines: Lines) -> Scan:
    """What `read` finds, plain cards by their matches."""
    text = lines.text
    scan = Scan(lines=lines, layout=LAYOUT)
    first = _find_mark(text, 0)
    if first is None:
        scan.lacks = (f"a line that begins with '{_MARK}'",)
        return scan
    unknown = _read_header(cut_piece(text, 0, first), scan)
    match_card = LAYOUT.choose_match(text)
    at = end = first
    interrupted = long = 0
    while at < len(text):
        match = match_card(text, at)
        if match is not None and scan.add_if(match, _is_plain):
            at = end = match.end()
            long += at < len(text) and "\n" in match["abstract"]
            continue
        following = _find_mark(text, at + 1)
        # The line of the next mark is looked at as well: what stands over an abstract may be a title.
        piece = cut_piece(text, at, len(text) if following is None else skip_line(text, following))
        stop = len(piece) - (following is not None)
        card, last, paragraphs = _read_card(piece, 0, stop)
        scan.add(card)
        at = len(text) if following is None else following
        end = piece.starts[last] if last < len(piece) else len(text)
        if following is not None:
            long += paragraphs > 1
            interrupted += bool(claim_between(scan, piece, last, stop, is_catalogue_line))
    if end < len(text):
        claim_footer(scan, cut_piece(text, end, len(text)), 0, is_catalogue_line)
    # A card that the end of the page cuts off before its abstract begins with a part of the mark.
    if scan.cut_off is not None and not _MARK.startswith(text[slice(*scan.cut_off)]):
        scan.cut_off = None
    gaps = len(scan.places) - 1
    # Few abstracts have two paragraphs, but a title or a citation that ends like a sentence joins the abstract above.
    is_list_of_more = 2 * interrupted > gaps or (unknown and (2 * long > gaps or not gaps))
    if is_list_of_more:
        scan.lacks = ("abstracts with nothing between them",)
    if not scan.has_proof():
        scan.lacks = (f"abstracts of one or a few paragraphs behind '{_MARK}'",)
    return scan


def _find_mark(text: str, at: int) -> int | None:
    """The offset of the first line from offset `at` on that begins with the mark."""
    return next((start for start, _ in iter_starting(text, _MARK, at)), None)


def _is_plain(record: Record) -> bool:
    """Whether the abstract, whose first line is long, is only that, or a few that surely are paragraphs."""
    abstract = record[_ABSTRACT]
    if "\n" not in abstract:
        return True
    more = split_paragraphs(abstract)[1:]
    return len(more) < _MOST_PARAGRAPHS and all(
        is_plain_paragraph(line) and not is_open(line) and not _is_furniture(line) for line in more
    )


def _read_header(lines: Lines, reading: Reading) -> list[int]:
    """Read `lines`, which stand above the first card; returns those that are nobody's."""
    first = len(lines)
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
