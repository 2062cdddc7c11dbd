"""Pages and detections as text for people."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from paperparse.model.page import Detection, Page
from paperparse.model.paper import Paper, PartialDate
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
    rows = [f"{name}: {detection.format}, confidence {detection.confidence:.2f}"]
    for piece in detection.evidence:
        place = "" if piece.span is None else f", first on line {places.locate(piece.span.start)[0]}"
        rows.append(f"  {piece.count} x {piece.what}{place}")
    return "\n".join(rows) + "\n"


def format_page(page: Page) -> str:
    """`page` as a listing for people, ending with a line feed."""
    count = len(page)
    heading = [f"{page.name or 'page'}: {page.format}, {count} paper{'s' * (count != 1)}"]
    heading += [f"  {name}: {value}" for name, value in _iter_info(page)]
    papers = [_format_paper(at, paper) for at, paper in enumerate(page, start=1)]
    return "\n\n".join(["\n".join(heading), *papers]) + "\n"


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
    if paper.authors:
        lines.append(shorten(", ".join(paper.authors), _WIDTH - 6))
    facts = list_facts(paper)
    if facts:
        lines.append(", ".join(facts))
    text = paper.abstract or paper.summary
    if paper.title and text:
        lines.append(shorten(text, _WIDTH - 6))
    return "\n      ".join(lines)


def list_facts(paper: Paper) -> list[str]:
    """Date, organization and counts of `paper`, for people; what is missing is left out."""
    facts = (
        paper.published and _format_date(paper.published),
        paper.organization and (paper.organization.name or paper.organization.handle),
        _format_count(paper.author_count, "author"),
        None if paper.score is None else f"score {paper.score}",
        _format_count(paper.comment_count, "comment"),
    )
    return [fact for fact in facts if fact]


def _format_date(date: PartialDate) -> str:
    return date.isoformat() if date.year_min is None else f"{date.isoformat()} ({date.year_min} or later)"


def _format_count(count: int | None, noun: str) -> str | None:
    return None if count is None else f"{count} {noun}{'s' * (count != 1)}"


def shorten(text: str, width: int) -> str:
    """`text` on one line of at most `width` characters, cut between words where there are some."""
    line = " ".join(text.split())
    cut = line[: width - 1]
    return line if len(line) <= width else (cut.rpartition(" ")[0] or cut) + "…"
