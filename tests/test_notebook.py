"""What a notebook shows of papers and what holds them: short tables that hold nothing but text."""

import datetime
from html.parser import HTMLParser
from typing import Any, Protocol

import pytest
from attrs import evolve
from hypothesis import given
from samples import SEEDED, load_seed

import paperparse
from paperparse import Organization, Paper, PartialDate
from paperparse.explaining.notebook import MOST_ROWS
from paperparse.testing import hostile_text

STYLES = [[("style", "text-align: left")], [("style", "text-align: left; white-space: nowrap")]]
TAGS = {"div", "p", "b", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}


class Shown(Protocol):
    def _repr_html_(self) -> str: ...


class Cells(HTMLParser):
    """The rows of all tables in a text of HTML, what stands around them, and all tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.around = ""
        self.tags: set[str] = set()
        self.in_cell = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert attributes == [] or (tag in ("td", "th") and attributes in STYLES)
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        self.in_cell = tag in ("td", "th")
        if self.in_cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.in_cell:
            self.rows[-1][-1] += data
        else:
            self.around += data


def show(value: Any) -> Cells:
    shown = Cells(value._repr_html_())
    assert shown.tags <= TAGS
    return shown


@pytest.mark.parametrize("name", SEEDED)
def test_a_page_is_a_table_of_its_papers(name: str) -> None:
    page = load_seed(name)
    shown = show(page)
    assert len(shown.rows) == 1 + min(len(page), MOST_ROWS)
    assert f"{len(page)} papers" in shown.around
    assert ("more rows" in shown.around) == (len(page) > MOST_ROWS)


def test_dates_without_years_say_what_fills_them_in() -> None:
    page = load_seed("daily_feed")
    for shown in (page, page[:], paperparse.merge(page)):
        assert "15 dates without a year: the day of capture, as_of=, fills them in." in show(shown).around
    dated = paperparse.loads(page.text, as_of=datetime.date(2025, 10, 30))
    for shown in (dated, dated[:], load_seed("scored_feed")):
        assert "without a year" not in show(shown).around


def test_findings_are_folded_below_the_papers() -> None:
    page = paperparse.loads(load_seed("daily_feed").text.replace("Dec 19, 2024", "Feb 30, 2024", 1))
    assert show(page).rows[-1] == ["27", "error", "invalid-date", "'Feb 30, 2024' is no date"]
    assert show(page.diagnostics[0]).rows == [["line", "severity", "code", "message"], show(page).rows[-1]]
    assert "1 finding" in show(page).around


def test_a_paper_is_a_table_of_its_fields() -> None:
    paper = Paper(title="Kilns", authors=("Ada Li", "Bo Renn"), published=PartialDate(None, 6, 9), score=3)
    assert show(paper).rows == [
        ["field", "value"],
        ["title", "Kilns"],
        ["authors", "Ada Li, Bo Renn"],
        ["published", "--06-09"],
        ["score", "3"],
    ]
    assert show(Paper(organization=Organization("lab"))).rows[1] == ["organization", "lab"]


def test_a_slice_of_a_page_is_a_table_as_well() -> None:
    assert show(load_seed("daily_feed")[3:4]).rows == [
        ["", "title", "authors", "published", "facts"],
        ["0", "Pointer Networks", "", "2015-06-09", "3 authors"],
    ]


def test_a_detection_says_what_the_others_lacked() -> None:
    detection = load_seed("daily_feed").detection
    assert detection is not None
    shown = show(detection)
    assert shown.around.startswith("daily_feed, confidence 1.00")
    assert [row[0] for row in shown.rows[1:]] == [one.format for one in detection.candidates]


def test_merged_papers_are_a_table_with_what_a_person_should_look_at() -> None:
    one = Paper(title="Glaze Net in Northern Kilns", authors=("Ada Li", "Bo Renn"))
    other = evolve(one, title="Glaze Net++ in Northern Kilns")
    again = evolve(one, score=3, authors=("Ada Li", "B. Renn"))
    result = paperparse.merge([one, other, again])
    shown = show(result)
    assert "3 cards, 2 papers" in shown.around
    assert "1 pair that may be the same" in shown.around
    assert "1 conflict" in shown.around
    assert ["paper", "field", "kind", "values, the chosen one first"] in shown.rows


@given(hostile_text())
def test_no_text_puts_anything_there(text: str) -> None:
    paper = Paper(title=text, abstract=text, authors=(text, text), other_authors=text, organization=Organization(text))
    for value in (paper, paperparse.merge([paper, evolve(paper, title=f"{text} again")])):
        shown = show(value)
        assert all(character.isprintable() for row in shown.rows for cell in row for character in cell)
