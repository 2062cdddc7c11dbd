"""Prefix stability and damage isolation at every place of the seeds, the format found and not named.

A cut leaves the cards above it as they are, or says that something is wrong; one line lost, doubled or put in refuses
no page of five cards or more, and changes no card but the direct neighbours.
"""

from collections.abc import Iterator
from typing import Final

import pytest
from quick import thin_out
from samples import FORMATS_BY_NAME, load_seed

import paperparse
from paperparse import Page, Paper, PaperparseError, Span

# A line of every kind that some format knows, and two that none does.
FOREIGN: Final = (
    *(
        "Subscribe",
        "·",
        "Via",
        "Total Score",
        "• 3 authors",
        "Jun 9, 2015",
        "Abstract:",
        "Read more",
        "12",
        "12/9/2024",
    ),
    *("[1] arXiv:1506.03134 [pdf]", "Title: Pointer Networks", "Comments: 9 pages", "Subjects: Learning (cs.LG)"),
    *("cs.LG stat.ML", "Authors: Ada Lovelace", "▽ More", "Submitted 9 June, 2015; originally announced June 2015."),
    *("Daily Papers", "Get trending papers in your email inbox!", "Oriol Vinyals, Meire Fortunato"),
    *("An unrelated remark", "We introduce a new architecture to learn the conditional probability of a sequence."),
)
FEWEST_CARDS: Final = 5
# Of the large seeds, every so many places.
STEPS: Final = {"scored_feed": 7, "daily_feed": 61, "title_feed": 401, "trending_feed": 3}
LINE_STEPS: Final = {"daily_feed": 7, "title_feed": 41, "trending_feed": 5}


def extent(paper: Paper) -> Span:
    assert paper.source.span is not None
    return paper.source.span


def find_unstable(page: Page, step: int) -> Iterator[str]:
    """The cuts, at every `step`-th place, that change a card above them without a word, or refuse a page of many."""
    ends = [extent(paper).end for paper in page]
    for cut in range(0, len(page.text), step):
        above = page[: sum(end <= cut for end in ends)]
        try:
            part = paperparse.loads(page.text[:cut])
        except PaperparseError:
            if len(above) >= FEWEST_CARDS:
                yield f"cut at {cut}: refused"
            continue
        if part[: len(above)] != above and not part.diagnostics:
            yield f"cut at {cut}: other cards, and no finding"


def find_spreading(page: Page, step: int) -> Iterator[str]:
    """The damages to one line, every `step`-th, that refuse the page or change a card away from the line."""
    lines = page.text.split("\n")
    ends = [extent(paper).end for paper in page]
    for at in range(0, len(lines), step):
        offset = sum(len(line) + 1 for line in lines[:at])
        hit = sum(end < offset for end in ends)
        away = [paper for position, paper in enumerate(page) if abs(position - hit) > 1]
        for name, new in (
            ("lost", []),
            ("doubled", lines[at : at + 1] * 2),
            *((one, [one, lines[at]]) for one in FOREIGN),
        ):
            try:
                rest = iter(paperparse.loads("\n".join([*lines[:at], *new, *lines[at + 1 :]])))
            except PaperparseError:
                yield f"line {at + 1} {name}: refused"
                continue
            if not all(paper in rest for paper in away):
                yield f"line {at + 1} {name}: a card away from it changed"


@pytest.mark.parametrize("name", thin_out(4, ["abstract_list", "author_cards", "arxiv_listing", "arxiv_search"], str))
def test_some_places(name: str) -> None:
    page = load_seed(name)
    assert list(find_unstable(page, 97)) == []
    assert list(find_spreading(page, 13)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_every_cut(name: str) -> None:
    assert list(find_unstable(load_seed(name), STEPS.get(name, 1))) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_every_line(name: str) -> None:
    assert list(find_spreading(load_seed(name), LINE_STEPS.get(name, 1))) == []
