"""The command that makes of a page what can be sent to others: `report`."""

import argparse
from random import SystemRandom
from typing import TYPE_CHECKING

from paperparse.command_line.arguments import add_as_of, add_encoding, add_format, add_output
from paperparse.command_line.streams import LIMITS, check_output, complain, name_page, read_input, tell, write_output
from paperparse.errors import PaperparseError
from paperparse.formats import find_format
from paperparse.pages.extraction import extract_text
from paperparse.source import decode

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    parser = commands.add_parser(
        "report",
        help="write what can be sent of a page that is read wrongly, with its words replaced",
        description="Write versions, the evidence for each format, the findings, and the page, or a text that is none, "
        "with its words replaced by others of the same shape: it is read as it was, and says nothing of what it said.",
        examples=("report page.txt -o report.txt", "report --format daily_feed - < page.txt"),
        findings="the page can't be read, or not replaced so that it is read alike",
    )
    parser.add_argument("page", metavar="PAGE", help="a page's text, or - for standard input")
    add_output(parser)
    add_format(parser)
    add_as_of(parser)
    add_encoding(parser)
    parser.set_defaults(run=_run_report)


def _run_report(options: argparse.Namespace) -> int:
    # No other command needs it, and it knows all the rules.
    from paperparse.command_line.installation import iter_versions
    from paperparse.masking.report import make_report

    check_output(options.output, [options.page])
    page = name_page(options.page)
    form = None if options.format is None else find_format(options.format)
    try:
        given = decode(read_input(options.page), options.encoding, LIMITS, page=page)
        text, extraction = extract_text(given, LIMITS, page=page)
        report = make_report(
            text,
            form=form,
            as_of=options.as_of,
            extraction=extraction,
            libraries=iter_versions(),
            limits=LIMITS,
            chance=SystemRandom(),
        )
    except (OSError, PaperparseError) as error:
        return complain(page, error)
    status = write_output(options.output, (report.text.encode(),))
    tell(
        f"{report.replaced:,} words replaced; {len(report.kept):,} that decide how the page is read stay, and so do "
        "dates, counts and signs. Look at the report before you send it"
    )
    return status
