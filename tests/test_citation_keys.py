"""Citation keys: readable, unique, and the paper's own."""

import random
import re
import time
from collections.abc import Sequence
from typing import Final

import pytest
from attrs import evolve
from exported import HOSTILE_TEXTS, NAMES, SEED_PAPERS, any_papers, drop_degrees, hostile_papers, join_parts
from hypothesis import given
from hypothesis import strategies as st

from paperparse import Organization, Paper, PartialDate
from paperparse.exports import keys
from paperparse.exports.keys import make_keys
from paperparse.exports.names import split_name, split_suffix

POINTER: Final = Paper(
    title="Pointer Networks", authors=("Oriol Vinyals", "Meire Fortunato"), published=PartialDate(2015, 6, 9)
)
UNDATED: Final = PartialDate(None, 6, 9)

READABLE: Final = [
    (POINTER, "vinyals2015pointer"),
    (evolve(POINTER, published=UNDATED), "vinyalspointer"),
    (evolve(POINTER, published=None), "vinyalspointer"),
    (evolve(POINTER, authors=()), "pointernetworks2015"),
    (evolve(POINTER, title=None), "vinyals2015"),
    (evolve(POINTER, title=None, abstract="We show that ptr-nets work."), "vinyals2015show"),
    (evolve(POINTER, title="数学", abstract="We introduce a net."), "vinyals2015introduce"),
    (evolve(POINTER, authors=("金庸",)), "pointernetworks2015"),
    (Paper(title="On the Use of A* and the Like"), "uselike"),
    (Paper(title="What Is It?"), "whatisit"),
    (Paper(title="100 of Us"), "us"),
    (Paper(title="The 2 of 3"), "the2of"),
    (Paper(title="Chain-of-Thought Isn't All You Need"), "chainthoughtisnt"),
    (Paper(title="Ünïcödé Ærø ﬃ łß"), "unicodeaeroffi"),
    (Paper(title="3D Gaussian Splatting in 2-D"), "3dgaussiansplatting"),
    (Paper(abstract="An approach to nothing."), "approachnothing"),
    (Paper(summary="The digest."), "digest"),
    (Paper(title="a" * 50), "a" * 30),
    (Paper(published=PartialDate(2015, 6, 9)), "paper2015"),
    (Paper(), "paper"),
]


@pytest.mark.parametrize(("paper", "key"), READABLE)
def test_a_key_says_who_when_and_what(paper: Paper, key: str) -> None:
    assert make_keys([paper]) == [key]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Shai Shalev-Shwartz", "shalevshwartz"),
        ("Laurens van der Maaten", "vandermaaten"),
        ("Bernhard Schölkopf", "scholkopf"),
        ("Søren Kierkegaard", "kierkegaard"),
        ("Đặng Đình Hải", "hai"),
        ("Conan O'Brien", "obrien"),
        ("Lovelace, Ada", "lovelace"),
        ("van Gogh, Vincent", "vangogh"),
        ("Martin King Jr.", "king"),
        ("Hollis Barrow, Jr.", "barrow"),
        ("Barrow, Hollis, Jr.", "barrow"),
        ("Barrow Jr., Hollis", "barrow"),
        ("Ruth Iyer III, Ph.D.", "iyer"),
        ("OpenAI", "openai"),
        ("The Llama Team", "team"),
        ("李 Wei 3", "wei"),
        ("Иван Иванов", ""),
        ("Jr.", ""),
    ],
)
def test_a_key_begins_with_the_family_name_of_the_first_author(name: str, start: str) -> None:
    assert make_keys([Paper(authors=(name, "Ada Lovelace"), title="Pointer")]) == [f"{start}pointer"]


