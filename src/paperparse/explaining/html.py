"""A text and what became of it as one HTML file that needs nothing else: no network, no script, no library.

The text content of the element `text` is the text, but for NUL, which HTML can't hold: whatever else is shown there
(numbers of lines, names of cards, notes) are attributes that the style sheet prints. Every piece is one element. A
content security policy lets nothing in but the file's own style and script, whose hashes it names.
"""

import html
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Final

import paperparse
from paperparse.errors import escape
from paperparse.explaining.layout import Layout, Note, Piece, cut_at_notes, explain_note, lay_out_page, lay_out_refused
from paperparse.exports.listing import shorten
from paperparse.model.page import Candidate, Convention, Evidence, Page
from paperparse.text.places import Places, index_places
from paperparse.text.span import Span

# Larger texts come with their cards folded.
_LARGE: Final = 1_000_000
# Blocks of the text, and rows of a list, that are drawn together, when they come into view: a browser places each group
# for itself.
_GROUP: Final = 200
_SHOWN: Final = 100
_SEVERITIES: Final = ("error", "warning", "note")
# Carriage returns would be read as line feeds, and NUL as nothing.
_KEPT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\0": "\u2400"})
_LEGEND: Final = (
    *("title", "abstract", "summary", "names", "count", "date", "text"),
    *("furniture", "place", "markup", "unparsed", "evidence"),
)
_MEANINGS: Final = {
    "names": "authors, organization",
    "count": "numbers",
    "text": "other values",
    "furniture": "lines of the site",
    "place": "the site's by their place",
    "unparsed": "not read",
    "evidence": "signs of formats",
}


def explain_page(page: Page) -> str:
    """`page` as an HTML file."""
    layout = lay_out_page(page)
    places = index_places(page.text)
    sections = [
        *_list_papers(page, places),
        *_list_notes(layout),
        *_list_unread(layout, places),
        *_list_conventions(page.conventions, places),
        *_list_candidates(page.detection.candidates if page.detection is not None else (), places),
    ]
    return _write_file(layout, sections, places)


def explain_refused(name: str, text: str, message: str, candidates: Sequence[Candidate]) -> str:
    """The `text` called `name`, which was refused with `message`, as an HTML file."""
    layout = lay_out_refused(name, text, candidates)
    places = index_places(text)
    return _write_file(
        layout, [_section("Why", f"<p>{escape_html(message)}</p>"), *_list_candidates(candidates, places)], places
    )


