"""How much memory `paperparse validate` takes for many pages, and how long.

Run: `python tests/benchmarks/validation.py [--pages N]`; N is 1,000 unless told.

The pages are copies of the seeds, the small ones more often than the large, and every tenth is cut off, so that there
is something to tell. The command runs in a process of its own for each report; shown is what the operating system says
was the most memory it had, which does not depend on how many pages there are. The exit status is 1 if that is above
100 MB.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from paperparse.reports import REPORTS

_SEEDS: Final = Path(__file__).parents[2] / "seeds"
_BOUND: Final = 100_000_000
# The seeds by their numbers: with the two small ones twice, 1,000 pages have 73 MB.
_CYCLE: Final = (0, 1, 2, 3, 4, 0, 1)
_CUT: Final = 10


class Usage(NamedTuple):
    """What a process took: `peak` in bytes, `seconds` of work."""

    peak: int
    seconds: float


def write_pages(folder: Path, count: int) -> int:
    """Write `count` pages into `folder`; gives how many bytes they have."""
    seeds = [path.read_bytes() for path in sorted(_SEEDS.glob("*.txt"))]
    size = 0
    for number in range(count):
        seed = seeds[_CYCLE[number % len(_CYCLE)]]
        data = seed[: len(seed) * 2 // 3] if number % _CUT == 0 else seed
        size += (folder / f"{number:06}.txt").write_bytes(data)
    return size


def measure(folder: Path, report: str) -> Usage:
    """What it takes to check `folder`, whose pages must have findings, measured by a process without other children."""
    code = "import resource, subprocess, sys; status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL); "
    code += "usage = resource.getrusage(resource.RUSAGE_CHILDREN); "
    code += "print(status, usage.ru_maxrss, usage.ru_utime + usage.ru_stime)"
    command = [sys.executable, "-m", "paperparse", "validate", "--output-format", report, str(folder)]
    out = subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True).stdout
    status, peak, seconds = out.split()
    if status != "1":
        raise RuntimeError(f"the status of {command} was {status}")
    # macOS counts bytes, Linux KiB.
    return Usage(int(peak) * (1 if sys.platform == "darwin" else 1024), float(seconds))


def main() -> int:
    """Measure, print a table, and tell whether all is within bounds."""
    parser = argparse.ArgumentParser(description="Measure the memory that checking many pages takes.")
    parser.add_argument("--pages", metavar="N", type=int, default=1000, help="how many pages (1000)")
    count = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = write_pages(folder, count)
        print(f"{count:,} pages, {size / 1e6:.1f} MB")
        print("   MB  seconds  report")
        peaks = []
        for report in REPORTS:
            usage = measure(folder, report)
            peaks.append(usage.peak)
            print(f"{usage.peak / 1e6:5.1f}  {usage.seconds:7.2f}  {report}", flush=True)
    return 1 if max(peaks) > _BOUND else 0


if __name__ == "__main__":
    sys.exit(main())
