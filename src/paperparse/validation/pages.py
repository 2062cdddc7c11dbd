"""What is wrong with a page: its own diagnostics, and what does not fit."""

from collections.abc import Callable, Iterator

from attrs import evolve

from paperparse.codes import CODES
from paperparse.errors import AmbiguousFormatError, LimitError, PaperparseError, UnknownFormatError
from paperparse.formats import find_format
from paperparse.limits import Limits
from paperparse.model.page import Diagnostic, Page, Severity
from paperparse.pages.load import read_page
from paperparse.text.lines import find_line_end
from paperparse.text.places import Places, index_places
from paperparse.text.space import trim
from paperparse.text.span import Span
from paperparse.validation.checks import (
    Finding,
    check_end,
    check_format,
    check_info,
    check_number,
    check_spans,
    check_years,
    iter_findings,
    tell_unkept,
)
from paperparse.validation.options import Options

# What `min_coverage` lets a page have some of.
_TOLERABLE = ("unparsed-text", "truncated-card")
# What says what an error says.
Describe = Callable[[PaperparseError], str]


def get_message(error: PaperparseError) -> str:
    """What `error` says, without the name of the page."""
    return error.message


def check_text(
    text: str, name: str | None, options: Options, limits: Limits, describe: Describe = get_message
) -> tuple[list[Diagnostic], int]:
    """What is wrong with the page `text`, and how many papers are on it; `describe` says what an error says."""
    found: list[Diagnostic] = []
    try:
        try:
            page = read_page(text, name=name, form=None, as_of=options.as_of, strict=False, limits=limits)
        except UnknownFormatError as error:
            found.append(place_error(error, describe))
            if options.expect_format is None:
                return found, 0
            form = find_format(options.expect_format)
            page = read_page(text, name=name, form=form, as_of=options.as_of, strict=False, limits=limits)
            if not page:
                return found, 0
    except AmbiguousFormatError as error:
        return [place_error(error, describe)], 0
    except LimitError as error:
        return [*found, place_error(error, describe, text)], 0
    return found + check_page(page, options), len(page)


def place_error(error: PaperparseError, describe: Describe, text: str = "") -> Diagnostic:
    """The diagnostic for `error`, which has a code, where the error says that it is in `text`."""
    code = CODES[error.code or ""]
    line, column = error.line or 1, error.column or 1
    start = 0
    line_end = find_line_end(text)
    for _ in range(line - 1):
        start = text.find(line_end, start) + 1
    start += column - 1
    # What to do about it stands last, and is for those who can name a format.
    message = describe(error)
    what, _, advice = message.rpartition("; ")
    message = what if "--format" in advice else message
    return Diagnostic(code.name, code.severity, message, Span(start, start), line, column)


def make_diagnostic(
    code: str,
    message: str,
    span: Span,
    places: Places,
    paper: int | None = None,
    severity: Severity | None = None,
) -> Diagnostic:
    """The diagnostic `code` at `span` of the text that `places` is about; `severity` is by default the code's own."""
    line, column = places.locate(span.start)
    return Diagnostic(code, severity or CODES[code].severity, message, span, line, column, paper)


def check_page(page: Page, options: Options) -> list[Diagnostic]:
    """What is wrong with `page`, in the order of its text."""
    found = list(iter_own(page, options))
    known = {(own.code, own.span) for own in found}
    places = index_places(page.text)
    for finding in _iter_findings(page, options):
        span = _find_span(page, finding)
        if (finding.code, span) in known:
            continue
        if span.end <= len(page.text):
            found.append(make_diagnostic(finding.code, finding.message, span, places, finding.paper))
        else:
            # A page that was written by paperparse 0.1.0 has no text.
            line = 1 if finding.paper is None else page[finding.paper].source.line or 1
            severity = CODES[finding.code].severity
            found.append(Diagnostic(finding.code, severity, finding.message, span, line, 1, finding.paper))
    return sorted(found, key=lambda one: one.span)


def iter_own(page: Page, options: Options) -> Iterator[Diagnostic]:
    """The diagnostics of `page`; those that `min_coverage` allows are notes."""
    coverage = measure_coverage(page) if options.min_coverage < 1 else 1.0
    for found in page.diagnostics:
        if options.min_coverage < 1 and found.code in _TOLERABLE:
            severity: Severity = "note" if coverage >= options.min_coverage else found.severity
            message = f"{found.message}; of the page, {coverage:.2%} is accounted for"
            yield evolve(found, severity=severity, message=message)
        else:
            yield found


def _iter_findings(page: Page, options: Options) -> Iterator[Finding]:
    """What does not fit on `page`, its own diagnostics left out."""
    codes = {found.code for found in page.diagnostics}
    yield from check_format(page.format, options.expect_format)
    yield from check_info(page.info)
    yield from check_end(page)
    yield from check_years(page)
    yield from iter_findings(page, options.as_of, {})
    yield from check_spans(page)
    # A page of a format that was named says itself that it has no card.
    yield from check_number(len(page), options.min_papers) if "no-cards" not in codes else ()
    yield from tell_unkept(page.diagnostic_count - len(page.diagnostics))


def measure_coverage(page: Page) -> float:
    """The share of the characters of `page` that are accounted for, white space left out; 1 for a blank page."""
    sizes = {"unparsed": 0, "other": 0}
    for segment in page.segments:
        if segment.kind != "blank":
            kind = "unparsed" if segment.kind == "unparsed" else "other"
            sizes[kind] += segment.span.end - segment.span.start
    total = sum(sizes.values())
    return sizes["other"] / total if total else 1.0


def _find_span(page: Page, finding: Finding) -> Span:
    """Where on `page` the `finding` is about; what is about the whole is about its first or its last line."""
    if finding.paper is None:
        if finding.field is not None and (span := page.info.spans.get(finding.field)):
            return span
        if finding.code in ("too-few-papers", "further-findings"):
            return find_last_line(page.text)
        return Span(0, 0)
    paper = page[finding.paper]
    span = paper.spans.get(finding.field or "")
    if span is None:
        extent = paper.source.span or Span(0, 0)
        card = page.text[slice(*extent)]
        end = card.find(find_line_end(card))
        return Span(extent.start, extent.end if end < 0 else extent.start + end)
    return find_piece(page.text, span, finding.piece)


def find_last_line(text: str) -> Span:
    """The last line of `text` that says something."""
    core = trim(text, 0, len(text))
    if core is None:
        return Span(0, 0)
    return Span(text.rfind(find_line_end(text), core.start, core.end) + 1 or core.start, core.end)


def find_piece(text: str, span: Span, piece: str | None) -> Span:
    """Where `piece` stands in `text` within `span`; the whole span if it is `None` or not there as it is."""
    start = -1 if piece is None else text.find(piece, span.start, span.end)
    return span if piece is None or start < 0 else Span(start, start + len(piece))
