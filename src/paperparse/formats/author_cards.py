"""Author cards: authors, abstract, and a line `Via` under each paper.

    Eran Malach, Shai Shalev-Shwartz

    Convolutional neural networks (CNN) exhibit unmatched performance ...

    Via

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    card      = authors paragraph+ "Via"
    authors   = name ("," name)*
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from paperparse.grammar.cards import Card, Missing, Reading
from paperparse.grammar.furniture import CATALOGUE_BANNERS, is_catalogue_line
from paperparse.grammar.layouts import PLACES, Layout, Record, Scan
from paperparse.grammar.plain import ABSTRACT, BREAK, TEXT, is_plain_paragraph, several_lines, split_paragraphs
from paperparse.grammar.prose import (
    ends_sentence,
    is_abstract,
    is_author_list,
    is_continuation,
    is_paragraph,
    is_wrapped,
)
from paperparse.grammar.surroundings import claim_between, claim_footer, claim_header
from paperparse.model.page import Evidence, PageInfo
from paperparse.model.paper import Paper
from paperparse.text.lines import Lines, cut_piece, iter_starting, skip_blank, skip_line
from paperparse.text.span import Span

NAME: Final = "author_cards"
SUMMARY: Final = "authors, abstract and a line 'Via' for each paper"
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = False

_MARK: Final = "Via"
_BANNER: Final = (
    "Get our free extension to see links to code for papers anywhere online!"
    "Free add-on: code for papers everywhere!Free add-on: See code for papers anywhere!"
)
MARKS: Final = (_MARK, *CATALOGUE_BANNERS, _BANNER)
HINT: Final = ("V", (_MARK,))
_ABSTRACT: Final = PLACES["abstract"]
SIGN: Final = f"\n{_MARK}\n"
LAYOUT: Final = Layout(
    rf"(?P<authors>{TEXT}){BREAK}(?P<abstract>{several_lines(ABSTRACT, _MARK)}){BREAK}(?P<mark>{_MARK})",
)


class _Block(NamedTuple):
    """Lines between two marks: the banner's, the site's known ones, the others, and those of them that begin a card."""

    banner: int | None
    known: set[int]
    others: list[int]
    heads: list[int]


def is_possible(openings: Sequence[str]) -> bool:
    """Whether any card of this format may stand on a page with the lines `openings`."""
    return _MARK in openings


def read(lines: Lines) -> Reading:
    """Cards end at a line `Via`; the lines between two of them are a card, or several where a `Via` is lost."""
    reading = scan(lines).make_reading()
    marks = _find_marks(lines)
    reading.evidence = (
        Evidence("the site's banner", int(reading.is_headed)),
        Evidence(f"lines '{_MARK}'", len(marks), lines.span(marks[0]) if marks else None),
        Evidence(f"lists of authors over an abstract over '{_MARK}'", sum(card.is_proven for card in reading.cards)),
    )
    return reading


def _find_marks(lines: Lines) -> list[int]:
    return [i for i in lines.find_starting(_MARK) if lines.values[i] == _MARK]


def scan(lines: Lines) -> Scan:
    """What `read` finds, plain cards by their matches."""
    text = lines.text
    scan = Scan(lines=lines, layout=LAYOUT)
    match_card = LAYOUT.choose_match(text)
    top = at = _skip_banner(text)
    while at < len(text):
        match = match_card(text, at) if at else None
        if match is not None and scan.add_if(match, _is_plain):
            if at == top:
                header = cut_piece(text, 0, top)
                claim_header(scan, header, len(header), is_catalogue_line, len(header) - 1)
            at = match.end()
            continue
        # What stands above a first card that is not plain must be looked at together with it.
        is_top = at == top and not scan.places
        mark = next((start for start, line in iter_starting(text, _MARK, at) if line == _MARK), None)
        end = len(text) if mark is None else mark + len(_MARK)
        block = lines.cut(0 if is_top else at, end)
        if mark is None:
            _read_rest(scan, block, is_top=is_top)
        else:
            _read_block(scan, block, is_top=is_top)
        at = skip_blank(text, end)
    if not scan.has_proof():
        over = (
            "a list of authors over an abstract over "
            if any(line == _MARK for _, line in iter_starting(text, _MARK, 0))
            else ""
        )
        scan.lacks = (f"{over}a line '{_MARK}'",)
    return scan


def _skip_banner(text: str) -> int:
    """The offset of what stands below the lines of the banner, if `text` begins with one, or else 0."""
    at = skip_blank(text, 0)
    end = 0
    while text.startswith(CATALOGUE_BANNERS, at):
        at = end = skip_line(text, at)
    return end if end < len(text) else 0


def _is_plain(record: Record) -> bool:
    """Whether the abstract surely is one, and no part of it the authors of another card."""
    abstract = record[_ABSTRACT]
    if "\n" not in abstract:
        return ends_sentence(abstract) or not is_author_list(abstract, fewest=2)
    first, *more = split_paragraphs(abstract)
    return not is_author_list(first, fewest=2) and all(
        is_plain_paragraph(line) and not is_author_list(line, fewest=2) and not is_catalogue_line(line) for line in more
    )


def _find_banner(values: list[str], stop: int) -> int | None:
    """The last line before line `stop` that is the site's banner."""
    return max((i for i in range(stop) if values[i].startswith(CATALOGUE_BANNERS)), default=None)


