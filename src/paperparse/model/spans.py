"""Where values stand on a page, by the names of their fields; and how frozen objects are made in numbers."""

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import Any, Final

from paperparse.text.span import Span


def draft(kind: type) -> Callable[[], Any]:
    """What makes objects of the frozen class `kind`, not yet frozen and without any value.

    Whoever makes one sets its attributes and then its `__class__` to `kind`. A frozen class sets each attribute through
    `object.__setattr__`, which takes five times as long; a page has many papers. The two classes have the same layout,
    so that `__class__` may be assigned.
    """
    parts = {"__module__": kind.__module__, "__slots__": (), "__init__": object.__init__}
    plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(f"_{kind.__name__}Draft", (kind,), {**parts, **plain})


def draft_with(kind: type, names: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """What makes drafts (`draft`) of `kind` whose attributes `names` have the values that it is given, in that order.

    It is compiled, as attrs compiles `__init__`: a loop over the setters of 20 slots takes seven times as long.
    """
    targets = ", ".join(f"made.{name}" for name in names)
    scope: dict[str, Any] = {"draft": draft(kind)}
    # The names are those of fields, never text of a page.
    exec(f"def make(values):\n    made = draft()\n    [{targets}] = values\n    return made", scope)  # noqa: S102
    make: Callable[[Sequence[Any]], Any] = scope["make"]
    return make


class Spans(Mapping[str, Span]):
    """An immutable, picklable mapping from field name to `Span`, in page order."""

    __slots__ = ("_items",)
    _items: dict[str, Span]

    def __init__(self, items: Mapping[str, Span] | Iterable[tuple[str, Span]] = ()) -> None:
        # Most are spans already, and there are many.
        spans = {name: span if type(span) is Span else Span(*span) for name, span in dict(items).items()}
        object.__setattr__(self, "_items", spans)

    def __getitem__(self, name: str) -> Span:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def items(self) -> ItemsView[str, Span]:
        """The names and spans."""
        return self._items.items()

    def values(self) -> ValuesView[Span]:
        """The spans."""
        return self._items.values()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Spans is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("Spans is immutable")

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __reduce__(self) -> tuple[type["Spans"], tuple[tuple[tuple[str, Span], ...]]]:
        return Spans, (tuple(self._items.items()),)

    def __repr__(self) -> str:
        return f"Spans({self._items!r})"


_draft_spans: Final = draft(Spans)


def make_spans(spans: dict[str, Span]) -> Spans:
    """`spans`, which nobody else keeps, as `Spans`."""
    made = _draft_spans()
    made._items = spans
    made.__class__ = Spans
    return made  # type: ignore[no-any-return]  # a draft has no type, so that it may be written
