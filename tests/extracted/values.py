"""Records that the templates print, and how the sites print their values."""

from html import escape
from typing import Any, Final

from paperparse import PartialDate

# What a page prints of one paper: the names of the fields of `Paper`, and their values.
Record = dict[str, Any]

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)  # fmt: skip
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_THOUSAND: Final = 1_000


def escape_text(value: object) -> str:
    """`value` as text in HTML; quotes stand as they are there."""
    return escape(str(value), quote=False)


def print_date(day: PartialDate) -> str:
    """`Jan 4, 2026`, or `Jan 4`."""
    return f"{_MONTHS[day.month - 1][:3]} {day.day}" + ("" if day.year is None else f", {day.year}")


def print_date_in_numbers(day: PartialDate) -> str:
    """`1/4/2026`."""
    return f"{day.month}/{day.day}/{day.year}"


def print_long_date(day: PartialDate) -> str:
    """`4 January, 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]}, {day.year}"


def print_month(day: PartialDate) -> str:
    """`January 2026`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def print_weekday(day: PartialDate) -> str:
    """`Sun, 4 Jan 2026`."""
    date = day.date()
    assert date is not None
    return f"{_WEEKDAYS[date.weekday()]}, {day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def print_votes(votes: int) -> str:
    """`12`, or `-` for none."""
    return str(votes) if votes else "-"


def print_author_count(count: int) -> str:
    return f"{count} authors"


def print_stars(stars: int) -> str:
    """`1.28k`, and `940` below a thousand."""
    return str(stars) if stars < _THOUSAND else f"{stars / _THOUSAND:g}k"


def print_score(score: int) -> str:
    """`1.2K` for whole hundreds, and `1187` for others."""
    is_rounded = score >= _THOUSAND and score % 100 == 0
    return f"{score / _THOUSAND:g}K" if is_rounded else str(score)
