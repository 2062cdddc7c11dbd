"""The report for GitHub Actions: annotations at the lines concerned, and a summary of the job.

Annotations are workflow commands, lines on standard output such as `::error file=a.txt,line=1::message`: see "Workflow
commands for GitHub Actions" in GitHub's documentation, and `ActionCommand.cs` of github.com/actions/runner for what
the runner takes for a command.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from paperparse.errors import escape
from paperparse.exports.listing import format_finding
from paperparse.model.page import Severity
from paperparse.reports.findings import Region, format_failure, iter_regions
from paperparse.reports.job_summary import append_job_summary, iter_rows, measure_room
from paperparse.reports.paths import quote_controls, relate_path
from paperparse.reports.summary import format_count, format_summary, iter_counted
from paperparse.validation.result import FileResult

# GitHub shows so many annotations of each kind a step, and drops the others.
_ANNOTATIONS: Final = 10
_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def iter_report(results: Iterable[FileResult], fail_on: Severity) -> Iterator[str]:
    """A line for each finding, a line that says how many are no annotations, and the summary as the last line.

    A table of the findings is appended to the file that GITHUB_STEP_SUMMARY names; raises `OSError` if it can't be.
    """
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    room = measure_room(path) if path else 0
    rows: list[str] = []
    counts: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for result in iter_counted(results, counts):
        name = relate_path(result.name)
        for severity, command, line in _iter_lines(result, name):
            printed[severity] += 1
            yield f"{command if printed[severity] <= _ANNOTATIONS else _defuse(line)}\n"
        for row in iter_rows(result, name) if path else ():
            room -= len(row.encode())
            if room >= 0:
                rows.append(row)
    rest = sum(max(count - _ANNOTATIONS, 0) for count in printed.values())
    if rest:
        what = f"{format_count(rest, 'finding')} {'is no annotation' if rest == 1 else 'are no annotations'}"
        yield f"{what}: GitHub shows {_ANNOTATIONS} errors, {_ANNOTATIONS} warnings and {_ANNOTATIONS} notices a step\n"
    sentence = format_summary(counts)
    yield f"{sentence}\n"
    if path:
        append_job_summary(path, sentence, rows, printed.total() - len(rows))


def _iter_lines(result: FileResult, name: str) -> Iterator[tuple[Severity, str, str]]:
    """For each finding its severity, the command that annotates it, and the plain line; the failure is an error."""
    if result.failure is not None:
        command = _format_command("error", name, {"title": "unreadable file"}, result.failure)
        yield "error", command, format_failure(result)
    for found, region in iter_regions(result):
        properties = {**_describe_region(region), "title": found.code}
        command = _format_command(_COMMANDS[found.severity], name, properties, found.message)
        yield found.severity, command, format_finding(result.name, found)


def _describe_region(region: Region) -> dict[str, int]:
    """The properties of `region`.

    A region of several lines has no columns: GitHub refuses them there. It does not say whether `endColumn` is
    exclusive; other tools take it so, and it may equal `col`, as it must for an empty region.
    """
    if region.line != region.end_line:
        return {"line": region.line, "endLine": region.end_line}
    return {
        "line": region.line,
        "col": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _format_command(command: str, file: str, properties: Mapping[str, object], message: str) -> str:
    """The `command` about `file`, whose name the runner decodes.

    Line ends in it come back; a name with other controls, or with bytes that are no text, GitHub cannot show at its
    file, and it stays readable with percent-encoded bytes.
    """
    listed = "".join(f",{name}={escape(str(value)).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{command} file={quote_controls(file.translate(_PROPERTY))}{listed}::{escape(message).translate(_DATA)}"


def _defuse(line: str) -> str:
    """`line` with a backslash escape in what the runner would take for a command.

    One begins a line, after any white space, or in the old form stands anywhere in it: `##[error]message`.
    """
    line = line.replace("##[", "##\\x5b")
    text = line.lstrip()
    return f"{line[: len(line) - len(text)]}\\x3a{text[1:]}" if text.startswith("::") else line
