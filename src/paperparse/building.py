"""Build a page from a reading: cut every value from the text, in one place, and account for every character."""

import datetime
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, Final, NamedTuple

import attrs
from attrs import Factory, define

from paperparse.cards import Card, Foreign, Format, Reading
from paperparse.codes import CODES, name_field
from paperparse.fields import count_digits, is_count, match_count, match_date, match_organization, split_authors
from paperparse.limits import Limits, exceed
from paperparse.lines import WHITESPACE, Places, index_places, trim
from paperparse.model import Paper, PartialDate, Source, Span
from paperparse.page import Detection, Diagnostic, Page, PageInfo, Segment

# How to read a field that is not simply the text of its span. Each returns `None` or `()` where it can't.
READERS: Final = {
    "authors": split_authors,
    "author_count": match_count,
    "organization": match_organization,
    "published": match_date,
    "score": match_count,
    "comment_count": match_count,
    "date": match_date,
    "number": match_count,
    "page_count": match_count,
}
_PAPER_FIELDS: Final = frozenset(attribute.name for attribute in attrs.fields(Paper))
_LONGEST_QUOTE: Final = 40


@define
class _Findings:
    """The first `most` diagnostics on a page, in whatever order they are found, and the number of all."""

    most: int
    places: Places
    count: int = 0
    kept: list[Diagnostic] = Factory(list)

    def report(self, code: str, message: str, span: Span, paper: int | None = None) -> None:
        self.count += 1
        if len(self.kept) >= 2 * self.most:
            # Now and then, so that the sorting costs a constant amount for each finding.
            self.kept = self.sort()
        line, column = self.places.locate(span.start)
        self.kept.append(Diagnostic(code, CODES[code].severity, message, span, line, column, paper))

    def sort(self) -> list[Diagnostic]:
        return sorted(self.kept, key=attrgetter("span"))[: self.most]


class _Account(NamedTuple):
    """What is known of a page's text while it is built."""

    text: str
    name: str | None
    places: Places
    limits: Limits
    as_of: datetime.date | None
    year_min: int | None
    segments: list[Segment]
    findings: _Findings


def build_page(
    text: str,
    form: Format,
    reading: Reading,
    *,
    limits: Limits,
    name: str | None = None,
    as_of: datetime.date | None = None,
    detection: Detection | None = None,
    foreign: Iterable[Foreign] = (),
) -> Page:
    """The page that `reading` describes; `name`, `as_of`, `detection` and `foreign` cards go into it as they are.

    Raises `LimitError` for a card with more authors, or a number with more digits, than `limits` allow.
    """
    year_min = _bound_year(text, reading) if form.OMITS_CURRENT_YEAR else None
    places = index_places(text)
    findings = _Findings(limits.diagnostics, places)
    account = _Account(text, name, places, limits, as_of, year_min, [], findings)
    papers = tuple(_build_paper(account, card, at, form) for at, card in enumerate(reading.cards))
    info = _build_info(account, reading)
    _claim_furniture(account, reading)
    _report_foreign(account, foreign)
    if not papers:
        account.findings.report("no-cards", f"no card of format {form.NAME} on this page", Span(0, 0))
    segments = tuple(_iter_segments(account, reading.cut_off))
    return Page(
        papers,
        form.NAME,
        text,
        info,
        segments,
        tuple(findings.sort()),
        detection,
        name,
        diagnostic_count=findings.count,
    )


def _bound_year(text: str, reading: Reading) -> int | None:
    """The year after the latest one printed: where a site leaves out the current year, no other date has it."""
    spans = [span for card in reading.cards for name, span in card.fields if name == "published"]
    spans += [span for name, span in reading.info.items() if name == "date"]
    dates = (match_date(text[start:end]) for start, end in spans)
    return max((date.year + 1 for date in dates if date is not None and date.year is not None), default=None)


def _build_paper(account: _Account, card: Card, position: int, form: Format) -> Paper:
    values, spans = _read_values(account, card.fields, position)
    account.segments.extend(Segment("furniture", mark, None, position) for mark in card.marks)
    for name, beside in card.missing:
        _report_missing(account, name, beside, position)
    extent = card.extent
    line, _ = account.places.locate(extent.start)
    source = Source(page=account.name, format=form.NAME, position=position, span=extent, line=line)
    return Paper(**values, source=source, spans=spans)


def _build_info(account: _Account, reading: Reading) -> PageInfo:
    values, spans = _read_values(account, reading.info.items(), None)
    return PageInfo(**values, spans=spans)


def _read_values(
    account: _Account, fields: Iterable[tuple[str, Span]], paper: int | None
) -> tuple[dict[str, Any], dict[str, Span]]:
    """The values of those `fields` that can be read, and where they stand."""
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for name, span in fields:
        value = _read_value(account, name, span, paper)
        if value is not None:
            values[name] = value
            spans[name] = span
    return values, spans


