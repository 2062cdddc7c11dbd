"""How the time and the memory of `paperparse merge` grow with the number of cards, in a process of its own.

Run: `python tests/benchmarks/merging_at_scale.py [--cards N ...] [--folder FOLDER] [--seed TEXT]`, with `tests` on the
path (`PYTHONPATH=tests`); 20,000 and 200,000 cards unless told. For five million (`--cards 20000 5000000`) the folder
needs room for the cards, 1.5 KB each, and by estimate 10 KB a card on the way.

Cards are made from the real records, or from the seeds where those are missing: variants of them in other words. They
are written to JSON Lines, which the command reads; so what is measured is reading, merging and writing. Shown are the
time of the process, by the card, and the most memory that it held; what the library takes itself is in it.

The exit status is 1 if from the smallest to the largest number memory grows by more than 128 bytes a card, beside what
caches and buffers take, or the time by the card by more than half.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import samples
from merging_inputs import iter_many_cards

import paperparse
from paperparse import Paper

_SEED: Final = "many cards"
_CARDS: Final = (20_000, 200_000)
# Three numbers for the places in the orders, one for each of two forests, three for groups, what follows and what is
# current, of four bytes each; eight for the place of a record in the file; some marks; and room for what arrays set
# aside when they grow.
_BYTES_A_CARD: Final = 128
_BUFFERS: Final = 192 << 20
_LARGEST_RATIO: Final = 1.5
_PROGRAM: Final = """
import resource, sys
from paperparse.command_line import main
status = main(["merge", *sys.argv[1:]])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
sys.exit(status)
"""


class Measured(NamedTuple):
    """What merging took: seconds of the processor, and bytes of memory at the peak."""

    seconds: float
    peak: int


def measure(cards: Iterator[Paper], folder: str) -> Measured:
    """Merge `cards`, which are written to `folder` first."""
    given, merged = Path(folder, "cards.jsonl"), Path(folder, "papers.jsonl")
    paperparse.dump(cards, given)
    command: list[str | Path] = [
        sys.executable,
        "-c",
        _PROGRAM,
        given,
        "-o",
        merged,
        "--review",
        f"{folder}/review.csv",
    ]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, peak = ran.stdout.split()
    os.unlink(given)
    return Measured(float(seconds), int(peak))


def main() -> int:
    """Measure, print, and tell whether all is well."""
    parser = argparse.ArgumentParser(description="Measure how merging many cards grows.")
    parser.add_argument("--cards", metavar="N", type=int, nargs="+", default=_CARDS, help="how many cards to merge")
    parser.add_argument("--folder", metavar="FOLDER", help="where to write cards and papers (that of the system)")
    parser.add_argument("--seed", metavar="TEXT", default=_SEED, help=f"what chance hangs on ({_SEED!r})")
    arguments = parser.parse_args()
    papers = samples.real_papers()
    counts = sorted(arguments.cards)
    results = []
    print("      cards  us/card  MB at the peak")
    for count in counts:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            found = measure(iter_many_cards(papers, count, arguments.seed), folder)
        results.append(found)
        print(f"{count:11,}  {found.seconds / count * 1e6:7.0f}  {found.peak / 1e6:14.0f}", flush=True)
    first, last = results[0], results[-1]
    grown = last.peak - first.peak - _BUFFERS
    print(f"{max(grown, 0) / counts[-1]:.0f} bytes a card beyond buffers")
    is_linear = last.seconds / counts[-1] <= _LARGEST_RATIO * first.seconds / counts[0]
    return 0 if grown <= _BYTES_A_CARD * counts[-1] and is_linear else 1


if __name__ == "__main__":
    sys.exit(main())
