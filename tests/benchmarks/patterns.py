"""Every compiled pattern of the package, the methods it is used with, and the strings that take each the longest.

An attack is a prefix, a pump again and again, and a suffix that makes the match fail late. All three are made from the
pattern's own alphabet: one character of every kind that the pattern can tell from others, one that it never accepts
among them. All short pumps are tried behind every beginning of a match, on short texts; the few slowest attacks, or the
one that takes the most memory, are kept for measurement on long ones.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import regex

import paperparse
from paperparse.formats import FORMATS
from paperparse.grammar.table import Echo, Mark, Value
from paperparse.text.line_pattern import LinePattern

_METHODS: Final = frozenset("match fullmatch search finditer findall split sub subn splititer scanner".split())
# The command starts where it is imported, drafting makes patterns of the page of somebody who waits for a first table,
# and the tools for tests read no page. What makes patterns of others has none itself.
_LEFT_OUT: Final = ("paperparse.__main__", "paperparse.drafting", "paperparse.testing", "paperparse.text.line_pattern")
# What tables are compiled to, when a format is first needed: cards are attacked by pages (families.py), and lines that
# hold values below, one by one.
_OF_TABLES: Final = (
    *(f"paperparse.grammar.{name}" for name in ("folding", "patterns", "printing", "rules", "table")),
    "paperparse.masking.vocabulary",
)
# Where the whole match is an iterator, or text is built, the work is done by going through it.
_ITERATORS: Final = frozenset({"finditer", "splititer"})
_WITH_TEMPLATE: Final = frozenset({"sub", "subn"})

# The pieces of a pattern's own text, as far as the package's patterns use them. What fits none is an error, so that
# no pattern goes unattacked for being written in a new way.
_PIECE: Final = re.compile(
    r"(?P<group>\((?:\?(?:[a-z]*:|[=!>]|<[=!]|P?<\w+>))?|\))"
    r"|(?P<reference>\\[1-9])"
    r"|(?P<quantifier>[?*+][+?]?|\{(?P<least>[0-9]*),?[0-9]*\}[+?]?)"
    r"|(?P<bar>\|)"
    r"|(?P<anchor>[\^$]|\\[bBAZ])"
    r"|(?P<atom>\\[pP]\{\w+\}|\\[\s\S]|\[\^?\]?(?:\\[pP]\{\w+\}|\\[\s\S]|[^\]\\])*\]|[^\\\[\](){}?*+|^$])"
)
_CANDIDATES: Final = "a1A .,-/:é漢·•☃\n\t\xa0\u2028\0" + "".join(map(chr, range(33, 127)))
# How many characters a pattern may tell apart for pumps of one, two and three of them.
_MOST_CHARACTERS: Final = (1_000, 40, 12)
# Small steps first: an exponential pattern must not get far.
SHORT_TRIAL: Final = (16, 20, 24, 32, 64, 256)
_TRIAL: Final = (*SHORT_TRIAL, 1024, 4096)
# Linear patterns take some ten nanoseconds for a character.
_EXPLOSION: Final = 0.02
_KEPT: Final = 2


class Pattern(NamedTuple):
    """A compiled pattern of the package, under the name it has there, and one method it is used with."""

    name: str
    method: str
    compiled: Any

    @property
    def title(self) -> str:
        """What it is called in tables."""
        return f"pattern: {self.name}.{self.method}"

    def run(self, text: str) -> None:
        """Do with `text` what the package does."""
        call = getattr(self.compiled, self.method)
        result = call("", text) if self.method in _WITH_TEMPLATE else call(text)
        if self.method in _ITERATORS:
            for _ in result:
                pass


class Attack(NamedTuple):
    """Texts `prefix`, `pump` again and again, `suffix`; `size` is the last of the trial, and took `seconds`."""

    pattern: Pattern
    prefix: str
    pump: str
    suffix: str
    seconds: float
    size: int

    @property
    def name(self) -> str:
        """The pattern, how it is used, and the text."""
        text = f"{self.prefix!r} + {self.pump!r}… + {self.suffix!r}"
        return f"{self.pattern.title} on {text}"

    @property
    def is_explosive(self) -> bool:
        """Whether short texts took too long for longer ones to be tried."""
        return self.seconds >= _EXPLOSION

    def make(self, size: int) -> str:
        """The text of about `size` characters."""
        return self.prefix + self.pump * (size // len(self.pump)) + self.suffix


def list_patterns() -> list[Pattern]:
    """The package's module-level patterns, once for each method they are used with.

    Raises `LookupError` for a pattern that no use is found of, and for a pattern that is not compiled on module level.
    """
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(paperparse.__path__, "paperparse.")
        if not found.name.startswith((*_LEFT_OUT, *_OF_TABLES))
    ]
    # One that several modules use in the same way is listed once.
    uses = {(id(use.compiled), use.method): use for module in modules for use in _iter_used(module)}
    patterns = list(uses.values())
    used = {id(pattern.compiled) for pattern in patterns}
    for module in modules:
        for name, value in vars(module).items():
            if _is_pattern(value) and id(value) not in used:
                raise LookupError(f"no use of the pattern {module.__name__}.{name} was found")
    return [*patterns, *_iter_lines()]


def _iter_lines() -> Iterator[Pattern]:
    """The patterns of lines in the tables of formats, once each."""
    lines = {
        line.pattern: f"{form.name}.{name}"
        for form in FORMATS
        for name, line in (*form.lines.items(), *form.site.lines.items())
        if isinstance(line, Echo | Mark | Value)
    }
    return (Pattern(name, "fullmatch", re.compile(pattern)) for pattern, name in lines.items())


def _is_pattern(value: object) -> bool:
    """Whether `value` is a pattern of text; those of bytes are single classes, which never try a run twice."""
    return isinstance(value, re.Pattern | regex.Pattern) and isinstance(value.pattern, str)


def _iter_used(module: ModuleType) -> Iterator[Pattern]:
    """The patterns that `module` uses, whether it compiles or imports them."""
    assert module.__file__ is not None
    seen = set()
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    for inner in (node for outer in ast.walk(tree) if isinstance(outer, ast.FunctionDef) for node in ast.walk(outer)):
        if not (isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name)):
            continue
        name, method = inner.value.id, inner.attr
        value = getattr(module, name, None)
        if value in (re, regex) and method in {*_METHODS, "compile"}:
            raise LookupError(f"{module.__name__} calls {name}.{method} in a function: compile it on module level")
        if (name, method) in seen:
            continue
        shown = f"{module.__name__.removeprefix('paperparse.')}.{name}"
        if _is_pattern(value) and method in _METHODS:
            yield Pattern(shown, method, value)
        elif isinstance(value, LinePattern):
            yield Pattern(f"{shown} on the first line", "match", value.first)
            yield Pattern(f"{shown} on other lines", "finditer", value.other)
        seen.add((name, method))


def find_attacks(pattern: Pattern) -> list[Attack]:
    """The slowest attacks on `pattern`, the worst first."""
    return sorted(iter_attacks(pattern), key=lambda attack: -attack.seconds)[:_KEPT]


def iter_attacks(pattern: Pattern, sizes: Sequence[int] = _TRIAL) -> Iterator[Attack]:
    """All attacks on `pattern`, tried on texts of `sizes`, up to the first explosive one: others would take as long."""
    members, alphabet, outside = read_alphabet(pattern)
    beginnings = list(dict.fromkeys(_iter_beginnings(pattern, members)))
    # Of many characters there are too many rows of three.
    longest = sum(len(alphabet) <= most for most in _MOST_CHARACTERS)
    pumps = dict.fromkeys("".join(pump) for n in range(1, longest + 1) for pump in product(alphabet, repeat=n))
    pumps |= dict.fromkeys(beginning for beginning in beginnings if beginning)
    # A text without a literal that every match needs is given up before the match begins: one suffix holds them all,
    # where they help no match.
    everything = "".join(outside) + "".join(reversed(alphabet)) + max(beginnings, key=len)
    for prefix, pump, suffix in product(beginnings, pumps, ("", *outside, everything)):
        attack = _try(Attack(pattern, prefix, pump, suffix, 0.0, 0), sizes)
        yield attack
        if attack.is_explosive:
            break


def _try(attack: Attack, sizes: Sequence[int]) -> Attack:
    """`attack` with the time that it takes on the last text, of `sizes`, or on the first that takes too long."""
    for size in sizes:
        text = attack.make(size)
        attack = attack._replace(seconds=min(_time(attack.pattern.run, text) for _ in range(2)), size=size)
        if attack.is_explosive:
            break
    return attack


def _time(work: Callable[[str], None], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def _iter_pieces(pattern: Pattern) -> Iterator[re.Match[str]]:
    """The pieces of the pattern's text; raises `LookupError` for one that is not understood."""
    text, at = pattern.compiled.pattern, 0
    if pattern.compiled.flags & regex.VERBOSE:
        raise LookupError(f"cannot read the pattern {pattern.name}, which is a verbose one")
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:
            raise LookupError(f"cannot read the pattern {pattern.name} from {text[at : at + 20]!r} on")
        yield piece
        at = piece.end()


