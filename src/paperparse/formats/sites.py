"""The sites whose pages are read: what each prints around its cards."""

from typing import Final

from attrs import evolve

from paperparse.grammar.table import Mark, Site, Value
from paperparse.grammar.values import COUNT, DAY_MONTH, HANDLE, MONTH_DAY, MONTHS
from paperparse.text.characters import SPACE

_MENU: Final = Mark(
    *("Trending Papers", "Daily", "Weekly", "Monthly", "Search by arxiv id or title", "Submit a paper"),
    *("Models", "Models Docs"),
)
_BRAND: Final = {"brand": Mark("Hugging Face"), "logo": Mark("Hugging Face's logo Hugging Face")}
HUGGING_FACE: Final = Site(
    lines={
        "heading": Mark("Daily Papers"),
        "byline": Value(rf"by{SPACE}*+AK{SPACE}*+and{SPACE}*+the{SPACE}*+research{SPACE}*+community"),
        # The same with a line for each node of the page.
        "byline_start": Mark("by", "AK", "by AK"),
        "byline_end": Mark("and the research community", "AK and the research community"),
        "menu": _MENU,
        **_BRAND,
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
HUGGING_FACE_TRENDING: Final = evolve(
    HUGGING_FACE,
    lines={**HUGGING_FACE.lines, "heading": Mark("Trending Papers"), "menu": Mark(*_MENU.texts[1:], "Daily Papers")},
)
HUGGING_FACE_MAIL: Final = Site(
    lines={
        "heading": HUGGING_FACE.lines["heading"],
        "byline": Value(rf"by{SPACE}++AK{SPACE}.*\bcommunity"),
        "opening": Value(
            rf"Here{SPACE}++is{SPACE}.*{SPACE}for{SPACE}++today{SPACE}++\((?P<date>{DAY_MONTH})\):?",
            "Here is the selection of papers for today ({date}):",
        ),
        "closing": Value(f"To{SPACE}++view{SPACE}++more{SPACE}.*"),
    }
)
# Collections, profiles and the pages of models.
HUGGING_FACE_LISTS: Final = Site(
    lines={
        "menu": _MENU,
        **_BRAND,
        "updated": Value(
            rf"updated(?:{SPACE}++(?:(?P<date>{MONTH_DAY})|[^0-9]{{0,10}}[0-9]*+{SPACE}*+[a-z]++{SPACE}++ago))?",
            "updated {date}",
        ),
        "updated_day": Value(f"(?P<date>{MONTH_DAY})", under="updated"),
        "list_name": Value("(?P<title>.{1,200})", "{title}", over="updated"),
        "papers_for": Value(rf"(?P<title>Papers{SPACE}++for{SPACE}++{HANDLE}(?:/{HANDLE})?)"),
        "owner": Value(rf"(?:{HANDLE}{SPACE}*+)?'s{SPACE}++Collections"),
        "upvote": Mark("Upvote"),
        "upvotes": Value(f"(?:{COUNT}|-)", under="upvote"),
        # Cards of collections, models and data sets.
        "other_card": Value(rf"[^•]*+(?:•[^•]*+){{0,4}}•{SPACE}*+Updated{SPACE}.*+"),
    }
)
CATALYZEX: Final = Site(lines={"banner": Value("(?:Get our free extension|Free add-on:).*+")})
# Pages of an author, whose picture's alternative text stands above the name. What may be the affiliation below that is
# the title of the first card where a date follows.
CATALYZEX_AUTHORS: Final = evolve(
    CATALYZEX,
    lines={
        **CATALYZEX.lines,
        "portrait": Value(rf"Picture{SPACE}++for{SPACE}.+"),
        "person": Value(".{1,200}", under="portrait"),
        "affiliation": Value("(?P<affiliation>.{1,200})", under="person", over="line"),
    },
)
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
# Since February 2025.
AIMODELS_WITHOUT_TOTAL: Final = evolve(
    AIMODELS,
    lines={
        **AIMODELS.lines,
        "later_tagline": Value(f"{SPACE}++".join(["Browse", "and", "discover", "new", "research"]) + ".*+"),
        "gap": Mark("…", "..."),
    },
)
