"""Limits on what one page may cost; going over one raises `LimitError`, nothing is ever truncated."""

from attrs import Attribute, field, frozen


def _check_limit(_limits: object, attribute: "Attribute[int]", value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"Limits.{attribute.name} must be an int, not {type(value).__name__}")
    if value < 0:
        raise ValueError(f"Limits.{attribute.name} must not be negative")


@frozen(kw_only=True)
class Limits:
    """How large a page may be.

    `bytes`: the size of the page as UTF-8. The largest real listing pages are below 1 MiB; 64 MiB leaves room for
    pages of a hundred thousand papers and still bounds the memory that one hostile file can take.

    `cards`: how many papers one page may hold. A million cards need more than 64 MiB of real text; the limit guards
    callers who raise `bytes`.

    Raises `TypeError` for a limit that is no `int` and `ValueError` for a negative one.
    """

    bytes: int = field(default=64 * 1024 * 1024, validator=_check_limit)
    cards: int = field(default=1_000_000, validator=_check_limit)
