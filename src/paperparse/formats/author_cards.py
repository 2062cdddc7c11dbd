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

from paperparse.cards import Card, Missing, Reading
from paperparse.furniture import CATALOGUE_BANNERS, is_catalogue_line
from paperparse.lines import Lines
from paperparse.model import Paper, Span
from paperparse.page import Evidence, PageInfo
from paperparse.prose import is_abstract, is_author_list, is_continuation, is_paragraph, is_wrapped
from paperparse.surroundings import claim_between, claim_footer, claim_header

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


class _Block(NamedTuple):
    """Lines between two marks: the banner's, the site's known ones, the others, and those of them that begin a card."""

    banner: int | None
    known: set[int]
    others: list[int]
    heads: list[int]


def read(lines: Lines) -> Reading:
    """Cards end at a line `Via`; the lines between two of them are a card, or several where a `Via` is lost."""
    marks = [i for i, value in enumerate(lines.values) if value == _MARK]
    reading = Reading()
    start = 0
    for mark in marks:
        _read_block(reading, lines, start, mark)
        start = mark + 1
    _read_rest(reading, lines, start)
    lists = sum(card.is_proven for card in reading.cards)
    reading.evidence = (
        Evidence("the site's banner", int(reading.is_headed)),
        Evidence(f"lines '{_MARK}'", len(marks), lines.span(marks[0]) if marks else None),
        Evidence(f"lists of authors over an abstract over '{_MARK}'", lists),
    )
    if not lists:
        over = "a list of authors over an abstract over " if marks else ""
        reading.lacks = (f"{over}a line '{_MARK}'",)
    return reading


def _read_block(reading: Reading, lines: Lines, start: int, mark: int) -> None:
    """Read the lines from `start` to the `Via` at line `mark`."""
    banner, known, block, heads = _split_block(lines.values, start, mark)
    first = heads[0] if heads else _find_lone_piece(lines.values, block, mark)
    if start == 0:
        claim_header(reading, lines, first, is_catalogue_line, banner)
    claim_between(reading, lines, start or first, mark, is_catalogue_line)
    if not block:
        return
    # Between two cards stands nothing but lines of the site: with anything else there, neither of them proves much.
    is_in_place = start == 0 or first == block[0]
    if reading.cards and not is_in_place:
        reading.cards[-1] = reading.cards[-1]._replace(is_proven=False)
    for head, stop in pairwise([*(heads or [first]), mark]):
        end = next((i for i in range(head + 1, stop) if i in known), stop)
        card = _read_card(lines, head, end, mark if stop == mark else None, has_authors=bool(heads))
        reading.cards.append(card._replace(is_proven=card.is_proven and is_in_place))


def _read_rest(reading: Reading, lines: Lines, start: int) -> None:
    """Read the lines from `start` on, below the last `Via`: whole cards that lost it, and whatever the end cuts off."""
    banner, known, _, heads = _split_block(lines.values, start, len(lines))
    if len(heads) < 2:
        if start:
            claim_footer(reading, lines, start, is_catalogue_line)
        elif banner is not None:
            claim_header(reading, lines, len(lines), is_catalogue_line, banner)
        return
    if start:
        claim_between(reading, lines, start, heads[0], is_catalogue_line)
    else:
        claim_header(reading, lines, heads[0], is_catalogue_line, banner)
    for head, stop in pairwise(heads):
        end = next((i for i in range(head + 1, stop) if i in known), stop)
        reading.cards.append(_read_card(lines, head, end, None, has_authors=True))
        claim_between(reading, lines, end, stop, is_catalogue_line)
    claim_footer(reading, lines, heads[-1], is_catalogue_line)


def _split_block(values: list[str], start: int, stop: int) -> _Block:
    """The lines from `start` to before `stop`, on top of the page without those above the site's banner."""
    banner = (
        max((i for i in range(stop) if values[i].startswith(CATALOGUE_BANNERS)), default=None) if start == 0 else None
    )
    below = range(start if banner is None else banner, stop)
    known = {i for i in below if is_catalogue_line(values[i])}
    others = [i for i in below if i not in known]
    return _Block(banner, known, others, _find_heads(values, others, is_header=start == 0 and banner is None))


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
