"""Papers as BibTeX: what bibtexparser and pybtex read back is what the papers hold."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import pybtex.database
import pytest
from attrs import evolve
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, MonthIntMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from exported import (
    COMPLETE,
    HOSTILE_TEXTS,
    any_papers,
    as_address,
    as_lines,
    drop_others,
    hostile_papers,
    join_parts,
)
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from samples import seed_papers

from paperparse import Paper, PartialDate, dumps
from paperparse.exports.bibtex import escape, escape_address
from paperparse.exports.keys import make_keys
from paperparse.exports.mathematics import is_harmless, iter_parts
from paperparse.exports.names import split_name

# Commands of LaTeX that pylatexenc 2.11 leaves out of the text, and one that it reads as U+02C6.
_UNKNOWN: Final = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "par": "\n",
}


# What is read as it stands.
VERBATIM: Final = ("eprint", "doi", "url")


def make_decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in _UNKNOWN.items()]
    context.add_context_category("unknown", prepend=True, macros=macros)
    decoder = LatexNodes2Text(latex_context=context, math_mode="verbatim", keep_braced_groups=False)
    # It takes most of the time, and both parsers mostly read the same.
    decoder.latex_to_text = cache(decoder.latex_to_text)
    return decoder


DECODER: Final = make_decoder()


def decode(text: str) -> str:
    return str(DECODER.latex_to_text(text))


def expect(paper: Paper) -> dict[str, Any]:
    """What BibTeX carries of `paper`."""
    date, organization = paper.published, paper.organization
    fields = {
        "author": expect_authors(paper) or None,
        "title": paper.title and as_lines(paper.title),
        "year": date and date.year and str(date.year),
        "month": date and date.month,
        "day": date and str(date.day),
        "abstract": paper.abstract and as_lines(paper.abstract),
        "annote": paper.summary and as_lines(paper.summary),
        "organization_name": organization and organization.name and as_lines(organization.name),
        "organization_handle": organization and organization.handle and as_lines(organization.handle),
        "author_count": None if paper.author_count is None else str(paper.author_count),
        "score": None if paper.score is None else str(paper.score),
        "comment_count": None if paper.comment_count is None else str(paper.comment_count),
        "upvotes": None if paper.upvotes is None else str(paper.upvotes),
        "eprint": paper.arxiv_id and as_address(paper.arxiv_id),
        "archivePrefix": paper.arxiv_id and "arXiv",
        "primaryClass": as_lines(paper.categories[0])
        if paper.categories and paper.arxiv_id and "/" not in paper.arxiv_id
        else None,
        "version": None if paper.version is None else str(paper.version),
        "doi": paper.doi and as_address(paper.doi),
        "howpublished": paper.journal_ref and as_lines(paper.journal_ref),
        "note": paper.note and as_lines(paper.note),
        "url": paper.url and as_address(paper.url),
        "submitted_by": paper.submitted_by and as_lines(paper.submitted_by),
        "code_url": paper.code_url and as_lines(paper.code_url),
        "code_stars": None if paper.code_stars is None else str(paper.code_stars),
        "categories": as_lines("; ".join(code.replace(";", ";;") for code in paper.categories)) or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def expect_authors(paper: Paper) -> tuple[str, ...]:
    """The names of the authors of `paper` with the parts of each in the order of `join_name`."""
    names = drop_others(paper.authors)
    is_short = len(names) < len(paper.authors) or paper.other_authors is not None
    parted = [(name, split_name(name)) for name in names]
    found = [
        as_lines(name if parts is None or escape(name) != name else join_parts(parts._replace(has_comma=False)))
        for name, parts in parted
    ]
    return (*found, *["others"] * (is_short and len(names) > 0))


def join_name(name: str) -> str:
    """A name as it was before BibTeX's rules cut it."""
    parts = parse_single_name_into_parts(name, strict=True)
    return " ".join([*parts.first, *parts.von, *parts.last, *parts.jr])


