"""What validation is asked for."""

import datetime
from collections.abc import Iterable
from difflib import get_close_matches
from fnmatch import fnmatchcase

from attrs import frozen

from paperparse.codes import CODES
from paperparse.formats import find_format
from paperparse.page import Diagnostic


@frozen(kw_only=True)
class Options:
    """What is expected of pages and records; `validate` says what each means."""

    expect_format: str | None = None
    min_coverage: float = 1.0
    min_papers: int = 1
    as_of: datetime.date | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

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

    def is_wanted(self, found: Diagnostic) -> bool:
        """Whether `found` is selected, and not ignored."""
        return (not self.select or _matches(found.code, self.select)) and not _matches(found.code, self.ignore)


def _matches(code: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def check_pattern(pattern: str) -> None:
    """Raise `ValueError` unless `pattern` is a code, or a pattern such as `missing-*` that fits some."""
    if not any(fnmatchcase(code, pattern) for code in CODES):
        close = get_close_matches(pattern, CODES, 1)
        meant = f"; is it {close[0]}?" if close else "; --explain all lists the codes"
        raise ValueError(f"no code is named {pattern!r}{meant}")
