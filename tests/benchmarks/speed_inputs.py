"""Inputs for the measurement of speed: pages with their records in other forms, and texts that are no page.

Pages are the seeds, and pages of any number of real records (`samples.py`; from the seeds where those are missing),
which are repeated with other words and names (`merging_inputs.py`), so that no line stands on a page twice.
"""

import html
import random
import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import cycle, islice
from pathlib import Path
from pydoc_data.topics import topics
from typing import Any, Final, NamedTuple

import attrs
import msgspec
from merging_inputs import multiply_papers
from samples import FORMATS_BY_NAME, ROOT, SEEDS, load_seed, real_papers

import paperparse
from paperparse import Limits, Paper
from paperparse.grammar.printing import print_page, project_info, project_paper
from paperparse.model.paper import VALUE_FIELDS

# A page of 100,000 records is larger than pages may be unless told.
LIMITS: Final = Limits(bytes=1 << 40)
# Some titles made of other words read like something else: fewer than one in so many.
_SURVIVING: Final = 1_000
# The records whose JSON is the measure for a small text: a little less than 15 microseconds of `json.loads` on the
# machine of docs/performance.md.
_MEASURE_PAPERS: Final = 6
_SEED: Final = "speed"
_SMALL_PAGE: Final = 5_000
_CRAWLED_PAPERS: Final = 20
# Of a hundred pages that a crawl finds, so many list papers.
_CRAWLED_SHARE: Final = 5
_SMALLEST_CRAWLED: Final = 1_000
_WHITE_SPACE: Final = re.compile(r"\s+")
# What Python's manual writes as running text: no tables, no code, no lists.
_PROSE: Final = re.compile(r"[A-Z\"*][^|+=]{150,}\.", re.DOTALL)


class Sample(NamedTuple):
    """A page: its `text`, the `number` of papers that it lists, and these as JSON.

    `complete`: all fields, as `dumps` writes them. `values`: only the values that the page prints, without nulls.
    """

    text: str
    number: int
    complete: str
    values: str


class Forms(NamedTuple):
    """The papers of a page in formats that other programs read: BibTeX, RIS, and an Atom feed."""

    bibtex: str
    ris: str
    atom: bytes


def list_seeds() -> list[Path]:
    """The five real pages."""
    return sorted(SEEDS.glob("*.txt"))


