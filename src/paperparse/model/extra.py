"""What a record of another tool says besides what a paper has fields for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final


class Extra(Mapping[str, Any]):
    """An immutable, picklable mapping from keys to values of JSON; lists in it are tuples, and objects `Extra`."""

    __slots__ = ("_items",)
    _items: dict[str, Any]

    def __init__(self, items: Mapping[str, Any] | Iterable[tuple[str, Any]] = ()) -> None:
        object.__setattr__(self, "_items", {key: _freeze(value) for key, value in dict(items).items()})

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Extra is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("Extra is immutable")

    def __reduce__(self) -> tuple[type["Extra"], tuple[tuple[tuple[str, Any], ...]]]:
        return Extra, (tuple(self._items.items()),)

    def __repr__(self) -> str:
        return f"Extra({self._items!r})"


def _freeze(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Extra(value)
    return tuple(map(_freeze, value)) if isinstance(value, list | tuple) else value


NO_EXTRA: Final = Extra()
