"""Plain text whose long lines were broken at one width, as by `fold`, e-mail or a text extractor."""

import re
from collections import Counter
from itertools import accumulate
from typing import Final, NamedTuple

from paperparse.text.blocks import begins_block, join_lines

# The narrowest and the widest column at which texts are broken.
_NARROWEST: Final = 24
_WIDEST: Final = 160
_BEGINNING: Final = 8_000
# Among how many lines a longer one may stand, a title for example.
_LINES_A_WIDE_ONE: Final = 50
# How many breaks a width must explain, and how large a share of all that there are.
_FEWEST_BREAKS: Final = 6
_LEAST_SHARE: Final = 0.7
# Where titles or authors stand right above texts, one that is as long as the width could not be told from a line of the
# text.
_LEAST_SHARE_TO_JOIN: Final = 0.985
# How large a share of the breaks must stand right below another: a text has several lines.
_LEAST_RUNNING: Final = 0.5
_FEWEST_WORDS: Final = 2
# How often a line or a label that the site prints on each card comes.
_FEWEST_TIMES: Final = 3
_LINES_A_CARD: Final = 80
_FIRST_WORD: Final = re.compile(r"[^\S\n]*+(\S+)")
_LABEL: Final = re.compile(r"[^\S\n]*+[A-Z][\w-]{0,20}+(?: [\w-]{1,20}+){0,2}:")


class Broken(NamedTuple):
    """How the lines of a text were broken: at which `width` and line feeds, and the share of all that this explains."""

    width: int
    ends: list[int]
    share: float


class _Break(NamedTuple):
    """The end of a line that may have been broken: where it is, the line's width, and the word that did not fit.

    `is_below`: whether another one stands right above.
    """

    at: int
    width: int
    word: str
    is_below: bool


def is_narrow(text: str) -> bool:
    """Whether hardly any line of `text` is longer than one that was broken."""
    # Of most texts the beginning tells, without a copy of the whole.
    for piece in (text[:_BEGINNING], text):
        lines = piece.split("\n")
        if sum(map(_WIDEST.__lt__, map(len, lines))) * _LINES_A_WIDE_ONE > len(lines):
            return False
    return True


def join_broken(text: str, mask: bytearray) -> None:
    """Join the lines of `text` that were broken at one width, where nearly all that go on were."""
    broken = match_broken(text)
    if broken is not None and broken.share >= _LEAST_SHARE_TO_JOIN:
        for at in broken.ends:
            join_lines(text, mask, at)


def match_broken(text: str) -> Broken | None:
    """How most of the lines of `text`, which is narrow, were broken; `None` if they were not."""
    breaks = _list_breaks(text)
    changes = [0] * (2 * _WIDEST)
    for found in breaks:
        # Of a line that is longer the width says nothing.
        changes[min(found.width, len(changes) - 2)] += 1
        changes[min(found.width + len(found.word) + 1, len(changes) - 1)] -= 1
    counts = list(accumulate(changes))
    most = max(counts)
    if most < _FEWEST_BREAKS or most < _LEAST_SHARE * len(breaks):
        return None
    # Of the widths that explain most breaks the widest: it takes the fewest short lines for broken ones.
    widest = len(counts) - 1 - counts[::-1].index(most)
    explained = [found for found in breaks if found.width <= widest <= found.width + len(found.word)]
    running = sum(found.is_below for found in explained)
    if running < _LEAST_RUNNING * len(explained) or len({found.word for found in explained}) < _FEWEST_WORDS:
        return None
    return Broken(widest, [found.at for found in explained], most / len(breaks))


def _list_breaks(text: str) -> list[_Break]:
    """The ends of lines that go on below: neither short nor above a blank line, or a line or label that comes often."""
    lines = text.split("\n")
    # A text may be printed twice, a title may begin like a label, and several may end with one word.
    fewest = max(_FEWEST_TIMES, len(lines) // _LINES_A_CARD)
    labels = [label and label.group() for label in map(_LABEL.match, lines)]
    counts = Counter((*map(str.strip, lines), *filter(None, labels)))
    often = {piece for piece, count in counts.items() if count >= fewest}
    breaks = []
    offset = 0
    is_below = False
    for line, following, label in zip(lines, [*lines[1:], ""], [*labels[1:], None], strict=True):
        offset += len(line) + 1
        width = len(line.rstrip())
        word = _FIRST_WORD.match(following)
        goes_on = word is not None and label not in often and following.strip() not in often
        is_break = width >= _NARROWEST and goes_on and not begins_block(text, offset)
        if is_break and word is not None:
            breaks.append(_Break(offset - 1, width, word.group(1), is_below))
        is_below = is_break
    return breaks
