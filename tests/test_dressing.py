"""The same page in the markup that extractors leave gives the same records."""

from itertools import product

import pytest
from attrs import evolve
from hypothesis import given
from quick import thin_out
from samples import FORMATS_BY_NAME, load_seed, real_papers

import paperparse
from paperparse import Page, PageInfo, Paper
from paperparse.grammar.printing import print_page
from paperparse.testing import DRESSES, check_page, dressed
from paperparse.testing.shapes import unfold

# Text with line breaks of its own is sent as it stands: no extractor comes between.
EXTRACTED = [name for name, form in FORMATS_BY_NAME.items() if not form.wraps]


def forget_links(page: Page, plain: Page) -> list[Paper]:
    """The papers of `page` with what `plain`, the page without links, prints of what links say."""
    return [
        unfold(evolve(paper, url=own.url, arxiv_id=own.arxiv_id, version=own.version, code_url=own.code_url))
        for paper, own in zip(page, plain, strict=True)
    ]


@pytest.mark.parametrize(("name", "dress"), thin_out(2, product(EXTRACTED, DRESSES)))
def test_dress_of_a_seed_gives_the_same_records(name: str, dress: str) -> None:
    seed = load_seed(name)
    page = paperparse.loads(DRESSES[dress](seed))
    assert page.format == name
    assert forget_links(page, seed) == [unfold(paper) for paper in seed]
    assert page.info == seed.info
    assert [found.code for found in page.diagnostics] == [found.code for found in seed.diagnostics]
    check_page(page)


@pytest.mark.parametrize(("name", "dress"), thin_out(53, product(EXTRACTED, DRESSES)))
def test_dress_of_real_records_gives_the_same_records(name: str, dress: str) -> None:
    papers = real_papers()[:25]
    plain = paperparse.loads(print_page(FORMATS_BY_NAME[name], papers, PageInfo()))
    page = paperparse.loads(DRESSES[dress](plain))
    assert page.format == name
    assert forget_links(page, plain) == [unfold(paper) for paper in plain]
    check_page(page)


def test_links_are_listed() -> None:
    page = paperparse.loads(DRESSES["links"](load_seed("daily_feed")))
    titles = [link for link in page.links if link.text == page[0].title]
    assert [link.url for link in titles] == ["https://example.org/items/1"]
    assert [page.text[slice(*link.target)] for link in titles] == [page[0].url]
    assert page.text[slice(*titles[0].span)] == page[0].title


@pytest.mark.parametrize("name", EXTRACTED)
def test_nothing_on_a_clean_page_is_markup(name: str) -> None:
    seed = load_seed(name)
    assert "markup" not in {segment.kind for segment in seed.segments}
    assert seed.links == ()


@given(dressed(load_seed("scored_feed").text))
def test_a_dressed_page_is_the_page_in_one_of_its_dresses(text: str) -> None:
    assert text in {dress(load_seed("scored_feed")) for dress in DRESSES.values()}


def test_white_space_between_fields_of_joined_lines_is_blank() -> None:
    text = load_seed("digest_mail").text.replace(" (58 ", "\n,\n (58 ")
    page = paperparse.loads(text)
    check_page(page)
    at = text.index("\n (58 ")
    assert [segment.kind for segment in page.segments if segment.span.start == at] == ["blank"]
