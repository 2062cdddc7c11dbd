"""How well and how fast cards of the same paper are joined.

Run: `python tests/benchmarks/merging.py [--quick] [--cards N] [--seed TEXT] [--show] [--peer] [--only-peer]`, with
`tests` on the path (`PYTHONPATH=tests`).

Precision and recall are those of pairs of cards (`pair_scores.py`) that are made from the real records, or from the
seeds where those are missing (`partial_cards.py`); by kind of noise and of hard negative as well: a pair counts for
each kind of noise on either card. Cards of real papers that nothing was made to resemble are `real`.

Time is that of the process, for cards of as many papers as it takes: variants of the real ones with other words. The
exponent is the slope of log(time) against log(size), by least squares; for the slope, the cyclic garbage collector is
switched off (see `growth.py`); for the time itself it is on. A slope above the threshold is measured again, since noise
of the machine only adds, and the lowest counts. Memory is the peak that is traced, beside the cards themselves.

With `--peer`, what `bib-dedupe` makes of the same cards (`merging_peer.py`), if it is installed.

The exit status is 1 if precision is below 0.9999, recall below 0.995, a slope above 1.1 (1.3 with `--quick`), or,
without `--quick`, the largest input takes more than 60 s.
"""

import argparse
import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import samples
from growth import time_best
from memory import measure_peak
from merging_inputs import iter_bad_inputs, make_many_cards
from merging_peer import run_peer
from pair_scores import Scores, Tally, iter_false_pairs, iter_missed_pairs, score
from partial_cards import Card, make_cards

import paperparse
from paperparse import Paper

_SEED: Final = "partial cards"
_PRECISION: Final = 0.9999
_RECALL: Final = 0.995
_SECONDS: Final = 60.0
_SLOPE: Final = 1.1
_QUICK_SLOPE: Final = 1.3
_SIZES: Final = (12_500, 25_000, 50_000, 100_000)
_QUICK_SIZES: Final = (750, 1_500, 3_000)
_BAD_SIZES: Final = (10_000, 20_000, 40_000)
_QUICK_BAD_SIZES: Final = (500, 1_000, 2_000)
_QUICK_PAPERS: Final = 600
_ATTEMPTS: Final = 4
_SHOWN: Final = 20
_WIDTH: Final = 110


def _merge(cards: Sequence[Card]) -> tuple[list[tuple[int, ...]], set[tuple[int, int]], int]:
    """What the library makes of `cards`: clusters of places, and which pairs of them may be one, with their number."""
    result = paperparse.merge([card.paper for card in cards])
    number_of = {id(paper): number for number, paper in enumerate(result.papers)}
    pairs = [sorted((number_of[id(pair.first)], number_of[id(pair.second)])) for pair in result.maybe]
    return [cluster.positions for cluster in result.clusters], {(one, two) for one, two in pairs}, len(pairs)


def _print_scores(name: str, scores: Scores) -> None:
    print(
        f"{name}: precision {scores.precision:.5f}, recall {scores.recall:.5f}\n"
        f"  {scores.true:,} true and {scores.wrong:,} false pairs joined, {scores.alike:,} alike; "
        f"{scores.found:,} of {scores.linked:,} linked pairs found, {scores.unlinked:,} pairs not linked"
    )


def _print_tallies(title: str, tallies: dict[str, Tally]) -> None:
    print(f"  {title:36} {'recall':>8} {'pairs':>7} {'missed':>7} {'false':>6}")
    for name, tally in sorted(tallies.items()):
        missed = tally.linked - tally.joined
        print(f"  {name:36} {tally.recall:8.5f} {tally.linked:7,} {missed:7,} {tally.wrong:6,}")


def _show(pairs: Sequence[tuple[Card, Card]], title: str) -> None:
    print(f"{title}, the first {len(pairs)}:")
    for pair in pairs:
        for card in pair:
            paper = card.paper
            text = f"{paper.title} | {', '.join(paper.authors)[:30]} | {paper.abstract}"
            print(f"  {card.truth:6} {card.kind or 'real':24.24} {paper.source.format:14} {text!r:.{_WIDTH}}")
            if card.noise:
                print(f"  {'':6} noise: {', '.join(sorted(card.noise))}")
        print()


def check_quality(cards: Sequence[Card], is_showing: bool) -> bool:
    """Print precision and recall of the library; tells whether they are good enough."""
    start = time.process_time()
    clusters, maybe, count = _merge(cards)
    seconds = time.process_time() - start
    scores = score(cards, clusters, maybe)
    _print_scores(f"paperparse {paperparse.__version__}, {seconds:.1f} s", scores)
    missed = scores.linked - scores.found
    print(f"  {count:,} maybe pairs, with {scores.missed_in_maybe:,} of the {missed:,} linked pairs that were missed")
    _print_tallies("noise on either card", scores.by_noise)
    _print_tallies("kind", scores.by_kind)
    _print_tallies("formats (recall only)", scores.by_formats)
    if is_showing:
        _show([pair for pair, _ in zip(iter_false_pairs(cards, clusters), range(_SHOWN), strict=False)], "false joins")
        _show([pair for pair, _ in zip(iter_missed_pairs(cards, clusters), range(_SHOWN), strict=False)], "missed")
    return scores.precision >= _PRECISION and scores.recall >= _RECALL


