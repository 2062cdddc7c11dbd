"""How well cards were joined, counted in pairs of cards, against the truth of `partial_cards`.

Precision is the share of true pairs among those joined, without pairs that are alike (nobody can tell); recall the
share of joined pairs among the linked ones. Counting takes time in proportion to the cards: a paper has few cards, and
pairs of different papers are counted from the sizes of groups. Only papers of one family are compared in pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from math import comb

from attrs import Factory, define
from partial_cards import Card, are_alike

NO_NOISE = "none"


@define
class Tally:
    """Linked pairs and how many of them were joined, and pairs that were falsely joined."""

    linked: int = 0
    joined: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        return self.joined / self.linked if self.linked else 1.0


@define
class Scores:
    """`true`: joined pairs of one paper, linked or not. `wrong`: joined pairs of different papers without the `alike`.

    `linked` pairs, `found` of them, `unlinked` the other pairs of one paper. `missed_in_maybe`: linked pairs not joined
    whose papers were named as a pair that may be one.
    """

    cards: int = 0
    negatives: int = 0
    papers: int = 0
    true: int = 0
    wrong: int = 0
    alike: int = 0
    linked: int = 0
    found: int = 0
    unlinked: int = 0
    missed_in_maybe: int = 0
    by_noise: dict[str, Tally] = Factory(lambda: defaultdict(Tally))
    by_kind: dict[str, Tally] = Factory(lambda: defaultdict(Tally))
    by_formats: dict[str, Tally] = Factory(lambda: defaultdict(Tally))

    @property
    def precision(self) -> float:
        return self.true / (self.true + self.wrong) if self.true + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.linked if self.linked else 1.0


def is_negative(card: Card) -> bool:
    """Whether the card is of a paper made to look like another, rather than of the other."""
    return card.kind not in ("", "counterpart")


def score(cards: Sequence[Card], clusters: Iterable[Sequence[int]], maybe: Collection[tuple[int, int]] = ()) -> Scores:
    """Compare `clusters`, places in `cards`, with the truth; a card in none of them is by itself.

    `maybe`: pairs of places in `clusters`, the smaller first.
    """
    cluster_of: dict[int, int] = {}
    members: list[list[Card]] = []
    for number, places in enumerate(clusters):
        cluster_of.update(dict.fromkeys(places, number))
        members.append([cards[place] for place in places])
    scores = Scores(cards=len(cards), negatives=sum(map(is_negative, cards)))
    _score_true_pairs(scores, cards, cluster_of, maybe)
    for joined in members:
        _score_false_pairs(scores, joined)
    return scores


def _score_true_pairs(
    scores: Scores, cards: Sequence[Card], cluster_of: dict[int, int], maybe: Collection[tuple[int, int]]
) -> None:
    places: dict[int, list[int]] = defaultdict(list)
    for place, card in enumerate(cards):
        places[card.truth].append(place)
    scores.papers = len(places)
    for pair in (pair for mine in places.values() for pair in combinations(mine, 2)):
        # A card without a cluster has a number of its own, which no cluster has.
        one, two = (cluster_of.get(place, -1 - place) for place in pair)
        first, second = cards[pair[0]], cards[pair[1]]
        scores.true += one == two
        if first.group != second.group:
            scores.unlinked += 1
            continue
        scores.linked += 1
        scores.found += one == two
        scores.missed_in_maybe += one != two and (min(one, two), max(one, two)) in maybe
        for tally in _tallies_of(scores, first, second):
            tally.linked += 1
            tally.joined += one == two


def _tallies_of(scores: Scores, first: Card, second: Card) -> Iterator[Tally]:
    for noise in first.noise | second.noise or {NO_NOISE}:
        yield scores.by_noise[noise]
    yield scores.by_kind[first.kind or "real"]
    formats = sorted(str(card.paper.source.format) for card in (first, second))
    yield scores.by_formats[" + ".join(formats)]


def _score_false_pairs(scores: Scores, joined: Sequence[Card]) -> None:
    wrong, alike = _count_false_pairs(joined)
    scores.wrong += wrong
    scores.alike += alike
    if not wrong:
        return
    # Pairs with a tag on either card: all without those that remain when the tagged are gone.
    for tag in {tag for card in joined for tag in card.noise}:
        rest = [card for card in joined if tag not in card.noise]
        scores.by_noise[tag].wrong += wrong - _count_false_pairs(rest)[0]
    scores.by_noise[NO_NOISE].wrong += _count_false_pairs([card for card in joined if not card.noise])[0]
    for kind in {card.kind for card in joined}:
        rest = [card for card in joined if card.kind != kind]
        scores.by_kind[kind or "real"].wrong += wrong - _count_false_pairs(rest)[0]


def _count_false_pairs(joined: Sequence[Card]) -> tuple[int, int]:
    """How many pairs are of different papers: those that could be told apart, and those that are alike."""
    counts = Counter(card.truth for card in joined)
    if len(counts) < 2:
        return 0, 0
    different = comb(len(joined), 2) - sum(comb(count, 2) for count in counts.values())
    # Only papers of one family can be alike.
    families: dict[int, list[Card]] = defaultdict(list)
    for card in joined:
        families[card.family].append(card)
    alike = sum(
        first.truth != second.truth and are_alike(first, second)
        for family in families.values()
        for first, second in combinations(family, 2)
    )
    return different - alike, alike


def iter_false_pairs(cards: Sequence[Card], clusters: Iterable[Sequence[int]]) -> Iterator[tuple[Card, Card]]:
    """Pairs that were falsely joined, one for each two neighbouring papers of a cluster."""
    for places in clusters:
        # One card of each paper: pairs of papers in a large cluster are too many to look at.
        ones = list({cards[place].truth: cards[place] for place in places}.values())
        for first, second in pairwise(ones):
            if not are_alike(first, second):
                yield first, second


def iter_missed_pairs(cards: Sequence[Card], clusters: Iterable[Sequence[int]]) -> Iterator[tuple[Card, Card]]:
    """Linked pairs that were not joined, one for each paper."""
    cluster_of = {place: number for number, places in enumerate(clusters) for place in places}
    first_of: dict[tuple[int, int], int] = {}
    shown = set[int]()
    for place, card in enumerate(cards):
        first = first_of.setdefault((card.truth, card.group), place)
        if card.truth not in shown and cluster_of.get(first, -1 - first) != cluster_of.get(place, -1 - place):
            shown.add(card.truth)
            yield cards[first], card
