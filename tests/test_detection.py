"""How the core weighs what the formats find: how much is enough, what is too little, and when two are too many."""

from array import array
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from samples import ABSTRACT, FORMATS_BY_NAME, ROOT, load_seed, real_papers

import paperparse
from paperparse import AmbiguousFormatError, Limits, PageInfo, Paper, Span, UnknownFormatError
from paperparse.choosing.decision import decide
from paperparse.choosing.refusal import is_possible
from paperparse.formats import FORMATS, abstract_list, author_cards
from paperparse.grammar.look import find_looks
from paperparse.grammar.needs import find_needs
from paperparse.grammar.patterns import Slot
from paperparse.grammar.printing import print_page
from paperparse.grammar.reading import Card, Reading
from paperparse.grammar.rules import find_rules
from paperparse.grammar.table import Format, Mark, Value, list_layouts
from paperparse.grammar.tape import lay_tape
from paperparse.pages.values import build_page
from paperparse.text.lines import split_lines

# All that the tables ask for, and what is nearly so.
WORDS: Final = sorted(
    {word for form in FORMATS for one in list_layouts(form) for row in find_needs(one).texts for word in row}
)
SHOWN: Final = [*WORDS, *(word[:-1] for word in WORDS), *(word[1:] for word in WORDS)]
CARD: Final = f"Eran Malach, Shai Shalev-Shwartz\n{ABSTRACT}\nVia\n"


def fill(share: float, cards: int) -> str:
    """A text of which `cards` cards are about `share`; the rest is one long line, which no card explains."""
    size = sum(len(line) for line in CARD.split("\n")) * cards
    return "x" * round(size / share - size) + "\n" + CARD * cards


@pytest.mark.parametrize(
    ("cards", "share", "is_enough"),
    [(1, 0.91, True), (1, 0.89, False), (2, 0.71, True), (2, 0.69, False), (40, 0.52, True), (40, 0.50, False)],
)
def test_the_fewer_cards_the_more_they_must_explain(cards: int, share: float, is_enough: bool) -> None:
    text = fill(share, cards)
    if is_enough:
        assert len(paperparse.loads(text)) == cards
    else:
        with pytest.raises(UnknownFormatError, match="needed"):
            paperparse.detect(text)


@pytest.mark.parametrize("name", ["author_cards", "scored_feed", "daily_feed", "abstract_list"])
def test_cards_with_marks_need_no_banner(name: str) -> None:
    papers = [paper for paper in real_papers() if paper.organization is None][:3]
    whole = paperparse.loads(print_page(FORMATS_BY_NAME[name], papers, PageInfo()))
    first = whole[0].source.span
    assert first is not None
    page = paperparse.loads(whole.text[first.start :])
    assert (page.format, page.papers) == (name, tuple(paperparse.project(paper, name) for paper in papers))


def test_one_card_in_a_long_document_is_no_page() -> None:
    document = "\n\n".join(f"A paragraph of a long document, the {n}th of them, which goes on." for n in range(60))
    for name in FORMATS_BY_NAME:
        card = print_page(FORMATS_BY_NAME[name], real_papers()[:1], PageInfo())
        with pytest.raises(UnknownFormatError):
            paperparse.loads(f"{document}\n\n{card}\n\n{document}")


def test_a_reading_most_of_whose_cards_are_broken_is_a_wrong_one() -> None:
    broken = f"Jarek Duda\n{ABSTRACT}\nHere the authors changed\nVia\n"
    assert len(paperparse.loads(CARD * 5 + broken * 4)) == 9
    with pytest.raises(UnknownFormatError, match="too many of its 9 cards are broken"):
        paperparse.loads(CARD * 4 + broken * 5)


def test_cards_of_another_format_are_reported_and_then_refused() -> None:
    page = load_seed("daily_feed").text
    foreign = f"Abstract:{ABSTRACT}"
    one = paperparse.loads(f"{page}\n\n{foreign}")
    assert [found.code for found in one.diagnostics].count("foreign-card") == 1
    with pytest.raises(AmbiguousFormatError, match="2 cards of abstract_list"):
        paperparse.loads(f"{page}\n\n{foreign}\n{foreign}")


