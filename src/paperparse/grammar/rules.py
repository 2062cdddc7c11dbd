"""A format's table, compiled: letters for its kinds of lines, what tells them, patterns over letters."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from paperparse.grammar.folding import Folding
from paperparse.grammar.patterns import CLASSES, EITHER, Part, Pattern, Slot, compile_pattern, split_pattern
from paperparse.grammar.table import (
    GROUP,
    Double,
    Echo,
    Fold,
    Format,
    Label,
    Line,
    Mark,
    Value,
    keep_with_format,
    list_lines,
    name_letters,
)

# The end of a banner is rarer in other texts than its beginning.
_LONGEST_END: Final = 4
_WORD: Final = re.compile(r"[a-z_]+")

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
    """What stands on a line of a kind: `match` finds the fields of `groups` in it, or in a text between two offsets."""

    match: Callable[..., Match | None]
    groups: tuple[tuple[int, str], ...]
    lacks: str


class Needed(NamedTuple):
    """A part of a whole card: what a card without it lacks, the fields or marks that are one, and on which lines."""

    lacks: str
    names: frozenset[str]
    kinds: frozenset[str]


class Rules(NamedTuple):
    """What `find_rules` makes of a format.

    `letters`: name to letters; `lexer` tells lines by themselves, `kinds` the letter of each of its groups;
    `long_lines`: what tells lines that may be long, and their letters; `foldings`: texts printed twice; `labels`: text
    to letters, with text behind it and alone; `inside`: letter to what stands on such a line; `names`: letter to
    name; `wholes`: patterns of whole cards, the second one in company; `parts` of a whole card.
    """

    letters: Mapping[str, str]
    lexer: Callable[[str], Match | None]
    kinds: tuple[str, ...]
    long_lines: tuple[tuple[Callable[[str], Match | None], str], ...]
    foldings: tuple[Folding, ...]
    labels: Mapping[str, tuple[str, str]]
    labelling: str
    placed: tuple[Placed, ...]
    inside: Mapping[str, Inside]
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
    lexer, kinds = _compile_lexer(lines, own)
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
            Folding(line.more, line.less, own[name]) for name, line in lines.items() if isinstance(line, Fold)
        ),
        labels={
            text: (own[name], own[f"alone_{name}"])
            for name, line in lines.items()
            if isinstance(line, Label)
            for text in line.texts
        },
        labelling="".join(own[name] + own[f"alone_{name}"] for name, line in lines.items() if isinstance(line, Label)),
        placed=tuple(_place_lines(form, own, letters)),
        inside={own[name]: _look_inside(line) for name, line in lines.items() if isinstance(line, Value)},
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
        parts=tuple(_list_parts(form, lines, letters)),
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


class Needs(NamedTuple):
    """What every page of a format with a whole card shows, rows of texts of each of which it has one.

    `texts` stand anywhere, `beginnings` at the beginning of a line.
    """

    texts: tuple[tuple[str, ...], ...]
    beginnings: tuple[tuple[str, ...], ...]


@keep_with_format
def find_needs(form: Format) -> Needs:
    """What every page of `form` that has a whole card shows."""
    lines = list_lines(form)
    first, *others = [list(map(_name_part, row)) for row in split_pattern(form.card, name_letters(form)[0])]
    kinds = [kind for kind in first if kind in form.lines and all(kind in other for other in others)]
    marks = [line for kind in kinds if isinstance(line := lines[kind], Mark | Label)]
    if marks or _is_marked(form):
        # White space of other kinds may part the words of a mark.
        rows = [
            mark.texts if isinstance(mark, Label) else tuple(text.split()[0] for text in mark.texts) for mark in marks
        ]
        return Needs((*((text,) for text in form.needs), *rows), tuple(rows))
    # Cards without marks prove nothing but under the site's banner.
    banners = [line for kind in form.heading.split() if isinstance(line := lines[kind], Mark)]
    words = [text.split() for banner in banners for text in banner.texts]
    ends = tuple(row[-1][-_LONGEST_END:] for row in words)
    return (
        Needs((*((text,) for text in form.needs), ends), (tuple({row[0] for row in words}),))
        if words
        else Needs((), ())
    )


def _name_part(part: Part) -> str:
    """The kind of line that `part` of a card is, if it is a single one."""
    return part.source.removeprefix(EITHER).removeprefix("alone_")


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


def _place_lines(form: Format, own: Mapping[str, str], letters: Mapping[str, str]) -> Iterator[Placed]:
    """The kinds of lines that are told by their places as well; behind a label stands none of the site's."""
    for name, line in list_lines(form).items():
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
    return Inside(pattern.fullmatch, tuple((group, name) for name, group in pattern.groupindex.items()), line.lacks)


def _list_parts(form: Format, lines: Mapping[str, Line], letters: Mapping[str, str]) -> Iterator[Needed]:
    """What a whole card is made of, without what it may do without."""
    parts = split_pattern(form.card, letters)[0]
    others = split_pattern(form.in_company, letters)[0] if form.in_company else parts
    for part, other in zip(parts, others, strict=True):
        slots = [slot for slot in (*part.slots, *other.slots) if slot.field or slot.kind]
        if slots and not part.source.endswith(("?", "*")):
            names = [name for slot in slots for name in _list_names(slot, lines)]
            kinds = frozenset(
                kind for kind, line in lines.items() if isinstance(line, Value) and {*line.fields[:1]} & {*names}
            )
            yield Needed(_name_slot(slots[0], lines), frozenset(names), kinds)


def _list_names(slot: Slot, lines: Mapping[str, Line]) -> tuple[str, ...]:
    """The field that `slot` holds, or the kind of its line if that has none."""
    if slot.field:
        return (slot.field,)
    line = lines.get(slot.kind)
    if isinstance(line, Value) and line.fields:
        return line.fields[:1]
    return (slot.kind, f"alone_{slot.kind}")


def _name_slot(slot: Slot, lines: Mapping[str, Line]) -> str:
    """What a card without `slot` lacks: a field, or a mark by its text."""
    line = lines.get(slot.kind)
    if isinstance(line, Mark | Label):
        return line.prints
    return _list_names(slot, lines)[0]
