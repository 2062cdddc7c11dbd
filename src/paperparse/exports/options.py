"""What may be asked of some targets, and is an error for all others."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, get_args

# What becomes of `$...$`: the characters as the page prints them, or mathematics.
Math = Literal["escape", "keep"]
# How citation keys spell letters of other scripts than Latin: not at all, or as a library does.
Keys = Literal["plain", "transliterated"]
# Excel takes a file for UTF-8 only if it begins with a byte-order mark.
Encoding = Literal["utf-8", "utf-8-sig"]


class Option(NamedTuple):
    """The `targets` that have an option, and its `values`, that of all who say nothing first."""

    targets: tuple[str, ...]
    values: tuple[str, ...]


OPTIONS: Final[dict[str, Option]] = {
    "math": Option(("bibtex",), get_args(Math)),
    "keys": Option(("csl", "bibtex", "ris"), get_args(Keys)),
    "encoding": Option(("csv",), get_args(Encoding)),
}


def settle_options(to: str, given: Mapping[str, str | None], called: Mapping[str, str] | None = None) -> dict[str, str]:
    """The options in `given` that have a value, which `to` must have.

    Raises `ValueError` for one that it does not have, or with another value; `called` has the names for its message.
    """
    options = {name: value for name, value in given.items() if value is not None}
    for name, value in options.items():
        targets, values = OPTIONS[name]
        shown = name if called is None else called[name]
        if value not in values:
            raise ValueError(f"{shown} must be one of {', '.join(map(repr, values))}, not {value!r}")
        if to not in targets:
            raise ValueError(f"{shown} is for {', '.join(targets)}, not for {to}")
    return options
