"""Processes that work: one that dies takes its call with it and no other, and another takes its place.

Each is a Python of its own, started as a command, so that a program that crawls needs no `if __name__ == "__main__"`,
and that talks through its standard streams: a request is a pickle behind its length, and so is an answer.
"""

import gc
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO, Final, TypeVar

_LENGTH: Final = 8
# What pyarrow and the C library need of memory grows with threads and pools, of which a worker has no use.
_FRUGAL: Final = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
# A call may be a chunk of texts: through a small pipe it goes in many turns, each of which waits for the other side.
_PIPE: Final = 1 << 20
_SELDOM: Final = (20_000, 50, 100)

T = TypeVar("T")


class WorkerDied(BrokenExecutor):
    """The process that made a call has ended before the call did."""


class Workers(Executor):
    """An executor of `count` processes, each with a thread here that waits for it; calls and results are pickled."""

    def __init__(self, count: int) -> None:
        self._calls: queue.SimpleQueue[tuple[Future[Any], bytes] | None] = queue.SimpleQueue()
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._is_over = False
        self.count = count
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, call: Callable[..., T], /, *arguments: Any, **keywords: Any) -> "Future[T]":
        """The future result of `call` with `arguments` and `keywords`; `WorkerDied` if its process ends."""
        future: Future[T] = Future()
        self._calls.put((future, pickle.dumps((call, arguments, keywords), pickle.HIGHEST_PROTOCOL)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, when the calls that were submitted are through, or at once if they are to be cancelled."""
        self._is_over = cancel_futures
        for _ in self._threads:
            self._calls.put(None)
        if cancel_futures:
            for process in tuple(self._processes):
                process.kill()
        if wait:
            for thread in self._threads:
                thread.join()

    def _work(self) -> None:
        process: subprocess.Popen[bytes] | None = None
        while (call := self._calls.get()) is not None:
            future, data = call
            if self._is_over or not future.set_running_or_notify_cancel():
                future.cancel()
                continue
            if process is None:
                process = self._start()
            try:
                _send(process.stdin, data)
                is_result, value = _receive(process.stdout)
            except (OSError, EOFError):
                self._end(process)
                future.set_exception(WorkerDied(f"a worker has ended (status {process.returncode})"))
                process = None
            else:
                (future.set_result if is_result else future.set_exception)(value)
            del future, data, call
        if process is not None:
            self._end(process)

    def _start(self) -> subprocess.Popen[bytes]:
        code = f"from {__name__} import serve; serve()"
        # A worker finds what this process finds.
        environment = {**_FRUGAL, **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(  # noqa: S603  # Nothing of a page is in the command.
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        _widen(process.stdin)
        self._processes.add(process)
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        self._processes.discard(process)
        for stream in (process.stdin, process.stdout):
            # What it did not read is written again on closing.
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]  # Both are pipes.
        process.wait()


def _widen(pipe: Any) -> None:
    """Let `pipe` hold more, where the system can do that and lets this user."""
    with suppress(ImportError, AttributeError, OSError):
        fcntl = import_module("fcntl")
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)


def serve() -> None:
    """Answer the requests on standard input until there are no more: whoever sends them may be killed at any time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # What is printed, and what reads standard input, does not meet the answers.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    calls: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    is_busy = threading.Event()
    # A page is thousands of objects, and none of them in circles.
    gc.set_threshold(*_SELDOM)
    threading.Thread(target=_listen, args=(requests, calls, is_busy), daemon=True).start()
    while (data := calls.get()) is not None:
        is_busy.set()
        answer = _answer(data)
        with suppress(BrokenPipeError):
            _send(answers, answer)
        is_busy.clear()


def _listen(requests: BinaryIO, calls: "queue.SimpleQueue[bytes | None]", is_busy: threading.Event) -> None:
    """Put what is asked into `calls`; when nobody can ask any more, end what is being done for nobody as well."""
    with suppress(EOFError):
        while True:
            calls.put(_read(requests))
    calls.put(None)
    if is_busy.is_set():
        os._exit(0)  # pragma: no cover  # No more is known of a process that ends so.


def _answer(data: bytes) -> bytes:
    """The result of the call that `data` is, or its error, as a pickle."""
    try:
        call, arguments, keywords = pickle.loads(data)  # noqa: S301  # From the process that started this one.
        return pickle.dumps((True, call(*arguments, **keywords)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return _pickle_error(error)


def _pickle_error(error: Exception) -> bytes:
    """The answer that a call has raised `error`, or what it says, where it can't be sent."""
    try:
        data = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(data)  # noqa: S301  # Not all that can be pickled comes back.
        return data
    except Exception:
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")), pickle.HIGHEST_PROTOCOL)


def _send(stream: Any, data: bytes) -> None:
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def _receive(stream: Any) -> Any:
    return pickle.loads(_read(stream))  # noqa: S301  # From a process that this one started.


def _read(stream: BinaryIO) -> bytes:
    """The next message on `stream`; raises `EOFError` if there is none, or a part of one."""
    length = int.from_bytes(_read_exactly(stream, _LENGTH), "big")
    return _read_exactly(stream, length)


def _read_exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the other side has ended")
    return data
