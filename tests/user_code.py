"""A program as users write it; it must type-check, and `test_user_code.py` runs it."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pandas
import polars
import pyarrow

import paperparse
from paperparse import Diagnostic, MergeResult, Page, Pair, Paper, PaperparseError, PartialDate, RecordError


def read_titles(path: Path) -> list[str]:
    page: Page = paperparse.load(path, as_of=datetime.date(2025, 10, 30), strict=False)
    papers: Sequence[Paper] = page
    return [paper.title for paper in papers if paper.title is not None]


def read_crawl(folder: Path, texts: dict[str, bytes]) -> dict[str, int]:
    refused: list[tuple[str, PaperparseError | OSError]] = []

    def note(path: Path, error: PaperparseError | OSError) -> None:
        refused.append((path.name, error))

    counts = {str(page.name): len(page) for page in paperparse.iter_load(folder.iterdir(), on_error=note)}
    counts |= {name: -1 for name, _ in refused}
    mixed: list[Path | tuple[str, bytes]] = [*folder.glob("*.html"), *texts.items()]
    for page in paperparse.iter_load(mixed):
        papers: tuple[Paper, ...] = page.papers
        counts[page.name or "?"] = len(papers)
    return counts


def find_latest(page: Page) -> Paper | None:
    dated = [(date, paper) for paper in page if paper.published and (date := paper.published.date())]
    return max(dated, key=lambda item: item[0])[1] if dated else None


def describe(text: str | bytes) -> str:
    try:
        page = paperparse.loads(text)
    except PaperparseError as error:
        return f"no page: {error}"
    first: Paper = page[0]
    two: tuple[Paper, ...] = page[:2]
    date: PartialDate | None = first.published
    findings: tuple[Diagnostic, ...] = page.diagnostics
    span = first.spans.get("title")
    printed = "" if span is None else page.text[span.start : span.end]
    return f"{page.format}: {printed or first.abstract} {date and date.isoformat()} {len(two)} {len(findings)}"


def export(page: Page, path: Path) -> int:
    paperparse.dump(page, path)
    papers: tuple[Paper, ...] = paperparse.from_json(path.read_bytes(), type=Paper)
    pages: tuple[Page, ...] = paperparse.from_json(paperparse.dumps([page]), type=Page)
    version: object = paperparse.schema("paper")["$id"]
    assert str(version).endswith(":2")
    return len(papers) + len(pages)


def count_titles(page: Page) -> tuple[int, int, int]:
    frame: pandas.DataFrame = page.to_pandas()
    other: polars.DataFrame = page.to_polars()
    table: pyarrow.Table = page.to_arrow()
    return int(frame["title"].count()), other["title"].count(), table.num_rows - table["title"].null_count


def join(pages: Sequence[Page]) -> list[str]:
    result: MergeResult = paperparse.merge(pages, policy="exact")
    pairs: tuple[Pair, ...] = result.maybe
    papers: Sequence[Paper] = result
    told = [f"{shown.field} {shown.relation}" for pair in pairs for shown in pair.evidence]
    told += [f"{conflict.field}: {len(conflict.values)}" for conflict in result.conflicts]
    told += [str(origin.source.page) for paper in papers for origin in paper.origins]
    sizes: list[int] = [len(cluster.cards) for cluster in result.clusters]
    outcome: str = paperparse.compare(papers[0], papers[-1]).outcome
    return [*told, str(max(sizes)), outcome]


def check(path: Path) -> list[str]:
    findings: tuple[Diagnostic, ...] = paperparse.validate(path, min_papers=2, ignore=["mojibake"])
    return [f"{path.name}:{found.line}:{found.column}: {found.code}" for found in findings]


def explain(text: str) -> tuple[int | None, str | None]:
    try:
        records = paperparse.from_json(text)
    except RecordError as error:
        return error.line, error.path
    return len(records), None