def _read_value(account: _Account, name: str, span: Span, paper: int | None) -> Any:
    """The value of a field of a paper, or of the page where `paper` is `None`; claims its span."""
    text = account.text[span.start : span.end]
    _check_limits(account, name, text, span)
    reader = READERS.get(name)
    value = text if reader is None else reader(text)
    if value is None or value == ():
        noun = name_field(name)
        account.findings.report(f"invalid-{noun}", f"{_quote(text)} is no {noun.replace('-', ' ')}", span, paper)
        account.segments.append(Segment("unparsed", span, name, paper))
        return None
    account.segments.append(Segment("furniture" if paper is None else "field", span, name, paper))
    return _place_date(account, value, span, paper) if isinstance(value, PartialDate) else value


def _check_limits(account: _Account, name: str, text: str, span: Span) -> None:
    """Raise `LimitError` if `text`, the text of a field, has more pieces than may be read."""
    limits = account.limits
    if name == "authors" and (count := text.count(",") + 1) > limits.authors:
        limit, what = "authors", f"this card lists {count:,} author{'s' * (count != 1)}"
    elif READERS.get(name) is match_count and (count := count_digits(text)) > limits.digits and is_count(text):
        limit, what = "digits", f"this number has {count:,} digit{'s' * (count != 1)}"
    else:
        return
    line, column = account.places.locate(span.start)
    raise exceed(limits, limit, what, "correct the page", page=account.name, line=line, column=column)


def _place_date(account: _Account, date: PartialDate, span: Span, paper: int | None) -> PartialDate:
    """`date` with what the page and the day of its capture say about its year."""
    if date.year is None and account.as_of is None:
        return PartialDate(None, date.month, date.day, account.year_min)
    if account.as_of is None:
        return date
    placed = date.resolve(account.as_of)
    full = placed.date()
    if full is not None and full > account.as_of:
        message = f"{placed.isoformat()} lies after the capture of the page, {account.as_of.isoformat()}"
        account.findings.report("date-after-capture", message, span, paper)
    elif date.year is None and account.year_min is not None and (placed.year or 0) < account.year_min:
        message = f"{placed.isoformat()} by the day of capture, but by the page not before {account.year_min}"
        account.findings.report("contradictory-year", message, span, paper)
    return placed


def _report_missing(account: _Account, name: str, beside: Span, paper: int) -> None:
    if name in _PAPER_FIELDS:
        noun = name_field(name)
        account.findings.report(f"missing-{noun}", f"the card has no {noun.replace('-', ' ')}", beside, paper)
    else:
        account.findings.report("missing-mark", f"the card lacks its '{name}'", beside, paper)


def _report_foreign(account: _Account, foreign: Iterable[Foreign]) -> None:
    for other in foreign:
        for span in other.spans:
            account.findings.report("foreign-card", f"this looks like a card of format {other.format}", span)


def _claim_furniture(account: _Account, reading: Reading) -> None:
    """Claim the site's lines, but for the pieces of them that say something about the page."""
    said = sorted(reading.info.values())
    for span in (*reading.furniture, *reading.surroundings):
        start = span.start
        for inner in said:
            if span.start <= inner.start and inner.end <= span.end:
                _claim_trimmed(account, start, inner.start)
                start = inner.end
        _claim_trimmed(account, start, span.end)


def _claim_trimmed(account: _Account, start: int, end: int) -> None:
    span = trim(account.text, start, end)
    if span is not None:
        account.segments.append(Segment("furniture", span))


def _iter_segments(account: _Account, cut_off: Span | None) -> Iterator[Segment]:
    """All segments in order, what nothing claims included; reports the latter."""
    end = 0
    for segment in sorted(account.segments, key=attrgetter("span")):
        if segment.span.start < end:
            # A bug in a format, which no page may turn into an exception and no test may overlook.
            account.findings.report("overlapping-claim", "this text was claimed twice: please report it", segment.span)
            continue
        yield from _iter_gap(account, end, segment.span.start, cut_off)
        yield segment
        end = segment.span.end
    yield from _iter_gap(account, end, len(account.text), cut_off)


def _iter_gap(account: _Account, start: int, end: int, cut_off: Span | None) -> Iterator[Segment]:
    span = trim(account.text, start, end)
    if span is None:
        if start < end:
            yield Segment("blank", Span(start, end))
        return
    if start < span.start:
        yield Segment("blank", Span(start, span.start))
    yield Segment("unparsed", span)
    core = account.text[span.start : span.end]
    if cut_off is not None and cut_off.start < span.end and span.start < cut_off.end:
        account.findings.report("truncated-card", f"the page ends in the middle of a card, {_quote(core)}", span)
    else:
        account.findings.report("unparsed-text", f"text that no card accounts for, {_quote(core)}", span)
    if span.end < end:
        yield Segment("blank", Span(span.end, end))


def _quote(text: str) -> str:
    """`text` as one short line."""
    line = text.partition("\n")[0].rstrip(WHITESPACE)
    return repr(line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…")
