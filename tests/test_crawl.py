"""`crawl`: every text of every input has its row, whatever is in it and whatever it stands in."""

import datetime
import gzip
import io
import json
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow
import pyarrow.parquet
import pytest
from crawls import OTHER, PAGE, Here, make_record, read_rows, write_inputs
from hypothesis import example, given
from hypothesis import strategies as st
from samples import load_seed

import paperparse
from paperparse import crawl
from paperparse.crawling.parts import Counts
from paperparse.crawling.rows import iter_rows
from paperparse.crawling.settings import Settings
from paperparse.crawling.texts import iter_outcomes
from paperparse.exports.tables import COLUMNS, to_arrow

DAY: Final = datetime.date(2025, 10, 30)
STATUSES: Final = ["parsed", "refused", "parsed", "refused", "refused"]
FORMS: Final = ("000.txt 001.txt 002.txt 003.txt 004.txt", "a.jsonl", "b.ndjson.gz", "c.jsonl.zst", "d.parquet")
ARCHIVES: Final = ("e.warc.wet", "f.warc.wet.gz")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with inputs of all forms in `in`, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    write_inputs(Path("in"))
    return tmp_path


def run(names: Any, out: str = "out", **options: Any) -> Any:
    return crawl(names, out, **{"executor": Here(), "jobs": 1, **options})


def read_status(out: str = "out") -> list[tuple[Any, ...]]:
    return [(row["status"], row["code"]) for row in read_rows(Path(out), "pages")]


@pytest.mark.parametrize("to", ["parquet", "jsonl"])
@pytest.mark.parametrize("form", [*FORMS, *ARCHIVES])
def test_every_form_of_input_gives_the_same(form: str, to: Any, folder: Path) -> None:
    manifest = run([f"in/{name}" for name in form.split()], to=to)
    assert manifest.totals == Counts(
        texts=5,
        parsed=2,
        refused=3,
        papers=19,
        formats={"abstract_list": 1, "author_cards": 1},
        codes={"unknown-format": 3},
    )
    assert (manifest.is_complete, manifest.broken, manifest.version) == (True, (), paperparse.__version__)
    pages = read_rows(folder / "out", "pages")
    assert [row["status"] for row in pages] == STATUSES
    is_text = form.endswith(".txt")
    assert [row["url"] for row in pages] == [None if is_text else f"u{at}" for at in range(5)]
    assert [row["position"] for row in pages] == [0 if is_text else at for at in range(5)]
    papers = read_rows(folder / "out", "papers")
    if to == "jsonl":
        assert {row["source"]["page"] for row in papers} == {
            row["url"] or row["input"] for row in pages if row["papers"]
        }
    else:
        assert {(row["page_input"], row["page_position"]) for row in papers} == {
            (row["input"], row["position"]) for row in pages if row["papers"]
        }
    titles = [paper.title for text in (PAGE, OTHER) for paper in paperparse.loads(text)]
    assert [row["title"] for row in papers] == titles


def test_papers_are_those_of_load(folder: Path) -> None:
    run("in/000.txt")
    found = pyarrow.parquet.read_table(folder / "out" / "papers").select(COLUMNS)
    assert found == to_arrow(paperparse.load("in/000.txt"), parts=True)
    run("in/000.txt", "lines", to="jsonl")
    lines = (folder / "lines" / "papers" / "part-000000-0000.jsonl").read_bytes()
    assert lines.decode() == paperparse.dumps(paperparse.load("in/000.txt"), to="jsonl")


def test_a_folder_is_read_whole(folder: Path) -> None:
    (folder / "in" / ".hidden.txt").write_text(PAGE)
    (folder / "in" / "notes.doc").write_text(PAGE)
    for name in (".git", "node_modules", "deeper"):
        (folder / "in" / name).mkdir()
        (folder / "in" / name / "page.txt").write_text(PAGE)
    assert run("in").totals.texts == 5 * 7 + 1
    # What a pattern names is read, whatever its name is.
    assert run("in/*", "other").totals.texts == 5 * 7 + 3
    assert run(["in/0*.txt", Path("in/deeper")], "third").totals.texts == 6
    assert run("in/deeper", "fourth", input_format="jsonl").totals.codes.keys() == {"invalid-row"}


def test_the_order_is_that_of_the_inputs(folder: Path) -> None:
    run(["in/a.jsonl", "in/000.txt", "in/d.parquet"])
    found = [row["input"] for row in read_rows(folder / "out", "pages")]
    assert found == ["in/a.jsonl"] * 5 + ["in/000.txt"] + ["in/d.parquet"] * 5


def test_columns_are_named(folder: Path) -> None:
    day = "2025-10-30"
    rows: list[dict[str, Any]] = [
        {"body": load_seed("daily_feed").text, "link": 7, "day": day},
        {"body": PAGE, "day": "soon"},
        {"body": PAGE},
    ]
    Path("x.jsonl").write_text("\n\n".join(map(json.dumps, rows)))
    table = pyarrow.table({"body": [row["body"] for row in rows], "link": [7, None, None], "day": [day, "soon", None]})
    pyarrow.parquet.write_table(table, "x.parquet")
    named = {"text_column": "body", "url_column": "link", "date_column": "day"}
    for name in ("x.jsonl", "x.parquet"):
        assert run(name, overwrite=True, **named).totals.parsed == 3
        assert read_status() == [("parsed", None), ("parsed", "unreadable-date"), ("parsed", None)]
        assert [row["url"] for row in read_rows(folder / "out", "pages")] == ["7", None, None]
        papers = read_rows(folder / "out", "papers")
        assert [row["published"] for row in papers[:3]] == [
            paper.published.date() for paper in paperparse.loads(rows[0]["body"], as_of=DAY)[:3] if paper.published
        ]


