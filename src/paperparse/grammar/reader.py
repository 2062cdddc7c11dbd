"""The one reader: finds the cards of a page on its tape, whatever the format.

Anchors, which are of bounded length, part the tape into blocks, and each card is looked for inside its own block only:
a pattern of whole cards run over a whole tape takes time quadratic in its length.
"""

from array import array
from collections.abc import Iterable
from itertools import pairwise, zip_longest
from operator import itemgetter
from typing import Final

from paperparse.grammar.around import read_surroundings
from paperparse.grammar.conventions import Settled, Sign
from paperparse.grammar.look import find_looks
from paperparse.grammar.patterns import CLASSES, WRAPPED
from paperparse.grammar.reading import Card, Reading
from paperparse.grammar.repeats import find_repeats
from paperparse.grammar.rules import Match, find_rules
from paperparse.grammar.table import Format, list_layouts
from paperparse.grammar.tape import lay_tape
from paperparse.text.lines import Lines

# Above its end a card that lost its head has a title and an abstract at least.
_FEWEST_LINES_ABOVE_END: Final = 2


def find_looks_for(formats: Iterable[Format], lines: Lines) -> str:
    """The looks of `lines`, as `read_cards` takes them for any of `formats`."""
    tables = (table for form in formats for table in list_layouts(form))
    return find_looks(lines.values, names=any(find_rules(table).needs_names for table in tables))


def read_cards(form: Format, lines: Lines, looks: str) -> Reading:
    """`lines`, whose looks are `looks` (`find_looks_for`), as a page of `form`; linear in the number of lines."""
    reading = _read_table(form, lines, looks)
    return _choose_layout(reading, lines, looks) if form.layouts else reading


def _choose_layout(first: Reading, lines: Lines, looks: str) -> Reading:
    """Of `first`, the reading by a format's own table, and those by its layouts, the one that finds most of its cards.

    A page that the first explains is read once. What is left of broken cards of one layout may look like cards of
    another: where the first has whole cards, only the whole ones of another count against all that it has, and
    elsewhere the pieces of broken ones count half.
    """
    best, most = first, 2 * _count_pieces(first)
    has_whole = any(card.is_whole for card in first.cards)
    for layout in () if _is_explained(first) else first.form.layouts:
        other = _read_table(layout, lines, looks)
        found = _count_pieces(other, is_whole=True) + _count_pieces(other, is_whole=has_whole)
        if found > most:
            best, most = other, found
    signs = [Sign("pieces of cards", _count_pieces(best), best.cards[0].first)] if best.cards else []
    best.tape.settled += (Settled("layout", best.form.shows, tuple(signs)),)
    return best


def _is_explained(reading: Reading) -> bool:
    """Whether most cards of `reading`, which has several, are whole, and nothing stands between most of them."""
    cards = reading.cards
    whole = sum(card.is_whole for card in cards)
    interrupted = sum(reading.is_unknown(stop, first) for stop, first in reading.iter_gaps())
    return len(cards) > 1 and 2 * whole > len(cards) > 2 * interrupted


def _count_pieces(reading: Reading, *, is_whole: bool = False) -> int:
    """How many pieces the cards of `reading` have; if `is_whole`, only those that are whole."""
    # Three numbers for each.
    return sum(len(card.places) for card in reading.cards if card.is_whole or not is_whole) // 3


def _read_table(form: Format, lines: Lines, looks: str) -> Reading:
    """`lines` as the one table `form` reads them."""
    rules = find_rules(form)
    reading = Reading(form, rules, lay_tape(form, rules, lines, looks))
    if rules.sections:
        reading.sections = [at for at, letter in enumerate(reading.tape.letters) if letter in rules.sections]
    if form.begins:
        _read_from_beginnings(reading)
    else:
        _read_from_ends(reading)
    read_surroundings(reading)
    _weaken(reading)
    _find_lack(reading)
    if form.first_printing:
        find_repeats(reading, rules.letters[form.first_printing])
    return reading


