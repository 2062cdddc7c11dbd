"""The tables of docs/ that list fields and codes, written from the package, and the documents of `written_pages`.

Run: `python tests/written_docs.py` writes them into the documents; `test_fields.py` compares. A table begins with its
two first lines, and ends at the first line that is none of it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import fill
from typing import Any, Final, get_args, get_origin, get_type_hints

from written_pages import ORDER, PAGES

from paperparse.choosing.elsewhere import KINDS
from paperparse.codes import CODES
from paperparse.exports import bibtex, csl, csv, ris, tables
from paperparse.exports.cells import CELLS
from paperparse.formats import FORMATS
from paperparse.grammar.printing import project_info, project_paper
from paperparse.model.fields import Field, Kind, Merging
from paperparse.model.page import INFO_FIELDS, Page, PageInfo
from paperparse.model.paper import FIELDS, Organization, Paper, PartialDate

DOCS: Final = Path(__file__).parent.parent / "docs"
_WIDTH: Final = 120
VALUES: Final[dict[Kind, Any]] = {
    "text": "A text",
    "names": ("A Name",),
    "codes": ("cs.CL", "cs.LG"),
    "count": 1,
    "date": PartialDate(2015, 6, 9),
    "organization": Organization("handle", "Name"),
}
_SAID_BY_MOST: Final = (
    "of those that are not cut, what most cards say; of titles, that of which most others are a slip; then in mixed "
    "case, with more signs, longer"
)
_MOST_NAMES: Final = "the longest list; then the fullest names, with the fewest signs that belong in none"
_IDENTIFIER: Final = "of those that have the form of one, what most cards say; then the longest"
_EARLIEST: Final = "the earliest full date; else the earliest in the year"
_MERGED: Final[dict[Merging, str]] = {
    "title": _SAID_BY_MOST,
    "abstract": _SAID_BY_MOST,
    "authors": _MOST_NAMES,
    "other_authors": "that of the list of authors; the longest",
    "author_count": "the number of the names, if a page prints it; else what most cards say; then the larger",
    "published": _EARLIEST,
    "arxiv_id": _IDENTIFIER,
    "doi": _IDENTIFIER,
    "text": "the longest",
    "names": _MOST_NAMES,
    "codes": "the longest list",
    "growing": "the largest, for they grow",
    "date": _EARLIEST,
    "organization": "one with a name",
}
# What is in the columns of a field of CSV, in their order, and where those of a table are null.
_CELLS: Final[dict[Kind, tuple[str, ...]]] = {
    "text": ("the text; a summary is never put in the place of an abstract",),
    "names": ("the names with `; ` between them; a `;` within a name is doubled",),
    "codes": ("the codes with `; ` between them",),
    "count": ("the number",),
    "date": (
        "`2015-06-09`, or `--06-09` where the page prints no year",
        "the earliest year that the page allows for a date without one",
    ),
    "organization": ("the parts of the organization",) * 2,
}
_NULL: Final = "where the page prints none"
_NULLS: Final[dict[Kind, tuple[str, ...]]] = {
    "text": (_NULL,),
    "names": ("never: an empty list",),
    "codes": ("never: an empty list",),
    "count": (_NULL,),
    "date": (f"{_NULL}, or no year", f"{_NULL}; also year and year_min alone. Only in files, or with `parts=True`"),
    "organization": (f"{_NULL}; also the name alone",),
}
_SOURCE_CELLS: Final = {
    **dict.fromkeys(
        ("source_page", "source_format", "source_position", "source_line"),
        "where the paper stands; position counts from 0, line from 1",
    ),
    **dict.fromkeys(
        ("source_start", "source_end"),
        "the card's first offset into the page's text, and the one after its last",
    ),
}
_SOURCE_NULLS: Final = {
    "source_page": "for text from memory",
    "source_format": "for papers made by hand",
    "source_position": "the same; 0 is the first",
    "source_line": "the same; 1 is the first",
    "source_span": "the same",
}
_RULE: Final = re.compile(r"\|( --- \|)+")


def _quote(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _group(texts: Iterable[tuple[str, str]]) -> list[str]:
    """A row for each text, with the names that have it."""
    grouped: dict[str, list[str]] = {}
    for name, text in texts:
        grouped.setdefault(text, []).append(name)
    return [f"| {_quote(names)} | {text} |" for text, names in grouped.items()]


def _list_meanings(owner: type, declared: Mapping[str, Field]) -> Iterator[str]:
    hints = get_type_hints(owner)
    for name, field in declared.items():
        hint = hints[name] if get_origin(hints[name]) is tuple else get_args(hints[name])[0]
        kind = hint.__name__ if isinstance(hint, type) and not get_args(hint) else str(hint)
        yield f"| `{name}` | `{kind}` | {field.meaning} |"


def _list_printed(old: list[str]) -> Iterator[str]:
    """What each format prints: `yes`, or what stood there before."""
    known = {row.split("|")[1].strip(): [cell.strip() for cell in row.split("|")[2:-1]] for row in old}
    info = PageInfo(**{name: VALUES[field.kind] for name, field in INFO_FIELDS.items()})
    forms = sorted(FORMATS, key=lambda form: ORDER.index(form.name))
    for name, field in FIELDS.items():
        paper = Paper(**{name: VALUES[field.kind]})
        notes = known.get(f"`{name}`", [])
        # Of a new format nothing stood there.
        notes += [""] * (len(forms) - len(notes))
        kept = [project_paper(form, paper) == paper for form in forms]
        yield _make_row([f"`{name}`", *((note or "yes") if has else "" for note, has in zip(notes, kept, strict=True))])
    said = [project_info(form, info) for form in forms]
    yield _make_row(["page info", *(_quote(name for name in INFO_FIELDS if getattr(one, name)) for one in said)])


def _make_row(cells: Iterable[str]) -> str:
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


def _list_places(old: list[str]) -> Iterator[str]:
    """Where fields go, by hand where bibliographies have a place for them."""
    yield from (row for row in old[:-1] if "`custom." not in row)
    for cell, entry in bibtex.NAMES.items():
        name = CELLS[cell]
        if name in csl.CUSTOM:
            path = cell.replace(f"{name}_", f"{name}.", 1) if cell != name else name
            tag = f"`{ris.TAGS[cell]}`" if cell in ris.TAGS else "left out"
            yield _make_row([f"`{path}`", f"`custom.{path}`", f"`{entry}`", tag])
    yield old[-1]


def _list_columns() -> Iterator[str]:
    page = Page((), "daily_feed", "")
    kinds = (
        {field.name: str(field.type) for field in page.to_arrow(parts=True).schema},
        {str(name): str(kind) for name, kind in page.to_pandas(parts=True).dtypes.items()},
        {name: str(kind) for name, kind in page.to_polars(parts=True).schema.items()},
    )
    nulls = [null for field in FIELDS.values() for null in _NULLS[field.kind]] + list(_SOURCE_NULLS.values())
    nulls.insert(tables.COLUMNS.index("year"), "where the page prints no date, or no year")
    for name, null in zip(tables.COLUMNS, nulls, strict=True):
        types = (of[name].replace("[pyarrow]", "").replace("[day]", "") for of in kinds)
        yield f"| `{name}` | {' | '.join(f'`{kind}`' for kind in types)} | {null} |"


def _list_cells() -> list[str]:
    texts = [text for field in FIELDS.values() for text in _CELLS[field.kind]] + list(_SOURCE_CELLS.values())
    return _group(zip(csv.COLUMNS, texts, strict=True))


# The tables of a document by the first of their lines, and what makes their rows from those that are there.
_TABLES: Final[dict[str, dict[str, Callable[[list[str]], Iterable[str]]]]] = {
    "formats.md": {
        _make_row(["field", *ORDER]): _list_printed,
        "| field | type | meaning |": lambda _old: _list_meanings(Paper, FIELDS),
        "| page info | type | meaning |": lambda _old: _list_meanings(PageInfo, INFO_FIELDS),
    },
    "exports.md": {
        "| field | CSL-JSON | BibTeX | RIS |": _list_places,
        "| column | what it holds |": lambda _old: _list_cells(),
        "| column | pyarrow, Parquet | pandas | polars | null |": lambda _old: _list_columns(),
    },
    "merging.md": {
        "| field | of several values |": lambda _old: _group(
            (name, _MERGED[field.merging]) for name, field in FIELDS.items()
        ),
    },
    "diagnostics.md": {
        "| what the text is | what to do |": lambda _old: [
            f"| {kind.what.format('…')} | {kind.advice} |" for kind in KINDS
        ],
        "| code | severity | meaning |": lambda _old: [
            f"| [`{code.name}`](#{code.name}) | {code.severity} | {code.meaning} |" for code in CODES.values()
        ],
    },
}
NAMES: Final = (*_TABLES, *PAGES)


def write_tables(name: str, text: str) -> str:
    """`text`, the document `name`, with its tables as they should be."""
    if name in PAGES:
        return PAGES[name]()
    for heading, make_rows in _TABLES[name].items():
        lines = text.split("\n")
        start = lines.index(heading) + 1
        assert _RULE.fullmatch(lines[start]), heading
        end = next(at for at in range(start + 1, len(lines)) if not lines[at].startswith("|"))
        text = "\n".join([*lines[: start + 1], *make_rows(lines[start + 1 : end]), *lines[end:]])
    return "".join([text.partition("\n### ")[0], *_explain_codes()]) if name == "diagnostics.md" else text


def _explain_codes() -> Iterator[str]:
    for code in CODES.values():
        said = f"{code.severity}: {code.meaning}. {code.advice}"
        yield f"\n### {code.name}\n\n{fill(said, _WIDTH, break_long_words=False, break_on_hyphens=False)}\n"


if __name__ == "__main__":
    for document in NAMES:
        path = DOCS / document
        path.write_text(write_tables(document, path.read_text("utf-8")), "utf-8")
