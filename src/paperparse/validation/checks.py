"""Whether what a page or a record says fits together. Each check looks at values only, wherever they came from."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html.entities import html5
from typing import Any, Final, NamedTuple

import regex
from attrs import fields

from paperparse.errors import UnknownFormatError
from paperparse.formats import find_format
from paperparse.grammar.table import find_readers
from paperparse.grammar.values import READERS, Reader
from paperparse.model.fields import Field, Kind
from paperparse.model.page import INFO_FIELDS, Page, PageInfo, find_prints
from paperparse.model.paper import FIELDS, Paper, PartialDate
from paperparse.text.characters import REFERENCE
from paperparse.text.lines import find_line_end
from paperparse.text.mojibake import MOJIBAKE
from paperparse.text.quoting import quote

_MARKUP: Final = regex.compile(
    rf"<(/?+[A-Za-z][A-Za-z0-9]{{0,9}}+)(\s[^<>=]{{1,40}}+=[^<>]{{0,1000}}+)?+\s{{0,9}}+/?+>|&({REFERENCE});"
)
# Tags of text and layout, and those of one letter, which may be a variable in a formula and count only with attributes
# or at the end of what they enclose.
_TAGS: Final = frozenset("br div em h1 h2 h3 h4 h5 h6 img li ol script span strong sub sup table td th tr ul".split())
_SHORT_TAGS: Final = frozenset("abip")
# What prints nothing: controls, marks of direction, joiners between letters that are never joined, tags.
_UNSEEN: Final = re.compile(
    r"[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
    "|(?<=[\0-\u024f])[\u200c\u200d\ufe00-\ufe0f](?=[\0-\u024f]|\\Z)"
)
# Marks of direction belong to text that has letters from right to left.
_MARKS_OF_DIRECTION: Final = "\u061c\u200e\u200f"
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# The texts that a value is made of, by the kind of its field.
_TEXTS: Final[dict[Kind, Callable[[Any], Iterable[str | None]]]] = {
    "text": lambda text: (text,),
    "names": iter,
    "codes": iter,
    "organization": lambda organization: (organization.name,),
}
# What the texts in a field look like, if they are one thing.
_FORMS: Final = {
    name: (field.form.name, re.compile(field.form.pattern)) for name, field in FIELDS.items() if field.form
}
_PROSE: Final = frozenset(name for name, field in FIELDS.items() if field.is_prose)
# What the last sentence of an abstract ends with, or what closes after its end.
_ENDS: Final = ".!?…。\"'”’)]}»*$"
_LONGEST_LINK: Final = 200
_QUOTED: Final = 30
_YEAR: Final = re.compile("[0-9]{4}")
# Years of two digits; and among how many dates a single one without a year is odd, or several are.
_SHORT_YEARS: Final = range(10, 100)
_FEWEST_DATES: Final = 4
_DATES_A_BARE_ONE: Final = 20
# A paper before it is hardly on a page that lists new ones.
_FIRST_YEAR: Final = 1900


class Finding(NamedTuple):
    """What a check has found: the code of the diagnostic, a message, and what it is about.

    `paper` is the position of the paper, or `None` for the page itself; `field` the field concerned, or `None` for the
    whole; `piece` what stands in the field's text where it is wrong, or `None` for the whole of it.
    """

    code: str
    message: str
    paper: int | None = None
    field: str | None = None
    piece: str | None = None


# The papers met so far, by the name of their page, with what is said of the first of each.
Seen = dict[tuple[str | None, Paper], str]


def iter_findings(
    papers: Iterable[Paper], as_of: datetime.date | None, seen: Seen, base: int | None = None
) -> Iterator[Finding]:
    """What does not fit in `papers`.

    `as_of` is the latest date they can have, `seen` the papers of the same file, and `base` how many stand before these
    in a file of records, `None` on a page.
    """
    for at, paper in enumerate(papers):
        place = f"the card on line {paper.source.line}" if base is None else f"number {base + at + 1}"
        yield from _check_count(at, paper)
        yield from _check_date(at, paper, as_of)
        yield from _check_texts(at, paper, FIELDS.values())
        yield from _check_forms(at, paper)
        yield from _check_repetition(at, paper, seen, place)


def _check_count(at: int, paper: Paper) -> Iterator[Finding]:
    count, names = paper.author_count, len(paper.authors)
    if count == 0:
        yield Finding("author-count-mismatch", "0 authors", at, "author_count")
    elif count is not None and names and count != names:
        message = f"{count} author{'s' * (count != 1)}, but {names} name{'s' * (names != 1)}"
        yield Finding("author-count-mismatch", message, at, "author_count")


def _check_date(at: int, paper: Paper, as_of: datetime.date | None) -> Iterator[Finding]:
    date = paper.published.date() if paper.published else None
    if date is not None and as_of is not None and date > as_of:
        message = f"{date.isoformat()} lies after the capture of the page, {as_of.isoformat()}"
        yield Finding("date-after-capture", message, at, "published")
    if paper.published is not None and (paper.published.year or _FIRST_YEAR) < _FIRST_YEAR:
        message = f"{paper.published.isoformat()} lies before {_FIRST_YEAR}"
        yield Finding("doubtful-value", message, at, "published")


def _check_texts(at: int | None, record: Paper | PageInfo, declared: Iterable[Field]) -> Iterator[Finding]:
    """Whether the texts in the fields `declared` of `record`, the paper `at` or a page's info, came through well."""
    for field in declared:
        value = getattr(record, field.name)
        if value is not None and field.kind in _TEXTS:
            for text in _TEXTS[field.kind](value):
                yield from _check_text(text or "", at, field.name)


