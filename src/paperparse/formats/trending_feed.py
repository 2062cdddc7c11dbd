"""Trending feed: title, abstract, authors, date, votes and code of papers, each card twice.

    Trending Papers

    by AK and the research community

    Submitted by
    quietharbor

    Pointer Networks

    We introduce a new neural architecture to learn the conditional probability ...

      • 3 authors
     · Published on Jun 9, 2015
    Upvote
    12
    GitHub 1.28k arXiv Page

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    header    = ... "Trending Papers" "by AK and the research community" ...
    card      = "Submitted by" user title paragraph+ who "·" ["Published on"] date ["Upvote" votes] [code]
    who       = ["•"] count "authors" | [handle] name
    votes     = count | "-"
    code      = "GitHub" [stars] ["arXiv Page"] | "arXiv Page"

The text is the abstract or a digest of one sentence. The first printing of a card has "Published on", the second has
not. Some extractors leave title, text, number of authors and code only: such cards prove nothing but under the heading.
"""

from typing import Final

from paperparse.formats.hugging_face import DATED, DOT, OPENING, USER, VOTES, WHO, choose_handles, make_who
from paperparse.formats.sites import HUGGING_FACE_TRENDING
from paperparse.grammar.table import Format, Joined, Mark, Value
from paperparse.grammar.values import COUNT, MONTH_DAY, ORGANIZATION_ADDRESS, PAPER_ADDRESS
from paperparse.text.characters import SPACE

_TITLE: Final = "title:((title over title)* title)"
_TEXT: Final = f"{_TITLE} site* abstract:(line+) site*"
# The text may end here.
_VOTES: Final = "(upvote votes | upvote not any | cut)?"
_CODE: Final = "(github stars? arxiv? | arxiv)"
_END: Final = f"{WHO} | dot | published_on | date | upvote | github | arxiv"

FORMAT: Final = Format(
    name="trending_feed",
    summary="'Submitted by', title, abstract, authors, date, 'Upvote' and 'GitHub' for each paper, printed twice",
    site=HUGGING_FACE_TRENDING,
    lines={
        "opening": Joined(OPENING, "Submitted"),
        "dated": Joined(DATED, "·"),
        "voted": Joined(rf"(Upvote){SPACE}++({VOTES})", "Upvote"),
        "coded": Joined(rf"(GitHub)(?:{SPACE}++({COUNT}))?(?:{SPACE}++(arXiv{SPACE}++Page))?", "GitHub"),
        "by": Mark("Submitted by"),
        "dot": DOT,
        "published_on": Mark("Published on"),
        "date": Value(f"(?P<published>{MONTH_DAY})", "{published}"),
        "upvote": Mark("Upvote"),
        "github": Mark("GitHub"),
        "arxiv": Mark("arXiv Page"),
        **make_who("dot", "github arxiv upvote"),
        "user": Value(f"(?P<submitted_by>{USER})", "{submitted_by}", under="by"),
        "votes": Value(f"(?P<upvotes>{VOTES})", "Upvote\n{upvotes}", under="upvote"),
        "stars": Value(f"(?P<code_stars>{COUNT})", "GitHub {code_stars} arXiv Page", under="github"),
    },
    choices={"organization": choose_handles("", "")},
    ends=f"(upvote votes?)? {_CODE} | upvote votes",
    card=f"by user {_TEXT} {WHO} dot published_on? date {_VOTES} {_CODE}?",
    in_company=f"by? user? {_TEXT} {WHO}? dot? published_on? date? {_VOTES} {_CODE}",
    broken=(
        f"by? user? site* ({_TITLE} site*)? (abstract:(line (more | not (line ({_END})) line)*))?"
        f" (not ({_END}) any)* {WHO}? dot? published_on? date? (upvote votes?)? tiny? {_CODE}?"
    ),
    unclosed=f"by? user? {_TEXT} {WHO}? dot? published_on? date?",
    head="by",
    first_head="by | heading_line",
    stray="line",
    heading="heading byline byline_end",
    page={"heading": "title"},
    first_printing="published_on",
    links={"title": PAPER_ADDRESS, "organization": ORGANIZATION_ADDRESS, "code_stars": r"(?P<code_url>\S+)"},
    omits_current_year=True,
    prints="{by}\n{user}\n\n{title}\n\n{abstract}\n\n{organization|count}\n {dot} {date}\n{votes}\n{stars}",
    prints_page="new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n{heading}\n\n"
    "by AK and the research community\n\n{cards}",
    shows="'Submitted by', title, abstract, authors or organization, '·', date, 'Upvote', 'GitHub'",
    lacks="a card from 'Submitted by' to 'Upvote' or 'GitHub'",
    needs=(("\nGitHub", "\narXiv", "\nUpvote"),),
)
