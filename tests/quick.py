"""Which of many like parameters the quick tests take."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def thin_out(step: int, values: Iterable[Any], name: Callable[[Any], str] = "-".join) -> list[Any]:
    """Every `step`th of `values`, or of tuples of them, as parameters with a `name`; the others as slow ones."""
    return [
        pytest.param(
            *(value if type(value) is tuple else (value,)),
            id=name(value),
            marks=[pytest.mark.slow] if at % step else [],
        )
        for at, value in enumerate(values)
    ]
