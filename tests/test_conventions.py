"""What a page of Hugging Face decides once for all of its cards, and what it leaves open."""

from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption
from samples import CASES, FORMATS_BY_NAME, load_seed, real_papers

import paperparse
from paperparse import Organization, PageInfo
from paperparse.grammar.printing import print_page
from paperparse.testing import DRESSES, laws

ORGANIZATION: Final = Organization("hill", "University of Tides")


def print_daily(count: int, **fields: Any) -> str:
    papers = [evolve(paper, organization=None, **fields) for paper in real_papers()[:count]]
    return print_page(FORMATS_BY_NAME["daily_feed"], papers, PageInfo()).rstrip()


def test_a_number_below_the_comments_of_the_last_card_belongs_to_a_card_that_is_cut_off() -> None:
    text = print_daily(4, comment_count=3, upvotes=7)
    page = paperparse.loads(f"{text}\n\n34\n")
    assert page.papers == paperparse.loads(text).papers
    assert [found.code for found in page.diagnostics] == ["truncated-card"]


@pytest.mark.parametrize(
    ("logo", "expected"),
    [
        ("Hugging Face's logo Hugging Face", ORGANIZATION),
        ("Hugging Face", Organization(None, "hill University of Tides")),
        ("", ORGANIZATION),
    ],
)
def test_the_name_of_the_site_tells_whether_pictures_have_texts(logo: str, expected: Organization) -> None:
    above, marked, below = print_daily(3, comment_count=3).rpartition("• ")
    _, date, rest = below.partition("\n")
    assert marked
    text = f"{logo}\n\n{above}hill University of Tides{date}{rest}"
    assert [paper.organization for paper in paperparse.loads(text)] == [None, None, expected]


def test_signs_that_contradict_each_other_leave_organizations_open() -> None:
    above, _, below = print_daily(3, comment_count=3).rpartition("• ")
    text = f"Hugging Face\n\nHugging Face's logo Hugging Face\n\nHugging Face's logo Hugging Face\n\n{above}"
    page = paperparse.loads(f"{text}hill University of Tides\n{below.partition(chr(10))[2]}")
    assert page[2].organization is None
    assert [found.code for found in page.diagnostics] == ["undecided-line"]


def test_what_two_printings_contradict_each_other_in_is_told() -> None:
    page = paperparse.load(CASES / "trending_feed" / "printings_that_contradict_each_other" / "page.txt")
    [found] = [found for found in page.diagnostics if found.code == "contradictory-printing"]
    assert found.message == "upvotes '12', where the first printing of the card has another"


def test_a_third_printing_of_a_card_is_a_card_of_its_own() -> None:
    text = load_seed("trending_feed").text
    first, second, *others = text.split("\nSubmitted by\n")[1:]
    assert "Published on" in first
    assert "Published on" not in second
    whole = "\nSubmitted by\n".join([text.split("\nSubmitted by\n")[0], first, second, second, *others])
    page = paperparse.loads(whole)
    seed = load_seed("trending_feed")
    assert [paper.title for paper in page] == [seed[0].title, *(paper.title for paper in seed)]
    assert [found.code for found in page.diagnostics] == ["repeated-card"] * len(seed)


@given(st.sampled_from(["votes", "comments"]))
def test_laws_hold_for_pages_that_decide_the_same(value: str) -> None:
    page = paperparse.loads(print_daily(3, comment_count=None, upvotes=7))
    other = evolve(page, conventions=tuple(evolve(one, value=value) for one in page.conventions))
    try:
        laws._hold_to_conventions(page, other)
    except UnsatisfiedAssumption:
        assert value == "comments"
    else:
        assert value == "votes"


@given(st.booleans())
def test_laws_hold_for_pages_that_both_have_markup_or_none(is_dressed: bool) -> None:
    page = load_seed("daily_feed")
    dressed = paperparse.loads(DRESSES["links"](page))
    try:
        laws._hold_to_conventions(dressed, dressed if is_dressed else page)
    except UnsatisfiedAssumption:
        assert not is_dressed
    else:
        assert is_dressed
