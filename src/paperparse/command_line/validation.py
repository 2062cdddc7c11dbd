"""The commands that check pages and records: `validate`, `schema`."""

import argparse
import codecs
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import fields

from paperparse.codes import CODES
from paperparse.command_line.arguments import (
    add_as_of,
    add_encoding,
    add_output,
    check_format_name,
    choose_format,
    parse_output,
)
from paperparse.command_line.colours import paint
from paperparse.command_line.folders import PAGES_AND_RECORDS, Inputs, add_patterns, check_patterns, list_inputs
from paperparse.command_line.progress import Progress
from paperparse.command_line.refusals import Refusals, add_verbose
from paperparse.command_line.streams import (
    FINDINGS,
    LIMITS,
    OK,
    USAGE,
    check_output,
    complain,
    name_input,
    read_input,
    tell,
    write_output,
)
from paperparse.errors import PaperparseError, escape
from paperparse.records.schema import SCHEMA_NAMES, read_schema
from paperparse.reports import REPORTS, find_report
from paperparse.reports.findings import format_failure
from paperparse.reports.summary import format_summary, iter_counted
from paperparse.validation.files import check_bytes
from paperparse.validation.options import Options, describe_unknown
from paperparse.validation.result import SEVERITIES, FileResult
from paperparse.validation.settings import Settings, read_settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser

