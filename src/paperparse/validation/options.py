"""What validation is asked for."""

import datetime
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Final

from attrs import field, frozen

from paperparse.codes import CODES
from paperparse.formats import find_format

# The file, or some of it, could not be checked: whoever selects other codes would take it for clean.
_UNCHECKED: Final = frozenset(
    {
        *("undecodable-text", "limit-exceeded", "unknown-format", "ambiguous-format", "malformed-json"),
        *("unsupported-version", "further-findings"),
    }
)


def _split_codes(codes: str | Iterable[str]) -> tuple[str, ...]:
    """`codes` one by one; each may be several with commas between."""
    listed = (codes,) if isinstance(codes, str) else codes
    return tuple(code.strip() for several in listed for code in several.split(",") if code.strip())


@frozen(kw_only=True)
class Options:
    """What is expected of pages and records; `validate` says what each means."""

    expect_format: str | None = None
    min_coverage: float = 1.0
    min_papers: int = 1
    as_of: datetime.date | None = None
    select: tuple[str, ...] = field(default=(), converter=_split_codes)
    ignore: tuple[str, ...] = field(default=(), converter=_split_codes)

    def __attrs_post_init__(self) -> None:
        if self.expect_format is not None:
            if not isinstance(self.expect_format, str):
                raise TypeError(f"expect_format must be a format's name, not {type(self.expect_format).__name__}")
            find_format(self.expect_format)
        if not 0 <= self.min_coverage <= 1:
            raise ValueError(f"min_coverage must be from 0 to 1, not {self.min_coverage}")
        if self.min_papers < 0:
            raise ValueError(f"min_papers must not be negative, as {self.min_papers} is")
        for pattern in (*self.select, *self.ignore):
            check_pattern(pattern)

    def is_wanted(self, code: str) -> bool:
        """Whether `code` is selected, and not ignored; what keeps a file from being checked need not be selected."""
        is_selected = not self.select or code in _UNCHECKED or _matches(code, self.select)
        return is_selected and not _matches(code, self.ignore)


def _matches(code: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def check_pattern(pattern: str) -> None:
    """Raise `ValueError` unless `pattern` is a code, or a pattern such as `missing-*` that fits some."""
    if not any(fnmatchcase(code, pattern) for code in CODES):
        raise ValueError(describe_unknown(pattern))


def describe_unknown(name: str) -> str:
    """The message that no code is called `name`, with the one that may be meant."""
    from difflib import get_close_matches

    close = get_close_matches(name, CODES, 1)
    meant = f"is it {close[0]}?" if close else "--explain all lists the codes"
    return f"no code is named {name!r}; {meant}"
