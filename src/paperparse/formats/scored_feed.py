"""Scored feed: score, title, authors, somebody else's summary, date.

    AI Papers

    Browse and discover the latest research papers on artificial intelligence, ...

    Can Large Language Models Understand Symbolic Graphics Programs?
    Total Score

    85

    Can Large Language Models Understand Symbolic Graphics Programs?

    Zeju Qiu, Weiyang Liu, Haiwen Feng, ...

    Large language models have shown impressive capabilities in understanding ...

    Read more

    12/13/2024

    Page 1 of 288

Grammar, blank lines and white space at line ends left out:

    page      = header card+ pager footer
    card      = [picture] "Total Score" count title authors summary "Read more" month/day/year
    picture   = the title again (the picture's alternative text) | a symbol that stands for no picture
    summary   = paragraph+ | "No description provided" | "No abstract available."
    pager     = "Page" count "of" count

The site's text is damaged in known ways: summaries lose hyphens, asterisks, underscores and links, names lose quotes
and backslashes (`J'er'emy`), and the symbol may be mojibake. Values are what the page prints. The date is the paper's
last announcement. The lines stand in a fixed order: where one is lost, the look of the others tells which. Pages
without `Total Score` have a table of their own (`paperparse.formats.scored_feed_without_total`).
"""

from typing import Final

from paperparse.formats.scored_feed_without_total import DATE, DATES, LAYOUT, NO_SUMMARY, ORDER, READ_MORE, TITLE
from paperparse.formats.sites import AIMODELS
from paperparse.grammar.table import Double, Echo, Format, Mark, Value
from paperparse.grammar.values import COUNT, COUNT_IN_GROUPS, DATE_IN_NUMBERS, MONTH_DAY
from paperparse.text.characters import SPACES

_END: Final = f"(read_more | {DATE})"
# What is printed once more below itself is no beginning of a summary, but may go on with it.
_TEXT: Final = f"(line | {DATE} | other_date | again_picture)"
_SUMMARY: Final = f"summary:({_TEXT} ({_TEXT} | again)*)"
_AUTHORS: Final = f"(people | title | name over (site* {_TEXT}))"
# Whatever stands between the score and the title that the picture repeats.
_NAMED: Final = "(not again_picture (line | site))* title:again_picture (again | again_picture)*"
_BODY: Final = (
    "picture? total (score | score:(tiny over again_picture) | score:(tiny over (not people line line line)))? again*"
    f" ({_NAMED} | site* title:({TITLE})"
    f" over (site* (line | again | no_summary)) again* | site* title:(title over (site* {_END})))?"
    f" site* (authors:{_AUTHORS} again*)? site*"
)

FORMAT: Final = Format(
    name="scored_feed",
    summary="'Total Score', a number, title, authors, summary, 'Read more' and a date for each paper",
    site=AIMODELS,
    lines={
        "total": Mark("Total Score"),
        "read_more": READ_MORE,
        "no_summary": NO_SUMMARY,
        **DATES,
        # Reviews of films have all but the form of the date: others are read, and prove nothing.
        "other_date": Value(f"(?P<published>{MONTH_DAY})"),
        "score": Value(f"(?P<score>{COUNT})", "{score}", under="total"),
        "again": Double(),
        # A symbol is one word without ASCII letters and digits; as mojibake the longest emoji take some 30 characters.
        "picture": Echo(rf"[^{SPACES}A-Za-z0-9]{{1,40}}+", over="total", within=3),
    },
    begins="picture? total",
    card=(
        f"picture? total score ({_NAMED} | title:({TITLE}) again*) site* authors:{_AUTHORS} again* site*"
        f" ({_SUMMARY} | no_summary) (site | line)* read_more {DATE}"
    ),
    broken=(
        f"{_BODY} (no_summary | {_SUMMARY})? (site | line)* read_more ({DATE} | other_date | published:tiny)?"
        f" | {_BODY} (no_summary | summary:(line (line | again)*))? (site | line)* {DATE}"
    ),
    layouts=(LAYOUT,),
    choices={"published": ORDER},
    heading="heading tagline",
    page={"heading": "title"},
    readers={"published": DATE_IN_NUMBERS, "page_count": COUNT_IN_GROUPS},
    prints="{title}\n{total}\n\n{score}\n\n{title}\n\n{authors}\n\n{summary|no_summary}\n\n{read_more}\n\n{date}",
    prints_page=(
        "{heading}\n\nBrowse and discover the latest research papers on artificial intelligence, machine learning, "
        "and related fields.\n\n{cards}\n\n{pager}"
    ),
    between="\n\n",
    shows="'Total Score', score, title, authors, summary, 'Read more', date",
    lacks="a card from 'Total Score' to 'Read more' and a date",
    needs=("/",),
)
