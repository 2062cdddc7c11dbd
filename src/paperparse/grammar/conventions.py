"""What is decided once for a page, from all of its cards.

Some sites print a number between two cards that belongs to the card above on one page and to the card below on the
next, or a name with or without a handle before it, as the extractor left it. A single card does not tell. The tape of
the whole page does, where most of its lines speak for one of the ways to read it; where they do not, no value is read.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from paperparse.grammar.look import look
from paperparse.grammar.patterns import CLASSES
from paperparse.grammar.rules import Alternatives, Rules, Shared

UNDECIDED: Final = "undecided"
# Lines between cards are numbers and the like.
_LONGEST: Final = 40


class Sign(NamedTuple):
    """What speaks for a way to read the lines of a page: so many `lines`, the first of them `first`."""

    what: str
    lines: int
    first: int


class Settled(NamedTuple):
    """What was decided: the convention `name` has `value`, by `signs`."""

    name: str
    value: str
    signs: tuple[Sign, ...]


class _Run(NamedTuple):
    """Lines `first` to before `stop` between two cards: whether a card ends above, and whether one begins below."""

    first: int
    stop: int
    is_below_end: bool
    is_above_head: bool


def settle_lines(rules: Rules, values: list[str], letters: list[str]) -> tuple[Settled, ...]:
    """Give the lines `values` of a page, which has `letters`, those that follow from its conventions; says which."""
    found = [_settle_shared(rules, shared, values, letters) for shared in rules.shared]
    found += [_choose(choice, values, letters) for choice in rules.choices]
    return tuple(settled for settled in found if settled is not None)


def _settle_shared(rules: Rules, shared: Shared, values: list[str], letters: list[str]) -> Settled | None:
    """Decide to which cards the lines between them belong.

    A line of the card below stands above the first card of the page, second of two, where it can be no other, and below
    an end that holds already what is said of the card above. Where cards follow directly on each other, more of them
    than of those, no such lines are printed, and a line between two cards belongs to the one above; so it does where
    there are none of those and one stands below the last card. Some formats have lines elsewhere that speak for either.
    """
    tape = "".join(letters)
    ends = {match.end() for match in shared.ends.find(tape, 0, len(tape))}
    full = {match.end() for match in shared.full.find(tape, 0, len(tape))} if shared.full else set()
    runs = list(_find_runs(shared, ends, tape, values))
    if not runs:
        return None
    heads = {match.start() for match in shared.head.find(tape, 0, len(tape))}
    two = [run for run in runs if run.is_below_end and run.is_above_head and run.stop - run.first > 1]
    first = [run for run in runs if not run.is_below_end]
    lone = [run for run in runs if run.is_below_end and run.stop - run.first == 1]
    sure = [run for run in lone if run.is_above_head and (run.first in full or shared.is_below(values[run.first]))]
    bare = sorted(ends & heads)
    final = [run for run in lone if _is_final(rules, shared, run, values, letters)]
    known = len(two) + len(first) + len(sure)
    for_above = _find_sign(f"lines of pages that have {shared.kinds[0]}", tape, shared.signs_above)
    for_below = _find_sign(f"lines of pages that have {shared.kinds[1]}", tape, shared.signs_below)
    below = known + for_below.lines
    above = len(bare) + for_above.lines + (len(final) if known == 0 or shared.is_one_field else 0)
    is_below = below > above
    is_above = below < above and len(lone) > len(full)
    value = shared.kinds[is_below] if is_below or is_above else UNDECIDED
    for run in runs:
        _settle_run(rules, shared, run, values, letters, value, run.first in full, len(two) > len(full))
    signs = (
        Sign(f"two lines between two cards: {shared.kinds[0]}, then {shared.kinds[1]}", len(two), _start(two)),
        Sign(f"lines above a card that no card ends above: {shared.kinds[1]}", len(first), _start(first)),
        Sign(f"lines between two cards that can only be {shared.kinds[1]}", len(sure), _start(sure)),
        Sign(f"cards directly below another, without {shared.kinds[1]}", len(bare), bare[0] if bare else 0),
        Sign(f"lines below the last card, which can only be {shared.kinds[0]}", len(final), _start(final)),
        for_above,
        for_below,
    )
    return Settled(shared.name, value, tuple(sign for sign in signs if sign.lines))


def _find_sign(what: str, tape: str, letters: str) -> Sign:
    """The sign `what` of all lines with one of `letters`; one that stands there twice counts twice."""
    first = min((at for letter in letters if (at := tape.find(letter)) >= 0), default=0)
    return Sign(what, sum(map(tape.count, letters)), first)


def _start(runs: list[_Run]) -> int:
    return runs[0].first if runs else 0


def _is_final(rules: Rules, shared: Shared, run: _Run, values: list[str], letters: list[str]) -> bool:
    """Whether `run` is a line below the last card, under which the site's own lines follow."""
    is_sited = run.stop < len(letters) and letters[run.stop] in rules.letters["site"]
    return is_sited and not run.is_above_head and shared.is_below(values[run.first]) is None


