"""The lines that any site may print around its cards: navigation, account buttons, pagers, legal notices.

What one site alone prints belongs to the module of its format.
"""

from collections.abc import Callable
from typing import Final

from paperparse.cards import Reading
from paperparse.lines import Lines
from paperparse.prose import is_abstract, is_paragraph

# The words of buttons and menus; a line made only of these is furniture ("Home | About us | Log in", "1 2 3 Next").
# Words that make a title by themselves ("Language Models") must not be among them.
_BUTTON_WORDS: Final = frozenset(
    """
    about accept account agree all api back blog browse by careers center close collections community companies company
    conditions contact content cookie cookies copyright dark datasets discord docs documentation enterprise expand
    explore facebook faq favorites feedback follow for forgot forum free github help here home icon imprint in jobs join
    latest legal linkedin load log login logout main mastodon menu mobile mode models more my navigation new news
    newsletter next now of on open our out page pages papers password policy posts press previous pricing privacy
    profile register reject reserved rights rss search see service services settings share show sign site sitemap skip
    solutions spaces sponsored status submit subscribe support team terms the theme to today toggle top tos trending
    twitter up us use user view website welcome x youtube
    """.split()
)
_SEPARATORS: Final = str.maketrans(dict.fromkeys("|/·•>»«‹›←→↑↓,.…:;!?&+-–—()[]©", " "))
_LONGEST_BUTTON_LINE: Final = 200
_LONGEST_NOTICE: Final = 600
_NOTICES: Final = (
    "we use cookies", "this site uses cookies", "this website uses cookies", "by using this site",
    "by using this website", "subscribe to our", "sign up for",
)  # fmt: skip
# Longer ones stand in abstracts ("Copyright 20XX IEEE. Personal use of this material is permitted ...").
_COPYRIGHTS: Final = ("©", "(c) 20", "copyright 20", "copyright ©", "copyright (c)")

# A page that ends in the middle of a card ends with at most a title and the beginning of an abstract.
_MOST_LINES_OF_A_CUT_CARD: Final = 2


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
    words = folded.translate(_SEPARATORS).split()
    return all(word in _BUTTON_WORDS or _is_page_number(word) for word in words) and not all(
        map(_is_page_number, words)
    )


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
