"""The recipes of docs/scale.md: short, each with a script that runs it as it stands there and checks the rows."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from processes import clean_environment
from recipes import read_recipe

ENGINES: Final = {
    "Dask": "on_dask.py",
    "Spark": "on_spark.py",
    "Ray Data": "on_ray.py",
    "DuckDB": "on_duckdb.py",
    "Polars": "on_polars.py",
    "Hugging Face `datasets`": "on_datasets.py",
    "datatrove": "on_datatrove.py",
}
SCRIPTS: Final = Path(__file__).parent / "engines"


@pytest.mark.parametrize("engine", ENGINES)
def test_recipes_are_short(engine: str) -> None:
    code = read_recipe(engine)
    assert len(code.splitlines()) <= 10
    compile(code, engine, "exec")


def test_each_recipe_is_run_by_a_script() -> None:
    assert {path.name for path in SCRIPTS.glob("on_*.py")} == set(ENGINES.values())
    for engine, name in ENGINES.items():
        assert f'"{engine}"' in (SCRIPTS / name).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs signals as POSIX has them")
def test_dask_gives_the_same_with_workers_that_are_killed() -> None:
    environment = clean_environment(PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    found = subprocess.run(
        [sys.executable, SCRIPTS / "on_dask.py"], env=environment, check=True, capture_output=True, text=True
    )
    assert found.stdout == "3,000 texts, 11,400 papers\n"
