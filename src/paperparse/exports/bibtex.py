r"""Papers as BibTeX, in UTF-8, for BibTeX, biblatex and reference managers.

Values are plain text: what LaTeX would take for markup is written so that LaTeX prints the characters of the page.
`{\textbackslash}` and its like rather than `\{`, because BibTeX counts each brace, escaped or not, and other readers
count only those that are not. Identifiers and addresses are verbatim, as biblatex and packages for addresses read them.
Entries are of type `misc`: where a paper appeared, pages say in one piece or not at all.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from paperparse.exports.cells import CELLS, make_cells
from paperparse.exports.checking import iter_checked
from paperparse.exports.keys import make_keys
from paperparse.exports.mathematics import iter_parts
from paperparse.exports.names import list_authors, split_name
from paperparse.exports.options import Keys, Math
from paperparse.exports.plain import make_plain
from paperparse.model.paper import Paper, PartialDate
from paperparse.text.space import BLANK

_COMMANDS: Final = str.maketrans(
    {character: rf"\{character}" for character in "$&#_%"}
    | {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        # In the encoding of fonts that LaTeX begins with, these three are other characters.
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
    }
)
# The space ends the name of the command; what is blank behind it would be taken for more of that.
_PARAGRAPH: Final = r"\par "
# LaTeX makes one character of these two, or of the first pair of three.
_LIGATURES: Final = ("--", "''", "``", ",,", "!`", "?`")
# The last of the names where more are left out: styles print it as "et al.".
_OTHERS: Final = "others"
# The names that BibTeX styles and biblatex know.
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Names that BibTeX has for what cells hold: `howpublished` tells how what is neither book nor article appeared.
_RENAMED: Final = {"arxiv_id": "eprint", "journal_ref": "howpublished"}
# Fields that are read as they stand (the manual of biblatex, section 2.2.1), and what would end them or has no place in
# an address.
_VERBATIM: Final = frozenset({"doi", "eprint", "url"})
_UNSAFE: Final = {ord(sign): quote(sign) for sign in ("\\", "{", "}", *filter(str.isspace, BLANK))}
# The names of fields whose values are one text each; what BibTeX has none for keeps its own, an organization first.
_ELSEWHERE: Final = ("title", "authors", "other_authors", "published", "published_year_min", "abstract", "summary")
NAMES: Final = {"abstract": "abstract", "summary": "annote"} | {
    cell: _RENAMED.get(cell, cell)
    for cell in ("organization_name", "organization_handle", *CELLS)
    if cell not in _ELSEWHERE
}


def iter_bibtex(papers: Iterable[Paper], *, math: Math = "escape", keys: Keys = "plain") -> Iterator[bytes]:
    """One entry for each of `papers`, with a blank line between two; no papers are an empty file.

    With `math="keep"`, formulas in titles and abstracts stand as they are printed.

    The fields: "BibTeXing" by Oren Patashnik (1988), and the manual of biblatex, sections 2.2 and 2.3, whose `annote`
    and `day` BibTeX's own styles leave out, as they do the names in lower case with an underscore. `eprint` and what
    belongs to it are those that arXiv asks for (https://info.arxiv.org/help/hypertex/bibstyles/index.html).
    """
    listed = list(iter_checked(papers))
    opening = "@misc"
    for paper, key in zip(listed, make_keys(listed, keys), strict=True):
        fields = "".join(f",\n  {name} = {value}" for name, value in _iter_fields(paper, math))
        yield f"{opening}{{{key}{fields}\n}}\n".encode()
        opening = "\n@misc"


def _iter_fields(paper: Paper, math: Math) -> Iterator[tuple[str, str]]:
    escape_text = escape if math == "escape" else _escape_around_formulas
    authors, has_others = list_authors(paper)
    if authors:
        yield "author", f"{{{' and '.join([*map(_format_name, authors), *[_OTHERS] * has_others])}}}"
    if paper.title is not None:
        # Within a second pair of braces, styles leave capitals as they are.
        yield "title", f"{{{{{escape_text(paper.title)}}}}}"
    if paper.published is not None:
        yield from _iter_date(paper.published)
    cells = make_cells(paper)
    for cell, name in NAMES.items():
        value = cells[cell]
        if value is not None:
            write = escape_address if name in _VERBATIM else escape_text if name == "abstract" else escape
            yield name, f"{{{write(str(value))}}}"
        if value is not None and name == "eprint":
            yield from _iter_archive(paper)


def _iter_archive(paper: Paper) -> Iterator[tuple[str, str]]:
    """What is said of a preprint on arXiv besides its identifier; the class belongs to those of the new style only."""
    yield "archivePrefix", "{arXiv}"
    if paper.categories and "/" not in (paper.arxiv_id or ""):
        yield "primaryClass", f"{{{escape(paper.categories[0])}}}"


def _iter_date(date: PartialDate) -> Iterator[tuple[str, str]]:
    if date.year is not None:
        yield "year", f"{{{date.year}}}"
    yield "month", _MONTHS[date.month - 1]
    yield "day", f"{{{date.day}}}"


def _format_name(name: str) -> str:
    """`name` as BibTeX reads names: `van der Maaten, Laurens`, `King, Jr., Martin`, or one piece in braces.

    Without braces BibTeX would cut it at every comma and every "and", and guess the parts of the rest.
    """
    parts, escaped = split_name(name), escape(name)
    if parts is None or escaped != name:
        return f"{{{escaped}}}"
    return ", ".join(filter(None, (parts.family, parts.suffix, parts.given)))


def escape_address(text: str) -> str:
    """`text`, an address or an identifier, as it stands, with white space, braces and backslashes percent-encoded."""
    return make_plain(text).translate(_UNSAFE)


def _escape_around_formulas(text: str) -> str:
    return "".join(part.text if part.is_formula else escape(part.text) for part in iter_parts(make_plain(text)))


def escape(text: str) -> str:
    r"""`text` as LaTeX prints it, in balanced braces and on one line: a line break is `\par`, a new paragraph.

    Of several spaces all but the first are in braces, or they would be one; so are characters that LaTeX would draw
    together (`--`, `''`).
    """
    lines = make_plain(text).translate(_COMMANDS).replace("  ", " { }").split("\n")
    escaped = _PARAGRAPH.join([lines[0], *(f"{{}}{line}" if line[:1].isspace() else line for line in lines[1:])])
    for pair in _LIGATURES:
        parted = f"{pair[0]}{{}}{pair[1]}"
        # Once more for the second and the third of three.
        escaped = escaped.replace(pair, parted).replace(pair, parted)
    return escaped
