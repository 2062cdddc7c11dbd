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
from string import digits
from typing import Final, NamedTuple

import regex

from paperparse.cards import Card, Missing, Reading
from paperparse.fields import MONTHS, is_count, match_organization
from paperparse.furniture import TRENDING_BANNERS, is_site_line, is_trending_banner
from paperparse.lines import Lines, trim
from paperparse.model import Paper, PartialDate, Span
from paperparse.page import Evidence, PageInfo
from paperparse.prose import ends_sentence, is_abstract, is_continuation, is_heading, is_paragraph
from paperparse.surroundings import claim_between, claim_footer, claim_header

NAME: Final = "daily_feed"
SUMMARY: Final = "title, abstract, '• N authors' or an organization, '·' and a date for each paper"
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = True

_TITLE: Final = "Daily Papers"
_BYLINE: Final = "byAK and the research community"
_BADGE: Final = "new"
_DOT: Final = "·"
_BULLET: Final = "•"
MARKS: Final = (_TITLE, _BYLINE, _BADGE, *TRENDING_BANNERS, _DOT, _BULLET, "• 3 authors", "Oct 30", "Jun 9, 2015 14")
_DATE: Final = regex.compile(r"([A-Z][a-z]{2}\s++[0-9]{1,2}+(?:\s*+,\s*+[0-9]{4}(?![0-9]))?+)(?:\s++(\S++))?+")
_MONTHS: Final = frozenset(MONTHS)
_AUTHORS: Final = ("authors", "author")
# A title may be shorter; but after an abstract, a shorter line rather heads a part of it.
_SHORTEST_TITLE_INSIDE: Final = 15
_LONGEST_BROKEN_DATE: Final = 40
_LONGEST_AUTHOR_COUNT: Final = 40
_LONGEST_ORGANIZATION: Final = 120


def _is_byline(line: str) -> bool:
    return line.startswith("by") and "".join(line.split()) == "".join(_BYLINE.split())


class _Tail(NamedTuple):
    """The lines that end a card: from line `start` to before line `end`; `is_plain` if nothing on them is broken."""

    start: int
    end: int
    fields: tuple[tuple[str, Span], ...]
    marks: tuple[Span, ...]
    missing: tuple[Missing, ...]
    is_plain: bool


def _is_furniture(line: str) -> bool:
    return line in (_TITLE, _BADGE) or is_site_line(line) or is_trending_banner(line) or _is_byline(line)


def read(lines: Lines) -> Reading:
    """Cards end at a number of authors or an organization, a dot and a date; each begins where the last one ends."""
    reading = Reading()
    start = i = 0
    while i < len(lines):
        tail = _match_tail(lines, i, start)
        if tail is None:
            i += 1
        else:
            reading.cards.append(_read_card(reading, lines, start, tail))
            start = i = tail.end
    if start:
        claim_footer(reading, lines, start, _is_furniture)
    elif _TITLE in lines.text:
        _read_info(reading, lines, len(lines))
        claim_header(reading, lines, len(lines), _is_furniture)
    _prove_organizations(reading)
    _give_evidence(reading)
    return reading


def _match_tail(lines: Lines, i: int, first: int) -> _Tail | None:
    """The end of a card, which begins not before line `first`, at line `i`.

    An author count ends a card by itself. So do, under an abstract, an organization over a dot or a date, and a date;
    and, wherever they stand, a dot over a date.
    """
    value = lines.values[i]
    following = lines.values[i + 1] if i + 1 < len(lines) else ""
    is_over_end = following == _DOT or _is_date(following)
    if _is_author_count(value, is_over_end=is_over_end):
        fields, marks, missing = _read_author_count(lines, i)
        tail = _read_tail(lines, i, i + 1, fields, marks, missing)
        return tail._replace(is_plain=tail.is_plain and value.endswith(_AUTHORS))
    if not (is_over_end or _is_date(value)):
        return None
    is_under_abstract = i > first and is_paragraph(lines.values[i - 1])
    if is_under_abstract and is_over_end and _is_organization(value):
        return _read_tail(lines, i, i + 1, [("organization", lines.span(i))], [], [])
    if (value == _DOT and _is_date(following)) or (is_under_abstract and _is_date(value)):
        above = lines.span(max(i - 1, 0))
        return _read_tail(lines, i, i, [], [], [Missing("author_count", above)])
    return None


def _is_author_count(line: str, *, is_over_end: bool) -> bool:
    """Whether `line` is an author count; a broken one must stand over a dot or a date."""
    if len(line) > _LONGEST_AUTHOR_COUNT:
        return False
    if line.startswith(_BULLET):
        return line.endswith(_AUTHORS) or is_over_end
    return is_over_end and line[0] in digits and line.endswith(_AUTHORS)


def _is_organization(line: str) -> bool:
    """Whether `line`, in an organization's place, is one: a handle and a name, no sentence."""
    return (
        match_organization(line) is not None
        and len(line) <= _LONGEST_ORGANIZATION
        and not ends_sentence(line)
        and not _is_date(line)
        and not _is_furniture(line)
    )


def _read_author_count(lines: Lines, i: int) -> tuple[list[tuple[str, Span]], list[Span], list[Missing]]:
    """Fields, marks and what is missing on the author count's line."""
    line = lines.span(i)
    start = line.start + len(_BULLET) * lines.values[i].startswith(_BULLET)
    words = next((word for word in _AUTHORS if lines.values[i].endswith(word)), "")
    count = trim(lines.text, start, line.end - len(words))
    missing = [] if start > line.start else [Missing(_BULLET, line)]
    if count is None:
        return [], [line], [*missing, Missing("author_count", line)]
    around = [trim(lines.text, line.start, count.start), trim(lines.text, count.end, line.end)]
    return [("author_count", count)], [span for span in around if span is not None], missing


