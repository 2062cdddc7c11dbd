"""A line on the terminal that says how far a long run has come."""

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Final, TypeVar

from attrs import define

# Often enough to look alive, seldom enough to cost nothing.
_SECONDS: Final = 0.1

Piece = TypeVar("Piece")


@define
class Progress:
    """Shows on standard error how many of `total` are done, if that is a terminal; else nothing is ever written.

    The line is taken away when the `with` block ends, however it ends.
    """

    total: int
    done: int = 0
    _shown: int = 0
    _next: float = 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.clear()

    def advance(self, name: str) -> None:
        """Say that `name` is next, unless it is the only one or the last time was a moment ago."""
        self.done += 1
        if self.total > 1:
            # How many columns other characters take, a terminal alone knows.
            self.show(lambda: f"{self.done}/{self.total} {name if name.isascii() else ''}")

    def show(self, make_line: Callable[[], str]) -> None:
        """Show what `make_line` gives, unless the last time was a moment ago."""
        now = time.monotonic()
        if now < self._next or not sys.stderr.isatty():
            return
        self._next = now + _SECONDS
        self._write(make_line()[: shutil.get_terminal_size().columns - 1])

    def clear(self) -> None:
        """Take the line away, so that other output can stand there."""
        if self._shown:
            self._write("")

    def make_way(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """`pieces` unchanged, each after the line was taken away."""
        for piece in pieces:
            self.clear()
            yield piece
        self.clear()

    def _write(self, line: str) -> None:
        blank = " " * (self._shown - len(line))
        sys.stderr.write(f"\r{line}{blank}" if line else f"\r{blank}\r")
        sys.stderr.flush()
        self._shown = len(line)
