"""Commands that read pages from folders: which files they read, and what they tell when they have read several."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from processes import Outcome, clean_environment, read_terminal, run_command
from samples import load_seed
from test_validate_command import draw

import paperparse
from paperparse.choosing import decision
from paperparse.command_line import main, reading
from paperparse.errors import FormatError

PAGE = load_seed("abstract_list").text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with pages, records, a text that is no page, and much that is not to be read."""
    for name in ("a.txt", "b/C.TXT", "b/old/d.txt", ".git/x.txt", "node_modules/y.txt", "b/page.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE, "utf-8")
    (tmp_path / "letter.txt").write_text("Dear reader,\n")
    paperparse.dump(paperparse.loads(PAGE), tmp_path / "b" / "records.jsonl")
    return tmp_path


def run(command: str, cwd: Path) -> Outcome:
    return run_command(*command.split(), cwd=cwd)


def read_names(outcome: Outcome) -> list[str]:
    """The pages of records, in the order in which they come first."""
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    return list(
        dict.fromkeys(Path(row["source"]["page"] if "source" in row else row["name"]).as_posix() for row in rows)
    )


@pytest.mark.parametrize("command", ["parse", "detect --json"])
def test_pages_of_a_folder_are_read_in_the_order_of_their_names(command: str, folder: Path) -> None:
    outcome = run(f"{command} .", folder)
    assert (outcome.status, read_names(outcome)) == (1, ["a.txt", "b/C.TXT", "b/old/d.txt"])
    error, summary = outcome.err.splitlines()
    assert error.startswith(f".{os.sep}letter.txt:1: error: no known kind of page")
    papers = ", 30 papers" if command == "parse" else ""
    assert summary == f"3 of 4 pages{papers}; 1 not recognised, 2 files of other names passed over"


def test_files_are_chosen_by_patterns(folder: Path) -> None:
    assert read_names(run("parse --include *.md --include B/*.txt .", folder)) == ["b/C.TXT", "b/page.md"]
    outcome = run("parse --exclude old --exclude letter.* .", folder)
    assert (outcome.status, read_names(outcome)) == (0, ["a.txt", "b/C.TXT"])
    assert outcome.err == "2 of 2 pages, 20 papers; 2 files of other names passed over\n"
    outcome = run("detect --include *.html .", folder)
    assert (outcome.status, outcome.err.splitlines()) == (
        2,
        [
            ".: error: no file in it is named *.html (see --include)",
            "0 of 1 page; 1 not read, 6 files of other names passed over",
        ],
    )
    for command in ("parse", "detect", "merge"):
        outcome = run(f"{command} --exclude . a.txt", folder)
        assert (outcome.status, outcome.err.endswith("error: exclude: '.' can be the name of no file\n")) == (2, True)


def test_merge_reads_pages_and_records_of_a_folder(folder: Path) -> None:
    outcome = run("merge b", folder)
    assert (outcome.status, outcome.out.count("\n")) == (0, 10)
    assert outcome.err == (
        "30 cards, 10 papers; to look at: 0 pairs that may be the same, 0 conflicts\n"
        "3 of 3 files; 1 file of other names passed over\n"
    )


@pytest.mark.parametrize(
    ("command", "output"), [("parse .", "a.txt"), ("merge .", "b/records.jsonl"), ("merge . --review", "a.txt")]
)
def test_an_output_in_a_folder_that_is_read_is_refused(command: str, output: str, folder: Path) -> None:
    option = () if "--review" in command else ("--to", "jsonl", "-o")
    if "--review" in command:
        (folder / "a.txt").rename(folder / "a.csv")
        output, command = "a.csv", f"merge --include *.csv {command.removeprefix('merge ')}"
    before = (folder / output).read_bytes()
    outcome = run_command(*command.split(), *option, output, cwd=folder)
    assert (outcome.status, outcome.err) == (2, f"{output}: error: the output would overwrite an input\n")
    assert (folder / output).read_bytes() == before


def test_an_output_in_a_folder_is_no_input_where_its_name_is_left_out(folder: Path) -> None:
    for _ in range(2):
        outcome = run("merge b -o b/merged.jsonl --exclude merged.*", folder)
        assert (outcome.status, outcome.err.splitlines()[1]) == (0, "3 of 3 files; 1 file of other names passed over")
        assert run("parse b -o b/papers.jsonl", folder).status == 0
        (folder / "b" / "papers.jsonl").unlink()


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes in folders")
def test_a_pipe_in_a_folder_is_not_opened_and_one_that_is_named_is(folder: Path) -> None:
    os.mkfifo(folder / "b" / "pipe.txt")
    outcome = run("parse b", folder)
    assert (outcome.status, read_names(outcome)) == (2, ["b/C.TXT", "b/old/d.txt"])
    assert outcome.err.splitlines() == [
        "b/pipe.txt: error: neither a file nor a folder",
        "2 of 3 pages, 20 papers; 1 not read, 2 files of other names passed over",
    ]
    with subprocess.Popen(["cp", "a.txt", "b/pipe.txt"], cwd=folder):
        assert read_names(run("parse b/pipe.txt", folder)) == ["b/pipe.txt"]


def test_a_single_file_needs_no_summary(folder: Path) -> None:
    for command in ("parse", "detect"):
        assert run(f"{command} a.txt", folder).err == ""
        assert run(f"{command} a.txt a.txt", folder).err.startswith("2 of 2 pages")


@pytest.mark.deep
def test_equal_errors_are_counted_after_the_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading, "_MOST_DIFFERENT", 1)
    monkeypatch.chdir(folder)
    names = [f"missing{number}.txt" for number in range(13)]
    for command in ("parse", "detect", "merge"):
        # Not in a process of its own, which would know nothing of the patch.
        status = main([command, *names, "a.txt", *["letter.txt"] * 13])
        lines = [line for line in capfd.readouterr().err.splitlines() if " cards, " not in line]
        assert lines[:10] == [f"{name}: error: No such file or directory" for name in names[:10]]
        # Of more different ones than are remembered, each is told.
        assert [line.startswith("letter.txt:1: error: no known kind") for line in lines[10:23]] == [True] * 13
        assert lines[23] == "paperparse: error: 3 more files: No such file or directory"
        assert lines[24].startswith("1 of 27 ")
        assert lines[24].endswith("; 13 not recognised, 13 not read")
        assert status == 2


