"""Families of inputs for the measurement of growth: each makes texts of one kind and of any size.

Most are made from what the formats themselves declare (their marks) and from the seed of each, so that a new format
is attacked without a line here. The texts of one family differ in size only: but for whole seeds, what is
repeated is smaller than the smallest size, so that growth shows the library and not the mixture.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

import attrs

import paperparse
from paperparse import Limits, Page, Paper, Span
from paperparse.formats import FORMATS
from paperparse.grammar.printing import list_marks, print_page, project_paper
from paperparse.grammar.table import Format
from paperparse.model.sections import HEADINGS

SEEDS: Final = Path(__file__).parents[2] / "seeds"
_CASES: Final = Path(__file__).parents[1] / "cases"

_ENDLESS: Final = 1 << 60
# No text may be refused for its size: a refusal costs next to nothing. Numbers are as long as `int` takes them.
UNLIMITED: Final = Limits(
    bytes=_ENDLESS, line_length=_ENDLESS, cards=_ENDLESS, authors=_ENDLESS, digits=4_300, diagnostics=_ENDLESS
)
# Above this many findings, those kept are sorted and thinned out now and then.
_FEW_FINDINGS: Final = attrs.evolve(UNLIMITED, diagnostics=100)

TITLE: Final = "Learning to Read the Lists of Papers\n"
PROSE: Final = (
    "We present a parser for the pages that list research papers, and we measure how the time that it takes grows "
    "with the length of the page, which is linear.\n"
)
_WRAPPED: Final = (
    "We present a parser for the pages that list research papers, and we measure\n"
    "how the time that it takes grows with the length of the page, which on our\n"
    "machine is linear.\n"
)
WORDS: Final = PROSE.replace("\n", " ")
_URL: Final = "https://example.org/"
# An excerpt of a seed is repeated: the smallest text measured holds it at least once.
_LONGEST_EXCERPT: Final = 4000
_PAPERS_ON_A_PAGE: Final = 20
_LONGEST_SHOWN: Final = 20

# What a text is full of, whatever a format makes of it.
_TEXTS: Final = {
    "letters": "a",
    "letters between spaces": "a ",
    "words": WORDS,
    "digits": "9",
    "digits by threes": "999,",
    "spaces": " ",
    "tabs": "\t",
    "no-break spaces": "\xa0",
    "zero-width spaces": "\u200b",
    "byte-order marks": "\ufeff",
    "NULs": "\0",
    "line feeds": "\n",
    "carriage returns": "\r",
    "CRLF": "\r\n",
    "line feeds between spaces": " \n",
    "form feeds": "\f",
    "next lines": "\x85",
    "letters between line separators": "a\u2028",
    "letters between carriage returns": "a\r",
    "commas": ",",
    "full stops": ".",
    "abbreviations": "A. ",
    "hyphens": "-",
    "letters between hyphens": "a-",
    "quotation marks": "\"'",
    "opening brackets": "([{",
    "closing brackets": ")]}",
    "dollars": "$x",
    "names": "Ada Lovelace, ",
    "suffixes of names": "Jr., ",
    "labels": "Home | ",
    "URLs": f"{_URL} ",
    "schemes": "https://",
    "tiny lines": "x\n",
    "tiny lines with CRLF": "x\r\n",
    "indented lines": "      x      \n",
    "empty and tiny lines": "\n\nx\n",
    "lines of digits": "12\n",
    "titles": TITLE,
    "prose": PROSE,
    "titles over prose": TITLE + PROSE,
    "wrapped prose": _WRAPPED,
    "titles over wrapped prose": TITLE + _WRAPPED,
    "tiny and long lines": "x\n" + 4 * WORDS + "\n",
    "lists of names": "Ada Lovelace, Alan Turing\n",
    "lists of names over prose": "Ada Lovelace, Alan Turing\n" + PROSE,
    "lines of labels": "Home\nSign in\n",
    "copyrights": "© 2024\n",
    "notices": "We use cookies to make this page better, as our cookie policy says.\n",
    "items of a list": "1. x\n",
    "headings of an abstract": "Methods\nKeywords: parsers\n",
    "wide letters": "漢",
    "wide lines": "漢字\n",
    "emoji": "📉\n",
    "combining marks": "e\u0301",
    "lone surrogates": "\ud800",
}
# What one field of a card is full of.
_FILLINGS: Final = ("letters between spaces", "digits", "spaces", "names", "tiny lines", "titles over prose")
# Texts in which links are looked for.
_LINKS: Final = {
    "URLs": f"{_URL} ",
    "one URL": "a",
    "schemes": "https://",
    "halves of schemes": "http:/",
    "opening brackets": "(",
    "closing brackets": ")",
    "pairs of brackets": "()",
    "pairs of brackets, turned": ")(",
    "brackets of two kinds": "([)]",
    "punctuation": ".,;:!?'\"",
    "short URLs in brackets": f"({_URL})",
}


class Family(NamedTuple):
    """Texts of one kind: `make` gives the one whose repeated part has so many characters, or bears a fixed ratio to it.

    What stands around that part stays as it is, so that time that grows linearly never grows faster than the size.
    `format` is the format that it is about, if it is about one; `limits` are wide enough for all work to be done.
    """

    name: str
    make: Callable[[int], str | bytes]
    format: str | None = None
    limits: Limits = UNLIMITED


def list_families() -> list[Family]:
    """All families, each under a name of its own."""
    families = [Family(f"text: {name}", partial(repeat, unit)) for name, unit in _TEXTS.items()]
    # Whether a sentence goes on is asked of the line below it.
    unfinished = _WRAPPED.partition("\n")[0] + "\n"
    families += [
        Family(f"text: {name} below an unfinished sentence", partial(repeat, unit, before=unfinished))
        for name, unit in _TEXTS.items()
        if "\n" not in unit
    ]
    families += _iter_marks()
    for form in FORMATS:
        families += _iter_pages(form)
        families += _iter_damaged(form)
        families += _iter_filled(form)
    families += _iter_mixed_pages()
    families += _iter_links()
    families += _iter_sections()
    families += _iter_bytes()
    names = [family.name for family in families]
    assert len(set(names)) == len(names), "two families have one name"
    return families


@cache
def _load_seeds() -> dict[str, Page]:
    paths = (*sorted(SEEDS.glob("*.txt")), *sorted(_CASES.glob("*/sample/page.txt")))
    return {page.format: page for page in map(paperparse.load, paths)}


def load_seed(form: Format) -> Page:
    """The seed of a format, or for a format without one the page of its case `sample`."""
    return _load_seeds()[form.name]


def repeat(unit: str, size: int, *, before: str = "", after: str = "") -> str:
    """`size` characters of `unit` again and again, between `before` and `after`."""
    return before + (unit * (size // len(unit) + 1))[:size] + after


def _iter_marks() -> Iterator[Family]:
    """Each mark of each format where it does not belong."""
    marks = list(dict.fromkeys(mark for form in FORMATS for mark in list_marks(form)))
    told: set[str] = set()
    for form in FORMATS:
        # What several formats of one site print is measured with the first of them.
        for mark in dict.fromkeys(mark for mark in list_marks(form) if mark not in told):
            told.add(mark)
            makers: dict[str, Callable[[int], str]] = {
                "on lines": partial(repeat, f"{mark}\n"),
                "on one line": partial(repeat, mark),
                "unclosed, prose": partial(repeat, PROSE, before=f"{mark}\n"),
                "unclosed, one line": partial(repeat, WORDS, before=mark),
                "with prose": partial(repeat, f"{mark}\n{PROSE}"),
                "with titles": partial(repeat, f"{mark}\n{TITLE}"),
                "by turns with every mark": partial(repeat, "".join(f"{mark}\n{other}\n" for other in marks)),
            }
            for how, make in makers.items():
                yield Family(f"mark: {form.name} '{mark}' {how}", make, form.name)


def excerpt(page: Page) -> tuple[str, list[Paper]]:
    """What stands above the first card of `page`, and its first cards, few enough to be repeated often."""
    first = _extent(page[0]).start
    papers = [paper for paper in page if _extent(paper).end - first <= _LONGEST_EXCERPT]
    return page.text[:first], papers or [page[0]]


def _extent(paper: Paper) -> Span:
    assert paper.source.span is not None
    return paper.source.span


def cut(page: Page, papers: list[Paper]) -> str:
    return page.text[_extent(papers[0]).start : _extent(papers[-1]).end]


def _iter_pages(form: Format) -> Iterator[Family]:
    """Pages as they should be: the seed again and again, its cards under one heading, and new pages."""
    page = load_seed(form)
    above, papers = excerpt(page)
    cards = cut(page, papers)
    # Two or more, in all sizes: one alone is a page as its site prints it, and takes another way.
    seed = page.text.rstrip() + "\n\n"
    yield Family(f"page: {form.name} seeds", partial(repeat, seed, before=seed), form.name)
    yield Family(f"page: {form.name} excerpts", partial(repeat, f"{above}{cards}\n\n"), form.name)
    yield Family(f"page: {form.name} cards", partial(repeat, f"{cards}\n\n", before=above), form.name)
    yield Family(f"page: {form.name} cards on lines", partial(repeat, _join_lines(cards), before=above), form.name)
    crlf = f"{cards}\n\n".replace("\n", "\r\n")
    yield Family(f"page: {form.name} cards with CRLF", partial(repeat, crlf, before=above), form.name)
    yield Family(f"page: {form.name} rendered", partial(render_page, form), form.name)


def _join_lines(text: str) -> str:
    return "".join(f"{line}\n" for line in text.splitlines() if line.strip())


@cache
def _mix_papers() -> list[Paper]:
    """Papers with every field that any format prints, from the seeds of all."""
    pages = [load_seed(form) for form in FORMATS]
    names = [attribute.name for attribute in attrs.fields(Paper) if attribute.eq]
    values = {name: [value for page in pages for paper in page if (value := getattr(paper, name))] for name in names}
    return [
        Paper(**{name: found[at % len(found)] for name, found in values.items() if found})
        for at in range(_PAPERS_ON_A_PAGE)
    ]


def render_page(form: Format, size: int) -> str:
    """A page of `form`, of about `size` characters."""
    papers = [project_paper(form, paper) for paper in _mix_papers()]
    info = load_seed(form).info
    count = max(len(papers) * size // len(print_page(form, papers, info)), 1)
    return print_page(form, [papers[at % len(papers)] for at in range(count)], info)


def _iter_damaged(form: Format) -> Iterator[Family]:
    """The cards of a seed, each without the same one of its pieces, or with it broken."""
    page = load_seed(form)
    above, papers = excerpt(page)
    start, end = _extent(papers[0]).start, _extent(papers[-1]).end
    pieces: dict[str, list[Span]] = {}
    for segment in page.segments:
        if segment.paper is not None and segment.span.end <= end:
            mark = page.text[slice(*segment.span)]
            name = segment.field or (f"'{mark}'" if len(mark) <= _LONGEST_SHOWN else "a mark")
            pieces.setdefault(name, []).append(segment.span)
    for name, spans in pieces.items():
        for how, instead in (("without", ""), ("with broken", "?")):
            text, at = "", start
            for span in spans:
                text += page.text[at : span.start] + instead
                at = span.end
            unit = f"{text}{page.text[at:end]}\n\n"
            yield Family(f"damage: {form.name} {how} {name}", partial(repeat, unit, before=above), form.name)
    unit = f"{cut(page, papers)}\n\n"[:-1] + "x\n"
    few = partial(repeat, unit, before=above)
    yield Family(f"damage: {form.name} with foreign lines, few findings kept", few, form.name, _FEW_FINDINGS)


def _iter_filled(form: Format) -> Iterator[Family]:
    """One card, a field of which is endless."""
    for name in dict.fromkeys(name for paper in load_seed(form) for name in paper.spans):
        for filling in _FILLINGS:
            make = _fill_field(form, name, _TEXTS[filling])
            yield Family(f"field: {form.name} {name} full of {filling}", make, form.name)


def _fill_field(form: Format, name: str, unit: str, opening: str = "") -> Callable[[int], str]:
    """Pages of one card whose field `name` is `opening` and then `unit` again and again."""
    page = load_seed(form)
    paper = next(paper for paper in page if name in paper.spans)
    card, value = _extent(paper), paper.spans[name]
    before = page.text[: _extent(page[0]).start] + page.text[card.start : value.start] + opening
    return partial(repeat, unit, before=before, after=f"{page.text[value.end : card.end]}\n")


def _iter_mixed_pages() -> Iterator[Family]:
    """Pages that hold cards of two formats by turns, and of all."""
    cards = {}
    for form in FORMATS:
        above, papers = excerpt(load_seed(form))
        cards[form.name] = above, f"{cut(load_seed(form), papers[:1])}\n\n"
    for (one, (above, card)), (other, (_, other_card)) in combinations(cards.items(), 2):
        yield Family(f"mixed: {one} and {other}", partial(repeat, card + other_card, before=above), one)
    yield Family("mixed: all formats", partial(repeat, "".join(card for _, card in cards.values())))
    yield Family("mixed: all headings", partial(repeat, "".join(f"{above}\n" for above, _ in cards.values())))


def _find_form(field: str) -> Format:
    """A format whose cards have `field`."""
    return next(form for form in FORMATS if field in load_seed(form)[0].spans)


def _iter_links() -> Iterator[Family]:
    """Running text that is hard to tell links in."""
    form = _find_form("abstract")
    for name, unit in _LINKS.items():
        yield Family(f"links: {name}", _fill_field(form, "abstract", unit, f"{WORDS}{_URL}"), form.name)
    yield Family("links: nested brackets", partial(_nest, form), form.name)


def _nest(form: Format, size: int) -> str:
    half = size // 2
    return _fill_field(form, "abstract", ")", f"{WORDS}{_URL}{'(' * half}")(size)


def _iter_sections() -> Iterator[Family]:
    """Summaries that consist of headings."""
    form = _find_form("summary")
    units = {
        **{f"'{heading}'": f"{heading} " for heading in HEADINGS},
        **{f"'{heading}', glued": heading for heading in HEADINGS},
        "all": " ".join(HEADINGS) + " ",
        "all, the last first": " ".join(reversed(HEADINGS)) + " ",
        "halves": " ".join(heading[:-1] for heading in HEADINGS) + " ",
    }
    for name, unit in units.items():
        yield Family(f"sections: {name}", _fill_field(form, "summary", unit, "Overview "), form.name)


def _iter_bytes() -> Iterator[Family]:
    """Bytes: well-formed ones, and broken ones whose broken byte is the last."""
    yield Family("bytes: wide lines", partial(_encode, "漢字\n", "utf-8", b""))
    yield Family("bytes: UTF-8 with mark", partial(_encode, TITLE + PROSE, "utf-8-sig", b""))
    yield Family("bytes: UTF-16", partial(_encode, TITLE + PROSE, "utf-16", b""))
    yield Family("bytes: UTF-32", partial(_encode, TITLE + PROSE, "utf-32", b""))
    yield Family("bytes: broken at the end", partial(_encode, "漢字\n", "utf-8", b"\xff"))
    yield Family("bytes: UTF-16 broken at the end", partial(_encode, "漢字\n", "utf-16", b"\0\xd8"))
    yield Family("bytes: broken throughout", partial(_repeat_byte, b"\xff"))
    yield Family("bytes: NULs", partial(_repeat_byte, b"\0"))


def _encode(unit: str, encoding: str, ending: bytes, size: int) -> bytes:
    return repeat(unit, size).encode(encoding) + ending


def _repeat_byte(unit: bytes, size: int) -> bytes:
    return unit * size
