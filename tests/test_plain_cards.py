"""Plain cards, which one pattern takes, are what careful reading would find; a quick choice is what weighing finds."""

import copy
import gc
import pickle
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import attrs
import msgspec
import pytest
from damaged import DAMAGES
from hypothesis import given
from hypothesis import strategies as st
from samples import FORMATS_BY_NAME, ROOT, SEEDS, load_seed, real_papers
from test_cases import CASE_FILES, load_case

import paperparse
from paperparse import Limits, Page, Paper, PaperparseError, Source, Span, Spans, UnknownFormatError
from paperparse.choosing.choice import Choice, choose, may_be_page, read_lines
from paperparse.choosing.decision import Decision, decide
from paperparse.grammar.cards import Format, Reading
from paperparse.grammar.furniture import CATALOGUE_BANNERS, OPENINGS, TRENDING_BANNERS
from paperparse.grammar.layouts import Layout, Scan, match_nothing
from paperparse.grammar.prose import is_paragraph
from paperparse.pages.account import PageAccount
from paperparse.pages.building import build_page
from paperparse.testing import damaged, hostile_text, pages, papers
from paperparse.text.lines import Lines, split_lines

NAMES = sorted(FORMATS_BY_NAME)


@contextmanager
def only_care() -> Iterator[None]:
    """Let no card be plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Layout, "choose_match", lambda _layout, _text: match_nothing)
        yield


def describe(reading: Reading) -> dict[str, Any]:
    """All parts of `reading`; the order of the site's lines says nothing."""
    parts = {attribute.name: getattr(reading, attribute.name) for attribute in attrs.fields(Reading)}
    return {**parts, "furniture": sorted(reading.furniture), "surroundings": sorted(reading.surroundings)}


def check_reading(form: Format, text: str) -> None:
    plain = describe(form.read(Lines(text)))
    with only_care():
        careful = describe(form.read(Lines(text)))
    assert plain == careful


def summarize(choice: Choice | Decision) -> tuple[Any, ...]:
    return choice.format.NAME, list(choice.foreign)


def check_choice(text: str) -> None:
    """Check that the quick choice is that of weighing all formats, and its error the same."""
    try:
        weighed: Any = summarize(decide(Lines(text)))
    except PaperparseError as error:
        weighed = type(error), str(error)
    try:
        chosen: Any = summarize(choose(Lines(text)))
    except PaperparseError as error:
        chosen = type(error), str(error)
    assert chosen == weighed
    assert may_be_page(text) or weighed[0] is UnknownFormatError


def list_texts() -> list[str]:
    """Every page and every other text that stands in the tests."""
    files = [*SEEDS.glob("*.txt"), *(ROOT / "tests" / "refused").rglob("*.txt")]
    return [
        *(path.read_bytes().decode("utf-8") for path in sorted(files)),
        *(load_case(path)[1].text for path in CASE_FILES),
        *(damage.make_page() for damage in DAMAGES),
    ]


@st.composite
def texts(draw: st.DrawFn, name: str) -> str:
    """A page of a format, perhaps damaged, joined with another, or no page."""
    real = st.integers(0, len(real_papers()) - 1).map(lambda at: FORMATS_BY_NAME[name].project(real_papers()[at]))
    page = pages(name, records=st.one_of(papers(name), real))
    other = pages(draw(st.sampled_from(NAMES)))
    joined = st.builds("{}\n{}".format, page, st.one_of(other, hostile_text()))
    text: str = draw(st.one_of(page, page.flatmap(damaged), joined, joined.flatmap(damaged), hostile_text()))
    return text


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_plain_cards_are_those_of_careful_reading(name: str, data: st.DataObject) -> None:
    check_reading(FORMATS_BY_NAME[name], data.draw(texts(name), label="text"))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_a_quick_choice_is_that_of_weighing(name: str, data: st.DataObject) -> None:
    check_choice(data.draw(texts(name), label="text"))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_tests_is_read_as_with_care(name: str) -> None:
    for text in list_texts():
        check_reading(FORMATS_BY_NAME[name], text)


