"""How the time of reading a page grows with the page: the law is linear, on every input.

Run: `python tests/benchmarks/growth.py [--quick] [--only EXPRESSION] [--part I/N] [--json FILE]`.

Measured is the slope of log(time) against log(size), by least squares: 1 is linear, 2 quadratic. Each family of texts
(`families.py`, `markup_families.py`, `mixes.py`) is read with its format found out and, where it is about one format,
with that format given, both with limits that let all work be done; then links and sections of all papers are read. Each
family of records (`record_families.py`) is read as JSON and validated. Each pattern (`patterns.py`) is attacked by
itself. The full run goes from 64 Ki to 16 Mi characters, the quick one from 8 to 128 Ki; the size is that of the part
which is repeated. How large the time is at any size, `constants.py` measures.

Time is CPU time of the process, without making the text and with freeing the page. Python's cyclic garbage collector
is switched off meanwhile: when it runs, and how long, depends on all objects of the process. (It is no cost of another
order: it visits all objects only when a quarter of them is new.) Short calls are repeated, and the fastest counts. A
row above the threshold is measured again, since noise of the machine only ever adds, and its lowest slope counts.

The exit status is 1 if any row exceeds the threshold, or raises anything but a `PaperparseError`.
"""

import argparse
import gc
import json
import math
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import attrs
from families import UNLIMITED, Family, list_families
from markup_families import list_markup_families
from mixes import list_mix_families
from patterns import Attack, find_attacks, list_patterns
from record_families import RecordFamily, list_record_families

import paperparse
from paperparse import Limits, PaperparseError
from paperparse.validation.files import check_bytes
from paperparse.validation.options import Options

_KIBI: Final = 1024
_FULL_SIZES: Final = tuple(size * _KIBI for size in (64, 256, 1024, 4096, 16384))
_FULL_THRESHOLD: Final = 1.05
# A tenth of a second is enough to measure; a cost that is not linear shows within a factor of 16 as well.
_QUICK_SIZES: Final = tuple(size * _KIBI for size in (8, 32, 128))
_QUICK_THRESHOLD: Final = 1.15
_ATTEMPTS: Final = 5
# Calls shorter than this many seconds are repeated in a row: the clock is too coarse for one.
_SHORTEST: Final = 0.002
# Calls longer than this many are made once, and shorter ones up to so many times.
_LONGEST: Final = 0.1
_REPETITIONS: Final = 3
# From here on a row is known to grow too fast and need not go on to sizes that would take hours.
_HOPELESS_SLOPE: Final = 1.5
_HOPELESS_SECONDS: Final = 2.0


# Findings are kept as in any file: with all of them, memory would end before time grows.
_OF_FILES: Final = attrs.evolve(UNLIMITED, diagnostics=Limits().diagnostics)


class Row(NamedTuple):
    """Something to measure: `prepare` makes the input of a size and gives what to time."""

    name: str
    prepare: Callable[[int], Callable[[], None]]
    sizes: Sequence[int]


class Growth(NamedTuple):
    """A row as measured; `failure` is the error that ended it, which nothing but a bug of the library can raise."""

    name: str
    sizes: list[int]
    seconds: list[float]
    failure: str = ""

    @property
    def slope(self) -> float:
        """The slope of log(time) against log(size), by least squares; infinite after a failure."""
        if self.failure:
            return math.inf
        sizes, seconds = list(map(math.log, self.sizes)), list(map(math.log, self.seconds))
        return statistics.linear_regression(sizes, seconds).slope

    @property
    def seconds_per_mebi(self) -> float:
        """Seconds for 1,048,576 characters, at the largest size."""
        if self.failure:
            return math.inf
        return self.seconds[-1] / self.sizes[-1] * _KIBI**2


def read_page(text: str | bytes, family: Family, format: str | None) -> None:
    """Do all the work that a caller can ask for."""
    try:
        page = paperparse.loads(text, format=format, limits=family.limits)
    except PaperparseError as error:
        str(error)
        return
    _ = page.segments, page.diagnostics, page.detection
    for paper in page:
        _ = paper.source, paper.spans, paper.links, paper.sections


def _prepare_page(family: Family, format: str | None, size: int) -> Callable[[], None]:
    return partial(read_page, family.make(size), family, format)


def check_records(text: str) -> None:
    """Read `text` as records, and say all that is wrong with it."""
    with suppress(PaperparseError):
        paperparse.from_json(text)
    check_bytes(text.encode("utf-8", "surrogatepass"), "records", Options(), encoding="utf-8", limits=_OF_FILES)


def _prepare_records(family: RecordFamily, size: int) -> Callable[[], None]:
    return partial(check_records, family.make(size))


def _prepare_attack(attack: Attack, size: int) -> Callable[[], None]:
    return partial(attack.pattern.run, attack.make(size))


