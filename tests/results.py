"""Results of validation, made by hand and by chance, for the tests of reports."""

import json
import os
from typing import Any

from hypothesis import strategies as st

from paperparse.errors import escape
from paperparse.model.page import Diagnostic, Severity
from paperparse.reports import find_report
from paperparse.text.places import index_places
from paperparse.text.span import Span
from paperparse.validation.result import SEVERITIES, FileResult

TEXT = "Daily Papers\n\nFeb 30, 2024\nVia arXiv\n"
DATE = Span(14, 26)
FINDING = Diagnostic("invalid-date", "error", "'Feb 30, 2024' is no date", DATE, 3, 1, paper=0)
RESULT = FileResult(name="seeds/004.txt", kind="page", text=TEXT, diagnostics=(FINDING,), papers=59)
CLEAN = FileResult(name="clean.txt", kind="page", text=TEXT, papers=2)
UNREADABLE = FileResult(name="gone.txt", failure="No such file or directory")
# A file that is no text: its finding has a place, and nothing to quote.
BINARY = FileResult(name="a.bin", diagnostics=(Diagnostic("undecodable-text", "error", "not UTF-8", Span(0, 0), 2, 1),))


def report(name: str, *results: FileResult, fail_on: Severity = "error") -> str:
    return "".join(find_report(name)(results, fail_on))


def sarif(*results: FileResult) -> dict[str, Any]:
    log = json.loads(report("sarif", *results))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run: dict[str, Any] = log["runs"][0]
    return run


def region(result: FileResult) -> dict[str, Any]:
    place: dict[str, Any] = sarif(result)["results"][0]["locations"][0]["physicalLocation"]["region"]
    return place


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


def find_bytes(name: str) -> bytes:
    """The bytes of the file `name`; of a name that no file can have, those of what is shown of it."""
    try:
        return os.fsencode(escape(name) if "\0" in name else name)
    except UnicodeEncodeError:
        return os.fsencode(escape(name))


RESULTS = st.lists(any_results(), max_size=4)
