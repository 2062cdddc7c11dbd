"""`paperparse completion`: the scripts say all that the parser knows, and real shells offer it."""

import os
import subprocess
from pathlib import Path

import pytest
from plugins import BALLOT_SOURCE, add_package, finding_packages
from processes import run_command
from samples import FORMATS_BY_NAME
from shells import COMPLETE, FOUND, open_shell, write_script

from paperparse.codes import CODES
from paperparse.command_line.completion import list_commands
from paperparse.command_line.running import make_parsers
from paperparse.exports import TARGETS

SHELLS = tuple(COMPLETE)
COMMANDS = list_commands(make_parsers()[1])
real = pytest.mark.skipif(os.name != "posix", reason="needs the shells of a POSIX system")
# A line, all that is offered for its last word, and what is not.
LINES = {
    "paperparse ": ({command.name for command in COMMANDS}, {"page.txt"}),
    "paperparse va": ({"validate"}, {"parse"}),
    "paperparse parse p": ({"page.txt"}, {"--to"}),
    "paperparse parse --st": ({"--strict"}, {"page.txt"}),
    "paperparse parse --strict --to ": ({*TARGETS, "text"}, {"page.txt"}),
    "paperparse parse --to=b": ({"bibtex"}, {"json"}),
    "paperparse parse -o p": ({"page.txt"}, {"--output"}),
    "paperparse merge --policy ": ({"exact", "fuzzy", "safe"}, {"page.txt"}),
    "paperparse explain --format ": ({*FORMATS_BY_NAME}, {"page.txt"}),
    "paperparse parse --as-of ": (set(), {"page.txt", "json"}),
    "paperparse schema ": ({"page", "paper"}, {"page.txt"}),
    "paperparse validate --explain missing-a": ({code for code in CODES if code.startswith("missing-a")}, {"mojibake"}),
    "paperparse formats --": ({"--help", "--color"}, {"--to"}),
}


def test_each_value_is_a_word_a_file_or_free() -> None:
    arguments = [argument for command in COMMANDS for argument in command.arguments if argument.metavar]
    free = {argument.metavar for argument in arguments if not argument.words and not argument.is_file}
    assert free == {"ADDRESS", "DATE", "N", "NAME", "PATTERN", "SHARE"}
    assert not [argument for argument in arguments if argument.words and argument.is_file]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_names_every_command_option_and_word(shell: str, tmp_path: Path) -> None:
    outcome = run_command("completion", shell, cwd=tmp_path)
    assert (outcome.status, outcome.err) == (0, "")
    for command in COMMANDS:
        assert command.name in outcome.out
        for argument in command.arguments:
            long = [flag.lstrip("-") for flag in argument.flags if flag.startswith("--")]
            assert [word for word in (*long, *argument.words) if word not in outcome.out] == []
    # Former names are for old scripts.
    assert "--output-file" not in outcome.out


def test_formats_of_installed_packages_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_package(tmp_path, "demo-ballot", BALLOT_SOURCE)
    with finding_packages(tmp_path, monkeypatch):
        assert " ballot " in run_command("completion", "fish", cwd=tmp_path).out


def test_a_shell_that_is_not_known_is_wrong_usage(tmp_path: Path) -> None:
    outcome = run_command("completion", "zhs", cwd=tmp_path)
    assert (outcome.status, outcome.err.endswith("; is it zsh?\n")) == (2, True)


@real
@pytest.mark.slow
@pytest.mark.parametrize("shell", FOUND)
def test_a_shell_offers_what_the_parser_takes(shell: str, tmp_path: Path) -> None:
    write_script(shell, tmp_path)
    (tmp_path / "page.txt").touch()
    found = COMPLETE[shell](LINES, tmp_path)
    for (line, (wanted, others)), offered in zip(LINES.items(), found, strict=True):
        assert (wanted - offered, others & offered) == (set(), set()), line


@real
@pytest.mark.slow
@pytest.mark.skipif("bash" not in FOUND, reason="needs bash")
def test_the_key_completes_words_and_files_at_a_prompt(tmp_path: Path) -> None:
    write_script("bash", tmp_path)
    (tmp_path / "two words.txt").touch()
    with open_shell(["bash", "--norc", "-i"], tmp_path) as send:
        send("PS1=; source ./script; echo is' 'ready\n", "is ready")
        assert send("paperparse val\t").split() == ["paperparse", "validate"]
        assert send("--to=js\t", "json") == "--to=json "
        assert send("tw\t", "txt") == "two\\ words.txt "


@real
@pytest.mark.slow
@pytest.mark.parametrize("shell", FOUND)
def test_a_shell_reads_the_script(shell: str, tmp_path: Path) -> None:
    write_script(shell, tmp_path)
    run = subprocess.run([shell, "-n", "script"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
