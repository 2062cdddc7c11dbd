"""The names of files as other tools look for them."""

import os
from pathlib import Path
from typing import Final
from urllib.parse import quote

STANDARD_INPUT: Final = "<stdin>"


def relate_path(name: str) -> str:
    """`name` relative to the root of the repository, with `/`, if GitHub Actions tells the root and it is above it.

    Any other name, and that of standard input, is given back unchanged.
    """
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if not workspace or name == STANDARD_INPUT:
        return name
    path = _make_absolute(name)
    for root in (os.path.abspath(workspace), os.path.realpath(workspace)):
        base = os.path.join(root, "")
        if path.startswith(base):
            return path.removeprefix(base).replace(os.sep, "/")
    return name


def describe_artifact(name: str) -> dict[str, str]:
    """The file `name` as an artifactLocation object of SARIF 2.1.0 (section 3.4).

    A path is relative to the root of the sources, `%SRCROOT%`; one that is absolute or leads out of the working
    directory is a `file:` URI (section 3.10.2). Standard input has no address: its name is written as a URI, which
    GitHub takes, while it takes no scheme but `file:`.
    """
    if name == STANDARD_INPUT:
        return {"uri": quote(name)}
    path = relate_path(name)
    if os.path.isabs(path) or _has_parent(path):
        return {"uri": Path(_make_absolute(path)).as_uri()}
    return {"uri": quote(os.path.normpath(path).replace(os.sep, "/")), "uriBaseId": "%SRCROOT%"}


def _make_absolute(name: str) -> str:
    # `a/..` is another folder than the working directory where `a` is a symbolic link.
    return os.path.realpath(name) if _has_parent(name) else os.path.abspath(name)


def _has_parent(name: str) -> bool:
    return os.pardir in Path(name).parts
