"""What `speed.py` measures, on pages of 100,000 records and on 10,000 small pages.

Run: `pytest --import-mode=prepend tests/benchmarks/speed_large.py`, with the extra `benchmark`. It takes some GB of
memory and many minutes.
"""

from typing import Any

import pytest
from speed import measure
from speed_contests import Contest, list_large_contests


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("contest", list_large_contests(), ids=lambda contest: f"{contest.page}: {contest.name}")
def test_speed(contest: Contest, benchmark: Any, request: pytest.FixtureRequest) -> None:
    measure(contest, benchmark, request.config)