def _find_heading(reading: Reading, stop: int) -> int | None:
    """The last line before line `stop` that ends a header; on a page without a card, one of the site's own lines."""
    letters, heading = reading.tape.letters, reading.rules.heading
    if not reading.has_anchor and stop == len(letters):
        heading = heading & {*reading.rules.letters["site"]}
    return max((at for letter in heading if (at := letters.rfind(letter, 0, stop)) >= 0), default=None)


def _read_from_beginnings(reading: Reading) -> None:
    rules, letters = reading.rules, reading.tape.letters
    size = len(letters)
    start = 0
    if not rules.is_marked:
        # Without marks of their own, cards stand below the site's banner if there is one.
        start = min((at for letter in rules.heading if (at := letters.find(letter)) >= 0), default=0)
    anchors = [match.start() for match in rules.anchor.find(letters, start, size)]
    reading.has_anchor = bool(anchors)
    end = start
    # A marked anchor begins a block; without marks, what looks like a beginning may stand inside the card above.
    stops = anchors[1:] if rules.is_marked else []
    for at, stop in zip_longest(anchors, stops, fillvalue=size):
        if at >= end:
            card = _match_card(reading, at, stop, is_closed=False)
            if card is not None:
                reading.cards.append(card)
                end = card.stop
            elif stop == size:
                reading.cut_off = (at, size - 1)
    _drop_notices(reading)
    first = reading.cards[0].first if reading.cards else (anchors or [size])[0]
    reading.heading = _find_heading(reading, first)


def _drop_notices(reading: Reading) -> None:
    """Drop cards at the end of the page whose text begins with a notice: a footer has headings over notices."""
    letters = reading.tape.letters
    while not reading.rules.is_marked and reading.cards:
        _, first, _ = max(reading.cards[-1].iter_parts(), key=itemgetter(1))
        if letters[first] not in CLASSES["notice"]:
            break
        reading.cards.pop()


def _read_from_ends(reading: Reading) -> None:
    rules, letters = reading.rules, reading.tape.letters
    size = len(letters)
    start = 0
    for match in rules.anchor.find(letters, 0, size):
        stop, end = match.span()
        is_first = not reading.has_anchor
        reading.has_anchor = True
        if is_first:
            start = _skip_header(reading, stop)
        is_headless = is_first and reading.heading is None
        heads = _find_heads(reading, start, stop, is_headless=is_headless)
        if not heads:
            begin = max(start, stop - _FEWEST_LINES_ABOVE_END) if is_headless else start
            stray = None if rules.stray is None else rules.stray.search(letters, begin, end)
            heads = [stop if stray is None else stray.start()]
        _add_cards(reading, [*heads, end], is_closed=True)
        start = end
    if not reading.has_anchor:
        start = _skip_header(reading, size)
    # Below the last end stand whole cards that lost theirs, and the beginning of one.
    is_headless = not reading.has_anchor and reading.heading is None
    _add_cards(reading, _find_heads(reading, start, size, is_headless=is_headless), is_closed=False)


def _skip_header(reading: Reading, stop: int) -> int:
    """The line below the header, which ends before line `stop`."""
    reading.heading = _find_heading(reading, stop)
    return 0 if reading.heading is None else reading.heading + 1


def _find_heads(reading: Reading, start: int, stop: int, *, is_headless: bool) -> list[int]:
    """The lines from `start` to before `stop` on which cards begin; `is_headless`: below a header of unknown lines."""
    rules, letters = reading.rules, reading.tape.letters
    heads = [] if rules.head is None else [match.start() for match in rules.head.find(letters, start, stop)]
    if rules.first_head is not None and not (heads and (is_headless or heads[0] == start)):
        first = rules.first_head.search(letters, start, stop)
        if first is not None and first.start() not in heads:
            heads = [first.start(), *(head for head in heads if head > first.start())]
    return heads


def _add_cards(reading: Reading, bounds: list[int], *, is_closed: bool) -> None:
    for first, stop in pairwise(bounds):
        is_whole = is_closed and stop == bounds[-1]
        card = _match_card(reading, first, stop, is_closed=is_whole)
        # Without its end, only a card with nothing unknown below it is sure to be one.
        if card is not None and (is_whole or not reading.is_unknown(card.stop, stop)):
            reading.cards.append(card)


