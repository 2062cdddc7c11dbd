"""The notebook in docs/: a user's path from pages to charts and files, run as users run it."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest
from samples import ROOT, load_seed

NOTEBOOK: Final = ROOT / "docs" / "notebook.ipynb"


def read_cells(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def list_shown(path: Path, kind: str) -> list[str]:
    """What all cells show in the form `kind`, a type of media or `stdout`."""
    shown = []
    for output in (output for cell in read_cells(path) for output in cell["outputs"]):
        forms = {output["name"]: output["text"]} if output["output_type"] == "stream" else output["data"]
        shown += ["".join(forms[kind])] if kind in forms else []
    return shown


def test_it_is_kept_without_what_it_shows() -> None:
    cells = read_cells(NOTEBOOK)
    assert [(cell["outputs"], cell["execution_count"]) for cell in cells] == [([], None)] * len(cells)
    assert not re.search(r"^\s*[!%]", "\n".join("".join(cell["source"]) for cell in cells), re.MULTILINE)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("nbconvert") is None, reason="needs the extra notebook")
def test_every_cell_runs_and_shows_what_it_says(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", str(tmp_path)]
    # Without the settings of whoever runs the tests.
    environment = {**os.environ, "JUPYTER_PLATFORM_DIRS": "1", "IPYTHONDIR": str(tmp_path), "HOME": str(tmp_path)}
    run = subprocess.run([*command, str(NOTEBOOK)], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    executed = tmp_path / NOTEBOOK.name
    assert str(ROOT) not in executed.read_text("utf-8")
    assert ">Pointer Networks</td>" in list_shown(executed, "text/html")[0]
    assert list_shown(executed, "stderr") == []
    assert list_shown(executed, "stdout")[::2] == ["346 cards, 327 papers\n", "327 papers\n"]
    [chart] = list_shown(executed, "image/svg+xml")
    years = {
        paper.published.year
        for name in ("daily_feed", "scored_feed")
        for paper in load_seed(name)
        if paper.published is not None and paper.published.year is not None
    }
    # A bar for each year that is printed or filled in, and none for what has no date.
    bars = re.findall(r'aria-label="year: (\w+); papers: \d+"', chart)
    assert sorted(bars) == sorted(map(str, years | {2025}))
