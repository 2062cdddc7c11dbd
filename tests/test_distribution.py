"""The sdist and the wheel: the same bytes from the same files, whole, and typed for users' own checkers."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
from processes import clean_environment
from samples import ROOT

import paperparse

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="the script is for a POSIX shell"),
    pytest.mark.skipif(not all(map(find_spec, ("build", "hatchling"))), reason="needs build and hatchling"),
]
_EPOCH: Final = "1767225600"
_LEFT_OUT: Final = shutil.ignore_patterns(
    ".*_cache", ".git", ".venv", ".hypothesis", "__pycache__", "mutants", "shared"
)


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=clean_environment(**more))


def build(tree: Path, out: Path, umask: str) -> Path:
    """The folder `out`, with the sdist and the wheel of `tree` in it."""
    script = f"umask {umask}; exec .ci/build '{out}'"
    done = run("bash", "-c", script, cwd=tree, PYTHON=sys.executable, SOURCE_DATE_EPOCH=_EPOCH)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT, folder / "tree", ignore=_LEFT_OUT)
    return build(folder / "tree", folder / "dist", "022")


@pytest.fixture(scope="module")
def unpacked(dist: Path) -> Path:
    """The tree that is in the sdist."""
    [sdist] = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(dist.parent / "sdist", filter="data")
    [tree] = (dist.parent / "sdist").iterdir()
    return tree


@pytest.fixture(scope="module")
def installed(dist: Path) -> Path:
    """A folder with what is in the wheel, as a folder of packages has it."""
    [wheel] = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(dist.parent / "installed")  # noqa: S202 # our own
    return dist.parent / "installed"


def test_two_builds_of_the_same_files_are_equal(dist: Path, tmp_path: Path) -> None:
    # Elsewhere, later, and for nobody else to read.
    other = shutil.copytree(ROOT, tmp_path / "other", ignore=_LEFT_OUT, copy_function=shutil.copy)
    for path in other.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
    again = build(other, tmp_path / "again", "077")
    files = sorted(path.name for path in dist.iterdir())
    assert [path.rpartition(".")[2] for path in files] == ["whl", "gz"]
    assert sorted(path.name for path in again.iterdir()) == files
    assert [name for name in files if (dist / name).read_bytes() != (again / name).read_bytes()] == []


def test_the_wheel_has_the_package_its_types_and_the_manual_page(installed: Path) -> None:
    names = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert {"paperparse/py.typed", "paperparse/__init__.py"} <= names
    [page] = (name for name in names if name.endswith("share/man/man1/paperparse.1"))
    assert (installed / page).read_bytes() == (ROOT / "docs" / "paperparse.1").read_bytes()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"paperparse"}
    assert not [name for name in names if "tests" in name.split("/")]


def test_registries_can_show_what_they_are_sent(dist: Path, installed: Path) -> None:
    [metadata] = installed.glob("*.dist-info/METADATA")
    links = message_from_bytes(metadata.read_bytes()).get_all("Project-URL")
    assert links is not None
    assert {link.partition(",")[0] for link in links} == {"Homepage", "Documentation", "Changelog", "Issues"}
    if find_spec("twine") is None:
        pytest.skip("needs twine")
    done = run(sys.executable, "-m", "twine", "check", "--strict", *dist.iterdir(), cwd=dist)
    assert done.returncode == 0, done.stdout


def test_the_sdist_has_all_files_of_the_repository(unpacked: Path) -> None:
    listed = run("git", "ls-files", cwd=ROOT)
    if listed.returncode:
        pytest.skip("needs git and the repository")
    missing = {name for name in listed.stdout.splitlines() if not (unpacked / name).exists()}
    assert missing == set()


def test_tests_pass_in_the_sdist(unpacked: Path) -> None:
    files = [
        *("test_seeds", "test_cases", "test_package", "test_fields", "test_manual", "test_release", "test_codes"),
        *("test_schema", "test_options"),
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    # The package of the sdist comes before the one that is installed.
    more = {"PYTHONPATH": str(unpacked / "src")}
    done = run(*command, *(f"tests/{name}.py" for name in files), cwd=unpacked, **more)
    assert (done.returncode, " passed" in done.stdout) == (0, True), done.stdout + done.stderr


def test_users_code_is_typed_for_mypy(installed: Path, tmp_path: Path) -> None:
    """As the newest Python sees it; as the oldest, the type checks of this repository see the same file."""
    shutil.copy(ROOT / "tests" / "user_code.py", tmp_path)
    command = [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.14", "user_code.py"]
    done = run(*command, cwd=tmp_path, MYPYPATH="", PYTHONPATH=str(installed))
    assert (done.returncode, done.stdout) == (0, "Success: no issues found in 1 source file\n"), done.stdout


needs_pyright = pytest.mark.skipif(
    find_spec("pyright") is None or shutil.which("node") is None, reason="needs pyright and node"
)


def run_pyright(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, *arguments]
    return run(*command, cwd=folder, PYTHONPATH=str(installed))


@needs_pyright
def test_users_code_is_typed_for_pyright(installed: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "user_code.py", tmp_path)
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', "utf-8")
    done = run_pyright(installed, tmp_path)
    assert (done.returncode, "0 errors, 0 warnings" in done.stdout) == (0, True), done.stdout


@needs_pyright
def test_the_types_of_public_names_are_known_to_pyright(installed: Path, tmp_path: Path) -> None:
    done = run_pyright(installed, tmp_path, "--ignoreexternal", "--outputjson", "--verifytypes", "paperparse")
    symbols = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    public = {one["name"]: one["isTypeKnown"] for one in symbols}
    unknown = {name for name in paperparse.__all__ if not public.get(f"paperparse.{name}", True)}
    assert len(public) > 1000
    # What it returns is a struct of msgspec, whose metaclass pyright does not look into here.
    assert unknown <= {"crawl"}
