"""Papers as CSL-JSON: they keep to the schema, hold what the papers hold, and make a bibliography."""

import json
from collections.abc import Callable
from typing import Any, Final

import jsonschema
import pytest
from attrs import evolve
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from exported import COMPLETE, any_papers, drop_degrees, drop_others, hostile_papers, join_parts
from hypothesis import given
from hypothesis import strategies as st
from samples import FORMATS_BY_NAME, load_seed, seed_papers

from paperparse import Organization, Paper, PartialDate, dumps
from paperparse.exports.keys import make_keys
from paperparse.exports.names import NameParts, split_name

_TEXT: Final = {"type": "string"}
_NAMES: Final = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            **dict.fromkeys(
                ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"), _TEXT
            ),
            "comma-suffix": {"type": ["string", "number", "boolean"]},
        },
        "additionalProperties": False,
    },
}
_DATE: Final = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1, "maxItems": 3},
            "minItems": 1,
            "maxItems": 2,
        },
        "literal": _TEXT,
        "raw": _TEXT,
    },
    "additionalProperties": False,
}
# What the schema of CSL 1.0.2, csl-data.json, demands of the variables that papers have, and of items as a whole.
RULES: Final = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["article", "article-journal", "manuscript", "report", "webpage"]},
            "title": _TEXT,
            "abstract": _TEXT,
            "annote": _TEXT,
            "archive": _TEXT,
            "number": {"type": ["string", "number"]},
            "version": _TEXT,
            "DOI": _TEXT,
            "URL": _TEXT,
            "note": _TEXT,
            "author": _NAMES,
            "issued": _DATE,
            "custom": {"type": "object"},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}
_CUSTOM: Final = (
    *(
        "other_authors",
        "author_count",
        "score",
        "comment_count",
        "upvotes",
        "journal_ref",
        "submitted_by",
        "code_url",
        "code_stars",
    ),
)
check_schema: Final = jsonschema.Draft7Validator(RULES).validate


def read_item(item: dict[str, Any]) -> tuple[str, Paper]:
    """Key and paper of an item: CSL-JSON carries all but a year for dates that have none, and loses nothing."""
    custom = item.get("custom", {})
    return item["id"], Paper(
        title=item.get("title"),
        abstract=item.get("abstract"),
        summary=item.get("annote"),
        authors=[read_name(name) for name in item.get("author", [])],
        published=item.get("issued") and read_date(item["issued"]),
        organization=custom.get("organization") and Organization(**custom["organization"]),
        arxiv_id=item.get("number", "").removeprefix("arXiv:") or None,
        version=int(item["version"]) if "version" in item else None,
        doi=item.get("DOI"),
        url=item.get("URL"),
        note=item.get("note"),
        categories=custom.get("categories", ()),
        **{name: custom.get(name) for name in _CUSTOM},
    )


def read_name(name: dict[str, Any]) -> str:
    if "literal" in name:
        return str(name["literal"])
    parts = (name["given"], name["family"], name.get("suffix", ""), name.get("comma-suffix", False))
    return join_parts(NameParts(*parts))


def as_carried(paper: Paper) -> Paper:
    """`paper` without what docs/exports.md says is left out of its authors."""
    names = drop_others(paper.authors)
    return evolve(paper, authors=[name if split_name(name) is None else drop_degrees(name) for name in names])


def read_date(date: dict[str, Any]) -> PartialDate:
    if "literal" in date:
        _, _, month, day = date["literal"].split("-")
        return PartialDate(None, int(month), int(day))
    return PartialDate(*date["date-parts"][0])


@pytest.mark.deep
@pytest.mark.parametrize("make", [seed_papers, pytest.param(hostile_papers, marks=pytest.mark.slow)])
def test_items_keep_to_the_schema_and_lose_nothing(make: Callable[[], tuple[Paper, ...]]) -> None:
    papers = make()
    items = json.loads(dumps(papers, to="csl"))
    check_schema(items)
    assert [read_item(item) for item in items] == list(zip(make_keys(papers), map(as_carried, papers), strict=True))


@given(st.lists(any_papers, max_size=3))
def test_any_papers_come_back(made: list[Paper]) -> None:
    assert [read_item(item)[1] for item in json.loads(dumps(made, to="csl"))] == [as_carried(paper) for paper in made]


def read_with_citeproc(text: str) -> CiteProcJSON:
    # citeproc-py 0.11 warns of `custom`, which came with CSL 1.0.2, and of `comma-suffix`, and ignores them.
    items = [{name: value for name, value in item.items() if name != "custom"} for item in json.loads(text)]
    for name in (name for item in items for name in item.get("author", ())):
        name.pop("comma-suffix", None)
    return CiteProcJSON(items)


@pytest.mark.slow
def test_citeproc_reads_back_every_field() -> None:
    papers = hostile_papers()
    source = read_with_citeproc(dumps(papers, to="csl"))
    assert len(source) == len(papers)
    for key, paper in zip(make_keys(papers), papers, strict=True):
        reference = source[key]
        for name, value in (
            ("title", paper.title),
            ("abstract", paper.abstract),
            ("annote", paper.summary),
            ("note", paper.note),
            ("DOI", paper.doi),
            ("URL", paper.url),
        ):
            # The one piece of markup that citeproc-py knows.
            if value is not None and "<span" not in value:
                assert str(reference[name]) == value
        if drop_others(paper.authors):
            assert tuple(map(read_name, reference["author"])) == tuple(map(drop_comma, as_carried(paper).authors))
        if paper.published is not None and paper.published.year is not None:
            date = reference["issued"]
            assert PartialDate(date.year, date.month, date.day) == paper.published
        elif paper.published is not None:
            assert reference["issued"].text == paper.published.isoformat()


