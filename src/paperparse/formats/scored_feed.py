"""Scored feed: score, title, authors, somebody else's summary, date.

    AI Papers

    Browse and discover the latest research papers on artificial intelligence, ...

    Can Large Language Models Understand Symbolic Graphics Programs?
    Total Score

    85

    Can Large Language Models Understand Symbolic Graphics Programs?

    Zeju Qiu, Weiyang Liu, Haiwen Feng, ...

    Large language models have shown impressive capabilities in understanding ...

    Read more

    12/13/2024

    Page 1 of 288

Grammar, blank lines and white space at line ends left out:

    page      = header card+ pager footer
    card      = [picture] "Total Score" count title authors summary "Read more" month/day/year
    picture   = the title again (the picture's alternative text) | a symbol that stands for no picture
    summary   = paragraph+ | "No description provided"
    pager     = "Page" count "of" count

The site's text is damaged in known ways: summaries lose hyphens, asterisks, underscores and links, names lose quotes
and backslashes (`J'er'emy`), and the symbol may be mojibake. Values are what the page prints. The date is the paper's
last announcement.
"""

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from paperparse.grammar.cards import Reading
from paperparse.grammar.furniture import OPENINGS
from paperparse.grammar.layouts import PLACES, Layout, Match, Scan
from paperparse.grammar.plain import ABSTRACT, BREAK, TEXT, TITLE, is_title, several_lines, split_paragraphs
from paperparse.grammar.scored_cards import (
    HEADING,
    NO_SUMMARY,
    PAGER,
    READ_MORE,
    TAGLINE,
    TOTAL_SCORE,
    is_furniture,
    is_mark,
    is_same,
    is_tagline,
    match_by_lines,
)
from paperparse.grammar.surroundings import claim_between, claim_footer, claim_header
from paperparse.model.page import Evidence, PageInfo
from paperparse.model.paper import Paper
from paperparse.text.characters import SPACES
from paperparse.text.lines import Lines, cut_piece, iter_starting, skip_blank, skip_line
from paperparse.text.span import Span

NAME: Final = "scored_feed"
SUMMARY: Final = "'Total Score', a number, title, authors, summary, 'Read more' and a date for each paper"
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = False

# The last two stand for a picture that is missing, as a symbol and as mojibake of one.
MARKS: Final = (HEADING, TAGLINE, TOTAL_SCORE, READ_MORE, NO_SUMMARY, "Page 1 of 1,234", "12/9/2024", "📉", "âž–")
_SCORE_START: Final = TOTAL_SCORE.split()[0]
HINT: Final = ("/", (_SCORE_START,))  # A slash stands in every date.
SIGN: Final = f"\n{TOTAL_SCORE}\n"
LAYOUT: Final = Layout(
    rf"(?P<mark_picture>{TEXT}){BREAK}(?P<mark_total>{TOTAL_SCORE}){BREAK}(?P<score>[0-9]{{1,6}}+){BREAK}"
    rf"(?P<title>{TITLE}){BREAK}(?P<authors>{TEXT}){BREAK}(?P<summary>{several_lines(ABSTRACT, READ_MORE)}){BREAK}"
    rf"(?P<mark_more>{READ_MORE}){BREAK}(?P<published>[0-9]{{1,2}}+/[0-9]{{1,2}}+/[0-9]{{4}})",
    # The date of a card that another's mark follows may be the picture of that one.
    ahead=rf"(?!{_SCORE_START})",
)
# A shorter line may be a mark with other spaces in it.
_SHORTEST_PLAIN: Final = 2 * len(TOTAL_SCORE)
# Where a title is looked for, that the picture above the mark repeats.
_LINES_BELOW: Final = 5
# A symbol is one word without ASCII letters and digits; as mojibake the longest emoji take some 30 characters.
_SYMBOL: Final = re.compile(rf"[^{SPACES}A-Za-z0-9]{{1,40}}+")
_TITLE: Final = PLACES["title"]
_SUMMARY: Final = PLACES["summary"]


