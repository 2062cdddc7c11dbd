"""The command `merge` on what a crawl has written, and on files that are read record by record."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pyarrow
import pyarrow.parquet
import pytest
from crawls import Here, make_rows
from processes import Outcome, run_command
from samples import ROOT, SEEDS, load_seed

import paperparse
from paperparse import Paper, crawl
from paperparse.command_line import main
from paperparse.exports.tables import COLUMNS, to_arrow

NAMES: Final = ("abstract_list", "author_cards", "title_feed")
PAGES: Final = [load_seed(name) for name in NAMES]
PAPERS: Final = paperparse.merge(PAGES).papers
SUMMARY: Final = f"{sum(map(len, PAGES))} cards, {len(PAPERS)} papers; to look at: 0 pairs that may be the same, "
LINES: Final = paperparse.dumps(PAGES[0], to="jsonl").encode()


def run(*arguments: str | Path) -> Outcome:
    return run_command("merge", *arguments, cwd=ROOT)


@pytest.mark.parametrize("to", ["parquet", "jsonl"])
def test_a_crawl_is_merged_and_its_pages_are_named(to: Any, tmp_path: Path) -> None:
    table = tmp_path / "pages.jsonl"
    table.write_bytes(make_rows([page.text for page in PAGES]))
    crawl(table, tmp_path / "out", executor=Here(), to=to)
    merged = tmp_path / "merged.jsonl"
    ran = run(tmp_path / "out", "-o", merged, "--review", tmp_path / "review.csv")
    assert (ran.status, ran.err) == (0, f"{SUMMARY}1 conflict\n1 of 1 file\n")
    papers = paperparse.from_json(merged.read_bytes(), type=Paper)
    assert papers == PAPERS
    assert {paper.source.page for paper in papers} == {None, "u0", "u1", "u2"}
    assert {origin.source.page for paper in papers for origin in paper.origins} == {"u0", "u1", "u2"}
    assert (tmp_path / "review.csv").read_text().splitlines()[1].endswith(',spelling,"u0:6, u1:9, u2:503",')
    assert sorted(os.listdir(tmp_path)) == ["merged.jsonl", "out", "pages.jsonl", "review.csv"]
    # The parts by name are the same.
    [part] = (tmp_path / "out" / "papers").iterdir()
    assert run(part).out == merged.read_text()


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_text("{}")])
def test_a_crawl_that_has_not_come_to_its_end_is_told(spoil: Callable[[Path], Any], tmp_path: Path) -> None:
    table, out = tmp_path / "pages.jsonl", tmp_path / "out"
    table.write_bytes(make_rows([PAGES[0].text]))
    crawl(table, out, executor=Here())
    spoil(out / "manifest.json")
    ran = run(out)
    told = "warning: the crawl has not come to its end (crawl --resume): merging what it has so far"
    assert (ran.status, ran.err.splitlines()[0], ran.out) == (0, f"{out}: {told}", ran.out)
    assert len(ran.out.splitlines()) == len(PAGES[0])


def test_papers_come_back_from_a_table_with_all_that_it_keeps(tmp_path: Path) -> None:
    paperparse.dump(PAPERS, tmp_path / "papers.parquet")
    papers = paperparse.from_json(run(tmp_path / "papers.parquet").out, type=Paper)
    assert papers == PAPERS
    assert [paper.source for paper in papers] == [paper.source for paper in PAPERS]


TABLE: Final = to_arrow(PAGES[0], parts=True)
TABLES: Final[dict[str, tuple[Any, str]]] = {
    "another table": (
        pyarrow.table({"url": ["u"], "title": ["Bees"]}),
        f"1: error: the table is none of papers: it lacks the columns "
        f"{', '.join(name for name in COLUMNS if name not in ('url', 'title'))}; its columns are: url, title\n",
    ),
    "one more column": (
        TABLE.append_column("topic", [["x"] * len(TABLE)]),
        "1: error: the table is none of papers: it has unknown columns topic\n",
    ),
    "a value that no record has": (
        TABLE.set_column(0, "title", [["Bees", "", *["Wasps"] * (len(TABLE) - 2)]]),
        "2: error: row 2: ",
    ),
    "another type": (
        TABLE.set_column(0, "title", [[b"Bees"] * len(TABLE)]),
        "1: error: row 1: ",
    ),
}


@pytest.mark.parametrize("kind", TABLES)
def test_tables_that_are_none_of_papers_are_refused(kind: str, tmp_path: Path) -> None:
    table, told = TABLES[kind]
    path = tmp_path / "papers.parquet"
    pyarrow.parquet.write_table(table, path)
    ran = run(path, SEEDS / "000_76760c60da223c79.txt")
    assert ran.status == 1
    assert ran.err.startswith(f"{path}:{told}")
    assert ran.out.encode() == LINES


def test_a_table_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "papers.parquet"
    paperparse.dump(PAPERS, path)
    path.write_bytes(path.read_bytes()[:-9])
    ran = run(path)
    assert ran.status == 1
    assert ran.err.startswith(f"{path}:1: error: no table of Parquet that can be read: ")


def test_of_a_table_and_of_lines_that_are_wrong_further_on_nothing_is_merged(tmp_path: Path) -> None:
    titles = ["Bees", *["Wasps"] * 2_000, " "]
    table = to_arrow([Paper()] * len(titles), parts=True).set_column(0, "title", [titles])
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "b.jsonl").write_bytes(LINES * 2 + b'{"title": 5}\n')
    (tmp_path / "c.jsonl").write_bytes(LINES)
    (tmp_path / "d.jsonl").write_bytes(LINES + b"\xff\n")
    ran = run(tmp_path)
    assert (ran.status, ran.out.encode()) == (1, LINES)
    told = ran.err.splitlines()
    assert told[0].startswith(f"{tmp_path / 'a.parquet'}:2002: error: row 2,002: ")
    assert told[1].startswith(f"{tmp_path / 'b.jsonl'}:21:1: error: ")
    assert told[2].startswith(f"{tmp_path / 'd.jsonl'}:11: error: byte 0 is not utf-8")
    assert told[3].startswith("10 cards, 10 papers")


def test_lines_are_read_as_from_json_reads_them(tmp_path: Path) -> None:
    page = paperparse.dumps(PAGES[0], to="json").encode()
    list_of_pages = paperparse.dumps([PAGES[0]], to="json").encode()
    lines = tmp_path / "lines.jsonl"
    for data in (LINES, b"\xef\xbb\xbf" + LINES, b"\n" + LINES, page, list_of_pages, LINES.replace(b"\n", b"\n\n")):
        lines.write_bytes(data)
        ran = run(lines)
        assert (ran.status, ran.out.encode()) == (0, LINES)
    for data in (LINES + page, page + LINES, LINES.replace(b"{", b"\n{x", 1), b"\xff" + LINES, b"Bees\n"):
        lines.write_bytes(data)
        ran = run(lines)
        with pytest.raises(paperparse.PaperparseError) as caught:
            paperparse.from_json(data)
        error = caught.value
        place = ":".join(str(part) for part in (lines, error.line, error.column) if part is not None)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith(f"{place}: error: {error.message}\n") == (data != b"Bees\n")


def test_files_that_are_read_in_pieces_may_be_missing(tmp_path: Path) -> None:
    for name in ("none.jsonl", "none.parquet"):
        ran = run(tmp_path / name)
        assert (ran.status, ran.err.splitlines()[0]) == (2, f"{tmp_path / name}: error: No such file or directory")
    # No process can be given such a name, but a program that calls `main` can.
    assert main(["merge", "\0.jsonl"]) == 2


def test_standard_input_is_read_whole() -> None:
    ran = run_command("merge", "-", cwd=ROOT, data=LINES)
    assert (ran.status, ran.out.encode()) == (0, LINES)


def test_where_temporary_files_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = []

    def fail(_most: int, *, dir: str | None) -> Any:
        folders.append(dir)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile", fail)
    out, other = tmp_path / "out.jsonl", tmp_path / "other"
    other.mkdir()
    out.write_text("old")
    page = SEEDS / "000_76760c60da223c79.txt"
    for options in ((), ("-o", out), ("-o", "/dev/null"), ("-o", out, "--temporary-folder", other)):
        ran = run(page, *options)
        assert ran.status == 2
        assert ran.err.endswith(": error: No space left on device\n")
    assert folders == [None, str(tmp_path), None, str(other)]
    assert out.read_text() == "old"
    ran = run(page, "--temporary-folder", out)
    assert (ran.status, ran.err) == (2, f"{out}: error: no folder for temporary files\n")
