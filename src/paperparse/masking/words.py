"""A text with its words replaced by others of the same shape.

Character for character: a letter by one of the same case and script, so that all offsets stay. The same word becomes
the same word wherever it stands, in whatever case, and words that begin with the same five letters become words that
do, for by that the paragraphs of a text are told from others. Words that decide how a page is read stay.

    Pointer Networks (2015), arXiv:1506.03134, 12 pages       Vuqmhok Wbtyzaeg (2015), arXiv:1506.48392, 12 tvxqe
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from random import Random
from string import ascii_lowercase, digits
from typing import Final, NamedTuple
from unicodedata import category, name

from paperparse.grammar.folding import ELLIPSIS
from paperparse.grammar.names import DEGREES
from paperparse.masking.numbers import list_numbers
from paperparse.masking.vocabulary import Vocabulary
from paperparse.pages.prose import STEM
from paperparse.text.characters import REFERENCE
from paperparse.text.mojibake import MOJIBAKE
from paperparse.text.space import INVISIBLE, WHITESPACE

_LETTERS: Final = re.compile(r"[^\W\d_]++")
_DEGREES: Final = sorted({re.escape(degree.lower()) for degree in DEGREES if "." in degree}, reverse=True)
# Letters that stand for other characters stay, in references of HTML and in what was decoded wrongly; and degrees.
_KEPT: Final = re.compile(rf"&(?:{REFERENCE});|{MOJIBAKE.pattern}|(?i:\b(?:{'|'.join(_DEGREES)}))")
# Of a number of something: `1.2K`, `2nd`, `3D`.
_LONGEST_UNIT: Final = 2
# A page has fewer words behind one that matter here; a hostile one may have more.
_MOST_FOLLOWING: Final = 100
# So many letters are drawn for a word before it is taken as it comes.
_MOST_DRAWN: Final = 2_000
# Of fewer letters, others would tell what one was.
_FEWEST_LETTERS: Final = 10
# By so many letters the handle of an organization is told from a name (`alike` in `paperparse.formats.hugging_face`).
_ALIKE: Final = 2
_PLANE: Final = 0x10000
_Place = tuple[int, int]


class Masked(NamedTuple):
    """A text with its words replaced, how many words are others now, and the words that stayed, in small letters."""

    text: str
    replaced: int
    kept: frozenset[str]


def mask_text(text: str, vocabulary: Vocabulary, chance: Random) -> Masked:
    """`text` with its words replaced, but for those that `vocabulary` knows, by letters that `chance` gives."""
    knows = cache(vocabulary.knows)
    # What stays is no word.
    rest = _KEPT.sub(lambda found: "\0" * len(found[0]), text)
    words = list(_iter_words(rest, vocabulary.glued, knows))
    dictionary = _Dictionary(vocabulary, chance, {_lower(rest[start:end]) for start, end in words})
    for one, other in _iter_alike(rest, words):
        if not knows(other):
            dictionary.draw_alike(one if knows(one) else dictionary.replace_word(one), one, other)
    longer = _find_longer(rest, words)
    written = list(text)
    kept: set[str] = set()
    replaced = 0
    cut_off = _find_cut_off(vocabulary, text)
    for start, end in words:
        if _is_plain(text, start, end):
            continue
        shown = text[start:end]
        whole = longer.get(start, shown)
        if start >= cut_off or knows(whole):
            kept.add(shown.lower())
            continue
        other = dictionary.replace_word(_lower(whole))
        written[start:end] = [new.upper() if own.isupper() else new for own, new in zip(shown, other, strict=False)]
        replaced += 1
    for start, end in list_numbers(rest):
        written[start:end] = dictionary.replace_number(text[start:end])
    return Masked("".join(written), replaced, frozenset(kept))


def _find_cut_off(vocabulary: Vocabulary, text: str) -> int:
    """Where the line begins with which `text` ends, if that is the beginning of a mark; else the end of `text`."""
    end = len(text.rstrip(WHITESPACE))
    start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    line = text[start:end].strip(WHITESPACE)
    return start if line and any(mark.startswith(line) for mark in vocabulary.marks) else len(text)


class _Dictionary:
    """What becomes of words and numbers: drawn when one is first asked for, and the same from then on.

    None becomes one of `words`, those of the text.
    """

    def __init__(self, vocabulary: Vocabulary, chance: Random, words: set[str]) -> None:
        self.vocabulary = vocabulary
        self.chance = chance
        self.taken = words
        self.drawn: dict[str, str] = {}

    def replace_word(self, word: str) -> str:
        """Another word for `word`, which is in small letters."""
        if word not in self.drawn:
            head = self.replace_word(word[:STEM]) if len(word) > STEM else ""
            self.drawn[word] = self._draw_word(word, head)
            self.taken.add(self.drawn[word])
        return self.drawn[word]

    def draw_alike(self, drawn: str, one: str, other: str) -> None:
        """Draw for `other` a word that begins like `drawn`, which stands for `one`: by two letters, or by three."""
        head = other[:STEM]
        if head not in self.drawn:
            self.drawn[head] = self._draw_word(head, drawn[: _ALIKE + (one[: _ALIKE + 1] == other[: _ALIKE + 1])])
            self.taken.add(self.drawn[head])

    def replace_number(self, number: str) -> str:
        """Another number of as many digits for `number`; a zero at its beginning stays there."""
        if number not in self.drawn:
            first = "0" if number[0] == "0" else self.chance.choice(digits[1:])
            self.drawn[number] = first + "".join(self.chance.choices(digits, k=len(number) - 1))
        return self.drawn[number]

    def _draw_word(self, word: str, head: str) -> str:
        """A word that begins with `head`, and says nothing; a short one may be one that the text has too."""
        drawn = word
        for _ in range(max(_MOST_DRAWN // len(word), 1)):
            drawn = head + "".join(map(self._draw_letter, word[len(head) :]))
            if drawn not in self.taken and not self._is_known(drawn):
                break
        return drawn

    def _is_known(self, word: str) -> bool:
        """Whether some rule knows `word`, or a piece of it, in any case."""
        cases = (word, word.capitalize(), word.upper())
        return self.vocabulary.knows(word) or any(map(self.vocabulary.glued.search, cases))

    def _draw_letter(self, letter: str) -> str:
        return self.chance.choice(_list_letters(letter)) if letter.isalpha() else letter


@cache
def _list_letters(letter: str) -> str:
    """The letters that may stand for `letter`: of its script, in its case."""
    if letter in ascii_lowercase:
        return ascii_lowercase
    kind, script = category(letter), _name_script(letter)
    # Of the Latin letters before these, many stand for what was decoded wrongly.
    plane = ord(letter) // _PLANE * _PLANE
    places = range(0x100, 0x180) if script == "LATIN" else range(plane, plane + _PLANE)
    found = [
        other
        for other in map(chr, places)
        if category(other) == kind and _name_script(other) == script and _has_one_letter_in_each_case(other)
    ]
    return "".join(found) if len(found) >= _FEWEST_LETTERS else letter


@cache
def _name_script(letter: str) -> str:
    return name(letter, "").partition(" ")[0]


def _has_one_letter_in_each_case(letter: str) -> bool:
    return len(letter.upper()) == 1 and letter.upper().lower() == letter.lower()


def _lower(word: str) -> str:
    """`word` in small letters, of the same length."""
    lowered = word.lower()
    return lowered if len(lowered) == len(word) else "".join(one.lower()[0] for one in word)


def _iter_words(text: str, glued: re.Pattern[str], knows: Callable[[str], bool]) -> Iterator[_Place]:
    """Where the words of `text` stand, characters inside that do not print included; each piece of a glued one."""
    for start, end in _iter_runs(text):
        at = start
        if not knows(text[start:end]):
            for piece in glued.finditer(text, start, end):
                if at < piece.start():
                    yield at, piece.start()
                yield piece.span()
                at = piece.end()
        if at < end:
            yield at, end


def _iter_runs(text: str) -> Iterator[_Place]:
    """Where letters stand in `text` that nothing parts but what does not print."""
    start = end = -1
    for found in _LETTERS.finditer(text):
        if start >= 0 and INVISIBLE.issuperset(text[end : found.start()]):
            end = found.end()
            continue
        if start >= 0:
            yield start, end
        start, end = found.span()
    if start >= 0:
        yield start, end


def _find_longer(text: str, words: list[_Place]) -> dict[int, str]:
    """By their places in `text`, those of `words` that an ellipsis cuts off, and the longer ones that they begin.

    A text that is printed in short and in full begins alike.
    """
    if ELLIPSIS not in text:
        return {}
    following: dict[str, set[str]] = {}
    for (start, end), (first, last) in pairwise(words):
        others = following.setdefault(text[start:end], set())
        if len(others) < _MOST_FOLLOWING:
            others.add(text[first:last])
    longer = {}
    for (start, end), (first, last) in pairwise(words):
        if text.startswith(ELLIPSIS, last):
            word = text[first:last]
            wholes = [one for one in following[text[start:end]] if one.startswith(word) and one != word]
            if wholes:
                longer[first] = min(wholes)
    return longer


def _iter_alike(text: str, words: list[_Place]) -> Iterator[tuple[str, str]]:
    """The first words of lines of `text` and those behind white space, in small letters, where both begin alike.

    So the handle of an organization stands before its name.
    """
    handle = ""
    for (_, end), (first, last) in pairwise([(0, 0), *words]):
        _, line_end, before = text[end:first].rpartition("\n")
        if not before.strip() and (line_end or end == 0):
            handle = _lower(text[first:last])
        elif handle and any(map(str.isspace, before)):
            other = _lower(text[first:last])
            if handle != other and handle[:_ALIKE] == other[:_ALIKE] and len(handle) >= _ALIKE:
                yield handle, other
            handle = ""


def _is_plain(text: str, start: int, end: int) -> bool:
    """Whether the word at `start` to `end` is a single small letter, or a unit right behind a number."""
    if end - start == 1 and text[start] in ascii_lowercase:
        return True
    return end - start <= _LONGEST_UNIT and start > 0 and text[start - 1] in digits
