"""Papers as RIS: what rispy reads back is what the papers hold, on one line each."""

from collections.abc import Callable
from typing import Any, Final

import pytest
import rispy
from exported import (
    COMPLETE,
    HOSTILE_TEXTS,
    NAMES,
    any_papers,
    as_one_line,
    drop_degrees,
    drop_others,
    hostile_papers,
    join_parts,
)
from hypothesis import given
from hypothesis import strategies as st
from samples import seed_papers

from paperparse import Organization, Paper, PartialDate, dumps
from paperparse.exports.keys import make_keys
from paperparse.exports.names import split_name
from paperparse.exports.plain import join_lines


def expect(paper: Paper) -> dict[str, Any]:
    """What RIS carries of `paper`, under rispy's names of the tags."""
    date, organization = paper.published, paper.organization
    year = "" if date is None or date.year is None else f"{date.year:04d}"
    fields = {
        "authors": [write_name(name) for name in drop_others(paper.authors)] or None,
        "title": paper.title and as_one_line(paper.title),
        "year": year or None,
        "date": date and f"{year}/{date.month:02d}/{date.day:02d}/",
        "abstract": paper.abstract and as_one_line(paper.abstract),
        "notes": [as_one_line(text) for text in (paper.summary, paper.note) if text] or None,
        "custom1": organization and organization.name and as_one_line(organization.name),
        "custom2": organization and organization.handle and as_one_line(organization.handle),
        "custom3": None if paper.author_count is None else str(paper.author_count),
        "custom4": None if paper.score is None else str(paper.score),
        "custom5": None if paper.comment_count is None else str(paper.comment_count),
        "custom6": None if paper.upvotes is None else str(paper.upvotes),
        "custom7": paper.journal_ref and as_one_line(paper.journal_ref),
        "custom8": as_one_line("; ".join(code.replace(";", ";;") for code in paper.categories)) or None,
        "doi": paper.doi and as_one_line(paper.doi),
        "urls": [as_one_line(paper.url).replace(";", "%3B")] if paper.url else None,
        "accession_number": paper.arxiv_id and as_one_line(paper.arxiv_id),
        "name_of_database": paper.arxiv_id and "arXiv",
    }
    return {name: value for name, value in fields.items() if value is not None}


def write_name(name: str) -> str:
    """`name` as it stands in RIS: the family name and a comma before the rest, where both can be told."""
    parts = split_name(name)
    if parts is None:
        return as_one_line(name)
    assert join_parts(parts) == drop_degrees(name)
    return f"{parts.family}, {parts.given}" + (f", {parts.suffix}" if parts.suffix else "")


def read(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [(fields.pop("type_of_reference"), fields.pop("id"), fields) for fields in rispy.loads(text)]


@pytest.mark.parametrize(
    "make",
    [seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)],
)
def test_rispy_reads_back_every_field(make: Callable[[], tuple[Paper, ...]]) -> None:
    papers = make()
    found = read(dumps(papers, to="ris"))
    expected = [("UNPB", key, expect(paper)) for key, paper in zip(make_keys(papers), papers, strict=True)]
    for one, other in zip(found, expected, strict=True):
        assert one == other


@given(st.lists(any_papers, max_size=3))
def test_any_papers_come_back(made: list[Paper]) -> None:
    assert [fields for _, _, fields in read(dumps(made, to="ris"))] == [expect(paper) for paper in made]


RECORDS: Final = """TY  - UNPB
ID  - vinyals2015pointernetworks
AU  - Vinyals, Oriol
AU  - OpenAI
PY  - 2015
DA  - 2015/06/09/
TI  - Pointer Networks
AB  - First. Second.
N1  - A digest.
C1  - OpenBMB
C2  - openbmb
C3  - 2
C4  - 0
C5  - 7
C6  - 12
C7  - Annals of R&D 12
C8  - cs.CL; cs.LG
N1  - 14 pages
DO  - 10.5555/inv_2026.44
UR  - https://example.org/a_b?c=%20
AN  - 2601.00011
DB  - arXiv
ER  -\x20
TY  - UNPB
ID  - paper
DA  - /10/06/
ER  -\x20
"""


def test_a_record_has_all_that_a_paper_has_and_nothing_else() -> None:
    dated = Paper(published=PartialDate(None, 10, 6, 2025))
    assert dumps([COMPLETE, dated], to="ris") == RECORDS.replace("\n", "\r\n")
    assert dumps([], to="ris") == ""


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, *NAMES])
def test_no_text_begins_a_line_or_ends_a_record(text: str) -> None:
    paper = Paper(
        title=text,
        abstract=text,
        summary=text,
        authors=(text, text),
        organization=Organization(text, text),
        journal_ref=text,
        categories=(text,),
        note=text,
        doi=text,
        url=text,
        arxiv_id=text,
    )
    lines = dumps([paper, paper], to="ris").splitlines()
    names = drop_others(paper.authors)
    tags = ["TY", "ID", *["AU"] * len(names), *"TI AB N1 C1 C2 C7 C8 N1 DO UR AN DB ER".split()] * 2
    assert [line[:6] for line in lines] == [f"{tag}  - " for tag in tags]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one\ntwo", "one two"),
        ("one \r\n\r\n \r two", "one two"),
        ("one\u2028two\u2029three\x85four", "one two three four"),
        ("two  spaces\t and a tab", "two  spaces  and a tab"),
        ("one\n\xa0two", "one \xa0two"),
        ("\x00\x0b\x0c\x1c\x7f\x80", "␀␋␌␜␡\ufffd"),
    ],
)
def test_a_value_is_one_line(text: str, line: str) -> None:
    assert join_lines(text) == line


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        (("Hollis Barrow, Jr.", "Ruth Iyer III"), ["Barrow, Hollis, Jr.", "Iyer, Ruth, III"]),
        (("Laurens van der Maaten, SR",), ["van der Maaten, Laurens, SR"]),
        (("Hollis Barrow, Ph.D.", "Ruth Iyer MD"), ["Barrow, Hollis", "Iyer, Ruth"]),
        (("Plato, Jr.", "Barrow, Hollis, Jr."), ["Plato, Jr.", "Barrow, Hollis, Jr."]),
        (("Ruth Iyer", "et al."), ["Iyer, Ruth"]),
        (("et al.",), []),
    ],
)
def test_a_suffix_is_the_third_part_of_a_name(authors: tuple[str, ...], written: list[str]) -> None:
    [(_, _, fields)] = read(dumps(Paper(authors=authors), to="ris"))
    assert fields.get("authors", []) == written
