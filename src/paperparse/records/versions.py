"""Records of earlier versions of the schema, as records of the present one."""

from typing import Any, Final

from paperparse.model.fields import SEVERAL
from paperparse.model.page import Page
from paperparse.model.paper import FIELDS, Paper
from paperparse.records.structure import SCHEMA_VERSION, VERSION_KEY

# The keys of a page that was written by paperparse 0.1.0, which knew no versions.
_KEYS_BEFORE_VERSIONS: Final = frozenset({"name", "format", "info", "papers", "diagnostics", "diagnostic_count"})
# What papers of version 1 say; they have no keys for the fields that were declared since.
_FIRST_FIELDS: Final = (
    *("title", "abstract", "summary", "authors", "author_count", "organization", "published", "score"),
    "comment_count",
)
_SINCE_FIRST: Final[dict[str, Any]] = {
    name: [] if field.kind in SEVERAL else None for name, field in FIELDS.items() if name not in _FIRST_FIELDS
}


def is_page(raw: Any) -> bool:
    """Whether `raw` is to be a page rather than a paper."""
    return isinstance(raw, dict) and "papers" in raw


def list_later_keys(raw: dict[str, Any], owner: type) -> list[str]:
    """The keys of `raw`, a record of the class `owner`, that its version of the schema does not have, a later one does.

    A record that says no version was written by 0.1.0, which had none of these.
    """
    is_earlier = VERSION_KEY not in raw or _is_of_first_version(raw)
    return [key for key in raw if key in _SINCE_FIRST] if owner is Paper and is_earlier else []


def upgrade(raw: Any) -> Any:
    """`raw`, which should be a record, as the present version, if an earlier one wrote it; else as it is.

    What the version that wrote it had no key for is null, or an empty list.
    """
    if not isinstance(raw, dict):
        return raw
    first = raw if VERSION_KEY in raw else _add_version(raw)
    if not _is_of_first_version(first) or list_later_keys(first, Page if is_page(first) else Paper):
        return raw
    if not is_page(first):
        return {**first, VERSION_KEY: SCHEMA_VERSION, **_SINCE_FIRST}
    papers = first["papers"]
    if isinstance(papers, list):
        # On a page that says its version, papers without one are wrong.
        papers = [upgrade(paper) if first is not raw or _has_version(paper) else paper for paper in papers]
    return {**first, VERSION_KEY: SCHEMA_VERSION, "papers": papers}


def _has_version(raw: Any) -> bool:
    return isinstance(raw, dict) and VERSION_KEY in raw


def _is_of_first_version(raw: dict[str, Any]) -> bool:
    version = raw.get(VERSION_KEY)
    # JSON has other values that are equal to 1 in Python.
    return type(version) is int and version == 1


def _add_version(raw: dict[str, Any]) -> dict[str, Any]:
    """`raw`, which says no version, as version 1, if paperparse 0.1.0 wrote it; else as it is."""
    if not is_page(raw):
        return raw if list_later_keys(raw, Paper) else {VERSION_KEY: 1, **raw, "origins": []}
    if not raw.keys() <= _KEYS_BEFORE_VERSIONS:
        return raw
    found = raw.get("diagnostics")
    return {
        VERSION_KEY: 1,
        "text": "",
        "segments": [],
        "detection": None,
        "diagnostic_count": len(found) if isinstance(found, list) else 0,
        **raw,
    }
