"""A crawl that is ended, by whatever and however often, and then resumed, has what one has that nothing disturbed."""

import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import zstandard
from crawls import LETTER, PAGE, TEXTS, Here, Killed, list_parts, make_record, make_rows, read_rows, write_inputs
from processes import clean_environment
from quick import thin_out

import paperparse
from paperparse import CrawlError, crawl
from paperparse.crawling import chunks, parts, rows, running, texts
from paperparse.crawling.chunks import iter_chunks
from paperparse.crawling.inputs import find_files, iter_tasks
from paperparse.crawling.pool import WorkerDied
from paperparse.crawling.settings import File, Settings, Task
from paperparse.crawling.texts import Text
from paperparse.pages import load as loading

posix = pytest.mark.skipif(os.name != "posix", reason="needs signals and limits as POSIX has them")
DEADLY: Final = "a text that kills\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with inputs of all forms in `in`, which is the working directory; chunks hold two texts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(chunks, "MOST_TEXTS", 2)
    write_inputs(Path("in"))
    return tmp_path


def run(names: Any = "in", out: str = "out", **options: Any) -> Any:
    return crawl(names, out, **{"executor": Here(), "jobs": 1, **options})


def read_codes(out: str = "out") -> list[str | None]:
    return [row["code"] for row in read_rows(Path(out), "pages")]


