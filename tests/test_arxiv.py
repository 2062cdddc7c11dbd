"""What pages of arXiv print that no other site does: days in words, signed names, days over papers, texts twice."""

from typing import Any, Final

import pytest

import paperparse
from paperparse import PartialDate, Segment
from paperparse.formats.arxiv import match_version
from paperparse.grammar.names import split_signed_authors
from paperparse.grammar.values import (
    DAY_FIRST,
    LONG_WEEKDAY_FIRST,
    SIGNED_AUTHORS,
    WEEKDAY_FIRST,
    match_day_month_year,
)

CARD: Final = "[{0}] arXiv:2603.9000{0} [pdf]\nTitle: On Shelves, Part {0}\nAda Quill\nSubjects: Libraries (cs.DL)\n"
FOUND: Final = """\
arXiv:2601.90307 [pdf]
cs.DL
On Shelves
Authors: Ada Quill
Abstract: {}
Submitted 9 January, 2026; originally announced January 2026.
"""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 January, 2026", (2026, 1, 3)),
        ("Wed, 4 Mar 2026", (2026, 3, 4)),
        ("Tue, 23 Jul 24", (2024, 7, 23)),
        ("Tue  3 Mar 26", (2026, 3, 3)),
        ("Wednesday, 4 March 2026", (2026, 3, 4)),
        ("1 May 91", (1991, 5, 1)),
        ("31 Dec 90", (2090, 12, 31)),
        ("29 February, 2024", (2024, 2, 29)),
    ],
)
def test_day_before_the_month(text: str, day: tuple[int, int, int]) -> None:
    assert match_day_month_year(text) == PartialDate(*day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4 Mar",
        "Mar 4, 2026",
        "30 February, 2026",
        "4 Mar 202",
        "4 Mar 20260",
        "4 Mae 2026",
        "Wed 4",
        "x 4 Mar 2026",
    ],
)
def test_no_day_before_the_month(text: str) -> None:
    assert match_day_month_year(text) is None


def test_days_are_printed_as_they_are_read() -> None:
    day = PartialDate(2026, 3, 4)
    printed = [reader.write(day) for reader in (DAY_FIRST, WEEKDAY_FIRST, LONG_WEEKDAY_FIRST)]
    assert printed == ["4 March, 2026", "Wed, 4 Mar 2026", "Wednesday, 4 March 2026"]
    assert all(DAY_FIRST.read(text) == day for text in printed)
    assert [reader.write(PartialDate(None, 3, 4)) for reader in (DAY_FIRST, WEEKDAY_FIRST, LONG_WEEKDAY_FIRST)] == [
        ""
    ] * 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Quill, Bo Renn (Hill University), Ren\\'e Alder", ("Ada Quill", "Bo Renn", "Ren\\'e Alder")),
        ("Dee Holt and Eli Voss", ("Dee Holt", "Eli Voss")),
        ("Ada Quill, Bo Renn, and Cy Marsh", ("Ada Quill", "Bo Renn", "Cy Marsh")),
        ("Dee Holt (1), Eli Voss (2) ((1) Hill (Old Town), (2) Institute)", ("Dee Holt", "Eli Voss")),
        ("Ada Quill,\n  Bo Renn", ("Ada Quill", "Bo Renn")),
        ("Ada Quill, et al. (17 additional authors not shown)", ("Ada Quill",)),
        ("Sammy Davis, Jr. (Hill), Bo Renn", ("Sammy Davis, Jr.", "Bo Renn")),
        ("Anders Sand and Andrea Land", ("Anders Sand", "Andrea Land")),
        ("OpenAI, :, Bo Renn", ("OpenAI", "Bo Renn")),
        # A name may stand inside of what does not close.
        ("Ada Quill (Hill, Bo Renn", ()),
        ("Ada Quill), Bo Renn", ()),
        ("(Hill University)", ()),
    ],
)
def test_names_with_affiliations(text: str, names: tuple[str, ...]) -> None:
    assert split_signed_authors(text) == names
    assert SIGNED_AUTHORS.read(SIGNED_AUTHORS.write(names)) == names


@pytest.mark.parametrize(("text", "version"), [("v1", 1), ("v12", 12), ("2", None), ("v", None), ("v1234", None)])
def test_version(text: str, version: int | None) -> None:
    assert match_version(text) == version


def list_days(text: str) -> list[str | None]:
    page = paperparse.loads(text, format="arxiv_listing")
    return [None if paper.published is None else paper.published.isoformat() for paper in page]


def test_a_day_is_that_of_all_cards_below_it_up_to_the_next() -> None:
    cards = [CARD.format(number) for number in range(1, 5)]
    days = ["Wed, 4 Mar 2026 (showing 2 of 2 entries )\n", "Tue, 3 Mar 2026\n"]
    text = f"{cards[0]}{days[0]}{cards[1]}{cards[2]}{days[1]}{cards[3]}"
    assert list_days(text) == [None, "2026-03-04", "2026-03-04", "2026-03-03"]
    page = paperparse.loads(text, format="arxiv_listing")
    assert not page.diagnostics
    at = text.index("Wed, 4 Mar 2026")
    assert [paper.spans.get("published") for paper in page[1:3]] == [(at, at + 15)] * 2
    [segment] = [segment for segment in page.segments if segment.span.start == at]
    assert segment == Segment("furniture", segment.span, "published")


