"""What has been claimed of a page's text, and what was found on it, while its account is worked out."""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence, Set
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from attrs import Factory, define

from paperparse.choosing.decision import Foreign
from paperparse.codes import CODES, name_field
from paperparse.grammar.doubts import find_doubt
from paperparse.grammar.folding import ELLIPSIS
from paperparse.grammar.names import COMMAS, Names
from paperparse.grammar.reading import Piece, Reading
from paperparse.model.fields import Field
from paperparse.model.page import Diagnostic, Segment
from paperparse.model.paper import VALUE_FIELDS, PartialDate
from paperparse.pages.prose import ENOUGH, is_promotion, iter_near_marks, iter_strays
from paperparse.text.lines import find_line_end
from paperparse.text.places import Places
from paperparse.text.quoting import quote
from paperparse.text.space import WHITESPACE
from paperparse.text.span import Span
from paperparse.text.wrapped import is_narrow, match_broken

_LONGEST_SHORTENING: Final = 60
_NO_MORE_ON_LINE: Final = re.compile(r"[ \t\xa0]*+(?:[\r\n]|\Z)")


@define
class Findings:
    """The first `most` diagnostics on a page, in whatever order they are found, and the number of all."""

    most: int
    places: Places
    find_source: Callable[[Span], Span]
    count: int = 0
    kept: list[Diagnostic] = Factory(list)

    def report(self, code: str, message: str, span: Span, paper: int | None = None) -> None:
        """Note what was found at `span` of the text without markup."""
        self.count += 1
        if len(self.kept) >= 2 * self.most:
            # Now and then, so that the sorting costs a constant amount for each finding.
            self.kept = self.sort()
        span = self.find_source(span)
        line, column = self.places.locate(span.start)
        self.kept.append(Diagnostic(code, CODES[code].severity, message, span, line, column, paper))

    def sort(self) -> list[Diagnostic]:
        """The findings that are kept, in page order."""
        return sorted(self.kept, key=attrgetter("span"))[: self.most]


class Claim(NamedTuple):
    """A value that was read: the piece of the text that it is, the paper that has it, and its `parts`, if several.

    `paper` is `None` where the value stands around the cards. The values themselves would be most of the text again.
    """

    piece: Piece
    paper: int | None
    parts: tuple[Span, ...]


class Ledger(NamedTuple):
    """What has been claimed of a page's text without its markup, and found on it."""

    text: str
    segments: list[Segment]
    claims: list[Claim]
    findings: Findings


def report_shortened(ledger: Ledger, declared: Field, span: Span, paper: int | None, buttons: tuple[str, ...]) -> None:
    """Report that the value at `span`, of the field `declared`, ends before its end, or at one of `buttons`."""
    end = ledger.text[max(span.end - _LONGEST_SHORTENING, span.start) : span.end]
    behind = ledger.text[span.end : span.end + _LONGEST_SHORTENING].lstrip()
    if end.endswith(ELLIPSIS) or behind.startswith(buttons):
        report_part(ledger, declared, span, paper)


def report_names(ledger: Ledger, declared: Field, names: Names, span: Span, paper: int | None) -> None:
    """Report that of `names`, the value at `span` of the field `declared`, some are left out, or are not certain."""
    if names.has_others:
        report_part(ledger, declared, span, paper)
    doubt = find_doubt(names)
    if not doubt and ledger.text[span.end - 1] in COMMAS and _NO_MORE_ON_LINE.match(ledger.text, span.end):
        doubt = "the list ends with a comma: it may go on below"
    if doubt:
        ledger.findings.report("doubtful-authors", doubt, span, paper)


def report_strays(
    ledger: Ledger, declared: Field, span: Span, paper: int | None, *, is_joined: bool, is_tight: bool
) -> None:
    """Report the paragraphs at `span`, a value of the field `declared`, that may not be of it.

    `is_joined`: whether the site breaks the lines of its texts. `is_tight`: whether nothing stands between its cards.
    """
    # Those of aimodels.fyi are articles.
    has_headings = declared.name == "summary"
    for stray in iter_strays(
        ledger.text[slice(*span)], has_headings=has_headings, is_joined=is_joined, is_tight=is_tight
    ):
        place = Span(span.start + stray.span.start, span.start + stray.span.end)
        message = f"{quote(ledger.text[slice(*place)])} in the {declared.noun} {stray.reason}"
        ledger.findings.report(stray.code, message, place, paper)


