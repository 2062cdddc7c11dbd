"""Limits: each is checked from both sides, before the work it bounds, and raises or tells what to do."""

from typing import Final

import pytest
from attrs import fields
from samples import ABSTRACT, ROOT, load_seed

import paperparse
from paperparse import LimitError, Limits, ParseError

SCORED: Final = "Total Score\n{score}\nPointer Networks\n{authors}\n" + ABSTRACT + "\nRead more\n6/9/2015\n"
TALLY: Final = "Pointer Networks\n" + ABSTRACT + "\n• {count} authors\n·\nJun 9, 2015\n"


def exceed(text: str, limits: Limits) -> LimitError:
    with pytest.raises(LimitError) as caught:
        paperparse.loads(text, format="scored_feed" if text.startswith("Total") else None, limits=limits)
    error = caught.value
    assert error.limit is not None
    assert error.value == getattr(limits, error.limit)
    assert f"limits=Limits({error.limit}=...)" in str(error)
    return error


def test_line_length() -> None:
    text = load_seed("author_cards").text
    longest = max(map(len, text.split("\n")))
    line = [len(line) for line in text.split("\n")].index(longest) + 1
    assert len(paperparse.loads(text, limits=Limits(line_length=longest))) == 9
    error = exceed(text, Limits(line_length=longest - 1))
    assert (error.limit, error.line) == ("line_length", line)
    assert str(error).startswith(f"line {line}: this line has {longest:,} characters, {longest - 1:,} allowed")


def test_line_length_counts_no_white_space_at_the_ends() -> None:
    assert len(paperparse.loads(f"Abstract:{ABSTRACT}{' ' * 500}", limits=Limits(line_length=200))) == 1


def test_line_length_is_checked_before_anything_is_read() -> None:
    error = exceed("x\n" * 100 + "y" * 50 + "\n" + "z" * 60, Limits(line_length=40))
    assert (error.limit, error.line) == ("line_length", 101)


def test_cards() -> None:
    text = load_seed("daily_feed").text
    assert len(paperparse.loads(text, limits=Limits(cards=59))) == 59
    assert exceed(text, Limits(cards=58)).limit == "cards"


def tell(page: paperparse.Page) -> list[tuple[str, int, int, str]]:
    return [(found.code, found.line, found.column, found.message) for found in page.diagnostics]


def test_authors_of_one_card() -> None:
    names = ", ".join(["Emmy Noether"] * 30)
    text = SCORED.format(score=3, authors=names)
    assert len(paperparse.loads(text, limits=Limits(authors=30))[0].authors) == 30
    page = paperparse.loads(text, limits=Limits(authors=29))
    assert (page[0].authors, page[0].score) == ((), 3)
    found = page.diagnostics[0]
    assert (found.code, found.line, found.column, found.paper) == ("invalid-authors", 4, 1, 0)
    assert found.message == "'Emmy Noether, Emmy Noether, Emmy Noethe…': 30 authors, 29 allowed"


@pytest.mark.parametrize("number", ["1234567", "1,234,567", "1.234567M"])
def test_digits_of_one_number(number: str) -> None:
    text = SCORED.format(score=number, authors="Emmy Noether, Ada Lovelace")
    assert paperparse.loads(text, format="scored_feed", limits=Limits(digits=7))[0].score == 1_234_567
    page = paperparse.loads(text, format="scored_feed", limits=Limits(digits=6))
    assert (page[0].score, page[0].authors) == (None, ("Emmy Noether", "Ada Lovelace"))
    assert tell(page) == [("invalid-score", 2, 1, f"'{number}': a number of 7 digits, 6 allowed")]


def test_a_number_that_no_reader_of_json_keeps_is_over_the_limit() -> None:
    assert paperparse.loads(TALLY.format(count="9" * 15))[0].author_count == 10**15 - 1
    page = paperparse.loads(TALLY.format(count="9" * 16) + TALLY.format(count=3))
    assert [paper.author_count for paper in page] == [None, 3]
    assert [found.code for found in page.diagnostics] == ["invalid-author-count"]
    longer = paperparse.loads(TALLY.format(count="9" * 16), limits=Limits(digits=16))
    assert longer[0].author_count == 10**16 - 1


