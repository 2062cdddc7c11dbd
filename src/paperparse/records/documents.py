"""JSON and JSON Lines as raw records, each with its path, and what is wrong with them."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from attrs import frozen

from paperparse.model.page import Page
from paperparse.model.paper import Paper
from paperparse.records.places import find_places
from paperparse.records.problems import Path, Problem
from paperparse.records.versions import is_page, upgrade
from paperparse.text.span import Span

_MOST_DIGITS: Final = 640
# No record is as deep: what stands further in belongs to a value that is wrong as a whole.
_DEEPEST: Final = 10
# A line of JSON that goes on in the next one ends with one of these.
_UNFINISHED: Final = ("[", "{", ",", ":")
LINES_OF_RECORDS: Final = (".jsonl", ".ndjson")
_FIRST_LINES: Final = re.compile(r"\s*+([^\n]*+)\n\s*+([^\n]*+)")
_START: Final = re.compile(r'\s*+(?:\{\s*+["}]|\[\s*+[\[{\]])')
# So many lines above the first record may be spoiled, by the marks of a merge for example.
_SPOILED: Final = re.compile(r'(?:[^\n]*+\n){1,3}?\s*+\{\s*+"[a-z_]++"\s*+:')


class RawRecord(NamedTuple):
    """What should be a record: where it stands in its document, what it is, and the model class it should be of."""

    path: Path
    raw: Any
    owner: type[Paper] | type[Page]


@frozen
class Document:
    """One JSON document: its text, where that begins in the whole text, and what is in it.

    `is_list` says that its records stand in a list. `problems` are those of its syntax, each with its span in the whole
    text; a document that is no JSON has no records.
    """

    text: str
    start: int
    is_list: bool
    records: tuple[RawRecord, ...]
    problems: tuple[tuple[Problem, Span], ...]

    def locate(self, problems: Iterable[Problem]) -> list[tuple[Problem, Span]]:
        """Each of `problems` with its span in the whole text."""
        listed = list(problems)
        places = find_places(self.text, (problem.path for problem in listed)) if listed else {}
        return [(problem, self._place(places[problem.path])) for problem in listed]

    def _place(self, span: Span) -> Span:
        return Span(self.start + span.start, self.start + span.end)


class _Repeating(dict[str, Any]):
    """An object some keys of which stand twice."""

    repeated: tuple[str, ...] = ()


def is_json(text: str) -> bool:
    """Whether `text` begins as JSON of records does: with an object or a list of objects, if need be a few lines on."""
    return _START.match(text) is not None or _SPOILED.match(text) is not None


def is_file_of_records(text: str, name: str) -> bool:
    """Whether `text`, which the file `name` holds, is JSON of records.

    JSON Lines of no records are a blank text, as is a page that lost its own: there the name decides.
    """
    return is_json(text) or (name.lower().endswith(LINES_OF_RECORDS) and not text.strip())


def iter_documents(text: str) -> Iterator[Document]:
    """The JSON documents in `text`: one, or in JSON Lines one a line; none in a blank text, which has no lines."""
    if not text or text.isspace():
        return
    document = _read(text, 0)
    lines = _FIRST_LINES.match(text)
    if document.problems and lines is not None and _are_lines(lines[1], lines[2]):
        for start, line in _iter_lines(text):
            if line and not line.isspace():
                yield _read(line, start)
    else:
        yield document


def _are_lines(first: str, second: str) -> bool:
    """Whether the first two lines of a text that is not one JSON document are those of JSON Lines."""
    if first.startswith("{") and second.startswith("{") and not first.rstrip().endswith(_UNFINISHED):
        return True
    return any(line.startswith("{") and not _read(line, 0).problems for line in (first, second))


def _iter_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of `text`, without the line feeds, each with the offset it begins at."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, text[start:end]
        start = end + 1


def _read(text: str, start: int) -> Document:
    repeating: list[_Repeating] = []

    def make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        marked = _Repeating(made)
        marked.repeated = tuple(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        repeating.append(marked)
        return marked

    try:
        raw = json.loads(text, object_pairs_hook=make_object, parse_int=_read_int)
    except json.JSONDecodeError as error:
        return _fail(text, start, error.msg, error.pos)
    except RecursionError:
        return _fail(text, start, "nested too deeply for any record", 0)
    is_list = isinstance(raw, list)
    found = [((at,), item) for at, item in enumerate(raw)] if is_list else [((), raw)]
    records = tuple(RawRecord(path, upgrade(item), Page if is_page(item) else Paper) for path, item in found)
    document = Document(text, start, is_list, records, ())
    if not repeating:
        return document
    problems = document.locate(_find_repeated(raw))
    return Document(text, start, is_list, records, tuple(problems))


def _fail(text: str, start: int, message: str, at: int) -> Document:
    # The end of the text is no character to point at; the last one that says something is.
    at = min(at, max(len(text.rstrip()) - 1, 0))
    problem = Problem("malformed-json", (), message[0].lower() + message[1:].removesuffix(" starting at"))
    return Document(text, start, False, (), ((problem, Span(start + at, start + at + 1)),))


def _read_int(digits: str) -> int | float:
    # The lowest limit that `int` can be given (sys.set_int_max_str_digits), and no record has a number as large.
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


def _find_repeated(raw: Any) -> list[Problem]:
    problems = []
    pending: list[tuple[Path, Any]] = [((), raw)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, _Repeating):
            problems += [
                Problem("duplicate-key", (*path, name), f"the key {name!r} stands more than once in this object")
                for name in value.repeated
            ]
        if len(path) == _DEEPEST:
            continue
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        pending += [((*path, step), item) for step, item in members if isinstance(item, dict | list)]
    return problems
