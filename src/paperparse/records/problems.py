"""What is wrong with a record: every problem, with the path to it."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from paperparse.model.paper import Organization, PartialDate
from paperparse.records.structure import SCHEMA_VERSION, STRUCTURES, VERSION_KEY, check_order
from paperparse.records.versions import list_later_keys
from paperparse.text.space import BLANK

# Keys of objects and places in lists, from the outermost in.
Path = tuple[str | int, ...]

_OWNERS: Final = {structure: owner for owner, structure in STRUCTURES.items()}
_HINTS: Final = {owner: get_type_hints(structure, include_extras=True) for owner, structure in STRUCTURES.items()}
_KINDS: Final = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    tuple: "a list",
    dict: "an object",
}
_LONGEST_QUOTE: Final = 40
_MOST_SUGGESTIONS: Final = 10


class Problem(NamedTuple):
    """Something wrong at `path`: the code of the diagnostic, and a message."""

    code: str
    path: Path
    message: str


def find_problem(raw: object, owner: type) -> Problem | None:
    """The first of `iter_problems`, if there is one."""
    return next(iter_problems(raw, owner), None)


def iter_problems(raw: object, owner: type, path: Path = ()) -> Iterator[Problem]:
    """Every problem of `raw`, which should be an object of the model class `owner`, as JSON holds it, at `path`."""
    if not isinstance(raw, dict):
        yield Problem("invalid-value", path, f"expected an object, found {_name_kind(raw)}")
        return
    version = raw.get(VERSION_KEY, SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        message = f"schema version {version}; this paperparse reads versions up to {SCHEMA_VERSION}: upgrade paperparse"
        yield Problem("unsupported-version", (*path, VERSION_KEY), message)
        return
    later = list_later_keys(raw, owner) if VERSION_KEY in raw else []
    if later:
        for key in later:
            yield Problem("unknown-key", (*path, key), f"no {owner.__name__} of version {version} has a key {key!r}")
        return
    hints = _HINTS[owner]
    unknown = [key for key in raw if key not in hints]
    for key in unknown:
        # An object with so many is no record with a slip of the pen in it.
        meant = _suggest(key, owner) if len(unknown) <= _MOST_SUGGESTIONS and len(key) <= _LONGEST_QUOTE else ""
        yield Problem("unknown-key", (*path, key), f"no {owner.__name__} has a key {_quote(key)}{meant}")
    missing = [repr(key) for key in hints if key not in raw]
    if missing:
        keys = "key" if len(missing) == 1 else "keys"
        yield Problem("missing-key", path, f"this {owner.__name__} has no {keys} {', '.join(missing)}")
    found = bool(unknown or missing)
    for key, hint in hints.items():
        for problem in _iter_value_problems(raw[key], hint, (*path, key)) if key in raw else ():
            found = True
            yield problem
    if owner in (PartialDate, Organization) and not found:
        # Which days there are, and what has a name, are rules about several values; spans are checked where they stand.
        yield from _iter_leaf_problems(raw, STRUCTURES[owner], path)


# The same key is wrong in every record of a file.
@lru_cache(maxsize=1024)
def _suggest(key: str, owner: type) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, _HINTS[owner], 1, cutoff=0.75)
    return f"; is it {close[0]!r}?" if close else ""


def _iter_value_problems(value: Any, hint: Any, path: Path) -> Iterator[Problem]:
    """The problems of `value`, which should be of type `hint`; goes as deep as the model does, not as the value."""
    parts = _list_alternatives(hint)
    structure = next((part for part in parts if part in _OWNERS), None)
    if value is None and type(None) in parts:
        return
    if structure is not None:
        yield from iter_problems(value, _OWNERS[structure], path)
    elif get_origin(parts[0]) is tuple and get_args(parts[0])[-1] is Ellipsis and isinstance(value, list):
        yield from _iter_item_problems(value, get_args(parts[0])[0], path)
    elif get_origin(parts[0]) is dict and isinstance(value, dict):
        names, item_hint = get_args(parts[0])
        for key, item in value.items():
            if key not in get_args(names):
                yield Problem("unknown-key", (*path, key), f"no value is named {_quote(key)}")
            yield from _iter_value_problems(item, item_hint, (*path, key))
    else:
        yield from _iter_leaf_problems(value, hint, path)


def _iter_item_problems(items: list[Any], hint: Any, path: Path) -> Iterator[Problem]:
    """The problems of `items`, each of which should be of type `hint`; items of one wrong type are told once."""
    wrong: Counter[type] = Counter()
    for at, item in enumerate(items):
        if type(item) in wrong:
            wrong[type(item)] += 1
            continue
        for problem in _iter_value_problems(item, hint, (*path, at)):
            if problem.path == (*path, at) and problem.message.startswith("expected "):
                wrong[type(item)] = 0
            yield problem
    for kind, count in wrong.items():
        if count:
            yield Problem("invalid-value", path, f"{count:,} more are {_KINDS.get(kind, kind.__name__)}")


# To take a type apart takes longer than to compare a value with it.
@lru_cache(maxsize=1024)
def _list_alternatives(hint: Any) -> tuple[Any, ...]:
    """The types that `hint` allows, without what is said about them."""
    if get_origin(hint) is Annotated:
        return _list_alternatives(get_args(hint)[0])
    if type(None) in get_args(hint):
        return tuple(other for part in get_args(hint) for other in _list_alternatives(part))
    return (hint,)


def _iter_leaf_problems(value: Any, hint: Any, path: Path) -> Iterator[Problem]:
    try:
        msgspec.convert(value, hint)
        if isinstance(value, str):
            value.encode()
        elif isinstance(value, list | tuple):
            # No list but a span is read as a whole.
            check_order(value)
    except msgspec.ValidationError as error:
        yield _explain(value, path, str(error).partition(" - at ")[0])
    except UnicodeEncodeError as error:
        surrogate = error.object[error.start]
        yield Problem("invalid-value", path, f"holds a lone surrogate ({surrogate!a}), for which UTF-8 has no form")
    except ValueError as error:
        yield Problem("invalid-value", path, str(error))


def _explain(value: object, path: Path, message: str) -> Problem:
    """The problem of `value`, about which msgspec says `message`."""
    if isinstance(value, str) and ("of length" in message or "matching regex" in message):
        if not value.strip(BLANK):
            return Problem("empty-field", path, "an empty text")
        return Problem("invalid-value", path, f"white space at the ends of {_quote(value)}")
    if message.startswith("Invalid enum value"):
        message = f"{_quote(value)} is none of the values allowed"
    return Problem("invalid-value", path, message[0].lower() + message[1:].replace("`", ""))


def _name_kind(value: object) -> str:
    return _KINDS.get(type(value), type(value).__name__)


def _quote(value: object) -> str:
    """`value` as short text on one line."""
    text = repr(value)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
