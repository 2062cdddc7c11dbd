"""`render` and `project`: what a page of a format carries, and what is said about what it can't."""

from typing import Any, Final

import pytest
from attrs import evolve
from samples import FORMATS_BY_NAME, load_seed, real_papers

import paperparse
from paperparse import Organization, PageInfo, Paper, PartialDate, RenderError, UnknownFormatError

ABSTRACT: Final = "We introduce a new neural architecture to learn the conditional probability of an output sequence."
PAPER: Final = Paper(
    title="Pointer Networks",
    abstract=ABSTRACT,
    summary=ABSTRACT,
    authors=("Emmy Noether", "Ada Lovelace"),
    author_count=2,
    published=PartialDate(2015, 6, 9),
    score=85,
)


def refuse(format: str, info: PageInfo | None = None, **changes: Any) -> RenderError:
    with pytest.raises(RenderError) as caught:
        paperparse.render([PAPER, evolve(PAPER, **changes)], format, info=info)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_papers_come_back_as_projected(name: str) -> None:
    page = paperparse.loads(paperparse.render([PAPER], name), format=name)
    assert page.papers == (paperparse.project(PAPER, name),)


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_a_page_renders_with_its_info(name: str) -> None:
    seed = load_seed(name)
    page = paperparse.loads(paperparse.render(seed, name))
    assert (page.papers, page.info) == (seed.papers, seed.info)


@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_projecting_twice_changes_nothing(name: str) -> None:
    for record in (*real_papers()[:20], PAPER):
        once = paperparse.project(record, name)
        assert paperparse.project(once, name) == once
    info = paperparse.project(PageInfo(affiliation="Hebrew University", number=3, page_count=4), name)
    assert paperparse.project(info, name) == info


def test_a_format_itself_does_as_well_as_its_name() -> None:
    form = FORMATS_BY_NAME["title_feed"]
    assert paperparse.render([PAPER], form) == paperparse.render([PAPER], "title_feed")
    assert paperparse.project(PAPER, form) == Paper(title=PAPER.title, abstract=PAPER.abstract)


def test_an_organization_takes_the_place_of_the_author_count() -> None:
    paper = evolve(PAPER, organization=Organization("openbmb", "OpenBMB"))
    projected = paperparse.project(paper, "daily_feed")
    assert (projected.author_count, projected.organization) == (None, paper.organization)
    assert "openbmb OpenBMB" in paperparse.render([paper], "daily_feed")


@pytest.mark.parametrize(
    ("format", "field", "value"),
    [
        ("title_feed", "title", "A title that ends like a sentence."),
        ("title_feed", "title", " Pointer Networks"),
        ("title_feed", "abstract", f"{ABSTRACT}\n\nPointer Networks"),
        ("author_cards", "authors", ("Emmy Noether", "Lovelace, Ada")),
        ("scored_feed", "authors", ("Emmy Noether", "")),
        ("scored_feed", "published", PartialDate(None, 6, 9)),
        ("scored_feed", "published", None),
        ("scored_feed", "score", None),
        ("scored_feed", "score", -1),
        ("scored_feed", "score", 10**15),
        pytest.param("scored_feed", "score", 10**5000, id="a number that Python does not print"),
        ("scored_feed", "summary", "No description provided"),
        ("daily_feed", "organization", Organization("openbmb", None)),
        ("daily_feed", "organization", Organization("open bmb", "OpenBMB")),
        ("abstract_list", "abstract", ""),
        ("title_feed", "abstract", None),
    ],
)
def test_a_value_that_would_not_come_back_is_an_error(format: str, field: str, value: Any) -> None:
    error = refuse(format, **{field: value})
    assert error.field in (field, "abstract", None)
    assert error.paper in (0, 1, None)


def test_the_error_names_the_paper_the_field_and_what_would_come_back() -> None:
    error = refuse("scored_feed", authors=("Emmy Noether", "Lovelace, Ada"))
    assert (error.paper, error.field) == (1, "authors")
    assert str(error) == (
        "paper 1: its authors ('Emmy Noether', 'Lovelace, Ada') would come back as "
        "('Emmy Noether', 'Lovelace', 'Ada') from scored_feed"
    )
    error = refuse("scored_feed", score=10**5000)
    assert str(error) == "paper 1: its score is no number from 0 to 999,999,999,999,999"


@pytest.mark.parametrize(
    ("format", "missing", "words"),
    [
        ("title_feed", "title", "paper 0: its abstract .* would come back as"),
        ("daily_feed", "author_count", "paper 1: .*daily_feed would report missing-author-count|missing-author-count"),
        ("daily_feed", "published", "missing-date"),
        ("author_cards", "abstract", "missing-abstract|give back"),
        ("scored_feed", "title", "come back|missing-title"),
    ],
)
def test_a_card_without_what_every_card_has_is_an_error(format: str, missing: str, words: str) -> None:
    changes: dict[str, Any] = {missing: None}
    with pytest.raises(RenderError, match=words):
        paperparse.render([PAPER, evolve(PAPER, **changes)], format)


@pytest.mark.parametrize(
    ("format", "info", "field"),
    [
        ("daily_feed", PageInfo(title="Weekly Papers"), "title"),
        ("scored_feed", PageInfo(number=3), "number"),
        ("scored_feed", PageInfo(number=-3, page_count=4), "number"),
        pytest.param("scored_feed", PageInfo(number=3, page_count=10**5000), "page_count", id="too large"),
        ("abstract_list", PageInfo(affiliation="Hebrew University."), "affiliation"),
    ],
)
def test_info_that_would_not_come_back_is_an_error(format: str, info: PageInfo, field: str) -> None:
    error = refuse(format, info)
    assert (error.paper, error.field) == (None, field)
    assert str(error).startswith(f"the page's {field} ")


def test_no_papers_are_no_page() -> None:
    with pytest.raises(RenderError, match="no papers"):
        paperparse.render([], "title_feed")


def test_arguments_of_the_wrong_type_or_name() -> None:
    with pytest.raises(UnknownFormatError, match="no format is named 'daily'"):
        paperparse.render([PAPER], "daily")
    with pytest.raises(TypeError, match="format must be a format's name or a Format, not int"):
        paperparse.render([PAPER], 3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="project\\(\\) takes a Paper or a PageInfo, not str"):
        paperparse.render("text", "title_feed")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not int"):
        paperparse.render([PAPER], "title_feed", info=3)  # type: ignore[arg-type]
