"""Reading group: another format of a third party, of a site that prints dates as no other does.

Pointer Networks
by Oriol Vinyals, Meire Fortunato, Navdeep Jaitly
Posted: 2024-03-01
A neural network that points at its own input.

It learns to sort, and to plan tours.
"""

import re
from typing import Final

from paperparse import Format, Label, Mark, PartialDate, Reader, Site, Value

_DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def read_date(text: str) -> PartialDate | None:
    """The date that `text`, as in `2024-03-01`, prints, or `None`."""
    if not re.fullmatch(_DATE, text):
        return None
    try:
        return PartialDate(*map(int, text.split("-")))
    except ValueError:
        return None


FORMAT: Final = Format(
    name="reading_group",
    summary="title, 'by' and names, 'Posted:' and a date, summary for each paper",
    site=Site(lines={"heading": Mark("Reading group")}),
    lines={"by": Label("by "), "posted": Value(rf"Posted: (?P<published>{_DATE})", "Posted: {published}")},
    # A name behind a label is no title.
    begins="not under by title over by",
    card="title:title by authors:line posted summary:(line quiet*)",
    heading="heading",
    readers={"published": Reader(read_date, PartialDate.isoformat)},
    prints="{title}\n{by}{authors}\n{posted}\n{summary}",
    prints_page="{heading}\n\n{cards}",
    between="\n\n",
)
