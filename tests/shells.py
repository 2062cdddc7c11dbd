"""What a shell offers for the last word of a line, asked of the shells themselves."""

import os
import re
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from processes import clean_environment, run_command

_BASH: Final = """
source ./script
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_paperparse paperparse "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""
_CONTROLS: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|[\a\r]")


def write_script(shell: str, folder: Path) -> None:
    (folder / "script").write_text(run_command("completion", shell, cwd=folder).out, "utf-8")


def _complete_in_bash(lines: Iterable[str], folder: Path) -> Iterator[set[str]]:
    return (_ask_bash(line, folder) for line in lines)


def _ask_bash(line: str, folder: Path) -> set[str]:
    # As bash itself splits a line: = is a word.
    words = re.sub(r"(?<=\w)=", " = ", line).split(" ")
    command = ["bash", "--norc", "-c", _BASH, "bash", *words]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    assert run.stderr == ""
    return {*run.stdout.split()}


def _complete_in_fish(lines: Iterable[str], folder: Path) -> Iterator[set[str]]:
    return (_ask_fish(line, folder) for line in lines)


def _ask_fish(line: str, folder: Path) -> set[str]:
    run = subprocess.run(
        ["fish", "--no-config", "-c", "source ./script; complete -C $argv[1]", line],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env=clean_environment(HOME=str(folder)),
    )
    assert run.stderr == ""
    found = (row.partition("\t")[0] for row in run.stdout.splitlines())
    return {word.removeprefix(line.rpartition(" ")[2].rpartition("=")[0] + "=") for word in found}


def _complete_in_zsh(lines: Iterable[str], folder: Path) -> Iterator[set[str]]:
    with open_shell(["zsh", "-f", "-i"], folder) as send:
        send("unset zle_bracketed_paste; PROMPT= LISTMAX=1000\n")
        send(
            "autoload -Uz compinit; compinit -D -u; source ./script; bindkey '^I' list-choices; echo is' 'ready\n",
            "is ready",
        )
        for line in lines:
            # The line as it is typed, and then the list; what was typed before is taken away.
            yield {*send(f"\x15{line}\t").partition(line)[2].split()}


COMPLETE: Final[dict[str, Callable[[Iterable[str], Path], Iterator[set[str]]]]] = {
    "bash": _complete_in_bash,
    "zsh": _complete_in_zsh,
    "fish": _complete_in_fish,
}
FOUND: Final = tuple(shell for shell in COMPLETE if shutil.which(shell))


@contextmanager
def open_shell(command: list[str], folder: Path) -> Iterator[Callable[..., str]]:
    """An interactive shell; what is yielded types a text, and returns what is shown until nothing more comes."""
    import pty

    controller, terminal = pty.openpty()
    environment = clean_environment(TERM="xterm", HOME=str(folder), COLUMNS="200", LINES="100")
    shell = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, cwd=folder, env=environment, start_new_session=True
    )
    os.close(terminal)

    def send(text: str, until: str = "") -> str:
        os.write(controller, text.encode())
        shown = ""
        end = time.monotonic() + 30
        # A shell that has something to say says it at once, but it may have to wait for its turn.
        while time.monotonic() < end and select.select([controller], [], [], 30 if until not in shown else 1)[0]:
            shown = _CONTROLS.sub("\n", shown + os.read(controller, 65_536).decode("utf-8", "replace"))
        return shown

    try:
        yield send
    finally:
        shell.kill()
        shell.wait()
        os.close(controller)
