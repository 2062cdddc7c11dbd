"""Plain cards: those that are as their site prints them, each taken whole by one pattern of its format.

A format's pattern says where its fields stand; whether the lines are what they seem is for the format to judge. Values
come from the match at once, spans when they are asked for. Cards that are not plain are read with care, line by line.
"""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, Final

from attrs import define, field, fields

from paperparse.grammar.cards import Card, Reading
from paperparse.grammar.plain import END, match_plain_authors
from paperparse.grammar.values import READERS
from paperparse.model.paper import VALUE_FIELDS
from paperparse.text.lines import INVISIBLE, Lines
from paperparse.text.span import Span

# The values of a card, in the order of `VALUE_FIELDS`.
Record = list[Any]
Match = re.Match[str]

PLACES: Final = {name: at for at, name in enumerate(VALUE_FIELDS)}
EMPTY_RECORD: Final[Record] = [() if name == "authors" else None for name in VALUE_FIELDS]
# A number on a plain card has at most so many digits.
MOST_PLAIN_DIGITS: Final = 6
# Dates and counts are short, and the same ones stand on card after card.
_MOST_KEPT: Final = 4096
# `_new(Span, (start, end))` takes half as long as `Span(start, end)`, and there are many.
_new: Final = tuple.__new__


class Layout:
    """How a format prints a plain card.

    `pattern`: a regular expression for `re`, from the first character of the card to the last; what stands behind it,
    to the first character of the next line, is added. It names groups after fields, and `mark_...` what belongs to the
    site; other groups are the format's own. `ahead`: what must follow. `closing`: a line of its own on every card,
    which no format without marks takes for a part of one.
    """

    def __init__(self, pattern: str, *, ahead: str = "", closing: str | None = None) -> None:
        self._source: Final = f"{pattern}(?P<stop>){END}{ahead}"
        self.closing: Final = closing

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when a page is first read: all five take as long as the rest of the import."""
        return re.compile(self._source)

    @cached_property
    def _fields(self) -> list[tuple[str, int]]:
        return [(name, group) for name, group in self.pattern.groupindex.items() if name in PLACES]

    @cached_property
    def _marks(self) -> list[int]:
        return [group for name, group in self.pattern.groupindex.items() if name.startswith("mark")]

    @cached_property
    def _stop(self) -> int:
        return self.pattern.groupindex["stop"]

    @cached_property
    def _groups(self) -> list[int]:
        # With the last group, which is empty, there are always two or more, and `Match.group` returns a tuple.
        return [*(group for _, group in self._fields), self._stop]

    @cached_property
    def _texts(self) -> list[tuple[int, int]]:
        return [(PLACES[name], at) for at, (name, _) in enumerate(self._fields) if name not in READERS]

    @cached_property
    def _readers(self) -> list[tuple[int, int, Callable[[str], Any]]]:
        fields = enumerate(self._fields)
        return [(PLACES[name], at, _choose_reader(name)) for at, (name, _) in fields if name in READERS]

    def choose_match(self, text: str) -> Callable[[str, int], Match | None]:
        """What matches plain cards of `text` from an offset on; `match_nothing` where none may be plain.

        What the patterns take for white space must be all there is.
        """
        return match_nothing if any(character in text for character in INVISIBLE) else self.pattern.match

    def match_record(self, match: Match) -> Record | None:
        """The values of the card `match`; `None` if one of them can't be read as it stands."""
        groups = match.group(*self._groups)
        record = EMPTY_RECORD.copy()
        for place, at in self._texts:
            record[place] = groups[at]
        for place, at, reader in self._readers:
            text = groups[at]
            if text is not None:
                value = reader(text)
                if value is None:
                    return None
                record[place] = value
        return record

    def find_spans(self, match: Match) -> dict[str, Span]:
        """Where the fields of the card `match` stand, in page order."""
        spans: dict[str, Span] = {}
        for name, group in self._fields:
            span = match.span(group)
            if span[0] >= 0:
                spans[name] = _new(Span, span)
        return spans

    def find_extent(self, match: Match) -> Span:
        """From the first piece of the card `match` to the last."""
        return _new(Span, (match.start(), match.start(self._stop)))

    def make_card(self, match: Match) -> Card:
        """The card `match` by spans."""
        marks = [Span(*match.span(group)) for group in self._marks if match.start(group) >= 0]
        return Card(tuple(self.find_spans(match).items()), tuple(marks), (), is_proven=True)


def _choose_reader(name: str) -> Callable[[str], Any]:
    """What reads the field `name` on a plain card."""
    return match_plain_authors if name == "authors" else lru_cache(_MOST_KEPT)(READERS[name])


@define
class Scan(Reading):
    """A whole page as a format reads it, its plain cards by their matches.

    `lines` are the page's, as the format cuts them; `places` the cards in page order, each a `Card` or, if plain, its
    match; `records` the values of the plain ones, `None` for the others. `cards` is empty: `make_reading` makes
    a reading that has them.
    """

    lines: Lines = field(kw_only=True)
    layout: Layout = field(kw_only=True)
    places: list[Card | Match] = field(factory=list, kw_only=True)
    records: list[Record | None] = field(factory=list, kw_only=True)

    def add(self, card: Card) -> None:
        """Add `card`, which is not plain, or need not be."""
        self.places.append(card)
        self.records.append(None)

    def add_plain(self, match: Match, record: Record) -> None:
        """Add the plain card `match`, whose values are `record`."""
        self.places.append(match)
        self.records.append(record)

    def add_if(self, match: Match, is_plain: Callable[[Record], bool]) -> bool:
        """Add the card `match` if its values can be read as they stand and `is_plain` accepts them, or return false."""
        record = self.layout.match_record(match)
        if record is None or not is_plain(record):
            return False
        self.add_plain(match, record)
        return True

    def replace(self, at: int, card: Card) -> None:
        """Put `card` at position `at`."""
        self.places[at] = card
        self.records[at] = None

    def make_card(self, at: int) -> Card:
        """The card at position `at`."""
        place = self.places[at]
        return place if isinstance(place, Card) else self.layout.make_card(place)

    def has_proof(self) -> bool:
        """Whether any card proves something: plain ones do."""
        return any(not isinstance(place, Card) or place.is_proven for place in self.places)

    def make_reading(self) -> Reading:
        """The reading, all cards by spans."""
        parts = {attribute.name: getattr(self, attribute.name) for attribute in fields(Reading)}
        return Reading(**{**parts, "cards": [self.make_card(at) for at in range(len(self.places))]})


def match_nothing(_text: str, _at: int) -> None:
    """What matches plain cards where none may be plain."""


def count_cards(reading: Reading) -> int:
    """How many cards `reading` has."""
    return len(reading.places) if isinstance(reading, Scan) else len(reading.cards)