@pytest.mark.parametrize("number", ["9" * 43, "9" * 5000, "1" + ",000" * 2000, "0" * 5000])
def test_a_number_of_any_length_is_over_the_limit_and_nothing_else(number: str) -> None:
    page = paperparse.loads(SCORED.format(score=number, authors="Emmy Noether, Ada Lovelace"), format="scored_feed")
    assert page[0].score is None
    [(code, line, column, message)] = tell(page)
    assert (code, line, column) == ("invalid-score", 2, 1)
    assert message.endswith(" digits, 15 allowed")


def test_a_number_is_as_long_as_the_limit_allows() -> None:
    number = "9" * 4300
    text = SCORED.format(score=number, authors="Emmy Noether, Ada Lovelace")
    assert paperparse.loads(text, format="scored_feed", limits=Limits(digits=4300))[0].score == int(number)
    with pytest.raises(ValueError, match=r"Limits\.digits must not be above 4,300"):
        Limits(digits=4301)


def test_what_is_no_number_is_not_over_the_limit_of_digits() -> None:
    page = paperparse.loads(TALLY.format(count="2024-01-01 12:00:00 99") + TALLY.format(count=3))
    assert [paper.author_count for paper in page] == [None, 3]
    assert [found.code for found in page.diagnostics] == ["invalid-author-count"]


def test_digits_of_a_pager() -> None:
    text = SCORED.format(score=3, authors="Emmy Noether, Ada Lovelace") + "Page 1 of {}"
    assert paperparse.loads(text.format("1,234"), format="scored_feed").info.page_count == 1234
    for number in ("9" * 16, "9" * 60):
        page = paperparse.loads(text.format(number), format="scored_feed")
        assert (page.info.number, page.info.page_count) == (1, None)
        assert [found[:3] for found in tell(page)] == [("invalid-page-number", 8, 11)]


def test_diagnostics_are_counted_beyond_those_kept() -> None:
    text = SCORED.format(score="n/a", authors="Emmy Noether, Ada Lovelace") * 100
    whole = paperparse.loads(text, format="scored_feed")
    assert (len(whole.diagnostics), whole.diagnostic_count) == (100, 100)
    for most in (1, 7, 99, 100):
        page = paperparse.loads(text, format="scored_feed", limits=Limits(diagnostics=most))
        assert page.diagnostics == whole.diagnostics[:most]
        assert page.diagnostic_count == 100
        assert page.papers == whole.papers
        assert page.segments == whole.segments
    assert repr(paperparse.loads(text, format="scored_feed", limits=Limits(diagnostics=1))).endswith("100 diagnostics>")


def test_strict_mode_needs_one_diagnostic() -> None:
    text = SCORED.format(score="n/a", authors="Emmy Noether, Ada Lovelace") * 3
    with pytest.raises(ParseError, match="line 2:1: invalid-score"):
        paperparse.loads(text, format="scored_feed", strict=True, limits=Limits(diagnostics=1))
    with pytest.raises(ValueError, match=r"Limits\.diagnostics must be at least 1"):
        Limits(diagnostics=0)


def test_every_limit_is_a_number_and_documented() -> None:
    security = (ROOT / "docs" / "security.md").read_text("utf-8")
    for attribute in fields(Limits):
        default = "64 MiB" if attribute.name == "bytes" else f"{attribute.default:,}"
        assert f"\n| `{attribute.name}` | {default} |" in security
        assert f"`{attribute.name}`: " in (Limits.__doc__ or "")
        for wrong in ("64 MiB", 1e9, True, None):
            with pytest.raises(TypeError, match=rf"Limits\.{attribute.name} must be an int"):
                Limits(**{attribute.name: wrong})  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=attribute.name):
            Limits(**{attribute.name: -1})