def test_findings_of_pages_are_all_told(folder: Path) -> None:
    (folder / "wrong.txt").write_text(PAGE.replace("Abstract:", "Abstract:\n\nAbstract:"), "utf-8")
    outcome = run("parse wrong.txt wrong.txt", folder)
    assert outcome.err.count(" missing-abstract: ") == 20


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    "command", ["merge", *(pytest.param(one, marks=pytest.mark.slow) for one in ("parse", "detect"))]
)
@pytest.mark.slow
def test_progress_is_shown_on_a_terminal_and_taken_away(command: str, folder: Path) -> None:
    rows, status = run_on_terminal(f"{command} a.txt missing.txt b", folder)
    assert status == 2
    assert rows[0].startswith(f"\r1/{5 if command == 'merge' else 4} a.txt\r")
    assert [draw(row) for row in rows if " cards, " not in row][:-1] == [
        "missing.txt: error: No such file or directory",
        {"parse": "3 of 4 pages, 30 papers", "detect": "3 of 4 pages", "merge": "4 of 5 files"}[command]
        + f"; 1 not read, {1 if command == 'merge' else 2} file{'s' * (command != 'merge')} of other names passed over",
    ]
    assert run_on_terminal(f"{command} a.txt", folder)[0][0].count("\r") == 0


def run_on_terminal(command: str, cwd: Path, **more: str) -> tuple[list[str], int]:
    """What the command writes to standard error where that is a terminal, in rows, and its exit status."""
    import pty

    controller, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "paperparse", *command.split()],
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        cwd=cwd,
        env=clean_environment(**{"COLUMNS": "80", "NO_COLOR": "1", "TERM": "xterm", **more}),
    ) as process:
        os.close(terminal)
        shown = read_terminal(controller)
    return shown.decode().replace("\r\n", "\n").split("\n"), process.returncode


@pytest.mark.deep
@pytest.mark.parametrize("command", ["parse", "detect", "merge", "validate --to github"])
def test_of_many_files_that_are_no_pages_the_first_are_told_why(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    explained: list[Any] = []
    explain = decision._explain

    def count_explained(*given: Any) -> FormatError:
        explained.append(given)
        return explain(*given)

    monkeypatch.setattr(decision, "_explain", count_explained)
    for number in range(24):
        text = f"Letter {number}\n" if number != 20 else "<p>\n</p>\n"
        (tmp_path / f"{number:02}.txt").write_text(text)
    (tmp_path / "blank.txt").write_text(" \n")
    for options, count in (("", 10), ("--verbose", 24)):
        explained.clear()
        status = main([*command.split(), *options.split(), str(tmp_path)])
        lines = "".join(capfd.readouterr()).splitlines()
        assert status == 1
        assert len(explained) == count
        # Equal errors are told ten times, and then counted; a report tells each.
        is_report = command.startswith("validate")
        assert sum("nearest: " in line for line in lines) == (12 if options and not is_report else count)
        assert sum("this is HTML" in line for line in lines) == 1
        assert sum("the text is blank" in line for line in lines) == 1
        hints = [line for line in lines if "no known kind of page; --verbose says why" in line]
        assert len(hints) == (0 if options else 13 if is_report else 11)
        assert ("paperparse: error: 3 more files: no known kind of page; --verbose says why" in hints) == (
            not options and not is_report
        )
