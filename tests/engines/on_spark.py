"""Texts of a table, parsed by two processes of Spark: the papers of `crawl`.

Run: `PYTHONPATH=tests python tests/engines/on_spark.py`; needs pyspark and a JDK.
"""

import os
import sys

from pyspark.sql import SparkSession
from recipes import check_papers, enter_folder, run_recipe


def main() -> None:
    """Raise `AssertionError` if the two differ."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with enter_folder():
        options = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
        session = SparkSession.builder.master("local[2]").config(map=options).getOrCreate()
        frame = session.read.parquet("table.parquet").repartition(4)
        check_papers(run_recipe("Spark", frame=frame)["papers"].toArrow())
        session.stop()


if __name__ == "__main__":
    main()
