"""Papers as tables, and back from three libraries and from Parquet: equal in every field that the tables carry."""

import datetime
import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest
from attrs import evolve
from hostile_records import hostile_papers
from quick import thin_out
from records_by_chance import LARGEST, spell_out
from samples import FORMATS_BY_NAME, ROOT, load_seed, seed_papers

import paperparse
from paperparse import Organization, Page, Paper, PartialDate, RenderError, Source, Span, Spans
from paperparse.exports import tables
from paperparse.exports.tables import (
    COLUMNS,
    PLAIN_COLUMNS,
    check_library,
    iter_parquet,
    to_arrow,
    to_pandas,
    to_polars,
)

LIST: Final = "list<item: string>"
TYPES: Final = {
    "title": ("string", "string", "String"),
    "abstract": ("string", "string", "String"),
    "summary": ("string", "string", "String"),
    "authors": (LIST, f"{LIST}[pyarrow]", "List(String)"),
    "other_authors": ("string", "string", "String"),
    "author_count": ("int64", "Int64", "Int64"),
    "organization": (
        "struct<handle: string, name: string>",
        "struct<handle: string, name: string>[pyarrow]",
        "Struct({'handle': String, 'name': String})",
    ),
    "published": ("date32[day]", "datetime64[us]", "Date"),
    "published_parts": (
        "struct<year: int16, month: int8, day: int8, year_min: int16>",
        "struct<year: int16, month: int8, day: int8, year_min: int16>[pyarrow]",
        "Struct({'year': Int16, 'month': Int8, 'day': Int8, 'year_min': Int16})",
    ),
    "year": ("int64", "Int64", "Int64"),
    "score": ("int64", "Int64", "Int64"),
    "comment_count": ("int64", "Int64", "Int64"),
    "upvotes": ("int64", "Int64", "Int64"),
    "arxiv_id": ("string", "string", "String"),
    "version": ("int64", "Int64", "Int64"),
    **dict.fromkeys(("doi", "journal_ref", "note", "url", "submitted_by", "code_url"), ("string", "string", "String")),
    "code_stars": ("int64", "Int64", "Int64"),
    "categories": (LIST, f"{LIST}[pyarrow]", "List(String)"),
    "source_page": ("string", "string", "String"),
    "source_format": ("string", "string", "String"),
    "source_position": ("int64", "Int64", "Int64"),
    "source_line": ("int64", "Int64", "Int64"),
    "source_span": (
        "struct<start: int64, end: int64>",
        "struct<start: int64, end: int64>[pyarrow]",
        "Struct({'start': Int64, 'end': Int64})",
    ),
}

LATER: Final = (
    *("other_authors", "upvotes", "arxiv_id", "version", "doi", "journal_ref", "note", "url", "submitted_by"),
    *("code_url", "code_stars"),
    "categories",
)
Rows = list[dict[str, Any]]


def write_parquet(papers: Iterable[Paper]) -> bytes:
    return b"".join(iter_parquet(papers))


def list_pandas(frame: "pandas.DataFrame") -> Rows:
    """The rows of `frame`; where pandas has a word of its own for a missing value, `None`."""
    rows: list[dict[Any, Any]] = frame.to_dict("records")
    return [
        {name: None if value is pandas.NA or value is pandas.NaT else value for name, value in row.items()}
        for row in rows
    ]


def read_parquet_with_pandas(papers: Iterable[Paper]) -> Rows:
    return list_pandas(pandas.read_parquet(io.BytesIO(write_parquet(papers)), dtype_backend="pyarrow"))


def read_parquet_with_pyarrow(papers: Iterable[Paper]) -> Rows:
    return pyarrow.parquet.read_table(io.BytesIO(write_parquet(papers))).to_pylist()


def read_parquet_with_polars(papers: Iterable[Paper]) -> Rows:
    return polars.read_parquet(write_parquet(papers)).to_dicts()


def read_arrow(papers: Iterable[Paper]) -> Rows:
    return to_arrow(papers, parts=True).to_pylist()


def read_pandas(papers: Iterable[Paper]) -> Rows:
    return list_pandas(to_pandas(papers, parts=True))


def read_polars(papers: Iterable[Paper]) -> Rows:
    return to_polars(papers, parts=True).to_dicts()


READERS: Final = (
    read_arrow,
    read_pandas,
    read_polars,
    read_parquet_with_pyarrow,
    read_parquet_with_pandas,
    read_parquet_with_polars,
)


