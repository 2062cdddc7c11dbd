"""The records: what a page says about one paper, as immutable values.

Every type here compares, hashes and pickles by value. Where a value stands on the page (`source`, `spans`) and what
the rest of the page implies (`year_min`) do not take part in comparison: the same paper is equal on every page.
"""

import calendar
import datetime
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import field, frozen

from paperparse.model.extra import NO_EXTRA, Extra
from paperparse.model.fields import SEVERAL, Kind, declare, list_fields
from paperparse.model.identifiers import ADDRESS, ARXIV_ID, CATEGORY, DOI
from paperparse.model.links import find_links
from paperparse.model.sections import cut_sections
from paperparse.model.spans import Spans
from paperparse.text.span import Span

# Imported when a record is first described: it needs the model, and msgspec.
RECORDS: Final = "paperparse.records.output"
# What notebooks show is made there, from all of the model.
NOTEBOOK: Final = "paperparse.explaining.notebook"
_SHOWN: Final = 60
_set: Final = object.__setattr__


@frozen
class Organization:
    """The organization that a page prints for a paper: its `handle` ("openbmb") and its display `name` ("OpenBMB").

    Either may be `None`, where the page does not print it.

    Raises `ValueError` where both are.
    """

    handle: str | None = None
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.handle is None and self.name is None:
            raise ValueError("an organization has a handle or a name")


@frozen
class PartialDate:
    """A date as a page prints it, perhaps without its year.

    `year` is `None` where the page does not print it; `month` is 1 to 12 and `day` 1 to 31. `year_min` is the earliest
    year that the rest of the page allows for a date without a year, and takes no part in comparison: it is knowledge
    about the page, not part of the printed date. As text, a date is `isoformat()`, also in f-strings, where it takes
    the widths of texts (`f"{date:>12}"`).

    Raises `ValueError` for a day that no calendar has (month 13, February 30, February 29 of 2023).
    """

    year: int | None
    month: int
    day: int
    year_min: int | None = field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        # 2000 is a leap year, so February 29 without a year stands.
        datetime.date(2000 if self.year is None else self.year, self.month, self.day)

    def date(self) -> datetime.date | None:
        """The full date, or `None` where the year is not known."""
        return None if self.year is None else datetime.date(self.year, self.month, self.day)

    def isoformat(self) -> str:
        """`2017-10-13`, or `--10-06` without a year (ISO 8601:2000, 5.2.1.3, and RFC 6350, 4.3.1)."""
        year = "-" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    def __str__(self) -> str:
        return self.isoformat()

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def resolve(self, as_of: datetime.date) -> "PartialDate":
        """The date with its year filled in as the latest that does not put it after `as_of`.

        A date that has a year, or that no year up to `as_of` fits, comes back unchanged.
        """
        if self.year is not None:
            return self
        year = as_of.year if (self.month, self.day) <= (as_of.month, as_of.day) else as_of.year - 1
        if (self.month, self.day) == (2, 29):
            # Leap years lie at most eight years apart (1896, 1904).
            year = next((leap for leap in range(year, max(year - 8, 0), -1) if calendar.isleap(leap)), 0)
        return self if year < 1 else PartialDate(year, self.month, self.day)


@frozen(kw_only=True, weakref_slot=False)
class Source:
    """Where a record came from.

    `page` is the page's name (the path given to `load`; `None` for text from memory), `format` the format that read
    it, `position` the card's place on the page (0 is the first), `span` the whole card, `line` the number of the
    card's first line (1-based). All are `None` on a `Paper` made by hand.
    """

    page: str | None = None
    format: str | None = None
    position: int | None = None
    span: Span | None = None
    line: int | None = None


@frozen
class Origin:
    """Where a merged paper has the value of one field from.

    `field` is the field's name, `source` the card that printed the value, `span` where it stands in the text of that
    card's page; what the card did not say of itself is `None`.
    """

    field: str
    source: Source
    span: Span | None = None


def _freeze_names(names: Iterable[str]) -> tuple[str, ...]:
    if isinstance(names, str):
        raise TypeError("authors must be a sequence of names, not one string")
    return tuple(names)


