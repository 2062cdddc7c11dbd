"""How much more a hostile text costs than a clean page of the same size, in time and in memory.

Run: `python tests/benchmarks/constants.py [--quick] [--check] [--only EXPRESSION] [--part I/N] [--characters N]`.

`growth.py` asks how the time of reading each family of texts grows with its size; this asks what stands before the
size. Each family is read with its format found out, and all values on it are read; where it is refused, the error's
message and candidates. Times are CPU times, the fastest of up to three; memory is the peak that tracemalloc counts
while the page or the error is kept, without the text. Both are told for each character, and as many times as those of
a clean page of the same size: the median of one page of each format.

The exit status is 0 whatever they are, or with `--check` 1 if a family is above the bound in either.
"""

import argparse
import re
import statistics
import sys
from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Final, NamedTuple

import attrs
from families import Family, list_families, render_page
from growth import read_part, time_best
from markup_families import list_markup_families
from memory import measure_peak
from mixes import list_mix_families

import paperparse
from paperparse import FormatError, Limits, Page, Paper, PaperparseError
from paperparse.formats import FORMATS

_KIBI: Final = 1024
_SIZE: Final = 32 * _KIBI
_QUICK_SIZE: Final = 8 * _KIBI
_BOUND: Final = 10.0
# All else is told as a multiple of it.
_TRIALS: Final = 3
_DEFAULT_LIMITS: Final = Limits()
_get_values: Final = attrgetter(*(attribute.name for attribute in attrs.fields(Paper) if attribute.eq))


class Cost(NamedTuple):
    """Microseconds to read a text, and bytes at the peak, both for each of its characters or bytes."""

    time: float
    memory: float


def read_text(text: str | bytes, limits: Limits = _DEFAULT_LIMITS) -> tuple[Page | PaperparseError, Sequence[object]]:
    """The page `text` and the values on it, or the error and all it says."""
    try:
        page = paperparse.loads(text, limits=limits)
    except FormatError as error:
        return error, (str(error), error.candidates)
    except PaperparseError as error:
        return error, (str(error),)
    return page, list(map(_get_values, page))


def measure(text: str | bytes, limits: Limits = _DEFAULT_LIMITS, size: int | None = None) -> Cost:
    """What reading `text` costs for each of its characters, or of `size`."""
    read = partial(read_text, text, limits)
    size = size or len(text)
    return Cost(time_best(read) / size * 1e6, measure_peak(read) / size)


def measure_clean(size: int) -> tuple[Cost, dict[str, Cost]]:
    """What a clean page of about `size` characters costs, and what that of each format does."""
    costs = {form.name: min(measure(render_page(form, size)) for _ in range(_TRIALS)) for form in FORMATS}
    median = Cost(*map(statistics.median, zip(*costs.values(), strict=True)))
    return median, costs


def _print_row(cost: Cost, clean: Cost, name: str) -> None:
    times = f"{cost.time / clean.time:8.1f}  {cost.memory / clean.memory:8.1f}"
    print(f"{times}  {cost.time:9.4f}  {cost.memory:9.1f}  {name}")


def _list_chosen(only: str, part: tuple[int, int]) -> list[Family]:
    families = [
        one for one in (*list_families(), *list_markup_families(), *list_mix_families()) if re.search(only, one.name)
    ]
    return families[part[0] - 1 :: part[1]]


def main() -> int:
    """Measure, print a table, the worst last, and tell whether all is within bounds, if asked to."""
    parser = argparse.ArgumentParser(description="Measure what hostile texts cost beside a clean page.")
    parser.add_argument("--quick", action="store_true", help="small texts, for every change")
    parser.add_argument("--check", action="store_true", help="fail if a family is above the bound")
    parser.add_argument("--only", metavar="EXPRESSION", default="", help="families in whose names it is found")
    parser.add_argument("--part", metavar="I/N", type=read_part, default=(1, 1), help="every N-th, from the I-th on")
    parser.add_argument("--characters", metavar="N", type=int, help=f"in each text ({_SIZE:,}, {_QUICK_SIZE:,})")
    arguments = parser.parse_args()
    size = arguments.characters or (_QUICK_SIZE if arguments.quick else _SIZE)
    clean, costs = measure_clean(size)
    families = _list_chosen(arguments.only, arguments.part)
    found = []
    for at, family in enumerate(families, start=1):
        found.append((measure(family.make(size), family.limits), family.name))
        if sys.stderr.isatty():
            print(f"\r{at} of {len(families)}", end="\r", file=sys.stderr)
    found.sort(key=lambda row: max(row[0].time / clean.time, row[0].memory / clean.memory))
    print(f"{size:,} characters; times a clean page; microseconds and bytes for each character\n")
    print("    time    memory         µs      bytes  text")
    for format, cost in costs.items():
        _print_row(cost, clean, f"clean page: {format}")
    _print_row(clean, clean, "clean page: median\n")
    for cost, name in found:
        _print_row(cost, clean, name)
    slow = sum(cost.time > _BOUND * clean.time for cost, _ in found)
    hungry = sum(cost.memory > _BOUND * clean.memory for cost, _ in found)
    print(f"{len(found)} families; above {_BOUND:g} times a clean page: {slow} in time, {hungry} in memory")
    return int(arguments.check and bool(slow or hungry))


if __name__ == "__main__":
    sys.exit(main())
