"""Lists of authors as pages print them: which people a list names, and whether that is certain.

    Eran Malach, Shai Shalev-Shwartz and Jarek Duda
    Malach, E.; Shalev-Shwartz, S.          the comma belongs to the name
    Malach, E., Shalev-Shwartz, S.          so it does where every second item is initials
    Eran Malach (Hill University, Oslo), Jarek Duda1,2, Marshall Hall, Jr.
    KILN Collaboration: Eran Malach, et al.

Affiliations in parentheses and footnote marks behind a name are no part of it, nor is a label before the list. Names
are as printed. What a list does not tell is a doubt; `paperparse.grammar.doubts` looks for those of single names.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from string import ascii_uppercase, punctuation
from typing import Final, NamedTuple

from paperparse.text.characters import REFERENCE
from paperparse.text.quoting import quote
from paperparse.text.space import WHITESPACE

# The longest names have as many words and characters.
LONGEST_NAME: Final = 80
MOST_WORDS_IN_A_NAME: Final = 7
# Words in lower case that belong to the family name behind them: "Laurens van der Maaten".
PARTICLES: Final = frozenset(
    "af al am auf av ben bin bint d' da dal das de degl' dei del dela dell' della delle den der des di do dos du e el "
    "ibn la las le li lo los 't te ten ter thoe tot und v. van vande vanden vander vd. vom von y z zu zum zur".split()
)
# The commas and semicolons of all scripts that part names.
COMMAS: Final = ",，、،"
SEMICOLONS: Final = ";；"
SEPARATORS: Final = COMMAS + SEMICOLONS


def _list_cases(letter: str) -> str:
    return letter.lower() + letter.upper()


def _list_casings(*words: str) -> frozenset[str]:
    """`words` in upper and lower case, and in all mixtures of both."""
    return frozenset("".join(letters) for word in words for letters in product(*map(_list_cases, word)))


# What stands behind a comma and belongs to the name before it ("Sammy Davis, Jr."): one generation, then degrees.
GENERATIONS: Final = _list_casings("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "2nd", "3rd", "4th")
DEGREES: Final = _list_casings("phd", "ph.d", "ph.d.", "ph. d.", "md", "m.d", "m.d.", "esq", "esq.")
SUFFIXES: Final = GENERATIONS | DEGREES
# What no name is by itself: a suffix, an initial, or signs only.
_FRAGMENTS: Final = SUFFIXES.union(ascii_uppercase, *(map("".join, product("-.'\"", repeat=size)) for size in range(4)))

# A letter or a number of any script.
_NAME: Final = re.compile(r"[^\W_]")
MARKS: Final = "*∗†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹"
# Behind these a mark is half of a letter that was decoded wrongly ("Ã¶" for "ö").
HALVES: Final = "ÂÃÄÅâ€"
# What a list of nothing but names and commas has none of: to search for one of many characters costs least.
_PUNCTUATION: Final = "".join(sign for sign in punctuation if sign not in ",.-'\"\\")
_ODD: Final = re.compile(f"[0-9{re.escape(_PUNCTUATION)}{''.join(WHITESPACE.split(' '))}…（）{SEPARATORS[1:]}{MARKS}]")
_AS_COMMAS: Final = str.maketrans(dict.fromkeys(SEPARATORS, ","))
_PARENTHESIS: Final = re.compile("[()（）]")
# What follows an affiliation, rather than the rest of a name.
_BEHIND_NOTE: Final = re.compile(rf"\s*+(?:[{SEPARATORS}:(（{MARKS}]|(?:and|&|et)\s|\Z)")
_NOTE_MARK: Final = re.compile(rf".(?:[0-9]{{1,2}}|[a-z{MARKS}]).")
_WORDS_FOR_OTHERS: Final = (
    r"(?:\A|(?<=[\s,]))(?:et\.?\s++al\b\.?|and\s++(?:[0-9,]++\s++)?(?:others|more)(?:\s++authors)?|\.{2,})\s*"
)
_OTHERS: Final = re.compile(rf"{_WORDS_FOR_OTHERS}\Z")
# arXiv's lists say how many they are: "et al. (17 additional authors not shown)".
_COUNTED_OTHERS: Final = re.compile(rf"{_WORDS_FOR_OTHERS}(?:\([^()]*\))?\Z")
# A note that is dropped and says so as well: "(12 authors)", "[...]".
_NOTED_OTHERS: Final = re.compile(
    r"[(（\[][^()（）\[\]]*?(?:\b(?i:et\.?\s++al|others|more|authors)\b|\.\.|…)[^()（）\[\]]*+[)）\]]"
)
# How those words end, which is seen at once.
_ENDS_OF_OTHERS: Final = ("al", "al.", "others", "more", "authors", "..", ")")
_AND: Final = rf"(?<=[\s{SEPARATORS}])(?:and|&)(?=\s)"
_COMMA: Final = re.compile(rf"[{COMMAS}]|{_AND}")
_SEMICOLON: Final = re.compile(rf"[{SEMICOLONS}]|{_AND}")
_ENTITY: Final = re.compile(f"&(?:{REFERENCE});")
# What a colon stands behind: a label alone, or a collaboration of whatever name.
_LABELS: Final = ("author", "authors", "author(s)", "by")
_HEADS: Final = (*_LABELS, "collaboration", "collaborations", "consortium", "group", "team")
_LONGEST_HEAD: Final = 20
_LABEL: Final = re.compile(rf"\s*+(?:{'|'.join(map(re.escape, _LABELS))})\s*+", re.IGNORECASE)
_INITIALS: Final = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]\.[\s-]?){1,4}(?:[^\W\d_]\.?)?")
_FOOTNOTE: Final = re.compile(
    rf"(?:[0-9]{{1,2}}|\s?[{MARKS}])(?>(?:[\s,]{{0,2}}(?:[0-9]{{1,2}}(?![0-9])|[{MARKS}])){{0,40}})"
)
_END_OF_FOOTNOTES: Final = f"0123456789, {MARKS}"


class Names(NamedTuple):
    """The `names` of a list, whether it says that others are left out, and what is not certain about it."""

    names: tuple[str, ...]
    has_others: bool = False
    doubt: str = ""


class _Item(NamedTuple):
    """What stands between two separators of a list, as printed, and the separator before it."""

    separator: str
    text: str
    name: str


def split_authors(text: str) -> tuple[str, ...]:
    """The names in `text`, as printed; `()` also where parentheses do not match: a name may stand inside.

    What holds neither letter nor digit is no name: arXiv puts a lone colon between a collaboration and its people.
    """
    names = text.split(", ")
    # Most lists hold nothing but names, which takes a quarter of the time to see.
    return tuple(names) if _is_plain(text, names) else read_names(text).names


def split_signed_authors(text: str) -> tuple[str, ...]:
    """The names in `text`, which may go on over several lines."""
    return split_authors(" ".join(text.split()))


def find_others(text: str) -> int:
    """Where in `text`, a list that has names, the words begin that say that it leaves out others; -1 if none do."""
    if not text.endswith(_ENDS_OF_OTHERS):
        return -1
    found = _COUNTED_OTHERS.search(text)
    return found.start() if found is not None and split_authors(text[: found.start()]) else -1


def split_roughly(text: str) -> list[str]:
    """What stands between the separators of `text`, without notes and label; `[]` if parentheses do not match."""
    noted = _drop_notes(_drop_head(text))
    return [] if noted is None else noted[0].translate(_AS_COMMAS).split(",")


def is_others(name: str) -> bool:
    """Whether `name` is none, but says that a list leaves out others ("et al.")."""
    return _OTHERS.fullmatch(name.lower()) is not None


def find_head(text: str) -> int:
    """Where the colon stands behind a label before a list, or behind a collaboration before its people; -1 if none."""
    at = text.find(":")
    return at if at > 0 and text[max(at - _LONGEST_HEAD, 0) : at].rstrip().lower().endswith(_HEADS) else -1


def _drop_head(text: str) -> str:
    """`text` without a label before it, and with a comma in place of the colon behind a collaboration."""
    at = find_head(text)
    if at < 0:
        return text
    return text[at + 1 :] if _LABEL.fullmatch(text, 0, at) else f"{text[:at]},{text[at + 1 :]}"


def count_names(text: str) -> int:
    """How many names `text` may hold at most."""
    return 1 + sum(map(text.count, (*SEPARATORS, " and ", " & ")))


def _is_plain(text: str, names: list[str]) -> bool:
    """Whether `text` holds nothing but `names`, which commas and spaces part."""
    return (
        _ODD.search(text) is None
        and ("." not in text or not (".," in text or text[-1] == "."))
        and not (" and " in text or " et al" in text or "  " in text or " ," in text or text[:1] == " ")
        and _FRAGMENTS.isdisjoint(names)
        and text.count(",") == len(names) - 1
    )


def read_names(text: str) -> Names:
    """What the list `text` says."""
    noted = _drop_notes(_drop_head(text))
    if noted is None:
        return Names((), doubt="parentheses do not match")
    plain, doubt = noted
    others = _OTHERS.search(plain.rstrip(WHITESPACE + SEPARATORS))
    if others is not None:
        plain = plain[: others.start()]
    if any(sign in plain for sign in SEMICOLONS) and _ENTITY.search(plain) is None:
        names, reason = _join_inverted(_iter_items(_cut(plain, _SEMICOLON.finditer(plain))))
    else:
        names, reason = _join_names(list(_iter_items(_cut(plain, _COMMA.finditer(plain)))))
    return Names(names, others is not None, doubt or reason or ("" if others is not None else _doubt_notes(text)))


def _doubt_notes(text: str) -> str:
    """Why the list `text`, which does not say that others are left out, may say so in a note."""
    noted = _NOTED_OTHERS.search(text) if "(" in text or "（" in text or "[" in text else None
    return "" if noted is None else f"{quote(noted[0])} may stand for others"


def _drop_notes(text: str) -> tuple[str, str] | None:
    """`text` without affiliations in parentheses, which may be nested, and a doubt; `None` where they do not match.

    Parentheses inside a name stay ("Guillaume (Bill) Malach").
    """
    kept: list[str] = []
    doubt = ""
    depth = start = opened = 0
    for found in _PARENTHESIS.finditer(text):
        if found[0] in "(（":
            if not depth:
                opened = found.start()
            depth += 1
            continue
        depth -= 1
        if depth < 0:
            return None
        if not depth:
            note = text[opened : found.end()]
            is_inside = _BEHIND_NOTE.match(text, found.end()) is None
            is_listed = any(sign in note for sign in SEPARATORS)
            if is_inside and is_listed:
                doubt = f"{quote(note)} stands inside a name"
            if not is_inside or is_listed or _NOTE_MARK.fullmatch(note) is not None:
                kept.append(text[start:opened].rstrip() + " " * (is_inside and not text[found.end()].isspace()))
                start = found.end()
    return None if depth else ("".join([*kept, text[start:]]), doubt)


def _cut(text: str, separators: Iterable[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """The parts of `text` between `separators`, each with the one before it."""
    start, separator = 0, ""
    for found in separators:
        yield separator, text[start : found.start()]
        start, separator = found.end(), found[0]
    yield separator, text[start:]


def _iter_items(parts: Iterable[tuple[str, str]]) -> Iterator[_Item]:
    """The items of a list, without footnote marks; `parts` are those between separators, each with the one before."""
    is_marked = False
    for separator, part in parts:
        name = part.strip(WHITESPACE)
        if is_marked and _FOOTNOTE.fullmatch(name) is not None:
            continue
        bare = _drop_footnotes(name)
        is_marked = bare != name
        if _NAME.search(bare):
            yield _Item(separator, part[: part.find(bare) + len(bare)], bare)


def _drop_footnotes(name: str) -> str:
    """`name` without the marks of footnotes at its end; a word with digits at its end may be a name of its own."""
    bare = name.rstrip(_END_OF_FOOTNOTES)
    marks = name[len(bare) :]
    if not bare or bare[-1] in HALVES or _FOOTNOTE.fullmatch(marks.rstrip(", ")) is None:
        return name
    is_word = _is_word(bare) and bare[-1] != "."
    return name if is_word and marks.strip(f", {MARKS}") else bare


def _join_names(items: list[_Item]) -> tuple[tuple[str, ...], str]:
    """The names that `items` between commas make, and a doubt: suffixes, and initials behind every family name."""
    families, initials = items[::2], items[1::2]
    if (
        len(families) == len(initials)
        and all(item.separator in COMMAS and is_initials(item.name) for item in initials)
        and not any(is_initials(item.name) for item in families)
    ):
        return tuple(map(_join, families, initials)), ""
    names: list[str] = []
    doubt = ""
    takes: frozenset[str] = frozenset()
    for item in items:
        if item.name in takes and item.separator in COMMAS:
            names[-1] = f"{names[-1]}{item.separator}{item.text}"
            takes = takes & DEGREES - {item.name}
            continue
        if names and item.separator in ("and", "&") and _is_word(names[-1]) != _is_word(item.name):
            doubt = f"{item.separator!r} before {quote(item.name)} may be part of a name"
        names.append(item.name)
        takes = SUFFIXES
    return tuple(names), doubt


def _join(family: _Item, initials: _Item) -> str:
    return f"{family.name}{initials.separator}{initials.text}"


def _join_inverted(items: Iterable[_Item]) -> tuple[tuple[str, ...], str]:
    """The names that `items` between semicolons are, whose commas are their own, and a doubt."""
    names = tuple(item.name for item in items)
    doubt = ""
    inverted = 0
    for name in names:
        parts = [part.strip() for _, part in _cut(name, _COMMA.finditer(name))]
        family, *given = [part for part in parts if part not in SUFFIXES] or [name]
        inverted += bool(given)
        if len(given) > 1 or (given and len(family.split()) > 1 and len(given[0].split()) > 1):
            doubt = doubt or f"{quote(name)} may be several"
    if 0 < inverted < len(names):
        doubt = doubt or "some names have a comma, and others have none"
    return names, doubt


def is_initials(name: str) -> bool:
    """Whether `name` is only the initials of one, one to five capital letters."""
    return _INITIALS.fullmatch(name) is not None and name.isupper()


def _is_word(name: str) -> bool:
    return name.isascii() and " " not in name
