"""The processes of a crawl: calls and errors come back, and one that dies takes one call with it."""

import math
import os
import threading
import time
from collections.abc import Iterator

import pytest

from paperparse import CrawlError
from paperparse.crawling.pool import WorkerDied, Workers, _answer, _pickle_error, _receive


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(1) as made:
        yield made


def test_results_and_errors_come_back(workers: Workers) -> None:
    assert [one.result() for one in [workers.submit(math.sqrt, number) for number in (4, 9)]] == [2, 3]
    with pytest.raises(ValueError, match="invalid literal"):
        workers.submit(int, "x").result()
    with pytest.raises(TypeError, match="pickle"):
        workers.submit(threading.Lock).result()
    # What is printed goes elsewhere, and there is nothing to be read.
    assert workers.submit(print, "", end="").result() is None
    assert workers.submit(os.read, 0, 1).result() == b""
    assert workers.submit(os.getpid).result() != os.getpid()


@pytest.mark.slow
def test_who_dies_is_replaced(workers: Workers) -> None:
    before = workers.submit(os.getpid).result()
    dying = workers.submit(os._exit, 3)
    after = workers.submit(os.getpid)
    with pytest.raises(WorkerDied, match="status 3"):
        dying.result()
    assert after.result() not in (before, os.getpid())


def test_calls_that_are_cancelled_are_not_made() -> None:
    workers = Workers(1)
    begun = workers.submit(time.sleep, 600)
    waiting = workers.submit(math.sqrt, 4)
    other = workers.submit(math.sqrt, 9)
    while not begun.running() or not workers._processes:
        time.sleep(0.01)
    assert waiting.cancel()
    workers.shutdown(cancel_futures=True)
    assert isinstance(begun.exception(), WorkerDied)
    assert other.cancelled()


def test_processes_that_were_never_needed_are_not_started() -> None:
    workers = Workers(3)
    workers.shutdown(wait=False)
    workers.shutdown()
    assert not workers._processes


class Odd(Exception):  # noqa: N818
    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def test_errors_that_cant_be_sent_are_told() -> None:
    data = _pickle_error(Odd(1, 2))
    assert b"1 and 2" in data
    assert b"RuntimeError" in data
    assert b"changed" in _pickle_error(CrawlError("other inputs", code="changed"))
    assert b"EOFError" in _answer(b"")


def test_an_answer_that_is_cut_short_is_none() -> None:
    read, write = os.pipe()
    os.write(write, b"\0\0")
    os.close(write)
    with os.fdopen(read, "rb") as stream, pytest.raises(EOFError, match="ended"):
        _receive(stream)
