"""Texts of a dataset of Hugging Face, parsed batch by batch in two processes: the papers of `crawl`.

Run: `PYTHONPATH=tests python tests/engines/on_datasets.py`; needs datasets.
"""

import datasets
from recipes import check_papers, enter_folder, run_recipe

from paperparse.arrow import PAPERS, parse_batches


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    with enter_folder() as folder:
        dataset = datasets.Dataset.from_parquet("table.parquet", cache_dir=str(folder / "cache"))
        found = run_recipe("Hugging Face `datasets`", dataset=dataset, PAPERS=PAPERS, parse_batches=parse_batches)[
            "papers"
        ]
        check_papers(found.with_format("arrow")[:])


if __name__ == "__main__":
    main()
