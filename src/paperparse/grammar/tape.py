"""A page as a tape: one letter for each line.

A letter says what the line is by itself: its look, which is the same for all formats, or a mark or a value of one
format. A line that begins with a label, or with a button that an extractor glued to it, is cut in two.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise
from operator import add
from typing import Final, NamedTuple

from paperparse.grammar.conventions import Settled, settle_lines
from paperparse.grammar.folding import Button, find_buttons, fold
from paperparse.grammar.look import find_looks
from paperparse.grammar.patterns import CLASSES
from paperparse.grammar.rules import Cut, Match, Placed, Rules
from paperparse.grammar.table import Format
from paperparse.text.letters import fold_words
from paperparse.text.lines import Lines
from paperparse.text.space import INVISIBLE, WHITESPACE, trim
from paperparse.text.span import Span

# A mark or a value has at most so many characters.
LONGEST_MARK: Final = 300
# A line that holds a whole card, title included.
_LONGEST_JOINED: Final = 600
# A label in letters of any case, before a colon of any width or a full stop.
_LETTERS: Final = f"[A-Za-z\uff21-\uff3a\uff41-\uff5a{''.join(INVISIBLE)}-]++"
_NEAR_LABEL: Final = re.compile(rf"({_LETTERS}(?: {_LETTERS}){{0,2}}) ?([:\uff1a.])")
# What stands around the words of a button.
_MOST_SIGNS: Final = 8


class Piece(NamedTuple):
    """A piece of a line, from `start` to `stop`, and its letter if that is known."""

    start: int
    stop: int
    letter: str


class Tape:
    """The lines of `text` as one format sees them: `letters`, and where each line stands (`starts`, `ends`).

    `values` are the lines themselves, until the page is made, which keeps no second copy of its text. `plain` is the
    text with its source, where markup was removed from that; `line_end`: what ends a line there; `settled`: what was
    decided once for the page.
    """

    __slots__ = ("ends", "letters", "line_end", "plain", "settled", "starts", "text", "values")

    def __init__(
        self,
        lines: Lines,
        letters: str,
        values: list[str],
        starts: "array[int]",
        ends: "array[int]",
        settled: tuple[Settled, ...] = (),
    ) -> None:
        self.text = lines.text
        self.line_end = lines.line_end
        self.plain = lines.plain
        self.letters = letters
        self.values = values
        self.starts = starts
        self.ends = ends
        self.settled = settled

    def __len__(self) -> int:
        return len(self.letters)

    def span(self, first: int, stop: int) -> Span:
        """The span from line `first` to before line `stop`."""
        return Span(self.starts[first], self.ends[stop - 1])

    def find_source(self, span: Span) -> Span:
        """Where the piece at `span` stands in the page's own text."""
        return span if self.plain is None else self.plain.find_source(span)

    @property
    def source(self) -> str:
        """The page's own text."""
        return self.text if self.plain is None else self.plain.source

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
    _tell_near_marks(rules, values, letters)
    if values and starts[-1] + len(values[-1]) == len(lines.text) and _is_cut(values[-1], rules.marks):
        letters[-1] = rules.letters["cut"]
    for tell, letter in rules.long_lines:
        for i, value in enumerate(values):
            if len(value) > LONGEST_MARK and tell(value) is not None:
                letters[i] = letter
    cuts = _find_labels(rules, values) if rules.labels else {}
    for cut in rules.cuts:
        cuts |= _find_joined(rules, cut, values)
    foldings = [folding for folding in rules.foldings if folding.more in lines.text or folding.less in lines.text]
    for folding in foldings:
        for i, buttons in find_buttons(folding, values, letters):
            *others, rest = cuts.get(i) or [Piece(0, len(values[i]), "")]
            cuts[i] = [*others, *_cut_out(values[i], rest, [one for one in buttons if one.start >= rest.start])]
    if form.site.button:
        cuts |= _find_buttons(form, rules, values, "".join(letters))
    are_cut = bool(cuts)
    if cuts:
        values, starts, letters = _cut_lines(rules, cuts, values, starts, letters)
    for folding in foldings:
        halves = fold(folding, rules.labelling, values, letters)
        cuts = {i: list(_cut_out(values[i], Piece(0, len(values[i]), ""), [half])) for i, half in halves.items()}
        if cuts:
            values, starts, letters = _cut_lines(rules, cuts, values, starts, letters)
    for placed in rules.placed:
        for found in placed.find("".join(letters)):
            _place_line(placed, found.start(), values, letters)
    settled = settle_lines(rules, values, letters)
    ends = array("q", map(add, starts, map(len, values))) if are_cut else lines.ends
    return Tape(lines, "".join(letters), values, starts, ends, settled)


