"""The account of a page that was pickled: its text is read again when somebody asks for more than its values."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from paperparse.model.page import Page


class LaterAccount:
    """The account that the page has which `read` reads; `reduce` is what pickle asks for the page."""

    def __init__(self, read: Callable[[], Page], reduce: Callable[[Page], tuple[Any, ...] | None]) -> None:
        self._read = read
        self.reduce = reduce

    @cached_property
    def _account(self) -> Any:
        return self._read()._account

    if not TYPE_CHECKING:  # pragma: no branch  # What an account has, and nothing else.

        def __getattr__(self, name: str) -> Any:
            """What the account of the page says."""
            if name.startswith("_"):
                raise AttributeError(name)
            return getattr(self._account, name)
