"""The report for GitHub: annotations that no page, name or message can forge, and the summary of the job."""

import html
import os
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from results import (
    BINARY,
    CLEAN,
    RESULT,
    RESULTS,
    TEXT,
    UNREADABLE,
    WORDS,
    find_bytes,
    make_findings,
    make_result,
    report,
)

from paperparse.codes import DOCUMENTATION
from paperparse.errors import escape
from paperparse.model.page import Diagnostic
from paperparse.reports import job_summary
from paperparse.text.span import Span
from paperparse.validation.result import FileResult


def parse_command(line: str) -> tuple[str, dict[str, str], str] | None:
    """What the runner makes of a line, as in its `ActionCommand.cs`: a command, its properties and its data."""
    new = re.match(r"\s*::(\w+)(?: (.*?))?::(.*)\Z", line, re.S)
    if new is None:
        old = re.search(r"##\[(\w+)[^\]]*\](.*)", line, re.S)
        return old and (old[1], {}, old[2])
    pairs = (pair.split("=", 1) for pair in (new[2] or "").split(",") if pair)
    return new[1], {name: unescape(value, property=True) for name, value in pairs}, unescape(new[3])


def unescape(text: str, *, property: bool = False) -> str:
    codes = {"%0D": "\r", "%0A": "\n", **({"%3A": ":", "%2C": ","} if property else {}), "%25": "%"}
    for code, character in codes.items():
        text = text.replace(code, character)
    return text


def test_github_annotates_the_place() -> None:
    assert report("github", RESULT, BINARY, UNREADABLE, CLEAN) == (
        "::error file=seeds/004.txt,line=3,col=1,endLine=3,endColumn=13,title=invalid-date"
        "::'Feb 30, 2024' is no date\n"
        "::error file=a.bin,line=2,col=1,endLine=2,endColumn=1,title=undecodable-text::not UTF-8\n"
        "::error file=gone.txt,title=unreadable file::No such file or directory\n"
        "2 errors in 2 of 4 files; 1 file could not be read\n"
    )


def test_github_gets_no_columns_of_several_lines() -> None:
    assert report("github", make_result("a\nb\nc", 0, 3)).startswith(
        "::error file=a.txt,line=1,endLine=2,title=invalid-date::wrong\n"
    )


def test_github_calls_a_note_a_notice() -> None:
    found = (*make_findings("note", 1), *make_findings("warning", 1))
    lines = report("github", FileResult(name="a.txt", diagnostics=found)).split("\n")
    assert [line.split(" ")[0] for line in lines[:2]] == ["::notice", "::warning"]


def test_github_escapes_properties_and_message() -> None:
    line = report("github", make_result("x", 0, 1, name="a,b:c%.txt", message="50%: a, b")).split("\n")[0]
    assert line == ("::error file=a%2Cb%3Ac%25.txt,line=1,col=1,endLine=1,endColumn=2,title=invalid-date::50%25: a, b")


@given(results=RESULTS)
def test_every_line_for_github_is_a_finding_and_reads_back(results: list[FileResult]) -> None:
    lines = report("github", *results).split("\n")
    expected = []
    for result in results:
        failures = [] if result.failure is None else [result.failure]
        name = find_bytes(result.name)
        if name.startswith(b"./") and b".." not in name.split(b"/"):
            name = os.path.normpath(name)
        expected += [(name, escape(failure)) for failure in failures]
        expected += [(name, escape(found.message)) for found in result.diagnostics]
    commands = [parse_command(line) for line in lines]
    assert len(lines) - 2 - any("annotation" in line for line in lines[-3:]) == len(expected)
    for (file, message), command, line in zip(expected, commands, lines, strict=False):
        if command is None:
            # Too many of a kind: a plain line.
            assert line.isprintable()
        else:
            assert (unquote_to_bytes(re.split(",|::", line.partition("file=")[2])[0]), command[2]) == (file, message)


@given(name=WORDS, message=WORDS)
def test_no_name_or_message_forges_a_command(name: str, message: str) -> None:
    found = Diagnostic("no-cards", "error", message, Span(0, 0), 1, 1)
    *lines, rest, summary, end = report("github", FileResult(name=name, diagnostics=(found,) * 12)).split("\n")
    assert (len(lines), end) == (12, "")
    assert [parse_command(line) is None for line in [*lines, rest, summary]] == [False] * 10 + [True] * 4


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("::warning::x", "\\x3a:warning::x:1:1: error: "),
        ("  ::warning::x", "  \\x3a:warning::x:1:1: error: "),
        ("a##[error]b", "a##\\x5berror]b:1:1: error: "),
    ],
)
def test_a_name_like_a_command_is_defused(name: str, begins: str) -> None:
    found = Diagnostic("no-cards", "error", "none", Span(0, 0), 1, 1)
    line = report("github", FileResult(name=name, diagnostics=(found,) * 11)).split("\n")[10]
    assert line == begins + "no-cards: none"


