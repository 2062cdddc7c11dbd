"""How much memory reading a page takes at its peak, above the text that is given.

Run: `python tests/benchmarks/memory.py [--megabytes N] [--part I/N]`; 16 megabytes unless told.

Shown is the peak while the page is read, divided by the text's size: as UTF-8, and as the `str` lies in memory, which
takes one, two or four bytes for each character, as its widest one needs. The page that comes out counts: it is alive at
the peak. The given text or bytes are not counted, only what the library makes of them. Pages of many tiny lines or of
bare marks take many times their size, because every line becomes at least two segments; they are shown for information,
a sixteenth as large, and so are the sample pages of formats without a real one.

Each pattern is measured by itself as well, match by match, on the text that takes most of all that are tried, and shown
if it takes more than its text. With `--part` only every N-th pattern and bare mark is, from the I-th on: all take half
an hour.

Segments and diagnostics are asked for, and except where seeds are only "read", all else that is found later.

The exit status is 1 if a seed, given as `str`, takes more than four times its size, or with everything seven times;
line feeds more than eight times; or the attack on a pattern more than once.
"""

import argparse
import gc
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from families import UNLIMITED, load_seed
from growth import read_part
from patterns import SHORT_TRIAL, Attack, iter_attacks, list_patterns

import paperparse
from paperparse import PaperparseError
from paperparse.formats import FORMATS
from paperparse.grammar.printing import list_marks

_MEBI: Final = 1024**2
_SEED_BOUND: Final = 4.0
_EVERYTHING_BOUND: Final = 7.0
_LINE_FEED_BOUND: Final = 8.0
# What docs/security.md says of texts that are all marks or lines of one character.
_DETECTED_BOUND: Final = 150.0
_GIVEN_BOUND: Final = 350.0
# The lines that cost the most of those tried: the end of a card, over and over.
_COSTLY: Final = ("x\n", "·\nOct 6\n", "•\n·\n", "• 3 authors\n")
# A pattern needs a little more than nothing; one that keeps a note for each repetition, a hundred times the text.
_PATTERN_BOUND: Final = 1.0
# What these give back is in proportion to the text, and no matter of the pattern: they are measured match by match.
_BUILDERS: Final = frozenset({"findall", "split", "sub", "subn"})
# What takes a hundred times its size, and as much again to trace, must fit into memory.
_REDUCTION: Final = 16


class Row(NamedTuple):
    """Text to read, again and again `unit`, and how many times its UTF-8 size reading it may take, if that is bound."""

    name: str
    unit: str
    bound: float | None = None
    is_bytes: bool = False
    format: str | None = None
    is_reduced: bool = False
    is_everything: bool = True


def _iter_rows() -> Iterator[Row]:
    for form in FORMATS:
        page = load_seed(form)
        seed = page.text.rstrip() + "\n\n"
        if Path(page.name or "").parent.name != "seeds":
            # A made page has short texts, and so a line for every few characters.
            yield Row(f"{form.name} sample, str", seed, is_reduced=True)
            continue
        yield Row(f"{form.name} seed, str, read", seed, _SEED_BOUND, is_everything=False)
        yield Row(f"{form.name} seed, str", seed, _EVERYTHING_BOUND)
        yield Row(f"{form.name} seed, bytes", seed, is_bytes=True)
    yield Row("line feeds, str", "\n", _LINE_FEED_BOUND)
    yield Row("line feeds, bytes", "\n", _LINE_FEED_BOUND, is_bytes=True)


def _iter_bare_marks() -> Iterator[Row]:
    for unit in _COSTLY:
        yield Row(f"{unit!r}", unit, _DETECTED_BOUND, is_reduced=True)
    for form in FORMATS:
        for unit in (*_COSTLY, *(f"{mark}\n" for mark in list_marks(form))):
            yield Row(f"{unit[:20]!r}, format {form.name}", unit, _GIVEN_BOUND, False, form.name, True)


def measure_peak(work: Callable[[], object]) -> int:
    """The most bytes that are in use at once while `work` is done, without those in use before."""
    gc.collect()
    return _trace(work)


def _trace(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
    except PaperparseError as error:
        # Why is found when it is asked for.
        str(error)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


def _repeat(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _read(given: str | bytes, row: Row) -> object:
    """The page, and what is found when it is asked for."""
    page = paperparse.loads(given, format=row.format, limits=UNLIMITED)
    account = (page.segments, page.diagnostics)
    return (page, account, page.detection, [paper.source for paper in page]) if row.is_everything else (page, account)


def _measure_patterns(characters: int, part: slice) -> Iterator[str]:
    """Measure the hungriest attack on each pattern of `part`; gives the names of those that take more than they may."""
    for used in list_patterns()[part]:
        pattern = used._replace(method="finditer") if used.method in _BUILDERS else used
        # A note for each repetition shows on short texts.
        attack = max(iter_attacks(pattern, SHORT_TRIAL), key=_measure_hunger)
        if attack.is_explosive:
            yield attack.name
            continue
        text = attack.make(characters)
        share = measure_peak(partial(pattern.run, text)) / len(text.encode())
        if share > _PATTERN_BOUND:
            print(f"{share:5.1f}  {'':5}  {_PATTERN_BOUND:5.0f}  {'':7}  {attack.name}")
            yield attack.name


def _measure_hunger(attack: Attack) -> float:
    """How many times its size a short text takes; one that takes too long takes the most."""
    if attack.is_explosive:
        return float("inf")
    text = attack.make(attack.size)
    return _trace(partial(attack.pattern.run, text)) / len(text.encode())


def main() -> int:
    """Measure, print a table, and tell whether all is within bounds."""
    parser = argparse.ArgumentParser(description="Measure the memory that reading a page takes.")
    parser.add_argument("--megabytes", metavar="N", type=float, default=16, help="how large the pages are (16)")
    parser.add_argument(
        "--part", metavar="I/N", type=read_part, default=(1, 1), help="every N-th pattern and mark, from the I-th"
    )
    arguments = parser.parse_args()
    characters = int(arguments.megabytes * _MEBI)
    first, parts = arguments.part
    part = slice(first - 1, None, parts)
    above = []
    print("UTF-8    str  bound  seconds  page")
    for row in (*_iter_rows(), *list(_iter_bare_marks())[part]):
        length = characters // _REDUCTION if row.is_reduced else characters
        text = _repeat(row.unit, length)
        # Without the fixed part of the object.
        memory = sys.getsizeof(text) - sys.getsizeof("")
        data = text.encode("utf-8")
        size = len(data)
        start = time.process_time()
        given = data if row.is_bytes else text
        peak = measure_peak(partial(_read, given, row))
        seconds = time.process_time() - start
        bound = "" if row.bound is None else f"{row.bound:.0f}"
        print(f"{peak / size:5.1f}  {peak / memory:5.1f}  {bound:>5}  {seconds:7.2f}  {row.name}", flush=True)
        if row.bound is not None and peak / size > row.bound:
            above.append(row.name)
    above += _measure_patterns(characters, part)
    print(f"{len(above)} above their bounds{': ' * bool(above)}{', '.join(above)}")
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
