"""The fields of papers: declared once, and that is enough for each place that tells of them."""

import json
import os
import re
import shutil
import subprocess
import sys
from typing import Any, Final, get_args, get_type_hints

import pytest
from samples import ROOT
from written_docs import DOCS, NAMES, VALUES, write_tables

from paperparse import PageInfo, Paper
from paperparse.exports import cells, tables
from paperparse.formats import FORMATS
from paperparse.merging import joining
from paperparse.model.fields import KINDS, SEVERAL, Field, Merging
from paperparse.model.page import INFO_FIELDS
from paperparse.model.paper import FIELDS, VALUE_FIELDS
from paperparse.testing import records

# One line for a field of each kind.
NEW: Final = {
    "downloads": 'int | None = field(default=None, metadata=declare("count", "Downloads.", 5, unit="download"))',
    "remark": 'str | None = field(default=None, metadata=declare("text", "A remark."))',
    "editors": 'tuple[str, ...] = field(default=(), converter=_freeze_names, metadata=declare("names", "Editors."))',
    "topics": 'tuple[str, ...] = field(default=(), converter=_freeze_codes, metadata=declare("codes", "Topics."))',
    "revised": 'PartialDate | None = field(default=None, metadata=declare("date", "The latest revision."))',
    "lab": 'Organization | None = field(default=None, metadata=declare("organization", "A laboratory."))',
}
LAST: Final = "    source: Source ="
# What is compared, in the ways that fields are merged; identifiers are only if they have the form of one.
COMPARED: Final = ("title", "abstract", "authors", "author_count", "published", "text")


def name_fields(way: str, new: str) -> str:
    """The fields of a kind, or that are merged in a way, and `new` behind them."""
    names = [name for name, field in FIELDS.items() if way in (field.kind, field.merging)]
    return ", ".join(f"`{name}`" for name in [*names, new])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the package, with a line for each new field, tells of them."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "src", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / "paperparse" / "model" / "paper.py"
    before, after = path.read_text("utf-8").split(LAST)
    lines = "".join(f"    {name}: {declared}\n" for name, declared in NEW.items())
    path.write_text(f"{before}{lines}{LAST}{after}", "utf-8")
    # The lines that run are those of a copy, which nobody counts.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    run = subprocess.run(
        [sys.executable, ROOT / "tests" / "told_fields.py"],
        capture_output=True,
        check=False,
        env={**inherited, "PYTHONPATH": str(folder)},
    )
    assert run.returncode == 0, run.stderr.decode()
    told: dict[str, Any] = json.loads(run.stdout)
    return told


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_in_the_docs_are_those_of_the_fields(name: str) -> None:
    """`python tests/written_docs.py` writes them."""
    text = (DOCS / name).read_text("utf-8")
    assert text == write_tables(name, text)


def test_every_value_is_a_declared_field() -> None:
    assert VALUE_FIELDS == tuple(FIELDS) == tuple(one.name for one in FIELDS.values())
    for owner, declared in ((Paper, FIELDS), (PageInfo, INFO_FIELDS)):
        assert list(declared) == [one.name for one in owner.__attrs_attrs__ if one.eq]


@pytest.mark.parametrize("field", [*FIELDS.values(), *INFO_FIELDS.values()], ids=lambda field: field.name)
def test_a_field_has_the_type_of_its_kind_and_a_sentence(field: Field) -> None:
    owner = Paper if FIELDS.get(field.name) is field else PageInfo
    hint = get_type_hints(owner)[field.name]
    assert hint == tuple[str, ...] if field.kind in SEVERAL else hint == type(VALUES[field.kind]) | None
    assert field.meaning.endswith(".")


def test_every_kind_is_known_everywhere() -> None:
    for table in (VALUES, cells._PARTS, tables._COLUMNS_OF_KIND, records._BY_KIND):
        assert set(table) == set(KINDS)
    assert set(joining._CHOICES) == set(get_args(Merging))


def test_only_one_field_is_merged_as_what_only_one_can_be() -> None:
    merged = [field.merging for field in FIELDS.values()]
    alone: tuple[Merging, ...] = ("title", "abstract", "authors", "author_count", "published", "arxiv_id", "doi")
    assert [merged.count(one) for one in alone] == [1] * 7


@pytest.mark.parametrize("name", NEW)
@pytest.mark.slow
def test_one_line_is_a_field_of_papers_and_records(name: str, told: dict[str, Any]) -> None:
    assert f", {name}=" in told["repr"]
    assert told["comes back"]
    assert told["merged"]
    assert list(told["json"]).index(name) == list(told["json"]).index("source") - len(NEW) + list(NEW).index(name)
    assert told["schema"][name]["description"] in NEW[name]


@pytest.mark.slow
def test_one_line_is_a_column(told: dict[str, Any]) -> None:
    assert {name: told["csv"][name] for name in told["csv"] if name.startswith(tuple(NEW))} == {
        "downloads": "1",
        "remark": "A text",
        "editors": "A Name",
        "topics": "cs.CL; cs.LG",
        "revised": "2015-06-09",
        "revised_year_min": "",
        "lab_handle": "handle",
        "lab_name": "Name",
    }
    columns = ["downloads", "remark", "editors", "topics", "revised", "revised_parts", "lab"]
    for library in ("arrow", "pandas", "polars"):
        assert [name for name in told[library] if name.startswith(tuple(NEW))] == columns


@pytest.mark.slow
def test_one_line_is_an_entry_where_there_are_places_for_all_fields(told: dict[str, Any]) -> None:
    assert set(NEW) <= set(told["csl"]["custom"])
    assert {"downloads", "remark", "editors", "topics", "revised", "lab_name"} <= set(
        re.findall(r"^  (\w+) = ", told["bibtex"], re.M)
    )
    assert "1 download" in told["markdown"]


@pytest.mark.slow
def test_one_line_of_text_is_compared(told: dict[str, Any]) -> None:
    compared = [name for name, field in FIELDS.items() if field.merging in COMPARED]
    assert told["evidence"] == [*compared, "remark"]


@pytest.mark.slow
def test_one_line_is_checked_for_damage(told: dict[str, Any]) -> None:
    assert told["damaged"] == [*(name for name, field in FIELDS.items() if field.kind == "text"), "remark"]


@pytest.mark.parametrize("name", NEW)
@pytest.mark.slow
def test_one_line_has_codes(name: str, told: dict[str, Any]) -> None:
    assert told["codes"][f"missing-{name}"] == f"the card has no {name}"
    assert told["codes"].get(f"invalid-{name}") == (None if name == "remark" else f"the {name} can't be read")


@pytest.mark.parametrize(
    ("document", "rows"),
    [
        ("formats.md", [f"| `downloads` |{' |' * len(FORMATS)}", "| `downloads` | `int` | Downloads. |"]),
        ("exports.md", ["| `downloads` | `custom.downloads` | `downloads` | left out |"]),
        ("exports.md", ["| `downloads` | `int64` | `Int64` | `Int64` | where the page prints none |"]),
        ("exports.md", [f"| {name_fields('count', 'downloads')} | the number |"]),
        ("merging.md", [f"| {name_fields('growing', 'downloads')} | the largest, for they grow |"]),
        ("diagnostics.md", ["| [`missing-downloads`](#missing-downloads) | error | the card has no downloads |"]),
    ],
)
@pytest.mark.slow
def test_one_line_is_a_row_of_the_docs(document: str, rows: list[str], told: dict[str, Any]) -> None:
    assert set(rows) <= set(told["docs"][document].split("\n"))
