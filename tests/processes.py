"""`paperparse validate` as a process of its own, or as good as one."""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

# What `main` imports when it is called goes deep, which --recursion-room would not let it.
import paperparse.command_line.running  # noqa: F401
from paperparse.command_line import main

_COMMAND: Final = (sys.executable, "-m", "paperparse")


# What Python does with lone surrogates in each standard stream.
_ERRORS: Final = {"stdin": "strict", "stdout": "strict", "stderr": "backslashreplace"}
start_processes = True


class Outcome(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def files(self) -> list[dict[str, Any]]:
        """What a JSON report says of each file."""
        files: list[dict[str, Any]] = json.loads(self.out)["files"]
        return files

    @property
    def findings(self) -> list[tuple[str, str, int]]:
        """Code, severity and line of the findings in a JSON report."""
        return [(one["code"], one["severity"], one["line"]) for file in self.files for one in file["findings"]]

    @property
    def codes(self) -> list[str]:
        return [code for code, _, _ in self.findings]


def clean_environment(**more: str) -> Mapping[str, str]:
    """The environment without what GitHub Actions puts there, and `more`."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")} | more


def run_bytes(*arguments: str | Path, cwd: Path, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What the command does, in a process of its own with `--whole`; without, in this one: starting takes longest."""
    if not start_processes:
        return _run_here(*map(str, arguments), cwd=cwd, data=data)
    return subprocess.run(
        [*_COMMAND, *arguments], input=data, capture_output=True, cwd=cwd, check=False, env=clean_environment()
    )


def _run_here(*arguments: str, cwd: Path, data: bytes) -> subprocess.CompletedProcess[bytes]:
    """The command with streams that are files, as those of a process are."""
    with contextlib.ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in _ERRORS]
        for name, file in zip(_ERRORS, files, strict=True):
            stream = io.TextIOWrapper(file, encoding="utf-8", errors=_ERRORS[name], write_through=True)
            patch.setattr(sys, name, stack.enter_context(stream))
        files[0].write(data)
        files[0].seek(0)
        patch.chdir(cwd)
        try:
            status = main(arguments)
        except SystemExit as error:
            status = int(error.code or 0)
        for file in files[1:]:
            file.flush()
            file.seek(0)
        return subprocess.CompletedProcess(arguments, status, *(file.read() for file in files[1:]))


def run_command(*arguments: str | Path, cwd: Path, data: bytes = b"") -> Outcome:
    result = run_bytes(*arguments, cwd=cwd, data=data)
    return Outcome(result.returncode, result.stdout.decode(), result.stderr.decode())


def validate(*arguments: str | Path, cwd: Path, data: bytes = b"") -> Outcome:
    return run_command("validate", *arguments, cwd=cwd, data=data)


def validate_to_json(*arguments: str | Path, cwd: Path, data: bytes = b"") -> Outcome:
    return validate("--output-format", "json", *arguments, cwd=cwd, data=data)


def read_terminal(controller: int) -> bytes:
    """All that was written to the terminal whose other end is `controller`, which is closed then."""
    shown = b""
    try:
        while piece := os.read(controller, 1024):
            shown += piece
    except OSError:
        # Linux says so when nobody holds the terminal any more.
        pass
    finally:
        os.close(controller)
    return shown
