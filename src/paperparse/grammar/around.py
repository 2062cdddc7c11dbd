"""Account for the lines around the cards of a page.

A line that a format knows is furniture. Any other is judged by its place: nothing that may be a card, or a part of one,
is claimed for the site.
"""

from typing import Final

from paperparse.grammar.look import LONGER_THAN_TITLES, SHORTEST_ABSTRACT
from paperparse.grammar.patterns import CLASSES
from paperparse.grammar.reading import Reading

# A page that ends in the middle of a card ends with at most a title and the beginning of an abstract.
_MOST_LINES_OF_A_CUT_CARD: Final = 2
_FEWEST_WORDS_OF_A_TITLE: Final = 3
_SHORTEST_TITLE: Final = 15
# A line with so many marks as words of it is one of a card, in which something else was wrong.
_ENOUGH_MARKS: Final = 2


def read_surroundings(reading: Reading) -> None:
    """Account for the lines before the first card and after the last one, and read what the page says of itself."""
    size = len(reading.tape)
    first = reading.cards[0].first if reading.cards else size if reading.cut_off is None else reading.cut_off[0]
    if first and (reading.cards or reading.heading is not None):
        _read_above(reading, first)
        # Whatever is glued to the button is a title, even if its abstract is lost.
        button = reading.tape.letters.find(reading.rules.letters["button"], 0, first)
        _claim_header(reading, first if button < 0 else button + 1)
    _read_info(reading, first)
    if reading.cards and reading.cut_off is None:
        _claim_footer(reading, reading.cards[-1].stop)


def _read_above(reading: Reading, first: int) -> None:
    """Read the line directly above the first card, where the format has one there."""
    above = reading.rules.above
    match = None if above is None else above.match(reading.tape.letters, first - 1, first)
    if above is not None and match is not None:
        reading.info[above.slots[0].field] = reading.tape.span(first - 1, first)


def _read_info(reading: Reading, first: int) -> None:
    """Find what the lines around the cards, the first of which is line `first`, say of the page."""
    form, rules, tape = reading.form, reading.rules, reading.tape
    for kind, name in form.page.items():
        letter = rules.letters[kind]
        at = tape.letters.find(letter)
        # Above the first card, a value of cards is one of the page; a line of the site is so anywhere.
        if at >= 0 and (at < first or letter in rules.letters["site"]):
            span = tape.span(at, at + 1)
            inside = [piece.span for piece in reading.iter_inside(at) if piece.field]
            reading.info.setdefault(name, inside[0] if inside and kind in form.lines else span)
    for kind in form.site.lines:
        if rules.letters[kind] in rules.sections:
            continue
        at = tape.letters.find(rules.letters[kind])
        if at >= 0:
            for piece in reading.iter_inside(at):
                if piece.field:
                    reading.info.setdefault(piece.field, piece.span)


def _list_unknown(reading: Reading, start: int, stop: int) -> list[int]:
    """The lines from `start` to before `stop` that are none of the site's; notices among them are claimed."""
    tape, site = reading.tape, reading.rules.letters["site"]
    said = {span.start for span in reading.info.values()}
    unknown = []
    for i in range(start, stop):
        letter = tape.letters[i]
        if letter in CLASSES["notice"]:
            reading.notices.append(i)
        elif letter not in site and tape.starts[i] not in said:
            unknown.append(i)
    return unknown


def _claim_header(reading: Reading, stop: int) -> None:
    """Account for the lines before line `stop`, which stand before a page's first card.

    Known lines and notices are furniture. Above the site's own heading, lines of no great length belong to the site
    by their place, and below it short ones; but from the first paragraph or line with marks there, and from the line
    above it, which may be its title, nothing more is claimed: there may stand a card that could not be read.
    """
    others = _list_unknown(reading, 0, stop)
    heading = -1 if reading.heading is None else reading.heading
    reading.by_place += [i for i in others if i < heading and _measure(reading, i) < LONGER_THAN_TITLES]
    below = [i for i in others if i > heading]
    # A mark belongs to a card as well.
    other = CLASSES["title"]
    prose = next(
        (at for at, i in enumerate(below) if reading.tape.letters[i] not in other or _holds_marks(reading, i)), None
    )
    reading.by_place += below if prose is None else below[: max(prose - 1, 0)]


def _claim_footer(reading: Reading, start: int) -> None:
    """Account for the lines from `start` to the end, which stand after a page's last card.

    Known lines and notices are furniture; so, by their place, are short lines above a known one, but for one or two
    directly below the card that may be a title. Below the last known line, one or two short lines, or a run that holds
    a line of some length or one of the kinds that cards have, may be the beginning of a card that the page does not
    finish, and is reported as such. Three or more lines, all short, are a footer: no cut leaves that.
    """
    size = len(reading.tape)
    others = _list_unknown(reading, start, size)
    known = sorted({*range(start, size)} - {*others})
    last_known = known[-1] if known else start - 1
    above = [i for i in others if i < last_known and _measure(reading, i) < SHORTEST_ABSTRACT]
    if known and known[0] - start <= _MOST_LINES_OF_A_CUT_CARD:
        above = [i for i in above if i > known[0] or not _may_be_title(reading.tape.line(i))]
    reading.by_place += above
    below = range(last_known + 1, size)
    prose = next((i for i in below if _measure(reading, i) >= SHORTEST_ABSTRACT or _is_part(reading, i)), None)
    if prose is None and len(below) > _MOST_LINES_OF_A_CUT_CARD:
        reading.by_place += below
    elif below:
        first = below[0] if prose is None else max(prose - 1, below[0])
        reading.by_place += range(below[0], first)
        # Where all cards begin with the same text, the beginning of a card is the beginning of that.
        if reading.rules.opening.startswith(reading.tape.line(first)) or not reading.rules.opening:
            reading.cut_off = (first, below[-1])


def _holds_marks(reading: Reading, i: int) -> bool:
    """Whether line `i` holds several marks of the format, each as a word."""
    return len({*reading.rules.marks}.intersection(reading.tape.line(i).split())) >= _ENOUGH_MARKS


def _is_part(reading: Reading, i: int) -> bool:
    """Whether line `i` is of a kind that whole cards have."""
    kind = reading.rules.names.get(reading.tape.letters[i], "").removeprefix("alone_")
    return bool(kind) and any(slot.kind == kind for whole in reading.rules.wholes for slot in whole.slots)


def _measure(reading: Reading, i: int) -> int:
    """How many characters line `i` has."""
    return reading.tape.ends[i] - reading.tape.starts[i]


def _may_be_title(line: str) -> bool:
    words = line.split()
    is_dated = any(character.isdigit() for character in line)
    return len(words) >= _FEWEST_WORDS_OF_A_TITLE and len(line) >= _SHORTEST_TITLE and not is_dated