def test_papers_that_share_a_key_all_get_a_suffix() -> None:
    other, third = evolve(POINTER, score=1), evolve(POINTER, title="Pointer Nets")
    alone = Paper(title="Alone")
    found = make_keys([POINTER, alone, other, third])
    assert found[1] == "alone"
    suffixed = [found[0], *found[2:]]
    assert len(set(suffixed)) == 3
    assert all(re.fullmatch("vinyals2015pointer-[0-9a-f]{8}", key) for key in suffixed)
    # In another file the same papers have the same keys.
    assert make_keys([third, POINTER]) == [found[3], found[0]]


def test_equal_papers_are_numbered() -> None:
    first, second, third = make_keys([POINTER, POINTER, POINTER])
    assert re.fullmatch("vinyals2015pointer-[0-9a-f]{8}", first)
    assert (second, third) == (f"{first}-2", f"{first}-3")
    # What takes no part in comparison makes no other paper.
    october = PartialDate(None, 10, 6)
    one, other = Paper(published=october), Paper(published=evolve(october, year_min=2025))
    assert make_keys([one, other])[1] == f"{make_keys([one, one])[0]}-2"


def test_every_field_that_is_compared_makes_another_suffix() -> None:
    changes = [
        evolve(POINTER, abstract="x"),
        evolve(POINTER, summary="x"),
        evolve(POINTER, authors=("Oriol Vinyals",)),
        evolve(POINTER, author_count=2),
        evolve(POINTER, organization=Organization("x")),
        evolve(POINTER, published=PartialDate(2015, 6, 10)),
        evolve(POINTER, score=2),
        evolve(POINTER, comment_count=2),
    ]
    assert len({key[:27] for key in make_keys([POINTER, *changes])}) == 9


def test_suffixes_that_happen_to_be_the_same_are_written_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_DIGITS", 1)
    many = [evolve(POINTER, score=score) for score in range(40)]
    found = make_keys([*many, many[0]])
    assert len(set(found)) == 41
    digits = [key.partition("-")[2] for key in found[:-1]]
    assert [len(key) for key in digits] == [
        32 if sum(key[0] == other[0] for other in digits) > 1 else 1 for key in digits
    ]
    assert found[-1] == f"{found[0]}-2"
    assert make_keys(many[::-1]) == found[-2::-1]


def drop_number(key: str) -> str:
    return "-".join(key.split("-")[:2])


def check_keys(papers: Sequence[Paper], found: Sequence[str]) -> None:
    assert len(set(found)) == len(papers) == len(found)
    assert all(re.fullmatch("[a-z0-9]+(-[0-9a-f]{8,32}(-[0-9]+)?)?", key) for key in found)


@pytest.mark.parametrize("papers", [SEED_PAPERS, hostile_papers()], ids=["seeds", "hostile"])
def test_keys_are_unique_and_stay_with_their_papers(papers: tuple[Paper, ...]) -> None:
    found = make_keys(papers)
    check_keys(papers, found)
    assert make_keys(papers) == found
    order = list(range(len(papers)))
    random.Random(1).shuffle(order)
    shuffled = make_keys([papers[at] for at in order])
    # Equal papers are numbered, and may have each other's numbers.
    assert [drop_number(key) for key in shuffled] == [drop_number(found[at]) for at in order]


def test_seeds_have_short_keys() -> None:
    found = make_keys(SEED_PAPERS)
    assert sum(len(key) <= 40 for key in found) > 0.9 * len(found)
    # Two of them stand on two pages each.
    shared = {key.partition("-")[0] for key in found if "-" in key}
    assert len(shared) == 2


@given(st.lists(any_papers, unique=True, max_size=6), st.randoms())
def test_different_papers_have_the_same_keys_in_any_order(made: list[Paper], chance: random.Random) -> None:
    found = dict(zip(made, make_keys(made), strict=True))
    check_keys(made, list(found.values()))
    chance.shuffle(made)
    assert make_keys(made) == [found[paper] for paper in made]


