"""How much memory a page of 100,000 real records takes at its peak, above the text that is given.

Run: `python tests/benchmarks/speed_memory.py [--records N] [--format NAME]`, with `tests` on the path
(`PYTHONPATH=tests`).

The page is kept whole and every field of every paper is read before the peak is taken. It is what `tracemalloc` counts,
divided by the size of the text as it lies in memory: one, two or four bytes for each character, as its widest one
needs. Beside it stands the peak of `json.loads` of the same records, and the text as UTF-8. The exit status is 0
whatever the figures are.
"""

import argparse
import sys
from functools import partial
from typing import Final

from memory import measure_peak
from samples import FORMATS_BY_NAME
from speed_contests import load_every_field
from speed_inputs import make_page
from speed_peers import read_json
from speed_rounds import describe_machine

_RECORDS: Final = 100_000
_MOST: Final = 2.0
_MEGA: Final = 1e6


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Measure the memory that a page of many records takes.")
    parser.add_argument("--records", metavar="N", type=int, default=_RECORDS, help="on each page (100,000)")
    parser.add_argument("--format", choices=tuple(FORMATS_BY_NAME), help="the page of this format only")
    arguments = parser.parse_args()
    print(f"{describe_machine()}\n")
    print("| page | text, MB | as UTF-8, MB | peak, MB | of the text | required | met | json.loads, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: |")
    for format in [arguments.format] if arguments.format else FORMATS_BY_NAME:
        sample = make_page(format, arguments.records)
        size, encoded = sys.getsizeof(sample.text), len(sample.text.encode())
        peak = measure_peak(partial(load_every_field, sample.text))
        json_peak = measure_peak(read_json(sample.complete))
        met = "yes" if peak <= _MOST * size else "no"
        print(
            f"| {format}, {sample.number:,} records | {size / _MEGA:.1f} | {encoded / _MEGA:.1f} | {peak / _MEGA:.1f} "
            f"| {peak / size:.2f} | ≤ {_MOST} | {met} | {json_peak / _MEGA:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
