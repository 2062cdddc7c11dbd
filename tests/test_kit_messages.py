"""What the conformance kit says where a law is broken: the law, the paper, the field, and both values."""

import pytest
from attrs import evolve
from quick import thin_out
from samples import ABSTRACT, FORMATS_BY_NAME

import paperparse
from paperparse import Format, Label, Mark, PageInfo, Paper, PartialDate
from paperparse.testing import check_format
from paperparse.testing.differences import check_all_there, check_info, check_no_findings, check_papers

ONE = Paper(title="A Note on Tides", abstract=ABSTRACT, score=3)
OTHER = Paper(title="Pointer Networks", abstract=ABSTRACT.replace("neural", "deep"), published=PartialDate(2015, 6, 9))


def test_papers_that_differ_are_told_by_their_first_field() -> None:
    check_papers("cut", [ONE, OTHER], [ONE, OTHER])
    for papers, message in {
        (ONE, evolve(OTHER, title="Pointer")): "cut: paper 1: its title 'Pointer Networks' came back as 'Pointer'",
        (evolve(ONE, score=None), OTHER): "cut: paper 0: its score 3 came back as None",
        (ONE,): "cut: 2 papers came back as 1",
    }.items():
        with pytest.raises(AssertionError) as caught:
            check_papers("cut", [ONE, OTHER], papers)
        assert str(caught.value) == message
    with pytest.raises(AssertionError, match=r"^append: 1 paper became 2$"):
        check_papers("append", [ONE], [ONE, OTHER], "became")


def test_what_the_page_says_is_told_by_its_field() -> None:
    check_info("shapes", PageInfo(number=3), PageInfo(number=3))
    with pytest.raises(AssertionError, match=r"^shapes: the page's number 3 came back as 4$"):
        check_info("shapes", PageInfo(number=3), PageInfo(number=4))


def test_papers_that_are_not_there_any_more_are_told() -> None:
    check_all_there("damage", [ONE, OTHER], [ONE, ONE, OTHER])
    for papers, message in {
        (OTHER, ONE): "damage: a card away from the damage was lost: 'Pointer Networks'",
        (OTHER,): "damage: a card away from the damage was lost: 'A Note on Tides'",
        (evolve(ONE, score=4), OTHER): "damage: a card away from the damage: its score 3 became 4",
        (): "damage: a card away from the damage was lost: 'A Note on Tides'",
    }.items():
        with pytest.raises(AssertionError) as caught:
            check_all_there("damage", [ONE, OTHER], papers)
        assert str(caught.value) == message


def test_findings_are_told_with_their_line() -> None:
    page = paperparse.loads("Abstract:\n", format="abstract_list")
    with pytest.raises(AssertionError, match=r"^shapes: a page has a finding on line 1: missing-abstract: "):
        check_no_findings("shapes", page, "a page")


FEED = Format(
    name="changed",
    summary="lines 'TI:' and 'AB:' for each paper",
    lines={"ti": Label("TI:"), "ab": Label("AB:"), "end": Mark("end")},
    begins="ti | alone_ti",
    card="ti title:line ab abstract:(line quiet*) end",
    prints="{ti} {title}\n{ab} {abstract}\n{end}",
    prints_page="{cards}",
)
MESSAGES: dict[str, tuple[Format, str]] = {
    "round trip": (
        evolve(FEED, prints="{ti} The {title}\n{ab} {abstract}\n{end}"),
        "paper 0: its title 'The .* came back as 'The The ",
    ),
    "decision": (evolve(FEED, judge=lambda _: "nothing"), "a page of changed is not recognised: no known kind of page"),
    "refusal": (
        evolve(FORMATS_BY_NAME["title_feed"], name="changed"),
        "a page is taken for AmbiguousFormatError where changed is asked as well, else for title_feed",
    ),
}


@pytest.mark.usefixtures("quick_search")
@pytest.mark.parametrize("law", thin_out(3, MESSAGES, str))
def test_the_message_names_the_law_and_what_differs(law: str) -> None:
    form, words = MESSAGES[law]
    with pytest.raises(AssertionError, match=f"^{law}: {words}") as caught:
        check_format(form, laws=[law], max_examples=300)
    assert any(f"format changed breaks the law '{law}'" in note for note in caught.value.__notes__)


@pytest.mark.slow
def test_a_format_that_is_told_from_all_others_keeps_the_laws_of_decision() -> None:
    check_format(FEED, laws=["decision", "refusal", "round trip", "shapes", "damage", "cut", "append"], max_examples=10)