def report_near_marks(
    ledger: Ledger, declared: Field, span: Span, paper: int | None, marks: Set[str], labels: Set[str]
) -> None:
    """Report lines at `span`, a value of the field `declared`, that are nearly marks (`iter_near_marks`)."""
    for near in iter_near_marks(ledger.text[slice(*span)], marks, labels):
        place = Span(span.start + near.start, span.start + near.end)
        message = f"{quote(ledger.text[slice(*place)])} in the {declared.noun} is nearly a mark of the site's"
        ledger.findings.report("near-mark", message, place, paper)


def report_promotions(ledger: Ledger, declared: Field, lines: Sequence[Span], paper: int | None) -> None:
    """Report which of `lines`, a title or names, the field `declared`, read like an advertisement or a notice.

    Of 5,392 titles 24 questions say as much as a paragraph must for that, and one title that is none; no more is said
    by any title or list of names.
    """
    for line in lines:
        printed = ledger.text[slice(*line)]
        if is_promotion(printed, ENOUGH + ("?" in printed or declared.kind == "names")):
            message = f"{quote(printed)} in the {declared.noun} reads like an advertisement or a notice"
            ledger.findings.report("foreign-paragraph", message, line, paper)


def report_part(ledger: Ledger, declared: Field, span: Span, paper: int | None) -> None:
    """Report that the value at `span`, of the field `declared`, is not whole."""
    ledger.findings.report("shortened-text", f"of the {declared.noun} the page prints only a part", span, paper)


def report_date(
    ledger: Ledger, date: PartialDate, as_of: datetime.date, year_min: int | None, span: Span, paper: int | None
) -> None:
    """Report what the day of capture, `as_of`, says against `date`."""
    placed = date.resolve(as_of)
    full = placed.date()
    if full is not None and full > as_of:
        message = f"{placed.isoformat()} lies after the capture of the page, {as_of.isoformat()}"
        ledger.findings.report("date-after-capture", message, span, paper)
    elif date.year is None and year_min is not None and (placed.year or 0) < year_min:
        message = f"{placed.isoformat()} by the day of capture, but by the page not before {year_min}"
        ledger.findings.report("contradictory-year", message, span, paper)


def report_missing(ledger: Ledger, name: str, beside: Span, paper: int) -> None:
    """Report that the card of `paper` lacks the field or mark `name`."""
    code, message = _describe_missing(name)
    ledger.findings.report(code, message, beside, paper)


# A page of broken cards has as many findings as lines: with texts of their own they take a sixth of its memory.
@lru_cache(1024)
def _describe_missing(name: str) -> tuple[str, str]:
    """Code and message of a finding that a card lacks the field or mark `name`."""
    if name not in VALUE_FIELDS:
        return "missing-mark", f"the card lacks its '{name}'"
    noun = name_field(name)
    return f"missing-{noun}", f"the card has no {noun.replace('-', ' ')}"


def report_undecided(ledger: Ledger, reading: Reading) -> None:
    """Report the lines of which the page does not tell what they are."""
    tape, rules = reading.tape, reading.rules
    if not rules.undecided:
        return
    for i, letter in enumerate(tape.letters):
        if letter in rules.undecided:
            message = f"the page does not tell what {quote(tape.line(i))} is"
            ledger.findings.report("undecided-line", message, tape.span(i, i + 1))


def report_broken(ledger: Ledger, reading: Reading) -> None:
    """Report that the lines of the page were broken, unless its site does so or they could be joined."""
    text = reading.tape.text
    broken = match_broken(text) if not reading.form.wraps and is_narrow(text) else None
    if broken is not None:
        message = f"{len(broken.ends):,} lines were broken at column {broken.width}: texts may be cut at wrong places"
        end = broken.ends[0]
        ledger.findings.report("broken-lines", message, Span(text.rfind("\n", 0, end) + 1, end))


def report_foreign(ledger: Ledger, foreign: Iterable[Foreign]) -> None:
    """Report cards of other formats."""
    for other in foreign:
        for span in other.spans:
            ledger.findings.report("foreign-card", f"this looks like a card of format {other.format}", span)


def quote_line(text: str) -> str:
    """The first line of `text` in quotes."""
    return quote(text.partition(find_line_end(text))[0].rstrip(WHITESPACE))
