"""Where in a JSON text a value stands that a path leads to."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from paperparse.records.problems import Path
from paperparse.text.span import Span

_SPACE: Final = re.compile(r"[ \t\n\r]*+")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*+")
# Values are stepped over, not read: numbers may have any number of digits.
_DECODER: Final = json.JSONDecoder(parse_int=len, parse_float=len)


class _Member(NamedTuple):
    """A member of an object, or an item of a list: its key or number, where it begins, and its value's span."""

    step: str | int
    start: int
    value: Span


def name_path(path: Path) -> str:
    """`path` as JSONPath (RFC 9535): `$.papers[3].published.month`."""
    steps = ["$"]
    for step in path:
        if isinstance(step, str) and _NAME.fullmatch(step):
            steps.append(f".{step}")
        else:
            steps.append(f"[{json.dumps(step)}]")
    return "".join(steps)


def find_places(text: str, paths: Iterable[Path]) -> dict[Path, Span]:
    """The span in `text`, which is one JSON document, of what each of `paths` leads to.

    A member of an object begins with its key. A path that leads nowhere gets the innermost value on the way. Takes time
    in proportion to the text, however many paths there are.
    """
    wanted = set(paths)
    inner = {path[:length] for path in wanted for length in range(len(path))}
    start = _skip_space(text, 0)
    found: dict[Path, Span] = {(): Span(start, _DECODER.raw_decode(text, start)[1])}
    # Values that are still to be looked into, with the paths to them.
    pending: list[tuple[Path, int]] = [((), start)]
    while pending:
        path, start = pending.pop()
        for member in _iter_members(text, start):
            below = (*path, member.step)
            if below in wanted or below in inner:
                found[below] = Span(member.start, member.value.end)
            if below in inner:
                pending.append((below, member.value.start))
    return {path: next(found[path[:n]] for n in range(len(path), -1, -1) if path[:n] in found) for path in wanted}


def _iter_members(text: str, start: int) -> Iterator[_Member]:
    """The members of the object, or the items of the list, that begins at `start`; nothing for another value."""
    if text[start] not in "{[":
        return
    is_object = text[start] == "{"
    at = _skip_space(text, start + 1)
    number = 0
    while text[at] not in "}]":
        begin = at
        step: str | int = number
        if is_object:
            step, at = _DECODER.raw_decode(text, at)
            # Over the colon.
            at = _skip_space(text, _skip_space(text, at) + 1)
        end = _DECODER.raw_decode(text, at)[1]
        yield _Member(step, begin, Span(at, end))
        number += 1
        at = _skip_space(text, end)
        if text[at] == ",":
            at = _skip_space(text, at + 1)


def _skip_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return at if space is None else space.end()
