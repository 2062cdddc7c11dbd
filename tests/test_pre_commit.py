"""The hooks for pre-commit, as pre-commit itself installs and runs them."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from projects import damage_page, damage_records, make_environment, read_blocks, write_project
from samples import ROOT


def git(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *identity, *arguments], capture_output=True, text=True, cwd=folder, env=make_environment(), check=False
    )


def has_commit() -> bool:
    """Whether this folder is a clone of the repository, with git to read it."""
    try:
        top = git("rev-parse", "--show-toplevel")
    except FileNotFoundError:
        return False
    return top.returncode == 0 and os.path.samefile(top.stdout.removesuffix("\n"), ROOT)


pytestmark = [
    pytest.mark.skipif(find_spec("pre_commit") is None, reason="needs pre-commit"),
    pytest.mark.skipif(not has_commit(), reason="needs git and the repository"),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment of the hooks, which takes the network to make."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clean project under git, of which each hook gets what it is for."""
    folder = write_project(tmp_path / "project")
    commit = git("rev-parse", "HEAD").stdout.strip()
    hooks = "[{id: paperparse-pages, files: ^(pages|records)/}, {id: paperparse-records, files: ^(pages|records)/}]"
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {ROOT}\n    rev: {commit}\n    hooks: {hooks}\n", "utf-8"
    )
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Begin")):
        assert git(*command, folder=folder).returncode == 0
    return folder


def pre_commit(*arguments: str, folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    environment = make_environment(PRE_COMMIT_HOME=str(cache), VIRTUALENV_OVERRIDE_APP_DATA=str(cache / "virtualenv"))
    # The hooks shall find what was installed for them.
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        check=False,
    )


def run_hooks(project: Path, cache: Path, *arguments: str) -> tuple[int, str]:
    assert git("add", "--all", folder=project).returncode == 0
    done = pre_commit("run", "--all-files", "--color", "never", *arguments, folder=project, cache=cache)
    return done.returncode, done.stdout + done.stderr


def test_the_manifest_is_valid(cache: Path) -> None:
    done = pre_commit("validate-manifest", ".pre-commit-hooks.yaml", folder=ROOT, cache=cache)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_the_example_is_valid(tmp_path: Path, cache: Path) -> None:
    [example] = [block for block in read_blocks("yaml") if block.startswith("# .pre-commit-config.yaml\n")]
    (tmp_path / "example.yaml").write_text(example, "utf-8")
    done = pre_commit("validate-config", "example.yaml", folder=tmp_path, cache=cache)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.slow
def test_each_hook_gets_the_files_that_it_is_for(project: Path, cache: Path) -> None:
    status, output = run_hooks(project, cache, "--verbose")
    assert status == 0, output
    pages, records = output.split("- hook id: paperparse-records")
    assert "2 files, no findings" in pages
    assert "1 file, no findings" in records
    (project / "README.md").write_text("# Papers\n", "utf-8")
    (project / "requirements.txt").write_text("paperparse\n", "utf-8")
    (project / "pages" / "package.json").write_text("{}\n", "utf-8")
    status, output = run_hooks(project, cache)
    assert (status, "README" in output, "requirements" in output) == (1, False, False)
    assert "\npages/package.json:1:1: error: " in output.split("- hook id: paperparse-records")[1]


@pytest.mark.slow
def test_a_damaged_page_fails(project: Path, cache: Path) -> None:
    status, output = run_hooks(damage_page(project), cache)
    assert (status, "\npages/daily.txt:27:1: error: invalid-date: " in output) == (1, True)
    assert "- hook id: paperparse-records" not in output


@pytest.mark.slow
def test_a_damaged_record_fails(project: Path, cache: Path) -> None:
    status, output = run_hooks(damage_records(project), cache)
    assert (status, "\nrecords/papers.jsonl:4:" in output) == (1, True)
    assert "- hook id: paperparse-pages" not in output


@pytest.mark.slow
def test_the_hooks_read_the_settings_of_the_project(project: Path, cache: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.paperparse]\nignore = ["invalid-date"]\n', "utf-8")
    status, output = run_hooks(damage_page(project), cache)
    assert status == 0, output
