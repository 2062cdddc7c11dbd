"""Which files the commands read: those that are named, and of folders those in them whose names fit."""

import argparse
import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Final

from attrs import define, field

from paperparse.command_line.streams import STANDARD_INPUT
from paperparse.source import is_meant

PAGES: Final = ("*.txt",)
PAGES_AND_RECORDS: Final = ("*.txt", "*.json", "*.jsonl", "*.ndjson")


@define
class Inputs:
    """What a command was told to read.

    `files`: the path of each file, with the reason if it can't be read. `passed_over`: how many files of the folders
    have other names than those that are looked for. `has_folder`: whether there was any folder.
    """

    files: list[tuple[str, OSError | None]] = field(factory=list)
    passed_over: int = 0
    has_folder: bool = False

    @property
    def paths(self) -> Iterator[str]:
        """The path of each file."""
        return (path for path, _ in self.files)


def add_patterns(parser: argparse.ArgumentParser, include: Sequence[str]) -> None:
    """Add `--include`, whose default is `include`, and `--exclude` to `parser`; both are `None` if not given."""
    parser.add_argument(
        "--include",
        metavar="PATTERN",
        action="append",
        help=f"which files of a folder to read; may be repeated (default: {' '.join(include)})",
    )
    parser.add_argument(
        "--exclude",
        metavar="PATTERN",
        action="append",
        help="which files and folders of a folder to leave out; may be repeated",
    )


def check_patterns(include: Sequence[str], exclude: Sequence[str]) -> None:
    """Raise `ValueError` for no pattern to include, and for one that fits no name."""
    if not include:
        raise ValueError("include must name a pattern")
    for option, patterns in (("include", include), ("exclude", exclude)):
        for pattern in patterns:
            if not PurePath(pattern).parts:
                raise ValueError(f"{option}: {pattern!r} can be the name of no file")


def list_inputs(files: Iterable[str], include: Sequence[str], exclude: Sequence[str] = ()) -> Inputs:
    """Each of `files`, and instead of a folder the files in it, in the order of their names.

    Of a folder, files are read whose names fit one of `include`; what fits one of `exclude`, a file or a folder, is
    left out. A pattern is matched from the right, as `PurePath.match` does, and in letters of any case: `*.txt` at any
    depth, `feeds/*.txt` in any folder `feeds`. Hidden folders and `node_modules` are left out, and links to folders are
    not followed. With a folder that can't be read, one that holds no such file, and a pipe or device of such a name,
    which is not opened, comes the reason.
    """
    inputs = Inputs()
    for file in files:
        if file != STANDARD_INPUT and os.path.isdir(file):
            inputs.has_folder = True
            _walk(file, [one.lower() for one in include], [one.lower() for one in exclude], inputs)
        else:
            inputs.files.append((file, None))
    return inputs


def _walk(root: str, include: Sequence[str], exclude: Sequence[str], inputs: Inputs) -> None:
    """Add the files in the folder `root` to `inputs`."""
    before = len(inputs.files)
    failures: list[OSError] = []

    def fits(path: str, patterns: Sequence[str]) -> bool:
        below = PurePath(os.path.relpath(path, root).lower())
        return any(below.match(pattern) for pattern in patterns)

    for inner, folders, names in os.walk(root, onerror=failures.append):
        folders[:] = sorted(name for name in folders if is_meant(name) and not fits(os.path.join(inner, name), exclude))
        for path in (os.path.join(inner, name) for name in sorted(names)):
            if not fits(path, include):
                inputs.passed_over += 1
            elif not fits(path, exclude):
                is_special = os.path.exists(path) and not os.path.isfile(path)
                reason = OSError(errno.EINVAL, "neither a file nor a folder", path) if is_special else None
                inputs.files.append((path, reason))
    inputs.files += [(failure.filename, failure) for failure in failures]
    if len(inputs.files) == before:
        options = "--include and --exclude" if exclude else "--include"
        message = f"no file in it is named {' or '.join(include)} (see {options})"
        inputs.files.append((root, FileNotFoundError(errno.ENOENT, message, root)))
