"""The shapes in which the same page arrives: all of them give the same records."""

import re
from collections.abc import Callable
from typing import Final

from attrs import evolve
from hypothesis import strategies as st

from paperparse.model.paper import Paper
from paperparse.text.space import WHITESPACE

_NAVIGATION: Final = "Home\nPapers\nAbout us | Blog | Log in\n"
_FOOTER: Final = "\nAbout\nPrivacy Policy\nTerms of Service\n© 2024 The Site. All rights reserved."
_SPACE: Final = f"[{re.escape(WHITESPACE)}]*"
_BREAK: Final = re.compile(rf"{_SPACE}[\n\r]{_SPACE}")

SHAPES: Final[dict[str, Callable[[str], str]]] = {
    "as printed": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "spaces at line ends": lambda text: text.replace("\n", "  \t\n"),
    "spaces at line beginnings": lambda text: text.replace("\n", "\n   "),
    "non-breaking spaces at line ends": lambda text: text.replace("\n", "\xa0\n\xa0"),
    "marks of direction at line ends": lambda text: text.replace("\n", "\u200e\n\u202a"),
    "non-breaking spaces on blank lines": lambda text: text.replace("\n\n", "\n\xa0\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "doubled blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "a blank line after every line": lambda text: text.replace("\n", "\n\n"),
    "navigation before": lambda text: _NAVIGATION + text,
    "footer after": lambda text: text + _FOOTER,
    "navigation and footer, apart": lambda text: f"{_NAVIGATION}\n\n{text}\n\n{_FOOTER}\n\n",
    "CRLF and no final line end": lambda text: text.rstrip().replace("\n", "\r\n"),
}  # fmt: skip


def shaped(page: str) -> st.SearchStrategy[str]:
    """A strategy for the text `page` in one of its `SHAPES`."""
    return st.sampled_from(sorted(SHAPES)).map(lambda name: SHAPES[name](page))


def unfold(paper: Paper, line_break: str = "\n") -> Paper:
    """`paper` with `line_break` wherever the page breaks a line inside a value, which keeps the page's own."""
    return evolve(
        paper,
        abstract=paper.abstract and _BREAK.sub(line_break, paper.abstract),
        summary=paper.summary and _BREAK.sub(line_break, paper.summary),
    )
