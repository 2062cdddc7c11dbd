"""What reading and refusing pages costs, as ratios to `json.loads` and `str.split` in the same process: a report.

Run: `python tests/benchmarks/ratios.py [--all] [--large] [--seconds N] [--record]`, with `tests` on the path
(`PYTHONPATH=tests`).

It needs nothing but the library: no peers and no pytest-benchmark. Ratios depend little on how fast a machine is, and
not at all on what else it does meanwhile, as long as that hits both sides; so they can be compared from one run of CI
to the next: the last table puts them beside those in `recorded_ratios.json`, which `--record` writes anew. `--all` and
`--large` print the tables of `speed.py` and of `speed_large.py` and need their peers.

The exit status is 0 whatever the times are.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from speed_contests import list_contests, list_large_contests, list_quick_contests, run
from speed_rounds import Result, describe_machine, iter_tables

_SECONDS: Final = 0.5
_RECORDED: Final = Path(__file__).with_name("recorded_ratios.json")
# From one machine to another, and from run to run, ratios differ by up to a quarter.
_NOISE: Final = 1.25


def main() -> None:
    """Measure, and print the machine and the tables."""
    parser = argparse.ArgumentParser(description="Print what reading pages costs beside json.loads.")
    parser.add_argument("--all", action="store_true", help="all pages and peers: some minutes")
    parser.add_argument("--large", action="store_true", help="pages of 100,000 records: many minutes")
    parser.add_argument("--seconds", metavar="N", type=float, default=_SECONDS, help="for each row (0.5)")
    parser.add_argument("--record", action="store_true", help=f"write the ratios to {_RECORDED.name}")
    arguments = parser.parse_args()
    if arguments.all or arguments.large:
        contests = list_contests() * arguments.all + list_large_contests() * arguments.large
    else:
        contests = list_quick_contests()
    print(f"{describe_machine()}\n")
    results = []
    for contest in contests:
        results.append(run(contest, arguments.seconds))
        # The tables come at the end, which may be far off.
        if arguments.all or arguments.large:
            print(f"{_name_row(results[-1])}: {results[-1].ratio:.2f}", file=sys.stderr)
    print(*iter_tables(results), "", *_iter_changes(results), sep="\n")
    if arguments.record:
        found = {_name_row(result): round(result.ratio, 2) for result in results}
        _RECORDED.write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def _iter_changes(results: Sequence[Result]) -> Iterator[str]:
    """The lines of a table of the ratios beside those that are recorded, as far as there are any."""
    recorded = json.loads(_RECORDED.read_text(encoding="utf-8"))
    rows = [(result, recorded[name]) for result in results if (name := _name_row(result)) in recorded]
    yield "Beside the ratios recorded:"
    yield ""
    yield "| what | ratio | recorded | |"
    yield "| --- | ---: | ---: | --- |"
    for result, before in rows:
        slower = "slower" if result.ratio > _NOISE * before else ""
        yield f"| {_name_row(result)} | {result.ratio:.2f} | {before:.2f} | {slower} |"


def _name_row(result: Result) -> str:
    return f"{result.page}: {result.name} / {result.against}"


if __name__ == "__main__":
    main()
