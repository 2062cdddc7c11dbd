"""What merging gives back: the papers, and the reasons."""

from importlib import import_module
from typing import Any, Literal

from attrs import field, frozen

from paperparse.model.extra import Extra
from paperparse.model.paper import NOTEBOOK, Organization, Paper, PartialDate
from paperparse.model.tabular import PaperSequence

Policy = Literal["safe", "exact", "fuzzy"]
Outcome = Literal["same", "maybe", "different"]
Relation = Literal["equal", "near", "cut", "compatible", "similar", "different", "contradicts"]
# The last two are values of `Paper.extra` only.
Value = str | int | tuple[Any, ...] | Organization | PartialDate | float | Extra


@frozen
class Comparison:
    """How two records compare in one field that both have.

    `field`: `title`, `abstract`, `authors`, `author_count` (also against the number of names), `published`, `arxiv_id`
    (also against the DOI that arXiv gives), `doi`, or any other text. `detail` says for people what was compared.

    `relation`: `equal` (case, accents, hyphens, quotes, white space, LaTeX, tags aside), `near` (a misspelled word in
    a title, a few changed words in an abstract), `cut` (one is the beginning of the other), `compatible` (a title in
    another spelling, names shortened to initials, a list of authors that begins the other, a date without its year),
    `similar` (much in common), `different`, or `contradicts`: another part or version, other authors, another date of
    the same site, another identifier. Two records that contradict each other are never the same.
    """

    field: str
    relation: Relation
    detail: str


@frozen
class Pair:
    """Two records, whether they are of the same paper, and on what evidence."""

    first: Paper
    second: Paper
    outcome: Outcome
    evidence: tuple[Comparison, ...]


@frozen
class Cluster:
    """The cards that became one paper.

    `paper` is the paper, `cards` are the records that were given, in that order, and `positions` their places among all
    that were given, from 0, those of pages one after the other. `evidence` holds the pairs that joined them: one less
    than cards.
    """

    paper: Paper
    cards: tuple[Paper, ...] = field(repr=False)
    positions: tuple[int, ...]
    evidence: tuple[Pair, ...] = field(repr=False)


@frozen
class Conflict:
    """A field for which the cards of one paper say several things.

    `paper` is the merged paper, `field` the field's name (`extra.` and a key for what is in `extra`) and `values` all
    the values, the chosen one first. `kind`: `spelling` if they are equal, near or compatible in the sense of
    `Comparison`, or one is cut; else `value`.
    """

    paper: Paper
    field: str
    kind: Literal["spelling", "value"]
    values: tuple[Value, ...]


@frozen
class MergeResult(PaperSequence):
    """What became of a number of cards: an immutable sequence of the papers, with the reasons.

    `papers`: one for each paper, in order of first appearance. `clusters`: which cards each was made of, in the same
    order. `maybe`: pairs of `papers` that a person should look at. `conflicts`: fields for which cards of one paper
    say several things, in the order of papers and fields.
    """

    papers: tuple[Paper, ...] = field(repr=lambda papers: f"<{len(papers)}>")
    clusters: tuple[Cluster, ...] = field(repr=lambda clusters: f"<{len(clusters)}>")
    maybe: tuple[Pair, ...] = field(repr=lambda pairs: f"<{len(pairs)}>")
    conflicts: tuple[Conflict, ...] = field(repr=lambda conflicts: f"<{len(conflicts)}>")

    def _repr_html_(self) -> str:
        """The papers as a short table, with what a person should look at, for notebooks."""
        shown: str = import_module(NOTEBOOK).show_merged(self)
        return shown
