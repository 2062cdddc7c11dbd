"""The command `paperparse`: parse pages, detect their format, merge their cards, convert records, validate both;
write a first format; say what it runs on.

Exit status: 0 if all is well, also if the reader of the output has gone, 1 if a page was not recognised, could not be
parsed or has findings, 2 for wrong usage or a file that can't be read or written, 130 if interrupted. One bad file does
not stop the others; each error is one line on standard error. Files that are written are whole or as they were.
"""

from collections.abc import Sequence
from typing import Final

_INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default) and return its exit status."""
    try:
        # To import it takes time, in which it can be interrupted as well.
        from paperparse.command_line.running import run

        return run(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
