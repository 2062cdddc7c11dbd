"""Digest mail: the papers of a day by e-mail, a title and its votes on each line.

    Daily Papers
    by AK and the AI research community
    Here is the selection of papers for today (5 Mar):
    Pointer Networks (12 ▲)
    To view more checkout today's Daily Paper page.

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    header    = "Daily Papers" "by AK" ... "Here is" ... "for today (" day month "):"
    card      = title "(" votes "▲)"
    votes     = count | "-"

Other sites send lists of links with votes: only the heading, or what stands below it, tells this one from them.
"""

from typing import Final

from paperparse.formats.hugging_face import VOTES
from paperparse.formats.sites import HUGGING_FACE_MAIL
from paperparse.grammar.reading import Reading
from paperparse.grammar.table import Format, Value
from paperparse.grammar.values import DATE_DAY_FIRST
from paperparse.text.characters import SPACE, SPACES


def find_lack(reading: Reading) -> str:
    """Whether the lines stand under anything that says whose e-mail it is."""
    return "" if reading.heading is not None else "the line 'Daily Papers'"


FORMAT: Final = Format(
    name="digest_mail",
    summary="a line with a title and '(N ▲)' for each paper",
    site=HUGGING_FACE_MAIL,
    lines={
        "entry": Value(
            rf"(?P<title>[^{SPACES}].*[^{SPACES}]){SPACE}*+\({SPACE}*+(?P<upvotes>{VOTES}){SPACE}*+▲{SPACE}*+\)",
            "{title} ({upvotes} ▲)",
        )
    },
    begins="entry",
    card="entry",
    heading="heading byline opening",
    page={"heading": "title"},
    judge=find_lack,
    readers={"date": DATE_DAY_FIRST},
    prints="{entry}",
    prints_page="{heading}\nby AK and the AI research community\n{opening}\n{cards}\n"
    "To view more checkout today's Daily Paper page.",
    shows="a title and '(N ▲)'",
    lacks="a title and '(N ▲)' on a line",
    needs=("▲",),
)
