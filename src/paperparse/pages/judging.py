"""What may be wrong with values although they could be read: what stands in them, and what is printed beside them."""

import datetime
from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple

from paperparse.grammar.names import Names, read_names
from paperparse.grammar.reading import Piece, Reading
from paperparse.model.fields import Field
from paperparse.model.paper import FIELDS, PartialDate
from paperparse.pages.ledger import (
    Claim,
    Ledger,
    report_date,
    report_names,
    report_near_marks,
    report_promotions,
    report_shortened,
    report_strays,
)
from paperparse.pages.titles import measure_titles, report_title
from paperparse.text.letters import list_slips


class _Bounds(NamedTuple):
    """What values of a page are held against.

    `buttons` stand behind texts that the site unfolds; `marks` and `labels` are words as `list_slips` has them;
    `title_width` is what `measure_titles` says.
    """

    buttons: tuple[str, ...]
    marks: set[str]
    labels: set[str]
    title_width: int


def judge_claims(
    ledger: Ledger,
    reading: Reading,
    read: Callable[[Piece], Any],
    as_of: datetime.date | None,
    year_min: int | None,
) -> None:
    """Report what is doubtful about the values that `ledger` holds, which `reading` has found and `read` reads.

    `as_of` is the day of capture, `year_min` the earliest year of a date without one.
    """
    rules = reading.rules
    marks, labels = ({*chain.from_iterable(map(list_slips, words))} for words in (rules.near_marks, rules.near_labels))
    is_broken = any(claim.piece.field == "title" and claim.parts for claim in ledger.claims)
    buttons = tuple(folding.more for folding in rules.foldings)
    bounds = _Bounds(buttons, marks, labels, measure_titles(reading) if is_broken else 0)
    for claim in ledger.claims:
        name, span = claim.piece.field, claim.piece.span
        if claim.piece.doubt:
            ledger.findings.report("doubtful-value", claim.piece.doubt, span, claim.paper)
        declared = FIELDS.get(name)
        if declared is not None and (declared.is_prose or declared.kind == "names"):
            _judge_text(ledger, reading, read, declared, claim, bounds)
        elif name == "title" and claim.paper is not None:
            lines, width = (claim.parts, bounds.title_width) if claim.parts else ((span,), 0)
            title = read(claim.piece)
            report_title(ledger, title, span, claim.paper, tape=reading.tape, lines=lines, width=width)
        if declared is not None and claim.paper is not None and (name == "title" or declared.kind == "names"):
            report_promotions(ledger, declared, claim.parts or (span,), claim.paper)
        if as_of is not None and (declared is None or declared.kind == "date"):
            date = read(claim.piece)
            if isinstance(date, PartialDate):
                report_date(ledger, date, as_of, year_min, span, claim.paper)


def _judge_text(
    ledger: Ledger,
    reading: Reading,
    read: Callable[[Piece], Any],
    declared: Field,
    claim: Claim,
    bounds: _Bounds,
) -> None:
    """Report what is doubtful about `claim`, prose or names of the field `declared`."""
    form, span, paper = reading.form, claim.piece.span, claim.paper
    report_shortened(ledger, declared, span, paper, bounds.buttons)
    if declared.kind == "names":
        found = read_names(reading.print_value(declared.name, span))
        # A format may have a way of its own to read a list.
        names = read(claim.piece)
        found = found if found.names == names else Names(names, found.has_others)
        report_names(ledger, declared, found, span, paper)
        return
    report_strays(ledger, declared, span, paper, is_joined=form.wraps, is_tight=form.is_tight)
    if not form.wraps:
        # Where a site breaks lines, one may begin with any word.
        report_near_marks(ledger, declared, span, paper, bounds.marks, bounds.labels)
