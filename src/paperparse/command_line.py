"""The command `paperparse`: parse pages, detect their format, list the formats.

Exit status: 0 if all is well or the reader of the output has gone, 1 if a page was not recognised or could not be
parsed, 2 for wrong usage or a file that can't be opened, 130 if interrupted. One bad file does not stop the others;
each error is one line on standard error.
"""

import argparse
import codecs
import datetime
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, Final

import paperparse
from paperparse import exports
from paperparse.detection import decide
from paperparse.errors import PaperparseError, escape
from paperparse.formats import FORMATS, find_format
from paperparse.limits import Limits
from paperparse.lines import split_lines
from paperparse.loading import read_page
from paperparse.page import Page
from paperparse.source import decode, read_bounded, read_file

_STANDARD_INPUT: Final = "-"
_OK: Final = 0
_FINDINGS: Final = 1
_USAGE: Final = 2
_INTERRUPTED: Final = 130
_LIMITS: Final = Limits()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default) and return its exit status."""
    parser = _make_parser()
    # A stream is None if the process was started with it closed; these live as long as the process. Without the last,
    # print() would write diagnostics to standard output.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    options = parser.parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (`| head`) and wants no more. Python would complain once more on closing the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _OK
    except OSError as error:
        return _complain("<stdout>", error)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return status


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paperparse", description="Turn the raw text of web pages that list research papers into typed records."
    )
    parser.add_argument("--version", action="version", version=f"paperparse {paperparse.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    parse = commands.add_parser("parse", help="print the papers of pages")
    _add_files(parse)
    parse.add_argument(
        "--to",
        choices=("jsonl", "json", "text"),
        default="jsonl",
        help="jsonl: a paper a line (default); json: a list of pages; text: a listing for people",
    )
    parse.add_argument("-o", "--output", metavar="OUT", help="write to this file instead of standard output")
    parse.add_argument(
        "--format", choices=sorted(form.NAME for form in FORMATS), help="the pages' format, instead of finding it out"
    )
    parse.add_argument(
        "--as-of", metavar="DATE", type=_parse_date, help="the day the pages were captured, as YYYY-MM-DD"
    )
    parse.add_argument("--strict", action="store_true", help="fail on a page with any error or warning")
    parse.set_defaults(run=_run_parse)

    detect = commands.add_parser("detect", help="print the format of pages, how sure it is, and the evidence")
    _add_files(detect)
    detect.add_argument("--json", action="store_true", help="print a line of JSON a page, with all candidates")
    detect.set_defaults(run=_run_detect)

    formats = commands.add_parser("formats", help="list the formats")
    formats.set_defaults(run=_run_formats)
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a page's text, or - for standard input")
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        default="utf-8",
        type=_check_encoding,
        help="of files without a byte-order mark (default: utf-8)",
    )


def _check_encoding(name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError:
        raise argparse.ArgumentTypeError(f"Python knows no encoding {name!r}") from None
    return name


def _parse_date(text: str) -> datetime.date:
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    # `fromisoformat` also takes week dates and dates without hyphens.
    if date is None or date.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is no date of the form YYYY-MM-DD")
    return date


def _run_parse(options: argparse.Namespace) -> int:
    statuses = [_OK]
    pages = _iter_pages(options, statuses)
    if options.output is None:
        _write(sys.stdout.buffer, _EXPORTS[options.to](pages))
        return max(statuses)
    if any(_is_same_file(options.output, file) for file in options.files):
        print(f"{_show(options.output)}: error: the output would overwrite an input", file=sys.stderr)
        return _USAGE
    try:
        with open(options.output, "wb") as output:
            _write(output, _EXPORTS[options.to](pages))
    except OSError as error:
        return _complain(_show(options.output), error)
    return max(statuses)


def _run_detect(options: argparse.Namespace) -> int:
    statuses = [_OK]
    for name, text in _iter_texts(options, statuses):
        try:
            detection = decide(split_lines(text, _LIMITS, name), name).detection
        except PaperparseError as error:
            statuses.append(_complain(name, error))
            continue
        if options.json:
            sys.stdout.buffer.write(exports.dump_json(exports.describe_detection(name, detection)) + b"\n")
        else:
            sys.stdout.buffer.write(exports.format_detection(name, detection, text).encode())
    return max(statuses)


def _run_formats(_options: argparse.Namespace) -> int:
    width = max(len(form.NAME) for form in FORMATS)
    rows = [f"{form.NAME:<{width}}  {form.SUMMARY}\n" for form in sorted(FORMATS, key=lambda form: form.NAME)]
    sys.stdout.buffer.write("".join(rows).encode())
    return _OK


_EXPORTS: Final[dict[str, Callable[[Iterable[Page]], Iterator[bytes]]]] = {
    "jsonl": exports.iter_json_lines,
    "json": exports.iter_json,
    "text": exports.iter_listing,
}


def _iter_pages(options: argparse.Namespace, statuses: list[int]) -> Iterator[Page]:
    """The pages that can be read, each with its diagnostics on standard error; adds to `statuses`."""
    form = None if options.format is None else find_format(options.format)
    for name, text in _iter_texts(options, statuses):
        try:
            page = read_page(text, name=name, form=form, as_of=options.as_of, strict=options.strict, limits=_LIMITS)
        except PaperparseError as error:
            statuses.append(_complain(name, error))
            continue
        for found in page.diagnostics:
            place = f"{name}:{found.line}:{found.column}"
            print(f"{place}: {found.severity}: {found.code}: {found.message}", file=sys.stderr)
        if page.diagnostic_count > len(page.diagnostics):
            rest = page.diagnostic_count - len(page.diagnostics)
            print(f"{name}:1: note: {rest:,} more findings on this page are not shown", file=sys.stderr)
        if not page:
            statuses.append(_FINDINGS)
        yield page


def _iter_texts(options: argparse.Namespace, statuses: list[int]) -> Iterator[tuple[str, str]]:
    """Name and text of each file that can be read; adds to `statuses`."""
    for file in options.files:
        name = "<stdin>" if file == _STANDARD_INPUT else _show(file)
        try:
            data = read_bounded(sys.stdin.buffer, _LIMITS) if file == _STANDARD_INPUT else read_file(file, _LIMITS)[0]
            text = decode(data, options.encoding, _LIMITS, page=name)
        except (OSError, PaperparseError) as error:
            statuses.append(_complain(name, error))
        else:
            yield name, text


def _write(output: BinaryIO, chunks: Iterator[bytes]) -> None:
    output.writelines(chunks)
    output.flush()


def _is_same_file(path: str, other: str) -> bool:
    try:
        other_file = os.fstat(sys.stdin.fileno()) if other == _STANDARD_INPUT else os.stat(other)
        return os.path.isfile(path) and os.path.samestat(os.stat(path), other_file)
    except OSError:
        return False


def _show(path: str) -> str:
    """`path` as one line of text: JSON and UTF-8 have no form for the bytes of a file name that are no text."""
    return escape(os.fsencode(path).decode("utf-8", "replace"))


def _complain(name: str, error: OSError | PaperparseError) -> int:
    """Print `error` on one line of standard error and return the exit status it calls for."""
    if isinstance(error, OSError):
        print(f"{name}: error: {error.strerror or error}", file=sys.stderr)
        return _USAGE
    # An error about a whole page is an error about its first line: tools that read such lines want a number.
    place = f"{name}:{error.line or 1}" + (f":{error.column}" if error.column else "")
    print(f"{place}: error: {error.message}", file=sys.stderr)
    return _FINDINGS
