"""The formats: one module each, which finds cards, gives evidence and prints pages. The core does the rest."""

from typing import Final

from paperparse.errors import UnknownFormatError
from paperparse.formats import abstract_list, author_cards, daily_feed, scored_feed, title_feed
from paperparse.grammar.cards import Format

# Nothing depends on the order.
FORMATS: Final[tuple[Format, ...]] = (abstract_list, author_cards, daily_feed, scored_feed, title_feed)


def find_format(format: str | Format) -> Format:
    """The format named `format`, or `format` itself if it is one.

    Raises `UnknownFormatError` for a name that no format has, and `TypeError` for what is neither.
    """
    for form in FORMATS:
        if format is form or (isinstance(format, str) and format == form.NAME):
            return form
    if isinstance(format, str):
        names = ", ".join(sorted(form.NAME for form in FORMATS))
        raise UnknownFormatError(f"no format is named {format!r}; the formats are {names}")
    # A class has the parts of a format, but they are not bound to one.
    if isinstance(format, type) or not isinstance(format, Format):
        raise TypeError(f"format must be a format's name or a Format, not {type(format).__name__}")
    return format
