"""What extractors wrap around the text of a page, taken off: `remove_markup`.

Extractors write pages as Markdown, with addresses on lines of their own, or with every piece of text on a line of its
own. Which of it a text has is decided once, from counts over the whole text, so that brackets, stars and backslashes
in the texts of papers stay what they are.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from paperparse.text.blocks import (
    SIGN_STARTS,
    SIGNS,
    count_nodes,
    erase,
    erase_inline_signs,
    erase_line_signs,
    join_inside,
    join_lines,
    join_nodes,
    join_wrapped,
)
from paperparse.text.brackets import Bracket, Brackets, find_brackets
from paperparse.text.line_pattern import LinePattern
from paperparse.text.lines import Lines
from paperparse.text.plain import PARTS, Plain
from paperparse.text.span import Span
from paperparse.text.wrapped import is_narrow, join_broken

# How many links must begin or end lines, and among how many lines one is enough.
_FEWEST_LINKS: Final = 2
_LINES_A_LINK: Final = 40
_FEWEST_NUMBERED: Final = 3
_FEWEST_HEADINGS: Final = 3
_LINES_A_HEADING: Final = 20
_FEWEST_LISTS: Final = 2
_LINES_A_LIST: Final = 40
_FEWEST_ADDRESSES: Final = 4
_LINES_AN_ADDRESS: Final = 8
_FEWEST_NODES: Final = 3
_FEWEST_TERMS: Final = 2
# What may stand before a sign at the beginning of its line.
_LINE_SIGNS: Final = "\n \t*+-"
# Where each text stands on a line of its own, and where each address does, the top of the page shows it.
_TOP: Final = 1_000
_DENSE: Final = 20
# The first cards stand in so many characters.
_NEAR: Final = 8_000

_MAIL: Final = "\n\\\\\n"
# So many signs are looked at before the text is.
_CLOSING: Final = 200
_FILLED: Final = re.compile(r"[^\n]++")
_LINE: Final = LinePattern(r"[^\S\n]*+\S")
_HEADING: Final = LinePattern(r"(?:[^\S\n]*+[*+-][^\S\n]++)?#{1,6}[^\S\n]++\S")
# Lists as extractors set them, indented. Those of a page stand wherever its cards do.
_LIST: Final = LinePattern(r"(?>[^\S\n]++\*(?:[^\S\n][^\n]*+)?+(?:\n|\Z))++")
_TERM: Final = LinePattern(r"(:[^\S\n]{3})\S")
_ADDRESS_LINE: Final = LinePattern(r"[^\S\n]*+https?://\S++[^\S\n]*+$")
_TEXT_LINE: Final = LinePattern(r"[^\S\n]*+(?:(?P<address>https?://\S++)[^\S\n]*+$|(?P<text>\S[^\n]*+))")
_LIST_MARKER: Final = LinePattern(r"[^\S\n]*+(\[-\][^\S\n]++)")
_DEFINITION: Final = LinePattern(r"[^\S\n]{0,3}(\[([0-9]{1,6})\]:[^\S\n]++<?([^\s<>]++)>?[^\n]*+)")
_FRAMES: Final = ("```", "~~~", "---")
_FENCE: Final = re.compile(r"\s*+(?P<fence>```|~~~)[^\n]*+\n")
# Each of its lines takes memory, hence the bound.
_FRONT_MATTER: Final = re.compile(
    r"---[^\S\n]*+\n(?>[\w.-]++:[^\n]*+\n|[^\S\n][^\n]*+\n|- [^\n]*+\n){1,1000}---[^\S\n]*+(?:\n|\Z)"
)
_ANGLES: Final = re.compile(r"<https?://[^\s<>]++>")
_MORE: Final = re.compile(r",[^\S\n]*+\n[^\S\n]*+(?=\[)")
_PICTURE: Final = re.compile(r"([^\W\d_]{1,20})(?::[^\S\n]*+(?=\S)|\Z)")
_LINK_LABELS: Final = ("LINK:",)
_CAPITALS: Final = re.compile(r"[A-Z]{2,12}:[^\S\n]++")
_SPACES: Final = re.compile(r"[^\S\n]*+")


class _Signs(NamedTuple):
    """Of the first closing brackets, how many stand before an address, a number, a definition, or lead a line."""

    inline: int
    numbered: int
    terms: int
    leading: int


class _Kinds(NamedTuple):
    """Which kinds of markup a text has; `brackets` are found where links are among them."""

    markdown: bool
    bullets: bool
    numbered: bool
    addresses: bool
    nodes: bool
    terms: bool
    wrapped: bool
    brackets: Brackets | None


def remove_markup(text: str) -> Plain | None:
    """`text` without what an extractor wrapped around it; `None` if there is nothing. Linear in time and memory."""
    signs = _count_signs(text)
    has_frame = text.startswith(_FRAMES) and (_FENCE.match(text) or _FRONT_MATTER.match(text)) is not None
    kinds = _find_kinds(text, signs)
    if kinds is None and not has_frame:
        return None
    mask = bytearray(len(text))
    links: list[tuple[Span, Span]] = []
    headings: list[int] = []
    if has_frame:
        _erase_frame(text, mask)
    if kinds is not None:
        _erase_kinds(text, mask, kinds, links, headings)
    if mask.count(0) == len(mask):
        return None
    return Plain(text, mask, links, headings)


def take_off_markup(lines: Lines) -> Lines:
    """`lines` as they are without the markup that an extractor put around them; the same ones if there is none.

    Markup is looked for in lines that end at line feeds: no extractor writes others.
    """
    plain = remove_markup(lines.text) if lines.line_end == "\n" else None
    return lines if plain is None else Lines(plain.text, plain)


def _count_signs(text: str) -> _Signs:
    inline = numbered = terms = leading = 0
    at = text.find("]")
    for _ in range(_CLOSING):
        if at < 0:
            break
        following = text[at + 1 : at + 2]
        if following == "(":
            inline += 1
        elif following == "[":
            numbered += 1
        elif text.startswith(("\n:   ", "\r\n:   "), at + 1):
            terms += 1
        if text[at - 1 : at] == "\n":
            leading += 1
        at = text.find("]", at + 1)
    return _Signs(inline, numbered, terms, leading)


def _find_kinds(text: str, signs: _Signs) -> _Kinds | None:
    """The kinds of markup in `text`; `None` if there are none."""
    # No page prints a comma on a line of its own.
    has_lone_comma = text.find("\n,\n", 0, _NEAR) >= 0
    may_have_nodes = has_lone_comma or signs.leading > 0 or text.count("\n", 0, _TOP) >= _DENSE
    may_have_addresses = text.find("\nhttp", 0, _TOP) >= 0
    has_headings = _may_begin_lines(text, "#")
    has_bullets = _may_begin_lines(text, "*")
    fewest_links = 1 if has_headings else _FEWEST_LINKS
    has_links = signs.inline >= fewest_links or signs.numbered >= _FEWEST_NUMBERED
    terms = signs.terms >= _FEWEST_TERMS
    has_signs = has_headings or has_bullets or terms
    # A mailing breaks its lines itself.
    wrapped = _MAIL not in text[:_NEAR] and is_narrow(text)
    if not (wrapped or has_links or may_have_nodes or may_have_addresses or has_signs):
        return None
    lines = _LINE.count(text)
    addresses = may_have_addresses and _is_frequent(
        _ADDRESS_LINE.count(text), _FEWEST_ADDRESSES, _LINES_AN_ADDRESS, lines
    )
    numbered = signs.numbered >= _FEWEST_NUMBERED
    brackets = find_brackets(text, numbered=numbered) if has_links or addresses else None
    signs_of_links = (*brackets.links, *brackets.pictures) if brackets else ()
    leading = sum(1 for link in signs_of_links if link.opens or _ends_line(text, link.end))
    links = _is_frequent(leading, _FEWEST_LINKS, _LINES_A_LINK, lines)
    # A picture on a line of its own is a sign as good as a heading.
    shown = brackets.pictures if brackets else ()
    pictures = sum(1 for picture in shown if picture.opens and _ends_line(text, picture.end))
    headings = has_headings and _is_frequent(_HEADING.count(text) + pictures, _FEWEST_HEADINGS, _LINES_A_HEADING, lines)
    markdown = (links or headings) and not addresses
    has_lists = has_bullets and _is_frequent(_LIST.count(text), _FEWEST_LISTS, _LINES_A_LIST, lines)
    bullets = has_lists and not markdown and not addresses
    nodes = may_have_nodes and not markdown and not addresses
    nodes = nodes and _is_frequent(count_nodes(text), 1 if has_lone_comma else _FEWEST_NODES, _LINES_A_LINK, lines)
    kinds = _Kinds(
        markdown=markdown,
        bullets=bullets,
        numbered=numbered,
        addresses=addresses,
        nodes=nodes,
        terms=terms,
        wrapped=wrapped and not nodes and not addresses and not markdown,
        brackets=brackets if links or addresses or (headings and pictures) else None,
    )
    return kinds if markdown or bullets or addresses or nodes or terms or kinds.wrapped else None


def _ends_line(text: str, at: int) -> bool:
    return at == len(text) or text[at] == "\n"


def _is_frequent(count: int, fewest: int, lines_each: int, lines: int) -> bool:
    return count >= fewest and count * lines_each >= lines


def _may_begin_lines(text: str, sign: str) -> bool:
    """Whether one of the first times `sign` stands in `text` it begins a line, but for other signs."""
    at = text.find(sign)
    for _ in range(_CLOSING):
        if at < 0:
            return False
        # Of most signs the character before says enough.
        if text[max(at - 1, 0) : at] in _LINE_SIGNS and not text[text.rfind("\n", 0, at) + 1 : at].strip(_LINE_SIGNS):
            return True
        at = text.find(sign, at + 1)
    return False


def _erase_kinds(
    text: str, mask: bytearray, kinds: _Kinds, links: list[tuple[Span, Span]], headings: list[int]
) -> None:
    shown: set[int] = set()
    if kinds.brackets is not None:
        addresses = _erase_definitions(text, mask) if kinds.numbered else {}
        links.extend(_erase_links(text, mask, kinds.brackets, addresses, headings, shown))
        _erase_pictures(text, mask, kinds.brackets, kinds.numbered)
    if kinds.markdown or kinds.bullets:
        headings.extend(erase_line_signs(text, mask, shown))
    if kinds.markdown:
        bare = len(kinds.brackets.bare) if kinds.brackets is not None else text.count("[")
        erase_inline_signs(text, mask, has_escaped_brackets=text.count("\\[") > bare)
        links.extend(_erase_angles(text, mask))
        join_wrapped(text, mask)
    if kinds.wrapped:
        join_broken(text, mask)
    if kinds.addresses:
        links.extend(_erase_addresses(text, mask))
    if kinds.nodes:
        join_nodes(text, mask)
    if kinds.terms and not kinds.markdown:
        for term in _TERM.finditer(text):
            erase(mask, *term.span(1))


def _erase_links(
    text: str,
    mask: bytearray,
    brackets: Brackets,
    addresses: dict[str, Span],
    headings: list[int],
    shown: set[int],
) -> list[tuple[Span, Span]]:
    """Erase what makes links of texts; the spans of texts and addresses."""
    labels = [label for link in brackets.links if (label := _CAPITALS.match(text, *link.text)) is not None]
    capitals = Counter(label.group() for label in labels)
    texts = Counter(word for word, _ in {(label.group(), text[label.end() : label.endpos]) for label in labels})
    links = []
    joined = 0
    for link in sorted(brackets.links):
        start, end = link.text
        if link.opens or text[link.start - 1].isspace():
            space = _SPACES.match(text, start, end)
            start = space.end() if space else start
        erase(mask, link.start, start)
        if text[link.start - 2 : link.start] == "  " and not link.opens:
            erase(mask, link.start - 1, link.start)
        trimmed = text[start:end].rstrip(" \t")
        has_space = text[link.end : link.end + 1].strip() == ""
        erase(mask, start + len(trimmed) if has_space else end, link.end)
        if trimmed.strip() in ("-", "*", "+"):
            shown.add(start + len(trimmed) - len(trimmed.lstrip()))
        prefix = _CAPITALS.match(text, start, end)
        # A word before many links is the extractor's; a title that is linked each time may begin with one.
        word = prefix.group() if prefix else ""
        if prefix and capitals[word] >= len(brackets.links) // 2 and (texts[word] > 1 or word.startswith(_LINK_LABELS)):
            erase(mask, start, prefix.end())
        signs = SIGNS.match(text, start, end) if text[start] in SIGN_STARTS else None
        if signs is not None:
            erase(mask, start, signs.end())
            if "#" in signs.group():
                headings.append(signs.end())
        if start >= joined:
            join_inside(text, mask, start, end)
            joined = link.end
        if text.startswith(",", link.end) and _MORE.match(text, link.end) is not None:
            join_lines(text, mask, text.index("\n", link.end))
        address = link.target or addresses.get(link.number or "") or Span(link.end, link.end)
        links.append((link.text, address))
    return links


def _erase_angles(text: str, mask: bytearray) -> Iterator[tuple[Span, Span]]:
    """Erase the angle brackets around addresses that are their own text; the spans of text and address."""
    for angle in _ANGLES.finditer(text) if "<http" in text else ():
        start, end = angle.span()
        if not mask[start] and not mask[end - 1]:
            erase(mask, start, start + 1)
            erase(mask, end - 1, end)
            yield Span(start + 1, end - 1), Span(start + 1, end - 1)


def _erase_pictures(text: str, mask: bytearray, brackets: Brackets, numbered: bool) -> None:
    """Erase pictures but for their texts, and the words that stand in the place of pictures."""
    for picture in brackets.pictures:
        _erase_around(text, mask, picture, picture.text)
    first = {link.text.start for link in brackets.links}
    bare = [
        (bracket, _PICTURE.match(text, *bracket.text))
        for bracket in brackets.bare
        if bracket.opens or bracket.start in first
    ]
    words = Counter(word.group(1) for _, word in bare if word is not None)
    for bracket, word in bare:
        if word is not None and words[word.group(1)] > 1 and not word.group(1).islower():
            _erase_around(text, mask, bracket, Span(word.end(), bracket.text.end))
        elif numbered and bracket.start in first and not text[slice(*bracket.text)].isdigit():
            _erase_around(text, mask, bracket, bracket.text)


def _erase_around(text: str, mask: bytearray, bracket: Bracket, kept: Span) -> None:
    """Erase `bracket` but for the text at `kept`, which is parted from what stands beside it."""
    if not text[slice(*kept)].strip():
        erase(mask, bracket.start, bracket.end)
        return
    erase(mask, bracket.start, kept.start)
    erase(mask, kept.end, bracket.end)
    mask[bracket.start] = mask[bracket.end - 1] = PARTS


def _erase_definitions(text: str, mask: bytearray) -> dict[str, Span]:
    """Erase the lines that say where numbered links lead; where the address of each number stands."""
    addresses: dict[str, Span] = {}
    for definition in _DEFINITION.finditer(text):
        addresses.setdefault(definition.group(2), Span(*definition.span(3)))
        erase(mask, *definition.span(1))
    return addresses


def _erase_addresses(text: str, mask: bytearray) -> list[tuple[Span, Span]]:
    """Erase addresses on lines of their own, each of which is that of the line above, and signs of lists."""
    links = []
    above = Span(0, 0)
    for line in _TEXT_LINE.finditer(text):
        if line.lastgroup == "text":
            above = Span(*line.span("text"))
        else:
            address = Span(*line.span("address"))
            links.append((above, address))
            erase(mask, *address)
            above = Span(address.end, address.end)
    for marker in _LIST_MARKER.finditer(text):
        erase(mask, *marker.span(1))
    return links


def _erase_frame(text: str, mask: bytearray) -> None:
    """Erase front matter, and a fence around the whole page."""
    matter = _FRONT_MATTER.match(text)
    if matter is not None:
        _erase_lines(text, mask, 0, matter.end())
    fence = _FENCE.match(text, matter.end() if matter else 0)
    if fence is None:
        return
    last = text.rstrip()
    end = last.rfind("\n") + 1
    if end >= fence.end() and last[end:].strip() == fence.group("fence"):
        _erase_lines(text, mask, fence.start(), fence.end())
        _erase_lines(text, mask, end, len(last))


def _erase_lines(text: str, mask: bytearray, start: int, end: int) -> None:
    """Erase what stands on the lines from `start` to `end`; their line feeds stay."""
    for line in _FILLED.finditer(text, start, end):
        erase(mask, *line.span())
