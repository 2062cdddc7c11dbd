"""How two records compare, field by field; nothing is said of a field that one of them lacks."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from paperparse.merging.numerals import is_number_word
from paperparse.merging.profiles import TEXTS, Profile
from paperparse.merging.result import Comparison, Relation
from paperparse.model.fields import Merging
from paperparse.model.paper import FIELDS
from paperparse.text.quoting import quote

# A title that breaks off must be this long, in words, to say which it was.
_FEWEST_WORDS_OF_CUT: Final = 5
# Shorter words differ by one letter too often: cat, car; form, from.
_SHORTEST_MISSPELLED: Final = 5
# The share of words that titles have in common to be called similar, and that abstracts have.
_SIMILAR_TITLES: Final = 0.6
_SIMILAR_ABSTRACTS: Final = 0.5
# How many letters of one text are lost and how many others gained by a slip, an exchange of two included.
_SLIPS: Final = ((0, 1), (1, 0), (1, 1), (2, 2))
# How many changes in an abstract leave it nearly equal, and how many letters each may take away and add. Texts meet
# again where so many letters are the same.
_MOST_CHANGES: Final = 3
_LONGEST_CHANGE: Final = 30
_PROBE: Final = 16
# Of a short abstract, less may change: not the subject of a note that is otherwise the same for many papers.
_LARGEST_SHARE: Final = 0.125
# A sign that is a word weighs as much as so many letters.
_LETTERS_OF_SIGN: Final = 4
_QUOTED: Final = 40

Near = Callable[[str, str], bool]
_Comparer = Callable[[Profile, Profile, Near | None], Comparison | None]


def compare_profiles(first: Profile, second: Profile, near: Near | None = None) -> tuple[Comparison, ...]:
    """How the two compare in each field that both have, in the order of the model.

    `near`: whether two normalised texts that differ in more than the rules here allow are nearly equal all the same.
    """
    compared = (compare(first, second, near) for compare in _COMPARERS)
    return tuple(comparison for comparison in compared if comparison is not None)


def _count(text: str) -> str:
    count = text.count(" ") + 1
    return f"{count} word{'s' * (count != 1)}"


def _compare_titles(first: Profile, second: Profile, near: Near | None) -> Comparison | None:
    if not (first.title and second.title):
        return None
    if first.title_letters == second.title_letters:
        return _compare_telling(first, second)
    shorter, longer = sorted((first, second), key=lambda profile: (len(profile.title_letters), profile.title_letters))
    is_beginning = shorter.title_is_cut and shorter.title.count(" ") >= _FEWEST_WORDS_OF_CUT - 1
    if is_beginning and longer.title_letters.startswith(shorter.title_letters):
        return Comparison("title", "cut", f"one is the first {_count(shorter.title)} of the other")
    if first.loose_letters == second.loose_letters:
        return _compare_spellings(first, second)
    if is_beginning and longer.loose_letters.startswith(shorter.loose_letters):
        return Comparison("title", "cut", f"one is the first {_count(shorter.title)} of the other, in another spelling")
    slip = _match_slip(shorter, longer, is_beginning=is_beginning)
    if slip:
        return Comparison("title", "near", f"but for {_name_change(slip, is_turned=shorter is second)}")
    share = _share(first.title, second.title)
    if not first.names_same_part(second) and share >= _SIMILAR_TITLES:
        return Comparison("title", "contradicts", _describe_parts(first, second))
    if near is not None and first.names_same_part(second) and near(first.title, second.title):
        return Comparison("title", "near", "nearly the same letters")
    detail = f"{_quote(first.paper.title)} and {_quote(second.paper.title)}"
    return Comparison("title", "similar" if share >= _SIMILAR_TITLES else "different", detail)


def _compare_telling(first: Profile, second: Profile) -> Comparison:
    """How two titles compare that have the same letters."""
    if first.telling == second.telling:
        return Comparison("title", "equal", f"the same {_count(first.title)}")
    # Sites lose signs; what has other ones is another title.
    relation: Relation = "similar" if first.signs != second.signs and first.signs and second.signs else "near"
    return Comparison("title", relation, f"{_quote(first.paper.title)} and {_quote(second.paper.title)}")


def _compare_spellings(first: Profile, second: Profile) -> Comparison:
    """How two titles compare that have the same letters once their words are spelled alike."""
    is_same = (first.loose_numbers, first.signs) == (second.loose_numbers, second.signs)
    has_other_signs = first.signs != second.signs and first.signs and second.signs
    relation: Relation = "compatible" if is_same else "similar" if has_other_signs else "near"
    return Comparison("title", relation, f"{_quote(first.paper.title)} and {_quote(second.paper.title)}")


def _describe_parts(first: Profile, second: Profile) -> str:
    parts = [" ".join((*profile.numbers, *sorted(profile.notices))) or "none" for profile in (first, second)]
    return f"parts or numbers in the title: {parts[0]} and {parts[1]}"


def _share(first: str, second: str) -> float:
    """The share of the words of the shorter text that stand in the other, too."""
    words, others = Counter(first.split()), Counter(second.split())
    return (words & others).total() / min(words.total(), others.total())


def _match_slip(shorter: Profile, longer: Profile, *, is_beginning: bool) -> tuple[str, str] | None:
    """The words of two titles of which one looks like a slip in the other, if the rest is the same, however spelled.

    If `is_beginning`, the longer title may go on: what the other has lost may be the part.
    """
    if is_beginning or shorter.names_same_part(longer):
        slip = _find_slip(shorter.title, longer.title, is_beginning=is_beginning)
        if slip is not None:
            return slip
    if (shorter.loose, longer.loose) == (shorter.title, longer.title):
        return None
    if not is_beginning and (shorter.loose_numbers, shorter.notices) != (longer.loose_numbers, longer.notices):
        return None
    if is_beginning or len(shorter.loose_letters) <= len(longer.loose_letters):
        return _find_slip(shorter.loose, longer.loose, is_beginning=is_beginning)
    slip = _find_slip(longer.loose, shorter.loose, is_beginning=False)
    return None if slip is None else (slip[1], slip[0])


def _find_slip(shorter: str, longer: str, *, is_beginning: bool) -> tuple[str, str] | None:
    """The words of two titles of which one looks like a slip in the other, if all other letters are the same.

    A slip is one letter more, less or other, or two neighbours exchanged; not the first of a word, for `typical` and
    `atypical` are two words, nor in a short word or in one that counts. If `is_beginning`, the longer title may go on.
    """
    one, other = shorter.replace(" ", ""), longer.replace(" ", "")
    at = _count_common(one, other, 0, 0)
    for lost, gained in _SLIPS:
        rest, rest_of_other = one[at + lost :], other[at + gained :]
        if rest == rest_of_other or (is_beginning and rest_of_other.startswith(rest)):
            break
    else:
        return None
    is_exchange = lost == 2
    if is_exchange and one[at : at + 2] != other[at + 1 : at - 1 if at else None : -1]:
        return None
    start, word = _find_word(shorter, at)
    start_of_other, word_of_other = _find_word(longer, at)
    if at in (start, start_of_other) or max(len(word), len(word_of_other)) < _SHORTEST_MISSPELLED:
        return None
    if is_number_word(word) or is_number_word(word_of_other) or _has_signs_for_words(word + word_of_other):
        return None
    return word, word_of_other


def _has_signs_for_words(text: str) -> bool:
    """Whether `text` is in a script where one character may be a word: other ones are other words, not slips."""
    return not text.isascii() and any(unicodedata.category(character) == "Lo" for character in text)


def _find_word(text: str, at: int) -> tuple[int, str]:
    """The word of which the letter `at` is one, spaces not counted, and at which letter it begins."""
    start = 0
    for word in text.split():
        if at <= start + len(word) - 1:
            break
        start += len(word)
    return start, word


def _count_common(first: str, second: str, start: int, start_of_second: int) -> int:
    """How many letters from the two starts on are the same."""
    low, high = 0, min(len(first) - start, len(second) - start_of_second)
    while low < high:
        middle = (low + high + 1) // 2
        if first[start + low : start + middle] == second[start_of_second + low : start_of_second + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _compare_abstracts(first: Profile, second: Profile, near: Near | None) -> Comparison | None:
    if not (first.abstract and second.abstract):
        return None
    letters = first.abstract.replace(" ", "")
    shorter, longer = sorted((letters, second.abstract.replace(" ", "")), key=_rank)
    if shorter == longer:
        return Comparison("abstract", "equal", f"the same {_count(first.abstract)}")
    if first.sketch and second.sketch and longer.startswith(shorter):
        return Comparison("abstract", "cut", f"one is the first {len(shorter)} letters of the other")
    if not set(first.sketch).intersection(second.sketch):
        return Comparison("abstract", "different", "they do not begin alike")
    changes = _match_changes(shorter, longer)
    if changes is not None and _are_slight(changes, len(shorter)):
        listed = ", ".join(_name_change(change, is_turned=letters is not shorter) for change in changes)
        return Comparison("abstract", "near", f"but for {listed}")
    if near is not None and near(shorter, longer[: len(shorter)]):
        return Comparison("abstract", "near", "nearly the same letters")
    share = _share(first.abstract, second.abstract)
    relation: Relation = "similar" if share >= _SIMILAR_ABSTRACTS else "different"
    return Comparison("abstract", relation, f"{share:.0%} of the words of the shorter stand in the other, too")


def _match_changes(shorter: str, longer: str) -> list[tuple[str, str]] | None:
    """What stands in two texts without spaces in each other's place, if that is little, up to the end of the shorter.

    `None` if it is much, or a number in the place of another: reports of a series differ in little else. Spaces are
    nothing to compare: hyphens become spaces on some sites and nothing on others.
    """
    changes: list[tuple[str, str]] = []
    at = at_other = 0
    while True:
        common = _count_common(shorter, longer, at, at_other)
        at, at_other = at + common, at_other + common
        if at == len(shorter):
            return changes
        if len(shorter) - at < _PROBE:
            # Too little is left for the two to meet again.
            change = shorter[at:], longer[at_other : at_other + _LONGEST_CHANGE]
            return None if _tells_numbers(shorter[at - 1 : at], *change, "") else [*changes, change]
        if len(changes) == _MOST_CHANGES:
            return None
        for skipped in range(_LONGEST_CHANGE + 1):
            probe = shorter[at + skipped : at + skipped + _PROBE]
            met = longer.find(probe, at_other, at_other + _LONGEST_CHANGE + _PROBE)
            if met >= 0:
                break
        else:
            return None
        change = shorter[at : at + skipped], longer[at_other:met]
        if _tells_numbers(shorter[at - 1 : at], *change, probe):
            return None
        changes.append(change)
        at, at_other = at + skipped, met


def _are_slight(changes: list[tuple[str, str]], length: int) -> bool:
    """Whether a text of so many letters says much the same with `changes` as without."""
    letters = sum(max(len(lost), len(gained)) for lost, gained in changes)
    if any(_has_signs_for_words(text) for change in changes for text in change):
        letters *= _LETTERS_OF_SIGN
    return letters <= _LARGEST_SHARE * length


def _name_change(change: tuple[str, str], *, is_turned: bool) -> str:
    """What the first and the second of two texts say in the same place."""
    one, other = reversed(change) if is_turned else change
    return f"{one!r} and {other!r}"


def _tells_numbers(before: str, lost: str, gained: str, after: str) -> bool:
    """Whether a number stands where another one does, if only by a digit more, between what stands in both texts."""
    numbers, others = (list(filter(str.isdigit, text)) for text in (lost, gained))
    if numbers and others:
        return numbers != others
    starts, ends = f"{lost[:1]}{gained[:1]}", f"{lost[-1:]}{gained[-1:]}"
    return (before.isdigit() and any(map(str.isdigit, starts))) or (after[:1].isdigit() and any(map(str.isdigit, ends)))


def _rank(sized: Any) -> tuple[int, Any]:
    """What the shorter of two comes first by, and of equally long ones always the same."""
    return len(sized), sized


def _compare_texts(at: int, first: Profile, second: Profile, _near: Near | None) -> Comparison | None:
    """How the two compare in the text number `at` of their profiles."""
    text, other = first.texts[at], second.texts[at]
    if not (text and other):
        return None
    name = TEXTS[at]
    if text == other:
        return Comparison(name, "equal", f"the same {_count(text)}")
    return Comparison(name, "different", f"two {FIELDS[name].unit or 'text'}s")


def _compare_authors(one: Profile, other: Profile, _near: Near | None) -> Comparison | None:
    first, second = one.authors, other.authors
    if not (first and second):
        return None
    if first == second:
        return Comparison("authors", "equal", f"the same {len(first)} name{'s' * (len(first) != 1)}")
    shorter, longer = sorted((first, second), key=_rank)
    if all(_is_same_name(name, other) for name, other in zip(shorter, longer, strict=False)):
        return Comparison("authors", "compatible", f"{len(shorter)} of {len(longer)} names, some perhaps shortened")
    known = {_shorten(name) for name in longer}
    count = sum(_shorten(name) in known for name in shorter)
    detail = f"{count} of {len(shorter)} names stand in both lists"
    if count * 2 >= len(shorter):
        return Comparison("authors", "similar", detail)
    # A family name in common may be that of one person whose name is written in another way, or of two.
    is_known = _share_family(first, second) or _share_family(second, first)
    return Comparison("authors", "different" if is_known else "contradicts", detail)


def _share_family(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether the family name of one of `names` is any part of one of `others`."""
    words = {word for name in others for word in name.split()}
    families = (next((word for word in reversed(name.split()) if len(word) > 1), "") for name in names)
    return not words.isdisjoint(families)


