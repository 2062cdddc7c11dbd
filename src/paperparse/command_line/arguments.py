"""The arguments that several commands take, and their types."""

import argparse
import codecs
import datetime
import sys

from paperparse.command_line.streams import STANDARD_OUTPUT
from paperparse.errors import FormatError
from paperparse.exports import BINARY
from paperparse.formats import find_format


def add_encoding(parser: argparse.ArgumentParser) -> None:
    """Add `--encoding` to `parser`."""
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        default="utf-8",
        type=check_encoding,
        help="of files without a byte-order mark (default: utf-8)",
    )


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Add `--as-of` to `parser`."""
    parser.add_argument(
        "--as-of", metavar="DATE", type=parse_date, help="the day the pages were captured, as YYYY-MM-DD"
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add `--output` to `parser`."""
    parser.add_argument("-o", "--output", metavar="OUT", help="write to this file; - is standard output (default)")


def check_format_name(name: str) -> str:
    """`name`, which must be that of a format."""
    try:
        return find_format(name).name
    except FormatError as error:
        raise argparse.ArgumentTypeError(error.message) from None


def check_output(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """End the command as `parser` does for wrong usage if `--to` names a format that no terminal should be sent."""
    if options.to in BINARY and options.output in (None, STANDARD_OUTPUT) and sys.stdout.isatty():
        parser.error(f"{options.to} is no text and would spoil the terminal: name a file with --output")


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