def read_with_bibtexparser(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    library = parse_string(text, append_middleware=[MonthIntMiddleware()])
    authors = [
        tuple(decode(join_name(name)) for name in split_multiple_persons_names(entry["author"]))
        for entry in library.entries
        if "author" in entry.fields_dict
    ]
    verbatim = [{name: entry[name] for name in VERBATIM if name in entry.fields_dict} for entry in library.entries]
    library = LatexDecodingMiddleware(decoder=DECODER).transform(library)
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries)
    found = []
    for entry, raw in zip(library.entries, verbatim, strict=True):
        fields = {name: field.value for name, field in entry.fields_dict.items()} | raw
        if "author" in fields:
            fields["author"] = authors.pop(0)
        found.append((entry.entry_type, entry.key, fields))
    return found


MONTHS: Final = "January February March April May June July August September October November December".split()


def read_with_pybtex(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for key, entry in pybtex.database.parse_string(text, "bibtex").entries.items():
        fields: dict[str, Any] = {
            name: value if name in VERBATIM else decode(value) for name, value in entry.fields.items()
        }
        if "month" in fields:
            fields["month"] = MONTHS.index(fields["month"]) + 1
        if entry.persons:
            fields["author"] = tuple(decode(join_person(person)) for person in entry.persons["author"])
        found.append((entry.type, key, fields))
    return found


def join_person(person: Any) -> str:
    parts = (person.first_names, person.middle_names, person.prelast_names, person.last_names, person.lineage_names)
    return " ".join(word for part in parts for word in part)


def blur(value: Any) -> Any:
    """`value` as pybtex reads it: all white space that Unicode knows is a space to it, and two are one."""
    if isinstance(value, tuple):
        return tuple(map(blur, value))
    return " ".join(value.split()) if isinstance(value, str) else value


READ_BACK: Final = pytest.mark.parametrize(
    "make",
    [seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)],
)


@pytest.mark.slow
@pytest.mark.deep
@READ_BACK
def test_bibtexparser_reads_back_every_field(make: Callable[[], tuple[Paper, ...]]) -> None:
    papers = make()
    found = read_with_bibtexparser(dumps(papers, to="bibtex"))
    expected = [("misc", key, expect(paper)) for key, paper in zip(make_keys(papers), papers, strict=True)]
    for one, other in zip(found, expected, strict=True):
        assert one == other


@pytest.mark.slow
@pytest.mark.deep
@READ_BACK
def test_pybtex_reads_back_every_field(make: Callable[[], tuple[Paper, ...]]) -> None:
    papers = make()
    found = read_with_pybtex(dumps(papers, to="bibtex"))
    assert len(found) == len(papers)
    for (kind, key, fields), expected, paper in zip(found, make_keys(papers), papers, strict=True):
        assert (kind, key) == ("misc", expected)
        assert {name: blur(value) for name, value in fields.items()} == {
            name: blur(value) for name, value in expect(paper).items()
        }


@pytest.mark.deep
@given(st.lists(any_papers, max_size=3))
def test_any_papers_come_back(made: list[Paper]) -> None:
    text = dumps(made, to="bibtex")
    assert [fields for _, _, fields in read_with_bibtexparser(text)] == [expect(paper) for paper in made]


ESCAPED: Final = {
    "100% of $5 & #1_a": r"100\% of \$5 \& \#1\_a",
    r"\alpha {x} ~^": r"{\textbackslash}alpha {\textbraceleft}x{\textbraceright} {\textasciitilde}{\textasciicircum}",
    "a < b > c | d": r"a {\textless} b {\textgreater} c {\textbar} d",
    "a -- b --- c ---- d": "a -{}- b -{}-{}- c -{}-{}-{}- d",
    "``quoted'' 'one' !` ?`": "`{}`quoted'{}' 'one' !{}` ?{}`",
    "two  three   four    ": "two { }three { } four { } { }",
    "one\ntwo\r\nthree\rfour": r"one\par two\par three\par four",
    "one\n\n two\n\xa0three": "one\\par \\par {} two\\par {}\xa0three",
    "\x00 \x1b \x7f \x9b \t.": "␀ ␛ ␡ \ufffd  .".replace("  ", " { }"),
    'Schölkopf "数学" @x{,=': 'Schölkopf "数学" @x{\\textbraceleft},=',
}


