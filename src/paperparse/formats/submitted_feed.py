"""Submitted feed: who submitted it, votes, title, number of authors and of comments for each paper of a day.

    Daily Papers

    byAK and the research community

    Mar 5
    Submitted by quietharbor
    12

    Pointer Networks

      • ·
        3 authors
    2

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    header    = ... "Daily Papers" "byAK and the research community" month-day ...
    card      = "Submitted by" user [votes] title ["·"] count "authors" [count]
    votes     = count | "-"

The last count is the number of comments. A card may stand on one line, and so may the whole page: then it is read from
mark to mark, and what stands before the first card and behind the last one is the site's.
"""

from typing import Final

from paperparse.formats.hugging_face import DATED, DOT, OPENING, SHORT, USER, VOTES
from paperparse.formats.sites import HUGGING_FACE
from paperparse.grammar.table import Format, Joined, Mark, Value
from paperparse.grammar.values import COUNT, MONTH_DAY, PAPER_ADDRESS
from paperparse.text.characters import SPACE, SPACES

# As long as titles are, and within one card.
_TITLE: Final = rf"[^{SPACES}](?:(?!Submitted{SPACE}by{SPACE}).){{1,299}}?"

FORMAT: Final = Format(
    name="submitted_feed",
    summary="'Submitted by' and a name, votes, title, '·' and 'N authors' for each paper",
    site=HUGGING_FACE,
    lines={
        "opening": Joined(OPENING, "Submitted"),
        "joined": Joined(
            rf"{OPENING}{SPACE}++({VOTES}){SPACE}++({_TITLE}){SPACE}++(·){SPACE}++({COUNT}{SPACE}++authors?)"
            rf"(?![^{SPACES}])(?:{SPACE}++({COUNT})(?![^{SPACES}]))?",
            "Submitted",
            is_inside=True,
        ),
        "counted": Joined(
            rf"(?:((?:•{SPACE}++)?·){SPACE}++)?({COUNT}{SPACE}++authors?)(?:{SPACE}++({COUNT}))?",
            "author",
        ),
        "dated": Joined(DATED, "·"),
        "by": Mark("Submitted by"),
        "dot": DOT,
        "date": Value(MONTH_DAY),
        "count": Value(rf"{SHORT}(?:[•*]{SPACE}*+)?(?P<author_count>[0-9].*?)authors?", "{author_count} authors"),
        "user": Value(f"(?P<submitted_by>{USER})", "{submitted_by}", under="by"),
        "votes": Value(f"(?P<upvotes>{VOTES})", "{upvotes}", under="user by"),
        "comments": Value(f"(?P<comment_count>{COUNT})", "{comment_count}", under="count"),
    },
    begins="by",
    # Over a dot and a date or an abstract, the number of authors belongs to a card of another kind.
    card="by user votes? title:(title title+ | not abstract line) dot? count not (dot | paragraph) comments?",
    broken=(
        "by user? site* votes? site* (title:(title title+ over (dot | count)) | title:(not abstract line))?"
        " site* dot? site* (count not (dot | paragraph))? site* comments?"
    ),
    heading="heading byline byline_end date",
    links={"title": PAPER_ADDRESS},
    page={"heading": "title", "date": "date"},
    prints="{by} {user}\n{votes}\n\n{title}\n\n  • {dot}\n    {count}\n{comments}",
    prints_page=(
        "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n{heading}\n\n"
        "byAK and the research community\n\nTrending Papers\n{date}\n{cards}"
    ),
    shows="'Submitted by', title, 'N authors'",
    lacks="a title and 'N authors' below 'Submitted by'",
    needs=("authors",),
)
