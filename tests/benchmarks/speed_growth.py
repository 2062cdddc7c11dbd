"""How the time of reading pages of real records grows, from 1 MB to 256 MB of text, beside that of `json.loads`.

Run: `python tests/benchmarks/speed_growth.py [--megabytes N] [--format NAME] [--seconds N] [--no-gc]`, with `tests`
on the path (`PYTHONPATH=tests`).

For each format, pages of 1, 4, 16, 64 and 256 million characters are read with every field of every paper, by turns
with `json.loads` of the same records. Times are medians by the clock, the garbage collector on unless `--no-gc` is
given. Shown are both, their ratio, and for each side the exponent: the slope of log(time) against log(size), by least
squares; 1 is linear. `growth.py` asks the same of hostile texts, with the fastest of several times. The largest pages
take some GB of memory. The exit status is 0 whatever the times are.
"""

import argparse
import gc
import math
import statistics
from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from samples import FORMATS_BY_NAME
from speed_contests import load_every_field
from speed_inputs import make_json, make_sized_text
from speed_peers import read_json
from speed_rounds import describe_machine, format_seconds, time_by_turns

_MEGA: Final = 1_000_000
_STEP: Final = 4
_LARGEST: Final = 256
_MOST: Final = 1.03
_SECONDS: Final = 3.0


class Point(NamedTuple):
    """Median seconds to read a page of so many characters, and for `json.loads` of its records."""

    characters: int
    seconds: float
    json_seconds: float


def measure(format: str, characters: int, budget: float) -> Point:
    """The times for a page of `format` of about `characters`, within about `budget` seconds."""
    text = make_sized_text(format, characters)
    records = make_json(text)
    seconds, json_seconds, _ = time_by_turns(partial(load_every_field, text), read_json(records), budget)
    return Point(len(text), seconds, json_seconds)


def find_slope(points: Sequence[Point], name: str) -> float:
    """The slope of the logarithm of the times called `name` against that of the size."""
    sizes = [math.log(point.characters) for point in points]
    return statistics.linear_regression(sizes, [math.log(getattr(point, name)) for point in points]).slope


def main() -> None:
    """Measure, and print a table of times and one of exponents."""
    parser = argparse.ArgumentParser(description="Measure how the time of reading real records grows.")
    parser.add_argument("--megabytes", metavar="N", type=int, default=_LARGEST, help="the largest page (256)")
    parser.add_argument("--format", choices=tuple(FORMATS_BY_NAME), help="pages of this format only")
    parser.add_argument("--seconds", metavar="N", type=float, default=_SECONDS, help="for each size (3)")
    parser.add_argument("--no-gc", action="store_true", help="without Python's cyclic garbage collector")
    arguments = parser.parse_args()
    if arguments.no_gc:
        gc.disable()
    sizes = [1]
    while sizes[-1] * _STEP <= arguments.megabytes:
        sizes.append(sizes[-1] * _STEP)
    print(f"{describe_machine()}\n")
    print("| format | characters | every field | json.loads | ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    slopes = []
    for format in [arguments.format] if arguments.format else FORMATS_BY_NAME:
        points = []
        for size in sizes:
            point = measure(format, size * _MEGA, arguments.seconds)
            points.append(point)
            own, json = format_seconds(point.seconds), format_seconds(point.json_seconds)
            ratio = point.seconds / point.json_seconds
            print(f"| {format} | {point.characters:,} | {own} | {json} | {ratio:.2f} |", flush=True)
        if len(points) > 1:
            slopes.append((format, find_slope(points, "seconds"), find_slope(points, "json_seconds")))
    print("\n| format | exponent | of json.loads | required | met |")
    print("| --- | ---: | ---: | ---: | --- |")
    for format, slope, json_slope in slopes:
        met = "yes" if slope <= _MOST else "no"
        print(f"| {format} | {slope:.3f} | {json_slope:.3f} | ≤ {_MOST} | {met} |")


if __name__ == "__main__":
    main()
