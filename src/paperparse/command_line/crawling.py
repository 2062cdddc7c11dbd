"""The command that reads a crawl: `crawl`."""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from paperparse.command_line.arguments import add_format
from paperparse.command_line.progress import Progress
from paperparse.command_line.streams import FINDINGS, OK, STANDARD_INPUT, USAGE, tell
from paperparse.errors import CrawlError, escape
from paperparse.reports.summary import format_count

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser
    from paperparse.crawling.crawl import Progress as Crawled
    from paperparse.crawling.manifest import Manifest
    from paperparse.crawling.parts import Counts

_IMBALANCE: Final = 3
_STATUSES: Final = {"imbalance": _IMBALANCE, "too-many-failures": FINDINGS}
# Where no terminal is watched, a log is: so many seconds lie between its lines.
_SECONDS: Final = 60.0
_MOST_TOLD: Final = 10
_MINUTE: Final = 60
# The code of a file of a text that can't be read.
_UNREADABLE: Final = "unreadable-file"


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    crawl = commands.add_parser(
        "crawl",
        help="read the texts of a crawl, and say where each went",
        description="Read the texts in files, folders, JSON Lines, Parquet, WARC and WET with many processes, and "
        "write the papers on them and what became of each text. What was ended, by whatever, goes on with --resume.",
        examples=(
            "crawl pages -o papers",
            "crawl 'CC-MAIN-*.warc.wet.gz' -o papers --jobs 8",
            "crawl table.parquet -o papers --text-column body --resume",
        ),
        findings="an input can't be read to its end, or more texts have failed than --max-errors says",
        imbalance="what is written does not add up to what was read",
    )
    crawl.add_argument("inputs", nargs="*", metavar="IN", help="a file, a folder, or a pattern")
    crawl.add_argument(
        "--files-from", metavar="LIST", help="read the names of inputs, one a line, from this file; - is standard input"
    )
    crawl.add_argument("-o", "--output", metavar="OUT", required=True, help="the folder to write to")
    crawl.add_argument("--to", choices=("parquet", "jsonl"), default="parquet", help="what to write (default: parquet)")
    crawl.add_argument(
        "-j", "--jobs", metavar="N", type=_parse_count, help="how many processes read (default: one a processor)"
    )
    crawl.add_argument("--dask", metavar="ADDRESS", help="let the workers of this scheduler of Dask read")
    crawl.add_argument(
        "--input-format",
        choices=("text", "jsonl", "parquet", "warc"),
        help="what all inputs hold (default: what their endings say)",
    )
    for name, about in (
        ("text", "of texts (default: text)"),
        ("url", "of addresses (default: url, if there is one)"),
        ("date", "of the days on which texts were captured"),
    ):
        crawl.add_argument(f"--{name}-column", metavar="NAME", help=f"the column, or key, {about}")
    add_format(crawl)
    crawl.add_argument("--resume", action="store_true", help="go on with the crawl in OUT, if there is one")
    crawl.add_argument("--overwrite", action="store_true", help="take away the crawl in OUT first")
    crawl.add_argument(
        "--retry-failed", action="store_true", help="with --resume: read the parts again of which a text has failed"
    )
    crawl.add_argument("--max-errors", metavar="N", type=_parse_count, help="give up when more texts have failed")
    crawl.add_argument("--explain", action="store_true", help="say of each text why it was refused; takes far longer")
    crawl.add_argument("--no-progress", action="store_true", help="do not say how far the crawl has come")
    crawl.add_argument("--log-json", action="store_true", help="say so, and the summary, in lines of JSON")
    crawl.set_defaults(run=lambda options: _run_crawl(crawl, options))


def _parse_count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is no number")
    return int(text)


