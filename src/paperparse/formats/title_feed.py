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

from paperparse.cards import Card, Reading
from paperparse.furniture import TRENDING_BANNERS, is_notice, is_site_line, is_trending_banner
from paperparse.lines import WHITESPACE, Lines
from paperparse.model import Paper, Span
from paperparse.page import Evidence, PageInfo
from paperparse.prose import is_continuation, is_heading, is_wrapped
from paperparse.surroundings import claim_between, claim_footer, claim_header

NAME: Final = "title_feed"
SUMMARY: Final = "title and abstract on alternating lines under the site's banner"
IS_MARKED: Final = False
OMITS_CURRENT_YEAR: Final = False

_BUTTON: Final = "Subscribe"
# Of 5,046 abstracts 1 has more; a document under a title has many.
_MOST_PARAGRAPHS: Final = 8
MARKS: Final = (*TRENDING_BANNERS, _BUTTON)


def _is_furniture(line: str) -> bool:
    return is_site_line(line) or is_trending_banner(line)


def read(lines: Lines) -> Reading:
    """Cards begin at a title below a banner and go on as long as the lines are running text.

    Without a banner, which proves nothing, cards begin anywhere.
    """
    banners = [i for i, value in enumerate(lines.values) if is_trending_banner(value)]
    reading = Reading()
    lines, glued = _unglue(reading, lines, banners)
    heads, ends = _find_cards(lines.values, banners[0] if banners else 0)
    if not (banners or heads):
        return Reading(lacks=(f"the line '{TRENDING_BANNERS[1]}'",))
    first = heads[0] if heads else len(lines)
    # Whatever is glued to the button is a title, even if its abstract is lost.
    stop = min([first, *glued])
    claim_header(reading, lines, stop, _is_furniture, max((i for i in banners if i < stop), default=None))
    claim_between(reading, lines, stop + 1, first, _is_furniture)
    stops = [*heads[1:], len(lines)]
    for at, head in enumerate(heads):
        end, following = ends[at], stops[at]
        fields = (("title", lines.span(head)), ("abstract", lines.span(head + 1, end - 1)))
        paragraphs = sum(not is_wrapped(lines.values, i) for i in range(head + 1, end))
        is_short = paragraphs <= _MOST_PARAGRAPHS
        # A foreign line above or below may be the mark of another format, which has titles and abstracts as well.
        # (For the first card, `ends[-1]` is where the last one ends, which is never its head.)
        follows_card = head == ends[at - 1] or _is_furniture(lines.values[head - 1])
        precedes_card = following in (end, len(lines)) or _is_furniture(lines.values[end])
        reading.cards.append(Card(fields, is_proven=bool(banners) and is_short and follows_card and precedes_card))
        if following < len(lines):
            claim_between(reading, lines, end, following, _is_furniture)
    if heads:
        claim_footer(reading, lines, ends[-1], _is_furniture)
    if banners:
        reading.evidence = (
            Evidence(f"lines '{TRENDING_BANNERS[1]}'", len(banners), lines.span(banners[0])),
            Evidence("titles over an abstract", len(heads), lines.span(heads[0]) if heads else None),
        )
    if not any(card.is_proven for card in reading.cards):
        reading.lacks = ("titles over abstracts below it",) if banners else (f"the line '{TRENDING_BANNERS[1]}'",)
    return reading


def _unglue(reading: Reading, lines: Lines, banners: list[int]) -> tuple[Lines, list[int]]:
    """The lines with the button cut off the first title below a banner, and the lines of those titles.

    Claims the buttons. The site prints one below a banner; on a line of its own it is glued to nothing.
    """
    if not banners:
        return lines, []
    values, starts = lines.values[:], lines.starts[:]
    glued = []
    is_below = False
    for i, value in enumerate(lines.values):
        if is_trending_banner(value):
            is_below = True
        elif value == _BUTTON:
            is_below = False
        elif is_below and not _is_furniture(value):
            is_below = False
            if value.startswith(_BUTTON):
                reading.furniture.append(Span(starts[i], starts[i] + len(_BUTTON)))
                values[i] = value[len(_BUTTON) :].lstrip(WHITESPACE)
                starts[i] = lines.ends[i] - len(values[i])
                glued.append(i)
    return Lines(lines.text, values, starts, lines.ends), glued


def _find_cards(values: list[str], start: int) -> tuple[list[int], list[int]]:
    """For each card from line `start` on, the line of its title and the line after its abstract."""
    heads: list[int] = []
    ends: list[int] = []
    i = start
    while i < len(values):
        if not is_heading(values, i) or _is_furniture(values[i]) or _is_furniture(values[i + 1]):
            i += 1
            continue
        heads.append(i)
        i += 2
        while i < len(values) and is_continuation(values, i) and not (_is_furniture(values[i]) or is_notice(values[i])):
            i += 1
        ends.append(i)
    # A footer has headings over notices; no card ends a page with one for an abstract.
    while heads and is_notice(values[heads[-1] + 1]):
        heads.pop()
        ends.pop()
    return heads, ends


def project(paper: Paper) -> Paper:
    """Titles and abstracts are all that pages of this format print of a paper."""
    return Paper(title=paper.title, abstract=paper.abstract)


def project_info(_info: PageInfo) -> PageInfo:
    """The banners say nothing about the page."""
    return PageInfo()


def render(papers: Sequence[Paper], _info: PageInfo) -> str:
    """A page as the site prints it."""
    cards = [f"{paper.title or ''}\n{paper.abstract or ''}" for paper in papers]
    return "\n".join([*TRENDING_BANNERS, _BUTTON + "\n".join(cards)])
