"""What a format is: a table of the lines that its site prints, and of the cards that they make."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from string import ascii_letters, digits
from typing import Any, Final, TypeVar

from attrs import Factory, evolve, frozen

from paperparse.grammar.patterns import CLASSES, PLACES, RUNS, measure_pattern
from paperparse.grammar.values import READERS, Reader
from paperparse.text.characters import SPACE

# What every tape may hold: a glued button, and a mark that the end of the page cuts off.
_ALWAYS: Final = ("button", "cut")
_LETTERS: Final = ascii_letters + digits
# The names that a format may have, and those that no kind of line may have, for they mean something else in patterns.
FORMAT_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
TAKEN_NAMES: Final = frozenset({*CLASSES, *RUNS, *PLACES, *_ALWAYS, "any", "labels"})
_KIND: Final = re.compile(r"[a-z][a-z_]*")
# The beginning of a group that holds a field.
GROUP: Final = re.compile(r"\(\?P<([a-z_]+)>")

_Kept = TypeVar("_Kept")


@frozen(init=False)
class Mark:
    """A line that the site prints as it stands: one of `texts`, whatever white space parts the words."""

    texts: tuple[str, ...]

    def __init__(self, *texts: str) -> None:
        object.__setattr__(self, "texts", texts)

    @property
    def pattern(self) -> str:
        """The regular expression of the whole line."""
        return "|".join(rf"{SPACE}++".join(map(re.escape, text.split())) for text in self.texts)

    @property
    def prints(self) -> str:
        """How a page prints the line."""
        return self.texts[0]


@frozen
class Value:
    """A line that holds values: `pattern`, a regular expression of the whole line, names groups after their fields.

    A group that is empty or missing leaves its field out; what stands beside the groups belongs to the site. `prints`:
    how a page prints the line, fields in braces. `over` and `under`: kinds of lines (`dot date`); only above, or below,
    one of them such a line is looked for. `reads`: by field, where lines of the kind print it otherwise than the others
    of the format. `doubt`: why the value on such a line may be wrong, in words, which is told in a warning; on a line
    without fields why nothing is read, in a note.
    `is_long`: whether the line may have more characters than marks and values have, as one with all of a card has.
    """

    pattern: str
    prints: str = ""
    over: str = ""
    under: str = ""
    reads: Mapping[str, Reader] = Factory(dict)
    doubt: str = ""
    is_long: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the line may hold."""
        return tuple(GROUP.findall(self.pattern))


@frozen(init=False)
class Label:
    """What a line begins with, as in `Abstract: We present ...`: one of `texts`; what is behind it is a line by itself.

    In patterns a label with text behind it stands under its name, one alone on its line under `alone_` and the name,
    and either of the two under `either_` and the name.
    """

    texts: tuple[str, ...]

    def __init__(self, *texts: str) -> None:
        object.__setattr__(self, "texts", texts)

    @property
    def prints(self) -> str:
        """How a page prints the label."""
        return self.texts[0]


@frozen
class Echo:
    """A line above one of the kind `over` that one of the `within` lines below that repeats, or `pattern` matches.

    The line that repeats it is of the kind `again_` and the name.
    """

    pattern: str
    over: str
    within: int


@frozen
class Double:
    """A line that repeats the line above it."""


@frozen
class Fold:
    """A text that is printed in short and in full, with the buttons `more` and `less` for either.

    The short text and the buttons are lines of the kind. See `paperparse.grammar.folding`.
    """

    more: str
    less: str


@frozen
class Joined:
    """A line that holds several: it is cut before and behind each group of `pattern`, and each piece is a line.

    `holds`: what such a line holds, whatever else: others are not looked at. `is_inside`: whether the lines are looked
    for inside of longer ones as well, which are cut around them, and the rest of those at the lines of the site; then
    `pattern` matches a bounded number of characters.
    """

    pattern: str
    holds: str
    is_inside: bool = False


@frozen
class Between:
    """A line between two cards that belongs to the one above or to the one below, which its `pattern` does not tell.

    It stands below a line of the kinds `ends`, with which a card ends, or above a `head`, a pattern; `full` are those
    of `ends` that hold already what it would say of the card above, and `only_below` matches lines that say something
    of the card below only. `signs_above` and `signs_below` are kinds of lines that speak for the one or the other
    wherever they stand. Once for a page (`paperparse.grammar.conventions`) its lines become lines of the kinds `above`
    or `below`, or `last` at the very end of the text, where the next card may be cut off. What the page does not tell
    stays of this kind and holds no value.
    """

    pattern: str
    ends: str
    head: str
    above: str
    below: str
    last: str
    full: str = ""
    only_below: str = "(?!)"
    signs_above: str = ""
    signs_below: str = ""