@pytest.mark.slow
def test_every_text_of_the_tests_is_chosen_as_by_weighing() -> None:
    for text in list_texts():
        check_choice(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_as_the_site_prints_it_is_never_cut_into_lines(name: str) -> None:
    lines = Lines(load_seed(name).text)
    choice = choose(lines)
    assert isinstance(choice.reading, Scan)
    assert choice.is_clean
    assert {type(place) for place in choice.reading.places} == {re.Match}
    assert "_cut" not in vars(lines)


@pytest.mark.parametrize("name", NAMES)
def test_a_card_that_is_not_plain_leaves_those_below_it_plain(name: str) -> None:
    text = load_seed(name).text
    middle = load_seed(name)[4].spans["abstract" if name != "scored_feed" else "summary"]
    # A mark alone above its text, or an abstract that begins in the middle of a sentence.
    damage = "\n" if name == "abstract_list" else "x"
    scan = read_lines(FORMATS_BY_NAME[name], Lines(f"{text[: middle.start]}{damage}{text[middle.start :]}"))
    assert isinstance(scan, Scan)
    plain = [at for at, place in enumerate(scan.places) if isinstance(place, re.Match)]
    assert [at for at in range(len(scan.places)) if at not in plain and not 3 <= at <= 5] == []
    assert 4 not in plain


def test_real_records_are_plain_but_for_a_few() -> None:
    for name, form in FORMATS_BY_NAME.items():
        records = [form.project(paper) for paper in real_papers()[:500]]
        scan = read_lines(form, Lines(form.render(records, form.project_info(paperparse.PageInfo()))))
        assert isinstance(scan, Scan)
        assert sum(isinstance(place, re.Match) for place in scan.places) > 0.8 * len(records), name


def test_every_format_is_told_by_its_openings_hint_and_sign() -> None:
    for name in NAMES:
        form: Any = FORMATS_BY_NAME[name]
        text = load_seed(name).text
        lines = [line for line in Lines(text).values if line.startswith(OPENINGS)]
        assert form.is_possible(lines)
        assert not form.is_possible([])
        character, words = form.HINT
        assert character in text
        assert any(word in text for word in words)
        assert form.SIGN in text


@pytest.mark.parametrize("name", NAMES)
def test_invisible_characters_make_no_card_plain(name: str) -> None:
    seed = load_seed(name)
    text = seed.text.replace("\n", "\u200b\n")
    scan = read_lines(FORMATS_BY_NAME[name], Lines(text))
    assert isinstance(scan, Scan)
    assert not any(isinstance(place, re.Match) for place in scan.places)
    assert len(paperparse.loads(text)) == len(seed)


def test_a_limit_below_that_of_plain_numbers_still_holds() -> None:
    text = load_seed("daily_feed").text
    assert len(paperparse.loads(text, limits=Limits(digits=2))) == 59
    with pytest.raises(paperparse.LimitError, match="digits"):
        paperparse.loads(text, limits=Limits(digits=1))
    names = ", ".join(["Ada Lovelace"] * 9)
    card = f"{names}\n\n{real_papers()[0].abstract}\n\nVia\n\n"
    with pytest.raises(paperparse.LimitError, match="9 authors"):
        paperparse.loads(card * 3, limits=Limits(authors=8))


def test_what_a_card_says_is_found_when_it_is_asked_for() -> None:
    page = paperparse.loads(load_seed("daily_feed").text)
    paper = page[0]
    with pytest.raises(AttributeError, match="spam"):
        paper.spam  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError, match="spam"):
        page.spam  # type: ignore[attr-defined]  # noqa: B018
    assert (paper.source.position, paper.source.line) == (0, 13)
    assert paper.source.span is not None
    assert paper.spans["title"].start == paper.source.span.start
    assert page.detection is not None
    assert page.detection.format == "daily_feed"


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)), attrs.evolve])  # noqa: S301
def test_copies_made_before_it_is_asked_for_have_all_of_it(make: Any) -> None:
    page = paperparse.loads(load_seed("scored_feed").text)
    other: Page = make(page)
    paper: Paper = make(page[2])
    assert (other, other.segments, other.detection) == (page, page.segments, page.detection)
    assert (paper, paper.source, paper.spans, paper.origins) == (page[2], page[2].source, page[2].spans, ())


