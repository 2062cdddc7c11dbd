"""The same page in every shape in which crawlers leave it gives the same records."""

import re
from collections.abc import Callable
from typing import Final

import pytest
from attrs import evolve
from samples import FORMATS_BY_NAME, load_seed, real_papers

import paperparse
from paperparse import PageInfo, Paper

_NAVIGATION: Final = "Home\nPapers\nAbout us | Blog | Log in\n"
_FOOTER: Final = "\nAbout\nPrivacy Policy\nTerms of Service\n© 2024 The Site. All rights reserved."

SHAPES: Final[dict[str, Callable[[str], str]]] = {
    "as printed": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "spaces at line ends": lambda text: text.replace("\n", "  \t\n"),
    "spaces at line beginnings": lambda text: text.replace("\n", "\n   "),
    "non-breaking spaces at line ends": lambda text: text.replace("\n", "\xa0\n\xa0"),
    "non-breaking spaces on blank lines": lambda text: text.replace("\n\n", "\n\xa0\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "doubled blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "a blank line after every line": lambda text: text.replace("\n", "\n\n"),
    "navigation before": lambda text: _NAVIGATION + text,
    "footer after": lambda text: text + _FOOTER,
    "navigation and footer, apart": lambda text: f"{_NAVIGATION}\n\n{text}\n\n{_FOOTER}\n\n",
    "CRLF and no final line end": lambda text: text.rstrip().replace("\n", "\r\n"),
}  # fmt: skip


def unfold(paper: Paper) -> Paper:
    """`paper` with a plain line feed wherever the page breaks a line inside a value, which keeps the page's own."""
    return evolve(
        paper,
        abstract=paper.abstract and re.sub(r"\s*\n\s*", "\n", paper.abstract),
        summary=paper.summary and re.sub(r"\s*\n\s*", "\n", paper.summary),
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_shape_gives_the_same_records(name: str, shape: str) -> None:
    papers = real_papers()
    for start in range(0, len(papers) - 24, max(25, len(papers) // 8)):
        expected = papers[start : start + 25]
        text = FORMATS_BY_NAME[name].render(expected, PageInfo())
        page = paperparse.loads(SHAPES[shape](text))
        assert page.format == name
        assert [unfold(paper) for paper in page] == [unfold(paperparse.project(paper, name)) for paper in expected]
        assert page.diagnostics == ()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_shape_of_a_seed_gives_the_same_records(name: str, shape: str) -> None:
    seed = load_seed(name)
    page = paperparse.loads(SHAPES[shape](seed.text))
    assert page.papers == seed.papers
    assert page.info == seed.info
    assert not [segment for segment in page.segments if segment.kind == "unparsed"]


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_several_paragraphs_are_one_value_with_its_own_line_breaks(name: str) -> None:
    paper = next(paper for paper in real_papers() if paper.abstract and "\n" in paper.abstract)
    page = paperparse.loads(FORMATS_BY_NAME[name].render([paper, paper], PageInfo()).replace("\n", "\r\n"))
    assert paper.abstract is not None
    assert (page[0].abstract or page[0].summary) == paper.abstract.replace("\n", "\r\n")


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_page_of_one_card(name: str) -> None:
    for paper in real_papers()[:40]:
        page = paperparse.loads(FORMATS_BY_NAME[name].render([paper], PageInfo()))
        assert (page.format, page.papers) == (name, (paperparse.project(paper, name),))


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_page_of_a_thousand_cards(name: str) -> None:
    papers = real_papers()
    papers = (papers * (1000 // len(papers) + 1))[:1000]
    page = paperparse.loads(FORMATS_BY_NAME[name].render(papers, PageInfo()))
    assert (page.format, page.papers) == (name, tuple(paperparse.project(paper, name) for paper in papers))


@pytest.mark.parametrize("name", ["abstract_list", "author_cards", "title_feed", "daily_feed"])
def test_seed_rendered_again_is_the_seed(name: str) -> None:
    seed = load_seed(name)
    assert FORMATS_BY_NAME[name].render(seed.papers, seed.info) == seed.text
