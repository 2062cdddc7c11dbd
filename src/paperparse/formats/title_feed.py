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

A line is a title if it is no running text and running text of some length follows (see `paperparse.grammar.prose`).
Many pages alternate short and long lines; only the banner tells this one from them.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from paperparse.grammar.cards import Card, Reading
from paperparse.grammar.furniture import TRENDING_BANNERS, is_notice, is_site_line, is_trending_banner
from paperparse.grammar.layouts import Layout, Match, Record, Scan, match_nothing
from paperparse.grammar.plain import ABSTRACT, BREAK, END, TEXT, TITLE, is_plain_paragraph, is_title
from paperparse.grammar.prose import is_continuation, is_heading, is_wrapped
from paperparse.grammar.surroundings import claim_between, claim_footer, claim_header
from paperparse.model.page import Evidence, PageInfo
from paperparse.model.paper import Paper
from paperparse.text.lines import WHITESPACE, Lines, cut_piece, skip_blank, skip_line
from paperparse.text.span import Span

NAME: Final = "title_feed"
SUMMARY: Final = "title and abstract on alternating lines under the site's banner"
IS_MARKED: Final = False
OMITS_CURRENT_YEAR: Final = False

_BUTTON: Final = "Subscribe"
_BANNER_START: Final = "Get"
# Of 5,046 abstracts 1 has more; a document under a title has many.
_MOST_PARAGRAPHS: Final = 8
# A card that is not plain is looked at in a piece of the page; what goes on behind it, with all lines.
_PIECE: Final = 4096
_LINES_BELOW: Final = 3
MARKS: Final = (*TRENDING_BANNERS, _BUTTON)
HINT: Final = ("!", tuple(banner[-4:] for banner in TRENDING_BANNERS))
SIGN: Final = TRENDING_BANNERS[1]
_LINE: Final = re.compile(rf"({TEXT}){END}")
LAYOUT: Final = Layout(rf"(?P<title>{TITLE}){BREAK}(?P<abstract>{ABSTRACT})")


def _is_furniture(line: str) -> bool:
    return is_site_line(line) or is_trending_banner(line)


def is_possible(openings: Sequence[str]) -> bool:
    """Whether any card of this format may stand on a page with the lines `openings`."""
    return any(map(is_trending_banner, openings))


# A title over an abstract: its offset, that of the next line, its match and record if it is plain, or else the card,
# and whether it has no more paragraphs than abstracts have.
_Plain = tuple[Match, Record]
_Found = tuple[int, int, _Plain | Card, bool]


def read(lines: Lines) -> Reading:
    """Cards begin at a title below a banner and go on as long as the lines are running text.

    Without a banner, which proves nothing, cards begin anywhere.
    """
    reading = scan(lines).make_reading()
    banners = _find_banners(lines)
    if banners:
        first = dict(reading.cards[0].fields)["title"] if reading.cards else None
        reading.evidence = (
            Evidence(f"lines '{TRENDING_BANNERS[1]}'", len(banners), lines.span(banners[0])),
            Evidence("titles over an abstract", len(reading.cards), first),
        )
    return reading


def scan(lines: Lines) -> Scan:
    """What `read` finds, plain cards by their matches."""
    text = lines.text
    scan = Scan(lines=lines, layout=LAYOUT)
    is_plain = LAYOUT.choose_match(text) is not match_nothing
    top = _match_top(text) if is_plain else None
    found, glued = _find_cards(scan, top, is_plain=is_plain)
    # A footer has headings over notices; no card ends a page with one for an abstract.
    while found and is_notice(_get_first_paragraph(text, found[-1])):
        found.pop()
    if top is not None:
        is_headed = True
        _claim_top(scan, top[0].start(), is_claimed=bool(glued))
    else:
        is_headed = _claim_header(scan, found, glued)
    _add_cards(scan, found, is_headed=is_headed, is_glued=bool(glued))
    if found and found[-1][1] < len(text):
        rest, start, _ = _get_lines(scan, found[-1][1], len(text), is_glued=bool(glued))
        claim_footer(scan, rest, start, _is_furniture)
    if not scan.has_proof():
        scan.lacks = ("titles over abstracts below it",) if is_headed else (f"the line '{TRENDING_BANNERS[1]}'",)
    return scan


def _match_top(text: str) -> _Plain | None:
    """The first card, if it is plain and stands right below banners and button at the top of the page."""
    at = below = skip_blank(text, 0)
    while text.startswith(_BANNER_START, below) and is_trending_banner(text[below : skip_line(text, below)].rstrip()):
        below = skip_line(text, below)
    # A button with more behind it than a title is a line of the site's, and glued to nothing.
    if below == at or _is_furniture_above(text[below : skip_line(text, below)].rstrip()):
        return None
    plain = _match_plain(text, skip_blank(text, below + len(_BUTTON)) if text.startswith(_BUTTON, below) else below)
    return None if plain is None or is_notice(plain[0]["abstract"]) else plain


