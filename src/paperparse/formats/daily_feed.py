"""Daily feed: title, abstract, number of authors or an organization, date, number of comments.

    Daily Papers

    byAK and the research community

    Oct 30

    Pointer Networks

    We introduce a new neural architecture to learn the conditional probability ...

      • 3 authors
    ·
    Jun 9, 2015

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    header    = ... "Daily Papers" "byAK and the research community" month-day ...
    card      = title paragraph+ who "·" date
    who       = "•" count "authors" | handle name
    date      = month-day ["," year] [count]

The count after the date is the number of comments. The site leaves out the year where it is the current one. Where one
of the three lines at a card's end is damaged, the others still end the card.
"""

from collections.abc import Sequence
from typing import Final

from paperparse.grammar.cards import Card, Missing, Reading
from paperparse.grammar.daily_tails import (
    BADGE,
    BULLET,
    BYLINE,
    DOT,
    HEADING,
    Tail,
    find_tail,
    is_author_count,
    is_byline,
    is_date,
    is_furniture,
    is_organization,
    match_tail,
)
from paperparse.grammar.furniture import TRENDING_BANNERS
from paperparse.grammar.layouts import PLACES, Layout, Match, Scan, match_nothing
from paperparse.grammar.plain import (
    ABSTRACT,
    BREAK,
    TITLE,
    is_plain_paragraph,
    is_title,
    several_lines,
    split_paragraphs,
)
from paperparse.grammar.prose import is_abstract, is_continuation, is_heading, is_paragraph
from paperparse.grammar.surroundings import claim_between, claim_footer, claim_header
from paperparse.grammar.values import MONTHS
from paperparse.model.page import Evidence, PageInfo
from paperparse.model.paper import Paper, PartialDate
from paperparse.text.lines import Lines, cut_piece
from paperparse.text.span import Span

NAME: Final = "daily_feed"
SUMMARY: Final = "title, abstract, '• N authors' or an organization, '·' and a date for each paper"
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = True

MARKS: Final = (HEADING, BYLINE, BADGE, *TRENDING_BANNERS, DOT, BULLET, "• 3 authors", "Oct 30", "Jun 9, 2015 14")
HINT: Final = (DOT, (DOT,))
SIGN: Final = f"\n{DOT}\n"
# The header and the first card take no more, nor does any other card.
_LONGEST_TOP: Final = 8192
_LINES_BELOW: Final = 3
# A bullet and a count, or what may be an organization.
_WHO: Final = (
    r"(?:(?P<mark_bullet>•)[^\S\n]++(?P<author_count>[0-9]{1,6}+)[^\S\n]++(?P<mark_unit>authors?+)"
    r"|(?P<organization>[A-Za-z0-9][A-Za-z0-9._-]*+[^\S\n]++(?>.{0,99}\S)))"
)
_WHEN: Final = r"(?P<published>[A-Z][a-z]{2}\ [0-9]{1,2}+(?>(?:,\ [0-9]{4})?))(?>(?:\ (?P<comment_count>[0-9]{1,6}+))?)"
# A line over a dot ends the abstract.
_OVER_DOT: Final = rf".*+\n\s*+{DOT}"
LAYOUT: Final = Layout(
    rf"(?P<title>{TITLE}){BREAK}(?P<abstract>{several_lines(ABSTRACT, _OVER_DOT)}){BREAK}"
    rf"{_WHO}{BREAK}(?P<mark_dot>{DOT}){BREAK}{_WHEN}",
    closing=DOT,
)
_TITLE: Final = PLACES["title"]
_ABSTRACT: Final = PLACES["abstract"]
# A title may be shorter; but after an abstract, a shorter line rather heads a part of it.
_SHORTEST_TITLE_INSIDE: Final = 15


def is_possible(openings: Sequence[str]) -> bool:
    """Whether any card of this format may stand on a page with the lines `openings`."""
    return DOT in openings


def read(lines: Lines) -> Reading:
    """Cards end at a number of authors or an organization, a dot and a date; each begins where the last one ends."""
    reading = scan(lines).make_reading()
    _give_evidence(reading)
    return reading


def scan(lines: Lines) -> Scan:
    """What `read` finds, plain cards by their matches."""
    text = lines.text
    scan = Scan(lines=lines, layout=LAYOUT)
    match_card = LAYOUT.choose_match(text)
    at = _read_plain_top(scan) if match_card is not match_nothing else 0
    while at < len(text):
        match = match_card(text, at) if at else None
        if match is not None and _add_plain(scan, match):
            at = match.end()
            continue
        at = _read_with_care(scan, at)
    _prove_organizations(scan)
    if not scan.has_proof():
        scan.lacks = (f"a card that ends with '{BULLET} N authors', '{DOT}' and a date",)
    return scan


