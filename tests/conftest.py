"""Hypothesis profiles (`HYPOTHESIS_PROFILE=long pytest` searches longer), `--whole` and `--recursion-room`."""

import gc
import os
import re
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from types import FrameType
from typing import Any

import processes
import pytest
from hypothesis import HealthCheck, Phase, settings

import paperparse
from paperparse.pages import load as loading
from paperparse.testing import laws

# What reads text, where the laws and the tests look it up.
_READERS = ((loading, "read_page"), (laws, "decide"))
# Time depends on the machine, and a page of real records is large on purpose.
_COMMON = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    # A change lands or fails for what it is, not by chance: chance searches on a developer's machine and in `long`.
    derandomize="CI" in os.environ,
)
settings.register_profile("brief", _COMMON, max_examples=2)
settings.register_profile("quick", _COMMON, max_examples=20)
settings.register_profile("ci", _COMMON, max_examples=100, derandomize=True)
settings.register_profile("long", _COMMON, max_examples=3_000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "brief"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="run slow tests too, and 20 examples of a property, not 2")
    parser.addoption("--part", metavar="I/N", help="of slow tests that are alike but for parameters, every Nth, from I")
    parser.addoption(
        "--recursion-room", type=int, metavar="N", help="let each test call no deeper than N frames below itself"
    )


def pytest_configure(config: pytest.Config) -> None:
    # The tests may themselves run on GitHub, whose summary of the job they must not write to.
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"):
        os.environ.pop(name, None)
    if not config.getoption("--whole"):
        # What is on the disk matters when the power fails, and to wait for it takes a twentieth of the time.
        pytest.MonkeyPatch().setattr(os, "fsync", lambda _: None)
    elif settings.get_current_profile_name() == "brief":
        settings.load_profile("quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out unless `--whole`, `-m` or a name asks for them: `-m "not slow"` would yield to any `-m`."""
    asked = re.search(r"\bslow\b", config.getoption("markexpr")) or any("::" in one for one in config.args)
    slow = [item for item in items if item.get_closest_marker("slow")]
    part = config.getoption("--part")
    if part is not None:
        first, count = map(int, part.split("/"))
        alike = [item for item in slow if hasattr(item, "callspec")]
        slow = [item for at, item in enumerate(alike) if at % count != first - 1]
    elif asked or config.getoption("--whole"):
        return
    left_out = {*slow}
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Compile and freeze what all tests share."""
    # `re` goes deep where it compiles a pattern, which is not what `--recursion-room` is about.
    if session.config.getoption("--recursion-room") is not None:
        with pytest.raises(paperparse.FormatError, match="nearest"):
            paperparse.loads("Dear reader,")
    # No collection of garbage needs to look through modules and tests, which all stay: it takes a sixth of the time.
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the command have a process of its own with `--whole`, but not where it could not see what a test patches."""
    patched = isinstance(item, pytest.Function) and "monkeypatch" in item.fixturenames
    processes.start_processes = item.config.getoption("--whole") and not patched


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Bound the depth of a test function; of a property test, only that of reading, for Hypothesis goes deep itself."""
    room = pyfuncitem.config.getoption("--recursion-room")
    if room is None or pyfuncitem.get_closest_marker("deep"):
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        if hasattr(pyfuncitem.obj, "hypothesis"):
            for module, name in _READERS:
                patch.setattr(module, name, _bind(getattr(module, name), room))
        else:
            pyfuncitem.obj = _bind(pyfuncitem.obj, room)
        return (yield)


def _bind(function: Callable[..., Any], room: int) -> Callable[..., Any]:
    """`function`, run with the recursion limit at the depth of its call and `room`."""

    def bound(*arguments: Any, **keywords: Any) -> Any:
        # The limit is one for all threads, and they end in any order.
        if threading.current_thread() is not threading.main_thread():
            return function(*arguments, **keywords)
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(_measure_depth() + room)
        try:
            return function(*arguments, **keywords)
        finally:
            sys.setrecursionlimit(before)

    return bound


def _measure_depth() -> int:
    depth = 0
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        depth += 1
        frame = frame.f_back
    return depth


@pytest.fixture
def quick_search() -> Iterator[None]:
    """Hypothesis stops at the first counterexample: the smallest one takes a minute, and is no matter here."""
    before = settings.get_current_profile_name()
    settings.register_profile("first", settings(), phases=[Phase.generate], derandomize=True)
    settings.load_profile("first")
    yield
    settings.load_profile(before)
