"""What released versions wrote can still be read, and says the same; the structure of the schema stays as released.

`compatibility/pages` are small pages, `compatibility/X.Y.Z` what version X.Y.Z wrote about them in that folder:
`paperparse parse --to json -o ../X.Y.Z/pages.json *.txt`, and `--to jsonl` for `papers.jsonl`. `compatibility/schema-N`
is the same for version N of the schema, which was written between two releases.
"""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from records_by_chance import spell_out
from samples import ROOT, SEEDED

import paperparse
from paperparse import Page, Paper, RecordError
from paperparse.model.paper import VALUE_FIELDS
from paperparse.records.schema import SCHEMA_NAMES
from paperparse.records.structure import SCHEMA_VERSION

FOLDER: Final = ROOT / "tests" / "compatibility"
VERSIONS: Final = sorted(path.name for path in FOLDER.iterdir() if path.name != "pages" and path.is_dir())
# Their pages hold papers, info and diagnostics only.
WITHOUT_TEXT: Final = ("0.1.0",)
# What papers said in version 1 of the schema.
FIRST: Final = (
    *("title", "abstract", "summary", "authors", "author_count", "organization", "published", "score"),
    "comment_count",
)
NEEDS_A_NEW_VERSION: Final = (
    "the structure of records is not that of schema version {version}, which files in the world have: "
    "a change here needs a new SCHEMA_VERSION and a way to read records of version {version}"
)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """The pages as they are read now, by the names that they had then."""
    monkeypatch.chdir(FOLDER / "pages")
    return [paperparse.load(path.name) for path in sorted(Path().glob("*.txt"))]


def without_messages(page: Page) -> Page:
    """`page` without the words of its findings, and without candidates that were no formats then."""
    found = page.detection
    return evolve(
        page,
        diagnostics=tuple(evolve(found, message="") for found in page.diagnostics),
        detection=found and evolve(found, candidates=tuple(one for one in found.candidates if one.format in SEEDED)),
    )


def without_text(page: Page) -> Page:
    return evolve(page, text="", segments=(), detection=None)


def test_every_released_version_is_here() -> None:
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(released) == [version for version in VERSIONS if not version.startswith("schema-")]


def test_the_pages_show_every_format_and_every_field(pages: list[Page]) -> None:
    papers = [paper for page in pages for paper in page]
    # These were all formats when the documents were written.
    assert {page.format for page in pages} == set(SEEDED)
    assert all(any(getattr(paper, name) for paper in papers) for name in ("organization", "comment_count", "summary"))
    assert {paper.published.year for paper in papers if paper.published} >= {None, 2015}
    assert any(page.diagnostics for page in pages)


@pytest.mark.parametrize("version", VERSIONS)
def test_papers_of_every_version_are_those_read_now(version: str, pages: list[Page]) -> None:
    papers = paperparse.from_json((FOLDER / version / "papers.jsonl").read_bytes(), type=Paper)
    assert [spell_out(paper) for paper in papers] == [spell_out(paper) for page in pages for paper in page]


@pytest.mark.parametrize("version", VERSIONS)
def test_pages_of_every_version_are_those_read_now(version: str, pages: list[Page]) -> None:
    written = paperparse.from_json((FOLDER / version / "pages.json").read_bytes(), type=Page)
    expected = [without_text(page) for page in pages] if version in WITHOUT_TEXT else pages
    assert [spell_out(without_messages(page)) for page in written] == [
        spell_out(without_messages(page)) for page in expected
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_what_was_read_is_written_as_the_present_version(version: str) -> None:
    for path in (FOLDER / version).iterdir():
        records = paperparse.from_json(path.read_bytes())
        again = paperparse.from_json(paperparse.dumps(records))
        assert spell_out(again) == spell_out(records)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_records_of_every_earlier_schema_are_here(version: int) -> None:
    for path in (FOLDER / f"schema-{version}").iterdir():
        assert f'"schema_version":{version},' in path.read_text("utf-8")
        assert f'"schema_version":{SCHEMA_VERSION},' not in path.read_text("utf-8")


def structure(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` without what is for people."""
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("title", "description", "examples"):
            continue
        if key in ("properties", "$defs"):
            kept[key] = {name: structure(below) for name, below in value.items()}
        elif isinstance(value, dict):
            kept[key] = structure(value)
        elif isinstance(value, list):
            kept[key] = [structure(item) if isinstance(item, dict) else item for item in value]
        else:
            kept[key] = value
    return kept


def test_the_structure_of_records_is_that_of_their_version() -> None:
    frozen = json.loads((FOLDER / f"structure-{SCHEMA_VERSION}.json").read_text("utf-8"))
    present = {name: structure(paperparse.schema(name)) for name in SCHEMA_NAMES}
    assert present == frozen, NEEDS_A_NEW_VERSION.format(version=SCHEMA_VERSION)


LATER: Final = [name for name in VALUE_FIELDS if name not in FIRST]
FIRST_PAPER: Final[dict[str, Any]] = {
    "schema_version": 1,
    **dict.fromkeys(FIRST),
    "authors": [],
    "origins": [],
    "spans": {},
}


@pytest.mark.parametrize("name", LATER)
def test_a_record_of_the_first_schema_has_none_of_the_later_keys(name: str) -> None:
    source = dict.fromkeys(("page", "format", "position", "span", "line"))
    raw = {**FIRST_PAPER, "title": "Pointer Networks", "source": source}
    assert paperparse.from_json(json.dumps(raw)) == (Paper(title="Pointer Networks"),)
    with pytest.raises(RecordError, match=f"no Paper of version 1 has a key '{name}', at ") as caught:
        paperparse.from_json(json.dumps({**raw, name: None}))
    assert (caught.value.code, caught.value.path) == ("unknown-key", f"$.{name}")
    del raw["schema_version"]
    with pytest.raises(RecordError, match="has no key 'schema_version'"):
        paperparse.from_json(json.dumps({**dict.fromkeys(LATER), "categories": [], **raw}))


@pytest.mark.parametrize("version", [True, 1.0, "1", None])
def test_what_is_no_version_is_upgraded_to_none(version: Any) -> None:
    with pytest.raises(RecordError, match=r"schema_version|no keys"):
        paperparse.from_json(json.dumps({**FIRST_PAPER, "schema_version": version}))


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_the_structure_of_every_version_is_kept(version: int) -> None:
    frozen = json.loads((FOLDER / f"structure-{version}.json").read_text("utf-8"))
    assert frozen["paper"]["$id"] == f"urn:paperparse:schema:paper:{version}"
