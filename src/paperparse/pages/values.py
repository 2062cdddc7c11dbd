"""Make a page of a reading: every value is cut from the text here, where its card or its lines say it stands."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import evolve

from paperparse.choosing.decision import Foreign
from paperparse.grammar.reading import Reading
from paperparse.grammar.table import find_readers
from paperparse.grammar.values import RESTS, Reader, find_rest, match_name_and_handle
from paperparse.limits import Limits
from paperparse.model.extra import NO_EXTRA
from paperparse.model.fields import SEVERAL
from paperparse.model.page import Detection, Page, PageInfo
from paperparse.model.paper import FIELDS, VALUE_FIELDS, Paper, PartialDate
from paperparse.model.spans import draft, draft_with
from paperparse.pages.account import PageAccount
from paperparse.pages.bounded import read_value
from paperparse.text.space import WHITESPACE
from paperparse.text.span import Span

# The values of a card, in the order of `VALUE_FIELDS`.
Values = list[Any]

_PLACES: Final = {name: at for at, name in enumerate(VALUE_FIELDS)}
_EMPTY: Final[Values] = [() if field.kind in SEVERAL else None for field in FIELDS.values()]
_PUBLISHED: Final = _PLACES["published"]
_NO_INFO: Final = PageInfo()
_draft_paper: Final = draft_with(Paper, VALUE_FIELDS)
_draft_page: Final = draft(Page)


def build_page(
    reading: Reading,
    *,
    limits: Limits,
    name: str | None = None,
    as_of: datetime.date | None = None,
    find_detection: Callable[[], Detection] | None = None,
    foreign: Iterable[Foreign] = (),
    extraction: str | None = None,
    reduce: Callable[[Page], tuple[Any, ...] | None] | None = None,
) -> Page:
    """The page that `reading` describes; `name`, `as_of`, `foreign` cards and `extraction` go into it as they are.

    `find_detection`: tells, when it is asked for, how the format was found; `None` where it was named. `reduce`: what
    pickle asks for the page, to be told what it writes, or `None` where that must be all of it.

    A list of authors or a number that is over one of `limits` is no value.
    """
    form = reading.form
    cards = _join_printings(reading, _read_cards(reading, limits))
    info = _read_info(reading, limits)
    year_min = None
    if form.omits_current_year:
        year_min = _bound_year([*(values[_PUBLISHED] for values in cards), info.date])
    if form.omits_current_year or as_of is not None:
        for values in cards:
            date = values[_PUBLISHED]
            if date is not None and date.year is None:
                values[_PUBLISHED] = _place_date(date, as_of, year_min)
        if info.date is not None and info.date.year is None:
            info = evolve(info, date=_place_date(info.date, as_of, year_min))
    account = PageAccount(
        reading,
        limits=limits,
        name=name,
        as_of=as_of,
        year_min=year_min,
        foreign=tuple(foreign),
        find_detection=find_detection,
        reduce=reduce,
    )
    return make_page(cards, account, form.name, reading.tape.source, info, name, extraction)


def make_page(
    cards: Iterable[Values],
    account: Any,
    format: str,
    text: str,
    info: PageInfo,
    name: str | None,
    extraction: str | None,
) -> Page:
    """The page of the papers whose values are `cards`; `account` tells all else of it when it is asked."""
    page = _draft_page()
    page.papers = tuple([_make_paper(values, account, position) for position, values in enumerate(cards)])
    page.format = format
    page.text = text
    page.info = info
    page.name = name
    page.extraction = extraction
    page._account = account
    page.__class__ = Page
    return page  # type: ignore[no-any-return]  # a draft has no type, so that it may be written


def _make_paper(values: Values, account: Any, position: int) -> Paper:
    paper = _draft_paper(values)
    paper.origins = ()
    paper.extra = NO_EXTRA
    paper._account = account
    paper._position = position
    paper.__class__ = Paper
    return paper  # type: ignore[no-any-return]  # a draft has no type, so that it may be written


def _read_cards(reading: Reading, limits: Limits) -> list[Values]:
    """The values of all cards of `reading`."""
    tape, inside = reading.tape, reading.rules.inside
    lines, letters = tape.values, tape.letters
    readers = find_readers(reading.form)
    cards = []
    for card in reading.cards:
        values = _EMPTY.copy()
        for said in reading.iter_section(card) if reading.sections else ():
            value = _read_span(reading, said.field, said.span, limits)
            if value is not None:
                values[_PLACES[said.field]] = value
        for slot, first, stop in card.iter_parts():
            field = slot.field
            if field:
                # A line that is there already need not be cut from the text once more.
                piece = lines[first] if stop - first == 1 else reading.print_value(field, tape.span(first, stop))
                if field not in readers:
                    values[_PLACES[field]] = piece
                    continue
                found = [(field, piece)]
                own: Mapping[str, Reader] = {}
            elif slot.kind and letters[first] in inside:
                held = inside[letters[first]]
                match = held.match(lines[first])
                assert match is not None  # It is how the line got its letter.
                found = [(field, match[group]) for group, field in held.groups if match[group]]
                own = held.reads
            else:
                continue
            for field, printed in found:
                piece = printed.strip(WHITESPACE)
                reader = own.get(field) or readers.get(field)
                value = read_value(reader, field, piece, limits)
                if value is not None and value != "":
                    values[_PLACES[field]] = value
                if field in RESTS and value and (rest := find_rest(reader, piece)):
                    values[_PLACES[RESTS[field].field]] = piece[rest:]
        for linked in reading.iter_links(card):
            at = _PLACES[linked.field]
            if values[at] == _EMPTY[at]:
                piece = tape.source[slice(*linked.span)]
                reader = readers.get(linked.field)
                values[at] = piece if reader is None else reader.read(piece)
            elif linked.field == "organization":
                values[at] = match_name_and_handle(f"{values[at].name} {tape.source[slice(*linked.span)]}")
        cards.append(values)
    # The page keeps its reading, and with it would keep a second copy of the text.
    tape.values = []
    return cards


def _join_printings(reading: Reading, cards: list[Values]) -> list[Values]:
    """The values of all papers: of those that are printed twice, what only the second printing says is added."""
    for at, first in reading.repeats.items():
        cards[first] = [
            own if own not in (None, ()) else other for own, other in zip(cards[first], cards[at], strict=True)
        ]
    return [values for at, values in enumerate(cards) if at not in reading.repeats] if reading.repeats else cards


def _read_info(reading: Reading, limits: Limits) -> PageInfo:
    """What the page says of itself and can be read, and where it stands."""
    if not reading.info:
        return _NO_INFO
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for name, span in reading.info.items():
        value = _read_span(reading, name, span, limits)
        if value is not None:
            values[name] = value
            spans[name] = reading.tape.find_source(span)
    return PageInfo(**values, spans=spans)


def _read_span(reading: Reading, name: str, span: Span, limits: Limits) -> Any:
    """The value of the field `name` at `span`, around the cards; `None` if it can't be read."""
    piece = reading.tape.text[slice(*span)]
    reader = find_readers(reading.form).get(name)
    return read_value(reader, name, piece, limits)


def _bound_year(dates: Iterable[PartialDate | None]) -> int | None:
    """The year after the latest one printed: where a site leaves out the current year, no other date has it."""
    return max((date.year + 1 for date in dates if date is not None and date.year is not None), default=None)


def _place_date(date: PartialDate, as_of: datetime.date | None, year_min: int | None) -> PartialDate:
    """`date`, which has no year, with what the day of its capture, or else the page, says about it."""
    return PartialDate(None, date.month, date.day, year_min) if as_of is None else date.resolve(as_of)
