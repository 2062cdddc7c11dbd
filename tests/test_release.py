"""A release begins only when tag, version, changelog and citation agree."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from release import find_notes
from samples import ROOT

import paperparse

VERSION = paperparse.__version__
FILES = ("src/paperparse/__init__.py", "CITATION.cff", "docs/ci.md", "CHANGELOG.md")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The files that name the version, all of them 7.0.0."""
    for name in FILES:
        text = (ROOT / name).read_text("utf-8")
        if name == "CHANGELOG.md":
            text = text.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [7.0.0] - 2026-12-01\n", 1)
        elif name == "docs/ci.md":
            text = re.sub(r"\bv\d+\.\d+\.\d+", "v7.0.0", text)
        else:
            text = text.replace(VERSION, "7.0.0")
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_notes_are_the_section_of_the_changelog(tree: Path) -> None:
    notes = find_notes("v7.0.0", tree)
    assert notes.startswith("### Added\n\n- ")
    assert "\n## [" not in notes


@pytest.mark.parametrize("tag", ["7.0.0", "v7.0", "v7.0.0-1", "release", "v7.0.0 ", "v٧.0.0"])
def test_a_tag_is_a_version(tag: str, tree: Path) -> None:
    with pytest.raises(ValueError, match=r"^the tag is .*, and should be like v1\.2\.3"):
        find_notes(tag, tree)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (FILES[0], "7.0.0", "7.0.1", r"__init__\.py says 7\.0\.1, and should say 7\.0\.0"),
        (FILES[1], "7.0.0", "7.0.1", r"CITATION\.cff says 7\.0\.1"),
        (FILES[1], "\nversion:", "\nvers:", r"CITATION\.cff says nothing"),
        (FILES[2], "v7.0.0", "v7.0.1", r"ci\.md says 7\.0\.0, 7\.0\.1, and"),
        (FILES[3], "## [Unreleased]\n", "## [Unreleased]\n\n- more\n", r"CHANGELOG\.md should begin with"),
        (FILES[3], "## [7.0.0]", "## [7.0.1]", r"CHANGELOG\.md should go on with a section \[7\.0\.0\]"),
        (FILES[3], "[7.0.0] - 2026-12-01", "[7.0.0] - soon", r"CHANGELOG\.md should"),
        (FILES[3], "## [Unreleased]\n", "", r"CHANGELOG\.md should begin with"),
    ],
)
def test_what_names_another_version_stops_the_release(file: str, old: str, new: str, told: str, tree: Path) -> None:
    change(tree / file, old, new)
    with pytest.raises(ValueError, match=told):
        find_notes("v7.0.0", tree)


def test_the_command_needs_nothing_installed() -> None:
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "tests" / "release.py"), "v0.0.0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert f"__init__.py says {VERSION}, and should say 0.0.0\n" in run.stderr


def test_the_citation_is_of_this_version() -> None:
    assert f"\nversion: {VERSION}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