def _tell_near_marks(rules: Rules, values: list[str], letters: list[str]) -> None:
    """Set the letters of lines that are marks but for case and signs (`Read More »`), on a page that has them whole."""
    near = {words: letter for words, letter in rules.near_marks.items() if letter in letters}
    longest = max(map(len, near), default=0) + _MOST_SIGNS
    for i, value in enumerate(values) if near else ():
        if len(value) <= longest and letters[i] in CLASSES["line"] and (letter := near.get(fold_words(value))):
            letters[i] = letter


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
    return line not in marks and any(mark.startswith(line) for mark in marks)


def _find_labels(rules: Rules, values: list[str]) -> dict[int, list[Piece]]:
    """The lines that begin with a label, and the pieces of each.

    On a page that has labels as they should be, others may be written a little otherwise: `ABSTRACT:`, `Abstract：`,
    `Abstract.`, but no `abstract.`, which stands in sentences.
    """
    labels = tuple(rules.labels)
    found = {}
    for i, value in enumerate(values):
        if value.startswith(labels):
            label = next(label for label in labels if value.startswith(label))
            found[i] = _cut_behind(value, label, *rules.labels[label])
    if found:
        for i, value in enumerate(values):
            near = None if i in found else _NEAR_LABEL.match(value)
            if near is None or (near[2] == "." and f"{near[1]}:" not in labels):
                continue
            if letters := rules.near_labels.get(fold_words(near[1])):
                found[i] = _cut_behind(value, near[0], *letters)
    return found


def _cut_behind(value: str, label: str, whole: str, alone: str) -> list[Piece]:
    """The pieces of `value`: `label`, whose letter is `whole`, or `alone` without anything behind it, and the rest."""
    rest = value[len(label) :].lstrip(WHITESPACE)
    pieces = [Piece(0, len(label), whole if rest else alone)]
    return [*pieces, Piece(len(value) - len(rest), len(value), "")] if rest else pieces


def _cut_out(value: str, piece: Piece, buttons: list[Button]) -> Iterator[Piece]:
    """The pieces of a `piece` of `value`: `buttons`, and the texts between them."""
    at = piece.start
    for button in buttons:
        span = trim(value, at, button.start)
        if span is not None:
            yield Piece(*span, "")
        yield Piece(*button)
        at = button.stop
    span = trim(value, at, piece.stop)
    if span is not None:
        yield Piece(*span, piece.letter)


def _find_joined(rules: Rules, cut: Cut, values: list[str]) -> dict[int, list[Piece]]:
    """The lines that hold several of the kind `cut`, and the pieces of each."""
    found = {}
    for i, value in enumerate(values):
        if cut.sign in value and (len(value) <= _LONGEST_JOINED or cut.find is not None):
            match = cut.match(value) if len(value) <= _LONGEST_JOINED else None
            if match is not None:
                found[i] = list(_iter_pieces(value, 0, len(value), match))
            elif cut.find is not None and (matches := list(cut.find(value))):
                found[i] = list(_iter_inner(rules, value, matches))
    return {i: pieces for i, pieces in found.items() if len(pieces) > 1}


