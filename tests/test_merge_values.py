"""Which value a merged record gets where its cards say several things."""

from typing import Any, Final

import pytest
from attrs import evolve

import paperparse
from paperparse import Organization, Paper, PartialDate
from paperparse.merging.joining import find_conflicts, join_cards
from paperparse.merging.normalisation import Letters

NAMES: Final = ("Jérémy Gauß", "Ada Lovelace")
LONG: Final = (
    "We study shortest paths in networks whose links exist at certain times only, and find all of them in time that "
    "grows with their number."
)
# Field, values in any order, and the chosen one.
CHOICES: Final[list[tuple[str, list[Any], Any]]] = [
    ("title", ["Short Paths", "SHORT PATHS", "short paths"], "Short Paths"),
    ("title", ["Real World Paths", "Real-World Paths", "Realworld Paths"], "Real-World Paths"),
    ("title", ["Paths in Temporal Networks", "Paths in Temp…", "Paths in Temp..."], "Paths in Temporal Networks"),
    ("title", ["Paths in Temp…", "Paths in Tempo…"], "Paths in Tempo…"),
    ("title", ["Paths of Beees", "Paths of Beees", "Paths of Bees"], "Paths of Beees"),
    (
        "title",
        ["Shortext Paths of Bees", "Shortesst Paths of Bees", "Shortest Paths of Bees"],
        "Shortest Paths of Bees",
    ),
    ("title", ["…", "*", "Bees"], "Bees"),
    ("title", [f"Shortest Paths of Bees, Part {at}" for at in range(1, 10)], "Shortest Paths of Bees, Part 9"),
    ("title", ["C", "C++"], "C++"),
    ("abstract", [LONG, LONG[:60], f"{LONG[:50]} …"], LONG),
    ("abstract", [LONG, LONG.lower()], LONG),
    ("abstract", [LONG, LONG.replace("shortest", "short"), LONG], LONG),
    ("abstract", [LONG, LONG.replace(" ", "\xa0")], LONG.replace(" ", "\xa0")),
    ("summary", ["A digest.", "A longer digest."], "A longer digest."),
    ("authors", [NAMES, NAMES[:1]], NAMES),
    ("authors", [("J. Gauß", "A. Lovelace"), NAMES], NAMES),
    ("authors", [("J'er'emy Gauß", "Ada Lovelace"), NAMES], NAMES),
    ("author_count", [3, 4, 4], 4),
    ("author_count", [3, 4], 4),
    ("arxiv_id", ["math/0309136", "math.GT/0309136", "math/0309136"], "math.GT/0309136"),
    ("arxiv_id", ["2601.00012", "2601.00011", "2601.00011"], "2601.00011"),
    ("arxiv_id", ["arXiv:2601.00011", "2601.00011", "arXiv:2601.00011"], "2601.00011"),
    ("doi", ["10.5555/A", "10.5555/a"], "10.5555/a"),
    ("doi", ["10.48550/arXiv.2601.00011", "10.5555/a", "10.48550/arXiv.2601.00011"], "10.5555/a"),
    ("version", [1, 3, 2], 3),
    ("url", ["https://a.org", "https://a.org/b"], "https://a.org/b"),
    ("organization", [Organization("lab"), Organization("lab", "Lab")], Organization("lab", "Lab")),
    ("organization", [Organization("a"), Organization("b")], Organization("b")),
    ("organization", [Organization("lab"), Organization(None, "Lab")], Organization(None, "Lab")),
    ("organization", [Organization("lab", "Lab"), Organization(None, "Lab")], Organization("lab", "Lab")),
    ("categories", [("cs.CL",), ("cs.LG", "stat.ML")], ("cs.LG", "stat.ML")),
    ("categories", [("cs.LG", "cs.CL"), ("cs.CL", "cs.LG")], ("cs.LG", "cs.CL")),
    ("published", [PartialDate(2015, 6, 9), PartialDate(2015, 8, 1)], PartialDate(2015, 6, 9)),
    ("published", [PartialDate(None, 6, 9), PartialDate(2015, 6, 9)], PartialDate(2015, 6, 9)),
    ("published", [PartialDate(None, 6, 9), PartialDate(None, 5, 9)], PartialDate(None, 5, 9)),
    ("score", [10, 30, 20], 30),
    ("comment_count", [0, 1], 1),
]