@pytest.mark.slow
def test_many_papers_with_one_title_take_time_in_proportion() -> None:
    def measure(count: int) -> float:
        papers = [evolve(POINTER, score=at // 2) for at in range(count)]
        start = time.process_time()
        assert len(set(make_keys(papers))) == count
        return time.process_time() - start

    measure(1_000)
    assert measure(40_000) < 20 * max(measure(5_000), 0.01)


@pytest.mark.parametrize("name", [*NAMES, *HOSTILE_TEXTS])
def test_the_parts_of_a_name_make_up_the_name(name: str) -> None:
    parts = split_name(name)
    assert parts is None or join_parts(parts) == drop_degrees(name)


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Oriol Vinyals", "Oriol", "Vinyals"),
        ("J. R. R. Tolkien", "J. R. R.", "Tolkien"),
        ("Laurens van der Maaten", "Laurens", "van der Maaten"),
        ("Ana de la Cruz", "Ana", "de la Cruz"),
        ("Shai Shalev-Shwartz", "Shai", "Shalev-Shwartz"),
        ("Jean-Luc d'Alembert", "Jean-Luc", "d'Alembert"),
        ("Conan O’Brien", "Conan", "O’Brien"),
        ("Maria Josefa García Márquez", "Maria Josefa García", "Márquez"),
        ("Иван Иванов", "Иван", "Иванов"),
    ],
)
def test_names_are_cut_before_the_family_name(name: str, given: str, family: str) -> None:
    assert split_name(name) == (given, family, "", False)


@pytest.mark.parametrize("degree", ["Ph.D.", "PhD", "PHD", "phd", "M.D.", "MD", "m.d.", "Esq."])
@pytest.mark.parametrize("suffix", ["Jr.", "Jr", "JR", "jr.", "Sr.", "II", "III", "iii", "IV", "2nd", "3rd", "4th"])
def test_a_generation_is_a_part_and_a_degree_is_none(suffix: str, degree: str) -> None:
    told, plain = ("Laurens", "van der Maaten", suffix), "Laurens van der Maaten"
    assert split_name(f"{plain}, {suffix}") == split_name(f"{plain}，{suffix}") == (*told, True)
    assert split_name(f"{plain} {suffix}") == (*told, False)
    assert split_name(f"{plain}, {degree}") == split_name(f"{plain}, {degree.upper()}") == (*told[:2], "", False)
    assert split_name(f"{plain}, {suffix}, {degree}") == split_name(f"{plain},{degree},{suffix}") == (*told, True)
    assert split_name(f"{plain} {suffix}, {degree}, Ph. D.") == (*told, False)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Naosuke Ii", "Naosuke Ii"),
        ("Anwar Ali Md", "Anwar Ali Md"),
        ("Anwar Ali, Md", "Anwar Ali"),
        ("Ana Cruz Jr., III", "Ana Cruz Jr."),
        ("Ana Cruz, PhD, PhD", "Ana Cruz, PhD"),
        ("Jr.", ""),
        (", Jr.", ","),
        ("", ""),
    ],
)
def test_what_may_be_another_name_is_no_suffix(name: str, bare: str) -> None:
    assert split_suffix(name)[0] == bare


@pytest.mark.parametrize(
    "name",
    [
        *("Plato", "OpenAI", "Plato Jr.", "King, Jr.", "King, Jr., Martin", "Lovelace, Ada", "Barnes and Noble"),
        *("Ana Cruz Jr. III", "Ana Cruz Ii", "Falk, M.D.", "et al."),
        *("The Llama Team", "Smith J.", "Li X", "R2 D2", "van Gogh", "bell hooks", "金 庸", "שלום כהן"),
        *("A  B", "Ana\xa0Li"),
        *("Ana .", "- Li"),
        *("Google Research", "Ana de", "", "Ana (Li)", "Ana Li*", "University of Ghent"),
    ],
)  # fmt: skip
def test_a_name_whose_parts_are_a_guess_is_left_whole(name: str) -> None:
    assert split_name(name) is None
