"""The command that says what paperparse runs on, and what of it is broken: `doctor`."""

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from paperparse.command_line.arguments import add_output, choose_format
from paperparse.command_line.streams import FINDINGS, OK, check_output, write_output
from paperparse.errors import escape
from paperparse.formats import FORMATS

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser

_FORMATS: Final = {".json": ("json",), ".txt": ("text",)}


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    parser = commands.add_parser(
        "doctor",
        help="say what paperparse runs on, and what of it is broken",
        description="Print the versions of paperparse, Python, and the packages that paperparse needs or can use, "
        "which of these can be imported, the formats of installed packages, and what is known of the terminal. "
        "What is missing is no fault; what is installed and can't be used is.",
        examples=("doctor", "doctor --to json -o doctor.json"),
        findings="something that is installed is broken",
    )
    parser.add_argument(
        "--to",
        choices=("text", "json"),
        help="text: for people (default, if the ending of OUT says nothing else); json: one document",
    )
    parser.add_argument("--json", action="store_const", const="json", dest="to", help="the same as --to json")
    add_output(parser)
    parser.set_defaults(run=lambda options: _run_doctor(parser, options))


def _run_doctor(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    # What asks for packages takes longer to import than all the rest of the command.
    from paperparse.command_line.installation import examine

    to = choose_format(parser, options.output, options.to, _FORMATS) or "text"
    check_output(options.output, ())
    found = examine()
    if to == "json":
        written = json.dumps(found, indent=2) + "\n"
    else:
        written = "".join(f"{line}\n" for line in _iter_lines(found))
    return max(FINDINGS if found["problems"] else OK, write_output(options.output, (written.encode(),)))


def _iter_lines(found: dict[str, Any]) -> Iterator[str]:
    own, python, terminal = found["paperparse"], found["python"], found["terminal"]
    yield f"paperparse {own['version']}, in {escape(own['folder'])}"
    threads = ", free-threaded" if python["free_threaded"] else ""
    yield f"{python['implementation']} {python['version']}{threads}, {python['platform']}"
    yield ""
    yield "packages that are needed"
    yield from (f"  {_describe(package)}" for package in found["dependencies"])
    yield ""
    yield "extras"
    for extra, packages in found["extras"].items():
        yield f"  {extra:<15}  {', '.join(map(_describe, packages))}"
    yield ""
    yield f"formats: {len(FORMATS)} of paperparse, {len(found['formats'])} of installed packages"
    yield from (f"  {form['name']} [{form['package']}]" for form in found["formats"])
    yield ""
    kind = f"terminal of {terminal['columns']} columns" if terminal["is_terminal"] else "no terminal"
    colour = "with colours" if terminal["is_coloured"] else "without colours"
    yield f"standard output: {kind}, {terminal['encoding']}, {colour}; names of files: {terminal['file_names']}"
    yield ""
    yield "broken:" if found["problems"] else "nothing is broken"
    yield from (f"  {escape(problem)}" for problem in found["problems"])


def _describe(package: dict[str, Any]) -> str:
    state = "not installed" if package["version"] is None else package["version"]
    return f"{package['name']} {state}{' (broken)' if package['problem'] else ''}"
