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
from paperparse.grammar.table import Between, Double, Echo, Format, Label, Mark, Value
from paperparse.grammar.values import COUNT, COUNT_IN_GROUPS, DATE_IN_NUMBERS, MONTH_DAY_YEAR

# The lines that both tables of the feed have.
READ_MORE: Final = Mark("Read more")
NO_SUMMARY: Final = Mark("No description provided", "No abstract available.")
DATE: Final = Value(f"(?P<published>{MONTH_DAY_YEAR})", "{published}")
# A title, rather than the authors or the summary of a card that lost it.
TITLE: Final = "not (people site* not people paragraph) line"

_SCORE: Final = Value(f"(?P<score>{COUNT})", "{score}")
_SUMMARY: Final = "(summary:(line (line | again)*) | no_summary)"
_OPENING: Final = f"score? picture? either_new? title:(again_picture | {TITLE}) (furniture:again)? site*"
_CLOSING: Final = f"again? site* {_SUMMARY} site* read_more date (votes | number)*"
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
        "date": DATE,
        "new": Label("New!"),
        "again": Double(),
        "picture": Echo("(?!)", over="new alone_new", within=1),
        "number": Between(
            COUNT,
            ends="read_more date? | under paragraph date",
            # A card that lost its number says nothing of where the others have theirs.
            head=f"not under date not under read_more {_HEAD}",
            above="votes",
            below="score",
            last="votes",
            signs_above="later_tagline new alone_new",
            signs_below="tagline",
        ),
        "score": _SCORE,
        "votes": _SCORE,
    },
    ends=f"(read_more (date | not {_HEAD} tiny)? | under paragraph date) votes? number? number?",
    card=f"{_OPENING} authors:people {_CLOSING}",
    in_company=f"{_OPENING} authors:name {_CLOSING}",
    broken=(
        "score? picture? either_new?"
        f" (title:(again_picture | {TITLE} over (site* (line | again | no_summary))) (furniture:again)?)? site*"
        " (authors:(people | name over (site* (line | no_summary | read_more))) again*)? site*"
        f" {_SUMMARY}? (site | line)* read_more? (date | published:tiny)? (votes | number)*"
    ),
    head=f"score over {_HEAD} | not under score {_HEAD}",
    first_head="paragraph over (again? site* people again? site* (line | no_summary))",
    stray="line",
    heading="heading tagline later_tagline",
    page={"heading": "title"},
    readers={"published": DATE_IN_NUMBERS, "page_count": COUNT_IN_GROUPS},
    judge=find_lack,
    prints="{title}\n\n{title}\n\n{authors}\n\n{summary|no_summary}\n\n{read_more}\n\n{date}\n\n{votes}",
    prints_page="{heading}\n\nBrowse and discover new research on AI, ML, and related fields.\n\n{cards}",
    between="\n\n",
    shows="title, authors, summary, 'Read more', date",
    lacks="a card with 'Read more' and a date",
    needs=("/", ("AI", "Browse")),
)
