"""Joining records until nothing more is the same.

One round compares the candidates and joins what is the same, the surest pairs first. Sameness is no chain: a card
without authors may fit two papers of the same title. So records are joined only if each of them is the same as what
they would become together; if one is not, none of those pairs is joined, and a person is asked: to choose one of them
would be a guess. Rounds follow each other until one joins nothing, so that merging again changes nothing. None of this
depends on the order of the records, but which of several pairs that say the same is named as evidence.

Cards and groups are numbers: a group is called by its first card. What is the same paper is a forest over these
numbers, what a group has become is in a store, and pairs are sorted where they are many; so beside the store, memory
holds some numbers a card, and the cards of one paper at a time.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from attrs import define, field, frozen

from paperparse.merging.blocking import iter_candidates, make_rank
from paperparse.merging.comparison import Near, compare_profiles
from paperparse.merging.joining import find_conflicts, join_cards
from paperparse.merging.profiles import Profile
from paperparse.merging.result import Cluster, Comparison, Conflict, Outcome, Pair, Policy
from paperparse.merging.scratch import Scratch, Sorter, Store
from paperparse.merging.verdicts import STRENGTHS, decide
from paperparse.model.paper import Paper

# What the doubts about a group of records are called in the evidence of a pair.
_TOGETHER: Final = "with others that seem to be the same"
# What does not speak against two records, under any policy.
_FITTING: Final = ("equal", "compatible")

# Comparisons as plain values, and two groups with how they compare: rows to sort.
_Told = tuple[tuple[str, str, str], ...]
_Edge = tuple[int, int, _Told]


@define(eq=False)
class _Forest:
    """Which of a number of things belong together: union and find, with the path halved on the way."""

    parents: "array[int]"

    def find(self, at: int) -> int:
        parents = self.parents
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    def join(self, one: int, other: int) -> bool:
        """Join the two; `False` if they were together already. The smallest of all that are together is their root."""
        root, other_root = self.find(one), self.find(other)
        self.parents[max(root, other_root)] = min(root, other_root)
        return root != other_root


@define(eq=False)
class Groups:
    """Cards that are one paper each so far, called by the numbers of their first cards.

    `store` has the profiles of all `count` cards, by their numbers, and then of what groups have become; `current` says
    for each group which is its own. `following` leads from each card to the next one of its group, from the last to
    itself. `evidence` are the pairs that made groups of several, if they are kept. `maybe` are the groups that may be
    the same.
    """

    store: Store
    count: int
    scratch: Scratch | None
    forest: _Forest
    current: "array[int]"
    following: "array[int]"
    evidence: defaultdict[int, list[Pair]] | None
    maybe: Sorter[_Edge] = field(init=False)

    def __iter__(self) -> Iterator[int]:
        """The groups, in order of first appearance."""
        return (at for at, parent in enumerate(self.forest.parents) if parent == at)

    def get_profile(self, group: int) -> Profile:
        """What the cards of `group` have become."""
        return self.store[self.current[group]]

    def list_positions(self, group: int) -> list[int]:
        """The cards of `group`, in order."""
        positions = [group]
        while self.following[group] != group:
            group = self.following[group]
            positions.append(group)
        return positions

    def iter_profiles(self) -> Iterator[tuple[int, Profile]]:
        """The groups, each with its profile."""
        return ((group, self.get_profile(group)) for group in self)

    def iter_papers(self) -> Iterator[Paper]:
        """What the groups have become, in order of first appearance."""
        return (profile.paper for _, profile in self.iter_profiles())

    def get_cluster(self, group: int) -> Cluster:
        """The cards of `group`, and what they have become."""
        positions = self.list_positions(group)
        cards = tuple([self.store[at].paper for at in positions])
        evidence = () if self.evidence is None else tuple(self.evidence.get(group, ()))
        return Cluster(self.get_profile(group).paper, cards, tuple(positions), evidence)

    def iter_maybe(self) -> Iterator[tuple[Pair, Cluster, Cluster]]:
        """The pairs of papers that may be the same, with the clusters of both, in order."""
        for first, second, told in self.maybe:
            pair = self.make_pair(first, second, told, "maybe")
            yield pair, self.get_cluster(first), self.get_cluster(second)

    def iter_conflicts(self) -> Iterator[tuple[Conflict, Cluster]]:
        """The fields for which cards of one paper say several things, with its cluster, in order."""
        for group in self:
            if self.following[group] != group:
                cluster = self.get_cluster(group)
                for conflict in find_conflicts(cluster.paper, cluster.cards):
                    yield conflict, cluster

    def make_pair(self, first: int, second: int, told: _Told, outcome: Outcome) -> Pair:
        """The pair of two groups that compare as is `told`."""
        one, other = (self.get_profile(group).paper for group in (first, second))
        # The relations are those of comparisons that were taken apart.
        evidence = tuple([Comparison(*parts) for parts in told])  # type: ignore[arg-type]
        return Pair(one, other, outcome, evidence)


@frozen(eq=False)
class _Round:
    """What one round works on and what it has found so far: `is_joined` says which groups are joined to others."""

    groups: Groups
    members: "array[int]"
    policy: Policy
    near: Near | None
    profile: Callable[[Paper], Profile]
    is_joined: bytearray
    joined: list[_Edge] = field(factory=list)


def join_groups(
    store: Store,
    profile: Callable[[Paper], Profile],
    policy: Policy,
    near: Near | None,
    scratch: Scratch | None = None,
    *,
    keeps_evidence: bool = True,
) -> Groups:
    """The papers that the cards are of whose profiles are in `store`, to which more are added, made by `profile`.

    What is sorted on the way is in `scratch`, or in memory.
    """
    count = len(store)
    numbers = array("I", range(count))
    evidence: defaultdict[int, list[Pair]] | None = defaultdict(list) if keeps_evidence else None
    groups = Groups(store, count, scratch, _Forest(numbers), numbers[:], numbers[:], evidence)
    current = _start(groups, policy, near, profile)
    _join_identical(current)
    while True:
        _regroup(current)
        current = _start(groups, policy, near, profile)
        groups.maybe = _join_candidates(current)
        if not any(current.is_joined):
            return groups
        groups.maybe.close()


def _start(groups: Groups, policy: Policy, near: Near | None, profile: Callable[[Paper], Profile]) -> _Round:
    return _Round(groups, array("I", groups), policy, near, profile, bytearray(groups.count))


def _join_identical(current: _Round) -> None:
    """Join what says the same, so that a thousand copies cost no more than their number."""
    groups = current.groups
    hashed: Sorter[tuple[int, int]] = Sorter(groups.scratch)
    for at, profile in groups.iter_profiles():
        hashed.add((hash(profile.identity), at))
    for _, rows in groupby(hashed.drain(), itemgetter(0)):
        members = [at for _, at in rows]
        copies: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        if len(members) > 1:
            for at in members:
                copies[groups.get_profile(at).identity].append(at)
        for same in copies.values():
            if len(same) > 1:
                first, second = map(groups.get_profile, same[:2])
                comparisons = compare_profiles(first, second, current.near)
                if decide(first, second, comparisons, current.policy).outcome == "same":
                    told = _take_apart(comparisons)
                    _join(current, ((one, other, told) for one, other in pairwise(same)))


def _join_candidates(current: _Round) -> Sorter[_Edge]:
    """Join what is the same; gives what may be, or is the same as others that are not each other's."""
    groups = current.groups
    edges: dict[int, Sorter[_Edge]] = {strength: Sorter(groups.scratch) for strength in STRENGTHS}
    doubtful: Sorter[_Edge] = Sorter(groups.scratch)
    candidates = iter_candidates(groups.iter_profiles, groups.count, groups.scratch, is_fuzzy=current.near is not None)
    for one, other in candidates:
        first, second = groups.get_profile(one), groups.get_profile(other)
        comparisons = compare_profiles(first, second, current.near)
        verdict = decide(first, second, comparisons, current.policy)
        if verdict.outcome == "same":
            _add(edges[verdict.strength], one, other, _take_apart(comparisons))
        elif verdict.outcome == "maybe":
            _add(doubtful, one, other, _take_apart(comparisons))
    for strength in STRENGTHS:
        if edges[strength].count:
            _join_consistent(current, edges[strength], doubtful)
    return doubtful


