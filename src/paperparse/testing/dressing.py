"""The same page in the markup that extractors leave: all of its dresses give the same records.

What stands between stays as it is printed: extractors put links around titles and texts, and heading signs before them.
"""

import re
from collections.abc import Callable, Mapping
from textwrap import wrap
from typing import Final

from hypothesis import strategies as st

from paperparse.grammar.table import Format
from paperparse.model.page import Page, Segment
from paperparse.model.paper import FIELDS
from paperparse.pages.load import loads

_ADDRESS: Final = "https://example.org/items"
# html2text breaks lines here, and firecrawl marks the breaks of the page's own text.
_WIDTH: Final = 79
_EMPHASIS: Final = re.compile("[*_]")
# What prints one line of a value, given with a number of its own.
_Dress = Callable[[Segment, str, int], str]


def _is_text(segment: Segment) -> bool:
    return segment.kind == "field" and (segment.field == "title" or FIELDS[segment.field or ""].is_prose)


def _dress(page: Page, dress: _Dress) -> str:
    """The text of `page`, each line of its titles and texts printed by `dress`."""
    written = []
    number = 0
    for segment in page.segments:
        lines = page.text[slice(*segment.span)].split("\n")
        if _is_text(segment):
            for at, line in enumerate(lines):
                if line.strip():
                    number += 1
                    lines[at] = dress(segment, _escape(line.strip()), number)
        else:
            # Extractors put the backslash everywhere, or in no formula: a title may stand on its card twice.
            lines = [line.replace("_", "\\_") for line in lines]
        written.append("\n".join(lines))
    return "".join(written)


def _escape(line: str) -> str:
    r"""`line` with `\*` and `\_` for signs that would be emphasis."""
    return _EMPHASIS.sub(r"\\\g<0>", line)


def _link(page: Page) -> str:
    return _dress(page, lambda _, line, number: f"[{line}]({_ADDRESS}/{number})")


def _link_with_title(page: Page) -> str:
    return _dress(page, lambda _, line, number: f'[{line}](/items/{number} "Item {number}")')


def _space_links(page: Page) -> str:
    return _dress(page, lambda _, line, number: f"[ {line} ](/items/{number})")


def _number_links(page: Page) -> str:
    return _dress(page, lambda _, line, number: f"[{line}][{number}]")


def _list_addresses(page: Page) -> str:
    text = _number_links(page)
    count = sum(len(page.text[slice(*one.span)].split("\n")) for one in page.segments if _is_text(one))
    return "\n".join([text, "", *(f"[{number}]: {_ADDRESS}/{number}" for number in range(1, count + 1))])


def _put_on_lines_of_their_own(page: Page) -> str:
    def dress(segment: Segment, line: str, number: int) -> str:
        space = "\n\n" if _is_alone(page, segment) else ""
        return f"[{space}{line}{space}]({_ADDRESS}/{number})"

    return _dress(page, dress)


def _is_alone(page: Page, segment: Segment) -> bool:
    """Whether nothing else stands on the lines of `segment`."""
    start, end = segment.span
    above, below = page.text[:start].rstrip(" \t"), page.text[end:].lstrip(" \t\r")
    return above[-1:] in ("", "\n") and below[:1] in ("", "\n")


def _head(page: Page) -> str:
    def dress(segment: Segment, line: str, number: int) -> str:
        sign = "### " if segment.field == "title" and _is_alone(page, segment) else ""
        return f"{sign}[{line}]({_ADDRESS}/{number})"

    return _dress(page, dress)


def _mark_breaks(page: Page) -> str:
    return _dress(page, lambda _, line, number: "[" + "\\\\\n".join(_break(line)) + f"]({_ADDRESS}/{number})")


def _break(line: str) -> list[str]:
    """`line` in lines of some length, none of which begins or ends with a sign that its line break would tell of."""
    pieces: list[str] = []
    for piece in wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False):
        if pieces and (not piece[0].isalnum() or not pieces[-1][-1].isalnum()):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    return pieces if " ".join(pieces) == line else [line]


DRESSES: Final[Mapping[str, Callable[[Page], str]]] = {
    "links": _link,
    "links with titles": _link_with_title,
    "links with spaces": _space_links,
    "numbered links": _number_links,
    "numbered links and their addresses": _list_addresses,
    "brackets on lines of their own": _put_on_lines_of_their_own,
    "headings": _head,
    "marked line breaks": _mark_breaks,
}


def dressed(page: str, format: str | Format | None = None) -> st.SearchStrategy[str]:
    """A strategy for the text `page` in one of its `DRESSES`; `format` is its format, by default the one that is found.

    Raises as `loads` does for a text that is no page.
    """
    read = loads(page, format=format)
    return st.sampled_from(sorted(DRESSES)).map(lambda name: DRESSES[name](read))