def _iter_pages(sizes: Sequence[int]) -> Iterator[Row]:
    for family in (*list_families(), *list_markup_families(), *list_mix_families()):
        yield Row(f"{family.name} (detected)", partial(_prepare_page, family, None), sizes)
        if family.format is not None:
            yield Row(f"{family.name} (given)", partial(_prepare_page, family, family.format), sizes)


def _iter_records(sizes: Sequence[int]) -> Iterator[Row]:
    for family in list_record_families():
        yield Row(f"records: {family.name} (checked)", partial(_prepare_records, family), sizes)


def _iter_attacks(sizes: Sequence[int], only: str, part: slice) -> Iterator[Row]:
    """Attacks on those of `part` of the patterns whose names hold `only`: finding them takes as long as measuring."""
    for pattern in list_patterns()[part]:
        for attack in find_attacks(pattern) if re.search(only, pattern.title) else ():
            bounded = (attack.size // 2, attack.size) if attack.is_explosive else sizes
            yield Row(attack.name, partial(_prepare_attack, attack), bounded)


def _time(work: Callable[[], object], calls: int) -> float:
    start = time.process_time()
    for _ in range(calls):
        work()
    return (time.process_time() - start) / calls


def time_best(work: Callable[[], object]) -> float:
    """The fewest seconds that `work` takes, the cyclic garbage collector switched off."""
    gc.disable()
    try:
        seconds = max(_time(work, 1), 1e-9)
        calls = max(int(_SHORTEST / seconds), 1)
        spent = seconds
        for _ in range(_REPETITIONS - 1):
            if spent > _LONGEST:
                break
            again = max(_time(work, calls), 1e-9)
            spent += again * calls
            seconds = min(seconds, again)
        return seconds
    finally:
        gc.enable()


def measure(row: Row) -> Growth:
    """The times of a row, up to the size that leaves no doubt that it grows too fast."""
    sizes: list[int] = []
    times: list[float] = []
    for size in row.sizes:
        work = row.prepare(size)
        sizes.append(size)
        try:
            times.append(time_best(work))
        except Exception as error:
            return Growth(row.name, sizes, times, f"{type(error).__name__} at {size:,} characters")
        if (
            len(sizes) > 1
            and times[-1] > _HOPELESS_SECONDS
            and Growth("", sizes[-2:], times[-2:]).slope > _HOPELESS_SLOPE
        ):
            break
    return Growth(row.name, sizes, times)


def measure_fairly(row: Row, threshold: float) -> Growth:
    """The growth of a row, the lowest of up to five where the first exceeds the threshold."""
    best = measure(row)
    for _ in range(_ATTEMPTS - 1):
        # No noise makes so much.
        if best.slope <= threshold or best.slope > _HOPELESS_SLOPE:
            break
        best = min(best, measure(row), key=lambda growth: growth.slope)
    return best


def read_part(given: str) -> tuple[int, int]:
    """The numbers of a command's argument: 1/2 is the first of two parts."""
    part, _, parts = given.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise argparse.ArgumentTypeError("two numbers are needed: 1/2, 2/2")
    return int(part), int(parts)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how the time of reading a page grows with the page.")
    parser.add_argument("--quick", action="store_true", help="small sizes, for every change")
    parser.add_argument("--only", metavar="EXPRESSION", default="", help="rows in whose names it is found")
    parser.add_argument("--part", metavar="I/N", type=read_part, default=(1, 1), help="every N-th, from the I-th on")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all times to a file")
    return parser.parse_args()


def main() -> int:
    """Measure, print a table, the worst last, and tell whether all is well."""
    arguments = _read_arguments()
    sizes, threshold = (_QUICK_SIZES, _QUICK_THRESHOLD) if arguments.quick else (_FULL_SIZES, _FULL_THRESHOLD)
    first, parts = arguments.part
    part = slice(first - 1, None, parts)
    rows = [row for row in (*_iter_pages(sizes), *_iter_records(sizes)) if re.search(arguments.only, row.name)][part]
    rows += _iter_attacks(sizes, arguments.only, part)
    start = time.process_time()
    growths = []
    for at, row in enumerate(rows, start=1):
        growths.append(measure_fairly(row, threshold))
        if sys.stderr.isatty():
            print(f"\r{at} of {len(rows)}", end="\r", file=sys.stderr)
    growths.sort(key=lambda growth: growth.slope)
    print(" slope      s/Mi  row")
    for growth in growths:
        failure = f": {growth.failure}" if growth.failure else ""
        print(f"{growth.slope:6.3f}  {growth.seconds_per_mebi:8.4f}  {growth.name}{failure}")
    if arguments.json is not None:
        report = [{**growth._asdict(), "slope": None if growth.failure else growth.slope} for growth in growths]
        arguments.json.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    families = {row.name.rpartition(" (")[0] for row in rows if not row.name.startswith("pattern: ")}
    above = [growth.name for growth in growths if growth.slope > threshold]
    print(
        f"{len(families)} families and {len(list_patterns())} uses of patterns, {len(growths)} rows measured in "
        f"{time.process_time() - start:.0f} s; {len(above)} above {threshold}"
    )
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