def _check_forms(at: int, paper: Paper) -> Iterator[Finding]:
    """Whether identifiers, addresses and codes look like such."""
    for name, (form, pattern) in _FORMS.items():
        value = getattr(paper, name)
        for text in () if value is None else _TEXTS[FIELDS[name].kind](value):
            if text is not None and not pattern.fullmatch(text):
                yield Finding("doubtful-value", f"{quote(text, _QUOTED)} is no {form}", at, name, text)


def _check_text(text: str, at: int | None, field: str) -> Iterator[Finding]:
    """Whether `text` was decoded and extracted well: the first of each kind of damage says enough."""
    broken = None if text.isascii() else MOJIBAKE.search(text)
    if broken is not None:
        yield Finding("mojibake", f"{broken.group()!r} was decoded wrongly", at, field, broken.group())
    unseen = None if text.isprintable() else _UNSEEN.search(text)
    if unseen is not None and not (unseen.group() in _MARKS_OF_DIRECTION and _RIGHT_TO_LEFT.search(text)):
        name = f"U+{ord(unseen.group()):04X}"
        yield Finding("invisible-character", f"{name}, which prints nothing", at, field, unseen.group())
    for left in _MARKUP.finditer(text) if "<" in text or "&" in text else ():
        tag, attributes, entity = left.groups("")
        name = tag.lstrip("/").lower()
        is_tag = name in _TAGS or (name in _SHORT_TAGS and (tag != name or attributes))
        if is_tag or f"{entity};" in html5 or entity.startswith("#"):
            yield Finding("markup", f"{left.group()!r} is HTML", at, field, left.group())
            break


def _check_repetition(at: int, paper: Paper, seen: Seen, place: str) -> Iterator[Finding]:
    """Equal in every field to one before; those of other pages do not count, a paper may well stand on several."""
    key = (paper.source.page, paper)
    if key in seen:
        yield Finding("duplicate-card", f"equal to {seen[key]}", at)
    else:
        seen[key] = place


def check_info(info: PageInfo) -> Iterator[Finding]:
    """What does not fit in what a page says about itself."""
    yield from _check_texts(None, info, INFO_FIELDS.values())
    number, count = info.number, info.page_count
    if number == 0 or (number is not None and count is not None and number > count):
        of = "" if count is None else f" of {count:,}"
        yield Finding("page-number-mismatch", f"page {number:,}{of}", None, "number")


def check_years(page: Page) -> Iterator[Finding]:
    """Whether numbers behind dates may be their years: few dates of `page` have none (`Jun 9 15`)."""
    spans = [(at, paper, span) for at, paper in enumerate(page) if (span := paper.spans.get("published")) is not None]
    bare = [(at, paper) for at, paper, span in spans if not _YEAR.search(page.text, *span)]
    is_odd = len(bare) == 1 and len(spans) >= _FEWEST_DATES
    for at, paper in bare if is_odd or len(bare) * _DATES_A_BARE_ONE <= len(spans) else ():
        if paper.comment_count in _SHORT_YEARS:
            message = "this may be the year of the date before it: most dates of the page have one"
            yield Finding("doubtful-value", message, at, "comment_count")


