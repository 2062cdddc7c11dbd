"""Build a page from a reading: every value is cut from the text here, where its card or its lines say it stands."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any, Final

from attrs import evolve

from paperparse.grammar.cards import Card, Foreign, Format, Reading
from paperparse.grammar.layouts import EMPTY_RECORD, MOST_PLAIN_DIGITS, PLACES, Record, Scan
from paperparse.grammar.values import READERS, count_digits, is_count, match_count
from paperparse.limits import Limits, exceed
from paperparse.model.page import Detection, Page, PageInfo
from paperparse.model.paper import Paper, PartialDate, draft
from paperparse.pages.account import PageAccount, read_value
from paperparse.text.lines import Lines
from paperparse.text.places import index_places
from paperparse.text.span import Span

_AUTHORS: Final = PLACES["authors"]
_PUBLISHED: Final = PLACES["published"]
_NO_INFO: Final = PageInfo()
_draft_paper: Final = draft(Paper)
_draft_page: Final = draft(Page)


def build_page(
    text: str,
    form: Format,
    reading: Reading,
    *,
    limits: Limits,
    name: str | None = None,
    as_of: datetime.date | None = None,
    find_detection: Callable[[], Detection] | None = None,
    foreign: Iterable[Foreign] = (),
    is_clean: bool = False,
) -> Page:
    """The page that `reading` describes; `name`, `as_of` and `foreign` cards go into it as they are.

    `find_detection`: tells, when it is asked for, how the format was found; `None` where it was named. `is_clean`:
    whether `reading` is known to leave nothing to report.

    Raises `LimitError` for a card with more authors, or a number with more digits, than `limits` allow.
    """
    records = _read_records(text, reading, limits, name)
    info = _read_info(text, reading, limits, name)
    if isinstance(reading, Scan):
        # The page keeps its reading, and with it would keep a second copy of the text, and of all values.
        reading.lines = Lines(text)
        reading.records = []
    year_min = None
    if form.OMITS_CURRENT_YEAR:
        year_min = _bound_year([*(record[_PUBLISHED] for record in records), info.date])
    if form.OMITS_CURRENT_YEAR or as_of is not None:
        for record in records:
            date = record[_PUBLISHED]
            if date is not None and date.year is None:
                record[_PUBLISHED] = _place_date(date, as_of, year_min)
        if info.date is not None and info.date.year is None:
            info = evolve(info, date=_place_date(info.date, as_of, year_min))
    account = PageAccount(
        text,
        form,
        reading,
        limits=limits,
        name=name,
        as_of=as_of,
        year_min=year_min,
        foreign=tuple(foreign),
        find_detection=find_detection,
    )
    page = _draft_page()
    page.papers = tuple([_make_paper(record, account, position) for position, record in enumerate(records)])
    page.format = form.NAME
    page.text = text
    page.info = info
    page.name = name
    if is_clean and as_of is None and len(info.spans) == len(reading.info):
        page.diagnostics = ()
        page.diagnostic_count = 0
    page._account = account
    page.__class__ = Page
    return page  # type: ignore[no-any-return]  # a draft has no type, so that it may be written


def _make_paper(record: Record, account: PageAccount, position: int) -> Paper:
    paper = _draft_paper()
    (
        paper.title,
        paper.abstract,
        paper.summary,
        paper.authors,
        paper.author_count,
        paper.organization,
        paper.published,
        paper.score,
        paper.comment_count,
    ) = record
    paper.origins = ()
    paper._account = account
    paper._position = position
    paper.__class__ = Paper
    return paper  # type: ignore[no-any-return]  # as above


def _read_records(text: str, reading: Reading, limits: Limits, page: str | None) -> list[Record]:
    """The values of all cards of `reading`."""
    if not isinstance(reading, Scan):
        return [_read_record(text, card, limits, page) for card in reading.cards]
    is_strict = limits.digits < MOST_PLAIN_DIGITS
    return [
        _read_record(text, reading.make_card(at), limits, page)
        if record is None or is_strict or len(record[_AUTHORS]) > limits.authors
        else record
        for at, record in enumerate(reading.records)
    ]


def _read_record(text: str, card: Card, limits: Limits, page: str | None) -> Record:
    record = EMPTY_RECORD.copy()
    for name, span in card.fields:
        value = _read_value(text, name, span, limits, page)
        if value is not None:
            record[PLACES[name]] = value
    return record


def _read_info(text: str, reading: Reading, limits: Limits, page: str | None) -> PageInfo:
    """What the page says of itself and can be read, and where it stands."""
    if not reading.info:
        return _NO_INFO
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for name, span in reading.info.items():
        value = _read_value(text, name, span, limits, page)
        if value is not None:
            values[name] = value
            spans[name] = span
    return PageInfo(**values, spans=spans)


def _read_value(text: str, name: str, span: Span, limits: Limits, page: str | None) -> Any:
    """The value of the field `name` at `span`; `None` if it can't be read."""
    piece = text[span.start : span.end]
    if name == "authors" and (count := piece.count(",") + 1) > limits.authors:
        limit, what = "authors", f"this card lists {count:,} author{'s' * (count != 1)}"
    elif READERS.get(name) is match_count and (count := count_digits(piece)) > limits.digits and is_count(piece):
        limit, what = "digits", f"this number has {count:,} digit{'s' * (count != 1)}"
    else:
        return read_value(name, piece)
    line, column = index_places(text).locate(span.start)
    raise exceed(limits, limit, what, "correct the page", page=page, line=line, column=column)


def _bound_year(dates: Iterable[PartialDate | None]) -> int | None:
    """The year after the latest one printed: where a site leaves out the current year, no other date has it."""
    return max((date.year + 1 for date in dates if date is not None and date.year is not None), default=None)


def _place_date(date: PartialDate, as_of: datetime.date | None, year_min: int | None) -> PartialDate:
    """`date`, which has no year, with what the day of its capture, or else the page, says about it."""
    return PartialDate(None, date.month, date.day, year_min) if as_of is None else date.resolve(as_of)
