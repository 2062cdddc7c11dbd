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
from types import ModuleType

import pytest
from markdown_it import MarkdownIt
from quick import thin_out
from samples import ROOT

import paperparse.arrow
import paperparse.testing
from paperparse.codes import REPOSITORY
from paperparse.records.output import encode_value

DOCS = ROOT / "docs"
DOCUMENTS = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")
# What GitHub and the site leave out of a heading to make an anchor of it.
SIGNS = re.compile(r"[^\w\- ]")


def name_document(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read_blocks(language: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def find_documents(language: str) -> list[Path]:
    return [path for path in DOCUMENTS if read_blocks(language, path.read_text("utf-8"))]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the examples read, where they may write."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "LICENSE", tmp_path)
    daily, scored = (tmp_path / "seeds" / name for name in ("004_8ec9312bc1173479.txt", "003_48dc389c3a60fe75.txt"))
    shutil.copy(daily, tmp_path / "page.txt")
    (tmp_path / "pages").mkdir()
    broken = daily.read_bytes().replace(b"Dec 19, 2024", b"Feb 30, 2024")
    (tmp_path / "pages" / "daily.txt").write_bytes(broken)
    shutil.copy(scored, tmp_path / "pages" / "scored.txt")
    for name in ("records", "papers", "other"):
        (tmp_path / name).mkdir()
        paperparse.dump(paperparse.load(scored), tmp_path / name / "papers.jsonl")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_command(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


@pytest.mark.deep
@pytest.mark.parametrize("path", thin_out(4, find_documents("python"), name_document))
@pytest.mark.usefixtures("workplace")
def test_python_examples(path: Path) -> None:
    examples = path.read_text("utf-8").count(">>> ")
    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8", report=True)
    assert (result.failed, result.attempted) == (0, examples)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_document)
def test_python_without_prompts_compiles(path: Path) -> None:
    """What needs a cluster, or a package of the reader's own; `tests/engines/` runs some of it."""
    text = path.read_text("utf-8")
    assert text.count("\n>>> ") == sum(block.count(">>> ") for block in read_blocks("python", text))
    for block in read_blocks("python", text):
        if not block.startswith(">>> "):
            compile(block, path.name, "exec")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("path", find_documents("console"), ids=name_document)
def test_shell_examples(path: Path, workplace: Path) -> None:
    sessions = "".join(read_blocks("console", path.read_text("utf-8")))
    examples = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", sessions, flags=re.MULTILINE)
    assert len(examples) == sessions.count("$ ")
    for command, output in examples:
        assert (command, run_command(command, workplace).stdout.decode()) == (command, output)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the commands are for a POSIX shell")
@pytest.mark.parametrize("path", find_documents("sh"), ids=name_document)
def test_commands_without_output_are_no_wrong_usage(path: Path, workplace: Path) -> None:
    """Whatever they find; those of crawls read archives, which `test_crawl_command.py` makes."""
    commands = "".join(read_blocks("sh", path.read_text("utf-8"))).splitlines()
    for command in commands:
        if command.startswith("paperparse ") and not command.startswith("paperparse crawl "):
            run = run_command(command, workplace)
            assert run.returncode in (0, 1), f"{command}: {run.stdout.decode()}"


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


def find_anchors(path: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {SIGNS.sub("", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", [*DOCUMENTS, ROOT / "CHANGELOG.md"], ids=name_document)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        target, _, anchor = link.partition("#")
        if ":" not in link:
            leads_to = path.parent / target if target else path
            assert leads_to.exists(), link
            assert not anchor or anchor in find_anchors(leads_to), link


def test_every_document_is_in_the_navigation() -> None:
    """A document of the site is reached from the first one, by the lists of its pages."""
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        path = waiting.pop()
        reached.add(path)
        lists = "".join(re.findall(r"^```\{toctree\}\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL))
        names = [line for line in lists.splitlines() if line and not line.startswith(":")]
        waiting += [path.parent / f"{name}.md" for name in names]
    assert reached == set(DOCS.rglob("*.md"))


@pytest.mark.parametrize("module", [paperparse, paperparse.arrow, paperparse.testing], ids=lambda one: one.__name__)
def test_the_reference_has_every_public_name_once(module: ModuleType) -> None:
    """Directives stand below the module that they are of."""
    text = "".join(path.read_text("utf-8") for path in sorted((DOCS / "reference").glob("*.md")))
    parts = re.split(r"^\.\. currentmodule:: (.*)$", text, flags=re.MULTILINE)
    own = "".join(part for name, part in zip(parts[1::2], parts[2::2], strict=True) if name == module.__name__)
    found = re.findall(r"^\.\. (?:autoclass|autofunction|data):: (\w+)$", own, flags=re.MULTILINE)
    assert sorted(found) == sorted(module.__all__)


def test_links_of_the_readme_lead_somewhere_from_anywhere() -> None:
    """It is shown by registries and in wheels too, where there is no file beside it."""
    defined = re.findall(r"^\[.+\]: (.+)$", README, flags=re.MULTILINE)
    shown = MarkdownIt().render(README)
    links = set(re.findall(r'<a href="([^"]+)"', shown))
    assert links == set(defined)
    assert "][" not in shown
    for link in links:
        path, _, anchor = link.removeprefix(f"{REPOSITORY}/blob/main/").partition("#")
        assert (ROOT / path).is_file(), link
        assert not anchor or anchor in find_anchors(ROOT / path), link
