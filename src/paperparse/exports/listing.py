"""Pages and detections as text for people."""

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any, Final

from paperparse.errors import escape
from paperparse.exports.names import print_authors
from paperparse.model.fields import Field, Kind
from paperparse.model.page import Detection, Diagnostic, Page
from paperparse.model.paper import FIELDS, Paper, PartialDate
from paperparse.reports.summary import format_count
from paperparse.text.places import index_places

_WIDTH: Final = 100


def iter_listing(pages: Iterable[Page]) -> Iterator[bytes]:
    """A listing for people, in UTF-8, with a blank line between pages."""
    opening = ""
    for page in pages:
        yield (opening + format_page(page)).encode()
        opening = "\n"


def describe_detection(name: str, detection: Detection) -> dict[str, Any]:
    """`detection` of the page `name` as a dictionary for `encode_value`."""
    return {
        "name": name,
        "format": detection.format,
        "confidence": detection.confidence,
        "candidates": detection.candidates,
    }


def format_detection(name: str, detection: Detection, text: str) -> str:
    """`detection` of the page `name`, which is `text`, as a listing for people, ending with a line feed."""
    places = index_places(text)
    rows = [f"{escape(name)}: {detection.format}, confidence {detection.confidence:.2f}"]
    for piece in detection.evidence:
        place = "" if piece.span is None else f", first on line {places.locate(piece.span.start)[0]}"
        rows.append(f"  {piece.count} x {piece.what}{place}")
    return "\n".join(rows) + "\n"


def format_finding(name: str, found: Diagnostic) -> str:
    """`found` on the page `name` as a compiler prints it, on one line: `name:line:column: severity: code: message`."""
    place = f"{escape(name)}:{found.line}:{found.column}"
    return f"{place}: {found.severity}: {escape(found.code)}: {escape(found.message)}"


def format_page(page: Page) -> str:
    """`page` as a listing for people, ending with a line feed.

    What does not print is escaped: no control of a page reaches a terminal.
    """
    count = len(page)
    heading = [f"{escape(page.name or 'page')}: {page.format}, {count} paper{'s' * (count != 1)}"]
    heading += [f"  {name}: {value}" for name, value in _iter_info(page)]
    papers = [_format_paper(at, paper) for at, paper in enumerate(page, start=1)]
    listing = "\n\n".join(["\n".join(heading), *papers]) + "\n"
    return "\n".join(map(escape, listing.split("\n")))


def _iter_info(page: Page) -> Iterator[tuple[str, object]]:
    info = page.info
    values = (
        ("title", info.title),
        ("affiliation", info.affiliation),
        ("date", info.date and _format_date(info.date)),
        ("page", info.number and (f"{info.number} of {info.page_count}" if info.page_count else info.number)),
    )
    return ((name, value) for name, value in values if value is not None)


def _format_paper(number: int, paper: Paper) -> str:
    lines = [f"{number:>4}. {shorten(paper.title or paper.abstract or paper.summary or 'no text', _WIDTH - 6)}"]
    authors = print_authors(paper)
    if authors:
        lines.append(shorten(authors, _WIDTH - 6))
    facts = list_facts(paper)
    if facts:
        lines.append(", ".join(facts))
    text = paper.abstract or paper.summary
    if paper.title and text:
        lines.append(shorten(text, _WIDTH - 6))
    return "\n      ".join(lines)


def list_facts(paper: Paper, kinds: Container[Kind] = ("date", "organization", "count")) -> list[str]:
    """Date, organization and counts of `paper`, or those of these `kinds`, for people; what is missing is left out."""
    values = ((field, tell, getattr(paper, field.name)) for field, tell in _FACTS if field.kind in kinds)
    facts = (tell(field, value) for field, tell, value in values if value is not None)
    return [fact for fact in facts if fact]


def count_undated(papers: Iterable[Paper]) -> int:
    """How many of `papers` have a date without a year."""
    return sum(paper.published is not None and paper.published.year is None for paper in papers)


def hint_at_years(count: int, argument: str) -> str:
    """What to do about `count` dates without a year: give the `argument` that is the day of capture."""
    return f"{format_count(count, 'date')} without a year: the day of capture, {argument}, fills them in"


def _format_date(date: PartialDate) -> str:
    return date.isoformat() if date.year_min is None else f"{date.isoformat()} ({date.year_min} or later)"


def _format_count(field: Field, count: int) -> str:
    return f"{field.noun} {count}" if field.unit is None else f"{count} {field.unit}{'s' * (count != 1)}"


# How the fields of a kind are told in a word or two, in this order.
_TELLERS: Final[dict[Kind, Callable[[Field, Any], str]]] = {
    "date": lambda _field, date: _format_date(date),
    "organization": lambda _field, organization: organization.name or organization.handle,
    "count": _format_count,
}
_FACTS: Final = tuple(
    (field, tell) for kind, tell in _TELLERS.items() for field in FIELDS.values() if field.kind == kind
)


def shorten(text: str, width: int) -> str:
    """`text` on one line of at most `width` characters, cut between words where there are some."""
    line = " ".join(text.split())
    cut = line[: width - 1]
    return line if len(line) <= width else (cut.rpartition(" ")[0] or cut) + "…"
