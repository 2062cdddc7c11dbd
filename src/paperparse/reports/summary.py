"""How many files and findings there are, and the sentence that says so."""

from collections import Counter
from collections.abc import Iterable, Iterator

from paperparse.validation.result import SEVERITIES, FileResult


def iter_counted(results: Iterable[FileResult], counts: Counter[str]) -> Iterator[FileResult]:
    """`results` unchanged, added up in `counts` as they pass.

    Its keys are `files`, `files with findings`, `failures` (files that could not be read) and the severities.
    """
    for result in results:
        counts["files"] += 1
        counts["files with findings"] += bool(result.diagnostics)
        counts["failures"] += result.failure is not None
        counts.update(found.severity for found in result.diagnostics)
        yield result


def format_summary(counts: Counter[str]) -> str:
    """One sentence on `counts`, without a line feed: `2 errors and 1 warning in 1 of 59 files`."""
    files = format_count(counts["files"], "file")
    found = [format_count(counts[severity], severity) for severity in SEVERITIES if counts[severity]]
    if found:
        listed = " and ".join([*([", ".join(found[:-1])] if found[:-1] else []), found[-1]])
        sentence = f"{listed} in {counts['files with findings']:,} of {files}"
    else:
        sentence = f"{files}, no findings"
    if counts["failures"]:
        sentence += f"; {format_count(counts['failures'], 'file')} could not be read"
    return sentence


def format_count(count: int, noun: str) -> str:
    """`count` with `noun` in the right number: `1 error`, `1,200 errors`."""
    return f"{count:,} {noun}{'s' * (count != 1)}"
