"""What an HTML page makes of a parser: `check_tags` follows its tags, before any parser does.

The HTML standard (13.2.6) has a parser open elements again that nothing closed, look for what an end tag closes, and
compare options and attributes with those before: some kilobytes may take seconds, and gigabytes. The elements that are
open are followed as far as bounds that: none is taken for closed that the standard leaves open.
"""

import re
from typing import Final

from paperparse.errors import UnknownFormatError
from paperparse.limits import Limits, exceed
from paperparse.text.lines import find_line_number

_SPACE: Final = r"\t\n\f\r "
# Attributes as the standard's tokenizer cuts them (13.2.5): quotes are quotes behind an equals sign only.
_ATTRIBUTE: Final = (
    rf"(?:=[^{_SPACE}/>=]*+|[^{_SPACE}/>=]++)"
    rf"(?>(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'>])[^{_SPACE}>]++)?)?)"
)
# A tag may have any number; but each that a pattern repeats takes memory.
_SOME: Final = rf"(?>(?:[{_SPACE}/]++|{_ATTRIBUTE}){{1,200}})"
_TOKEN: Final = re.compile(
    r"<(?:!--(?:-?>|[\s\S]*?(?:--!?>|\Z))|(?:(?P<section>!\[CDATA\[)|[!?]|/(?![A-Za-z]))[^>]*+"
    rf"|(?P<end>/?)(?P<name>[A-Za-z][^{_SPACE}/>]*+)(?P<attributes>{_SOME}?))"
)
_MORE: Final = re.compile(_SOME)
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE)


def _split(names: str) -> frozenset[str]:
    return frozenset(names.split())


