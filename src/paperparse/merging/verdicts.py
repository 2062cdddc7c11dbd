"""Whether two records are of the same paper, from how they compare.

Same is what only the same paper explains: abstracts that are equal or nearly so under titles that do not differ, or
titles that are, with nothing that speaks against it; and the same identifier, whatever the title. A contradiction
(another part, other authors, another date, another identifier) is never outvoted: what would be the same without it is
left to a person. docs/merging.md has the rules as a table.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from paperparse.merging.profiles import Profile
from paperparse.merging.result import Comparison, Outcome, Policy, Relation

# How sure a verdict is: the same identifier, two equal texts, two that are alike or one with support, an abstract
# alone, a title alone. The surest pairs are joined first, so that a doubtful one can't keep them apart.
IDENTIFIED: Final = 5
CERTAIN: Final = 4
STRONG: Final = 3
FAIR: Final = 2
ENOUGH: Final = 1
STRENGTHS: Final = (IDENTIFIED, CERTAIN, STRONG, FAIR, ENOUGH)
# So many names alike are worth a look where no text can be compared.
_MANY_NAMES: Final = 3
_ALIKE: Final[Mapping[Policy, tuple[Relation, ...]]] = {
    "exact": ("equal",),
    "safe": ("equal", "compatible", "near", "cut"),
    "fuzzy": ("equal", "compatible", "near", "cut"),
}
POLICIES: Final = tuple(_ALIKE)


class Verdict(NamedTuple):
    """The outcome of a comparison and, if it is `same`, how sure it is."""

    outcome: Outcome
    strength: int = 0


# The fields by which a person would tell papers apart.
_TELLING: Final = ("title", "abstract", "authors")
_DIFFERENT: Final = Verdict("different")
_MAYBE: Final = Verdict("maybe")


def decide(first: Profile, second: Profile, comparisons: tuple[Comparison, ...], policy: Policy) -> Verdict:
    """The verdict on two profiles that compare so."""
    relations: dict[str, Relation] = {comparison.field: comparison.relation for comparison in comparisons}
    without = {field: relation for field, relation in relations.items() if relation != "contradicts"}
    # Nothing tells the two apart, and both of them say no more than one.
    if first.has_text and first.identity == second.identity and not first.has_generic_title_only:
        return Verdict("same", CERTAIN)
    if first.has_same_identifier(second):
        return _weigh_identified(relations)
    verdict = _weigh(first, second, without, _ALIKE[policy])
    if len(without) == len(relations):
        is_doubted = relations.get("authors") == "different" or _names_another_system(first, second, relations)
        return _MAYBE if is_doubted and verdict.outcome == "same" else verdict
    # Whoever printed one abstract for two papers, or a wrong name or date, a person can tell.
    has_same_abstract = _has_long_abstracts(first, second) and relations.get("abstract") in _ALIKE[policy]
    return _MAYBE if verdict.outcome == "same" and has_same_abstract else _DIFFERENT


def _names_another_system(first: Profile, second: Profile, relations: Mapping[str, Relation]) -> bool:
    """Whether a sign behind a name is in one title only: Net++ is no Net, unless they have one abstract."""
    has_same_abstract = _has_long_abstracts(first, second) and relations.get("abstract") in ("equal", "cut")
    return "title" in relations and not (first.has_same_marks(second) or has_same_abstract)


def _weigh_identified(relations: Mapping[str, Relation]) -> Verdict:
    """The verdict where an identifier is the same: a paper gets another title or abstract, but keeps something."""
    told = [relation for field in _TELLING if (relation := relations.get(field)) is not None]
    is_another = len(told) > 1 and set(told) == {"different"}
    return _MAYBE if is_another or "contradicts" in relations.values() else Verdict("same", IDENTIFIED)


def _has_long_abstracts(first: Profile, second: Profile) -> bool:
    return first.has_long_abstract and second.has_long_abstract


def _weigh(first: Profile, second: Profile, relations: Mapping[str, Relation], alike: tuple[Relation, ...]) -> Verdict:
    title, abstract = relations.get("title"), relations.get("abstract")
    if _has_long_abstracts(first, second) and abstract in alike:
        if title is not None and title not in alike:
            # A template, or a paper under a new title.
            return _MAYBE
        if title is None:
            return Verdict("same", FAIR)
        return Verdict("same", CERTAIN if abstract == title == "equal" else STRONG)
    if _has_long_abstracts(first, second) and abstract is not None:
        return _weigh_other_abstracts(first, second, relations, alike)
    if title is not None:
        return _weigh_titles(first, second, relations, alike)
    return _weigh_authors(first, second, relations)


def _weigh_other_abstracts(
    first: Profile, second: Profile, relations: Mapping[str, Relation], alike: tuple[Relation, ...]
) -> Verdict:
    """The verdict where two long abstracts differ."""
    title, abstract = relations.get("title"), relations["abstract"]
    is_distinctive = first.has_distinctive_title and second.has_distinctive_title
    is_same_title = title in ("equal", "compatible")
    if is_same_title and abstract == "similar" and is_distinctive and "near" in alike:
        return Verdict("same", ENOUGH)
    has_same_authors = relations.get("authors") in ("equal", "compatible")
    is_close = title in alike and (has_same_authors or abstract == "similar")
    return _MAYBE if is_same_title or is_close or abstract in ("near", "cut") else _DIFFERENT


def _weigh_titles(
    first: Profile, second: Profile, relations: Mapping[str, Relation], alike: tuple[Relation, ...]
) -> Verdict:
    """The verdict where there are titles, and no abstracts that say anything."""
    title, authors, date = relations["title"], relations.get("authors"), relations.get("published")
    if title not in alike:
        is_close = title in ("compatible", "near", "cut") or (title == "similar" and authors == "equal")
        return _MAYBE if is_close else _DIFFERENT
    is_distinctive = first.has_distinctive_title and second.has_distinctive_title
    # A printed number that is wrong outweighs neither the names nor a long title on the same day.
    is_certain = authors == "equal" or (is_distinctive and title == date == "equal")
    is_doubted = authors == "similar" or (relations.get("author_count") == "different" and not is_certain)
    if is_doubted:
        return _MAYBE
    has_same_authors = authors in ("equal", "compatible")
    # Many papers have three authors.
    has_same_count = relations.get("author_count") == "equal"
    has_same_note = relations.get("abstract") == "equal" or (first.is_withdrawn and second.is_withdrawn)
    is_supported = has_same_authors or has_same_note or date == "equal" or (has_same_count and date == "compatible")
    is_generic = first.has_generic_title or second.has_generic_title
    # Editors write editorials again and again.
    is_team = not is_generic and min(len(first.authors), len(second.authors)) >= _MANY_NAMES
    has_same_team = has_same_authors and (date != "different" or is_team)
    is_long = first.has_title_of_compounds and second.has_title_of_compounds
    is_well_supported = has_same_team or (has_same_count and (is_long or (date == "equal" and not is_generic)))
    if not (is_distinctive or is_well_supported) or (title == "near" and not is_supported):
        return _MAYBE
    return Verdict("same", STRONG if title == "equal" and (is_supported or has_same_count) else ENOUGH)


def _weigh_authors(first: Profile, second: Profile, relations: Mapping[str, Relation]) -> Verdict:
    """The verdict where no texts can be compared: prolific groups write many papers together."""
    is_worth = first.has_text and second.has_text and len(first.authors) >= _MANY_NAMES
    return _MAYBE if is_worth and relations.get("authors") == "equal" else _DIFFERENT
