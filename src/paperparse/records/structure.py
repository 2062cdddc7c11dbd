"""What records look like as JSON, derived from the model: every field is a key, in the order of the model.

Each model class becomes a msgspec structure of the same name with the same fields, all of them required and no others
allowed. Here stands what the model's types do not say (ranges, texts without white space at their ends), and what a
reader wants to know of the fields that the model does not declare with their meaning. Decoding, the JSON Schema and the
explanations of wrong records all come from these.
"""

import datetime
from collections.abc import Callable, Sequence
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import attrs
import msgspec
from msgspec import Meta

from paperparse.model.page import INFO_FIELDS, Candidate, Detection, Diagnostic, Evidence, Page, PageInfo, Segment
from paperparse.model.paper import FIELDS, VALUE_FIELDS, Organization, Origin, Paper, PartialDate, Source
from paperparse.model.spans import Spans
from paperparse.text.space import BLANK
from paperparse.text.span import Span

SCHEMA_VERSION: Final = 2
VERSION_KEY: Final = "schema_version"
# The classes that are records by themselves and say which version they are.
VERSIONED: Final[tuple[type, ...]] = (Paper, Page)

# The largest number that every reader of JSON keeps exactly (RFC 8259, section 6).
_LARGEST: Final = 2**53 - 1
# White space as a class for readers of any regular expressions: they do not agree on what `\s` is.
SPACE: Final = "".join(f"\\x{ord(space):02x}" if space <= "\xff" else space for space in BLANK)
TRIMMED: Final = rf"\A[^{SPACE}](?s:.*[^{SPACE}])?\Z"

