"""The value that a piece of text prints, within the limits on one value."""

from typing import Any, Final

from paperparse.grammar.names import count_names
from paperparse.grammar.values import Reader, count_digits, is_count
from paperparse.limits import Limits
from paperparse.model.page import INFO_FIELDS
from paperparse.model.paper import FIELDS

_KINDS: Final = {name: field.kind for name, field in {**INFO_FIELDS, **FIELDS}.items()}


def read_value(reader: Reader | None, name: str, piece: str, limits: Limits) -> Any:
    """The value of the field `name` that `piece` prints; `None` if it can't be read, or is over one of `limits`."""
    if reader is None:
        return piece
    return None if describe_excess(name, piece, limits) else reader.read(piece)


def describe_excess(name: str, piece: str, limits: Limits) -> str:
    """What `piece`, of the field `name`, has more of than `limits` allow; empty if it is within them."""
    kind = _KINDS[name]
    if kind == "names" and len(piece) > limits.authors and (count := count_names(piece)) > limits.authors:
        return f"{count:,} authors, {limits.authors:,} allowed"
    if kind == "count" and len(piece) > limits.digits and (count := count_digits(piece)) > limits.digits:
        return f"a number of {count:,} digits, {limits.digits:,} allowed" if is_count(piece) else ""
    return ""
