"""Texts that a page prints in short and in full, one behind the other, for a button that unfolds them.

    We follow one gate … ▽ More We follow one gate through a winter of data. △ Less
    A short abstract. A short abstract. △ Less

Only the full one counts. Where it is lost the short one is all there is, cut off by an ellipsis.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from paperparse.grammar.patterns import CLASSES
from paperparse.text.characters import SPACE

ELLIPSIS: Final = "…"


class Button(NamedTuple):
    """A button in a line, or a short text, from `start` to before `stop`, and the `letter` of its kind."""

    start: int
    stop: int
    letter: str


class Folding(NamedTuple):
    """A kind of line, `letter`: what is left of the short text, and the buttons `more` and `less`.

    `behind` finds `more` behind an ellipsis or at a line's end, as a group.
    """

    more: str
    less: str
    letter: str
    behind: re.Pattern[str]


def make_folding(more: str, less: str, letter: str) -> Folding:
    """A folding with the pattern that its button `more` has."""
    button = f"({re.escape(more)})"
    return Folding(more, less, letter, re.compile(rf"(?<={ELLIPSIS}){SPACE}*+{button}(?={SPACE}|\Z)|{button}\Z"))


def find_buttons(folding: Folding, values: Sequence[str], letters: Sequence[str]) -> Iterator[tuple[int, list[Button]]]:
    """The lines of text that hold buttons, and where these stand: at a line's end, and `more` behind an ellipsis."""
    more, less, letter, behind = folding
    for i, value in enumerate(values):
        if not (value.endswith(less) or more in value) or letters[i] not in CLASSES["line"]:
            continue
        buttons = [Button(*found.span(found.lastindex or 0), letter) for found in behind.finditer(value)]
        is_below = i > 0 and values[i - 1].endswith(ELLIPSIS)
        if value.startswith(more) and is_below and value != more:
            buttons.insert(0, Button(0, len(more), letter))
        if value.endswith(less):
            buttons.append(Button(len(value) - len(less), len(value), letter))
        if buttons:
            yield i, buttons


def fold(folding: Folding, labels: str, values: Sequence[str], letters: list[str]) -> dict[int, Button]:
    """Give its letter to the short text above each button; `labels` are the letters of labels, which texts begin below.

    Returns where a line holds the short text and the full one.
    """
    halves: dict[int, Button] = {}
    text, letter = CLASSES["line"], folding.letter
    first = 0
    for i, own in enumerate(letters):
        if own in labels:
            first = i + 1
        elif own == letter:
            if values[i] == folding.more:
                if i + 1 < len(letters) and letters[i + 1] in text:
                    letters[first:i] = [letter] * (i - first)
            elif first < i:
                _fold_twice(letter, first, i, values, letters, halves)
            first = i + 1
        elif own not in text:
            first = i + 1
    return halves


def _fold_twice(
    letter: str, first: int, stop: int, values: Sequence[str], letters: list[str], halves: dict[int, Button]
) -> None:
    """Fold the short text in the lines from `first` to before `stop`, if what follows it repeats it or goes on."""
    words = [value.split() for value in values[first:stop]]
    half = _count_short([word for line in words for word in line])
    if not half:
        return
    ends = list(accumulate(map(len, words)))
    whole = bisect_right(ends, half)
    letters[first : first + whole] = [letter] * whole
    rest = half - ends[whole - 1] if whole else half
    if rest:
        value = values[first + whole]
        behind = value.split(maxsplit=rest)[rest]
        halves[first + whole] = Button(0, len(value.removesuffix(behind).rstrip()), letter)


def _count_short(words: list[str]) -> int:
    """How many of `words` are the short text: half of them, which the others repeat, or those up to an ellipsis.

    0 where there is no short text; where the button behind the ellipsis is lost, what follows begins like it.
    """
    half, odd = divmod(len(words), 2)
    if not odd and words[:half] == words[half:]:
        return half
    last = next((at for at, word in enumerate(words) if word.endswith(ELLIPSIS)), len(words))
    short = " ".join(words[: last + 1]).rstrip(ELLIPSIS)
    following = " ".join(words[last + 1 : 2 * last + 2])
    return last + 1 if short and following.startswith(short) else 0
