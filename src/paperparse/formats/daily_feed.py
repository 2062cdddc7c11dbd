"""Daily feed: title, abstract, number of authors or an organization, date, number of comments.

    Daily Papers

    byAK and the research community

    Oct 30

    Pointer Networks

    We introduce a new neural architecture to learn the conditional probability ...

      • 3 authors
    ·
    Jun 9, 2015

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    header    = ... "Daily Papers" "byAK and the research community" month-day ...
    card      = title paragraph+ who "·" date
    who       = "•" count "authors" | handle name
    date      = month-day ["," year] [count]

The count after the date is the number of comments. The site leaves out the year where it is the current one. Where one
of the three lines at a card's end is damaged, the others still end the card. Other sites print an author's name, a dot
and a date under a story: there a card with an organization proves nothing.
"""

from typing import Final

from paperparse.formats.sites import HUGGING_FACE
from paperparse.grammar.table import Format, Mark, Value
from paperparse.grammar.values import COUNT, HANDLE, MONTH_DAY, PAPER_ADDRESS
from paperparse.text.characters import SPACE, SPACES

_SHORT: Final = r"(?=.{1,40}\Z)"
# The end of a card as it is printed or damaged.
_WHO: Final = "(count | odd_count | bare_count | organization)"
_DATE: Final = "(date | odd_date)"

FORMAT: Final = Format(
    name="daily_feed",
    summary="title, abstract, '• N authors' or an organization, '·' and a date for each paper",
    site=HUGGING_FACE,
    lines={
        "dot": Mark("·"),
        "date": Value(
            rf"(?P<published>{MONTH_DAY})(?:{SPACE}++(?P<comment_count>{COUNT}))?", "{published} {comment_count}"
        ),
        "count": Value(rf"{_SHORT}•{SPACE}*+(?P<author_count>[^ ].*?)authors?", "  • {author_count} authors"),
        "odd_count": Value(rf"{_SHORT}•{SPACE}*+(?:authors?|(?P<author_count>.*+))", over="dot date"),
        "bare_count": Value(rf"{_SHORT}(?P<author_count>[0-9].*?)authors?", over="dot date", lacks="•"),
        "organization": Value(
            rf"(?=.{{1,120}}\Z)(?P<organization>{HANDLE}{SPACE}++.*[^.]|{HANDLE}{SPACE}++.*(?<![^ ]{{4}})\.)",
            "{organization}",
            over="dot date",
            under="paragraph",
        ),
        "odd_date": Value(
            rf"{_SHORT}(?P<published>[A-Z][a-z]{{2}}{SPACE}++[0-9]{{1,2}}+(?:{SPACE}*+,{SPACE}*+[0-9]{{4}})?+)"
            rf"{SPACE}++(?P<comment_count>[^{SPACES}]++)",
            under="dot count odd_count bare_count organization",
        ),
    },
    ends=f"{_WHO} dot? ({_DATE} | not heading_line short)? | dot {_DATE} | under paragraph date",
    card="title:(not abstract line) site* abstract:(line+) site* count dot date",
    in_company="title:(not abstract line) site* abstract:(line+) site* organization dot date",
    broken=(
        "((title:(not abstract line) over (site* line)) | title:title)? site*"
        f" (abstract:(line (more | not (line (dot | {_DATE})) line)*))? (not ({_WHO} | dot {_DATE} | {_DATE}) any)*"
        f" {_WHO}? dot? ({_DATE} | published:(not heading_line short))?"
    ),
    unclosed="title:heading_line abstract:(line more*)",
    head="not more not tiny heading_line",
    first_head="heading_line",
    stray="line",
    heading="heading byline date",
    page={"heading": "title", "date": "date"},
    links={"title": PAPER_ADDRESS},
    omits_current_year=True,
    prints="{title}\n\n{abstract}\n\n{organization|count}\n{dot}\n{date}",
    prints_page=(
        "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n{heading}\n\n"
        "byAK and the research community\n\n{date}\n\n{cards}"
    ),
    between="\n\n",
    shows="title, abstract, '• N authors' or organization, '·', date",
    lacks="a card that ends with '• N authors', '·' and a date",
)
