"""The small pieces that a card is made of: counts, dates, names, codes, organizations.

Each `match_*` takes the text of one piece, without white space at its ends, and is total: it returns a value or `None`;
`split_codes` returns `()` where anything else stands. Digits are ASCII digits. Lists of names are in
`paperparse.grammar.names`.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from string import digits
from typing import Any, Final, NamedTuple

from paperparse.grammar.names import find_others, split_authors, split_signed_authors
from paperparse.model.fields import Kind
from paperparse.model.page import INFO_FIELDS
from paperparse.model.paper import FIELDS, Organization, PartialDate
from paperparse.text.characters import SPACE
from paperparse.text.space import WHITESPACE

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH_NUMBERS: Final = {name: number for number, name in enumerate(MONTHS, start=1)}
_ALL_MONTH_NUMBERS: Final = _MONTH_NUMBERS | {name: number for number, name in enumerate(_LONG_MONTHS, start=1)}
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Every comma stands before three digits and no more. That is said without repeating a group, which costs memory.
_COUNT: Final = re.compile(r"[0-9]++|(?![0-9,]*,(?![0-9]{3}(?![0-9])))[0-9]{1,3}+,[0-9,]++")
_ROUNDED_COUNT: Final = re.compile(r"([0-9]{1,6}+)(?:\.([0-9]{1,6}+))?+([KkMm])")
_ZEROS: Final = {"k": 3, "m": 6}
# Patterns of whole values, for lines that hold them.
COUNT: Final = r"(?:[0-9]++(?:,[0-9]{3})*+|[0-9]{1,6}+(?:\.[0-9]{1,6}+)?+[KkMm])"
# `Sept`, `June` and `Jun.` are months as well.
_ANY_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
# Behind a day a number of four digits is a year, with or without a comma, if it is one of the years since 1900.
_YEAR_BEHIND: Final = rf"(?:{SPACE}*+,{SPACE}*+[0-9]{{4}}(?![0-9])|{SPACE}++(?:19|20)[0-9]{{2}}(?![0-9.,KkMm]))"
DAY_MONTH: Final = rf"[0-9]{{1,2}}+{SPACE}++{_ANY_MONTH}(?:{SPACE}*+,?{SPACE}*+[0-9]{{4}}(?![0-9]))?+"
_ISO_DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])"
# A month by name and a day, in whatever order and with or without a year, or a date of ISO 8601.
MONTH_DAY: Final = rf"(?:{_ANY_MONTH}{SPACE}++[0-9]{{1,2}}+(?![0-9]){_YEAR_BEHIND}?+|{DAY_MONTH}|{_ISO_DATE})"
# A paper's page on arXiv, or on a site that names papers as arXiv does
# (https://info.arxiv.org/help/arxiv_identifier.html).
ARXIV_ID: Final = r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})"
PAPER_ADDRESS: Final = rf"(?P<url>[^?#]*/(?:papers|abs)/(?P<arxiv_id>{ARXIV_ID})(?:v(?P<version>[0-9]+))?/?|\S+)"
HANDLE: Final = "[A-Za-z0-9][A-Za-z0-9._-]{0,95}+"
ORGANIZATION_ADDRESS: Final = rf"(?:https?://[^/?#]++)?/(?P<organization>{HANDLE})/?"
MONTH_DAY_YEAR: Final = "[0-9]{1,2}+/[0-9]{1,2}+/[0-9]{4}"
_WEEKDAY: Final = rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}}+,?{SPACE}++)?"
DAY_MONTH_YEAR: Final = (
    rf"{_WEEKDAY}[0-9]{{1,2}}+{SPACE}++[A-Z][a-z]{{2,8}}+,?{SPACE}++[0-9]{{2}}(?:[0-9]{{2}})?(?![0-9])"
)
_MONTH_DAY: Final = re.compile(
    rf"(?P<month>{_ANY_MONTH}){SPACE}++(?P<day>[0-9]{{1,2}}+)(?:[, ]*+(?P<year>[0-9]{{4}}))?+"
)
_DAY_MONTH: Final = re.compile(
    rf"(?P<day>[0-9]{{1,2}}+){SPACE}++(?P<month>{_ANY_MONTH})(?:[, ]*+(?P<year>[0-9]{{4}}))?+"
)
_MONTH_DAY_YEAR: Final = re.compile(r"([0-9]{1,2}+)/([0-9]{1,2}+)/([0-9]{4})")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_MONTH_YEAR: Final = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}}+){SPACE}++([A-Z][a-z]++),?{SPACE}++([0-9]{{4}}|[0-9]{{2}})"
)
_HANDLE: Final = re.compile(HANDLE)
_FIRST_SHORT_YEAR: Final = 91
# The archives of arXiv are in lower case, and the classes within them behind a dot (https://arxiv.org/category_taxonomy).
_CODE: Final = re.compile(r"(?!-|[a-z-]*--)[a-z-]++(?<!-)(?:\.(?!-|[A-Za-z-]*--)[A-Za-z-]++(?<!-))?")
_NAMED_CODE: Final = re.compile(r"[^()]++\(([^()]++)\)")


def is_count(text: str) -> bool:
    """Whether `text` has the form of a number, of however many digits."""
    return _COUNT.fullmatch(text) is not None or match_count(text) is not None


def match_count(text: str) -> int | None:
    """The number that `text` prints: `394`, `1,234`, `1.2K` (1200) or `3.4M` (3400000).

    `None` also for more digits than `int` takes (`sys.get_int_max_str_digits()`, 4,300 unless changed).
    """
    if _COUNT.fullmatch(text):
        try:
            return int(text.replace(",", ""))
        except ValueError:
            return None
    rounded = _ROUNDED_COUNT.fullmatch(text)
    if rounded is None:
        return None
    whole, fraction, unit = rounded[1], rounded[2] or "", rounded[3]
    zeros = _ZEROS[unit.lower()]
    return int(whole + fraction.ljust(zeros, "0")) if len(fraction) <= zeros else None


def count_digits(text: str) -> int:
    """How many digits `text` has."""
    return sum(map(text.count, digits))


def match_date(text: str) -> PartialDate | None:
    """The date that `text` prints, `Oct 13, 2017`, `6 Oct`, `2017-10-13` or `12/9/2024`, the month first.

    `None` for `Feb 30`.
    """
    named = _MONTH_DAY.fullmatch(text) or _DAY_MONTH.fullmatch(text)
    if named:
        return _make_date(named["year"], _MONTH_NUMBERS[named["month"][:3]], named["day"])
    if numeric := _MONTH_DAY_YEAR.fullmatch(text):
        return _make_date(numeric[3], int(numeric[1]), numeric[2])
    if iso := _ISO.fullmatch(text):
        return _make_date(iso[1], int(iso[2]), iso[3])
    return None


def match_date_day_first(text: str) -> PartialDate | None:
    """The date that `text` prints, as `match_date`, but `12/9/2024` is in September."""
    numeric = _MONTH_DAY_YEAR.fullmatch(text)
    return match_date(text) if numeric is None else _make_date(numeric[3], int(numeric[2]), numeric[1])


def _make_date(year: str | None, month: int, day: str) -> PartialDate | None:
    try:
        return PartialDate(None if year is None else int(year), month, int(day))
    except ValueError:
        return None


def match_day_month_year(text: str) -> PartialDate | None:
    """The date in `3 January, 2026`, `Wed, 4 Mar 2026` or `Tue 23 Jul 24`; a day of the week is taken as it is.

    Of two digits for a year, 91 to 99 are in the twentieth century: no listing is older than arXiv.
    """
    parts = _DAY_MONTH_YEAR.fullmatch(text)
    month = None if parts is None else _ALL_MONTH_NUMBERS.get(parts[2])
    if parts is None or month is None:
        return None
    year = int(parts[3])
    if len(parts[3]) == 2:
        year += 1900 if year >= _FIRST_SHORT_YEAR else 2000
    try:
        return PartialDate(year, month, int(parts[1]))
    except ValueError:
        return None


def match_organization(text: str) -> Organization | None:
    """The organization in `openbmb OpenBMB`: a handle, white space, a name."""
    match text.split(maxsplit=1):
        case [handle, rest] if _HANDLE.fullmatch(handle) and (name := rest.strip(WHITESPACE)):
            return Organization(handle, name)
    return None


def match_name(text: str) -> Organization | None:
    """The organization of which only the name is printed."""
    return Organization(None, text) if text else None


def match_votes(text: str) -> int | None:
    """The number of votes that `text` prints; `-` stands for none."""
    return 0 if text == "-" else match_count(text)


def match_name_and_handle(text: str) -> Organization | None:
    """The organization in `OpenBMB openbmb`: a name, and the handle that its address ends with."""
    match text.rsplit(maxsplit=1):
        case [name, handle] if _HANDLE.fullmatch(handle):
            return Organization(handle, name.strip(WHITESPACE))
    return None


def split_codes(text: str) -> tuple[str, ...]:
    """The codes in `text`, as arXiv prints them: `cs.LG stat.ML`, or each behind its name, `Machine Learning (cs.LG)`.

    Names are separated by semicolons, for they hold commas; codes by white space, commas or semicolons.
    """
    codes: list[str] = []
    for part in text.split(";"):
        piece = part.strip(WHITESPACE)
        named = _NAMED_CODE.fullmatch(piece)
        codes += [named[1]] if named else piece.replace(",", " ").split()
    return tuple(codes) if all(map(_CODE.fullmatch, codes)) else ()


def print_month_day(date: PartialDate) -> str:
    """`Oct 13, 2017`, or `Oct 6` without a year."""
    return f"{MONTHS[date.month - 1]} {date.day}" + ("" if date.year is None else f", {date.year}")


def print_month_day_year(date: PartialDate) -> str:
    """`12/9/2024`, the month first; `""` without a year."""
    return "" if date.year is None else f"{date.month}/{date.day}/{date.year}"


def print_day_month(date: PartialDate) -> str:
    """`13 Oct 2017`, or `6 Oct` without a year."""
    return f"{date.day} {MONTHS[date.month - 1]}" + ("" if date.year is None else f" {date.year}")


def print_day_month_year(date: PartialDate) -> str:
    """`3 January, 2026`; `""` without a year."""
    return "" if date.year is None else f"{date.day} {_LONG_MONTHS[date.month - 1]}, {date.year}"


def print_weekday(date: PartialDate) -> str:
    """`Wed, 4 Mar 2026`; `""` without a year."""
    day = date.date()
    return "" if day is None else f"{_WEEKDAYS[day.weekday()][:3]}, {date.day} {MONTHS[date.month - 1]} {date.year}"


def print_long_weekday(date: PartialDate) -> str:
    """`Wednesday, 4 March 2026`; `""` without a year."""
    day = date.date()
    return "" if day is None else f"{_WEEKDAYS[day.weekday()]}, {date.day} {_LONG_MONTHS[date.month - 1]} {date.year}"


def _print_organization(organization: Organization) -> str:
    return " ".join(part for part in (organization.handle, organization.name) if part is not None)


class Rest(NamedTuple):
    """What stands behind a value: another `field`, and the `separator` before it."""

    field: str
    separator: str


class Reader(NamedTuple):
    """How a site prints a field: `read` gives the value that a text prints, or `None`, and `write` the way back.

    `others`: further ways to read it, where what stands elsewhere on the page says so. `find_rest`: where in a text
    that is read begins what is the value of another field (`RESTS`), or -1.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    others: tuple[Callable[[str], Any], ...] = ()
    find_rest: Callable[[str], int] | None = None


