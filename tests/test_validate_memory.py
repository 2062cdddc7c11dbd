"""Checking many pages takes no more memory than checking a few."""

import os
import subprocess
import sys

import pytest
from processes import clean_environment
from samples import ROOT

from paperparse.reports import REPORTS


def measure_peaks(pages: int) -> dict[str, float]:
    """The megabytes that each report takes, by its name."""
    command = [sys.executable, str(ROOT / "tests" / "benchmarks" / "validation.py"), "--pages", str(pages)]
    out = subprocess.run(command, check=True, capture_output=True, text=True, env=clean_environment()).stdout
    rows = [line.split() for line in out.splitlines()[2:]]
    return {report: float(peak) for peak, _, report in rows}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="other systems do not say how much memory a process had")
def test_memory_does_not_grow_with_the_number_of_pages() -> None:
    few, many = measure_peaks(14), measure_peaks(140)
    assert set(many) == set(REPORTS)
    for report, peak in many.items():
        # The 126 more pages are 9 MB as text, and four times as much once they are read.
        assert peak < min(few[report] + 5, 100), report
