"""The command that writes a first format from a page: `new-format`."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from paperparse.command_line.arguments import add_encoding
from paperparse.command_line.streams import (
    FINDINGS,
    LIMITS,
    STANDARD_INPUT,
    USAGE,
    check_standard_output,
    complain,
    name_page,
    read_input,
    tell,
    write_output,
)
from paperparse.drafting.project import iter_files
from paperparse.drafting.tables import Draft, draft_format
from paperparse.errors import PaperparseError, escape
from paperparse.formats import list_formats
from paperparse.grammar.table import FORMAT_NAME
from paperparse.pages.extraction import extract_text
from paperparse.source import decode
from paperparse.text.lines import split_lines

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    parser = commands.add_parser(
        "new-format",
        help="write a first format from a page",
        description="Look at what repeats on a page of a kind that is not known yet, and write a package with a table "
        "that reads it at least partly, an entry point, and a test that says what to complete. No file is overwritten.",
        examples=("new-format page.txt", "new-format --name daily_list -o daily-list page.txt"),
        findings="the page can't be read, or nothing repeats on it",
    )
    parser.add_argument("page", metavar="PAGE", help="a page's text, or - for standard input")
    parser.add_argument("-o", "--output", metavar="FOLDER", help="write there (default: paperparse-NAME)")
    parser.add_argument("--name", metavar="NAME", help="of the format, an identifier (default: from the page's file)")
    add_encoding(parser)
    parser.set_defaults(run=lambda options: _run_new_format(parser, options))


def _run_new_format(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    name = _guess_name(options.page) if options.name is None else options.name
    if not FORMAT_NAME.fullmatch(name):
        parser.error(f"--name must be letters in lower case, digits and _, and begin with a letter, not {name!r}")
    if any(form.name == name for form in list_formats()):
        parser.error(f"a format is named {name!r} already: give another --name")
    check_standard_output()
    page = name_page(options.page)
    try:
        given = decode(read_input(options.page), options.encoding, LIMITS, page=page)
        text, _ = extract_text(given, LIMITS, page=page)
        split_lines(text, LIMITS, page)
    except (OSError, PaperparseError) as error:
        return complain(page, error)
    draft = draft_format(text, name)
    if draft is None:
        tell(
            f"{escape(page)}:1: error: nothing repeats on this page like cards of papers: give one with at least two "
            "cards, or write the table yourself (docs/formats.md)"
        )
        return FINDINGS
    folder = Path(f"paperparse-{name.replace('_', '-')}" if options.output is None else options.output)
    return _write_project(folder, draft)


def _guess_name(page: str) -> str:
    """A name of a format, made of that of the file `page`."""
    stem = "" if page == STANDARD_INPUT else Path(page).stem
    words = "".join(character if character.isascii() and character.isalnum() else " " for character in stem.lower())
    name = "_".join(words.split()) or "new_format"
    return name if name[0].isalpha() else f"page_{name}"


def _write_project(folder: Path, draft: Draft) -> int:
    files = [(folder / path, text) for path, text in iter_files(draft)]
    taken = next((path for path, _ in files if os.path.lexists(path)), None)
    if taken is not None:
        tell(f"{escape(str(taken))}: error: the file exists already: name another folder with -o")
        return USAGE
    for path, text in files:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # What somebody else has written meanwhile stays as well.
            with open(path, "x", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError as error:
            return complain(str(path), error)
    where = escape(str(folder))
    count, left = len(draft.page), draft.page.diagnostic_count
    told = (
        f"{escape(str(files[0][0]))}: a table that reads {count} papers, with {left} finding{'s' * (left != 1)}\n"
        f"next: complete it until `pip install -e '{where}[test]' && pytest {where}` passes\n"
    )
    return write_output(None, (told.encode(),))
