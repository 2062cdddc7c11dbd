"""The brackets of a text that an extractor wrote as Markdown: links, pictures and what stands in brackets alone."""

import re
from typing import Final, NamedTuple

from paperparse.text.characters import iter_places
from paperparse.text.span import Span

# The longest abstracts of real pages have some 6,000 characters.
_LONGEST: Final = 10_000
# A picture in a link, and a link round a block that holds links; deeper nesting is no page's.
_DEEPEST: Final = 3
# How much of a line may stand before a bracket that opens the line: bullets, heading signs, numbers.
_LONGEST_MARKS: Final = 40

_BREAK: Final = r"[^\S\n]*+\n?[^\S\n]*+"
# Each repetition of a group takes memory, so that all have a bound, which no page of a site comes near.
# Parentheses stand in addresses in pairs. Where a wrapped line broke one, it broke it behind a hyphen or a slash.
_ADDRESS: Final = r"""(?>(?>[^\s()<>]++|(?<=[-/])\n(?=[^\s()<>"])|\([^\s()]*+\)){0,200})"""
# A scheme, a path, a part of a page, or nothing: `f[x](t)` is a formula.
_ADDRESS_START: Final = r"(?:[A-Za-z][A-Za-z0-9+.-]{2,20}:|[/#?]|\.{1,2}/|[\w.%~-]{1,60}/|\))"
_TITLE: Final = r'(?>"(?>[^"\\\n]++|\\.|\n(?![^\S\n]*\n)){0,400}")'
_INLINE: Final = rf"\({_BREAK}(?><([^<>\n]*+)>|(?={_ADDRESS_START})({_ADDRESS}))(?>{_BREAK}{_TITLE})?{_BREAK}\)"
_INLINE_GROUPS: Final = 2
# A closing bracket with all that belongs to it.
_CLOSING: Final = re.compile(rf"\](?>(?:{_INLINE})?)")
_CLOSING_OR_NUMBER: Final = re.compile(rf"\](?>(?:{_INLINE}|\[([0-9]{{1,6}})\])?)")
_LINE_START: Final = re.compile(
    r"[^\S\n]*+(?>[*+-][^\S\n]++|#{1,6}[^\S\n]++|[0-9]{1,4}\.[^\S\n]++|\\?\[[0-9]{1,5}\\?\][^\S\n]++|!?\[){0,40}"
)
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*+\n")
_REST_BLANK: Final = re.compile(r"[^\S\n]{0,40}+(?:\n|\Z)")


class Bracket(NamedTuple):
    """A pair of brackets: `start` is the offset of its first sign, `text` what stands inside, `end` the offset behind.

    `target`: where the address of a link or picture stands; `None` where it has none. `number`: that of a reference.
    `opens`: whether it is the first thing on its line, but for signs of lists and headings.
    """

    start: int
    text: Span
    end: int
    target: Span | None
    number: str | None
    is_picture: bool
    opens: bool


class Brackets(NamedTuple):
    """The `links` (with a target or number), `pictures` and `bare` brackets of a text, each in order of their ends."""

    links: list[Bracket]
    pictures: list[Bracket]
    bare: list[Bracket]


class _Opening:
    """A bracket that is open; `depth` counts the links inside, `is_open` ends with the bracket that closes it."""

    __slots__ = ("depth", "inside", "is_open", "is_picture", "opens", "start")

    def __init__(self, start: int, inside: int, is_picture: bool, opens: bool) -> None:
        self.start, self.inside, self.is_picture, self.opens = start, inside, is_picture, opens
        self.depth = 0
        self.is_open = True


def find_brackets(text: str, *, numbered: bool) -> Brackets:
    """The brackets of `text`; `numbered` says whether `[text][12]` is a link. Linear in time.

    A bracket inside a link's text need not be closed: `[lengths in [0, 1) are…](address)`. A link that ends at a
    line's end begins with the bracket that opened its line, and one that ends on a line of its own begins there.
    """
    found = Brackets([], [], [])
    stack: list[_Opening] = []
    # The last bracket that opened a line, and the last that stood on a line alone, of which no link has made use.
    leading: _Opening | None = None
    alone: _Opening | None = None
    match_closing = _CLOSING_OR_NUMBER.match if numbered else _CLOSING.match
    end = 0
    for at in iter_places(text, "[]"):
        if at < end:
            continue
        before, end = end, at + 1
        if text[at - 1 : at] == "\\" and _is_escaped(text, at, before):
            continue
        if text[at] == "[":
            is_picture = text[at - 1 : at] == "!"
            opening = _Opening(at - is_picture, end, is_picture, _opens_line(text, at - is_picture))
            stack.append(opening)
            if opening.opens and not is_picture:
                leading = opening
                if _REST_BLANK.match(text, end):
                    alone = opening
            continue
        sign = match_closing(text, at)
        assert sign is not None  # It begins with a closing bracket.
        end = sign.end()
        kind = sign.lastindex
        if kind is None:
            if stack:
                opening = stack.pop()
                opening.is_open = False
                _add(found.bare, opening, at, end, None, None)
            continue
        address, number = (None, sign.group(kind)) if kind > _INLINE_GROUPS else (Span(*sign.span(kind)), None)
        chosen = stack[-1] if stack else None
        if alone is not None and _stands_alone(text, at):
            chosen = alone
        elif leading is not None and (chosen is None or _is_inner(chosen, leading)) and _REST_BLANK.match(text, end):
            if _BLANK_LINE.search(text, leading.start, at) is None:
                chosen = leading
            else:
                leading = None
        if chosen is None or at - chosen.inside > _LONGEST or chosen.depth >= _DEEPEST:
            if stack:
                stack.pop().is_open = False
            continue
        depth = chosen.depth
        while stack and stack[-1].start >= chosen.start:
            opening = stack.pop()
            opening.is_open = False
            depth = max(depth, opening.depth)
        if stack:
            stack[-1].depth = max(stack[-1].depth, depth + 1)
        if leading is not None and leading.start >= chosen.start:
            leading = None
        if alone is not None and alone.start >= chosen.start:
            alone = None
        _add(found.pictures if chosen.is_picture else found.links, chosen, at, end, address, number)
    return found


def _is_escaped(text: str, at: int, low: int) -> bool:
    """Whether the backslashes before `at`, from `low` on, are odd in number: two of them are one that is printed."""
    start = at
    while start > low and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def _add(
    brackets: list[Bracket], opening: _Opening, at: int, end: int, target: Span | None, number: str | None
) -> None:
    inside = Span(opening.inside, at)
    brackets.append(Bracket(opening.start, inside, end, target, number, opening.is_picture, opening.opens))


def _is_inner(chosen: _Opening, leading: _Opening) -> bool:
    """Whether a bracket stands inside the one that opened the line, which nothing has closed so far."""
    return leading.is_open and not chosen.opens and not chosen.is_picture and chosen.start > leading.start


def _opens_line(text: str, start: int) -> bool:
    if start == 0 or text[start - 1] == "\n":
        return True
    low = max(0, start - _LONGEST_MARKS)
    line = text.rfind("\n", low, start) + 1
    if line == 0 and low > 0:
        return False
    return _LINE_START.fullmatch(text, line, start) is not None


def _stands_alone(text: str, at: int) -> bool:
    """Whether only white space stands before `at` on its line."""
    low = max(0, at - _LONGEST_MARKS)
    line = text.rfind("\n", low, at)
    return line >= 0 and not text[line:at].strip()
