"""What an extractor leaves of a page's records, and what the library reads of that.

A value is left if it stands in the text between the card's neighbours, when white space is folded and links are taken
off; it is right if the library gives it back. It is wrong if the library gives another one, or one that the card does
not print, or a record that is none of the page's, and no warning names the value.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any, Final, NamedTuple

import paperparse
from extracted.kinds import Kind, list_fields, print_values
from extracted.values import Record, print_votes
from paperparse import AmbiguousFormatError, Diagnostic, Page, Paper, PartialDate, UnknownFormatError
from paperparse.codes import CODES
from paperparse.model.paper import FIELDS
from paperparse.text.span import Span

# A lone hyphen is a number of votes.
# A colon before one space ends what stands above it.
_LINE_SIGNS: Final = re.compile(r"^[^\S\n]*+(?>(?:(?:#{1,6}|[*•]|:(?= {2}))[^\S\n]++)+)(?=\S)", re.MULTILINE)
_HARD_BREAK: Final = re.compile(r"\\{1,2}$", re.MULTILINE)
_LINK: Final = re.compile(r"!?\[([^\[\]]*+)\]\((?>(?:[^()\s]|\([^()\s]*+\))*)(?: \"[^\"]*+\")?\)")
_ESCAPE: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_OUTER: Final = re.compile(r" (?=[,;:.)])")
# A link stands in a link at most, and a picture in that.
_DEPTH: Final = 3
_SHOWN_BEFORE: Final = 30
_SHOWN_BEHIND: Final = 60
# By these a card is found again.
_TELLING: Final = ("title", "abstract", "summary")
_LONG: Final = ("title", "abstract", "summary", "note", "journal_ref")


class Place(NamedTuple):
    """Where a card stands: the end of the title before it, its own title, the start of the title after it."""

    before: int
    title: Span | None
    after: int


class Left(NamedTuple):
    """A card as an extractor leaves it: its printed values, those that are left, and whether its handle is."""

    printed: dict[str, Any]
    fields: frozenset[str]
    has_handle: bool


class Fault(NamedTuple):
    """A wrong value without a warning: the field, what the page prints and what was read."""

    field: str
    printed: Any
    read: Any


class Score(NamedTuple):
    """What came of the pages of one kind behind one extractor; pages of which nothing is left do not count.

    `printed`, `left` and `right` are values: of all pages, in what the extractor makes of them, and those read back.
    """

    printed: int = 0
    pages: int = 0
    read: int = 0
    left: int = 0
    right: int = 0
    faults: tuple[Fault, ...] = ()

    def add(self, other: "Score") -> "Score":
        return Score(
            self.printed + other.printed,
            self.pages + other.pages,
            self.read + other.read,
            self.left + other.left,
            self.right + other.right,
            (*self.faults, *other.faults),
        )


@cache
def fold(text: str) -> str:
    """`text` with white space folded and without escapes; none before punctuation, where extractors part words."""
    return _OUTER.sub("", _ESCAPE.sub("", " ".join(text.split())))


def _uncover(text: str) -> str:
    """`text` without links, headings and bullets, folded."""
    bare = " ".join(_HARD_BREAK.sub("", _LINE_SIGNS.sub("", text)).split())
    for _ in range(_DEPTH):
        bare = _LINK.sub(r" \1 ", bare)
    return fold(bare.replace("**", ""))


def _squeeze(text: str) -> str:
    return "".join(fold(text).split())


def _stands(value: str, text: str) -> bool:
    """Whether `value` stands in `text` as words of its own."""
    return re.search(rf"(?<!\w){re.escape(fold(value))}(?!\w)", text) is not None


def _is_target(name: str, value: str, text: str) -> bool:
    """Whether a link in `text` leads to `value`, or to a page of the number `value`."""
    before = r"/papers/" if name == "arxiv_id" else r"\(<?"
    return re.search(rf"{before}{re.escape(value)}(?=[\s)>#\"])", text) is not None


def _find_places(titles: Sequence[str], text: str) -> list[Place]:
    """Where each card stands in `text`: its title, if that is left, and the titles of the cards around it."""
    found: list[Span | None] = []
    start = 0
    for title in titles:
        at = text.find(title, start)
        found.append(None if at < 0 else Span(at, at + len(title)))
        start = start if at < 0 else at + len(title)
    ends = accumulate(found, lambda end, span: span.end if span else end, initial=0)
    starts = list(accumulate(reversed(found), lambda start, span: span.start if span else start, initial=len(text)))
    return [Place(before, span, after) for before, span, after in zip(ends, found, starts[-2::-1], strict=False)]


def _cut(place: Place, text: str, is_above: bool | None) -> str:
    """The part of `text` in which a value stands: above the title, below it, or in either."""
    start = place.title.end if place.title and is_above is False else place.before
    return text[start : place.title.start if place.title and is_above else place.after]


def _erase(texts: Iterable[str], text: str) -> str:
    """`text` without the long texts in it, whose words and numbers are no values."""
    for one in texts:
        text = text.replace(fold(one), " ¶ ")
    return text


def _erase_number(number: str, text: str, is_last: bool) -> str:
    """`text` without the first or the last `number` in it, which belongs to the card next door."""
    places = list(re.finditer(rf"(?<!\w){re.escape(number)}(?!\w)", text))
    if not places:
        return text
    place = places[-1 if is_last else 0]
    return f"{text[: place.start()]}¶{text[place.end() :]}"


def find_left(kind: Kind, records: Sequence[Record], text: str) -> list[Left]:
    """What of the records, as the page prints them, is left in `text`."""
    plain, raw = _uncover(text), " ".join(text.split())
    squeezed = _squeeze(plain)
    titles = [fold(record["title"]) for record in records]
    places, raw_places = _find_places(titles, plain), _find_places(titles, raw)
    found = []
    for at, (record, place, raw_place) in enumerate(zip(records, places, raw_places, strict=True)):
        part, raw_part = _cut(place, plain, None), _cut(raw_place, raw, None)
        printed = list_fields(record)
        if "teaser" in record and _squeeze(record["abstract"]) not in _squeeze(part):
            printed["abstract"] = record["teaser"]
        # A card of which none of these stands is gone; what looks like its numbers belongs to others.
        if not any(_squeeze(printed[one]) in squeezed for one in _TELLING if one in printed):
            found.append(Left(printed, frozenset(), has_handle=False))
            continue
        start = next((before for before in range(at - 1, -1, -1) if places[before].title), 0)
        near = records[start : at + 1]
        long = [one[name] for one in near for name in ("abstract", "teaser", "summary", "title") if name in one]
        fields = set()
        for name, value in printed.items():
            texts = print_values(kind, name, value)
            if name in kind.addresses:
                is_left = all(_is_target(name, one, raw_part) for one in texts)
            elif name == "title":
                is_left = place.title is not None
            elif name in _LONG:
                is_left = all(fold(one) in part for one in texts)
            elif name in kind.shared:
                is_left = all(_stands(one, plain) for one in texts)
            else:
                is_above = None if name in kind.around else name in kind.above
                space = _erase(long, _cut(place, plain, is_above))
                # A number of votes above a title follows a number of comments, and the other way round.
                if name == "upvotes" and is_above and at and "comment_count" in records[at - 1]:
                    space = _erase_number(str(records[at - 1]["comment_count"]), space, is_last=False)
                if name == "comment_count" and "upvotes" in kind.above and at + 1 < len(records):
                    space = _erase_number(print_votes(records[at + 1]["upvotes"]), space, is_last=True)
                is_left = all(_stands(one, space) for one in texts)
            if is_left:
                fields.add(name)
        handle = record.get("organization", {}).get("handle")
        found.append(Left(printed, frozenset(fields), handle is not None and _stands(handle, raw_part)))
    return found


def _align(cards: Sequence[Left], papers: Sequence[Paper]) -> list[int | None]:
    """For each paper the position of its card: by title, by abstract or summary, else by its place among the others."""
    keys = [{_squeeze(value) for name in _TELLING if (value := card.printed.get(name))} for card in cards]
    position = {key: at for at, found in enumerate(keys) for key in found}
    aligned = [
        next(
            (
                position[key]
                for value in (paper.title, paper.abstract, paper.summary)
                if value and (key := _squeeze(value)) in position
            ),
            None,
        )
        for paper in papers
    ]
    taken = {at for at in aligned if at is not None}
    for at, place in enumerate(aligned):
        if place is None:
            before = aligned[at - 1] if at else -1
            if before is not None and before + 1 < len(cards) and before + 1 not in taken:
                aligned[at] = before + 1
                taken.add(before + 1)
    return aligned


def _is_equal(printed: Any, value: Any) -> bool:
    match printed:
        case PartialDate():
            return bool(printed == value)
        case tuple():
            return [fold(one) for one in printed] == [fold(one) for one in value]
        case dict():
            return bool(value.name is not None and fold(value.name) == fold(printed["name"]))
        case str():
            return fold(printed) == fold(value)
    return bool(printed == value)


def _is_as_left(name: str, card: Left, value: Any) -> bool:
    """Whether `value` is what the extractor made of a text: words glued or parted, where it left no better one."""
    printed = card.printed.get(name)
    if name in card.fields or not isinstance(printed, str) or not isinstance(value, str):
        return False
    return _squeeze(printed) == _squeeze(value)


def _is_warned(page: Page, position: int, name: str) -> bool:
    return any(_names(found, page, position, name) for found in page.diagnostics if found.severity != "note")


def _names(found: Diagnostic, page: Page, position: int, name: str) -> bool:
    """Whether a finding is about the value: its code names the field, or it stands where the value does."""
    span = page[position].spans.get(name)
    touches = span is not None and found.span.start < span.end and span.start < found.span.end
    return touches or (found.paper == position and CODES[found.code].field == name)


def _iter_values(paper: Paper) -> Iterator[tuple[str, Any]]:
    for name in FIELDS:
        value = getattr(paper, name)
        if value is not None and value != ():
            yield name, value


def _check_handle(card: Left, value: Any) -> tuple[bool, bool]:
    """Whether the handle of an organization is right, and whether it is not wrong."""
    handle = card.printed["organization"]["handle"]
    return value.handle == handle or not card.has_handle, value.handle in (None, handle)


def compare(page: Page, cards: Sequence[Left]) -> tuple[int, list[Fault]]:
    """How many of the values that are left are right, and the faults."""
    right: set[tuple[int, str]] = set()
    faults = []
    seen: set[int] = set()
    for position, place in enumerate(_align(cards, page.papers)):
        paper = page[position]
        if place is None or place in seen:
            if not any(found.paper == position for found in page.diagnostics):
                faults.append(Fault("record", None, paper))
            continue
        seen.add(place)
        card = cards[place]
        for name, value in _iter_values(paper):
            is_printed = name in card.printed
            is_right = is_printed and _is_equal(card.printed[name], value)
            is_wrong = not is_right and not _is_as_left(name, card, value)
            if is_right and name == "organization":
                is_right, is_known = _check_handle(card, value)
                is_wrong = not is_known
            if is_right and name in card.fields:
                right.add((place, name))
            if is_wrong and not _is_warned(page, position, name):
                faults.append(Fault(name, card.printed.get(name), value))
    return len(right), faults


def score(kind: Kind, records: Sequence[Record], text: str) -> Score:
    """What is left in `text` of a page of `records`, and what of it the library reads."""
    cards = find_left(kind, records, text)
    printed = sum(len(card.printed) for card in cards)
    left = sum(len(card.fields) for card in cards)
    pages = int(left > 0)
    try:
        page = paperparse.loads(text)
    except (UnknownFormatError, AmbiguousFormatError):
        return Score(printed, pages, 0, left)
    right, faults = compare(page, cards)
    return Score(printed, pages, pages, left, right, tuple(faults))


def describe_fault(fault: Fault) -> str:
    """The fault in one line, without more of the texts than where they begin to differ."""
    printed, read = fold(str(fault.printed)), fold(str(fault.read))
    shorter = min(len(printed), len(read))
    at = next((at for at in range(shorter) if printed[at] != read[at]), shorter)
    shown = slice(max(0, at - _SHOWN_BEFORE), at + _SHOWN_BEHIND)
    return f"{fault.field}: printed …{printed[shown]!r}, read …{read[shown]!r}"
