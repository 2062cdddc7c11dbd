"""The sites whose pages are read: what each prints around its cards."""

from typing import Final

from paperparse.grammar.table import Mark, Site, Value
from paperparse.grammar.values import MONTHS
from paperparse.text.characters import SPACE

HUGGING_FACE: Final = Site(
    lines={
        "heading": Mark("Daily Papers"),
        "byline": Value(rf"by{SPACE}*+AK{SPACE}*+and{SPACE}*+the{SPACE}*+research{SPACE}*+community"),
        # The same with a line for each node of the page.
        "byline_start": Mark("by", "AK", "by AK"),
        "byline_end": Mark("and the research community", "AK and the research community"),
        "menu": Mark(
            *("Trending Papers", "Daily", "Weekly", "Monthly", "Search by arxiv id or title", "Submit a paper"),
            *("Hugging Face", "Hugging Face's logo Hugging Face", "Models", "Models Docs"),
        ),
        "month": Mark(*MONTHS),
        "day": Value("[0-9]{1,2}", under="month"),
        "banner": Mark(
            "Get trending papers in your email inbox!",
            "Get trending papers in your email inbox once a day!",
        ),
        "badge": Mark("new"),
    },
    button="Subscribe",
    over_button="banner",
)
CATALYZEX: Final = Site(lines={"banner": Value("(?:Get our free extension|Free add-on:).*+")})
# The site lists its fields at the end of the tagline, and may list others.
AIMODELS: Final = Site(
    lines={
        "heading": Mark("AI Papers"),
        "tagline": Value(
            f"{SPACE}++".join(["Browse", "and", "discover", "the", "latest", "research", "papers"]) + ".*+"
        ),
        "pager": Value(
            rf"Page{SPACE}++(?P<number>[0-9,]++){SPACE}++of{SPACE}++(?P<page_count>[0-9,]++)",
            "Page {number} of {page_count}",
        ),
    }
)