def _find_runs(shared: Shared, ends: set[int], tape: str, values: list[str]) -> Iterator[_Run]:
    """The runs of lines that stand between two cards, at the first or behind the last one."""
    line = CLASSES["line"]
    heads = {match.start() for match in shared.head.find(tape, 0, len(tape))}
    stop = 0
    for i, value in enumerate(values):
        if i < stop or tape[i] not in line or not _is_shared(shared, value):
            continue
        stop = i + 1
        while stop < len(values) and tape[stop] in line and _is_shared(shared, values[stop]):
            stop += 1
        if i in ends or stop in heads:
            yield _Run(i, stop, i in ends, stop in heads)


def _is_shared(shared: Shared, line: str) -> bool:
    return len(line) <= _LONGEST and shared.match(line) is not None


def _settle_run(
    rules: Rules,
    shared: Shared,
    run: _Run,
    values: list[str],
    letters: list[str],
    value: str,
    is_full: bool,
    is_printed_apart: bool,
) -> None:
    """Set the letters of the lines of `run`; what the convention, `value`, does not tell gets that of `shared`."""
    above, below = shared.kinds
    is_last = run.stop == len(letters)
    is_at_end = not run.is_above_head and (is_last or letters[run.stop] in rules.letters["site"])
    is_first_above = not is_full and run.is_below_end and shared.is_below(values[run.first]) is None
    if run.is_below_end or shared.is_one_field:
        letters[run.first : run.stop] = [shared.letter] * (run.stop - run.first)
    if run.is_above_head and (value == below or not (run.is_below_end or shared.is_one_field)):
        letters[run.stop - 1] = shared.below
        if is_first_above and run.stop - run.first == 2:
            letters[run.first] = shared.above
    elif is_first_above and run.stop - run.first == 1:
        if is_at_end and not is_last and not (shared.is_one_field and value != above):
            letters[run.first] = shared.above
        elif is_last and value == below:
            # The next card may be cut off below what belongs to it.
            letters[run.first] = shared.last if is_printed_apart else look(values[run.first])
        elif value == above:
            letters[run.first] = shared.above
    elif is_last and value == below and is_full:
        letters[run.first] = look(values[run.first])


def _choose(choice: Alternatives, values: list[str], letters: list[str]) -> Settled | None:
    tape = "".join(letters)
    if not any(letter in tape for letter in choice.asks):
        return None
    options = choice.options
    signs = {value: _find_sign(_speak_for(value), tape, option.signs) for value, option in options.items()}
    if not any(sign.lines >= options[value].fewest for value, sign in signs.items()):
        signs = {
            value: _find_sign(_speak_for(value), tape, option.signs + option.hints) for value, option in options.items()
        }
    most = max(sign.lines for sign in signs.values())
    best = [value for value, sign in signs.items() if sign.lines == most >= options[value].fewest]
    value = best[0] if len(best) == 1 else UNDECIDED
    changes = options.get(value, choice.undecided).letters
    for i, letter in enumerate(tape):
        if letter in changes:
            letters[i] = changes[letter] or look(values[i])
    return Settled(choice.name, value, tuple(sign for sign in signs.values() if sign.lines))


def _speak_for(value: str) -> str:
    return f"lines that speak for {value!r}"
