"""One run of the command: its arguments, its commands, and the errors that end it."""

import argparse
import sys
import warnings
from collections.abc import Sequence

import paperparse
import paperparse.command_line.conversion as conversion
import paperparse.command_line.drafting as drafting
import paperparse.command_line.merging as merging
import paperparse.command_line.pages as pages
import paperparse.command_line.validation as validation
from paperparse.command_line.streams import (
    OK,
    USAGE,
    check_standard_output,
    complain,
    drop_standard_output,
    open_standard_streams,
)
from paperparse.errors import FormatError, escape


def run(arguments: Sequence[str] | None) -> int:
    """Run the command with `arguments`, or those of the process, and return its exit status."""
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
