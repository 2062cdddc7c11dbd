"""Crawls by two workers of Dask, and the same by this process: equal to the byte, even if both workers are killed.

Run: `PYTHONPATH=tests python tests/engines/on_dask.py`; needs the extra `dask`.
"""

import os
import signal
from pathlib import Path
from typing import Any

from crawls import Here, list_parts
from distributed import Client, LocalCluster
from recipes import enter_folder, run_recipe

import paperparse

make_cluster: Any = LocalCluster
connect: Any = Client


def main() -> None:
    """Raise `AssertionError` if they differ."""
    with (
        enter_folder() as folder,
        make_cluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        connect(cluster) as client,
    ):
        (folder / "in").rename("crawl")
        whole = paperparse.crawl("crawl", "whole", executor=Here(), jobs=1)
        run_recipe("Dask", address=cluster.scheduler_address)
        assert list_parts(Path("shared/out")) == list_parts(Path("whole"))

        victims = list(client.run(os.getpid).values())

        def kill(_: object) -> None:
            if victims:
                os.kill(victims.pop(), signal.SIGKILL)

        found = paperparse.crawl("crawl", "out", executor=client.get_executor(), jobs=2, on_progress=kill)
        assert found == whole
        assert list_parts(Path("out")) == list_parts(Path("whole"))
        assert not victims
        print(f"{found.totals.texts:,} texts, {found.totals.papers:,} papers")


if __name__ == "__main__":
    main()
