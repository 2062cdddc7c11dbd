"""What detection makes of cards, exactly and at every bound.

Where only the weighing counts, readings are put together by hand, with cards on the lines that the test names. Where
the decision does, formats made for the purpose find their cards: each looks at one column of the text, where it finds
`C` at the beginning of a card, `c` where one goes on, `B` at the beginning of a broken one, `H` on a heading and `s` on
any other line of its site. Most lines have ten characters.
"""

from array import array
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple

import pytest

from paperparse import AmbiguousFormatError, Candidate, Limits, Span, UnknownFormatError
from paperparse.choosing import evidence
from paperparse.choosing.decision import Decision, Foreign, decide
from paperparse.errors import FormatError
from paperparse.grammar.look import find_looks
from paperparse.grammar.reading import Card, Reading
from paperparse.grammar.rules import find_rules
from paperparse.grammar.table import Format, Mark, Site, Value
from paperparse.grammar.tape import lay_tape
from paperparse.model.page import Evidence
from paperparse.text.lines import split_lines

WIDTH: Final = 10
Place = int | tuple[int, int]
# Of cards laid by hand no part is asked for.
NOTHING: Final = array("I")


def at(first: int, last: int | None = None) -> Span:
    """The span from line `first` to line `last` of a text of `fill`."""
    return Span(first * (WIDTH + 1), (first if last is None else last) * (WIDTH + 1) + WIDTH)


def fill(count: int) -> str:
    """A text of `count` lines of ten characters."""
    return "\n".join(["x" * WIDTH] * count)


# Readings made by hand.


def lay(
    text: str,
    cards: Sequence[Place],
    *,
    name: str = "some_cards",
    broken: Sequence[Place] = (),
    is_marked: bool = True,
    shows: str = "",
    **changes: Any,
) -> Reading:
    """A reading of `text` that finds `cards` on the lines named, `broken` ones, and what `changes` say."""
    form = Format(
        name=name,
        summary="found by hand",
        lines={"mark": Value("no line of any text here")},
        begins="mark" if is_marked else "line",
        card="abstract:(line+)",
        shows=shows,
    )
    rules, lines = find_rules(form), split_lines(text, Limits())
    assert rules.is_marked is is_marked
    reading = Reading(form, rules, lay_tape(form, rules, lines, find_looks(lines.values)), **changes)
    for first, last in map(spread, cards):
        reading.cards.append(Card(first, last + 1, (), NOTHING, is_whole=True, is_proven=True))
    for first, last in map(spread, broken):
        # Without a part, it lacks its abstract.
        reading.cards.append(Card(first, last + 1, (), NOTHING))
    reading.cards.sort()
    return reading


def spread(place: Place) -> tuple[int, int]:
    """The first and the last line of `place`."""
    return (place, place) if isinstance(place, int) else place


def weigh(*readings: Reading) -> list[Candidate]:
    return [hypothesis.describe() for hypothesis in evidence.weigh(readings)]


@pytest.mark.parametrize(
    ("cards", "needed"), [(0, 0.9), (1, 0.9), (2, 0.7), (3, 0.6333), (4, 0.6), (40, 0.51), (400, 0.501)]
)
def test_what_so_many_cards_must_explain(cards: int, needed: float) -> None:
    [candidate] = weigh(lay(fill(400), range(cards)))
    assert (candidate.cards, candidate.needed) == (cards, needed)


@pytest.mark.parametrize(
    ("text", "cards", "confidence"),
    [
        (fill(4), [(0, 3)], 1.0),
        (fill(4), [], 0.0),
        # Characters count over the whole text, lines from the first card to the last; the lower share counts.
        (f"{'a' * 100}\n{'b' * 300}", [1], 0.75),
        (f"{'a' * 300}\n{'b' * 100}", [0], 0.75),
        (f"{'a' * 50}\n-\n{'b' * 50}", [0, 2], 0.6667),
        (f"-\n{'a' * 50}\n{'b' * 50}\n-", [1, 2], 0.9804),
        # White space around lines is no text.
        (f"   \n\n  {'a' * 30}  \n\n-  ", [0], 0.9677),
        (f"{fill(1)}\n-", [0], 0.9091),
        (f"-\n{fill(1)}", [1], 0.9091),
    ],
)
def test_confidence_is_the_share_explained(text: str, cards: list[Place], confidence: float) -> None:
    [candidate] = weigh(lay(text, cards))
    assert candidate.confidence == confidence


