"""The manual page of the command, `docs/paperparse.1`, written from its parser.

Run: `python tests/manual.py` writes it; `test_manual.py` compares. The wheel brings it to `share/man/man1`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from paperparse.command_line.completion import Argument, Command, list_commands
from paperparse.command_line.running import make_parsers

PAGE: Final = Path(__file__).parent.parent / "docs" / "paperparse.1"
_STATUS: Final = re.compile(r"^ *(\d+)  (.*)$", re.MULTILINE)
_EXAMPLE: Final = re.compile(r"^  (paperparse .*)$", re.MULTILINE)
# What holds for each command stands in a section of its own.
_COMMON: Final = ("--help", "--color")


def write_page() -> str:
    """The manual page, as roff with the macros of man."""
    return "".join(f"{line}\n" for line in _iter_page())


def _iter_page() -> Iterator[str]:
    parser, parsers = make_parsers()
    commands = list_commands(parsers)
    yield '.TH PAPERPARSE 1 "" "paperparse" "User Commands"'
    yield ".SH NAME"
    yield "paperparse \\- read pages that list research papers"
    yield ".SH SYNOPSIS"
    yield from (".B paperparse", ".I COMMAND", r"[\fIARGUMENT\fR ...]", ".br", r".B paperparse \-\-version")
    yield ".SH DESCRIPTION"
    yield _escape(parser.description or "")
    yield ".SH COMMANDS"
    for command in commands:
        yield from _iter_command(command)
    yield ".SH COMMON OPTIONS"
    for argument in commands[0].arguments:
        if argument.flags[-1:] and argument.flags[-1] in _COMMON:
            yield from _iter_argument(argument)
    yield ".SH EXIT STATUS"
    for status, meaning in _STATUS.findall(parser.epilog or ""):
        yield from (".TP", status, _escape(meaning))
    yield ".SH ENVIRONMENT"
    yield from (".TP", "NO_COLOR", r"If it is set and not empty, nothing is coloured without \fB\-\-color always\fR.")
    yield ".SH FILES"
    yield from (".TP", "pyproject.toml", "Its table [tool.paperparse] has options of")
    yield from (".B validate", "that hold for every run.")
    yield ".SH SEE ALSO"
    yield "https://github.com/paperparse/paperparse/tree/main/docs"


def _iter_command(command: Command) -> Iterator[str]:
    places = (_italic(_name(argument)) for argument in command.arguments if not argument.flags)
    yield " ".join((".SS paperparse", _escape(command.name), f"[{_italic('OPTION')} ...]", *places))
    yield _escape(command.parser.description or "")
    for argument in command.arguments:
        if not argument.flags or argument.flags[-1] not in _COMMON:
            yield from _iter_argument(argument)
    examples, _, statuses = (command.parser.epilog or "").partition("exit status:")
    yield from (".PP", "Examples:", ".PP", ".EX", *map(_escape, _EXAMPLE.findall(examples)), ".EE")
    for status, meaning in _STATUS.findall(statuses):
        if status in ("1", "3"):
            yield from (".PP", f"The exit status is {status} if {_escape(meaning)}.")


def _iter_argument(argument: Argument) -> Iterator[str]:
    flags = ", ".join(f"\\fB{_escape(flag)}\\fR" for flag in argument.flags)
    value = _italic(_name(argument)) if argument.metavar else ""
    yield from (".TP", "=".join(filter(None, (flags, value))), _escape(argument.about))


def _name(argument: Argument) -> str:
    """What stands for the value of `argument`: its few words, or its name."""
    return "|".join(argument.words) if argument.words and argument.metavar.islower() else argument.metavar


def _italic(text: str) -> str:
    return f"\\fI{_escape(text)}\\fR"


def _escape(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


if __name__ == "__main__":
    PAGE.write_text(write_page(), "utf-8")
