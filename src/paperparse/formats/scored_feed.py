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

from paperparse.cards import Card, Missing, Reading
from paperparse.characters import SPACE, SPACES
from paperparse.fields import is_count
from paperparse.furniture import OPENINGS, is_site_line
from paperparse.layouts import Layout, Match, Scan, match_nothing, may_be_plain
from paperparse.lines import Lines, cut_piece, iter_starting, skip_blank, skip_line
from paperparse.model import Paper, Span
from paperparse.page import Evidence, PageInfo
from paperparse.plain import ABSTRACT, BREAK, TEXT, TITLE, is_title, several_lines, split_paragraphs
from paperparse.prose import is_author_list, is_paragraph
from paperparse.surroundings import claim_between, claim_footer, claim_header

NAME: Final = "scored_feed"
SUMMARY: Final = "'Total Score', a number, title, authors, summary, 'Read more' and a date for each paper"
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = False

_TITLE: Final = "AI Papers"
_TAGLINE: Final = (
    "Browse and discover the latest research papers on artificial intelligence, machine learning, and related fields."
)
# The site lists its fields at the end of the line, and may list others.
_TAGLINE_START: Final = len("Browse and discover the latest research papers")
_TOTAL_SCORE: Final = "Total Score"
_READ_MORE: Final = "Read more"
_NO_SUMMARY: Final = "No description provided"
# The last two stand for a picture that is missing, as a symbol and as mojibake of one.
MARKS: Final = (_TITLE, _TAGLINE, _TOTAL_SCORE, _READ_MORE, _NO_SUMMARY, "Page 1 of 1,234", "12/9/2024", "📉", "âž–")
_SCORE_START: Final = _TOTAL_SCORE.split()[0]
HINT: Final = ("/", _SCORE_START)  # A slash stands in every date.
SIGN: Final = f"\n{_TOTAL_SCORE}\n"
LAYOUT: Final = Layout(
    rf"(?P<mark_picture>{TEXT}){BREAK}(?P<mark_total>{_TOTAL_SCORE}){BREAK}(?P<score>[0-9]{{1,6}}+){BREAK}"
    rf"(?P<title>{TITLE}){BREAK}(?P<authors>{TEXT}){BREAK}(?P<summary>{several_lines(ABSTRACT, _READ_MORE)}){BREAK}"
    rf"(?P<mark_more>{_READ_MORE}){BREAK}(?P<published>[0-9]{{1,2}}+/[0-9]{{1,2}}+/[0-9]{{4}})",
)
# A shorter line may be a mark with other spaces in it.
_SHORTEST_PLAIN: Final = 2 * len(_TOTAL_SCORE)
# Where a title is looked for, that the picture above the mark repeats.
_LINES_BELOW: Final = 5
_PAGER: Final = re.compile(rf"Page{SPACE}++([0-9,]++){SPACE}++of{SPACE}++([0-9,]++)")
_DATE: Final = re.compile(r"[0-9]{1,2}+/[0-9]{1,2}+/[0-9]{4}")
# A symbol is one word without ASCII letters and digits; as mojibake the longest emoji take some 30 characters.
_SYMBOL: Final = re.compile(rf"[^{SPACES}A-Za-z0-9]{{1,40}}+")
_LONGEST_BROKEN_VALUE: Final = 12
_ORDER: Final = ("score", "title", "authors", "summary")
_LATEST_TITLE: Final = 3


def _is_mark(value: str, mark: str) -> bool:
    # The words of a mark may be held together by a non-breaking space.
    return value == mark or (len(value) < 2 * len(mark) and " ".join(value.split()) == mark)


def _is_tagline(line: str) -> bool:
    return line.startswith("Browse") and " ".join(line.split()).startswith(_TAGLINE[:_TAGLINE_START])


def _is_furniture(line: str) -> bool:
    return line == _TITLE or is_site_line(line) or _is_tagline(line) or _PAGER.fullmatch(line) is not None


def is_possible(openings: Sequence[str]) -> bool:
    """Whether any card of this format may stand on a page with the lines `openings`."""
    return any(_is_mark(line, _TOTAL_SCORE) for line in openings)