def test_lines_are_counted_over_the_cards_of_all_formats() -> None:
    text = "\n".join(["a" * 100, "-", "-", "-", "b" * 100])
    first = lay(text, [0], name="first")
    assert weigh(first)[0].confidence == 0.4926
    last = lay(text, [4], name="last")
    assert [(one.format, one.confidence) for one in weigh(first, last)] == [("first", 0.2), ("last", 0.2)]
    broken = lay(text, [], name="last", broken=[4])
    assert weigh(first, broken)[0].confidence == 0.4926


def test_known_lines_and_broken_cards_are_explained() -> None:
    [candidate] = weigh(lay(fill(10), [3], broken=[2], notices=[0], info={"title": at(1)}))
    assert candidate.confidence == 0.4
    [candidate] = weigh(lay(f"Log in | Sign up\n{fill(4)}\nNext page", [1]))
    assert candidate.confidence == round((16 + 10 + 9) / (16 + 40 + 9), 4)


def test_a_format_without_a_whole_card_has_no_confidence() -> None:
    [candidate] = weigh(lay(fill(4), [], name="no_card", broken=[1], notices=[0], lacks="a banner"))
    assert candidate == Candidate("no_card", 0, 0.0, 0.9, (), ("a banner",), None)
    none, other = lay(fill(4), [], name="no_card", notices=[0, 1, 2, 3]), lay(fill(4), [(0, 3)], name="one_card")
    assert weigh(none, other)[1].confidence == 0.0


@pytest.mark.parametrize(
    ("first", "changes", "confidence"),
    [
        ("x" * 190, {"heading": 0}, 1.0),
        ("x" * 191, {"heading": 0}, round(20 / 221, 4)),
        ("x" * 11, {}, 0.4878),
        ("x" * 11, {"heading": 0, "is_marked": False}, 0.4878),
    ],
)
def test_lines_around_the_cards_count_under_a_heading_and_up_to_the_length_of_a_menu(
    first: str, changes: dict[str, Any], confidence: float
) -> None:
    [candidate] = weigh(lay(f"{first}\n{fill(3)}", [(1, 2)], by_place=[0, 3], **changes))
    assert candidate.confidence == confidence


def test_lines_around_the_cards_count_up_to_the_length_of_the_cards() -> None:
    long = f"{'x' * 150}\n{'y' * 150}\n"
    [candidate] = weigh(lay(f"{'x' * 290}\n{long}{fill(1)}", [(1, 2)], by_place=[0, 3], heading=0))
    assert candidate.confidence == 1.0
    [candidate] = weigh(lay(f"{'x' * 292}\n{long}{fill(1)}", [(1, 2)], by_place=[0, 3], heading=0))
    assert candidate.confidence < 1.0


@pytest.mark.parametrize(
    ("text", "cards", "cut_off", "heading", "confidence"),
    [
        # Under the site's heading: up to eight lines and 8,000 characters.
        (fill(9), [0], (1, 8), 0, 1.0),
        (fill(10), [0], (1, 9), 0, 0.1111),
        (f"{fill(1)}\n{'y' * 8000}", [0], (1, 1), 0, 1.0),
        (f"{fill(1)}\n{'y' * 8001}", [0], (1, 1), 0, 0.0012),
        # Without it: as long as the longest card, as many times as there are cards.
        (f"{fill(3)}\n{'y' * 42}", [0, (1, 2)], (3, 3), None, 1.0),
        (f"{fill(3)}\n{'y' * 43}", [0, (1, 2)], (3, 3), None, 0.9677),
        (f"{fill(3)}\n{'y' * 20}\n{'z' * 100}", [0, (1, 2)], (3, 3), None, 0.2308),
        (fill(2), [], (1, 1), None, 0.0),
        # What a card holds already explains no more than the whole text.
        ("y", [0], (0, 0), 0, 1.0),
        (fill(2), [(0, 1)], (1, 1), None, 1.0),
    ],
)
def test_the_beginning_of_a_card_at_the_end_needs_no_explanation(
    text: str, cards: list[Place], cut_off: tuple[int, int], heading: int | None, confidence: float
) -> None:
    [candidate] = weigh(lay(text, cards, cut_off=cut_off, heading=heading))
    assert candidate.confidence == confidence


