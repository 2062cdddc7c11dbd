"""Colours for severities, on terminals only unless they are asked for."""

import os
import re
from contextvars import ContextVar
from typing import Final, TextIO

WHEN: Final = ("auto", "always", "never")
# Whatever prints a line asks for it, so that no function between must pass it on.
WANTED: Final[ContextVar[str]] = ContextVar("WANTED", default="auto")
_CODES: Final = {"error": "1;31", "warning": "1;33", "note": "1;36"}
# A name may hold anything: the severity stands behind a place, or behind the name of a file without one.
_SEVERITY: Final = re.compile(r"(?<=: )(error|warning|note)(?=: )")


def paint(text: str, stream: TextIO) -> str:
    """`text`, which begins with a line about a finding or an error, as it is to be written to `stream`."""
    if not is_coloured(stream):
        return text
    return _SEVERITY.sub(lambda found: f"\x1b[{_CODES[found[0]]}m{found[0]}\x1b[0m", text, count=1)


def is_coloured(stream: TextIO) -> bool:
    """Whether severities are coloured on `stream`; `NO_COLOR` (no-color.org) and a terminal that can't say no."""
    wanted = WANTED.get()
    if wanted != "auto":
        return wanted == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
