"""The formats that installed packages bring, by entry points of the group `paperparse.formats`.

    [project.entry-points."paperparse.formats"]
    my_feed = "my_package:FORMAT"

An entry point leads to a `Format` or to a sequence of them. They are loaded when somebody first asks, once a process.
"""

import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Final, NamedTuple

from paperparse.grammar.needs import find_needs
from paperparse.grammar.rules import find_rules
from paperparse.grammar.table import Format, list_layouts

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "paperparse.formats"
_METADATA: Final = (".dist-info", ".egg-info")


class Known(NamedTuple):
    """A format, and the package that it comes from: its name and version."""

    form: Format
    package: str


def iter_installed() -> Iterator[Known]:
    """The formats of installed packages; what is none is left out with a `UserWarning` that names the package."""
    if not _may_bring_any():
        return
    from importlib.metadata import entry_points

    # Nothing depends on the order in which packages are found.
    for point in sorted(entry_points(group=GROUP), key=lambda point: (_name_package(point), point.name, point.value)):
        package = _name_package(point)
        try:
            forms = _check_formats(point.load())
        # Whatever a package does when it is imported, pages of other formats are read all the same.
        except (Exception, SystemExit) as error:
            told = f"{type(error).__name__}: {error}"
            warnings.warn(
                f"the package {package} brings no format by its entry point {point.name!r} ({point.value}), and pages "
                f"are read without it: {' '.join(told.split())}; update the package or uninstall it",
                UserWarning,
                stacklevel=2,
            )
        else:
            yield from (Known(form, package) for form in forms)


def _may_bring_any() -> bool:
    """Whether any installed package may bring formats.

    To import `importlib.metadata` takes 30 ms, and to ask it 7 ms for 70 packages. To look for the group's name in
    their files takes 2 ms: that is all that the first detection costs where no package brings a format.
    """
    # Whatever else finds packages has to be asked.
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    return any(map(_may_name_formats, sys.path))


def _may_name_formats(folder: str) -> bool:
    """Whether a package in `folder`, an entry of `sys.path`, may name formats."""
    if folder.endswith(".egg"):
        return True
    try:
        names = os.listdir(folder or os.curdir)
    except NotADirectoryError:
        # An archive.
        return True
    except OSError:
        return False
    for name in names:
        if name.endswith(_METADATA):
            try:
                with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                    if GROUP.encode() in file.read():
                        return True
            except OSError:
                continue
    return False


def _name_package(point: "EntryPoint") -> str:
    return "unknown" if point.dist is None else f"{point.dist.name} {point.dist.version}"


def _check_formats(loaded: object) -> list[Format]:
    """`loaded`, a format or a sequence of them, as a list; raises whatever a table does that makes no sense."""
    forms = [loaded] if isinstance(loaded, Format) else loaded
    if not isinstance(forms, Sequence) or isinstance(forms, str | bytes):
        raise TypeError(f"neither a paperparse.Format nor a sequence of them, but {type(loaded).__name__}")
    for form in forms:
        if not isinstance(form, Format):
            raise TypeError(f"not a paperparse.Format, but {type(form).__name__}")
        for table in list_layouts(form):
            find_rules(table)
            find_needs(table)
    return list(forms)
