"""The report for people: the line of a page with carets under what is wrong."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from results import BINARY, CLEAN, RESULT, UNREADABLE, WORDS, report

from paperparse.reports.excerpt import PLACEHOLDER, format_excerpt
from paperparse.text.span import Span


def test_text_reads_like_a_compiler() -> None:
    assert report("text", RESULT, CLEAN, UNREADABLE, BINARY) == (
        "seeds/004.txt:3:1: error: invalid-date: 'Feb 30, 2024' is no date\n"
        "  |\n"
        "3 | Feb 30, 2024\n"
        "  | ^^^^^^^^^^^^\n"
        "\n"
        "gone.txt: error: No such file or directory\n"
        "\n"
        "a.bin:2:1: error: undecodable-text: not UTF-8\n"
        "\n"
        "2 errors in 2 of 4 files; 1 file could not be read\n"
    )


def excerpt(text: str, part: str, length: int | None = None, line: int = 1) -> tuple[str, str]:
    """The shown line and the line of carets for where `part` stands in `text`, without the gutter."""
    start = text.index(part)
    rows = format_excerpt(text, Span(start, start + (len(part) if length is None else length)), line).split("\n")
    gutter = len(str(line)) + 3
    assert rows[0] == " " * (gutter - 2) + "|"
    assert (rows[1][:gutter], rows[2][:gutter]) == (f"{line} | ", " " * (gutter - 3) + " | ")
    assert rows[3:] == [""]
    return rows[1][gutter:], rows[2][gutter:]


def width(text: str) -> int:
    """How many columns a terminal gives to `text`."""
    marks = sum(unicodedata.category(character) in ("Mn", "Me") for character in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def test_the_gutter_is_as_wide_as_the_number() -> None:
    assert format_excerpt("a b", Span(2, 3), 1234) == "     |\n1234 | a b\n     |   ^\n"


def test_an_empty_span_has_one_caret() -> None:
    assert excerpt("one two", "two", 0) == ("one two", "    ^")
    assert format_excerpt("one\ntwo", Span(3, 3), 1).endswith("1 | one\n  |    ^\n")
    assert format_excerpt("", Span(0, 0), 1) == "  |\n1 | \n  | ^\n"


def test_a_span_beyond_the_text_has_its_caret_at_the_end() -> None:
    assert format_excerpt("one", Span(900, 910), 1).endswith("1 | one\n  |    ^\n")


def test_a_span_of_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    assert excerpt("first\nsecond half\nthird", "half\nthi", line=2) == ("second half", "       ^^^^")


def test_the_carriage_return_of_a_line_end_is_not_shown() -> None:
    assert excerpt("one\r\ntwo\r\n", "two") == ("two", "^^^")
    assert excerpt("one\ntwo\r", "two") == ("two", "^^^")
    assert excerpt("one\ntwo\r\n", "\r") == (f"two{PLACEHOLDER}", "   ^")


def test_lines_that_end_at_carriage_returns_are_shown_one_by_one() -> None:
    assert format_excerpt("one\rtwo\rthree", Span(4, 7), 2, "\r") == "  |\n2 | two\n  | ^^^\n"


def test_a_long_line_is_cut_on_both_sides() -> None:
    shown, carets = excerpt("a" * 3000 + "WRONG" + "b" * 3000, "WRONG")
    assert shown == "…" + "a" * 40 + "WRONG" + "b" * 55 + "…"
    assert carets == " " * 41 + "^^^^^"


def test_a_line_is_cut_only_where_there_is_more() -> None:
    assert excerpt("WRONG" + "b" * 300, "WRONG") == ("WRONG" + "b" * 95 + "…", "^^^^^")
    assert excerpt("a" * 300 + "WRONG", "WRONG") == ("…" + "a" * 95 + "WRONG", " " * 96 + "^^^^^")
    assert excerpt("a" * 95 + "WRONG", "WRONG") == ("a" * 95 + "WRONG", " " * 95 + "^^^^^")
    # What is looked at ends just where the line does.
    marks = "\u0301" * 200
    assert excerpt(f"x\n{marks}W{marks[1:]}\ny", "W")[0] == PLACEHOLDER + marks[1:] + "W" + marks[1:]
    assert excerpt(f"x{marks}W{marks[1:]}y", "W")[0] == "…" + marks + "W" + marks[1:] + "…"


def test_a_long_span_is_underlined_to_the_end_of_what_is_shown() -> None:
    assert excerpt("title: " + "b" * 6000, "b" * 6000) == ("title: " + "b" * 93 + "…", " " * 7 + "^" * 93)


def test_wide_characters_take_two_columns() -> None:
    assert excerpt("題名 bad 日付", "bad") == ("題名 bad 日付", "     ^^^")
    assert excerpt("題名 bad 日付", "日付") == ("題名 bad 日付", "         ^^^^")


def test_combining_marks_take_none() -> None:
    assert excerpt("Poincare\u0301 bad", "bad") == ("Poincare\u0301 bad", "         ^^^")
    assert excerpt("Poincare\u0301 bad", "\u0301") == ("Poincare\u0301 bad", "       ^")
    assert excerpt("\u0301 bad", "\u0301") == (f"{PLACEHOLDER} bad", "^")


@pytest.mark.parametrize("character", [*"\t\r\x00\x1b\x85\xa0\u2028\u2029\u200b\u202e\ufeff\ue000\ud800"])
def test_what_does_not_print_is_replaced(character: str) -> None:
    assert excerpt(f"a{character}b bad", "bad") == (f"a{PLACEHOLDER}b bad", "    ^^^")
    assert width(PLACEHOLDER) == 1


@given(text=st.one_of(WORDS, st.text("ab\u0301題\t\n", max_size=600)), data=st.data())
def test_the_carets_stand_under_what_the_span_names(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    result = format_excerpt(text, Span(start, end), 7)
    _, shown, carets, rest = (row[4:] for row in result.split("\n"))
    assert (rest, shown.isprintable(), set(carets.lstrip(" "))) == ("", True, {"^"})
    assert width(shown) <= 102
    assert width(shown) >= len(carets) - 1
    visible = "".join(character if character.isprintable() else PLACEHOLDER for character in text[start:end])
    first = visible[:1] if text[start:end][:1] != "\n" else ""
    if first and width(first):
        # The columns up to the first caret are filled exactly by what stands before, and then comes the character.
        before = len(carets) - len(carets.lstrip(" "))
        assert any(width(shown[:at]) == before and shown[at : at + 1] == first for at in range(len(shown)))