def _find_scores(lines: Lines) -> list[int]:
    return [i for i in lines.find_starting(_SCORE_START) if _is_mark(lines.values[i], _TOTAL_SCORE)]


def read(lines: Lines) -> Reading:
    """Cards begin at the picture above `Total Score` and end at the date under `Read more`."""
    reading = scan(lines).expand()
    _give_evidence(reading, lines)
    return reading


def scan(lines: Lines) -> Scan:
    """What `read` finds, plain cards by their matches."""
    text = lines.text
    scan = Scan(lines=lines, layout=LAYOUT)
    match_card = LAYOUT.pattern.match if may_be_plain(text) else match_nothing
    top = at = _skip_heading(text)
    while at < len(text):
        match = match_card(text, at) if at else None
        if match is not None and _add_plain(scan, match):
            if at == top:
                header = cut_piece(text, 0, top)
                claim_header(scan, header, len(header), _is_furniture, len(header) - 1)
            at = match.end()
        else:
            at = _read_with_care(scan, match_card, at if scan.places or at != top else 0)
    _read_info(scan, lines)
    if not scan.has_proof():
        whole = f"a card from '{_TOTAL_SCORE}' to '{_READ_MORE}' and a date"
        scan.lacks = (whole if _find_scores(lines) else f"a line '{_TOTAL_SCORE}'",)
    return scan


def _skip_heading(text: str) -> int:
    """The offset of what stands below the site's title and tagline, if `text` begins with them, or else 0."""
    at = skip_blank(text, 0)
    below = skip_line(text, at)
    if text[at:below].rstrip() != _TITLE:
        return 0
    end = skip_line(text, below)
    return end if end < len(text) and _is_tagline(text[below:end].rstrip()) else 0


def _add_plain(scan: Scan, match: Match) -> bool:
    """Add the card `match` if its texts surely are what they seem."""
    record = LAYOUT.match_record(match)
    if record is None:
        return False
    title, summary, authors, picture = record[0], record[2], match["authors"], match["mark_picture"]
    # No other line may be a mark, or one in disguise, with another space in it.
    if authors == _READ_MORE or _is_furniture(authors) or _is_same(authors, title):
        return False
    if len(title) < _SHORTEST_PLAIN or not is_title(title, match["word"], _is_furniture):
        return False
    if picture != title and ("," in title or picture.startswith(OPENINGS) or _SYMBOL.fullmatch(picture) is None):
        return False
    if any(len(line) < _SHORTEST_PLAIN or line.startswith(OPENINGS) for line in split_paragraphs(summary)[1:]):
        return False
    scan.add_plain(match, record)
    return True


def _read_with_care(scan: Scan, match_card: Callable[[str, int], Match | None], at: int) -> int:
    """Read the first card that begins at offset `at` or below it, and what stands above; returns where it ends."""
    text = scan.lines.text
    # The card reaches to the next one, which is known by its mark and the lines around that.
    piece = cut_piece(text, at, _find_end(text, at))
    scores = _find_scores(piece)
    if not scores:
        if at:
            claim_footer(scan, piece, 0, _is_furniture)
        elif _TITLE in text:
            claim_header(scan, piece, len(piece), _is_furniture, _find_heading(piece.values, len(piece)))
        return len(text)
    start = _find_start(piece.values, scores[0], -1)
    stop = _find_start(piece.values, scores[1], scores[0]) if len(scores) > 1 else len(piece)
    if at:
        claim_between(scan, piece, 0, start, _is_furniture)
    else:
        claim_header(scan, piece, start, _is_furniture, _find_heading(piece.values, start))
    match = match_card(text, piece.starts[start])
    if match is not None and _add_plain(scan, match):
        return match.end()
    found = _match_card(piece, start, scores[0], stop)
    end = start
    if found is not None:
        card, end = found
        scan.add(card)
    if stop < len(piece):
        claim_between(scan, piece, end, stop, _is_furniture)
        return piece.starts[stop]
    if end == start:
        scan.cut_off = piece.span(start, len(piece) - 1)
    else:
        claim_footer(scan, piece, end, _is_furniture)
    return len(text)


