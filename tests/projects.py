"""Small projects with pages and records, to run `paperparse validate` on as its users do."""

import os
import re
import sys
from pathlib import Path
from typing import Final

from samples import ROOT, load_seed

import paperparse

GUIDE: Final = (ROOT / "docs" / "ci.md").read_text("utf-8")
SCRIPTS: Final = str(Path(sys.executable).parent)


def read_blocks(language: str) -> list[str]:
    """The blocks of docs/ci.md in a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)


def write_project(folder: Path) -> Path:
    """A project without a finding, in `folder`."""
    daily = load_seed("daily_feed")
    for name in ("pages", "records"):
        (folder / name).mkdir(parents=True)
    (folder / "pages" / "daily.txt").write_text(daily.text, "utf-8")
    (folder / "pages" / "two words.txt").write_text(load_seed("scored_feed").text, "utf-8")
    (folder / "records" / "papers.jsonl").write_text(paperparse.dumps(daily.papers, to="jsonl"), "utf-8")
    return folder


def damage_page(folder: Path) -> Path:
    """The project in `folder` with one error, on line 27 of a page."""
    return _replace(folder, "pages/daily.txt", "\nDec 19, 2024\n", "\nFeb 30, 2024\n")


def damage_records(folder: Path) -> Path:
    """The project in `folder` with one error, on line 4 of its records."""
    return _replace(folder, "records/papers.jsonl", '"title":"Pointer Networks"', '"title":7')


def _replace(folder: Path, file: str, old: str, new: str) -> Path:
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return folder


def make_environment(**variables: str) -> dict[str, str]:
    """The environment of a shell that has `paperparse`, with `variables` and without those of a CI system."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GIT_"))}
    return {**inherited, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", **variables}
