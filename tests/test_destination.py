"""Files are written whole or not at all, through links, with the permissions they had, and compressed by name."""

import errno
import gzip
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
import zstandard

import paperparse
from paperparse import Paper, destination
from paperparse.destination import _copy_permissions, is_same_file, replace_file

PAPERS: Final = (Paper(title="Pointer Networks"), Paper(title="Bees"))
LINES: Final = paperparse.dumps(PAPERS, to="jsonl").encode()
posix = pytest.mark.skipif(os.name != "posix", reason="needs permissions and pipes as POSIX has them")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs the devices of Linux")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that has been written before, alone in its folder."""
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"old")
    return path


def iter_until(error: BaseException, each: Callable[[], object] = lambda: None) -> Iterator[Paper]:
    for _ in range(5_000):
        each()
        yield PAPERS[0]
    raise error


@pytest.mark.slow
@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3), OSError("unread"), MemoryError()], ids=repr)
def test_what_ends_in_the_midst_of_writing_leaves_the_folder_as_it_was(error: BaseException, old: Path) -> None:
    seen: set[str] = set()
    papers = iter_until(error, lambda: seen.update(path.name for path in old.parent.iterdir()))
    with pytest.raises(type(error)) as caught:
        paperparse.dump(papers, old)
    assert caught.value is error
    assert (old.read_bytes(), list(old.parent.iterdir())) == (b"old", [old])
    # The new file stood beside it all the while.
    assert {name.rpartition(".")[2] for name in seen} == {"jsonl", "part"}


@posix
def test_a_full_disk_leaves_the_folder_as_it_was(old: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large") as caught:
            paperparse.dump(PAPERS * 5_000, old)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (caught.value.errno, caught.value.filename) == (errno.EFBIG, str(old))
    assert (old.read_bytes(), list(old.parent.iterdir())) == (b"old", [old])


def test_a_file_that_can_not_be_replaced_stays(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), "another name")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="busy") as caught:
        paperparse.dump(PAPERS, old)
    assert caught.value.filename == str(old)
    assert (old.read_bytes(), list(old.parent.iterdir())) == (b"old", [old])


@pytest.mark.parametrize("is_wanted", [True, False])
def test_what_nobody_wants_does_not_take_its_place(is_wanted: bool, old: Path) -> None:
    with replace_file(str(old), lambda: is_wanted) as write:
        write([b"new", b"er"])
        assert old.read_bytes() == b"old"
    assert (old.read_bytes(), list(old.parent.iterdir())) == (b"newer" if is_wanted else b"old", [old])


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o666])
def test_permissions_stay(mode: int, old: Path) -> None:
    old.chmod(mode)
    paperparse.dump(PAPERS, old)
    assert (stat.S_IMODE(old.stat().st_mode), old.read_bytes()) == (mode, LINES)


@posix
def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    paperparse.dump(PAPERS, tmp_path / "new.jsonl")
    assert (tmp_path / "new.jsonl").stat().st_mode == (tmp_path / "other").stat().st_mode


