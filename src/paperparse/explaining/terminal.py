"""A text and what became of it for a terminal: each line with its number and what it is, perhaps in colour."""

from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from typing import Any, Final, NamedTuple

from paperparse.errors import escape
from paperparse.explaining.layout import Block, Layout, cut_at_notes, lay_out_page
from paperparse.model.page import Page
from paperparse.text.places import Places, index_places

_STYLES: Final = {
    "title": "bold blue",
    "abstract": "cyan",
    "summary": "green",
    "names": "yellow",
    "count": "magenta",
    "date": "bright_magenta",
    "text": "bright_blue",
    "furniture": "dim",
    "place": "dim italic",
    "markup": "dim",
    "unparsed": "bold red",
    "evidence": "reverse",
    "error": "bold red",
    "warning": "bold yellow",
    "note": "cyan",
}
_WIDTH: Final = 100
# What stands beside a value on its line says less.
_SITE: Final = "furniture"


class _Row(NamedTuple):
    """A line, or the part of it that stands in a block: its number, what it is, and its parts with their looks.

    A finding is a row without a number.
    """

    number: int | None
    label: str
    parts: list[tuple[str, str]]


def explain_page(page: Page, *, color: bool = False, width: int = _WIDTH) -> str:
    """`page` as lines that are wrapped at `width` columns, with escapes for colours if `color`.

    Raises `ModuleNotFoundError` without rich.
    """
    return explain(lay_out_page(page), color=color, width=width)


def explain(layout: Layout, *, color: bool = False, width: int = _WIDTH) -> str:
    """`layout` as `explain_page` has a page."""
    console, table, text = (_load(f"rich.{name.lower()}", name) for name in ("Console", "Table", "Text"))
    shown = StringIO()
    screen = console(
        file=shown, width=width, force_terminal=color, color_system="standard" if color else None, legacy_windows=False
    )
    screen.print(text(layout.title, style="bold"))
    places = index_places(layout.text)
    columns = len(str(places.locate(len(layout.text))[0]))
    for block in layout.blocks:
        if block.paper is not None:
            screen.rule(text(f"card {block.paper + 1}"), align="left", style="dim")
        grid = table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", min_width=columns, no_wrap=True, style="dim")
        grid.add_column(min_width=len(_SITE), no_wrap=True, style="dim")
        grid.add_column(overflow="fold")
        for row in _iter_rows(layout, block, places):
            number = "" if row.number is None else str(row.number)
            grid.add_row(number, row.label, text.assemble(*((said, _STYLES.get(look, "")) for said, look in row.parts)))
        screen.print(grid)
    return "".join(f"{line.rstrip()}\n" for line in shown.getvalue().splitlines())


def _load(module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        message = "to explain a page on a terminal needs rich: pip install 'paperparse[rich]'; HTML needs nothing"
        raise ModuleNotFoundError(message, name="rich") from error


def _iter_rows(layout: Layout, block: Block, places: Places) -> Iterator[_Row]:
    """The lines of `block` that are not blank, each below what is found there."""
    text, line_end = layout.text, places.line_end
    parts: list[tuple[str, str]] = []
    label = ""
    number = places.locate(block.pieces[0].span.start)[0]
    for piece in block.pieces:
        for notes, span in cut_at_notes(layout, piece.span):
            for note in notes:
                said = f"{note.found.severity}: {note.found.code}: {note.found.message}"
                yield _Row(None, "", [(escape(said), note.found.severity)])
            lines = text[slice(*span)].split(line_end)
            for at, line in enumerate(lines):
                if at:
                    if label:
                        yield _Row(number, label, parts)
                    parts, label, number = [], "", number + 1
                if line.strip() and (not label or label == _SITE):
                    label = piece.label
                parts.append((escape(line.removesuffix("\r")), piece.look))
    if label:
        yield _Row(number, label, parts)
