"""The formats: one table each. The core does the rest."""

from typing import Final

from paperparse.errors import UnknownFormatError
from paperparse.formats import abstract_list, author_cards, daily_feed, scored_feed, title_feed
from paperparse.grammar.table import Format

# Nothing depends on the order.
FORMATS: Final[tuple[Format, ...]] = (
    abstract_list.FORMAT,
    author_cards.FORMAT,
    daily_feed.FORMAT,
    scored_feed.FORMAT,
    title_feed.FORMAT,
)


def find_format(format: str | Format) -> Format:
    """The format named `format`, or `format` itself if it is one.

    Raises `UnknownFormatError` for a name that no format has, and `TypeError` for what is neither.
    """
    if isinstance(format, Format):
        return format
    if not isinstance(format, str):
        raise TypeError(f"format must be a format's name or a Format, not {type(format).__name__}")
    for form in FORMATS:
        if format == form.name:
            return form
    names = ", ".join(sorted(form.name for form in FORMATS))
    raise UnknownFormatError(f"no format is named {format!r}; the formats are {names}")