def _match_plain(text: str, at: int) -> _Plain | None:
    """The card that begins at offset `at`, as far as its first paragraph, if title and paragraph are plain."""
    match = LAYOUT.pattern.match(text, at)
    if match is None or not is_title(match["title"], match["word"], _is_furniture):
        return None
    record = LAYOUT.match_record(match)
    return None if record is None else (match, record)


def _get_first_paragraph(text: str, found: _Found) -> str:
    card = found[2]
    start = card.fields[-1][1].start if isinstance(card, Card) else card[0].start("abstract")
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].rstrip(WHITESPACE)


def _claim_top(scan: Scan, first: int, *, is_claimed: bool) -> None:
    """Claim what stands above the first card, which begins at offset `first`; the button `is_claimed` or not."""
    text = scan.lines.text
    begin = text.rfind("\n", 0, first) + 1
    button = skip_blank(text, begin)
    header = cut_piece(text, 0, begin if button < first else first)
    claim_header(scan, header, len(header), _is_furniture, max(_find_banners(header)))
    if button < first and not is_claimed:
        scan.furniture.append(Span(button, button + len(_BUTTON)))


def _claim_header(scan: Scan, found: list[_Found], glued: list[int]) -> bool:
    """Account for the lines above the first card; returns whether the page has a banner."""
    lines = scan.lines
    banners = _find_banners(lines)
    if banners or found:
        first = lines.find_at(found[0][0]) if found else len(lines)
        # Whatever is glued to the button is a title, even if its abstract is lost.
        stop = min([first, *glued])
        claim_header(scan, lines, stop, _is_furniture, max((i for i in banners if i < stop), default=None))
        claim_between(scan, lines, stop + 1, first, _is_furniture)
    return bool(banners)


def _find_banners(lines: Lines) -> list[int]:
    return [i for i in lines.find_starting(_BANNER_START) if is_trending_banner(lines.values[i])]


def _get_lines(scan: Scan, start: int, end: int, *, is_glued: bool) -> tuple[Lines, int, int]:
    """The lines from offset `start` to `end`, without the buttons that are glued to them: lines, first and stop."""
    if is_glued:
        return scan.lines, scan.lines.find_at(start), scan.lines.find_at(end)
    piece = cut_piece(scan.lines.text, start, end)
    return piece, 0, len(piece)


def _add_cards(scan: Scan, found: list[_Found], *, is_headed: bool, is_glued: bool) -> None:
    """Add the cards of `found` to `scan`, and claim what stands between them."""
    text = scan.lines.text
    # A foreign line above or below may be the mark of another format, which has titles and abstracts as well.
    # What is left of a line above that a button was cut off may be the site's.
    above = scan.lines.find_at(found[0][0]) - 1 if found and is_glued else -1
    follows = not found or (
        _is_furniture(scan.lines.values[above]) if above >= 0 else _ends_with_furniture(text, found[0][0])
    )
    following = [head for head, *_ in found[1:]]
    for (_, end, card, is_short), head in zip_longest(found, following):
        precedes = follows_next = True
        if head is not None and head != end:
            begin = max(text.rfind("\n", end, head) + 1, end)
            lines, first, stop = _get_lines(scan, end, begin, is_glued=is_glued)
            claim_between(scan, lines, first, stop, _is_furniture)
            between = lines.values[first:stop]
            precedes = not between or _is_furniture(between[0])
            follows_next = not between or _is_furniture(between[-1])
        is_proven = is_headed and is_short and follows and precedes
        if isinstance(card, Card):
            scan.add(card._replace(is_proven=is_proven))
        elif is_proven:
            scan.add_plain(*card)
        else:
            scan.add(LAYOUT.make_card(card[0])._replace(is_proven=False))
        follows = follows_next


def _ends_with_furniture(text: str, head: int) -> bool:
    """Whether the line above the one that holds offset `head` is one of the site's."""
    above = text[: text.rfind("\n", 0, head) + 1].rstrip(WHITESPACE)
    return _is_furniture(above[above.rfind("\n") + 1 :].lstrip(WHITESPACE))