def test_archives_tell_the_day(folder: Path) -> None:
    Path("x.wet").write_bytes(make_record("u", load_seed("daily_feed").text.encode()))
    run("x.wet")
    expected = to_arrow(paperparse.loads(load_seed("daily_feed").text, as_of=DAY))["published"].to_pylist()
    assert [row["published"] for row in read_rows(folder / "out", "papers")] == expected


@pytest.mark.usefixtures("folder")
def test_inputs_of_nothing_and_of_other_types() -> None:
    Path("a.jsonl").write_bytes(b"")
    Path("b.jsonl.gz").write_bytes(gzip.compress(b""))
    Path("c.warc").write_bytes(b"")
    pyarrow.parquet.write_table(pyarrow.table({"text": pyarrow.array([], pyarrow.string())}), "d.parquet")
    for name in ("a.jsonl", "b.jsonl.gz", "c.warc", "d.parquet"):
        manifest = run(name, overwrite=True)
        assert (manifest.totals, manifest.broken, manifest.is_complete) == (Counts(), (), True)
    for column, code in (([1, 2], "not-text"), ([["x"], ["y"]], "not-text"), (pyarrow.nulls(2), "no-text")):
        pyarrow.parquet.write_table(pyarrow.table({"text": column}), "d.parquet")
        assert run("d.parquet", overwrite=True).totals.codes == {code: 2}


@pytest.mark.usefixtures("folder")
def test_encodings_may_differ_from_text_to_text() -> None:
    pages = [PAGE.encode(), PAGE.encode("utf-8-sig"), PAGE.encode("utf-16"), "caf\xe9".encode("latin-1")]
    pyarrow.parquet.write_table(pyarrow.table({"text": pages}), "x.parquet")
    for at, page in enumerate(pages):
        Path(f"{at}.txt").write_bytes(page)
    expected = [("parsed", None)] * 3 + [("failed", "undecodable-text")]
    for name in ("x.parquet", "[0-3].txt"):
        run(name, overwrite=True)
        assert read_status() == expected


HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: "
HTML: Final = f"<html><body><pre>{PAGE}</pre></body></html>".encode()


def test_what_servers_sent_is_read_as_html(folder: Path) -> None:
    http = "application/http; msgtype=response"
    responses = [
        HEAD + b"text/html; charset=utf-8\r\n\r\n" + HTML,
        HEAD + b"text/html; charset=none\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(HTML),
        HEAD + b"image/png\r\n\r\n\x89PNG",
        HEAD + b"text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 200_000),
        HEAD + b"text/html; charset=latin-1\r\n\r\n<p>\xe9",
        HEAD + b"text/html\r\n\r\n" + b"x" * 200_000,
        HEAD + b"image/png\r\n\r\n" + b"x" * 200_000,
    ]
    records = [make_record(f"u{at}", data, "response", http) for at, data in enumerate(responses)]
    records += [make_record("big", b"x" * 200_001), make_record("request", b"x", "request", "application/http")]
    Path("x.warc").write_bytes(b"".join(records))
    run("x.warc", max_bytes=100_000)
    pages = read_rows(folder / "out", "pages")
    assert [row["url"] for row in pages] == ["u0", "u1", "u3", "u4", "u5", "big"]
    assert [row["position"] for row in pages] == [0, 1, 2, 3, 4, 5]
    assert [row["code"] for row in pages][2:] == ["limit-exceeded", "unknown-format", *["limit-exceeded"] * 2]
    assert [row["format"] for row in pages][:2] == ["author_cards"] * 2


ROWS: Final = (
    (b'{"text": "Dear reader,"}', "unknown-format"),
    (b'\xef\xbb\xbf{"text": "Dear reader,", "url": "\\ud800"}', "unknown-format"),
    (b'{"text": "\\ud800", "url": "u"}', "lone-surrogate"),
    (b'{"text": null}', "no-text"),
    (b'{"body": "Dear reader,\\ud800"}', "no-text"),
    (b'{"text": 3}', "not-text"),
    (b'{"text": NaN}', "not-text"),
    (b'["text"]', "invalid-row"),
    (b'{"text": "Dear', "invalid-row"),
    (b"\x00\xff", "undecodable-text"),
    (b"[" * 60_000, "invalid-row"),
    (b'{"text": "' + b"x" * 1_001 + b'"}', "limit-exceeded"),
    (b'{"text": "' + b"x" * 200_000 + b'"}', "limit-exceeded"),
)


@given(st.lists(st.integers(0, len(ROWS) - 1)))
@example(list(range(len(ROWS))))
def test_every_row_of_json_lines_has_its_row(chosen: list[int]) -> None:
    rows = [ROWS[at] for at in chosen]
    settings = Settings(max_bytes=1_000)
    stream = io.BytesIO(b"\n \n".join(row for row, _ in rows))
    texts = list(iter_rows(stream, settings, "x"))
    outcomes = [one for one, _ in iter_outcomes(texts, settings.make_reading())]
    assert [one.code for one in outcomes] == [code for _, code in rows]
    assert [one.position for one in outcomes] == list(range(len(rows)))
    for outcome in outcomes:
        msgspec.json.encode(outcome)