def find_rest(reader: Reader | None, text: str) -> int:
    """Where in `text`, which `reader` reads, the value of another field begins; 0 if none does."""
    return 0 if reader is None or reader.find_rest is None else max(reader.find_rest(text), 0)


# By field, what may stand behind its value.
RESTS: Final = {"authors": Rest("other_authors", ", ")}
# Dates and counts are short, and the same ones stand on card after card.
_COUNT_READER: Final = Reader(lru_cache(4096)(match_count), str)
_DATE_READER: Final = Reader(lru_cache(4096)(match_date), print_month_day)
COUNT_IN_GROUPS: Final = Reader(_COUNT_READER.read, "{:,}".format)
DATE_DAY_FIRST: Final = Reader(_DATE_READER.read, print_day_month)
DAY_FIRST_IN_NUMBERS: Final = Reader(lru_cache(4096)(match_date_day_first), print_month_day_year)
DATE_IN_NUMBERS: Final = Reader(_DATE_READER.read, print_month_day_year, (DAY_FIRST_IN_NUMBERS.read,))
_read_day_first: Final = lru_cache(4096)(match_day_month_year)
DAY_FIRST: Final = Reader(_read_day_first, print_day_month_year)
WEEKDAY_FIRST: Final = Reader(_read_day_first, print_weekday)
LONG_WEEKDAY_FIRST: Final = Reader(_read_day_first, print_long_weekday)
SIGNED_AUTHORS: Final = Reader(split_signed_authors, ", ".join, find_rest=find_others)
_BY_KIND: Final[dict[Kind, Reader]] = {
    "names": Reader(split_authors, ", ".join, find_rest=find_others),
    "codes": Reader(split_codes, " ".join),
    "count": _COUNT_READER,
    "date": _DATE_READER,
    "organization": Reader(match_organization, _print_organization, (match_name, match_name_and_handle)),
}
# An organization without a handle.
NAME_ALONE: Final = Reader(match_name, _print_organization)
# How most sites print a field that is not simply the text of its span.
READERS: Final = {
    field.name: _BY_KIND[field.kind] for field in (*FIELDS.values(), *INFO_FIELDS.values()) if field.kind in _BY_KIND
} | {"upvotes": Reader(lru_cache(4096)(match_votes), str)}