def _freeze_codes(codes: Iterable[str]) -> tuple[str, ...]:
    if isinstance(codes, str):
        raise TypeError("categories must be a sequence of codes, not one string")
    return tuple(codes)


def _freeze_origins(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    return tuple(origins)


class _Account(Protocol):
    """What tells, when it is asked for, where the papers of a page stand."""

    def locate_paper(self, position: int) -> tuple[Source, Spans]:
        """The source of the paper at `position`, and the spans of its values."""


class _Located:
    """What a paper read from a page has besides its values: the page's account, and its position there."""

    __slots__ = ("_account", "_position")
    if TYPE_CHECKING:  # Otherwise they would count among the type's own, which records are made by.
        _account: _Account
        _position: int


@frozen(kw_only=True, repr=False)
class Paper(_Located):
    """What one card of a page says about a paper; every field is optional.

    What a page says of the paper are the fields from `title` to the one before `source`; each is declared with its
    meaning, and docs/formats.md lists them. Where the page does not say it is `None`, or `()` for several names.
    `source`: where the card stands. `spans`: field name to `Span`, where each value stands. `origins`: for a paper
    merged from several cards, which has no source and no spans of its own, where each value comes from, an `Origin` for
    each field that has one; `()` for a single card. `extra`: what a record of another tool says besides, by its keys
    (`from_json`). None of the four is compared.

    Text never has white space at its ends. A value of several paragraphs keeps the page's own line breaks.
    """

    title: str | None = field(default=None, metadata=declare("text", "The title.", "Pointer Networks", merging="title"))
    abstract: str | None = field(
        default=None,
        metadata=declare(
            "text",
            "The authors' own abstract; paragraphs are separated as on the page.",
            "We introduce a new neural architecture to learn the conditional probability of an output sequence.",
            is_prose=True,
            merging="abstract",
        ),
    )
    summary: str | None = field(
        default=None,
        metadata=declare(
            "text",
            "Somebody else's digest of the paper, never the abstract.",
            "Overview\n\nThis paper asks ...",
            unit="digest",
            is_prose=True,
        ),
    )
    authors: tuple[str, ...] = field(
        default=(),
        converter=_freeze_names,
        metadata=declare(
            "names",
            "Names as printed, in order; empty where the page prints none.",
            ["Ada Lovelace", "Emmy Noether"],
            merging="authors",
        ),
    )
    other_authors: str | None = field(
        default=None,
        metadata=declare(
            "text",
            "What the page prints in place of the authors that it leaves out.",
            "et al.",
            noun="sign of further authors",
            merging="other_authors",
        ),
    )
    author_count: int | None = field(
        default=None,
        metadata=declare(
            "count",
            "The number of authors that the page prints, not the number of names.",
            3,
            noun="number of authors",
            unit="author",
            merging="author_count",
        ),
    )
    organization: Organization | None = field(
        default=None, metadata=declare("organization", "The organization that the page prints.")
    )
    published: PartialDate | None = field(
        default=None,
        metadata=declare("date", "The date that the page prints.", noun="date", stem="date", merging="published"),
    )
    score: int | None = field(
        default=None, metadata=declare("count", "The site's own popularity score, never citations.", 85)
    )
    comment_count: int | None = field(
        default=None,
        metadata=declare(
            "count", "The number of comments that the page prints.", 2, noun="number of comments", unit="comment"
        ),
    )
    upvotes: int | None = field(
        default=None,
        metadata=declare(
            "count",
            "The readers' votes that the page prints, never comments and never the score; 0 where it prints `-`.",
            12,
            unit="upvote",
        ),
    )
    arxiv_id: str | None = field(
        default=None,
        metadata=declare(
            "text",
            "The identifier on arXiv, without its version.",
            "2601.00011",
            noun="arXiv identifier",
            form=ARXIV_ID,
            merging="arxiv_id",
        ),
    )
    version: int | None = field(
        default=None, metadata=declare("count", "The version of the paper on arXiv that the page prints.", 2)
    )
    doi: str | None = field(
        default=None,
        metadata=declare(
            "text", "The DOI that the page prints.", "10.5555/inv.2026.44", noun="DOI", form=DOI, merging="doi"
        ),
    )
    journal_ref: str | None = field(
        default=None,
        metadata=declare(
            "text",
            "Where the paper appeared, as the page prints it.",
            "Annals of Invented Results 12 (2026) 101-118",
            noun="journal reference",
        ),
    )
    note: str | None = field(
        default=None, metadata=declare("text", "The authors' comments on the paper.", "14 pages, 3 figures")
    )
    url: str | None = field(
        default=None,
        metadata=declare(
            "text",
            "The address that the page links the paper's title to, as it stands there.",
            "https://huggingface.co/papers/2601.00011",
            noun="address",
            form=ADDRESS,
        ),
    )
    submitted_by: str | None = field(
        default=None, metadata=declare("text", "Who put the paper on the site.", "quietharbor", noun="submitter")
    )
    code_url: str | None = field(
        default=None,
        metadata=declare(
            "text",
            "The address of the repository that the page names.",
            "https://github.com/pytorch/pytorch",
            noun="address of the code",
            form=ADDRESS,
        ),
    )
    code_stars: int | None = field(
        default=None,
        metadata=declare(
            "count", "The stars of the repository that the page names.", 1280, noun="number of stars", unit="star"
        ),
    )
    categories: tuple[str, ...] = field(
        default=(),
        converter=_freeze_codes,
        metadata=declare("codes", "The categories on arXiv, the primary one first.", ["cs.CL", "cs.LG"], form=CATEGORY),
    )
    source: Source = field(default=Source(), eq=False)
    spans: Spans = field(default=Spans(), converter=Spans, eq=False)
    origins: tuple[Origin, ...] = field(default=(), converter=_freeze_origins, eq=False)
    extra: Extra = field(default=NO_EXTRA, converter=Extra, eq=False)

    @property
    def links(self) -> tuple[str, ...]:
        """The URLs in title, abstract and summary, in order, each once, without trailing punctuation."""
        return find_links(text for text in (self.title, self.abstract, self.summary) if text)

    @property
    def sections(self) -> dict[str, str]:
        """The summary cut at the scored feed's own headings: heading to text, in order.

        Text before the first heading stands under the empty string. `{}` without a summary.
        """
        return cut_sections(self.summary or "")

    def to_dict(self) -> dict[str, Any]:
        """The paper as a dictionary of dictionaries, lists, texts, numbers and `None`: what its JSON says.

        It has all keys that `dumps` writes, and `from_json` reads `json.dumps` of it. Nothing is checked as in `dumps`.
        """
        described: dict[str, Any] = import_module(RECORDS).to_builtins(self)
        return described

    def _repr_html_(self) -> str:
        """The fields that have a value as a table, for notebooks."""
        shown: str = import_module(NOTEBOOK).show_paper(self)
        return shown

    if not TYPE_CHECKING:  # pragma: no branch  # The attributes are those above, and no others.

        def __getattr__(self, name: str) -> Any:
            """Find source and spans, which no paper that was read from a page has until they are asked for."""
            if name == "source" or name == "spans":  # Takes half as long as a search in a tuple.
                source, spans = self._account.locate_paper(self._position)
                _set(self, "source", source)
                _set(self, "spans", spans)
                return spans if name == "spans" else source
            raise AttributeError(f"'Paper' object has no attribute {name!r}")

    def __repr__(self) -> str:
        shown = []
        for name, declared in FIELDS.items():
            value = getattr(self, name)
            if value if declared.kind in SEVERAL else value is not None:
                shown.append(f"{name}={_show(declared.kind, value)}")
        return f"Paper({', '.join(shown)})"


def _show(kind: Kind, value: Any) -> str:
    """`value` of a field of `kind` as `repr` shows it in a line."""
    if kind == "text":
        return repr(value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…")
    if kind in SEVERAL:
        return f"<{value[0]}{f' and {len(value) - 1} more' if len(value) > 1 else ''}>"
    return value.isoformat() if isinstance(value, PartialDate) else repr(value)


# The fields of a paper that hold what a page says, in order; the others hold where it stands.
FIELDS: Final = list_fields(Paper)
VALUE_FIELDS: Final = tuple(FIELDS)
