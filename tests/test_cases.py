"""The cases in `tests/cases/<format>/<case>/`: a page, or edits to one, and what must come of it.

`case.json`: `page` (a path from the top of the repository; `page.txt` beside it by default), `edits` to its lines
(numbered from 1 in the file as it stands before any edit), `arguments` for `load`, `markup` (whether an extractor left
some around the text), and what is expected: `format`,
`info`, `diagnostics` as `[code, line, column]`, and `changes` to the papers in `papers.jsonl` beside it or, where there
is none, of the format's seed: position to changed fields, or to null for a paper that is not there.
"""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from samples import CASES, FORMATS_BY_NAME, ROOT, load_seed
from written_docs import VALUES

import paperparse
from paperparse import Page, PageInfo, Paper
from paperparse.codes import CODES
from paperparse.model.paper import FIELDS

CASE_FILES = sorted(CASES.glob("*/*/case.json"))
CASE_NAMES = [f"{path.parent.parent.name}/{path.parent.name}" for path in CASE_FILES]


def describe_paper(paper: Paper) -> dict[str, Any]:
    """The fields of `paper` that have a value, as in `papers.jsonl`."""
    values = {name: getattr(paper, name) for name in FIELDS}
    fields: dict[str, Any] = {
        **{name: (list(value) or None) if isinstance(value, tuple) else value for name, value in values.items()},
        "organization": paper.organization and {"handle": paper.organization.handle, "name": paper.organization.name},
        "published": paper.published and paper.published.isoformat(),
        "published_year_min": paper.published and paper.published.year_min,
    }
    return {name: value for name, value in fields.items() if value is not None}


def describe_info(info: PageInfo) -> dict[str, Any]:
    fields = {
        "title": info.title,
        "affiliation": info.affiliation,
        "date": info.date and info.date.isoformat(),
        "number": info.number,
        "page_count": info.page_count,
    }
    return {name: value for name, value in fields.items() if value is not None}


def edit(text: str, edits: list[dict[str, Any]]) -> str:
    lines: list[str | None] = list(text.split("\n"))
    for change in edits:
        match change:
            case {"delete": int(line)}:
                lines[line - 1] = None
            case {"replace": int(line), "with": str(new)}:
                lines[line - 1] = new
            case {"before": int(line), "insert": str(new)}:
                lines[line - 1] = f"{new}\n{lines[line - 1]}"
            case {"append": str(new)}:
                lines.append(new)
            case {"cut": int(line), "column": int(column)}:
                lines[line - 1 :] = [(lines[line - 1] or "")[: column - 1]]
            case _:
                raise AssertionError(f"no such edit: {change}")
    return "\n".join(line for line in lines if line is not None)


def read_expected(folder: Path, case: dict[str, Any]) -> list[dict[str, Any]]:
    rows = folder / "papers.jsonl"
    if not rows.exists():
        rows = folder.parent / "seed" / "papers.jsonl"
    papers: list[dict[str, Any] | None] = [json.loads(line) for line in rows.read_text("utf-8").split("\n") if line]
    for position, change in case.get("changes", {}).items():
        paper = papers[int(position)]
        assert paper is not None
        papers[int(position)] = None if change is None else {**paper, **change}
    if "keep" in case:
        papers = papers[: case["keep"]]
    return [
        {name: value for name, value in paper.items() if value is not None} for paper in papers if paper is not None
    ]


def load_case(path: Path) -> tuple[dict[str, Any], Page]:
    case = json.loads(path.read_text("utf-8"))
    return case, read_case(case, path)


def read_case(case: dict[str, Any], path: Path) -> Page:
    file = ROOT / case["page"] if "page" in case else path.parent / "page.txt"
    text = edit(file.read_bytes().decode("utf-8"), case.get("edits", []))
    arguments = dict(case.get("arguments", {}))
    if "as_of" in arguments:
        arguments["as_of"] = datetime.date.fromisoformat(arguments["as_of"])
    return paperparse.loads(text, **arguments)


@pytest.mark.parametrize("path", CASE_FILES, ids=CASE_NAMES)
def test_page_gives_the_expected_records_and_account(path: Path) -> None:
    check_case(*load_case(path), path)


