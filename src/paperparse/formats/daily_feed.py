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
    who       = "•" count "authors" | handle [name]
    date      = month-day ["," year] [count]

The count after the date is the number of comments. The site leaves out the year where it is the current one. Where one
of the three lines at a card's end is damaged, the others still end the card.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import regex

from paperparse.cards import Card, Missing, Reading
from paperparse.fields import MONTHS, match_count
from paperparse.furniture import is_site_line, read_between, read_footer, read_header
from paperparse.lines import Lines
from paperparse.model import Paper, PartialDate, Span
from paperparse.page import Evidence, PageInfo
from paperparse.prose import is_abstract, is_author_list, is_continuation, is_heading, is_paragraph

NAME: Final = "daily_feed"
SUMMARY: Final = "title, abstract, '• N authors' or an organization, '·' and a date for each paper"
IS_MARKED: Final = True
OMITS_CURRENT_YEAR: Final = True

_TITLE: Final = "Daily Papers"
_BYLINE: Final = "byAK and the research community"
_BANNER: Final = regex.compile(
    r"Get\s++trending\s++papers\s++in\s++your\s++email\s++inbox(?:\s++once\s++a\s++day)?+!"
    r"|by\s*+AK\s++and\s++the\s++research\s++community"
)
_DOT: Final = "·"
_BULLET: Final = "•"
_DATE: Final = regex.compile(r"([A-Z][a-z]{2}\s++[0-9]{1,2}+(?:\s*+,\s*+[0-9]{4}(?![0-9]))?+)(?:\s++(\S++))?+")
_LONGEST_BROKEN_DATE: Final = 40


class _Tail(NamedTuple):
    """The lines that end a card: from line `start` to before line `end`."""

    start: int
    end: int
    fields: tuple[tuple[str, Span], ...]
    marks: tuple[Span, ...]
    missing: tuple[Missing, ...]


def _is_furniture(line: str) -> bool:
    return line == _TITLE or is_site_line(line) or _BANNER.fullmatch(line) is not None


def read(lines: Lines) -> Reading:
    """Cards end at a number of authors or an organization, a dot and a date; each begins where the last one ends."""
    reading = Reading()
    if not any(piece in lines.text for piece in (_DOT, _BULLET, _TITLE)):
        reading.lacks = (f"a line '{_BULLET} N authors'",)
        return reading
    start = i = 0
    while i < len(lines):
        tail = _match_tail(lines, i, under_abstract=i > start and is_paragraph(lines.values[i - 1]))
        if tail is None:
            i += 1
        else:
            reading.cards.append(_read_card(reading, lines, start, tail))
            start = i = tail.end
    if start:
        read_footer(reading, lines, start, _is_furniture)
    else:
        _read_info(reading, lines, len(lines))
        read_header(reading, lines, len(lines), _is_furniture)
    _prove_organizations(reading)
    _give_evidence(reading)
    return reading


def _match_tail(lines: Lines, i: int, *, under_abstract: bool) -> _Tail | None:
    """The end of a card at line `i`; `under_abstract` says that the line above is running text of this card.

    A bullet with authors ends a card by itself; so does a dot over a date, or a date under an abstract. A line in the
    organization's place must stand over a dot or a date, under an abstract.
    """
    values = lines.values
    value = values[i]
    following = values[i + 1] if i + 1 < len(values) else ""
    who: tuple[str, Span] | None = None
    if value.startswith(_BULLET) and (value.endswith(("authors", "author")) or following == _DOT):
        who = ("author_count", _span_count(lines, i))
    elif value == _DOT:
        if not _is_date(following):
            return None
    elif not under_abstract or not (is_author_list(value) or _is_date(value)):
        return None
    elif (following == _DOT or _is_date(following)) and not _is_date(value):
        who = ("organization", lines.span(i))
    elif not _is_date(value):
        return None
    at = i if who is None else i + 1
    marks: list[Span] = []
    missing: list[Missing] = []
    before = lines.span(max(i - 1, 0) if who is None else i)
    if who is None:
        missing.append(Missing("author_count", before))
    elif who[0] == "author_count":
        marks = _span_words(lines, i, who[1])
    if at < len(values) and values[at] == _DOT:
        before = lines.span(at)
        marks.append(before)
        at += 1
    else:
        missing.append(Missing(_DOT, before))
    date = _read_date(lines, at)
    if not date:
        missing.append(Missing("published", before))
    fields = ((who,) if who else ()) + date
    return _Tail(i, at + bool(date), fields, tuple(marks), tuple(missing))


