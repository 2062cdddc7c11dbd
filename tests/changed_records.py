"""A record with a value for every key, and what becomes of it by changes that stand as data in `changed_records`."""

import copy
import json
from functools import cache
from typing import Any, Final

from attrs import frozen
from samples import ROOT

import paperparse
from paperparse import (
    Candidate,
    Detection,
    Diagnostic,
    Evidence,
    Organization,
    Origin,
    Page,
    PageInfo,
    Paper,
    PartialDate,
    Segment,
    Source,
    Span,
    Spans,
)

Path = tuple[str | int, ...]

FOLDER: Final = ROOT / "tests" / "changed_records"
PAPER: Final = Paper(
    title="Pointer Networks",
    abstract="We introduce a new neural architecture.",
    summary="Most of it was new.",
    authors=("Ada Lovelace", "Emmy Noether"),
    other_authors="et al.",
    author_count=2,
    organization=Organization("openbmb", "OpenBMB"),
    published=PartialDate(2015, 6, 9, 2010),
    score=85,
    comment_count=3,
    upvotes=12,
    arxiv_id="2601.00011",
    version=2,
    doi="10.5555/inv.2026.44",
    journal_ref="Annals of Invented Results 12 (2026) 101-118",
    note="14 pages, 3 figures",
    url="https://huggingface.co/papers/2601.00011",
    submitted_by="quietharbor",
    code_url="https://github.com/pytorch/pytorch",
    code_stars=1280,
    categories=("cs.CL", "cs.LG"),
    source=Source(page="page.txt", format="daily_feed", position=0, span=Span(14, 159), line=3),
    spans=Spans({"title": Span(14, 30), "abstract": Span(32, 71)}),
    origins=(Origin("title", Source(page="other.txt", format="title_feed"), Span(3, 19)),),
)
PAGE: Final = Page(
    papers=(PAPER,),
    format="daily_feed",
    text="Daily Papers\n\nPointer Networks\n",
    info=PageInfo(
        title="Daily Papers",
        affiliation="Hebrew University",
        date=PartialDate(2025, 10, 7, 2024),
        number=1,
        page_count=288,
        spans=Spans({"title": Span(0, 12)}),
    ),
    segments=(Segment("field", Span(14, 30), "title", 0),),
    diagnostics=(Diagnostic("invalid-date", "error", "'Feb 30' is no date", Span(14, 20), 3, 1, 0),),
    detection=Detection(
        "daily_feed",
        0.75,
        (
            Candidate(
                "daily_feed", 1, 0.75, 0.5, (Evidence("the heading", 1, Span(0, 12)),), ("a line 'Via'",), Span(14, 30)
            ),
        ),
    ),
    name="page.txt",
    diagnostic_count=1,
)


@frozen
class Change:
    """A change to the page: at `path`, `value` takes the place of what is there, or nothing does if it is `deleted`.

    `code` and `at` (JSONPath) are what is wrong then, empty for a record that is right.
    """

    name: str
    path: Path
    value: Any = None
    deleted: bool = False
    code: str = ""
    at: str = ""

    @property
    def place(self) -> Path:
        """The path to where the trouble is: what lacks a key, or else what was put in."""
        return self.path[:-1] if self.deleted else self.path

    def apply(self, raw: Any) -> Any:
        """`raw`, changed."""
        if not self.path:
            return self.value
        changed = copy.deepcopy(raw)
        owner = changed
        for step in self.path[:-1]:
            owner = owner[step]
        if self.deleted:
            del owner[self.path[-1]]
        else:
            owner[self.path[-1]] = self.value
        return changed


@cache
def describe_page() -> Any:
    """The page as JSON holds it."""
    return json.loads(paperparse.dumps(PAGE))


def read_changes(name: str) -> tuple[Change, ...]:
    """The changes in the file `name`, one a line."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").rstrip("\n").split("\n")
    rows = [json.loads(line) for line in lines]
    return tuple(Change(**{**row, "path": tuple(row["path"])}) for row in rows)


def find_pretty_place(raw: Any, path: Path) -> tuple[int, int]:
    """Line and column of what `path` leads to in `json.dumps(raw, indent=1)`, where every member has a line."""
    if not path:
        return 1, 1
    step, members = path[0], raw.values() if isinstance(raw, dict) else raw
    at = list(raw).index(step) if isinstance(raw, dict) else step
    assert isinstance(at, int)
    line, column = find_pretty_place(raw[step], path[1:])
    return 1 + sum(map(count_pretty_lines, list(members)[:at])) + line, 1 + column


def count_pretty_lines(raw: Any) -> int:
    members = list(raw.values()) if isinstance(raw, dict) else raw if isinstance(raw, list) else []
    return 2 + sum(map(count_pretty_lines, members)) if members else 1