_Text = Annotated[str, Meta(min_length=1, pattern=TRIMMED)]
_Count = Annotated[int, Meta(ge=0, le=_LARGEST)]
_Number = Annotated[int, Meta(ge=1, le=_LARGEST)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_SpanPair = Annotated[
    tuple[_Count, _Count],
    Meta(
        description="Half-open offsets [start, end) into the text of the page, in code points.",
        examples=[[4703, 4719]],
    ),
]

# What stands for a type in JSON, where the type itself does not say enough.
_TYPES: Final[dict[Any, Any]] = {str: _Text, int: _Count, float: _Share, Span: _SpanPair}
# The same for single fields: texts that may be anything, numbers with a range of their own.
_FIELD_TYPES: Final[dict[str, Any]] = {
    "PartialDate.year": Annotated[int, Meta(ge=1, le=9999)] | None,
    "PartialDate.month": Annotated[int, Meta(ge=1, le=12)],
    "PartialDate.day": Annotated[int, Meta(ge=1, le=31)],
    "PartialDate.year_min": Annotated[int, Meta(ge=1, le=10_000)] | None,
    "Source.page": str | None,
    "Source.line": _Number | None,
    "Origin.field": Literal[VALUE_FIELDS],
    "Diagnostic.message": str,
    "Diagnostic.line": _Number,
    "Diagnostic.column": _Number,
    "Evidence.what": str,
    "Candidate.lacks": tuple[str, ...],
    "Page.name": str | None,
    "Page.text": str,
}
_FORMATS: Final = ["abstract_list", "author_cards", "daily_feed", "scored_feed", "title_feed"]
_CLASSES: Final[dict[type, str]] = {
    PartialDate: "A date as a page prints it, perhaps without its year.",
    Organization: "The organization that a page prints for a paper.",
    Source: "Where on which page a record stands; every value is null on a record made by hand.",
    Origin: "Where a merged paper has the value of one field from.",
    Paper: "What one card of a page says about a paper; null where it does not say.",
    PageInfo: "What a page says about itself; null where it does not say.",
    Segment: "One piece of a page's text; the segments of a page are together the whole text.",
    Diagnostic: "Something about a page that a reader should know.",
    Evidence: "Something that speaks for a format.",
    Candidate: "What one format makes of a text.",
    Detection: "Which format a text has, and why.",
    Page: "A page: its papers in order, what it says of itself, and the account of its text.",
}
_DESCRIPTIONS: Final[dict[str, tuple[str, list[Any]]]] = {
    f"{owner.__name__}.{name}": (declared.meaning, list(declared.examples))
    for owner, declarations in ((Paper, FIELDS), (PageInfo, INFO_FIELDS))
    for name, declared in declarations.items()
} | {
    "PartialDate.year": ("Null where the page does not print it.", [2017]),
    "PartialDate.month": ("1 is January.", [10]),
    "PartialDate.day": ("A day that the month has.", [13]),
    "PartialDate.year_min": ("The earliest year that the rest of the page allows for a date without a year.", [2025]),
    "Organization.handle": (
        "The organization's name in the site's addresses; null where the page prints only the other.",
        ["openbmb"],
    ),
    "Organization.name": ("Its name as the site shows it; null where the page prints only the handle.", ["OpenBMB"]),
    "Source.page": ("The page's name: the path that it was read from.", ["seeds/004_8ec9312bc1173479.txt"]),
    "Source.format": ("The format that read it; a format of a third party has a name of its own.", _FORMATS),
    "Source.position": ("The card's place on the page; 0 is the first.", [3]),
    "Source.span": ("The whole card.", []),
    "Source.line": ("The number of the card's first line, from 1.", [37]),
    "Origin.field": ("The name of the field.", ["title"]),
    "Origin.source": ("The card that printed the value.", []),
    "Origin.span": ("Where the value stands in the text of that card's page.", []),
    "Paper.source": ("Where the card stands.", []),
    "Paper.spans": ("Where each value stands, by the name of its field.", [{"title": [4703, 4719]}]),
    "Paper.origins": ("For a paper merged from several cards, where each value comes from; else empty.", []),
    "PageInfo.spans": ("Where each value stands, by the name of its field.", [{"title": [112, 124]}]),
    "Segment.kind": ("A value, a piece of the site, white space, or what nothing accounts for.", ["field"]),
    "Segment.span": ("Where it stands.", []),
    "Segment.field": ("The field whose value it is.", ["title"]),
    "Segment.paper": ("The position of the paper that it belongs to.", [3]),
    "Diagnostic.code": ("What is wrong; `paperparse validate --explain CODE` says more.", ["invalid-date"]),
    "Diagnostic.severity": ("How severe it is.", ["error"]),
    "Diagnostic.message": ("What is wrong, for people; not stable.", ["'Feb 30, 2024' is no date"]),
    "Diagnostic.span": ("What it is about.", []),
    "Diagnostic.line": ("The line that it begins on, from 1.", [27]),
    "Diagnostic.column": ("The column that it begins in, from 1, in code points.", [1]),
    "Diagnostic.paper": ("The position of the paper that it is about.", [3]),
    "Evidence.what": ("What was looked for.", ["the heading 'Daily Papers'"]),
    "Evidence.count": ("How often it was found.", [1]),
    "Evidence.span": ("Where it was found first.", []),
    "Candidate.format": ("The format's name.", _FORMATS),
    "Candidate.cards": ("How many complete cards it finds.", [59]),
    "Candidate.confidence": ("The share of the text that it explains.", [1.0]),
    "Candidate.needed": ("The share that so many cards must explain.", [0.51]),
    "Candidate.evidence": ("What was found.", []),
    "Candidate.lacks": ("What is missing, in words.", [["a line 'Via'"]]),
    "Candidate.span": ("From its first complete card to its last.", []),
    "Detection.format": ("The format's name.", _FORMATS),
    "Detection.confidence": ("The share of the text that it explains.", [1.0]),
    "Detection.candidates": ("What each format makes of the text, the best first.", []),
    "Page.papers": ("The papers, in page order.", []),
    "Page.format": ("The format's name; a format of a third party has one of its own.", _FORMATS),
    "Page.text": ("The page's text, which all spans point into; empty on pages written by paperparse 0.1.0.", []),
    "Page.info": ("What the page says about itself.", []),
    "Page.segments": ("The pieces of the text, in order, without gaps.", []),
    "Page.diagnostics": ("What was found wrong, in page order, as many as were kept.", []),
    "Page.detection": ("Why it has this format; null where the caller named it.", []),
    "Page.name": ("The path that the page was read from.", ["seeds/004_8ec9312bc1173479.txt"]),
    "Page.diagnostic_count": ("The number of all diagnostics.", [0]),
}


# The schema has no keys for them.
_KEPT_OUT: Final = {(Segment, "reason"), (Page, "conventions"), (Page, "extraction"), (Page, "links"), (Paper, "extra")}


def _check_date(date: Any) -> None:
    """Raise `ValueError` for a day that no calendar has, which msgspec reports as a wrong value."""
    datetime.date(2000 if date.year is None else date.year, date.month, date.day)


def _check_organization(organization: Any) -> None:
    """Raise `ValueError` for an organization that is called nothing."""
    if organization.handle is None and organization.name is None:
        raise ValueError("an organization has a handle or a name")


def _check_span(record: Any) -> None:
    """Raise `ValueError` if the span of `record` ends before it begins."""
    check_order(record.span)


def _check_spans(record: Any) -> None:
    """Raise `ValueError` if one of the spans of `record` ends before it begins."""
    for span in record.spans.values():
        check_order(span)


def check_order(span: Sequence[int] | None) -> None:
    """Raise `ValueError` if `span` ends before it begins."""
    if span is not None and span[0] > span[1]:
        raise ValueError(f"span [{span[0]}, {span[1]}) ends before it begins")


# Rules about several values at once, which JSON Schema does not know.
_RULES: Final[dict[type, Callable[[Any], None]]] = {
    PartialDate: _check_date,
    Organization: _check_organization,
    **dict.fromkeys((Source, Origin, Segment, Diagnostic, Evidence, Candidate), _check_span),
    **dict.fromkeys((Paper, PageInfo), _check_spans),
}


def _translate(hint: Any, owner: type) -> Any:
    """The type that stands for `hint`, the type of a field of `owner`, in JSON."""
    if hint in _TYPES:
        return _TYPES[hint]
    if hint is Spans:
        names = list_span_names(owner)
        return dict[Literal[names], _SpanPair]  # type: ignore[valid-type]  # known at run time only
    if attrs.has(hint):
        return STRUCTURES[hint]
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        return tuple[_translate(arguments[0], owner), ...]  # type: ignore[misc]  # as above
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(_translate(argument, owner) for argument in arguments)]  # noqa: UP007  # made at run time
    return hint


