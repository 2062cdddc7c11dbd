"""How a card of the scored feed is read line by line; any of its lines may be damaged or lost."""

import re
from typing import Final

from paperparse.grammar.cards import Card, Missing
from paperparse.grammar.furniture import is_site_line
from paperparse.grammar.prose import is_author_list, is_paragraph
from paperparse.grammar.values import is_count
from paperparse.text.characters import SPACE
from paperparse.text.lines import Lines
from paperparse.text.span import Span

HEADING: Final = "AI Papers"
TAGLINE: Final = (
    "Browse and discover the latest research papers on artificial intelligence, machine learning, and related fields."
)
# The site lists its fields at the end of the line, and may list others.
_TAGLINE_START: Final = len("Browse and discover the latest research papers")
TOTAL_SCORE: Final = "Total Score"
READ_MORE: Final = "Read more"
NO_SUMMARY: Final = "No description provided"
PAGER: Final = re.compile(rf"Page{SPACE}++([0-9,]++){SPACE}++of{SPACE}++([0-9,]++)")
_DATE: Final = re.compile(r"[0-9]{1,2}+/[0-9]{1,2}+/[0-9]{4}")
_LONGEST_BROKEN_VALUE: Final = 12
_ORDER: Final = ("score", "title", "authors", "summary")
_LATEST_TITLE: Final = 3


def is_mark(value: str, mark: str) -> bool:
    """Whether the line `value` is `mark`."""
    # The words of a mark may be held together by a non-breaking space.
    return value == mark or (len(value) < 2 * len(mark) and " ".join(value.split()) == mark)


def is_tagline(line: str) -> bool:
    """Whether `line` is the one under the page's heading."""
    return line.startswith("Browse") and " ".join(line.split()).startswith(TAGLINE[:_TAGLINE_START])


def is_furniture(line: str) -> bool:
    """Whether `line` is one that the site prints around its cards."""
    return line == HEADING or is_site_line(line) or is_tagline(line) or PAGER.fullmatch(line) is not None


def is_same(one: str, other: str) -> bool:
    """Whether two lines have the same words."""
    # Lines are trimmed: the first character tells most of them apart.
    return one == other or (one[0] == other[0] and one.split() == other.split())


def match_by_lines(lines: Lines, start: int, score: int, stop: int) -> tuple[Card, int] | None:
    """The card that begins at line `start`, before line `stop`, and the line after it; `None` if nothing closes it."""
    values = lines.values
    more = next((i for i in range(score + 1, stop) if is_mark(values[i], READ_MORE)), None)
    date = next((i for i in range(score + 1, stop) if _DATE.fullmatch(values[i])), None) if more is None else more + 1
    if date is None:
        return None
    end = date if more is None else more
    fields, missing, marks = _read_body(lines, start, score, end)
    if more is None:
        missing.append(Missing(READ_MORE, lines.span(end - 1)))
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
    return _DATE.fullmatch(line) is not None or (len(line) <= _LONGEST_BROKEN_VALUE and not is_furniture(line))


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
        elif is_mark(values[before], NO_SUMMARY):
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
    named = next((i for i in range(at, min(_LATEST_TITLE, len(body))) if is_same(body[i], picture)), None)
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
    while at < len(body) and (is_furniture(body[at]) or (at > 1 and is_same(body[at], body[at - 1]))):
        at += 1
    return at


def _is_score(body: list[str], picture: str) -> bool:
    """Whether `body` begins with a score: a count, or a short word in the score's place."""
    if is_count(body[0]):
        return True
    if len(body) < 2 or len(body[0]) > _LONGEST_BROKEN_VALUE or is_same(body[0], picture):
        return False
    return is_same(body[1], picture) or (len(body) >= len(_ORDER) and not is_author_list(body[1], fewest=2))


def _is_title(body: list[str]) -> bool:
    """Whether `body` begins with a title, rather than with the authors or the summary of a card that lost it."""
    if len(body) == 1:
        return not is_paragraph(body[0])
    is_lost = is_author_list(body[0], fewest=2) and is_paragraph(body[1]) and not is_author_list(body[1], fewest=2)
    return not is_lost


def _is_authors(body: list[str]) -> bool:
    """Whether `body` begins with the authors, rather than with the summary of a card that lost them."""
    if len(body) == 1 and (is_mark(body[0], NO_SUMMARY) or is_paragraph(body[0])):
        return is_author_list(body[0], fewest=2)
    return is_author_list(body[0]) or not is_paragraph(body[0])
