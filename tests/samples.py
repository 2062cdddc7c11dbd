"""Real records and the shapes in which pages of them arrive, for tests."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Final

import paperparse
from paperparse import Organization, Page, Paper, PartialDate
from paperparse.formats import FORMATS

ROOT: Final = Path(__file__).parent.parent
SEEDS: Final = ROOT / "seeds"
CASES: Final = ROOT / "tests" / "cases"
_RECORDS: Final = ROOT.parent / "shared" / "data" / "arxiv-2025-02.jsonl.gz"

ABSTRACT: Final = "We introduce a new neural architecture to learn the conditional probability of an output sequence."
FORMATS_BY_NAME: Final = {form.name: form for form in FORMATS}
# Those of the five real pages.
SEEDED: Final = tuple(name for name in FORMATS_BY_NAME if (CASES / name / "seed").exists())


@cache
def load_seed(format: str) -> Page:
    """The seed page of a format, or for a format without one the page of its case `sample`."""
    sample = CASES / format / "sample" / "page.txt"
    seeds = (path for path in SEEDS.glob("*.txt") if paperparse.load(path).format == format)
    return paperparse.load(sample if sample.exists() else next(seeds))


@cache
def seed_papers() -> tuple[Paper, ...]:
    """The papers of the five seeds."""
    return tuple(paper for name in SEEDED for paper in load_seed(name))


@cache
def real_papers() -> tuple[Paper, ...]:
    """Papers with every field that any format prints, from the shared records or else from the seeds."""
    if _RECORDS.exists():
        with gzip.open(_RECORDS, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        texts = [(row["title"], row["abstract"], tuple(re.split(", (?:and )?", row["authors"]))) for row in records]
    else:
        names = [paper.authors for paper in (*load_seed("author_cards"), *load_seed("scored_feed"))]
        feed = load_seed("title_feed")
        texts = [(paper.title, paper.abstract, names[at % len(names)]) for at, paper in enumerate(feed)]
        # Every seventh abstract gets a second paragraph: the seeds have none.
        texts = [
            (title, abstract if at % 7 else f"{abstract}\n{texts[at - 1][1]}", authors)
            for at, (title, abstract, authors) in enumerate(texts)
        ]
    return tuple(_complete(at, *text) for at, text in enumerate(texts))


def _complete(at: int, title: str | None, abstract: str | None, authors: tuple[str, ...]) -> Paper:
    month, day = at % 12 + 1, at % 28 + 1
    # Until 2014 arXiv numbered the papers of a month with four digits.
    arxiv_id = f"{10 + at % 15}{month:02}.{at % 10_000:0{4 if at % 15 < 5 else 5}}"
    return Paper(
        title=title,
        abstract=abstract,
        summary=abstract,
        authors=authors,
        author_count=len(authors),
        organization=Organization(f"lab-{at}", f"Lab of Things {at}") if at % 10 == 3 else None,
        published=PartialDate(2010 + at % 15, month, day),
        score=at * 7 % 4000,
        comment_count=at % 40 if at % 5 == 0 else None,
        upvotes=at * 3 % 400,
        arxiv_id=arxiv_id,
        version=at % 3 + 1 if at % 4 == 0 else None,
        journal_ref=f"Annals of Tides {at} (2011) 1-{at + 2}" if at % 6 == 0 else None,
        note=f"{at % 30 + 1} pages, {at % 7} figures" if at % 2 else None,
        url=f"https://arxiv.org/abs/{arxiv_id}",
        submitted_by=f"reader-{at}",
        code_stars=at * 11 % 9000,
        categories=("cs.CL", "cs.LG", "stat.ML")[: at % 3 + 1],
    )
