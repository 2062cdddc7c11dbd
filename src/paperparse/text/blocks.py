"""Signs of Markdown at the beginnings and ends of lines and around words, and lines that an extractor broke."""

import re
from collections.abc import Container, Iterator
from itertools import accumulate, pairwise
from typing import Final

from paperparse.text.characters import iter_places
from paperparse.text.line_pattern import LinePattern

_SPACES: Final = " \t\r\v\f\xa0"
# Bullets, heading signs, the colon of a definition, the number of an item that begins with a link.
SIGNS: Final = re.compile(
    r"(?>(?:[*+-][^\S\n]++(?=\S)|#{1,6}(?:[^\S\n]++|$)|:[^\S\n]{3}(?=\S)|[0-9]{1,4}\.[^\S\n]++(?=!?\[)){1,40})",
    re.MULTILINE,
)
# Three signs or more and nothing else on the line, said without a group for each of them, which takes memory.
_RULES: Final = "|".join(
    rf"{sign}(?=[^\S\n]*+{sign}[^\S\n]*+{sign})(?![^\n]*?[^\s{sign}])[^\n]*+" for sign in (r"\-", r"\*", "_")
)
_LINE_SIGNS: Final = LinePattern(
    rf"[^\S\n]*+(?:(?P<rule>(?:{_RULES}|={{3,}}[^\S\n]*+)$)"
    rf"|(?P<alone>[*+-])[^\S\n]*+$|(?P<signs>{SIGNS.pattern}))"
)
_INLINE_SIGNS_ANYWHERE: Final = re.compile(
    r"(?P<break>(?<!\\)\\{1,2}[^\S\n]*+\n)"
    r"|(?P<space>\\{1,2}[ ](?=[ ]))"
    r"|(?P<escape>\\(?=[_*`]|[-+](?:\s|\]|$))|(?<![^\n\[])\\(?=#)|(?<=[0-9])\\(?=\.\s))"
    r"|(?P<bracket>\\(?=[\[\]]))"
    r"|(?P<strong>(?<![\w*\\])\*{2,3}(?=[^\s*])[^*\n]*+(?<=[^\s\\])\*{2,3}(?![\w*]))"
    r"|(?P<italic>(?<![\w*\\)\]^])\*(?=[^\s*])[^*\n$\\^]*+(?<=\S)\*(?![\w*]))"
    r"|(?P<line>(?<![\w\\])_(?=[^\W_])[^_\n$\\^{}]*+(?<=\S)_(?!\w))"
    r"|(?P<empty>(?<=[ ])(?:__|\*\*)(?=\]|[^\S\n]*+$))",
    re.MULTILINE,
)
# A formula is passed over: its backslashes, stars and lines are its own.
_INLINE_SIGNS: Final = re.compile(rf"\$[^$\n]*+\$|{_INLINE_SIGNS_ANYWHERE.pattern}", re.MULTILINE)
# What a pattern begins with `re` finds fast; what must stand before it is looked at there.
# Behind a bracket, a prime or a dollar sign a formula goes on, where no emphasis begins.
_LINE_INSIDE: Final = re.compile(r"_(?<=(?:[^\W_]|[)\]}'$])_)(?=[^\W_]|\{)")
_ESCAPED_LINE_INSIDE: Final = re.compile(r"\\_(?<=(?:[^\W_]|[)\]}'$])\\_)")
# What `SIGNS` begin with, and what begins a line of a list otherwise.
SIGN_STARTS: Final = "*+-#:0123456789"
_BLOCK_STARTS: Final = frozenset(SIGN_STARTS + "\\[")
# A lone bullet, or the number of a card.
_ITEM: Final = re.compile(r"[*+-][^\S\n]*+$|\\?\[[0-9]{1,5}\\?\][^\S\n]", re.MULTILINE)
_LABEL: Final = re.compile(r"[A-Z][\w-]*+(?: [\w-]+){0,2}:(?:[\s\[]|$)")
_LINK_END: Final = re.compile(r"\](?:\([^()]*\)|\[[0-9]*+\])?\s*+\Z")
_FIRST_WORD: Final = re.compile(r"[^\S\n]*+(\S+)")
# The narrowest and the widest column at which extractors break lines.
_NARROWEST: Final = 50
_WIDEST: Final = 160
# How many breaks a width must explain, and how large a share of those at long lines.
_FEWEST_BREAKS: Final = 3
_OWN_LINES: Final = frozenset("[0123456789")
_FEWEST_WORDS: Final = 2
_LEAST_SHARE: Final = 0.6
_CONTINUES: Final = re.compile(r"\n[^\S\n]*+(?:(?P<comma>[,;](?=[^\S\n]*+\n))|[,;:.](?=\s|$)(?! {3})|[)\]}])")
_OPENS: Final = re.compile(r"(?:(?<![^\s])[\[(]|\{)[^\S\n]*+\n")