def _read_with_care(scan: Scan, at: int) -> int:
    """Read the first card that ends below offset `at`, or what stands there if none does; returns where it ends."""
    text = scan.lines.text
    # Below a plain card a piece of the page will do; where card after card is damaged, pieces would cost more.
    if scan.records and scan.records[-1] is not None:
        piece = cut_piece(text, at, at + _LONGEST_TOP)
        tail = find_tail(piece, 0)
        if tail is None and at + _LONGEST_TOP >= len(text):
            claim_footer(scan, piece, 0, is_furniture)
            return len(text)
        # What ends a card is told by the line above and the lines below.
        if tail is not None and tail.start > 0 and tail.end + _LINES_BELOW < len(piece):
            scan.add(_read_card(scan, piece, 0, tail))
            return piece.starts[tail.end]
    lines = scan.lines
    start = lines.find_at(at)
    tail = find_tail(lines, start)
    if tail is not None:
        scan.add(_read_card(scan, lines, start, tail))
        return lines.starts[tail.end] if tail.end < len(lines) else len(text)
    if start:
        claim_footer(scan, lines, start, is_furniture)
    elif HEADING in text:
        _read_info(scan, lines, len(lines))
        claim_header(scan, lines, len(lines), is_furniture)
    return len(text)


def _read_plain_top(scan: Scan) -> int:
    """Read the page's first card and the header above it, if both are as the site prints them.

    Returns the offset of what stands below the card, or 0.
    """
    text = scan.lines.text
    dot = text.find(f"\n{DOT}", 0, _LONGEST_TOP)
    top = cut_piece(text, 0, max(dot, 0))
    heading = max((i for i in range(len(top) - 1) if _is_heading_line(top.values[i])), default=None)
    if heading is None or any(match_tail(top, i, 0) is not None for i in range(heading + 1)):
        return 0
    match = LAYOUT.pattern.match(text, top.starts[heading + 1])
    if match is None or not _add_plain(scan, match):
        return 0
    _read_info(scan, top, heading + 1)
    claim_header(scan, top, heading + 1, is_furniture, heading)
    return match.end()


def _add_plain(scan: Scan, match: Match) -> bool:
    """Add the card `match` if its title, its abstract and its organization surely are what they seem."""
    record = LAYOUT.match_record(match)
    if record is None:
        return False
    title, abstract = record[_TITLE], record[_ABSTRACT]
    if not is_title(title, match["word"], _is_other):
        return False
    if "\n" in abstract and not all(
        is_plain_paragraph(line) and not _is_other(line) for line in split_paragraphs(abstract)[1:]
    ):
        return False
    organization = match["organization"]
    if organization is not None and (
        not (_proves_organizations(scan) and is_organization(organization))
        or is_author_count(organization, is_over_end=True)
    ):
        return False
    scan.add_plain(match, record)
    return True


def _is_other(line: str) -> bool:
    """Whether `line` is no text of a card: the site's, a date, or a number of authors."""
    return line.startswith(BULLET) or is_date(line) or is_furniture(line)


def _read_card(scan: Scan, lines: Lines, start: int, tail: Tail) -> Card:
    """The card that stands between line `start` of `lines` and the end of `tail`."""
    values = lines.values
    is_first = not scan.places
    # The site's own heading and the date of the feed end the header, whatever stands above them.
    heading = max((i for i in range(tail.start) if _is_heading_line(values[i])), default=None) if is_first else None
    below = start if heading is None else heading + 1
    known = {i for i in range(below, tail.start) if is_furniture(values[i])}
    block = [i for i in range(below, tail.start) if i not in known]
    title, abstract = _find_title(values, block, is_under_header=is_first and heading is None)
    first = next((i for i in (title, abstract) if i is not None), tail.start)
    if is_first:
        _read_info(scan, lines, first)
        claim_header(scan, lines, first, is_furniture, heading)
    claim_between(scan, lines, first if is_first else start, tail.start, is_furniture)
    fields: list[tuple[str, Span]] = []
    missing: list[Missing] = []
    if title is None:
        missing.append(Missing("title", lines.span(first)))
    else:
        fields.append(("title", lines.span(title)))
    if abstract is None:
        missing.append(Missing("abstract", lines.span(first)))
    else:
        fields.append(("abstract", lines.span(abstract, _find_end(values, abstract, tail, known) - 1)))
    missing += tail.missing
    names = {name for name, _ in tail.fields}
    is_proven = not missing and tail.is_plain and "author_count" in names
    return Card((*fields, *tail.fields), tail.marks, tuple(missing), is_proven)