@lru_cache(maxsize=1)
def read_seed(path: Path) -> Sample:
    """A real page."""
    return _describe(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def make_page(format: str, count: int) -> Sample:
    """A page of `format` that lists `count` papers, or a few less: its records are those that are read from it."""
    sample = _describe(render_page(format, multiply_papers(real_papers(), count, _SEED)))
    assert 0 <= count - sample.number <= count // _SURVIVING, f"{format}: {sample.number} papers of {count} come back"
    return sample


def render_page(format: str, papers: Sequence[Paper]) -> str:
    """The text of a page of `format` that lists `papers`, as its site prints them, of any length."""
    form = FORMATS_BY_NAME[format]
    return print_page(
        form, [project_paper(form, paper) for paper in papers], project_info(form, load_seed(format).info)
    )


def make_sized_text(format: str, characters: int) -> str:
    """The text of a page of `format` of about `characters`, each of which takes as many bytes in memory at any size."""
    known = sorted(real_papers(), key=_is_wide, reverse=True)
    # One is enough; more than elsewhere would make the smallest pages others than the large.
    known = [*known[:1], *(paper for paper in real_papers() if paper is not known[0])]
    count = max(characters * len(known) // len(render_page(format, known)), 1)
    return render_page(format, multiply_papers(known, count, _SEED))


def _is_wide(paper: Paper) -> bool:
    return max(paper.abstract or "") > "\xff"


def read_papers(text: str) -> list[Paper]:
    """The papers on the page `text`, of any length."""
    return list(paperparse.loads(text, limits=LIMITS))


def _describe(text: str) -> Sample:
    papers = read_papers(text)
    return Sample(text, len(papers), paperparse.dumps(papers), make_values(papers))


def make_values(papers: Sequence[Paper]) -> str:
    """Only the values that pages print of `papers`, as JSON."""
    return msgspec.json.encode([_take_values(paper) for paper in papers]).decode()


def _take_values(paper: Paper) -> dict[str, Any]:
    """What the page prints of `paper`, as what JSON knows, without what is empty."""
    found = {}
    for name in VALUE_FIELDS:
        value = getattr(paper, name)
        if attrs.has(type(value)):
            value = {key: item for key, item in attrs.asdict(value).items() if item is not None and key != "year_min"}
        if value is not None and value != ():
            found[name] = value
    return found


def make_json(text: str) -> str:
    """The complete records of the page `text`."""
    return paperparse.dumps(read_papers(text))


@lru_cache(maxsize=1)
def make_forms(text: str) -> Forms:
    """The papers of the page `text` for other programs."""
    papers = read_papers(text)
    return Forms(paperparse.dumps(papers, to="bibtex"), paperparse.dumps(papers, to="ris"), _make_atom(papers))


def _make_atom(papers: Sequence[Paper]) -> bytes:
    """A feed with the elements that arXiv's has: RFC 4287."""
    entries = "".join(f"<entry>{''.join(_iter_elements(at, paper))}</entry>\n" for at, paper in enumerate(papers))
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    return f"{opening}<title>Papers</title>\n{entries}</feed>\n".encode()


def _iter_elements(at: int, paper: Paper) -> Iterator[str]:
    yield f"<id>https://example.org/{at}</id>"
    yield f"<title>{html.escape(paper.title or '', quote=False)}</title>"
    yield f"<summary>{html.escape(paper.abstract or paper.summary or '', quote=False)}</summary>"
    for name in paper.authors:
        yield f"<author><name>{html.escape(name, quote=False)}</name></author>"
    if paper.published is not None and paper.published.year is not None:
        yield f"<updated>{paper.published.isoformat()}T00:00:00Z</updated>"


def make_measure() -> str:
    """The records that a small text is measured by, as JSON: the first of the smallest seed but one."""
    return paperparse.dumps(list(load_seed("abstract_list"))[:_MEASURE_PAPERS])


@lru_cache(maxsize=1)
def make_small_pages(count: int) -> list[tuple[str, str]]:
    """`count` pages of some 5 KB, of all formats by turns, each with its records as JSON."""
    papers = iter(multiply_papers(real_papers(), count * 6, _SEED))
    pages = []
    for format in islice(cycle(FORMATS_BY_NAME), count):
        listed: list[Paper] = []
        size = 0
        while size < _SMALL_PAGE:
            listed.append(next(papers))
            size += len(render_page(format, listed[-1:]))
        text = render_page(format, listed)
        pages.append((text, make_json(text)))
    return pages


@lru_cache(maxsize=1)
def make_crawl(count: int) -> tuple[list[tuple[str, str]], list[str]]:
    """What a crawl of `count` pages brings: pages of 20 papers with these as JSON, and ordinary texts, 95 % of all.

    The texts are those of `tests/refused`, long enough for a page, and the topics of Python's manual.
    """
    listing = count * _CRAWLED_SHARE // 100
    papers = multiply_papers(real_papers(), listing * _CRAWLED_PAPERS, _SEED)
    pages = []
    for at, format in zip(range(listing), cycle(FORMATS_BY_NAME), strict=False):
        text = render_page(format, papers[at * _CRAWLED_PAPERS : (at + 1) * _CRAWLED_PAPERS])
        pages.append((text, make_json(text)))
    files = sorted((ROOT / "tests" / "refused").glob("*/*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files] + list(topics.values())
    long = [text for text in texts if len(text) >= _SMALLEST_CRAWLED]
    return pages, list(islice(cycle(long), count - listing))


@cache
def _list_paragraphs(width: int) -> list[str]:
    """The running text of Python's manual, in lines of at most `width` characters."""
    found = (_WHITE_SPACE.sub(" ", block).strip() for topic in topics.values() for block in topic.split("\n\n"))
    prose = dict.fromkeys(block for block in found if _PROSE.fullmatch(block))
    return [textwrap.fill(block, width) for block in prose]


def make_prose(width: int, size: int, number: int = 0) -> str:
    """Running text of `size` characters in lines of at most `width`; another for each `number`.

    Paragraphs of the language's manual, which every Python brings, in random order, with a blank line between two.
    """
    chance = random.Random(f"{width}/{size}/{number}")
    paragraphs = _list_paragraphs(width)
    blocks: list[str] = []
    length = 0
    while length < size:
        blocks.append(chance.choice(paragraphs))
        length += len(blocks[-1]) + 2
    return "\n\n".join(blocks)[:size]
