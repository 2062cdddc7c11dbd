"""Papers as a reading list in Markdown: a renderer shows the texts as they stand, and makes nothing of them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import pytest
from hostile_records import MARKUP, hostile_papers
from markdown_it import MarkdownIt
from markdown_it.token import Token
from quick import thin_out
from records_by_chance import PIECES
from samples import seed_papers

from paperparse import Organization, Paper, PartialDate, RenderError, Source, Span, Spans
from paperparse.exports.markdown import iter_markdown
from paperparse.text.space import WHITESPACE

RENDERERS: Final = {
    "commonmark": MarkdownIt("commonmark"),
    "no html": MarkdownIt("commonmark", {"html": False}),
    "tables": MarkdownIt("commonmark").enable(["table", "strikethrough"]),
}
LABEL: Final = "Summary, not the authors' abstract:"
# All that a reading list is made of: whatever else a text made of itself would be seen.
TOKENS: Final = {
    "inline",
    *(f"{block}_{end}" for block in ("heading", "paragraph", "blockquote") for end in ("open", "close")),
}


class Shown(NamedTuple):
    """What a renderer shows of one paper."""

    heading: str
    link: str | None
    paragraphs: list[str]
    quotation: list[str]


def write(*papers: Paper) -> str:
    return b"".join(iter_markdown(papers)).decode()


# What is shown of a control, which a terminal would obey, or a reader's eye.
PICTURES: Final[dict[int, int | str]] = {
    **{code: 0x2400 + code for code in range(32)},
    127: "␡",
    **dict.fromkeys([*range(128, 160), *map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")], "\ufffd"),
}


def show(text: str, renderer: MarkdownIt) -> list[Shown]:
    """What a renderer shows of each paper; raises if it makes of a text anything else than text."""
    tokens = renderer.parse(text)
    assert {token.type for token in tokens} <= TOKENS
    shown: list[Shown] = []
    at_quotation = False
    for opening, token in pairwise(tokens):
        if token.type in {"blockquote_open", "blockquote_close"}:
            at_quotation = token.type == "blockquote_open"
        elif token.type == "inline" and opening.tag == "h2":
            shown.append(Shown(*read_heading(token), [], []))
        elif token.type == "inline" and opening.tag == "h1":
            assert read_text(token) == "Reading list"
        elif token.type == "inline":
            paragraphs = shown[-1].quotation if at_quotation else shown[-1].paragraphs
            paragraphs.append(read_label(token) if at_quotation and not paragraphs else read_text(token))
    return shown


def read_heading(inline: Token) -> tuple[str, str | None]:
    """The text of a heading, and where its title is linked to, if it is."""
    children = inline.children or []
    links = [child for child in children if child.type.startswith("link_")]
    if not links:
        return read_text(inline), None
    assert [child.type for child in links] == ["link_open", "link_close"]
    assert children.index(links[0]) == 1
    assert children[-1] is links[1]
    inline.children = [child for child in children if child not in links]
    return read_text(inline), str(links[0].attrs["href"])


def read_text(inline: Token) -> str:
    assert {child.type for child in inline.children or ()} <= {"text"}
    return "".join(child.content for child in inline.children or ())


def read_label(inline: Token) -> str:
    children = [child for child in inline.children or () if child.content or child.type != "text"]
    assert [child.type for child in children] == ["strong_open", "text", "strong_close"]
    return children[1].content


def squeeze(*texts: str) -> str:
    """`texts` without white space, which no renderer keeps."""
    return "".join("".join(text.split()) for text in texts).translate(PICTURES)


def list_authors(paper: Paper) -> Iterator[str]:
    yield from paper.authors
    if paper.other_authors:
        yield paper.other_authors


def list_facts(paper: Paper) -> Iterator[str]:
    if date := paper.published:
        yield date.isoformat() + (f" ({date.year_min} or later)" if date.year_min else "")
    if paper.organization:
        yield paper.organization.name or paper.organization.handle or ""
    for number, before, after in [
        (paper.author_count, "", " author" if paper.author_count == 1 else " authors"),
        (paper.score, "score ", ""),
        (paper.comment_count, "", " comment" if paper.comment_count == 1 else " comments"),
        (paper.upvotes, "", " upvote" if paper.upvotes == 1 else " upvotes"),
        (paper.version, "version ", ""),
        (paper.code_stars, "", " star" if paper.code_stars == 1 else " stars"),
    ]:
        if number is not None:
            yield f"{before}{number}{after}"


def list_places(paper: Paper, link: str | None) -> Iterator[str]:
    for before, value in [
        ("", paper.journal_ref),
        ("", paper.note),
        ("arXiv:", paper.arxiv_id),
        ("doi:", paper.doi),
        ("", " ".join(paper.categories)),
        ("submitted by ", paper.submitted_by),
        ("", paper.code_url),
        # What no title is linked to is shown.
        ("", paper.url if link is None or (paper.url and not paper.url.lower().startswith("http")) else None),
    ]:
        if value:
            yield f"{before}{value}"


@pytest.mark.deep
@pytest.mark.parametrize("renderer", RENDERERS.values(), ids=RENDERERS)
@pytest.mark.parametrize("make", [seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)])
def test_texts_are_shown_as_they_stand(make: Callable[[], Sequence[Paper]], renderer: MarkdownIt) -> None:
    papers = make()
    shown = show(write(*papers), renderer)
    assert len(shown) == len(papers)
    for number, (paper, (heading, link, paragraphs, quotation)) in enumerate(zip(papers, shown, strict=True), start=1):
        facts = " · ".join(list_facts(paper))
        places = " · ".join(list_places(paper, link))
        assert squeeze(*paragraphs) == squeeze(", ".join(list_authors(paper)), facts, places, paper.abstract or "")
        assert link is None or link.startswith(("http://", "https://", "HTTP"))
        assert squeeze(*quotation) == (squeeze(LABEL, paper.summary) if paper.summary else "")
        if paper.title:
            assert heading == f"{number}. {' '.join(paper.title.split())}".translate(PICTURES)
        elif paper.abstract:
            assert squeeze(f"{number}.", paper.abstract).startswith(squeeze(heading.removesuffix("…")))
        else:
            assert heading == f"{number}. Untitled"


@pytest.mark.deep
@pytest.mark.parametrize("piece", thin_out(10, sorted({*MARKUP, *PIECES}), ascii))
def test_every_piece_is_shown_wherever_it_stands(piece: str) -> None:
    for around in ("{}", "a{}", "{}a", "a {} b", "a\n{}", "{}\na"):
        text = around.replace("{}", piece).strip(WHITESPACE) or "x"
        paper = Paper(title=text, abstract=text, summary=text, authors=(text,), organization=Organization(text))
        for renderer in RENDERERS.values():
            [(heading, _, paragraphs, quotation)] = show(write(paper), renderer)
            assert squeeze(heading) == squeeze("1.", text)
            assert squeeze(*paragraphs) == squeeze(text, text, text)
            assert squeeze(*quotation) == squeeze(LABEL, text)


LINKS: Final = [
    (Paper(url="https://a.org/b", arxiv_id="2601.00011"), "https://a.org/b"),
    (Paper(url="HTTP://a.org", title="[a](b)"), "HTTP://a.org"),
    (Paper(url="https://a.org/x_y*z?b=1&copy;=2#(c)", title="*"), "https://a.org/x_y*z?b=1&copy;=2#(c)"),
    (Paper(url="https://a.org/%20$x$|~y~`z`\\<>\"'"), "https://a.org/%20$x$%7C~y~%60z%60%5C%3C%3E%22'"),
    (Paper(url="https://a.org/)(("), "https://a.org/)(("),
    (Paper(url="https://a.org/ä\x00"), "https://a.org/%C3%A4%00"),
    (Paper(url="https://a.org/b c", doi="10.5555/a"), "https://doi.org/10.5555/a"),
    (Paper(url="javascript:alert(1)"), None),
    (Paper(url="data:text/html,x"), None),
    (Paper(url="file:///etc/passwd"), None),
    (Paper(url="//a.org"), None),
    (Paper(url="https:///a"), None),
    (Paper(url="/papers/2601.00011"), None),
    (Paper(url="/papers/2601.00011", arxiv_id="2601.00011", version=2), "https://arxiv.org/abs/2601.00011"),
    (Paper(arxiv_id="hep-th/9901001", doi="10.5555/a"), "https://arxiv.org/abs/hep-th/9901001"),
    (Paper(arxiv_id="2601.00011](x)", doi="10.1002/(SICI)<a>#?b"), "https://doi.org/10.1002/%28SICI%29%3Ca%3E%23%3Fb"),
    (Paper(arxiv_id="x", doi="doi:10.5555/a"), None),
]


@pytest.mark.parametrize("renderer", RENDERERS.values(), ids=RENDERERS)
@pytest.mark.parametrize(("paper", "link"), LINKS)
def test_a_title_is_linked_to_the_web_only(paper: Paper, link: str | None, renderer: MarkdownIt) -> None:
    [shown] = show(write(paper), renderer)
    assert shown.link == link
    assert shown.heading == f"1. {paper.title or 'Untitled'}"


COMPLETE: Final = Paper(
    title="Pointer *Networks*",
    abstract="We introduce <b>.\n\n  - one\r\n1. two",
    summary="# Overview\n\nIt points.",
    authors=("Oriol Vinyals", "Meire Fortunato"),
    author_count=3,
    organization=Organization("deepmind", "Deep_Mind_"),
    published=PartialDate(2015, 6, 9),
    score=1,
    comment_count=1,
    upvotes=12,
    arxiv_id="2601.00011",
    version=2,
    doi="10.5555/inv_44",
    journal_ref="Annals of R&D",
    note="14 pages",
    url="https://a.org/b_c",
    submitted_by="quietharbor",
    code_url="https://a.org/code",
    code_stars=1280,
    categories=("cs.CL", "cs.LG"),
    source=Source(page="page.txt", position=0),
    spans=Spans({"title": Span(0, 3)}),
)
EXPECTED: Final = r"""# Reading list

