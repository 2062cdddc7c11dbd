"""The report as JUnit XML, a test case a file, which GitLab and Jenkins show.

There is no standard. Of what others read, this has the elements that GitLab's "Unit test reports" lists and the counts
of Jenkins' `junit` plugin. GitLab shows one failure a case, so all findings of a file are in one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape as escape_html
from tempfile import SpooledTemporaryFile
from typing import Final

from paperparse.errors import escape
from paperparse.exports.listing import format_finding
from paperparse.model.page import Severity
from paperparse.reports.paths import quote_name
from paperparse.reports.summary import format_count
from paperparse.validation.result import FileResult, is_as_severe

# The counts stand before the cases: more than this is kept in a file until they are known.
_MOST_KEPT: Final = 1024 * 1024
_CHUNK: Final = 64 * 1024


def iter_report(results: Iterable[FileResult], fail_on: Severity) -> Iterator[str]:
    """The whole document, in pieces, once the last of `results` is known."""
    counts: Counter[str] = Counter()
    with SpooledTemporaryFile(_MOST_KEPT, "w+", encoding="utf-8", newline="") as kept:
        for result in results:
            counts[_judge(result, fail_on)] += 1
            kept.write(_format_case(result, fail_on))
        kept.seek(0)
        attributes = f'tests="{counts.total()}" failures="{counts["failure"]}" errors="{counts["error"]}" skipped="0"'
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f'<testsuites name="paperparse" {attributes}>\n<testsuite name="paperparse" {attributes}>\n'
        while piece := kept.read(_CHUNK):
            yield piece
        yield "</testsuite>\n</testsuites>\n"


def _judge(result: FileResult, fail_on: Severity) -> str:
    """What became of a file: `error` where it could not be read, else `failure` or `success`."""
    if result.failure is not None:
        return "error"
    return "failure" if result.fails(fail_on) else "success"


def _format_case(result: FileResult, fail_on: Severity) -> str:
    """The element `testcase` of a file, ending with a line feed."""
    name = escape_html(quote_name(result.name))
    opening = f'<testcase classname="paperparse.validate" name="{name}" file="{name}"'
    lines = "\n".join(_escape_xml(format_finding(result.name, found)) for found in result.diagnostics)
    if result.failure is not None:
        failure = _escape_xml(result.failure)
        body = "\n".join([failure, *([lines] if lines else [])])
        return f'{opening}>\n<error type="unreadable file" message="{failure}">{body}</error>\n</testcase>\n'
    failing = next((found for found in result.diagnostics if is_as_severe(found.severity, fail_on)), None)
    if failing is not None:
        more = len(result.diagnostics) - 1
        rest = f" (and {format_count(more, 'more finding')})" if more else ""
        message = _escape_xml(format_finding(result.name, failing)) + rest
        code = _escape_xml(failing.code)
        return f'{opening}>\n<failure type="{code}" message="{message}">{lines}</failure>\n</testcase>\n'
    return f"{opening}>\n<system-out>{lines}</system-out>\n</testcase>\n" if lines else f"{opening}/>\n"


def _escape_xml(text: str) -> str:
    """`text` on one line, as the content of an element or the value of an attribute.

    What XML 1.0 forbids (section 2.2) does not print, and so is written as a backslash escape.
    """
    return escape_html(escape(text))
