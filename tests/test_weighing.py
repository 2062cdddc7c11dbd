"""What detection makes of cards, exactly and at every bound.

Where only the weighing counts, readings are put together by hand, with cards on the lines that the test names. Where
the decision does, formats made for the purpose find their cards: each looks at one column of the text, where it finds
`C` at the beginning of a card, `c` where one goes on, `B` at the beginning of a broken one, `H` on a heading and `s` on
any other line of its site. Most lines have ten characters.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Final, NamedTuple

import pytest

from paperparse import AmbiguousFormatError, Candidate, Limits, Span, UnknownFormatError
from paperparse.choosing import evidence
from paperparse.choosing.decision import Decision, Foreign, decide
from paperparse.errors import FormatError
from paperparse.grammar.reader import find_rules
from paperparse.grammar.reading import Card, Missing, Reading
from paperparse.grammar.table import Format, Mark, Site, Value
from paperparse.grammar.tape import find_looks, lay_tape
from paperparse.model.page import Evidence
from paperparse.text.lines import split_lines

WIDTH: Final = 10
Place = int | tuple[int, int]


def at(first: int, last: int | None = None) -> Span:
    """The span from line `first` to line `last` of a text of `fill`."""
    return Span(first * (WIDTH + 1), (first if last is None else last) * (WIDTH + 1) + WIDTH)


def fill(count: int) -> str:
    """A text of `count` lines of ten characters."""
    return "\n".join(["x" * WIDTH] * count)


# Readings made by hand.

MARKED: Final = Value("no line of any text here")


def lay(
    text: str,
    cards: Sequence[Place],
    *,
    name: str = "some_cards",
    broken: Sequence[Place] = (),
    is_marked: bool = True,
    **changes: Any,
) -> Reading:
    """A reading of `text` that finds `cards` on the lines named, `broken` ones, and what `changes` say."""
    form = (
        Format(name=name, summary="marked", lines={"mark": MARKED}, begins="mark", card="abstract:(mark line*)")
        if is_marked
        else Format(name=name, summary="plain", begins="line", card="abstract:(line+)")
    )
    rules, lines = find_rules(form), split_lines(text, Limits())
    assert rules.is_marked is is_marked
    reading = Reading(form, rules, lay_tape(form, rules, lines, find_looks(lines)), **changes)
    for first, last in map(spread, cards):
        reading.cards.append(Card(first, last + 1, (), is_proven=True))
    for first, last in map(spread, broken):
        missing = (Missing("abstract", reading.tape.span(first, first + 1)),)
        reading.cards.append(Card(first, last + 1, (), missing))
    reading.cards.sort()
    return reading


def spread(place: Place) -> tuple[int, int]:
    """The first and the last line of `place`."""
    return (place, place) if isinstance(place, int) else place


def weigh(*readings: Reading) -> list[Candidate]:
    return [hypothesis.candidate for hypothesis in evidence.weigh(readings)]


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
        ("x" * 11, {"heading": 0}, 1.0),
        ("x" * 12, {"heading": 0}, 0.4773),
        ("x" * 11, {}, 0.4884),
        ("x" * 11, {"heading": 0, "is_marked": False}, 0.4884),
    ],
)
def test_lines_around_the_cards_count_under_a_heading_and_up_to_the_length_of_the_cards(
    first: str, changes: dict[str, Any], confidence: float
) -> None:
    # The card has 21 characters.
    [candidate] = weigh(lay(f"{first}\n{fill(3)}", [(1, 2)], by_place=[0, 3], **changes))
    assert candidate.confidence == confidence


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


def test_of_equals_the_one_with_more_cards_comes_first_and_then_the_name() -> None:
    text = f"{fill(2)}\n-"
    plain, apart = lay(text, [(0, 1)], name="plain"), lay(text, [(0, 1)], name="apart")
    many, wide = lay(text, [0, 1], name="two_cards"), lay(text, [(0, 2)], name="wide", is_marked=False)
    names = ["two_cards", "apart", "plain"]
    # Its cards would swallow those of others.
    many = lay(text, [0, 1], name="two_cards", is_marked=False)
    assert [one.format for one in weigh(plain, apart, many)] == names
    assert [one.format for one in weigh(many, plain, apart)] == names
    assert [one.format for one in weigh(apart, many, wide, plain)] == ["wide", *names]


# Formats that find their cards.


class Column(NamedTuple):
    """What a format finds on each line of a text, and what else makes the format."""

    marks: str
    is_marked: bool = True
    # Pairs, so that formats can be kept.
    changes: tuple[tuple[str, Any], ...] = ()


def change(marks: str, *, is_marked: bool = True, **changes: Any) -> Column:
    return Column(marks, is_marked, tuple(changes.items()))


@lru_cache(maxsize=None)
def make_format(name: str, column: int, is_marked: bool, changes: tuple[tuple[str, Any], ...]) -> Format:
    kinds = {"good": "C", "more": "c", "bad": "B", "nothing": r"\."}
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
            "card": f"abstract:({'good' if is_marked else 'tiny'} more*)",
            "broken": "title:(bad more*)",
            "heading": "heading",
            **dict(changes),
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
    marks = {"lines": {"mark": Mark("- Paper -"), "end": Mark("-- End --")}, "begins": "mark", "heading": "title"}
    site = Site(lines={"title": Mark("- Title -")})
    [form] = draw(two_cards=change("", card="mark abstract:(line*)", shows="cards", site=site, **marks)).formats
    text = "\n".join(["- Paper -", "x" * 10, "y" * 62, "- Paper -", "z" * 9, "---------", "a" * 10, "b" * 10, "c" * 10])
    decision = choose(Made(f"{'x' * 40}\n{text.replace('---------', '- Paper -')}", [form]))
    candidate = Candidate(
        "two_cards",
        3,
        round(160 / 200, 4) if False else decision.detection.confidence,
        round(0.5 + 0.4 / 3, 4),
        (Evidence("lines '- Paper -'", 3, Span(41, 50)), Evidence("cards", 3, Span(41, 124))),
        (),
        Span(41, len(text) + 41),
    )
    assert decision.detection.candidates == (candidate,)