def check_end(page: Page) -> Iterator[Finding]:
    """Whether `page` ends with an abstract or a summary that does not end like one."""
    last = next((segment for segment in reversed(page.segments) if segment.kind != "blank"), None)
    if last is None or last.kind != "field" or last.paper is None or last.field not in _PROSE:
        return
    if last.paper >= len(page):
        # A paper that was taken out of the record; `check_spans` tells it.
        return
    text = getattr(page[last.paper], last.field) or ""
    word = text[-_LONGEST_LINK:].split()[-1:]
    if text and text[-1] not in _ENDS and not ("://" in word[0] or word[0].endswith("URL")):
        end = text.rpartition(find_line_end(text))[2][-_QUOTED:]
        yield Finding("unfinished-text", f"the page ends with {end!r}", last.paper, last.field, end)


def check_format(form: str | None, expected: str | None, paper: int | None = None) -> Iterator[Finding]:
    """Whether a page, or the page of the record `paper`, has the format `expected`."""
    if expected is not None and form is not None and form != expected:
        field = "format" if paper is None else "source"
        yield Finding("unexpected-format", f"{form}, where {expected} is expected", paper, field)


def check_content(at: int, paper: Paper) -> Iterator[Finding]:
    """Whether `paper`, at position `at`, has any text."""
    if not (paper.title or paper.abstract or paper.summary):
        yield Finding("empty-record", "neither title, nor abstract, nor summary", at)


def check_number(papers: int, fewest: int) -> Iterator[Finding]:
    """Whether `papers` are as many as expected."""
    if papers < fewest:
        yield Finding("too-few-papers", f"{papers} paper{'s' * (papers != 1)}, where at least {fewest} are expected")


def tell_unkept(count: int) -> Iterator[Finding]:
    """That there are `count` more findings than are kept, if so."""
    if count > 0:
        yield Finding("further-findings", f"at least {count:,} more findings are not told")


def check_spans(page: Page) -> Iterator[Finding]:
    """Values that are not what stands at their spans, on a page whose text is known; and segments that leave gaps."""
    if not page.text.strip():
        return
    readers = _find_readers(page.format)
    find_print = find_prints(page)
    records: list[tuple[int | None, Paper | PageInfo]] = [(None, page.info), *enumerate(page)]
    for at, record in records:
        for name, span in record.spans.items():
            # How a site prints a number or a date, nobody knows but its format.
            if name in READERS and readers is None:
                continue
            if not _is_printed((readers or {}).get(name), getattr(record, name), find_print(at, name, span)):
                message = f"its {name} is not what stands at [{span.start}, {span.end}) in the page's text"
                yield Finding("span-mismatch", message, at, name)
        for attribute in fields(type(record)):
            name = attribute.name
            if attribute.eq and name not in record.spans and getattr(record, name):
                yield Finding("span-mismatch", f"its {name} stands nowhere in the page's text", at, name)
    ends = [0, *(segment.span.end for segment in page.segments)]
    starts = [*(segment.span.start for segment in page.segments), len(page.text)]
    lost = next((segment.paper for segment in page.segments if (segment.paper or 0) >= max(len(page), 1)), None)
    if lost is not None:
        message = f"a segment belongs to paper {lost}, and there are {len(page)}"
        yield Finding("span-mismatch", message, None, "segments")
    if ends != starts:
        yield Finding("span-mismatch", "the segments are not together the page's text", None, "segments")


def _find_readers(format: str) -> Mapping[str, Reader] | None:
    """How the site of `format` prints its fields; `None` for a name that no format has."""
    try:
        return find_readers(find_format(format))
    except UnknownFormatError:
        return None


def _is_printed(reader: Reader | None, value: object, text: str) -> bool:
    """Whether `value` is what `text` says, by `reader`; the day of capture may have given a date its year."""
    read = text if reader is None else reader.read(text)
    if isinstance(read, PartialDate) and isinstance(value, PartialDate) and read.year is None:
        return (read.month, read.day) == (value.month, value.day)
    # What is decided once for the page may have another way to read it.
    return value == read or (reader is not None and any(other(text) == value for other in reader.others))
