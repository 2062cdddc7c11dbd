"""The lines that any site may print around its cards: navigation, account buttons, pagers, legal notices.

What one site alone prints belongs to the module of its format.
"""

from collections.abc import Callable
from typing import Final

from paperparse.cards import Reading
from paperparse.lines import Lines
from paperparse.prose import is_paragraph

# The labels of buttons and menus; a line made only of these is furniture ("Home | About us | Log in"). A label that can
# make a title by itself must not be among them: navigation around the cards is recognised by its place as well.
_LABELS: Final = frozenset(
    """
    about/about us/accept/accept all/accept cookies/agree/all rights reserved/api/back to top/blog/careers/
    community/company/contact/contact sales/contact us/cookie policy/cookie settings/cookies/dark mode/decline/
    disagree/discord/docs/documentation/donate/download/enterprise/facebook/faq/features/feedback/follow us/github/
    help/home/imprint/jobs/learn more/legal/linkedin/load more/log in/log out/login/logout/manage preferences/
    mastodon/menu/my account/newsletter/next/next page/only necessary/papers/press/prev/previous/previous page/
    pricing/privacy/privacy policy/products/register/reject/reject all/resources/rss/search/settings/share/
    show more/sign in/sign out/sign up/sitemap/skip to content/skip to main content/status/subscribe/support/team/
    terms/terms and conditions/terms of service/terms of use/toggle theme/tos/trending/twitter/website/your email/
    your email address/youtube
    """.replace("\n    ", "")
    .strip()
    .split("/")
)
_MOST_WORDS_IN_A_LABEL: Final = 4
_SEPARATORS: Final = str.maketrans(dict.fromkeys("|/·•>»«‹›←→↑↓,.…:;!?&+-–—()[]©", " "))
_LONGEST_BUTTON_LINE: Final = 200
# What sites say in whole sentences about themselves; none of the paragraphs of real abstracts holds one of these.
_NOTICES: Final = (
    "cookies", "your privacy", "privacy policy", "terms of service", "terms of use", "newsletter", "unsubscribe",
    "follow us", "powered by", "your inbox", "your email", "sign up", "log in", "all rights reserved", "©",
    "provided by arxiv", "arxiv for use of",
)  # fmt: skip
_LONGEST_NOTICE: Final = 300
_CREDITS: Final = ("powered by", "built with", "made with", "hosted by")
_LONGEST_CREDIT: Final = 40
# Longer ones stand in abstracts ("Copyright 20XX IEEE. Personal use of this material is permitted ...").
_COPYRIGHTS: Final = ("©", "(c) 20", "copyright 20", "copyright ©", "copyright (c)")

# A page that ends in the middle of a card ends with at most a title and the beginning of an abstract.
_MOST_LINES_OF_A_CUT_CARD: Final = 2
_SHORTEST_PROSE: Final = 60
# No title is that long, and few abstracts are shorter.
_LONGEST_HEADER_LINE: Final = 230


def is_site_line(line: str) -> bool:
    """Whether `line` is one that any site may print: buttons, a pager, a copyright, cookie or newsletter notice."""
    if len(line) > _LONGEST_NOTICE:
        return False
    folded = line.lower()
    if len(line) <= _LONGEST_CREDIT and folded.startswith(_CREDITS):
        return True
    if len(line) <= _LONGEST_BUTTON_LINE and (
        folded.startswith(_COPYRIGHTS) or _is_labels(folded.translate(_SEPARATORS).split())
    ):
        return True
    return any(notice in folded for notice in _NOTICES) and is_paragraph(line)


def _is_labels(words: list[str]) -> bool:
    """Whether `words` are labels, the longest first, and page numbers, with at least one label."""
    at = labels = 0
    while at < len(words):
        size = next((n for n in range(_MOST_WORDS_IN_A_LABEL, 0, -1) if " ".join(words[at : at + n]) in _LABELS), 0)
        if not size and not _is_page_number(words[at]):
            return False
        at += size or 1
        labels += bool(size)
    return labels > 0


def _is_page_number(word: str) -> bool:
    return len(word) <= 4 and word.isascii() and word.isdigit()


def is_catalogue_line(line: str) -> bool:
    """Whether `line` is furniture of the site that prints abstract lists and author cards, or of any site."""
    return is_site_line(line) or line.startswith(("Get our free extension", "Free add-on:"))


def read_header(
    reading: Reading, lines: Lines, stop: int, is_known: Callable[[str], bool], heading: int | None = None
) -> None:
    """Account for the lines before line `stop`, which stand before a page's first card.

    Known lines are furniture. Above the site's own `heading`, lines of no great length belong to the site by their
    place, and below it short ones; but from the first paragraph there that is no known line, and from the line above
    it, which may be its title, nothing more is claimed: there may stand a card that could not be read.
    """
    others = read_between(reading, lines, 0, stop, is_known)
    reading.is_headed = heading is not None
    if heading is not None:
        above = [i for i in others if i < heading and len(lines.values[i]) < _LONGEST_HEADER_LINE]
        reading.surroundings += [lines.span(i) for i in above]
        others = [i for i in others if i > heading]
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

    Known lines are furniture, and short lines above a known line belong to the site by their place. Below the last
    known line, one or two short lines, or a run that holds a line of some length, may be the beginning of a card that
    the page does not finish, and is reported as such. Three or more lines, all short, are a footer: no cut leaves that.
    """
    others = read_between(reading, lines, start, len(lines), is_known)
    last_known = max((i for i in range(start, len(lines)) if is_known(lines.values[i])), default=start)
    above = [i for i in others if i < last_known and len(lines.values[i]) < _SHORTEST_PROSE]
    reading.surroundings += [lines.span(i) for i in above]
    below = [i for i in others if i >= last_known]
    if not below:
        return
    prose = next((at for at, i in enumerate(below) if len(lines.values[i]) >= _SHORTEST_PROSE), None)
    if prose is None and len(below) > _MOST_LINES_OF_A_CUT_CARD:
        reading.surroundings += [lines.span(i) for i in below]
        return
    first = 0 if prose is None else max(prose - 1, 0)
    reading.surroundings += [lines.span(i) for i in below[:first]]
    reading.cut_off = lines.span(below[first], below[-1])
