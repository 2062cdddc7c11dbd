"""Texts of a table, read by DuckDB, parsed as they come, and written by it: the papers of `crawl`.

Run: `PYTHONPATH=tests python tests/engines/on_duckdb.py`; needs duckdb.
"""

import duckdb
import pyarrow.parquet
from recipes import check_papers, enter_folder, run_recipe

from paperparse.arrow import PAPERS, parse_batches


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    with enter_folder():
        run_recipe("DuckDB", duckdb=duckdb, PAPERS=PAPERS, parse_batches=parse_batches)
        check_papers(pyarrow.parquet.read_table("papers.parquet"))


if __name__ == "__main__":
    main()