def _span_count(lines: Lines, i: int) -> Span:
    """The span between the bullet and the word `authors`."""
    value = lines.values[i]
    words = value.removesuffix("s").removesuffix("author")
    count = words[len(_BULLET) :].strip() or words
    start = lines.starts[i] + value.index(count)
    return Span(start, start + len(count))


def _span_words(lines: Lines, i: int, count: Span) -> list[Span]:
    """The spans of the bullet and of the word `authors` around `count`."""
    line = lines.span(i)
    around = [lines.trim(line.start, count.start), lines.trim(count.end, line.end)]
    return [span for span in around if span is not None]


def _is_date(line: str) -> bool:
    """Whether `line` is a date with at most a count behind it."""
    match = _DATE.fullmatch(line)
    return match is not None and match[1][:3] in MONTHS and (match[2] is None or match_count(match[2]) is not None)


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
    known = {i for i in range(start, tail.start) if _is_furniture(values[i])}
    block = [i for i in range(start, tail.start) if i not in known]
    title, abstract = _find_title(values, block, is_first=is_first)
    first = next((i for i in (title, abstract) if i is not None), tail.start)
    end = tail.start if abstract is None else next((i for i in range(abstract, tail.start) if i in known), tail.start)
    if is_first:
        _read_info(reading, lines, first)
        read_header(reading, lines, first, _is_furniture)
    read_between(reading, lines, first if is_first else start, tail.start, _is_furniture)
    fields: list[tuple[str, Span]] = []
    missing: list[Missing] = []
    if title is None:
        missing.append(Missing("title", lines.span(first)))
    else:
        fields.append(("title", lines.span(title)))
    if abstract is None:
        missing.append(Missing("abstract", lines.span(first)))
    else:
        fields.append(("abstract", lines.span(abstract, end - 1)))
    missing += tail.missing
    has_authors = any(name == "author_count" for name, _ in tail.fields)
    return Card((*fields, *tail.fields), tail.marks, tuple(missing), has_authors and not missing)


def _find_title(values: list[str], block: list[int], *, is_first: bool) -> tuple[int | None, int | None]:
    """The lines of `block` on which title and abstract begin.

    The last title over an abstract counts: what stands above it belongs to a card whose end is lost. Without one, the
    first line is the title; on the first card, under the site's header, the last but one.
    """
    for at in range(len(block) - 2, -1, -1):
        title, abstract = block[at], block[at + 1]
        # Lines of the site between the two are not part of `block`.
        if abstract == title + 1 and is_heading(values, title):
            above = block[at - 1] if at else None
            is_inside = above is not None and (
                is_heading(values, above) or (not is_first and at >= 2 and is_continuation(values, title))
            )
            if not is_inside:
                return title, abstract
    if len(block) >= 2:
        title, abstract = block[-2:] if is_first else block[:2]
        if (not is_first and not is_abstract(values[title])) or not is_paragraph(values[title]):
            return title, abstract
    if not block:
        return None, None
    only = block[-1] if is_first else block[0]
    return (None, only) if is_paragraph(values[only]) else (only, None)


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
        reading.cards = [card if card.missing else card._replace(is_proven=True) for card in reading.cards]


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


def render(papers: Sequence[Paper], info: PageInfo) -> str:
    """A page as the site prints it; carries all fields but authors, summary and score."""
    header = ["new", "Get trending papers in your email inbox!", "Subscribe", info.title or _TITLE, _BYLINE]
    if info.date is not None:
        header.append(_render_date(info.date))
    cards = []
    for paper in papers:
        if paper.organization is not None:
            who = f"{paper.organization.handle} {paper.organization.name or ''}".rstrip()
        else:
            who = f"  {_BULLET} {len(paper.authors) if paper.author_count is None else paper.author_count} authors"
        when = "" if paper.published is None else _render_date(paper.published)
        comments = "" if paper.comment_count is None else f" {paper.comment_count}"
        cards.append(f"{paper.title or ''}\n\n{paper.abstract or ''}\n\n{who}\n{_DOT}\n{when}{comments}")
    return "\n\n".join([*header, *cards])


def _render_date(date: PartialDate) -> str:
    return f"{MONTHS[date.month - 1]} {date.day}" + ("" if date.year is None else f", {date.year}")
