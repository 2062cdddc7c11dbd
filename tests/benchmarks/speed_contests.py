"""What is compared with what: readings of a page with `json.loads`, refusals with `str.split`, peers with the library.

The words, and what is counted, are those of docs/performance.md.
"""

import json
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple

import attrs
import speed_inputs
import speed_peers
from samples import FORMATS_BY_NAME
from speed_inputs import LIMITS, Sample
from speed_rounds import Result, Work, time_by_turns

import paperparse
from paperparse import Page, Paper, PaperparseError
from paperparse.model.paper import VALUE_FIELDS

_READING: Final = "Times as long as `json.loads` of the same records"
_PEERS: Final = "Times as long as `loads` with every field read, on the same records"
_REFUSAL: Final = "Refusal, times as long as `str.split`"
_CRAWLING: Final = "A crawl, times as long as `json.loads` of what is accepted and `str.split` of what is refused"
_MOST_OF_JSON: Final = 2.0
_MOST_OF_SPLIT: Final = 1.0
_MOST_OF_MEASURE: Final = 1.0
_WIDTHS: Final = (40, 80, 400)
# How many texts of each size make one round, so that it is long enough for the clock.
_PROSE: Final = {2_000: 100, 16_000: 20, 128_000: 3, 1_000_000: 1, 10_000_000: 1}
_SMALL_TEXT: Final = 2_000
_RECORDS: Final = 1_000
_MANY_RECORDS: Final = 100_000
_CRAWL: Final = 1_000
_FEW_PAGES: Final = 1_000
_MANY_PAGES: Final = 10_000

_FIELDS: Final = tuple(attribute.name for attribute in attrs.fields(Paper))
_SPANS: Final = _FIELDS.index("spans")
_get_fields: Final = attrgetter(*_FIELDS)
_get_values: Final = attrgetter(*VALUE_FIELDS)
# The cheapest way to look at each.
_consume: Final = deque[object](maxlen=0).extend


class Contest(NamedTuple):
    """Something to time by turns with something else.

    `table`: where it is told. `page`: what is read. `name`: what is done. `against`: what it is compared with.
    `prepare`: makes both, the inputs included. `most`, `least`: the bounds of the ratio, if there are any.
    """

    table: str
    page: str
    name: str
    against: str
    prepare: Callable[[], tuple[Work, Work]]
    most: float | None = None
    least: float | None = None


def run(contest: Contest, budget: float) -> Result:
    """The result of a contest, within about `budget` seconds and the time that the inputs take."""
    seconds, other_seconds, rounds = time_by_turns(*contest.prepare(), budget)
    return Result(*contest[:4], seconds, other_seconds, rounds, contest.most, contest.least)


def read_every_field(page: Page) -> None:
    """Read every field of every paper, and look at each of its spans."""
    for fields in map(_get_fields, page):
        _consume(fields[_SPANS].values())


def read_values(page: Page) -> None:
    """Read the fields of every paper that hold what the page prints."""
    _consume(map(_get_values, page))


def load_every_field(text: str) -> None:
    """Read a page and every field on it."""
    read_every_field(paperparse.loads(text, limits=LIMITS))


def load_values(text: str | bytes) -> None:
    """Read a page and the values on it."""
    read_values(paperparse.loads(text, limits=LIMITS))


def load_only(text: str | bytes) -> None:
    """Read a page and nothing on it."""
    paperparse.loads(text, limits=LIMITS)


def _load_file(path: Path) -> None:
    read_every_field(paperparse.load(path, limits=LIMITS))


def _load_json_file(path: Path) -> None:
    json.loads(path.read_bytes())


def detect_only(text: str | bytes) -> None:
    """Find out the format of a page."""
    paperparse.detect(text, limits=LIMITS)


def _split(text: str) -> None:
    text.split("\n")


def _decode(data: bytes) -> None:
    data.decode()


def _load_all(texts: Sequence[str]) -> None:
    for text in texts:
        load_every_field(text)


def load_json_all(texts: Sequence[str]) -> None:
    """Read documents of JSON."""
    for text in texts:
        json.loads(text)


