"""`render` and `project`: what a page of a format carries, and what is said about what it can't."""

import datetime
from typing import Any, Final

import pytest
from attrs import evolve
from samples import ABSTRACT, FORMATS_BY_NAME, load_seed, real_papers

import paperparse
from paperparse import Organization, PageInfo, Paper, PartialDate, RenderError, Source, UnknownFormatError
from paperparse.formats import abstract_list
from paperparse.grammar.printing import print_page

# Without these, a card of the format is none, or lacks something.
NEEDED: Final = {
    "abstract_list": ("abstract",),
    "arxiv_listing": ("title", "arxiv_id"),
    "arxiv_search": ("title", "arxiv_id", "published"),
    "arxiv_mail": ("title", "arxiv_id", "url"),
    "author_cards": ("abstract",),
    "title_feed": ("title", "abstract"),
    "scored_feed": ("title", "published", "score"),
    "daily_feed": ("title", "abstract", "author_count", "published"),
    "submitted_feed": ("title", "author_count", "submitted_by"),
    "collection_list": ("title", "published", "arxiv_id"),
    "trending_feed": ("title", "abstract"),
    "digest_mail": ("title", "upvotes"),
}
PAPER: Final = Paper(
    title="Pointer Networks",
    abstract=ABSTRACT,
    summary=ABSTRACT,
    authors=("Emmy Noether", "Ada Lovelace"),
    author_count=2,
    published=PartialDate(2015, 6, 9),
    score=85,
    upvotes=12,
    arxiv_id="2601.00011",
    submitted_by="quietharbor",
    code_stars=1280,
    categories=("stat.ML", "cs.LG"),
    url="https://arxiv.org/abs/2601.00011",
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
        ("scored_feed", "score", -1),
        ("scored_feed", "score", 10**15),
        pytest.param("scored_feed", "score", 10**5000, id="a number that Python does not print"),
        ("scored_feed", "summary", "No description provided"),
        ("daily_feed", "organization", Organization("openbmb", None)),
        ("daily_feed", "organization", Organization(None, "OpenBMB")),
        ("daily_feed", "organization", Organization(None, "openbmb OpenBMB")),
        ("daily_feed", "organization", Organization("open bmb", "OpenBMB")),
        ("abstract_list", "abstract", ""),
        ("arxiv_listing", "categories", ()),
        ("arxiv_listing", "categories", ("Computation and Language",)),
        ("arxiv_listing", "authors", ("Emmy Noether (Göttingen)", "Ada Lovelace")),
        *((name, field, None) for name, fields in NEEDED.items() for field in fields),
    ],
)
def test_a_value_that_would_not_come_back_is_blamed(format: str, field: str, value: Any) -> None:
    error = refuse(format, **{field: value})
    assert error.paper == 1
    assert str(error).startswith("paper 1: ")
    # Where the card as a whole is not found, nothing says which of its fields is to blame; and a line that is no
    # organization leaves the daily feed's card without the author count that stands there otherwise.
    assert error.field in (field, None) or (field, error.field) == ("organization", "author_count")


def test_the_error_names_the_paper_the_field_and_what_would_come_back() -> None:
    error = refuse("scored_feed", authors=("Emmy Noether", "Lovelace, Ada"))
    assert (error.paper, error.field) == (1, "authors")
    assert str(error) == (
        "paper 1: its authors ('Emmy Noether', 'Lovelace, Ada') would come back as "
        "('Emmy Noether', 'Lovelace', 'Ada') from scored_feed"
    )
    assert str(refuse("scored_feed", score=10**5000)) == "paper 1: its score is no number from 0 to 999,999,999,999,999"
    error = refuse("daily_feed", author_count=None)
    assert (error.paper, error.field) == (1, "author_count")
    assert str(error) == (
        "paper 1: a page of daily_feed cannot show it so that it reads back: the card has no author count"
    )
    assert refuse("scored_feed", published=None).field == "published"


def test_long_texts_are_quoted_where_they_differ() -> None:
    error = refuse("abstract_list", abstract=f"{ABSTRACT} {ABSTRACT} {ABSTRACT}\xa0")
    assert error.field == "abstract"
    assert str(error) == (
        "paper 1: its abstract ' an output sequence.\\xa0' would come back as ' an output sequence.' from abstract_list"
    )


def test_more_than_loads_takes_is_an_error() -> None:
    error = refuse("author_cards", authors=("Emmy Noether",) * 20_001)
    assert str(error).endswith(": 20,001 authors, 20,000 allowed")
    error = refuse("author_cards", abstract="We study kilns. " * 62_500 + "And so on.")
    assert str(error) == "paper 1: loads() would refuse the page, which goes over Limits().line_length"


def test_papers_that_only_together_do_not_come_back_are_an_error() -> None:
    lossy = evolve(abstract_list.FORMAT, between="\nRead our terms of service: ")
    with pytest.raises(RenderError, match=r"^abstract_list would give back 1 papers for 2$"):
        paperparse.render([PAPER, PAPER], lossy)


def test_values_of_the_wrong_type_are_type_errors() -> None:
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("scored_feed", {"published": datetime.date(2015, 6, 9)}, "published must be PartialDate or None, not date"),
        ("daily_feed", {"organization": "OpenBMB"}, "organization must be Organization or None, not str"),
        ("daily_feed", {"organization": Organization(3, "x")}, "organization must be made of str"),  # type: ignore[arg-type]
        ("author_cards", {"authors": ("Emmy Noether", 3)}, "authors must be made of str"),
        ("title_feed", {"title": 3}, "title must be str or None, not int"),
        ("scored_feed", {"score": "85"}, "score must be int or None, not str"),
    ]
    for format, changes, words in wrong:
        with pytest.raises(TypeError, match=rf"^paper 1: its {words}$"):
            paperparse.render([PAPER, evolve(PAPER, **changes)], format)
    with pytest.raises(TypeError, match=r"^the page's page_count must be int or None, not str$"):
        paperparse.render([PAPER], "scored_feed", info=PageInfo(number=1, page_count="2"))  # type: ignore[arg-type]


def test_a_page_of_another_format_does_not_pass_on_its_info() -> None:
    papers = load_seed("scored_feed").papers
    page = evolve(
        load_seed("scored_feed"), papers=tuple(evolve(paper, author_count=3, abstract=ABSTRACT) for paper in papers)
    )
    assert "AI Papers" not in paperparse.render(page, "daily_feed")


def test_source_and_spans_are_left_out() -> None:
    paper = load_seed("abstract_list")[0]
    projected = paperparse.project(paper, "abstract_list")
    assert paper.spans
    assert (dict(projected.spans), projected.source) == ({}, Source())
    assert dict(paperparse.project(load_seed("daily_feed").info, "daily_feed").spans) == {}


@pytest.mark.parametrize(
    ("format", "marks"), [("daily_feed", "·"), ("scored_feed", "Total Score No description provided Read more")]
)
def test_what_a_paper_lacks_is_printed_as_nothing(format: str, marks: str) -> None:
    form = FORMATS_BY_NAME[format]
    heading = print_page(form, [], PageInfo())
    assert print_page(form, [Paper()], PageInfo()).removeprefix(heading).split() == marks.split()


def test_an_organization_without_a_name_is_none() -> None:
    assert str(refuse("daily_feed", organization=Organization("openbmb", None))) == (
        "paper 1: a page of daily_feed cannot show it so that it reads back: the card has no author count"
    )


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
    with pytest.raises(RenderError, match=r"^no papers: a page without a card is none$"):
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
