"""The command that shows what the parser saw: `explain`."""

import argparse
import os
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from paperparse.command_line.arguments import add_as_of, add_encoding, add_format, add_output, choose_format
from paperparse.command_line.colours import is_coloured
from paperparse.command_line.streams import (
    LIMITS,
    OK,
    check_output,
    complain,
    name_page,
    read_input,
    write_output,
)
from paperparse.errors import FormatError, PaperparseError
from paperparse.formats import find_format
from paperparse.pages.extraction import extract_text
from paperparse.pages.load import read_page
from paperparse.source import decode

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser

_FORMATS: Final = {".html": ("html",), ".htm": ("html",), ".txt": ("text",)}
_WIDTH: Final = 100
# What `less` is told if nobody has said otherwise: colours are colours, one screen needs no key, and stays.
_LESS: Final = "FRX"


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    parser = commands.add_parser(
        "explain",
        help="show a page with what became of every character, and why it has its format",
        description="Show the whole text of a page: values, lines of the site, cards, findings, what was not read, as "
        "one HTML file or on the terminal; of a text that is no page, what each format lacks.",
        examples=("explain page.txt -o page.html", "explain page.txt", "explain --format daily_feed --to html - -o -"),
        findings="the text is no page",
    )
    parser.add_argument("page", metavar="PAGE", help="a page's text, or - for standard input")
    parser.add_argument(
        "--to",
        choices=("text", "html"),
        help="text: for people at a terminal, needs rich (default, if the ending of OUT says nothing else); html: one "
        "file for a browser",
    )
    add_output(parser)
    add_format(parser)
    add_as_of(parser)
    add_encoding(parser)
    parser.set_defaults(run=lambda options: _run_explain(parser, options))


def _run_explain(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    # No other command needs them, and they take a tenth of the time that it takes to start.
    from paperparse.explaining import html, terminal
    from paperparse.explaining.layout import lay_out_page, lay_out_refused

    to = choose_format(parser, options.output, options.to, _FORMATS, None) or "text"
    check_output(options.output, [options.page])
    name = name_page(options.page)
    try:
        data = read_input(options.page)
        text, _ = extract_text(decode(data, options.encoding, LIMITS, page=name), LIMITS, page=name)
    except (OSError, PaperparseError) as error:
        return complain(name, error)
    form = None if options.format is None else find_format(options.format)
    status = OK
    try:
        page = read_page(text, name=name, form=form, as_of=options.as_of, strict=False, limits=LIMITS)
    except FormatError as error:
        status = complain(name, error)
        write_html = partial(html.explain_refused, name, text, error.message, error.candidates)
        lay_out = partial(lay_out_refused, name, text, error.candidates)
    except PaperparseError as error:
        return complain(name, error)
    else:
        write_html, lay_out = partial(html.explain_page, page), partial(lay_out_page, page)
    if to == "html":
        return max(status, write_output(options.output, [write_html().encode()]))
    is_shown = options.output is None and sys.stdout.isatty()
    color = options.output is None and is_coloured(sys.stdout)
    width = shutil.get_terminal_size((_WIDTH, 24)).columns if is_shown else _WIDTH
    written = terminal.explain(lay_out(), color=color, width=width)
    if is_shown:
        from pydoc import pager

        os.environ.setdefault("LESS", _LESS)
        pager(written)
        return status
    return max(status, write_output(options.output, [written.encode()], is_safe=True))
