"""What holds papers is a table of them as well: for pyarrow, pandas and polars, and for whatever takes Arrow."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, overload

from paperparse.model.paper import NOTEBOOK, Paper

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

# Imported when a table is first asked for: it needs errors, which need the model, and libraries that take long.
_TABLES: Final = "paperparse.exports.tables"


class Tabular:
    """What has `papers`, as tables with one row each; the columns are always the same, and docs/exports.md lists them.

    By `__arrow_c_stream__` pandas, DuckDB, pyarrow and others take it as it is.
    """

    __slots__ = ()
    if TYPE_CHECKING:

        @property
        def papers(self) -> Sequence[Paper]:
            """The papers."""

    def to_arrow(self, *, parts: bool = False) -> "pyarrow.Table":
        """The papers as a `pyarrow.Table`; `parts`: with dates as they are printed, year or none, in a column more.

        Raises `RenderError` for a text with a lone surrogate, and `ModuleNotFoundError` without pyarrow.
        """
        table: pyarrow.Table = _load_tables().to_arrow(self.papers, parts=parts)
        return table

    def to_pandas(self, *, parts: bool = False) -> "pandas.DataFrame":
        """The papers as a `pandas.DataFrame` with the columns of `to_arrow`.

        Raises as `to_arrow` does; pandas and pyarrow are needed.
        """
        frame: pandas.DataFrame = _load_tables().to_pandas(self.papers, parts=parts)
        return frame

    def to_polars(self, *, parts: bool = False) -> "polars.DataFrame":
        """The papers as a `polars.DataFrame` with the columns of `to_arrow`.

        Raises as `to_arrow` does, but for polars, which is all that is needed.
        """
        frame: polars.DataFrame = _load_tables().to_polars(self.papers, parts=parts)
        return frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table of `to_arrow`, as the PyCapsule interface of Arrow hands it on."""
        table: Any = self.to_arrow()
        stream: object = table.__arrow_c_stream__(requested_schema)
        return stream

    def _repr_html_(self) -> str:
        """The papers as a short table, for notebooks."""
        shown: str = import_module(NOTEBOOK).show_papers(self.papers)
        return shown


class Papers(tuple[Paper, ...], Tabular):
    """Some papers, as a slice gives them: a tuple that is a table as well."""

    __slots__ = ()

    @property
    def papers(self) -> "Papers":
        """The papers themselves."""
        return self


class PaperSequence(Tabular, Sequence[Paper]):
    """What has `papers`, as an immutable sequence of them that is a table as well."""

    __slots__ = ()

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> Papers: ...
    def __getitem__(self, index: int | slice) -> Paper | Papers:
        return Papers(self.papers[index]) if isinstance(index, slice) else self.papers[index]

    def __len__(self) -> int:
        return len(self.papers)

    def __iter__(self) -> Iterator[Paper]:
        return iter(self.papers)


def _load_tables() -> Any:
    return import_module(_TABLES)
