"""Texts of a table, read and parsed in a pipeline of datatrove: the records of `crawl`.

Run: `PYTHONPATH=tests python tests/engines/on_datatrove.py`; needs datatrove.
"""

import json
from typing import Any

from crawls import Here, read_rows
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import JsonlWriter
from recipes import enter_folder, run_recipe

import paperparse


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    with enter_folder() as folder:
        papers = run_recipe("datatrove", PipelineStep=PipelineStep, Document=Document)["Papers"]
        reader = ParquetReader(str(folder), glob_pattern="table.parquet", id_key="url")
        writer = JsonlWriter(str(folder / "found"), compression=None)
        LocalPipelineExecutor([reader, papers(), writer], logging_dir=str(folder / "logs")).run()
        paperparse.crawl("table.parquet", "expected", executor=Here(), to="jsonl")
        found = [row["metadata"] for row in read_rows(folder, "found")]
        assert sort(found) == sort(read_rows(folder / "expected", "papers"))
        print(f"{len(found):,} papers")


def sort(records: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(record, sort_keys=True) for record in records)


if __name__ == "__main__":
    main()