@pytest.mark.parametrize("to", thin_out(2, ["jsonl", "parquet"], str))
def test_a_crawl_that_is_ended_at_any_moment_goes_on(to: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(out="whole", to=to)
    rng = random.Random(to)
    replace = os.replace

    def fail(old: str, new: str) -> None:
        # Before a part takes its place, or after that.
        if rng.random() < 0.05:
            raise KeyboardInterrupt
        replace(old, new)
        if rng.random() < 0.05:
            raise KeyboardInterrupt

    interruptions = 0
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        while True:
            try:
                run(to=to, resume=True)
                break
            except KeyboardInterrupt:
                interruptions += 1
    assert interruptions
    assert list_parts(folder / "out") == list_parts(folder / "whole")


def test_what_is_done_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setattr(running, "write_chunk", None)
    before = list_parts(folder / "out")
    run(resume=True)
    assert list_parts(folder / "out") == before


def test_a_large_input_is_read_here_for_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = ["in/a.jsonl", "in/f.warc.wet.gz", "in/000.txt"]
    run(files, "whole")
    monkeypatch.setattr(running, "MOST_CHARACTERS", 1)
    executor = Here()
    run(files, executor=executor, jobs=4)
    assert executor.calls == 3 + 3 + 1
    assert list_parts(folder / "out") == list_parts(folder / "whole")
    (folder / "out" / "_done" / "part-000000-0001.json").unlink()
    executor = Here()
    run(files, executor=executor, jobs=4, resume=True)
    assert executor.calls == 1
    assert list_parts(folder / "out") == list_parts(folder / "whole")


@pytest.mark.slow
def test_processes_give_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # They know nothing of what is set here.
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    run(out="whole")
    crawl(["in"], "out", jobs=2)
    assert list_parts(folder / "out") == list_parts(folder / "whole")


def test_files_that_a_killed_process_left_are_no_parts(folder: Path) -> None:
    run()
    left = [folder / "out" / name / ".paperparse-0000.part" for name in ("papers", "_done")]
    for path in left:
        path.write_bytes(b"PAR1")
    note = folder / "out" / "_done" / "note.txt"
    note.touch()
    assert run(resume=True).is_complete
    run(overwrite=True)
    assert not any(path.exists() for path in left)
    assert note.exists()


# Workers that die.


class Deadly(Here):
    """An executor that loses its worker at the first `count` calls."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Any:
        if self.left:
            self.left -= 1
            return super().submit(_die)
        return super().submit(call, *arguments, **keywords)


def _die() -> None:
    raise Killed


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_workers_that_are_killed_lose_nothing(count: int, folder: Path) -> None:
    run("in/a.jsonl", "whole")
    executor = Deadly(count)
    run("in/a.jsonl", executor=executor)
    assert executor.left == 0
    assert list_parts(folder / "out") == list_parts(folder / "whole")


def kill_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let texts that say so end who reads them."""
    read = loading.read_page

    def read_page(text: str, **options: Any) -> Any:
        if DEADLY in text:
            raise Killed
        return read(text, **options)

    monkeypatch.setattr(texts, "read_page", read_page)


@pytest.mark.parametrize("deadly", [{0}, {3}, {1, 2, 6}, set(range(7))])
def test_a_text_that_kills_is_found_and_told(deadly: set[int], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_by(monkeypatch)
    monkeypatch.setattr(chunks, "MOST_TEXTS", 5)
    told = [DEADLY if at in deadly else LETTER for at in range(7)]
    Path("x.jsonl").write_bytes(make_rows(told))
    manifest = run("x.jsonl")
    assert manifest.totals.codes.get("killed-worker", 0) == len(deadly)
    expected = ["killed-worker" if at in deadly else "unknown-format" for at in range(7)]
    assert read_codes() == expected
    message = read_rows(folder / "out", "pages")[min(deadly)]["message"]
    assert message == "whoever reads the text dies of it: killed"
    # A text of which nobody dies any more.
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(chunks, "MOST_TEXTS", 5)
    assert run("x.jsonl", resume=True).totals.failed == len(deadly)
    assert run("x.jsonl", resume=True, retry_failed=True).totals.failed == 0
    assert read_codes() == ["unknown-format"] * 7


@pytest.mark.usefixtures("folder")
def test_a_chunk_that_nobody_survives_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    write = parts.write_chunk

    def write_chunk(chunk: Any, place: Any) -> Any:
        if any(isinstance(text.content, str) for text in chunk.texts):
            raise Killed
        return write(chunk, place)

    monkeypatch.setattr(running, "write_chunk", write_chunk)
    run("in/a.jsonl")
    assert read_codes() == ["killed-worker"] * 5


@pytest.mark.usefixtures("folder")
def test_what_a_call_raises_ends_the_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no")

    with monkeypatch.context() as patch:
        patch.setattr(running, "write_chunk", fail)
        with pytest.raises(RuntimeError, match="no"):
            run("in/a.jsonl")
    with pytest.raises(RuntimeError, match="no"):
        running._is_deadly([Text("")], Settings(), type("Failing", (Here,), {"submit": lambda *_: _fail()})())
    assert run("in/a.jsonl", resume=True).is_complete


def _fail() -> Any:
    from concurrent.futures import Future

    future: Future[Any] = Future()
    future.set_exception(RuntimeError("no"))
    return future


def test_any_worker_that_died_is_told_by_name() -> None:
    assert running._is_death(WorkerDied("x"))
    assert running._is_death(type("KilledWorker", (Exception,), {})())
    assert not running._is_death(RuntimeError())


# Inputs that are not whole, and disks that are full.


@pytest.mark.parametrize("name", ["b.ndjson.gz", "c.jsonl.zst", "f.warc.wet.gz", "e.warc.wet", "d.parquet"])
@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_inputs_that_are_cut_short_are_named(name: str, share: float, folder: Path) -> None:
    path = folder / "in" / name
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    manifest = run([f"in/{name}", "in/000.txt"])
    [broken] = manifest.broken
    assert (broken.input, bool(broken.reason), manifest.is_complete) == (f"in/{name}", True, True)
    # Of a compressed file no text need be in what was cut off.
    assert 1 <= manifest.totals.texts <= 6
    assert run([f"in/{name}", "in/000.txt"], resume=True) == manifest


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl.gz", b"\x1f\x8b no gzip"),
        ("a.jsonl.gz", b""),
        ("a.warc.gz", b""),
        ("a.jsonl.zst", b""),
        ("a.jsonl.zst", b"no zstandard"),
        ("a.parquet", b""),
        ("a.parquet", b"PAR1 no table PAR1"),
        ("a.warc", b"no archive\r\n" * 99),
        ("a.warc.gz", b"\x1f\x8b no gzip"),
    ],
)
def test_inputs_that_are_something_else_are_named(name: str, data: bytes, folder: Path) -> None:
    (folder / name).write_bytes(data)
    manifest = run([name, "in/000.txt"])
    assert [one.input for one in manifest.broken] == [name]
    assert manifest.totals.texts == 1


