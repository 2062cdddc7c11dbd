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
    about/about us/accept all/accept cookies/all rights reserved/api/back to top/blog/careers/company/contact/
    contact us/cookie policy/cookie settings/cookies/dark mode/discord/docs/documentation/facebook/faq/
    feedback/follow us/github/help/home/imprint/jobs/legal/linkedin/load more/log in/log out/login/logout/
    mastodon/menu/my account/newsletter/next/next page/papers/press/prev/previous/previous page/pricing/
    privacy/privacy policy/register/reject all/rss/search/settings/share/show more/sign in/sign out/sign up/
    sitemap/skip to content/skip to main content/status/subscribe/support/team/terms/terms and conditions/
    terms of service/terms of use/toggle theme/tos/trending/twitter/website/youtube
    """.replace("\n    ", "")
    .strip()
    .split("/")
)
_MOST_WORDS_IN_A_LABEL: Final = 4
_SEPARATORS: Final = str.maketrans(dict.fromkeys("|/·•>»«‹›←→↑↓,.…:;!?&+-–—()[]©", " "))
_LONGEST_BUTTON_LINE: Final = 200
_LONGEST_NOTICE: Final = 600
_NOTICES: Final = ("we use cookies", "this site uses cookies", "this website uses cookies", "subscribe to our")
# Longer ones stand in abstracts ("Copyright 20XX IEEE. Personal use of this material is permitted ...").
_COPYRIGHTS: Final = ("©", "(c) 20", "copyright 20", "copyright ©", "copyright (c)")

# A page that ends in the middle of a card ends with at most a title and the beginning of an abstract.
_MOST_LINES_OF_A_CUT_CARD: Final = 2
_SHORTEST_PROSE: Final = 60


def is_site_line(line: str) -> bool:
    """Whether `line` is one that any site may print: buttons, a pager, a copyright or cookie notice."""
    if len(line) > _LONGEST_NOTICE:
        return False
    folded = line.lower()
    if folded.startswith(_NOTICES):
        return True
    if len(line) > _LONGEST_BUTTON_LINE:
        return False
    if folded.startswith(_COPYRIGHTS) or folded.endswith(("rights reserved.", "rights reserved")):
        return True
    return _is_labels(folded.translate(_SEPARATORS).split())


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

    Known lines are furniture. Of the others, one or two short lines, or a run that holds a line of some length, may be
    the beginning of a card that the page does not finish, and is reported as such. Three or more lines, all short, are
    a footer: no cut leaves those.
    """
    others = read_between(reading, lines, start, len(lines), is_known)
    if not others:
        return
    prose = next((at for at, i in enumerate(others) if len(lines.values[i]) >= _SHORTEST_PROSE), None)
    if prose is None and len(others) > _MOST_LINES_OF_A_CUT_CARD:
        reading.surroundings += [lines.span(i) for i in others]
        return
    first = 0 if prose is None else max(prose - 1, 0)
    reading.surroundings += [lines.span(i) for i in others[:first]]
    reading.cut_off = lines.span(others[first], others[-1])
