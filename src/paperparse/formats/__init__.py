"""The formats: one module each, which finds cards, gives evidence and prints pages. The core does the rest."""

from typing import Final

from paperparse.cards import Format
from paperparse.formats import abstract_list, author_cards, daily_feed, scored_feed, title_feed

# Nothing depends on the order.
FORMATS: Final[tuple[Format, ...]] = (abstract_list, author_cards, daily_feed, scored_feed, title_feed)