def is_possible(openings: Sequence[str]) -> bool:
    """Whether any card of this format may stand on a page with the lines `openings`."""
    return any(is_mark(line, TOTAL_SCORE) for line in openings)


def _find_scores(lines: Lines) -> list[int]:
    return [i for i in lines.find_starting(_SCORE_START) if is_mark(lines.values[i], TOTAL_SCORE)]


def read(lines: Lines) -> Reading:
    """Cards begin at the picture above `Total Score` and end at the date under `Read more`."""
    reading = scan(lines).make_reading()
    _give_evidence(reading, lines)
    return reading


def scan(lines: Lines) -> Scan:
    """What `read` finds, plain cards by their matches."""
    text = lines.text
    scan = Scan(lines=lines, layout=LAYOUT)
    match_card = LAYOUT.choose_match(text)
    top = at = _skip_heading(text)
    while at < len(text):
        match = match_card(text, at) if at else None
        if match is not None and _add_plain(scan, match):
            if at == top:
                header = cut_piece(text, 0, top)
                claim_header(scan, header, len(header), is_furniture, len(header) - 1)
            at = match.end()
        else:
            at = _read_with_care(scan, match_card, at if scan.places or at != top else 0)
    _read_info(scan, lines)
    if not scan.has_proof():
        whole = f"a card from '{TOTAL_SCORE}' to '{READ_MORE}' and a date"
        scan.lacks = (whole if _find_scores(lines) else f"a line '{TOTAL_SCORE}'",)
    return scan


def _skip_heading(text: str) -> int:
    """The offset of what stands below the site's title and tagline, if `text` begins with them, or else 0."""
    at = skip_blank(text, 0)
    below = skip_line(text, at)
    if text[at:below].rstrip() != HEADING:
        return 0
    end = skip_line(text, below)
    return end if end < len(text) and is_tagline(text[below:end].rstrip()) else 0


def _add_plain(scan: Scan, match: Match) -> bool:
    """Add the card `match` if its texts surely are what they seem."""
    record = LAYOUT.match_record(match)
    if record is None:
        return False
    title, summary, authors, picture = record[_TITLE], record[_SUMMARY], match["authors"], match["mark_picture"]
    # No other line may be a mark, or one in disguise, with another space in it.
    if authors == READ_MORE or is_furniture(authors) or is_same(authors, title):
        return False
    # Authors printed twice are no summary, however many they are.
    if is_same(summary.partition("\n")[0], authors):
        return False
    if len(title) < _SHORTEST_PLAIN or not is_title(title, match["word"], is_furniture):
        return False
    if picture != title and ("," in title or picture.startswith(OPENINGS) or _SYMBOL.fullmatch(picture) is None):
        return False
    if "\n" in summary and any(
        len(line) < _SHORTEST_PLAIN or line.startswith(OPENINGS) for line in split_paragraphs(summary)[1:]
    ):
        return False
    scan.add_plain(match, record)
    return True


def _read_with_care(scan: Scan, match_card: Callable[[str, int], Match | None], at: int) -> int:
    """Read the first card that begins at offset `at` or below it, and what stands above; returns where it ends."""
    text = scan.lines.text
    # The card reaches to the next one, which is known by its mark and the lines around that.
    piece = scan.lines.cut(at, _find_end(text, at))
    scores = _find_scores(piece)
    if not scores:
        if at:
            claim_footer(scan, piece, 0, is_furniture)
        elif HEADING in text:
            claim_header(scan, piece, len(piece), is_furniture, _find_heading(piece.values, len(piece)))
        return len(text)
    start = _find_start(piece.values, scores[0], -1)
    stop = _find_start(piece.values, scores[1], scores[0]) if len(scores) > 1 else len(piece)
    if at:
        claim_between(scan, piece, 0, start, is_furniture)
    else:
        claim_header(scan, piece, start, is_furniture, _find_heading(piece.values, start))
    match = match_card(text, piece.starts[start])
    if match is not None and _add_plain(scan, match):
        return match.end()
    found = match_by_lines(piece, start, scores[0], stop)
    end = start
    if found is not None:
        card, end = found
        scan.add(card)
    if stop < len(piece):
        claim_between(scan, piece, end, stop, is_furniture)
        return piece.starts[stop]
    if end == start:
        scan.cut_off = piece.span(start, len(piece) - 1)
    else:
        claim_footer(scan, piece, end, is_furniture)
    return len(text)


