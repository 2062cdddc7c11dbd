"""A search for the mix of short lines below a few real cards that costs most to read (`mixes.py`).

Run: `python tests/benchmarks/mix_search.py [--quick] [--check] [--seconds N] [--seed TEXT]`.

One half of the time goes to the worst time for a byte, the other to the worst peak of memory. In each, random mixes of
one to four lines come first, beside those that are known; then the worst are changed a little for as long as that
makes them worse. This is done on short texts; the worst found are measured again on texts of 100 KB, and shown with
those that are known, the worst last. What is read is as in `constants.py`: all values, or all that the error says.

Bounds: a byte takes at most 50 times as long as one of a clean page, and at most 20 bytes of memory. The exit status is
0 whatever is found, or with `--check` 1 if a mix is above a bound.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from constants import Cost, measure, measure_clean, read_text
from memory import measure_peak
from mixes import KNOWN_MIXES, Mix, list_fronts, list_pieces

_MOST_TIMES_CLEAN: Final = 50.0
_MOST_BYTES: Final = 20.0
_SECONDS: Final = 120.0
_QUICK_SECONDS: Final = 20.0
_SIZE: Final = 100_000
_TRIAL_SIZE: Final = 4_000
_MOST_PIECES: Final = 4
_RANDOM_SHARE: Final = 0.4
# How many of the worst random mixes are climbed from by turns, and after how many vain changes in a row each is left.
_STARTS: Final = 5
_PATIENCE: Final = 40
_LONGEST_GLUED: Final = 20
# Less is noise.
_WORSE: Final = 1.02
_SHOWN: Final = 3
_QUICK_SHOWN: Final = 1

Measure = Callable[[Callable[[], object]], float]


class Found(NamedTuple):
    """What a mix costs for a byte, in whichever unit."""

    cost: float
    mix: Mix


def _time(read: Callable[[], object]) -> float:
    start = time.process_time()
    read()
    return (time.process_time() - start) * 1e6


class Search:
    """A search for the mixes that cost most by `measure`."""

    def __init__(self, measure: Measure, chance: random.Random) -> None:
        self._measure = measure
        self._chance = chance
        self._pieces = list_pieces()
        self._fronts = list_fronts()
        self._worst = 0.0
        self.costs: dict[Mix, float] = {}

    def run(self, seconds: float) -> list[Found]:
        """The worst mixes that are found in so many seconds, the worst first."""
        start = time.perf_counter()
        for mix in KNOWN_MIXES:
            self._try(mix)
        while time.perf_counter() < start + seconds * _RANDOM_SHARE:
            self._try(self._draw())
        while True:
            for found in self._list_worst()[:_STARTS]:
                if not self._climb(found, start + seconds):
                    return self._list_worst()

    def _list_worst(self) -> list[Found]:
        return sorted((Found(cost, mix) for mix, cost in self.costs.items()), reverse=True)

    def _try(self, mix: Mix) -> Found:
        mix = mix.normal
        if mix not in self.costs:
            read = partial(read_text, mix.make(_TRIAL_SIZE))
            cost = self._measure(read)
            if cost > self._worst:
                # What is once the worst by chance would end the search.
                cost = min(cost, self._measure(read))
                self._worst = max(self._worst, cost)
            # The cards in front cost next to nothing.
            self.costs[mix] = cost / len(mix.make_lines(_TRIAL_SIZE).encode())
        return Found(self.costs[mix], mix)

    def _climb(self, found: Found, end: float) -> bool:
        """Change `found` until nothing makes it worse; whether there was time for that."""
        vain = 0
        while vain < _PATIENCE:
            if time.perf_counter() >= end:
                return False
            other = self._try(self._change(found.mix))
            vain += 1
            if other.cost > found.cost * _WORSE:
                found, vain = other, 0
        return True

    def _draw(self) -> Mix:
        count = self._chance.randint(1, _MOST_PIECES)
        return Mix(self._chance.choice(self._fronts), tuple(self._chance.choices(self._pieces, k=count)))

    def _change(self, mix: Mix) -> Mix:
        """`mix` with one line replaced, put in, taken out, made longer or exchanged, or below other cards."""
        pieces = list(mix.pieces)
        at = self._chance.randrange(len(pieces))
        kind = self._chance.choice(("replace", "replace", "insert", "delete", "exchange", "glue", "front"))
        if kind == "front":
            return Mix(self._chance.choice(self._fronts), mix.pieces)
        if kind == "insert" and len(pieces) < _MOST_PIECES:
            pieces.insert(at, self._chance.choice(self._pieces))
        elif kind == "delete" and len(pieces) > 1:
            del pieces[at]
        elif kind == "exchange" and len(pieces) > 2:
            pieces[at], pieces[at - 1] = pieces[at - 1], pieces[at]
        elif kind == "glue" and len(pieces[at]) < _LONGEST_GLUED:
            pieces[at] += self._chance.choice(("", " ")) + self._chance.choice(self._pieces)
        else:
            pieces[at] = self._chance.choice(self._pieces)
        return Mix(mix.format, tuple(pieces))


def _measure_fully(mix: Mix) -> Cost:
    text = mix.make(_SIZE)
    return measure(text, size=len(text.encode()))


def main() -> int:
    """Search, print the worst, and tell whether all is within bounds, if asked to."""
    parser = argparse.ArgumentParser(description="Look for the mix of lines that costs most to read.")
    parser.add_argument("--quick", action="store_true", help="a short search, for every change")
    parser.add_argument("--check", action="store_true", help="fail if a mix is above a bound")
    parser.add_argument("--seconds", metavar="N", type=float, help=f"for all ({_SECONDS:g}, {_QUICK_SECONDS:g})")
    parser.add_argument("--seed", metavar="TEXT", default="mixes", help="of the random mixes")
    arguments = parser.parse_args()
    seconds = arguments.seconds or (_QUICK_SECONDS if arguments.quick else _SECONDS)
    chance = random.Random(arguments.seed)
    mixes = dict.fromkeys(KNOWN_MIXES)
    for unit, measure_by in (("µs", _time), ("bytes", measure_peak)):
        search = Search(measure_by, chance)
        worst = search.run(seconds / 2)[: _QUICK_SHOWN if arguments.quick else _SHOWN]
        print(f"{len(search.costs):,} mixes tried by {unit}; the worst takes {worst[0].cost:.2f}: {worst[0].mix.name}")
        mixes |= dict.fromkeys(found.mix for found in worst)
    clean, _ = measure_clean(_SIZE)
    rows = sorted((_measure_fully(mix), mix) for mix in mixes)
    print(f"\n{_SIZE:,} characters; microseconds and bytes for each byte, and times the time of a clean page")
    print(f"a clean page takes {clean.time:.4f} µs and {clean.memory:.1f} bytes\n")
    print("       µs    bytes   times  mix")
    for cost, mix in rows:
        print(f"{cost.time:9.3f}  {cost.memory:7.1f}  {cost.time / clean.time:6.0f}  {mix.name}")
    above = [cost for cost, _ in rows if cost.time > _MOST_TIMES_CLEAN * clean.time or cost.memory > _MOST_BYTES]
    print(f"{len(above)} of {len(rows)} above {_MOST_TIMES_CLEAN:g} times a clean page or {_MOST_BYTES:g} bytes")
    return int(arguments.check and bool(above))


if __name__ == "__main__":
    sys.exit(main())
