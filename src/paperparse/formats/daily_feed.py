"""Daily feed: votes, title, abstract, number of authors or an organization, date, number of comments.

    Daily Papers

    byAK and the research community

    Oct 30

    12

    Pointer Networks

    We introduce a new neural architecture to learn the conditional probability ...

      • 3 authors
    ·
    Jun 9, 2015 2

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    header    = ... "Daily Papers" "byAK and the research community" month-day ...
    card      = [votes] title paragraph+ who "·" date
    votes     = count | "-"
    who       = ["•"] count "authors" | [handle] name
    date      = month-day ["," year] [count]

The count after the date is the number of comments; it may stand on the next line, where it looks like the votes of the
next card. Who, dot and date may stand on one line. The site leaves out the year where it is the current one. Where one
of the three lines at a card's end is damaged, the others still end the card. Other sites print an author's name, a dot
and a date under a story: there a card with an organization proves nothing.
"""

from typing import Final

from paperparse.formats.hugging_face import DATED, DOT, SHORT, VOTES, WHO, choose_handles, make_who
from paperparse.formats.sites import HUGGING_FACE
from paperparse.grammar.table import Between, Format, Joined, Value
from paperparse.grammar.values import COUNT, COUNT_IN_GROUPS, MONTH_DAY, ORGANIZATION_ADDRESS, PAPER_ADDRESS
from paperparse.text.characters import SPACE, SPACES

# The end of a card as it is printed or damaged.
_ANY_WHO: Final = f"({WHO} | odd_count)"
_DATE: Final = "(date_comments | date | odd_date)"
_WHOLE: Final = "votes? title:(not abstract line) site* abstract:(line+) site*"
_END: Final = "dot (date_comments | date) (comments | last_comments | number)*"

FORMAT: Final = Format(
    name="daily_feed",
    summary="title, abstract, '• N authors' or an organization, '·' and a date for each paper",
    site=HUGGING_FACE,
    lines={
        "joined": Joined(DATED, "·"),
        "dot": DOT,
        # Below the date it ends a card of the trending feed, which holds all else.
        "upvote": Value(rf"Upvote(?:{SPACE}++{VOTES})?"),
        "date": Value(f"(?P<published>{MONTH_DAY})"),
        "date_comments": Value(
            rf"(?P<published>{MONTH_DAY}){SPACE}++(?P<comment_count>{COUNT})", "{published} {comment_count}"
        ),
        "odd_count": Value(rf"{SHORT}•{SPACE}*+(?:authors?|(?P<author_count>.*+))", over="dot date date_comments"),
        **make_who("dot date date_comments"),
        "odd_date": Value(
            rf"{SHORT}(?P<published>[A-Z][a-z]{{2}}{SPACE}++[0-9]{{1,2}}+(?:{SPACE}*+,{SPACE}*+[0-9]{{4}})?+)"
            rf"{SPACE}++(?P<comment_count>[^{SPACES}]++)",
            under="dot count odd_count bare_count organization alike",
        ),
        "number": Between(
            VOTES,
            ends=f"{_ANY_WHO}? dot {_DATE} | {_ANY_WHO} {_DATE}",
            full=f"(dot | {_ANY_WHO}) date_comments",
            head=f"heading_line | title over {_ANY_WHO}",
            above="comments",
            below="votes",
            last="last_comments",
            only_below="-",
        ),
        "votes": Value(f"(?P<upvotes>{VOTES})", "{upvotes}"),
        "comments": Value(f"(?P<comment_count>{COUNT})"),
        "last_comments": Value(
            f"(?P<comment_count>{COUNT})", doubt="the text ends here: these may be the votes of a card that is cut off"
        ),
    },
    choices={"organization": choose_handles("date_comments", "comments")},
    # Without its comma a number behind a day may be a year.
    readers={"comment_count": COUNT_IN_GROUPS},
    ends=(
        f"({_ANY_WHO} dot? ({_DATE} | not heading_line short)? | dot {_DATE} | under paragraph {_DATE})"
        " (comments | last_comments)? number? number? upvote?"
    ),
    card=f"{_WHOLE} (count | bare_count) {_END}",
    in_company=f"{_WHOLE} {WHO} {_END}",
    broken=(
        "votes? ((title:(not abstract line) over (site* line)) | title:title)? site*"
        f" (abstract:(line (more | not (line (dot | {_DATE})) line)*))?"
        f" (not ({_ANY_WHO} | dot {_DATE} | {_DATE}) any)*"
        f" {_ANY_WHO}? dot? ({_DATE} | published:(not heading_line short))? (comments | last_comments | number)*"
    ),
    unclosed="votes? title:heading_line abstract:(line more*)",
    head="votes | not under votes not more not tiny heading_line",
    first_head="votes | heading_line",
    stray="line",
    heading="heading byline byline_end date",
    page={"heading": "title", "date": "date"},
    links={"title": PAPER_ADDRESS, "organization": ORGANIZATION_ADDRESS},
    omits_current_year=True,
    prints="{votes}\n\n{title}\n\n{abstract}\n\n{organization|count}\n{dot}\n{date_comments}",
    prints_page=(
        "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n{heading}\n\n"
        "byAK and the research community\n\n{date}\n\n{cards}"
    ),
    between="\n\n",
    shows="title, abstract, '• N authors' or organization, '·', date",
    lacks="a card that ends with '• N authors', '·' and a date",
    needs=("·",),
)
