"""Citation keys: readable, unique, and the paper's own."""

import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

import pytest
from attrs import evolve
from exported import HOSTILE_TEXTS, NAMES, any_papers, drop_degrees, hostile_papers, join_parts
from hypothesis import given
from hypothesis import strategies as st
from samples import seed_papers

from paperparse import Paper, PartialDate, dumps
from paperparse.exports import keys
from paperparse.exports.keys import make_keys
from paperparse.exports.names import split_name, split_suffix
from paperparse.exports.options import Keys

POINTER: Final = Paper(
    title="Pointer Networks", authors=("Oriol Vinyals", "Meire Fortunato"), published=PartialDate(2015, 6, 9)
)
UNDATED: Final = PartialDate(None, 6, 9)

# Keys without digits say all of title and author.
READABLE: Final = [
    (POINTER, "vinyals2015pointernetworks"),
    (evolve(POINTER, published=UNDATED), "vinyalspointernetworks"),
    (evolve(POINTER, published=None), "vinyalspointernetworks"),
    (evolve(POINTER, authors=()), "pointernetworks2015"),
    (evolve(POINTER, title=None), "vinyals2015"),
    (evolve(POINTER, title="On Pointers"), "vinyals2015pointers"),
    (evolve(POINTER, title="Pointer Networks for All"), "vinyals2015pointernetworks-183854"),
    (evolve(POINTER, title="Pointer Networks 2"), "vinyals2015pointernetworks-"),
    (evolve(POINTER, title="Pointer ∞-Networks of ζ"), "vinyals2015pointernetworks-"),
    (evolve(POINTER, title=None, abstract="We show that ptr-nets work."), "vinyals2015showptr-"),
    (evolve(POINTER, title="数学", abstract="We introduce it."), "vinyals2015introduce-"),
    (evolve(POINTER, authors=("金庸",)), "pointernetworks2015-"),
    (Paper(title="On the Use of A* and the Like"), "uselike"),
    (Paper(title="What Is It?"), "whatisit"),
    (Paper(title="100 of Us"), "us-"),
    (Paper(title="The 2 of 3"), "the2of-"),
    (Paper(title="2"), "2"),
    (Paper(title="Chain-of-Thought Isn't All You Need"), "chainthoughtisnt-"),
    (Paper(title="Ünïcödé Ærø ﬃ"), "unicodeaeroffi"),
    (Paper(title="3D Gaussian Splatting in 2-D"), "3dgaussiansplatting-"),
    (Paper(abstract="An approach to nothing."), "approachnothing"),
    (Paper(summary="The digest."), "digest"),
    (Paper(title="a" * 50), f"{'a' * 30}-"),
    (Paper(title="a" * 600), f"{'a' * 30}-"),
    (Paper(title="Kilns", authors=("Ada " + "Á" + "a" * 40,)), f"{'a' * 30}kilns-"),
    (Paper(title="数学"), "paper-"),
    (Paper(published=PartialDate(2015, 6, 9)), "paper2015"),
    (Paper(), "paper"),
    (Paper(title="Kilns", authors=("et al.", "Ada Lovelace")), "lovelacekilns"),
]


@pytest.mark.parametrize(("paper", "key"), READABLE)
def test_a_key_says_who_when_and_what(paper: Paper, key: str) -> None:
    [found] = make_keys([paper])
    assert found == key if not key.endswith("-") else re.fullmatch(f"{key}[0-9a-f]{{6}}", found)


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
    [key] = make_keys([Paper(authors=(name, "Ada Lovelace"), title="Pointer")])
    assert re.fullmatch(f"{start}pointer(-[0-9a-f]{{6}})?", key)
    # A family name that is spelled says who; of an organization only its last word is in the key.
    assert ("-" in key) is (name in ("The Llama Team", "李 Wei 3", "Иван Иванов"))


NAMESAKES: Final = (
    evolve(POINTER, title="Pointer Networks for All"),
    evolve(POINTER, title="Pointer Networks for None"),
    evolve(POINTER, title="Pointer Kilns"),
    evolve(POINTER, authors=("Anna Vinyals",), title="Pointers"),
    evolve(POINTER, authors=("The Llama Team",)),
    evolve(POINTER, authors=("The Bergen Team",)),
    evolve(POINTER, authors=("金庸",)),
    evolve(POINTER, authors=("丁雨",)),
    evolve(POINTER, title="数学"),
    evolve(POINTER, title="化学"),
)


@pytest.mark.parametrize("paper", NAMESAKES, ids=repr)
def test_a_namesake_changes_no_key(paper: Paper) -> None:
    [alone] = make_keys([paper])
    for others in ((POINTER, *NAMESAKES), (*NAMESAKES[::-1], POINTER)):
        assert make_keys(others)[others.index(paper)] == alone