def test_a_heading_over_cards_without_marks_excuses_no_long_end() -> None:
    [candidate] = weigh(lay(fill(9), [0], is_marked=False, cut_off=(1, 8), heading=0))
    assert candidate.confidence == 0.125


@pytest.mark.parametrize(
    ("others", "is_swallowed"),
    [
        ([1, 2], True),
        ([(1, 2), (3, 4)], True),
        ([2, 3, 4], True),
        ([0, 2, 3], True),
        ([0, 4], False),
        ([(1, 3), (4, 5)], False),
        ([(0, 1), (2, 3), 5], False),
        ([2], False),
        ([], False),
    ],
)
def test_a_card_that_holds_two_whole_cards_of_another_format_is_none(others: list[Place], is_swallowed: bool) -> None:
    text = fill(6)
    large, small = lay(text, [(1, 4)], name="large"), lay(text, others, name="small")
    cards = {candidate.format: candidate.cards for candidate in weigh(large, small)}
    assert cards == {"large": 0 if is_swallowed else 1, "small": len(others)}
    cards = {one.format: one.cards for one in weigh(large, lay(text, others, name="small", is_marked=False))}
    assert cards["large"] == 1
    broken = lay(text, [], name="small", broken=others)
    assert {one.format: one.cards for one in weigh(large, broken)}["large"] == 1


def test_of_equals_the_one_with_more_evidence_comes_first_and_then_the_name() -> None:
    text = f"{fill(2)}\n-"
    plain, apart = lay(text, [(0, 1)], name="plain"), lay(text, [(0, 1)], name="apart")
    # Without marks, so that they make no card of the others worthless.
    poor = lay(text, [(0, 1)], name="poor", is_marked=False, shows="cards")
    rich = lay(text, [0, 1], name="rich", is_marked=False, shows="cards")
    assert [one.format for one in weigh(plain, apart, poor, rich)] == ["rich", "poor", "apart", "plain"]
    assert [one.format for one in weigh(apart, rich, plain, poor)] == ["rich", "poor", "apart", "plain"]
    wide = lay(text, [(0, 2)], name="wide")
    assert [one.format for one in weigh(poor, wide)] == ["wide", "poor"]


# Formats that find their cards.


class Column(NamedTuple):
    """What a format finds on each line of a text, and what else makes the format."""

    marks: str
    is_marked: bool = True
    changes: Mapping[str, Any] = {}


def change(marks: str, *, is_marked: bool = True, **changes: Any) -> Column:
    return Column(marks, is_marked, changes)


def make_format(name: str, column: int, is_marked: bool, changes: Mapping[str, Any]) -> Format:
    kinds = {"good": "C", "further": "c", "bad": "B", "nothing": r"\."}
    if not is_marked:
        # What looks like a beginning is one.
        del kinds["good"]
    begins = "good | bad" if is_marked else "tiny"
    return Format(
        **{
            "name": name,
            "summary": "made up",
            "lines": {kind: Value(f".{{{column}}}{letter}.*+") for kind, letter in kinds.items()},
            "site": Site(lines={"heading": Value(f".{{{column}}}H.*+"), "other": Value(f".{{{column}}}s.*+")}),
            "begins": begins,
            "card": f"abstract:({'good' if is_marked else 'tiny'} further*)",
            "broken": "title:(bad further*)",
            "heading": "heading",
            **changes,
        }
    )