def drop_comma(name: str) -> str:
    """`name` as citeproc-py, which knows no `comma-suffix`, has it."""
    parts = split_name(name)
    return name if parts is None else join_parts(parts._replace(has_comma=False))


def render(papers: tuple[Paper, ...], keys: list[str]) -> list[str]:
    """The bibliography of `papers` in the style that comes with citeproc-py."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, read_with_citeproc(dumps(papers, to="csl")), formatter.plain)
    for key in keys:
        bibliography.register(Citation([CitationItem(key)]))
    return [str(entry) for entry in bibliography.bibliography()]


@pytest.mark.slow
@pytest.mark.deep
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_the_seeds_make_a_bibliography(name: str) -> None:
    papers = load_seed(name).papers
    entries = render(papers, make_keys(papers))
    assert len(entries) == len(papers)
    for entry, paper in zip(entries, papers, strict=True):
        assert paper.title is None or paper.title.rstrip(".") in entry
        assert paper.published is None or (paper.published.isoformat()[:4] if paper.published.year else "--") in entry
        assert all(author.split(" ")[-1] in entry for author in paper.authors[:1])


@pytest.mark.deep
def test_a_bibliography_has_names_and_partial_dates_as_they_are() -> None:
    papers = (
        Paper(title="Pointer Networks", authors=("Oriol Vinyals", "OpenAI"), published=PartialDate(2015, 6, 9)),
        Paper(title="Undated", authors=("Laurens van der Maaten",), published=PartialDate(None, 10, 6)),
    )
    assert render(papers, make_keys(papers)) == [
        "Vinyals, O. and OpenAI (2015) “Pointer Networks”.",
        "van der Maaten, L. (--10-06) “Undated”.",
    ]


def test_an_item_has_all_that_a_paper_has_and_nothing_else() -> None:
    full = evolve(COMPLETE, title="Pointer <i>Networks</i>", abstract="First.\nSecond.")
    dated = Paper(published=PartialDate(None, 10, 6, 2025))
    assert json.loads(dumps([full, dated], to="csl")) == [
        {
            "id": make_keys([full])[0],
            "type": "article",
            "title": "Pointer <i>Networks</i>",
            "author": [{"family": "Vinyals", "given": "Oriol"}, {"literal": "OpenAI"}],
            "issued": {"date-parts": [[2015, 6, 9]]},
            "abstract": "First.\nSecond.",
            "annote": "A digest.",
            "archive": "arXiv",
            "number": "arXiv:2601.00011",
            "version": "2",
            "DOI": "10.5555/inv_2026.44",
            "URL": "https://example.org/a_b?c=%20",
            "note": "14 pages",
            "custom": {
                "organization": {"handle": "openbmb", "name": "OpenBMB"},
                "author_count": 2,
                "score": 0,
                "comment_count": 7,
                "upvotes": 12,
                "journal_ref": "Annals of R&D 12",
                "submitted_by": "quiet_harbor",
                "code_url": "https://example.org/code_a",
                "code_stars": 1280,
                "categories": ["cs.CL", "cs.LG"],
            },
        },
        {"id": "paper", "type": "article", "issued": {"literal": "--10-06"}},
    ]
    assert dumps([], to="csl") == "[]\n"
    assert dumps([Paper(), Paper(title="x")], to="csl") == (
        '[\n{"id":"paper","type":"article"},\n{"id":"x","type":"article","title":"x"}\n]\n'
    )


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("Hollis Barrow, Jr.", {"family": "Barrow", "given": "Hollis", "suffix": "Jr.", "comma-suffix": True}),
        ("Ruth Iyer III", {"family": "Iyer", "given": "Ruth", "suffix": "III"}),
        ("Ruth Iyer, Ph.D., 2nd", {"family": "Iyer", "given": "Ruth", "suffix": "2nd", "comma-suffix": True}),
        ("Ruth Iyer PhD", {"family": "Iyer", "given": "Ruth"}),
        ("Plato, Jr.", {"literal": "Plato, Jr."}),
    ],
)
def test_a_suffix_is_a_part_of_its_own(name: str, described: dict[str, Any]) -> None:
    text = dumps(Paper(title="Kilns", authors=(name, "et al.")), to="csl")
    [item] = json.loads(text)
    check_schema([item])
    assert item["author"] == [described]
    assert "author" not in dumps(Paper(authors=("et al.",)), to="csl")


@pytest.mark.deep
def test_a_bibliography_has_suffixes() -> None:
    papers = (Paper(title="Kilns", authors=("Hollis Barrow, Jr.", "Ruth Iyer III"), published=PartialDate(2024, 1, 2)),)
    assert render(papers, make_keys(papers)) == ["Barrow, H., Jr. and Iyer, R., III (2024) “Kilns”."]
