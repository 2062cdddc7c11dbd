"""Every example in the README and in docs/ does what is printed under it.

The two commands at the top, which set up an environment of their own, are run by `.ci/run`.
"""

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from samples import ROOT

import paperparse
from paperparse.records.output import encode_value

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")


def read_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.deep
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_python_examples(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = path.read_text("utf-8").count(">>> ")
    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8", report=True)
    assert (result.failed, result.attempted) == (0, examples)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the examples are for a POSIX shell")
def test_shell_examples(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "LICENSE", tmp_path)
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    sessions = "".join(read_blocks("console"))
    examples = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", sessions, flags=re.MULTILINE)
    assert len(examples) == sessions.count("$ ") == 9
    for command, output in examples:
        run = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        assert (command, run.stdout.decode()) == (command, output)


def test_json_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs" / "records.md").read_text("utf-8")
    [block] = re.findall(r"^```json\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    paper = paperparse.load("seeds/004_8ec9312bc1173479.txt")[3]
    expected = json.loads(block)
    printed = json.loads(encode_value(paper))
    assert printed | {"abstract": expected["abstract"]} == expected
    assert list(printed) == list(expected)


def test_the_readme_begins_with_the_two_commands() -> None:
    commands = read_blocks("sh")
    assert [command.count("\n") for command in commands] == [1, 1]
    assert "paperparse parse" in commands[0]
    assert commands[1].endswith("python -m pytest -q -n auto\n")


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*DOCUMENTS, ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
