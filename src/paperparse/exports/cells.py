"""A paper as cells, each a text or a number: what formats without lists and structures can hold of it."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from paperparse.model.fields import Kind
from paperparse.model.paper import FIELDS, Paper, PartialDate

Cell = str | int | None

_SEPARATOR: Final = "; "


def _keep(value: Any) -> Any:
    return value


def _join(names: tuple[str, ...]) -> str | None:
    return _SEPARATOR.join(name.replace(";", ";;") for name in names) or None


# The cells of a value, by the kind of its field: what is added to the field's name, and what is in the cell.
_PARTS: Final[dict[Kind, dict[str, Callable[[Any], Cell]]]] = {
    "text": {"": _keep},
    "names": {"": _join},
    "codes": {"": _join},
    "count": {"": _keep},
    "date": {"": PartialDate.isoformat, "_year_min": attrgetter("year_min")},
    "organization": {"_handle": attrgetter("handle"), "_name": attrgetter("name")},
}
_CELLS: Final = tuple(
    (name, f"{name}{part}", make) for name, field in FIELDS.items() for part, make in _PARTS[field.kind].items()
)
# The names of cells, each with the name of the field that it is of.
CELLS: Final = {cell: name for name, cell, _ in _CELLS}


def make_cells(paper: Paper) -> dict[str, Cell]:
    """The fields of `paper`, which is a record, as cells by their names, `CELLS`; `None` for a missing value.

    Names are joined with `"; "`, and a semicolon in a name is doubled. A date is as `PartialDate.isoformat()` has it.
    """
    values = ((cell, getattr(paper, name), make) for name, cell, make in _CELLS)
    return {cell: None if value is None else make(value) for cell, value, make in values}
