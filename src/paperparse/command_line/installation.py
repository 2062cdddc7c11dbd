"""What paperparse runs on: Python, packages, formats of others, the terminal; and what of it is broken."""

import os
import platform
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Final, NamedTuple

import paperparse
from paperparse.command_line.colours import is_coloured
from paperparse.errors import FormatError
from paperparse.formats import list_known
from paperparse.formats.installed import iter_installed

DEPENDENCIES: Final = ("attrs", "msgspec", "regex")
# The extras that users ask for, with the packages that each needs; modules have the same names.
EXTRAS: Final = {
    "arrow": ("pyarrow",),
    "dask": ("distributed",),
    "fsspec": ("fsspec",),
    "fuzzy": ("rapidfuzz",),
    "html": ("resiliparse",),
    "pandas": ("pandas", "pyarrow"),
    "polars": ("polars",),
    "rich": ("rich",),
    "testing": ("hypothesis",),
    "transliteration": ("anyascii",),
    "warc": ("fastwarc",),
    "zstd": ("zstandard",),
}
_DIGITS: Final = re.compile(r"[0-9]++")
_RELEASE: Final = re.compile(r"[^0-9.]")
# As they stand in the metadata of an installed package.
_REQUIREMENT: Final = re.compile(r"([A-Za-z0-9_-]++)>=([0-9.]++)(?:; extra == '([a-z]++)')?+")


class Package(NamedTuple):
    """An installed package or one that is missing: its version, if any, and what is wrong with it, if anything is."""

    name: str
    version: str | None
    problem: str | None


def examine() -> dict[str, Any]:
    """What paperparse runs on, as `doctor --to json` prints it; `problems` are one line each."""
    needed = _read_bounds()
    packages = {name: _examine_package(name, needed) for names in EXTRAS.values() for name in names}
    dependencies = [_examine_package(name, needed) for name in DEPENDENCIES]
    formats, problems = _examine_formats()
    broken = (one for one in (*dependencies, *packages.values()) if one.problem is not None)
    return {
        "paperparse": {"version": paperparse.__version__, "folder": str(Path(paperparse.__file__).parent)},
        "python": {
            "version": platform.python_version(),
            "implementation": platform.python_implementation(),
            "platform": platform.platform(),
            # Before 3.13 there is always one lock for all threads.
            "free_threaded": not getattr(sys, "_is_gil_enabled", lambda: True)(),
        },
        "dependencies": [one._asdict() for one in dependencies],
        "extras": {extra: [packages[name]._asdict() for name in names] for extra, names in EXTRAS.items()},
        "formats": formats,
        "terminal": {
            "is_terminal": sys.stdout.isatty(),
            "encoding": sys.stdout.encoding,
            "file_names": sys.getfilesystemencoding(),
            "columns": shutil.get_terminal_size().columns,
            "is_coloured": is_coloured(sys.stdout),
            "term": os.environ.get("TERM"),
            "no_color": bool(os.environ.get("NO_COLOR")),
        },
        "problems": [*(f"{one.name} {one.version}: {one.problem}" for one in broken), *problems],
    }


def _read_bounds() -> dict[str, str]:
    """The lowest version that is allowed of each package; none of any where paperparse itself is not installed."""
    try:
        required = requires("paperparse") or ()
    except PackageNotFoundError:
        return {}
    found = filter(None, map(_REQUIREMENT.match, required))
    return {match[1]: match[2] for match in found if match[3] is None or match[3] in EXTRAS}


def iter_versions() -> Iterator[str]:
    """The packages that paperparse needs, with their versions, and the extras of which everything is installed."""
    for name in DEPENDENCIES:
        yield f"{name} {_find_version(name)}"
    for extra, names in EXTRAS.items():
        if all(map(_find_version, names)):
            yield f"[{extra}]"


def _find_version(name: str) -> str | None:
    """The version of the package `name`; `None` if it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _examine_package(name: str, needed: dict[str, str]) -> Package:
    found = _find_version(name)
    if found is None:
        return Package(name, None, None)
    least = needed.get(name, "0")
    if _split(found) < _split(least):
        return Package(name, found, f"too old, {least} or later is needed")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import_module(name)
    # A package may do anything when it is imported; whatever it is, it can't be used.
    except (Exception, SystemExit) as error:
        return Package(name, found, f"can't be imported: {_tell(error)}")
    return Package(name, found, None)


def _split(number: str) -> list[int]:
    """The parts of the version `number`, up to what says that it is before or after a release; 2 is 2.0."""
    parts = [int(part) for part in _DIGITS.findall(_RELEASE.split(number)[0])]
    while parts and parts[-1] == 0:
        parts.pop()
    return parts


def _tell(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _examine_formats() -> tuple[list[dict[str, str]], list[str]]:
    """The formats that installed packages bring, and what is wrong with them."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        formats = [{"name": known.form.name, "package": known.package} for known in iter_installed()]
        problems = [str(warning.message) for warning in caught]
        try:
            list_known()
        except FormatError as error:
            problems.append(error.message)
    return formats, problems
