"""What is read of a crawl: texts, each with what is known of it, and what became of it."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

from paperparse.errors import (
    AmbiguousFormatError,
    DecodeError,
    FormatError,
    LimitError,
    PaperparseError,
    spell_bytes,
)
from paperparse.grammar.table import Format
from paperparse.limits import Limits
from paperparse.model.page import Page
from paperparse.pages.load import read_page
from paperparse.source import check_size, decode

Status = Literal["parsed", "refused", "failed"]
# A text of 8 MiB is eight times as large as the largest real pages.
MOST_BYTES: Final = 8 << 20
# The status and the code of what was not read, by its error; the first that fits says it.
_REASONS: Final[tuple[tuple[type[Exception], Status, str], ...]] = (
    (AmbiguousFormatError, "refused", "ambiguous-format"),
    (FormatError, "refused", "unknown-format"),
    (LimitError, "failed", "limit-exceeded"),
    (DecodeError, "failed", "undecodable-text"),
    (Exception, "failed", "format-failed"),
)


class Trouble(NamedTuple):
    """Why there is no text where one should be: a `code`, and a `message` for people."""

    code: str
    message: str


def exceed_limit(max_bytes: int) -> Trouble:
    """The trouble with a text that is larger than `max_bytes`, so that it need not be read to be refused."""
    return Trouble("limit-exceeded", f"the text is larger than {max_bytes:,} bytes; allow more with max_bytes")


class Text(NamedTuple):
    """A text of a crawl, or why there is none.

    `input` is what it stands in, and `position` its place there, from 0. `date` is the day on which it was captured, or
    why that can't be told. `encoding` is that of bytes without a byte-order mark.
    """

    content: str | bytes | Trouble
    url: str | None = None
    input: str | None = None
    position: int = 0
    date: datetime.date | Trouble | None = None
    encoding: str = "utf-8"

    @property
    def name(self) -> str | None:
        """What its page is called: its address, or what it stands in, with its place there behind the first."""
        if self.url or self.input is None:
            return self.url or None
        return f"{self.input}#{self.position}" if self.position else self.input


class Outcome(NamedTuple):
    """What became of a text: the columns of `paperparse.arrow.PAGES`, by their names."""

    url: str | None
    input: str | None
    position: int
    status: Status
    format: str | None = None
    papers: int = 0
    unparsed: int = 0
    code: str | None = None
    message: str | None = None


class Reading(NamedTuple):
    """How texts are read: as which format (`None`: what each is), up to which size, and whether refusals are told.

    Why a text is no page takes a hundred times as long to tell as to see.
    """

    form: Format | None = None
    max_bytes: int = MOST_BYTES
    explain: bool = False


def iter_outcomes(texts: Iterable[Text], reading: Reading) -> Iterator[tuple[Outcome, Page | None]]:
    """What became of each of `texts`, with its page if it is one; no text raises."""
    limits = Limits(bytes=reading.max_bytes)
    for text in texts:
        outcome = Outcome(text.url, text.input, text.position, "failed")
        page = None
        if isinstance(text.content, Trouble):
            yield outcome._replace(code=text.content.code, message=text.content.message), None
            continue
        date = None if isinstance(text.date, Trouble) else text.date
        try:
            page = _read(text, text.content, date, reading.form, limits)
            outcome = outcome._replace(
                status="parsed", format=page.format, papers=len(page), unparsed=_count_unparsed(page)
            )
        except Exception as error:  # Formats of others may raise anything.
            outcome = _refuse(outcome, error, reading.explain)
            page = None
        if isinstance(text.date, Trouble) and outcome.code is None:
            outcome = outcome._replace(code=text.date.code, message=text.date.message)
        yield outcome, page
        del page, text


def _read(text: Text, content: str | bytes, date: datetime.date | None, form: Format | None, limits: Limits) -> Page:
    name = text.name
    if isinstance(content, bytes):
        content = decode(content, text.encoding, limits, page=name)
    else:
        check_size(content, limits, page=name)
        content.encode()
    return read_page(content, name=name, form=form, as_of=date, strict=False, limits=limits)


def _count_unparsed(page: Page) -> int:
    spans = (segment.span for segment in page.segments if segment.kind == "unparsed")
    return sum(span.end - span.start for span in spans)


def _refuse(outcome: Outcome, error: Exception, explain: bool) -> Outcome:
    if isinstance(error, UnicodeEncodeError):
        return outcome._replace(
            code="lone-surrogate", message=f"character {error.start} is half of one: {error.reason}"
        )
    status, code = next((status, code) for kind, status, code in _REASONS if isinstance(error, kind))
    message = None
    if status == "failed" or explain:
        told = error.message if isinstance(error, PaperparseError) else f"{type(error).__name__}: {error}"
        message = spell_bytes(told)
    return outcome._replace(status=status, code=code, message=message)


def find_day(value: object) -> datetime.date:
    """The day that `value` is: a date, a time, or the text of either as ISO 8601 has it; raises `ValueError`."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, bytes):
        value = value.decode()
    if not isinstance(value, str):
        raise ValueError(f"{type(value).__name__} is no date")
    return datetime.datetime.fromisoformat(value.strip()).date()
