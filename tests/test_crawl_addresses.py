"""Inputs at addresses: what is read of them is what is read of the same files here."""

import gzip
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from crawls import LETTER, PAGE, Here, list_parts, make_rows, read_rows, write_inputs
from fsspec.implementations.memory import MemoryFileSystem
from processes import run_command
from quick import thin_out

from paperparse import CrawlError, crawl
from paperparse.crawling.chunks import iter_chunks
from paperparse.crawling.inputs import find_files, iter_tasks
from paperparse.crawling.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with inputs of all forms in `in`, which is the working directory; the same are at `memory://in`."""
    monkeypatch.chdir(tmp_path)
    write_inputs(Path("in"))
    memory = fsspec.filesystem("memory")
    memory.put(str(tmp_path / "in"), "/", recursive=True)
    yield tmp_path
    memory.rm("/", recursive=True)


def run(names: Any, out: str = "out", **options: Any) -> Any:
    return crawl(names, out, **{"executor": Here(), "jobs": 1, **options})


def read_pages(out: str) -> list[dict[str, Any]]:
    """The rows of pages, with the names of files for their places."""
    return [row | {"input": Path(row["input"]).name} for row in read_rows(Path(out), "pages")]


@pytest.mark.parametrize("name", thin_out(2, ["in", "in/*", "in/f.warc.wet.gz", "in/[c-d]*"], str))
def test_files_folders_and_patterns_at_an_address(name: str, folder: Path) -> None:
    here = run(name, "here")
    there = run(f"memory://{name}", "there")
    assert there.totals == here.totals
    assert there.inputs.bytes == here.inputs.bytes
    assert read_pages("there") == read_pages("here")
    assert {row["input"] for row in read_rows(Path("there"), "pages")} == {
        f"memory:///in/{row['input']}" for row in read_pages("here")
    }
    # And as a file of this machine, which is called by its path.
    assert run(f"file://{folder}/{name}", "local").totals == here.totals
    assert {Path(row["input"]).parent for row in read_rows(Path("local"), "pages")} == {folder / "in"}


@pytest.mark.usefixtures("folder")
def test_folders_at_an_address_are_read_as_others() -> None:
    memory = fsspec.filesystem("memory")
    for name in ("/in/deeper/page.txt", "/in/.git/page.txt", "/in/node_modules/page.txt", "/in/.page.txt", "/in/a.doc"):
        memory.pipe(name, PAGE.encode())
    assert run("memory://in").totals.texts == 5 * 7 + 1
    paths = [file.path for file, _ in find_files(["memory://in"], "out", None)]
    assert paths[-2:] == ["memory:///in/f.warc.wet.gz", "memory:///in/deeper/page.txt"]
    assert [kind for _, kind in find_files(["memory://in/a.doc"], "out", None)] == ["text"]
    assert [kind for _, kind in find_files(["memory://in/deeper"], "out", "jsonl")] == ["jsonl"]


@pytest.mark.usefixtures("folder")
def test_archives_of_files_are_read_by_addresses_within() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("b/a.txt", PAGE)
        archive.writestr("b/b.jsonl.gz", gzip.compress(make_rows([LETTER, PAGE])))
    fsspec.filesystem("memory").pipe("/x.zip", data.getvalue())
    for name in ("b", "b/*"):
        assert run(f"zip://{name}::memory://x.zip", overwrite=True).totals.parsed == 2
    assert [row["input"] for row in read_rows(Path("out"), "pages")] == [
        "zip://b/a.txt::memory://x.zip",
        *["zip://b/b.jsonl.gz::memory://x.zip"] * 2,
    ]


@pytest.mark.usefixtures("folder")
def test_addresses_that_changed_are_refused() -> None:
    run("memory://in")
    before = list_parts(Path("out"))
    run("memory://in", resume=True)
    assert list_parts(Path("out")) == before
    fsspec.filesystem("memory").pipe("/in/a.jsonl", make_rows([PAGE]))
    with pytest.raises(CrawlError, match=r"memory:///in/a\.jsonl was changed after the crawl began"):
        run("memory://in", resume=True)


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("memory://missing", FileNotFoundError, "no such file or folder, and none that the pattern fits"),
        ("memory://in/*.png", FileNotFoundError, "no such file or folder"),
        ("memory://empty", FileNotFoundError, "no file in it has one of the endings"),
        ("nowhere://in", ValueError, "nowhere://in: Protocol not known: nowhere"),
        ("lacking://in", ModuleNotFoundError, "lacking://in: install what is lacking"),
        ("zip://*::memory://in/000.txt", OSError, "BadZipFile: File is not a zip file"),
    ],
)
def test_addresses_that_lead_nowhere_are_told(name: str, error: type[Exception], told: str, folder: Path) -> None:
    fsspec.filesystem("memory").mkdir("/empty")
    fsspec.register_implementation("lacking", "absent.Lacking", errtxt="install what is lacking", clobber=True)
    with pytest.raises(error, match=told):
        run(name)
    outcome = run_command("crawl", name, "-o", "out", cwd=folder)
    assert outcome.status == 2
    assert told in outcome.err


def test_an_output_is_no_address_and_stands_apart(folder: Path) -> None:
    with pytest.raises(ValueError, match="only inputs may stand at an address"):
        run("in", "memory://out")
    with pytest.raises(OSError, match="the output must stand apart"):
        run(f"file://{folder}/in", str(folder / "in" / "out"))


def test_without_the_extra_it_is_told_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    told = "an input at an address needs fsspec: pip install 'paperparse[fsspec]'"
    with pytest.raises(ModuleNotFoundError) as caught:
        run("s3://bucket/a.jsonl")
    assert str(caught.value) == told
    assert run_command("crawl", "memory://in", "-o", "out", cwd=folder) == (2, "", f"paperparse: error: {told}\n")
    assert run("in/a.jsonl").is_complete


class DownError(Exception):
    """What a library behind fsspec raises."""


class Unsteady(MemoryFileSystem):  # type: ignore[misc]  # The library has no types.
    """Files that are there, and whose bytes never come: some raise an error of a library, others one of files."""

    protocol = "unsteady"

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(MemoryFileSystem._strip_protocol(path.removeprefix("unsteady://")))

    def _open(self, path: str, *_: Any, **__: Any) -> Any:
        if path.endswith("gone.jsonl"):
            raise FileNotFoundError(path)
        return Breaking(self.cat_file(path), path)


class Breaking(io.BytesIO):
    def __init__(self, data: bytes, path: str) -> None:
        super().__init__(data)
        self.path = path

    def read(self, *_: object) -> bytes:
        if "system" in self.path:
            raise PermissionError(13, "Permission denied")
        if self.tell() or "slow" in self.path:
            raise DownError("slow down")
        return super().read(100)


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("system.jsonl", "Permission denied"),
        ("slow.jsonl", "DownError: slow down"),
        ("gone.jsonl", "No such file or directory"),
        ("later.jsonl", "DownError: slow down"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_breaks_on_the_way_is_told(name: str, trouble: str) -> None:
    fsspec.register_implementation("unsteady", Unsteady, clobber=True)
    fsspec.filesystem("memory").pipe(f"/in/{name}", make_rows([LETTER] * 90))
    [task] = iter_tasks(find_files([f"unsteady://in/{name}"], "out", None), Settings())
    *_, last = iter_chunks(task, Settings())
    assert (last.is_last, last.trouble) == (False, trouble)
    manifest = run(f"unsteady://in/{name}")
    assert [one.input for one in manifest.broken] == [f"unsteady:///in/{name}"]


@pytest.mark.usefixtures("folder")
def test_a_table_that_breaks_on_the_way_is_told() -> None:
    fsspec.register_implementation("unsteady", Unsteady, clobber=True)
    assert [one.reason for one in run("unsteady://in/d.parquet").broken] == ["DownError: slow down"]