def _iter_inner(rules: Rules, value: str, matches: list[Match]) -> Iterator[Piece]:
    """The pieces of `value`, inside of which `matches` are lines that hold several; the rest is the site's."""
    bounds = [0, *(bound for match in matches for bound in match.span()), len(value)]
    for at, match in enumerate([*matches, None]):
        start, stop = bounds[2 * at], bounds[2 * at + 1]
        for inner in rules.find_site(value[start:stop]):
            first, end = (bounds[2 * at] + offset for offset in inner.span())
            yield from _iter_pieces(value, start, first)
            yield from _iter_pieces(value, first, end)
            start = end
        yield from _iter_pieces(value, start, stop)
        if match is not None:
            yield from _iter_pieces(value, *match.span(), match)


def _iter_pieces(value: str, start: int, stop: int, match: Match | None = None) -> Iterator[Piece]:
    """What stands in `value` from `start` to `stop`, cut before and behind each group of `match`."""
    spans = [] if match is None else [span for span in match.regs[1:] if span[0] < span[1]]
    for bound, end in pairwise([start, *(bound for span in spans for bound in span), stop]):
        # Most groups stand side by side.
        span = trim(value, bound, end) if bound < end else None
        if span is not None:
            yield Piece(*span, "")


def _find_buttons(form: Format, rules: Rules, values: list[str], letters: str) -> dict[int, list[Piece]]:
    """The lines to which the site's button is glued: the first below a banner that is none of the site's own."""
    button, site = form.site.button, rules.letters["site"]
    letter = rules.letters["button"]
    glued = {}
    at = letters.find(rules.letters[form.site.over_button])
    while at >= 0:
        below = at + 1
        while below < len(values) and letters[below] in site and values[below] != button:
            below += 1
        if below < len(values) and values[below] != button and values[below].startswith(button):
            first, *rest = _cut_behind(values[below], button, letter, letter)
            glued[below] = [first, *(piece for one in rest for piece in _cut_joined(rules, values[below], one))]
        at = letters.find(rules.letters[form.site.over_button], below)
    return glued


def _cut_joined(rules: Rules, value: str, piece: Piece) -> list[Piece]:
    """The pieces of a `piece` of `value` that may hold several lines itself."""
    rest = value[piece.start :]
    for cut in rules.cuts:
        for pieces in _find_joined(rules, cut, [rest]).values():
            return [Piece(piece.start + one.start, piece.start + one.stop, one.letter) for one in pieces]
    return [piece]


def _cut_lines(
    rules: Rules, cuts: Mapping[int, list[Piece]], values: list[str], starts: "array[int]", letters: list[str]
) -> tuple[list[str], "array[int]", list[str]]:
    """Lines, starts and letters, where each of the lines of `cuts` is cut into its pieces."""
    parted_values: list[str] = []
    parted_starts = array("q")
    parted_letters: list[str] = []
    done = 0
    for i in sorted(cuts):
        parted_values += values[done:i]
        parted_starts += starts[done:i]
        parted_letters += letters[done:i]
        before = ""
        for piece in cuts[i]:
            value = values[i][piece.start : piece.stop]
            parted_values.append(value)
            parted_starts.append(starts[i] + piece.start)
            parted_letters.append(piece.letter or _tell(rules, value, before))
            before = piece.letter
        done = i + 1
    return parted_values + values[done:], parted_starts + starts[done:], parted_letters + letters[done:]


def _tell(rules: Rules, value: str, before: str) -> str:
    """The letter of `value`, a piece of a line behind one with the letter `before`, which may be unknown."""
    found = rules.lexer(value) if len(value) <= LONGEST_MARK else None
    # The pieces are short, and the same ones on card after card, which `find_looks` knows.
    letter = find_looks((value,)) if found is None else rules.kinds[found.lastindex or 0]
    # Behind a label stands a value, whatever it looks like.
    is_value = before and before in rules.labelling and letter in rules.letters["site"]
    return find_looks((value,)) if is_value else letter