def read_paper(row: Mapping[str, Any]) -> Paper:
    """The paper of a row, which also says its date twice, and its year three times."""
    organization, date, span = row["organization"], row["published_parts"], row["source_span"]
    published = None if date is None else PartialDate(**date)
    complete = row["published"].date() if isinstance(row["published"], datetime.datetime) else row["published"]
    assert complete == (None if published is None else published.date())
    assert row["year"] == (None if published is None else published.year)
    return Paper(
        title=row["title"],
        abstract=row["abstract"],
        summary=row["summary"],
        authors=row["authors"],
        author_count=row["author_count"],
        organization=None if organization is None else Organization(**organization),
        published=published,
        score=row["score"],
        comment_count=row["comment_count"],
        **{name: row[name] for name in LATER},
        source=Source(
            page=row["source_page"],
            format=row["source_format"],
            position=row["source_position"],
            line=row["source_line"],
            span=None if span is None else Span(span["start"], span["end"]),
        ),
    )


@pytest.mark.deep
@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("make", [seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)])
def test_papers_come_back(make: Callable[[], tuple[Paper, ...]], read: Callable[[Iterable[Paper]], Rows]) -> None:
    papers = make()
    rows = read(papers)
    assert [tuple(row) for row in rows] == [COLUMNS] * len(papers)
    assert spell_out([read_paper(row) for row in rows]) == spell_out(
        [evolve(paper, spans=Spans(), origins=()) for paper in papers]
    )


@pytest.mark.deep
@pytest.mark.parametrize(
    "make",
    [tuple, lambda: (Paper(),), seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)],
    ids=["none", "one", "seeds", "hostile"],
)
def test_every_table_has_the_same_types(make: Callable[[], tuple[Paper, ...]]) -> None:
    papers = make()
    arrow, frame = to_arrow(papers, parts=True), to_pandas(papers, parts=True)
    polar = to_polars(papers, parts=True)
    assert {field.name: str(field.type) for field in arrow.schema} == {name: of[0] for name, of in TYPES.items()}
    assert {str(name): str(dtype) for name, dtype in frame.dtypes.items()} == {
        name: of[1] for name, of in TYPES.items()
    }
    assert {name: str(dtype) for name, dtype in polar.schema.items()} == {name: of[2] for name, of in TYPES.items()}
    assert tuple(TYPES) == COLUMNS
    assert (arrow.num_rows, len(frame), polar.height) == (len(papers),) * 3
    written = write_parquet(papers)
    assert pyarrow.parquet.read_table(io.BytesIO(written)).equals(arrow)
    assert polars.read_parquet(written).equals(polar)
    assert polars.read_parquet(written).schema == polar.schema


@pytest.mark.deep
@pytest.mark.parametrize("papers", [(), seed_papers()], ids=len)
def test_dates_in_parts_are_a_column_for_those_who_ask(papers: tuple[Paper, ...]) -> None:
    assert [name for name in COLUMNS if name not in PLAIN_COLUMNS] == ["published_parts"]
    assert to_arrow(papers).equals(to_arrow(papers, parts=True).select(PLAIN_COLUMNS))
    assert to_pandas(papers).equals(to_pandas(papers, parts=True)[[*PLAIN_COLUMNS]])
    assert to_polars(papers).equals(to_polars(papers, parts=True).select(PLAIN_COLUMNS))


@pytest.mark.deep
def test_a_year_is_a_whole_number_or_missing() -> None:
    page = load_seed("daily_feed")
    assert page.to_pandas()["year"].isna().sum() == 15
    assert page.to_pandas().groupby("year").size().sum() == 44
    dated = paperparse.loads(page.text, as_of=datetime.date(2025, 10, 30)).to_polars()
    assert dated["year"].null_count() == 0
    assert dated.filter(polars.col("year") == 2025).height == 15


@pytest.mark.deep
@pytest.mark.parametrize("parts", [False, True])
@pytest.mark.parametrize("name", thin_out(3, FORMATS_BY_NAME, str))
def test_a_page_is_a_table_of_its_papers(name: str, parts: bool) -> None:
    page = load_seed(name)
    assert page.to_arrow(parts=parts).equals(to_arrow(page.papers, parts=parts))
    assert page.to_pandas(parts=parts).equals(to_pandas(page.papers, parts=parts))
    assert page.to_polars(parts=parts).equals(to_polars(page.papers, parts=parts))
    assert page.to_polars()["source_format"].unique().to_list() == [name]


@pytest.mark.deep
def test_what_a_notebook_asks_of_pandas() -> None:
    frame = load_seed("scored_feed").to_pandas()
    assert frame.explode("authors")["authors"].nunique() == len(
        {name for paper in load_seed("scored_feed") for name in paper.authors}
    )
    assert frame["published"].dt.year.tolist() == [2024] * 12
    assert (frame["published"] >= "2024-12-13").any()
    assert frame["authors"].list.len().tolist() == [len(paper.authors) for paper in load_seed("scored_feed")]
    daily = load_seed("daily_feed").to_pandas()
    assert daily["organization"].struct.field("handle").notna().sum() == 3
    with_parts = load_seed("daily_feed").to_pandas(parts=True)
    assert with_parts["published_parts"].struct.field("month").isna().sum() == 0