# What stays in force where something around it is closed, until an end tag of its own.
_FORMATTING: Final = _split("a b big code em font i nobr s small strike strong tt u")
# Elements whose text holds no tags.
_RAW: Final = _split("iframe noembed noframes script style textarea title xmp")
_RAW_END: Final = {name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE) for name in _RAW}
# The dashes that begin what looks like a comment may end it as well.
_SCRIPT_SIGN: Final = re.compile(rf"<!(?=--)|-->|</?script(?=[{_SPACE}/>])", re.IGNORECASE)
# Elements without content, and those of which a page has one.
_ALONE: Final = _split(
    "area base basefont bgsound body br col colgroup embed frame head hr html image img input keygen link meta param "
    "source tbody tfoot thead tr track wbr"
)
_HEADINGS: Final = _split("h1 h2 h3 h4 h5 h6")
_ITEMS: Final = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
_LISTS: Final = _split("ol ul")
_CELLS: Final = _split("caption td th")
_TABLE_OR_CELL: Final = _CELLS | {"table"}
_AROUND_CELLS: Final = _split("table ~table template")
_TABLE_PARTS: Final = _CELLS | _split("col colgroup tbody tfoot thead tr")
_ROOTS: Final = _split("math svg")
# Elements that begin within these may be those of HTML again.
_POINTS: Final = _split("annotation-xml desc foreignobject mi mn mo ms mtext")
# Elements that end all that is foreign (13.2.6.5).
_BREAKS_OUT: Final = _split(
    "b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    "meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
# Elements that close with all that is open inside, but for what has bounds of its own (13.2.4.2).
_BLOCKS: Final = _split(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer h1 "
    "header hgroup li listing main menu nav ol p pre section summary ul"
)
_CLOSES_PARAGRAPH: Final = _BLOCKS | _split("form hr plaintext search table")
_ENCLOSING: Final = _split("applet button marquee object select table template")
_OPTIONS: Final = _split("optgroup option")
_IMPLIED: Final = _split("dd dt li optgroup option p rb rp rt rtc")
_PARTS_OF_OTHERS: Final = _split("hr rb rp rt rtc")
_CLOSES_MENU: Final = _split("input keygen select textarea")


def _with_doubtful(names: frozenset[str]) -> frozenset[str]:
    return names.union(map(_doubt, names))


def _doubt(name: str) -> str:
    """`name` of an element that is open or not: it counts, and no end tag of the name closes it any more."""
    return f"~{name.lstrip('~')}"


_BOUNDS: Final = _with_doubtful(_ENCLOSING | _CELLS | {"frameset"})
_SPECIAL: Final = _with_doubtful(_BOUNDS | _BLOCKS | _split("form noscript plaintext search"))
_ITEM_BOUNDS: Final = _SPECIAL - _with_doubtful(_split("address div p"))
_TABLE_BOUNDS: Final = _BOUNDS - _with_doubtful(_CELLS)
_LIST_BOUNDS: Final = _BOUNDS | _with_doubtful(_LISTS)
_NONE: Final[frozenset[str]] = frozenset()
# The first few cost nothing: the pages of sites have them.
_FREE_LISTS: Final = 5
_FREE_ATTRIBUTES: Final = 500
# So many of each take the time in which an element is opened again.
_SEARCHES: Final = 8
_OPTION_PAIRS: Final = 32
_ATTRIBUTE_PAIRS: Final = 64
_LONGEST_SHOWN: Final = 40
_ADVICE: Final = "extract its text first"


class _Tree:
    """The names of the elements that are open, outermost first, and the `steps` that a parser has taken for them.

    Those that are open are among `open`, and what is closed by an end tag is closed. Where the standard closes an
    element by rules that are not followed here, its name says so (`_doubt`).
    """

    def __init__(self) -> None:
        self.open: list[str] = []
        self.steps = 0
        # Where the root of what is foreign stands, or -1.
        self._root = -1
        self._menus = self._formatting = self._lists = self._options = self._merged = 0

    @property
    def may_skip(self) -> bool:
        """Whether a start tag need not begin an element here, or what follows it is no raw text."""
        return self._root >= 0 or self._menus > 0

    @property
    def is_foreign(self) -> bool:
        """Whether elements are those of graphics or formulas here."""
        return self._root >= 0

    def start(self, name: str, attributes: str) -> bool:
        """Follow a start tag; `False` if what it begins can't be told."""
        self._count(name, attributes)
        if self._root >= 0:
            if name in _BREAKS_OUT or self.open[-1] in _POINTS:
                return False
            if not attributes.endswith("/"):
                self._push(name)
            return True
        name = "h1" if name in _HEADINGS else name
        for item in _ITEMS.get(name, ()):
            self._close_all(item, _ITEM_BOUNDS)
        if name in _CLOSES_PARAGRAPH:
            # A table does so or not, as the document type says.
            (self._leave if name == "table" else self._close_all)("p", _BOUNDS)
        if name in _TABLE_PARTS:
            self._close_cell()
            self._leave_cell()
        elif name in _CLOSES_MENU and self._menus:
            self._leave("select", _NONE)
        elif name == "h1":
            self._close_last(name)
        elif name in ("a", "nobr"):
            self._close_one(name)
        elif name == "button" or (name == "table" and self._find_any(_TABLE_OR_CELL, _BOUNDS) == name):
            self._close_all(name, _BOUNDS)
        elif name in _OPTIONS:
            self._close_last("option")
            self._leave_last(_IMPLIED if name == "optgroup" else _IMPLIED - {"optgroup"})
        elif name in _PARTS_OF_OTHERS:
            self._leave_last(_IMPLIED)
        if name in _ROOTS:
            if not attributes.endswith("/"):
                self._root = len(self.open)
                self._push(name)
        elif name in _CELLS:
            around = self._find_any(_AROUND_CELLS, _BOUNDS)
            if around:
                self._push(name if around == "table" else _doubt(name))
        elif name not in _ALONE:
            self._push(_doubt(name) if name == "frameset" else name)
        return True

    def end(self, name: str) -> bool:
        """Follow an end tag; `False` if what it closes can't be told."""
        self._count("", "")
        name = "h1" if name in _HEADINGS else name
        if self._root >= 0:
            at = self._find(name, _NONE)
            if at < self._root:
                return False
            self._close(at)
        elif name in _FORMATTING:
            self._close_one(name)
        elif name == "form":
            self._leave_last(_IMPLIED)
            self._close_one(name)
        elif name in _OPTIONS:
            if name == "optgroup":
                self._leave_last(frozenset({"option"}))
            if not self._close_last(name):
                self._leave(name, _SPECIAL)
        elif name in _CELLS:
            self._close_all(name, _BOUNDS)
        elif name in _TABLE_PARTS:
            if name == "tr":
                self._close_cell()
            self._leave_cell()
        elif name == "table":
            self._close_all(name, _TABLE_BOUNDS)
        elif name == "li":
            self._close_all(name, _LIST_BOUNDS)
        elif name in _BLOCKS or name in _ENCLOSING:
            self._close_all(name, _BOUNDS)
        else:
            self._close_all(name, _SPECIAL)
        return True

    def _count(self, name: str, attributes: str) -> None:
        """Count the steps for a tag: what it opens again, and what it is compared with."""
        self.steps += max(0, self._formatting - 1) + max(0, self._lists - _FREE_LISTS)
        # The attributes of all tags of these go to one element.
        merges = name in ("body", "html")
        if merges or len(attributes) > _FREE_ATTRIBUTES:
            count = sum(1 for _ in _ATTRIBUTES.finditer(attributes))
            self._merged += count if merges else 0
            self.steps += count * (self._merged if merges else count) // _ATTRIBUTE_PAIRS
        if name == "option":
            self._options += 1
            self.steps += self._options // _OPTION_PAIRS
        elif name == "select":
            self._options = 0

    def _find(self, name: str, bounds: frozenset[str]) -> int:
        """Where the innermost `name` stands that is open inside of all `bounds`, or -1."""
        last = at = len(self.open) - 1
        while at >= 0 and self.open[at] != name and self.open[at] not in bounds:
            at -= 1
        self.steps += (last - at) // _SEARCHES
        return at if at >= 0 and self.open[at] == name else -1

    def _find_any(self, names: frozenset[str], bounds: frozenset[str]) -> str:
        """The innermost of `names` that is open inside of all other `bounds`, or nothing."""
        for name in reversed(self.open):
            self.steps += 1
            if name in names:
                return name
            if name in bounds:
                break
        return ""

    def _push(self, name: str) -> None:
        self.open.append(name)
        self._note(name, 1)

    def _close(self, at: int) -> None:
        """Close what stands at `at` and all inside of it, but for what marks text, which is opened again."""
        closed = self.open[at:]
        self.open[at:] = [one for one in closed if one in _FORMATTING] if self._root < 0 else []
        for one in closed:
            if one not in _FORMATTING or self._root >= 0:
                self._note(one, -1)
        if len(self.open) <= self._root:
            self._root = -1

    def _close_all(self, name: str, bounds: frozenset[str]) -> None:
        """Close the innermost `name` inside of all `bounds`."""
        at = self._find(name, bounds)
        if at >= 0:
            self._close(at)

    def _close_one(self, name: str) -> None:
        """Close the innermost `name` and nothing else; what is inside of it may be closed."""
        at = self._find(name, _BOUNDS)
        if at >= 0:
            del self.open[at]
            self._note(name, -1)
            self._leave_from(at)

    def _close_last(self, name: str) -> bool:
        """Close `name` if it is the innermost that is open."""
        if self.open[-1:] != [name]:
            return False
        self._close(len(self.open) - 1)
        return True

    def _leave(self, name: str, bounds: frozenset[str]) -> None:
        """Take the innermost `name` inside of all `bounds`, and all inside of it, for open or not."""
        at = self._find(name, bounds)
        if at >= 0:
            self._leave_from(at)

    def _leave_from(self, at: int) -> None:
        for i in range(at, len(self.open)):
            if self.open[i] not in _FORMATTING:
                self.open[i] = _doubt(self.open[i])

    def _leave_last(self, names: frozenset[str]) -> None:
        """Take those of `names` that are innermost for open or not."""
        at = len(self.open)
        while at and self.open[at - 1] in names:
            at -= 1
        self._leave_from(at)

    def _close_cell(self) -> None:
        """Close the innermost cell, if it is that of the innermost table."""
        cell = self._find_any(_CELLS, _BOUNDS)
        if cell:
            self._close_all(cell, _BOUNDS)

    def _leave_cell(self) -> None:
        """Take what is open in the innermost table, its cell included, for open or not."""
        at = len(self.open)
        while at and (self.open[at - 1] in _CELLS or self.open[at - 1] not in _BOUNDS):
            at -= 1
        if at and self.open[at - 1] in _AROUND_CELLS:
            self._leave_from(at)

    def _note(self, name: str, count: int) -> None:
        name = name.lstrip("~")
        if name in _FORMATTING and self._root < 0:
            self._formatting += count
        elif name in _LISTS:
            self._lists += count
        elif name in ("frameset", "select"):
            self._menus += count


def check_tags(text: str, limits: Limits, page: str | None = None) -> None:
    """Raise `LimitError` if the HTML page `text` nests deeper than `limits` allow, or has a parser come back oftener.

    `page` is the name that the error gives to the page. Raises `UnknownFormatError` for a tag that may begin an element
    or not, by the standard's tree construction, of which tags alone do not tell. Linear in time and memory, as far as
    `limits` are.
    """
    tree = _Tree()
    at = 0
    while (token := _TOKEN.search(text, at)) is not None:
        at = token.end()
        name = token["name"]
        if name is None:
            is_sure = not (token["section"] and tree.may_skip)
        else:
            while (more := _MORE.match(text, at)) is not None:
                at = more.end()
            attributes = text[token.start("attributes") : at]
            # Only letters of ASCII have small ones here.
            name = name.lower() if name.isascii() else name
            if token["end"]:
                is_sure = name in _RAW or tree.end(name)
            elif name not in _RAW:
                is_sure = tree.start(name, attributes)
            elif not (tree.is_foreign and attributes.endswith("/")):
                stop = _find_raw_end(text, at, name)
                is_sure = not tree.may_skip or "<" not in text[at:stop]
                at = stop
            _check_tree(tree, text, token.start(), limits, page)
        if not is_sure:
            shown = f"{token.group()[:_LONGEST_SHOWN]!r} on line {find_line_number(text, token.start())}"
            message = f"this is HTML with {shown}, which graphics or a menu may hold or not; extract its text first"
            raise UnknownFormatError(message, page=page)


def _find_raw_end(text: str, start: int, name: str) -> int:
    """Where the raw text that begins at `start` ends, inside of an element `name`."""
    if name != "script":
        end = _RAW_END[name].search(text, start)
        return len(text) if end is None else end.start()
    # A script may hold others in what looks like a comment (13.2.5.20 to 13.2.5.31).
    depth = 0
    for sign in _SCRIPT_SIGN.finditer(text, start):
        said = sign.group().lower()
        if said == "<!":
            depth = max(depth, 1)
        elif said == "-->":
            depth = 0
        elif said == "<script":
            depth = min(2 * depth, 2)
        elif depth < 2:
            return sign.start()
        else:
            depth = 1
    return len(text)


def _check_tree(tree: _Tree, text: str, at: int, limits: Limits, page: str | None) -> None:
    """Raise `LimitError` if `tree`, as it is behind the tag at `at`, is beyond `limits`."""
    if len(tree.open) > limits.nesting:
        what = f"the HTML has {len(tree.open):,} elements within each other"
        raise exceed(limits, "nesting", what, _ADVICE, page=page, line=find_line_number(text, at))
    if tree.steps > limits.parser_steps:
        what = f"a parser of the HTML comes back {tree.steps:,} times to what it has seen"
        raise exceed(limits, "parser_steps", what, _ADVICE, page=page, line=find_line_number(text, at))
