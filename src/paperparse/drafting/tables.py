"""Find a table that reads a page: each kind of line that repeats is tried as what begins or ends a card."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from attrs import evolve, frozen

from paperparse.drafting.kinds import Kind, find_kinds
from paperparse.grammar.look import LOOKS, PARAGRAPH, PEOPLE, look
from paperparse.grammar.table import Format, Label, Mark, Site, Value
from paperparse.grammar.values import DATE_IN_NUMBERS
from paperparse.limits import Limits
from paperparse.model.page import Page
from paperparse.pages.load import read_page
from paperparse.text.lines import Lines, find_line_end

# Of a long page the beginning shows what a card is.
_SAMPLE: Final = 200_000
_FLAGS: Final = {letter: flags for flags, letter in LOOKS.items()}
_MOST_HEADINGS: Final = 6
_LONGEST_HEADING: Final = 80
_WORTH_OF_A_FIELD: Final = 0.02
_AUTHORS: Final = re.compile(r"author|^by\b", re.IGNORECASE)
_TITLE: Final = re.compile(r"title|paper", re.IGNORECASE)
_SUMMARY: Final = re.compile(r"summary|tl;?dr|digest", re.IGNORECASE)


class _Item(NamedTuple):
    """A part of a block: a kind of line by name, or a run of other lines by their looks, a letter each.

    `P` is running text, however many lines of it, `N` several names, `T` any other line.
    """

    kind: str
    shape: str


@frozen(kw_only=True)
class Draft:
    """A format that reads at least a part of a page, the kinds of lines that repeat there, and how the page is read."""

    form: Format
    kinds: tuple[Kind, ...]
    page: Page

    @property
    def worth(self) -> float:
        """How much of the page is read, and as how many fields; what repeats and is not told apart counts as left."""
        left = sum(
            len(Lines(self.page.text[slice(*segment.span)]))
            for segment in self.page.segments
            if segment.kind == "unparsed"
        )
        left += sum(kind.count for kind in self.kinds if kind.name not in self.form.lines)
        fields = {name for paper in self.page for name in paper.spans}
        broken = {found.paper for found in self.page.diagnostics} - {None}
        return _WORTH_OF_A_FIELD * len(fields) - left / len(Lines(self.page.text)) - len(broken) / len(self.page)


def draft_format(text: str, name: str) -> Draft | None:
    """The format `name` that reads most of the page `text`; `None` if none is found that reads two cards."""
    sample = text[: text.rfind(find_line_end(text), 0, _SAMPLE)] if len(text) > _SAMPLE else text
    lines = Lines(sample).values
    kinds = find_kinds(lines)
    drafts = [_try(sample, form, kinds) for form in _iter_formats(name, lines, kinds)]
    best = max(filter(None, drafts), key=lambda draft: draft.worth, default=None)
    if best is None:
        return None
    # With a heading pages are told from others more surely: of equals, the nearest one.
    headed = [_try(sample, form, kinds) for form in _iter_headed(best)]
    best = max(filter(None, [*headed, best]), key=lambda draft: draft.worth)
    return _try(text, best.form, kinds)


def _try(text: str, form: Format, kinds: Sequence[Kind]) -> Draft | None:
    page = read_page(text, name=None, form=form, as_of=None, strict=False, limits=Limits())
    return Draft(form=form, kinds=tuple(kinds), page=page) if len(page) > 1 else None


def _iter_formats(name: str, lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[Format]:
    """All that may be the format of `lines`."""
    tokens = list(_cut(lines, kinds))
    # Lines whose words are parted by odd characters are of no kind.
    for kind in [kind for kind in kinds if (kind.name, "") in tokens]:
        for is_end in (False, True):
            items = _find_block(tokens, kind.name, is_end=is_end)
            if not is_end:
                begins = f"{kind.name} | alone_{kind.name}" if isinstance(kind.line, Label) else kind.name
                yield _make_format(name, items, kinds, begins=begins)
            elif not items[0].kind:
                # All that closes a card is surer to be its end than one line of it.
                closing = list(takewhile(lambda item: item.kind, reversed(items)))
                ends = " ".join(item.kind for item in reversed(closing))
                head, stray = _find_head(items)
                yield _make_format(name, items, kinds, ends=ends, head=head, stray=stray)
    # Where nothing repeats, only the looks of lines tell where a card begins.
    yield _make_format(name, [_Item("", "TP")], (), begins="heading_line", is_tight=True)
    yield _make_format(name, [_Item("", "NP")], (), begins="people over abstract", is_tight=True)


def _cut(lines: Sequence[str], kinds: Sequence[Kind]) -> Iterator[tuple[str, str]]:
    """For each line the name of its kind and a letter for its look, one of which is empty; a label's text follows."""
    for line in lines:
        kind = next((kind for kind in kinds if kind.matches(line)), None)
        if kind is not None:
            yield kind.name, ""
        if kind is None or isinstance(kind.line, Label):
            rest = line if kind is None else line[len(kind.sample) :].strip()
            flags = _FLAGS[look(rest)]
            yield "", "P" if flags & PARAGRAPH else "N" if flags & PEOPLE else "T"


