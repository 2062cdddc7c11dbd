"""Print records as a page of a format: the way back from `Page` to text.

What a page of a format prints of a record, each format says in its `project` and `project_info`; the rest it cannot
carry. A value that it prints but that would not come back is an error: every page is read again before it is given out.
"""

from collections.abc import Iterable
from typing import Final, overload

from attrs import fields

from paperparse.cards import Format
from paperparse.errors import RenderError
from paperparse.formats import find_format
from paperparse.limits import Limits
from paperparse.loading import loads
from paperparse.model import Paper
from paperparse.page import Page, PageInfo

_LONGEST_QUOTE: Final = 60
_NUMBERS: Final = 10 ** Limits().digits


@overload
def project(record: Paper, format: str | Format) -> Paper: ...
@overload
def project(record: PageInfo, format: str | Format) -> PageInfo: ...
def project(record: Paper | PageInfo, format: str | Format) -> Paper | PageInfo:
    """What a page of `format`, a format's name or a `Format`, prints of `record`; its other fields are empty.

    Source and spans, which belong to another page, are empty as well.

    Raises `UnknownFormatError` for a name that no format has, `TypeError` for an argument of the wrong type.
    """
    form = find_format(format)
    if isinstance(record, Paper):
        return form.project(record)
    if isinstance(record, PageInfo):
        return form.project_info(record)
    raise TypeError(f"project() takes a Paper or a PageInfo, not {type(record).__name__}")


def render(papers: Iterable[Paper], format: str | Format, *, info: PageInfo | None = None) -> str:
    """The text of a page of `format`, a format's name or a `Format`, that lists `papers`.

    `info`: what the page says of itself; by default the `Page.info` of a page, or nothing. Fields that the format does
    not print are left out: `loads(render(papers, format), format=format)` gives `project(paper, format)` for each
    paper, and no diagnostic.

    Raises `RenderError` for records that would not come back so, with the first of them and its field: a title that
    reads like a paragraph, a name with a comma, a field that every card needs. Also `UnknownFormatError`, `LimitError`
    for a page that `loads` would not take, and `TypeError` for an argument of the wrong type.
    """
    form = find_format(format)
    if info is None:
        info = papers.info if isinstance(papers, Page) else PageInfo()
    expected = [project(paper, form) for paper in papers]
    if not expected:
        raise RenderError("no papers: a page without a card is none")
    expected_info = project(info, form)
    for at, paper in enumerate(expected):
        _check_numbers(paper, at)
    _check_numbers(expected_info, None)
    text = form.render(expected, expected_info)
    page = loads(text, format=form)
    for at, (paper, read) in enumerate(zip(expected, page, strict=False)):
        _compare(paper, read, form, at)
    _compare(expected_info, page.info, form, None)
    if len(page) != len(expected):
        found = page.diagnostics[0].message if page.diagnostics else "one reads like a part of another"
        raise RenderError(f"{form.NAME} would give back {len(page)} of {len(expected)} papers: {found}")
    if page.diagnostics:
        first = page.diagnostics[0]
        raise RenderError(f"{form.NAME} would report {first.code}, {first.message}", paper=first.paper)
    return text


def _check_numbers(record: Paper | PageInfo, at: int | None) -> None:
    """Raise `RenderError` for a number that no page prints; Python itself refuses to print the largest."""
    for attribute in fields(type(record)):
        value = getattr(record, attribute.name)
        if isinstance(value, int) and not 0 <= value < _NUMBERS:
            raise RenderError(
                f"{_name_owner(at)} {attribute.name} is no number from 0 to {_NUMBERS - 1:,}",
                paper=at,
                field=attribute.name,
            )


def _name_owner(at: int | None) -> str:
    return "the page's" if at is None else f"paper {at}: its"


def _compare(given: Paper | PageInfo, read: Paper | PageInfo, form: Format, at: int | None) -> None:
    """Raise `RenderError` at the first field of `given` that differs in `read`."""
    for attribute in fields(type(given)):
        name = attribute.name
        value, other = getattr(given, name), getattr(read, name)
        if attribute.eq and value != other:
            raise RenderError(
                f"{_name_owner(at)} {name} {_quote(value)} would come back as {_quote(other)} from {form.NAME}",
                paper=at,
                field=name,
            )


def _quote(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