def test_a_day_that_no_calendar_has_is_told_once() -> None:
    text = f"Wed, 31 Feb 2026 (showing 2 of 2 entries )\n{CARD.format(1)}{CARD.format(2)}"
    page = paperparse.loads(text, format="arxiv_listing")
    assert [(found.code, found.line, found.paper) for found in page.diagnostics] == [("invalid-date", 1, None)]
    assert list_days(text) == [None, None]


def test_what_stands_behind_a_label_is_no_day() -> None:
    text = CARD.format(1).replace("On Shelves, Part 1", "Wed, 4 Mar 2026 (showing 1 of 1 entries )") + CARD.format(2)
    page = paperparse.loads(text, format="arxiv_listing")
    assert page[0].title == "Wed, 4 Mar 2026 (showing 1 of 1 entries )"
    assert list_days(text) == [None, None]


SHORT: Final = "A swap moves 18% of the loans, and"
FULL: Final = "A swap moves 18% of the loans, and nothing else does."


@pytest.mark.parametrize(
    ("printed", "abstract", "codes"),
    [
        (f"{FULL} {FULL} △ Less", FULL, []),
        (f"{FULL}\n{FULL}\n△ Less", FULL, []),
        (f"{SHORT}… ▽ More {FULL} △ Less", FULL, []),
        (f"{SHORT}…\n▽ More\n{FULL}\n△ Less", FULL, []),
        (f"{SHORT}… ▽ More\n{FULL} △ Less", FULL, []),
        # Words of the query stand on lines of their own.
        ("A\nswap\nmoves loans. A\nswap\nmoves loans.\n△ Less", "A swap moves loans.", []),
        # The button is lost, or the short text.
        (f"{SHORT}… {FULL} △ Less", FULL, []),
        (f"{FULL} △ Less", FULL, []),
        (FULL, FULL, []),
        (f"{SHORT}… ▽ More", f"{SHORT}…", ["shortened-text"]),
        (f"{SHORT}…\n▽ More", f"{SHORT}…", ["shortened-text"]),
        (f"{SHORT}…\n▽ More {FULL} △ Less", FULL, []),
        (f"{SHORT}… ▽ More △ Less", f"{SHORT}…", ["shortened-text"]),
        (f"{SHORT}▽ More", SHORT, ["shortened-text"]),
        (f"Press ▽ More or △ Less. {FULL}", f"Press ▽ More or △ Less. {FULL}", []),
    ],
)
def test_of_a_short_and_a_full_text_the_full_one_counts(printed: str, abstract: str, codes: list[str]) -> None:
    page = paperparse.loads(FOUND.format(printed), format="arxiv_search")
    assert [paper.abstract for paper in page] == [abstract]
    assert [found.code for found in page.diagnostics] == codes
    assert "unparsed" not in {segment.kind for segment in page.segments}


def test_the_rest_of_a_list_of_names_is_a_value() -> None:
    rest = "et al. (9 additional authors not shown)"
    page = paperparse.loads(FOUND.format(FULL).replace("Ada Quill", f"Ada Quill, {rest}"), format="arxiv_search")
    assert (page[0].authors, page[0].other_authors, page.diagnostics) == (("Ada Quill",), rest, ())


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("arXiv:2601.90307 [pdf] On Shelves Abstract: {full} {day}", {}),
        ("- arXiv:2601.90307v2 [pdf] On Shelves Abstract: {full} {day}", {"version": 2}),
        ("arXiv:2601.90307 [pdf] On Shelves Authors: Ada Quill Abstract: {full} {day}", {"authors": ("Ada Quill",)}),
        ("arXiv:2601.90307 [pdf] On Shelves Abstract: A … ▽ More {full} △ Less {day}", {}),
        ("arXiv:2601.90307 [pdf] On Shelves Abstract: {full} {day} Comments: 9 pages", {"note": "9 pages"}),
        (
            "arXiv:2601.90307 [pdf] On Shelves Abstract: {full} {day} Comments: 9 pages ACM Class: I Journal ref: J",
            {"note": "9 pages", "journal_ref": "J"},
        ),
    ],
)
def test_all_of_a_card_on_one_line(line: str, fields: dict[str, Any]) -> None:
    day = "Submitted 9 January, 2026; v1 submitted 3 January, 2026; originally announced January 2026."
    text = line.format(full=f"{FULL} {FULL[:-1]} {'again ' * 50}at last.", day=day)
    [paper] = paperparse.loads(text, format="arxiv_search")
    assert (paper.title, paper.arxiv_id, paper.published) == ("On Shelves", "2601.90307", PartialDate(2026, 1, 3))
    assert paper.abstract is not None
    assert (paper.abstract.startswith(FULL), paper.abstract.endswith("at last.")) == (True, True)
    assert {name: getattr(paper, name) for name in fields} == fields


def test_an_abstract_that_is_printed_twice_on_the_line_of_a_card_is_not_guessed() -> None:
    day = "Submitted 9 January, 2026; originally announced January 2026."
    text = f"arXiv:2601.90307 [pdf] On Shelves Abstract: {FULL} {FULL} △ Less {day}"
    assert len(paperparse.loads(text, format="arxiv_search")) == 0