def test_a_key_is_that_of_the_work_on_every_page() -> None:
    paper = evolve(POINTER, title="Pointer Networks for All")
    [key] = make_keys([paper])
    for other in (
        evolve(paper, title="POINTER  NETWORKS for all"),
        evolve(paper, authors=("O. Vinyals", "et al.")),
        evolve(paper, abstract="x", score=1, comment_count=5, upvotes=3, published=PartialDate(2015, 1, 1)),
    ):
        assert make_keys([other]) == [key]


def test_papers_with_one_key_are_numbered_behind_the_first() -> None:
    other, third = evolve(POINTER, score=1), evolve(POINTER, authors=("Anna Vinyals",))
    assert make_keys([POINTER, Paper(title="Alone"), other, third]) == [
        "vinyals2015pointernetworks",
        "alone",
        "vinyals2015pointernetworks-2",
        "vinyals2015pointernetworks-3",
    ]
    assert make_keys([POINTER] * 3) == [f"vinyals2015pointernetworks{number}" for number in ("", "-2", "-3")]


def test_a_number_is_never_the_digits_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_digest", lambda *_: "2")
    short, long = Paper(title="Pointer"), Paper(title="Pointer 2")
    assert make_keys([long, short, short, long]) == ["pointer-2", "pointer", "pointer-3", "pointer-2-2"]


def drop_number(key: str) -> str:
    return re.sub("-[0-9]{1,5}$", "", key)


def check_keys(papers: Sequence[Paper], found: Sequence[str]) -> None:
    assert len(set(found)) == len(papers) == len(found)
    assert all(re.fullmatch("[a-z0-9]+(-[0-9a-f]{6})?(-[0-9]{1,5})?", key) for key in found)


@pytest.mark.parametrize("make", [seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)])
def test_keys_are_unique_and_stay_with_their_papers(make: Callable[[], tuple[Paper, ...]]) -> None:
    papers = make()
    found = make_keys(papers)
    check_keys(papers, found)
    assert make_keys(papers) == found
    order = list(range(len(papers)))
    random.Random(1).shuffle(order)
    shuffled = make_keys([papers[at] for at in order])
    # Papers with one key are numbered, and may have each other's numbers.
    assert [drop_number(key) for key in shuffled] == [drop_number(found[at]) for at in order]


def test_seeds_have_short_keys() -> None:
    found = make_keys(seed_papers())
    assert sum(len(key) <= 40 for key in found) > 0.9 * len(found)
    # No two of them are numbered.
    assert all(drop_number(key) == key for key in found)


@given(st.lists(any_papers, max_size=6), st.sampled_from(["plain", "transliterated"]))
def test_a_key_is_that_of_the_paper_alone(made: list[Paper], kind: Keys) -> None:
    found = make_keys(made, kind)
    check_keys(made, found)
    assert list(map(drop_number, found)) == [key for paper in made for key in make_keys([paper], kind)]
    for at in range(len(made)):
        assert make_keys(made[:at], kind) == found[:at]


TRANSLITERATED: Final = [
    (Paper(title="釉薬の予測", authors=("丁雨",), published=PartialDate(2024, 1, 2)), "dingyu2024youyaonoyuce"),
    (Paper(title="Предсказание глазури", authors=("Иван Петров",)), "petrovpredskazanieglazuri"),
    (Paper(title="Ольга", authors=("서재열",)), "seojaeyeololga"),
    (Paper(title="Πήλινα", authors=("Schölkopf",)), "scholkopfpilina"),
    (Paper(title="मेरा", authors=("שלום כהן",)), "khhnmera"),
    (POINTER, "vinyals2015pointernetworks"),
]


@pytest.mark.parametrize(("paper", "key"), TRANSLITERATED)
def test_a_transliterated_key_says_something_in_every_script(paper: Paper, key: str) -> None:
    [found] = make_keys([paper], "transliterated")
    assert drop_digits(found) == key
    assert f"{{{found}," in dumps(paper, to="bibtex", keys="transliterated")


def test_keys_are_not_transliterated_unless_it_is_asked_for() -> None:
    [key] = make_keys([TRANSLITERATED[0][0]])
    assert re.fullmatch("paper2024-[0-9a-f]{6}", key)
    assert dumps(TRANSLITERATED[0][0], to="ris", keys="plain") == dumps(TRANSLITERATED[0][0], to="ris")


def test_latin_names_have_the_same_keys_either_way() -> None:
    latin = [paper for paper in seed_papers() if repr(paper).isascii()]
    assert make_keys(latin, "transliterated") == make_keys(latin)


def test_without_anyascii_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anyascii", None)
    assert make_keys([POINTER]) == ["vinyals2015pointernetworks"]
    with pytest.raises(
        ModuleNotFoundError, match=r"need anyascii: pip install 'paperparse\[transliteration\]'"
    ) as caught:
        make_keys([POINTER], "transliterated")
    assert caught.value.name == "anyascii"


def drop_digits(key: str) -> str:
    return re.sub("-[0-9a-f]{6}$", "", key)


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
