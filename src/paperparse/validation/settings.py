"""The table `[tool.paperparse]` of a project's `pyproject.toml`."""

import datetime
import tomllib
from pathlib import Path
from typing import Final

import msgspec

from paperparse.errors import PaperparseError
from paperparse.page import Severity

_FILE: Final = "pyproject.toml"


class Settings(msgspec.Struct, rename="kebab", forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What the table may hold: the options of `paperparse validate`, by their long names; `None` where it is silent."""

    expect_format: str | None = None
    min_coverage: float | None = None
    min_papers: int | None = None
    as_of: datetime.date | None = None
    encoding: str | None = None
    include: list[str] | None = None
    select: list[str] | None = None
    ignore: list[str] | None = None
    fail_on: Severity | None = None
    output_format: str | None = None


def read_settings(folder: Path) -> tuple[Settings, str]:
    """The settings for work in `folder`, and the path of their file: the nearest one, upwards, that has the table.

    No settings and an empty path if there is none. Raises `PaperparseError` for a file that is no TOML, for a key that
    does not exist and for a value of the wrong type, and `OSError`.
    """
    for parent in (folder, *folder.parents):
        file = parent / _FILE
        if not file.is_file():
            continue
        try:
            tools = tomllib.loads(file.read_text("utf-8")).get("tool")
            table = tools.get("paperparse") if isinstance(tools, dict) else None
            if table is not None:
                return msgspec.convert(table, Settings), str(file)
        except msgspec.ValidationError as error:
            message = str(error).replace("`", "'").replace("$", "tool.paperparse", 1)
            raise PaperparseError(f"in [tool.paperparse]: {message[0].lower()}{message[1:]}", page=str(file)) from error
        except (ValueError, RecursionError) as error:
            raise PaperparseError(f"cannot be read as TOML: {error}", page=str(file)) from error
    return Settings(), ""
