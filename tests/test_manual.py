"""The manual page says what the parser knows, and is roff that can be shown."""

import shutil
import subprocess

import pytest
from manual import PAGE, write_page

from paperparse.command_line.completion import list_commands
from paperparse.command_line.running import make_parsers


def test_the_page_is_what_the_parser_says_now() -> None:
    assert PAGE.read_text("utf-8") == write_page(), "python tests/manual.py writes it"


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_the_page_can_be_shown_without_a_warning() -> None:
    run = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-cbou", str(PAGE)], capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
    for command in list_commands(make_parsers()[1]):
        assert f"\n   paperparse {command.name} [OPTION" in run.stdout.replace("‐", "-")
