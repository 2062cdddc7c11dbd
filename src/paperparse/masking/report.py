"""What is sent of a page that is read wrongly: versions, evidence, findings, and the page with its words replaced."""

import datetime
import platform
from collections.abc import Iterable, Iterator
from random import Random
from typing import Final, NamedTuple

import paperparse
from paperparse.errors import PaperparseError, escape
from paperparse.exports.listing import format_finding
from paperparse.formats import FORMATS, list_formats, list_known
from paperparse.grammar.table import Format
from paperparse.limits import Limits
from paperparse.masking.likeness import Outcome, find_difference, read_outcome
from paperparse.masking.vocabulary import find_vocabulary
from paperparse.masking.words import Masked, mask_text
from paperparse.model.page import Candidate
from paperparse.reports.summary import format_count
from paperparse.text.places import Places, index_places

# What stands above the page itself, which goes on to the end of the report.
PAGE_BELOW: Final = "---- the page with its words replaced, from the next line to the end ----"
# By chance a word may come about that a rule knows, or two that look alike.
_MOST_TRIES: Final = 20
_MOST_FINDINGS: Final = 1_000


class Report(NamedTuple):
    """A report as text, how many words of its page were replaced, and the words that stayed, in small letters."""

    text: str
    replaced: int
    kept: frozenset[str]


def make_report(
    text: str,
    *,
    form: Format | None,
    as_of: datetime.date | None,
    extraction: str | None,
    libraries: Iterable[str],
    limits: Limits,
    chance: Random,
) -> Report:
    """The report of the page, or refused text, `text`; it holds no word of it but those that decide how it is read.

    `form` and `as_of` are those of `load`; `extraction`: what made the text of an HTML page; `libraries`: what is
    installed. Which words stand for those of the page is up to `chance`, and nothing of it is kept.

    Raises `PaperparseError` if the page with its words replaced is read otherwise, whichever words were tried; what
    `load` raises for a text that is too large or has a line that is.
    """
    masked, outcome = _mask_alike(text, form, as_of, limits, chance)
    rows = [
        *_list_circumstances(form, as_of, extraction, libraries),
        "",
        *_describe_outcome(masked.text, outcome),
        "",
        PAGE_BELOW,
    ]
    return Report("\n".join([*map(escape, rows), masked.text]), masked.replaced, masked.kept)


def _mask_alike(
    text: str, form: Format | None, as_of: datetime.date | None, limits: Limits, chance: Random
) -> tuple[Masked, Outcome]:
    """`text` with its words replaced so that it is read alike, and what comes of reading it."""
    outcome = read_outcome(text, form, as_of, limits)
    vocabulary = find_vocabulary(list_formats())
    difference = ""
    for _ in range(_MOST_TRIES):
        masked = mask_text(text, vocabulary, chance)
        other = read_outcome(masked.text, form, as_of, limits)
        difference = find_difference(text, outcome, masked.text, other)
        if not difference:
            return masked, other
    raise PaperparseError(
        f"with its words replaced, in {_MOST_TRIES} ways, the page is read otherwise: {difference}. Report it in your "
        "own words, with the lines around that place if you may share them"
    )


def _list_circumstances(
    form: Format | None, as_of: datetime.date | None, extraction: str | None, libraries: Iterable[str]
) -> Iterator[str]:
    """With what the page was read, a line each."""
    yield f"paperparse {paperparse.__version__}"
    yield f"{platform.python_implementation()} {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield f"libraries: {', '.join(libraries)}"
    others = sorted({package for other, package in list_known() if other not in FORMATS})
    if others:
        yield f"formats of other packages: {', '.join(others)}"
    if form is not None:
        yield f"read as: {form.name}"
    if as_of is not None:
        yield f"captured: {as_of.isoformat()}"
    if extraction is not None:
        yield f"text extracted from HTML by {extraction}"


def _describe_outcome(text: str, outcome: Outcome) -> Iterator[str]:
    """What was found in `text`: its format or why it has none, the evidence for all formats, the findings."""
    places = index_places(text)
    page, error = outcome
    if page is not None:
        counts = format_count(len(page), "paper"), format_count(page.diagnostic_count, "finding")
        yield ", ".join((page.format, *counts))
    if error is not None:
        yield f"refused: {error.message}"
    for candidate in outcome.candidates:
        yield from _describe_candidate(candidate, places)
    if page is None:
        return
    for convention in page.conventions:
        yield f"{convention.name}: {convention.value}"
    for found in page.diagnostics[:_MOST_FINDINGS]:
        yield format_finding("page", found)
    if page.diagnostic_count > _MOST_FINDINGS:
        yield f"... and {page.diagnostic_count - _MOST_FINDINGS:,} more"


def _describe_candidate(candidate: Candidate, places: Places) -> Iterator[str]:
    lacks = f", lacks {' and '.join(candidate.lacks)}" if candidate.lacks else ""
    found = f"{candidate.cards:,} complete cards explain {candidate.confidence:.2%}, {candidate.needed:.2%} needed"
    yield f"{candidate.format}: {found}{lacks}"
    for piece in candidate.evidence:
        place = "" if piece.span is None else f", first on line {places.locate(piece.span.start)[0]}"
        yield f"  {piece.count:,} x {piece.what}{place}"
