"""The pages in `tests/annotated/<format>.txt`, written down with what must come of every line.

A page stands under `# ` and its name. Each of its lines stands behind a label and a colon: `title`, `summary` and so on
for a field, `broken score` for one that can't be read, `mark` for a card's own furniture, `site` for the site's,
`page title` where that says something of the page, `left over` for what nothing claims; several labels with `+` for
several pieces of one line, and a number behind the label for every paper but the first. The lines that begin with `>`
are the number of complete cards, `headed` where the site's own heading stands above the cards, and the diagnostics as
code, line and column; lines are counted below them.
"""

from typing import Final

import pytest
from samples import FORMATS_BY_NAME, ROOT

import paperparse
from paperparse import Limits, Page, Segment
from paperparse.grammar.look import find_looks
from paperparse.grammar.reader import read_cards
from paperparse.text.lines import split_lines

ANNOTATED: Final = ROOT / "tests" / "annotated"


def load_pages() -> dict[str, list[str]]:
    """The annotated lines of each page, by format and name."""
    pages: dict[str, list[str]] = {}
    for path in sorted(ANNOTATED.glob("*.txt")):
        for part in path.read_text("utf-8").split("# ")[1:]:
            name, *rows = part.strip("\n").split("\n")
            pages[f"{path.stem}: {name}"] = rows
    return pages


def annotate(text: str, format: str) -> list[str]:
    page = paperparse.loads(text, format=format)
    lines = split_lines(text, Limits())
    reading = read_cards(FORMATS_BY_NAME[format], lines, find_looks(lines.values))
    rows = [f"> {sum(card.is_proven for card in reading.cards)} complete"]
    rows += ["> headed"] * (reading.heading is not None)
    rows += [f"> {found.code} {found.line}:{found.column}" for found in page.diagnostics]
    return rows + annotate_lines(page)


def annotate_lines(page: Page) -> list[str]:
    rows = []
    start = 0
    for line in page.text.split("\n"):
        end = start + len(line)
        pieces = [piece for piece in page.segments if piece.span.start < end and start < piece.span.end]
        rows.append(f"{'+'.join(label(piece) for piece in pieces if piece.kind != 'blank')}: {line}")
        start = end + 1
    return rows


def label(segment: Segment) -> str:
    name = str(segment.field)
    if segment.kind == "unparsed":
        name = f"broken {name}" if segment.field else "left over"
    elif segment.kind == "furniture" and segment.paper is None:
        name = f"page {name}" if segment.field else "site"
    elif segment.kind == "furniture":
        name = "mark"
    return f"{name} {segment.paper}" if segment.paper else name


PAGES: Final = load_pages()


@pytest.mark.parametrize("name", PAGES)
def test_every_line_of_the_page(name: str) -> None:
    format, rows = name.partition(": ")[0], PAGES[name]
    text = "\n".join(row.partition(": ")[2] for row in rows if not row.startswith("> "))
    assert annotate(text, format) == rows
