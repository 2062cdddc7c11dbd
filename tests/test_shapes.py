"""The same page in every shape in which crawlers leave it gives the same records."""

from itertools import product

import pytest
from quick import thin_out
from samples import FORMATS_BY_NAME, load_seed, real_papers

import paperparse
from paperparse import PageInfo
from paperparse.grammar.printing import print_page
from paperparse.testing import SHAPES
from paperparse.testing.shapes import unfold


def has_text(name: str) -> bool:
    """Whether cards of the format `name` have abstracts or summaries."""
    paper = paperparse.project(real_papers()[0], name)
    return bool(paper.abstract or paper.summary)


@pytest.mark.parametrize(("name", "shape"), thin_out(37, product(FORMATS_BY_NAME, SHAPES)))
def test_shape_gives_the_same_records(name: str, shape: str) -> None:
    papers = real_papers()
    for start in range(0, len(papers) - 24, max(25, len(papers) // 3)):
        expected = papers[start : start + 25]
        text = print_page(FORMATS_BY_NAME[name], expected, PageInfo())
        page = paperparse.loads(SHAPES[shape](text))
        assert page.format == name
        assert [unfold(paper) for paper in page] == [unfold(paperparse.project(paper, name)) for paper in expected]
        assert page.diagnostics == ()


@pytest.mark.parametrize(("name", "shape"), thin_out(5, product(FORMATS_BY_NAME, SHAPES)))
def test_shape_of_a_seed_gives_the_same_records(name: str, shape: str) -> None:
    seed = load_seed(name)
    page = paperparse.loads(SHAPES[shape](seed.text))
    assert page.papers == seed.papers
    assert page.info == seed.info
    assert not [segment for segment in page.segments if segment.kind == "unparsed"]


@pytest.mark.parametrize("name", [name for name in FORMATS_BY_NAME if has_text(name)])
def test_several_paragraphs_are_one_value_with_its_own_line_breaks(name: str) -> None:
    paper = next(paper for paper in real_papers() if paper.abstract and "\n" in paper.abstract)
    page = paperparse.loads(print_page(FORMATS_BY_NAME[name], [paper, paper], PageInfo()).replace("\n", "\r\n"))
    printed = paperparse.project(paper, name)
    text = printed.abstract or printed.summary
    assert text is not None
    assert "\n" in text
    assert (page[0].abstract or page[0].summary) == text.replace("\n", "\r\n")


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_page_of_one_card(name: str) -> None:
    for paper in real_papers()[:40]:
        page = paperparse.loads(print_page(FORMATS_BY_NAME[name], [paper], PageInfo()))
        assert (page.format, page.papers) == (name, (paperparse.project(paper, name),))


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_page_of_a_thousand_cards(name: str) -> None:
    papers = real_papers()
    papers = (papers * (1000 // len(papers) + 1))[:1000]
    page = paperparse.loads(print_page(FORMATS_BY_NAME[name], papers, PageInfo()))
    assert (page.format, page.papers) == (name, tuple(paperparse.project(paper, name) for paper in papers))


@pytest.mark.parametrize("name", ["abstract_list", "author_cards", "title_feed", "daily_feed"])
def test_seed_rendered_again_is_the_seed(name: str) -> None:
    seed = load_seed(name)
    assert print_page(FORMATS_BY_NAME[name], seed.papers, seed.info) == seed.text
