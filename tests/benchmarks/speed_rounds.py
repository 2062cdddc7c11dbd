"""Works timed by turns, and what is told of them."""

import gc
import importlib.metadata
import os
import platform
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from speed_peers import PEERS

Work = Callable[[], None]

_FEWEST_ROUNDS: Final = 5
# A round of so many seconds is long enough for three to do.
_LONG_ROUND: Final = 2.0
_FEWEST_LONG_ROUNDS: Final = 3
_MOST_ROUNDS: Final = 501
_MICROSECOND: Final = 1e-6
_MILLISECOND: Final = 1e-3


class Result(NamedTuple):
    """Median seconds of something and of what it is compared with, from as many rounds of both, one after the other.

    `table`: the table in which it stands. `most`, `least`: the bounds of the ratio, where there are any.
    """

    table: str
    page: str
    name: str
    against: str
    seconds: float
    other_seconds: float
    rounds: int
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as long as what it is compared with."""
        return self.seconds / self.other_seconds

    @property
    def bounds(self) -> str:
        """The bounds of the ratio in words; empty where there are none."""
        if self.most is not None:
            return f"≤ {self.most:g}"
        return "" if self.least is None else f"≥ {self.least:g}"

    @property
    def is_met(self) -> bool:
        """Whether the ratio is within its bounds."""
        return (self.most is None or self.ratio <= self.most) and (self.least is None or self.ratio >= self.least)


def time_once(work: Work) -> float:
    """The seconds that `work` takes, by the clock: other processes count, but for both sides alike."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plan_rounds(works: Sequence[Work], budget: float) -> int:
    """How many rounds of all `works` fit into `budget` seconds, at least 5, or 3 long ones. Each is done once: warm-up.

    The cyclic garbage collector stays on, but no longer visits what is there already: the test runner, peers, and what
    made the inputs. How often it runs, and how long, would depend on these and not on what is measured.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    once = sum(map(time_once, works))
    fewest = _FEWEST_ROUNDS if once < _LONG_ROUND else _FEWEST_LONG_ROUNDS
    return min(max(int(budget / once), fewest), _MOST_ROUNDS)


def time_in_turn(works: Sequence[Work], budget: float) -> tuple[list[float], int]:
    """The median seconds of each of `works`, done one after the other in every round, and of how many rounds."""
    rounds = plan_rounds(works, budget)
    times = zip(*([time_once(work) for work in works] for _ in range(rounds)), strict=True)
    return [statistics.median(of_work) for of_work in times], rounds


def time_by_turns(work: Work, other: Work, budget: float) -> tuple[float, float, int]:
    """The median seconds of `work` and of `other`, and of how many rounds, within about `budget` seconds."""
    (other_seconds, seconds), rounds = time_in_turn((other, work), budget)
    return seconds, other_seconds, rounds


def iter_tables(results: Sequence[Result]) -> Iterator[str]:
    """The lines of Markdown tables of ratios, a row for each page and a column for each thing done; then how many hold.

    A ratio that is not within its bounds is followed by "(no)".
    """
    for table in dict.fromkeys(result.table for result in results):
        yield from _iter_table(table, [result for result in results if result.table == table])
        yield ""
    bounded = [result for result in results if result.bounds]
    yield f"{sum(result.is_met for result in bounded)} of {len(bounded)} ratios are within their bounds."


def _iter_table(title: str, results: Sequence[Result]) -> Iterator[str]:
    against = results[0].against
    columns = list(dict.fromkeys(_name_column(result, against) for result in results))
    yield f"{title}:"
    yield ""
    yield f"| page | {against} takes | {' | '.join(columns)} |"
    yield f"| --- |{' ---: |' * (len(columns) + 1)}"
    for page in dict.fromkeys(result.page for result in results):
        row = {_name_column(result, against): result for result in results if result.page == page}
        time = next((format_seconds(one.other_seconds) for one in row.values() if one.against == against), "")
        ratios = [_format_ratio(row[column]) if column in row else "" for column in columns]
        yield f"| {page} | {time} | {' | '.join(ratios)} |"


def _name_column(result: Result, against: str) -> str:
    name = result.name if result.against == against else f"{result.name} / {result.against}"
    return f"{name}{' ' * bool(result.bounds)}{result.bounds}"


def _format_ratio(result: Result) -> str:
    return f"{result.ratio:.2f}{'' if result.is_met else ' (no)'}"


def format_seconds(seconds: float) -> str:
    """`seconds` with its unit, three digits or more."""
    if seconds < _MILLISECOND:
        return f"{seconds / _MICROSECOND:.1f} µs"
    return f"{seconds / _MILLISECOND:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def describe_machine() -> str:
    """The processor, Python, and the versions of what is compared, in one line."""
    names = ("attrs", "regex", *PEERS, "pytest-benchmark")
    versions = [f"{name} {version}" for name in ("paperparse", *names) if (version := _find_version(name))]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"{_find_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; "
        f"{python}; {', '.join(versions)}"
    )


def _find_version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _find_processor() -> str:
    information = Path("/proc/cpuinfo")
    if sys.platform == "linux" and information.exists():
        found = re.search(r"model name\s*:\s*(.+)", information.read_text(encoding="utf-8"))
        if found:
            return found[1]
    return platform.processor() or platform.machine()
