"""The report as one JSON document, a file a line. Equal results give equal bytes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from paperparse.errors import spell_bytes
from paperparse.model.page import Severity
from paperparse.records.output import encode_value
from paperparse.reports.findings import iter_regions, make_encodable
from paperparse.reports.summary import iter_counted
from paperparse.validation.result import FileResult

_SCHEMA_VERSION: Final = 1


def iter_report(results: Iterable[FileResult], fail_on: Severity) -> Iterator[str]:
    """A piece for each file, and one before and after them.

    Line, column and end are 1-based, columns and the offsets in `span` in code points, and the end is exclusive.
    """
    counts: Counter[str] = Counter()
    opening = f'{{"schema_version":{_SCHEMA_VERSION},"files":[\n'
    for result in iter_counted(results, counts):
        yield opening + encode_value(_describe_file(result)).decode()
        opening = ",\n"
    summary = {
        "files": counts["files"],
        "errors": counts["error"],
        "warnings": counts["warning"],
        "notes": counts["note"],
        "failures": counts["failures"],
    }
    closing = "\n" if counts["files"] else opening
    yield f'{closing}],"summary":{encode_value(summary).decode()}}}\n'


def _describe_file(result: FileResult) -> dict[str, Any]:
    return {
        "name": make_encodable(spell_bytes(result.name)),
        "kind": result.kind,
        "papers": result.papers,
        "failure": None if result.failure is None else make_encodable(result.failure),
        "findings": [
            {
                "code": make_encodable(found.code),
                "severity": found.severity,
                "message": make_encodable(found.message),
                **region._asdict(),
                "span": found.span,
                "paper": found.paper,
            }
            for found, region in iter_regions(result)
        ],
    }
