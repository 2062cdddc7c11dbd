"""The formats: one table each. The core does the rest."""

from functools import cache
from typing import Final, NamedTuple

from paperparse.errors import FormatError, UnknownFormatError
from paperparse.formats import (
    abstract_list,
    arxiv_listing,
    arxiv_mail,
    arxiv_search,
    author_cards,
    collection_list,
    daily_feed,
    digest_mail,
    scored_feed,
    submitted_feed,
    title_feed,
    trending_feed,
)
from paperparse.formats.installed import Known, iter_installed
from paperparse.grammar.table import Format

# Those of paperparse itself. Nothing depends on the order.
FORMATS: Final[tuple[Format, ...]] = (
    abstract_list.FORMAT,
    arxiv_listing.FORMAT,
    arxiv_mail.FORMAT,
    arxiv_search.FORMAT,
    author_cards.FORMAT,
    collection_list.FORMAT,
    daily_feed.FORMAT,
    digest_mail.FORMAT,
    scored_feed.FORMAT,
    submitted_feed.FORMAT,
    title_feed.FORMAT,
    trending_feed.FORMAT,
)
_BUILT_IN: Final = "paperparse"


class _Catalogue(NamedTuple):
    """All formats, those of paperparse first, and what is wrong with their names, if anything is."""

    known: tuple[Known, ...]
    forms: tuple[Format, ...]
    problem: str


@cache
def _load_catalogue() -> _Catalogue:
    known: dict[str, Known] = {form.name: Known(form, _BUILT_IN) for form in FORMATS}
    problem = ""
    for other in iter_installed():
        first = known.setdefault(other.form.name, other)
        if first.form is not other.form:
            problem = problem or (
                f"two formats are named {other.form.name!r}, one of {first.package} and one of {other.package}; "
                "uninstall one of the packages, or rename its format"
            )
    return _Catalogue(tuple(known.values()), tuple(one.form for one in known.values()), problem)


def _find_catalogue() -> _Catalogue:
    catalogue = _load_catalogue()
    if catalogue.problem:
        raise FormatError(catalogue.problem)
    return catalogue


def list_formats() -> tuple[Format, ...]:
    """All formats: those of paperparse, and those that installed packages bring, which are loaded once a process.

    A package that brings no format where it says so is left out with a `UserWarning`.

    Raises `FormatError` where two formats have one name.
    """
    return _find_catalogue().forms


def list_known() -> tuple[Known, ...]:
    """The same as `list_formats`, each format with the package that it comes from."""
    return _find_catalogue().known


def find_format(format: str | Format) -> Format:
    """The format named `format`, or `format` itself if it is one; installed packages are asked for other names only.

    Raises `UnknownFormatError` for a name that no format has, `FormatError` where two of installed packages have one
    name, and `TypeError` for what is neither.
    """
    if isinstance(format, Format):
        return format
    if not isinstance(format, str):
        raise TypeError(f"format must be a format's name or a Format, not {type(format).__name__}")
    for form in FORMATS:
        if format == form.name:
            return form
    forms = list_formats()
    for form in forms:
        if format == form.name:
            return form
    names = ", ".join(sorted(form.name for form in forms))
    raise UnknownFormatError(f"no format is named {format!r}; the formats are {names}")
