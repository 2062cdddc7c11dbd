"""Files that are written whole or not at all."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress


def write_whole(path: str, chunks: Iterable[bytes]) -> None:
    """Write `chunks` to the file at `path`: to a new one beside it, which takes its place when all is written.

    Whatever is raised meanwhile, by `chunks` too, leaves the old file as it was and no other. A link is followed, and
    permissions stay. What is no file, as a pipe or a device, is written as it is.

    Raises `OSError`, and `ValueError` for a name that no file can have.
    """
    target = os.path.realpath(path)
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        with open(target, "wb") as file:
            file.writelines(chunks)
        return
    # No name is too long for it, and no other process has the same.
    part = os.path.join(os.path.dirname(target), f".paperparse-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        with open(part, "xb") as file:
            file.writelines(chunks)
        if mode is not None:
            os.chmod(part, stat.S_IMODE(mode))
        os.replace(part, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(part)
        if isinstance(error, OSError) and error.filename == part:
            # Nobody knows the file beside it.
            error.filename, error.filename2 = path, None
        raise