def _write_file(layout: Layout, sections: Sequence[str], places: Places) -> str:
    style, script = (
        files("paperparse.explaining").joinpath(name).read_text("utf-8") for name in ("page.css", "page.js")
    )
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = escape_html(layout.title)
    parts = [
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><h1>{title}</h1>\n<p class="keys" hidden><label>Find a paper <input id="find" type="search"></label> '
        '<label>Go to card <input id="card" type="number" min="1"></label></p>\n'
        f'<ul id="legend">{"".join(_list_looks(layout))}</ul></header>\n<main>\n'
        '<h2 class="unseen">The text</h2>\n<div id="text" dir="auto">',
        *_iter_text(layout, places),
        "</div>\n</main>\n<aside>\n",
        *sections,
        f"</aside>\n<footer>paperparse {paperparse.__version__}</footer>\n",
        f"<script>{script}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def escape_html(text: str) -> str:
    """`text` on one line of HTML, what does not print escaped."""
    return html.escape(escape(" ".join(text.split())))


def _section(name: str, content: str, count: int | None = None) -> str:
    number = "" if count is None else f" ({count:,})"
    return f'<details class="list" open><summary><h2>{name}{number}</h2></summary>{content}</details>\n'


def _section_of_rows(name: str, tag: str, rows: Sequence[str]) -> str:
    """A section with `rows` in lists of `_GROUP`, each an element `tag`."""
    groups = (rows[at : at + _GROUP] for at in range(0, len(rows), _GROUP))
    return _section(name, "".join(f"<{tag}>{''.join(group)}</{tag}>" for group in groups), len(rows))


def _list_looks(layout: Layout) -> Iterator[str]:
    shown = {piece.look for block in layout.blocks for piece in block.pieces}
    for look in _LEGEND:
        if look in shown:
            yield f'<li><mark class="{look}">{_MEANINGS.get(look, look)}</mark></li>'


def _iter_text(layout: Layout, places: Places) -> Iterator[str]:
    is_folded = len(layout.text) > _LARGE
    printings: Counter[int] = Counter()
    for at, block in enumerate(layout.blocks):
        if at % _GROUP == 0:
            yield f"{'</section>' if at else ''}<section>"
        content = "".join(_write_piece(layout, piece, places) for piece in block.pieces)
        if block.paper is None:
            yield content
            continue
        printings[block.paper] += 1
        name = _name_card(block.paper, printings[block.paper])
        yield (
            f'<details class="card" id="{name}"{"" if is_folded else " open"}>'
            f'<summary aria-label="card {block.paper + 1}" data-n="{block.paper + 1}"></summary>{content}</details>'
        )
    yield from (_write_note(note) for note in layout.notes.get(len(layout.text), ()))
    yield "</section>"


def _name_card(paper: int, printing: int = 1) -> str:
    """The name of the card of a paper: it may be printed twice, or in parts."""
    return f"card-{paper + 1}" if printing == 1 else f"card-{paper + 1}-{printing}"


def _write_piece(layout: Layout, piece: Piece, places: Places) -> str:
    parts = []
    for notes, span in cut_at_notes(layout, piece.span):
        parts += [_write_note(note) for note in notes]
        parts.append(_write_lines(span, places))
    content = "".join(parts)
    if not piece.said:
        return f'<span class="{piece.look}">{content}</span>'
    return f'<mark class="{piece.look}" tabindex="0" data-s="{escape_html(piece.said)}">{content}</mark>'


def _write_lines(span: Span, places: Places) -> str:
    """The text at `span` with the number of each line that begins there."""
    text, line_end = places.text, places.line_end
    start, end = span
    number = places.locate(start)[0]
    written = []
    is_beginning = not start or text[start - 1] == line_end
    at = start
    while at < end:
        stop = text.find(line_end, at, end) + 1 or end
        written.append(f'<i data-n="{number}"></i>' * is_beginning + text[at:stop].translate(_KEPT))
        is_beginning = True
        number += 1
        at = stop
    return "".join(written)


def _write_note(note: Note) -> str:
    found = note.found
    shown = "ghost" if note.is_ghost else found.severity
    said = escape_html(f"{found.severity}: {found.code}: {found.message}")
    return f'<a class="note {shown}" href="#{_name_note(note)}" aria-label="{said}" data-s="{said}"></a>'


def _name_note(note: Note) -> str:
    return f"finding-{note.number}"


def _list_papers(page: Page, places: Places) -> Iterator[str]:
    shown = (shorten(paper.title or paper.abstract or paper.summary or "no text", _SHOWN) for paper in page)
    rows = [
        f'<li value="{at + 1}"><a href="#{_name_card(at)}">{escape_html(text)}</a>'
        f"{_tell_line(page[at].source.span, places)}</li>"
        for at, text in enumerate(shown)
    ]
    yield _section_of_rows("Papers", "ol", rows)


def _tell_line(span: Span | None, places: Places) -> str:
    return "" if span is None else f" <small>line {places.locate(span.start)[0]}</small>"


def _list_notes(layout: Layout) -> Iterator[str]:
    """The diagnostics of each severity, the worst first."""
    for severity in _SEVERITIES:
        notes = [note for offset in layout.offsets for note in layout.notes[offset] if note.found.severity == severity]
        rows = [
            f'<li id="{_name_note(note)}"><b>{escape_html(note.found.code)}</b>, line {note.found.line}: '
            f"{escape_html(note.found.message)}<p>{escape_html(explain_note(note))}</p></li>"
            for note in notes
        ]
        if rows:
            yield _section_of_rows(f"{severity.capitalize()}s", "ul", rows)


def _list_unread(layout: Layout, places: Places) -> Iterator[str]:
    pieces = [piece for block in layout.blocks for piece in block.pieces if piece.look == "unparsed"]
    rows = [
        f"<li>{escape_html(shorten(layout.text[slice(*piece.span)], _SHOWN))}{_tell_line(piece.span, places)}</li>"
        for piece in pieces
    ]
    if rows:
        yield _section_of_rows("Not read", "ul", rows)


def _list_conventions(conventions: Sequence[Convention], places: Places) -> Iterator[str]:
    rows = (
        f"<li><b>{escape_html(one.name)}</b>: {escape_html(one.value)}{_list_evidence(one.evidence, places)}</li>"
        for one in conventions
    )
    if conventions:
        yield _section("Decided once for the page", f"<ul>{''.join(rows)}</ul>")


def _list_candidates(candidates: Sequence[Candidate], places: Places) -> Iterator[str]:
    """What each format makes of the text, and what it lacks."""
    rows = (
        f'<tr><th scope="row">{escape_html(one.format)}</th><td>{one.cards:,}</td><td>{one.confidence:.2f}</td>'
        f"<td>{one.needed:.2f}</td>"
        f"<td>{escape_html(', '.join(one.lacks))}{_list_evidence(one.evidence, places)}</td></tr>"
        for one in candidates
    )
    if candidates:
        head = "".join(
            f'<th scope="col">{name}</th>' for name in ("format", "cards", "share", "needed", "lacks; found")
        )
        yield _section("Formats", f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>")


def _list_evidence(evidence: Sequence[Evidence], places: Places) -> str:
    rows = (f"<li>{one.count:,} x {escape_html(one.what)}{_tell_line(one.span, places)}</li>" for one in evidence)
    return f"<ul>{''.join(rows)}</ul>" if evidence else ""