@pytest.mark.parametrize("cut", range(1, 170, 7))
@pytest.mark.parametrize("is_compressed", [False, True])
def test_archives_that_are_cut_anywhere_are_never_whole(cut: int, is_compressed: bool, tmp_path: Path) -> None:
    # A text, a page, and the cut inside the page, its head, or that of the record.
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Dear reader"
    records = [make_record("a", b"Dear reader,"), make_record("b", page, "response", "application/http")]
    data = b"".join(map(gzip.compress, records) if is_compressed else records)
    path = tmp_path / ("a.warc.gz" if is_compressed else "a.warc")
    # Behind a whole record nothing need stand.
    path.write_bytes(data[: -cut - 4])
    *_, last = iter_chunks(Task(0, "warc", (File(str(path), 0, 0),)), Settings())
    # What lies behind a page that is compressed can be cut as well.
    assert [text.url for text in last.texts][: 1 + (not is_compressed)] == ["a"]
    assert last.trouble


def test_what_the_library_panics_at_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        pass

    def fail(*_: object) -> None:
        raise Panic("called unwrap")

    path = tmp_path / "a.warc"
    path.write_bytes(make_record("a", b"Dear reader,"))
    monkeypatch.setattr("paperparse.crawling.archives._make_text", fail)
    [chunk] = iter_chunks(Task(0, "warc", (File(str(path), 0, 0),)), Settings())
    assert chunk.trouble == "the archive can't be read: called unwrap"
    monkeypatch.undo()
    chunks_found = iter_chunks(Task(0, "warc", (File(str(path), 0, 0),)), Settings())
    assert next(chunks_found).is_last


def test_large_frames_are_read_in_pieces(tmp_path: Path) -> None:
    rng = random.Random(1)
    rows = make_rows([rng.randbytes(400_000).hex()] * 2)
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(zstandard.compress(rows) * 2)
    [chunk] = iter_chunks(Task(0, "jsonl", (File(str(path), 0, 0),)), Settings())
    assert (len(chunk.texts), chunk.is_last) == (4, True)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.wet"])
def test_empty_files_are_whole(name: str, folder: Path) -> None:
    (folder / name).touch()
    manifest = run(name)
    assert (manifest.is_complete, manifest.broken) == (True, ())
    assert manifest.totals.texts == (name == "a.txt")


@pytest.mark.usefixtures("folder")
def test_a_file_that_cant_be_read_is_told() -> None:
    [chunk] = iter_chunks(Task(0, "text", (File("missing", 0, 0), File("in/000.txt", 0, 0))), Settings(max_bytes=9))
    assert [text.content.code for text in chunk.texts if not isinstance(text.content, str | bytes)] == [
        "unreadable-file",
        "limit-exceeded",
    ]
    [chunk] = iter_chunks(Task(0, "jsonl", (File("missing", 0, 0),)), Settings())
    assert (chunk.texts, chunk.is_last, chunk.trouble) == ([], False, "No such file or directory")


def test_reading_that_fails_later_than_before_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("in/a.jsonl", "whole")
    read = rows.iter_rows

    def fail_after(count: int) -> Any:
        def iter_rows(*arguments: Any) -> Any:
            for at, text in enumerate(read(*arguments)):
                if at == count:
                    raise OSError("the network is down")
                yield text

        return iter_rows

    for count in (3, 4, 2):
        monkeypatch.setattr(chunks, "iter_rows", fail_after(count))
        manifest = run("in/a.jsonl", resume=True)
        assert manifest.totals.texts < 5
    monkeypatch.setattr(chunks, "iter_rows", read)
    run("in/a.jsonl", resume=True)
    assert list_parts(folder / "out") == list_parts(folder / "whole")


