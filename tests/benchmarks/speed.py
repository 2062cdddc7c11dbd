"""How fast pages are read, refused and told apart, beside readers of JSON, BibTeX, RIS and Atom on the same records.

Run: `pytest --import-mode=prepend tests/benchmarks/speed.py [-k EXPRESSION]`, with the extra `benchmark`; for pages of
100,000 records `tests/benchmarks/speed_large.py`. Neither is part of the tests.

Each row of pytest-benchmark's table was timed by turns with what it is compared with: before each of its rounds comes
one of that. The ratios of the medians stand in Markdown tables of their own, at the end. Nothing fails on time.
"""

import statistics
from typing import Any, Final

import pytest
from speed_contests import Contest, list_contests
from speed_rounds import Result, describe_machine, iter_tables, plan_rounds, time_once

_SECONDS: Final = 2.0
_PLUGIN: Final = "paperparse ratios"


class Ratios:
    """Prints what was measured, once all is."""

    def __init__(self) -> None:
        self.results: list[Result] = []

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the machine and the tables."""
        terminalreporter.section("ratios of medians")
        for line in (describe_machine(), "", *iter_tables(self.results)):
            terminalreporter.write_line(line)


def measure(contest: Contest, benchmark: Any, config: pytest.Config) -> None:
    """Run `contest` under pytest-benchmark's fixture `benchmark`, and put its ratio into the tables at the end."""
    if config.getoption("benchmark_disable_gc"):
        raise pytest.UsageError("--benchmark-disable-gc would spare one side of each ratio the garbage collector")
    work, other = contest.prepare()
    rounds = plan_rounds((work, other), _SECONDS)
    others: list[float] = []
    benchmark.group = contest.page
    benchmark.pedantic(work, setup=lambda: others.append(time_once(other)), rounds=rounds)
    if benchmark.stats is None:
        return
    seconds = benchmark.stats.stats.median
    result = Result(*contest[:4], seconds, statistics.median(others), rounds, contest.most, contest.least)
    benchmark.extra_info.update(against=contest.against, against_median=result.other_seconds, ratio=result.ratio)
    ratios = config.pluginmanager.get_plugin(_PLUGIN)
    if ratios is None:
        ratios = Ratios()
        config.pluginmanager.register(ratios, _PLUGIN)
    ratios.results.append(result)


# Peers warn of what later versions of Python will refuse.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("contest", list_contests(), ids=lambda contest: f"{contest.page}: {contest.name}")
def test_speed(contest: Contest, benchmark: Any, request: pytest.FixtureRequest) -> None:
    measure(contest, benchmark, request.config)