def test_the_case_in_the_guide_is_one() -> None:
    guide = (ROOT / "docs" / "contributing.md").read_text("utf-8")
    [block] = re.findall(r"^```json\n(.*?)^```$", guide, flags=re.MULTILINE | re.DOTALL)
    case, path = json.loads(block), CASES / "daily_feed" / "guide" / "case.json"
    check_case(case, read_case(case, path), path)


def check_case(case: dict[str, Any], page: Page, path: Path) -> None:
    assert page.format == case["format"]
    assert [describe_paper(paper) for paper in page] == read_expected(path.parent, case)
    assert [[found.code, found.line, found.column] for found in page.diagnostics] == case["diagnostics"]
    if "info" in case:
        assert describe_info(page.info) == case["info"]
    # Every character is accounted for.
    assert "".join(page.text[segment.span.start : segment.span.end] for segment in page.segments) == page.text
    unparsed = [segment.span for segment in page.segments if segment.kind == "unparsed"]
    assert set(unparsed) <= {found.span for found in page.diagnostics}


def list_codes_of_no_format() -> set[str]:
    """The codes of fields that no built-in format prints."""
    samples: list[Any] = [Paper(**{name: VALUES[field.kind]}) for name, field in FIELDS.items()]
    unprinted = [
        field.stem
        for field, sample in zip(FIELDS.values(), samples, strict=True)
        if not any(paperparse.project(sample, name) == sample for name in FORMATS_BY_NAME)
    ]
    return {f"{what}-{stem}" for stem in unprinted for what in ("missing", "invalid")} & set(CODES)


def test_every_code_of_pages_has_its_case() -> None:
    found = {code for path in CASE_FILES for code, _, _ in json.loads(path.read_text("utf-8"))["diagnostics"]}
    # Of what formats say, these depend on more than a page and an edit, or no built-in format says them.
    elsewhere = {"no-cards", "foreign-card", "overlapping-claim", "date-after-capture", "contradictory-year"}
    never = {
        *("missing-organization", "missing-comment-count", "missing-upvotes", "missing-arxiv-id", "missing-code-stars"),
        *("missing-other-authors", "missing-version", "missing-doi", "missing-journal-ref", "missing-note"),
        *("invalid-organization", "invalid-upvotes", "invalid-code-stars", "invalid-version"),
        *list_codes_of_no_format(),
    }
    of_pages = list(CODES)[: list(CODES).index("unknown-format")]
    assert found | elsewhere | never == set(of_pages)


def test_every_format_has_its_seed() -> None:
    seeds = [path for path in CASE_FILES if path.parent.name == "seed"]
    assert sum(len(read_expected(path.parent, {})) for path in seeds) == 346


def test_the_corners_of_the_seeds() -> None:
    daily, scored = load_seed("daily_feed"), load_seed("scored_feed")
    assert [paper.organization.handle for paper in daily if paper.organization] == ["apple", "openbmb", "SakanaAI"]
    assert sum(paper.published is not None and paper.published.year is None for paper in daily) == 15
    assert [paper.comment_count for paper in daily if paper.comment_count is not None] == [1, 2, 1, 2, 2, 3, 3, 14]
    assert scored[-1].authors[2] == "J'er'emy Scheurer"
    [symbol] = [segment for segment in scored.segments if scored.text[slice(*segment.span)] == "âž–"]
    assert (symbol.kind, symbol.paper) == ("furniture", 2)
    assert daily[0].title is not None
    assert daily[0].title.startswith("Deep Learning for Case-Based Reasoning")
    assert daily[-1].title == "The Tensor Brain: Semantic Decoding for Perception and Memory"


def test_furniture_says_why_it_is_the_sites() -> None:
    text = load_seed("daily_feed").text
    page = paperparse.loads(f"A line that nobody knows\nHome | Papers\n{text}\nOther sites\nLog in")
    reasons = {page.text[slice(*piece.span)]: piece.reason for piece in page.segments if piece.kind == "furniture"}
    assert reasons["A line that nobody knows"] == reasons["Other sites"] == "place"
    assert reasons["Home | Papers"] == reasons["Log in"] == reasons["byAK and the research community"] == "known"
    assert {piece.reason for piece in page.segments if piece.kind != "furniture"} == {None}
    # The schema has no key for it.
    again = paperparse.from_json(paperparse.dumps(page))
    assert isinstance(again, Page)
    assert again.segments == page.segments
    assert {piece.reason for piece in again.segments} == {None}
