"""Records with every kind of value in every field, and what tells records apart that are equal."""

import calendar
import random
from collections.abc import Callable
from typing import Any, Final, TypeVar

import attrs

from paperparse import (
    Candidate,
    Detection,
    Diagnostic,
    Evidence,
    Organization,
    Origin,
    Page,
    PageInfo,
    Paper,
    PartialDate,
    Segment,
    Source,
    Span,
    Spans,
)
from paperparse.model.fields import Kind
from paperparse.model.paper import FIELDS
from paperparse.records.structure import list_keys
from paperparse.text.space import WHITESPACE

Value = TypeVar("Value")

LARGEST: Final = 2**53 - 1
PIECES: Final = (
    *('"', "\\", "/", '\\"', "\\u0041", "\\ud800", "\\n", "'", "`", "{}", "[1]", "null", "</script>", "&amp;", "%s"),
    *("\x00", "\x01", "\b", "\t", "\n", "\r\n", "\f", "\x1b[0m", "\x1f", " ", "\x7f", "\x85", "\xa0", "\xad"),
    *("\u2028", "\u2029", "\u200b", "\u200d", "\u2060", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ue000"),
    *("é", "e\u0301", "\u0301", "ﬃ", "İ", "ß", "数学", "한국", "\u1112\u1161\u11ab", "𝔸", "🙂", "👩\u200d🔬"),
    *("\U0010ffff", "שלום", "\u202e", "\u2066", "\u200f", "مرحبا", "٤", "²", "１２"),
    *("9" * 20, "-0", "1e999", "NaN", "2\ud7ff", "a", "The"),
)  # fmt: skip
LONG: Final = 3_000
SHARE_OF_LONG: Final = 0.001
NUMBERS: Final = (0, 1, 9, 10, 2**31, 2**32, 10**15, LARGEST - 1, LARGEST)
FORMATS: Final = ("abstract_list", "daily_feed", "my_own_format", "ключ")


def start_chance(seed: str) -> random.Random:
    """The same chance every time, in every process."""
    return random.Random(seed)


def make_text(chance: random.Random) -> str:
    """Anything at all, without white space at its ends."""
    count = LONG if chance.random() < SHARE_OF_LONG else chance.randint(1, 8)
    text = "".join(chance.choice(PIECES) for _ in range(count)).strip(WHITESPACE)
    return text or "x"


def make_number(chance: random.Random) -> int:
    return chance.choice(NUMBERS) if chance.random() < 0.5 else chance.randint(0, LARGEST)


def make_share(chance: random.Random) -> float:
    return chance.choice([0.0, 1.0, 5e-324, 0.1, chance.random()])


def make_span(chance: random.Random) -> Span:
    return Span(*sorted((make_number(chance), make_number(chance))))


def make_date(chance: random.Random) -> PartialDate:
    year = chance.choice([None, 1, 4, 1900, 2000, 2024, 9999, chance.randint(1, 9999)])
    month = chance.randint(1, 12)
    day = chance.randint(1, calendar.monthrange(year or 2000, month)[1])
    return PartialDate(year, month, day, chance.choice([None, 1, 2025, 10_000]))


def make_organization(chance: random.Random) -> Organization:
    handle = maybe(chance, make_text)
    return Organization(handle, make_text(chance) if handle is None else maybe(chance, make_text))


def make_source(chance: random.Random) -> Source:
    return Source(
        page=maybe(chance, lambda chance: chance.choice(["", " ", make_text(chance)])),
        format=maybe(chance, lambda chance: chance.choice(FORMATS)),
        position=maybe(chance, make_number),
        span=maybe(chance, make_span),
        line=maybe(chance, lambda chance: 1 + chance.randrange(LARGEST)),
    )


def make_spans(chance: random.Random, owner: type) -> Spans:
    """Spans of some fields of `owner`, in any order."""
    names = name_values(owner)
    return Spans([(name, make_span(chance)) for name in chance.sample(names, chance.randint(0, len(names)))])


def name_values(owner: type) -> list[str]:
    """The fields of `owner` that hold what a page says."""
    return [attribute.name for attribute in attrs.fields(owner) if attribute.eq]


def make_origin(chance: random.Random) -> Origin:
    return Origin(chance.choice(name_values(Paper)), make_source(chance), maybe(chance, make_span))


def make_paper(chance: random.Random) -> Paper:
    return Paper(
        **{name: _BY_KIND[field.kind](chance) for name, field in FIELDS.items()},
        source=make_source(chance),
        spans=make_spans(chance, Paper),
        origins=make_several(chance, make_origin),
    )


def make_several(chance: random.Random, make: Callable[[random.Random], Value]) -> tuple[Value, ...]:
    return tuple(make(chance) for _ in range(chance.choice([0, 1, 1, 2, 4])))


def maybe(chance: random.Random, make: Callable[[random.Random], Value]) -> Value | None:
    return make(chance) if chance.random() < 0.5 else None


_BY_KIND: Final[dict[Kind, Callable[[random.Random], Any]]] = {
    "text": lambda chance: maybe(chance, make_text),
    "names": lambda chance: make_several(chance, make_text),
    "codes": lambda chance: make_several(chance, make_text),
    "count": lambda chance: maybe(chance, make_number),
    "date": lambda chance: maybe(chance, make_date),
    "organization": lambda chance: maybe(chance, make_organization),
}


def make_page(chance: random.Random) -> Page:
    return Page(
        papers=make_several(chance, make_paper),
        format=chance.choice(FORMATS),
        text=f" {make_text(chance)}\n",
        info=PageInfo(
            title=maybe(chance, make_text),
            affiliation=maybe(chance, make_text),
            date=maybe(chance, make_date),
            number=maybe(chance, make_number),
            page_count=maybe(chance, make_number),
            spans=make_spans(chance, PageInfo),
        ),
        segments=make_several(chance, make_segment),
        diagnostics=make_several(chance, make_diagnostic),
        detection=maybe(chance, make_detection),
        name=maybe(chance, make_text),
        diagnostic_count=make_number(chance),
    )


def make_segment(chance: random.Random) -> Segment:
    return Segment(
        kind=chance.choice(["field", "furniture", "blank", "unparsed"]),
        span=make_span(chance),
        field=maybe(chance, make_text),
        paper=maybe(chance, make_number),
    )


def make_diagnostic(chance: random.Random) -> Diagnostic:
    return Diagnostic(
        code=make_text(chance),
        severity=chance.choice(["error", "warning", "note"]),
        message=f" {make_text(chance)}",
        span=make_span(chance),
        line=1 + chance.randrange(LARGEST),
        column=1 + chance.randrange(LARGEST),
        paper=maybe(chance, make_number),
    )


def make_detection(chance: random.Random) -> Detection:
    return Detection(chance.choice(FORMATS), make_share(chance), make_several(chance, make_candidate))


def make_candidate(chance: random.Random) -> Candidate:
    return Candidate(
        format=chance.choice(FORMATS),
        cards=make_number(chance),
        confidence=make_share(chance),
        needed=make_share(chance),
        evidence=make_several(chance, make_evidence),
        lacks=make_several(chance, make_text),
        span=maybe(chance, make_span),
    )


def make_evidence(chance: random.Random) -> Evidence:
    return Evidence(make_text(chance), make_number(chance), maybe(chance, make_span))


def spell_out(value: Any) -> Any:
    """`value` with what its == leaves out: the types of all its parts, every field, and the order of spans."""
    if attrs.has(type(value)):
        parts = [(name, spell_out(getattr(value, name))) for name in list_keys(type(value))]
        return (type(value), parts)
    if isinstance(value, Spans):
        return (type(value), [(name, spell_out(span)) for name, span in value.items()])
    if isinstance(value, tuple | list):
        return (type(value), [spell_out(item) for item in value])
    return (type(value), value)