def _find_end(text: str, at: int) -> int:
    """The offset of a line below the title of the second card from offset `at` on, or the text's end."""
    scores = (start for start, line in iter_starting(text, _SCORE_START, at) if is_mark(line, TOTAL_SCORE))
    second = next(islice(scores, 1, None), None)
    if second is None:
        return len(text)
    for _ in range(_LINES_BELOW):
        second = skip_line(text, second)
    return second


def _find_heading(values: list[str], stop: int) -> int | None:
    """The last line before line `stop` that is the site's own heading."""
    return max((i for i in range(stop) if values[i] == HEADING or is_tagline(values[i])), default=None)


def _find_start(values: list[str], score: int, floor: int) -> int:
    """The line on which the card whose `Total Score` is on line `score` begins: its picture's, if it has one.

    The picture stands below line `floor`. It is a symbol, or else the title, which is one of the next lines.
    """
    above = score - 1
    if above <= floor:
        return score
    is_title = any(is_same(values[above], value) for value in values[score + 1 : score + 4])
    return above if is_title or _SYMBOL.fullmatch(values[above]) else score


def _read_info(reading: Reading, lines: Lines) -> None:
    """Find the page's title, its number and the number of pages in the lines around the cards."""
    for start, end in reading.furniture:
        line = lines.text[start:end]
        pager = PAGER.fullmatch(line)
        if line == HEADING:
            reading.info.setdefault("title", Span(start, end))
        elif pager:
            reading.info.setdefault("number", Span(start + pager.start(1), start + pager.end(1)))
            reading.info.setdefault("page_count", Span(start + pager.start(2), start + pager.end(2)))


def _give_evidence(reading: Reading, lines: Lines) -> None:
    scores = _find_scores(lines)
    proven = [card for card in reading.cards if card.is_proven]
    first = proven[0].marks[0] if proven else None
    reading.evidence = (
        Evidence(f"the heading '{HEADING}'", int("title" in reading.info), reading.info.get("title")),
        Evidence(f"lines '{TOTAL_SCORE}'", len(scores), lines.span(scores[0]) if scores else None),
        Evidence(f"'{TOTAL_SCORE}', score, title, authors, summary, '{READ_MORE}', date", len(proven), first),
    )


def project(paper: Paper) -> Paper:
    """All that pages of this format print of a paper; a date must be a full one."""
    title, summary, authors = paper.title, paper.summary, paper.authors
    return Paper(title=title, summary=summary, authors=authors, published=paper.published, score=paper.score)


def project_info(info: PageInfo) -> PageInfo:
    """The heading is always the same; the pager needs both of its numbers."""
    return PageInfo(title=info.title or HEADING, number=info.number, page_count=info.page_count)


def render(papers: Sequence[Paper], info: PageInfo) -> str:
    """A page as the site prints it."""
    blocks = [info.title or HEADING, TAGLINE]
    for paper in papers:
        title = paper.title or ""
        date = paper.published.date() if paper.published else None
        blocks += [
            f"{title}\n{TOTAL_SCORE}",
            "" if paper.score is None else str(paper.score),
            title,
            ", ".join(paper.authors),
            NO_SUMMARY if paper.summary is None else paper.summary,
            READ_MORE,
            "" if date is None else f"{date.month}/{date.day}/{date.year}",
        ]
    if info.number is not None and info.page_count is not None:
        blocks.append(f"Page {info.number} of {info.page_count:,}")
    return "\n\n".join(blocks)