@pytest.mark.parametrize("text", ESCAPED)
def test_what_latex_would_take_for_markup_is_written_in_commands(text: str) -> None:
    assert escape(text) == ESCAPED[text]
    assert decode(ESCAPED[text]) == as_lines(text)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_braces_are_balanced_for_readers_that_count_all_and_for_those_that_skip_escaped_ones(text: str) -> None:
    escaped = escape(text)
    assert not any(mark in escaped for mark in (r"\{", r"\}", r"\\", "\n"))
    depth = 0
    for character in escaped:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


WRITTEN_NAMES: Final = {
    "Oriol Vinyals": "Vinyals, Oriol",
    "Laurens van der Maaten": "van der Maaten, Laurens",
    "J. R. R. Tolkien": "Tolkien, J. R. R.",
    "Ana--Maria Li": "{Ana-{}-Maria Li}",
    "Martin King Jr.": "King, Jr., Martin",
    "Hollis Barrow, Jr.": "Barrow, Jr., Hollis",
    "Ruth Iyer III": "Iyer, III, Ruth",
    "Laurens van der Maaten, 2ND, Ph.D.": "van der Maaten, 2ND, Laurens",
    "Ruth Iyer, m.d.": "Iyer, Ruth",
    "Ruth Iyer Ii": "{Ruth Iyer Ii}",
    "Barrow, Hollis, Jr.": "{Barrow, Hollis, Jr.}",
    "Lovelace, Ada": "{Lovelace, Ada}",
    "Simon & Schuster": r"{Simon \& Schuster}",
    "Barnes and Noble": "{Barnes and Noble}",
    "others": "{others}",
    "金庸": "{金庸}",
}


@pytest.mark.parametrize("name", WRITTEN_NAMES)
def test_a_name_is_cut_where_its_parts_can_be_told_and_one_piece_elsewhere(name: str) -> None:
    assert f"\n  author = {{{WRITTEN_NAMES[name]}}}\n" in dumps(Paper(authors=(name,)), to="bibtex")


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        (("Hollis Barrow, Jr.", "et al."), "Barrow, Jr., Hollis and others"),
        (("Ruth Iyer", "and 12 others"), "Iyer, Ruth and others"),
        (("Ruth Iyer", "..."), "Iyer, Ruth and others"),
        (("Ruth Iyer", "Et al", "Ada Li"), "Iyer, Ruth and Li, Ada and others"),
        (("others", "Ruth Iyer"), "{others} and Iyer, Ruth"),
    ],
)
def test_others_are_the_last_of_the_names(authors: tuple[str, ...], written: str) -> None:
    text = dumps(Paper(authors=authors), to="bibtex")
    assert f"\n  author = {{{written}}}\n" in text
    [(_, _, fields)] = read_with_pybtex(text)
    assert fields["author"] == expect_authors(Paper(authors=authors))


def test_others_that_the_page_leaves_out_are_the_last_of_the_names() -> None:
    assert "{Iyer, Ruth and others}" in dumps(Paper(authors=("Ruth Iyer",), other_authors="et al."), to="bibtex")
    assert dumps(Paper(title="Kilns", other_authors="et al."), to="bibtex") == dumps(Paper(title="Kilns"), to="bibtex")


def test_a_suffix_is_a_part_of_its_own_to_readers() -> None:
    text = dumps(Paper(authors=("Hollis Barrow, Jr.", "Laurens van der Maaten III")), to="bibtex")
    [entry] = pybtex.database.parse_string(text, "bibtex").entries.values()
    found = [(one.first_names, one.prelast_names, one.last_names, one.lineage_names) for one in entry.persons["author"]]
    assert found == [
        (["Hollis"], [], ["Barrow"], ["Jr."]),
        (["Laurens"], ["van", "der"], ["Maaten"], ["III"]),
    ]
    [read] = parse_string(text).entries
    names = [parse_single_name_into_parts(name) for name in split_multiple_persons_names(read["author"])]
    assert [(name.first, name.von, name.last, name.jr) for name in names] == found


def test_others_alone_are_no_authors() -> None:
    assert dumps(Paper(authors=("et al.",)), to="bibtex") == "@misc{paper\n}\n"