def test_what_reads_slots_directly_finds_all_in_a_copy() -> None:
    paper = paperparse.loads(load_seed("daily_feed").text)[3]
    assert msgspec.to_builtins(copy.copy(paper), enc_hook=dict)["spans"]["title"] == paper.spans["title"]


@pytest.mark.parametrize("name", [None, *NAMES])
def test_a_page_keeps_its_text_and_its_values_once(name: str | None) -> None:
    # Without its top a page is cut into lines.
    text = load_seed(name).text[500:] if name else load_seed("scored_feed").text
    page = paperparse.loads(text, format=name)
    [account] = [held for held in gc.get_referents(page[0]) if isinstance(held, PageAccount)]
    kept: list[object] = [account]
    for held in kept:
        inner = (one for one in gc.get_referents(held) if isinstance(one, str | list | tuple | dict | Scan | Lines))
        kept += [one for one in inner if not any(one is other for other in kept)]
    texts = [one for one in kept if isinstance(one, str) and len(one) > 100]
    assert texts == [text]


def test_a_paper_that_was_read_can_not_be_changed() -> None:
    paper = paperparse.loads(load_seed("abstract_list").text)[0]
    for name in ("title", "source", "spans"):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(paper, name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(paper, name)
    assert type(paper) is Paper
    assert type(paper.source) is Source
    assert type(paper.spans) is Spans
    assert not hasattr(paper, "__dict__")


def test_lines_are_numbered_where_cards_stand_in_any_order() -> None:
    form: Any = FORMATS_BY_NAME["abstract_list"]
    reading = form.read(Lines(load_seed("abstract_list").text))
    reading.cards.reverse()
    page = build_page(load_seed("abstract_list").text, form, reading, limits=Limits())
    assert [paper.source.line for paper in page] == [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]


def refuse(text: str) -> UnknownFormatError:
    with pytest.raises(UnknownFormatError) as caught:
        paperparse.loads(text)
    return caught.value


def test_a_refusal_says_why_when_it_is_asked() -> None:
    text = "The harbour gauge\nwas read twice."
    error = refuse(text)
    with pytest.raises(AttributeError, match="spam"):
        error.spam  # type: ignore[attr-defined]  # noqa: B018
    assert (error.page, error.line, error.column) == (None, None, None)
    with pytest.raises(UnknownFormatError) as caught:
        decide(split_lines(text, Limits()))
    expected = caught.value
    assert [candidate.format for candidate in error.candidates] == [one.format for one in expected.candidates]
    assert str(error) == str(expected)
    assert refuse(text).args == (str(expected),)
    assert repr(refuse(text)) == f"UnknownFormatError({str(expected)!r})"
    for other in (copy.copy(refuse(text)), pickle.loads(pickle.dumps(refuse(text)))):  # noqa: S301
        assert (str(other), other.candidates) == (str(expected), expected.candidates)
    assert vars(error)["_later"] is None


def test_a_page_shows_what_it_is_in_its_first_part() -> None:
    page = load_seed("daily_feed").text
    above = "The harbour gauge was read twice.\n"
    assert paperparse.loads(above * 200 + page, format="daily_feed").format == "daily_feed"
    error = refuse(above * 2_000 + page * 20)
    assert str(error).startswith("in its first 65,536 characters: no known kind of page")
    with pytest.raises(UnknownFormatError, match="in its first 65,536"):
        paperparse.detect(above * 2_000 + page * 20)


@pytest.mark.parametrize("text", ["V" * 100, "V" * 100 + "\nVia", "Vi" * 70 + "a"])
def test_a_rare_letter_may_be_anything_but_rare(text: str) -> None:
    assert may_be_page(text) == ("Via" in text)


def test_a_date_without_a_year_is_placed_by_the_day_of_capture() -> None:
    page = paperparse.loads(load_seed("daily_feed").text, as_of=date(2026, 1, 31))
    assert {paper.published.year for paper in page if paper.published} >= {2025, 2017}
    assert page.info.date is not None
    assert page.info.date.isoformat() == "2025-10-30"
    assert page[0].source.span == Span(113, 1641)


@pytest.mark.parametrize("separator", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_information_separators_part_no_words(separator: str) -> None:
    daily = load_seed("daily_feed").text.replace("Oct 13, 2017", f"Oct{separator}13, 2017", 1)
    page = paperparse.loads(daily)
    assert page[0].published is None
    assert page.diagnostics[0].code == "invalid-date"
    scored = load_seed("scored_feed").text.replace("Page 1 of 288", f"Page 1{separator}of 288")
    assert paperparse.loads(scored).info.number is None
    paper = Paper(abstract=f"See https://example.org/a{separator}b for more.")
    assert paper.links == (f"https://example.org/a{separator}b",)


@pytest.mark.parametrize(
    ("word", "ends"), [("m²", False), ("10½", False), ("किमी", True), ("km", False), ("area", True)]
)
def test_what_stands_before_a_full_stop_tells_two_sentences_from_a_title(word: str, ends: bool) -> None:
    title = f"{'Sparse Attention Maps ' * 8}on a {word}. Then More"
    assert 160 <= len(title) < 230
    assert is_paragraph(title) is ends


def make_daily_page(first: str) -> str:
    """A daily feed under the banner, without a heading, whose first card ends with `first`."""
    ends = [first, *["  • 3 authors\n·\nJun 9, 2015"] * 7]
    cards = [f"{paper.title}\n{paper.abstract}\n{end}\n" for paper, end in zip(real_papers(), ends, strict=False)]
    return f"{TRENDING_BANNERS[1]}\n{''.join(cards)}"


@pytest.mark.parametrize(
    "text",
    [
        make_daily_page("Log in\n·\nOct 6"),
        make_daily_page("Home | About\n• 3 authors"),
        make_daily_page("  • 3 authors\n·\nJun 9, 2015").replace(
            "\n", "\nDaily Papers\nWe use cookies to improve your experience. See our privacy policy.\n", 1
        ),
    ],
    ids=["furniture over the dot", "furniture over the count", "notice under the heading"],
)
def test_a_card_of_a_format_without_marks_beside_damaged_cards_is_weighed(text: str) -> None:
    check_choice(text)
    with pytest.raises(paperparse.AmbiguousFormatError) as caught:
        paperparse.loads(text)
    assert caught.value.__context__ is None


def test_a_line_of_buttons_is_not_glued_to_a_title() -> None:
    cards = "".join(f"{paper.title}\n{paper.abstract}\n" for paper in real_papers()[:4])
    text = f"{TRENDING_BANNERS[1]}\nSubscribe•\n{real_papers()[5].abstract}\n{cards}"
    assert paperparse.loads(text, format="title_feed")[0].title == real_papers()[0].title
    check_reading(FORMATS_BY_NAME["title_feed"], text)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\nTotal Score"])
def test_a_page_that_ends_below_its_heading_has_one(end: str) -> None:
    page = paperparse.loads("\n".join(load_seed("scored_feed").text.split("\n")[:3]) + end, format="scored_feed")
    assert (page.info.title, len(page)) == ("AI Papers", 0)


def test_an_error_that_is_explained_later_keeps_what_is_set_on_it() -> None:
    error = refuse("The harbour gauge\nwas read twice.")
    error.message = "mine"
    assert error.candidates
    assert (error.message, error.args, str(error)) == ("mine", ("mine",), "mine")
    error = refuse("The harbour gauge\nwas read twice.")
    error.args = ("other",)
    assert error.args == ("other",)


def test_a_refusal_has_no_cause() -> None:
    error = refuse("Abstract: We do.\n" + "Nothing here is of the sort.\n" * 30)
    assert (error.__cause__, error.__context__) == (None, None)


@pytest.mark.parametrize("line", ["AI Papers", "Browse and discover the latest research papers, all of them", "title"])
def test_a_line_of_the_site_is_no_author(line: str) -> None:
    text = load_seed("scored_feed").text
    title = load_seed("scored_feed")[1].title
    authors = load_seed("scored_feed")[1].spans["authors"]
    other = title if line == "title" else line
    check_reading(FORMATS_BY_NAME["scored_feed"], f"{text[: authors.start]}{other}{text[authors.end :]}")


def test_what_a_button_is_cut_off_may_be_a_line_of_the_site() -> None:
    cards = "".join(f"{paper.title}\n{paper.abstract}\n" for paper in real_papers()[:4])
    page = paperparse.loads(f"{TRENDING_BANNERS[1]}\nSubscribe(c) 2024 x\n{cards}")
    assert page.detection is not None
    assert page.detection.candidates[0].cards == 4


def test_a_text_of_line_feeds_is_not_cut_but_looked_through() -> None:
    card = f"Abstract:{real_papers()[0].abstract}"
    text = "\n" * 1_100_000 + card + "\n" * 1_100_000 + card
    lines = Lines(text)
    assert lines.values == [*card.split("\n"), *card.split("\n")]
    assert lines.starts[0] == 1_100_000
    second = 2_200_001 + card.count("\n")
    assert [paper.source.line for paper in paperparse.loads(text, format="abstract_list")] == [1_100_001, second]


def test_spans_are_looked_at_like_a_mapping() -> None:
    spans = paperparse.loads(load_seed("title_feed").text)[0].spans
    assert list(spans.values()) == [spans[name] for name in spans]
    assert list(spans.items()) == [("title", spans["title"]), ("abstract", spans["abstract"])]


@pytest.mark.parametrize(
    ("picture", "title", "summary"),
    [
        ("A picture of it", None, ""),
        ("Short title", "Short title", ""),
        ("📉", "Titles, with a comma in them", ""),
        ("·", None, ""),
        (None, None, "\n\nShort."),
    ],
)
def test_a_scored_card_of_an_odd_kind_is_read_with_care(picture: str | None, title: str | None, summary: str) -> None:
    page = load_seed("scored_feed")
    paper = page[4]
    assert paper.title is not None
    assert paper.summary is not None
    start, end = paper.source.span or (0, 0)
    card = page.text[start:end].replace(paper.summary, paper.summary + summary)
    above, below = card.split("Total Score")
    card = f"{above if picture is None else picture}\nTotal Score{below.replace(paper.title, title or paper.title)}"
    text = page.text[:start] + card + page.text[end:]
    scan = read_lines(FORMATS_BY_NAME["scored_feed"], Lines(text))
    assert isinstance(scan, Scan)
    assert [at for at, place in enumerate(scan.places) if not isinstance(place, re.Match)] == [4]
    check_reading(FORMATS_BY_NAME["scored_feed"], text)
    check_choice(text)


def test_an_error_that_was_never_made_has_no_message() -> None:
    error = UnknownFormatError.__new__(UnknownFormatError)
    with pytest.raises(AttributeError, match="message"):
        error.message  # noqa: B018


def make_scored_card(title: str, picture: str, authors: str = "Ada Lovelace, Emmy Noether", above: str = "") -> str:
    summary = f"{above}{'We show that models of this size do what smaller ones can not. ' * 5}".strip()
    return f"{picture}\nTotal Score\n85\n{title}\n{authors}\n{summary}\nRead more\n12/9/2024\n"


SCORED_CARD = make_scored_card("Pointer Networks for All", "Pointer Networks for All")
MANY_AUTHORS = ", ".join(["Ada Lovelace", "Emmy Noether"] * 12)


@pytest.mark.parametrize(
    "card",
    [
        make_scored_card("Browse and discover the latest research papers on AI", "📉"),
        make_scored_card("Page 1234567 of 12345678", "📉"),
        make_scored_card("Pointer Networks for All", "📉", MANY_AUTHORS, f"{MANY_AUTHORS}\n"),
        make_scored_card("12/9/2024", "").lstrip(),
        "Total Score\nRead more\n12/9/2024\n",
    ],
    ids=["tagline for a title", "pager for a title", "many authors twice", "date for a title", "nothing but a date"],
)
def test_a_scored_card_with_a_line_out_of_place_is_read_with_care(card: str) -> None:
    text = f"AI Papers\nBrowse and discover the latest research papers\n{SCORED_CARD * 2}{card}{SCORED_CARD}"
    check_reading(FORMATS_BY_NAME["scored_feed"], text)
    check_choice(text)


@pytest.mark.parametrize("line", ["Home|About us", "Home. About us", "Sign-in help"])
def test_buttons_with_anything_between_them_are_no_authors(line: str) -> None:
    text = f"{CATALOGUE_BANNERS[0]}\n{line}\n{'We show that models of this size do what others can not. ' * 5}\nVia\n"
    check_reading(FORMATS_BY_NAME["author_cards"], text)
    assert paperparse.loads(text, format="author_cards")[0].authors == ()
