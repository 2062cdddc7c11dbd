"""The commands that read pages: `parse`, `detect`, `formats`."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from paperparse.choosing.decision import decide
from paperparse.command_line.arguments import (
    add_as_of,
    add_encoding,
    add_export_options,
    add_format,
    add_output,
    choose_format,
    settle_target,
)
from paperparse.command_line.folders import PAGES
from paperparse.command_line.reading import Reading, add_files, start_reading
from paperparse.command_line.streams import FINDINGS, LIMITS, OK, check_output, read_input, tell, write_output
from paperparse.errors import PaperparseError, escape
from paperparse.exports import TARGETS, iter_export
from paperparse.exports.listing import (
    count_undated,
    describe_detection,
    format_detection,
    format_finding,
    hint_at_years,
    iter_listing,
)
from paperparse.formats import FORMATS, find_format, list_known
from paperparse.model.page import Page
from paperparse.pages.extraction import extract_text
from paperparse.pages.load import read_page
from paperparse.records.output import encode_value
from paperparse.source import decode
from paperparse.text.lines import split_lines

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser

_LISTING: Final = "text"
# What `detect` writes, by the endings of outputs.
_DETECTIONS: Final = {".txt": (_LISTING,), ".jsonl": ("jsonl",), ".ndjson": ("jsonl",)}


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the commands to `commands`; each sets `run`, which takes the options and returns the exit status."""
    parse = commands.add_parser(
        "parse",
        help="print the papers of pages",
        description="Find out which kind of page each text is, and print its papers.",
        examples=(
            "parse --to text page.txt",
            "parse pages -o papers.jsonl",
            "parse --exclude drafts --as-of 2025-10-30 pages -o papers.bib",
            "parse --format daily_feed --strict -",
        ),
        findings="a page was not recognised or has no card, or with --strict: any error or warning",
    )
    _add_files(parse)
    parse.add_argument(
        "--to",
        choices=(*TARGETS, _LISTING),
        help="jsonl: a paper a line (default, if the ending of OUT names no other); json: a list of pages; text: a "
        "listing for people; the others: the papers for other programs",
    )
    add_output(parse)
    add_export_options(parse)
    add_format(parse)
    add_as_of(parse)
    parse.add_argument("--strict", action="store_true", help="fail on a page with any error or warning")
    parse.set_defaults(run=lambda options: _run_parse(parse, options))

    detect = commands.add_parser(
        "detect",
        help="print the format of pages, how sure it is, and the evidence",
        description="Find out which kind of page each text is, and print how sure that is, and the evidence.",
        examples=("detect page.txt", "detect --to jsonl pages -o formats.jsonl"),
        findings="a page was not recognised",
    )
    _add_files(detect)
    detect.add_argument(
        "--to",
        choices=(_LISTING, "jsonl"),
        help="text: a listing for people (default, if the ending of OUT names no other); jsonl: a line of JSON a page, "
        "with all candidates",
    )
    detect.add_argument("--json", action="store_const", const="jsonl", dest="to", help="the same as --to jsonl")
    add_output(detect)
    detect.set_defaults(run=lambda options: _run_detect(detect, options))

    formats = commands.add_parser(
        "formats",
        help="list the formats",
        description="List the formats, those of installed packages too.",
        examples=("formats",),
    )
    formats.set_defaults(run=_run_formats)


def _add_files(parser: argparse.ArgumentParser) -> None:
    add_files(parser, "a page's text", PAGES)
    add_encoding(parser)


def _run_parse(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    reading = start_reading(parser, options)
    settle_target(parser, options, reading.inputs.paths, "jsonl")
    with reading.progress as progress:
        pages = _iter_pages(options, reading)
        is_listing = options.to == _LISTING
        chunks = iter_listing(pages) if is_listing else iter_export(pages, options.to, options.export_options)
        status = write_output(options.output, progress.make_way(chunks), reading.statuses)
    reading.tell_rest()
    reading.tell_summary("page", reading.papers)
    if is_listing and reading.undated and options.as_of is None:
        print(hint_at_years(reading.undated, "--as-of"), file=sys.stderr)
    return status


def _run_detect(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    reading = start_reading(parser, options)
    options.to = choose_format(parser, options.output, options.to, _DETECTIONS)
    check_output(options.output, reading.inputs.paths)
    with reading.progress as progress:
        chunks = progress.make_way(_iter_detections(options, reading))
        status = write_output(options.output, chunks, reading.statuses)
    reading.tell_rest()
    reading.tell_summary("page")
    return status


def _iter_detections(options: argparse.Namespace, reading: Reading) -> Iterator[bytes]:
    """What is printed of each file that is a page."""
    for name, text in _iter_texts(options, reading):
        try:
            shown, _ = extract_text(text, LIMITS, page=name)
            detection = decide(split_lines(shown, LIMITS, name), name).detection
        except PaperparseError as error:
            reading.refuse(name, error)
            continue
        if options.to == "jsonl":
            yield encode_value(describe_detection(name, detection)) + b"\n"
        else:
            yield format_detection(name, detection, shown).encode()
        reading.accept()


def _run_formats(_options: argparse.Namespace) -> int:
    known = sorted(list_known(), key=lambda one: one.form.name)
    width = max(len(form.name) for form, _ in known)
    rows = []
    for form, package in known:
        origin = "" if form in FORMATS else f" [{package}]"
        rows.append(f"{form.name:<{width}}  {form.summary}{origin}\n")
    return write_output(None, ("".join(rows).encode(),))


def _iter_pages(options: argparse.Namespace, reading: Reading) -> Iterator[Page]:
    """The pages that can be read, each with its diagnostics on standard error."""
    form = None if options.format is None else find_format(options.format)
    for name, text in _iter_texts(options, reading):
        try:
            page = read_page(text, name=name, form=form, as_of=options.as_of, strict=options.strict, limits=LIMITS)
        except PaperparseError as error:
            reading.refuse(name, error)
            continue
        reading.progress.clear()
        reading.accept(len(page), tell_diagnostics(name, page))
        reading.undated += count_undated(page)
        yield page


def tell_diagnostics(name: str, page: Page) -> int:
    """Print the diagnostics of the page `name` on standard error and return the exit status it calls for."""
    for found in page.diagnostics:
        tell(format_finding(name, found))
    if page.diagnostic_count > len(page.diagnostics):
        rest = page.diagnostic_count - len(page.diagnostics)
        tell(f"{escape(name)}:1: note: {rest:,} more findings on this page are not shown")
    return OK if page else FINDINGS


def _iter_texts(options: argparse.Namespace, reading: Reading) -> Iterator[tuple[str, str]]:
    """Name and text of each file that can be read."""
    for file, name in reading.iter_files():
        try:
            text = decode(read_input(file), options.encoding, LIMITS, page=name)
        except (OSError, PaperparseError) as error:
            reading.refuse(name, error)
        else:
            yield name, text
