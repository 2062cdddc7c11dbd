"""How many MB one core reads in a second at each stage of a crawl, and how many a month of Common Crawl takes.

Run: `PYTHONPATH=tests python tests/benchmarks/crawl_rates.py [--texts N] [--rounds N]`; 2,000 texts unless told, of
which four of five are no page, some 10 KB each.

Each stage runs alone, in this process and one thread, and what counts is the time of its processor, which depends far
less on what else the machine does than that of a clock; each row is the best of `--rounds`. MB are a million bytes of
what goes in: of text, or of HTML. HTML is made of the texts that are no page: some 150 KB, as much as a page of Common
Crawl has on average, of which a third are scripts and styles, and the rest markup around the lines.
"""

import argparse
import gzip
import html
import io
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from crawl import make_texts
from crawls import make_record

import paperparse
from paperparse.crawling.archives import iter_records
from paperparse.crawling.chunks import Chunk
from paperparse.crawling.parts import FOLDERS, Place, write_chunk
from paperparse.crawling.settings import File, Settings, Task
from paperparse.crawling.texts import Reading, Text, iter_outcomes
from paperparse.limits import Limits
from paperparse.pages.extraction import extract_text
from paperparse.text.tags import check_tags

_MEGABYTE: Final = 1e6
_COPIES: Final = 40
_HTML_SIZE: Final = 150_000
_HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


class Stage(NamedTuple):
    """A stage: what runs, and how many bytes go into it and how many items they are."""

    name: str
    run: Callable[[], object]
    size: int
    items: int


def make_html(text: str) -> str:
    """A page that shows `text`."""
    lines = text.splitlines()
    script = "window.x = window.x || [];\n" * (_HTML_SIZE // 3 // 27)
    spare = max((2 * _HTML_SIZE // 3 - len(text)) // max(len(lines), 1) - 100, 0)
    # A link with names of classes at every level is what most pages have most of.
    around = '<div class="row item-a b7 px-4"><a class="link-muted" href="/some/where/1.html"></a></div>' * (
        spare // 90
    )
    shown = "".join(f'<div class="card"><p class="line">{html.escape(line)}</p>{around}</div>\n' for line in lines)
    return f"<!doctype html><html><head><script>{script}</script></head><body><main>{shown}</main></body></html>"


def exhaust(items: Iterable[object]) -> None:
    """Make all of `items` and keep none."""
    deque(items, maxlen=0)


def list_stages(texts: list[str], folder: Path) -> list[Stage]:
    """The stages for `texts` and for HTML; `folder` is written to."""
    outcomes = list(iter_outcomes(map(Text, texts), Reading()))
    pages = [text for text, (one, _) in zip(texts, outcomes, strict=True) if one.status == "parsed"]
    others = [text for text, (one, _) in zip(texts, outcomes, strict=True) if one.status == "refused"]
    papers = [paper for _, page in outcomes if page is not None for paper in page]
    sites = [make_html(text) for text in others[:_COPIES]]
    records = [make_record(f"u{at}", text.encode()) for at, text in enumerate(texts)]
    wet = b"".join(records)
    packed = b"".join(map(gzip.compress, records))
    warc = b"".join(
        make_record(f"u{at}", _HEAD + text.encode(), "response", "application/http; msgtype=response")
        for at, text in enumerate(sites)
    )
    settings = Settings()
    place = Place(str(folder), settings, paperparse.__version__)
    for name in FOLDERS:
        (folder / name).mkdir()
    chunk = Chunk(Task(0, "jsonl", (File("x", 0, 0),)), 0, list(map(Text, pages)), is_last=True)
    return [
        Stage("gzip", lambda: gzip.GzipFile(fileobj=io.BytesIO(packed)).read(), len(wet), len(texts)),
        Stage("records of WET", lambda: exhaust(iter_records(io.BytesIO(wet), settings, "x")), len(wet), len(texts)),
        Stage("records of WARC", lambda: exhaust(iter_records(io.BytesIO(warc), settings, "x")), len(warc), len(sites)),
        Stage(
            "check of tags",
            lambda: exhaust(map(partial(check_tags, limits=Limits()), sites)),
            _measure(sites),
            len(sites),
        ),
        Stage(
            "check and extraction",
            lambda: exhaust(extract_text(one, Limits()) for one in sites),
            _measure(sites),
            len(sites),
        ),
        Stage("refusal", lambda: exhaust(iter_outcomes(map(Text, others), Reading())), _measure(others), len(others)),
        Stage("reading", lambda: exhaust(iter_outcomes(map(Text, pages), Reading())), _measure(pages), len(pages)),
        Stage("reading and writing", lambda: write_chunk(chunk, place), _measure(pages), len(pages)),
        Stage("merging", lambda: paperparse.merge(papers), _measure(pages), len(papers)),
    ]


def _measure(texts: list[str]) -> int:
    return sum(len(text.encode()) for text in texts)


def measure(stage: Stage, rounds: int) -> float:
    """The fewest seconds of the processor in which `stage` ran."""
    found = []
    for _ in range(rounds):
        begin = time.process_time()
        stage.run()
        found.append(time.process_time() - begin)
    return min(found)


def main() -> None:
    """Print a row for each stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = list(make_texts(options.texts))
    with tempfile.TemporaryDirectory() as name:
        print(f"{'stage':<22} {'MB/s':>7} {'ms each':>8} {'KB each':>8}")
        for stage in list_stages(texts, Path(name)):
            seconds = measure(stage, options.rounds)
            columns = stage.size / _MEGABYTE / seconds, seconds / stage.items * 1e3, stage.size / stage.items / 1e3
            print(f"{stage.name:<22} {columns[0]:>7.1f} {columns[1]:>8.3f} {columns[2]:>8.1f}")


if __name__ == "__main__":
    main()
