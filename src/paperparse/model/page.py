"""A page: its papers in order, what it says of itself, and the account of every character."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, SupportsIndex

from attrs import field, frozen

from paperparse.model.fields import declare, list_fields
from paperparse.model.paper import NOTEBOOK, RECORDS, Paper, PartialDate
from paperparse.model.spans import Spans
from paperparse.model.tabular import PaperSequence
from paperparse.text.span import Span, join_pieces

SegmentKind = Literal["field", "furniture", "markup", "blank", "unparsed"]
Severity = Literal["error", "warning", "note"]
# Why a line around the cards is furniture.
Reason = Literal["known", "place"]


# `Segment` has a field of the function's name.
_not_compared: Any = field(default=None, eq=False)


# Nobody refers to pieces and findings weakly, and there may be very many.
@frozen(weakref_slot=False)
class Segment:
    """One piece of a page's text; the segments of a page are in order, disjoint, and together the whole text.

    `kind`: `field` (a value of a paper), `furniture` (belongs to the site), `markup` (an extractor put it around
    text, or broke a value's line there), `blank` (white space) or `unparsed`.
    `field`: the name of the `Paper` field, or `None`; on furniture that says something of the page, or of all papers
    below it, the name of that field.
    `paper`: the position of the paper that the piece belongs to, or `None`. An unparsed piece that has a field and a
    paper is a value that stands in the right place and can't be read.
    `reason`: why a line around the cards is furniture: `known` (the site is known to print it) or `place` (it is short
    and stands where nothing but the site's lines do); `None` for all else, and on pages read from JSON, which does not
    carry it. Not compared.
    """

    kind: SegmentKind
    span: Span
    field: str | None = None
    paper: int | None = None
    reason: Reason | None = _not_compared


@frozen(weakref_slot=False)
class Link:
    """A link that an extractor left in a page's text as markup.

    `text` is what it shows, without markup, and `url` the address, as it is printed: `""` for a numbered reference
    whose address the page does not list. `span` is where the text stands and `target` where the address does.
    """

    text: str
    url: str
    span: Span
    target: Span


@frozen(weakref_slot=False)
class Diagnostic:
    """Something about a page that a reader should know.

    `code` is stable, `message` is not; docs/diagnostics.md lists the codes. `severity`: `error` (text that no record
    holds), `warning` (the page deviates from its format) or `note`. `line` and `column` are 1-based, the column in
    code points. `paper` is the position of the paper concerned, or `None`.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    line: int
    column: int
    paper: int | None = None

    def _repr_html_(self) -> str:
        """The finding as a row of a table, for notebooks."""
        shown: str = import_module(NOTEBOOK).show_diagnostics([self])
        return shown


@frozen
class Evidence:
    """Something that speaks for a format: `what` was found, `count` times, first at `span` (`None` if nowhere)."""

    what: str
    count: int
    span: Span | None = None


@frozen
class Convention:
    """What is decided once for a page, from all of its cards: `name` says what, `value` how, and `evidence` why.

    The value is `undecided` where the page does not tell: the lines that it is about then hold no values, and each is
    told in a warning.
    """

    name: str
    value: str
    evidence: tuple[Evidence, ...] = ()


@frozen
class Candidate:
    """What one format makes of a text.

    `cards`: how many complete cards it finds. `confidence`: the share of the text that its cards and its site's known
    lines explain, from 0 to 1. `needed`: the share that so many cards must explain for the page to be of this format.
    `evidence`: what was found. `lacks`: what is missing, in words. `span`: from the first complete card to the last.
    """

    format: str
    cards: int
    confidence: float
    needed: float
    evidence: tuple[Evidence, ...] = ()
    lacks: tuple[str, ...] = ()
    span: Span | None = None


@frozen
class Detection:
    """Which format a text has: `format`, `confidence` (0 to 1) and all `candidates`, the best first."""

    format: str
    confidence: float
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was found for the format."""
        return self.candidates[0].evidence if self.candidates else ()

    def _repr_html_(self) -> str:
        """The format, and as a table what each format found and lacked, for notebooks."""
        shown: str = import_module(NOTEBOOK).show_detection(self)
        return shown


@frozen(kw_only=True)
class PageInfo:
    """What a page says about itself; each is `None` where it does not say.

    `title` of the page, `affiliation` whose papers it lists, `date` of the feed, `number` of this page and
    `page_count` of all. `spans`: field name to `Span`, where each stands; not compared.
    """

    title: str | None = field(default=None, metadata=declare("text", "The page's own heading.", "Daily Papers"))
    affiliation: str | None = field(
        default=None, metadata=declare("text", "The institution whose papers it lists.", "Hebrew University")
    )
    date: PartialDate | None = field(default=None, metadata=declare("date", "The day of the feed."))
    number: int | None = field(
        default=None, metadata=declare("count", "The number of this page.", 1, noun="page number", stem="page-number")
    )
    page_count: int | None = field(
        default=None,
        metadata=declare("count", "The number of all pages.", 288, noun="number of pages", stem="page-number"),
    )
    spans: Spans = field(default=Spans(), converter=Spans, eq=False, repr=False)


# What pages say of themselves; `spans` says where.
INFO_FIELDS: Final = list_fields(PageInfo)


class _Account(Protocol):
    """What tells, when it is asked for, how a page's text is made up."""

    def tile(self) -> tuple[Segment, ...]:
        """The segments."""

    def examine(self) -> tuple[tuple[Segment, ...], tuple[Diagnostic, ...], int]:
        """The segments, the diagnostics that are kept, and the number of all."""

    def list_links(self) -> tuple[Link, ...]:
        """What the links of the page say, in page order."""

    def detect(self) -> Detection | None:
        """Which format the page has, and on what evidence; `None` where the caller named it."""

    def list_conventions(self) -> tuple[Convention, ...]:
        """What was decided once for the page."""

    # What pickle asks for a page, and is told; nothing where it must write all of it.
    reduce: "Callable[[Page], tuple[Any, ...] | None] | None"


class _Accounted:
    """What a page that was read has besides its values: the account of its text."""

    __slots__ = ("_account",)
    if TYPE_CHECKING:  # Otherwise it would count among the type's own, which records are made by.
        _account: _Account


@frozen(repr=False)
class Page(_Accounted, PaperSequence):
    """An immutable sequence of the papers on one page, with the account of its text.

    `papers` in page order; `format` is the format's name; `info` what the page says of itself; `segments` tile `text`
    exactly; `diagnostics` in page order, as many of them as `Limits.diagnostics` lets be kept, and `diagnostic_count`
    the number of all; `links` are those that stand in the text as markup; `detection` is `None` where the caller named
    the format; `name` is the path given to `load`, else `None`; `conventions` are what was decided once for the page,
    and `()` on pages read from JSON. `text` is the decoded text, exactly as given but for a byte-order mark that bytes
    began with. Of an HTML page it is what `extraction` made of it, an extractor and its version ("resiliparse 2.0.1");
    `None` for text, and on pages read from JSON. Pages compare by text, format, papers and info.
    """

    papers: tuple[Paper, ...]
    format: str
    text: str
    info: PageInfo = PageInfo()
    segments: tuple[Segment, ...] = field(default=(), eq=False)
    diagnostics: tuple[Diagnostic, ...] = field(default=(), eq=False)
    links: tuple[Link, ...] = field(default=(), eq=False)
    detection: Detection | None = field(default=None, eq=False)
    name: str | None = field(default=None, eq=False)
    diagnostic_count: int = field(eq=False)

    @diagnostic_count.default
    def _count_diagnostics(self) -> int:
        return len(self.diagnostics)

    # The schema has no keys for these two.
    conventions: tuple[Convention, ...] = field(default=(), eq=False, kw_only=True)
    extraction: str | None = field(default=None, eq=False, kw_only=True)

    if not TYPE_CHECKING:  # pragma: no branch  # The attributes are those above, and no others.

        def __getattr__(self, name: str) -> Any:
            """Find what no page has until it is asked for: the account of its text, and what detection found."""
            if name == "detection":
                object.__setattr__(self, name, self._account.detect())
            elif name == "links":
                object.__setattr__(self, name, self._account.list_links())
            elif name == "conventions":
                object.__setattr__(self, name, self._account.list_conventions())
            elif name == "segments":
                object.__setattr__(self, name, self._account.tile())
            elif name in ("diagnostics", "diagnostic_count"):
                found = zip(("segments", "diagnostics", "diagnostic_count"), self._account.examine(), strict=True)
                for part, value in found:
                    object.__setattr__(self, part, value)
            else:
                raise AttributeError(f"'Page' object has no attribute {name!r}")
            return getattr(self, name)

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """The text and the values, from which all else follows; all of a page that was not read from its text."""
        reduce = self._account.reduce if hasattr(self, "_account") else None
        reduced = None if reduce is None else reduce(self)
        return super().__reduce_ex__(protocol) if reduced is None else reduced

    def to_dict(self) -> dict[str, Any]:
        """The page as a dictionary of dictionaries, lists, texts, numbers and `None`, as in `Paper.to_dict`."""
        described: dict[str, Any] = import_module(RECORDS).to_builtins(self)
        return described

    def to_html(self) -> str:
        """The whole text with what became of every character, as one HTML file that needs nothing else.

        It shows cards, values, findings and why the page has its format: docs/explain.md has a picture.
        """
        shown: str = import_module("paperparse.explaining.html").explain_page(self)
        return shown

    def _repr_html_(self) -> str:
        """The papers as a short table with what was found on the page, for notebooks."""
        shown: str = import_module(NOTEBOOK).show_page(self)
        return shown

    def explain(self, *, color: bool = False, width: int = 100) -> str:
        """The same as text: each line with its number and what it is, wrapped at `width` columns.

        `color`: with the escapes that terminals take for colours.

        Raises `ModuleNotFoundError` without rich.
        """
        shown: str = import_module("paperparse.explaining.terminal").explain_page(self, color=color, width=width)
        return shown

    def __repr__(self) -> str:
        name = "" if self.name is None else f" {self.name!r}"
        count = len(self.papers)
        findings = self.diagnostic_count
        found = f", {findings} diagnostic{'s' * (findings != 1)}" if findings else ""
        return f"<Page{name} {self.format}: {count} paper{'s' * (count != 1)}{found}>"


def find_prints(page: Page) -> Callable[[int | None, str, Span], str]:
    """What tells what `page` prints for a field at a span, of the paper at a position or, for `None`, of the page.

    That is the text of the field's segments there, joined (`paperparse.text.span.join_pieces`): any markup is left out.
    """
    pieces: dict[tuple[int | None, str], list[Span]] = {}
    for segment in page.segments:
        if segment.field is not None:
            pieces.setdefault((segment.paper, segment.field), []).append(segment.span)

    def find_print(paper: int | None, field: str, span: Span) -> str:
        inside = [one for one in pieces.get((paper, field), ()) if span.start <= one.start and one.end <= span.end]
        return join_pieces(page.text, inside or [span])

    return find_print