def _find_end(values: list[str], abstract: int, tail: Tail, known: set[int]) -> int:
    """The line after the abstract that begins on line `abstract`."""
    end = next((i for i in range(abstract, tail.start) if i in known), tail.start)
    # Where the line above the dot is lost, whatever stands there instead is no part of the abstract.
    is_replaced = any(name == "author_count" for name, _ in tail.missing)
    return end - 1 if is_replaced and end - 1 > abstract and not is_continuation(values, end - 1) else end


def _is_heading_line(line: str) -> bool:
    return line == HEADING or is_byline(line) or is_date(line)


def _find_title(values: list[str], block: list[int], *, is_under_header: bool) -> tuple[int | None, int | None]:
    """The lines of `block` on which title and abstract begin.

    The last title over an abstract counts: what stands above it belongs to a card whose end is lost. Without one, the
    first line is the title; on the first card, under a header of unknown lines, the last but one.
    """
    for at in range(len(block) - 2, -1, -1):
        if is_heading(values, block[at]) and not _is_inside(values, block, at):
            return block[at], block[at + 1]
    if not block:
        return None, None
    first = block[max(len(block) - 2, 0) if is_under_header else 0]
    is_title = not is_paragraph(values[first]) if is_under_header or len(block) == 1 else not is_abstract(values[first])
    if is_title:
        return first, next((i for i in block if i > first), None)
    return None, block[-1] if is_under_header else first


def _is_inside(values: list[str], block: list[int], at: int) -> bool:
    """Whether line `at` of `block` looks like a title but goes on with the abstract above it."""
    if at == 0:
        return False
    if is_heading(values, block[at - 1]):
        return True
    return at > 1 and (is_continuation(values, block[at]) or len(values[block[at]]) < _SHORTEST_TITLE_INSIDE)


def _read_info(reading: Reading, lines: Lines, stop: int) -> None:
    """Find the page's title and date in the lines before `stop`."""
    for i in range(stop):
        name = "title" if lines.values[i] == HEADING else "date" if is_date(lines.values[i]) else None
        if name is not None:
            reading.info.setdefault(name, lines.span(i))


def _prove_organizations(scan: Scan) -> None:
    """Let cards with an organization count where another mark of the site's shows that it is one."""
    if _proves_organizations(scan) or scan.has_proof():
        for at, place in enumerate(scan.places):
            if isinstance(place, Card) and not place.is_proven and _has_organization(place):
                scan.replace(at, place._replace(is_proven=True))


def _proves_organizations(scan: Scan) -> bool:
    """Whether the page, down to its first card, shows that a name above a dot and a date is an organization.

    Other sites print an author's name, a dot and a date under a story.
    """
    first = scan.places[0] if scan.places else None
    return "title" in scan.info or (first is not None and (not isinstance(first, Card) or first.is_proven))


def _has_organization(card: Card) -> bool:
    return not card.missing and any(name == "organization" for name, _ in card.fields)


def _give_evidence(reading: Reading) -> None:
    proven = [card for card in reading.cards if card.is_proven]
    reading.evidence = (
        Evidence(f"the heading '{HEADING}'", int("title" in reading.info), reading.info.get("title")),
        Evidence(
            f"title, abstract, '{BULLET} N authors' or organization, '{DOT}', date",
            len(proven),
            Span(proven[0].fields[0][1].start, proven[0].fields[-1][1].end) if proven else None,
        ),
    )


def project(paper: Paper) -> Paper:
    """All that pages of this format print of a paper; an organization takes the place of the author count."""
    return Paper(
        title=paper.title,
        abstract=paper.abstract,
        author_count=None if paper.organization else paper.author_count,
        organization=paper.organization,
        published=paper.published,
        comment_count=paper.comment_count,
    )


def project_info(info: PageInfo) -> PageInfo:
    """The heading is always the same."""
    return PageInfo(title=info.title or HEADING, date=info.date)


def render(papers: Sequence[Paper], info: PageInfo) -> str:
    """A page as the site prints it."""
    header = [BADGE, TRENDING_BANNERS[1], "Subscribe", info.title or HEADING, BYLINE]
    if info.date is not None:
        header.append(_render_date(info.date))
    cards = []
    for paper in papers:
        if paper.organization is not None:
            who = f"{paper.organization.handle} {paper.organization.name or ''}"
        else:
            who = "" if paper.author_count is None else f"  {BULLET} {paper.author_count} authors"
        when = "" if paper.published is None else _render_date(paper.published)
        comments = "" if paper.comment_count is None else f" {paper.comment_count}"
        cards.append(f"{paper.title or ''}\n\n{paper.abstract or ''}\n\n{who}\n{DOT}\n{when}{comments}")
    return "\n\n".join([*header, *cards])


def _render_date(date: PartialDate) -> str:
    return f"{MONTHS[date.month - 1]} {date.day}" + ("" if date.year is None else f", {date.year}")
