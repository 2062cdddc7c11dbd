"""The scored feed without `Total Score`: where an extractor drops the texts of pictures, and as from February 2025.

    AI Papers

    Browse and discover new research on AI, ML, and related fields.

    Can Large Language Models Understand Symbolic Graphics Programs?

    New!Can Large Language Models Understand Symbolic Graphics Programs?

    Zeju Qiu, Weiyang Liu, Haiwen Feng, ...

    Large language models have shown impressive capabilities in understanding ...

    Read more

    12/13/2024

    1187

Grammar, blank lines and white space at line ends left out:

    page      = header card+ [pager | "…"] footer
    card      = [score] [picture] ["New!"] title authors summary "Read more" month/day/year [score]
    picture   = the title again (the picture's alternative text)
    summary   = paragraph+ | "No description provided" | "No abstract available."

A card ends with `Read more` and a date, and the score stands above the titles on the pages of 2024, below the dates on
those since: a number between two cards may be of either. The numbers above the first card and below the last one tell,
and what only the pages of a time print. Other sites list posts in this way: cards prove nothing but under the header.
"""

from typing import Final

from paperparse.formats.sites import AIMODELS_WITHOUT_TOTAL
from paperparse.grammar.reading import Reading
from paperparse.grammar.table import Between, Choice, Double, Echo, Format, Label, Line, Mark, Option, Value
from paperparse.grammar.values import (
    COUNT,
    COUNT_IN_GROUPS,
    DATE_IN_NUMBERS,
    DAY_FIRST_IN_NUMBERS,
    MONTH_DAY_YEAR,
)

_MONTH: Final = "(?:0?[1-9]|1[0-2])"
_LATE_DAY: Final = "(?:1[3-9]|2[0-9]|3[01])"

# The lines that both tables of the feed have.
READ_MORE: Final = Mark("Read more")
NO_SUMMARY: Final = Mark("No description provided", "No abstract available.")
# A number above 12 says which of two is the day, for the whole page; without any the month comes first, as it always
# did on this site.
DATES: Final[dict[str, Line]] = {
    "day_first": Value(f"(?P<published>{MONTH_DAY_YEAR})", reads={"published": DAY_FIRST_IN_NUMBERS}),
    "late_day": Value(f"(?P<published>{_MONTH}/{_LATE_DAY}/[0-9]{{4}})"),
    "late_day_first": Value(f"(?P<published>{_LATE_DAY}/{_MONTH}/[0-9]{{4}})"),
    "date": Value(f"(?P<published>{MONTH_DAY_YEAR})", "{published}"),
}
DATE: Final = "(date | late_day | late_day_first | day_first)"
ORDER: Final = Choice(
    asks="late_day late_day_first",
    options={
        "month first": Option("late_day"),
        "day first": Option("late_day_first", dict.fromkeys(("date", "late_day", "late_day_first"), "day_first")),
    },
)
# A title, rather than the authors or the summary of a card that lost it.
TITLE: Final = "not (people site* not people paragraph) line"

_NOT_DATED: Final = "not under date not under late_day not under late_day_first"
_SCORE: Final = Value(f"(?P<score>{COUNT})", "{score}")
_SUMMARY: Final = "(summary:(line (line | again)*) | no_summary)"
_OPENING: Final = f"score? picture? either_new? title:(again_picture | {TITLE}) (furniture:again)? site*"
_CLOSING: Final = f"again? site* {_SUMMARY} site* read_more {DATE} (votes | number)*"
# Where a card begins, but for the number above it.
_HEAD: Final = (
    f"(picture | not under picture either_new | not under picture not under either_new not paragraph {TITLE}"
    " over (again? site* name again? site* (paragraph | no_summary)))"
)


def find_lack(reading: Reading) -> str:
    """Whether the page may be another site's: it has no header."""
    return "" if reading.heading is not None else "the line 'AI Papers'"


LAYOUT: Final = Format(
    name="scored_feed",
    summary="title, authors, summary, 'Read more', a date, and a number above or below for each paper",
    site=AIMODELS_WITHOUT_TOTAL,
    lines={
        "read_more": READ_MORE,
        "no_summary": NO_SUMMARY,
        **DATES,
        "new": Label("New!"),
        "again": Double(),
        "picture": Echo("(?!)", over="new alone_new", within=1),
        "number": Between(
            COUNT,
            ends=f"read_more {DATE}? | under paragraph {DATE}",
            # A card that lost its number says nothing of where the others have theirs.
            head=f"{_NOT_DATED} not under read_more {_HEAD}",
            above="votes",
            below="score",
            last="votes",
            signs_above="later_tagline new alone_new",
            signs_below="tagline",
        ),
        "score": _SCORE,
        "votes": _SCORE,
    },
    ends=f"(read_more ({DATE} | not {_HEAD} tiny)? | under paragraph {DATE}) votes? number? number?",
    card=f"{_OPENING} authors:people {_CLOSING}",
    in_company=f"{_OPENING} authors:name {_CLOSING}",
    broken=(
        "score? picture? either_new?"
        f" (title:(again_picture | {TITLE} over (site* (line | again | no_summary))) (furniture:again)?)? site*"
        " (authors:(people | name over (site* (line | no_summary | read_more))) again*)? site*"
        f" {_SUMMARY}? (site | line)* read_more? ({DATE} | published:tiny)? (votes | number)*"
    ),
    head=f"score over {_HEAD} | not under score {_HEAD}",
    first_head="paragraph over (again? site* people again? site* (line | no_summary))",
    stray="line",
    heading="heading tagline later_tagline",
    page={"heading": "title"},
    readers={"published": DATE_IN_NUMBERS, "page_count": COUNT_IN_GROUPS},
    choices={"published": ORDER},
    judge=find_lack,
    prints="{title}\n\n{title}\n\n{authors}\n\n{summary|no_summary}\n\n{read_more}\n\n{date}\n\n{votes}",
    prints_page="{heading}\n\nBrowse and discover new research on AI, ML, and related fields.\n\n{cards}",
    between="\n\n",
    shows="title, authors, summary, 'Read more', date",
    lacks="a card with 'Read more' and a date",
    needs=("/", ("AI", "Browse")),
)
