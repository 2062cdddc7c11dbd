"""The command `paperparse`: parse pages, detect their format, merge their cards, convert records, validate both;
write a first format.

Exit status: 0 if all is well, also if the reader of the output has gone, 1 if a page was not recognised, could not be
parsed or has findings, 2 for wrong usage or a file that can't be read or written, 130 if interrupted. One bad file does
not stop the others; each error is one line on standard error. Files that are written are whole or as they were.
"""

import argparse
import sys
import warnings
from collections.abc import Sequence

import paperparse
from paperparse.command_line import conversion, drafting, merging, pages, validation
from paperparse.command_line.streams import (
    INTERRUPTED,
    OK,
    USAGE,
    check_standard_output,
    complain,
    drop_standard_output,
    open_standard_streams,
)
from paperparse.errors import FormatError, escape


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default) and return its exit status."""
    parser = _make_parser()
    open_standard_streams()
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _tell_warning
            options = _parse_arguments(parser, arguments)
            return int(options.run(options))
    except OSError as error:
        if isinstance(error.filename, str):
            return complain(error.filename, error)
        drop_standard_output()
        return OK if isinstance(error, BrokenPipeError) else complain("<stdout>", error)
    except (ModuleNotFoundError, FormatError) as error:
        # A format needs a library that is not there, or two have one name; the message says what to do.
        print(f"paperparse: error: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED


def _parse_arguments(parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> argparse.Namespace:
    """What `parser` makes of `arguments`; raises `OSError` if help or version can't be printed."""
    try:
        return parser.parse_args(arguments)
    except SystemExit as ended:
        if ended.code == OK:
            check_standard_output()
            sys.stdout.flush()
        raise


def _tell_warning(message: Warning | str, *_: object, **__: object) -> None:
    print(f"paperparse: warning: {escape(str(message))}", file=sys.stderr)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paperparse", description="Turn the raw text of web pages that list research papers into typed records."
    )
    parser.add_argument("--version", action="version", version=f"paperparse {paperparse.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    pages.add_commands(commands)
    merging.add_commands(commands)
    conversion.add_commands(commands)
    validation.add_commands(commands)
    drafting.add_commands(commands)
    return parser