def list_span_names(owner: type) -> tuple[str, ...]:
    """The fields of `owner`, a class with spans, that may have one, in order."""
    return VALUE_FIELDS if owner is Paper else tuple(field.name for field in attrs.fields(owner) if field.eq)


def list_keys(owner: type) -> list[str]:
    """The keys of a record of the class `owner`, in order: all its attributes but those that JSON does not carry."""
    return [attribute.name for attribute in attrs.fields(owner) if (owner, attribute.name) not in _KEPT_OUT]


def _define_structure(owner: type) -> type[msgspec.Struct]:
    """The structure of `owner`, whose own parts must be in `STRUCTURES` already."""
    hints = get_type_hints(owner)
    fields: list[tuple[str, Any]] = []
    if owner in VERSIONED:
        described = Meta(description="The version of this schema. A new one means that keys or meanings changed.")
        fields.append((VERSION_KEY, Annotated[Literal[SCHEMA_VERSION], described]))
    for name in list_keys(owner):
        key = f"{owner.__name__}.{name}"
        translated = _FIELD_TYPES.get(key) or _translate(hints[name], owner)
        description, examples = _DESCRIPTIONS[key]
        fields.append((name, Annotated[translated, Meta(description=description, examples=examples or None)]))
    namespace: dict[str, Any] = {"__doc__": _CLASSES[owner]}
    if owner in _RULES:
        namespace["__post_init__"] = _RULES[owner]
    return msgspec.defstruct(
        owner.__name__, fields, namespace=namespace, module=__name__, forbid_unknown_fields=True, frozen=True
    )


# A class stands after those that its fields are made of.
STRUCTURES: Final[dict[type, type[msgspec.Struct]]] = {}
for _class in _CLASSES:
    STRUCTURES[_class] = _define_structure(_class)