@pytest.mark.deep
def test_numbers_and_dates_are_exact() -> None:
    papers = [
        Paper(score=LARGEST, published=PartialDate(1, 1, 1)),
        Paper(score=0, published=PartialDate(9999, 12, 31)),
        Paper(published=PartialDate(None, 2, 29, year_min=10_000)),
    ]
    dates = [datetime.date(1, 1, 1), datetime.date(9999, 12, 31), None]
    assert to_arrow(papers)["published"].to_pylist() == dates
    assert to_polars(papers)["published"].to_list() == dates
    frame = to_pandas(papers)
    assert frame["published"].dt.strftime("%m-%d").tolist()[:2] == ["01-01", "12-31"]
    assert frame["score"].tolist() == [LARGEST, 0, pandas.NA]


@pytest.mark.deep
def test_parquet_comes_in_row_groups_as_papers_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_BATCH", 100)
    taken = 0

    def make() -> Iterator[Paper]:
        nonlocal taken
        for paper in seed_papers():
            taken += 1
            yield paper

    pieces = iter_parquet(make())
    written = [next(pieces)]
    assert taken == 100
    written += pieces
    file = pyarrow.parquet.ParquetFile(io.BytesIO(b"".join(written)))
    assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [100, 100, 100, 46]
    assert file.read().equals(to_arrow(seed_papers(), parts=True))
    assert to_arrow(seed_papers())["title"].num_chunks == 4


@pytest.mark.deep
def test_an_export_that_is_given_up_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_BATCH", 1)
    assert len(list(islice(iter_parquet(seed_papers()), 2))) == 2


@pytest.mark.deep
@pytest.mark.parametrize("make", [seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)])
def test_the_same_papers_give_the_same_bytes(make: Callable[[], tuple[Paper, ...]]) -> None:
    assert write_parquet(make()) == write_parquet(iter(make()))


@pytest.mark.deep
@pytest.mark.parametrize("write", [to_arrow, to_pandas, to_polars, write_parquet])
@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (Paper(title="a\ud800"), "title"),
        (Paper(authors=("Ada", "\udfff")), "authors"),
        (Paper(organization=Organization("a", "\ud800\udc00")), "organization"),
        (Paper(source=Source(page="\udc80")), "source"),
        (Paper(score=2**53), "score"),
        (Paper(author_count=-1), "author_count"),
    ],
)
def test_what_is_no_record_is_refused(write: Callable[[Iterable[Paper]], object], paper: Paper, field: str) -> None:
    with pytest.raises(RenderError) as caught:
        write([*seed_papers(), paper])
    assert (caught.value.paper, caught.value.field) == (346, field)


@pytest.mark.deep
@pytest.mark.parametrize(
    ("method", "missing", "message"),
    [
        (Page.to_arrow, "pyarrow", "to_arrow needs pyarrow: pip install 'paperparse[arrow]'"),
        (Page.to_pandas, "pandas", "to_pandas needs pandas: pip install 'paperparse[pandas]'"),
        (Page.to_pandas, "pyarrow", "to_pandas needs pyarrow: pip install 'paperparse[pandas]'"),
        (Page.to_polars, "polars", "to_polars needs polars: pip install 'paperparse[polars]'"),
        (write_parquet, "pyarrow", "Parquet needs pyarrow: pip install 'paperparse[arrow]'"),
    ],
)
def test_a_missing_library_is_named(
    method: Callable[[Page], object], missing: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ModuleNotFoundError, match=f"^{re.escape(message)}$") as caught:
        method(load_seed("daily_feed"))
    assert caught.value.name == missing


def test_a_library_may_be_asked_for_before_it_is_loaded() -> None:
    check_library("pyarrow", "Parquet", "arrow")
    with pytest.raises(ModuleNotFoundError, match=r"^It needs no_such: pip install 'paperparse\[none\]'$"):
        check_library("no_such", "It", "none")


@pytest.mark.parametrize(
    ("statement", "loaded"),
    [
        ("import paperparse.exports.tables", set()),
        ("import paperparse.exports.tables as tables; tables.to_polars([])", {"polars"}),
    ],
)
@pytest.mark.slow
def test_only_what_is_asked_for_is_imported(statement: str, loaded: set[str]) -> None:
    code = f"import sys; {statement}; print(*{{'pandas', 'polars', 'pyarrow', 'numpy'}} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) == loaded


def test_every_column_is_documented_with_its_types() -> None:
    text = (ROOT / "docs" / "exports.md").read_text("utf-8").partition("## Tables")[2].partition("\n## ")[0]
    rows = {
        row[0]: row[1:4] for row in re.findall(r"^\| `(\w+)` \| `(.*?)` \| `(.*?)` \| `(.*?)` \|", text, re.MULTILINE)
    }
    assert rows == {
        name: tuple(kind.replace("[pyarrow]", "").replace("[day]", "") for kind in kinds)
        for name, kinds in TYPES.items()
    }
