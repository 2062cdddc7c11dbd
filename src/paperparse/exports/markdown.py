"""Papers as a reading list for people, in Markdown (CommonMark 0.31.2).

Whatever a record holds is shown as it stands, and forms nothing: no link, no image, no HTML, no heading, no list.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from paperparse.exports.checking import iter_checked
from paperparse.exports.listing import list_facts, shorten
from paperparse.exports.names import print_authors
from paperparse.model.identifiers import ARXIV_ID, DOI
from paperparse.model.paper import Paper

_HEADING: Final = "# Reading list\n"
_NOTHING: Final = "\nNo papers.\n"
_UNTITLED: Final = "Untitled"
_LONGEST_HEADING: Final = 100
_SUMMARY: Final = "**Summary, not the authors' abstract:**"
# A backslash takes the meaning from any ASCII punctuation (section 2.4). These can mean something in the middle of a
# line: code, emphasis, links, HTML, character references, the end of a heading, and in other dialects tables, deleted
# text and formulas.
_SPECIAL: Final = {ord(character): f"\\{character}" for character in "\\`*_[]<>&#~|$"} | {
    # Markdown has no form for a NUL (section 2.3), Unicode a symbol that shows it; and a terminal obeys the others.
    **{code: chr(0x2400 + code) for code in range(32) if not chr(code).isspace()},
    127: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    # What turns the direction of all that follows; marks of direction turn nothing.
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"),
}
# These mean something at the beginning of a line: lists, underlines of headings, definitions. What _SPECIAL has and
# the numbers of lists are taken care of already.
_FIRST: Final = ("-", "+", "=", ":")
_AFTER_NUMBER: Final = (".", ")")
_DIGITS: Final = "0123456789"
# GitHub makes links of these by itself, up to the first character that can't be part of one.
_LINK_BEGINNINGS: Final = (("://", r"\://"), ("www.", r"www\."))
# What a title is linked to: an address of the web, never a script or a place on the reader's own machine.
_ADDRESS: Final = re.compile(r"https?+://[^\s/?#][^\s]*+", re.IGNORECASE)
_ARXIV_ID: Final = re.compile(ARXIV_ID.pattern)
_DOI: Final = re.compile(DOI.pattern)
# What stands in an address as it is (RFC 3986, section 2, and the percent sign); all else is percent-encoded.
_IN_ADDRESS: Final = "%:/?#[]@!$&'()*+,;=-._~"
_SPECIAL_IN_ADDRESS: Final = _SPECIAL | {ord(character): f"\\{character}" for character in "()"}


def iter_markdown(papers: Iterable[Paper]) -> Iterator[bytes]:
    """`papers` as Markdown in UTF-8: a heading, then each paper as soon as it is known.

    A paper is a heading with its number and its title, else the beginning of its abstract, else "Untitled", which is
    a link if the page says to where or the paper has an identifier; then authors, a line with date, organization and
    counts, one with where the paper appeared, the authors' comments, identifiers, categories and the code, the
    abstract, and as a quotation, with a word on what it is, the summary. Each line of a text is a paragraph of its own.
    `Paper.source` and `Paper.spans` are left out.

    Raises `RenderError` for a paper that is no record, and `TypeError` for what is no paper.
    """
    yield _HEADING.encode()
    number = 0
    for number, paper in enumerate(iter_checked(papers), start=1):
        yield "".join(f"\n{block}\n" for block in _iter_blocks(paper, number)).encode()
    if not number:
        yield _NOTHING.encode()


def _iter_blocks(paper: Paper, number: int) -> Iterator[str]:
    title = _put_on_a_line(paper.title) if paper.title else shorten(paper.abstract or _UNTITLED, _LONGEST_HEADING)
    address = _find_address(paper)
    yield f"## {number}. {_escape(title)}" if address is None else f"## {number}. [{_escape(title)}]({address})"
    authors = print_authors(paper)
    if authors:
        yield _escape_line(_put_on_a_line(authors))
    facts = list_facts(paper)
    if facts:
        yield _escape_line(_put_on_a_line(" · ".join(facts)))
    places = _list_places(paper)
    if places:
        yield _escape_line(_put_on_a_line(" · ".join(places)))
    if paper.abstract:
        yield from _iter_paragraphs(paper.abstract)
    if paper.summary:
        yield "\n>\n".join(f"> {paragraph}" for paragraph in (_SUMMARY, *_iter_paragraphs(paper.summary)))


def _find_address(paper: Paper) -> str | None:
    """The address of `paper`, as it stands in a link: as printed, else that of arXiv, else that of its DOI."""
    if _is_linked(paper):
        address = paper.url or ""
    elif paper.arxiv_id and _ARXIV_ID.fullmatch(paper.arxiv_id):
        address = f"https://arxiv.org/abs/{paper.arxiv_id}"
    elif paper.doi and _DOI.fullmatch(paper.doi):
        address = f"https://doi.org/{quote(paper.doi)}"
    else:
        return None
    return quote(address, safe=_IN_ADDRESS).translate(_SPECIAL_IN_ADDRESS)


def _is_linked(paper: Paper) -> bool:
    """Whether the address that the page prints is one that a title may be linked to."""
    return paper.url is not None and _ADDRESS.fullmatch(paper.url) is not None


def _list_places(paper: Paper) -> list[str]:
    """Where `paper` appeared and is to be found, for people."""
    places = (
        paper.journal_ref,
        paper.note,
        paper.arxiv_id and f"arXiv:{paper.arxiv_id}",
        paper.doi and f"doi:{paper.doi}",
        " ".join(paper.categories),
        paper.submitted_by and f"submitted by {paper.submitted_by}",
        paper.code_url,
        None if _is_linked(paper) else paper.url,
    )
    return [place for place in places if place]


def _iter_paragraphs(text: str) -> Iterator[str]:
    """The non-blank lines of `text`, each as a paragraph."""
    for line in text.splitlines():
        # White space at the beginning would make code of it, at the end a line break (sections 4.4 and 6.7).
        stripped = line.strip()
        if stripped:
            yield _escape_line(stripped)


def _put_on_a_line(text: str) -> str:
    return " ".join(text.split())


def _escape_line(line: str) -> str:
    """`line`, which begins with something else than white space, as a paragraph that shows it as it is."""
    escaped = _escape(line)
    if escaped.startswith(_FIRST):
        return f"\\{escaped}"
    number = line[: len(line) - len(line.lstrip(_DIGITS))]
    rest = escaped[len(number) :]
    return f"{number}\\{rest}" if number and rest.startswith(_AFTER_NUMBER) else escaped


def _escape(line: str) -> str:
    """`line` as Markdown that shows it as it is, in the middle of a line."""
    escaped = line.translate(_SPECIAL)
    for beginning, replacement in _LINK_BEGINNINGS:
        escaped = escaped.replace(beginning, replacement)
    return escaped
