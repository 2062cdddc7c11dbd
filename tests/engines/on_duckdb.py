"""Texts of a table, read by DuckDB and parsed as they come: the papers of `crawl`.

Run: `PYTHONPATH=tests python tests/engines/on_duckdb.py`; needs duckdb.
"""

import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pyarrow.parquet
from crawls import TEXTS, Here, write_inputs

import paperparse
from paperparse.arrow import PAPERS, parse_batches


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    with tempfile.TemporaryDirectory() as name:
        table = write_inputs(Path(name) / "in", TEXTS * 100) / "d.parquet"
        paperparse.crawl(table, Path(name) / "out", executor=Here(), jobs=1)
        # While one connection gives texts, it can answer nothing else.
        source: Any = duckdb.connect()
        other: Any = duckdb.connect()
        texts = source.read_parquet(str(table)).to_arrow_reader(1_000)
        papers = pyarrow.RecordBatchReader.from_batches(PAPERS, parse_batches(texts))
        parts = other.read_parquet(str(Path(name) / "out" / "papers" / "*.parquet"))
        found, expected = (
            rows.project("page_url, title, abstract").order("all").fetchall()
            for rows in (other.from_arrow(papers), parts)
        )
        assert found == expected
        print(f"{len(found):,} papers")


if __name__ == "__main__":
    main()
