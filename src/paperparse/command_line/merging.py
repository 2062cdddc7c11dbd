"""The command that joins cards of the same paper: `merge`."""

import argparse
import errno
import os
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Final

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
    open_input,
    tell,
    write_outputs,
)
from paperparse.errors import CrawlError, PaperparseError, escape
from paperparse.exports import TARGETS, check_ending, iter_export
from paperparse.exports.parquet_input import iter_parquet_papers
from paperparse.formats import find_format
from paperparse.merging import find_near
from paperparse.merging.clustering import Groups, join_groups
from paperparse.merging.profiles import make_profiler
from paperparse.merging.result import Cluster, Conflict
from paperparse.merging.review import iter_review
from paperparse.merging.scratch import Scratch, Shelf
from paperparse.merging.verdicts import POLICIES
from paperparse.model.paper import Paper
from paperparse.pages.load import read_page
from paperparse.records.documents import LINES_OF_RECORDS, is_file_of_records
from paperparse.records.input import is_line_of_records, iter_lines
from paperparse.records.output import iter_papers
from paperparse.reports.summary import format_count
from paperparse.source import check_size, decode, read_bounded

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser

_TABLES: Final = ".parquet"


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    parser = commands.add_parser(
        "merge",
        help="join the cards of the same paper",
        description="Read pages, and records as JSON, JSON Lines or Parquet; find out which cards are of the same "
        "paper, and write one record for each paper. Of a folder that crawl has written, the papers are read.",
        examples=(
            "merge pages saved.jsonl -o papers.jsonl --review review.csv",
            "merge --to bibtex monday.txt friday.txt",
            "merge crawled -o papers.jsonl",
        ),
        findings="a page was not recognised, could not be parsed or has no card, or a file of records is wrong",
    )
    add_files(parser, "a page's text, a file of records", (*PAGES_AND_RECORDS, f"*{_TABLES}"))
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
    parser.add_argument(
        "--temporary-folder",
        metavar="FOLDER",
        help="where files are kept that are needed on the way, if all does not fit into some memory (default: the "
        "folder of OUT, else that of the system)",
    )
    parser.set_defaults(run=lambda options: _run_merge(parser, options))


def _run_merge(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    options.files = list(map(_find_papers, options.files))
    reading = start_reading(parser, options)
    settle_target(parser, options, reading.inputs.paths, "jsonl")
    if options.review is not None:
        _check_review(parser, options, reading.inputs.paths)
    near, profile = find_near(options.policy), make_profiler()
    with Scratch(_find_folder(options)) as scratch:
        shelf = Shelf(scratch)
        with reading.progress:
            for card in _iter_cards(options, reading, shelf):
                shelf.append(profile(card))
        groups = join_groups(shelf, profile, options.policy, near, scratch, keeps_evidence=False)
        found: Counter[str] = Counter()
        conflicts = _iter_counted(groups.iter_conflicts(), found)
        outputs = [(options.output, iter_export(groups.iter_papers(), options.to, options.export_options))]
        if options.review is not None:
            outputs.insert(0, (find_output(options.review), iter_review(groups.iter_maybe(), conflicts)))
        status = write_outputs(outputs, reading.statuses)
        # Without a review, they are not counted yet.
        deque(conflicts, maxlen=0)
        summary = _format_summary(groups, found.total())
    reading.tell_rest()
    print(summary, file=sys.stderr)
    if reading.inputs.has_folder or reading.refused:
        reading.tell_summary("file")
    return status


def _iter_counted(
    conflicts: Iterable[tuple[Conflict, Cluster]], found: Counter[str]
) -> Iterator[tuple[Conflict, Cluster]]:
    for conflict, cluster in conflicts:
        found[conflict.kind] += 1
        yield conflict, cluster


def _find_papers(file: str) -> str:
    """`file`, or of a folder that a crawl has written, the one with its papers; tells if there are more to come."""
    from paperparse.crawling.manifest import TASKS, read_manifest
    from paperparse.crawling.parts import PAPERS

    papers = os.path.join(file, PAPERS)
    if not (os.path.isdir(papers) and os.path.isfile(os.path.join(file, TASKS))):
        return file
    manifest = None
    with suppress(OSError, CrawlError):
        manifest = read_manifest(file)
    if manifest is None or not manifest.is_complete:
        tell(f"{escape(file)}: warning: the crawl has not come to its end (crawl --resume): merging what it has so far")
    return papers


def _find_folder(options: argparse.Namespace) -> str | None:
    """The folder for temporary files, `None` for that of the system; raises `OSError` for one that is none."""
    folder: str | None = options.temporary_folder
    if folder is not None and not os.path.isdir(folder):
        raise NotADirectoryError(errno.ENOTDIR, "no folder for temporary files", folder)
    output: str | None = options.output
    # What is there and is no file is a device or a pipe.
    if folder is not None or output is None or (os.path.exists(output) and not os.path.isfile(output)):
        return folder
    return os.path.dirname(output) or os.curdir


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


def _iter_cards(options: argparse.Namespace, reading: Reading, shelf: Shelf) -> Iterator[Paper]:
    """The cards in the files that can be read; when one is wrong further on, its own are taken off the `shelf`."""
    form = None if options.format is None else find_format(options.format)
    for file, name in reading.iter_files():
        before = len(shelf)
        try:
            with open_input(file) as stream:
                if file.lower().endswith(_TABLES):
                    yield from iter_parquet_papers(stream)
                    reading.accept()
                    continue
                first = stream.readline() if file.lower().endswith(LINES_OF_RECORDS) else b""
                if is_line_of_records(first):
                    yield from iter_papers(iter_lines(chain((first,), stream)))
                    reading.accept()
                    continue
                data = first + read_bounded(stream, NO_LIMITS)
            text = decode(data, options.encoding, NO_LIMITS, page=name)
            if is_file_of_records(text, name):
                yield from iter_papers(list_records(text))
                reading.accept()
                continue
            check_size(text, LIMITS)
            page = read_page(text, name=name, form=form, as_of=options.as_of, strict=False, limits=LIMITS)
        except (OSError, PaperparseError) as error:
            shelf.cut(before)
            reading.refuse(name, error)
        else:
            reading.progress.clear()
            reading.accept(len(page), tell_diagnostics(name, page))
            yield from page


def _format_summary(groups: Groups, conflicts: int) -> str:
    counts = (
        (groups.count, "card"),
        (sum(1 for _ in groups), "paper"),
        (groups.maybe.count, "pair"),
        (conflicts, "conflict"),
    )
    cards, papers, pairs, told = (format_count(count, noun) for count, noun in counts)
    return f"{cards}, {papers}; to look at: {pairs} that may be the same, {told}"