_DEFAULTS: Final[dict[str, Any]] = {
    **{attribute.name: attribute.default for attribute in fields(Options)},
    "encoding": "utf-8",
    "include": PAGES_AND_RECORDS,
    "exclude": (),
    "fail_on": "error",
    "output_format": "text",
}
# The reports that a file may hold, by its ending; the first is meant where nothing else is said.
_ENDINGS: Final = {
    ".txt": ("text", "github"),
    ".json": ("json", "sarif"),
    ".sarif": ("sarif",),
    ".xml": ("junit",),
}
_ALL: Final = "all"
# Reports that people read as they are written, and that say what could not be read.
_TELL_FAILURES: Final = ("text", "github")


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the commands to `commands`; each sets `run`, which takes the options and returns the exit status."""
    validate = commands.add_parser(
        "validate",
        help="check pages and records",
        description="Check pages, and records as JSON or JSON Lines, which are told apart by their content. "
        "The options can stand in [tool.paperparse] of pyproject.toml; the command line wins.",
        examples=(
            "validate pages records",
            "validate --fail-on warning --exclude drafts pages",
            "validate pages -o report.sarif",
            "validate --explain missing-abstract",
        ),
        findings="something was found that is as severe as --fail-on",
    )
    validate.add_argument("files", nargs="*", metavar="FILE", help="a file, a folder, or - for standard input")
    add_patterns(validate, PAGES_AND_RECORDS)
    validate.add_argument(
        "--expect-format",
        metavar="NAME",
        type=check_format_name,
        help="the format that every page should have, one of `paperparse formats`",
    )
    validate.add_argument(
        "--min-coverage",
        metavar="SHARE",
        type=float,
        help="the share of a page that cards and site must account for; what is left over is then a note (default: 1)",
    )
    validate.add_argument("--min-papers", metavar="N", type=int, help="how many papers a file must hold (default: 1)")
    add_as_of(validate)
    add_encoding(validate)
    add_verbose(validate)
    # What is not given can be told from what is.
    validate.set_defaults(encoding=None)
    validate.add_argument(
        "--select", metavar="CODES", action="append", help="tell these only: codes or patterns (missing-*), with commas"
    )
    validate.add_argument("--ignore", metavar="CODES", action="append", help="do not tell these")
    validate.add_argument(
        "--fail-on", choices=SEVERITIES, help="the least severe finding that makes the status 1 (default: error)"
    )
    validate.add_argument(
        "--to",
        dest="output_format",
        choices=REPORTS,
        help="the form of the report (default: what the ending of OUT says, else text)",
    )
    add_output(validate)
    # Their former names.
    validate.add_argument("--output-format", choices=REPORTS, help=argparse.SUPPRESS)
    validate.add_argument("--output-file", dest="output", type=parse_output, help=argparse.SUPPRESS)
    validate.add_argument(
        "--explain", metavar="CODE", help="say what a code means (all: list the codes), and do nothing else"
    )
    validate.set_defaults(run=lambda options: _run_validate(validate, options))

    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of records",
        description="Print the JSON Schema of records.",
        examples=("schema", "schema page"),
    )
    schema.add_argument("name", nargs="?", choices=SCHEMA_NAMES, default=SCHEMA_NAMES[0], help="default: %(default)s")
    schema.set_defaults(run=_run_schema)


def _run_schema(options: argparse.Namespace) -> int:
    return write_output(None, (read_schema(options.name).encode(),))


def _run_validate(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    if given.explain is not None:
        return _explain(parser, given.explain)
    if not given.files:
        parser.error("name a file, a folder, or - for standard input")
    try:
        settings, settings_file = read_settings(Path.cwd())
    except (OSError, PaperparseError) as error:
        name = error.filename if isinstance(error, OSError) else error.page
        complain(str(name or os.curdir), error)
        return USAGE
    options = _merge(given, settings)
    form = choose_format(parser, given.output, given.output_format, _ENDINGS, settings.output_format)
    options.output_format = form or options.output_format
    try:
        checks = _make_checks(options)
    except (ValueError, LookupError) as error:
        where = f" (in {settings_file} or on the command line)" if settings_file else ""
        parser.error(f"{error}{where}")
    return _check_files(given.files, given.output, options, checks, Refusals(given.verbose))


def _explain(parser: argparse.ArgumentParser, name: str) -> int:
    if name == _ALL:
        width = max(map(len, CODES))
        rows = [f"{code.name:<{width}}  {code.severity:<7}  {code.meaning}\n" for code in CODES.values()]
    elif name in CODES:
        code = CODES[name]
        rows = [f"{code.name} ({code.severity}): {code.meaning}\n\n{code.advice}\n"]
    else:
        parser.error(describe_unknown(name))
    return write_output(None, ("".join(rows).encode(),))


def _merge(given: argparse.Namespace, settings: Settings) -> argparse.Namespace:
    """Each option as the command line gives it, else as the settings do, else its default."""
    merged = argparse.Namespace()
    for name in Settings.__struct_fields__:
        value = getattr(given, name)
        value = getattr(settings, name) if value is None else value
        setattr(merged, name, _DEFAULTS[name] if value is None else value)
    return merged


def _make_checks(options: argparse.Namespace) -> Options:
    """The checks that `options` ask for; raises `ValueError` for what settings may hold and options may not."""
    if options.output_format not in REPORTS:
        raise ValueError(f"output-format must be one of {', '.join(REPORTS)}, not {options.output_format!r}")
    codecs.lookup(options.encoding)
    check_patterns(options.include, options.exclude)
    return Options(
        expect_format=options.expect_format,
        min_coverage=options.min_coverage,
        min_papers=options.min_papers,
        as_of=options.as_of,
        select=options.select,
        ignore=options.ignore,
    )


def _check_files(
    files: list[str], output: str | None, options: argparse.Namespace, checks: Options, refusals: Refusals
) -> int:
    """Check `files`, write the report to `output`, and return the exit status."""
    statuses = [OK]
    inputs = list_inputs(files, options.include, options.exclude)
    check_output(output, inputs.paths)
    counts: Counter[str] = Counter()
    with Progress(len(inputs.files)) as progress:
        results = iter_counted(_iter_results(inputs, options, checks, refusals, progress, statuses), counts)
        if output is not None or options.output_format not in _TELL_FAILURES:
            results = _iter_complained(results, progress)
        report = find_report(options.output_format)(results, options.fail_on)
        is_shown = output is None and options.output_format == "text"
        if is_shown:
            report = (paint(piece, sys.stdout) for piece in report)
        write_output(output, (piece.encode() for piece in progress.make_way(report)), is_safe=is_shown)
    if output is not None:
        print(format_summary(counts), file=sys.stderr)
    return max(statuses)


def _iter_results(
    inputs: Inputs,
    options: argparse.Namespace,
    checks: Options,
    refusals: Refusals,
    progress: Progress,
    statuses: list[int],
) -> Iterator[FileResult]:
    """What is found in each file; adds to `statuses`."""
    for path, failure in inputs.files:
        name = name_input(path)
        progress.advance(escape(name))
        try:
            if failure is not None:
                raise failure
            data = read_input(path)
            result = check_bytes(
                data, name, checks, encoding=options.encoding, limits=LIMITS, describe=refusals.describe
            )
        except OSError as error:
            statuses.append(USAGE)
            result = FileResult(name=name, failure=error.strerror or str(error))
        if result.fails(options.fail_on):
            statuses.append(FINDINGS)
        yield result


def _iter_complained(results: Iterable[FileResult], progress: Progress) -> Iterator[FileResult]:
    """`results` unchanged; what could not be read is told on standard error, for nobody may look at the report."""
    for result in results:
        if result.failure is not None:
            progress.clear()
            tell(format_failure(result))
        yield result
