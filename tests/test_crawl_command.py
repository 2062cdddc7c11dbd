"""`paperparse crawl`: what it tells, on a terminal and in a log, and its exit statuses."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from crawls import Here, write_inputs
from processes import run_command

from paperparse import CrawlError, crawl
from paperparse.command_line import crawling
from paperparse.command_line.crawling import _connect, _format_seconds, _Watch
from paperparse.command_line.progress import Progress
from paperparse.crawling import crawl as module
from paperparse.crawling.crawl import Progress as Crawled
from paperparse.crawling.manifest import Inputs
from paperparse.crawling.parts import Counts
from paperparse.crawling.running import Crew
from paperparse.exports import tables

SUMMARY: Final = """\
5 texts of 1 file: 2 pages, 3 refused, 0 failed; 19 papers
pages: 1 abstract_list, 1 author_cards
others: 3 unknown-format
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with inputs of all forms in `in`; they are read in this process."""
    write_inputs(tmp_path / "in")

    @contextlib.contextmanager
    def hire(*_: object) -> Iterator[Crew]:
        yield Crew(Here(), 1)

    monkeypatch.setattr(module, "_hire", hire)
    return tmp_path


def test_a_summary_says_what_became_of_the_texts(folder: Path) -> None:
    assert run_command("crawl", "in/a.jsonl", "-o", "out", cwd=folder) == (0, "", SUMMARY)
    assert run_command("crawl", "in/a.jsonl", "-o", "out", "--resume", cwd=folder) == (0, "", SUMMARY)
    outcome = run_command("crawl", "in/a.jsonl", "-o", "out", "--overwrite", "--log-json", cwd=folder)
    told = json.loads(outcome.err)
    assert (told["event"], told["texts"], told["formats"]) == ("summary", 5, {"abstract_list": 1, "author_cards": 1})


def test_inputs_are_listed_in_a_file(folder: Path) -> None:
    names = b"in/000.txt\n\nin/a.jsonl\n"
    (folder / "list").write_bytes(names)
    for arguments, data in ((("--files-from", "list"), b""), (("--files-from", "-"), names)):
        outcome = run_command("crawl", *arguments, "-o", "out", "--overwrite", cwd=folder, data=data)
        assert outcome.err.startswith("6 texts of 2 files: 3 pages, 3 refused")


def test_options_are_those_of_the_function(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def take(*_: object, **options: Any) -> Any:
        given.update(options)
        raise CrawlError("enough")

    monkeypatch.setattr(module, "crawl", take)
    words = """--to jsonl -j 3 --input-format jsonl --text-column a --url-column b --date-column c --format daily_feed
        --resume --retry-failed --max-errors 7 --explain --no-progress"""
    assert run_command("crawl", "in", "-o", "out", *words.split(), cwd=folder).status == 2
    assert given == {
        "executor": None,
        "jobs": 3,
        "to": "jsonl",
        "input_format": "jsonl",
        "text_column": "a",
        "url_column": "b",
        "date_column": "c",
        "format": "daily_feed",
        "resume": True,
        "overwrite": False,
        "retry_failed": True,
        "max_errors": 7,
        "explain": True,
        "on_progress": None,
    }


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ("-o out", 2, "name an input, or a list of them with --files-from"),
        ("in -o out --jobs 0", 2, "--jobs: 0 processes read nothing"),
        ("in -o out --jobs x", 2, "'x' is no number"),
        ("in -o out --resume --overwrite", 2, "--resume goes on with what --overwrite takes away"),
        ("in", 2, "the following arguments are required: -o/--output"),
        ("missing -o out", 2, "missing: error: no such file or folder"),
        ("in/a.jsonl -o out --text-column b", 2, "in/a.jsonl: there is no column 'b'; the columns are: 'url', 'text'"),
        ("in/000.txt -o in", 2, "in/000.txt: error: the output must stand apart from what is read"),
        ("--files-from missing -o out", 2, "missing: error: No such file or directory"),
        ("bad.jsonl -o out --max-errors 1", 1, "2 texts have failed, and 1 may"),
        ("bad.jsonl -o out --max-errors 2", 0, "2 texts of 1 file: 0 pages, 0 refused, 2 failed"),
        ("in/a.jsonl -o old", 2, "old holds a crawl: go on with it (--resume), or take it away first (--overwrite)"),
        ("in/000.txt -o old --resume", 2, "old: the inputs are others than when the crawl began, from in/000.txt on"),
        ("cut.jsonl.gz -o out", 1, "cut.jsonl.gz: error: it can't be read to its end: Compressed file ended"),
    ],
)
def test_exit_statuses(arguments: str, status: int, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bad.jsonl").write_bytes(b'{"text": 3}\nnull\n')
    (folder / "cut.jsonl.gz").write_bytes((folder / "in" / "b.ndjson.gz").read_bytes()[:-20])
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        crawl("in/a.jsonl", "old", executor=Here())
    outcome = run_command("crawl", *arguments.split(), cwd=folder)
    assert (outcome.status, outcome.out) == (status, "")
    assert told in outcome.err


def test_what_does_not_add_up_has_a_status_of_its_own(folder: Path) -> None:
    run_command("crawl", "in/a.jsonl", "-o", "out", cwd=folder)
    (folder / "out" / "papers" / "more.parquet").touch()
    outcome = run_command("crawl", "in/a.jsonl", "-o", "out", "--resume", cwd=folder)
    assert (outcome.status, "and 2 parts in papers" in outcome.err) == (3, True)


def test_who_is_interrupted_is_told_how_to_go_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "run_tasks", interrupt)
    outcome = run_command("crawl", "in", "-o", "out", cwd=folder)
    assert outcome == (130, "", "paperparse: error: interrupted; the same command with --resume goes on\n")


def test_inputs_that_are_not_whole_are_told_the_first_times(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawling, "_MOST_TOLD", 1)
    for name in ("a.jsonl.gz", "b.jsonl.gz", "c.jsonl.gz"):
        (folder / name).write_bytes(b"\x1f\x8b no gzip")
    outcome = run_command("crawl", "a.jsonl.gz", "b.jsonl.gz", "c.jsonl.gz", "-o", "out", cwd=folder)
    assert outcome.status == 1
    first, second, third = outcome.err.splitlines()
    assert first.startswith("a.jsonl.gz: error: it can't be read to its end: ")
    assert second == "paperparse: error: 2 more inputs can't be read; manifest.json names them"
    assert third.startswith("0 texts of 3 files: ")


def test_what_is_not_complete_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "run_tasks", lambda *_: iter(()))
    outcome = run_command("crawl", "in/a.jsonl", "-o", "out", cwd=folder)
    assert outcome.status == 1
    assert outcome.err.endswith("not all was read; the same command with --resume goes on, in out\n")


# How far it has come.

CRAWLED: Final = Crawled(
    Inputs(files=1, bytes=1_000, tasks=4, sha256=""), size=250, counts=Counts(texts=1_200, refused=900, papers=1)
)


class Clock:
    """A clock that is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr("time.monotonic", lambda: self.now)


