"""What all reports of validation have in common, the summary, and the report as JSON."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from results import (
    BINARY,
    CLEAN,
    RESULT,
    RESULTS,
    UNREADABLE,
    make_findings,
    make_result,
    region,
    report,
)

from paperparse.reports import REPORTS, find_report
from paperparse.validation.result import FileResult


def test_every_report_is_found_by_its_name() -> None:
    assert [find_report(name).__module__ for name in REPORTS] == [f"paperparse.reports.{name}" for name in REPORTS]


@pytest.mark.slow
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