class Made(NamedTuple):
    """A text, and the formats that find cards in it."""

    text: str
    formats: list[Format]


def draw(**columns: str | Column) -> Made:
    """A text that is drawn by columns, one for each format, from top to bottom."""
    full = {name: Column(column) if isinstance(column, str) else column for name, column in columns.items()}
    formats = [make_format(name, at, one.is_marked, one.changes) for at, (name, one) in enumerate(full.items())]
    rows = zip_longest(*(column.marks for column in full.values()), fillvalue=".")
    return Made("\n".join("".join(row).ljust(WIDTH, "x") for row in rows), formats)


def choose(made: Made) -> Decision:
    return decide(split_lines(made.text, Limits()), "page.txt", made.formats)


def refuse(kind: type[FormatError], made: Made) -> FormatError:
    with pytest.raises(kind) as caught:
        choose(made)
    assert caught.value.page == "page.txt"
    return caught.value


def test_a_candidate_says_all_that_was_found() -> None:
    form = Format(
        name="two_cards",
        summary="marked",
        lines={"mark": Mark("- Paper -"), "never": Mark("- End -")},
        begins="mark | never",
        card="mark abstract:(line*)",
        shows="cards of papers",
    )
    text = f"{'?' * 10}\n- Paper -\n{'x' * 10}\n- Paper -\n{'y' * 10}"
    decision = choose(Made(text, [form]))
    found = (Evidence("lines '- Paper -'", 2, Span(11, 20)), Evidence("cards of papers", 2, Span(11, 20)))
    candidate = Candidate("two_cards", 2, 0.7917, 0.7, found, (), Span(11, 52))
    assert decision.detection.candidates == (candidate,)
    assert (decision.detection.format, decision.detection.confidence) == ("two_cards", 0.7917)
    assert (decision.reading.form, decision.foreign) == (form, ())
    assert [decision.reading.extent(card) for card in decision.reading.cards] == [(11, 31), (32, 52)]


@pytest.mark.parametrize(("lines", "is_enough"), [(1, True), (2, False)])
def test_just_enough_is_enough(lines: int, is_enough: bool) -> None:
    made = draw(one_card="." * lines + "Ccccccccc")
    if is_enough:
        assert choose(made).detection.confidence == 0.9
    else:
        assert refuse(UnknownFormatError, made).candidates[0].confidence == 0.8182


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
    # Cards of more than one line lack nothing, and prove nothing.
    made = draw(some_cards=change("C" * cards + "B" * broken + "Cc" * odd, most_paragraphs=1))
    if is_sound:
        assert choose(made).detection.confidence == 1.0
    else:
        message = refuse(UnknownFormatError, made).message
        assert f"needed, but too many of its {cards + broken + odd} cards are broken)" in message


def lack_a_banner(_reading: Reading) -> str:
    return "a banner"


def test_what_a_format_lacks_refuses_the_text() -> None:
    assert refuse(UnknownFormatError, draw(no_banner=change("C", judge=lack_a_banner))).message == (
        "no known kind of page; nearest: no_banner (1 complete card explains 100% of the text, 90% needed; "
        "lacks a banner); "
        "if it is one all the same, name its format (format=, --format) to see what can be read"
    )


def test_a_refusal_names_the_three_nearest_formats() -> None:
    made = draw(
        four_cards="." * 16 + "CCCC",
        three_cards="." * 16 + "CCC",
        no_card=change("", lacks="a line 'Via'"),
        other=change("", lacks="anything"),
    )
    error = refuse(UnknownFormatError, made)
    assert error.message == (
        "no known kind of page; nearest: four_cards (4 complete cards explain 20% of the text, 60% needed), "
        "three_cards (3 complete cards explain 16% of the text, 63% needed), "
        "no_card (lacks a line 'Via'); "
        "if it is one all the same, name its format (format=, --format) to see what can be read"
    )
    assert [candidate.format for candidate in error.candidates] == ["four_cards", "three_cards", "no_card", "other"]
    assert "nearest: nothing (lacks a complete card); if" in str(refuse(UnknownFormatError, draw(nothing=".")))


