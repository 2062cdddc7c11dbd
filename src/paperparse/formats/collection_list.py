"""Collection list: title, arXiv identifier, date, votes, as in collections, profiles and on the pages of models.

    owlpost 's Collections
    Reading list

    Reading list

    updated Mar 5
    Upvote
    -

      • Pointer Networks

        Paper • 1506.03134 • Published Jun 9, 2015 • 12

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    header    = [... name "updated" month-day "Upvote" votes] | ["Papers for" model]
    card      = ["•"] title "Paper" "•" identifier "•" "Published" day ["•" votes]
    day       = month-day ["," year] | count ... "ago"
    votes     = count | "-"

A card may stand on one line, and each of its pieces on a line of its own. Cards of collections, models and data sets
look alike, but for the word "Paper". What counts from the day of capture (`5 days ago`) is no date.
"""

from typing import Final

from paperparse.formats.hugging_face import VOTES
from paperparse.formats.sites import HUGGING_FACE_LISTS
from paperparse.grammar.table import Format, Joined, Mark, Value
from paperparse.grammar.values import MONTH_DAY, PAPER_ADDRESS
from paperparse.text.characters import SPACE, SPACES

_IDENTIFIER: Final = r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/[0-9]{7})"
_AGO: Final = rf"(?:[a-z]{{1,10}}{SPACE}++)??(?:[0-9]{{1,3}}+|an?){SPACE}++[a-z]{{3,8}}{SPACE}++ago"
_DOT: Final = rf"{SPACE}*+(•){SPACE}*+"

FORMAT: Final = Format(
    name="collection_list",
    summary="title and 'Paper • N • Published' with a date and votes for each paper",
    site=HUGGING_FACE_LISTS,
    lines={
        "joined": Joined(
            rf"(?:([^{SPACES}].{{0,299}}?){SPACE}++)?([Pp]aper){_DOT}({_IDENTIFIER}){_DOT}([Pp]ublished){SPACE}++"
            rf"({MONTH_DAY}|{_AGO})(?:{_DOT}({VOTES}))?",
            "ublished",
        ),
        "paper": Mark("Paper"),
        "bullet": Mark("•"),
        "published": Mark("Published"),
        "number": Value(f"(?P<arxiv_id>{_IDENTIFIER})", "{arxiv_id}", under="bullet"),
        "date": Value(f"(?P<published>{MONTH_DAY})", "{published}", under="published"),
        "ago": Value(_AGO, under="published", doubt="the date counts from the day of capture, and is not read"),
        "votes": Value(f"(?P<upvotes>{VOTES})", "• {upvotes}", under="bullet"),
        # Whatever else stands there: the end of a card, above one that lost its title, is none.
        "named": Value(rf"(?:•{SPACE}++)?(?P<title>[^{SPACES}•].*)", "{title}", over="paper"),
    },
    ends="paper bullet number bullet published (date | ago) (bullet votes)?",
    card="named paper bullet number bullet published (date | ago) (bullet votes)?",
    head="named",
    heading="updated updated_day upvote upvotes papers_for",
    links={"title": PAPER_ADDRESS},
    omits_current_year=True,
    prints="  • {named}\n\n    {paper} {bullet} {number} {bullet} {published} {date} {votes}",
    prints_page="{list_name}\n\n{updated}\n\n{cards}",
    between="\n\n",
    shows="title over 'Paper • N • Published' and a date",
    lacks="a title over 'Paper • N • Published' and a date",
)
