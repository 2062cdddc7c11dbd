"""What the scripts in engines/ share: texts, the papers of a crawl in this process, and the recipes of docs/scale.md.

A recipe is run as it stands in the document, in a folder with `table.parquet`.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow
import pyarrow.parquet
from crawls import TEXTS, Here, write_inputs
from samples import ROOT

import paperparse
from paperparse.exports.tables import COLUMNS

_DOCUMENT: Final = ROOT / "docs" / "scale.md"
_WANTED: Final = ("page_url", *COLUMNS)


def read_recipe(engine: str) -> str:
    """The first code under the name of `engine`."""
    _, _, below = _DOCUMENT.read_text("utf-8").partition(f"**{engine}**")
    return below.split("```python\n")[1].split("```")[0]


def run_recipe(engine: str, **names: Any) -> dict[str, Any]:
    """What the recipe of `engine` leaves behind; it finds `names`, and two modules that it does not import itself."""
    # Engines send what is defined in __main__ to their workers, and import the rest there.
    space = {"__name__": "__main__", "pyarrow": pyarrow, "paperparse": paperparse, **names}
    exec(compile(read_recipe(engine), str(_DOCUMENT), "exec"), space)  # noqa: S102  # From this project.
    return space


@contextmanager
def enter_folder(count: int = 100) -> Iterator[Path]:
    """A folder that is the working directory, with 5 * `count` texts in `table.parquet`."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder / "in", TEXTS * count)
        (folder / "in" / "d.parquet").rename(folder / "table.parquet")
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)


def check_papers(found: Any) -> None:
    """Raise `AssertionError` unless `found`, a table, has the papers of a crawl of `table.parquet`, in any order."""
    paperparse.crawl("table.parquet", "expected", executor=Here(), jobs=1)
    expected = pyarrow.parquet.read_table("expected/papers")
    rows = [sorted(map(msgspec.json.encode, table.select(_WANTED).to_pylist())) for table in (found, expected)]
    assert rows[0] == rows[1]
    print(f"{len(rows[0]):,} papers")
