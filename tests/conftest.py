"""Hypothesis profiles (`HYPOTHESIS_PROFILE=long pytest` searches longer) and the option `--recursion-room`."""

import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Time depends on the machine, and a page of real records is large on purpose.
_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile("quick", _COMMON, max_examples=40)
settings.register_profile("ci", _COMMON, max_examples=100, derandomize=True)
settings.register_profile("long", _COMMON, max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--recursion-room", type=int, metavar="N", help="let each test call no deeper than N frames below itself"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Bound the depth of the test function; of a property test, the depth of the property, not of Hypothesis."""
    room = pyfuncitem.config.getoption("--recursion-room")
    if room is None:
        return
    test = pyfuncitem.obj
    if hasattr(test, "hypothesis"):
        inner = test.hypothesis.inner_test
        # Called again for each parameter: the same function must not be bound twice.
        test.hypothesis.inner_test = _bind(getattr(inner, "unbound", inner), room)
    else:
        pyfuncitem.obj = _bind(test, room)


def _bind(function: Callable[..., Any], room: int) -> Callable[..., Any]:
    """`function`, run with the recursion limit at the depth of its call and `room`."""

    def bound(*arguments: Any, **keywords: Any) -> Any:
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(_measure_depth() + room)
        try:
            return function(*arguments, **keywords)
        finally:
            sys.setrecursionlimit(before)

    bound.unbound = function  # type: ignore[attr-defined]
    return bound


def _measure_depth() -> int:
    depth = 0
    frame = sys._getframe()
    while frame is not None:
        depth += 1
        frame = frame.f_back  # type: ignore[assignment]
    return depth
