"""The lines that sites print around their cards: navigation, account buttons, pagers, legal notices, banners.

What one format alone prints belongs to its module; here stands what two formats or all share.
"""

import re
from string import digits
from typing import Final

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
    show more/sign in/sign out/sign up/sitemap/skip to content/skip to main content/status/subscribe/
    subscribe to our newsletter/support/team/terms/terms and conditions/terms of service/terms of use/toggle theme/
    tos/trending/twitter/website/your email/your email address/youtube
    """.replace("\n    ", "")
    .strip()
    .split("/")
)
# By first word, how many words a label may have: hardly any line of a card begins with such a word.
_LABEL_SIZES: Final[dict[str, set[int]]] = {}
for _words in map(str.split, _LABELS):
    _LABEL_SIZES.setdefault(_words[0], set()).add(len(_words))
_SEPARATORS: Final = str.maketrans(dict.fromkeys("|/·•>»«‹›←→↑↓,.…:;!?&+-–—()[]©", " "))
_LONGEST_BUTTON_LINE: Final = 200
# What sites say of themselves in whole sentences. Abstracts may hold the same words; these count around cards only.
_NOTICES: Final = (
    "we use cookies", "uses cookies", "such as cookies", "store cookies", "stores cookies", "cookie policy",
    "your privacy", "our privacy policy", "our terms", "terms of service", "terms of use", "our newsletter",
    "unsubscribe", "follow us on", "your inbox", "your email", "all rights reserved", "©", "provided by arxiv",
    "arxiv for use of", "arxivlabs",
)  # fmt: skip
_LONGEST_NOTICE: Final = 300
_CREDITS: Final = ("powered by", "built with", "made with", "hosted by")
_LONGEST_CREDIT: Final = 40
# The words that labels, credits and copyrights begin with.
_SITE_WORDS: Final = frozenset({"copyright", *_LABEL_SIZES, *(credit.split()[0] for credit in _CREDITS)})
# What stands behind the word ends it for labels as well, or makes it another word, which is no label.
_FIRST_WORD: Final = re.compile("[A-Za-z0-9]++")
# Longer ones stand in abstracts ("Copyright 20XX IEEE. Personal use of this material is permitted ...").
_COPYRIGHTS: Final = ("©", "(c) 20", "copyright 20", "copyright ©", "copyright (c)")


def is_site_line(line: str) -> bool:
    """Whether `line` is one that any site may print, and no paper: buttons, a pager, a credit, a copyright."""
    if len(line) > _LONGEST_BUTTON_LINE:
        return False
    # Most lines begin with a word that no such line begins with.
    first = _FIRST_WORD.match(line)
    if first is not None and first[0].lower() not in _SITE_WORDS and not _is_page_number(first[0]):
        return False
    folded = line.lower()
    if folded.startswith(_COPYRIGHTS) or (len(line) <= _LONGEST_CREDIT and folded.startswith(_CREDITS)):
        return True
    return _is_labels(folded.translate(_SEPARATORS).split())


def is_notice(line: str) -> bool:
    """Whether `line`, which is running text, is a notice of the site: on cookies, terms, its newsletter."""
    if len(line) > _LONGEST_NOTICE:
        return False
    folded = line.lower()
    is_count = folded.startswith("showing ") and folded[8] in digits
    return is_count or any(notice in folded for notice in _NOTICES)


def _is_labels(words: list[str]) -> bool:
    """Whether `words` are labels, the longest first, and page numbers, with at least one label."""
    at = labels = 0
    while at < len(words):
        sizes = _LABEL_SIZES.get(words[at])
        size = max((size for size in sizes if " ".join(words[at : at + size]) in _LABELS), default=0) if sizes else 0
        if not size and not _is_page_number(words[at]):
            return False
        at += size or 1
        labels += bool(size)
    return labels > 0


def _is_page_number(word: str) -> bool:
    return len(word) <= 4 and word.isascii() and word.isdigit()
