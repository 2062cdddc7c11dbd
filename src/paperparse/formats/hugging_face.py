"""Lines that cards of several formats of Hugging Face have, and how those are told that one card does not tell.

    who    = ("•" | "-" | "*" | "·" | "◦" | "‣" | "▪" | "–")? count "authors" | [handle] name

An organization stands under its abstract and over the dot. Its handle is the alternative text of its picture, which
some extractors keep and some drop: a page prints it for all organizations or for none.
"""

from typing import Final

from paperparse.grammar.table import Choice, Mark, Option, Value
from paperparse.grammar.values import COUNT, HANDLE, MONTH_DAY, NAME_ALONE
from paperparse.text.characters import SPACE, SPACES

# As long as a broken value may be.
SHORT: Final = r"(?=.{1,40}\Z)"
_NAME: Final = rf"[^{SPACES}](?:.*[^.]|.*(?<![^ ]{{4}})\.)?"
_ORGANIZATION: Final = r"(?=.{1,120}\Z)(?P<organization>"
_BY_NAME: Final = {"organization": NAME_ALONE}

# Votes where a name is lost are no name.
USER: Final = rf"(?![0-9,]++(?![^{SPACES}])){HANDLE}"
OPENING: Final = rf"(Submitted{SPACE}++by){SPACE}++({USER})"
DOT: Final = Mark("·", "• ·")
VOTES: Final = rf"(?:{COUNT}|-)"
# A line that holds dot and date, and perhaps what stands before and behind them.
DATED: Final = (
    rf"(?:(.{{0,119}}[^{SPACES}]){SPACE}*+)??(·){SPACE}*+(?:(Published{SPACE}++on){SPACE}++)?"
    rf"({MONTH_DAY}(?:{SPACE}++{COUNT})?)"
)


def make_who(over: str, counted: str = "") -> dict[str, Value]:
    """The kinds of lines that say who wrote a paper, over one of the kinds `over`; counts also over those `counted`."""
    below = "paragraph"
    return {
        "count": Value(
            rf"{SHORT}[•*·◦‣▪–-]{SPACE}*+(?P<author_count>[^ ].*?)[Aa]uthors?", "  • {author_count} authors"
        ),
        "bare_count": Value(rf"{SHORT}(?P<author_count>[0-9].*?)[Aa]uthors?", over=f"{over} {counted}"),
        "alike": Value(
            rf"{_ORGANIZATION}(?i:([a-z0-9]{{2,3}})(?:[a-z0-9._-]{{0,93}}+){SPACE}++\2).*)", over=over, under=below
        ),
        "organization": Value(rf"{_ORGANIZATION}{HANDLE}{SPACE}++{_NAME})", "{organization}", over=over, under=below),
        "organization_word": Value(
            rf"{_ORGANIZATION}[^{SPACES}•·-][^{SPACES}]*+)", over="dot", under=below, reads=_BY_NAME
        ),
        "organization_name": Value(rf"{_ORGANIZATION}.+)", reads=_BY_NAME),
        "organization_unclear": Value(r".+"),
    }


WHO: Final = (
    "(count | bare_count | organization | alike | organization_word | organization_name | organization_unclear)"
)


def choose_handles(handles: str, names: str) -> Choice:
    """Whether organizations have handles before their names; `handles` and `names` are what hints at either.

    The site's own logo has an alternative text too: where the page has its name alone, no picture has any.
    """
    whole = dict.fromkeys(("organization", "alike", "organization_word"), "organization_name")
    return Choice(
        asks="organization alike organization_word",
        options={
            "handle and name": Option("alike logo", {"organization_word": ""}, hints=f"count byline {handles}"),
            # A single word may be anything; the site's name is enough.
            "name": Option("organization_word brand brand", whole, fewest=2, hints=f"byline_start byline_end {names}"),
        },
        undecided=Option("", {"organization": "organization_unclear", "organization_word": ""}),
    )