def test_one_card_each_of_two_formats_is_ambiguous() -> None:
    with pytest.raises(AmbiguousFormatError, match=r"1 card of author_cards .* 1 card of abstract_list"):
        paperparse.loads(f"Abstract:{ABSTRACT}\n{CARD}")


def test_two_pages_in_one_are_told_where_they_stand_with_their_markup() -> None:
    marked = (ROOT / "tests" / "markup" / "arxiv_list_recent_markdownify" / "page.txt").read_text("utf-8")
    cards = f"{CARD}\n{CARD}\n{CARD}"
    first = len(marked.splitlines()) + 1
    last = first + len(cards.splitlines()) - 1
    with pytest.raises(AmbiguousFormatError, match=rf"3 cards of author_cards in lines {first} to {last};"):
        paperparse.loads(f"{marked.rstrip()}\n{cards}")


def make_format(name: str, **changes: Any) -> Format:
    """A copy of the format of author cards under another name."""
    return evolve(author_cards.FORMAT, name=name, **changes)


def test_two_formats_that_fit_equally_well_are_ambiguous() -> None:
    with pytest.raises(AmbiguousFormatError, match="fits author_cards and twin_cards equally well"):
        decide(split_lines(CARD * 3, Limits()), formats=(*FORMATS, make_format("twin_cards")))


def test_a_card_that_holds_two_cards_of_another_format_proves_nothing() -> None:
    one = {"begins": "first", "card": "first abstract:(any*)", "ends": "", "lines": {"first": Value("Eran .*+")}}
    all_in_one = make_format("all_in_one", **one, broken="", head="", first_head="", stray="", is_tight=False)
    text = (CARD * 2).replace("Eran", "Jarek")
    assert decide(split_lines(f"Eran Malach\n{CARD}", Limits()), formats=[all_in_one]).detection.confidence == 1.0
    decision = decide(split_lines(f"Eran Malach\n{text}", Limits()), formats=(*FORMATS, all_in_one))
    assert decision.detection.format == "author_cards"
    assert decision.detection.candidates[-1].cards == 0


def test_text_claimed_twice_is_reported_as_a_bug() -> None:
    lines = split_lines("one\ntwo", Limits())
    form = abstract_list.FORMAT
    rules = find_rules(form)
    card = Card(0, 2, (Slot("title", ""), Slot("abstract", "")), array("I", [0, 0, 2, 1, 1, 2]), is_whole=True)
    reading = Reading(form, rules, lay_tape(form, rules, lines, find_looks(lines.values)), cards=[card])
    page = build_page(reading, limits=Limits())
    assert page.papers == (Paper(title="one two", abstract="two"),)
    assert ("overlapping-claim", (4, 7)) in [(found.code, found.span) for found in page.diagnostics]
    assert [segment.span for segment in page.segments] == [(0, 3), (3, 4), (4, 7)]


DAILY: Final = f"Pointer Networks\n{ABSTRACT}\n• 3 authors\n·\nJun 9, 2015\n"
SCORED: Final = f"Total Score\n85\nPointer Networks\nEmmy Noether\n{ABSTRACT}\nRead more\n6/9/2015\n"
DAILY_HEADING: Final = "the heading 'Daily Papers'"
DAILY_LACK: Final = "a card that ends with '• N authors', '·' and a date"
DAILY_DOTS: Final = "lines '·'"
DAILY_CARDS: Final = "title, abstract, '• N authors' or organization, '·', date"
SCORED_HEADING: Final = "the heading 'AI Papers'"
SCORED_LINES: Final = "lines 'Total Score'"
SCORED_CARDS: Final = "'Total Score', score, title, authors, summary, 'Read more', date"


