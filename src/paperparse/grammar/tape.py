"""A page as a tape: one letter for each line.

A letter says what the line is by itself: its look, which is the same for all formats, or a mark or a value of one
format. A line that begins with a label, or with a button that an extractor glued to it, is cut in two.
"""

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from operator import add
from typing import Final

from paperparse.grammar.folding import Cut, find_buttons, fold
from paperparse.grammar.look import look
from paperparse.grammar.patterns import CLASSES
from paperparse.grammar.rules import Placed, Rules
from paperparse.grammar.table import Format
from paperparse.text.lines import Lines, trim
from paperparse.text.span import Span

# A mark or a value has at most so many characters.
LONGEST_MARK: Final = 300


class Tape:
    """The lines of `text` as one format sees them: `letters`, and where each line stands (`starts`, `ends`).

    `values` are the lines themselves, until the page is made, which keeps no second copy of its text.
    """

    __slots__ = ("ends", "letters", "starts", "text", "values")

    def __init__(self, text: str, letters: str, values: list[str], starts: "array[int]", ends: "array[int]") -> None:
        self.text = text
        self.letters = letters
        self.values = values
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


def lay_tape(form: Format, rules: Rules, lines: Lines, looks: str) -> Tape:
    """The tape of `lines` for `form`, whose rules are `rules`; `looks` are the looks of the lines."""
    values, starts = lines.values, lines.starts
    letters = list(looks)
    match, kinds = rules.lexer, rules.kinds
    for i, value in enumerate(values):
        if len(value) <= LONGEST_MARK and (found := match(value)) is not None:
            letters[i] = kinds[found.lastindex or 0]
    if values and starts[-1] + len(values[-1]) == len(lines.text) and _is_cut(values[-1], rules.marks):
        letters[-1] = rules.letters["cut"]
    for tell, letter in rules.long_lines:
        for i, value in enumerate(values):
            if len(value) > LONGEST_MARK and tell(value) is not None:
                letters[i] = letter
    cuts = _find_labels(rules, values) if rules.labels else {}
    foldings = [folding for folding in rules.foldings if folding.more in lines.text or folding.less in lines.text]
    for folding in foldings:
        for i, buttons in find_buttons(folding, values, letters):
            cuts.setdefault(i, []).extend(buttons)
    if form.site.button:
        cuts |= _find_buttons(form, rules, values, "".join(letters))
    are_cut = bool(cuts)
    if cuts:
        values, starts, letters = _cut_lines(rules, cuts, values, starts, letters)
    for folding in foldings:
        cuts = fold(folding, rules.labelling, values, letters)
        if cuts:
            values, starts, letters = _cut_lines(rules, cuts, values, starts, letters)
    for placed in rules.placed:
        for found in placed.find("".join(letters)):
            _place_line(placed, found.start(), values, letters)
    ends = array("q", map(add, starts, map(len, values))) if are_cut else lines.ends
    return Tape(lines.text, "".join(letters), values, starts, ends)


def _place_line(placed: Placed, i: int, values: list[str], letters: list[str]) -> None:
    """Set the letter of line `i`, which stands where lines of the kind `placed` do, if it is one."""
    if placed.match is None:
        if values[i][0] == values[i - 1][0] and values[i].split() == values[i - 1].split():
            letters[i] = placed.letter
    elif placed.match(values[i]) is not None:
        letters[i] = placed.letter
    elif placed.within:
        words = values[i].split()
        for again in range(i + 2, min(i + 2 + placed.within, len(values))):
            if letters[again] in CLASSES["line"] and values[again].split() == words:
                letters[i], letters[again] = placed.letter, placed.again


def _is_cut(line: str, marks: tuple[str, ...]) -> bool:
    """Whether `line`, with which the text ends, is the beginning of one of `marks`."""
    return any(mark.startswith(line) and mark != line for mark in marks)


def _find_labels(rules: Rules, values: list[str]) -> dict[int, list[Cut]]:
    """The lines that begin with a label, and the label of each."""
    labels = tuple(rules.labels)
    cuts = {}
    for i, value in enumerate(values):
        if value.startswith(labels):
            label = next(label for label in labels if value.startswith(label))
            cuts[i] = [Cut(0, len(label), rules.labels[label][len(value) == len(label)])]
    return cuts


def _find_buttons(form: Format, rules: Rules, values: list[str], letters: str) -> dict[int, list[Cut]]:
    """The lines to which the site's button is glued: the first below a banner that is none of the site's own."""
    button, site = form.site.button, rules.letters["site"]
    glued = {}
    at = letters.find(rules.letters[form.site.over_button])
    while at >= 0:
        below = at + 1
        while below < len(values) and letters[below] in site and values[below] != button:
            below += 1
        if below < len(values) and values[below] != button and values[below].startswith(button):
            glued[below] = [Cut(0, len(button), rules.letters["button"])]
        at = letters.find(rules.letters[form.site.over_button], below)
    return glued


def _cut_lines(
    rules: Rules, cuts: Mapping[int, list[Cut]], values: list[str], starts: "array[int]", letters: list[str]
) -> tuple[list[str], "array[int]", list[str]]:
    """Lines, starts and letters, where the pieces of `cuts`, and what stands between them, are lines by themselves."""
    parted_values: list[str] = []
    parted_starts = array("q")
    parted_letters: list[str] = []
    done = 0
    for i in sorted(cuts):
        parted_values += values[done:i]
        parted_starts += starts[done:i]
        parted_letters += letters[done:i]
        value, start, at, before = values[i], starts[i], 0, ""
        for cut in [*cuts[i], Cut(len(value), len(value), "")]:
            span = trim(value, at, cut.start)
            if span is not None:
                text = value[slice(*span)]
                parted_values.append(text)
                parted_starts.append(start + span.start)
                parted_letters.append(_tell(rules, text, before))
            if cut.letter:
                parted_values.append(value[cut.start : cut.stop])
                parted_starts.append(start + cut.start)
                parted_letters.append(cut.letter)
            at, before = cut.stop, cut.letter
        done = i + 1
    return parted_values + values[done:], parted_starts + starts[done:], parted_letters + letters[done:]


def _tell(rules: Rules, text: str, before: str) -> str:
    """The letter of `text`, which stands behind a piece with the letter `before`."""
    found = rules.lexer(text) if len(text) <= LONGEST_MARK else None
    letter = look(text) if found is None else rules.kinds[found.lastindex or 0]
    # Behind a label stands a value, whatever it looks like.
    return look(text) if before and before in rules.labelling and letter in rules.letters["site"] else letter
