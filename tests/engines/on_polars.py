"""Texts of a frame of polars, parsed as they are: the papers of `crawl`.

Run: `PYTHONPATH=tests python tests/engines/on_polars.py`; needs the extra `polars`.
"""

import polars
from recipes import check_papers, enter_folder, run_recipe

from paperparse.arrow import PAPERS, parse_batches


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    with enter_folder():
        papers = run_recipe("Polars", polars=polars, PAPERS=PAPERS, parse_batches=parse_batches)["papers"]
        check_papers(papers.to_arrow())


if __name__ == "__main__":
    main()
