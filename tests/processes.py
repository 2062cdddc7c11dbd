"""`paperparse validate` as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

_COMMAND: Final = (sys.executable, "-m", "paperparse")


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


def run_command(*arguments: str | Path, cwd: Path, data: bytes = b"") -> Outcome:
    result = subprocess.run(
        [*_COMMAND, *arguments], input=data, capture_output=True, cwd=cwd, check=False, env=clean_environment()
    )
    return Outcome(result.returncode, result.stdout.decode(), result.stderr.decode())


def validate(*arguments: str | Path, cwd: Path, data: bytes = b"") -> Outcome:
    return run_command("validate", *arguments, cwd=cwd, data=data)


def validate_to_json(*arguments: str | Path, cwd: Path, data: bytes = b"") -> Outcome:
    return validate("--output-format", "json", *arguments, cwd=cwd, data=data)
