"""Ordinary texts, none of which is a page of papers: read from what any machine has, and made from patterns."""

import ast
import gzip
import sysconfig
import textwrap
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from pydoc_data.topics import topics
from random import Random
from typing import Final, TypeVar

from ordinary_patterns import PATTERNS, Pattern

_Item = TypeVar("_Item")

_LIBRARY: Final = Path(sysconfig.get_paths()["stdlib"])
_DOCUMENTATION: Final = Path("/usr/share/doc")
_LICENCES: Final = Path("/usr/share/common-licenses")
_MANUAL: Final = Path("/usr/share/man")
_PACKAGES: Final = ("asyncio", "email", "html", "http", "importlib", "json", "logging", "unittest", "urllib", "xml/dom")
_MOST_MODULES: Final = 100
_MOST_DOCSTRINGS: Final = 400
_MOST_FILES: Final = 50
_LARGEST_FILE: Final = 60_000
_SHORTEST_DOCSTRING: Final = 120

_SIZES: Final = (1, 2, 4, 12, 60)
_MOST_IN_EVERY_SHAPE: Final = 12

_NOUNS: Final = """
    harbour gauge staff ferry lock hedge bell kettle loaf orchard ladder letter almanac lantern bridge garden kitchen
    window engine lamp ledger market meadow parcel piano quarry river saddle school sensor signal station table tide
    tower valley village wagon wall well winter workshop archive balance barometer canal compass museum network model
    method language timetable survey instrument record library drawing pendulum
""".split()
_ADJECTIVES: Final = """
    old small long quiet narrow early cheap heavy northern broken painted open public careful late dry deep simple
    reliable distributed unknown general statistical large green wooden sudden regular private ordinary
""".split()
_VERBS: Final = """
    measures follows explains repairs describes crosses supports replaces compares reaches improves keeps divides
    shows moves carries covers finds outlasts changes
""".split()
_ADVERBS: Final = "slowly often rarely carefully twice again quietly together first later".split()
_PLACES: Final = "Kelsund Brattholm Oster Varde Linfield Aldmoor Tarnbeck Holmby Saltmarsh Eastfen".split()
_PEOPLE: Final = (
    "Ada Lovelace", "Emmy Noether", "Mary Anning", "Leonhard Euler", "Sophie Germain", "Blaise Pascal", "Ole Rømer",
    "Carl Linnaeus", "Laura Bassi", "Michael Faraday", "Maria Mitchell", "David Hilbert", "Caroline Herschel",
    "Johannes Kepler", "Irène Joliot-Curie", "Pierre de Fermat", "Nasir al-Din al-Tusi", "J. J. Thomson", "Hypatia",
)  # fmt: skip
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WEEKDAYS: Final = "Mon Tue Wed Thu Fri Sat Sun".split()
_TITLES: Final = (
    "{Noun} and {Noun}",
    "The {Adjective} {Noun}",
    "A {Noun} Measured Twice",
    "How the {Noun} {verb} the {Adjective} {Noun}",
    "{Adjective} {Noun}: A Survey of the {Noun} in {place}",
    "What Every {Noun} {verb}",
    "On the {Noun} of the {Adjective} {Noun} and the {Adjective} {Noun}",
    "Why is the {noun} so {adjective}?",
)
_SENTENCES: Final = (
    "The {adjective} {noun} {verb} the {noun}.",
    "In {place} the {noun} {adverb} {verb} a {adjective} {noun}, and nobody knows why.",
    "We show that a {noun} {verb} the {adjective} {noun} without the {noun} that earlier work has relied on.",
    "Although every {noun} {verb} a {noun}, the {adjective} {noun} of {place} {adverb} {verb} what is left of it.",
    "It took {count} years until somebody asked what the {adjective} {noun} is for.",
    "Between the {noun} and the {noun} there is a {adjective} {noun}; it {adverb} {verb} both of them.",
    "{name} once wrote that a {noun} which {verb} nothing is still a {noun}.",
    "Would a {adjective} {noun} have been better?",
)