def _join_consistent(current: _Round, edges: Sorter[_Edge], doubtful: Sorter[_Edge]) -> None:
    """Join by `edges` all groups that are each the same as what they become together; the others are `doubtful`."""
    forest = current.groups.forest
    reach = _Forest(forest.parents[:])
    for one, other, _ in edges:
        reach.join(one, other)
    # What belongs together stands together: the members, then the edges.
    rows: Sorter[tuple[int, bool, int, int, _Told]] = Sorter(current.groups.scratch)
    is_reached = bytearray(current.groups.count)
    for one, other, told in edges.drain():
        root = reach.find(one)
        is_reached[root] = True
        rows.add((root, True, one, other, told), _count_letters(told))
    for at in current.members:
        root = reach.find(at)
        if is_reached[root]:
            rows.add((root, False, at, at, ()))
    for _, together in groupby(rows.drain(), itemgetter(0)):
        parts = groupby(together, itemgetter(1))
        doubts = _find_doubts(current, [at for _, _, at, _, _ in next(parts)[1]])
        connecting = ((one, other, told) for _, _, one, other, told in next(parts)[1])
        if doubts is None:
            _join(current, connecting)
            continue
        for one, other, told in connecting:
            if forest.find(one) != forest.find(other):
                _add(doubtful, one, other, (*told, *doubts))


