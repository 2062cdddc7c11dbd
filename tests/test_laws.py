"""The laws of docs/architecture.md, on text that nobody thought of."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import FORMATS_BY_NAME, load_seed, real_papers

import paperparse
from paperparse import Limits, Page, PageInfo, Paper, PaperparseError
from paperparse.cards import Format
from paperparse.detection import decide
from paperparse.fields import match_count, match_date, match_organization, split_authors
from paperparse.lines import split_lines

NAMES = sorted(FORMATS_BY_NAME)

# Everything that means something to some format, and every character that some function takes for a line's end.
PIECES = [
    *(line for name in NAMES for line in load_seed(name).text.split("\n")[:40] if line),
    *("Abstract:", "Via", "Total Score", "Read more", "No description provided", "Subscribe", "Page 1 of 1,234"),
    *("•", "·", "  • 4 authors", "• many authors", "Oct 13, 2017", "Oct 6 12", "Feb 30", "12/9/2024", "45/45/2024"),
    *("1.2K", "n/a", "9" * 5000, "٤", "²", "apple Apple", "📉", "âž–", "Home", "© 2024", "İstanbul", "ß"),
    *("\n", "\n", "\n\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\xa0", "\ufeff", "\u200b", "\x00"),
    *("\ud800", "\u202e", ", ", ",", ".", "http://", "(" * 50),
]

LINES = [piece for piece in PIECES if "\n" not in piece and piece.strip()]

texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.lists(st.sampled_from(PIECES)).map("\n".join),
)
names = st.sampled_from(NAMES)
pages = st.builds(
    lambda name, start, count: (name, real_papers()[start : start + count]),
    names,
    st.integers(0, len(real_papers()) - 12),
    st.integers(1, 8),
)


@st.composite
def damaged_pages(draw: st.DrawFn) -> tuple[str, str]:
    """A format and the text of a page of it, with up to three lines lost, replaced or added."""
    name, papers = draw(pages)
    lines = render(name, papers).split("\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.integers(0, 1))] = draw(st.lists(st.sampled_from(LINES), max_size=1))
    return name, "\n".join(lines)


def render(name: str, papers: tuple[Paper, ...]) -> str:
    return FORMATS_BY_NAME[name].render(papers, PageInfo())


def check_account(page: Page) -> None:
    """Tiling and provenance."""
    assert "".join(page.text[segment.span.start : segment.span.end] for segment in page.segments) == page.text
    assert all(segment.span.start < segment.span.end for segment in page.segments)
    reported = {found.span for found in page.diagnostics}
    assert "overlapping-claim" not in {found.code for found in page.diagnostics}
    for segment in page.segments:
        text = page.text[segment.span.start : segment.span.end]
        if segment.kind == "blank":
            assert not text.strip("\ufeff\u200b \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u2028")
        if segment.kind == "unparsed":
            assert segment.span in reported
        if segment.kind == "field":
            assert segment.paper is not None
            assert segment.field is not None
            assert page[segment.paper].spans[segment.field] == segment.span
    for record in (page.info, *page):
        for name, (start, end) in record.spans.items():
            text = page.text[start:end]
            value = getattr(record, name)
            assert text == text.strip()
            if isinstance(value, str):
                assert value == text
            elif isinstance(value, int):
                assert value == match_count(text)
            elif isinstance(value, tuple):
                assert value == split_authors(text)
            else:
                assert value in (match_date(text), match_organization(text))


@given(texts)
def test_any_text_gives_a_page_or_an_error(text: str) -> None:
    try:
        page = paperparse.loads(text)
    except PaperparseError:
        return
    check_account(page)


@given(texts, names)
def test_any_text_can_be_read_as_any_format(text: str, name: str) -> None:
    page = paperparse.loads(text, format=name)
    assert page.text == text
    check_account(page)


def test_one_mark_over_and_over_is_claimed_once() -> None:
    for name, mark in itertools.product(NAMES, ("Total Score", "Read more", "Via", "·", "•", "Abstract:", "Oct 6")):
        check_account(paperparse.loads("\n".join([mark] * 5), format=name))


@given(st.binary())
def test_any_bytes_give_a_page_or_an_error(data: bytes) -> None:
    try:
        paperparse.loads(data)
    except PaperparseError:
        return


@given(pages)
def test_rendered_papers_come_back(page: tuple[str, tuple[Paper, ...]]) -> None:
    name, papers = page
    assert paperparse.loads(render(name, papers)).papers == tuple(paperparse.project(paper, name) for paper in papers)


@given(damaged_pages(), st.data())
def test_a_cut_leaves_the_cards_before_it_unchanged(page: tuple[str, str], data: st.DataObject) -> None:
    name, text = page
    whole = paperparse.loads(text, format=name)
    cut = data.draw(st.integers(0, len(whole.text)))
    # A card that lost its closing mark is known by the beginning of the next.
    unclosed = {found.paper for found in whole.diagnostics if found.code == "missing-mark"}
    first = min((position for position in unclosed if position is not None), default=len(whole))
    before = [paper for paper in whole[:first] if paper.source.span and paper.source.span.end < cut]
    part = paperparse.loads(whole.text[:cut], format=name)
    assert list(part[: len(before)]) == before
    check_account(part)


@given(damaged_pages(), st.integers(0, len(real_papers()) - 1))
def test_an_appended_card_leaves_the_earlier_ones_unchanged(page: tuple[str, str], position: int) -> None:
    name, text = page
    alone = paperparse.loads(render(name, real_papers()[position : position + 1]), format=name)
    assert alone[0].source.span is not None
    card = alone.text[slice(*alone[0].source.span)]
    shorter = paperparse.loads(text, format=name)
    longer = paperparse.loads(f"{text}\n\n{card}", format=name)
    assert longer.papers[: len(shorter)] == shorter.papers


@given(pages, st.data())
def test_damage_to_a_line_leaves_all_but_the_neighbours_unchanged(
    page: tuple[str, tuple[Paper, ...]], data: st.DataObject
) -> None:
    name, papers = page
    whole = paperparse.loads(render(name, papers))
    lines = whole.text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    offset = sum(len(line) + 1 for line in lines[:at])
    hit = [i for i, paper in enumerate(whole) if paper.source.span and paper.source.span.end >= offset]
    first = hit[0] if hit else len(papers)
    lines[at : at + data.draw(st.integers(0, 1))] = data.draw(st.lists(st.sampled_from(LINES), max_size=1))
    damaged = paperparse.loads("\n".join(lines), format=name)
    untouched = [paper for i, paper in enumerate(whole) if abs(i - first) > 1]
    assert [paper for paper in damaged if paper in untouched] == untouched


@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_formats_never_matters(text: str, shuffler: random.Random) -> None:
    def outcome(order: list[Format]) -> object:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("paperparse.detection.FORMATS", tuple(order))
            try:
                return decide(split_lines(text, Limits()))[0]
            except PaperparseError as error:
                return type(error), str(error)

    forms = [FORMATS_BY_NAME[name] for name in NAMES]
    shuffled = forms.copy()
    shuffler.shuffle(shuffled)
    assert outcome(shuffled) == outcome(forms)


@given(pages)
def test_equal_text_gives_equal_pages(page: tuple[str, tuple[Paper, ...]]) -> None:
    text = render(*page)
    one, other = paperparse.loads(text), paperparse.loads(text)
    assert one == other
    assert hash(one) == hash(other)
    assert (one.segments, one.diagnostics, one.detection) == (other.segments, other.diagnostics, other.detection)
