"""The conformance kit passes the formats that keep the laws, and names the law that a broken one breaks."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, Final

import pytest
import user_format
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from samples import FORMATS_BY_NAME, load_seed

import paperparse
from paperparse import PartialDate, Span, UnknownFormatError
from paperparse.formats import abstract_list, author_cards, title_feed
from paperparse.grammar.cards import Card, Format, Reading
from paperparse.testing import check_format, check_page, damaged, hostile_text, infos, pages, papers, shaped
from paperparse.text.lines import Lines


def change(form: Any, **changes: Any) -> Format:
    """A copy of `form` under another name, with some of its parts replaced."""
    parts = {part: getattr(form, part) for part in vars(Format) if not part.startswith("_")}
    changed = SimpleNamespace(**{**parts, "NAME": "changed", **changes})
    assert isinstance(changed, Format)
    return changed


def change_reading(form: Any, alter: Callable[[Reading, Lines], None]) -> Format:
    """A copy of `form` that alters what it reads."""

    def read(lines: Lines) -> Reading:
        reading: Reading = form.read(lines)
        alter(reading, lines)
        return reading

    return change(form, read=read)


def claim_twice(reading: Reading, _lines: Lines) -> None:
    reading.furniture.extend(span for card in reading.cards for _, span in card.fields)


def look_at_the_last_line(reading: Reading, lines: Lines) -> None:
    """Let what stands at the end of the page decide about the first card."""
    if len(lines.values) % 2 and reading.cards:
        del reading.cards[0]


def raise_on_nul(_reading: Reading, lines: Lines) -> None:
    if "\x00" in lines.text:
        raise KeyError("NUL")


def count_cards(reading: Reading, _lines: Lines) -> None:
    """Let the number of cards decide about the first."""
    if len(reading.cards) % 2 == 0:
        del reading.cards[:1]


def give_up_on_damage(reading: Reading, _lines: Lines) -> None:
    if any(card.missing for card in reading.cards):
        del reading.cards[:1]


def prove_nothing(reading: Reading, _lines: Lines) -> None:
    reading.cards = [card._replace(is_proven=False) for card in reading.cards]


def clear_lines(_reading: Reading, lines: Lines) -> None:
    """Take the lines from whoever reads them next."""
    vars(lines).clear()
    lines.text = ""


def look_at_every_pair(_reading: Reading, lines: Lines) -> None:
    for one in lines.values:
        for other in lines.values:
            one.startswith(other)


def prefer_feed_lines(reading: Reading, lines: Lines) -> None:
    if "\r\n" in lines.text:
        reading.cards.clear()


def take_everything(lines: Lines) -> Reading:
    cards = [Card((("abstract", lines.span(i)),), is_proven=True) for i in range(len(lines))]
    return Reading(cards=cards)


_CALLS: list[int] = []


def forget(reading: Reading, _lines: Lines) -> None:
    """Let every third reading differ."""
    _CALLS.append(1)
    if len(_CALLS) % 3 == 0:
        reading.furniture.clear()
        reading.cards.clear()


BROKEN = {
    "round trip": change(abstract_list, project=lambda paper: evolve(abstract_list.project(paper), score=3)),
    "account": change_reading(abstract_list, claim_twice),
    "cut": change_reading(author_cards, look_at_the_last_line),
    "append": change_reading(author_cards, count_cards),
    "damage": change_reading(author_cards, give_up_on_damage),
    "decision": change_reading(author_cards, prove_nothing),
    "totality": change_reading(author_cards, raise_on_nul),
    "cost": change_reading(author_cards, look_at_every_pair),
    "shapes": change_reading(author_cards, prefer_feed_lines),
    "determinism": change_reading(author_cards, forget),
    "refusal": change(title_feed, read=take_everything, IS_MARKED=True),
}
BREAKS: Final = [
    *BROKEN.items(),
    ("round trip", change(abstract_list, MARKS=("zzz",))),
    ("refusal", change_reading(author_cards, clear_lines)),
]


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_the_formats_conform(name: str) -> None:
    check_format(name, max_examples=5)


@pytest.mark.slow
def test_the_format_of_a_third_party_conforms() -> None:
    check_format(user_format, max_examples=20)
    text = paperparse.render(load_seed("title_feed")[:5], user_format)
    assert paperparse.loads(text, format=user_format).papers == load_seed("title_feed").papers[:5]


def test_a_copy_of_a_format_conforms_on_its_own_records() -> None:
    records = st.sampled_from([paperparse.project(paper, abstract_list) for paper in load_seed("abstract_list")])
    check_format(change(abstract_list, NAME="abstract_list"), records=records, max_examples=5)


@pytest.fixture
def quick_search() -> Iterator[None]:
    """Hypothesis stops at the first counterexample: the smallest one takes a minute, and is no matter here."""
    before = settings.get_current_profile_name()
    settings.register_profile("first", settings(), phases=[Phase.generate], derandomize=True)
    settings.load_profile("first")
    yield
    settings.load_profile(before)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_search")
@pytest.mark.parametrize(("law", "form"), BREAKS)
def test_a_broken_format_breaks_its_law(law: str, form: Format) -> None:
    with pytest.raises((AssertionError, KeyError, ExceptionGroup)) as caught:
        check_format(form, laws=[law], max_examples=3_000)
    assert any(f"format changed breaks the law '{law}'" in note for note in caught.value.__notes__)


def test_a_format_needs_its_parts() -> None:
    with pytest.raises(TypeError, match="format must be a format's name or a Format, not SimpleNamespace"):
        check_format(SimpleNamespace(NAME="nothing"))
    with pytest.raises(UnknownFormatError, match="no format is named 'nothing'"):
        check_format("nothing")
    with pytest.raises(TypeError, match="format must be a format's name or a Format, not"):
        check_format(Format)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no law is named 'nope'; the laws are account, round trip"):
        check_format("abstract_list", laws=["nope"])
    for part, value in (("NAME", "two words"), ("SUMMARY", " "), ("MARKS", ())):
        with pytest.raises(AssertionError, match=f"^{part} must"):
            check_format(change(abstract_list, **{part: value}), laws=[])


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
        "title is not": evolve(page, papers=(*page[:3], evolve(paper, title="Another"), *page[4:])),
        "published is another date": evolve(
            page, papers=(*page[:3], evolve(paper, published=PartialDate(2015, 6, 8)), *page[4:])
        ),
        "published has another year": evolve(
            page, papers=(*page[:3], evolve(paper, published=PartialDate(2014, 6, 9)), *page[4:])
        ),
        "author_count is not": evolve(page, papers=(*page[:3], evolve(paper, author_count=4), *page[4:])),
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


def test_without_assert_nothing_would_be_checked() -> None:
    command = [sys.executable, "-O", "-c", "import paperparse.testing"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "ImportError: paperparse.testing checks with assert, which python -O leaves out" in run.stderr
