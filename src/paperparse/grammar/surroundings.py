"""Account for the lines around and between the cards of a page.

A line that a format knows is furniture. Any other is judged by its place: nothing that may be a card, or a part of one,
is claimed for the site.
"""

from collections.abc import Callable
from typing import Final

from paperparse.grammar.cards import Reading
from paperparse.grammar.furniture import is_notice
from paperparse.grammar.prose import LONGER_THAN_TITLES, SHORTEST_ABSTRACT, is_paragraph
from paperparse.text.lines import Lines

# A page that ends in the middle of a card ends with at most a title and the beginning of an abstract.
_MOST_LINES_OF_A_CUT_CARD: Final = 2
_FEWEST_WORDS_OF_A_TITLE: Final = 3
_SHORTEST_TITLE: Final = 15


def claim_between(reading: Reading, lines: Lines, start: int, stop: int, is_known: Callable[[str], bool]) -> list[int]:
    """Claim the known lines from `start` to `stop` as furniture; returns the others."""
    others = []
    for i in range(start, stop):
        if is_known(lines.values[i]):
            reading.furniture.append(lines.span(i))
        else:
            others.append(i)
    return others


def claim_header(
    reading: Reading, lines: Lines, stop: int, is_known: Callable[[str], bool], heading: int | None = None
) -> None:
    """Account for the lines before line `stop`, which stand before a page's first card.

    Known lines and notices are furniture. Above the site's own `heading`, lines of no great length belong to the site
    by their place, and below it short ones; but from the first paragraph there, and from the line above it, which may
    be its title, nothing more is claimed: there may stand a card that could not be read.
    """
    reading.is_headed = heading is not None
    if stop == 0:
        return
    others = claim_between(reading, lines, 0, stop, lambda line: is_known(line) or is_notice(line))
    if heading is not None:
        above = [i for i in others if i < heading and len(lines.values[i]) < LONGER_THAN_TITLES]
        reading.surroundings += [lines.span(i) for i in above]
        others = [i for i in others if i > heading]
    prose = next((at for at, i in enumerate(others) if is_paragraph(lines.values[i])), None)
    others = others if prose is None else others[: max(prose - 1, 0)]
    reading.surroundings += [lines.span(i) for i in others]


def claim_footer(reading: Reading, lines: Lines, start: int, is_known: Callable[[str], bool]) -> None:
    """Account for the lines from `start` to the end, which stand after a page's last card.

    Known lines and notices are furniture; so, by their place, are short lines above a known one, but for one or two
    directly below the card that may be a title. Below the last known line, one or two short lines, or a run that holds
    a line of some length, may be the beginning of a card that the page does not finish, and is reported as such. Three
    or more lines, all short, are a footer: no cut leaves that.
    """
    if start == len(lines):
        return
    others = claim_between(reading, lines, start, len(lines), lambda line: is_known(line) or is_notice(line))
    known = sorted(set(range(start, len(lines))) - set(others))
    last_known = known[-1] if known else start - 1
    above = [i for i in others if i < last_known and len(lines.values[i]) < SHORTEST_ABSTRACT]
    if known and known[0] - start <= _MOST_LINES_OF_A_CUT_CARD:
        above = [i for i in above if i > known[0] or not _may_be_title(lines.values[i])]
    reading.surroundings += [lines.span(i) for i in above]
    below = range(last_known + 1, len(lines))
    prose = next((i for i in below if len(lines.values[i]) >= SHORTEST_ABSTRACT), None)
    if prose is None and len(below) > _MOST_LINES_OF_A_CUT_CARD:
        reading.surroundings += [lines.span(i) for i in below]
    elif below:
        first = below[0] if prose is None else max(prose - 1, below[0])
        reading.surroundings += [lines.span(i) for i in range(below[0], first)]
        reading.cut_off = lines.span(first, below[-1])


def _may_be_title(line: str) -> bool:
    words = line.split()
    is_dated = any(character.isdigit() for character in line)
    return len(words) >= _FEWEST_WORDS_OF_A_TITLE and len(line) >= _SHORTEST_TITLE and not is_dated
