"""A crawl by two workers of Dask, one of which is killed on the way, and the same by this process: equal to the byte.

Run: `PYTHONPATH=tests python tests/engines/on_dask.py`; needs the extra `dask`.
"""

import os
import signal
import tempfile
import threading
from pathlib import Path
from typing import Any

from crawls import TEXTS, Here, list_parts, write_inputs
from distributed import Client, LocalCluster

import paperparse

make_cluster: Any = LocalCluster
connect: Any = Client


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder / "in", TEXTS * 100)
        whole = paperparse.crawl(folder / "in", folder / "whole", executor=Here(), jobs=1)
        with (
            make_cluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
            connect(cluster) as client,
        ):
            [victim, _] = client.run(os.getpid).values()
            threading.Timer(1, os.kill, (victim, signal.SIGKILL)).start()
            found = paperparse.crawl(folder / "in", folder / "out", executor=client.get_executor(), jobs=2)
        assert found == whole
        assert list_parts(folder / "out") == list_parts(folder / "whole")
        print(f"{found.totals.texts:,} texts, {found.totals.papers:,} papers")


if __name__ == "__main__":
    main()