def refuse_all(texts: Sequence[str]) -> None:
    """Read texts that are no pages, and ask for no reason."""
    for text in texts:
        with suppress(PaperparseError):
            paperparse.loads(text)


def _split_all(texts: Sequence[str]) -> None:
    for text in texts:
        text.split("\n")


def _repeat_json(text: str, count: int) -> None:
    for _ in range(count):
        json.loads(text)


@cache
def _make_folder() -> "tempfile.TemporaryDirectory[str]":
    """A folder that goes when the process ends."""
    return tempfile.TemporaryDirectory()


def _write_file(name: str, text: str) -> Path:
    path = Path(_make_folder().name) / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _iter_sample(page: str, get: Callable[[], Sample]) -> Iterator[Contest]:
    """The contests on one page of records."""

    def against_json(name: str, make: Callable[[Sample], Work], most: float | None = None) -> Contest:
        def prepare() -> tuple[Work, Work]:
            sample = get()
            return make(sample), speed_peers.read_json(sample.complete)

        return Contest(_READING, page, name, "json.loads", prepare, most)

    def prepare_values() -> tuple[Work, Work]:
        sample = get()
        return partial(load_values, sample.text), speed_peers.read_json(sample.values)

    def prepare_file() -> tuple[Work, Work]:
        sample = get()
        text, records = _write_file("page.txt", sample.text), _write_file("page.json", sample.complete)
        return partial(_load_file, text), partial(_load_json_file, records)

    yield against_json("loads, every field", lambda sample: partial(load_every_field, sample.text), _MOST_OF_JSON)
    yield Contest(_READING, page, "loads, values", "json.loads, values", prepare_values)
    yield against_json("loads, nothing read", lambda sample: partial(load_only, sample.text))
    yield Contest(_READING, page, "load, every field", "json.loads of a file", prepare_file)
    yield against_json("detect", lambda sample: partial(detect_only, sample.text))
    yield against_json("str.split", lambda sample: partial(_split, sample.text))
    yield against_json("bytes.decode", lambda sample: partial(_decode, sample.text.encode()))
    # Twice the same: how far from 1 it is, is noise.
    yield against_json("json.loads", lambda sample: speed_peers.read_json(sample.complete))


def _iter_typed(page: str, get: Callable[[], Sample]) -> Iterator[Contest]:
    """Other readers of the same JSON."""
    for name, read in (
        ("msgspec", speed_peers.read_msgspec),
        ("msgspec, typed", speed_peers.read_msgspec_types),
        ("pydantic", speed_peers.read_pydantic),
    ):

        def prepare(read: Callable[[str], Work] = read) -> tuple[Work, Work]:
            records = get().complete
            return read(records), speed_peers.read_json(records)

        yield Contest(_READING, page, name, "json.loads", prepare)


def _iter_peers(page: str, get: Callable[[], Sample]) -> Iterator[Contest]:
    """Readers of other formats."""

    def against_own(name: str, make: Callable[[speed_inputs.Forms], Work], least: float | None = None) -> Contest:
        def prepare() -> tuple[Work, Work]:
            text = get().text
            return make(speed_inputs.make_forms(text)), partial(load_every_field, text)

        return Contest(_PEERS, page, name, "loads, every field", prepare, None, least)

    yield against_own("rispy", lambda forms: speed_peers.read_rispy(forms.ris), 2.0)
    yield against_own("bibtexparser", lambda forms: speed_peers.read_bibtexparser(forms.bibtex), 20.0)
    yield against_own("bibtexparser, the same values", lambda forms: speed_peers.read_bibtexparser_values(forms.bibtex))
    yield against_own("pybtex", lambda forms: speed_peers.read_pybtex(forms.bibtex), 20.0)
    yield against_own("feedparser", lambda forms: speed_peers.read_feedparser(forms.atom), 50.0)


