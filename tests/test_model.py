"""The records: values that compare, hash, copy and pickle, and show themselves in a line."""

import copy
import datetime
import pickle
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from samples import FORMATS_BY_NAME, ROOT, load_seed

import paperparse
from paperparse import Diagnostic, Limits, Organization, Page, Paper, PartialDate, Source, Span, Spans

DAILY = load_seed("daily_feed")
VALUES: list[Any] = [
    DAILY,
    DAILY[24],
    DAILY.info,
    DAILY.segments[0],
    DAILY.detection,
    DAILY[0].source,
    DAILY[0].spans,
    DAILY[24].organization,
    DAILY[12].published,
    Span(1, 2),
    Limits(),
    paperparse.loads("Nothing", format="daily_feed").diagnostics[0],
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_pickle_copy_and_hash(value: Any) -> None:
    for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):  # noqa: S301
        assert again == value
        assert hash(again) == hash(value)
        assert repr(again) == repr(value)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_are_immutable(value: Any) -> None:
    name = "start" if isinstance(value, Span) else "_items" if isinstance(value, Spans) else value.__slots__[0]
    with pytest.raises((FrozenInstanceError, AttributeError)):
        setattr(value, name, None)
    with pytest.raises((FrozenInstanceError, AttributeError)):
        delattr(value, name)


def test_a_paper_needs_no_field() -> None:
    paper = Paper()
    assert (paper.title, paper.authors, paper.published, paper.source.line, dict(paper.spans)) == (
        None,
        (),
        None,
        None,
        {},
    )
    assert repr(paper) == "Paper()"


def test_a_paper_is_equal_wherever_it_stands() -> None:
    paper = DAILY[3]
    assert evolve(paper, source=Source(page="elsewhere"), spans={}) == paper
    assert evolve(paper, title="Another") != paper


def test_authors_are_names_not_one_string() -> None:
    assert Paper(authors=["One Name"]).authors == ("One Name",)
    with pytest.raises(TypeError, match="sequence of names"):
        Paper(authors="One Name")
    assert Paper(categories=["cs.CL"]).categories == ("cs.CL",)
    with pytest.raises(TypeError, match="sequence of codes"):
        Paper(categories="cs.CL")


def test_an_organization_has_a_handle_or_a_name() -> None:
    assert Organization(None, "OpenBMB") == Organization(name="OpenBMB") != Organization("OpenBMB")
    with pytest.raises(ValueError, match="a handle or a name"):
        Organization()


def test_a_page_is_a_sequence() -> None:
    assert len(DAILY) == 59
    assert DAILY[0].title == "Deep Learning for Case-Based Reasoning through Prototypes: A Neural Network that " + (
        "Explains Its Predictions"
    )
    assert DAILY[-1] is DAILY.papers[58]
    assert DAILY[1:3] == DAILY.papers[1:3]
    assert [paper.title for paper in DAILY][3] == "Pointer Networks"
    assert DAILY[3] in DAILY
    assert DAILY.index(DAILY[3]) == 3
    with pytest.raises(IndexError):
        DAILY[59]


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_repr_is_short(name: str) -> None:
    page = load_seed(name)
    assert len(repr(page).replace(str(ROOT), "")) < 120
    assert all(len(repr(paper)) < 400 for paper in page)
    assert len(repr(page.info)) < 200


def test_repr_says_what_there_is() -> None:
    assert repr(paperparse.loads(DAILY.text)) == "<Page daily_feed: 59 papers>"
    assert repr(paperparse.loads("x", format="daily_feed")) == "<Page daily_feed: 0 papers, 2 diagnostics>"
    assert repr(DAILY[12]).endswith("author_count=7, published=--10-06)")
    assert "organization=Organization(handle='apple', name='Apple')" in repr(DAILY[24])
    assert "authors=<Jarek Duda>" in repr(load_seed("scored_feed")[8])


