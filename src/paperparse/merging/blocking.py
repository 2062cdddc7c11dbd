"""Which pairs are worth comparing: those that have a fingerprint in common.

Comparing all pairs of 100,000 cards would take days. Records that are the same have, under the rules of `verdicts`, the
same identifier, or the same title, perhaps in another spelling, the beginning or the end of one, or a beginning of the
abstract in common; so these are keys, and only records under the same key are compared. Under a key that many share,
the records are sorted by their text and each is compared with its neighbours only (Hernandez and Stolfo, The
merge/purge problem for large databases, 1995): nearly equal texts are neighbours there. The number of pairs is thus
bounded by a multiple of the number of records, on any input. Neither keys nor sorting depend on the order of the
records.

All of it is sorting: records by their texts, for their places in these orders; keys with these places, so that what
shares a key stands together; pairs, so that each comes once. Beside what is sorted, memory holds three numbers a record
and a few rows.
"""

from array import array
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from hashlib import blake2b
from itertools import chain, combinations, groupby, islice
from operator import attrgetter, itemgetter
from typing import Any, Final, Literal, NamedTuple

from paperparse.merging.joining import rank_source
from paperparse.merging.profiles import TEXTS, Profile
from paperparse.merging.scratch import Scratch, Sorter
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


# How many bytes of a digest tell keys apart.
_DIGEST: Final = 16
# How often title and abstract stand in what records are ranked by: as they are printed and as they are compared.
_TIMES_RANKED: Final = 2

# Gives each profile with its number, as often as it is called.
IterProfiles = Callable[[], Iterable[tuple[int, Profile]]]
_Order = Literal["title", "end", "abstract"]
_Clue = tuple[int, ...]
# A key, the places in its order and in that of all texts of a record that has it, the record's number, and its clue.
_Member = tuple[bytes, int, int, int, _Clue]


class _Fingerprint(NamedTuple):
    """One kind of key: what keys a record has, in which order records are compared under one, which pairs to compare.

    The last is told from a clue of each record, so that the record itself need not be at hand.
    """

    find_keys: Callable[[Profile], Iterable[Hashable]]
    order: _Order
    find_clue: Callable[[Profile], _Clue]
    is_worth: Callable[[_Clue, _Clue, int], bool]


def iter_candidates(
    iter_profiles: IterProfiles, count: int, scratch: Scratch | None = None, *, is_fuzzy: bool
) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of records, all below `count`, the smaller one first, sorted and each once."""
    slack = _NEARLY_EQUAL if is_fuzzy else _MISSPELLED
    pairs: Sorter[tuple[int, int]] = Sorter(scratch)
    for key, block in groupby(_sort_members(iter_profiles, count, scratch), itemgetter(0)):
        is_worth = _FINGERPRINTS[key[0]].is_worth
        for (*_, one, clue), (*_, other, other_clue) in _pair(block):
            if is_worth(clue, other_clue, slack):
                pairs.add((one, other) if one < other else (other, one))
    return (pair for pair, _ in groupby(pairs.drain()))


def _sort_members(iter_profiles: IterProfiles, count: int, scratch: Scratch | None) -> Iterator[_Member]:
    places = _find_places(iter_profiles, count, scratch)
    members: Sorter[_Member] = Sorter(scratch)
    for at, profile in iter_profiles():
        # What is equal in one text stays in the order of all texts.
        rank = places["title"][at]
        for kind, fingerprint in enumerate(_FINGERPRINTS):
            for key in fingerprint.find_keys(profile):
                digest = blake2b(repr(key).encode(), digest_size=_DIGEST).digest()
                place = places[fingerprint.order][at]
                members.add((bytes((kind,)) + digest, place, rank, at, fingerprint.find_clue(profile)))
    return members.drain()


def _find_places(iter_profiles: IterProfiles, count: int, scratch: Scratch | None) -> dict[_Order, "array[int]"]:
    """The place of each record in each order; records of the same text have the same, but for titles."""
    titles: Sorter[tuple[tuple[Any, ...], int]] = Sorter(scratch)
    ends: Sorter[tuple[str, int]] = Sorter(scratch)
    abstracts: Sorter[tuple[str, int]] = Sorter(scratch)
    for at, profile in iter_profiles():
        abstract = profile.abstract.replace(" ", "")
        titles.add((make_rank(profile), at), _TIMES_RANKED * (len(abstract) + len(profile.title)))
        ends.add((profile.title_letters[::-1], at), len(profile.title_letters))
        abstracts.add((abstract, at), len(abstract))
    return {
        "title": _number(((number,) for _, number in titles.drain()), count),
        "end": _number((map(itemgetter(1), same) for _, same in groupby(ends.drain(), itemgetter(0))), count),
        "abstract": _number((map(itemgetter(1), same) for _, same in groupby(abstracts.drain(), itemgetter(0))), count),
    }


def _number(order: Iterable[Iterable[int]], count: int) -> "array[int]":
    """The place in `order`, of numbers below `count` that have a place together, of each that stands there."""
    places = array("I", bytes(4)) * count
    for place, numbers in enumerate(order):
        for number in numbers:
            places[number] = place
    return places


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


def _pair(block: Iterator[_Member]) -> Iterator[tuple[_Member, _Member]]:
    first = list(islice(block, _ALL_PAIRS + 1))
    if len(first) <= _ALL_PAIRS:
        yield from combinations(first, 2)
        return
    before: deque[_Member] = deque(maxlen=_NEIGHBOURS)
    for member in chain(first, block):
        for other in before:
            yield other, member
        before.append(member)


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


def _give_no_clue(_profile: Profile) -> _Clue:
    return ()


def _is_always_worth(_first: _Clue, _second: _Clue, _slack: int) -> bool:
    return True


def _measure_title(profile: Profile) -> _Clue:
    return profile.title_is_cut, len(profile.title_letters), len(profile.loose_letters)


def _may_be_same_title(first: _Clue, second: _Clue, slack: int) -> bool:
    is_cut, letters, loose = first
    other_is_cut, other_letters, other_loose = second
    return bool(is_cut or other_is_cut) or min(abs(letters - other_letters), abs(loose - other_loose)) <= slack


def _give_runs(profile: Profile) -> _Clue:
    return profile.sketch


def _shares_runs(first: _Clue, second: _Clue, _slack: int) -> bool:
    return len(set(first).intersection(second)) >= min(_FEWEST_RUNS, len(first), len(second))


def _tell_texts(profile: Profile) -> _Clue:
    return profile.title != "", profile.sketch != ()


def _have_authors_only(first: _Clue, second: _Clue, _slack: int) -> bool:
    return not any(one and other for one, other in zip(first, second, strict=True))


_FINGERPRINTS: Final = (
    _Fingerprint(_find_identifiers, "title", _give_no_clue, _is_always_worth),
    _Fingerprint(_find_title, "title", _give_no_clue, _is_always_worth),
    _Fingerprint(_find_spelling, "title", _give_no_clue, _is_always_worth),
    _Fingerprint(_find_beginnings, "title", _measure_title, _may_be_same_title),
    _Fingerprint(_find_end, "end", _measure_title, _may_be_same_title),
    _Fingerprint(_find_runs, "abstract", _give_runs, _shares_runs),
    _Fingerprint(_find_opening, "abstract", _give_no_clue, _is_always_worth),
    _Fingerprint(_find_authors, "abstract", _tell_texts, _have_authors_only),
)
