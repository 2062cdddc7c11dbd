"""Texts of a frame of polars, parsed as they are: the papers of `crawl`.

Run: `PYTHONPATH=tests python tests/engines/on_polars.py`; needs the extra `polars`.
"""

import tempfile
from pathlib import Path

import polars
import pyarrow
from crawls import TEXTS, Here, write_inputs

import paperparse
from paperparse.arrow import PAPERS, parse_batches
from paperparse.exports.tables import COLUMNS


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    with tempfile.TemporaryDirectory() as name:
        table = write_inputs(Path(name) / "in", TEXTS * 100) / "d.parquet"
        paperparse.crawl(table, Path(name) / "out", executor=Here(), jobs=1)
        papers = pyarrow.Table.from_batches(parse_batches(polars.read_parquet(table)), PAPERS)
        found = polars.DataFrame(papers).select("page_url", *COLUMNS)
        expected = polars.read_parquet(Path(name) / "out" / "papers" / "*.parquet").select("page_url", *COLUMNS)
        assert found.equals(expected)
        print(f"{len(found):,} papers")


if __name__ == "__main__":
    main()