def _iter_refusals(sizes: Sequence[int], widths: Sequence[int]) -> Iterator[Contest]:
    for size in sizes:
        for width in widths:
            count = _PROSE[size]
            page = f"{count} × {size // 1000:,} KB of prose, {width} wide"

            def prepare(size: int = size, width: int = width, count: int = count) -> tuple[Work, Work]:
                texts = _make_refused(width, size, count)
                return partial(refuse_all, texts), partial(_split_all, texts)

            def prepare_small(width: int = width, count: int = count) -> tuple[Work, Work]:
                texts = _make_refused(width, _SMALL_TEXT, count)
                return partial(refuse_all, texts), partial(_repeat_json, speed_inputs.make_measure(), count)

            yield Contest(_REFUSAL, page, "refusal", "str.split", prepare, _MOST_OF_SPLIT)
            if size == _SMALL_TEXT:
                yield Contest(_REFUSAL, page, "refusal", "json.loads of the measure", prepare_small, _MOST_OF_MEASURE)


def _make_refused(width: int, size: int, count: int) -> list[str]:
    texts = [speed_inputs.make_prose(width, size, number) for number in range(count)]
    for text in texts:
        check_refused(text)
    return texts


def check_refused(text: str) -> None:
    """Raise `AssertionError` unless `text` is refused."""
    try:
        paperparse.loads(text)
    except PaperparseError:
        return
    raise AssertionError(f"an ordinary text of {len(text):,} characters is taken for a page")


def prepare_crawl(count: int) -> tuple[Work, Work]:
    """What reads a crawl of `count` pages, every field, and `json.loads` of the records and `str.split` of the rest."""
    pages, others = speed_inputs.make_crawl(count)
    for text in others:
        check_refused(text)
    listing, records = [text for text, _ in pages], [records for _, records in pages]

    def read() -> None:
        _load_all(listing)
        refuse_all(others)

    def read_other() -> None:
        load_json_all(records)
        _split_all(others)

    return read, read_other


def _prepare_small_pages(count: int) -> tuple[Work, Work]:
    pages = speed_inputs.make_small_pages(count)
    return partial(_load_all, [text for text, _ in pages]), partial(load_json_all, [records for _, records in pages])


def _iter_collections(small_pages: int) -> Iterator[Contest]:
    name = f"{small_pages:,} pages of 5 KB"
    yield Contest(
        _READING, name, "loads, every field", "json.loads", partial(_prepare_small_pages, small_pages), _MOST_OF_JSON
    )


def _iter_crawl() -> Iterator[Contest]:
    yield Contest(
        _CRAWLING,
        f"{_CRAWL:,} pages, 95 % refused",
        "loads, every field",
        "json.loads and str.split",
        partial(prepare_crawl, _CRAWL),
    )


def _iter_pages(count: int) -> Iterator[tuple[str, Callable[[], Sample]]]:
    for format in FORMATS_BY_NAME:
        yield f"{format}, {count:,} records", partial(speed_inputs.make_page, format, count)


def _iter_seeds() -> Iterator[tuple[str, Callable[[], Sample]]]:
    for path in speed_inputs.list_seeds():
        yield f"seed {path.name[:3]}", partial(speed_inputs.read_seed, path)


def list_contests() -> list[Contest]:
    """All contests but the large ones: some minutes."""
    contests: list[Contest] = []
    for page, get in (*_iter_seeds(), *_iter_pages(_RECORDS)):
        contests += [*_iter_sample(page, get), *_iter_typed(page, get), *_iter_peers(page, get)]
    contests += [*_iter_refusals(tuple(_PROSE), _WIDTHS), *_iter_collections(_FEW_PAGES), *_iter_crawl()]
    return contests


def list_large_contests() -> list[Contest]:
    """Those on pages of 100,000 records, and on 10,000 pages: gigabytes and many minutes."""
    contests: list[Contest] = []
    for page, get in _iter_pages(_MANY_RECORDS):
        contests += [*_iter_sample(page, get), *_iter_typed(page, get)]
    return [*contests, *_iter_collections(_MANY_PAGES)]


def list_quick_contests() -> list[Contest]:
    """Those with a bound that need nothing but the library: less than a minute."""
    contests: list[Contest] = []
    for page, get in (*_iter_seeds(), *_iter_pages(_RECORDS)):
        contests += [one for one in _iter_sample(page, get) if one.name.startswith(("loads, every", "loads, values"))]
    return [*contests, *_iter_refusals([size for size in _PROSE if size <= 1_000_000], (80,)), *_iter_crawl()]