@frozen
class Option:
    """One of several ways to read lines: `signs`, kinds of lines that speak for it, and what other kinds then are.

    A kind that is none then (`""`) is a line like any other. `fewest`: how many lines must speak for it. `hints`: kinds
    of lines that speak for it where no option has enough signs.
    """

    signs: str = ""
    lines: Mapping[str, str] = Factory(dict)
    fewest: int = 1
    hints: str = ""


@frozen
class Choice:
    """What is decided once for a page: of `options`, by name, the one for which most lines speak.

    Where two have as many, and where none has any, `undecided` says what the lines are. Pages without any of the kinds
    `asks` have no choice.
    """

    asks: str
    options: Mapping[str, Option]
    undecided: Option = Option()


Line = Mark | Value | Label | Echo | Double | Fold | Joined | Between


@frozen(kw_only=True)
class Site:
    """A site: the `lines` that it prints around cards, by name.

    `button`: what extractors glue to the line below one of the kind `over_button`.
    """

    lines: Mapping[str, Mark | Value] = Factory(dict)
    button: str = ""
    over_button: str = ""


def _find_nothing_lacking(_reading: object) -> str:
    return ""


@frozen(kw_only=True, eq=False, slots=False, repr=False)
class Format:
    """One kind of page, as a table. `paperparse.grammar.patterns` explains the patterns.

    `name`, an identifier, and `summary`, what its pages look like in one line.
    `lines`: the marks and values of its cards, by name; `site`: what is printed around the cards.
    `card`: a whole card. `broken`: how a damaged one is read all the same; by default every part may be missing.
    `begins` or `ends`: the anchor, lines of bounded number that stand at the beginning, or the end, of every card.
    `unclosed`, where cards are found by their ends: how a card is read that lost its end; by default like a broken one.
    `head`, `first_head`, `stray`, where cards are found by their ends: where cards begin between two ends; where one of
    them may begin besides, the first such place only; where one begins if there is none of the others.
    `in_company`: a whole card that proves something only beside one of `card`, or under the site's own title.
    `is_tight`: whether cards stand directly below each other, so that unknown lines between two make both doubtful.
    `most_paragraphs`: of a card's text; with more of them it proves nothing. 0 is no bound.
    `heading`: the kinds of lines that end the header, as in `banner date`. `page`: which field of `PageInfo` a kind of
    line holds around the cards, where its groups do not say so. `above`: a line directly above the first card that
    says something of the page, as in `affiliation:title`. `sections`: the kinds of the site's lines that stand over
    several cards; what such a line says, as in `Wed, 4 Mar 2026`, every card below it says, up to the next one.
    `choices`: what is decided once for a page, by name, in this order. `layouts`: tables, which have the name of this
    one, for pages on which the site prints its cards in another way; which of them reads a page is decided once for it
    (`paperparse.grammar.reader`). `first_printing`, where the site prints each card twice: the kind of line that only
    the first of the two has. Both, told by their texts, are one record.
    `omits_current_year`: whether the site leaves out the year of a date where, and only where, it is the current one.
    `readers`: by field, where the site prints it otherwise than others do.
    `wraps`: whether the site breaks the lines of a card's text: they are joined by a space, but for one that stands
    further in than the line above it, which begins a paragraph.
    `links`: by field, a regular expression of the address that its value links to, whose groups are fields.
    `judge`: says of a `paperparse.grammar.reading.Reading` what the page as a whole lacks to be of the format, in
    words, or nothing.
    `prints`: how the site prints a card, parts of it in braces; `prints_page`: the same for the lines above the cards
    and, below a line `...`, under them. `between`: what parts two cards.
    `shows`: whole cards in words, and `lacks`: what pages without any lack. `needs`: by default what every page of the
    format shows follows from the card; these are texts each of which it shows besides, or several of which it shows
    one; a line feed before a text says that it begins a line.

    Raises `ValueError` for an anchor that is none, has no bound or names what no line is, and for a kind of line whose
    name means something else, and for a layout with layouts of its own; other patterns are read, and refused, when a
    page of the format is first read.
    """

    name: str
    summary: str
    card: str
    lines: Mapping[str, Line] = Factory(dict)
    site: Site = Site()
    begins: str = ""
    ends: str = ""
    broken: str = ""
    unclosed: str = ""
    head: str = ""
    first_head: str = ""
    stray: str = ""
    in_company: str = ""
    is_tight: bool = False
    most_paragraphs: int = 0
    heading: str = ""
    page: Mapping[str, str] = Factory(dict)
    above: str = ""
    sections: str = ""
    choices: Mapping[str, Choice] = Factory(dict)
    layouts: "tuple[Format, ...]" = ()
    first_printing: str = ""
    omits_current_year: bool = False
    readers: Mapping[str, Reader] = Factory(dict)
    wraps: bool = False
    links: Mapping[str, str] = Factory(dict)
    judge: Callable[[Any], str] = _find_nothing_lacking
    prints: str = ""
    prints_page: str = ""
    between: str = "\n"
    shows: str = ""
    lacks: str = ""
    needs: tuple[str | tuple[str, ...], ...] = ()

    def __repr__(self) -> str:
        return f"<Format {self.name}>"

    def __attrs_post_init__(self) -> None:
        if not FORMAT_NAME.fullmatch(self.name):
            raise ValueError(f"a format's name is an identifier in lower case, not {self.name!r}")
        if bool(self.begins) == bool(self.ends):
            raise ValueError(f"{self.name}: a format has one anchor, begins= or ends=")
        anchor = self.begins or self.ends
        if measure_pattern(anchor, name_letters(self)[0]) is None:
            raise ValueError(f"{self.name}: the anchor {anchor!r} has no bound: it must not hold * or +")
        if any(layout.layouts for layout in self.layouts):
            raise ValueError(f"{self.name}: a layout has no layouts of its own")
        named = (one if one.name == self.name else evolve(one, name=self.name) for one in self.layouts)
        object.__setattr__(self, "layouts", tuple(named))


