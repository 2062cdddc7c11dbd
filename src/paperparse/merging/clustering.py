"""Joining records until nothing more is the same.

One round compares the candidates and joins what is the same, the surest pairs first. Sameness is no chain: a card
without authors may fit two papers of the same title. So records are joined only if each of them is the same as what
they would become together; if one is not, none of those pairs is joined, and a person is asked: to choose one of them
would be a guess. Rounds follow each other until one joins nothing, so that merging again changes nothing. None of this
depends on the order of the records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final

from attrs import define, evolve, field, frozen

from paperparse.merging.blocking import iter_candidates, make_rank
from paperparse.merging.comparison import Near, compare_profiles
from paperparse.merging.joining import join_cards
from paperparse.merging.profiles import Profile, make_profiler
from paperparse.merging.result import Comparison, Outcome, Pair, Policy
from paperparse.merging.verdicts import STRENGTHS, decide
from paperparse.model.paper import Paper

# What the doubts about a group of records are called in the evidence of a pair.
_TOGETHER: Final = "with others that seem to be the same"
# What does not speak against two records, under any policy.
_FITTING: Final = ("equal", "compatible")


@frozen(eq=False)
class Group:
    """Cards that are one paper so far: their positions among all cards, what they became, and why."""

    positions: tuple[int, ...]
    profile: Profile
    evidence: tuple[Pair, ...] = ()


@define(eq=False)
class _Edge:
    """Two groups of a round, by their positions in it, that seem to be the same paper."""

    first: int
    second: int
    comparisons: tuple[Comparison, ...]


@define(eq=False)
class _Forest:
    """Which of a number of things belong together: union and find, with the path halved on the way."""

    parents: list[int]

    def find(self, at: int) -> int:
        while self.parents[at] != at:
            self.parents[at] = at = self.parents[self.parents[at]]
        return at

    def join(self, one: int, other: int) -> bool:
        """Join the two; `False` if they were together already."""
        root, other_root = self.find(one), self.find(other)
        self.parents[max(root, other_root)] = min(root, other_root)
        return root != other_root


@frozen(eq=False)
class _Round:
    """What one round works on and what it has found so far."""

    groups: Sequence[Group]
    cards: Sequence[Paper]
    policy: Policy
    near: Near | None
    profile: Callable[[Paper], Profile]
    forest: _Forest
    joined: list[_Edge] = field(factory=list)
    doubtful: list[_Edge] = field(factory=list)


def join_groups(cards: Sequence[Paper], policy: Policy, near: Near | None) -> tuple[list[Group], list[Pair]]:
    """The papers that `cards` are of, in order of first appearance, and the pairs of them that may be the same."""
    profile = make_profiler()
    groups = [Group((at,), profile(card)) for at, card in enumerate(cards)]
    current = _start(groups, cards, policy, near, profile)
    _join_identical(current)
    groups = _regroup(current)
    while True:
        current = _start(groups, cards, policy, near, profile)
        _join_candidates(current)
        if not current.joined:
            doubtful = sorted(current.doubtful, key=lambda edge: (edge.first, edge.second))
            return groups, [_make_pair(groups, edge, "maybe") for edge in doubtful]
        groups = _regroup(current)


def _start(
    groups: Sequence[Group],
    cards: Sequence[Paper],
    policy: Policy,
    near: Near | None,
    profile: Callable[[Paper], Profile],
) -> _Round:
    return _Round(groups, cards, policy, near, profile, _Forest(list(range(len(groups)))))


def _join_identical(current: _Round) -> None:
    """Join what says the same, so that a thousand copies cost no more than their number."""
    copies: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, group in enumerate(current.groups):
        copies[group.profile.identity].append(at)
    for members in copies.values():
        if len(members) > 1:
            first, second = (current.groups[at].profile for at in members[:2])
            comparisons = compare_profiles(first, second, current.near)
            if decide(first, second, comparisons, current.policy).outcome == "same":
                _join(current, (_Edge(one, other, comparisons) for one, other in pairwise(members)))


def _join_candidates(current: _Round) -> None:
    profiles = [group.profile for group in current.groups]
    edges: dict[int, list[_Edge]] = {strength: [] for strength in STRENGTHS}
    for one, other in iter_candidates(profiles, is_fuzzy=current.near is not None):
        comparisons = compare_profiles(profiles[one], profiles[other], current.near)
        verdict = decide(profiles[one], profiles[other], comparisons, current.policy)
        if verdict.outcome == "same":
            edges[verdict.strength].append(_Edge(one, other, comparisons))
        elif verdict.outcome == "maybe":
            current.doubtful.append(_Edge(one, other, comparisons))
    for strength in STRENGTHS:
        _join_consistent(current, edges[strength])


def _join_consistent(current: _Round, edges: list[_Edge]) -> None:
    """Join by `edges` all groups that are each the same as what they become together."""
    reach = _Forest(current.forest.parents.copy())
    for edge in edges:
        reach.join(edge.first, edge.second)
    by_root: defaultdict[int, list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_root[reach.find(edge.first)].append(edge)
    members: defaultdict[int, set[int]] = defaultdict(set)
    for edge in (*current.joined, *edges):
        members[reach.find(edge.first)].update((edge.first, edge.second))
    for root, connecting in by_root.items():
        doubts = _find_doubts(current, members[root])
        if doubts is None:
            _join(current, connecting)
            continue
        for edge in connecting:
            if current.forest.find(edge.first) != current.forest.find(edge.second):
                current.doubtful.append(evolve(edge, comparisons=(*edge.comparisons, *doubts)))


def _find_doubts(current: _Round, members: set[int]) -> tuple[Comparison, ...] | None:
    """What speaks against it that all of `members`, groups of this round, are one paper; `None` if nothing does."""
    if len(members) == 2:
        return None
    groups = [current.groups[at] for at in members]
    # Made of what the groups are by now, not of their cards: so a merge of merged papers meets the same doubts.
    whole = current.profile(join_cards([group.profile.paper for group in groups]))
    for group in sorted(groups, key=lambda group: make_rank(group.profile)):
        comparisons = compare_profiles(group.profile, whole, current.near)
        if decide(group.profile, whole, comparisons, current.policy).outcome != "same":
            return tuple(
                evolve(comparison, detail=f"{_TOGETHER}: {comparison.detail}")
                for comparison in comparisons
                if comparison.relation not in _FITTING
            )
    return None


def _join(current: _Round, edges: Iterable[_Edge]) -> None:
    for edge in edges:
        if current.forest.join(edge.first, edge.second):
            current.joined.append(edge)


def _regroup(current: _Round) -> list[Group]:
    """The groups after the round, in order of first appearance."""
    together: defaultdict[int, list[Group]] = defaultdict(list)
    for at, group in enumerate(current.groups):
        together[current.forest.find(at)].append(group)
    reasons: defaultdict[int, list[Pair]] = defaultdict(list)
    for edge in current.joined:
        reasons[current.forest.find(edge.first)].append(_make_pair(current.groups, edge, "same"))
    return [
        groups[0] if len(groups) == 1 else _unite(current, groups, reasons[root]) for root, groups in together.items()
    ]


def _unite(current: _Round, groups: Sequence[Group], reasons: Iterable[Pair]) -> Group:
    positions = tuple(sorted(at for group in groups for at in group.positions))
    evidence = (*(pair for group in groups for pair in group.evidence), *reasons)
    paper = join_cards([current.cards[at] for at in positions])
    return Group(positions, current.profile(paper), evidence)


def _make_pair(groups: Sequence[Group], edge: _Edge, outcome: Outcome) -> Pair:
    first, second = sorted((groups[edge.first], groups[edge.second]), key=lambda group: group.positions)
    return Pair(first.profile.paper, second.profile.paper, outcome, edge.comparisons)
