"""Texts of a table, parsed by the workers of Ray Data: the papers of `crawl`.

Run: `PYTHONPATH=tests python tests/engines/on_ray.py`; needs `ray[data]`.
"""

import pyarrow
import ray
from recipes import check_papers, enter_folder, run_recipe

from paperparse.arrow import PAPERS, parse_batches


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    with enter_folder():
        ray.init(num_cpus=2, include_dashboard=False)
        papers = run_recipe("Ray Data", ray=ray, PAPERS=PAPERS, parse_batches=parse_batches)["papers"]
        check_papers(pyarrow.concat_tables(ray.get(papers.to_arrow_refs())))
        ray.shutdown()


if __name__ == "__main__":
    main()