def _find_cards(scan: Scan, plain: _Plain | None, *, is_plain: bool) -> tuple[list[_Found], list[int]]:
    """All cards, from the `plain` one on if it is given, and the lines of titles that were glued to a button.

    Plain cards are taken one after the other; from the first that may not be, lines are looked at, up to the next
    plain one, if `is_plain` says that there may be some. Then the lines of `scan` are those without the buttons.
    """
    text = scan.lines.text
    found: list[_Found] = []
    glued: list[int] | None = None
    start = 0
    while True:
        while plain is not None:
            first = plain[0]
            end = first.end()
            following = _match_plain(text, end) if end < len(text) else None
            if following is not None or end == len(text):
                found.append((first.start(), end, plain, True))
            else:
                card, following = _take_paragraphs(text, first)
                if card is None:
                    break
                found.append(card)
            if following is None:
                return found, glued or []
            plain = following
        begin = 0 if plain is None else plain[0].start()
        cards, following = ([], None) if plain is None else _find_in_piece(text, begin)
        if plain is None or (following is None and not cards):
            if glued is None:
                start, glued = _unglue(scan)
            line = scan.lines.find_at(begin) if plain else start
            cards, following = _find_by_lines(scan.lines, line, is_plain=is_plain)
        plain = following
        found += cards
        if plain is None:
            return found, glued or []


def _find_in_piece(text: str, begin: int) -> tuple[list[_Found], _Plain | None]:
    """The cards from the one at offset `begin` up to the next plain one, which comes second.

    Nothing is found if that takes more than a piece of the page, or buttons that may be glued to titles.
    """
    end = begin + _PIECE
    piece = cut_piece(text, begin, end)
    if _find_banners(piece):
        return [], None
    found, plain = _find_by_lines(piece, 0, is_plain=True)
    # Lines are judged by the two below them, so those at the end of a piece are not.
    is_whole = end >= len(text) or (plain is not None and plain[0].start() < piece.starts[-_LINES_BELOW])
    return (found, plain) if is_whole else ([], None)


def _take_paragraphs(text: str, match: Match) -> tuple[_Found | None, _Plain | None]:
    """The card that begins with `match` and goes on with plain paragraphs, and the next card; `None` if it does not."""
    end = match.end()
    for _ in range(1, _MOST_PARAGRAPHS):
        line = _LINE.match(text, end)
        paragraph = "" if line is None else line[1]
        if line is None or not is_plain_paragraph(paragraph) or _is_furniture(paragraph) or is_notice(paragraph):
            break
        end = line.end()
        following = _match_plain(text, end) if end < len(text) else None
        if following is not None or end == len(text):
            abstract = Span(match.start("abstract"), line.end(1))
            card = Card((("title", Span(*match.span("title"))), ("abstract", abstract)))
            return (match.start(), end, card, True), following
    return None, None


def _find_by_lines(lines: Lines, i: int, *, is_plain: bool) -> tuple[list[_Found], _Plain | None]:
    """The cards from line `i` on, up to a plain one, if there may be any, which comes second."""
    text, values = lines.text, lines.values
    found: list[_Found] = []
    while i < len(values):
        if is_heading(values, i) and not (_is_furniture(values[i]) or _is_furniture(values[i + 1])):
            head = i
            i += 2
            while i < len(values) and _goes_on(values, i):
                i += 1
            card = Card((("title", lines.span(head)), ("abstract", lines.span(head + 1, i - 1))))
            end = lines.starts[i] if i < len(values) else len(text)
            paragraphs = sum(not is_wrapped(values, k) for k in range(head + 1, i))
            found.append((lines.starts[head], end, card, paragraphs <= _MOST_PARAGRAPHS))
        else:
            i += 1
        plain = _match_plain(text, lines.starts[i]) if is_plain and i < len(values) else None
        if plain is not None:
            return found, plain
    return found, None


def _goes_on(values: list[str], i: int) -> bool:
    """Whether line `i` goes on with the abstract above it."""
    return is_continuation(values, i) and not (_is_furniture(values[i]) or is_notice(values[i]))


def _unglue(scan: Scan) -> tuple[int, list[int]]:
    """Cut the button off the first title below each banner; returns the first banner's line, and those of the titles.

    Claims the buttons. The site prints one below a banner; on a line of its own it is glued to nothing.
    """
    lines = scan.lines
    banners = _find_banners(lines)
    starts = {}
    for i in banners:
        below = next((k for k in range(i + 1, len(lines)) if not _is_furniture_above(lines.values[k])), None)
        if below is not None and lines.values[below] != _BUTTON and lines.values[below].startswith(_BUTTON):
            button = lines.starts[below]
            scan.furniture.append(Span(button, button + len(_BUTTON)))
            starts[below] = skip_blank(lines.text, button + len(_BUTTON))
    if starts:
        scan.lines = lines.change(starts)
    return banners[0] if banners else 0, list(starts)


def _is_furniture_above(line: str) -> bool:
    """Whether `line` may stand between a banner and the title that the button is glued to."""
    return line != _BUTTON and not is_trending_banner(line) and is_site_line(line)


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