ENTRIES: Final = r"""@misc{vinyals2015pointernetworks,
  author = {Vinyals, Oriol and {OpenAI}},
  title = {{Pointer Networks}},
  year = {2015},
  month = jun,
  day = {9},
  abstract = {50\% of \$x\_1},
  annote = {A digest.},
  organization_name = {OpenBMB},
  organization_handle = {openbmb},
  author_count = {2},
  score = {0},
  comment_count = {7},
  upvotes = {12},
  eprint = {2601.00011},
  archivePrefix = {arXiv},
  primaryClass = {cs.CL},
  version = {2},
  doi = {10.5555/inv_2026.44},
  howpublished = {Annals of R\&D 12},
  note = {14 pages},
  url = {https://example.org/a_b?c=%20},
  submitted_by = {quiet\_harbor},
  code_url = {https://example.org/code\_a},
  code_stars = {1280},
  categories = {cs.CL; cs.LG}
}

@misc{paper,
  month = oct,
  day = {6}
}
"""


def test_an_entry_has_all_that_a_paper_has_and_nothing_else() -> None:
    full = evolve(COMPLETE, abstract="50% of $x_1")
    dated = Paper(published=PartialDate(None, 10, 6, 2025))
    assert dumps([full, dated], to="bibtex") == ENTRIES
    assert dumps([], to="bibtex") == ""
    assert dumps(Paper(), to="bibtex") == "@misc{paper\n}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://a.org/b_c?d=%20&e#f~g$", "https://a.org/b_c?d=%20&e#f~g$"),
        ("10.1002/(SICI)1097<833::A>3.0.CO;2-#", "10.1002/(SICI)1097<833::A>3.0.CO;2-#"),
        ("a{b}}c\\d", "a%7Bb%7D%7Dc%5Cd"),
        ("a b\r\nc\xa0d\te", "a%20b%0Ac%C2%A0d%20e"),
        ("\x00é", "␀é"),
    ],
)
def test_an_address_is_verbatim_but_for_what_would_end_it(text: str, written: str) -> None:
    assert escape_address(text) == as_address(text) == written


@pytest.mark.parametrize(
    ("paper", "fields"),
    [
        (Paper(arxiv_id="2601.00011"), ["eprint", "archivePrefix"]),
        (
            Paper(arxiv_id="2601.00011", categories=("cs.CL",)),
            ["eprint", "archivePrefix", "primaryClass", "categories"],
        ),
        (Paper(arxiv_id="hep-th/9901001", categories=("hep-th",)), ["eprint", "archivePrefix", "categories"]),
        (Paper(categories=("hep-th",)), ["categories"]),
    ],
)
def test_a_class_belongs_to_an_identifier_of_the_new_style(paper: Paper, fields: list[str]) -> None:
    [(_, _, found)] = read_with_pybtex(dumps(paper, to="bibtex"))
    assert list(found) == fields


@pytest.mark.parametrize("paper", [Paper(), Paper(summary="A digest.")], ids=repr)
def test_a_summary_is_no_abstract(paper: Paper) -> None:
    assert "abstract" not in dumps(paper, to="bibtex")


KEPT: Final = [
    r"$\mathcal{O}(n)$",
    r"$x$",
    r"$\{a\}$",
    r"$x_{ij}^2 \to \mathbb R^n$",
    r"$f'^2$",
    r"$\frac12$",
    r"$x^\frac{a}{b}$",
    r"$\sqrt[3]{x}$",
    r"$\sqrt {x}$",
    r"$\left[0,1\right)$",
    r"$\lambda[x]$",
    r"$\alpha*b$",
    r"$\operatorname*{argmax}_x$",
    r"$\operatorname{rank} A$",
    r"$50\%$",
    r"$a\,b\ c$",
    r"256$\times$256",
    r"$10^{-3}$",
    r"$\text{if } x$",
    r"$α--β$",
    r"$a,,b < c > d|e$",
]
REFUSED: Final = [
    "$5 and $6",
    "$5-$10",
    "US$5M or A$6M",
    r"$a\ $",
    "$x $",
    "$ x$",
    "$$x$$",
    "$x",
    r"\$x$",
    r"$x\$",
    "$a}{b$",
    "${a$",
    r"$\{a$",
    r"$\}\{$",
    r"$\frac{1}$",
    r"$\frac$",
    r"${\frac1}$",
    r"$\frac\sqrt12$",
    r"$\frac_12$",
    "$x^$",
    "${x_}$",
    "$x^_2$",
    "$x^^69$",
    r"$x^\left(y\right)$",
    r"$\left(x$",
    r"$x\right)$",
    r"$\right)\left($",
    r"$\left$",
    r"$\sqrt[$",
    r"$\sqrt[%]{x}$",
    r"$\sqrt [^]{x}$",
    r"$\xrightarrow[x$",
    r"$\operatorname*$",
    r"$a\\b$",
    "$50%$",
    "$#1$",
    "$a&b$",
    "$x\n \ny$",
    r"$\input{/etc/passwd}$",
    r"$\def\x{y}$",
    r"$\write18{ls}$",
    r"$\begin{array}{c}x\end{array}$",
    r"$\csname input\endcsname$",
    r"$\@x$",
]