class Writer:
    """Fills patterns with words at random; the same seed gives the same text."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)
        self._position = 0
        self._title = ""
        self._makers: dict[str, Callable[[], str]] = {
            "noun": lambda: self._choose(_NOUNS),
            "adjective": lambda: self._choose(_ADJECTIVES),
            "verb": lambda: self._choose(_VERBS),
            "adverb": lambda: self._choose(_ADVERBS),
            "place": lambda: self._choose(_PLACES),
            "name": lambda: self._choose(_PEOPLE),
            "names": lambda: ", ".join(self._random.sample(_PEOPLE, self._random.randint(1, 5))),
            "handle": lambda: self._choose(_PEOPLE).split()[0].lower().rstrip("."),
            "Noun": lambda: str.capitalize(self["noun"]),
            "Adjective": lambda: str.capitalize(self["adjective"]),
            "title": self._make_title,
            "same title": lambda: self._title,
            "phrase": lambda: self._fill(("a {adjective} {noun}", "{noun} of {place}", "{adjective} {noun}, {verb}")),
            "line": lambda: self._fill(("the {noun} {verb} the {noun}", "and {adverb} the {adjective} {noun} {verb}")),
            "sentence": lambda: self._fill(_SENTENCES),
            "teaser": lambda: self._repeat("sentence", " ", 1, 2),
            "paragraph": lambda: self._repeat("sentence", " ", 2, 8),
            "wrapped": lambda: _wrap(self._repeat("sentence", " ", 4, 8)),
            "paragraphs": lambda: self._repeat("paragraph", "\n\n", 2, 7),
            "position": lambda: str(self._position),
            "digit": lambda: str(self._random.randint(1, 9)),
            "count": lambda: str(self._random.randint(1, 400)),
            "many": lambda: f"{self._random.randint(1, 9)}.{self._random.randint(1, 9)}K",
            "price": lambda: f"{self._random.randint(1, 90)}.{self._random.randint(10, 99)}",
            "year": lambda: str(self._random.randint(1950, 2024)),
            "month": lambda: self._choose(_MONTHS),
            "weekday": lambda: self._choose(_WEEKDAYS),
            "day": lambda: str(self._random.randint(1, 28)),
            "time": lambda: f"{self._random.randint(8, 21):02}:{self._random.randint(0, 59):02}",
            "slashed date": lambda: f"{self._random.randint(1, 12)}/{self['day']}/{self['year']}",
            "long date": lambda: f"{self['month']} {self['day']}, {self['year']}",
            "short date": lambda: f"{self['month']} {self['day']}",
            "numeric date": lambda: f"{self['year']}-{self._random.randint(1, 12):02}-{int(self['day']):02}",
        }

    def __getitem__(self, name: str) -> str:
        return self._makers[name]()

    def write(self, pattern: Pattern, size: int) -> str:
        """A text of `size` items."""
        blocks = [pattern.head.format_map(self)] if pattern.head else []
        for position in range(1, size + 1):
            self._position = position
            blocks.append(pattern.item.format_map(self))
        return "\n".join(blocks) + "\n"

    def _choose(self, choices: Sequence[str]) -> str:
        return choices[int(self._random.random() * len(choices))]

    def _fill(self, patterns: Sequence[str]) -> str:
        return self._choose(patterns).format_map(self)

    def _make_title(self) -> str:
        self._title = self._fill(_TITLES)
        return self._title

    def _repeat(self, name: str, separator: str, fewest: int, most: int) -> str:
        return separator.join(self[name] for _ in range(self._random.randint(fewest, most)))


def _wrap(text: str) -> str:
    return "\n".join(textwrap.fill(line, 72) for line in text.split("\n"))


def _drop_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


SHAPES: Final[dict[str, Callable[[str], str]]] = {
    "as printed": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no blank lines": _drop_blank_lines,
    "doubled line ends": lambda text: text.replace("\n", "\n\n"),
    "hard-wrapped": _wrap,
    "quoted": lambda text: "> " + text.replace("\n", "\n> "),
    "inside a site": lambda text: f"Home\nPapers\nAbout | Blog | Log in\n\n{text}\n\nPrivacy Policy\n© 2024 Kelsund\n",
}
# These cost the most, and a long text is no more likely to be taken for a page in them than a short one.
_SHAPES_OF_SMALL_TEXTS: Final = {"hard-wrapped", "quoted", "CRLF"}


def _make_texts(kind: str) -> Iterator[str]:
    for variant, pattern in enumerate(PATTERNS[kind]):
        for size in (size for size in _SIZES if pattern.fewest <= size <= pattern.most):
            text = Writer(f"{kind} {variant} {size}").write(pattern, size)
            for shape, change in SHAPES.items():
                is_cheap = size <= _MOST_IN_EVERY_SHAPE or shape not in _SHAPES_OF_SMALL_TEXTS
                if is_cheap and (pattern.wraps or shape != "hard-wrapped"):
                    yield change(text)


def _sample(items: Sequence[_Item], most: int) -> list[_Item]:
    """At most `most` of `items`, evenly spread."""
    return [items[at * len(items) // most] for at in range(most)] if len(items) > most else list(items)


def _read(path: Path) -> str:
    """The beginning of a file; empty where it cannot be read, for any file may be missing, protected or damaged."""
    try:
        if not path.is_file():
            return ""
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read(_LARGEST_FILE).decode(errors="replace")
    except (OSError, EOFError, zlib.error):
        return ""


def _read_files(paths: Iterable[Path]) -> Iterator[str]:
    return filter(str.strip, map(_read, _sample(sorted(paths), _MOST_FILES)))


@cache
def _list_modules() -> list[Path]:
    paths = [*_LIBRARY.glob("*.py"), *(path for name in _PACKAGES for path in (_LIBRARY / name).glob("*.py"))]
    return _sample(sorted(path for path in paths if path.stat().st_size <= _LARGEST_FILE), _MOST_MODULES)


@cache
def _read_docstrings() -> dict[Path, list[tuple[str, str]]]:
    """For each module its docstrings, each with the name of what it describes."""
    with warnings.catch_warnings(action="ignore"):
        return {path: list(_find_docstrings(ast.parse(path.read_bytes()))) for path in _list_modules()}


def _find_docstrings(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node)
            if docstring and len(docstring) >= _SHORTEST_DOCSTRING:
                yield "" if isinstance(node, ast.Module) else node.name, docstring


def _list_docstrings() -> Iterator[str]:
    return iter(_sample([text for found in _read_docstrings().values() for _, text in found], _MOST_DOCSTRINGS))


def _join_docstrings() -> Iterator[str]:
    """The docstrings of a module as one document, and once more under the names of what they describe."""
    for found in _read_docstrings().values():
        if len(found) > 1:
            yield "\n\n".join(text for _, text in found)
            yield "\n\n".join(f"{name}\n{' '.join(text.split())}" for name, text in found)


def _read_modules() -> Iterator[str]:
    return (text for path in _list_modules() if (text := _read(path)).strip())


def _read_descriptions() -> Iterator[str]:
    """What the installed distributions say of themselves."""
    return iter(_sample(sorted({text for one in distributions() if (text := one.read_text("METADATA"))}), _MOST_FILES))


def _list_distributed_licences() -> Iterator[Path]:
    for distribution in distributions():
        for file in distribution.files or ():
            if any(word in file.name.upper() for word in ("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS")):
                yield Path(str(file.locate()))


# Python brings the first four; the others may be empty.
READ: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "docstrings": _list_docstrings,
    "docstrings of a module": _join_docstrings,
    "modules": _read_modules,
    "topics of the language": lambda: (
        text for topic in topics.values() for text in (topic, topic.replace("\n\n", "\n"))
    ),
    "text files of the library": lambda: _read_files([*_LIBRARY.glob("*.txt"), *_LIBRARY.glob("[!s]*/*.txt")]),
    "descriptions of distributions": _read_descriptions,
    "licences of distributions": lambda: _read_files(_list_distributed_licences()),
    "licences of the system": lambda: _read_files(_LICENCES.glob("*")),
    "copyrights of the system": lambda: _read_files(_DOCUMENTATION.glob("*/copyright")),
    "changelogs of the system": lambda: _read_files(_DOCUMENTATION.glob("*/changelog*")),
    "documentation of the system": lambda: _read_files(_DOCUMENTATION.glob("*/[A-Zb-z]*")),
    "manual pages": lambda: _read_files(_MANUAL.glob("man[1-8]/*")),
}
KINDS: Final = (*PATTERNS, *READ)


@cache
def list_texts(kind: str) -> list[str]:
    """The texts of a kind, each once, always in the same order."""
    return list(dict.fromkeys(_make_texts(kind) if kind in PATTERNS else READ[kind]()))
