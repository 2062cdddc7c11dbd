"""Whether two texts of the same length are read alike: what is found in both, and the first difference."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from paperparse.choosing.elsewhere import tell_kind
from paperparse.errors import FormatError
from paperparse.grammar.table import Format
from paperparse.limits import Limits
from paperparse.model.page import INFO_FIELDS, Candidate, Page, PageInfo
from paperparse.model.paper import VALUE_FIELDS, Organization, Paper, PartialDate
from paperparse.pages.load import read_page


class Outcome(NamedTuple):
    """What came of reading a text: the `page`, or the `error` with which it was refused."""

    page: Page | None
    error: FormatError | None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All formats with their evidence, the nearest first; `()` where the caller named the format."""
        if self.error is not None:
            return self.error.candidates
        detection = None if self.page is None else self.page.detection
        return () if detection is None else detection.candidates


def read_outcome(text: str, form: Format | None, as_of: datetime.date | None, limits: Limits) -> Outcome:
    """What comes of reading `text`, as `load` reads with these arguments; raises what is not about its format."""
    try:
        return Outcome(read_page(text, name=None, form=form, as_of=as_of, strict=False, limits=limits), None)
    except FormatError as error:
        return Outcome(None, error)


def find_difference(text: str, outcome: Outcome, other_text: str, other: Outcome) -> str:
    """What is read otherwise in `other_text` than in `text`, in words and without any of theirs; `""` if nothing is."""
    for (what, one), (_, two) in zip(_iter_parts(text, outcome), _iter_parts(other_text, other), strict=False):
        if one != two:
            return what
    return ""


def _iter_parts(text: str, outcome: Outcome) -> Iterator[tuple[str, Any]]:
    """The parts of `outcome`, each with what it is; where one page has more of them, a number before says so."""
    page = outcome.page
    yield "whether it is a page", page is not None
    yield "the evidence for the formats", outcome.candidates
    if page is None:
        told = tell_kind(text)
        yield "the reason of the refusal", (type(outcome.error), told and told.advice)
        return
    yield "the format", page.format
    yield "the number of papers", len(page)
    for position, paper in enumerate(page):
        yield f"the fields of paper {position + 1}, on line {paper.source.line}", _describe(paper, VALUE_FIELDS)
    yield "the number of segments", len(page.segments)
    for segment in page.segments:
        yield f"the segment at character {segment.span.start}", segment
    yield "the number of findings", page.diagnostic_count
    for found in page.diagnostics:
        yield f"the finding on line {found.line}", (found.code, found.severity, found.span, found.line, found.paper)
    yield "what the page says of itself", _describe(page.info, INFO_FIELDS)
    yield "what is decided once for the page", page.conventions
    yield "the links", [(link.span, link.target) for link in page.links]


def _describe(record: Paper | PageInfo, fields: Iterable[str]) -> dict[str, Any]:
    return {name: (_shape(getattr(record, name)), record.spans.get(name)) for name in fields}


def _shape(value: Any) -> Any:
    """What a value looks like, whatever its words and digits are."""
    match value:
        case str():
            return len(value)
        case tuple():
            return tuple(map(_shape, value))
        case Organization():
            return _shape(value.handle), _shape(value.name)
        case PartialDate():
            return value, value.year_min
        case int():
            return "a number"
    return value
