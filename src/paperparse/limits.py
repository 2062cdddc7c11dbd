"""Limits on what a page may cost: going over one raises `LimitError`, or is an error of one value; nothing is cut."""

from typing import Final

from attrs import Attribute, field, frozen

from paperparse.errors import LimitError

# The default of sys.get_int_max_str_digits(): the cost of int() is quadratic.
_MOST_DIGITS: Final = 4_300


def _check_limit(_limits: object, attribute: "Attribute[int]", value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"Limits.{attribute.name} must be an int, not {type(value).__name__}")
    if value < 0:
        raise ValueError(f"Limits.{attribute.name} must not be negative")


def _check_digits(limits: object, attribute: "Attribute[int]", value: int) -> None:
    _check_limit(limits, attribute, value)
    if value > _MOST_DIGITS:
        raise ValueError(f"Limits.{attribute.name} must not be above {_MOST_DIGITS:,}: Python's int takes no more")


def _check_kept(limits: object, attribute: "Attribute[int]", value: object) -> None:
    _check_limit(limits, attribute, value)
    if value == 0:
        raise ValueError(f"Limits.{attribute.name} must be at least 1: strict mode raises the first")


@frozen(kw_only=True)
class Limits:
    """How large a page, and what stands on it, may be.

    `bytes`: the size of the page as UTF-8. The largest real listing pages are below 1 MiB; 64 MiB leaves room for
    pages of a hundred thousand papers and still bounds the memory that one hostile file can take.

    `line_length`: the characters of one line, white space at its ends left out. The longest lines of real pages are
    abstracts and summaries of some 6,000; the 15,025 authors of one paper (COVIDSurg, British Journal of Surgery 108,
    2021, the most that any has) fit into 400,000. A file without line breaks is no listing page.

    `cards`: how many papers one page may hold. A million cards need more than 64 MiB of real text; the limit guards
    callers who raise `bytes`.

    `authors`: the names that one card lists, counted by their commas. Above the 15,025 authors just named. This one
    does not raise: a card with more has no authors, and the error `invalid-authors`.

    `digits`: the digits of one number, in the place of a score, a count or a page number. Fifteen are as many as every
    reader of JSON keeps exactly (RFC 8259, section 6); no site counts further. At most 4,300. This one does not raise:
    a longer number is left out, with an error as for any that can't be read.

    `diagnostics`: how many findings `Page.diagnostics` keeps, the first on the page. This one does not raise:
    `Page.diagnostic_count` goes on counting. At least 1.

    `nesting`: the elements of an HTML page within each other, but for those that HTML closes by itself. The pages of
    the sites have some 30.

    `parser_steps`: how often a parser of an HTML page comes back to what it has seen: opens elements again that nothing
    closed, looks for what an end tag closes, compares options of a menu or attributes of a tag. Each may take a third
    of a kilobyte.

    Raises `TypeError` for a limit that is no `int` and `ValueError` for one out of range.
    """

    bytes: int = field(default=64 * 1024 * 1024, validator=_check_limit)
    line_length: int = field(default=1_000_000, validator=_check_limit)
    cards: int = field(default=1_000_000, validator=_check_limit)
    authors: int = field(default=20_000, validator=_check_limit)
    digits: int = field(default=15, validator=_check_digits)
    diagnostics: int = field(default=10_000, validator=_check_kept)
    nesting: int = field(default=1_000, validator=_check_limit)
    parser_steps: int = field(default=1_000_000, validator=_check_limit)


def exceed(
    limits: Limits,
    limit: str,
    what: str,
    advice: str,
    *,
    page: str | None = None,
    line: int | None = None,
) -> LimitError:
    """The error for `what` goes over `limit`, the name of one of `limits`; `advice` is what to do about the page."""
    value = getattr(limits, limit)
    return LimitError(
        f"{what}, {value:,} allowed; {advice}, or allow more with limits=Limits({limit}=...)",
        page=page,
        line=line,
        limit=limit,
        value=value,
    )
