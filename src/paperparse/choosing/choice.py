"""Choose the format of a text without weighing all formats, where a quick look settles it.

Most texts of a crawl are no pages: they show no mark of any format, and are refused for that. Most pages are as their
site prints them: one format explains every line, and no line is a mark of another. All others are weighed with care
(`paperparse.choosing.decision`), and so is every text whose evidence somebody asks for.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol, cast

from paperparse.choosing.decision import TIE, decide, explain_refusal
from paperparse.errors import AmbiguousFormatError, FormatError, UnknownFormatError
from paperparse.formats import FORMATS
from paperparse.grammar.cards import Card, Foreign, Format, Reading
from paperparse.grammar.furniture import OPENINGS, is_notice
from paperparse.grammar.layouts import Match, Scan
from paperparse.text.lines import WHITESPACE, Lines

# Every page shows its first card in so many characters, and nearly every page in the first few.
SAMPLE: Final = 65_536
_TOP: Final = 8_192
# In a text of so many characters, to look for what is not there takes much longer than to look at its head first.
_LARGE: Final = SAMPLE // 2
_HEAD: Final = 2_048
_MOST_LEADS: Final = 64


class _Scanning(Format, Protocol):
    """What the formats of paperparse have besides: quick tests, and a reading by matches of whole cards."""

    @property
    def HINT(self) -> tuple[str, tuple[str, ...]]:  # noqa: N802  # A constant of a module.
        """A character that is rare in other texts, and words: every page with a card shows it, and one of the words.

        It stands at the same place in all of the words, or in none.
        """

    @property
    def SIGN(self) -> str:  # noqa: N802
        """What shows at the top of a page as the site prints it that this format is the one to try first."""

    def is_possible(self, openings: Sequence[str], /) -> bool:
        """Whether `read` may find a card that proves something on a page that has these lines.

        `openings`: at least all lines that begin with one of `furniture.OPENINGS`.
        """

    def scan(self, lines: Lines, /) -> Scan:
        """What `read` finds, with the plain cards by their matches."""


# Formats with marks come first, for their marks decide.
_SCANNING: Final = sorted(cast("tuple[_Scanning, ...]", FORMATS), key=lambda form: not form.IS_MARKED)
_HINTS: Final = [form.HINT for form in _SCANNING]


class Choice(NamedTuple):
    """The format of a text, the reading that shows it, and the cards of other formats that it leaves over.

    `is_clean`: whether every line belongs to a plain card or is a known one of the site's.
    """

    format: Format
    reading: Reading
    foreign: Sequence[Foreign] = ()
    is_clean: bool = False


def may_be_page(text: str) -> bool:
    """Whether any format's card can begin in the first part of `text`, by what every card of that format shows.

    Most texts of a crawl show none of it, and this is all that they cost.
    """
    if len(text) > _LARGE:
        head, text = text[:_HEAD], text[:SAMPLE]
        if any(form.SIGN in head and form.HINT[0] in text for form in _SCANNING):
            return True
    # To look for one character takes a twentieth of the time that a word takes. A generator would take as long as all
    # of them.
    for character, words in _HINTS:  # noqa: SIM110
        if character in text and _shows(text, character, words):
            return True
    return False


def _shows(text: str, character: str, words: tuple[str, ...]) -> bool:
    """Whether one of `words` stands in `text`, where `character` does; it may be one of their letters."""
    ahead = words[0].find(character)
    if ahead >= 0:
        # A rare letter leads to the few places where the words may be.
        at = text.find(character)
        for _ in range(_MOST_LEADS):
            if at < 0 or text.startswith(words, at - ahead):
                return at >= 0
            at = text.find(character, at + 1)
    return any(word in text for word in words)


def refuse(text: str, page: str | None) -> UnknownFormatError:
    """The error for `text`, which `may_be_page` refuses; what it says is found when somebody asks.

    Until then it holds the part of the text that was looked at.
    """
    explain = _explain_sample if len(text) > SAMPLE else _explain_text
    return UnknownFormatError.explain_later(explain, text[:SAMPLE], page)


def _explain_sample(sample: str, page: str | None) -> FormatError:
    error = _explain_text(sample, page)
    error.message = f"in its first {SAMPLE:,} characters: {error.message}"
    return error


def _explain_text(text: str, page: str | None) -> FormatError:
    return explain_refusal(Lines(text), page)


def choose(lines: Lines, page: str | None = None) -> Choice:
    """The format that `decide` finds, and no more: what speaks for the other formats is not asked.

    `page` and the errors raised are as in `decide`.
    """
    choice = _match_whole(lines)
    if choice is not None:
        return choice
    openings = [line for line in lines.values if line.startswith(OPENINGS)]
    possible = [form for form in _SCANNING if form.is_possible(openings)]
    decision = None
    is_ambiguous = False
    try:
        decision = decide(lines, page, possible) if possible else None
    except UnknownFormatError:
        pass
    except AmbiguousFormatError:
        is_ambiguous = True
    # Outside the handlers, so that no error has another for its context.
    if is_ambiguous:
        # The error names all formats, and comes up seldom.
        decision = decide(lines, page)
    if decision is None:
        text = lines.text
        # The traceback would keep them while the reason is found, which takes as much again.
        del lines
        raise UnknownFormatError.explain_later(_explain_text, text, page)
    return Choice(decision.format, decision.reading, decision.foreign)


def _match_whole(lines: Lines) -> Choice | None:
    """The format whose sign shows at the top, if it explains the whole page and no other format has a card there."""
    top = lines.text[:_TOP]
    form = next((form for form in _SCANNING if form.HINT[0] in top and form.SIGN in top), None)
    scan = None if form is None else form.scan(lines)
    if form is None or scan is None or not _is_whole(scan):
        return None
    openings = list(_iter_openings(scan))
    rivals = [other for other in _SCANNING if other is not form and other.is_possible(openings)]
    if rivals and not (form.IS_MARKED and not any(rival.IS_MARKED for rival in rivals) and _outweighs_unmarked(scan)):
        return None
    return Choice(form, scan, is_clean=None not in scan.records)


def _is_whole(scan: Scan) -> bool:
    """Whether most cards prove something and every line of the page belongs to a card or is a known one."""
    places = scan.places
    cards = [place for place in places if isinstance(place, Card)] if None in scan.records else []
    unproven = sum(not card.is_proven for card in cards)
    if scan.lacks or 2 * unproven >= len(places):
        return False
    text = scan.lines.text
    matches = [place for place in places if not isinstance(place, Card)] if cards else cast("list[Match]", places)
    claims: list[tuple[int, int]] = [*scan.furniture, *scan.info.values(), (len(text), len(text))]
    claims += [card.extent for card in cards]
    if cards or list(map(Match.start, matches[1:])) != list(map(Match.end, matches[:-1])):
        claims += [match.span() for match in matches]
    else:
        claims.append((matches[0].start(), matches[-1].end()))
    reach = 0
    for start, end in sorted(claims):
        if start > reach and text[reach:start].strip(WHITESPACE):
            return False
        reach = max(reach, end)
    return True


def _iter_openings(scan: Scan) -> Iterator[str]:
    """The lines that begin like a mark of any format, of a page that `scan` explains whole.

    Left out are those of plain cards, which hold no marks but their own.
    """
    text = scan.lines.text
    cards = [place.extent for place in scan.places if isinstance(place, Card)] if None in scan.records else []
    for start, end in (*cards, *scan.furniture, *scan.info.values()):
        lines = [line.strip(WHITESPACE) for line in text[start:end].split("\n")]
        yield from (line for line in lines if line.startswith(OPENINGS))


def read_lines(form: Format, lines: Lines) -> Reading:
    """`lines` as `form` reads them, with the plain cards by their matches where it can tell them."""
    known = next((known for known in _SCANNING if known is form), None)
    return form.read(lines) if known is None else known.scan(lines)


def _outweighs_unmarked(scan: Scan) -> bool:
    """Whether no format without marks has a card outside those of `scan`, or can explain nearly as much of the page.

    `scan` explains all of it: the other's cards would stand on cards that prove nothing, or on notices. Of at most
    twenty lines of a plain card, two are the closing one and another that only its own format explains.
    """
    text, closing = scan.lines.text, scan.layout.closing
    if any(isinstance(place, Card) and not place.is_proven for place in scan.places):
        return False
    if any(is_notice(text[start:end]) for start, end in scan.furniture):
        return False
    return closing is not None and (
        None not in scan.records or scan.lines.values.count(closing) > 2 * TIE * len(scan.lines)
    )
