"""What repeats on a page: lines that are always the same, what lines begin with, dates, and numbers with words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from paperparse.grammar.table import TAKEN_NAMES, Label, Line, Mark, Value
from paperparse.model.paper import FIELDS

_LONGEST: Final = 60
_LABEL: Final = re.compile(r"([^\W\d_][\w'’-]*(?: [\w'’-]+){0,2}:)\s*(?=\S)")
_ODD: Final = re.compile("[^a-z]+")
_NUMBER: Final = re.compile(r"[0-9][0-9,]*")
_COUNT: Final = "[0-9][0-9,]*"
_NAMED_DATE: Final = r"[A-Z][a-z]{2} [0-9]{1,2}(?:, [0-9]{4})?"
_DATES: Final = {"{published}": _NAMED_DATE, "numbers": "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"}
# What the words around a number say of it.
_COUNTED: Final = {
    "author_count": re.compile(r"\bauthors?\b", re.IGNORECASE),
    "comment_count": re.compile(r"\b(?:comments?|repl(?:y|ies))\b", re.IGNORECASE),
    "score": re.compile(r"^\W*$|\b(?:score|(?:up)?votes?|likes?|stars?|points?)\b", re.IGNORECASE),
}
# A line of more words that stands twice is a title that the site prints twice.
_MOST_WORDS_OF_A_RARE_MARK: Final = 4
_MOST_KINDS: Final = 12
_TAKEN: Final = frozenset({*TAKEN_NAMES, *FIELDS, "heading"})


@frozen
class Kind:
    """A kind of line that repeats: its `name` in the table, the `line`, and how often it stands on the page.

    `sample`: one such line, or what it begins with. `numeric`: whether it holds a date in numbers.
    """

    name: str
    line: Line
    count: int
    sample: str
    numeric: bool = False

    def matches(self, text: str) -> bool:
        """Whether the line `text` is of the kind, or begins so."""
        if isinstance(self.line, Label):
            return text.startswith(self.sample) and text != self.sample
        assert isinstance(self.line, Mark | Value)
        return re.fullmatch(self.line.pattern, text) is not None


def find_kinds(values: Sequence[str]) -> list[Kind]:
    """The kinds of lines that repeat among `values`, the lines of a page, those with fewest choices first."""
    found = [*_find_dates(values), *_find_counts(values), *_find_marks(values), *_find_labels(values)]
    # What stands on every card stands there about as often as what repeats most.
    most = max((count for _, _, count, _, _ in found), default=0)
    kinds: list[Kind] = []
    fields: set[str] = set()
    for name, line, count, sample, numeric in found:
        if 2 * count >= most and len(kinds) < _MOST_KINDS and not any(kind.matches(sample) for kind in kinds):
            own = {*line.fields} if isinstance(line, Value) else set()
            # A label with a number behind it is no label any more.
            if fields & own or (isinstance(line, Label) and any(kind.sample.startswith(sample) for kind in kinds)):
                continue
            fields |= own
            kinds.append(Kind(_choose_name(name, kinds), line, count, sample, numeric))
    return kinds


_Found = tuple[str, Line, int, str, bool]


def _find_dates(values: Sequence[str]) -> Iterator[_Found]:
    for style, pattern in _DATES.items():
        whole = re.compile(rf"{pattern}( {_COUNT})?")
        found = [(value, match) for value in values if (match := whole.fullmatch(value))]
        if len(found) > 1:
            has_count = any(match[1] for _, match in found)
            comments = rf"(?: (?P<comment_count>{_COUNT}))?" if has_count else ""
            prints = "{published} {comment_count}" if has_count else "{published}"
            line = Value(f"(?P<published>{pattern}){comments}", prints)
            yield "date", line, len(found), found[0][0], style == "numbers"


def _find_counts(values: Sequence[str]) -> Iterator[_Found]:
    """Short lines with one number, and the same words around it."""
    around: Counter[tuple[str, str]] = Counter()
    samples: dict[tuple[str, str], str] = {}
    for value in values:
        numbers = _NUMBER.findall(value) if len(value) <= _LONGEST else []
        if len(numbers) == 1 and "{" not in value and "}" not in value:
            before, _, after = value.partition(numbers[0])
            # One author, two authors.
            key = (before, after.removesuffix("s") if after[-2:-1].isalpha() else after)
            around[key] += 1
            samples[key] = max(samples.get(key, ""), value, key=len)
    for (before, after), count in around.most_common():
        if count > 1:
            sample = samples[before, after]
            field = next((field for field, words in _COUNTED.items() if words.search(before + after + "s")), None)
            field = "score" if not (before + after).strip() else field
            plural = "s" if sample.endswith(f"{after}s") and after else ""
            number = f"(?P<{field}>{_COUNT})" if field else _COUNT
            pattern = f"{_escape(before)}{number}{_escape(after)}{'s?' if plural else ''}"
            prints = f"{before}{{{field}}}{after}{plural}" if field else ""
            yield after or before or "number", Value(pattern, prints), count, sample, False


def _escape(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")


def _find_marks(values: Sequence[str]) -> Iterator[_Found]:
    for text, count in Counter(value for value in values if len(value) <= _LONGEST).most_common():
        if count > 2 or (count > 1 and len(text.split()) <= _MOST_WORDS_OF_A_RARE_MARK):
            yield text, Mark(text), count, text, False


def _find_labels(values: Sequence[str]) -> Iterator[_Found]:
    labels = Counter(match[1] for value in values if (match := _LABEL.match(value)))
    for text, count in labels.most_common():
        if count > 1:
            yield text, Label(text), count, text, False


def _choose_name(text: str, kinds: Sequence[Kind]) -> str:
    """A name for the kind of line `text`, made of its letters."""
    name = _ODD.sub("_", text.lower()).strip("_")[:24].strip("_") or "mark"
    taken = _TAKEN | {kind.name for kind in kinds}
    if name.startswith(("alone_", "again")) or name in taken:
        name = f"the_{name}"
    while name in taken:
        name += "_too"
    return name
