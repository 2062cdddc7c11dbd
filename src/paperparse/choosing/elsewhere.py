"""What a text is that is no page, where that can be told: a table of what it is, how it is told, and what to do.

A refusal says it, once somebody asks for its message, and so does the error for bytes that are no text. Nothing here
decides whether a text is refused.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from paperparse.text.html import is_html
from paperparse.text.lines import Lines, find_line_number
from paperparse.text.mojibake import FIRST_READ_WRONGLY, READ_WRONGLY
from paperparse.text.space import WHITESPACE

# So much of a text is looked at.
_SAMPLE: Final = 65_536
_ADVICE_TO_EXTRACT: Final = "extract its text first"
_ADVICE_TO_UNPACK: Final = "unpack it first"
_ADVICE_TO_KEEP_ALL: Final = "extract the whole page, not what the extractor takes for its main text"
_ADVICE_FOR_FEEDS: Final = "a reader of feeds reads it; for paperparse, fetch the web page that it is the feed of"
_ADVICE_TO_SAVE: Final = "save the text of the page"
_ADVICE_TO_NAME: Final = 'name its encoding (load(encoding="{0}"), --encoding {0})'
_WHAT_WIDE: Final = "text in UTF-16 without a byte-order mark"
_WHAT_HTML: Final = "HTML, not the text of a page"
_MOST_CONTROLS: Final = 0.05
_MOST_NULS: Final = 0.4
_FEWEST: Final = 2
_LONGEST_SHOWN: Final = 60
_SHORT: Final = 2_000
_FIRST_LINES: Final = 3
_LONGEST_SIGN: Final = 200

_BEGINNING: Final = re.compile(
    r"[\s\ufeff]*+(?:(?P<atom>(?:<\?xml\b[^>]*+>\s*+)?<(?:atom:)?feed\b)"
    r"|(?P<rss>(?:<\?xml\b[^>]*+>\s*+)?<(?:rss|rdf:RDF)\b)"
    r"|(?P<xml><\?xml\b)"
    r"|(?P<bibtex>@[a-z]++\s*+\{[^\s,{}]++,)"
    r"|(?P<ris>TY  - [A-Z]++[^\S\n]*+\n[A-Z][A-Z0-9]  - ))",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"[\s\ufeff]*+%[^\n]*+\s++")
_TAG: Final = re.compile(r"</?+[a-z][a-z0-9-]*+(?=[\s/>])", re.IGNORECASE)
_JSON: Final = re.compile(r'[\s\ufeff]*+(?:\{\s*+"|\[\s*+["\[{0-9-])')
_JSON_SPACE: Final = "\ufeff \t\r\n"
_JSON_WORD: Final = re.compile(r'"|-?[0-9][0-9.eE+-]*+|\b(?:true|false|null)\b|[\[\]{}:,]')
# The end of a string, an escape, or a backslash before a line feed, which no string has.
_STRING_SIGN: Final = re.compile(r'"|\\.?')
# What is left of cards whose titles are gone.
_EMPTIED: Final = re.compile(
    r"(?P<submitted>Submitted by$)"
    r"|(?P<numbers>^(?:[-*•]\s++)?(?:\[[0-9]+\]\s*)?arXiv:[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?"
    r"(?: \([^()]*\))?(?: \[[^\[\]]*\])?$)"
)
_MARK: Final = re.compile(r"[·•] [0-9]+ authors?\b|\bSubmitted by |\bAbstract: |\bTotal Score\b|\barXiv:[0-9]")
_ANSWER: Final = re.compile(
    r"(?:error:? )?[45][0-9]{2}:? (?:[A-Z][A-Za-z]++ ?){1,4}$|Just a moment|Access [Dd]enied|"
    r"Attention Required|Too Many Requests|Page [Nn]ot [Ff]ound|Verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"(?:Please )?[Ee]nable JavaScript"
)


class Kind(NamedTuple):
    """A kind of text that is no page.

    `what` it is, with `{}` where `find` has something to show: that takes the lines of a text and returns what it shows
    of it, or `None` if the text is of another kind. `advice` is what to do.
    """

    what: str
    find: Callable[[Lines], str | None]
    advice: str


class Told(NamedTuple):
    """What a text is, in words that follow "this is", and what to do."""

    what: str
    advice: str


def _find_beginning(beginnings: tuple[str, ...], lines: Lines) -> str | None:
    return "" if lines.text.startswith(beginnings) else None


def _begins(*beginnings: str) -> Callable[[Lines], str | None]:
    """What tells a text that begins with one of `beginnings`."""
    return partial(_find_beginning, beginnings)


def _find_language(name: str, lines: Lines) -> str | None:
    """Tell a text that begins, white space and comments of BibTeX aside, as those in the language `name` do."""
    text = lines.text
    start = 0
    while name == "bibtex" and (comment := _COMMENT.match(text, start)) is not None:
        start = comment.end()
    found = _BEGINNING.match(text, start)
    return "" if found is not None and found.lastgroup == name else None


def _find_wide(first: int, lines: Lines) -> str | None:
    """Tell text in two bytes a character, as it is read in one: the bytes from `first` on are those that are NUL."""
    text = lines.text
    if "\0" not in text:
        return None
    halves = text[first::2], text[1 - first :: 2]
    zeros, others = (half.count("\0") for half in halves)
    return "" if zeros > _MOST_NULS * len(halves[0]) > 0 and not others else None


def _find_controls(lines: Lines) -> str | None:
    text = lines.text
    if "\0" in text:
        return ""
    controls = sum(map(text.count, map(chr, (*range(1, 9), *range(14, 27), *range(28, 32), 127))))
    return "" if controls > _MOST_CONTROLS * len(text) else None


def _find_html(lines: Lines) -> str | None:
    return "" if is_html(lines.text) else None


def _find_tags(lines: Lines) -> str | None:
    """Tell a piece of HTML: most of its lines begin with a tag, and some end one."""
    if "</" not in lines.text:
        return None
    tagged = sum(1 for line in lines.values if _TAG.match(line))
    return "" if 2 * tagged > len(lines) else None


def _find_json(lines: Lines) -> str | None:
    """Tell JSON that is whole or cut off: it begins as an object or an array, and has nothing but words of JSON."""
    text = lines.text
    if _JSON.match(text) is None:
        return None
    # Of a text that is cut off, the last word may be.
    return "" if _measure_rest(text) < len("false") and '"' in text else None


def _measure_rest(text: str) -> int:
    """How many characters of `text` are no words of JSON, from the first to the last that is no white space."""
    length = behind = at = position = 0
    while True:
        found = _JSON_WORD.search(text, position)
        start, end = found.span() if found is not None else (len(text), len(text))
        if text.startswith('"', start):
            end = _find_string_end(text, end)
            if end < 0:
                position = start + 1
                continue
        rest = text[at:start] if length else text[at:start].lstrip(_JSON_SPACE)
        stripped = len(rest.rstrip(_JSON_SPACE))
        length += behind + stripped if stripped else 0
        behind = len(rest) - stripped + (0 if stripped else behind)
        at = position = end
        if found is None:
            return length


def _find_string_end(text: str, start: int) -> int:
    """Where the string ends whose first character is at `start`, at the end of the text if it is cut off; -1 if not."""
    for found in _STRING_SIGN.finditer(text, start):
        if found[0] == '"' or found.end() == len(text):
            return found.end()
        if found[0] == "\\":
            return -1
    return len(text)


def _find_json_lines(lines: Lines) -> str | None:
    if _JSON.match(lines.text) is None:
        return None
    first, second, *_ = [*lines.values[:_FEWEST], "", ""]
    are_whole = first.startswith("{") and first.endswith("}") and second.startswith("{")
    return _find_json(lines) if are_whole else None


def _find_mojibake(lines: Lines) -> str | None:
    """What of UTF-8 that was read in another encoding a text shows first, and on which line."""
    text = lines.text
    # To look for each of these takes a twentieth of the time that the pattern takes.
    if text.isascii() or not any(character in text for character in FIRST_READ_WRONGLY):
        return None
    found = [match for match, _ in zip(READ_WRONGLY.finditer(text), range(_FEWEST), strict=False)]
    if len(found) < _FEWEST:
        # One may be what another page quotes.
        return None
    line = find_line_number(text, found[0].start())
    return f"{found[0].group()[:_LONGEST_SHOWN]!r} on line {line}"


def _find_emptied(name: str, sign: str, lines: Lines) -> str | None:
    """Tell a page of which almost nothing is left but lines of one kind, `name`, each of which holds `sign`.

    Between most of them stands one other line at most, and between none a long one.
    """
    if sign not in lines.text:
        return None
    found = [
        at
        for at, line in enumerate(lines.values)
        if len(line) <= _LONGEST_SIGN and (match := _EMPTIED.search(line)) is not None and match.lastgroup == name
    ]
    if len(found) < _FEWEST or any(len(line) > _LONGEST_SIGN for line in lines.values[found[0] : found[-1]]):
        return None
    near = sum(1 for above, below in pairwise(found) if below - above <= _FEWEST)
    return "" if 2 * near >= len(found) - 1 else None


def _find_joined(signs: tuple[str, ...], lines: Lines) -> str | None:
    """Tell a page on which lines hold all of `signs`, in their order."""
    if signs[0] not in lines.text:
        return None
    count = sum(1 for line in lines.values if _holds(line, signs))
    return "" if count >= _FEWEST else None


def _holds(line: str, signs: tuple[str, ...]) -> bool:
    at = 0
    for sign in signs:
        at = line.find(sign, at)
        if at < 0:
            return False
        at += len(sign)
    return True


def _find_one_line(lines: Lines) -> str | None:
    """Tell a page without any line break: its one line has marks of cards again and again."""
    line = lines.text.strip(WHITESPACE)
    if lines.line_end in line:
        return None
    return "" if sum(1 for _ in _MARK.finditer(line)) >= _FEWEST else None


def _find_answer(lines: Lines) -> str | None:
    """What a server says in the place of a page, on the first lines of a short text."""
    for line in lines.values[:_FIRST_LINES] if len(lines.text) <= _SHORT else ():
        if _ANSWER.match(line) is not None:
            return repr(line[:_LONGEST_SHOWN])
    return None


# What bytes that are no text may be as well.
BINARIES: Final = (
    Kind("a PDF file, not the text of a page", _begins("%PDF-"), _ADVICE_TO_EXTRACT),
    Kind("a ZIP file, as .docx, .xlsx and .epub are", _begins("PK\x03\x04"), _ADVICE_TO_UNPACK),
    Kind("a gzip file", _begins("\x1f\x8b"), _ADVICE_TO_UNPACK),
    Kind("a bzip2 file", _begins(*(f"BZh{size}1AY&SY" for size in range(1, 10))), _ADVICE_TO_UNPACK),
    Kind("an xz file", _begins("\xfd7zXZ\0"), _ADVICE_TO_UNPACK),
    Kind("a Zstandard file", _begins("\x28\xb5\x2f\xfd"), _ADVICE_TO_UNPACK),
    Kind("a picture", _begins("\x89PNG\r\n", "\xff\xd8\xff", "GIF87a", "GIF89a", "II*\0", "MM\0*"), _ADVICE_TO_SAVE),
    Kind("an Office document, not the text of a page", _begins("\xd0\xcf\x11\xe0\xa1\xb1"), _ADVICE_TO_EXTRACT),
    Kind("a Parquet file", _begins("PAR1"), _ADVICE_TO_SAVE),
    Kind("an SQLite file", _begins("SQLite format 3\0"), _ADVICE_TO_SAVE),
    Kind(_WHAT_WIDE, partial(_find_wide, 1), _ADVICE_TO_NAME.format("utf-16-le")),
    Kind(_WHAT_WIDE, partial(_find_wide, 0), _ADVICE_TO_NAME.format("utf-16-be")),
    Kind("binary data, not the text of a page", _find_controls, _ADVICE_TO_SAVE),
)  # fmt: skip
# The surest first.
KINDS: Final = (
    *BINARIES,
    Kind("an RTF document, not the text of a page", _begins("{\\rtf"), _ADVICE_TO_EXTRACT),
    Kind("a PostScript file, not the text of a page", _begins("%!PS"), _ADVICE_TO_EXTRACT),
    Kind("a WARC file", _begins("WARC/1."), "read its records, and extract the text of each page"),
    Kind(_WHAT_HTML, _find_html, "pip install 'paperparse[html]' and it is read, or extract its text first"),
    Kind("an Atom feed", partial(_find_language, "atom"), _ADVICE_FOR_FEEDS),
    Kind("an RSS feed", partial(_find_language, "rss"), _ADVICE_FOR_FEEDS),
    Kind("XML, not the text of a page", partial(_find_language, "xml"), _ADVICE_TO_EXTRACT),
    Kind(_WHAT_HTML, _find_tags, _ADVICE_TO_EXTRACT),
    Kind("JSON Lines", _find_json_lines, "from_json() reads records of paperparse"),
    Kind("JSON", _find_json, "from_json() reads records of paperparse"),
    Kind("BibTeX", partial(_find_language, "bibtex"), "a reader of BibTeX reads it"),
    Kind("RIS", partial(_find_language, "ris"), "a reader of RIS reads it"),
    Kind("what a server answers in the place of a page ({})", _find_answer, "fetch the page again"),
    Kind(
        "UTF-8 that was read as Windows-1252 or Latin-1 ({})",
        _find_mojibake,
        "decode the page's own bytes as UTF-8, as load() and loads() do",
    ),
    Kind(
        "a page without its papers, of which only 'Submitted by' lines are left",
        partial(_find_emptied, "submitted", "Submitted by"),
        _ADVICE_TO_KEEP_ALL,
    ),
    Kind(
        "a page without its papers, of which only numbers and links are left",
        partial(_find_emptied, "numbers", "arXiv:"),
        _ADVICE_TO_KEEP_ALL,
    ),
    Kind(
        "a page with each paper on one line, where nothing parts title and authors",
        partial(_find_joined, ("arXiv:", "Title:", "Subjects:")),
        "extract the page with the line breaks between its elements",
    ),
    Kind(
        "a page on one line, without its line breaks",
        _find_one_line,
        "extract the page with the line breaks between its elements",
    ),
)


def tell_kind(text: str) -> Told | None:
    """What `text` is, by its first 65,536 characters; `None` where that can't be told. Linear in time."""
    return _tell(text[:_SAMPLE], KINDS)


def describe_refusal(told: Told | None) -> str:
    """What is said first of a text that is no page: what it is instead, if that is `told`, and what to do."""
    return "no known kind of page" + ("" if told is None else f": this is {told.what}; {told.advice}")


def tell_binary(data: bytes | bytearray) -> Told | None:
    """What `data` is, which is no text; `None` where that can't be told."""
    return _tell(data[:_SAMPLE].decode("latin-1"), BINARIES)


def _tell(text: str, kinds: Iterable[Kind]) -> Told | None:
    lines = Lines(text)
    for kind in kinds:
        shown = kind.find(lines)
        if shown is not None:
            return Told(kind.what.format(shown), kind.advice)
    return None