@pytest.mark.parametrize("name", ["a.jsonl", "b.ndjson.gz", "e.warc.wet", "000.txt"])
def test_files_that_may_not_be_read_are_named(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = open

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        if os.fspath(path) == f"in/{name}":
            raise PermissionError(13, "Permission denied", path)
        return real(path, *arguments, **options)

    # Whoever runs the tests may be allowed to read anything.
    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", refuse)
        manifest = run([f"in/{name}", "in/001.txt"])
    if name.endswith(".txt"):
        assert manifest.totals.codes == {"unreadable-file": 1, "unknown-format": 1}
        assert read_rows(folder / "out", "pages")[0]["message"] == "Permission denied"
    else:
        assert [(one.input, one.reason) for one in manifest.broken] == [(f"in/{name}", "Permission denied")]
    assert run([f"in/{name}", "in/001.txt"], resume=True, retry_failed=True).totals.failed == 0


@posix
@pytest.mark.usefixtures("folder")
def test_a_full_disk_ends_the_crawl_and_names_the_file() -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large") as caught:
            run("in/000.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.filename == os.path.join("out", "papers", "part-000000-0000.parquet")
    assert run("in/000.txt", resume=True).totals.parsed == 1


# What a crawl that is resumed has to be.


def test_a_crawl_is_never_overwritten_by_chance(folder: Path) -> None:
    run("in/000.txt")
    before = list_parts(folder / "out")
    with pytest.raises(CrawlError, match="out holds a crawl: go on with it") as caught:
        run("in/001.txt")
    assert caught.value.code == "output-exists"
    with pytest.raises(FileNotFoundError):
        run("missing", overwrite=True)
    assert list_parts(folder / "out") == before
    assert run("in/001.txt", overwrite=True).totals.refused == 1
    (folder / "out" / "manifest.json").unlink()
    with pytest.raises(CrawlError, match="holds a crawl"):
        run("in/001.txt")
    assert run("in/000.txt", resume=True).totals.parsed == 1
    assert len(read_rows(folder / "out", "pages")) == 1


@pytest.mark.usefixtures("folder")
def test_two_crawls_never_write_to_one_folder() -> None:
    second = []

    def begin_another(_: object) -> None:
        with pytest.raises(CrawlError, match="out: another crawl writes to it; wait for its end") as caught:
            run("in/000.txt", overwrite=True)
        second.append(caught.value.code)

    assert run("in/000.txt", on_progress=begin_another).totals.parsed == 1
    assert second == ["busy"]
    # Whoever is through, by an error as well, holds it no more.
    with pytest.raises(FileNotFoundError):
        run("missing", overwrite=True)
    assert run("in/000.txt", resume=True).is_complete


@posix
@pytest.mark.slow
def test_a_folder_is_free_when_who_holds_it_is_killed(folder: Path) -> None:
    code = "import sys, paperparse.crawling.locking as one\nwith one.hold_folder('out'): print(); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=folder,
        env=clean_environment(PYTHONPATH=os.pathsep.join(filter(None, sys.path))),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(CrawlError, match="another crawl"):
            run("in/000.txt")
        holder.kill()
    assert run("in/000.txt").is_complete


class Locks:
    """The module `msvcrt` of Windows, whose lock raises `error`."""

    LK_NBLCK = 2

    def __init__(self, error: OSError | None) -> None:
        self.error = error
        self.calls: list[tuple[int, int]] = []

    def locking(self, _: int, mode: int, count: int) -> None:
        self.calls.append((mode, count))
        if self.error is not None:
            raise self.error


@pytest.mark.parametrize(
    ("error", "is_refused"), [(None, False), (PermissionError(13, "denied"), True), (OSError(38, "no locks"), False)]
)
@pytest.mark.usefixtures("folder")
def test_systems_without_flock(error: OSError | None, is_refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    locks = Locks(error)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    if is_refused:
        with pytest.raises(CrawlError, match="another crawl"):
            run("in/000.txt")
    else:
        assert run("in/000.txt").is_complete
    assert locks.calls == [(2, 1)]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"to": "jsonl"}, "to was 'parquet' when the crawl began, and is 'jsonl' now"),
        ({"format": "daily_feed"}, "format was None when the crawl began, and is 'daily_feed' now"),
        ({"max_bytes": 9}, "max_bytes was 8388608 when the crawl began, and is 9 now"),
        ({"names": ["in/000.txt"]}, "in/a.jsonl is no longer among the inputs"),
        ({"names": ["in/000.txt", "in/a.jsonl", "in/d.parquet"]}, r"in/d.parquet \(row group 0\) is new since"),
        (
            {"names": ["in/001.txt", "in/a.jsonl"]},
            "the inputs are others than when the crawl began, from in/001.txt on",
        ),
        ({"names": ["in/00?.txt", "in/a.jsonl"]}, "the inputs are others than when the crawl began, from in/001.txt"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_other_settings_and_inputs_are_refused(options: dict[str, Any], told: str) -> None:
    names = ["in/000.txt", "in/a.jsonl"]
    run(names)
    with pytest.raises(CrawlError, match=told) as caught:
        run(options.pop("names", names), resume=True, **options)
    assert caught.value.code == "changed"


@pytest.mark.usefixtures("folder")
def test_inputs_that_changed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    run(["in/000.txt", "in/001.txt"])
    Path("in/001.txt").write_text(PAGE)
    with pytest.raises(CrawlError, match=r"in/001.txt was changed after the crawl began; crawl anew \(--overwrite\)"):
        run(["in/000.txt", "in/001.txt"], resume=True)
    monkeypatch.setattr(paperparse, "__version__", "0.0.9")
    with pytest.raises(CrawlError, match=r"version was '.*' when the crawl began, and is '0\.0\.9' now"):
        run(["in/000.txt", "in/001.txt"], resume=True)


def test_a_manifest_that_is_none_is_told(folder: Path) -> None:
    run("in/000.txt")
    (folder / "out" / "manifest.json").write_text("{}")
    with pytest.raises(CrawlError, match=r"manifest\.json is no manifest of a crawl") as caught:
        run("in/000.txt", resume=True)
    assert caught.value.code == "not-a-crawl"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda out: (out / "pages" / "part-000000-0000.parquet").unlink(), "there are 1 markers of parts and 0 parts"),
        (lambda out: shutil.copy(out / "papers" / "part-000000-0000.parquet", out / "papers" / "b.parquet"), "2 parts"),
        (
            lambda out: shutil.copy(
                out / "pages" / "part-000000-0000.parquet", out / "papers" / "part-000000-0000.parquet"
            ),
            "there are 1 rows in papers, and 9 were written",
        ),
        (
            lambda out: (out / "papers" / "part-000000-0000.parquet").write_bytes(b"PAR1"),
            "there are 0 rows in papers, and 9 were written",
        ),
        (lambda out: _edit(out, '"texts":1', '"texts":2'), "of 2 texts 1 are accounted for"),
    ],
)
def test_what_does_not_add_up_is_told(damage: Callable[[Path], object], told: str, folder: Path) -> None:
    run("in/000.txt")
    damage(folder / "out")
    with pytest.raises(CrawlError, match=told) as caught:
        run("in/000.txt", resume=True)
    assert caught.value.code == "imbalance"


