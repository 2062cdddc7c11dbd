"""Papers as CSV, and back with three readers: equal in every field that the format carries."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal

import pandas
import polars
import pytest
from attrs import evolve
from hostile_records import hostile_papers
from records_by_chance import LARGEST, spell_out
from samples import ROOT, seed_papers

import paperparse
from paperparse import Organization, Paper, PartialDate, RenderError, Source, Span, Spans
from paperparse.exports.csv import COLUMNS, iter_csv

Row = Mapping[str, str | None]


def write(*papers: Paper) -> bytes:
    return b"".join(iter_csv(papers))


def read_with_csv(data: bytes) -> list[Row]:
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return [{name: cell or None for name, cell in row.items()} for row in rows]


def read_with_pandas(data: bytes, engine: Literal["c", "python"] = "python") -> list[Row]:
    frame = pandas.read_csv(io.BytesIO(data), dtype="string", keep_default_na=False, na_values=[""], engine=engine)
    rows: list[dict[Any, Any]] = frame.to_dict("records")
    return [{name: None if cell is pandas.NA else cell for name, cell in row.items()} for row in rows]


def read_with_polars(data: bytes) -> list[Row]:
    return [*polars.read_csv(data, infer_schema=False).iter_rows(named=True)]


READERS: Final = (read_with_csv, read_with_pandas, read_with_polars)


def read_paper(row: Row) -> Paper:
    """The paper of a row, by the rules of docs/exports.md and nothing else."""
    cells = {name: None if cell is None else cell.removeprefix("'") for name, cell in row.items()}
    numbers = {name: int(cell) for name, cell in cells.items() if cell is not None and NUMERIC.fullmatch(name)}
    handle, name, printed = cells["organization_handle"], cells["organization_name"], cells["published"]
    start, end = numbers.get("source_start"), numbers.get("source_end")
    return Paper(
        title=cells["title"],
        abstract=cells["abstract"],
        summary=cells["summary"],
        authors=read_list(cells["authors"]),
        author_count=numbers.get("author_count"),
        organization=Organization(handle, name) if handle or name else None,
        published=read_date(printed, numbers.get("published_year_min")) if printed else None,
        score=numbers.get("score"),
        comment_count=numbers.get("comment_count"),
        **{name: cells[name] for name in TEXTS},  # type: ignore[arg-type]  # names known at run time only
        **{name: numbers.get(name) for name in NUMBERS},  # type: ignore[arg-type]  # the same
        categories=read_list(cells["categories"]),
        source=Source(
            page=cells["source_page"],
            format=cells["source_format"],
            position=numbers.get("source_position"),
            line=numbers.get("source_line"),
            span=None if start is None or end is None else Span(start, end),
        ),
    )


def read_list(cell: str | None) -> list[str]:
    return [item.strip().replace(";;", ";") for item in re.findall("(?:[^;]|;;)+", cell or "")]


TEXTS: Final = ("other_authors", "arxiv_id", "doi", "journal_ref", "note", "url", "submitted_by", "code_url")
NUMBERS: Final = ("upvotes", "version", "code_stars")
NUMERIC: Final = re.compile(
    f"author_count|published_year_min|score|comment_count|source_(position|line|start|end)|{'|'.join(NUMBERS)}"
)


def read_date(printed: str, year_min: int | None) -> PartialDate:
    year, month, day = printed[:-6], printed[-5:-3], printed[-2:]
    return PartialDate(None if year == "-" else int(year), int(month), int(day), year_min)


@pytest.mark.deep
@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("make", [seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)])
def test_papers_come_back(make: Callable[[], tuple[Paper, ...]], read: Callable[[bytes], list[Row]]) -> None:
    papers = make()
    rows = read(write(*papers))
    assert [tuple(row) for row in rows] == [COLUMNS] * len(papers)
    assert spell_out([read_paper(row) for row in rows]) == spell_out(
        [evolve(paper, spans=Spans(), origins=()) for paper in papers]
    )


@pytest.mark.slow
@pytest.mark.deep
def test_papers_without_nul_come_back_from_any_version_of_pandas() -> None:
    data = write(*hostile_papers(without="\0"))
    assert read_with_pandas(data, "c") == read_with_csv(data)


@pytest.mark.slow
def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(write(*hostile_papers()).decode(), newline="")))
    marked = [cell for row in rows for cell in row if cell.startswith("'")]
    assert len(marked) > 5_000
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Pointer Networks", "Pointer Networks"),
        ("a=b", "a=b"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        ("\x00=1", "'\x00=1"),
        ("\x7f=1", "'\x7f=1"),
        ("'", "''"),
        ("'quoted'", "''quoted'"),
        ("'=1", "''=1"),
        ('"=1"', '"""=1"""'),
        ("one, two", '"one, two"'),
        ("one\r\ntwo\rthree\nfour", '"one\r\ntwo\rthree\nfour"'),
        ("one\u2028two\x85three", "one\u2028two\x85three"),
        ("NaN", "NaN"),
        ("007", "007"),
    ],
)
def test_a_text_is_one_cell(text: str, cell: str) -> None:
    assert write(Paper(title=text)).decode().partition("\r\n")[2] == f"{cell}{',' * (len(COLUMNS) - 1)}\r\n"


@pytest.mark.parametrize("text", ["", " ", " =1", "\t=1", "\n", "\r"])
def test_a_page_may_have_any_name(text: str) -> None:
    paper = Paper(source=Source(page=text))
    [row] = read_with_csv(write(paper))
    assert row["source_page"] == f"'{text}"
    assert read_paper(row).source == paper.source


@pytest.mark.parametrize(
    ("authors", "cell"),
    [
        ((), None),
        (("Ada Lovelace",), "Ada Lovelace"),
        (("Ada Lovelace", "Emmy Noether"), "Ada Lovelace; Emmy Noether"),
        (("Lovelace, Ada", "Noether"), "Lovelace, Ada; Noether"),
        (("a;b",), "a;;b"),
        (("a; b",), "a;; b"),
        (("a;", ";b"), "a;;; ;;b"),
        ((";", ";;", ";"), ";;; ;;;;; ;;"),
        (("=a", "=b"), "'=a; =b"),
    ],
)
def test_authors_are_one_cell(authors: tuple[str, ...], cell: str | None) -> None:
    [row] = read_with_csv(write(Paper(authors=authors)))
    assert row["authors"] == cell
    assert read_paper(row).authors == authors


@pytest.mark.parametrize(
    ("date", "cell", "year_min"),
    [
        (PartialDate(2017, 10, 13), "2017-10-13", None),
        (PartialDate(1, 1, 1), "0001-01-01", None),
        (PartialDate(None, 10, 6, year_min=2025), "'--10-06", "2025"),
    ],
)
def test_a_date_stays_as_partial_as_it_is(date: PartialDate, cell: str, year_min: str | None) -> None:
    [row] = read_with_csv(write(Paper(published=date)))
    assert (row["published"], row["published_year_min"]) == (cell, year_min)


def test_numbers_are_exact_in_typed_readers() -> None:
    data = write(Paper(score=LARGEST, author_count=3), Paper(score=0))
    frame = pandas.read_csv(io.BytesIO(data), dtype={"score": "Int64", "author_count": "Int64"})
    assert frame["score"].tolist() == [LARGEST, 0]
    assert frame["author_count"].tolist() == [3, pandas.NA]
    table = polars.read_csv(data, schema_overrides={"score": polars.Int64, "author_count": polars.Int64})
    assert table.select("score", "author_count").rows() == [(LARGEST, 3), (0, None)]


def test_no_papers_are_a_header() -> None:
    assert write() == (",".join(COLUMNS) + "\r\n").encode()
    assert all(read(write()) == [] for read in READERS)


def test_every_row_is_given_out_at_once() -> None:
    def make() -> Iterator[Paper]:
        yield Paper(title="one")
        raise LookupError("nobody asked for two")

    rows = iter_csv(make())
    assert next(rows).startswith(b"title,")
    assert next(rows).startswith(b"one,")
    with pytest.raises(LookupError):
        next(rows)


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (Paper(abstract="a\ud800"), "abstract"),
        (Paper(authors=("Ada", "\udfff")), "authors"),
        (Paper(title=""), "title"),
        (Paper(title=" a"), "title"),
        (Paper(score=-1), "score"),
        (Paper(score=2**53), "score"),
        (Paper(organization=Organization("", None)), "organization"),
    ],
)
def test_what_is_no_record_is_refused(paper: Paper, field: str) -> None:
    with pytest.raises(RenderError) as caught:
        write(Paper(), paper)
    assert (caught.value.paper, caught.value.field) == (1, field)


@pytest.mark.parametrize("records", ["text", [None], [paperparse.load(ROOT / "seeds" / "004_8ec9312bc1173479.txt")]])
def test_what_is_no_paper_is_refused(records: Any) -> None:
    with pytest.raises(TypeError, match=r"expected papers, not (str|NoneType|Page)$"):
        list(iter_csv(records))


def test_every_column_is_documented() -> None:
    text = (ROOT / "docs" / "exports.md").read_text("utf-8").partition("## CSV")[2].partition("\n## ")[0]
    assert [name for name in COLUMNS if f"`{name}`" not in text] == []


def test_a_byte_order_mark_comes_first_and_only_if_it_is_asked_for() -> None:
    paper = Paper(title="釉薬")
    data = b"".join(iter_csv([paper], encoding="utf-8-sig"))
    assert data == b"\xef\xbb\xbf" + write(paper)
    [row] = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert row["title"] == "釉薬"
    assert read_with_pandas(data) == read_with_polars(data) == read_with_csv(write(paper))
    assert b"".join(iter_csv([], encoding="utf-8-sig")) == b"\xef\xbb\xbf" + write()
