"""What a person should look at after a merge, as a table."""

from collections.abc import Iterable, Iterator
from typing import Final

from paperparse.exports.csv import iter_rows
from paperparse.exports.listing import shorten
from paperparse.merging.result import Cluster, Comparison, Conflict, Pair, Value
from paperparse.model.paper import Organization, Paper, PartialDate, Source

_LONGEST_NAME: Final = 200
COLUMNS: Final = ("kind", "field", "first", "second", "evidence", "first_cards", "second_cards")


def iter_review(
    maybe: Iterable[tuple[Pair, Cluster, Cluster]], conflicts: Iterable[tuple[Conflict, Cluster]]
) -> Iterator[bytes]:
    """The pairs that may be the same, and the conflicts, as CSV in UTF-8, a row each, under the header `COLUMNS`.

    With each stand the clusters that it is about. A row of the kind `maybe` names two papers by title, or by abstract
    without one, how they compare, and the cards of each, as `page:line`. A row of the kind `conflict` has the field,
    the chosen value, one other value, how they differ and the cards of the paper.

    Raises `RenderError` for text that UTF-8 has no form for.
    """
    yield from iter_rows(COLUMNS, _iter_rows(maybe, conflicts))


def _iter_rows(
    maybe: Iterable[tuple[Pair, Cluster, Cluster]], conflicts: Iterable[tuple[Conflict, Cluster]]
) -> Iterator[tuple[str | None, ...]]:
    for pair, first, second in maybe:
        evidence = "; ".join(map(_describe, pair.evidence))
        papers = _name_paper(pair.first), _name_paper(pair.second)
        yield "maybe", None, *papers, evidence, _name_cards(first), _name_cards(second)
    for conflict, cluster in conflicts:
        chosen, *others = map(_print_value, conflict.values)
        for other in others:
            yield "conflict", conflict.field, chosen, other, conflict.kind, _name_cards(cluster), None


def _describe(comparison: Comparison) -> str:
    return f"{comparison.field} {comparison.relation}: {comparison.detail}"


def _name_paper(paper: Paper) -> str | None:
    name = paper.title or paper.abstract or paper.summary or "; ".join(paper.authors)
    return shorten(name, _LONGEST_NAME) if name else None


def _name_cards(cluster: Cluster) -> str:
    return ", ".join(_name_source(card.source, at) for at, card in zip(cluster.positions, cluster.cards, strict=True))


def _name_source(source: Source, position: int) -> str:
    """Where a card stands; without a page, its place among all that were given, from 1 as in a list."""
    if source.page is None:
        return f"number {position + 1}"
    return source.page if source.line is None else f"{source.page}:{source.line}"


def _print_value(value: Value) -> str | None:
    match value:
        case tuple():
            return "; ".join(map(str, value))
        case PartialDate():
            return value.isoformat()
        case Organization():
            return f"{value.handle} ({value.name})" if value.handle and value.name else value.name or value.handle
    return str(value)