def _edit(out: Path, old: str, new: str) -> None:
    path = out / "_done" / "part-000000-0000.json"
    path.write_text(path.read_text().replace(old, new))


def test_a_marker_that_is_none_is_of_nothing_that_is_done(folder: Path) -> None:
    run("in/000.txt", "whole")
    run("in/000.txt")
    (folder / "out" / "_done" / "part-000000-0000.json").write_text("{")
    (folder / "out" / "_done" / "part-000009-0000.json").write_text("{")
    run("in/000.txt", resume=True)
    (folder / "out" / "_done" / "part-000009-0000.json").unlink()
    assert list_parts(folder / "out") == list_parts(folder / "whole")


# Wrong usage.


@pytest.mark.parametrize(
    ("names", "options", "error", "told"),
    [
        ("missing", {}, FileNotFoundError, "no such file or folder, and no file that the pattern fits"),
        ("in/*.png", {}, FileNotFoundError, "no such file"),
        ("empty", {}, FileNotFoundError, "no file in it has one of the endings .txt "),
        (".", {}, OSError, "the output must stand apart from what is read"),
        ("in", {"out": "in/out"}, OSError, "the output must stand apart"),
        ("in/a.jsonl", {"out": "in"}, OSError, "the output must stand apart"),
        (
            "in/a.jsonl",
            {"text_column": "body"},
            ValueError,
            "in/a.jsonl: there is no column 'body'; the columns are: 'url', ",
        ),
        (
            "in/d.parquet",
            {"url_column": "link"},
            ValueError,
            "in/d.parquet: there is no column 'link'; the columns are: 'url'",
        ),
        ("in/000.txt", {"to": "csv"}, ValueError, "to must be one of 'parquet', 'jsonl', not 'csv'"),
        ("in/000.txt", {"input_format": "csv"}, ValueError, "input_format must be one of 'text', "),
        ("in/000.txt", {"jobs": 0}, ValueError, "jobs must be at least 1, not 0"),
        ("in/000.txt", {"max_bytes": -1}, ValueError, "bytes must not be negative"),
        ("in/000.txt", {"format": "daily"}, paperparse.UnknownFormatError, "daily"),
    ],
)
def test_wrong_usage_is_told_before_any_work(
    names: str, options: dict[str, Any], error: type[Exception], told: str, folder: Path
) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(error, match=told):
        run(names, **options)
    assert not list(folder.glob("*/manifest.json"))
    # Whoever mends it need not take anything away first.
    assert run("in/000.txt").is_complete


