"""What detection makes of cards, exactly and at every bound, with formats made for the purpose.

Most texts here are lines of ten characters, and a made-up format finds its cards on the lines that the test names.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, Final

import pytest
from paperparse.grammar.cards import Card, Foreign, Format, Missing, Reading

from paperparse import AmbiguousFormatError, Candidate, Limits, Span, UnknownFormatError
from paperparse.choosing.decision import Decision, decide
from paperparse.errors import FormatError
from paperparse.formats import author_cards
from paperparse.model.page import Evidence
from paperparse.text.lines import Lines, split_lines

WIDTH: Final = 10


def at(first: int, last: int | None = None) -> Span:
    """The span from line `first` to line `last` of a text of `fill`."""
    return Span(first * (WIDTH + 1), (first if last is None else last) * (WIDTH + 1) + WIDTH)


def fill(count: int) -> str:
    """A text of `count` lines of ten characters."""
    return "\n".join(["x" * WIDTH] * count)


def make_format(
    name: str,
    cards: Sequence[Span],
    *,
    broken: Sequence[Span] = (),
    odd: Sequence[Span] = (),
    is_marked: bool = True,
    **reading: Any,
) -> Format:
    """A format that finds `cards`, `broken` ones, `odd` ones that lack nothing and prove nothing, and `reading`."""

    def read(_lines: Lines) -> Reading:
        whole = [Card((("abstract", span),), is_proven=True) for span in cards]
        damaged = [Card((("abstract", span),), missing=(Missing("title", span),)) for span in broken]
        return Reading(cards=[*whole, *damaged, *(Card((("abstract", span),)) for span in odd)], **reading)

    parts = {part: getattr(author_cards, part) for part in vars(Format) if not part.startswith("_")}
    form = SimpleNamespace(**{**parts, "NAME": name, "IS_MARKED": is_marked, "read": read})
    assert isinstance(form, Format)
    return form


def choose(text: str, *formats: Format) -> Decision:
    return decide(split_lines(text, Limits()), "page.txt", formats)


def refuse(kind: type[FormatError], text: str, *formats: Format) -> FormatError:
    with pytest.raises(kind) as caught:
        choose(text, *formats)
    assert caught.value.page == "page.txt"
    return caught.value


def weigh(text: str, *formats: Format) -> tuple[Candidate, ...]:
    """The candidates, the text refused or not."""
    try:
        return choose(text, *formats).detection.candidates
    except FormatError as error:
        return error.candidates


def test_a_candidate_says_all_that_was_found() -> None:
    evidence = (Evidence("lines 'Abstract:'", 2, at(1)), Evidence("a banner", 0), Evidence("a mark", 1, at(3)))
    form = make_format("two_cards", [at(1, 2), at(3, 8)], evidence=evidence)
    decision = choose(fill(10), form)
    candidate = Candidate("two_cards", 2, 0.8, 0.7, (evidence[0], evidence[2]), (), Span(11, 98))
    assert decision.detection.candidates == (candidate,)
    assert (decision.detection.format, decision.detection.confidence) == ("two_cards", 0.8)
    assert (decision.format, decision.foreign) == (form, [])
    assert [card.extent for card in decision.reading.cards] == [at(1, 2), at(3, 8)]


@pytest.mark.parametrize(
    ("cards", "needed"), [(0, 0.9), (1, 0.9), (2, 0.7), (3, 0.6333), (4, 0.6), (40, 0.51), (400, 0.501)]
)
def test_what_so_many_cards_must_explain(cards: int, needed: float) -> None:
    [candidate] = weigh(fill(400), make_format("some_cards", [at(i) for i in range(cards)]))
    assert (candidate.cards, candidate.needed) == (cards, needed)


@pytest.mark.parametrize(("lines", "is_enough"), [(10, True), (11, False)])
def test_just_enough_is_enough(lines: int, is_enough: bool) -> None:
    form = make_format("one_card", [at(0, 8)])
    if is_enough:
        assert choose(fill(lines), form).detection.confidence == 0.9
    else:
        assert refuse(UnknownFormatError, fill(lines), form).candidates[0].confidence == 0.8182


@pytest.mark.parametrize(
    ("text", "cards", "confidence"),
    [
        (fill(4), [at(0, 3)], 1.0),
        (fill(4), [], 0.0),
        # Characters count over the whole text, lines from the first card to the last; the lower share counts.
        (f"{'a' * 100}\n{'b' * 300}", [Span(101, 401)], 0.75),
        (f"{'a' * 300}\n{'b' * 100}", [Span(0, 300)], 0.75),
        (f"{'a' * 50}\n-\n{'b' * 50}", [Span(0, 50), Span(53, 103)], 0.6667),
        (f"-\n{'a' * 50}\n{'b' * 50}\n-", [Span(2, 52), Span(53, 103)], 0.9804),
        # A line of which a piece is explained is explained; a line break is no line.
        (fill(2), [Span(9, 12)], 1.0),
        (fill(2), [Span(0, 11)], 0.5),
        (fill(2), [Span(10, 21)], 0.5),
        (fill(3), [Span(10, 22)], 0.3333),
        (fill(1), [Span(3, 5), Span(6, 7)], 1.0),
        (f"{fill(1)}\n-", [Span(0, 11)], 0.9091),
        (f"-\n{fill(1)}", [Span(1, 12)], 0.9091),
    ],
)
def test_confidence_is_the_share_explained(text: str, cards: list[Span], confidence: float) -> None:
    [candidate] = weigh(text, make_format("some_cards", cards))
    assert candidate.confidence == confidence


def test_lines_are_counted_over_the_cards_of_all_formats() -> None:
    text = "\n".join(["a" * 100, "-", "-", "-", "b" * 100])
    first = make_format("first", [Span(0, 100)])
    assert weigh(text, first)[0].confidence == 0.4926
    last = make_format("last", [Span(107, 207)])
    assert [(one.format, one.confidence) for one in weigh(text, first, last)] == [("first", 0.2), ("last", 0.2)]
    broken = make_format("last", [], broken=[Span(107, 207)])
    assert weigh(text, first, broken)[0].confidence == 0.4926


def test_known_lines_and_broken_cards_are_explained() -> None:
    form = make_format("one_card", [at(3)], broken=[at(2)], furniture=[at(0)], info={"title": at(1)})
    [candidate] = weigh(fill(10), form)
    assert candidate.confidence == 0.4


def test_a_format_without_a_whole_card_has_no_confidence() -> None:
    [candidate] = weigh(fill(4), make_format("no_card", [], broken=[at(1)], furniture=[at(0)], lacks=("a banner",)))
    assert candidate == Candidate("no_card", 0, 0.0, 0.9, (), ("a banner",), None)
    other = make_format("one_card", [at(0, 3)])
    assert weigh(fill(4), make_format("no_card", [], furniture=[at(0, 3)]), other)[1].confidence == 0.0


@pytest.mark.parametrize(
    ("surroundings", "changes", "confidence"),
    [
        ([at(0), at(3)], {"is_headed": True}, 1.0),
        ([at(0), at(3)], {"is_headed": False}, 0.5),
        ([at(0), at(3)], {"is_headed": True, "is_marked": False}, 0.5),
        ([Span(0, 11), Span(33, 44)], {"is_headed": True}, 0.5),
        ([Span(0, 11), Span(33, 43)], {"is_headed": True}, 1.0),
    ],
)
def test_lines_around_the_cards_count_under_a_heading_and_up_to_the_length_of_the_cards(
    surroundings: list[Span], changes: dict[str, Any], confidence: float
) -> None:
    # The cards have 21 characters, as has the second pair of lines around them with one of their line breaks.
    form = make_format("one_card", [at(1, 2)], surroundings=surroundings, **changes)
    assert weigh(fill(4), form)[0].confidence == confidence


@pytest.mark.parametrize(
    ("text", "cards", "cut_off", "is_headed", "confidence"),
    [
        # Under the site's heading: up to eight lines and 8,000 characters.
        (fill(9), [at(0)], at(1, 8), True, 1.0),
        (fill(10), [at(0)], at(1, 9), True, 0.1111),
        (f"{fill(1)}\n{'y' * 8000}", [at(0)], Span(11, 8011), True, 1.0),
        (f"{fill(1)}\n{'y' * 8001}", [at(0)], Span(11, 8012), True, 0.0012),
        # Without it: as long as the longest card, as many times as there are cards.
        (f"{fill(3)}\n{'y' * 42}", [at(0), at(1, 2)], Span(33, 75), False, 1.0),
        (f"{fill(3)}\n{'y' * 43}", [at(0), at(1, 2)], Span(33, 76), False, 0.9677),
        (f"{fill(3)}\n{'y' * 20}\n{'z' * 100}", [at(0), at(1, 2)], Span(33, 53), False, 0.2308),
        (fill(2), [], at(1), False, 0.0),
        # What a card holds already explains no more than the whole text.
        ("y", [Span(0, 1)], Span(0, 1), True, 1.0),
        (fill(2), [at(0, 1)], at(1), False, 1.0),
    ],
)
def test_the_beginning_of_a_card_at_the_end_needs_no_explanation(
    text: str, cards: list[Span], cut_off: Span, is_headed: bool, confidence: float
) -> None:
    [candidate] = weigh(text, make_format("some_cards", cards, cut_off=cut_off, is_headed=is_headed))
    assert candidate.confidence == confidence


def test_a_heading_over_cards_without_marks_excuses_no_long_end() -> None:
    form = make_format("some_cards", [at(0)], is_marked=False, cut_off=at(1, 8), is_headed=True)
    [candidate] = weigh(fill(9), form)
    assert candidate.confidence == 0.125


@pytest.mark.parametrize(
    ("others", "is_swallowed"),
    [
        ([at(1), at(2)], True),
        ([at(1, 2), at(3, 4)], True),
        ([at(2), at(3), at(4)], True),
        ([at(0), at(2), at(3)], True),
        ([at(0), at(4)], False),
        ([at(1, 3), at(4, 5)], False),
        ([at(0, 1), at(2, 3), at(5)], False),
        ([at(2)], False),
        ([], False),
    ],
)
def test_a_card_that_holds_two_whole_cards_of_another_format_is_none(others: list[Span], is_swallowed: bool) -> None:
    large, small = make_format("large", [at(1, 4)]), make_format("small", others)
    cards = {candidate.format: candidate.cards for candidate in weigh(fill(6), large, small)}
    assert cards == {"large": 0 if is_swallowed else 1, "small": len(others)}
    cards = {one.format: one.cards for one in weigh(fill(6), large, make_format("small", others, is_marked=False))}
    assert cards["large"] == 1


def test_of_equals_the_one_with_more_evidence_comes_first_and_then_the_name() -> None:
    evidence = (Evidence("a", 1), Evidence("b", 2))
    rich = make_format("rich", [at(0)], evidence=evidence)
    poor = make_format("poor", [at(0)], evidence=evidence[1:])
    plain, short = make_format("plain", [at(0)]), make_format("short", [at(0)], evidence=(Evidence("c", 9),))
    names = [one.format for one in weigh(f"{fill(1)}\n-", plain, make_format("apart", [at(0)]), poor, rich, short)]
    assert names == ["short", "rich", "poor", "apart", "plain"]
    wide = make_format("wide", [Span(0, 12)])
    assert [one.format for one in weigh(f"{fill(1)}\n-", short, wide)] == ["wide", "short"]


@pytest.mark.parametrize(
    ("cards", "broken", "odd", "is_sound"),
    [
        (1, 1, 0, True),
        (1, 2, 0, False),
        (2, 2, 0, True),
        (1, 0, 1, False),
        (2, 0, 1, True),
        (3, 0, 2, True),
        (2, 0, 2, False),
        (2, 1, 1, True),
    ],
)
def test_at_least_half_of_the_cards_must_be_whole(cards: int, broken: int, odd: int, is_sound: bool) -> None:
    count = cards + broken + odd
    places = [at(i) for i in range(count)]
    form = make_format(
        "some_cards", places[:cards], broken=places[cards : cards + broken], odd=places[cards + broken :]
    )
    if is_sound:
        assert choose(fill(count), form).detection.confidence == 1.0
    else:
        message = refuse(UnknownFormatError, fill(count), form).message
        assert f"needed, but too many of its {count} cards are broken)" in message


def test_what_a_format_lacks_refuses_the_text() -> None:
    error = refuse(UnknownFormatError, fill(1), make_format("no_banner", [at(0)], lacks=("a banner", "a pager")))
    assert error.message == (
        "no known kind of page; nearest: no_banner (1 complete card explains 100% of the text, 90% needed; "
        "lacks a banner and a pager); "
        "if it is one all the same, name its format (format=, --format) to see what can be read"
    )


def test_a_refusal_names_the_three_nearest_formats() -> None:
    formats = (
        make_format("four_cards", [at(i) for i in range(4)]),
        make_format("three_cards", [at(i) for i in range(3)]),
        make_format("no_card", [], lacks=("a line 'Via'", "a banner")),
        make_format("other", [], lacks=("anything",)),
    )
    error = refuse(UnknownFormatError, fill(20), *formats)
    assert error.message == (
        "no known kind of page; nearest: four_cards (4 complete cards explain 20% of the text, 60% needed), "
        "three_cards (3 complete cards explain 15% of the text, 63% needed), "
        "no_card (lacks a line 'Via' and a banner); "
        "if it is one all the same, name its format (format=, --format) to see what can be read"
    )
    assert [candidate.format for candidate in error.candidates] == ["four_cards", "three_cards", "no_card", "other"]
    assert "nearest: nothing (lacks a complete card); if" in str(
        refuse(UnknownFormatError, "x", make_format("nothing", []))
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "the text is empty: there is no page to read"), ("\n \xa0\n", "the text is blank")],
)
def test_nothing_is_refused_as_such(text: str, message: str) -> None:
    error = refuse(UnknownFormatError, text, make_format("nothing", []))
    assert error.message == message
    assert [candidate.format for candidate in error.candidates] == ["nothing"]


def test_formats_that_explain_nearly_as_much_are_tied() -> None:
    text = "\n".join(["x" * 9] * 1000)
    whole = make_format("whole", [Span(0, 9999)])
    part = {lines: make_format(f"part_{lines}", [Span(0, lines * 10 - 1)]) for lines in (960, 980, 981, 1000)}
    assert choose(text, whole, part[980]).format is whole
    assert choose(text, part[980], part[960]).format is part[980]
    error = refuse(AmbiguousFormatError, text, part[960], part[981], whole, part[1000])
    assert error.message == (
        "the text fits part_1000 and whole and part_981 equally well; name the one to read (format=, --format)"
    )
    assert [one.format for one in error.candidates] == ["part_1000", "whole", "part_981", "part_960"]


def test_only_a_format_that_qualifies_can_be_tied() -> None:
    whole = make_format("a_whole", [at(0)])
    assert choose(fill(1), whole, make_format("b_lacking", [at(0)], lacks=("a banner",))).format is whole
    assert choose(fill(1), whole, make_format("b_broken", [at(0)], odd=[at(0)])).format is whole


@pytest.mark.parametrize(
    ("cards", "most"), [(4, 1), (100, 1), (199, 1), (200, 1), (299, 1), (300, 2), (399, 2), (400, 3)]
)
def test_a_few_cards_of_another_format_are_reported_and_one_more_is_ambiguous(cards: int, most: int) -> None:
    best = make_format("best", [at(i) for i in range(cards)])
    places = [at(cards + i) for i in range(most + 1)]
    decision = choose(fill(cards + most), best, make_format("rival", places[:most]))
    assert (decision.format, decision.foreign) == (best, [Foreign("rival", tuple(places[:most]))])
    error = refuse(AmbiguousFormatError, fill(cards + most + 1), best, make_format("rival", places))
    assert error.message == (
        f"cards of several formats on one page: {cards} cards of best in lines 1 to {cards} "
        f"and {most + 1} cards of rival in lines {cards + 1} to {cards + most + 1}; "
        "split the text, or name a format (format=, --format) to read it all the same"
    )
    assert [candidate.format for candidate in error.candidates] == ["best", "rival"]


def test_one_card_of_another_format_is_enough_beside_a_single_card_or_under_its_heading() -> None:
    rival, headed = make_format("rival", [at(8)]), make_format("rival", [at(8)], is_headed=True)
    one, two = make_format("best", [at(0, 7)]), make_format("best", [at(0, 3), at(4, 7)])
    assert refuse(AmbiguousFormatError, fill(9), one, rival).message.startswith(
        "cards of several formats on one page: 1 card of best in lines 1 to 8 and 1 card of rival in lines 9 to 9; "
    )
    assert choose(fill(9), two, rival).format is two
    assert "1 card of rival" in refuse(AmbiguousFormatError, fill(9), two, headed).message
    assert choose(fill(8), one, make_format("rival", [], is_headed=True)).format is one


def test_all_formats_with_cards_of_their_own_are_named() -> None:
    formats = [make_format(name, [at(2 * i, 2 * i + 1)]) for i, name in enumerate(["first", "second", "third"])]
    message = refuse(AmbiguousFormatError, fill(6), *formats).message
    assert "1 card of first in lines 1 to 2 and 1 card of second in lines 3 to 4 and 1 card of third" in message


@pytest.mark.parametrize(("lines", "kind"), [(8, AmbiguousFormatError), (9, UnknownFormatError)])
def test_cards_that_explain_less_than_half_together_are_no_pages(lines: int, kind: type[FormatError]) -> None:
    formats = make_format("first", [at(0, 1)]), make_format("second", [at(2, 3)])
    assert refuse(kind, fill(lines), *formats).candidates[0].confidence == round(2 / lines, 4)


@pytest.mark.parametrize(
    ("best", "rival", "foreign"),
    [
        ([at(0, 2), at(4, 8)], [at(3)], [at(3)]),
        ([at(0, 2), at(4, 8)], [at(2, 3)], []),
        ([at(0, 2), at(4, 8)], [at(3, 4)], []),
        ([at(0, 2), at(4, 8)], [at(5)], []),
        ([at(1, 4), at(5, 8)], [at(0)], [at(0)]),
        ([at(0, 3), at(4, 7)], [at(8)], [at(8)]),
        # Side by side on one line.
        ([Span(0, 8), at(1, 8)], [Span(8, 10)], [Span(8, 10)]),
        ([Span(5, 10), at(1, 8)], [Span(2, 5)], [Span(2, 5)]),
        ([Span(0, 8), at(1, 8)], [Span(7, 10)], []),
    ],
)
def test_a_card_of_another_format_is_foreign_outside_the_cards_of_the_best(
    best: list[Span], rival: list[Span], foreign: list[Span]
) -> None:
    decision = choose(fill(9), make_format("best", best), make_format("rival", rival))
    assert decision.format.name == "best"
    assert decision.foreign == ([Foreign("rival", tuple(foreign))] if foreign else [])


@pytest.mark.parametrize(
    ("is_best_marked", "is_rival_marked", "is_foreign"),
    [(False, True, True), (True, True, False), (False, False, False), (True, False, False)],
)
def test_a_card_with_marks_is_foreign_even_inside_one_without(
    is_best_marked: bool, is_rival_marked: bool, is_foreign: bool
) -> None:
    best = make_format("best", [at(0, 3), at(4, 7)], is_marked=is_best_marked)
    decision = choose(fill(8), best, make_format("rival", [at(2)], is_marked=is_rival_marked))
    assert decision.foreign == ([Foreign("rival", (at(2),))] if is_foreign else [])


def test_lines_in_messages_are_counted_in_the_file() -> None:
    text = f"\n\n{'a' * 30}\n\n{'b' * 30}\n\n\n{'c' * 30}"
    formats = make_format("first", [Span(2, 64)]), make_format("second", [Span(67, 97)])
    assert "first in lines 3 to 5 and 1 card of second in lines 8 to 8;" in str(
        refuse(AmbiguousFormatError, text, *formats)
    )
