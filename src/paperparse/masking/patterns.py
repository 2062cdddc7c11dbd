"""The words that a regular expression looks for, found in what `re` itself makes of its source."""

from importlib import import_module
from typing import Any, Final

# `re` parses with it, and has no public way to it; `sre_parse`, which had that name, is deprecated.
_parse: Final[Any] = import_module("re._parser").parse
# A class of more characters stands for any.
_MOST_CHARACTERS: Final = 12
# So many words at most are begun at once: a pattern of many options would have no end of them.
_MOST_BEGUN: Final = 2_000


def list_words(pattern: str) -> set[str]:
    """The words, runs of letters as written, of the texts that `pattern` matches, where it names their letters.

    A letter that may be any of many ends a word: `Universit(?:y|é)` has `University` and `Université`,
    `[A-Z][a-z]+ Group` has `Group`.
    """
    found: set[str] = set()
    _end(_follow(_parse(pattern), {""}, found), found)
    return found


def _end(begun: set[str], found: set[str]) -> set[str]:
    """Note that the words `begun` are whole; what is begun then."""
    found |= begun - {""}
    return {""}


def _follow(steps: Any, begun: set[str], found: set[str]) -> set[str]:
    """What the words `begun` are behind `steps`, the parsed pattern; those that end there are `found`."""
    for step, argument in steps:
        match str(step):
            case "LITERAL":
                begun = _add(begun, (chr(argument),), found)
            case "IN":
                begun = _add(begun, _list_characters(argument), found)
            case "BRANCH":
                begun = set().union(*(_follow(branch, begun, found) for branch in argument[1]))
            case "SUBPATTERN":
                begun = _follow(argument[-1], begun, found)
            case "ATOMIC_GROUP":
                begun = _follow(argument, begun, found)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                fewest, most, repeated = argument
                begun = _repeat(fewest, most, repeated, begun, found)
            case "ASSERT" | "ASSERT_NOT":
                _end(_follow(argument[1], {""}, found), found)
            case "AT":
                continue
            case _:
                begun = _end(begun, found)
        if len(begun) > _MOST_BEGUN:
            begun = _end(begun, found)
    return begun


def _add(begun: set[str], characters: tuple[str, ...], found: set[str]) -> set[str]:
    letters = [character for character in characters if character.isalpha()]
    longer = {word + letter for word in begun for letter in letters}
    return longer if len(letters) == len(characters) > 0 else longer | _end(begun, found)


def _repeat(fewest: int, most: Any, steps: Any, begun: set[str], found: set[str]) -> set[str]:
    ends = set(begun) if fewest == 0 else set()
    # A letter may stand twice in a word (`i{2,3}`), but what stands in a group again is a word again.
    is_letter = len(steps) == 1 and str(steps[0][0]) in ("LITERAL", "IN")
    for time in range(1, min(int(most), max(fewest, 1) + 1) + 1):
        begun = _follow(steps, begun if is_letter or time == 1 else _end(begun, found), found)
        if time >= fewest:
            ends |= begun
    return ends


def _list_characters(members: Any) -> tuple[str, ...]:
    """The characters of a class, `()` if they are too many."""
    characters = []
    for kind, argument in members:
        if str(kind) == "LITERAL":
            characters.append(chr(argument))
        elif str(kind) == "RANGE" and argument[1] - argument[0] < _MOST_CHARACTERS:
            characters += map(chr, range(argument[0], argument[1] + 1))
        else:
            return ()
    return tuple(characters) if len(characters) <= _MOST_CHARACTERS else ()
