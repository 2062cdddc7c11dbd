"""Which pairs are worth comparing: those that have a fingerprint in common.

Comparing all pairs of 100,000 cards would take days. Records that are the same have, under the rules of `verdicts`, the
same identifier, or the same title, perhaps in another spelling, the beginning or the end of one, or a beginning of the
abstract in common; so these are keys, and only records under the same key are compared. Under a key that many share,
the records are sorted by their text and each is compared with its neighbours only (Hernandez and Stolfo, The
merge/purge problem for large databases, 1995): nearly equal texts are neighbours there. The number of pairs is thus
bounded by a multiple of the number of records, on any input. Neither keys nor sorting depend on the order of the
records.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from operator import attrgetter
from typing import Any, Final, NamedTuple

from paperparse.merging.joining import rank_source
from paperparse.merging.profiles import TEXTS, Profile
from paperparse.model.paper import FIELDS, Paper

# Under a key with so many records or fewer, all pairs are compared; else each record with so many before it.
_ALL_PAIRS: Final = 8
_NEIGHBOURS: Final = 5
# Letters of a title's beginning and end. A misspelling spoils one of the two, a cut the end only.
_BEGINNING: Final = 16
_END: Final = 20
# Letters of an abstract's beginning, and characters that hold so many even in words of one letter. One that breaks off
# early shares too few of the smallest hashes of its runs with the whole.
_OPENING: Final = 40
_HOLDING: Final = 2 * _OPENING
# Titles whose lengths differ by more are not misspelled; nor, where a library compares, nearly equal.
_MISSPELLED: Final = 1
_NEARLY_EQUAL: Final = 6
# Texts that begin alike and are not the same share a run of words or two: "in this paper we propose".
_FEWEST_RUNS: Final = 2
_FEWEST_NAMES: Final = 3
# What is not compared as text.
_get_others: Final[Callable[[Paper], tuple[Any, ...]]] = attrgetter(
    *(name for name, field in FIELDS.items() if field.merging not in ("title", "abstract", "text", "authors"))
)


class _Fingerprint(NamedTuple):
    """One kind of key: what keys a record has, what records are sorted by under one, which pairs to compare."""

    find_keys: Callable[[Profile], Iterable[Hashable]]
    sort_text: Callable[[Profile], str]
    is_worth: Callable[[Profile, Profile, int], bool]


def iter_candidates(profiles: Sequence[Profile], *, is_fuzzy: bool) -> Iterator[tuple[int, int]]:
    """Pairs of positions in `profiles`, the smaller one first, each pair once."""
    slack = _NEARLY_EQUAL if is_fuzzy else _MISSPELLED
    order = sorted(range(len(profiles)), key=lambda at: make_rank(profiles[at]))
    seen: set[tuple[int, int]] = set()
    for fingerprint in _FINGERPRINTS:
        blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for at in order:
            for key in fingerprint.find_keys(profiles[at]):
                blocks[key].append(at)
        for members in blocks.values():
            if len(members) == 1:
                continue
            # What is equal in this text stays in the order of all texts.
            members.sort(key=lambda at: fingerprint.sort_text(profiles[at]))
            for one, other in _pair(members):
                pair = (one, other) if one < other else (other, one)
                if pair not in seen and fingerprint.is_worth(profiles[one], profiles[other], slack):
                    seen.add(pair)
                    yield pair


def make_rank(profile: Profile) -> tuple[Any, ...]:
    """What records are ordered by wherever one has to come first, whatever order they were given in."""
    paper = profile.paper
    return (
        *(profile.title_letters, profile.abstract, *profile.authors, "", *profile.texts),
        *(paper.title or "", paper.abstract or "", *paper.authors, ""),
        *[getattr(paper, name) or "" for name in TEXTS],
        repr(_get_others(paper)),
        *rank_source(paper.source),
    )


def _pair(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(members) <= _ALL_PAIRS:
        yield from combinations(members, 2)
        return
    for at, member in enumerate(members):
        for other in members[max(at - _NEIGHBOURS, 0) : at]:
            yield other, member


def _find_identifiers(profile: Profile) -> Iterator[tuple[str, str]]:
    if profile.arxiv_id:
        yield "arxiv_id", profile.arxiv_id
    if profile.doi:
        yield "doi", profile.doi


def _find_title(profile: Profile) -> Iterator[str]:
    if profile.title:
        yield profile.title_letters


def _find_spelling(profile: Profile) -> Iterator[str]:
    if profile.title:
        yield profile.loose_letters


def _find_beginnings(profile: Profile) -> Iterator[str]:
    letters = profile.title_letters
    if letters:
        yield from dict.fromkeys((letters[:_BEGINNING], profile.loose_letters[:_BEGINNING]))
        if len(letters) < 2 * _BEGINNING:
            yield f"{letters[: len(letters) // 2]} "


def _find_end(profile: Profile) -> Iterator[str]:
    letters = profile.title_letters
    if letters:
        yield from dict.fromkeys(map(_cut_end, (letters, profile.loose_letters)))


def _cut_end(letters: str) -> str:
    return letters[-min(_END, (len(letters) + 1) // 2) :]


def _find_runs(profile: Profile) -> Iterator[int]:
    yield from profile.sketch


def _find_opening(profile: Profile) -> Iterator[str]:
    if profile.sketch:
        yield profile.abstract[:_HOLDING].replace(" ", "")[:_OPENING]


def _find_authors(profile: Profile) -> Iterator[tuple[str, ...]]:
    if len(profile.authors) >= _FEWEST_NAMES:
        yield profile.authors


def _is_always_worth(_first: Profile, _second: Profile, _slack: int) -> bool:
    return True


def _may_be_same_title(first: Profile, second: Profile, slack: int) -> bool:
    if first.title_is_cut or second.title_is_cut:
        return True
    difference = abs(len(first.title_letters) - len(second.title_letters))
    return min(difference, abs(len(first.loose_letters) - len(second.loose_letters))) <= slack


def _shares_runs(first: Profile, second: Profile, _slack: int) -> bool:
    shared = set(first.sketch).intersection(second.sketch)
    return len(shared) >= min(_FEWEST_RUNS, len(first.sketch), len(second.sketch))


def _have_authors_only(first: Profile, second: Profile, _slack: int) -> bool:
    return not (first.title and second.title) and not (first.sketch and second.sketch)


_FINGERPRINTS: Final = (
    _Fingerprint(_find_identifiers, lambda profile: profile.title_letters, _is_always_worth),
    _Fingerprint(_find_title, lambda profile: profile.title_letters, _is_always_worth),
    _Fingerprint(_find_spelling, lambda profile: profile.title_letters, _is_always_worth),
    _Fingerprint(_find_beginnings, lambda profile: profile.title_letters, _may_be_same_title),
    _Fingerprint(_find_end, lambda profile: profile.title_letters[::-1], _may_be_same_title),
    _Fingerprint(_find_runs, lambda profile: profile.abstract, _shares_runs),
    _Fingerprint(_find_opening, lambda profile: profile.abstract.replace(" ", ""), _is_always_worth),
    _Fingerprint(_find_authors, lambda profile: profile.abstract, _have_authors_only),
)