def read_alphabet(pattern: Pattern) -> tuple[dict[str, str], list[str], list[str]]:
    """A character for each atom of the pattern, one of every kind that its atoms tell apart, and those none accepts."""
    atoms = dict.fromkeys(piece["atom"] for piece in _iter_pieces(pattern) if piece["atom"])
    flags = pattern.compiled.flags & (regex.IGNORECASE | regex.DOTALL | regex.ASCII)
    compiled = [regex.compile(atom, flags) for atom in atoms]
    kinds: dict[tuple[bool, ...], str] = {}
    for candidate in dict.fromkeys(_CANDIDATES + pattern.compiled.pattern):
        kinds.setdefault(tuple(bool(atom.fullmatch(candidate)) for atom in compiled), candidate)
    members = {}
    for at, atom in enumerate(atoms):
        fitting = [character for kind, character in kinds.items() if kind[at]]
        if not fitting:
            raise LookupError(f"no character is known that {atom!r} in the pattern {pattern.name} accepts")
        members[atom] = fitting[0]
    return members, list(kinds.values()), [character for kind, character in kinds.items() if not any(kind)]


def _iter_beginnings(pattern: Pattern, members: dict[str, str]) -> Iterator[str]:
    """Beginnings of texts that the pattern matches, nothing first; roughly, for groups are not looked into.

    Each alternative begins anew.
    """
    yield ""
    text = last = ""
    for piece in _iter_pieces(pattern):
        if piece["bar"]:
            text = last = ""
        elif piece["atom"]:
            last = members[piece["atom"]]
            text += last
            yield text
        elif piece["least"]:
            text += last * (int(piece["least"]) - 1)
            yield text
