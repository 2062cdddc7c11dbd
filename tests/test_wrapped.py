"""Plain text whose lines were broken at one width."""

import textwrap

import pytest
from attrs import evolve
from samples import load_seed

import paperparse
from paperparse.text.wrapped import is_narrow, match_broken

DAILY = load_seed("daily_feed")


def break_lines(text: str, width: int) -> str:
    lines = (textwrap.wrap(line, width, break_on_hyphens=False) or [""] for line in text.split("\n"))
    return "\n".join("\n".join(pieces) for pieces in lines)


@pytest.mark.parametrize("width", [40, 55, 72, 79, 100])
def test_broken_lines_are_joined(width: int) -> None:
    page = paperparse.loads(break_lines(DAILY.text, width))
    # White space where lines are broken is not known.
    whole = [evolve(paper, abstract="".join((paper.abstract or "").split())) for paper in DAILY]
    assert [evolve(paper, abstract="".join((paper.abstract or "").split())) for paper in page] == whole
    assert "".join(page.text[slice(*segment.span)] for segment in page.segments) == page.text


def test_where_titles_stand_right_above_texts_lines_stay_and_that_is_told() -> None:
    text = break_lines(load_seed("title_feed").text, 79)
    page = paperparse.loads(text, format="title_feed")
    [found] = [one for one in page.diagnostics if one.code == "broken-lines"]
    assert (found.line, found.severity) == (4, "warning")
    assert found.message.endswith(" lines were broken at column 79: texts may be cut at wrong places")


def test_a_text_of_long_lines_is_not_broken() -> None:
    assert not is_narrow(DAILY.text)
    assert not [one for one in DAILY.diagnostics if one.code == "broken-lines"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n" * 100,
        # Lines of many lengths, which no width explains.
        "\n".join("kiln " * (6 + at * 7 % 25) for at in range(40)),
        # Pairs of lines, each above a blank one, as titles and names are.
        "\n\n".join(f"A title as long as all the others are, number {at}\nGlaze of number {at}" for at in range(20)),
        # The same word each time.
        "\n".join(["kiln " * 10] * 2 + [f"glaze {at} " + "kiln " * 9 for at in range(2)]),
    ],
)  # fmt: skip
def test_what_no_width_explains_was_not_broken(text: str) -> None:
    assert match_broken(text) is None
