"""The reports of validation: what each prints, and that no page, name or message can forge a line of it."""

import html
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import paperparse
from paperparse.codes import CODES, DOCUMENTATION, link_code
from paperparse.errors import escape
from paperparse.lines import index_places
from paperparse.model import Span
from paperparse.page import Diagnostic, Severity
from paperparse.reports import REPORTS, find_report, job_summary
from paperparse.reports.excerpt import PLACEHOLDER, format_excerpt
from paperparse.validation.result import SEVERITIES, FileResult

TEXT = "Daily Papers\n\nFeb 30, 2024\nVia arXiv\n"
DATE = Span(14, 26)
FINDING = Diagnostic("invalid-date", "error", "'Feb 30, 2024' is no date", DATE, 3, 1, paper=0)
RESULT = FileResult(name="seeds/004.txt", kind="page", text=TEXT, diagnostics=(FINDING,), papers=59)
CLEAN = FileResult(name="clean.txt", kind="page", text=TEXT, papers=2)
UNREADABLE = FileResult(name="gone.txt", failure="No such file or directory")
# A file that is no text: its finding has a place, and nothing to quote.
BINARY = FileResult(name="a.bin", diagnostics=(Diagnostic("undecodable-text", "error", "not UTF-8", Span(0, 0), 2, 1),))


