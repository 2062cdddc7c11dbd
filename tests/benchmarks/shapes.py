"""What it costs to read a page as crawlers leave it, beside `json.loads` of the same records: a report.

Run: `python tests/benchmarks/shapes.py [--quick] [--check] [--seconds N] [--format NAME]`, with `tests` on the path
(`PYTHONPATH=tests`).

Pages of 40 and of 4 real records, of every format, are read as printed, in the shapes of `paperparse.testing`, as bytes
with a byte-order mark, and with one broken card in the middle. Timed is `loads` with every value of every paper read,
and `json.loads` of the values that the page holds as printed, without nulls. One round reads the page in all its
shapes; ratios are those of the medians. Where not all papers are found, the row says how many are.

Pages of 40 cards in each dress that extractors put them into (`paperparse.testing.DRESSES`) are read as well, but for
formats whose texts come from no extractor. `detect` is compared with `loads` alone. A crawl, 95 % of whose texts are no
pages, is compared with `json.loads` of the records on the others and `str.split` of the texts that are refused, as in
`speed.py`.

Bounds stand in the heads of the tables. The exit status is 0 whatever the times are, or with `--check` 1 if a ratio is
above its bound.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple

from samples import FORMATS_BY_NAME, load_seed, real_papers
from speed_contests import detect_only, load_only, load_values, prepare_crawl
from speed_inputs import list_seeds, make_values, read_seed
from speed_peers import read_json
from speed_rounds import Result, Work, describe_machine, iter_tables, time_by_turns, time_in_turn

import paperparse
from paperparse import PaperparseError
from paperparse.testing import DRESSES, SHAPES

_READING: Final = "Pages of {} cards, `loads` with every value read, times as long as `json.loads` of the values"
_SEEDS: Final = "Seeds, times as long as `json.loads` of their values"
_DRESSED: Final = "Pages of 40 cards with markup, times as long as `json.loads` of the values"
_CRAWLING: Final = "A crawl, times as long as `json.loads` of the records found and `str.split` of what is refused"
_FIELDS: Final = "loads, every field"
_OTHERS: Final = "json.loads and str.split"
_VALUES: Final = "loads, values"
_JSON: Final = "json.loads"
_MANY: Final = 40
_FEW: Final = 4
# How many times as long as `json.loads` a page of so many cards may take.
_MOST_OF_JSON: Final = {_MANY: 10.0, _FEW: 20.0}
_MOST_OF_CLEAN: Final = 1.5
_MOST_OF_DRESSED: Final = 12.0
_MOST_OF_LOADS: Final = 1.5
_MOST_OF_CRAWL: Final = 5.0
_CLEAN: Final = "as printed"
_MARKED: Final = "byte-order mark"
_BROKEN: Final = "one broken card"
_SHAPES: Final = (
    "CRLF",
    "no blank lines",
    "a blank line after every line",
    "spaces at line ends",
    "navigation and footer, apart",
)
_READS: Final[tuple[Callable[[str | bytes], None], ...]] = (load_values, load_only, detect_only)
_SECONDS: Final = 4.0
_QUICK_SECONDS: Final = 1.0
_CRAWL: Final = 1_000
_QUICK_CRAWL: Final = 200


class Shaped(NamedTuple):
    """A page in one shape, as it is given to the library, and its label in the table."""

    label: str
    given: str | bytes


def make_pages(format: str, count: int) -> tuple[list[Shaped], str]:
    """A page of `format` with `count` real records in every shape, as printed first, and its values as JSON."""
    text, values = _render(format, count)
    given: dict[str, str | bytes] = {_CLEAN: text, _MARKED: SHAPES[_MARKED](text).encode()}
    given |= {shape: SHAPES[shape](text) for shape in _SHAPES}
    given[_BROKEN] = _break_card(text, count // 2)
    pages = [Shaped(_describe(f"{format}, {shape}", page, count), page) for shape, page in given.items()]
    return pages, values


def _render(format: str, count: int) -> tuple[str, str]:
    """A page of `format` with `count` real records, as printed, and its values as JSON."""
    papers = [paperparse.project(paper, format) for paper in real_papers()[:count]]
    text = paperparse.render(papers, format, info=paperparse.project(load_seed(format).info, format))
    return text, make_values(papers)


def _break_card(text: str, position: int) -> str:
    """The page `text` without the date of the card at `position`, or else without what that card ends with."""
    page = paperparse.loads(text)
    pieces = [part.span for part in page.segments if part.paper == position and part.kind in ("field", "furniture")]
    lost = page[position].spans.get("published") or pieces[-1]
    return text[: lost.start] + text[lost.end :]


def _describe(label: str, given: str | bytes, count: int) -> str:
    """`label`, and how many of `count` papers are found if not all are."""
    try:
        found = len(paperparse.loads(given))
    except PaperparseError:
        return f"{label}, refused"
    return label if found == count else f"{label}, {found} papers"


def _allow_refusal(work: Work) -> Work:
    """`work`, with an answer that is an error counting as one."""

    def do() -> None:
        with suppress(PaperparseError):
            work()

    return do


def measure_pages(format: str, count: int, budget: float) -> Iterator[Result]:
    """The results for all shapes of one page, from the same rounds."""
    pages, values = make_pages(format, count)
    works = [_allow_refusal(partial(read, page.given)) for page in pages for read in _READS]
    (json_seconds, *seconds), rounds = time_in_turn((read_json(values), *works), budget)
    table, clean = _READING.format(count), seconds[0]
    # A page of few cards is so short that what is done once for each page outweighs its shape.
    most_of_clean = _MOST_OF_CLEAN if count == _MANY else None
    for page, read, only, detected in zip(pages, seconds[::3], seconds[1::3], seconds[2::3], strict=True):
        yield Result(table, page.label, _VALUES, _JSON, read, json_seconds, rounds, _MOST_OF_JSON[count])
        if page is not pages[0]:
            yield Result(table, page.label, _VALUES, f"{_VALUES}, as printed", read, clean, rounds, most_of_clean)
        yield Result(table, page.label, "detect", "loads", detected, only, rounds, _MOST_OF_LOADS)


def measure_dresses(format: str, budget: float) -> Iterator[Result]:
    """The results for a page of many cards in each dress, from the same rounds."""
    text, values = _render(format, _MANY)
    page = paperparse.loads(text)
    dressed = {name: dress(page) for name, dress in DRESSES.items()}
    works = [_allow_refusal(partial(load_values, given)) for given in dressed.values()]
    (json_seconds, *seconds), rounds = time_in_turn((read_json(values), *works), budget)
    for (name, given), read in zip(dressed.items(), seconds, strict=True):
        label = _describe(f"{format}, {name}", given, _MANY)
        yield Result(_DRESSED, label, _VALUES, _JSON, read, json_seconds, rounds, _MOST_OF_DRESSED)


def measure_seeds(budget: float) -> Iterator[Result]:
    """The results for the real pages: nothing read, and every value."""
    for path in list_seeds():
        sample = read_seed(path)
        reads = partial(load_only, sample.text), partial(load_values, sample.text)
        (json_seconds, only, read), rounds = time_in_turn((read_json(sample.values), *reads), budget)
        page = f"seed {path.name[:3]}"
        yield Result(_SEEDS, page, "loads, nothing read", _JSON, only, json_seconds, rounds)
        yield Result(_SEEDS, page, _VALUES, _JSON, read, json_seconds, rounds)


def measure_crawl(count: int, budget: float) -> Result:
    """The result for a crawl of `count` pages."""
    seconds, other_seconds, rounds = time_by_turns(*prepare_crawl(count), budget)
    page = f"{count:,} pages, 95 % refused"
    return Result(_CRAWLING, page, _FIELDS, _OTHERS, seconds, other_seconds, rounds, _MOST_OF_CRAWL)


def _measure(formats: Sequence[str], crawl: int, budget: float) -> Iterator[Result]:
    for count in (_MANY, _FEW):
        for format in formats:
            yield from measure_pages(format, count, budget)
    for format in formats:
        if not FORMATS_BY_NAME[format].wraps:
            yield from measure_dresses(format, budget)
    yield from measure_seeds(budget / 4)
    yield measure_crawl(crawl, budget)


def main() -> int:
    """Measure, print the tables, and tell whether all is within bounds, if asked to."""
    parser = argparse.ArgumentParser(description="Print what reading pages in all shapes costs beside json.loads.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and a smaller crawl, for every change")
    parser.add_argument("--check", action="store_true", help="fail if a ratio is above its bound")
    parser.add_argument("--seconds", metavar="N", type=float, help=f"for each page ({_SECONDS:g}, {_QUICK_SECONDS:g})")
    parser.add_argument("--format", choices=tuple(FORMATS_BY_NAME), help="pages of this format only")
    arguments = parser.parse_args()
    budget = arguments.seconds or (_QUICK_SECONDS if arguments.quick else _SECONDS)
    formats = [arguments.format] if arguments.format else list(FORMATS_BY_NAME)
    print(f"{describe_machine()}\n")
    results = list(_measure(formats, _QUICK_CRAWL if arguments.quick else _CRAWL, budget))
    print(*iter_tables(results), sep="\n")
    return int(arguments.check and not all(result.is_met for result in results))


if __name__ == "__main__":
    sys.exit(main())
