"""What reading and refusing pages costs, as ratios to `json.loads` and `str.split` in the same process: a report.

Run: `python tests/benchmarks/ratios.py [--all] [--large] [--seconds N]`, with `tests` on the path (`PYTHONPATH=tests`).

It needs nothing but the library: no peers and no pytest-benchmark. Ratios depend little on how fast a machine is, and
not at all on what else it does meanwhile, as long as that hits both sides; so they can be compared from one run of CI
to the next. `--all` and `--large` print the tables of `speed.py` and of `speed_large.py` and need their peers.

The exit status is 0 whatever the times are.
"""

import argparse
from typing import Final

from speed_contests import list_contests, list_large_contests, list_quick_contests, run
from speed_rounds import describe_machine, iter_tables

_SECONDS: Final = 0.5


def main() -> None:
    """Measure, and print the machine and the tables."""
    parser = argparse.ArgumentParser(description="Print what reading pages costs beside json.loads.")
    parser.add_argument("--all", action="store_true", help="all pages and peers: some minutes")
    parser.add_argument("--large", action="store_true", help="pages of 100,000 records: many minutes")
    parser.add_argument("--seconds", metavar="N", type=float, default=_SECONDS, help="for each row (0.5)")
    arguments = parser.parse_args()
    if arguments.all or arguments.large:
        contests = list_contests() * arguments.all + list_large_contests() * arguments.large
    else:
        contests = list_quick_contests()
    print(f"{describe_machine()}\n")
    results = [run(contest, arguments.seconds) for contest in contests]
    print(*iter_tables(results), sep="\n")


if __name__ == "__main__":
    main()
