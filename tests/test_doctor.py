"""`paperparse doctor`: what paperparse runs on, and what of it is broken."""

import json
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from plugins import BALLOT_SOURCE, add_package, finding_packages
from processes import Outcome, run_command
from samples import ROOT

import paperparse
from paperparse import formats
from paperparse.command_line import installation
from paperparse.command_line.installation import DEPENDENCIES, EXTRAS, iter_versions

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# Extras for work on paperparse itself.
FOR_DEVELOPMENT = {"test", "extractors", "fuzz", "benchmark", "mutation", "engines", "notebook", "docs", "dev"}


def examine(folder: Path) -> tuple[int, dict[str, Any]]:
    outcome = run_command("doctor", "--json", cwd=folder)
    return outcome.status, json.loads(outcome.out)


def name_packages(requirements: list[str]) -> tuple[str, ...]:
    return tuple(one.partition(">=")[0] for one in requirements)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path of modules, whose packages are found before all others."""
    monkeypatch.setattr(installation, "EXTRAS", {"zstd": ("zstandard",), "demo": ("demo-plain",)})
    with finding_packages(tmp_path, monkeypatch):
        yield tmp_path


def test_the_packages_are_those_of_the_project() -> None:
    assert name_packages(PROJECT["dependencies"]) == DEPENDENCIES
    extras = PROJECT["optional-dependencies"]
    assert {extra: name_packages(extras[extra]) for extra in extras.keys() - FOR_DEVELOPMENT} == EXTRAS


@pytest.mark.deep
def test_what_is_installed_is_told_with_its_version(tmp_path: Path) -> None:
    status, found = examine(tmp_path)
    assert (status, found["problems"]) == (0, [])
    assert found["paperparse"]["version"] == paperparse.__version__
    assert [one["name"] for one in found["dependencies"]] == list(DEPENDENCIES)
    assert all(one["version"] for one in found["dependencies"])
    told = run_command("doctor", cwd=tmp_path)
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith(f"paperparse {paperparse.__version__}, in ")
    assert f"\n  regex {found['dependencies'][2]['version']}\n" in told.out
    assert told.out.endswith("\nnothing is broken\n")


def test_the_ending_of_the_output_names_the_form(tmp_path: Path) -> None:
    assert run_command("doctor", "-o", "a.json", cwd=tmp_path) == Outcome(0, "", "")
    assert json.loads((tmp_path / "a.json").read_bytes())["problems"] == []
    assert run_command("doctor", "-o", "a.txt", cwd=tmp_path).status == 0
    assert (tmp_path / "a.txt").read_text("utf-8").startswith("paperparse ")


def write_metadata(folder: Path, name: str, version: str) -> None:
    metadata = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")


def test_what_is_missing_is_no_fault(installed: Path) -> None:
    status, found = examine(installed)
    assert (status, found["extras"]["demo"]) == (0, [{"name": "demo-plain", "version": None, "problem": None}])
    assert "demo             demo-plain not installed\n" in run_command("doctor", cwd=installed).out


def test_a_package_that_is_too_old_is_told(installed: Path) -> None:
    write_metadata(installed, "zstandard", "0.9.1")
    status, found = examine(installed)
    least = next(one for one in PROJECT["optional-dependencies"]["zstd"]).partition(">=")[2]
    assert (status, found["problems"]) == (1, [f"zstandard 0.9.1: too old, {least} or later is needed"])
    told = run_command("doctor", cwd=installed)
    assert (told.status, "zstd             zstandard 0.9.1 (broken)\n" in told.out) == (1, True)
    assert told.out.endswith(f"\nbroken:\n  zstandard 0.9.1: too old, {least} or later is needed\n")


@pytest.mark.parametrize("version", ["0.23", "0.23.0rc1", "0.23.1.dev2", "1", "1.0+local.1"])
def test_versions_are_compared_by_their_numbers(version: str, installed: Path) -> None:
    write_metadata(installed, "zstandard", version)
    (installed / "zstandard.py").write_text("")
    assert examine(installed)[1]["problems"] == []


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise RuntimeError('one\\n  two')", "RuntimeError: one two"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import demo_nowhere", "ModuleNotFoundError: No module named 'demo_nowhere'"),
    ],
)
def test_a_package_that_can_not_be_imported_is_told(
    source: str, reason: str, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "EXTRAS", {"demo": ("demobroken",)})
    write_metadata(installed, "demobroken", "1.0")
    (installed / "demobroken.py").write_text(source)
    status, found = examine(installed)
    assert (status, found["problems"]) == (1, [f"demobroken 1.0: can't be imported: {reason}"])


def test_formats_of_installed_packages_are_listed_and_broken_ones_told(installed: Path) -> None:
    add_package(installed, "demo-ballot", BALLOT_SOURCE)
    assert examine(installed)[1]["formats"] == [{"name": "ballot", "package": "demo-ballot 1.0"}]
    assert "\n  ballot [demo-ballot 1.0]\n" in run_command("doctor", cwd=installed).out
    add_package(installed, "demo-other", BALLOT_SOURCE)
    add_package(installed, "demo-broken", "import demo_nowhere")
    formats._load_catalogue.cache_clear()
    status, found = examine(installed)
    assert status == 1
    broken, twice = found["problems"]
    assert broken.startswith("the package demo-broken 1.0 brings no format by its entry point 'demo_broken'")
    assert twice.startswith("two formats are named 'ballot', one of demo-ballot 1.0 and one of demo-other 1.0")


def test_without_metadata_of_paperparse_no_package_is_too_old(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(name: str) -> list[str]:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(installation, "requires", lose)
    write_metadata(installed, "zstandard", "0.9.1")
    assert examine(installed)[1]["problems"] == []


def test_of_extras_those_are_listed_that_are_whole(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_metadata(installed, "demo-plain", "1.0")
    monkeypatch.setattr(installation, "EXTRAS", {"demo": ("demo-plain",), "other": ("demo-plain", "demo-nowhere")})
    *packages, demo = iter_versions()
    assert [package.split()[0] for package in packages] == list(DEPENDENCIES)
    assert demo == "[demo]"