@pytest.mark.usefixtures("folder")
def test_folders_that_cant_be_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(top: str, onerror: Any) -> Any:
        onerror(PermissionError(13, "Permission denied", top))
        return iter(())

    monkeypatch.setattr(os, "walk", walk)
    with pytest.raises(PermissionError):
        run("in")


@pytest.mark.usefixtures("folder")
def test_too_many_failures_end_a_crawl() -> None:
    Path("x.jsonl").write_bytes(b'{"text": "a"}\n' + b"null\n" * 3)
    assert run("x.jsonl", max_errors=3).totals.failed == 3
    with pytest.raises(CrawlError, match="3 texts have failed, and 2 may") as caught:
        run("x.jsonl", overwrite=True, max_errors=2)
    assert caught.value.code == "too-many-failures"


@pytest.mark.usefixtures("folder")
def test_progress_is_told() -> None:
    seen = []
    run(["in/000.txt", "in/a.jsonl"], on_progress=lambda one: seen.append((one.size, one.counts.texts, one.broken)))
    sizes = [Path("in", name).stat().st_size for name in ("000.txt", "a.jsonl")]
    assert (len(seen), seen[-1]) == (2, (sum(sizes), 6, 0))


@pytest.mark.usefixtures("folder")
def test_files_are_read_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(find_files(["in"], "out", None))
    groups = [len(task.files) for task in iter_tasks(found, Settings()) if task.kind == "text"]
    assert groups == [5]
    for name, value, lengths in (("_MOST_FILES", 2, [2, 2, 1]), ("_MOST_BYTES", 200, [1, 1, 1, 2])):
        with monkeypatch.context() as patch:
            patch.setattr(f"paperparse.crawling.inputs.{name}", value)
            tasks = list(iter_tasks(found, Settings()))
        assert [len(task.files) for task in tasks if task.kind == "text"] == lengths
        assert [task.number for task in tasks] == list(range(len(tasks)))


# Processes that are killed.


@posix
@pytest.mark.slow
@pytest.mark.parametrize("victim", ["parent", "group", "worker"])
def test_a_crawl_that_is_killed_at_any_moment_goes_on(victim: str, tmp_path: Path) -> None:
    write_inputs(tmp_path / "in", TEXTS * 40)
    command = [sys.executable, "-m", "paperparse", "crawl", "in", "--jobs", "2", "--resume", "-o"]
    environment = clean_environment(PYTHONPATH=os.pathsep.join(filter(None, sys.path)))
    begin = time.monotonic()
    subprocess.run([*command, "whole"], cwd=tmp_path, env=environment, check=True, capture_output=True)
    seconds = time.monotonic() - begin
    rng = random.Random(victim)
    for _ in range(int(os.environ.get("MOMENTS", "5"))):
        process = subprocess.Popen(
            [*command, "out"], cwd=tmp_path, env=environment, start_new_session=True, stderr=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0.1, seconds))
        if victim == "worker":
            listed = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
            for number in listed.stdout.split()[:1]:
                os.kill(int(number), signal.SIGKILL)
            process.wait(120)
        else:
            (os.killpg if victim == "group" else os.kill)(process.pid, signal.SIGKILL)
            process.wait(30)
    subprocess.run([*command, "out"], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert list_parts(tmp_path / "out") == list_parts(tmp_path / "whole")
