"""The command with any bytes on its standard input: a status, an output that can be read again, no traceback."""

import io
import json
import sys
from typing import Final

import atheris
from harness import SAMPLES, encode, fuzz

from paperparse.formats import FORMATS

with atheris.instrument_imports(include=["paperparse"]):
    from paperparse.command_line import main

_COMMANDS: Final = (
    ["parse"],
    ["parse", "--to", "json"],
    ["parse", "--to", "text"],
    ["parse", "--strict"],
    ["parse", "--as-of", "2024-02-29"],
    ["parse", "--encoding", "latin-1"],
    ["detect"],
    ["detect", "--json"],
    *(["validate", "--output-format", name] for name in ("text", "json", "sarif", "junit", "github")),
    ["validate", "--output-format", "json", "--expect-format", "daily_feed", "--min-coverage", "0.9"],
    *(["parse", "--format", form.name] for form in FORMATS),
)


def run_command(data: bytes) -> None:
    """Run the command that the first byte chooses with the other bytes on its standard input."""
    if not data:
        return
    command = _COMMANDS[data[0] % len(_COMMANDS)]
    streams = [io.TextIOWrapper(io.BytesIO(content), encoding="utf-8") for content in (data[1:], b"", b"")]
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        status = main([*command, "-"])
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    for stream in streams[1:]:
        stream.flush()
    output, errors = (stream.buffer.getvalue().decode() for stream in streams[1:])
    assert status in (0, 1), status
    assert (status == 0) or errors or output, "no word about what went wrong"
    if command[0] != "validate":
        assert (status == 0) <= bool(output), "status 0 without an output"
    if "text" not in command and command != ["detect"] and not {"github", "junit"} & set(command):
        for document in [output] if {"json", "sarif"} & set(command) else output.split("\n"):
            if document:
                json.loads(document)


if __name__ == "__main__":
    fuzz(run_command, [bytes([number]) + encode(text) for number in range(len(_COMMANDS)) for text in SAMPLES])