def _find_end(text: str, at: int) -> int:
    """The offset of a line below the title of the second card from offset `at` on, or the text's end."""
    scores = (start for start, line in iter_starting(text, _SCORE_START, at) if _is_mark(line, _TOTAL_SCORE))
    second = next(islice(scores, 1, None), None)
    if second is None:
        return len(text)
    for _ in range(_LINES_BELOW):
        second = skip_line(text, second)
    return second


def _find_heading(values: list[str], stop: int) -> int | None:
    """The last line before line `stop` that is the site's own heading."""
    return max((i for i in range(stop) if values[i] == _TITLE or _is_tagline(values[i])), default=None)


def _find_start(values: list[str], score: int, floor: int) -> int:
    """The line on which the card whose `Total Score` is on line `score` begins: its picture's, if it has one.

    The picture stands below line `floor`. It is a symbol, or else the title, which is one of the next lines.
    """
    above = score - 1
    if above <= floor:
        return score
    is_title = any(_is_same(values[above], value) for value in values[score + 1 : score + 4])
    return above if is_title or _SYMBOL.fullmatch(values[above]) else score


def _is_same(one: str, other: str) -> bool:
    # Lines are trimmed: the first character tells most of them apart.
    return one == other or (one[0] == other[0] and one.split() == other.split())


def _match_card(lines: Lines, start: int, score: int, stop: int) -> tuple[Card, int] | None:
    """The card that begins at line `start`, before line `stop`, and the line after it; `None` if nothing closes it."""
    values = lines.values
    more = next((i for i in range(score + 1, stop) if _is_mark(values[i], _READ_MORE)), None)
    date = next((i for i in range(score + 1, stop) if _DATE.fullmatch(values[i])), None) if more is None else more + 1
    if date is None:
        return None
    end = date if more is None else more
    fields, missing, marks = _read_body(lines, start, score, end)
    if more is None:
        missing.append(Missing(_READ_MORE, lines.span(end - 1)))
    else:
        marks.append(lines.span(more))
        end = more + 1
    if date < stop and _is_date(values[date]):
        fields.append(("published", lines.span(date)))
        end = date + 1
    else:
        missing.append(Missing("published", lines.span(end - 1)))
    is_proven = not missing and is_count(lines.text[slice(*fields[0][1])]) and _DATE.fullmatch(values[date]) is not None
    return Card(tuple(fields), tuple(marks), tuple(missing), is_proven), end


def _is_date(line: str) -> bool:
    """Whether `line`, in the date's place, is a date, perhaps a broken one."""
    return _DATE.fullmatch(line) is not None or (len(line) <= _LONGEST_BROKEN_VALUE and not _is_furniture(line))


def _read_body(
    lines: Lines, start: int, score: int, end: int
) -> tuple[list[tuple[str, Span]], list[Missing], list[Span]]:
    """Fields, what is missing, and marks from line `start` to before line `end`; `Total Score` is on line `score`.

    The lines stand in a fixed order. Where one is lost, the look of the others tells which; where one too many stands
    between them, it is left over.
    """
    values = lines.values
    places = _place_fields(values[score + 1 : end], values[start])
    fields: list[tuple[str, Span]] = []
    missing: list[Missing] = []
    marks = [lines.span(i) for i in range(start, score + 1)]
    before = score
    for name in _ORDER:
        at = places.get(name)
        if at is None:
            missing.append(Missing(name, lines.span(before)))
            continue
        before = score + 1 + at
        if name != "summary":
            fields.append((name, lines.span(before)))
        elif _is_mark(values[before], _NO_SUMMARY):
            marks.append(lines.span(before))
        else:
            fields.append((name, lines.span(before, end - 1)))
    return fields, missing, marks


def _place_fields(body: list[str], picture: str) -> dict[str, int]:
    """On which line of `body` each field begins; `picture` is the card's first line."""
    places: dict[str, int] = {}
    at = 0
    if body and _is_score(body, picture):
        places["score"] = 0
        at = 1
    # The picture tells the title from anything that stands between it and the score.
    named = next((i for i in range(at, min(_LATEST_TITLE, len(body))) if _is_same(body[i], picture)), None)
    at = _skip_furniture(body, at) if named is None else named
    if named is not None or (at < len(body) and _is_title(body[at:])):
        places["title"] = at
        at = _skip_furniture(body, at + 1)
    if at < len(body) and _is_authors(body[at:]):
        places["authors"] = at
        at = _skip_furniture(body, at + 1)
    if at < len(body):
        places["summary"] = at
    return places