def check_peer(cards: Sequence[Card]) -> None:
    """Print precision and recall of the peer."""
    try:
        for result in run_peer(cards):
            _print_scores(f"{result.name}, {result.seconds:.1f} s", result.scores)
            print(
                f"  {result.given:,} cards given, {result.given - result.kept:,} of them dropped; "
                f"{result.pairs:,} candidates, {result.maybe:,} of them maybe"
            )
            _print_tallies("noise on either card", result.scores.by_noise)
            _print_tallies("kind", result.scores.by_kind)
            _print_tallies("formats (recall only)", result.scores.by_formats)
            # It works in forks, which would print what is not yet written once more; and the next way takes long.
            sys.stdout.flush()
    except ImportError as error:
        print(f"bib-dedupe: {error}")


def measure_slope(
    make: Callable[[int], Sequence[Paper]], sizes: Sequence[int], bound: float
) -> tuple[float, list[float]]:
    """The slope and the times, those of the lowest slope where the first exceeds `bound`."""
    inputs = [make(size) for size in sizes]
    best = (math.inf, [math.inf])
    for _ in range(_ATTEMPTS):
        seconds = [time_best(partial(paperparse.merge, papers)) for papers in inputs]
        slope = statistics.linear_regression(list(map(math.log, sizes)), list(map(math.log, seconds))).slope
        best = min(best, (slope, seconds))
        if best[0] <= bound:
            break
    return best


def check_growth(
    papers: Sequence[Paper], seed: str, sizes: Sequence[int], bound: float, bad_sizes: Sequence[int]
) -> bool:
    """Print time and its growth for ordinary cards and bad input, and memory; tells whether all is within bounds."""
    cards = [card.paper for card in make_many_cards(papers, sizes[-1], seed)]
    start, wall = time.process_time(), time.perf_counter()
    paperparse.merge(cards)
    spent, passed = time.process_time() - start, time.perf_counter() - wall
    print(f"{len(cards):,} cards: {spent:.1f} s of the processor, {passed:.1f} s by the clock")
    few = [card.paper for card in make_many_cards(papers, sizes[0], seed)]
    print(f"{measure_peak(lambda: paperparse.merge(few)) / len(few):,.0f} bytes a card at the peak")
    print(" slope  us/card  input")

    def make_papers(size: int) -> list[Paper]:
        return [card.paper for card in make_many_cards(papers, size, seed)]

    slopes = []
    for name, make, counts in [
        ("cards of ever more papers", make_papers, sizes),
        *((name, make, bad_sizes) for name, make in iter_bad_inputs(papers)),
    ]:
        slope, seconds = measure_slope(make, counts, bound)
        slopes.append(slope)
        print(f"{slope:6.3f}  {seconds[-1] / counts[-1] * 1e6:7.1f}  {name}, {counts[-1]:,}", flush=True)
    print(f"an empty list: {len(paperparse.merge([]).papers)} papers")
    return max(slopes) <= bound and spent <= _SECONDS


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how well and how fast cards of the same paper are joined.")
    parser.add_argument("--quick", action="store_true", help="small sizes, for every change")
    parser.add_argument("--cards", metavar="N", type=int, help="how many cards to judge by (as many as there are)")
    parser.add_argument("--seed", metavar="TEXT", default=_SEED, help=f"what chance hangs on ({_SEED!r})")
    parser.add_argument("--show", action="store_true", help=f"print the first {_SHOWN} false joins and missed pairs")
    parser.add_argument("--peer", action="store_true", help="judge bib-dedupe as well")
    parser.add_argument("--only-peer", action="store_true", help="judge bib-dedupe only")
    return parser.parse_args()


def main() -> int:
    """Measure, print, and tell whether all is well."""
    arguments = _read_arguments()
    papers = samples.real_papers()
    if arguments.cards is not None:
        cards = make_many_cards(papers, arguments.cards, arguments.seed)
    else:
        cards = make_cards(papers[:_QUICK_PAPERS] if arguments.quick else papers, arguments.seed)
    scores = score(cards, ())
    print(f"{scores.cards:,} cards of {scores.papers:,} papers, {scores.negatives:,} of them hard negatives")
    is_good = True
    if not arguments.only_peer:
        is_good = check_quality(cards, arguments.show)
    if arguments.peer or arguments.only_peer:
        check_peer(cards)
    if not arguments.only_peer:
        sizes, bad_sizes = (_QUICK_SIZES, _QUICK_BAD_SIZES) if arguments.quick else (_SIZES, _BAD_SIZES)
        bound = _QUICK_SLOPE if arguments.quick else _SLOPE
        is_good &= check_growth(papers, arguments.seed, sizes, bound, bad_sizes)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