@pytest.mark.parametrize(("field", "values", "chosen"), CHOICES)
def test_choice(field: str, values: list[Any], chosen: Any) -> None:
    for turned in (values, values[::-1]):
        cards = [Paper(**{field: value}) for value in turned]
        paper = join_cards(cards)
        assert getattr(paper, field) == chosen
        [conflict] = find_conflicts(paper, cards)
        assert (conflict.field, conflict.values[0], set(conflict.values)) == (field, chosen, set(values))


def test_that_others_are_left_out_is_said_of_the_list_that_is_chosen() -> None:
    short, long = Paper(authors=NAMES[:1], other_authors="et al."), Paper(authors=NAMES, other_authors="and 3 more")
    assert join_cards([short, long]).other_authors == "and 3 more"
    assert join_cards([short, Paper(authors=NAMES)]).other_authors is None
    assert [one.field for one in find_conflicts(join_cards([short, long]), [short, long])] == ["authors"]


def test_the_number_of_the_names_is_the_number_of_authors() -> None:
    cards = [Paper(author_count=3), Paper(author_count=3), Paper(author_count=2, authors=NAMES)]
    assert join_cards(cards).author_count == 2


def test_the_tightest_bound_of_a_year_is_kept() -> None:
    dates = [PartialDate(None, 6, 9, bound) for bound in (2015, 2020, None)]
    for turned in (dates, dates[::-1]):
        paper = join_cards([Paper(published=date) for date in turned])
        assert paper.published is not None
        assert paper.published.year_min == 2020
    full = [*(Paper(published=date) for date in dates), Paper(published=PartialDate(2021, 6, 9))]
    [conflict] = find_conflicts(join_cards(full), full)
    assert [getattr(date, "year_min", None) for date in conflict.values] == [None, 2020]


@pytest.mark.parametrize(
    ("field", "values", "kind"),
    [
        ("title", ("Paths of Bees", "PATHS OF BEES"), "spelling"),
        ("title", ("Paths of Bees", "Paths of Suns"), "value"),
        ("abstract", (LONG, LONG.upper()), "spelling"),
        ("abstract", (LONG, "Bees."), "value"),
        ("authors", (NAMES, ("J. Gauß", "A. Lovelace")), "spelling"),
        ("authors", (NAMES, ("Emmy Noether",)), "value"),
        ("published", (PartialDate(2015, 6, 9), PartialDate(None, 6, 9)), "spelling"),
        ("published", (PartialDate(2015, 6, 9), PartialDate(2016, 6, 9)), "value"),
        ("author_count", (3, 4), "value"),
        ("arxiv_id", ("math/0309136", "math.GT/0309136"), "spelling"),
        ("arxiv_id", ("2601.00011", "2601.00012"), "value"),
        ("doi", ("10.5555/A", "10.5555/a"), "spelling"),
        ("doi", ("10.5555/a", "10.48550/arXiv.2601.00011"), "value"),
        ("version", (1, 2), "value"),
        ("organization", (Organization("a"), Organization("a", "A")), "value"),
        ("score", (3, 4), "value"),
    ],
)
def test_conflicts_tell_spellings_from_values(field: str, values: tuple[Any, ...], kind: str) -> None:
    cards = [Paper(**{field: value}) for value in values]
    [conflict] = find_conflicts(join_cards(cards), cards)
    assert conflict.kind == kind


def test_equal_cards_conflict_in_nothing() -> None:
    card = Paper(title="Paths of Bees", authors=NAMES, score=1)
    paper = join_cards([card, card])
    assert find_conflicts(paper, [card, card]) == []
    assert paper == card
    assert [origin.field for origin in paper.origins] == ["title", "authors", "score"]


def test_pairs_that_were_joined_for_a_better_reason_are_no_doubt() -> None:
    title = "Shortest Paths in Temporal Networks with Bounded Delays"
    both = Paper(title=title, abstract=LONG, authors=NAMES)
    cards = [evolve(both, abstract=None), both, evolve(both, authors=()), Paper(title=title, authors=("Emmy Noether",))]
    result = paperparse.merge(cards)
    assert [cluster.positions for cluster in result.clusters] == [(0, 1, 2), (3,)]
    assert result.maybe == ()


def test_many_characters_are_known_and_all_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paperparse.merging.normalisation._MOST_KNOWN", 2)
    letters = Letters()
    assert "数学!ガ".translate(letters) == "数学 ガ"
    assert len(letters) == 2
