"""The table `[tool.paperparse]` of a project's `pyproject.toml`."""

import datetime
import re
import tomllib
from pathlib import Path
from typing import Final

import msgspec

from paperparse.errors import PaperparseError
from paperparse.model.page import Severity

_FILE: Final = "pyproject.toml"
_PLACE: Final = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")
# What msgspec says of a key: unknown, or with a value that is wrong.
_KEY: Final = re.compile(r"unknown field `([^`]*+)`|`\$\.([a-z-]++)")


class Settings(msgspec.Struct, rename="kebab", forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What the table may hold: the options of `paperparse validate`, by their long names; `None` where it is silent."""

    expect_format: str | None = None
    min_coverage: float | None = None
    min_papers: int | None = None
    as_of: datetime.date | None = None
    encoding: str | None = None
    include: list[str] | None = None
    exclude: list[str] | None = None
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
            text = file.read_text("utf-8")
            tools = tomllib.loads(text).get("tool")
            table = tools.get("paperparse") if isinstance(tools, dict) else None
            if table is not None:
                return msgspec.convert(table, Settings), str(file)
        except msgspec.ValidationError as error:
            raise _refuse(str(error), text, str(file)) from error
        except (ValueError, RecursionError) as error:
            place = _PLACE.search(str(error))
            line = None if place is None else int(place[1])
            raise PaperparseError(f"cannot be read as TOML: {error}", page=str(file), line=line) from error
    return Settings(), ""


def _refuse(message: str, text: str, file: str) -> PaperparseError:
    """The error for a table about which msgspec says `message`, on the line of the key in `text`, if it is found."""
    from difflib import get_close_matches

    named = _KEY.search(message)
    key = None if named is None else named[1] or named[2]
    names = msgspec.structs.fields(Settings)
    close = get_close_matches(key or "", [name.encode_name for name in names], 1) if named and named[1] else []
    meant = f"; is it '{close[0]}'?" if close else ""
    said = message.replace("`", "'").replace("$", "tool.paperparse", 1)
    starts = [number for number, line in enumerate(text.split("\n"), start=1) if key and line.lstrip().startswith(key)]
    line = starts[0] if len(starts) == 1 else None
    return PaperparseError(f"in [tool.paperparse]: {said[0].lower()}{said[1:]}{meant}", page=file, line=line)
