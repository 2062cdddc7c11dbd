"""Thousands of ordinary texts are refused; the same cards that are a page by themselves are none inside of them."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Final

import pytest
from ordinary_patterns import Pattern
from ordinary_texts import KINDS, Writer, list_texts
from samples import FORMATS_BY_NAME, load_seed, real_papers

import paperparse
from paperparse import AmbiguousFormatError, Page, PageInfo, Paper, UnknownFormatError
from paperparse.grammar.printing import print_page
from paperparse.grammar.rules import find_rules

pytestmark = pytest.mark.slow

# Lists of links with votes look like cards of the e-mail, which needs its heading.
MARKED: Final = [name for name, form in FORMATS_BY_NAME.items() if find_rules(form).is_marked and name != "digest_mail"]

SURROUNDINGS: Final[dict[str, Callable[[str], str]]] = {
    "nothing": lambda card: card,
    "navigation": lambda card: f"Home\nAbout us | Blog | Log in\n\n{card}",
    "footer": lambda card: f"{card}\n\nAbout\nPrivacy Policy\nTerms of Service\n",
    "both": lambda card: f"Skip to content\nMenu\nSign in\n{card}\nBack to top\n© 2024 The Site. All rights reserved.",
}
CHAPTERS: Final = [f"chapter {number}" for number in range(20)]
DOCUMENTS: Final[dict[str, Callable[[], list[str]]]] = {
    "paragraphs": lambda: [Writer("paragraphs").write(Pattern("", "{paragraph} That is all.\n"), 60)],
    "chapters": lambda: [Writer(title).write(Pattern("{title}\n", "{paragraph}\n"), 3) for title in CHAPTERS],
    "docstrings": lambda: list_texts("docstrings")[:60],
}
PLACES: Final[dict[str, Callable[[str, list[str]], list[str]]]] = {
    "at the beginning": lambda card, lines: [card, *lines],
    "in the middle": lambda card, lines: [*lines[: len(lines) // 2], card, *lines[len(lines) // 2 :]],
    "at the end": lambda card, lines: [*lines, card],
}

# Titles over paragraphs under the site's banner have all that makes a title feed.
PAGES: Final = {("title_feed", "chapters", "at the beginning")}


def is_refused(text: str) -> bool:
    try:
        paperparse.loads(text)
    except (UnknownFormatError, AmbiguousFormatError):
        return True
    return False


def strip(page: Page) -> str:
    """The text of `page` from its first card to its last, without what the site prints around them."""
    first, last = page[0].source.span, page[-1].source.span
    assert first is not None
    assert last is not None
    # A line over several cards is a part of what they say.
    return page.text[min(first.start, *(span.start for span in page[0].spans.values())) : last.end]


def render(name: str, papers: Sequence[Paper]) -> Page:
    return paperparse.loads(print_page(FORMATS_BY_NAME[name], papers, PageInfo()))


def choose_papers(name: str, count: int) -> list[Paper]:
    """`count` papers; for the daily feed without organizations, as a lone one needs the site's heading."""
    papers = [paper for paper in real_papers() if name != "daily_feed" or paper.organization is None]
    return papers[:: len(papers) // count][:count]


def test_the_corpus_is_large_and_broad() -> None:
    counts = [len(list_texts(kind)) for kind in KINDS]
    assert sum(map(bool, counts)) >= 30
    assert sum(counts) >= 2_000


@pytest.mark.parametrize("kind", KINDS)
def test_ordinary_text_is_refused(kind: str) -> None:
    texts = list_texts(kind)
    if not texts:
        pytest.skip("this machine has none")
    accepted = [text for text in texts if not is_refused(text)]
    assert not accepted, f"{len(accepted)} of {len(texts)} are taken for a page, first:\n{accepted[0][:500]}"


@pytest.mark.parametrize("name", MARKED)
def test_cards_of_a_seed_need_nothing_around_them(name: str) -> None:
    seed = load_seed(name)
    page = paperparse.loads(strip(seed))
    assert (page.format, page.papers) == (name, seed.papers)


@pytest.mark.parametrize("size", [1, 2, 5, 25])
@pytest.mark.parametrize("name", MARKED)
def test_cards_of_real_papers_need_nothing_around_them(name: str, size: int) -> None:
    papers = choose_papers(name, 100) if size == 1 else real_papers()[:100]
    for start in range(0, len(papers), 25):
        chosen = papers[start : start + size]
        page = paperparse.loads(strip(render(name, chosen)))
        assert (page.format, page.papers) == (name, tuple(paperparse.project(paper, name) for paper in chosen))


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_one_card_that_is_nearly_all_of_the_text_is_a_page(name: str, surroundings: str) -> None:
    for paper in choose_papers(name, 40):
        whole = render(name, [paper])
        for card in [whole.text, strip(whole)] if name in MARKED else [whole.text]:
            page = paperparse.loads(SURROUNDINGS[surroundings](card))
            assert (page.format, page.papers) == (name, (paperparse.project(paper, name),))


@pytest.mark.parametrize(
    ("name", "document", "place"),
    [case for case in product(FORMATS_BY_NAME, DOCUMENTS, PLACES) if case not in PAGES],
)
def test_one_card_in_a_long_document_is_no_page(name: str, document: str, place: str) -> None:
    lines = [line for text in DOCUMENTS[document]() for line in text.split("\n")]
    for paper in choose_papers(name, 3):
        whole = render(name, [paper])
        for card in (whole.text, strip(whole)):
            text = "\n".join(PLACES[place](card, lines))
            assert is_refused(text), text[:500]
