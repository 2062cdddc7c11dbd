"""The command that joins cards of the same paper: `merge`."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperparse.command_line.arguments import (
    add_as_of,
    add_encoding,
    add_export_options,
    add_format,
    add_output,
    settle_target,
)
from paperparse.command_line.conversion import list_records
from paperparse.command_line.folders import PAGES_AND_RECORDS
from paperparse.command_line.pages import tell_diagnostics
from paperparse.command_line.reading import Reading, add_files, start_reading
from paperparse.command_line.streams import (
    LIMITS,
    NO_LIMITS,
    check_output,
    find_output,
    is_same_place,
    read_input,
    write_outputs,
)
from paperparse.errors import PaperparseError
from paperparse.exports import TARGETS, check_ending, iter_export
from paperparse.formats import find_format
from paperparse.merging import merge
from paperparse.merging.result import MergeResult
from paperparse.merging.review import iter_review
from paperparse.merging.verdicts import POLICIES
from paperparse.pages.load import read_page
from paperparse.records.documents import is_file_of_records
from paperparse.records.output import Record
from paperparse.source import check_size, decode

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    parser = commands.add_parser(
        "merge",
        help="join the cards of the same paper",
        description="Read pages, and records as JSON or JSON Lines, which are told apart by their content; find out "
        "which cards are of the same paper, and write one record for each paper.",
        examples=(
            "merge pages saved.jsonl -o papers.jsonl --review review.csv",
            "merge --to bibtex monday.txt friday.txt",
        ),
        findings="a page was not recognised, could not be parsed or has no card, or a file of records is wrong",
    )
    add_files(parser, "a page's text, a file of records", PAGES_AND_RECORDS)
    parser.add_argument(
        "--to", choices=TARGETS, help="the format to write (default: what the ending of OUT says, else jsonl)"
    )
    add_output(parser)
    add_export_options(parser)
    parser.add_argument(
        "--review", metavar="TABLE", help="write there, as CSV, the pairs that may be the same, and the conflicts"
    )
    parser.add_argument(
        "--policy",
        choices=POLICIES,
        default="safe",
        help="exact: join what is equal but for its spelling; safe: also what is nearly so (default); fuzzy: also what "
        "is nearly equal letter by letter (needs rapidfuzz)",
    )
    add_format(parser)
    add_as_of(parser)
    add_encoding(parser)
    parser.set_defaults(run=lambda options: _run_merge(parser, options))


def _run_merge(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    reading = start_reading(parser, options)
    settle_target(parser, options, reading.inputs.paths, "jsonl")
    if options.review is not None:
        _check_review(parser, options, reading.inputs.paths)
    with reading.progress:
        result = merge(_iter_records(options, reading), policy=options.policy)
    outputs = [(options.output, iter_export(result.papers, options.to, options.export_options))]
    if options.review is not None:
        outputs.insert(0, (find_output(options.review), iter_review(result)))
    status = write_outputs(outputs, reading.statuses)
    reading.tell_rest()
    print(_format_summary(result), file=sys.stderr)
    if reading.inputs.has_folder or reading.refused:
        reading.tell_summary("file")
    return status


def _check_review(parser: argparse.ArgumentParser, options: argparse.Namespace, inputs: Iterable[str]) -> None:
    """End the command as `parser` does for wrong usage if `--review` names no place for a table of its own."""
    review = find_output(options.review)
    if is_same_place(review, options.output):
        parser.error("the papers and the table for review can't be written to the same place")
    try:
        check_ending(review or "", "csv")
    except ValueError as error:
        parser.error(f"--review: {error}")
    check_output(review, inputs)


def _iter_records(options: argparse.Namespace, reading: Reading) -> Iterator[Record]:
    """The pages and papers in the files that can be read."""
    form = None if options.format is None else find_format(options.format)
    for file, name in reading.iter_files():
        try:
            text = decode(read_input(file, NO_LIMITS), options.encoding, NO_LIMITS, page=name)
            if is_file_of_records(text, name):
                yield from list_records(text)
                reading.accept()
                continue
            check_size(text, LIMITS)
            page = read_page(text, name=name, form=form, as_of=options.as_of, strict=False, limits=LIMITS)
        except (OSError, PaperparseError) as error:
            reading.refuse(name, error)
        else:
            reading.progress.clear()
            reading.accept(len(page), tell_diagnostics(name, page))
            yield page


def _format_summary(result: MergeResult) -> str:
    counts = (
        (sum(len(cluster.cards) for cluster in result.clusters), "card"),
        (len(result.papers), "paper"),
        (len(result.maybe), "pair"),
        (len(result.conflicts), "conflict"),
    )
    cards, papers, pairs, conflicts = (f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in counts)
    return f"{cards}, {papers}; to look at: {pairs} that may be the same, {conflicts}"
