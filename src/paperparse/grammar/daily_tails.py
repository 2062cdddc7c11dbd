"""How a card of the daily feed ends: a number of authors or an organization, a dot, a date; any of them damaged."""

import re
from string import digits
from typing import Final, NamedTuple

from paperparse.grammar.cards import Missing
from paperparse.grammar.furniture import is_site_line, is_trending_banner
from paperparse.grammar.prose import ends_sentence, is_abstract, is_heading, is_paragraph
from paperparse.grammar.values import MONTHS, is_count, match_organization
from paperparse.text.characters import SPACE, SPACES
from paperparse.text.lines import Lines, trim
from paperparse.text.span import Span

HEADING: Final = "Daily Papers"
BYLINE: Final = "byAK and the research community"
BADGE: Final = "new"
DOT: Final = "·"
BULLET: Final = "•"
_DATE: Final = re.compile(
    rf"([A-Z][a-z]{{2}}{SPACE}++[0-9]{{1,2}}+(?:{SPACE}*+,{SPACE}*+[0-9]{{4}}(?![0-9]))?+)(?:{SPACE}++([^{SPACES}]++))?+"
)
_MONTHS: Final = frozenset(MONTHS)
_AUTHORS: Final = ("authors", "author")
_LONGEST_BROKEN_DATE: Final = 40
_LONGEST_AUTHOR_COUNT: Final = 40
_LONGEST_ORGANIZATION: Final = 120


class Tail(NamedTuple):
    """The lines that end a card: from line `start` to before line `end`; `is_plain` if nothing on them is broken."""

    start: int
    end: int
    fields: tuple[tuple[str, Span], ...]
    marks: tuple[Span, ...]
    missing: tuple[Missing, ...]
    is_plain: bool


def is_furniture(line: str) -> bool:
    """Whether `line` is one that the site prints around its cards."""
    return line in (HEADING, BADGE) or is_site_line(line) or is_trending_banner(line) or is_byline(line)


def is_byline(line: str) -> bool:
    """Whether `line` is the one under the page's heading, however it is spaced."""
    return line.startswith("by") and "".join(line.split()) == "".join(BYLINE.split())


def find_tail(lines: Lines, start: int) -> Tail | None:
    """The end of the first card that ends below line `start`, where it begins at the earliest."""
    tails = (match_tail(lines, i, start) for i in range(start, len(lines)))
    return next((tail for tail in tails if tail is not None), None)


def match_tail(lines: Lines, i: int, first: int) -> Tail | None:
    """The end of a card, which begins not before line `first`, at line `i`.

    An author count ends a card by itself. So do, under an abstract, an organization over a dot or a date, and a date;
    and, wherever they stand, a dot over a date.
    """
    value = lines.values[i]
    following = lines.values[i + 1] if i + 1 < len(lines) else ""
    is_over_end = following == DOT or is_date(following)
    if is_author_count(value, is_over_end=is_over_end):
        fields, marks, missing = _read_author_count(lines, i)
        tail = _read_tail(lines, i, i + 1, fields, marks, missing)
        return tail._replace(is_plain=tail.is_plain and value.endswith(_AUTHORS))
    if not (is_over_end or is_date(value)):
        return None
    is_under_abstract = i > first and is_paragraph(lines.values[i - 1])
    if is_under_abstract and is_over_end and is_organization(value):
        return _read_tail(lines, i, i + 1, [("organization", lines.span(i))], [], [])
    if (value == DOT and is_date(following)) or (is_under_abstract and is_date(value)):
        above = lines.span(max(i - 1, 0))
        return _read_tail(lines, i, i, [], [], [Missing("author_count", above)])
    return None


def is_author_count(line: str, *, is_over_end: bool) -> bool:
    """Whether `line` is an author count; a broken one must stand over a dot or a date."""
    if len(line) > _LONGEST_AUTHOR_COUNT:
        return False
    if line.startswith(BULLET):
        return line.endswith(_AUTHORS) or is_over_end
    return is_over_end and line[0] in digits and line.endswith(_AUTHORS)


def is_organization(line: str) -> bool:
    """Whether `line`, in an organization's place, is one: a handle and a name, no sentence."""
    return (
        match_organization(line) is not None
        and len(line) <= _LONGEST_ORGANIZATION
        and not ends_sentence(line)
        and not is_date(line)
        and not is_furniture(line)
    )


def _read_author_count(lines: Lines, i: int) -> tuple[list[tuple[str, Span]], list[Span], list[Missing]]:
    """Fields, marks and what is missing on the author count's line."""
    line = lines.span(i)
    start = line.start + len(BULLET) * lines.values[i].startswith(BULLET)
    words = next((word for word in _AUTHORS if lines.values[i].endswith(word)), "")
    count = trim(lines.text, start, line.end - len(words))
    missing = [] if start > line.start else [Missing(BULLET, line)]
    if count is None:
        return [], [line], [*missing, Missing("author_count", line)]
    around = [trim(lines.text, line.start, count.start), trim(lines.text, count.end, line.end)]
    return [("author_count", count)], [span for span in around if span is not None], missing


def _read_tail(
    lines: Lines, start: int, at: int, fields: list[tuple[str, Span]], marks: list[Span], missing: list[Missing]
) -> Tail:
    """The tail that begins at line `start`, its dot expected on line `at`."""
    before = lines.span(max(at - 1, 0))
    if at < len(lines) and lines.values[at] == DOT:
        before = lines.span(at)
        marks.append(before)
        at += 1
    else:
        missing.append(Missing(DOT, before))
    date = _read_date(lines, at)
    if not date:
        missing.append(Missing("published", before))
    is_plain = not missing and is_date(lines.values[at])
    return Tail(start, at + bool(date), (*fields, *date), tuple(marks), tuple(missing), is_plain)


def is_date(line: str) -> bool:
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
    if match is None or not is_date(value):
        is_title = is_heading(lines.values, i)
        if is_title or len(value) > _LONGEST_BROKEN_DATE or is_furniture(value) or is_abstract(value):
            return ()
    start = lines.starts[i]
    if match is None:
        return (("published", lines.span(i)),)
    published = ("published", Span(start, start + match.end(1)))
    if match[2] is None:
        return (published,)
    return (published, ("comment_count", Span(start + match.start(2), start + match.end(2))))