def _is_same_name(name: str, other: str) -> bool:
    """Whether two names are equal, whatever comes first, or one has initials where the other has names."""
    if name.replace(" ", "") == other.replace(" ", ""):
        return True
    words, others = name.split(), other.split()
    if sorted(words) == sorted(others):
        return True
    if not words or not others or words[-1] != others[-1]:
        return False
    pairs = list(zip(words[:-1], others[:-1], strict=False))
    return bool(pairs) and all(a.startswith(b) or b.startswith(a) for a, b in pairs if 1 in (len(a), len(b)) or a != b)


def _shorten(name: str) -> str:
    """The last name with the first letter of the first, by which names in any form can be found."""
    words = name.split()
    return f"{words[0][0]} {words[-1]}" if words else ""


def _compare_counts(first: Profile, second: Profile, _near: Near | None) -> Comparison | None:
    """How the numbers of authors compare; how long two lists of names are, those have told already."""
    is_printed = (first.paper.author_count, second.paper.author_count) != (None, None)
    if not is_printed or first.count is None or second.count is None:
        return None
    relation: Relation = "equal" if first.count == second.count else "different"
    return Comparison("author_count", relation, " and ".join(dict.fromkeys((str(first.count), str(second.count)))))


def _compare_dates(first: Profile, second: Profile, _near: Near | None) -> Comparison | None:
    date, other = first.published, second.published
    if date is None or other is None:
        return None
    printed = f"{date.isoformat()} and {other.isoformat()}"
    if date.year is None or other.year is None:
        # A year that only one page prints may be that of the other; the day is another matter.
        relation: Relation = "compatible" if (date.month, date.day) == (other.month, other.day) else "different"
    elif (whole := date.date()) == (whole_other := other.date()):
        return Comparison("published", "equal", date.isoformat())
    else:
        assert whole is not None
        assert whole_other is not None
        # Sites print the day where they are. One prints the first publication and another the last announcement, but
        # the same site prints the same.
        is_same_site = first.site == second.site or first.site is None or second.site is None
        if abs((whole - whole_other).days) <= 1:
            relation = "compatible"
        else:
            # Each version of a paper has a date of its own.
            is_excused = not is_same_site or first.has_same_identifier(second)
            relation = "different" if is_excused else "contradicts"
    return Comparison("published", relation, printed)


def _compare_identifiers(name: str, first: Profile, second: Profile, _near: Near | None) -> Comparison | None:
    """How the two compare in the identifier `name`, of which no paper has two."""
    identifier, other = getattr(first, name), getattr(second, name)
    if not (identifier and other):
        return None
    if identifier == other:
        return Comparison(name, "equal", identifier)
    return Comparison(name, "contradicts", f"{identifier} and {other}")


# How the fields compare that have a way of their own; of the others, only texts do.
_RULES: Final[dict[Merging, _Comparer]] = {
    "title": _compare_titles,
    "abstract": _compare_abstracts,
    "authors": _compare_authors,
    "author_count": _compare_counts,
    "published": _compare_dates,
    "arxiv_id": partial(_compare_identifiers, "arxiv_id"),
    "doi": partial(_compare_identifiers, "doi"),
}


def _iter_comparers() -> Iterator[_Comparer]:
    for name, field in FIELDS.items():
        if field.merging == "text":
            yield partial(_compare_texts, TEXTS.index(name))
        elif field.merging in _RULES:
            yield _RULES[field.merging]


_COMPARERS: Final = tuple(_iter_comparers())


def _quote(title: str | None) -> str:
    return quote(" ".join((title or "").split()), _QUOTED)
