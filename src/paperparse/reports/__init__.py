"""The reports of `paperparse validate`: one module each, with a function `iter_report`.

    iter_report(results, fail_on) -> Iterator[str]

`results` yields a `FileResult` for each file as it is checked; the pieces of the report are given out as soon as they
are known. `fail_on` is the severity from which on a finding makes a file fail.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Final

from paperparse.model.page import Severity
from paperparse.validation.result import FileResult

Report = Callable[[Iterable[FileResult], Severity], Iterator[str]]

REPORTS: Final = ("text", "json", "github", "sarif", "junit")


def find_report(name: str) -> Report:
    """The `iter_report` of the report `name`, one of `REPORTS`; imports that one module only."""
    report: Report = import_module(f"{__name__}.{name}").iter_report
    return report
