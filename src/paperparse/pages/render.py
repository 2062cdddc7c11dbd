"""Print records as a page of a format: the way back from `Page` to text.

What a page of a format prints of a record follows from the format's table (`paperparse.grammar.printing`); the rest it
cannot carry. A value that it prints but that would not come back is an error: every page is read again before it is
given out.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple, overload

from attrs import evolve

from paperparse.codes import CODES
from paperparse.errors import LimitError, RenderError
from paperparse.formats import find_format
from paperparse.grammar.printing import print_page, project_info, project_paper
from paperparse.grammar.table import Format
from paperparse.limits import Limits
from paperparse.model.fields import Kind
from paperparse.model.page import INFO_FIELDS, Diagnostic, Page, PageInfo
from paperparse.model.paper import FIELDS, Organization, Paper, PartialDate, Source
from paperparse.model.spans import Spans
from paperparse.pages.load import loads

_NUMBERS: Final = 10 ** Limits().digits
# The types of values of each kind.
_TYPES: Final[dict[Kind, type]] = {
    "text": str,
    "names": tuple,
    "codes": tuple,
    "count": int,
    "date": PartialDate,
    "organization": Organization,
}
_LONGEST_QUOTE: Final = 60
# How much of a text stands in a quote before the place that matters.
_LEAD: Final = 20


class _Problem(NamedTuple):
    """Why a page does not read back: the paper and the field to blame, where there is one, and what is wrong."""

    paper: int | None
    field: str | None
    reason: str


@overload
def project(record: Paper, format: str | Format) -> Paper: ...
@overload
def project(record: PageInfo, format: str | Format) -> PageInfo: ...
def project(record: Paper | PageInfo, format: str | Format) -> Paper | PageInfo:
    """What a page of `format`, a format's name or a `Format`, prints of `record`; its other fields are empty.

    Source, spans and origins, which belong to another page, are empty as well, and so is `extra`.

    Raises `UnknownFormatError` for a name that no format has, `TypeError` for an argument of the wrong type.
    """
    form = find_format(format)
    if isinstance(record, Paper):
        return evolve(project_paper(form, record), source=Source(), spans=Spans(), origins=(), extra=())
    if isinstance(record, PageInfo):
        return evolve(project_info(form, record), spans=Spans())
    raise TypeError(f"project() takes a Paper or a PageInfo, not {type(record).__name__}")


def render(papers: Iterable[Paper], format: str | Format, *, info: PageInfo | None = None) -> str:
    """The text of a page of `format`, a format's name or a `Format`, that lists `papers`.

    `info`: what the page says of itself; by default that of a page of the same format, or nothing. Fields that the
    format does not print are left out: `loads(render(papers, format), format=format)` gives `project(paper, format)`
    for each paper, and no diagnostic.

    Raises `RenderError` for records that would not come back so, with the first of them and its field: a title that
    reads like a paragraph, a name with a comma, a field that every card needs, more than `Limits()` allow. Also
    `UnknownFormatError` for a name that no format has, `TypeError` for an argument or a value of the wrong type.
    """
    form = find_format(format)
    if info is None:
        info = papers.info if isinstance(papers, Page) and papers.format == form.name else PageInfo()
    expected = [project(paper, form) for paper in papers]
    expected_info = project(info, form)
    if not expected:
        raise RenderError("no papers: a page without a card is none")
    for at, paper in enumerate(expected):
        _check_values(paper, at)
    _check_values(expected_info, None)
    text = print_page(form, expected, expected_info)
    problem = _find_problem(text, expected, expected_info, form)
    if problem is None:
        return text
    # One paper may spoil another's card: the one that does not come back by itself is to blame.
    no_info = project(PageInfo(), form)
    for at, paper in enumerate(expected):
        alone = _find_problem(print_page(form, [paper], no_info), [paper], no_info, form)
        if alone is not None:
            problem = alone._replace(paper=at)
            break
    where = "" if problem.paper is None else f"paper {problem.paper}: "
    raise RenderError(f"{where}{problem.reason}", paper=problem.paper, field=problem.field)


def _check_values(record: Paper | PageInfo, at: int | None) -> None:
    """Raise `TypeError` for a value of the wrong type, and `RenderError` for a number that no page prints."""
    owner = "the page's" if at is None else f"paper {at}: its"
    for name, field in (FIELDS if isinstance(record, Paper) else INFO_FIELDS).items():
        value = getattr(record, name)
        if value is None:
            continue
        wanted = _TYPES[field.kind]
        if not isinstance(value, wanted):
            raise TypeError(f"{owner} {name} must be {wanted.__name__} or None, not {type(value).__name__}")
        texts = (value.handle or "", value.name or "") if isinstance(value, Organization) else value
        if isinstance(texts, tuple) and not all(isinstance(text, str) for text in texts):
            raise TypeError(f"{owner} {name} must be made of str")
        # Python itself refuses to print the largest numbers.
        if isinstance(value, int) and not 0 <= value < _NUMBERS:
            raise RenderError(f"{owner} {name} is no number from 0 to {_NUMBERS - 1:,}", paper=at, field=name)


def _find_problem(text: str, papers: Sequence[Paper], info: PageInfo, form: Format) -> _Problem | None:
    """The first reason why `text` would not give back `papers` and `info`, if there is one."""
    try:
        page = loads(text, format=form)
    except LimitError as error:
        return _Problem(None, None, f"loads() would refuse the page, which goes over Limits().{error.limit}")
    problems = chain(
        (_compare(None, info, page.info, form),),
        (_describe(found, form) for found in page.diagnostics),
        (_compare(at, given, read, form) for at, (given, read) in enumerate(zip(papers, page, strict=False))),
    )
    first = next((problem for problem in problems if problem is not None), None)
    if first is None and len(page) != len(papers):
        return _Problem(None, None, f"{form.name} would give back {len(page)} papers for {len(papers)}")
    return first


def _describe(found: Diagnostic, form: Format) -> _Problem:
    """A diagnostic of a page that was printed, as a problem of the paper that it is about."""
    reason = f"a page of {form.name} cannot show it so that it reads back: {found.message}"
    return _Problem(found.paper, CODES[found.code].field, reason)


def _compare(at: int | None, given: Paper | PageInfo, read: Paper | PageInfo, form: Format) -> _Problem | None:
    """The first field of `given` that differs in `read`, as a problem."""
    found = find_difference(given, read)
    if found is None:
        return None
    owner = "the page's" if at is None else "its"
    name, printed, back = found
    return _Problem(at, name, f"{owner} {name} {printed} would come back as {back} from {form.name}")


def find_difference(given: Paper | PageInfo, read: Paper | PageInfo) -> tuple[str, str, str] | None:
    """The first field in which `given` and `read` differ, and both values in quotes; `None` if they are equal."""
    for name in FIELDS if isinstance(given, Paper) else INFO_FIELDS:
        value, other = getattr(given, name), getattr(read, name)
        if value != other:
            return name, *_quote_difference(value, other)
    return None


def _quote_difference(value: object, other: object) -> tuple[str, str]:
    """Both values, texts from a little before the first character in which they differ."""
    if isinstance(value, str) and isinstance(other, str):
        same = next((at for at, (one, two) in enumerate(zip(value, other, strict=False)) if one != two), None)
        start = max((min(len(value), len(other)) if same is None else same) - _LEAD, 0)
        value, other = value[start:], other[start:]
    return _shorten(repr(value)), _shorten(repr(other))


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
