"""How long `paperparse crawl` takes beside a bare loop of `iter_load`, with one process and two, and how much memory.

Run: `PYTHONPATH=tests python tests/benchmarks/crawl.py [--texts N] [--forms FORM...]`; 4,000 texts unless told, of
which four of five are no page, some 10 KB each. Each row is the best of `--rounds`.

The loop reads JSON Lines and writes the papers to Parquet; the ratio of one process is to that, the ratio of two is
how many times as fast they are as one. Memory is that of all processes together at its peak, what they share counted
once (`Pss`, Linux only). On a machine that does other work, the seconds of processors say more than those of a clock.
"""

import argparse
import gzip
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow
import pyarrow.parquet
from crawls import make_record
from samples import real_papers

import paperparse

_PAGES: Final = ("daily_feed", "author_cards", "abstract_list", "title_feed")
_SHARE: Final = 0.2
_LOOP: Final = """
import json, sys, paperparse
from paperparse.exports.tables import iter_parquet
with open(sys.argv[1], "rb") as rows, open(sys.argv[2], "wb") as out:
    texts = ((row["url"], row["text"]) for row in map(json.loads, rows))
    pages = paperparse.iter_load(texts, on_error=lambda *_: None)
    for piece in iter_parquet(paper for page in pages for paper in page):
        out.write(piece)
"""


class Run(NamedTuple):
    """What a command took: seconds on the clock, seconds of all processors, and MiB at the peak."""

    seconds: float
    work: float
    peak: float


def make_texts(count: int) -> Iterator[str]:
    """Pages of real papers, and four times as many texts of the same words that are none."""
    rng = random.Random(1)
    papers = real_papers()
    words = " ".join(paper.abstract or "" for paper in papers[:400]).split()
    while count:
        if rng.random() < _SHARE:
            form = rng.choice(_PAGES)
            at = rng.randrange(len(papers) - 20)
            some = papers[at : at + rng.randint(5, 20)]
            try:
                yield paperparse.render([paperparse.project(paper, form) for paper in some], form)
            except paperparse.RenderError:
                continue
        else:
            at = rng.randrange(len(words) - 2_000)
            chosen = words[at : at + rng.randint(500, 2_000)]
            ends = sorted(rng.sample(range(len(chosen)), len(chosen) // 15))
            lines = (chosen[start:end] for start, end in itertools.pairwise([0, *ends, len(chosen)]))
            yield "\n".join(map(" ".join, lines))
        count -= 1


def write_inputs(folder: Path, texts: list[str]) -> None:
    """`texts` in each form."""
    urls = [f"https://example.org/{at}" for at in range(len(texts))]
    with open(folder / "jsonl.jsonl", "w", encoding="utf-8") as file:
        for url, text in zip(urls, texts, strict=True):
            file.write(json.dumps({"url": url, "text": text}) + "\n")
    table = pyarrow.table({"url": urls, "text": texts})
    pyarrow.parquet.write_table(table, folder / "parquet.parquet", row_group_size=1_000)
    with open(folder / "warc.warc.wet.gz", "wb") as file:
        for url, text in zip(urls, texts, strict=True):
            file.write(gzip.compress(make_record(url, text.encode())))
    (folder / "text").mkdir()
    for at, text in enumerate(texts):
        (folder / "text" / f"{at:07}.txt").write_text(text, "utf-8")


def run(*command: str) -> Run:
    """What `python` with the arguments `command` takes."""
    begin = time.monotonic()
    before = _measure_work()
    process = subprocess.Popen([sys.executable, *command], stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(_measure_memory, _list_processes(process.pid))))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} has ended with {process.returncode}")
    return Run(time.monotonic() - begin, _measure_work() - before, peak)


def _measure_work() -> float:
    """The seconds that processes which were started here and have ended have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _list_processes(number: int) -> Iterator[int]:
    """The process `number` and all that it has started."""
    yield number
    for path in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _list_processes(int(child))


def _measure_memory(number: int) -> float:
    try:
        rows = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def _find_best(rounds: int, *command: str) -> Run:
    runs = [run(*command) for _ in range(rounds)]
    return Run(min(one.seconds for one in runs), min(one.work for one in runs), max(one.peak for one in runs))


def main() -> None:
    """Print a row for each form of input."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--forms", nargs="+", default=["jsonl", "parquet", "warc", "text"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder, list(make_texts(options.texts)))
        loop = _find_best(options.rounds, "-c", _LOOP, str(folder / "jsonl.jsonl"), str(folder / "loop.parquet"))
        print(f"a loop of iter_load: {loop.seconds:.1f} s, {loop.work:.1f} s of work, {loop.peak:.0f} MiB")
        for form in options.forms:
            [path] = folder.glob(f"{form}*" if form != "text" else "text")
            crawl = ("-m", "paperparse", "crawl", str(path), "-o", str(folder / "out"), "--overwrite", "--jobs")
            one, two = (_find_best(options.rounds, *crawl, jobs) for jobs in ("1", "2"))
            print(
                f"{form:<8} one process: {one.seconds:.1f} s, {one.work:.1f} s of work, {one.work / loop.work:.2f} of "
                f"the loop's, {one.peak:.0f} MiB; two: {two.seconds:.1f} s, {two.work:.1f} s of work, "
                f"{one.seconds / two.seconds:.2f} times as fast, {two.peak:.0f} MiB"
            )


if __name__ == "__main__":
    main()
