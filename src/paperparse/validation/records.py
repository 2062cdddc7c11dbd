"""What is wrong with records: in JSON, at the place in the text, and in memory."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

import msgspec
from attrs import fields

from paperparse.codes import CODES
from paperparse.limits import Limits
from paperparse.model.page import Diagnostic, Page, PageInfo, Severity
from paperparse.model.paper import Paper, Source
from paperparse.records.documents import Document, RawRecord, iter_documents
from paperparse.records.input import build_record, describe_other
from paperparse.records.output import describe
from paperparse.records.places import name_path
from paperparse.records.problems import Path, Problem, iter_problems
from paperparse.text.places import index_places
from paperparse.text.span import Span
from paperparse.validation.checks import (
    Seen,
    check_content,
    check_end,
    check_format,
    check_info,
    check_number,
    check_spans,
    check_years,
    iter_findings,
    tell_unkept,
)
from paperparse.validation.options import Options
from paperparse.validation.pages import (
    check_page,
    find_last_line,
    find_piece,
    iter_own,
    make_diagnostic,
)

_INFO: Final = frozenset(attribute.name for attribute in fields(PageInfo))
_LOST_TEXTS: Final = ("missing-title", "missing-abstract", "missing-summary")


class _Told(NamedTuple):
    """A problem in a JSON document, with what its path does not say of it."""

    problem: Problem
    paper: int | None = None
    piece: str | None = None
    severity: Severity | None = None


def check_json(text: str, options: Options, limits: Limits) -> tuple[list[Diagnostic], int]:
    """What is wrong with the JSON or JSON Lines `text`, in its order, and how many papers are in it.

    Keeps as many findings as `limits` let a page keep, and counts the others.
    """
    places = index_places(text)
    found: list[Diagnostic] = []
    seen: Seen = {}
    count = left_out = 0
    owner: type[Paper] | type[Page] | None = None
    for document in iter_documents(text):
        if owner is None and document.records:
            owner = document.records[0].owner
        is_full = len(found) >= limits.diagnostics
        told = _iter_document(document, owner or Paper, options, seen, count, is_brief=is_full)
        kept = list(islice(told, limits.diagnostics - len(found)))
        left_out += sum(1 for _ in told)
        # What can't be read was to be a record.
        count += 1 if document.problems and not document.records else sum(map(_count_papers, document.records))
        syntax = [span for problem, span in document.problems if options.is_wanted(problem.code)][: len(kept)]
        spans = [*syntax, *(span for _, span in document.locate(one.problem for one in kept[len(syntax) :]))]
        for one, span in zip(kept, spans, strict=True):
            message = one.problem.message
            if document.records:
                message = f"{message}, at {name_path(one.problem.path)}"
            piece = find_piece(text, span, one.piece)
            found.append(make_diagnostic(one.problem.code, message, piece, places, one.paper, one.severity))
    at_end = [*check_number(count, options.min_papers), *tell_unkept(left_out)]
    found += [make_diagnostic(one.code, one.message, find_last_line(text), places) for one in at_end]
    return sorted(found, key=lambda one: one.span), count


def _iter_document(
    document: Document, owner: type[Paper] | type[Page], options: Options, seen: Seen, base: int, *, is_brief: bool
) -> Iterator[_Told]:
    """What is wrong with `document`, its syntax first.

    `owner`: what the records of its file are; `base`: the number of its first paper in the file; `is_brief`: whether
    one problem of each record that can't be read is enough.
    """
    yield from (_Told(problem) for problem, _ in document.problems if options.is_wanted(problem.code))
    for record in document.records:
        if record.owner is not owner:
            yield _Told(describe_other(record))
        told = _iter_told(record, options, seen, base, is_brief=is_brief)
        yield from (one for one in told if options.is_wanted(one.problem.code))
        base += _count_papers(record)


def _count_papers(record: RawRecord) -> int:
    if record.owner is Paper:
        return 1
    papers = record.raw["papers"]
    return len(papers) if isinstance(papers, list) else 0


def _iter_told(
    record: RawRecord, options: Options, seen: Seen, base: int, *, is_brief: bool = False
) -> Iterator[_Told]:
    """What is wrong with `record`, the first paper of which is number `base` of its file.

    `is_brief`: if it can't be read, only the first.
    """
    try:
        built = build_record(record)
    except msgspec.ValidationError:
        for problem in islice(iter_problems(record.raw, record.owner, record.path), 1 if is_brief else None):
            yield _Told(problem, _number(problem.path[len(record.path) :], record.owner, base))
        return
    papers: Sequence[Paper] = (built,) if isinstance(built, Paper) else built.papers
    findings = list(iter_findings(papers, options.as_of, seen, base))
    # A page that says which text a card lost need not be told that it has none.
    lost = {own.paper for own in built.diagnostics if own.code in _LOST_TEXTS} if isinstance(built, Page) else set()
    findings += [finding for at, paper in enumerate(papers) if at not in lost for finding in check_content(at, paper)]
    if isinstance(built, Page):
        yield from _iter_page(record.path, built, options, base)
        known = {(own.code, own.paper) for own in built.diagnostics}
        findings = [finding for finding in findings if (finding.code, finding.paper) not in known]
        findings += [*check_spans(built), *check_end(built), *check_years(built)]
    else:
        findings += check_format(built.source.format, options.expect_format, 0)
    for finding in findings:
        at = finding.paper
        path = record.path
        if isinstance(built, Page):
            path = (*path, "papers", at) if at is not None else (*path, *(("info",) if finding.field in _INFO else ()))
        below = () if finding.field is None else (finding.field,)
        number = None if at is None else base + at
        yield _Told(Problem(finding.code, path + below, finding.message), number, finding.piece)


def _iter_page(path: Path, page: Page, options: Options, base: int) -> Iterator[_Told]:
    """What is wrong with `page` itself, at `path`; its papers, the first of which is number `base`, left out."""
    for at, own in enumerate(iter_own(page, options)):
        number = None if own.paper is None else base + own.paper
        yield _Told(Problem(own.code, (*path, "diagnostics", at), own.message), number, None, own.severity)
    for finding in check_format(page.format, options.expect_format):
        yield _Told(Problem(finding.code, (*path, "format"), finding.message))
    for finding in check_info(page.info):
        yield _Told(Problem(finding.code, (*path, "info", finding.field or ""), finding.message))
    for finding in tell_unkept(page.diagnostic_count - len(page.diagnostics)):
        yield _Told(Problem(finding.code, (*path, "diagnostic_count"), finding.message))


def _number(path: Path, owner: type, base: int) -> int | None:
    """The number of the paper that `path`, from a record on, leads into."""
    if owner is Paper:
        return base
    return base + path[1] if len(path) > 1 and path[0] == "papers" and isinstance(path[1], int) else None


def check_papers(papers: Iterable[tuple[int, Paper]], options: Options) -> list[Diagnostic]:
    """What is wrong with `papers` in memory and their numbers; a finding stands where the paper's source says."""
    found: list[Diagnostic] = []
    seen: Seen = {}
    count = 0
    for at, paper in papers:
        count += 1
        try:
            raw = describe(paper)
        except RecursionError:
            found.append(_place(paper, at, "invalid-value", f"a value that holds itself, at {name_path((at,))}"))
            continue
        told = list(_iter_told(RawRecord((), raw, Paper), options, seen, at))
        for problem, *_ in told:
            found.append(_place(paper, at, problem.code, f"{problem.message}, at {name_path((at, *problem.path))}"))
    found += [_place(Paper(), None, one.code, one.message) for one in check_number(count, options.min_papers)]
    return found


def check_made_page(page: Page, options: Options) -> list[Diagnostic]:
    """What is wrong with `page` in memory, which may have been made by hand."""
    raw = describe(page)
    try:
        build_record(RawRecord((), raw, Page))
    except msgspec.ValidationError:
        problems = list(iter_problems(raw, Page))
    else:
        return check_page(page, options)
    found = []
    for problem in problems:
        at = _number(problem.path, Page, 0)
        paper = Paper() if at is None else page[at]
        found.append(_place(paper, at, problem.code, f"{problem.message}, at {name_path(problem.path)}"))
    return found


def _place(paper: Paper, at: int | None, code: str, message: str) -> Diagnostic:
    """The diagnostic `code` about `paper`, number `at`: on its card's first line, as far as that is known."""
    # What was made by hand may be anything.
    given: object = getattr(paper, "source", None)
    source = given if isinstance(given, Source) else Source()
    span = source.span or Span(0, 0)
    return Diagnostic(code, CODES[code].severity, message, span, source.line or 1, 1, at)