def _read_tail(
    lines: Lines, start: int, at: int, fields: list[tuple[str, Span]], marks: list[Span], missing: list[Missing]
) -> _Tail:
    """The tail that begins at line `start`, its dot expected on line `at`."""
    before = lines.span(max(at - 1, 0))
    if at < len(lines) and lines.values[at] == _DOT:
        before = lines.span(at)
        marks.append(before)
        at += 1
    else:
        missing.append(Missing(_DOT, before))
    date = _read_date(lines, at)
    if not date:
        missing.append(Missing("published", before))
    is_plain = not missing and _is_date(lines.values[at])
    return _Tail(start, at + bool(date), (*fields, *date), tuple(marks), tuple(missing), is_plain)


def _is_date(line: str) -> bool:
    """Whether `line` is a date with at most a count behind it."""
    # Asked of every line, and most begin with no month.
    if line[:3] not in _MONTHS:
        return False
    match = _DATE.fullmatch(line)
    return match is not None and (match[2] is None or is_count(match[2]))


def _read_date(lines: Lines, i: int) -> tuple[tuple[str, Span], ...]:
    """The fields of the date line at line `i`; `()` if the line is no date, not even a broken one.

    Whatever short line stands in the date's place is a broken date, unless it is the title of the next card.
    """
    if i >= len(lines):
        return ()
    value = lines.values[i]
    match = _DATE.fullmatch(value)
    if match is None or not _is_date(value):
        is_title = is_heading(lines.values, i)
        if is_title or len(value) > _LONGEST_BROKEN_DATE or _is_furniture(value) or is_abstract(value):
            return ()
    start = lines.starts[i]
    if match is None:
        return (("published", lines.span(i)),)
    published = ("published", Span(start, start + match.end(1)))
    if match[2] is None:
        return (published,)
    return (published, ("comment_count", Span(start + match.start(2), start + match.end(2))))


def _read_card(reading: Reading, lines: Lines, start: int, tail: _Tail) -> Card:
    """The card that stands between line `start` and the end of `tail`."""
    values = lines.values
    is_first = not reading.cards
    # The site's own heading and the date of the feed end the header, whatever stands above them.
    heading = max((i for i in range(tail.start) if _is_heading_line(values[i])), default=None) if is_first else None
    below = start if heading is None else heading + 1
    known = {i for i in range(below, tail.start) if _is_furniture(values[i])}
    block = [i for i in range(below, tail.start) if i not in known]
    title, abstract = _find_title(values, block, is_under_header=is_first and heading is None)
    first = next((i for i in (title, abstract) if i is not None), tail.start)
    if is_first:
        _read_info(reading, lines, first)
        claim_header(reading, lines, first, _is_furniture, heading)
    claim_between(reading, lines, first if is_first else start, tail.start, _is_furniture)
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


def _find_end(values: list[str], abstract: int, tail: _Tail, known: set[int]) -> int:
    """The line after the abstract that begins on line `abstract`."""
    end = next((i for i in range(abstract, tail.start) if i in known), tail.start)
    # Where the line above the dot is lost, whatever stands there instead is no part of the abstract.
    is_replaced = any(name == "author_count" for name, _ in tail.missing)
    return end - 1 if is_replaced and end - 1 > abstract and not is_continuation(values, end - 1) else end


def _is_heading_line(line: str) -> bool:
    return line == _TITLE or _is_byline(line) or _is_date(line)


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
        name = "title" if lines.values[i] == _TITLE else "date" if _is_date(lines.values[i]) else None
        if name is not None:
            reading.info.setdefault(name, lines.span(i))


def _prove_organizations(reading: Reading) -> None:
    """Let cards with an organization count where another mark of the site's shows that it is one.

    Other sites print an author's name, a dot and a date under a story.
    """
    if "title" in reading.info or any(card.is_proven for card in reading.cards):
        reading.cards = [card._replace(is_proven=card.is_proven or _has_organization(card)) for card in reading.cards]


def _has_organization(card: Card) -> bool:
    return not card.missing and any(name == "organization" for name, _ in card.fields)


def _give_evidence(reading: Reading) -> None:
    proven = [card for card in reading.cards if card.is_proven]
    reading.evidence = (
        Evidence(f"the heading '{_TITLE}'", int("title" in reading.info), reading.info.get("title")),
        Evidence(
            f"title, abstract, '{_BULLET} N authors' or organization, '{_DOT}', date",
            len(proven),
            Span(proven[0].fields[0][1].start, proven[0].fields[-1][1].end) if proven else None,
        ),
    )
    if not proven:
        reading.lacks = (f"a card that ends with '{_BULLET} N authors', '{_DOT}' and a date",)


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
    return PageInfo(title=info.title or _TITLE, date=info.date)


def render(papers: Sequence[Paper], info: PageInfo) -> str:
    """A page as the site prints it."""
    header = [_BADGE, TRENDING_BANNERS[1], "Subscribe", info.title or _TITLE, _BYLINE]
    if info.date is not None:
        header.append(_render_date(info.date))
    cards = []
    for paper in papers:
        if paper.organization is not None:
            who = f"{paper.organization.handle} {paper.organization.name or ''}"
        else:
            who = "" if paper.author_count is None else f"  {_BULLET} {paper.author_count} authors"
        when = "" if paper.published is None else _render_date(paper.published)
        comments = "" if paper.comment_count is None else f" {paper.comment_count}"
        cards.append(f"{paper.title or ''}\n\n{paper.abstract or ''}\n\n{who}\n{_DOT}\n{when}{comments}")
    return "\n\n".join([*header, *cards])


def _render_date(date: PartialDate) -> str:
    return f"{MONTHS[date.month - 1]} {date.day}" + ("" if date.year is None else f", {date.year}")
