"""A text as blocks of pieces, with what there is to say of each: what the file and the terminal show alike."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final, NamedTuple

from paperparse.codes import CODES
from paperparse.errors import escape
from paperparse.model.page import Candidate, Diagnostic, Page, Segment
from paperparse.model.paper import FIELDS, PartialDate
from paperparse.text.span import Span

_REASONS: Final = {"known": "a line that the site prints", "place": "the site's by its place", None: "the site's"}
_KINDS: Final = {
    "markup": "put there by an extractor",
    "blank": "",
    "unparsed": "not read",
    "evidence": "speaks for a format",
}
# How fields look, which are too many for a colour each.
_LOOKS: Final = {
    "title": "title",
    "abstract": "abstract",
    "summary": "summary",
    "authors": "names",
    "other_authors": "names",
    "organization": "names",
    "submitted_by": "names",
}
_LOOKS_OF_KINDS: Final = {"count": "count", "date": "date"}
_KINDS_OF_SITES: Final = frozenset({"furniture", "place", *_KINDS})
_SEPARATOR: Final = " · "


class Piece(NamedTuple):
    """A piece of a text: how it looks, where it stands, and what is said of it, empty if nothing is.

    `look` is a kind of segment, or of a field.
    """

    look: str
    span: Span
    said: str

    @property
    def label(self) -> str:
        """What it is, in a word."""
        return self.said.partition(_SEPARATOR)[0] if self.look not in _KINDS_OF_SITES else self.look


class Block(NamedTuple):
    """Pieces in order: those of the card of the paper at a position, or what stands between cards, for `None`."""

    paper: int | None
    pieces: list[Piece]


class Note(NamedTuple):
    """A diagnostic where it stands, and its number among all of the page.

    `is_ghost`: it is about something that should stand there and does not.
    """

    found: Diagnostic
    number: int
    is_ghost: bool


class Layout(NamedTuple):
    """A text as it is shown.

    `title` is what it is called, `blocks` are together the whole text, and `notes` are by the offset at which they
    stand; `offsets` are these, in order.
    """

    title: str
    text: str
    blocks: list[Block]
    notes: Mapping[int, list[Note]]
    offsets: list[int]


def lay_out_page(page: Page) -> Layout:
    """How `page` is shown."""
    count = len(page)
    title = f"{page.name or 'page'}: {page.format}, {count} paper{'s' * (count != 1)}"
    notes: dict[int, list[Note]] = {}
    for number, found in enumerate(page.diagnostics, start=1):
        is_ghost = found.code.startswith("missing-")
        notes.setdefault(found.span.start, []).append(Note(found, number, is_ghost))
    return Layout(escape(title), page.text, list(_iter_blocks(page)), notes, sorted(notes))


def lay_out_refused(name: str, text: str, candidates: Iterable[Candidate]) -> Layout:
    """How the refused `text` is shown: all of it unread, but for the first of each sign of a format."""
    signs = {
        piece.span: f"{piece.count:,} x {piece.what}, which speaks for {candidate.format}"
        for candidate in reversed(list(candidates))
        for piece in candidate.evidence
        if piece.span is not None
    }
    pieces: list[Piece] = []
    end = 0
    for span in sorted(signs):
        if span.start >= end:
            pieces += _list_rest(end, span.start)
            pieces.append(Piece("evidence", span, signs[span]))
            end = span.end
    pieces += _list_rest(end, len(text))
    return Layout(f"{escape(name)}: no known kind of page", text, [Block(None, pieces)], {}, [])


def _list_rest(start: int, end: int) -> list[Piece]:
    return [Piece("unparsed", Span(start, end), _KINDS["unparsed"])] if start < end else []


def _iter_blocks(page: Page) -> Iterator[Block]:
    """The blocks of `page`; what stands between two pieces of a card belongs to it."""
    rules = _list_rules(page)
    block = Block(None, [])
    waiting: list[Piece] = []
    for segment in page.segments:
        piece = _describe(page, segment, rules)
        if segment.paper is None and block.paper is not None:
            waiting.append(piece)
        elif segment.paper == block.paper:
            block.pieces.extend((*waiting, piece))
            waiting = []
        else:
            if block.pieces:
                yield block
            if waiting:
                yield Block(None, waiting)
            block, waiting = Block(segment.paper, [piece]), []
    if block.pieces:
        yield block
    if waiting:
        yield Block(None, waiting)


def _list_rules(page: Page) -> list[tuple[Span, str]]:
    """What the format's table calls what stands at spans, in order; empty for saved pages."""
    account = getattr(page, "_account", None)
    return [] if account is None else sorted(account.iter_rules())


def _find_rule(rules: list[tuple[Span, str]], span: Span) -> str:
    at = bisect_right(rules, span.start, key=lambda rule: rule[0].start) - 1
    return rules[at][1] if at >= 0 and span.end <= rules[at][0].end else ""


def _describe(page: Page, segment: Segment, rules: list[tuple[Span, str]]) -> Piece:
    """The piece that `segment` is."""
    kind, span, name, at, reason = segment.kind, segment.span, segment.field, segment.paper, segment.reason
    rule = _find_rule(rules, span)
    source = f"rule {rule}" if rule and rule != name else ""
    if kind == "field" and name is not None and at is not None:
        value = _print_value(getattr(page[at], name), page.text[slice(*span)])
        return Piece(_find_look(name), span, _join(name, value, source, _print_span(span)))
    if kind == "unparsed" and name is not None:
        return Piece(kind, span, _join(f"{name}, which can't be read", _print_span(span)))
    if kind == "furniture":
        said = name or (_REASONS[reason] if at is None else "a mark of the card")
        return Piece("place" if reason == "place" else kind, span, _join(said, source, _print_span(span)))
    said = _KINDS[kind]
    return Piece(kind, span, said and _join(said, _print_span(span)))


def _find_look(name: str) -> str:
    return _LOOKS.get(name) or _LOOKS_OF_KINDS.get(FIELDS[name].kind, "text")


def _print_value(value: Any, printed: str) -> str:
    """What is read from `printed`, where that is something else."""
    if isinstance(value, PartialDate):
        return f"= {value.isoformat()}"
    if isinstance(value, int) and str(value) != printed:
        return f"= {value}"
    if isinstance(value, tuple):
        return f"= {len(value)}" if len(value) > 1 else ""
    return ""


def _print_span(span: Span) -> str:
    return f"{span.start}–{span.end}"


def _join(*said: str) -> str:
    return _SEPARATOR.join(filter(None, said))


def cut_at_notes(layout: Layout, span: Span) -> Iterator[tuple[list[Note], Span]]:
    """`span` of a text in parts, each with the notes that stand at its beginning."""
    offsets = layout.offsets
    inside = offsets[bisect_left(offsets, span.start + 1) : bisect_left(offsets, span.end)]
    for start, end in pairwise([span.start, *inside, span.end]):
        yield layout.notes.get(start, []), Span(start, end)


def explain_note(note: Note) -> str:
    """What the diagnostic of `note` means, and what to do."""
    code = CODES.get(note.found.code)
    return "" if code is None else f"{code.meaning}. {code.advice}"