## 1. [Pointer \*Networks\*](https://a.org/b\_c)

Oriol Vinyals, Meire Fortunato

2015-06-09 · Deep\_Mind\_ · 3 authors · score 1 · 1 comment · 12 upvotes · version 2 · 1280 stars

Annals of R\&D · 14 pages · arXiv:2601.00011 · doi:10.5555/inv\_44 · cs.CL cs.LG · submitted by quietharbor · https\://a.org/code

We introduce \<b\>.

\- one

1\. two

> **Summary, not the authors' abstract:**
>
> \# Overview
>
> It points.

## 2. Untitled
"""


def test_a_reading_list_looks_like_this() -> None:
    assert write(COMPLETE, Paper()) == EXPECTED
    assert write() == "# Reading list\n\nNo papers.\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://github.com/a_b", r"https\://github.com/a\_b"),
        ("see www.arxiv.org", r"see www\.arxiv.org"),
        ("-1", r"\-1"),
        ("1", "1"),
        ("12", "12"),
        ("12.", r"12\."),
        ("12)", r"12\)"),
        ("12 .", "12 ."),
        ("==", r"\=="),
        (": a", r"\: a"),
        ("C#", r"C\#"),
        ("[a](b)", r"\[a\](b)"),
        ("a|b", r"a\|b"),
        ("a\\", r"a\\"),
        ("$O(n)$", r"\$O(n)\$"),
        ("one\n\n\ntwo", "one\n\ntwo"),
        ("one\n    two\t\n\u3000\nthree", "one\n\ntwo\n\nthree"),
        ("one\u2028two", "one\n\ntwo"),
    ],
)
def test_a_paragraph_is_escaped_where_it_must_be(text: str, written: str) -> None:
    assert write(Paper(title="a", abstract=text)) == f"# Reading list\n\n## 1. a\n\n{written}\n"


@pytest.mark.parametrize(
    ("abstract", "heading"),
    [
        ("Short.", "Short."),
        ("x" * 100, "x" * 100),
        ("x" * 101, "x" * 99 + "…"),
        ("word " * 19 + "five5", "word " * 19 + "five5"),
        ("word " * 20 + "more", "word " * 18 + "word…"),
        ("a\n" + " " * 300 + "b", "a b"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_paper_without_title_is_called_by_its_abstract(abstract: str, heading: str) -> None:
    assert write(Paper(abstract=abstract)).splitlines()[2] == f"## 1. {heading}"


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (PartialDate(2015, 6, 9), "2015-06-09"),
        (PartialDate(None, 10, 6), r"\--10-06"),
        (PartialDate(None, 10, 6, year_min=2025), r"\--10-06 (2025 or later)"),
    ],
)
def test_a_date_stays_as_partial_as_it_is(date: PartialDate, shown: str) -> None:
    assert write(Paper(published=date)).splitlines()[4] == shown


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (Paper(title="\ud800"), "title"),
        (Paper(title=" a"), "title"),
        (Paper(score=-1), "score"),
    ],
)
def test_what_markdown_can_not_show_is_refused(paper: Paper, field: str) -> None:
    with pytest.raises(RenderError) as caught:
        write(Paper(), paper)
    assert (caught.value.paper, caught.value.field) == (1, field)


@pytest.mark.parametrize("records", ["text", [None]])
def test_what_is_no_paper_is_refused(records: Any) -> None:
    with pytest.raises(TypeError, match=r"expected papers, not (str|NoneType)$"):
        list(iter_markdown(records))


def test_every_paper_is_given_out_at_once() -> None:
    def make() -> Iterator[Paper]:
        yield Paper(title="one")
        raise LookupError("nobody asked for two")

    pieces = iter_markdown(make())
    assert next(pieces) == b"# Reading list\n"
    assert next(pieces) == b"\n## 1. one\n"
    with pytest.raises(LookupError):
        next(pieces)
