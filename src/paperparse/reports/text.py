"""The report for people: findings as a compiler prints them, each with the line of the page that it is about."""

from collections import Counter
from collections.abc import Iterable, Iterator

from paperparse.exports.listing import format_finding
from paperparse.model.page import Severity
from paperparse.reports.excerpt import format_excerpt
from paperparse.reports.findings import format_failure
from paperparse.reports.summary import format_summary, iter_counted
from paperparse.text.lines import find_line_end
from paperparse.validation.result import FileResult


def iter_report(results: Iterable[FileResult], fail_on: Severity) -> Iterator[str]:
    """A piece for each finding, with a blank line after it, and the summary as the last line."""
    counts: Counter[str] = Counter()
    for result in iter_counted(results, counts):
        if result.failure is not None:
            yield f"{format_failure(result)}\n\n"
        text = result.text
        line_end = find_line_end(text or "")
        for found in result.diagnostics:
            excerpt = "" if text is None else format_excerpt(text, found.span, found.line, line_end)
            yield f"{format_finding(result.name, found)}\n{excerpt}\n"
    yield f"{format_summary(counts)}\n"
