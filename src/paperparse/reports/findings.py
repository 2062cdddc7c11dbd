"""What the reports share: a finding on one line, where it ends, and text that can be written."""

from collections.abc import Iterator
from typing import NamedTuple

from paperparse.errors import escape
from paperparse.model.page import Diagnostic
from paperparse.text.places import index_places
from paperparse.validation.result import FileResult


class Region(NamedTuple):
    """Where a finding stands: lines and columns are 1-based, columns in code points, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def iter_regions(result: FileResult) -> Iterator[tuple[Diagnostic, Region]]:
    """Each finding of `result` with its region, which is empty where the file has no text."""
    places = index_places(result.text) if result.text is not None and result.diagnostics else None
    for found in result.diagnostics:
        start = (found.line, found.column)
        end = start if places is None else max(start, places.locate(min(found.span.end, len(places.text))))
        yield found, Region(*start, *end)


def format_failure(result: FileResult) -> str:
    """Why the file of `result` could not be read, on one line: `name: error: failure`."""
    return f"{escape(result.name)}: error: {escape(result.failure or '')}"


def make_encodable(text: str) -> str:
    """`text` with backslash escapes for lone surrogates, for which UTF-8 has no form."""
    return text.encode("utf-8", "backslashreplace").decode()
