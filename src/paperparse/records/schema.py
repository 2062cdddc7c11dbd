"""The JSON Schema of records (draft 2020-12), as files in the package.

The files are written from the structures, and a test compares them: `python -m paperparse.records.schema` writes them.
"""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal, get_args

import msgspec

from paperparse.model.page import Page, PageInfo
from paperparse.model.paper import Organization, Paper, PartialDate, Source
from paperparse.model.spans import Spans
from paperparse.records.output import describe
from paperparse.records.structure import SCHEMA_VERSION, SPACE, STRUCTURES, TRIMMED, list_span_names
from paperparse.text.span import Span

SchemaName = Literal["paper", "page"]

SCHEMA_NAMES: Final[tuple[SchemaName, ...]] = get_args(SchemaName)
_OWNERS: Final[dict[SchemaName, type]] = {"paper": Paper, "page": Page}
_TITLES: Final[dict[SchemaName, str]] = {
    "paper": "A paper as paperparse writes it",
    "page": "A page of papers as paperparse writes it",
}
_PARTIAL_DATE: Final[dict[str, Any]] = {
    "examples": [
        {"year": 2017, "month": 10, "day": 13, "year_min": None},
        {"year": None, "month": 10, "day": 6, "year_min": 2025},
    ],
    # No calendar has February 30. Which years have a February 29 is left to whoever reads the record.
    "allOf": [
        {
            "if": {"properties": {"month": {"const": 2}}, "required": ["month"]},
            "then": {"properties": {"day": {"type": "integer", "maximum": 29}}},
        },
        {
            "if": {"properties": {"month": {"enum": [4, 6, 9, 11]}}, "required": ["month"]},
            "then": {"properties": {"day": {"type": "integer", "maximum": 30}}},
        },
    ],
}
_ORGANIZATION: Final[dict[str, Any]] = {
    "not": {"properties": {"handle": {"type": "null"}, "name": {"type": "null"}}, "required": ["handle", "name"]}
}


# What a text is not, every validator can say: `\Z` of the pattern for decoding is Python's own, and `$` there matches
# before a line feed at the end, too.
_TEXT: Final[dict[str, Any]] = {
    "title": "Text",
    "description": "A text with something in it, and no white space at its ends.",
    "type": "string",
    "minLength": 1,
    "not": {"pattern": f"^[{SPACE}]|[{SPACE}]$"},
}
_WRITTEN_OUT: Final = ("type", "minLength", "pattern")
_PAPER: Final = Paper(
    title="Pointer Networks",
    abstract="We introduce a new neural architecture to learn the conditional probability of an output sequence.",
    author_count=3,
    published=PartialDate(2015, 6, 9),
    source=Source(page="page.txt", format="daily_feed", position=0, span=Span(14, 159), line=3),
    spans=Spans({"title": Span(14, 30), "abstract": Span(32, 130)}),
)


def schema(name: SchemaName = "paper") -> dict[str, Any]:
    """The JSON Schema of a `paper` record, or of a `page`, as a dictionary of its own.

    Raises `ValueError` for another name.
    """
    loaded: dict[str, Any] = json.loads(read_schema(name))
    return loaded


def read_schema(name: SchemaName) -> str:
    """The JSON Schema as text, as it stands in the package; raises as `schema` does."""
    if name not in SCHEMA_NAMES:
        raise ValueError(f"there is a schema of {' and '.join(SCHEMA_NAMES)}, not of {name!r}")
    return files("paperparse.records").joinpath("schemas", _name_file(name)).read_text("utf-8")


def generate_schema(name: SchemaName) -> str:
    """The JSON Schema as text, made from the structures of the records."""
    [reference], components = msgspec.json.schema_components([STRUCTURES[_OWNERS[name]]], ref_template="#/$defs/{name}")
    for owner in (Paper, PageInfo):
        if owner.__name__ in components:
            # Before 0.23 msgspec leaves the keys out of the schema, from then on it sorts them.
            properties = components[owner.__name__]["properties"]
            keys = {"propertyNames": {"enum": list(list_span_names(owner))}}
            properties["spans"] = keys | properties["spans"] | keys
    components[PartialDate.__name__] |= _PARTIAL_DATE
    components[Organization.__name__] |= _ORGANIZATION
    components[Paper.__name__] |= {"examples": [describe(_PAPER)]}
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:paperparse:schema:{name}:{SCHEMA_VERSION}",
        "title": _TITLES[name],
        **reference,
        "$defs": {**components, "Text": _TEXT},
    }
    return json.dumps(json.loads(json.dumps(made), object_hook=_refer_to_text), indent=2) + "\n"


def _refer_to_text(part: dict[str, Any]) -> dict[str, Any]:
    """`part` of a schema, which names the definition of texts where msgspec has written it out."""
    if part.get("pattern") != TRIMMED:
        return part
    return {name: value for name, value in part.items() if name not in _WRITTEN_OUT} | {"$ref": "#/$defs/Text"}


def _name_file(name: SchemaName) -> str:
    return f"{name}-{SCHEMA_VERSION}.json"


def _write_files() -> None:
    folder = Path(__file__).with_name("schemas")
    for name in SCHEMA_NAMES:
        folder.joinpath(_name_file(name)).write_text(generate_schema(name), "utf-8")


if __name__ == "__main__":
    _write_files()
