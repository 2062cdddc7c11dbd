"""The names of files as other tools look for them."""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from paperparse.errors import escape

STANDARD_INPUT: Final = "<stdin>"
_HERE: Final = os.path.join(os.curdir, "")
# Controls, what turns the direction of a line, and bytes that are no text.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def relate_path(name: str) -> str:
    """`name` relative to the root of the repository, with `/`, if GitHub Actions tells the root and it is above it.

    Any other name is given back as it is, but for a `./` in front.
    """
    name = _make_possible(name)
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and name != STANDARD_INPUT:
        path = _make_absolute(name)
        for root in (os.path.abspath(workspace), os.path.realpath(workspace)):
            base = os.path.join(root, "")
            if path.startswith(base):
                return path.removeprefix(base).replace(os.sep, "/")
    return os.path.normpath(name) if name.startswith(_HERE) and not _has_parent(name) else name


def describe_artifact(name: str) -> dict[str, str]:
    """The file `name` as an artifactLocation object of SARIF 2.1.0 (section 3.4).

    A path is relative to the root of the sources, `%SRCROOT%`; one that is absolute or leads out of the working
    directory is a `file:` URI (section 3.10.2). Standard input has no address: its name is written as a URI, which
    GitHub takes, while it takes no scheme but `file:`.
    """
    if name == STANDARD_INPUT:
        return {"uri": quote(name)}
    # Bytes that are no text are those of the file.
    path = relate_path(name)
    if os.path.isabs(path) or _has_parent(path):
        return {"uri": Path(_make_absolute(path)).as_uri()}
    return {"uri": quote(os.fsencode(os.path.normpath(path).replace(os.sep, "/"))), "uriBaseId": "%SRCROOT%"}


def quote_name(name: str) -> str:
    """`name` as it is; if it holds what no line or no XML can hold, percent-encoded, its percent signs too."""
    return quote_controls(name.replace("%", "%25")) if _CONTROL.search(name) else name


def quote_controls(name: str) -> str:
    """`name` with percent-encoded bytes for what no line or no XML can hold."""
    return _CONTROL.sub(lambda found: quote(os.fsencode(found[0])), _make_possible(name))


def _make_possible(name: str) -> str:
    """`name`, or what can be shown of it if no file can have it."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return escape(name)
    return escape(name) if "\0" in name else name


def _make_absolute(name: str) -> str:
    # `a/..` is another folder than the working directory where `a` is a symbolic link.
    return os.path.realpath(name) if _has_parent(name) else os.path.abspath(name)


def _has_parent(name: str) -> bool:
    return os.pardir in Path(name).parts
