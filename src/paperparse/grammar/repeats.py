"""Cards that a site prints twice, for wide and for narrow screens: which are two printings of one."""

from collections import deque
from typing import NamedTuple

from paperparse.grammar.reading import Card, Reading


class _Printing(NamedTuple):
    """What tells a printing: the words of title and abstract, whether it is a first one, and whether it has a date."""

    title: str
    abstract: str
    is_first: bool
    is_dated: bool


def find_repeats(reading: Reading, letter: str) -> None:
    """Say which cards of `reading` are second printings; a line with `letter` stands only in the first ones.

    Two printings have the same abstract, or where one lacks it the same title. Where the line tells them they may stand
    anywhere; of two that follow on each other one may have lost it. Two cards that are whole otherwise, and of which
    both or neither have the line, are two cards: a page may list a paper twice.
    """
    waiting: dict[str, deque[int]] = {}
    taken: set[int] = set()
    above: _Printing | None = None
    for at, card in enumerate(reading.cards):
        own = _describe(reading, card, letter)
        key = own.abstract or own.title
        first = -1
        if above is not None and at - 1 not in taken and _is_pair(above, own):
            first = at - 1
        elif not own.is_first:
            others = waiting.get(key, deque())
            while others and others[0] in taken:
                others.popleft()
            first = others[0] if others else -1
        if first >= 0:
            reading.repeats[at] = first
            taken |= {at, first}
        elif own.is_first and key:
            waiting.setdefault(key, deque()).append(at)
        above = own


def _describe(reading: Reading, card: Card, letter: str) -> _Printing:
    texts = {"title": "", "abstract": "", "published": ""}
    # There may be others on the way, which are not asked for.
    for piece in reading.iter_pieces(card, ("title", "abstract", "published")):
        texts[piece.field] = " ".join(reading.tape.text[slice(*piece.span)].split())
    is_first = letter in reading.tape.letters[card.first : card.stop]
    return _Printing(texts["title"], texts["abstract"], is_first, bool(texts["published"]))


def _is_pair(one: _Printing, other: _Printing) -> bool:
    """Whether `one` and `other`, which follow on each other, are two printings of a card."""
    is_same = one.abstract == other.abstract if one.abstract and other.abstract else one.title == other.title != ""
    return is_same and (one.is_first != other.is_first or not (one.is_dated and other.is_dated))