def test_spans_are_where_the_values_stand() -> None:
    paper = DAILY[24]
    text = {name: DAILY.text[start:end] for name, (start, end) in paper.spans.items()}
    assert list(text) == ["title", "abstract", "organization", "published", "comment_count"]
    assert (text["organization"], text["published"], text["comment_count"]) == ("apple Apple", "Sep 29", "2")
    with pytest.raises(KeyError):
        paper.spans["score"]


def test_source_is_where_the_card_stands() -> None:
    page = load_seed("scored_feed")
    source = page[2].source
    assert (source.format, source.position, source.line) == ("scored_feed", 2, 35)
    assert source.span is not None
    card = page.text[source.span.start : source.span.end]
    assert (card.split("\n")[0], card.split("\n")[-1]) == ("âž–", "12/9/2024")


@pytest.mark.parametrize(
    ("date", "iso", "full"),
    [
        (PartialDate(2017, 10, 13), "2017-10-13", datetime.date(2017, 10, 13)),
        (PartialDate(None, 10, 6), "--10-06", None),
        (PartialDate(None, 2, 29), "--02-29", None),
        (PartialDate(33, 4, 3), "0033-04-03", datetime.date(33, 4, 3)),
    ],
)
def test_a_date_keeps_what_is_printed(date: PartialDate, iso: str, full: datetime.date | None) -> None:
    assert (date.isoformat(), date.date()) == (iso, full)
    assert (str(date), f"{date}", f"{date:>12}") == (iso, iso, iso.rjust(12))


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 2, 30), (None, 2, 30), (2023, 2, 29), (2024, 13, 1)])
def test_a_day_that_no_calendar_has_is_refused(year: int | None, month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        PartialDate(year, month, day)


@pytest.mark.parametrize(
    ("month", "day", "as_of", "year"),
    [
        (10, 6, (2025, 10, 6), 2025),
        (10, 7, (2025, 10, 6), 2024),
        (12, 31, (2025, 1, 1), 2024),
        (2, 29, (2025, 10, 6), 2024),
        (2, 29, (2024, 2, 28), 2020),
        (2, 29, (1903, 1, 1), 1896),
        (1, 1, (1, 1, 1), 1),
        (1, 2, (1, 1, 1), None),
        (2, 29, (3, 1, 1), None),
    ],
)
def test_a_year_is_the_latest_not_in_the_future(
    month: int, day: int, as_of: tuple[int, int, int], year: int | None
) -> None:
    assert PartialDate(None, month, day, 1).resolve(datetime.date(*as_of)).year == year


def test_a_printed_year_stands() -> None:
    date = PartialDate(2030, 1, 1)
    assert date.resolve(datetime.date(2025, 1, 1)) is date


def test_the_earliest_year_is_knowledge_about_the_page_not_the_date() -> None:
    assert DAILY[12].published == PartialDate(None, 10, 6)
    assert DAILY[12].published is not None
    assert DAILY[12].published.year_min == 2025


def test_organization_may_have_no_name() -> None:
    assert Organization("openbmb").name is None


def test_page_types_are_what_they_say() -> None:
    assert isinstance(DAILY, Page)
    assert all(isinstance(paper, Paper) for paper in DAILY)


def test_a_page_made_by_hand_counts_its_diagnostics() -> None:
    found = Diagnostic("invalid-date", "error", "'Feb 30' is no date", Span(0, 6), 1, 1)
    assert Page((), "daily_feed", "Feb 30", diagnostics=(found,)).diagnostic_count == 1
    assert Page((), "daily_feed", "").diagnostic_count == 0


def test_spans_are_a_mapping_in_page_order() -> None:
    spans = Spans({"title": Span(0, 3), "abstract": Span(4, 9)})
    assert list(spans.values()) == [Span(0, 3), Span(4, 9)]
    assert list(spans.items()) == [("title", Span(0, 3)), ("abstract", Span(4, 9))]
