"""The command that reads records: `convert`."""

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from paperparse.command_line.arguments import add_export_options, add_output, settle_target
from paperparse.command_line.streams import (
    FINDINGS,
    NO_LIMITS,
    OK,
    complain,
    name_input,
    read_input,
    tell,
    write_output,
)
from paperparse.errors import PaperparseError, RecordError, escape
from paperparse.exports import TARGETS, iter_export
from paperparse.model.page import Page
from paperparse.model.paper import Paper
from paperparse.records.documents import is_json
from paperparse.records.input import from_json
from paperparse.source import decode

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    convert = commands.add_parser(
        "convert",
        help="write records in another format",
        description="Read records, as parse, convert and dump write them in JSON or JSON Lines, and write them in "
        "another format. Of pages, all formats but json take the papers.",
        examples=("convert papers.jsonl -o papers.bib", "convert --to ris papers.jsonl"),
        findings="a file holds no records, or wrong ones",
    )
    add_records(convert)
    convert.add_argument("--to", choices=TARGETS, help="the format to write (default: what the ending of OUT says)")
    add_output(convert)
    add_export_options(convert)
    convert.set_defaults(run=lambda options: _run_convert(convert, options))


def add_records(parser: argparse.ArgumentParser) -> None:
    """Add the files that `iter_records` reads to `parser`."""
    parser.add_argument(
        "files", nargs="+", metavar="RECORDS", help="a file of JSON or JSON Lines, or - for standard input"
    )


def _run_convert(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    settle_target(parser, options, options.files, None)
    statuses: list[int] = []
    records = iter_records(options.files, statuses)
    if options.to == "json":
        records = _iter_alike(records, statuses)
    every = (record for _, several in records for record in several)
    return write_output(options.output, iter_export(every, options.to, options.export_options), statuses)


def iter_records(
    files: Iterable[str], statuses: list[int]
) -> Iterator[tuple[str, tuple[Paper, ...] | tuple[Page, ...]]]:
    """The name and the records of each of `files` that can be read; adds to `statuses` one for each file.

    What is wrong with the others goes to standard error, a line each.
    """
    for file in files:
        name = name_input(file)
        try:
            yield name, read_records(file)
        except (OSError, PaperparseError) as error:
            statuses.append(complain(name, error))
        else:
            statuses.append(OK)


def read_records(file: str) -> tuple[Paper, ...] | tuple[Page, ...]:
    """The papers or the pages in `file`, or on standard input if it is `-`.

    Files of records may be of any size: they are as large as all the pages together that they were made from.

    Raises `OSError` for a file that can't be read, else as `from_json` does.
    """
    text = decode(read_input(file, NO_LIMITS), "utf-8", NO_LIMITS)
    if text.strip() and not is_json(text):
        message = "no records as JSON or JSON Lines; to write a page in another format, use parse --to or merge --to"
        raise RecordError(message, line=1, code="malformed-json")
    return list_records(text)


def list_records(text: str) -> tuple[Paper, ...] | tuple[Page, ...]:
    """The papers or the pages in `text`, JSON or JSON Lines; raises as `from_json` does."""
    records = from_json(text)
    return (records,) if isinstance(records, Page) else records


def _iter_alike(
    records: Iterable[tuple[str, tuple[Paper, ...] | tuple[Page, ...]]], statuses: list[int]
) -> Iterator[tuple[str, tuple[Paper, ...] | tuple[Page, ...]]]:
    """`records` but for files of papers after files of pages, or the other way round: no list of JSON holds both."""
    kind = None
    for name, several in records:
        kind = kind or (type(several[0]) if several else None)
        if several and type(several[0]) is not kind:
            other, first = ("papers", "pages") if kind is Page else ("pages", "papers")
            tell(f"{escape(name)}:1: error: {other}, but the files before hold {first}; convert to jsonl")
            statuses.append(FINDINGS)
        else:
            yield name, several