@pytest.mark.parametrize("formula", KEPT)
def test_a_formula_is_kept_as_it_stands(formula: str) -> None:
    paper = Paper(title=f"On {formula} -- {formula}", abstract=f"{formula}\n{formula}  {formula}%")
    text = dumps(paper, to="bibtex", math="keep")
    assert f"\n  title = {{{{On {formula} -{{}}- {formula}}}}},\n" in text
    assert f"\n  abstract = {{{formula}\\par {formula} {{ }}{formula}\\%}}\n" in text
    for read in (read_with_bibtexparser, read_with_pybtex):
        [(_, _, fields)] = read(text)
        assert list(fields) == ["title", "abstract"]
        assert fields["title"].count(decode(formula)) == 2


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_formula_or_not_whole_is_escaped(text: str) -> None:
    paper = Paper(title=text, abstract=text, summary="$x$", note="$x$")
    assert (
        dumps(paper, to="bibtex", math="keep") == dumps(paper, to="bibtex", math="escape") == dumps(paper, to="bibtex")
    )


def test_a_formula_may_begin_where_another_would_have_ended() -> None:
    assert list(iter_parts("costs $5, $x$ a\n$y\n+z$")) == [
        ("costs $5, ", False),
        ("$x$", True),
        (" a\n", False),
        ("$y +z$", True),
        ("", False),
    ]
    assert not is_harmless("\\")


_FORMULA_SIGNS: Final = st.text(st.sampled_from(r"$$$\\{}^_[]*%#& x1") | st.sampled_from("é\n"), max_size=20)
_FORMULA_PIECES: Final = st.sampled_from([r"\frac", r"\left", r"\right", r"\sqrt[", r"\mathbb", r"\input", r"{", "}"])


@pytest.mark.deep
@given(st.lists(_FORMULA_SIGNS | _FORMULA_PIECES | st.just("$"), max_size=8).map("".join).map(str.strip))
def test_kept_formulas_break_no_entry(text: str) -> None:
    parts = list(iter_parts(text))
    assert "".join(part.text for part in parts).replace("\n", " ") == text.replace("\n", " ")
    papers = [Paper(title=text or "x", abstract=text or None), Paper(title="after")]
    written = dumps(papers, to="bibtex", math="keep")
    for read in (read_with_bibtexparser, read_with_pybtex):
        assert [fields["title"] for _, _, fields in read(written)][1:] == ["after"]
    for part in parts:
        braces = [sign for sign in part.text if sign in "{}"] if part.is_formula else []
        assert braces.count("{") == braces.count("}")
        assert not part.is_formula or (part.text.count("$") == part.text.count(r"\$") + 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["$", "$x ", "$x", "$ ", r"$\sqrt[", r"\sqrt  ", "${", "$\n ", r"$\frac", "$x^{", r"\$$"]
)
def test_formulas_take_time_in_proportion(piece: str) -> None:
    def measure(count: int) -> float:
        start = time.process_time()
        list(iter_parts(piece * count))
        return time.process_time() - start

    measure(1_000)
    assert measure(80_000) < 20 * max(measure(10_000), 0.01)
