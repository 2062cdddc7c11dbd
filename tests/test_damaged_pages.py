"""Damaged pages: validation finds each damage, says where it is, and says nothing else; in every report."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
from damaged import DAMAGES, Damage
from quick import thin_out
from samples import ROOT, SEEDED

import paperparse
from paperparse.codes import CODES
from paperparse.command_line import main

Found = list[tuple[str, int]]


def name_damage(damage: Damage) -> str:
    return f"{damage.format}: {damage.name}"


# Some of them are enough to see that reports and records are as they were.
SOME_QUICK: Final = pytest.mark.parametrize("damage", thin_out(31, DAMAGES, name_damage))
SEEDS: Final = sorted(str(path) for path in (ROOT / "seeds").glob("*.txt"))
_FINDING: Final = re.compile(r"^[^:\n]+:(\d+):\d+: (error|warning|note): ([a-z-]+): .+$", re.MULTILINE)
_ANNOTATION: Final = re.compile(r"^::(error|warning|notice) file=[^,]+,line=(\d+),(?:\S+,)?title=([^:,]+)::.+$", re.M)


def read_text(report: str) -> Found:
    return [(code, int(line)) for line, _, code in _FINDING.findall(report)]


def read_json(report: str) -> Found:
    [file] = json.loads(report)["files"]
    return [(found["code"], found["line"]) for found in file["findings"]]


def read_github(report: str) -> Found:
    return [(code, int(line)) for _, line, code in _ANNOTATION.findall(report)]


def read_sarif(report: str) -> Found:
    [run] = json.loads(report)["runs"]
    return [
        (found["ruleId"], found["locations"][0]["physicalLocation"]["region"]["startLine"]) for found in run["results"]
    ]


def read_junit(report: str) -> Found:
    [failure] = ElementTree.fromstring(report).iter("failure")  # noqa: S314
    return read_text(failure.text or "")


READERS: Final[dict[str, Callable[[str], Found]]] = {
    "text": read_text,
    "json": read_json,
    "github": read_github,
    "sarif": read_sarif,
    "junit": read_junit,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all, which is quicker to clear than hundreds."""
    return tmp_path_factory.mktemp("pages")


@pytest.mark.parametrize("damage", thin_out(8, DAMAGES, name_damage))
def test_a_damage_is_found_where_it_is(damage: Damage, folder: Path) -> None:
    found = paperparse.validate(damage.write_page(folder))
    assert sorted((one.code, one.line) for one in found) == damage.findings
    assert {one.severity for one in found} == {CODES[code].severity for code in damage.codes}


@SOME_QUICK
def test_every_report_names_the_damaged_line(damage: Damage, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = str(damage.write_page(folder))
    for report, read in READERS.items():
        assert main(["validate", "--fail-on", "note", "--output-format", report, page]) == 1
        assert sorted(read(capsys.readouterr().out)) == damage.findings, report


@SOME_QUICK
def test_the_records_of_a_damaged_page_give_the_same_codes(damage: Damage, folder: Path) -> None:
    records = folder / "page.json"
    paperparse.dump(paperparse.load(damage.write_page(folder)), records)
    assert sorted(one.code for one in paperparse.validate(records)) == sorted(damage.codes)


@pytest.mark.parametrize("report", READERS)
def test_seeds_have_no_finding(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--fail-on", "note", "--output-format", report, *SEEDS]) == 0
    out = capsys.readouterr().out
    assert {
        "text": lambda: out == "5 files, no findings\n",
        "json": lambda: (
            [(file["papers"], file["findings"]) for file in json.loads(out)["files"]]
            == [(10, []), (9, []), (256, []), (12, []), (59, [])]
        ),
        "github": lambda: out == "5 files, no findings\n",
        "sarif": lambda: [run["results"] for run in json.loads(out)["runs"]] == [[]],
        "junit": lambda: (
            [case.find("*") for case in ElementTree.fromstring(out).iter("testcase")]  # noqa: S314
            == [None] * 5
        ),
    }[report]()


@pytest.mark.slow
@pytest.mark.parametrize("report", READERS)
def test_the_command_as_a_process_says_the_same(report: str, tmp_path: Path) -> None:
    damage = next(damage for damage in DAMAGES if damage.codes == ["missing-mark"])
    command = [sys.executable, "-m", "paperparse", "validate", "--fail-on", "warning", "--output-format", report]
    result = subprocess.run([*command, damage.write_page(tmp_path)], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (1, b"")
    assert READERS[report](result.stdout.decode()) == damage.findings


def test_damages_stand_in_every_part_of_every_seed() -> None:
    parts: Counter[tuple[str, int]] = Counter()
    for damage in DAMAGES:
        parts[damage.format, 3 * (damage.line - 1) // (damage.make_page().count("\n") + 1)] += 1
    assert set(parts) == {(form, part) for form in SEEDED for part in range(3)}
    assert len({(damage.format, damage.name) for damage in DAMAGES}) == len(DAMAGES) >= 45
