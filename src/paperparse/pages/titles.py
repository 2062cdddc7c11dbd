"""Titles that are other pieces of a card, or hold more than a title, or less.

No title of 5,046 real records has or is any of this.
"""

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Final

from paperparse.grammar.folding import ELLIPSIS
from paperparse.grammar.reading import Reading
from paperparse.grammar.tape import Tape
from paperparse.grammar.values import match_date
from paperparse.model.paper import FIELDS
from paperparse.pages.ledger import Ledger, report_part
from paperparse.pages.prose import is_count
from paperparse.text.characters import SPACE
from paperparse.text.quoting import quote
from paperparse.text.span import Span

# What stands beside titles, and in none: a label, an address, an identifier of arXiv; a button, a site or a comma
# at the end.
_NO_TITLE: Final = re.compile(
    r"\A(?i:(?:authors?|title)\s?[:：])|://|\bwww\.|\A(?i:arxiv:\s?+)?\[?[0-9]{4}\.[0-9]{4,5}\b|\[(?i:pdf|code)\]"
    r"|\sSubscribe\Z|\s\|\s|[,;:]\Z"
    r"|\s[-–—·•:]\s(?i:aimodels\.fyi|alphaxiv|arxiv(?:\.org)?|catalyzex|hugging\s?face|openreview|papers\swith\scode"
    r"|semantic\sscholar)\Z"
)
# What sites print above, below and for want of titles.
_MARK_ALONE: Final = re.compile(
    r"(?i:via|abstract|authors?|title|total score|read more|view pdf|code|pdf|advertisement|loading|copy link|share"
    r"|(?:load|see|show) more|(?:recommended|related|similar)(?: (?:articles|papers|reading|work))?"
    r"|oral|poster|spotlight|references|comments|untitled|no title)(?:[.:…]|\.{3})?"
)
_WORD: Final = re.compile(rf"(?:(?!{SPACE}).)++")
# No site breaks titles at a narrower column.
_NARROWEST: Final = 60


def report_title(
    ledger: Ledger, title: str, span: Span, paper: int | None, *, tape: Tape, lines: Sequence[Span], width: int
) -> None:
    """Report a `title`, at `span`, that is none, or is not whole, or that more than its own lines were joined to.

    `lines`: where on `tape` the lines stand that it was joined from. `width`: see `measure_titles`.
    """
    shown = quote(title)
    is_whole = all(_is_full(tape, line, below, width) for line, below in pairwise(lines))
    if not is_whole or (len(lines) > 1 and any(_MARK_ALONE.fullmatch(tape.text, *line) for line in lines)):
        message = f"{shown} stands on lines that were not broken at one width: one of them may not be of it"
        ledger.findings.report("doubtful-value", message, span, paper)
    elif not any(map(str.isalpha, title)):
        ledger.findings.report("doubtful-value", f"{shown} has no letter", span, paper)
    elif is_count(title) or match_date(title) is not None or _MARK_ALONE.fullmatch(title) is not None:
        ledger.findings.report("doubtful-value", f"{shown} is a piece of a card, and hardly its title", span, paper)
    elif _NO_TITLE.search(title) is not None:
        ledger.findings.report("doubtful-value", f"{shown} holds more than a title", span, paper)
    elif title.endswith((ELLIPSIS, "...")):
        report_part(ledger, FIELDS["title"], span, paper)


def measure_titles(reading: Reading) -> int:
    """How many characters the longest line of a title has on the page that `reading` describes.

    0 where an extractor gave each piece of a line, as a word that was searched for, a line by itself: no width broke
    these. Then commas between authors have one too.
    """
    end = reading.tape.line_end
    if f"{end},{end}" in reading.tape.source:
        return 0
    pieces = chain.from_iterable(reading.iter_pieces(card, ("title",)) for card in reading.cards)
    titles = (reading.iter_joined("title", piece.span) for piece in pieces if piece.field == "title")
    return max(_measure(reading.tape, line) for line in chain.from_iterable(titles))


def _measure(tape: Tape, line: Span) -> int:
    """The number of characters of the page's own line up to the end of `line`."""
    source, end = tape.source, tape.find_source(line).end
    return end - source.rfind(tape.line_end, 0, end) - 1


def _is_full(tape: Tape, line: Span, below: Span, width: int) -> bool:
    """Whether the first word of the line `below` would not have fitted on `line`."""
    word = _WORD.match(tape.source, tape.find_source(below).start)
    return word is None or not width or _measure(tape, line) + 1 + len(word.group()) > max(width, _NARROWEST)