def _match_card(reading: Reading, first: int, stop: int, *, is_closed: bool) -> Card | None:
    """The card that begins on line `first` and ends before line `stop`, or, if it `is_closed`, right there."""
    rules, letters = reading.rules, reading.tape.letters
    for whole in rules.wholes:
        match = whole.match(letters, first, stop)
        if match is not None and not (is_closed and match.end() < stop):
            is_proven = whole is rules.wholes[0]
            return Card(first, match.end(), whole.slots, _place_slots(match), True, is_proven, not is_proven)
    pattern = rules.unclosed if reading.form.ends and not is_closed else rules.broken
    match = pattern.match(letters, first, stop)
    if is_closed and reading.form.unclosed and match is not None and match.end() < stop:
        # What stands above unknown lines, and not at the end, is read as if the page ended with it: as a cut leaves it.
        pattern = rules.unclosed
        match = pattern.match(letters, first, stop)
    if match is None or match.end() == first:
        return None
    card = Card(first, match.end(), pattern.slots, _place_slots(match))
    card = card._replace(first=min((start for _, start, _ in card.iter_parts()), default=first))
    # The end of a card that holds no value, with nothing above it, ends none.
    if reading.form.ends and not any(
        slot.field or (slot.kind in rules.valued and any(piece.field for piece in reading.iter_inside(line)))
        for slot, line, _ in card.iter_parts()
    ):
        return None
    return card


def _place_slots(match: Match) -> "array[int]":
    """The slots that `match` found, as in `Card.places`."""
    numbers: list[int] = []
    for at, (first, stop) in enumerate(match.regs[1:]):
        if first < stop:
            numbers += (at, first, stop)
    return array("I", numbers)


def _weaken(reading: Reading) -> None:
    """Take the proof from cards that look whole by themselves only, and give it to those that do in company."""
    rules, cards = reading.rules, reading.cards
    doubtful = _find_doubtful(reading) if reading.form.is_tight else set()
    is_bare = not rules.is_marked and reading.heading is None
    most = reading.form.most_paragraphs or len(reading.tape)
    for at, card in enumerate(cards):
        is_long = card.stop - card.first > most and _count_paragraphs(reading, card) > most
        if card.is_proven and (is_bare or is_long or at in doubtful):
            cards[at] = card._replace(is_proven=False)
    if len(rules.wholes) > 1 and ("title" in reading.info or any(card.is_proven for card in cards)):
        for at, card in enumerate(cards):
            if card.needs_company:
                cards[at] = card._replace(is_proven=True)


def _find_doubtful(reading: Reading) -> set[int]:
    """The cards that an unknown line stands right above or below, by position."""
    doubtful = set()
    for at, (stop, first) in enumerate(reading.iter_gaps()):
        if stop < first:
            doubtful |= {at} if reading.is_unknown(stop, stop + 1) else set()
            doubtful |= {at + 1} if reading.is_unknown(first - 1, first) else set()
    if reading.cards and not reading.rules.is_marked:
        first = reading.cards[0].first
        if first == 0 or reading.is_unknown(first - 1, first):
            doubtful.add(0)
    return doubtful


def _count_paragraphs(reading: Reading, card: Card) -> int:
    """How many paragraphs the last text of `card` has; a line of a hard-wrapped one is none by itself."""
    _, first, stop = max(card.iter_parts(), key=itemgetter(1))
    return stop - first - sum(1 for _ in WRAPPED.finditer(reading.tape.letters, first, stop))


def _find_lack(reading: Reading) -> None:
    """Say what the page lacks to be of the format, if it does."""
    form, rules = reading.form, reading.rules
    reading.lacks = form.judge(reading)
    if any(card.is_proven for card in reading.cards):
        return
    reading.lacks = form.lacks
    if (rules.is_marked and not reading.has_anchor) or (not rules.is_marked and reading.heading is None):
        reading.lacks = rules.sign