def _run_crawl(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from paperparse.crawling.crawl import crawl

    inputs = [*options.inputs, *_read_list(options.files_from)]
    if not inputs:
        parser.error("name an input, or a list of them with --files-from")
    if options.jobs == 0:
        parser.error("--jobs: 0 processes read nothing")
    if options.resume and options.overwrite:
        parser.error("--resume goes on with what --overwrite takes away")
    with Progress(0) as line:
        try:
            with _connect(options.dask) as (executor, size):
                manifest = crawl(
                    inputs,
                    options.output,
                    executor=executor,
                    jobs=options.jobs or size,
                    to=options.to,
                    text_column=options.text_column or "text",
                    url_column=options.url_column,
                    date_column=options.date_column,
                    input_format=options.input_format,
                    format=options.format,
                    resume=options.resume,
                    overwrite=options.overwrite,
                    retry_failed=options.retry_failed,
                    max_errors=options.max_errors,
                    explain=options.explain,
                    on_progress=None if options.no_progress else _Watch(line, options.log_json),
                )
        except CrawlError as error:
            line.clear()
            tell(f"paperparse: error: {error}")
            return _STATUSES.get(error.code or "", USAGE)
        except ValueError as error:
            line.clear()
            tell(f"paperparse: error: {error}")
            return USAGE
        except KeyboardInterrupt:
            line.clear()
            tell("paperparse: error: interrupted; the same command with --resume goes on")
            raise
    _tell_summary(manifest, options.output, is_json=options.log_json)
    return FINDINGS if manifest.broken or not manifest.is_complete or manifest.totals.codes.get(_UNREADABLE) else OK


def _read_list(path: str | None) -> list[str]:
    """The lines of the file at `path`, or of standard input for `-`."""
    if path is None:
        return []
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    return [os.fsdecode(name) for name in data.splitlines() if name.strip()]


@contextmanager
def _connect(address: str | None) -> Iterator[tuple[Any, int | None]]:
    """The executor of the Dask whose scheduler is at `address`, and how many threads it has; or `None` for both."""
    if address is None:
        yield None, None
        return
    from paperparse.exports.tables import load_library

    with load_library("distributed", "--dask", "dask").Client(address) as client:
        yield client.get_executor(), sum(client.nthreads().values())


class _Watch:
    """Tells how far a crawl has come: on a terminal in a line that changes, else in a line a minute."""

    def __init__(self, line: Progress, is_json: bool) -> None:
        self._line = line
        self._is_json = is_json
        self._begin = self._last = time.monotonic()
        self._size: int | None = None

    def __call__(self, crawled: "Crawled") -> None:
        now = time.monotonic()
        self._size = crawled.size if self._size is None else self._size
        seconds = max(now - self._begin, 1e-3)
        if sys.stderr.isatty() and not self._is_json:
            self._line.show(lambda: self._describe(crawled, seconds))
        elif now - self._last >= _SECONDS:
            self._last = now
            if self._is_json:
                told = {"event": "progress", "seconds": round(seconds, 1), "bytes": crawled.size}
                _print_json(told | {"bytes_in_all": crawled.inputs.bytes} | _describe_counts(crawled.counts))
            else:
                print(self._describe(crawled, seconds), file=sys.stderr)

    def _describe(self, crawled: "Crawled", seconds: float) -> str:
        counts = crawled.counts
        share = crawled.size / max(crawled.inputs.bytes, 1)
        parts = [
            f"{share:.0%}",
            f"{counts.texts:,} texts ({counts.texts / seconds:,.0f}/s)",
            f"{counts.refused / max(counts.texts, 1):.0%} refused",
            f"{format_count(counts.papers, 'paper')}",
        ]
        read = crawled.size - (self._size or 0)
        if read > 0:
            parts.append(f"{_format_seconds((crawled.inputs.bytes - crawled.size) / read * seconds)} left")
        return ", ".join(parts)


def _format_seconds(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min" if minutes else f"{rest} s"


def _describe_counts(counts: "Counts") -> dict[str, Any]:
    import msgspec

    described: dict[str, Any] = msgspec.to_builtins(counts)
    return described


def _print_json(told: dict[str, Any]) -> None:
    print(json.dumps(told), file=sys.stderr)


def _tell_summary(manifest: "Manifest", out: str, *, is_json: bool) -> None:
    """Tell what became of the texts, of which formats the pages are, why the others are none, and what stands twice."""
    totals = manifest.totals
    if is_json:
        broken = [{"input": one.input, "reason": one.reason} for one in manifest.broken]
        repeats = {"texts": manifest.repeats.texts, "urls": manifest.repeats.urls}
        told = {"event": "summary", "is_complete": manifest.is_complete, "broken": broken, "repeats": repeats}
        _print_json(told | _describe_counts(totals))
        return
    for one in manifest.broken[:_MOST_TOLD]:
        tell(f"{escape(one.input)}: error: it can't be read to its end: {escape(one.reason)}")
    if len(manifest.broken) > _MOST_TOLD:
        more = format_count(len(manifest.broken) - _MOST_TOLD, "more input")
        tell(f"paperparse: error: {more} can't be read; manifest.json names them")
    became = f"{totals.parsed:,} pages, {totals.refused:,} refused, {totals.failed:,} failed"
    files = format_count(manifest.inputs.files, "file")
    rows = [f"{format_count(totals.texts, 'text')} of {files}: {became}; {format_count(totals.papers, 'paper')}"]
    for title, counts in (("pages", totals.formats), ("others", totals.codes)):
        if counts:
            most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            rows.append(f"{title}: {', '.join(f'{count:,} {name}' for name, count in most_first)}")
    texts, urls = manifest.repeats.texts, manifest.repeats.urls
    if texts or urls:
        rows.append(f"copies: {format_count(texts, 'text')}, {format_count(urls, 'URL')}")
    if not manifest.is_complete:
        rows.append(f"not all was read; the same command with --resume goes on, in {escape(out)}")
    print("\n".join(rows), file=sys.stderr)