def test_a_format_that_the_text_cannot_be_of_comes_last() -> None:
    absent = Format(
        name="absent", summary="marked", lines={"mark": Mark("Abstract")}, begins="mark", card="mark abstract:(line*)"
    )
    nothing = Candidate("absent", 0, 0.0, 0.9, (), ("a line 'Abstract'",), None)
    text, formats = draw(one_card="C")
    candidates = choose(Made(text, [absent, *formats])).detection.candidates
    assert ([one.format for one in candidates], candidates[-1]) == (["one_card", "absent"], nothing)
    text, formats = draw(no_card=change(".", lacks="anything"))
    error = refuse(UnknownFormatError, Made(text, [absent, *formats]))
    assert error.candidates == (Candidate("no_card", 0, 0.0, 0.9, (), ("anything",), None), nothing)


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "the text is empty: there is no page to read"), ("\n \xa0\n", "the text is blank")],
)
def test_nothing_is_refused_as_such(text: str, message: str) -> None:
    error = refuse(UnknownFormatError, Made(text, draw(nothing="").formats))
    assert error.message == message
    assert [candidate.format for candidate in error.candidates] == ["nothing"]


def draw_parts(*sizes: int) -> Made:
    """A text of a thousand lines, and formats that find one card each, of so many lines."""
    return draw(**{f"part_{size}": "." * (1000 - size) + "C" + "c" * (size - 1) for size in (1000, *sizes)})


def test_formats_that_explain_nearly_as_much_are_tied() -> None:
    assert choose(draw_parts(980)).detection.format == "part_1000"
    made = draw_parts(960, 980)
    assert choose(Made(made.text, made.formats[1:])).detection.format == "part_980"
    columns = {f"part_{size}": "." * (1000 - size) + "C" + "c" * (size - 1) for size in (960, 981, 1000)}
    error = refuse(AmbiguousFormatError, draw(**columns, whole="C" + "c" * 999))
    assert error.message == (
        "the text fits part_1000 and whole and part_981 equally well; name the one to read (format=, --format)"
    )
    assert [one.format for one in error.candidates] == ["part_1000", "whole", "part_981", "part_960"]


def test_only_a_format_that_qualifies_can_be_tied() -> None:
    assert choose(draw(a_whole="Cc", b_lacking=change("Cc", judge=lack_a_banner))).detection.format == "a_whole"
    assert choose(draw(a_whole="CcC", b_broken=change("CcC", most_paragraphs=1))).detection.format == "a_whole"
    refuse(AmbiguousFormatError, draw(a_whole="Cc", b_whole="Cc"))


@pytest.mark.parametrize(
    ("cards", "most"), [(4, 1), (100, 1), (199, 1), (200, 1), (299, 1), (300, 2), (399, 2), (400, 3)]
)
def test_a_few_cards_of_another_format_are_reported_and_one_more_is_ambiguous(cards: int, most: int) -> None:
    best = "C" * cards
    decision = choose(draw(best=best, rival="." * cards + "C" * most))
    places = tuple(at(cards + i) for i in range(most))
    assert (decision.detection.format, decision.foreign) == ("best", (Foreign("rival", places),))
    error = refuse(AmbiguousFormatError, draw(best=best, rival="." * cards + "C" * (most + 1)))
    assert error.message == (
        f"cards of several formats on one page: {cards} cards of best in lines 1 to {cards} "
        f"and {most + 1} cards of rival in lines {cards + 1} to {cards + most + 1}; "
        "split the text, or name a format (format=, --format) to read it all the same"
    )
    assert [candidate.format for candidate in error.candidates] == ["best", "rival"]


