"""A page as a tape: one letter for each line.

A letter says what the line is by itself: its look, which is the same for all formats, or a mark or a value of one
format. A line that begins with a label, or with a button that an extractor glued to it, is cut in two.
"""

from array import array
from bisect import bisect_right
from operator import add
from typing import Final

from paperparse.grammar.look import look
from paperparse.grammar.patterns import CLASSES
from paperparse.grammar.rules import Rules
from paperparse.grammar.table import Format
from paperparse.text.lines import WHITESPACE, Lines
from paperparse.text.span import Span

# A mark or a value has at most so many characters.
LONGEST_MARK: Final = 300


class Tape:
    """The lines of `text` as one format sees them: `letters`, and where each line stands (`starts`, `ends`)."""

    __slots__ = ("ends", "letters", "starts", "text")

    def __init__(self, text: str, letters: str, starts: "array[int]", ends: "array[int]") -> None:
        self.text = text
        self.letters = letters
        self.starts = starts
        self.ends = ends

    def __len__(self) -> int:
        return len(self.letters)

    def span(self, first: int, stop: int) -> Span:
        """The span from line `first` to before line `stop`."""
        return Span(self.starts[first], self.ends[stop - 1])

    def line(self, i: int) -> str:
        """Line `i`."""
        return self.text[self.starts[i] : self.ends[i]]

    def find_line(self, offset: int) -> int:
        """The line that holds `offset`, or the last one before it."""
        return bisect_right(self.starts, offset) - 1


def find_looks(lines: Lines) -> str:
    """The looks of `lines`: a letter each."""
    return "".join(map(look, lines.values))


def lay_tape(form: Format, rules: Rules, lines: Lines, looks: str) -> Tape:
    """The tape of `lines` for `form`, whose rules are `rules`; `looks` are the looks of the lines."""
    values, starts = lines.values, lines.starts
    letters = list(looks)
    match, kinds = rules.lexer, rules.kinds
    for i, value in enumerate(values):
        if len(value) <= LONGEST_MARK and (found := match(value)) is not None:
            letters[i] = kinds[found.lastindex or 0]
    if (rules.labels and any(value.startswith(tuple(rules.labels)) for value in values)) or form.site.button:
        values, starts, letters = _part_lines(form, rules, values, starts, letters)
    looks_of_lines = CLASSES["line"]
    for placed in rules.placed:
        for found in placed.find("".join(letters)):
            i = found.start()
            if placed.match is None:
                if values[i][0] == values[i - 1][0] and values[i].split() == values[i - 1].split():
                    letters[i] = placed.letter
            elif placed.match(values[i]) is not None:
                letters[i] = placed.letter
            elif placed.within:
                words = values[i].split()
                for again in range(i + 2, min(i + 2 + placed.within, len(values))):
                    if letters[again] in looks_of_lines and values[again].split() == words:
                        letters[i], letters[again] = placed.letter, placed.again
    return Tape(lines.text, "".join(letters), starts, array("q", map(add, starts, map(len, values))))


def _part_lines(
    form: Format, rules: Rules, values: list[str], starts: "array[int]", letters: list[str]
) -> tuple[list[str], "array[int]", list[str]]:
    """Lines, starts and letters, each line that begins with a label or a glued button cut in two."""
    prefixes = tuple(rules.labels)
    button = form.site.button
    known = rules.letters["site"]
    over_button = rules.letters[form.site.over_button] if button else ""
    # Behind a banner, and buttons that are none of the site's own, stands the line that the button is glued to.
    is_below = False
    parted: list[tuple[str, int, str]] = []
    for i, value in enumerate(values):
        letter = letters[i]
        label = None
        if prefixes and value.startswith(prefixes):
            label = next(prefix for prefix in prefixes if value.startswith(prefix))
        elif is_below and value.startswith(button) and value != button and letter not in known:
            label = button
        if button:
            is_below = letter == over_button or (is_below and letter in known and value != button)
        if label is None:
            parted.append((value, starts[i], letter))
            continue
        rest = value[len(label) :].lstrip(WHITESPACE)
        whole, alone = rules.labels.get(label, (rules.letters["button"],) * 2)
        parted.append((label, starts[i], whole if rest else alone))
        if rest:
            found = rules.lexer(rest) if len(rest) <= LONGEST_MARK else None
            letter = look(rest) if found is None else rules.kinds[found.lastindex or 0]
            parted.append((rest, starts[i] + len(value) - len(rest), letter))
    return [row[0] for row in parted], array("q", [row[1] for row in parted]), [row[2] for row in parted]
