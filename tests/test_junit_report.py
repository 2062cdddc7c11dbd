"""The report as JUnit XML."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from results import CLEAN, FINDING, RESULT, RESULTS, TEXT, UNREADABLE, make_findings, report

from paperparse.errors import escape
from paperparse.model.page import Diagnostic, Severity
from paperparse.reports.paths import quote_name
from paperparse.text.span import Span
from paperparse.validation.result import SEVERITIES, FileResult


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


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("100%.txt", "100%.txt"),
        ("a b\u200d&.txt", "a b\u200d&.txt"),
        ("100%\n.txt", "100%25%0A.txt"),
        ("\x1b\ufffe.txt", "%1B%EF%BF%BE.txt"),
        ("caf\udce9.txt", "caf%E9.txt"),
        ("a\ud800\n", "a\\ud800\\n"),
    ],
)
def test_junit_holds_names_that_xml_cannot(name: str, shown: str) -> None:
    [case] = cases(report("junit", FileResult(name=name)))
    assert (case.get("name"), case.get("file")) == (shown, shown)


@pytest.mark.parametrize("fail_on", SEVERITIES)
@given(results=RESULTS)
def test_junit_of_any_results_is_xml_and_loses_nothing(fail_on: Severity, results: list[FileResult]) -> None:
    text = report("junit", *results, fail_on=fail_on)
    suite = ElementTree.fromstring(text)[0]  # noqa: S314 -- our own
    assert [case.get("file") for case in suite] == [quote_name(result.name) for result in results]
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