@pytest.fixture(autouse=True)
def _no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may themselves run on GitHub, whose summary of the job they must not write to."""
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def report(name: str, *results: FileResult, fail_on: Severity = "error") -> str:
    return "".join(find_report(name)(results, fail_on))


def make_findings(severity: Severity, count: int) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic("mojibake", severity, f"{severity} {at}", DATE, 3, 1) for at in range(count))


def make_result(text: str, start: int, end: int, name: str = "a.txt", message: str = "wrong") -> FileResult:
    line, column = index_places(text).locate(start)
    found = Diagnostic("invalid-date", "error", message, Span(start, end), line, column)
    return FileResult(name=name, kind="page", text=text, diagnostics=(found,))


# Lone surrogates too: they may stand in a message that quotes a name.
ANY_TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("\n\r\t\x00\x1b\x7f\x85\u2028\u2029\u202e\u200b\ufeff\ufffe\ud800\u0301\u20dd論\U0001f600"),
        st.sampled_from("|<>&\"'`[](){}*_\\%:,;#@!~$=/]"),
    ),
    max_size=40,
)
DANGEROUS = st.sampled_from(
    [
        "::error::x",
        "  ::set-output name=a::b",
        "##[error]x",
        "]]>",
        "</failure>",
        "a|b\\|c",
        "[a\\](b)",
        "%0A%25",
        "{0}",
    ]
)
WORDS = st.one_of(ANY_TEXT, st.builds(str.__add__, ANY_TEXT, DANGEROUS), DANGEROUS)


@st.composite
def any_results(draw: st.DrawFn) -> FileResult:
    text = draw(st.one_of(st.none(), WORDS))
    findings = []
    for severity in draw(st.lists(st.sampled_from(SEVERITIES), max_size=4)):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text or ""))] * 2)))
        line, column = index_places(text or "").locate(start)
        code = draw(st.sampled_from(["invalid-date", "no such code"]))
        findings.append(Diagnostic(code, severity, draw(WORDS), Span(start, end), line, column))
    failure = draw(st.one_of(st.none(), WORDS))
    return FileResult(name=draw(WORDS), text=text, diagnostics=tuple(findings), failure=failure)


RESULTS = st.lists(any_results(), max_size=4)


# What all reports have in common


def test_every_report_is_found_by_its_name() -> None:
    assert [find_report(name).__module__ for name in REPORTS] == [f"paperparse.reports.{name}" for name in REPORTS]


def test_finding_one_report_imports_no_other() -> None:
    code = "import sys; from paperparse.reports import find_report; find_report('text'); print(*sys.modules)"
    path = os.pathsep.join(sys.path)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONPATH": path})
    modules = run.stdout.decode().split()
    assert "paperparse.reports.text" in modules
    assert not {f"paperparse.reports.{name}" for name in ("json", "github", "sarif", "junit")} & set(modules)


@pytest.mark.parametrize("name", ["text", "json", "github", "sarif"])
def test_findings_are_told_as_soon_as_they_are_known(name: str) -> None:
    seen = []

    def check() -> Iterator[FileResult]:
        for result in (RESULT, BINARY, CLEAN):
            seen.append(result.name)
            yield result

    pieces = find_report(name)(check(), "error")
    told = ""
    while "'Feb 30, 2024' is no date" not in told:
        told += next(pieces)
    assert len(seen) == 1


@pytest.mark.parametrize("name", REPORTS)
@given(results=RESULTS)
def test_any_report_of_any_results_can_be_written_as_utf_8(name: str, results: list[FileResult]) -> None:
    assert report(name, *results).encode() == report(name, *results).encode()


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_puts_a_finding_at_the_same_line_and_column(name: str) -> None:
    text = f"\n\nx\u2028y {'論' * 300} z\n"
    result = make_result(text, text.index("z"), text.index("z") + 1)
    if name == "json":
        found = json.loads(report(name, result))["files"][0]["findings"][0]
        assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (3, 306, 3, 307)
    elif name == "sarif":
        assert region(result) == {
            "startLine": 3,
            "startColumn": 306,
            "endLine": 3,
            "endColumn": 307,
            "snippet": {"text": "z"},
        }
    elif name == "github":
        assert ",line=3,col=306,endLine=3,endColumn=307," in report(name, result)
    else:
        assert "a.txt:3:306: error" in report(name, result)


# The summary


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ((), "0 files, no findings"),
        ((CLEAN,), "1 file, no findings"),
        ((CLEAN,) * 5, "5 files, no findings"),
        ((RESULT, *[CLEAN] * 1199), "1 error in 1 of 1,200 files"),
        ((CLEAN, UNREADABLE), "2 files, no findings; 1 file could not be read"),
        ((RESULT, UNREADABLE, UNREADABLE), "1 error in 1 of 3 files; 2 files could not be read"),
    ],
)
def test_summary(results: tuple[FileResult, ...], sentence: str) -> None:
    assert report("text", *results).endswith(f"{sentence}\n")


def test_summary_lists_the_severities_in_order() -> None:
    found = (*make_findings("note", 3), *make_findings("warning", 1), *make_findings("error", 2))
    two = FileResult(name="a.txt", diagnostics=found[3:])
    assert report("text", two).endswith("\n\n2 errors and 1 warning in 1 of 1 file\n")
    three = FileResult(name="a.txt", diagnostics=found)
    assert report("text", three, CLEAN).endswith("\n\n2 errors, 1 warning and 3 notes in 1 of 2 files\n")


# Text


def test_text_reads_like_a_compiler() -> None:
    assert report("text", RESULT, CLEAN, UNREADABLE, BINARY) == (
        "seeds/004.txt:3:1: error: invalid-date: 'Feb 30, 2024' is no date\n"
        "  |\n"
        "3 | Feb 30, 2024\n"
        "  | ^^^^^^^^^^^^\n"
        "\n"
        "gone.txt: error: No such file or directory\n"
        "\n"
        "a.bin:2:1: error: undecodable-text: not UTF-8\n"
        "\n"
        "2 errors in 2 of 4 files; 1 file could not be read\n"
    )


def excerpt(text: str, part: str, length: int | None = None, line: int = 1) -> tuple[str, str]:
    """The shown line and the line of carets for where `part` stands in `text`, without the gutter."""
    start = text.index(part)
    rows = format_excerpt(text, Span(start, start + (len(part) if length is None else length)), line).split("\n")
    gutter = len(str(line)) + 3
    assert rows[0] == " " * (gutter - 2) + "|"
    assert (rows[1][:gutter], rows[2][:gutter]) == (f"{line} | ", " " * (gutter - 3) + " | ")
    assert rows[3:] == [""]
    return rows[1][gutter:], rows[2][gutter:]


def width(text: str) -> int:
    """How many columns a terminal gives to `text`."""
    marks = sum(unicodedata.category(character) in ("Mn", "Me") for character in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def test_the_gutter_is_as_wide_as_the_number() -> None:
    assert format_excerpt("a b", Span(2, 3), 1234) == "     |\n1234 | a b\n     |   ^\n"


def test_an_empty_span_has_one_caret() -> None:
    assert excerpt("one two", "two", 0) == ("one two", "    ^")
    assert format_excerpt("one\ntwo", Span(3, 3), 1).endswith("1 | one\n  |    ^\n")
    assert format_excerpt("", Span(0, 0), 1) == "  |\n1 | \n  | ^\n"


def test_a_span_beyond_the_text_has_its_caret_at_the_end() -> None:
    assert format_excerpt("one", Span(900, 910), 1).endswith("1 | one\n  |    ^\n")


def test_a_span_of_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    assert excerpt("first\nsecond half\nthird", "half\nthi", line=2) == ("second half", "       ^^^^")


def test_the_carriage_return_of_a_line_end_is_not_shown() -> None:
    assert excerpt("one\r\ntwo\r\n", "two") == ("two", "^^^")
    assert excerpt("one\ntwo\r", "two") == ("two", "^^^")
    assert excerpt("one\ntwo\r\n", "\r") == (f"two{PLACEHOLDER}", "   ^")


def test_a_long_line_is_cut_on_both_sides() -> None:
    shown, carets = excerpt("a" * 3000 + "WRONG" + "b" * 3000, "WRONG")
    assert shown == "…" + "a" * 40 + "WRONG" + "b" * 55 + "…"
    assert carets == " " * 41 + "^^^^^"


def test_a_line_is_cut_only_where_there_is_more() -> None:
    assert excerpt("WRONG" + "b" * 300, "WRONG") == ("WRONG" + "b" * 95 + "…", "^^^^^")
    assert excerpt("a" * 300 + "WRONG", "WRONG") == ("…" + "a" * 95 + "WRONG", " " * 96 + "^^^^^")
    assert excerpt("a" * 95 + "WRONG", "WRONG") == ("a" * 95 + "WRONG", " " * 95 + "^^^^^")
    # What is looked at ends just where the line does.
    marks = "\u0301" * 200
    assert excerpt(f"x\n{marks}W{marks[1:]}\ny", "W")[0] == PLACEHOLDER + marks[1:] + "W" + marks[1:]
    assert excerpt(f"x{marks}W{marks[1:]}y", "W")[0] == "…" + marks + "W" + marks[1:] + "…"


def test_a_long_span_is_underlined_to_the_end_of_what_is_shown() -> None:
    assert excerpt("title: " + "b" * 6000, "b" * 6000) == ("title: " + "b" * 93 + "…", " " * 7 + "^" * 93)


def test_wide_characters_take_two_columns() -> None:
    assert excerpt("題名 bad 日付", "bad") == ("題名 bad 日付", "     ^^^")
    assert excerpt("題名 bad 日付", "日付") == ("題名 bad 日付", "         ^^^^")


def test_combining_marks_take_none() -> None:
    assert excerpt("Poincare\u0301 bad", "bad") == ("Poincare\u0301 bad", "         ^^^")
    assert excerpt("Poincare\u0301 bad", "\u0301") == ("Poincare\u0301 bad", "       ^")
    assert excerpt("\u0301 bad", "\u0301") == (f"{PLACEHOLDER} bad", "^")


@pytest.mark.parametrize("character", [*"\t\r\x00\x1b\x85\xa0\u2028\u2029\u200b\u202e\ufeff\ue000\ud800"])
def test_what_does_not_print_is_replaced(character: str) -> None:
    assert excerpt(f"a{character}b bad", "bad") == (f"a{PLACEHOLDER}b bad", "    ^^^")
    assert width(PLACEHOLDER) == 1


@given(text=st.one_of(WORDS, st.text("ab\u0301題\t\n", max_size=600)), data=st.data())
def test_the_carets_stand_under_what_the_span_names(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    result = format_excerpt(text, Span(start, end), 7)
    _, shown, carets, rest = (row[4:] for row in result.split("\n"))
    assert (rest, shown.isprintable(), set(carets.lstrip(" "))) == ("", True, {"^"})
    assert width(shown) <= 102
    assert width(shown) >= len(carets) - 1
    visible = "".join(character if character.isprintable() else PLACEHOLDER for character in text[start:end])
    first = visible[:1] if text[start:end][:1] != "\n" else ""
    if first and width(first):
        # The columns up to the first caret are filled exactly by what stands before, and then comes the character.
        before = len(carets) - len(carets.lstrip(" "))
        assert any(width(shown[:at]) == before and shown[at : at + 1] == first for at in range(len(shown)))


# JSON


def test_json_is_a_file_a_line() -> None:
    assert report("json", RESULT, UNREADABLE) == (
        '{"schema_version":1,"files":[\n'
        '{"name":"seeds/004.txt","kind":"page","papers":59,"failure":null,"findings":[{"code":"invalid-date",'
        '"severity":"error","message":"\'Feb 30, 2024\' is no date","line":3,"column":1,"end_line":3,"end_column":13,'
        '"span":[14,26],"paper":0}]},\n'
        '{"name":"gone.txt","kind":null,"papers":0,"failure":"No such file or directory","findings":[]}\n'
        '],"summary":{"files":2,"errors":1,"warnings":0,"notes":0,"failures":1}}\n'
    )


def test_json_of_no_files() -> None:
    assert json.loads(report("json")) == {
        "schema_version": 1,
        "files": [],
        "summary": {"files": 0, "errors": 0, "warnings": 0, "notes": 0, "failures": 0},
    }


@given(results=RESULTS)
def test_json_holds_everything_unchanged(results: list[FileResult]) -> None:
    def write(text: str) -> str:
        return text.encode("utf-8", "backslashreplace").decode()

    files = json.loads(report("json", *results))["files"]
    assert [file["name"] for file in files] == [write(result.name) for result in results]
    for file, result in zip(files, results, strict=True):
        assert file["failure"] == (None if result.failure is None else write(result.failure))
        assert [(found["message"], found["span"]) for found in file["findings"]] == [
            (write(found.message), list(found.span)) for found in result.diagnostics
        ]


# GitHub


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
        expected += [(escape(result.name), escape(failure)) for failure in failures]
        expected += [(escape(result.name), escape(found.message)) for found in result.diagnostics]
    commands = [parse_command(line) for line in lines]
    assert len(lines) - 2 - any("annotation" in line for line in lines[-3:]) == len(expected)
    for (name, message), command, line in zip(expected, commands, lines, strict=False):
        if command is None:
            # Too many of a kind: a plain line.
            assert line.isprintable()
        else:
            assert (command[1]["file"], command[2]) == (name, message)


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

    assert show("a.txt") == "a.txt"
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


# SARIF


def sarif(*results: FileResult) -> dict[str, Any]:
    log = json.loads(report("sarif", *results))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: dict[str, Any] = log["runs"][0]
    return run


def region(result: FileResult) -> dict[str, Any]:
    place: dict[str, Any] = sarif(result)["results"][0]["locations"][0]["physicalLocation"]["region"]
    return place


def test_sarif_has_a_result_a_finding() -> None:
    text = report("sarif", RESULT, CLEAN, BINARY)
    assert text.startswith(
        '{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",'
        '"version":"2.1.0","runs":[{"tool":{"driver":{"name":"paperparse","version":'
    )
    index = list(CODES).index
    assert text[text.index(',"columnKind"') :] == (
        ',"columnKind":"unicodeCodePoints","newlineSequences":["\\n"],"results":[\n'
        f'{{"ruleId":"invalid-date","ruleIndex":{index("invalid-date")},"level":"error",'
        '"message":{"text":"\'Feb 30, 2024\' is no date"},"locations":[{"physicalLocation":{"artifactLocation":'
        '{"uri":"seeds/004.txt","uriBaseId":"%SRCROOT%"},"region":{"startLine":3,"startColumn":1,"endLine":3,'
        '"endColumn":13,"snippet":{"text":"Feb 30, 2024"}}}}]},\n'
        f'{{"ruleId":"undecodable-text","ruleIndex":{index("undecodable-text")},"level":"error",'
        '"message":{"text":"not UTF-8"},"locations":[{"physicalLocation":{"artifactLocation":'
        '{"uri":"a.bin","uriBaseId":"%SRCROOT%"},"region":{"startLine":2,"startColumn":1,"endLine":2,'
        '"endColumn":1}}}]}\n'
        '],"invocations":[{"executionSuccessful":true,"toolExecutionNotifications":[]}]}]}\n'
    )


def test_sarif_describes_every_code() -> None:
    driver = sarif()["tool"]["driver"]
    assert driver["semanticVersion"] == driver["version"] == paperparse.__version__
    assert driver["informationUri"] == "https://github.com/paperparse/paperparse"
    assert [rule["id"] for rule in driver["rules"]] == list(CODES)
    for rule, code in zip(driver["rules"], CODES.values(), strict=True):
        assert rule["shortDescription"]["text"].lower() == f"{code.meaning.lower()}."
        assert rule["fullDescription"]["text"].endswith(code.advice)
        assert rule["defaultConfiguration"] == {"level": code.severity}
        assert rule["helpUri"] == link_code(code.name) == f"{DOCUMENTATION}#{code.name}"
        assert rule["help"]["markdown"].endswith(f"See [{code.name}]({rule['helpUri']}).")
        # Neither a placeholder nor a link, which these texts would have to escape.
        assert not re.search(r"[{}]|\]\(", rule["fullDescription"]["text"] + rule["help"]["text"])


def test_sarif_tells_which_files_could_not_be_read() -> None:
    invocation = sarif(UNREADABLE, CLEAN)["invocations"]
    assert invocation == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": "No such file or directory"},
                    "locations": [
                        {"physicalLocation": {"artifactLocation": {"uri": "gone.txt", "uriBaseId": "%SRCROOT%"}}}
                    ],
                }
            ],
        }
    ]


def artifact(name: str) -> dict[str, str]:
    location: dict[str, str] = sarif(make_result("x", 0, 1, name=name))["results"][0]["locations"][0][
        "physicalLocation"
    ]["artifactLocation"]
    return location


def test_sarif_locates_a_file_by_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = (tmp_path / "work").resolve()
    work.mkdir()
    monkeypatch.chdir(work)
    assert artifact("./a/b c#d?é:.txt") == {"uri": "a/b%20c%23d%3F%C3%A9%3A.txt", "uriBaseId": "%SRCROOT%"}
    assert artifact("/pages/a b.txt") == {"uri": "file:///pages/a%20b.txt"}
    assert artifact("../a.txt") == {"uri": (work.parent / "a.txt").as_uri()}
    assert artifact("<stdin>") == {"uri": "%3Cstdin%3E"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(work.parent))
    assert artifact("a.txt") == {"uri": "work/a.txt", "uriBaseId": "%SRCROOT%"}
    assert artifact(f"{work}/a.txt") == {"uri": "work/a.txt", "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(("text", "end", "quoted"), [("x" * 200, 200, True), ("x" * 201, 201, False), ("x", 0, False)])
def test_sarif_quotes_a_short_region_whole(text: str, end: int, quoted: bool) -> None:
    assert region(make_result(text, 0, end)).get("snippet") == ({"text": text} if quoted else None)


def test_a_region_that_ends_with_a_line_feed_ends_on_the_next_line() -> None:
    place = region(make_result("one\ntwo", 0, 4))
    assert [place[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [1, 1, 2, 1]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("a {0} b", "a {{0}} b"),
        ("[a](1)", "[a\\](1)"),
        ("[a\\](1)", "[a\\](1)"),
        ("[a\\\\](1)", "[a\\\\\\](1)"),
        ("[a] (1)", "[a] (1)"),
        ("a\nb", "a\\nb"),
    ],
)
def test_a_message_of_sarif_has_no_placeholder_and_no_link(message: str, text: str) -> None:
    assert sarif(make_result("x", 0, 1, message=message))["results"][0]["message"] == {"text": text}


@given(results=RESULTS)
def test_sarif_of_any_results(results: list[FileResult]) -> None:
    run = sarif(*results)
    expected = [(result, found) for result in results for found in result.diagnostics]
    for shown, (result, found) in zip(run["results"], expected, strict=True):
        assert (shown["ruleId"], shown["level"]) == (found.code, found.severity)
        assert ("ruleIndex" in shown) == (found.code in CODES)
        assert not re.search(r"(?<!\{)(\{\{)*\{(?!\{)", shown["message"]["text"])
        place = shown["locations"][0]["physicalLocation"]
        assert (place["region"]["startLine"], place["region"]["startColumn"]) == (found.line, found.column)
        uri = urlsplit(place["artifactLocation"]["uri"])
        assert re.fullmatch(r"[A-Za-z0-9._~%/-]*", uri.path)
        assert uri.scheme == ("" if "uriBaseId" in place["artifactLocation"] else "file")
        assert Path(unquote(uri.path)).name in (Path(escape(result.name)).name, Path.cwd().name)
    failures = [result for result in results if result.failure is not None]
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(failures)


# JUnit


def cases(text: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(text).iter("testcase"))  # noqa: S314 -- our own


def test_junit_has_a_case_a_file() -> None:
    warned = FileResult(name="w.txt", text=TEXT, diagnostics=make_findings("warning", 1))
    assert report("junit", RESULT, CLEAN, warned, UNREADABLE) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="paperparse" tests="4" failures="1" errors="1" skipped="0">\n'
        '<testsuite name="paperparse" tests="4" failures="1" errors="1" skipped="0">\n'
        '<testcase classname="paperparse.validate" name="seeds/004.txt" file="seeds/004.txt">\n'
        '<failure type="invalid-date" message="seeds/004.txt:3:1: error: invalid-date: &#x27;Feb 30, 2024&#x27; is no '
        'date">seeds/004.txt:3:1: error: invalid-date: &#x27;Feb 30, 2024&#x27; is no date</failure>\n'
        "</testcase>\n"
        '<testcase classname="paperparse.validate" name="clean.txt" file="clean.txt"/>\n'
        '<testcase classname="paperparse.validate" name="w.txt" file="w.txt">\n'
        "<system-out>w.txt:3:1: warning: mojibake: warning 0</system-out>\n"
        "</testcase>\n"
        '<testcase classname="paperparse.validate" name="gone.txt" file="gone.txt">\n'
        '<error type="unreadable file" message="No such file or directory">No such file or directory</error>\n'
        "</testcase>\n"
        "</testsuite>\n"
        "</testsuites>\n"
    )


def test_junit_names_the_first_finding_that_fails_and_lists_all() -> None:
    found = (*make_findings("note", 1), *make_findings("warning", 2), *make_findings("error", 1))
    result = FileResult(name="a.txt", diagnostics=found)
    for fail_on, first in zip(SEVERITIES, ("error 0", "warning 0", "note 0"), strict=True):
        failure = cases(report("junit", result, fail_on=fail_on))[0].find("failure")
        assert failure is not None
        assert (failure.get("message") or "").endswith(f": mojibake: {first} (and 3 more findings)")
        assert len((failure.text or "").split("\n")) == 4


def test_junit_of_a_file_that_was_read_in_part_lists_its_findings() -> None:
    error = cases(report("junit", FileResult(name="a.txt", diagnostics=(FINDING,), failure="read error")))[0][0]
    assert error.text == "read error\na.txt:3:1: error: invalid-date: 'Feb 30, 2024' is no date"


def test_junit_of_more_than_is_kept_in_memory() -> None:
    found = Diagnostic("no-cards", "error", "é" * 1000, Span(0, 0), 1, 1)
    names = [f"{at}.txt" for at in range(1500)]
    text = report("junit", *(FileResult(name=name, diagnostics=(found,)) for name in names))
    assert [case.get("name") for case in cases(text)] == names


@pytest.mark.parametrize("fail_on", SEVERITIES)
@given(results=RESULTS)
def test_junit_of_any_results_is_xml_and_loses_nothing(fail_on: Severity, results: list[FileResult]) -> None:
    text = report("junit", *results, fail_on=fail_on)
    suite = ElementTree.fromstring(text)[0]  # noqa: S314 -- our own
    assert [case.get("file") for case in suite] == [escape(result.name) for result in results]
    for case, result in zip(suite, results, strict=True):
        texts = [] if result.failure is None else [escape(result.failure)]
        name = escape(result.name)
        texts += [
            f"{name}:{found.line}:{found.column}: {found.severity}: {found.code}: {escape(found.message)}"
            for found in result.diagnostics
        ]
        assert [child.text or "" for child in case] == (["\n".join(texts)] if texts else [])
        judged = "error" if result.failure is not None else "failure" if result.fails(fail_on) else "system-out"
        assert [child.tag for child in case] == ([judged] if texts else [])
    counted = {tag: str(len(suite.findall(f"testcase/{tag}"))) for tag in ("failure", "error")}
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) == (
        str(len(results)),
        counted["failure"],
        counted["error"],
        "0",
    )
