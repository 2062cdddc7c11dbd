"""What a notebook shows of papers, pages, findings and merged papers: short tables of HTML, everything in them escaped.

Styles are those of the notebook, which shows its own tables so, but for what is right for numbers only: texts begin at
the left, and dates stay on one line.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from paperparse.explaining.html import escape_html
from paperparse.exports.listing import count_undated, hint_at_years, list_facts, shorten
from paperparse.exports.names import print_authors
from paperparse.merging.result import MergeResult
from paperparse.model.page import Candidate, Detection, Diagnostic, Page
from paperparse.model.paper import FIELDS, Organization, Paper, PartialDate
from paperparse.reports.summary import format_count

# No notebook is a place to read thousands of rows in.
MOST_ROWS: Final = 100
_LONGEST: Final = 120
_AT_THE_LEFT: Final = "text-align: left"
_ON_ONE_LINE: Final = "text-align: left; white-space: nowrap"


def show_page(page: Page) -> str:
    """`page` as a table of its papers, below its name, with what was found on it folded."""
    name = shorten(page.name or "page", _LONGEST)
    return _write(
        f"<p><b>{escape_html(name)}</b>: {escape_html(page.format)}, {format_count(len(page), 'paper')}</p>",
        show_papers(page.papers),
        _fold(format_count(page.diagnostic_count, "finding"), show_diagnostics(page.diagnostics), page.diagnostics),
    )


def show_papers(papers: Sequence[Paper]) -> str:
    """`papers` as a table, below what fills in the years of dates where some are missing."""
    rows = ((at, *_list_cells(paper)) for at, paper in enumerate(papers[:MOST_ROWS]))
    undated = count_undated(papers)
    hint = f"<p>{hint_at_years(undated, 'as_of=')}.</p>" if undated else ""
    return hint + _tabulate(("", "title", "authors", "published", "facts"), rows, len(papers))


def show_paper(paper: Paper) -> str:
    """`paper` as a table of its fields."""
    values = ((name, getattr(paper, name)) for name in FIELDS)
    rows = [(name, _print_value(value)) for name, value in values if value not in (None, ())]
    return _tabulate(("field", "value"), rows, len(rows))


def show_diagnostics(found: Sequence[Diagnostic]) -> str:
    """The findings `found` as a table."""
    rows = ((one.line, one.severity, one.code, one.message) for one in found[:MOST_ROWS])
    return _tabulate(("line", "severity", "code", "message"), rows, len(found))


def show_detection(detection: Detection) -> str:
    """What `detection` found: the format, and a table of what the others lacked."""
    rows = (_describe_candidate(one) for one in detection.candidates[:MOST_ROWS])
    table = _tabulate(("format", "cards", "share", "needed", "lacks"), rows, len(detection.candidates))
    return _write(f"<p><b>{escape_html(detection.format)}</b>, confidence {detection.confidence:.2f}</p>", table)


def show_merged(result: MergeResult) -> str:
    """The papers of `result` as a table; pairs and conflicts for a person to look at are folded."""
    cards = sum(len(cluster.cards) for cluster in result.clusters)
    pairs = [(pair.first.title, pair.second.title, _print_evidence(pair.evidence)) for pair in result.maybe[:MOST_ROWS]]
    conflicts = [
        (one.paper.title, one.field, one.kind, list(map(_print_value, one.values)))
        for one in result.conflicts[:MOST_ROWS]
    ]
    return _write(
        f"<p><b>{format_count(cards, 'card')}</b>, {format_count(len(result.papers), 'paper')}</p>",
        show_papers(result.papers),
        _fold(
            f"{format_count(len(result.maybe), 'pair')} that may be the same",
            _tabulate(("paper", "may be", "evidence"), pairs, len(result.maybe)),
            pairs,
        ),
        _fold(
            format_count(len(result.conflicts), "conflict"),
            _tabulate(("paper", "field", "kind", "values, the chosen one first"), conflicts, len(result.conflicts)),
            conflicts,
        ),
    )


def _describe_candidate(one: Candidate) -> tuple[object, ...]:
    return one.format, one.cards, f"{one.confidence:.2f}", f"{one.needed:.2f}", one.lacks


def _print_evidence(evidence: Iterable[Any]) -> list[str]:
    return [f"{one.field} {one.relation}" for one in evidence]


def _list_cells(paper: Paper) -> tuple[object, ...]:
    text = paper.title or paper.abstract or paper.summary
    return text, print_authors(paper), paper.published, list_facts(paper, ("organization", "count"))


def _print_value(value: Any) -> str:
    if isinstance(value, Organization):
        return value.name or value.handle or ""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _tabulate(head: Iterable[str], rows: Iterable[Iterable[object]], count: int) -> str:
    """A table; of `count` rows at most so many, and how many more there are."""
    heading = "".join(f'<th style="{_AT_THE_LEFT}">{name}</th>' for name in head)
    body = "".join(f"<tr>{''.join(map(_write_cell, row))}</tr>" for row in rows)
    rest = f"<p>and {format_count(count - MOST_ROWS, 'more row')}</p>" if count > MOST_ROWS else ""
    return f"<table><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _write_cell(value: object) -> str:
    style = _ON_ONE_LINE if isinstance(value, PartialDate) else _AT_THE_LEFT
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    return f'<td style="{style}">{escape_html("" if value is None else shorten(str(value), _LONGEST))}</td>'


def _fold(summary: str, content: str, rows: Sequence[object]) -> str:
    return f"<details><summary>{summary}</summary>{content}</details>" if rows else ""


def _write(*parts: str) -> str:
    return f"<div>{''.join(parts)}</div>"