def test_one_card_of_another_format_is_enough_beside_a_single_card() -> None:
    assert refuse(AmbiguousFormatError, draw(best="Cccccccc", rival="." * 8 + "C")).message.startswith(
        "cards of several formats on one page: 1 card of best in lines 1 to 8 and 1 card of rival in lines 9 to 9; "
    )
    assert choose(draw(best="CcccCccc", rival="." * 8 + "C")).detection.format == "best"


def test_one_card_of_another_format_is_enough_under_its_heading() -> None:
    assert "1 card of rival" in refuse(AmbiguousFormatError, draw(best="CcccCccc", rival="." * 8 + "HC")).message
    assert choose(draw(best="Cccccccc", rival="." * 8 + "H")).detection.format == "best"


def test_all_formats_with_cards_of_their_own_are_named() -> None:
    message = refuse(AmbiguousFormatError, draw(first="Cc", second="..Cc", third="....Cc")).message
    assert "1 card of first in lines 1 to 2 and 1 card of second in lines 3 to 4 and 1 card of third" in message


@pytest.mark.parametrize(("lines", "kind"), [(8, AmbiguousFormatError), (9, UnknownFormatError)])
def test_cards_that_explain_less_than_half_together_are_no_pages(lines: int, kind: type[FormatError]) -> None:
    # Below the cards stand more lines than the beginning of another has.
    made = draw(first="." * (lines - 7) + "Cc.....", second="." * (lines - 5) + "Cc...")
    assert refuse(kind, made).candidates[0].confidence == round(2 / lines, 4)


@pytest.mark.parametrize(
    ("best", "rival", "foreign"),
    [
        ("Ccc.Ccccc", "...C.....", [at(3)]),
        ("Ccc.Ccccc", "..Cc.....", []),
        ("Ccc.Ccccc", "...Cc....", []),
        ("Ccc.Ccccc", ".....C...", []),
        (".CcccCccc", "C........", [at(0)]),
        ("CcccCccc.", "........C", [at(8)]),
    ],
)
def test_a_card_of_another_format_is_foreign_outside_the_cards_of_the_best(
    best: str, rival: str, foreign: list[Span]
) -> None:
    decision = choose(draw(best=best, rival=rival))
    assert decision.detection.format == "best"
    assert decision.foreign == ((Foreign("rival", tuple(foreign)),) if foreign else ())


@pytest.mark.parametrize(
    ("is_best_marked", "is_rival_marked", "is_foreign"),
    [(False, True, True), (True, True, False), (False, False, False), (True, False, False)],
)
def test_a_card_with_marks_is_foreign_even_inside_one_without(
    is_best_marked: bool, is_rival_marked: bool, is_foreign: bool
) -> None:
    # With a line that no card explains: else those without marks are not asked.
    best = change("H.CcccCccc", is_marked=is_best_marked)
    decision = choose(
        draw(best=best, rival=change(f"{'.' if is_rival_marked else 'H'}...C.....", is_marked=is_rival_marked))
    )
    assert [candidate.cards for candidate in decision.detection.candidates] == [2, 1]
    assert decision.foreign == ((Foreign("rival", (at(4),)),) if is_foreign else ())


def test_a_format_without_marks_is_not_asked_where_one_with_marks_explains_all() -> None:
    plain = change("H..CcC", is_marked=False)
    assert [one.cards for one in choose(draw(best="HCcccC", plain=plain)).detection.candidates] == [2, 0]
    decision = choose(draw(best="H.CCcC", plain=plain))
    assert [one.cards for one in decision.detection.candidates] == [3, 2]
    decision = choose(draw(best="HCcccC", plain=plain, other="...C"))
    assert [one.cards for one in decision.detection.candidates] == [2, 2, 1]


def test_lines_in_messages_are_counted_in_the_file() -> None:
    text, formats = draw(first="Cc", second="..C")
    spaced = "\n\n" + "\n\n".join(text.split("\n"))
    assert "first in lines 3 to 5 and 1 card of second in lines 7 to 7;" in str(
        refuse(AmbiguousFormatError, Made(spaced, formats))
    )
