"""A format's table, compiled: letters for its kinds of lines, what tells them, patterns over letters."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from paperparse.grammar.folding import Folding, make_folding
from paperparse.grammar.parts import Needed, list_parts
from paperparse.grammar.patterns import CLASSES, EITHER, Pattern, compile_pattern, split_pattern
from paperparse.grammar.table import (
    GROUP,
    Between,
    Double,
    Echo,
    Fold,
    Format,
    Joined,
    Label,
    Line,
    Mark,
    Option,
    Value,
    keep_with_format,
    list_lines,
    list_settled,
    name_letters,
)
from paperparse.grammar.values import Reader
from paperparse.text.letters import fold_words

_WORD: Final = re.compile(r"[a-z_]+")
# Of a mark with fewer letters, a line that is nearly so may be anything.
_SHORTEST_NEAR_MARK: Final = 3

Match = re.Match[str]


class Placed(NamedTuple):
    """A kind of line that is told by its place as well: `find` finds the places on a tape, and `match` tells the line.

    Without `match` the line must repeat the one above it. A line that `match` does not tell may be repeated by one of
    `within` lines below the next; the letter of those is `again`.
    """

    find: Callable[[str], Iterator[Match]]
    match: Callable[[str], Match | None] | None
    letter: str
    again: str
    within: int


class Inside(NamedTuple):
    """What stands on a line of a kind: `match` finds the fields of `groups` in it, or in a text between two offsets.

    `reads` and `doubt` are those of the kind.
    """

    match: Callable[..., Match | None]
    groups: tuple[tuple[int, str], ...]
    reads: Mapping[str, Reader]
    doubt: str


class Cut(NamedTuple):
    """A kind of line that holds several: `match` tells one that holds `sign`, and `find` finds them in longer lines."""

    sign: str
    match: Callable[[str], Match | None]
    find: Callable[[str], Iterator[Match]] | None


class Shared(NamedTuple):
    """A kind of line between two cards (`paperparse.grammar.table.Between`), by letters: its own, and what it becomes.

    `match` tells the line, and `is_below` one of the card below only. `is_one_field`: whether the line says the same of
    either card, so that one which has it above has none below.
    """

    name: str
    match: Callable[[str], Match | None]
    is_below: Callable[[str], Match | None]
    ends: Pattern
    full: Pattern | None
    head: Pattern
    letter: str
    above: str
    below: str
    last: str
    kinds: tuple[str, str]
    signs_above: str
    signs_below: str
    is_one_field: bool


class Alternative(NamedTuple):
    """One way to read lines: the letters that speak for it, or hint at it, how many must, and what others become."""

    signs: str
    hints: str
    fewest: int
    letters: Mapping[str, str]


class Alternatives(NamedTuple):
    """A choice (`paperparse.grammar.table.Choice`), by letters."""

    name: str
    asks: str
    options: Mapping[str, Alternative]
    undecided: Alternative


class Rules(NamedTuple):
    """What `find_rules` makes of a format.

    `letters`: name to letters; `lexer` tells lines by themselves, `kinds` the letter of each of its groups;
    `long_lines`: what tells lines that may be long, and their letters; `foldings`: texts printed twice; `labels`: text
    to letters, with text behind it and alone, `near_labels`: the same in small letters and without colon, `near_marks`:
    the words of marks to letters, and `labelling` all letters of labels; `cuts`: lines that hold several;
    `find_site` finds the site's lines in longer ones; `shared` and `choices`: what is decided once for a page, and
    `undecided`, the letters of lines of which it is not; `inside`: letter to what stands on such a line; `links`: field
    to what matches the address that it links to; `names`: letter to name; `wholes`: patterns of whole cards, the second
    one in company; `parts` of a whole card.
    """

    letters: Mapping[str, str]
    lexer: Callable[[str], Match | None]
    kinds: tuple[str, ...]
    long_lines: tuple[tuple[Callable[[str], Match | None], str], ...]
    foldings: tuple[Folding, ...]
    labels: Mapping[str, tuple[str, str]]
    near_labels: Mapping[str, tuple[str, str]]
    near_marks: Mapping[str, str]
    labelling: str
    cuts: tuple[Cut, ...]
    find_site: Callable[[str], Iterator[Match]]
    placed: tuple[Placed, ...]
    shared: tuple[Shared, ...]
    choices: tuple[Alternatives, ...]
    undecided: str
    inside: Mapping[str, Inside]
    links: Mapping[str, Callable[[str, int, int], Match | None]]
    names: Mapping[str, str]
    valued: frozenset[str]
    anchor: Pattern
    wholes: tuple[Pattern, ...]
    broken: Pattern
    unclosed: Pattern
    head: Pattern | None
    first_head: Pattern | None
    stray: Pattern | None
    above: Pattern | None
    parts: tuple[Needed, ...]
    heading: frozenset[str]
    sections: str
    is_marked: bool
    needs_names: bool
    sign: str
    opening: str
    marks: tuple[str, ...]


@keep_with_format
def find_rules(form: Format) -> Rules:
    """The rules of `form`, compiled when they are first needed. Raises `ValueError` for a pattern that is none."""
    lines = list_lines(form)
    letters, own = name_letters(form)
    source = form.begins or form.ends
    settled = list_settled(form)
    told = {name: line for name, line in lines.items() if name not in settled}
    lexer, kinds = _compile_lexer(told, own)
    choices = tuple(_list_choices(form, letters))
    parts = split_pattern(form.card, letters)[0]
    broken = form.broken or " site* ".join(f"{part.source.rstrip('?')}?" for part in parts)
    patterns = (
        *(source, form.card, broken, form.in_company, form.unclosed),
        *(form.head, form.first_head, form.stray, form.above),
    )

    def compile_one(pattern: str) -> Pattern | None:
        return compile_pattern(pattern, letters) if pattern else None

    return Rules(
        letters=letters,
        lexer=lexer,
        kinds=kinds,
        long_lines=tuple(
            (re.compile(line.pattern).fullmatch, own[name])
            for name, line in lines.items()
            if isinstance(line, Value) and line.is_long
        ),
        foldings=tuple(
            make_folding(line.more, line.less, own[name]) for name, line in lines.items() if isinstance(line, Fold)
        ),
        labels={
            text: (own[name], own[f"alone_{name}"])
            for name, line in lines.items()
            if isinstance(line, Label)
            for text in line.texts
        },
        near_labels={
            fold_words(text): (own[name], own[f"alone_{name}"])
            for name, line in lines.items()
            if isinstance(line, Label)
            for text in line.texts
            if text.endswith(":")
        },
        near_marks={
            words: own[name]
            for name, line in form.lines.items()
            if isinstance(line, Mark)
            for text in line.texts
            if len(words := fold_words(text)) >= _SHORTEST_NEAR_MARK
        },
        labelling="".join(own[name] + own[f"alone_{name}"] for name, line in lines.items() if isinstance(line, Label)),
        cuts=tuple(_compile_cut(line) for line in lines.values() if isinstance(line, Joined)),
        find_site=_compile_search(form),
        placed=tuple(_place_lines(form, told, own, letters)),
        shared=tuple(_share(name, line, lines, letters) for name, line in lines.items() if isinstance(line, Between)),
        choices=choices,
        undecided="".join(_list_undecided(form, letters)),
        inside={own[name]: _look_inside(line) for name, line in lines.items() if isinstance(line, Value)},
        links={name: re.compile(pattern).fullmatch for name, pattern in form.links.items()},
        names={letter: name for name, letter in own.items()},
        valued=frozenset(name for name, line in lines.items() if isinstance(line, Value) and line.fields),
        anchor=compile_pattern(source, letters),
        wholes=tuple(compile_pattern(whole, letters) for whole in (form.card, form.in_company) if whole),
        broken=compile_pattern(broken, letters),
        unclosed=compile_pattern(form.unclosed or broken, letters),
        head=compile_one(form.head),
        first_head=compile_one(form.first_head),
        stray=compile_one(form.stray),
        above=compile_one(form.above),
        parts=tuple(list_parts(form, lines, letters)),
        heading=frozenset("".join(letters[name] for name in form.heading.split())),
        sections=_join(form.sections, letters),
        is_marked=_is_marked(form),
        needs_names=not {"name", "people"}.isdisjoint(_WORD.findall(" ".join(patterns))),
        sign=_name_sign(form, lines, source),
        opening=_find_opening(form),
        marks=tuple(
            text for line in form.lines.values() for text in (line.texts if isinstance(line, Mark | Label) else ())
        ),
    )


def _is_marked(form: Format) -> bool:
    """Whether the anchor of `form` has lines that no other site prints."""
    own = name_letters(form)[1]
    return any(name.removeprefix(EITHER) in own for name in _WORD.findall(form.begins or form.ends))


def _name_sign(form: Format, lines: Mapping[str, Line], source: str) -> str:
    """What stands on every page of `form`, in words."""
    own = [name for name in _WORD.findall(source) if name in lines]
    for name in own or form.heading.split():
        line = lines[name]
        if isinstance(line, Label):
            return f"a line that begins with '{line.prints}'"
        if isinstance(line, Mark):
            return f"a line '{line.texts[0]}'" if own else f"the line '{line.texts[0]}'"
        if isinstance(line, Value):
            break
    return form.lacks


def _find_opening(form: Format) -> str:
    """The text that every card begins with, if it is always the same."""
    first = form.lines.get(form.card.split()[0])
    return first.prints if isinstance(first, Mark | Label) else ""


def _compile_cut(line: Joined) -> Cut:
    pattern = re.compile(line.pattern)
    return Cut(line.holds, pattern.fullmatch, pattern.finditer if line.is_inside else None)


def _compile_search(form: Format) -> Callable[[str], Iterator[Match]]:
    """What finds, in longer lines, the lines of a header and of the site that are told by themselves."""
    heading = [line for kind, line in form.lines.items() if kind in form.heading.split()]
    alone = [
        GROUP.sub("(", line.pattern)
        for line in (*heading, *form.site.lines.values())
        if isinstance(line, Mark) or (isinstance(line, Value) and not (line.over or line.under))
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alone) or '(?!)'})(?![\w-])").finditer


def _share(name: str, line: Between, lines: Mapping[str, Line], letters: Mapping[str, str]) -> Shared:
    above, below = lines[line.above], lines[line.below]
    return Shared(
        name,
        re.compile(line.pattern).fullmatch,
        re.compile(line.only_below).fullmatch,
        compile_pattern(line.ends, letters),
        compile_pattern(line.full, letters) if line.full else None,
        compile_pattern(line.head, letters),
        letters[name],
        letters[line.above],
        letters[line.below],
        letters[line.last],
        (line.above, line.below),
        _join(line.signs_above, letters),
        _join(line.signs_below, letters),
        isinstance(above, Value) and isinstance(below, Value) and above.fields == below.fields,
    )


def _list_choices(form: Format, letters: Mapping[str, str]) -> Iterator[Alternatives]:
    def find_letters(option: Option) -> Alternative:
        changes = {letters[kind]: letters[other] if other else "" for kind, other in option.lines.items()}
        return Alternative(_join(option.signs, letters), _join(option.hints, letters), option.fewest, changes)

    for name, choice in form.choices.items():
        options = {value: find_letters(option) for value, option in choice.options.items()}
        yield Alternatives(name, _join(choice.asks, letters), options, find_letters(choice.undecided))


def _list_undecided(form: Format, letters: Mapping[str, str]) -> Iterator[str]:
    """The letters of the lines that hold no value as long as something is not decided."""
    yield from (letters[name] for name, line in form.lines.items() if isinstance(line, Between))
    for choice in form.choices.values():
        for kind in choice.undecided.lines.values():
            line = form.lines.get(kind)
            if isinstance(line, Value) and not line.fields:
                yield letters[kind]


def _compile_lexer(
    lines: Mapping[str, Line], own: Mapping[str, str]
) -> tuple[Callable[[str], Match | None], tuple[str, ...]]:
    """What matches lines that are told by themselves, and the letter for each of its groups."""
    alone = {
        name: line.pattern
        for name, line in lines.items()
        if isinstance(line, Mark) or (isinstance(line, Value) and not (line.over or line.under))
    }
    kinds = [""]
    for name, pattern in alone.items():
        kinds += [own[name]] * (1 + re.compile(pattern).groups)
    # No name may stand twice.
    rows = [f"({GROUP.sub('(', pattern)})" for pattern in alone.values()]
    return re.compile(rf"(?:{'|'.join(rows) or '(?!)'})\Z").match, tuple(kinds)


def _place_lines(
    form: Format, lines: Mapping[str, Line], own: Mapping[str, str], letters: Mapping[str, str]
) -> Iterator[Placed]:
    """The kinds of `lines` that are told by their places as well; behind a label stands none of the site's."""
    for name, line in lines.items():
        if isinstance(line, Double):
            yield Placed(re.compile(f"(?<=[{CLASSES['line']}])[{CLASSES['line']}]").finditer, None, own[name], "", 0)
        elif isinstance(line, Echo) or (isinstance(line, Value) and (line.over or line.under)):
            under = "" if isinstance(line, Echo) else line.under
            ahead = f"(?=[{_join(line.over, letters)}])" if line.over else ""
            behind = f"(?<=[{_join(under, letters)}])" if under else ""
            if name in form.site.lines and letters["labels"]:
                behind += f"(?<![{letters['labels']}])"
            find = re.compile(f"{behind}[{CLASSES['line']}]{ahead}").finditer
            again, within = (own[f"again_{name}"], line.within) if isinstance(line, Echo) else ("", 0)
            yield Placed(find, re.compile(line.pattern).fullmatch, own[name], again, within)


def _join(names: str, letters: Mapping[str, str]) -> str:
    return "".join(letters[name] for name in names.split())


def _look_inside(line: Value) -> Inside:
    pattern = re.compile(line.pattern)
    groups = tuple((group, name) for name, group in pattern.groupindex.items())
    return Inside(pattern.fullmatch, groups, line.reads, line.doubt)
