"""What a field of a record is: the kind of its values, what it means, and how it is treated.

The table of fields is the body of the class that has them (`Paper`, `PageInfo`): one line a field, with its type for
whoever uses it and `declare` for all else. What reads, checks, merges or writes records goes by this table, as a rule
by kinds, so that one line more is a field more everywhere.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, Literal, NamedTuple, get_args

from attrs import fields

from paperparse.model.identifiers import Form

Kind = Literal["text", "names", "codes", "count", "date", "organization"]
# How the values of several cards compare, and which of them a merged paper has: docs/merging.md has both as tables.
# The first eight are each the way of one field. Texts compare; numbers that grow are no part of what two cards say.
Merging = Literal[
    "title", "abstract", "authors", "other_authors", "author_count", "published", "arxiv_id", "doi",
    "text", "names", "codes", "growing", "date", "organization",
]  # fmt: skip

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
# Fields of these kinds hold a tuple of texts, which is empty where the page prints none.
SEVERAL: Final[frozenset[Kind]] = frozenset({"names", "codes"})
_MERGING: Final[dict[Kind, Merging]] = {
    "text": "text",
    "names": "names",
    "codes": "codes",
    "count": "growing",
    "date": "date",
    "organization": "organization",
}
_KEY: Final = "paperparse"


class Field(NamedTuple):
    """A field as it is declared.

    `kind` is that of its values, `meaning` a sentence that says what they are, `examples` are values in JSON. `noun` is
    what messages call the field, `stem` what stands for it in codes (`missing-...`), and `unit` what a count counts, or
    what a text is, in the singular, or `None`. `is_prose`: whether a text is made of sentences, perhaps in paragraphs.
    `form`: what the text, or each of several, looks like, or `None` if it may be any. `merging`: how values of several
    cards compare and become one.
    """

    name: str
    kind: Kind
    meaning: str
    examples: Sequence[Any]
    noun: str
    stem: str
    unit: str | None
    is_prose: bool
    form: Form | None
    merging: Merging


def declare(
    kind: Kind,
    meaning: str,
    *examples: Any,
    noun: str | None = None,
    stem: str | None = None,
    unit: str | None = None,
    is_prose: bool = False,
    form: Form | None = None,
    merging: Merging | None = None,
) -> dict[str, Callable[[str], Field]]:
    """The metadata of an attribute that is a field; the arguments are those of `Field`.

    By default `noun` and `stem` are the attribute's name, and `merging` is that of the kind.
    """

    def name_field(name: str) -> Field:
        return Field(
            name,
            kind,
            meaning,
            examples,
            noun or name.replace("_", " "),
            stem or name.replace("_", "-"),
            unit,
            is_prose,
            form,
            merging or _MERGING[kind],
        )

    return {_KEY: name_field}


def list_fields(owner: type) -> dict[str, Field]:
    """The fields that the attrs class `owner` declares, by their names, in its order."""
    named = ((attribute.name, attribute.metadata.get(_KEY)) for attribute in fields(owner))
    return {name: make(name) for name, make in named if make is not None}
