"""The lines that any site may print around its cards: navigation, account buttons, pagers, legal notices.

What one site alone prints belongs to the module of its format.
"""

from collections.abc import Callable
from typing import Final

import regex

from paperparse.cards import Reading
from paperparse.lines import Lines
from paperparse.prose import is_abstract, is_paragraph

# Whole lines; a line made only of these, with or without separators, is furniture too ("Home | About | Log in").
_BUTTONS: Final = (
    "about", "about us", "accept", "accept all", "all rights reserved", "api", "back to top", "blog", "browse",
    "careers", "close", "collections", "community", "company", "contact", "contact us", "cookie policy",
    "cookie settings", "cookies", "dark mode", "datasets", "discord", "docs", "documentation", "enterprise", "explore",
    "facebook", "faq", "feedback", "follow us", "forum", "github", "help", "home", "imprint", "jobs", "join",
    "language", "latest", "legal", "linkedin", "load more", "log in", "log out", "login", "logout", "mastodon", "menu",
    "models", "more", "my account", "new", "news", "newsletter", "next", "next page", "pages", "papers", "press",
    "previous", "previous page", "pricing", "privacy", "privacy policy", "register", "reject all", "rss", "search",
    "settings", "share", "show more", "sign in", "sign out", "sign up", "sitemap", "skip to content",
    "skip to main content", "solutions", "spaces", "status", "submit", "subscribe", "support", "team", "terms",
    "terms and conditions", "terms of service", "terms of use", "toggle theme", "top", "tos", "trending", "twitter",
    "website", "x", "youtube",
)  # fmt: skip
_LONGEST_BUTTON_LINE: Final = 200
_BUTTON: Final = "|".join(sorted(map(regex.escape, _BUTTONS), key=len, reverse=True)).replace(r"\ ", r"\s++")
_BUTTON_LINE: Final = regex.compile(
    rf"(?:(?:{_BUTTON}|[0-9]{{1,4}}+)(?![\p{{L}}\p{{N}}])[\s|/·•>»«‹›←→,.…-]*+)++", regex.IGNORECASE
)
_LONGEST_NOTICE: Final = 600
_NOTICE: Final = regex.compile(
    r"(?:©|\(c\)\s++[0-9]{4}|copyright\s++(?:©|\(c\)|[0-9]{4})|we\s++use\s++cookies|this\s++(?:web)?site\s++uses\s++cookies"
    r"|by\s++(?:continuing|using\s++this\s++site)|subscribe\s++to\s++(?:our|the)|sign\s++up\s++(?:for|to)|powered\s++by)"
    r"(?!\p{L})(?s:.*+)",
    regex.IGNORECASE,
)

# A page that ends in the middle of a card ends with at most a title and the beginning of an abstract.
_MOST_LINES_OF_A_CUT_CARD: Final = 2


def is_site_line(line: str) -> bool:
    """Whether `line` is one that any site may print: buttons, page numbers, a copyright or cookie notice."""
    length = len(line)
    if length <= _LONGEST_BUTTON_LINE and _BUTTON_LINE.fullmatch(line):
        return not line.isdigit()
    return length <= _LONGEST_NOTICE and _NOTICE.fullmatch(line) is not None


def is_catalogue_line(line: str) -> bool:
    """Whether `line` is furniture of the site that prints abstract lists and author cards, or of any site."""
    return is_site_line(line) or line.startswith(("Get our free extension", "Free add-on:"))


def read_header(reading: Reading, lines: Lines, stop: int, is_known: Callable[[str], bool]) -> None:
    """Account for the lines before line `stop`, which stand before a page's first card.

    Known lines are furniture. Other short lines belong to the site by their place; but from the first paragraph that
    is no known line, and from the line above it, which may be its title, nothing more is claimed: there may stand a
    card that could not be read.
    """
    others = read_between(reading, lines, 0, stop, is_known)
    prose = next((at for at, i in enumerate(others) if is_paragraph(lines.values[i])), None)
    others = others if prose is None else others[: max(prose - 1, 0)]
    reading.surroundings += [lines.span(i) for i in others]


def read_between(reading: Reading, lines: Lines, start: int, stop: int, is_known: Callable[[str], bool]) -> list[int]:
    """Claim the known lines from `start` to `stop` as furniture; returns the others."""
    others = []
    for i in range(start, stop):
        if is_known(lines.values[i]):
            reading.furniture.append(lines.span(i))
        else:
            others.append(i)
    return others


def read_footer(reading: Reading, lines: Lines, start: int, is_known: Callable[[str], bool]) -> None:
    """Account for the lines from `start` to the end, which stand after a page's last card.

    Known lines are furniture. Of the others, one or two short lines, or a run that holds a paragraph, may be the
    beginning of a card that the page does not finish, and is reported as such. Three or more short lines without a
    paragraph are a footer: no cut leaves those.
    """
    others = read_between(reading, lines, start, len(lines), is_known)
    if not others:
        return
    prose = next((at for at, i in enumerate(others) if is_abstract(lines.values[i])), None)
    if prose is None and len(others) > _MOST_LINES_OF_A_CUT_CARD:
        reading.surroundings += [lines.span(i) for i in others]
        return
    first = 0 if prose is None else max(prose - 1, 0)
    reading.surroundings += [lines.span(i) for i in others[:first]]
    reading.cut_off = lines.span(others[first], others[-1])
