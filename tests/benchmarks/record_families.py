"""Families of JSON for the measurement of growth: records that are whole, wrong, cut off, or none at all."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

from families import SEEDS

import paperparse


class RecordFamily(NamedTuple):
    """A kind of JSON, and what makes a text of a size of it."""

    name: str
    make: Callable[[int], str]


@cache
def _read_page() -> dict[str, Any]:
    page = paperparse.load(SEEDS / "004_8ec9312bc1173479.txt")
    described: dict[str, Any] = json.loads(paperparse.dumps(page))
    return described


def _change_paper(**values: Any) -> str:
    """A short paper as a line of JSON, with `values` in place of its own."""
    return json.dumps({**_read_page()["papers"][3], "abstract": "We count.", **values}, ensure_ascii=False)


def _change_page(**values: Any) -> str:
    return json.dumps({**_read_page(), "papers": [], "segments": [], "text": "", **values})


def _repeat(unit: str, size: int) -> str:
    return unit * (size // len(unit) + 1)


def _list(item: str, size: int) -> str:
    return "[" + _repeat(f"{item},", size)[:-1] + "]"


def _number_keys(stem: str, size: int) -> str:
    return "{" + ",".join(f'"{stem}{number}":1' for number in range(size // (len(stem) + 9))) + "}"


def _repeat_value(value: object, size: int) -> list[object]:
    return [value] * (size // len(json.dumps(value)) + 1)


_SEGMENT: Final = {"kind": "field", "span": [0, -1], "field": None, "paper": None}
_DIAGNOSTIC: Final = {
    "code": "invalid-date",
    "severity": "error",
    "message": "no date",
    "span": [0, 1],
    "line": 1,
    "column": 1,
    "paper": None,
}
_MAKERS: Final[dict[str, Callable[[int], str]]] = {
    "lines": lambda size: _repeat(_change_paper() + "\n", size),
    "lines, each another": lambda size: "".join(
        _change_paper(title=f"Paper {number}") + "\n" for number in range(size // 500 + 1)
    ),
    "lines with a wrong value": lambda size: _repeat(_change_paper(title=5) + "\n", size),
    "lines cut off": lambda size: _repeat(_change_paper()[:200] + "\n", size),
    "lines of opening braces": lambda size: _repeat('{"\n', size),
    "blank lines between": lambda size: _change_paper() + "\n" * size + _change_paper(),
    "one list of papers": lambda size: _list(_change_paper(), size),
    "one list of wrong papers": lambda size: _list(_change_paper(title=5, score=-1), size),
    "a list of empty objects": lambda size: _list("{}", size),
    "a list of lists": lambda size: _list("[]", size),
    "a page of papers": lambda size: _change_page(papers=_repeat_value(json.loads(_change_paper()), size)),
    "a page of wrong papers": lambda size: _change_page(papers=_repeat_value(json.loads(_change_paper(title=5)), size)),
    "a page cut off": lambda size: _change_page(papers=_repeat_value(json.loads(_change_paper()), size))[:-5],
    "a page of wrong segments": lambda size: _change_page(segments=_repeat_value(_SEGMENT, size)),
    "a page of diagnostics": lambda size: _change_page(diagnostics=_repeat_value(_DIAGNOSTIC, size)),
    "unknown keys": lambda size: _number_keys("key", size),
    "unknown keys like known ones": lambda size: _number_keys("title", size),
    "one key again and again": lambda size: "{" + _repeat('"title":1,', size)[:-1] + "}",
    "repeated keys, nested": lambda size: _list('{"a":{"a":1,"a":{"a":1,"a":1}}}', size),
    "open lists": lambda size: '[{"a":' + "[" * size,
    "open objects": lambda size: _repeat('{"a":', size),
    "nested lists": lambda size: '[{"a":' + "[" * (size // 2) + "]" * (size // 2) + "}]",
    "spaces before": lambda size: " " * size + _change_paper(),
    "spaces within": lambda size: "{" + " " * size + '"title":1}',
    "line feeds within": lambda size: "{" + "\n" * size + '"title":1}',
    "a title of spaces": lambda size: _change_paper(title=" " * size),
    "a title with spaces at its end": lambda size: _change_paper(title="x" + " " * size),
    "a title with spaces in it": lambda size: _change_paper(title="x" + " " * size + "x "),
    "a title of line feeds": lambda size: _change_paper(title="x" + "\n" * size),
    "a title like mojibake": lambda size: _change_paper(title=_repeat("Ä€x", size)),
    "a title half of mojibake": lambda size: _change_paper(title=_repeat("â€", size)),
    "a title of tags left open": lambda size: _change_paper(title=_repeat("<a ", size)),
    "a title of ampersands": lambda size: _change_paper(title=_repeat("&#1", size)),
    "a title of lone surrogates": lambda size: '{"title":"' + _repeat("\\ud800", size) + '"}',
    "empty names of authors": lambda size: _change_paper(authors=_repeat_value("", size)),
    "spans of no field": lambda size: _change_paper(spans={f"field{number}": [1, 2] for number in range(size // 20)}),
    "a number of many digits": lambda size: '{"score":' + "9" * size + "}",
    "an escape again and again": lambda size: '{"title":"' + _repeat("\\u0041", size) + '"}',
}


def list_record_families() -> list[RecordFamily]:
    """All families of records."""
    return [RecordFamily(name, make) for name, make in _MAKERS.items()]
