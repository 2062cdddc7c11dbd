"""Title feed: title, abstract, title, abstract, with no mark of their own and no blank lines.

    Get trending papers in your email inbox once a day!
    Get trending papers in your email inbox!
    SubscribeOnline Cascade Learning for Efficient Inference over Streams
    Large Language Models (LLMs) have a natural role in answering complex queries ...
    Analyzing Diffusion as Serial Reproduction
    Diffusion models are a class of generative models that learn to synthesize samples ...

Grammar, blank lines and white space at line ends left out:

    page      = header banner+ [button] card+ footer
    button    = "Subscribe", glued to the first title or alone on its line
    card      = title paragraph+

A line is a title if it is no running text and running text of some length follows (see `paperparse.prose`). Many pages
alternate short and long lines; only the banner tells this one from them.
"""

from collections.abc import Sequence
from typing import Final

import regex

from paperparse.cards import Card, Reading
from paperparse.furniture import is_site_line, read_between, read_footer, read_header
from paperparse.lines import Lines
from paperparse.model import Paper, Span
from paperparse.page import Evidence, PageInfo
from paperparse.prose import is_continuation, is_heading

NAME: Final = "title_feed"
SUMMARY: Final = "title and abstract on alternating lines under the site's banner"
IS_MARKED: Final = False
OMITS_CURRENT_YEAR: Final = False

_BANNERS: Final = ("Get trending papers in your email inbox once a day!", "Get trending papers in your email inbox!")
_BANNER: Final = regex.compile(r"Get\s++trending\s++papers\s++in\s++your\s++email\s++inbox(?:\s++once\s++a\s++day)?+!")
_BUTTON: Final = "Subscribe"


def _is_furniture(line: str) -> bool:
    return is_site_line(line) or _BANNER.fullmatch(line) is not None


def read(lines: Lines) -> Reading:
    """Cards begin at a title and go on as long as the lines are running text."""
    banners = [i for i, value in enumerate(lines.values) if value.startswith("Get") and _BANNER.fullmatch(value)]
    if not banners:
        return Reading(lacks=(f"the line '{_BANNERS[1]}'",))
    reading = Reading()
    lines, glued = _unglue(lines, banners)
    heads, ends = _find_cards(lines, banners[0])
    first = heads[0] if heads else len(lines)
    reading.furniture += [Span(lines.starts[i] - len(_BUTTON), lines.starts[i]) for i in glued]
    # Whatever is glued to the button is a title, even if its abstract is lost.
    stop = min([first, *glued])
    read_header(reading, lines, stop, _is_furniture, max(i for i in banners if i < stop))
    read_between(reading, lines, stop + 1, first, _is_furniture)
    for at, (head, end) in enumerate(zip(heads, ends, strict=True)):
        is_last = at + 1 == len(heads)
        fields = (("title", lines.span(head)), ("abstract", lines.span(head + 1, end - 1)))
        # A foreign line above or below may be the mark of another format, which has titles and abstracts as well.
        follows_card = head == (ends[at - 1] if at else 0) or _is_furniture(lines.values[head - 1])
        precedes_card = is_last or end == heads[at + 1] or _is_furniture(lines.values[end])
        reading.cards.append(Card(fields, is_proven=follows_card and precedes_card))
        if is_last:
            read_footer(reading, lines, end, _is_furniture)
        else:
            read_between(reading, lines, end, heads[at + 1], _is_furniture)
    reading.evidence = (
        Evidence(f"lines '{_BANNERS[1]}'", len(banners), lines.span(banners[0])),
        Evidence("titles over an abstract", len(heads), lines.span(heads[0]) if heads else None),
    )
    if not any(card.is_proven for card in reading.cards):
        reading.lacks = ("titles over abstracts below it",)
    return reading


def _unglue(lines: Lines, banners: list[int]) -> tuple[Lines, list[int]]:
    """The lines with the button cut off the titles below a banner, and the lines of those titles."""
    below = {i + 1 for i in banners} - set(banners)
    glued = [i for i in sorted(below) if i < len(lines) and lines.values[i].startswith(_BUTTON)]
    glued = [i for i in glued if lines.values[i] != _BUTTON]
    values, starts = lines.values.copy(), lines.starts.copy()
    for i in glued:
        values[i] = values[i][len(_BUTTON) :]
        starts[i] += len(_BUTTON)
    return Lines(lines.text, values, starts, lines.ends, lines.offsets), glued


def _find_cards(lines: Lines, banner: int) -> tuple[list[int], list[int]]:
    """For each card below line `banner`, the line of its title and the line after its abstract."""
    values = lines.values
    heads: list[int] = []
    ends: list[int] = []
    i = banner + 1
    while i + 1 < len(values):
        if _is_furniture(values[i]) or not is_heading(values, i) or _is_furniture(values[i + 1]):
            i += 1
            continue
        heads.append(i)
        i += 2
        while i < len(values) and is_continuation(values, i) and not _is_furniture(values[i]):
            i += 1
        ends.append(i)
    return heads, ends


def render(papers: Sequence[Paper], _info: PageInfo) -> str:
    """A page as the site prints it; carries titles and abstracts."""
    cards = [f"{paper.title or ''}\n{paper.abstract or ''}" for paper in papers]
    return "\n".join([*_BANNERS, _BUTTON + "\n".join(cards)])
