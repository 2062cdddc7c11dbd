"""Keys of papers that paperparse does not know: what they hold is kept apart from the record, and put back into it."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from paperparse.model.extra import NO_EXTRA, Extra
from paperparse.model.page import Page
from paperparse.model.paper import Paper
from paperparse.records.problems import Path, Problem
from paperparse.records.structure import VERSION_KEY, list_keys

# The largest number that every reader of JSON keeps exactly (RFC 8259, section 6).
_LARGEST: Final = 2**53 - 1
# Further in, nothing tells whether a key stands twice.
_DEEPEST: Final = 8
# By this key a page is known (`versions.is_page`).
_OF_PAGES: Final = "papers"
_KNOWN: Final = frozenset((VERSION_KEY, *list_keys(Paper)))


def part_unknown(raw: Any, owner: type[Paper] | type[Page]) -> tuple[Any, list[Extra]]:
    """`raw`, a record as JSON holds it, without the unknown keys of its papers; and what these hold, for each paper."""
    if not isinstance(raw, dict):
        return raw, []
    if owner is Paper:
        known, extra = _part(raw)
        return known, [extra]
    papers = raw.get("papers")
    if not isinstance(papers, list):
        return raw, []
    parted = [_part(paper) if isinstance(paper, dict) else (paper, NO_EXTRA) for paper in papers]
    return {**raw, "papers": [known for known, _ in parted]}, [extra for _, extra in parted]


def _part(raw: dict[str, Any]) -> tuple[dict[str, Any], Extra]:
    if raw.keys() <= _KNOWN:
        return raw, NO_EXTRA
    known = {key: value for key, value in raw.items() if key in _KNOWN}
    return known, Extra((key, value) for key, value in raw.items() if key not in _KNOWN)


def put_back(raw: dict[str, Any], record: Paper | Page) -> dict[str, Any]:
    """`raw`, which describes `record`, with what its papers have besides, behind the keys that are known."""
    if isinstance(record, Paper):
        return {**raw, **_thaw(record.extra)} if record.extra else raw
    if not any(paper.extra for paper in record.papers):
        return raw
    papers = [put_back(part, paper) for part, paper in zip(raw["papers"], record.papers, strict=True)]
    return {**raw, "papers": papers}


def _thaw(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _thaw(item) for key, item in value.items()}
    return list(map(_thaw, value)) if isinstance(value, tuple) else value


def find_wrong_extra(extras: list[Extra], owner: type[Paper] | type[Page]) -> Problem | None:
    """The first of what the papers of a record of the class `owner` have besides that JSON does not carry unchanged."""
    for at, extra in enumerate(extras):
        path: Path = () if owner is Paper else ("papers", at)
        for key, value in extra.items():
            if key in _KNOWN or key == _OF_PAGES:
                message = f"{key!r} is a key of every {'paper' if key in _KNOWN else 'page'}"
                return Problem("invalid-value", (*path, key), message)
            for problem in _iter_problems(key, value, (*path, key), 0):
                return problem
    return None


def _iter_problems(key: Any, value: Any, path: Path, depth: int) -> Iterator[Problem]:
    message = None if isinstance(key, str) and _is_text(key) else "a key that is no text"
    if message is None:
        message = _describe_wrong(value, depth)
    if message is not None:
        yield Problem("invalid-value", path, message)
    elif isinstance(value, Extra):
        for step, item in value.items():
            yield from _iter_problems(step, item, (*path, step), depth + 1)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _iter_problems("", item, (*path, at), depth + 1)


def _describe_wrong(value: Any, depth: int) -> str | None:
    """What is wrong with `value` itself, if anything is."""
    if isinstance(value, Extra | tuple):
        return f"nested more than {_DEEPEST} deep" if depth == _DEEPEST else None
    if isinstance(value, str):
        return None if _is_text(value) else "holds a lone surrogate, for which UTF-8 has no form"
    if isinstance(value, float):
        return None if math.isfinite(value) else "a number that JSON has no form for, or too large"
    if isinstance(value, int):
        return None if abs(value) <= _LARGEST else "a number that not every reader keeps exactly"
    return None if value is None else f"{type(value).__name__} is nothing that JSON knows"


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