def keep_with_format(make: Callable[[Format], _Kept]) -> Callable[[Format], _Kept]:
    """`make`, which is asked once for each format: what it makes is kept with the format, and goes with it."""
    key = f"_{make.__name__}"

    @wraps(make)
    def find(form: Format) -> _Kept:
        kept = form.__dict__
        if key not in kept:
            kept[key] = make(form)
        found: _Kept = kept[key]
        return found

    return find


def list_layouts(form: Format) -> tuple[Format, ...]:
    """The tables of `form`, itself first."""
    return (form, *form.layouts)


@keep_with_format
def list_lines(form: Format) -> Mapping[str, Line]:
    """The kinds of lines of the cards of `form` and of its site, by name."""
    return {**form.lines, **form.site.lines}


@keep_with_format
def list_settled(form: Format) -> frozenset[str]:
    """The kinds of lines of `form` that lines become when it is decided once for a page, and not by themselves."""
    lines = form.lines.values()
    between = {kind for line in lines if isinstance(line, Between) for kind in (line.above, line.below, line.last)}
    options = [option for one in form.choices.values() for option in (*one.options.values(), one.undecided)]
    return frozenset(between.union(*(option.lines.values() for option in options)))


@keep_with_format
def find_readers(form: Format) -> Mapping[str, Reader]:
    """How the site of `form` prints fields that are not simply the text of their spans."""
    return {**READERS, **form.readers}


@keep_with_format
def name_letters(form: Format) -> tuple[dict[str, str], dict[str, str]]:
    """The letters of all names that patterns of `form` may hold, and those of its own kinds of lines.

    Raises `ValueError` for a name that means something else, and for too many kinds.
    """
    names: list[str] = []
    for name, line in (*form.lines.items(), *form.site.lines.items()):
        if isinstance(line, Joined):
            continue
        names.append(name)
        if isinstance(line, Label):
            names.append(f"alone_{name}")
        elif isinstance(line, Echo):
            names.append(f"again_{name}")
    for at, name in enumerate(names):
        if name in TAKEN_NAMES or name in names[:at] or not _KIND.fullmatch(name):
            raise ValueError(f"{form.name}: no kind of line may be named {name!r}")
    labels = [name for name, line in (*form.lines.items(), *form.site.lines.items()) if isinstance(line, Label)]
    for name in labels:
        if f"either_{name}" in names:
            raise ValueError(f"{form.name}: no kind of line may be named {f'either_{name}'!r}")
    own = dict(zip([*names, *_ALWAYS], _LETTERS, strict=False))
    if len(own) < len(names) + len(_ALWAYS):
        raise ValueError(f"{form.name}: more than {len(_LETTERS) - len(_ALWAYS)} kinds of lines")
    site = CLASSES["site"] + "".join(own[name] for name in form.site.lines) + own["button"]
    either = {f"either_{name}": own[name] + own[f"alone_{name}"] for name in labels}
    behind = "".join(own[name] for name in labels)
    everything = "".join({*site, *CLASSES["line"], *own.values()})
    return {**CLASSES, **own, **either, "labels": behind, "site": site, "any": everything}, own