@pytest.mark.parametrize(
    ("format", "text", "evidence", "lacks"),
    [
        ("daily_feed", DAILY * 2, [(DAILY_DOTS, 2, Span(128, 129)), (DAILY_CARDS, 2, Span(0, 16))], ()),
        (
            "daily_feed",
            f"Daily Papers\n{DAILY}",
            [(DAILY_HEADING, 1, Span(0, 12)), (DAILY_DOTS, 1, Span(141, 142)), (DAILY_CARDS, 1, Span(13, 29))],
            (),
        ),
        ("daily_feed", "Daily Papers\nOct 30\n", [(DAILY_HEADING, 1, Span(0, 12))], (DAILY_LACK,)),
        ("daily_feed", DAILY.replace("·", ""), [], (DAILY_LACK,)),
        ("daily_feed", "Daily", [], (DAILY_LACK,)),
        ("scored_feed", SCORED * 2, [(SCORED_LINES, 2, Span(0, 11)), (SCORED_CARDS, 2, Span(0, 11))], ()),
        (
            "scored_feed",
            f"AI Papers\n{SCORED}",
            [(SCORED_HEADING, 1, Span(0, 9)), (SCORED_LINES, 1, Span(10, 21)), (SCORED_CARDS, 1, Span(10, 21))],
            (),
        ),
        ("scored_feed", "AI Papers\n", [(SCORED_HEADING, 1, Span(0, 9))], ("a line 'Total Score'",)),
        ("scored_feed", "AI", [], ("a line 'Total Score'",)),
        (
            "scored_feed",
            "Total Score\n85\n",
            [(SCORED_LINES, 1, Span(0, 11))],
            ("a card from 'Total Score' to 'Read more' and a date",),
        ),
    ],
)
def test_what_speaks_for_a_feed_and_what_it_lacks(
    format: str, text: str, evidence: list[tuple[str, int, Span]], lacks: tuple[str, ...]
) -> None:
    try:
        candidates = paperparse.detect(text).candidates
    except UnknownFormatError as error:
        candidates = error.candidates
    [candidate] = [candidate for candidate in candidates if candidate.format == format]
    assert [(piece.what, piece.count, piece.span) for piece in candidate.evidence] == evidence
    assert candidate.lacks == lacks


@pytest.mark.parametrize("card", [DAILY, SCORED], ids=["daily_feed", "scored_feed"])
def test_the_long_beginning_of_a_card_is_excused_under_the_heading_only(card: str) -> None:
    beginning = f"Attention in Networks\n{ABSTRACT * 10}\n"
    heading = "Daily Papers\n" if card is DAILY else "AI Papers\n"
    text = card + (beginning if card is DAILY else f"Total Score\n85\n{beginning}")
    assert len(paperparse.loads(heading + text)) == 1
    with pytest.raises(UnknownFormatError, match="1 complete card explains"):
        paperparse.loads(text)


def test_a_mark_of_several_words_is_found_by_any_of_them() -> None:
    marked = Format(
        name="marked",
        summary="two marks that have their rarest letter at different places",
        lines={"mark": Mark("Axes", "Tax")},
        begins="mark",
        card="mark title:line",
    )
    for mark in ("Axes", "Tax"):
        assert is_possible(f"A line\n{mark}\nPointer Networks", [marked])
    assert not is_possible("A line of no kind, with an x\nPointer Networks", [marked])


@given(st.lists(st.sampled_from([*SHOWN, "A line of no kind: ", "\n"]), max_size=40), st.integers(0, 3_000))
def test_a_text_is_possible_where_it_shows_all_that_a_table_asks_for(pieces: list[str], length: int) -> None:
    for text in ("".join(pieces), "As they say, so be it: a title. " * (length // 30) + "".join(pieces)):
        is_shown = any(
            all(any(word in text for word in row) for row in find_needs(table).texts)
            for form in FORMATS
            for table in list_layouts(form)
        )
        assert is_possible(text, FORMATS) == is_shown
        assert is_possible(text, FORMATS[::-1]) == is_shown