def test_github_shows_ten_of_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    found = (*make_findings("error", 25), *make_findings("warning", 12))
    lines = report("github", FileResult(name="a.txt", text=TEXT, diagnostics=found)).split("\n")
    commands = [line for line in lines if line.startswith("::")]
    assert [sum(line.startswith(f"::{kind} ") for line in commands) for kind in ("error", "warning")] == [10, 10]
    plain = [line for line in lines if line.startswith("a.txt:3:1: ")]
    assert plain[0] == "a.txt:3:1: error: mojibake: error 10"
    assert [line.split(" ")[1] for line in plain] == ["error:"] * 15 + ["warning:"] * 2
    assert lines[37:] == [
        "17 findings are no annotations: GitHub shows 10 errors, 10 warnings and 10 notices a step",
        "25 errors and 12 warnings in 1 of 1 file",
        "",
    ]
    assert summary.read_text("utf-8").count("\n| a&#46;txt | 3 |") == 37


def test_one_finding_too_many_is_told_in_the_singular() -> None:
    found = make_findings("note", 11)
    assert "\n1 finding is no annotation: GitHub" in report("github", FileResult(name="a", diagnostics=found))


def test_paths_for_github_begin_at_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "work" / "pages"
    folder.mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "work")
    monkeypatch.chdir(folder)

    def show(name: str) -> str:
        return re.split("[=,]", report("github", FileResult(name=name, failure="gone")))[1]

    assert [show(name) for name in ("a.txt", "./a.txt", "./../a.txt")] == ["a.txt", "a.txt", "./../a.txt"]
    for root in ("work", "link"):
        monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / root))
        assert show("a.txt") == "pages/a.txt"
        assert show("../b.txt") == "b.txt"
        assert show(str(folder / "c.txt")) == "pages/c.txt"
        assert show("../../d.txt") == "../../d.txt"
        assert show("<stdin>") == "<stdin>"
    monkeypatch.setenv("GITHUB_WORKSPACE", "/")
    assert show("/a.txt") == "a.txt"


def test_the_job_summary_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    report("github", RESULT, UNREADABLE)
    assert file.read_text("utf-8") == (
        "### paperparse validate\n"
        "\n"
        "1 error in 1 of 2 files; 1 file could not be read\n"
        "\n"
        "| file | line | severity | code | message |\n"
        "| --- | --- | --- | --- | --- |\n"
        f"| seeds/004&#46;txt | 3 | error | [invalid-date]({DOCUMENTATION}#invalid-date) "
        "| 'Feb 30, 2024' is no date |\n"
        "| gone&#46;txt | | error | | No such file or directory |\n"
    )


def test_the_job_summary_is_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "summary.md"
    file.write_text("before", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    report("github", CLEAN)
    assert file.read_text("utf-8") == "before\n### paperparse validate\n\n1 file, no findings\n"


@given(results=RESULTS)
def test_no_cell_of_the_job_summary_breaks_the_table(results: list[FileResult]) -> None:
    for result in results:
        rows = list(job_summary.iter_rows(result, escape(result.name)))
        failures = [] if result.failure is None else [result.failure]
        messages = [escape(text) for text in [*failures, *(found.message for found in result.diagnostics)]]
        cells = [row.removesuffix("\n").split("|") for row in rows]
        assert [len(row) for row in cells] == [7] * len(messages)
        assert [html.unescape(row[5][1:-1]) for row in cells] == messages
        for row in cells:
            assert "\n" not in row[5]
            assert not re.search(r"[][<>`*_\\!~$(){}=+^@.:?]|&(?!#[0-9]+;)|#(?![0-9]+;)", row[1] + row[5])


def test_the_job_summary_leaves_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "summary.md"
    file.write_text("x" * 100_000, "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    found = Diagnostic("no-cards", "error", "é" * 1_000, Span(0, 0), 1, 1)
    report("github", FileResult(name="a.txt", diagnostics=(found,) * 1000))
    text = file.read_text("utf-8")
    assert 897_000 < len(text.encode()) < 1024 * 1024
    assert text.endswith(
        f"\n\n{1000 - text.count('no-cards]')} more findings are not listed: GitHub takes at most 1 MiB a step\n"
    )
    file.write_bytes(b"x" * 1_000_000)
    report("github", UNREADABLE)
    assert file.read_text("utf-8").endswith(
        "\n1 file, no findings; 1 file could not be read\n"
        "\n1 more finding is not listed: GitHub takes at most 1 MiB a step\n"
    )


def test_a_job_summary_that_cannot_be_written_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "summary.md"))
    with pytest.raises(FileNotFoundError):
        report("github", RESULT)


def test_a_job_summary_links_only_codes_that_are_explained() -> None:
    found = Diagnostic("no such code", "error", "x", Span(0, 0), 1, 1)
    assert list(job_summary.iter_rows(FileResult(name="a", diagnostics=(found,)), "a")) == [
        "| a | 1 | error | no such code | x |\n"
    ]