def erase(mask: bytearray, start: int, end: int) -> None:
    """Note in `mask` that the characters from `start` to `end` are markup."""
    mask[start:end] = b"\x01" * (end - start)


def erase_line_signs(text: str, mask: bytearray, shown: Container[int]) -> Iterator[int]:
    """Erase bullets, heading signs and rules; give out the offsets at which headings begin.

    A dash on a line of its own is a bullet without text where the page's bullets are dashes; `shown` has the offsets
    of those that are the text of a link.
    """
    dashes: list[int] = []
    has_dashes = False
    for line in _LINE_SIGNS.finditer(text):
        start, end = line.span(line.lastgroup or 0)
        if mask[start]:
            continue
        if line.lastgroup == "signs":
            signs = line.group("signs")
            has_dashes = has_dashes or signs[0] == "-"
            erase(mask, start, end)
            if "#" in signs:
                yield end
                _join_title(text, mask, end)
        elif line.lastgroup == "alone":
            if start in shown:
                continue
            if line.group("alone") == "-":
                dashes.append(start)
            else:
                erase(mask, start, start + 1)
        else:
            above = _find_line_above(text, text.rfind("\n", 0, start) + 1)
            if above is not None and text[start] in "=-" and " " not in text[start:end].rstrip():
                yield above
            elif text[start] == "=":
                continue
            erase(mask, start, end)
    if has_dashes:
        for start in dashes:
            erase(mask, start, start + 1)


def erase_inline_signs(text: str, mask: bytearray, *, has_escaped_brackets: bool) -> None:
    """Erase emphasis, backslashes that keep a character from being a sign, and those that break lines.

    `has_escaped_brackets`: whether those stand before the page's brackets, where formulas have them too.
    """
    match_sign = _INLINE_SIGNS_ANYWHERE.match if _escapes_all(text, mask) else _INLINE_SIGNS.match
    position = 0
    for at in iter_places(text, "\\*_$"):
        if at < position or mask[at]:
            continue
        sign = match_sign(text, at)
        if sign is None:
            continue
        position = sign.end()
        kind = sign.lastgroup
        if kind is None:
            continue
        start, end = sign.span()
        if (kind != "break" and mask[end - 1]) or (kind == "bracket" and not has_escaped_brackets):
            continue
        if kind == "break":
            end = start + len(sign.group(kind).rstrip().rstrip("\n"))
            erase(mask, start, end)
            # Inside a link it is joined.
            if not mask[position - 1] and not begins_block(text, position):
                join_lines(text, mask, position - 1, end)
        elif kind == "space":
            erase(mask, start, end)
        elif kind in ("escape", "bracket"):
            erase(mask, start, start + 1)
        elif kind == "empty":
            erase(mask, start, end)
        else:
            width = len(sign.group(kind)) - len(sign.group(kind).lstrip("*_"))
            erase(mask, start, start + width)
            erase(mask, end - width, end)
            position = start + width


def _escapes_all(text: str, mask: bytearray) -> bool:
    """Whether the extractor put a backslash before every sign, in formulas as well."""
    if _ESCAPED_LINE_INSIDE.search(text) is None:
        return False
    return all(mask[line.start()] for line in _LINE_INSIDE.finditer(text))


def join_lines(text: str, mask: bytearray, at: int, low: int = 0) -> None:
    """Note that the line feed at `at` breaks no line; the white space around it, down to `low`, goes with it."""
    start, end = at, at + 1
    while start > low and text[start - 1] in _SPACES:
        start -= 1
    while end < len(text) and text[end] in _SPACES:
        end += 1
    erase(mask, start, end)


def join_inside(text: str, mask: bytearray, start: int, end: int) -> None:
    """Join the lines of a link's text, from `start` to `end`, which blank lines and signs of lists part."""
    at = text.find("\n", start, end)
    if at < 0:
        return
    signs = SIGNS.match(text, start)
    heading = signs is not None and "#" in signs.group()
    while at >= 0:
        goes_on = _follows_text(text, at, start) and not begins_block(text, at + 1, end)
        if goes_on and (not heading or text[at + 1] in _SPACES):
            join_lines(text, mask, at, start)
        heading = False
        at = text.find("\n", at + 1, end)


