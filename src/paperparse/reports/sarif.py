"""The report in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS Standard, with Errata 01).

Code scanning on GitHub reads it. The sections named here are the standard's. `partialFingerprints` are left to the
program that uploads the file: GitHub's computes them from the files itself, and warns of others.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from paperparse import __version__
from paperparse.codes import CODES, REPOSITORY, Code, link_code
from paperparse.errors import escape
from paperparse.model.page import Diagnostic, Severity
from paperparse.records.output import encode_value
from paperparse.reports.findings import Region, iter_regions, make_encodable
from paperparse.reports.paths import describe_artifact
from paperparse.validation.result import FileResult

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_INDICES: Final = {name: index for index, name in enumerate(CODES)}
# A snippet is the whole region (section 3.30.13), so that of a longer one is left out.
_LONGEST_SNIPPET: Final = 200
_BRACES: Final = str.maketrans({"{": "{{", "}": "}}"})


def iter_report(results: Iterable[FileResult], fail_on: Severity) -> Iterator[str]:
    """A piece for each finding, a result a line; what could not be read is told last, by the invocation."""
    head = {"$schema": _SCHEMA, "version": "2.1.0"}
    run = {
        "tool": {"driver": _describe_driver()},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
    }
    yield f'{_format_open(head)},"runs":[{_format_open(run)},"results":[\n'
    notifications = []
    separator = ""
    for result in results:
        artifact = describe_artifact(result.name)
        if result.failure is not None:
            notifications.append(_describe_failure(result.failure, artifact))
        for found, region in iter_regions(result):
            yield separator + encode_value(_describe_finding(result, found, region, artifact)).decode()
            separator = ",\n"
    invocation = {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}
    yield f'\n],"invocations":{encode_value([invocation]).decode()}}}]}}\n'


def _format_open(value: dict[str, Any]) -> str:
    """`value` as JSON without its closing brace, so that more can follow."""
    return encode_value(value).decode().removesuffix("}")


def _describe_driver() -> dict[str, Any]:
    """The toolComponent object (section 3.19) with all codes as rules, in the order of `CODES`."""
    return {
        "name": "paperparse",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": REPOSITORY,
        "rules": [_describe_rule(code) for code in CODES.values()],
    }


def _describe_rule(code: Code) -> dict[str, Any]:
    """The reportingDescriptor object of `code` (section 3.49)."""
    sentence = f"{code.meaning[0].upper()}{code.meaning[1:]}."
    link = link_code(code.name)
    return {
        "id": code.name,
        "shortDescription": {"text": sentence},
        "fullDescription": {"text": f"{sentence} {code.advice}"},
        "help": {"text": f"{code.advice} See {link}", "markdown": f"{code.advice} See [{code.name}]({link})."},
        "helpUri": link,
        "defaultConfiguration": {"level": code.severity},
    }


def _describe_finding(
    result: FileResult, found: Diagnostic, region: Region, artifact: dict[str, str]
) -> dict[str, Any]:
    """The result object of `found` (section 3.27)."""
    place: dict[str, Any] = {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }
    if result.text is not None and 0 < found.span.end - found.span.start <= _LONGEST_SNIPPET:
        place["snippet"] = {"text": make_encodable(result.text[found.span.start : found.span.end])}
    return {
        "ruleId": make_encodable(found.code),
        **({"ruleIndex": _INDICES[found.code]} if found.code in _INDICES else {}),
        "level": found.severity,
        "message": {"text": _format_message(found.message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": place}}],
    }


def _describe_failure(failure: str, artifact: dict[str, str]) -> dict[str, Any]:
    """The notification object of a file that could not be read (section 3.58)."""
    return {
        "level": "error",
        "message": {"text": _format_message(failure)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
    }


def _format_message(text: str) -> str:
    r"""`text` on one line as a plain text message (section 3.11.3).

    Braces are doubled, for single ones enclose the number of an argument (section 3.11.5). What would be read as a
    link, `[text](destination)`, gets a backslash in the middle, with which it is none (section 3.11.6).
    """
    return escape(text).translate(_BRACES).replace("](", "]\\(")
