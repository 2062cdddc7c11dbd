"""One record for each paper: join the cards that several pages, or several kinds of page, print of the same one."""

from collections.abc import Iterable
from itertools import chain

from paperparse.merging.clustering import join_groups
from paperparse.merging.comparison import Near, compare_profiles
from paperparse.merging.profiles import make_profile, make_profiler
from paperparse.merging.result import MergeResult, Pair, Policy
from paperparse.merging.verdicts import POLICIES, decide
from paperparse.model.page import Page
from paperparse.model.paper import Paper

__all__ = ["compare", "merge"]


def merge(pages_or_papers: Page | Paper | Iterable[Page | Paper], *, policy: Policy = "safe") -> MergeResult:
    """Join the cards that are of the same paper: one record for each paper, with all that its cards say.

    `policy`: `safe` joins what only the same paper explains, misspelled titles and cut or slightly changed abstracts
    included; `exact` only what is equal but for spelling; `fuzzy` also what is nearly equal letter by letter, and needs
    rapidfuzz (`pip install 'paperparse[fuzzy]'`). What may be the same stands in `MergeResult.maybe`.

    Which cards are joined, and what they become, does not depend on their order; merging the papers of the result again
    changes nothing. Time and memory grow linearly with the number of cards.

    Raises `TypeError` for what is no page and no paper, `ValueError` for another policy, `ModuleNotFoundError`
    for `fuzzy` without rapidfuzz.
    """
    near = find_near(policy)
    profile = make_profiler()
    given = (pages_or_papers,) if isinstance(pages_or_papers, Page | Paper) else pages_or_papers
    cards = [profile(card) for card in chain.from_iterable(map(_list_papers, given))]
    groups = join_groups(cards, profile, policy, near)
    return MergeResult(
        papers=tuple(groups.iter_papers()),
        clusters=tuple(map(groups.get_cluster, groups)),
        maybe=tuple(pair for pair, _, _ in groups.iter_maybe()),
        conflicts=tuple(conflict for conflict, _ in groups.iter_conflicts()),
    )


def compare(first: Paper, second: Paper, *, policy: Policy = "safe") -> Pair:
    """Whether two records are of the same paper, and on what evidence.

    `merge` asks the same of each pair, and then whether all that it would join fit each other.

    Raises as `merge` does.
    """
    near = find_near(policy)
    for paper in (first, second):
        if not isinstance(paper, Paper):
            raise TypeError(f"compare() takes two papers, not {type(paper).__name__}")
    one, other = make_profile(first), make_profile(second)
    comparisons = compare_profiles(one, other, near)
    return Pair(first, second, decide(one, other, comparisons, policy).outcome, comparisons)


def find_near(policy: Policy) -> Near | None:
    """What is nearly equal under `policy`, where that is more than the rules say; raises as `merge` does."""
    if policy not in POLICIES:
        raise ValueError(f"policy must be one of {', '.join(map(repr, POLICIES))}, not {policy!r}")
    if policy != "fuzzy":
        return None
    from paperparse.merging.fuzzy import is_nearly_equal

    return is_nearly_equal


def _list_papers(given: Page | Paper) -> Iterable[Paper]:
    if isinstance(given, Page):
        return given.papers
    if isinstance(given, Paper):
        return (given,)
    raise TypeError(f"expected papers and pages, not {type(given).__name__}")
