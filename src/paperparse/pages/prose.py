"""Paragraphs of an abstract or a summary that are not of it: advertisements, notices, a title that nothing marks.

What is told of a paragraph is an opinion, from its words and its length. Of 5,046 real abstracts, 218 of several
paragraphs, none has one that reads like an advertisement, and two have a line that stands like a title.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import chain, islice
from typing import Final, NamedTuple

from paperparse.grammar.look import is_labelled, is_paragraph, look
from paperparse.grammar.names import PARTICLES
from paperparse.grammar.patterns import CLASSES
from paperparse.model.sections import HEADINGS, OVERVIEW
from paperparse.text.letters import fold_words, list_slips
from paperparse.text.lines import find_line_end
from paperparse.text.space import trim
from paperparse.text.span import Span


def _list_phrases(text: str) -> tuple[str, ...]:
    return tuple(f" {phrase.strip()} " for phrase in text.split(","))


# What is sold, sent or shown beside pages, and no paper speaks of in so few words.
_OFFERS: Final = _list_phrases(
    "newsletter, newsletters, coupon, coupons, promo code, free trial, use cookies, uses cookies, accept cookies, "
    "cookie policy, rights reserved, we're hiring, we are hiring, now hiring, unsubscribe, your inbox, our inbox, "
    "special offer, on sale, giveaway, free shipping, enable javascript, gift card, gift cards, webinar, per month, "
    "all courses, advertise with us, sponsored content, promoted content, use code, week only, today only, "
    "monthly limit"
)
_HEADED: Final = ("ad:", "advertisement:", "advertisements:", "promoted:", "sponsored:", "sponsored by ")
_LONE_HEADINGS: Final = frozenset({" ad ", " advertisement ", " promoted ", " sponsored "})
# What readers are asked to do, at the beginning of a sentence.
_CALLS: Final = tuple(
    call.lstrip()
    for call in _list_phrases(
        "subscribe, sign up, sign in, log in, login, click, download, buy, order now, join, follow us, register, try, "
        "get the, get your, get started, get access, get our, get a, start your, start building, start now, discover, "
        "learn more, learn how, read more, find out, check out, apply now, apply today, book now, book a, book your, "
        "shop, save, upgrade, contact us, visit, see how, watch, share this, don't miss, enjoy, unlock, become a, "
        "stay up, stay tuned, stay ahead, support us, donate, accept, create your, browse, tired of, looking for, "
        "want to, meet, hire, advertise"
    )
)
_READERS: Final = _list_phrases("you, your, yours, you're")
_SITES: Final = tuple(
    f" {whose} {what} "
    for whose in ("our", "this", "the")
    for what in "website site app store readers partners sponsors channel podcast community".split()
)
# What papers may speak of as well.
_COMMERCE: Final = _list_phrases(
    "subscribe, subscribers, subscription, discount, discounts, for free, today, advertising, advertisement, sponsor, "
    "sponsors, sponsored, promoted, promotion, ticket, tickets, careers, download, sign up, log in, maintenance, "
    "offline, unavailable, registration, join us, premium, buy, deal, deals, offer, offers, trial, cookie, cookies, "
    "copyright, early bird, limited time, privacy policy, terms of use, terms of service, a month, off"
)
# A formula has two signs of dollars.
_PRICE: Final = re.compile(r"[€£¥] ?[0-9]|^[^$]*+\$[0-9][^$]*+$")
_ADDRESSES: Final = ("http://", "https://", "www.")
_ENDS_OF_ADDRESSES: Final = (".com",)
_KNOWN_HOSTS: Final = ("arxiv", "doi.", "github", "gitlab", "huggingface")
_PUNCTUATION: Final = '.,;:!?…()[]"“”*'
_SENTENCE_END: Final = re.compile(r"[.!?:] ")
# How much must be said by a short paragraph, and by a long one, which may speak of such texts.
ENOUGH: Final = 2
_ENOUGH_OF_LONG: Final = 4
_LONG: Final = 400
# A paragraph that begins with a call and has no more is nothing else.
_LONGEST_CALL: Final = 120
# A title has hardly more, or more of its words are capital than of a sentence; what follows it has more.
_LONGEST_LINE: Final = 100
_LONGEST_TITLE: Final = 250
_SHORTEST_ABSTRACT: Final = 150
# No abstract of arXiv is longer: two of them may be.
_LONGEST_ABSTRACT: Final = 1_920
# No abstract has so short a first paragraph without an end, nor a sentence of that length for one further below.
_LONGEST_BEGINNING: Final = 60
_JOINING_WORDS: Final = frozenset({"and", "et", "al"})
# A word of a site (`Share`), which no abstract has for a paragraph.
_LONGEST_WORD: Final = 20
_WORDS: Final = re.compile(r"[^\W\d_]{4,}+")
# What a paragraph ends with; arXiv writes the last for a link.
_ENDS: Final = (".", "!", "?", "。", ")", "”", '"', "URL")
# Shorter lines without an end are none of a text that was broken at a width.
_NARROW: Final = 40
_SUMMARY_HEADINGS: Final = frozenset({OVERVIEW, *HEADINGS})
# Words are of one stem if they begin alike; these are in all texts.
STEM: Final = 5
COMMON: Final = frozenset(
    word[:STEM]
    for word in "about also based been being between both does each from have into more most only other over should "
    "show some such than that their them then there these they this those through under used uses using very were "
    "what when where which while will with within without would your".split()
)
_FEWEST_WORDS: Final = 2
_ENOUGH_WORDS: Final = 5
_AUTHORS: Final = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
# A link to what belongs to a paper, a number or a formula.
_OF_PAPERS: Final = re.compile(
    r"URL|://|(?i:\b(?:code|github|datasets?|this (?:paper|work|article|survey|study|thesis))\b)"
    r"|\A(?:\(?[0-9a-z]{1,2}[.)] |[-*–•$\\])"
)
# What cards print below a text: `• 4 authors`.
_COUNT: Final = re.compile(r"[^\w\s]{0,3} {0,3}[0-9][0-9,.]{0,80}[KkMm]? ?[^\W\d_]{2,12} ?(?:[^\w\s.]{0,3}|\.{3})")
# Items of a list, and what stands above one.
_ITEM: Final = re.compile(r"\(?[0-9a-z]{1,2}[.)] .{0,250}[.;,]|.{15,250}:")
# Words of sentences that few titles have.
_VERBS: Final = frozenset("is are was were has have had can we We our Our this This these These".split())
# A mark of fewer letters may be any word; and so many signs may stand beside one.
_SHORTEST_MARK: Final = 3
_MOST_SIGNS: Final = 8
# A label, and the sign behind it, or a capital.
_LABEL: Final = re.compile(r"([^\W_][^:：.–—-]{1,30}?)(?:\s{0,3}[:：.]|\s[–—-]|[–—-]\s|(?=\s[A-Z]))")
# What sentences of papers begin with, and hardly a title.
_OPENINGS: Final = ("Our ", "This ", "These ", "To this ", "We ")


class Stray(NamedTuple):
    """A paragraph that may not be of the text it stands in: the code of what is said of it, where it is, and why."""

    code: str
    span: Span
    reason: str


class Placed(NamedTuple):
    """A `paragraph` between the ones `above` and `below` it, which are empty where there is none.

    `length`: of the whole text, in characters. `is_strange`: whether it has hardly a word of the others. For the rest
    see `iter_strays`.
    """

    above: str
    paragraph: str
    below: str
    length: int
    is_strange: bool
    has_headings: bool
    is_joined: bool
    is_tight: bool

    @property
    def is_new(self) -> bool:
        """Whether what is above has come to its end."""
        return self.above.endswith(_ENDS)

    @property
    def begins(self) -> bool:
        """Whether it does not go on with a sentence from above."""
        return self.is_new or not self.above


def _stands_alone(placed: Placed) -> bool:
    """Whether it may be another text: no heading, and no formula, list or link inside of a sentence."""
    return not placed.has_headings and (placed.begins or placed.length > _LONGEST_ABSTRACT or not placed.below)


def _reads_like_promotion(placed: Placed) -> bool:
    return is_promotion(placed.paragraph, ENOUGH + (placed.is_joined and not placed.is_new))


def _opens_with_names(placed: Placed) -> bool:
    return not (placed.above or placed.is_joined) and _is_list_of_names(placed.paragraph)


def _opens_oddly(placed: Placed) -> bool:
    return not (placed.above or placed.is_joined) and _is_odd_beginning(placed.paragraph)


def _stands_like_title(placed: Placed) -> bool:
    if not placed.above or placed.is_joined or not _stands_alone(placed):
        return False
    if placed.is_tight and _is_sentence(placed.paragraph, placed.below):
        return True
    return _is_title(placed.paragraph, placed.below, placed.length)


def _is_too_short(placed: Placed) -> bool:
    line = placed.paragraph
    is_short = len(line) <= _LONGEST_WORD and not line.endswith(_ENDS)
    return is_short and bool(placed.above) and _is_beginning(line[0]) and _stands_alone(placed)


def _is_foreign(placed: Placed) -> bool:
    line = placed.paragraph
    if not (placed.is_strange and placed.begins):
        return False
    if placed.has_headings:
        return line not in _SUMMARY_HEADINGS
    return line.endswith(_ENDS) or not placed.below or len(line) < _NARROW


# What is said of a paragraph, and when; the first that holds is told.
_JUDGEMENTS: Final[tuple[tuple[Callable[[Placed], bool], str, str], ...]] = (
    (_reads_like_promotion, "foreign-paragraph", "reads like an advertisement or a notice"),
    (lambda placed: is_count(placed.paragraph), "broken-rhythm", "is a number of something, as cards print it"),
    (_opens_with_names, "broken-rhythm", "reads like the authors"),
    (_opens_oddly, "broken-rhythm", "is too short for a first paragraph"),
    (_stands_like_title, "broken-rhythm", "stands like a title over an abstract of its own"),
    (_is_too_short, "broken-rhythm", "is too short for a paragraph"),
    (_is_foreign, "foreign-paragraph", "has hardly a word of the others"),
)


def iter_strays(
    text: str, *, has_headings: bool = False, is_joined: bool = False, is_tight: bool = False
) -> Iterator[Stray]:
    """The paragraphs of `text`, an abstract or a summary, that do not look like its others.

    `has_headings`: whether the text may have headings of its own. `is_joined`: whether its lines are those of one
    paragraph, each of which says less. `is_tight`: whether nothing but their look tells titles from texts.
    """
    end = find_line_end(text)
    if end not in text:
        return
    spans = list(_iter_paragraphs(text, end))
    paragraphs = [text[slice(*span)] for span in spans]
    strange = [False] * len(spans) if is_joined else _list_strange(paragraphs, len(text))
    rows = zip(["", *paragraphs], paragraphs, [*paragraphs[1:], ""], spans, strict=False)
    for (above, paragraph, below, span), is_strange in zip(rows, strange, strict=True):
        placed = Placed(above, paragraph, below, len(text), is_strange, has_headings, is_joined, is_tight)
        for holds, code, reason in _JUDGEMENTS:
            if holds(placed):
                yield Stray(code, span, reason)
                break


def iter_near_marks(text: str, marks: Set[str], labels: Set[str]) -> Iterator[Span]:
    """Where in `text`, below its first line, stand lines that are one of `marks` but for a slip, or begin with a label.

    `marks` and `labels` are given as `list_slips` has their words.
    """
    end = find_line_end(text)
    if end not in text:
        return
    longest = max(map(len, marks), default=0) + _MOST_SIGNS
    for span in islice(_iter_paragraphs(text, end), 1, None):
        line = text[slice(*span)]
        if len(line) <= longest and _is_slip(line, marks):
            yield span
        elif (label := _LABEL.match(line)) is not None and _is_slip(label[1], labels):
            yield Span(span.start, span.start + label.end())


def _list_strange(paragraphs: Sequence[str], length: int) -> list[bool]:
    """Which of `paragraphs`, the whole text of `length` characters, have hardly a word that another of them has.

    So it is with none of those of 5,046 real abstracts that have no label, link or number before them.
    """
    # The lines of a text that was broken at a width say nothing by themselves.
    if sum(not paragraph.endswith(_ENDS) for paragraph in paragraphs) > max(len(paragraphs) // 2, 1):
        return [False] * len(paragraphs)
    stems = [{word[:STEM].lower() for word in _WORDS.findall(paragraph)} - COMMON for paragraph in paragraphs]
    known = Counter(chain.from_iterable(stems))
    strange = []
    for paragraph, own in zip(paragraphs, stems, strict=True):
        shared = sum(known[stem] > 1 for stem in own)
        is_ours = _AUTHORS.search(paragraph) is not None
        strange.append(
            len(own) >= _FEWEST_WORDS
            and len(paragraph) <= _LONG
            and length - len(paragraph) >= _SHORTEST_ABSTRACT
            and (shared == 0 or (shared == 1 and len(own) >= _ENOUGH_WORDS and not is_ours))
            and not (
                paragraph.endswith(":")
                or _is_list_of_names(paragraph)
                or is_labelled(f"{paragraph}:")
                or _OF_PAPERS.search(paragraph)
            )
        )
    return strange


def _is_slip(printed: str, words: Set[str]) -> bool:
    folded = fold_words(printed)
    return len(folded) >= _SHORTEST_MARK and not list_slips(folded).isdisjoint(words)


def _iter_paragraphs(text: str, end: str) -> Iterator[Span]:
    """Where the lines of `text`, which end with `end`, stand without white space at their ends, but for blank ones."""
    start = 0
    for line in text.split(end):
        span = trim(text, start, start + len(line))
        if span is not None:
            yield span
        start += len(line) + 1


def is_promotion(paragraph: str, enough: int = ENOUGH) -> bool:
    """Whether `paragraph` reads like an advertisement, a call to action or a notice of a site.

    `enough`: how many signs of that a short one must have.
    """
    shown = paragraph.replace("’", "'").lower()
    words = shown.split()
    bare = [word.strip(_PUNCTUATION) for word in words]
    plain = f" {' '.join(bare)} "
    signs = (
        2 * _has(plain, _OFFERS),
        2 * shown.startswith(_HEADED),
        3 * (plain in _LONE_HEADINGS),
        any(sentence.startswith(_CALLS) for sentence in _SENTENCE_END.split(f"{shown} ")),
        len(paragraph) <= _LONGEST_CALL and paragraph[0].isupper() and f"{shown} ".startswith(_CALLS),
        _has(plain, _READERS),
        _has(plain, _SITES),
        _has(plain, _COMMERCE),
        _PRICE.search(paragraph) is not None,
        any(word.endswith(("!", "?")) for word in words),
        any(map(_is_address, bare)),
    )
    return sum(signs) >= (enough if len(paragraph) <= _LONG else _ENOUGH_OF_LONG)


def _has(text: str, phrases: Iterable[str]) -> bool:
    return any(phrase in text for phrase in phrases)


def _is_address(word: str) -> bool:
    return (word.startswith(_ADDRESSES) and not _has(word, _KNOWN_HOSTS)) or word.endswith(_ENDS_OF_ADDRESSES)


def is_count(line: str) -> bool:
    """Whether `line` is a number of something, as cards print it below a text."""
    return _COUNT.fullmatch(line) is not None


def _is_beginning(letter: str) -> bool:
    return letter.isalpha() and not letter.islower()


def _is_list_of_names(line: str) -> bool:
    """Whether `line` is a list of names, each word of which is written as in names."""
    return look(line) in CLASSES["people"] and not any(
        word[0].islower() and word not in PARTICLES and word.strip(".,") not in _JOINING_WORDS for word in line.split()
    )


def _is_odd_beginning(line: str) -> bool:
    """Whether `line`, over the rest of a text, is hardly its first paragraph: short without an end, or an address."""
    if is_paragraph(line):
        return " " not in line and (line.startswith(_ADDRESSES) or not any(map(str.isalnum, line)))
    return len(line) <= _LONGEST_BEGINNING and not line.endswith(_ENDS) and line not in _SUMMARY_HEADINGS


def _is_sentence(line: str, below: str) -> bool:
    """Whether `line`, with the paragraph `below` it, is as short a sentence as a title may be."""
    is_short = len(line) <= _LONGEST_BEGINNING and len(below) >= _SHORTEST_ABSTRACT
    return is_short and line[0].isupper() and line.endswith((".", "!", "?"))


def _is_title(line: str, below: str, length: int) -> bool:
    """Whether `line`, with the paragraph `below` it in a text of `length` characters, may be a title."""
    if len(below) < _SHORTEST_ABSTRACT or len(line) > _LONGEST_TITLE:
        return False
    if length > _LONGEST_ABSTRACT:
        return not line.startswith(_OPENINGS)
    if line.endswith(".") and not _VERBS.isdisjoint(line.split()):
        return False
    if len(line) <= _LONGEST_LINE:
        return not _ITEM.fullmatch(line)
    words: list[str] = _WORDS.findall(line)
    return 2 * sum(not word[0].islower() for word in words) > len(words)
