"""One run of the command: its arguments, its commands, and the errors that end it."""

import argparse
import sys
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

import paperparse
import paperparse.command_line.completion as completion
import paperparse.command_line.conversion as conversion
import paperparse.command_line.crawling as crawling
import paperparse.command_line.doctor as doctor
import paperparse.command_line.drafting as drafting
import paperparse.command_line.explaining as explaining
import paperparse.command_line.merging as merging
import paperparse.command_line.pages as pages
import paperparse.command_line.reporting as reporting
import paperparse.command_line.validation as validation
from paperparse.command_line.arguments import add_color
from paperparse.command_line.colours import WANTED
from paperparse.command_line.parser import Parser
from paperparse.command_line.streams import (
    OK,
    USAGE,
    check_standard_output,
    complain,
    drop_standard_output,
    open_standard_streams,
    tell,
)
from paperparse.errors import FormatError, escape

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def run(arguments: Sequence[str] | None) -> int:
    """Run the command with `arguments`, or those of the process, and return its exit status."""
    parser, _ = make_parsers()
    open_standard_streams()
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _tell_warning
            options = _parse_arguments(parser, arguments)
            WANTED.set(options.color)
            return int(options.run(options))
    except OSError as error:
        if isinstance(error.filename, str):
            return complain(error.filename, error)
        drop_standard_output()
        return OK if isinstance(error, BrokenPipeError) else complain("<stdout>", error)
    except (ModuleNotFoundError, FormatError) as error:
        # A format needs a library that is not there, or two have one name; the message says what to do.
        tell(f"paperparse: error: {error}")
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
    tell(f"paperparse: warning: {escape(str(message))}")


def make_parsers() -> "tuple[Parser, _SubParsersAction[Parser]]":
    """The parser of the command, and the parsers of its commands, by their names in `choices`.

    docs/command-reference.md, completion and the manual page are written from them.
    """
    parser = Parser(
        prog="paperparse",
        description="Turn the raw text of web pages that list research papers into typed records.",
        examples=("parse --to text page.txt", "parse pages -o papers.jsonl", "COMMAND --help"),
        findings="a page, or a file of records, is not as it should be; COMMAND --help says what counts",
    )
    parser.add_argument("--version", action="version", version=f"paperparse {paperparse.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    pages.add_commands(commands)
    merging.add_commands(commands)
    conversion.add_commands(commands)
    validation.add_commands(commands)
    crawling.add_commands(commands)
    explaining.add_commands(commands)
    reporting.add_commands(commands)
    drafting.add_commands(commands)
    doctor.add_commands(commands)
    completion.add_commands(commands)
    for command in commands.choices.values():
        add_color(command)
    return parser, commands
