"""The arguments that several commands take, and their types."""

import argparse
import codecs
import datetime
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from paperparse.command_line.colours import WHEN
from paperparse.command_line.streams import check_output, check_standard_output, find_output
from paperparse.destination import check_compression, find_ending
from paperparse.errors import FormatError
from paperparse.exports import BINARY, Target, check_ending, choose_target
from paperparse.exports.options import OPTIONS, settle_options
from paperparse.formats import find_format

# What the options of exports are called, and what is said of them.
_EXPORT_OPTIONS: Final = {
    "math": (
        "--math",
        "for bibtex: write $...$ as its characters (default), or keep it as mathematics where it is whole",
    ),
    "keys": (
        "--keys",
        "for citation keys: spell Latin letters only (default), or those of all scripts (needs anyascii)",
    ),
    "encoding": ("--output-encoding", "for csv: utf-8-sig begins with the byte-order mark that Excel looks for"),
}


def add_encoding(parser: argparse.ArgumentParser) -> None:
    """Add `--encoding` to `parser`."""
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        default="utf-8",
        type=check_encoding,
        help="of files without a byte-order mark (default: utf-8)",
    )


def add_color(parser: argparse.ArgumentParser) -> None:
    """Add `--color` to `parser`."""
    parser.add_argument(
        "--color",
        choices=WHEN,
        default="auto",
        help="severities in colour: auto, on a terminal and without NO_COLOR (default)",
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add `--format` to `parser`."""
    parser.add_argument(
        "--format",
        metavar="NAME",
        type=check_format_name,
        help="the pages' format, one of `paperparse formats`, instead of finding it out",
    )


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Add `--as-of` to `parser`."""
    parser.add_argument(
        "--as-of", metavar="DATE", type=parse_date, help="the day the pages were captured, as YYYY-MM-DD"
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add `--output` to `parser`."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=parse_output,
        help="write to this file, whose ending names the format; - is standard output (default)",
    )


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked of some formats to `parser`."""
    for name, (argument, about) in _EXPORT_OPTIONS.items():
        parser.add_argument(argument, choices=OPTIONS[name].values, dest=_name_attribute(name), help=about)


def _name_attribute(option: str) -> str:
    # `encoding` is that of files to read.
    return f"export_{option}"


def parse_output(path: str) -> str | None:
    """The `path` of a file to write to, which must not promise another compression, or `None` for standard output."""
    try:
        check_compression(path)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return find_output(path)


def check_format_name(name: str) -> str:
    """`name`, which must be that of a format."""
    try:
        return find_format(name).name
    except FormatError as error:
        raise argparse.ArgumentTypeError(error.message) from None


def settle_target(
    parser: argparse.ArgumentParser, options: argparse.Namespace, inputs: Iterable[str], default: Target | None
) -> None:
    """Set `--to` to what the ending of `--output` says, or to `default`, where it is not given; and `export_options`.

    Ends the command as `parser` does for wrong usage if that is nothing, if the two contradict each other, if the
    format is one that no terminal should be sent, or if it has not the options that are given. Raises `OSError` as
    `check_output` of the streams does for `inputs`.
    """
    path = options.output or ""
    if path:
        check_output(path, inputs)
    try:
        check_ending(path, options.to)
        options.to = options.to or choose_target(path, default)
    except ValueError as error:
        parser.error(f"--output: {error}")
    if options.to is None:
        parser.error("name the format with --to, or by the ending of --output")
    given = {name: getattr(options, _name_attribute(name)) for name in OPTIONS}
    try:
        options.export_options = settle_options(options.to, given, {name: _EXPORT_OPTIONS[name][0] for name in OPTIONS})
    except ValueError as error:
        parser.error(str(error))
    if options.to in BINARY and not path and sys.stdout.isatty():
        parser.error(f"{options.to} is no text and would spoil the terminal: name a file with --output")
    if not path:
        check_standard_output()


def choose_format(
    parser: argparse.ArgumentParser,
    output: str | None,
    given: str | None,
    endings: Mapping[str, Sequence[str]],
    preferred: str | None = None,
) -> str | None:
    """The format of what is no record: `given`, or what the ending of `output` names, or `None`.

    `endings` have the formats that fit each; the first is meant, or the `preferred` one if it fits.

    Ends the command as `parser` does for wrong usage if the two contradict each other.
    """
    ending = find_ending(output or "")
    fitting = endings.get(ending, ())
    if given is not None and fitting and given not in fitting:
        parser.error(f"--output: {ending} is the ending of {fitting[0]}, not of {given}")
    if given is None and (preferred in fitting or not fitting):
        return preferred
    return given or fitting[0]


def check_encoding(name: str) -> str:
    """`name`, which must be that of an encoding."""
    try:
        codecs.lookup(name)
    except LookupError:
        raise argparse.ArgumentTypeError(f"Python knows no encoding {name!r}") from None
    return name


def parse_date(text: str) -> datetime.date:
    """The date `text`, which must be of the form YYYY-MM-DD."""
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    # `fromisoformat` also takes week dates and dates without hyphens.
    if date is None or date.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is no date of the form YYYY-MM-DD")
    return date