def _skip_furniture(body: list[str], at: int) -> int:
    """The first line of `body` from `at` on that is neither the site's nor the line before it once more."""
    while at < len(body) and (_is_furniture(body[at]) or (at > 1 and _is_same(body[at], body[at - 1]))):
        at += 1
    return at


def _is_score(body: list[str], picture: str) -> bool:
    """Whether `body` begins with a score: a count, or a short word in the score's place."""
    if is_count(body[0]):
        return True
    if len(body) < 2 or len(body[0]) > _LONGEST_BROKEN_VALUE or _is_same(body[0], picture):
        return False
    return _is_same(body[1], picture) or (len(body) >= len(_ORDER) and not is_author_list(body[1], fewest=2))


def _is_title(body: list[str]) -> bool:
    """Whether `body` begins with a title, rather than with the authors or the summary of a card that lost it."""
    if len(body) == 1:
        return not is_paragraph(body[0])
    is_lost = is_author_list(body[0], fewest=2) and is_paragraph(body[1]) and not is_author_list(body[1], fewest=2)
    return not is_lost


def _is_authors(body: list[str]) -> bool:
    """Whether `body` begins with the authors, rather than with the summary of a card that lost them."""
    if len(body) == 1 and (_is_mark(body[0], _NO_SUMMARY) or is_paragraph(body[0])):
        return is_author_list(body[0], fewest=2)
    return is_author_list(body[0]) or not is_paragraph(body[0])


def _read_info(reading: Reading, lines: Lines) -> None:
    """Find the page's title, its number and the number of pages in the lines around the cards."""
    for start, end in reading.furniture:
        line = lines.text[start:end]
        pager = _PAGER.fullmatch(line)
        if line == _TITLE:
            reading.info.setdefault("title", Span(start, end))
        elif pager:
            reading.info.setdefault("number", Span(start + pager.start(1), start + pager.end(1)))
            reading.info.setdefault("page_count", Span(start + pager.start(2), start + pager.end(2)))


def _give_evidence(reading: Reading, lines: Lines) -> None:
    scores = _find_scores(lines)
    proven = [card for card in reading.cards if card.is_proven]
    first = proven[0].marks[0] if proven else None
    reading.evidence = (
        Evidence(f"the heading '{_TITLE}'", int("title" in reading.info), reading.info.get("title")),
        Evidence(f"lines '{_TOTAL_SCORE}'", len(scores), lines.span(scores[0]) if scores else None),
        Evidence(f"'{_TOTAL_SCORE}', score, title, authors, summary, '{_READ_MORE}', date", len(proven), first),
    )


def project(paper: Paper) -> Paper:
    """All that pages of this format print of a paper; a date must be a full one."""
    title, summary, authors = paper.title, paper.summary, paper.authors
    return Paper(title=title, summary=summary, authors=authors, published=paper.published, score=paper.score)


def project_info(info: PageInfo) -> PageInfo:
    """The heading is always the same; the pager needs both of its numbers."""
    return PageInfo(title=info.title or _TITLE, number=info.number, page_count=info.page_count)


def render(papers: Sequence[Paper], info: PageInfo) -> str:
    """A page as the site prints it."""
    blocks = [info.title or _TITLE, _TAGLINE]
    for paper in papers:
        title = paper.title or ""
        date = paper.published.date() if paper.published else None
        blocks += [
            f"{title}\n{_TOTAL_SCORE}",
            "" if paper.score is None else str(paper.score),
            title,
            ", ".join(paper.authors),
            _NO_SUMMARY if paper.summary is None else paper.summary,
            _READ_MORE,
            "" if date is None else f"{date.month}/{date.day}/{date.year}",
        ]
    if info.number is not None and info.page_count is not None:
        blocks.append(f"Page {info.number} of {info.page_count:,}")
    return "\n\n".join(blocks)