def _find_block(tokens: Sequence[tuple[str, str]], anchor: str, *, is_end: bool) -> list[_Item]:
    """What most often stands from one anchor to before the next; or, if it `is_end`, below one to the next."""
    places = [at for at, (kind, _) in enumerate(tokens) if kind == anchor]
    bounds = [0, *(at + 1 for at in places)] if is_end else [*places, len(tokens)]
    blocks = Counter(tuple(_join(tokens[first:stop])) for first, stop in pairwise(bounds))
    return list(blocks.most_common(1)[0][0])


def _join(tokens: Sequence[tuple[str, str]]) -> Iterator[_Item]:
    shape = ""
    for kind, letter in tokens:
        if kind:
            if shape:
                yield _Item("", shape)
            shape = ""
            yield _Item(kind, "")
        elif not (letter == "P" and shape.endswith("P")):
            shape += letter
    if shape:
        yield _Item("", shape)


def _find_head(items: Sequence[_Item]) -> tuple[str, str]:
    """Where a card begins whose end is marked: `head` and `stray` of its format."""
    shape = items[0].shape
    if shape.startswith("TP"):
        return "not more not tiny heading_line", "line"
    if shape.startswith("NP"):
        return "people over abstract", "name over line | line"
    return f"line over {items[1].kind}" if len(shape) == 1 else "", "line"


def _make_format(
    name: str,
    items: Sequence[_Item],
    kinds: Sequence[Kind],
    *,
    begins: str = "",
    ends: str = "",
    head: str = "",
    stray: str = "",
    is_tight: bool = False,
) -> Format:
    """The format `name` whose card is made of `items`."""
    by_name = {kind.name: kind for kind in kinds}
    used = {item.kind: by_name[item.kind] for item in items if item.kind}
    card: list[str] = []
    prints = ""
    # Of several lines the title is the one over the names.
    lead = "TN" if any("TN" in item.shape for item in items) else "T"
    fields = {field for kind in used.values() if isinstance(kind.line, Value) for field in kind.line.fields}
    label = ""
    for item in items:
        kind = used.get(item.kind)
        if kind is not None:
            card.append(kind.name)
            is_literal = isinstance(kind.line, Value) and not kind.line.fields
            label = kind.sample if isinstance(kind.line, Label) else ""
            prints += (kind.sample if is_literal else f"{{{kind.name}}}") + (" " if label else "\n")
            continue
        for at, letter in enumerate(item.shape):
            is_other = letter == "T" and not label and not item.shape.startswith(lead, at)
            field, word = ("", "line") if is_other else _choose_field(letter, label, fields)
            fields.add(field)
            card.append(f"{field}:{word}" if field else word)
            # A site that prints another line over a title often prints the title once more.
            prints += f"{{{field or 'title'}}}\n"
            label = ""
    shown = [f"'{kind.sample}'" if not isinstance(kind.line, Value) else "a line of values" for kind in used.values()]
    return Format(
        name=name,
        summary=f"{', '.join(dict.fromkeys(shown)) or 'titles or names over abstracts'} for each paper",
        lines={kind.name: kind.line for kind in used.values()},
        begins=begins,
        ends=ends,
        head=head,
        stray=stray,
        card=" ".join(card),
        is_tight=is_tight,
        # Only dates in words may stand without a year.
        omits_current_year="published" in fields and not any(kind.numeric for kind in used.values()),
        readers={"published": DATE_IN_NUMBERS} if any(kind.numeric for kind in used.values()) else {},
        prints=prints.strip(),
        prints_page="{cards}",
        between="\n\n",
        lacks=f"a whole card of {name}",
    )


def _choose_field(letter: str, label: str, fields: set[str]) -> tuple[str, str]:
    """The field that a line of the look `letter` below `label` is likely to be, none of `fields`, and its pattern."""
    if letter == "P" or _SUMMARY.search(label):
        field = "summary" if _SUMMARY.search(label) else "abstract"
        return ("" if field in fields else field), "(line quiet*)" if label else "(beginning quiet*)"
    # Titles have commas as well.
    if _TITLE.search(label) and "title" not in fields:
        return "title", "line"
    if (letter == "N" or _AUTHORS.search(label)) and "authors" not in fields:
        return "authors", "line" if label else "name"
    if "title" not in fields:
        return "title", "line" if label else "title"
    return "", "line"


def _iter_headed(draft: Draft) -> Iterator[Format]:
    """The format of `draft` with one of the lines above the first card as the site's heading, the nearest first."""
    span = draft.page[0].source.span
    above = Lines(draft.page.text[: span.start if span else 0]).values
    for line in above[: -_MOST_HEADINGS - 1 : -1]:
        is_plain = len(line) <= _LONGEST_HEADING and line.count("{") == 0 and not any(map(str.isdigit, line))
        if is_plain and not any(kind.matches(line) for kind in draft.kinds):
            form = draft.form
            site = Site(lines={"heading": Mark(line)})
            yield evolve(form, site=site, heading="heading", prints_page="{heading}\n\n{cards}")