def join_nodes(text: str, mask: bytearray) -> None:
    """Join lines that begin with a comma, a closing bracket or the like to those above, and what follows `[` to it."""
    for line in _CONTINUES.finditer(text):
        at = line.start()
        if not _follows_text(text, at, 0):
            continue
        join_lines(text, mask, at)
        if line.group("comma"):
            following = text.find("\n", line.end())
            if not begins_block(text, following + 1):
                join_lines(text, mask, following)
    for line in _OPENS.finditer(text):
        if not _is_blank_at(text, line.end(), len(text)):
            join_lines(text, mask, line.end() - 1)


def count_nodes(text: str) -> int:
    """How many lines go on from above, as where each piece of a page's text stands on a line of its own."""
    return sum(1 for _ in _CONTINUES.finditer(text))


def join_wrapped(text: str, mask: bytearray) -> None:
    """Join lines that were broken because the next word did not fit, where most long lines of the text were."""
    lines = text.split("\n")
    # For each pair of lines the widths at which the first would have been broken before the first word of the second.
    breaks: list[tuple[int, int, str]] = []
    headings: list[tuple[int, int, str]] = []
    changes = [0] * (2 * _WIDEST)
    telling = offset = 0
    for line, following in pairwise(lines):
        offset += len(line) + 1
        may_be_heading = "#" in line
        if len(line) < _NARROWEST and not may_be_heading:
            continue
        shown = line.rstrip()
        width = len(shown)
        is_heading = may_be_heading and line.lstrip()[:1] == "#"
        # A break with a sign is joined.
        if not is_heading and (not _NARROWEST <= width <= _WIDEST or shown.endswith("\\")):
            continue
        word = _FIRST_WORD.match(following[:_WIDEST])
        if word is None or _LABEL.match(following, word.start(1)):
            continue
        if is_heading:
            if not begins_block(text, offset):
                headings.append((offset - 1, width, word.group(1)))
            continue
        # A link that ends its line and one that begins the next were lines of the page.
        is_told = word.group(1)[0] == "[" and _LINK_END.match(line, line.rfind("]"))
        if is_told or begins_block(text, offset):
            continue
        breaks.append((offset - 1, width, word.group(1)))
        # Before a link or a number a break says nothing: lists of links stand a link a line in the source of some
        # pages, and counts on lines of their own.
        if word.group(1)[0] not in _OWN_LINES:
            telling += 1
            changes[width] += 1
            changes[min(width + len(word.group(1)) + 1, len(changes) - 1)] -= 1
    counts = list(accumulate(changes))
    most = max(counts)
    # Of the widths that explain most breaks the widest: it takes the fewest short lines for broken ones.
    widest = len(counts) - 1 - counts[::-1].index(most)
    explained = [(at, word) for at, width, word in breaks if width <= widest <= width + len(word)]
    # The same word each time is a line that the page itself breaks.
    words = {word for _, word in explained}
    if most < _FEWEST_BREAKS or len(words) < _FEWEST_WORDS or most < _LEAST_SHARE * telling:
        return
    for at, _ in explained:
        join_lines(text, mask, at)
    # A heading with its text right below it is none that was broken, and then no other is sure to be.
    if all(width <= widest <= width + len(word) for _, width, word in headings):
        for at, _, _ in headings:
            join_lines(text, mask, at)


def _join_title(text: str, mask: bytearray, start: int) -> None:
    """Join the second line of a heading that begins at `start`: it is indented."""
    at = text.find("\n", start)
    if 0 <= at < len(text) - 1 and at > start and text[at + 1] in _SPACES and not begins_block(text, at + 1):
        join_lines(text, mask, at, start)


def _find_line_above(text: str, start: int) -> int | None:
    """The first character that is not white space on the line above the one at `start`; `None` if it is blank."""
    if start == 0:
        return None
    above = text.rfind("\n", 0, start - 1) + 1
    line = text[above : start - 1]
    return above + len(line) - len(line.lstrip()) if line.strip() else None


def _follows_text(text: str, at: int, low: int) -> bool:
    """Whether the line that ends at `at` has text, from `low` on."""
    while at > low and text[at - 1] in _SPACES:
        at -= 1
    return at > low and text[at - 1] != "\n"


def _is_blank_at(text: str, at: int, end: int) -> bool:
    while at < end and text[at] in _SPACES:
        at += 1
    return at >= end or text[at] == "\n"


def begins_block(text: str, at: int, end: int | None = None) -> bool:
    """Whether the line at `at` is blank, up to `end`, or begins with a sign of a list or a heading."""
    end = len(text) if end is None else end
    while at < end and text[at] in _SPACES:
        at += 1
    if at >= end or text[at] == "\n":
        return True
    # Most lines begin with a letter.
    return text[at] in _BLOCK_STARTS and (SIGNS.match(text, at) is not None or _ITEM.match(text, at) is not None)
