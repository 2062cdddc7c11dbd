"""The conformance kit passes the formats that keep the laws, and names the law that a broken one breaks."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any, Final

import pytest
import second_user_format
import user_format
from attrs import evolve
from hypothesis import find, given
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from samples import FORMATS_BY_NAME, load_seed

import paperparse
from paperparse import Paper, PartialDate, Span, UnknownFormatError
from paperparse.formats import abstract_list, author_cards
from paperparse.grammar.reading import Reading
from paperparse.grammar.table import Format, Label, Mark, Value
from paperparse.testing import check_format, check_page, damaged, hostile_text, infos, laws, pages, papers, shaped
from paperparse.testing.damage import damage_line, sample_pages


def change(form: Format, **changes: Any) -> Format:
    """A copy of `form` under another name, with some of its parts replaced."""
    return evolve(form, **{"name": "changed", **changes})


def change_reading(form: Format, alter: Callable[[Reading], None]) -> Format:
    """A copy of `form` that alters what was read, which the function that judges a page is not meant to do."""

    def judge(reading: Reading) -> str:
        alter(reading)
        return ""

    return change(form, judge=judge)


def claim_twice(reading: Reading) -> None:
    reading.cards += reading.cards[:1]


def look_at_the_last_line(reading: Reading) -> None:
    """Let what stands at the end of the page decide about the first card."""
    if len(reading.tape) % 2:
        del reading.cards[:1]


def raise_on_nul(reading: Reading) -> None:
    if "\x00" in reading.tape.text:
        raise KeyError("NUL")


def count_cards(reading: Reading) -> None:
    """Let the number of cards decide about the first."""
    if len(reading.cards) % 2 == 0:
        del reading.cards[:1]


def give_up_on_damage(reading: Reading) -> None:
    if not all(card.is_whole for card in reading.cards):
        del reading.cards[:1]


def prove_nothing(reading: Reading) -> None:
    reading.cards = [card._replace(is_proven=False) for card in reading.cards]


def clear_lines(reading: Reading) -> None:
    """Take the lines from whoever reads them next."""
    del reading.tape.starts[:]


def look_at_every_pair(reading: Reading) -> None:
    for one in reading.tape.letters:
        for other in reading.tape.letters:
            one.startswith(other)


def prefer_feed_lines(reading: Reading) -> None:
    if "\r\n" in reading.tape.text:
        reading.cards.clear()


_CALLS: list[int] = []


def forget(reading: Reading) -> None:
    """Let every third reading differ."""
    _CALLS.append(1)
    if len(_CALLS) % 3 == 0:
        reading.cards.clear()


ABSTRACTS: Final = abstract_list.FORMAT
AUTHORS: Final = author_cards.FORMAT
EVERYTHING: Final = Format(
    name="changed",
    summary="every line is a card",
    lines={"anything": Value(".*+")},
    begins="anything",
    card="abstract:anything",
    prints="{abstract}",
    prints_page="{cards}",
)
BREAKS: Final = [
    ("round trip", change(ABSTRACTS, prints="{mark}{abstract}\n{score}")),
    ("round trip", change(ABSTRACTS, prints="{abstract}")),
    ("account", change_reading(ABSTRACTS, claim_twice)),
    ("cut", change_reading(AUTHORS, look_at_the_last_line)),
    ("append", change_reading(AUTHORS, count_cards)),
    ("damage", change_reading(AUTHORS, give_up_on_damage)),
    ("decision", change_reading(AUTHORS, prove_nothing)),
    ("totality", change_reading(AUTHORS, raise_on_nul)),
    ("cost", change_reading(AUTHORS, look_at_every_pair)),
    ("shapes", change_reading(AUTHORS, prefer_feed_lines)),
    ("determinism", change_reading(AUTHORS, forget)),
    ("refusal", EVERYTHING),
    ("refusal", change_reading(AUTHORS, clear_lines)),
]


def test_a_damage_may_be_lines_of_any_format() -> None:
    pages_of_all = [paperparse.loads(text) for text in sample_pages()]
    assert {page.format for page in pages_of_all} == {*FORMATS_BY_NAME}
    assert [len(page) for page in pages_of_all] == [1] * len(pages_of_all)
    damaged_lines = find(damage_line(["One", "Two"], 1), lambda lines: len(lines) > 3)
    assert (damaged_lines[0], damaged_lines[-1]) == ("One", "Two")
    assert "\n".join(damaged_lines[1:-1]) in sample_pages()


def test_a_format_can_be_held_to_some_laws() -> None:
    check_format("arxiv_mail", laws=["markup", "totality"], max_examples=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_the_formats_conform(name: str) -> None:
    check_format(name, max_examples=5)


@pytest.mark.slow
@pytest.mark.parametrize("form", [user_format.FORMAT, second_user_format.FORMAT], ids=lambda form: form.name)
def test_the_formats_of_third_parties_conform(form: Format) -> None:
    check_format(form, max_examples=20)


def test_the_formats_of_third_parties_are_read_and_printed() -> None:
    assert repr(user_format.FORMAT) == "<Format tagged_list>"
    seed = load_seed("title_feed")[:5]
    text = paperparse.render(seed, user_format.FORMAT)
    assert paperparse.loads(text, format=user_format.FORMAT).papers == tuple(seed)
    paper = Paper(
        title="Pointer Networks",
        authors=("Oriol Vinyals", "Navdeep Jaitly"),
        published=PartialDate(2024, 3, 1),
        summary="A neural network that points at its own input.\n\nIt learns to sort, and to plan tours.",
    )
    card = f"{paper.title}\nby Oriol Vinyals, Navdeep Jaitly\nPosted: 2024-03-01\n{paper.summary}"
    assert paperparse.render([paper, paper], second_user_format.FORMAT) == f"Reading group\n\n{card}\n\n{card}"
    page = paperparse.loads(f"{card}\n\n{card.replace('03-01', '02-30')}", format=second_user_format.FORMAT)
    assert page.papers == (paper, evolve(paper, published=None))
    assert [(found.code, found.paper) for found in page.diagnostics] == [("invalid-date", 1)]


@pytest.mark.slow
def test_a_copy_of_a_format_conforms_on_its_own_records() -> None:
    records = st.sampled_from([paperparse.project(paper, ABSTRACTS) for paper in load_seed("abstract_list")])
    check_format(evolve(ABSTRACTS), records=records, max_examples=5)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_search")
@pytest.mark.parametrize(("law", "form"), BREAKS)
def test_a_broken_format_breaks_its_law(law: str, form: Format) -> None:
    with pytest.raises((AssertionError, LookupError, ExceptionGroup)) as caught:
        check_format(form, laws=[law], max_examples=3_000)
    assert any(f"format changed breaks the law '{law}'" in note for note in caught.value.__notes__)


def test_a_format_needs_its_parts() -> None:
    with pytest.raises(TypeError, match="format must be a format's name or a Format, not module"):
        check_format(user_format)  # type: ignore[arg-type]
    with pytest.raises(UnknownFormatError, match="no format is named 'nothing'"):
        check_format("nothing")
    with pytest.raises(TypeError, match="format must be a format's name or a Format, not"):
        check_format(Format)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no law is named 'nope'; the laws are account, round trip"):
        check_format("abstract_list", laws=["nope"])
    for summary in (" ", "two\nlines"):
        with pytest.raises(AssertionError, match=r"^the summary must"):
            check_format(change(ABSTRACTS, summary=summary), laws=[])


MANY: Final = {f"kind_{one}_{other}": Mark(f"- {one} {other} -") for one in "abcdef" for other in "abcdefghij"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "two words"}, "a format's name is an identifier in lower case, not 'two words'"),
        ({"begins": ""}, "a format has one anchor, begins= or ends="),
        ({"ends": "mark"}, "a format has one anchor, begins= or ends="),
        ({"begins": "mark line*"}, r"the anchor 'mark line\*' has no bound"),
        ({"begins": "marc"}, r"no line is named 'marc' \(named are .*, line, .*mark, "),
        ({"layouts": (author_cards.FORMAT,)}, "a layout has no layouts of its own"),
        ({"card": "mark abstract:lines"}, "no line is named 'lines'"),
        ({"card": "mark abstract:(line"}, r"a '\)' is missing, at column 20"),
        ({"card": "mark line)"}, r"a '\)' too many, at column 10"),
        ({"card": "mark & line"}, "no pattern, at column 6"),
        ({"card": "mark |"}, "a line is missing, at column 7"),
        ({"lines": {"mark": Label("Abstract:"), "line": Mark("-")}}, "no kind of line may be named 'line'"),
        ({"lines": {"mark": Label("Abstract:"), "more": Mark("-")}}, "no kind of line may be named 'more'"),
        ({"lines": {"mark": Label("Abstract:"), "Dash": Mark("-")}}, "no kind of line may be named 'Dash'"),
        (
            {"lines": {"mark": Label("Abstract:"), "either_mark": Mark("-")}},
            "no kind of line may be named 'either_mark'",
        ),
        ({"lines": {"mark": Label("Abstract:"), "labels": Mark("-")}}, "no kind of line may be named 'labels'"),
        ({"lines": {"mark": Label("Abstract:"), **MANY}}, r"more than [0-9]+ kinds of lines"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_format(change(ABSTRACTS, **changes), laws=[])
    with pytest.raises(ValueError, match=words):
        paperparse.loads("Abstract:", format=change(ABSTRACTS, **changes))


def test_check_page_finds_what_does_not_add_up() -> None:
    page = load_seed("daily_feed")
    paper = page[3]
    assert paper.title is not None
    check_page(page)
    broken = {
        "the segments end at": evolve(page, segments=page.segments[:-1]),
        "does not follow on": evolve(page, segments=page.segments[1:]),
        "holds": evolve(page, segments=(evolve(page.segments[0], kind="blank"), *page.segments[1:])),
        "is not reported": evolve(page, segments=(evolve(page.segments[0], kind="unparsed"), *page.segments[1:])),
        "title is 'Another', and 'Pointer Networks' reads as": evolve(
            page, papers=(*page[:3], evolve(paper, title="Another"), *page[4:])
        ),
        r"published is PartialDate\(year=2015, month=6, day=8": evolve(
            page, papers=(*page[:3], evolve(paper, published=PartialDate(2015, 6, 8)), *page[4:])
        ),
        r"published is PartialDate\(year=2014": evolve(
            page, papers=(*page[:3], evolve(paper, published=PartialDate(2014, 6, 9)), *page[4:])
        ),
        "author_count is 4, and '3' reads as 3": evolve(
            page, papers=(*page[:3], evolve(paper, author_count=4), *page[4:])
        ),
        "is not where it says": evolve(
            page, papers=(*page[:3], evolve(paper, spans={**paper.spans, "title": Span(0, 3)}), *page[4:])
        ),
    }
    for words, wrong in broken.items():
        with pytest.raises(AssertionError, match=words):
            check_page(wrong)
    invented = evolve(paper, summary="invented", score=5, authors=("Nobody",))
    with pytest.raises(AssertionError, match="authors, score, summary stands nowhere"):
        check_page(evolve(page, papers=(*page[:3], invented, *page[4:])))
    with pytest.raises(AssertionError, match="number stands nowhere"):
        check_page(evolve(page, info=evolve(page.info, number=77)))


@given(st.data())
def test_strategies_are_what_they_say(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FORMATS_BY_NAME)))
    paper = data.draw(papers())
    assert paper.title
    assert paper.abstract
    assert paper.authors
    info = data.draw(infos(name))
    assert info == paperparse.project(info, name)
    text = data.draw(pages(name, max_size=3))
    whole = paperparse.loads(text, format=name)
    assert 1 <= len(whole) <= 3
    assert not whole.diagnostics
    assert isinstance(data.draw(damaged(text)), str)
    shape = paperparse.loads(data.draw(shaped(text)), format=name)
    assert len(shape) == len(whole)
    assert isinstance(data.draw(hostile_text(max_size=1)), str)


def test_without_hypothesis_the_import_says_what_to_install() -> None:
    code = "import sys; sys.modules['hypothesis'] = None; import paperparse.testing"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ImportError: paperparse.testing needs Hypothesis: pip install 'paperparse[testing]'" in run.stderr


@pytest.mark.slow
def test_without_assert_nothing_would_be_checked() -> None:
    command = [sys.executable, "-O", "-c", "import paperparse.testing"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "ImportError: paperparse.testing checks with assert, which python -O leaves out" in run.stderr


def test_a_page_over_a_limit_is_no_example_of_a_law() -> None:
    text = load_seed("scored_feed").text.replace("\n85\n", f"\n{'9' * 1_000_001}\n")

    @given(st.just(text))
    def load(text: str) -> None:
        laws._load(text, FORMATS_BY_NAME["scored_feed"])

    with pytest.raises(Unsatisfiable):
        load()
