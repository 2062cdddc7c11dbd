"""One record from the cards of one paper: which value each field gets, and what the others were.

What is chosen depends on the values alone, never on the order of the cards. docs/merging.md has the rules as a table.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from paperparse.merging.comparison import compare_profiles
from paperparse.merging.identifiers import fold_arxiv_id, fold_doi
from paperparse.merging.normalisation import is_cut, normalise_text
from paperparse.merging.profiles import make_profile
from paperparse.merging.repair import repair
from paperparse.merging.result import Conflict, Value
from paperparse.model.fields import Merging
from paperparse.model.paper import FIELDS, VALUE_FIELDS, Organization, Origin, Paper, PartialDate, Source

# An abstract that has lost a word is not cut.
_WHOLE: Final = 0.97
# The relations of values that say the same.
_ALIKE: Final = ("equal", "near", "cut", "compatible")
# So many titles are compared with each other; where there are more, no single slip decides.
_MOST_COMPARED: Final = 8
_NAMES_SIGNS: Final = " .-"


def join_cards(cards: Sequence[Paper]) -> Paper:
    """The record of the paper that all of `cards`, two or more, are of."""
    values: dict[str, Any] = {}
    origins = []
    for name in VALUE_FIELDS:
        listed = _list_values(_list_tellers(cards, name, values), name)
        if listed:
            values[name] = _CHOICES[FIELDS[name].merging](listed, values)
            origins.append(min(_iter_origins(cards, name, values[name]), key=_rank_origin))
    extra = {key: _choose_extra(listed) for key, listed in _list_extra(cards)}
    return Paper(**values, origins=origins, extra=extra)


def find_conflicts(paper: Paper, cards: Sequence[Paper]) -> list[Conflict]:
    """The fields for which `cards`, of which `paper` was made, say several things."""
    conflicts = []
    for name in VALUE_FIELDS:
        values = _list_values(() if FIELDS[name].merging == "other_authors" else cards, name)
        if FIELDS[name].kind == "date":
            # Of dates that are equal but for the bound of their year, the tightest bound is kept.
            values.sort(key=lambda date: date.year_min or 0)
        distinct = {value: value for value in values}
        if len(distinct) > 1:
            chosen = getattr(paper, name)
            others = sorted((value for value in distinct.values() if value != chosen), key=repr)
            is_spelling = all(_is_spelling(name, chosen, other) for other in others)
            conflicts.append(Conflict(paper, name, "spelling" if is_spelling else "value", (chosen, *others)))
    for key, listed in _list_extra(cards):
        # Values of JSON that are equal in Python may be others: true and 1.
        told = {repr(value): value for value in listed}
        if len(told) > 1:
            chosen = repr(paper.extra[key])
            values = [told[chosen], *(told[other] for other in sorted(told) if other != chosen)]
            conflicts.append(Conflict(paper, f"extra.{key}", "value", tuple(values)))
    return conflicts


def _list_extra(cards: Iterable[Paper]) -> list[tuple[str, list[Any]]]:
    """What `cards` say besides, by key in the order of the alphabet; null says nothing where another card says more."""
    listed: defaultdict[str, list[Any]] = defaultdict(list)
    for card in cards:
        for key, value in card.extra.items():
            listed[key].append(value)
    return [(key, [one for one in listed[key] if one is not None] or [None]) for key in sorted(listed, key=repr)]


def _choose_extra(values: list[Any]) -> Any:
    """What most of `values` say, and the last in the order of the alphabet of those that as many say."""
    counts = Counter(map(repr, values))
    return max(values, key=lambda value: (counts[repr(value)], repr(value)))


def _list_tellers(cards: Sequence[Paper], name: str, chosen: dict[str, Any]) -> Sequence[Paper]:
    """Those of `cards` whose value of `name` counts: that others are left out is said of one list of authors only."""
    if FIELDS[name].merging != "other_authors":
        return cards
    return [card for card in cards if card.authors == chosen.get("authors", ())]


def _list_values(cards: Iterable[Paper], name: str) -> list[Any]:
    return [value for card in cards if (value := getattr(card, name)) not in (None, ())]


def _iter_origins(cards: Iterable[Paper], name: str, value: object) -> Iterator[Origin]:
    for card in cards:
        if getattr(card, name) == value:
            known = [origin for origin in card.origins if origin.field == name]
            yield known[0] if known else Origin(name, card.source, card.spans.get(name))


def _rank_origin(origin: Origin) -> tuple[Any, ...]:
    return rank_source(origin.source), origin.span or ()


def rank_source(source: Source) -> tuple[Any, ...]:
    """What sources are ordered by: pages by name, cards by their place, and what says nothing last."""
    return source == Source(), source.page or "", source.position or 0, repr(source)


def _is_spelling(name: str, value: Value, other: Value) -> bool:
    # Which type a value has depends on the field, known at run time only.
    first, second = (make_profile(Paper(**{name: one})) for one in (value, other))  # type: ignore[arg-type]  # a name known at run time only
    relations = [comparison.relation for comparison in compare_profiles(first, second)]
    return bool(relations) and relations[0] in _ALIKE


def _choose_title(titles: list[str], _chosen: dict[str, Any]) -> str:
    """As `_choose_text`; of two that as many cards say, the one that more of the others are a slip or a cut of."""
    return _choose_text([title for title in titles if not is_cut(title)] or titles, _count_alike)


def _choose_abstract(abstracts: list[str], _chosen: dict[str, Any]) -> str:
    """As `_choose_text`, without those that are cut, though they may not say so."""
    longest = max(map(len, abstracts))
    if min(map(len, abstracts)) < longest:
        lengths = {text: len(normalise_text(text).replace(" ", "")) for text in set(abstracts)}
        shortest = _WHOLE * max(lengths.values())
        abstracts = [text for text in abstracts if lengths[text] >= shortest]
    return _choose_text([text for text in abstracts if not is_cut(text)] or abstracts)


def _choose_text(texts: list[str], weigh: Callable[[dict[str, str]], dict[str, int]] | None = None) -> str:
    """What most of `texts` say; as its authors wrote it, in mixed case, with all its hyphens and signs.

    `weigh`: what decides among texts that as many say, by their letters, from one text for each.
    """
    distinct = set(texts)
    if len(distinct) == 1:
        return texts[0]
    letters = {text: normalise_text(text).replace(" ", "") for text in distinct}
    counts = Counter(letters[text] for text in texts)
    weights = weigh({letters[text]: text for text in sorted(distinct)}) if weigh else {}

    def rank(text: str) -> tuple[Any, ...]:
        signs = len("".join(text.split())) - sum(map(str.isalnum, text))
        is_mixed = text not in (text.lower(), text.upper())
        is_whole = repair(text) == text
        return counts[letters[text]], weights.get(letters[text], 0), is_whole, is_mixed, signs, len(text), text

    return max(distinct, key=rank)


def _count_alike(titles: dict[str, str]) -> dict[str, int]:
    """To how many of the others each is nearly equal: two misspelled titles are so to the right one only."""
    if not 2 < len(titles) <= _MOST_COMPARED:
        return {}
    profiles = {letters: make_profile(Paper(title=title)) for letters, title in titles.items() if letters}
    return {
        letters: sum(compare_profiles(profile, other)[0].relation in _ALIKE for other in profiles.values())
        for letters, profile in profiles.items()
    }


def _choose_longest(texts: list[str], _chosen: dict[str, Any]) -> str:
    return max(texts, key=lambda text: (len(text), text))


def _choose_identifier(fold: Callable[[str], str], texts: list[str], _chosen: dict[str, Any]) -> str:
    """What most of `texts` that are identifiers say, without what `fold` takes away; the longest, in lower case."""
    folded = {text: fold(text) for text in texts}
    counts = Counter(folded[text] for text in texts)
    return max(folded, key=lambda text: (folded[text] != "", counts[folded[text]], len(text), text))


def _choose_names(lists: list[tuple[str, ...]], _chosen: dict[str, Any]) -> tuple[str, ...]:
    """The longest list, with the fullest names, rightly read, and the fewest signs that belong in none."""

    def rank(names: tuple[str, ...]) -> tuple[Any, ...]:
        printed = "".join(names)
        letters = sum(map(str.isalpha, printed))
        marks = sum(character in _NAMES_SIGNS for character in printed)
        return len(names), repair(printed) == printed, letters, letters + marks - len(printed), names

    return max(set(lists), key=rank)


def _choose_codes(lists: list[tuple[str, ...]], _chosen: dict[str, Any]) -> tuple[str, ...]:
    return max(lists, key=lambda codes: (len(codes), codes))


def _choose_count(counts: list[int], chosen: dict[str, Any]) -> int:
    """The number of the names, if a page prints it; else what most say, and the larger of two."""
    names = len(chosen.get("authors", ()))
    frequencies = Counter(counts)
    return max(frequencies, key=lambda count: (count == names, frequencies[count], count))


def _choose_organization(organizations: list[Organization], _chosen: dict[str, Any]) -> Organization:
    return max(organizations, key=lambda one: (one.name is not None, one.handle or "", one.name or ""))


def _choose_date(dates: list[PartialDate], _chosen: dict[str, Any]) -> PartialDate:
    """The earliest full date, for papers are announced again; else the first in the year, with the latest bound."""
    return min(dates, key=lambda date: (date.year or 10_000, date.month, date.day, -(date.year_min or 0)))


def _choose_largest(numbers: list[int], _chosen: dict[str, Any]) -> int:
    """The largest, for they grow."""
    return max(numbers)


_CHOICES: Final[dict[Merging, Callable[[list[Any], dict[str, Any]], Any]]] = {
    "title": _choose_title,
    "abstract": _choose_abstract,
    "authors": _choose_names,
    "other_authors": _choose_longest,
    "author_count": _choose_count,
    "published": _choose_date,
    "arxiv_id": partial(_choose_identifier, fold_arxiv_id),
    "doi": partial(_choose_identifier, fold_doi),
    "text": _choose_longest,
    "names": _choose_names,
    "codes": _choose_codes,
    "growing": _choose_largest,
    "date": _choose_date,
    "organization": _choose_organization,
}