def test_on_a_terminal_a_line_changes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock(monkeypatch)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((200, 20)))
    watch = _Watch(Progress(0), is_json=False)
    watch(Crawled(CRAWLED.inputs))
    clock.now += 60
    watch(CRAWLED)
    assert capsys.readouterr().err.split("\r")[2].rstrip() == (
        "25%, 1,200 texts (20/s), 75% refused, 1 paper, 3 min left"
    )
    clock.now += 0.01
    watch(CRAWLED)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("is_json", [False, True])
def test_in_a_log_a_line_comes_each_minute(
    is_json: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = Clock(monkeypatch)
    watch = _Watch(Progress(0), is_json=is_json)
    for _ in range(5):
        clock.now += 30
        watch(CRAWLED)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    if is_json:
        told = json.loads(lines[0])
        assert (told["event"], told["seconds"], told["bytes"], told["texts"]) == ("progress", 60.0, 250, 1_200)
    else:
        assert lines[0] == "25%, 1,200 texts (20/s), 75% refused, 1 paper"


def test_time_is_told_in_one_or_two_units() -> None:
    assert [_format_seconds(seconds) for seconds in (9.4, 61, 3_700)] == ["9 s", "1 min", "1 h 1 min"]


# Who reads.


def test_dask_is_asked_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Client:
        def __init__(self, address: str) -> None:
            self.address = address

        def __enter__(self) -> "Client":
            return self

        def __exit__(self, *_: object) -> None:
            self.address = ""

        def nthreads(self) -> dict[str, int]:
            return {"a": 2, "b": 1}

        def get_executor(self) -> str:
            return self.address

    monkeypatch.setattr(tables, "load_library", lambda *_: type("Distributed", (), {"Client": Client}))
    with _connect("tcp://localhost:8786") as (executor, size):
        assert (executor, size) == ("tcp://localhost:8786", 3)
    with _connect(None) as nobody:
        assert nobody == (None, None)


def test_who_is_hired() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(3) as threads, module._hire(threads, None) as crew:
        assert crew == (threads, 3)
    with module._hire(Here(), 2) as crew:
        assert crew.size == 2
    with module._hire(Here(), None) as crew:
        assert crew.size == module._count_processors()
    with module._hire(None, 2) as crew:
        assert crew.size == 2
    with pytest.raises(KeyboardInterrupt), module._hire(None, None) as crew:
        raise KeyboardInterrupt


def test_processors_are_those_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert module._count_processors() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert module._count_processors() == 1
