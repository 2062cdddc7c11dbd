"""Damage to a page: what crawlers, editors and sites do to it."""

from functools import cache

from hypothesis import strategies as st

from paperparse.formats import FORMATS
from paperparse.grammar.table import list_layouts
from paperparse.model.paper import Paper, PartialDate
from paperparse.pages.render import render
from paperparse.testing.hostile import hostile_lines


@cache
def sample_pages() -> tuple[str, ...]:
    """A page of one paper in each format, and in each layout of one."""
    text = "We present a note on tides, as they were computed by hand before there were machines to compute them."
    paper = Paper(
        title="A Note on the Computation of Tides",
        abstract=text,
        summary=text,
        authors=("Ada Lovelace", "Emmy Noether"),
        author_count=2,
        published=PartialDate(2015, 6, 9),
        score=85,
        upvotes=12,
        arxiv_id="2601.00011",
        submitted_by="quietharbor",
        code_stars=1280,
        categories=("stat.ML", "cs.LG"),
        url="https://arxiv.org/abs/2601.00011",
    )
    return tuple(render([paper], table) for form in FORMATS for table in list_layouts(form))


def _foreign_lines() -> st.SearchStrategy[list[str]]:
    return st.sampled_from(sample_pages()).map(lambda text: text.split("\n"))


@st.composite
def damage_line(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    """A strategy for `lines` with one damage at line `at`, which may be the line after the last.

    The line is deleted, doubled or replaced, or one line or the lines of a foreign page are put before it.
    """
    kind = draw(st.sampled_from(["delete", "double", "replace", "insert", "splice"]))
    old = lines[at : at + 1]
    new: list[str]
    if kind == "delete":
        new = []
    elif kind == "double":
        new = old * 2
    elif kind == "splice":
        new = draw(_foreign_lines()) + old
    else:
        new = [draw(hostile_lines())] + old * (kind == "insert")
    return lines[:at] + new + lines[at + 1 :]


@st.composite
def damaged(draw: st.DrawFn, page: str, *, most: int = 3) -> str:
    """A strategy for the text `page` with up to `most` damages.

    Lines are deleted, doubled, replaced, swapped, put in, or spliced in from a page of another format; and the page
    may be cut off anywhere.
    """
    lines = page.split("\n")
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.integers(0, len(lines)))
        if draw(st.booleans()) and at < len(lines):
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines = draw(damage_line(lines, at))
    text = "\n".join(lines)
    return text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text
