"""Packages with formats, as installing them leaves them behind: a module and its metadata in a folder."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest
from samples import ROOT

from paperparse import formats

BALLOT: Final = ROOT / "tests" / "plugin"
BALLOT_PAGE: Final = BALLOT / "tests" / "cases" / "page.txt"
BALLOT_SOURCE: Final = (BALLOT / "src" / "paperparse_ballot" / "__init__.py").read_text("utf-8")


def add_package(folder: Path, name: str, source: str, points: str | None = None) -> None:
    """Put the package `name` 1.0 into `folder`, with entry points `points`, by default one to its `FORMAT`."""
    module = name.replace("-", "_")
    metadata = folder / f"{module}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    points = f"{module} = {module}:FORMAT" if points is None else points
    (metadata / "entry_points.txt").write_text(f"[paperparse.formats]\n{points}\n", "utf-8")
    (folder / f"{module}.py").write_text(dedent(source), "utf-8")


@contextmanager
def finding_packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Packages in `folder` are found, and of their formats and modules nothing is left behind."""
    monkeypatch.syspath_prepend(folder)
    before = {*sys.modules}
    formats._load_catalogue.cache_clear()
    yield
    formats._load_catalogue.cache_clear()
    for name in {*sys.modules} - before:
        if str(folder) in (getattr(sys.modules[name], "__file__", None) or ""):
            del sys.modules[name]