def _read_block(scan: Scan, lines: Lines, *, is_top: bool) -> None:
    """Read `lines`, the last of which is a `Via`; `is_top` says that nothing stands above them."""
    mark = len(lines) - 1
    banner, known, block, heads = _split_block(lines.values, mark, is_top=is_top)
    first = heads[0] if heads else _find_lone_piece(lines.values, block, mark)
    if is_top:
        claim_header(scan, lines, first, is_catalogue_line, banner)
    claim_between(scan, lines, first if is_top else 0, mark, is_catalogue_line)
    if not block:
        return
    # Between two cards stands nothing but lines of the site: with anything else there, neither of them proves much.
    is_in_place = is_top or first == block[0]
    if scan.places and not is_in_place:
        scan.replace(-1, scan.make_card(-1)._replace(is_proven=False))
    for head, stop in pairwise([*(heads or [first]), mark]):
        end = next((i for i in range(head + 1, stop) if i in known), stop)
        card = _read_card(lines, head, end, mark if stop == mark else None, has_authors=bool(heads))
        scan.add(card._replace(is_proven=card.is_proven and is_in_place))


def _read_rest(scan: Scan, lines: Lines, *, is_top: bool) -> None:
    """Read `lines`, which stand below the last `Via`: whole cards that lost it, and whatever the end cuts off.

    `is_top` says that they are the whole page.
    """
    banner, known, _, heads = _split_block(lines.values, len(lines), is_top=is_top)
    if len(heads) < 2:
        if not is_top:
            claim_footer(scan, lines, 0, is_catalogue_line)
        elif banner is not None:
            claim_header(scan, lines, len(lines), is_catalogue_line, banner)
        return
    if is_top:
        claim_header(scan, lines, heads[0], is_catalogue_line, banner)
    else:
        claim_between(scan, lines, 0, heads[0], is_catalogue_line)
    for head, stop in pairwise(heads):
        end = next((i for i in range(head + 1, stop) if i in known), stop)
        scan.add(_read_card(lines, head, end, None, has_authors=True))
        claim_between(scan, lines, end, stop, is_catalogue_line)
    claim_footer(scan, lines, heads[-1], is_catalogue_line)


def _split_block(values: list[str], stop: int, *, is_top: bool) -> _Block:
    """The lines before `stop`, on top of the page without those above the site's banner."""
    banner = _find_banner(values, stop) if is_top else None
    below = range(banner or 0, stop)
    known = {i for i in below if is_catalogue_line(values[i])}
    others = [i for i in below if i not in known]
    return _Block(banner, known, others, _find_heads(values, others, is_header=is_top and banner is None))


def _find_lone_piece(values: list[str], block: list[int], mark: int) -> int:
    """Where a card that lost its authors or its abstract begins: at the first paragraph, or else the last line."""
    return next((i for i in block if is_paragraph(values[i])), block[-1] if block else mark)


def _find_heads(values: list[str], block: list[int], *, is_header: bool) -> list[int]:
    """The lines of `block` that are a list of authors over an abstract.

    Two names or more over an abstract begin a card wherever they stand: a `Via` before them is lost. The first card of
    a block may have one author, and what it stands over need not look like an abstract if nothing else does; but under
    a header of unknown lines it must, for a menu is full of lines like a name.
    """
    heads = [
        i for i, below in pairwise(block) if is_abstract(values[below]) and _is_authors(values, i, below, fewest=2)
    ]
    if len(block) < 2 or (is_header and heads):
        return heads
    first = next((i for i, below in pairwise(block) if _is_authors(values, i, below, fewest=1)), None)
    is_next_head = heads[:1] == block[1:2]
    if not (is_header or is_next_head) and is_author_list(values[block[0]], fewest=1 if first is None else 2):
        first = block[0]
    return heads if first is None else [first, *(i for i in heads if i > first)]


def _is_authors(values: list[str], i: int, below: int, *, fewest: int) -> bool:
    """Whether line `i` is a list of at least `fewest` authors over the first line of an abstract, line `below`."""
    if not (is_paragraph(values[below]) or is_wrapped(values, below)):
        return False
    return is_author_list(values[i], fewest=fewest) and not is_author_list(values[below], fewest=2)


def _read_card(lines: Lines, head: int, end: int, mark: int | None, *, has_authors: bool) -> Card:
    """The card in lines `head` to `end`, closed by the `Via` at line `mark`."""
    values = lines.values
    fields: list[tuple[str, Span]] = []
    missing: list[Missing] = []
    if has_authors or (end - head == 1 and is_author_list(values[head])):
        fields.append(("authors", lines.span(head)))
        head += 1
    else:
        missing.append(Missing("authors", lines.span(head)))
    if head < end:
        fields.append(("abstract", lines.span(head, end - 1)))
    else:
        missing.append(Missing("abstract", lines.span(head - 1)))
    if mark is None:
        missing.append(Missing(_MARK, lines.span(end - 1)))
    is_proven = (
        not missing
        and (is_abstract(values[head]) or is_wrapped(values, head))
        and all(is_continuation(values, i) for i in range(head + 1, end))
    )
    return Card(tuple(fields), () if mark is None else (lines.span(mark),), tuple(missing), is_proven)


def project(paper: Paper) -> Paper:
    """Authors and abstracts are all that pages of this format print of a paper."""
    return Paper(authors=paper.authors, abstract=paper.abstract)


def project_info(_info: PageInfo) -> PageInfo:
    """The banner says nothing about the page."""
    return PageInfo()


def render(papers: Sequence[Paper], _info: PageInfo) -> str:
    """A page as the site prints it."""
    blocks = [_BANNER]
    for paper in papers:
        blocks += [", ".join(paper.authors), paper.abstract or "", _MARK]
    return "\n\n".join(blocks)