@posix
@pytest.mark.parametrize("is_allowed", [True, False])
def test_the_owner_stays_where_that_is_allowed(is_allowed: bool, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def chown(*arguments: object) -> None:
        asked.append(arguments)
        if not is_allowed:
            raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr("os.chown", chown)
    before: Any = SimpleNamespace(st_mode=0o100604, st_uid=12_345, st_gid=54_321)
    _copy_permissions(before, str(old))
    assert asked == [(str(old), 12_345, 54_321)]
    assert stat.S_IMODE(old.stat().st_mode) == 0o604


def test_a_file_that_may_not_be_written_is_not_replaced(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(PermissionError) as caught:
        paperparse.dump(PAPERS, old)
    assert (caught.value.errno, caught.value.filename) == (errno.EACCES, str(old))
    assert (old.read_bytes(), list(old.parent.iterdir())) == (b"old", [old])


@posix
def test_a_link_keeps_leading_where_it_does(old: Path) -> None:
    links = old.parent / "links"
    links.mkdir()
    (links / "first.jsonl").symlink_to("second")
    (links / "second").symlink_to("../papers.jsonl")
    for content in (b"old", None):
        # The second time it leads to nothing.
        if content is None:
            old.unlink()
        paperparse.dump(PAPERS, links / "first.jsonl")
        assert old.read_bytes() == LINES
        assert {path.name for path in links.iterdir() if path.is_symlink()} == {"first.jsonl", "second"}
        assert len(list(links.iterdir())) == 2
    (links / "round").symlink_to("round")
    with pytest.raises(OSError, match="symbolic links"):
        paperparse.dump(PAPERS, links / "round")


@posix
def test_a_pipe_is_written_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        paperparse.dump(PAPERS, path, to="jsonl")
        assert os.read(reader, 100_000) == LINES
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)


@linux
def test_devices_and_open_files_are_written_as_they_stand(old: Path) -> None:
    paperparse.dump(PAPERS, "/dev/null")
    with pytest.raises(OSError, match="No space left on device"):
        paperparse.dump(PAPERS, "/dev/full")
    with old.open("rb+") as file:
        paperparse.dump(PAPERS, f"/dev/fd/{file.fileno()}", to="jsonl")
        link = old.parent / "link"
        link.symlink_to(f"/proc/self/fd/{file.fileno()}")
        assert file.read() == LINES
        paperparse.dump(PAPERS[:1], link, to="jsonl")
        file.seek(0)
        assert file.read() == paperparse.dumps(PAPERS[:1], to="jsonl").encode()


@pytest.mark.parametrize("name", ["", "missing/a.json", "a.json/", ".", "papers.jsonl/a.json"])
def test_what_can_not_be_a_file_is_told_as_open_does(name: str, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(old.parent)
    with pytest.raises(OSError, match=r".") as expected, open(name, "wb"):
        pass
    with pytest.raises(type(expected.value)) as caught:
        paperparse.dump(PAPERS, name)
    assert (caught.value.errno, caught.value.filename) == (expected.value.errno, name)
    assert list(old.parent.iterdir()) == [old]


def test_equal_records_give_equal_bytes_when_compressed(tmp_path: Path) -> None:
    data = []
    for name in ("a.jsonl.gz", "b.NDJSON.GZ"):
        paperparse.dump(PAPERS, tmp_path / name)
        data.append((tmp_path / name).read_bytes())
    assert data[0] == data[1]
    # No flags, no time.
    assert data[0][:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
    assert gzip.decompress(data[0]) == LINES
    paperparse.dump(PAPERS, tmp_path / "c.gz", to="bibtex")
    assert gzip.decompress((tmp_path / "c.gz").read_bytes()).decode() == paperparse.dumps(PAPERS, to="bibtex")
    paperparse.dump(PAPERS, tmp_path / "e.jsonl.ZST")
    reader = zstandard.ZstdDecompressor().decompressobj()
    assert reader.decompress((tmp_path / "e.jsonl.ZST").read_bytes()) == LINES
    paperparse.dump([], tmp_path / "d.gz")
    assert gzip.decompress((tmp_path / "d.gz").read_bytes()) == b"[]\n"


@pytest.mark.parametrize("name", ["a.xlsx", "a.txt", "a.csl", "a.jsonl.txt", "a.txt.gz", "a.jsonl.part"])
def test_an_ending_that_names_no_format_is_refused(name: str, tmp_path: Path) -> None:
    message = r"no format has the ending .*: use one of .json, .jsonl, .ndjson, .bib, .ris, .csv, .md, .parquet, or"
    with pytest.raises(ValueError, match=message):
        paperparse.dump(PAPERS, tmp_path / name)
    assert not list(tmp_path.iterdir())
    paperparse.dump(PAPERS, tmp_path / name, to="ris")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["a.jsonl.xz", "a.br", "a.json.BZ2", "a.zip"])
def test_another_compression_is_refused(name: str, tmp_path: Path) -> None:
    for to in (None, "json"):
        with pytest.raises(ValueError, match=r"are not written: of compressed ones only \.gz and \.zst are"):
            paperparse.dump(PAPERS, tmp_path / name, to=to)
    assert not list(tmp_path.iterdir())


def test_a_compression_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(destination, "find_spec", lambda _: None)
    with pytest.raises(ValueError, match=r"end with \.zst need zstandard: pip install 'paperparse\[zstd\]'"):
        paperparse.dump(PAPERS, tmp_path / "a.jsonl.zst")
    assert not list(tmp_path.iterdir())


def test_a_path_is_text(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"dump\(\) takes a path as str or os.PathLike\[str\], not bytes"):
        paperparse.dump(PAPERS, os.fsencode(tmp_path / "a.json"))  # type: ignore[arg-type]


def test_files_are_the_same_by_whatever_links(old: Path) -> None:
    other = old.with_name("hard")
    other.hardlink_to(old)
    assert is_same_file(str(other), old.stat())
    assert not is_same_file(str(old.with_name("missing")), old.stat())
    assert not is_same_file("a\0b", old.stat())
    assert not is_same_file(os.devnull, os.stat(os.devnull))