def _find_doubts(current: _Round, members: list[int]) -> _Told | None:
    """What speaks against it that all of `members`, groups of this round, are one paper; `None` if nothing does."""
    if len(members) == 2:
        return None
    profiles = [current.groups.get_profile(at) for at in members]
    # Made of what the groups are by now, not of their cards: so a merge of merged papers meets the same doubts.
    whole = current.profile(join_cards([profile.paper for profile in profiles]))
    for profile in sorted(profiles, key=make_rank):
        comparisons = compare_profiles(profile, whole, current.near)
        if decide(profile, whole, comparisons, current.policy).outcome != "same":
            return tuple(
                (name, relation, f"{_TOGETHER}: {detail}")
                for name, relation, detail in _take_apart(comparisons)
                if relation not in _FITTING
            )
    return None


def _take_apart(comparisons: Iterable[Comparison]) -> _Told:
    return tuple([(comparison.field, comparison.relation, comparison.detail) for comparison in comparisons])


def _add(edges: Sorter[_Edge], one: int, other: int, told: _Told) -> None:
    edges.add((one, other, told), _count_letters(told))


def _count_letters(told: _Told) -> int:
    return sum(len(detail) for _, _, detail in told)


def _join(current: _Round, edges: Iterable[_Edge]) -> None:
    for one, other, told in edges:
        if current.groups.forest.join(one, other):
            current.is_joined[one] = current.is_joined[other] = True
            if current.groups.evidence is not None:
                current.joined.append((one, other, told))


def _regroup(current: _Round) -> None:
    """Make of the groups that were joined what they are together."""
    groups, find = current.groups, current.groups.forest.find
    if groups.evidence is not None:
        _gather_evidence(current, groups.evidence)
    _chain(groups)
    is_new = bytearray(groups.count)
    for at in current.members:
        if current.is_joined[at]:
            is_new[find(at)] = True
    for group in groups:
        if is_new[group]:
            cards = [groups.store[at].paper for at in groups.list_positions(group)]
            groups.current[group] = len(groups.store)
            groups.store.append(current.profile(join_cards(cards)))


def _gather_evidence(current: _Round, evidence: defaultdict[int, list[Pair]]) -> None:
    """Put the reasons of the round with those of the rounds before it."""
    groups, find = current.groups, current.groups.forest.find
    pairs = [(find(one), groups.make_pair(one, other, told, "same")) for one, other, told in current.joined]
    for at in current.members:
        if at in evidence and find(at) != at:
            evidence[find(at)] += evidence.pop(at)
    for group, pair in pairs:
        evidence[group].append(pair)


def _chain(groups: Groups) -> None:
    """Lead from each card to the next one of its group."""
    # The first card met so far of each group, from the end.
    first = array("I", range(groups.count))
    for at in reversed(range(groups.count)):
        group = groups.forest.find(at)
        groups.following[at] = first[group] if first[group] > at else at
        first[group] = at
