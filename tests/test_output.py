"""Output files are whole, or as they were."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import load_seed

import paperparse
from paperparse.output import write_whole


def write_and_stop(error: BaseException) -> Iterator[bytes]:
    yield b"new"
    raise error


@pytest.mark.parametrize("error", [ValueError("a record"), KeyboardInterrupt(), SystemExit(1), OSError(28, "full")])
@pytest.mark.parametrize("old", ["old", None])
def test_what_goes_wrong_leaves_the_file_as_it_was(error: BaseException, old: str | None, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    if old is not None:
        path.write_text(old, "utf-8")
    with pytest.raises(type(error)):
        write_whole(str(path), write_and_stop(error))
    assert [file.read_text("utf-8") for file in tmp_path.iterdir()] == [old] * (old is not None)


def test_a_file_keeps_its_permissions_and_a_link_leads_to_it(tmp_path: Path) -> None:
    path, link = tmp_path / "papers.jsonl", tmp_path / "link.jsonl"
    path.write_text("old", "utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_whole(str(link), [b"ne", b"w"])
    assert (path.read_bytes(), link.is_symlink()) == (b"new", True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.jsonl", "papers.jsonl"]


def test_a_name_may_be_as_long_as_names_are(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250)
    write_whole(str(path), [b"new"])
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="needs a device")
def test_a_device_is_written_as_it_is() -> None:
    write_whole(os.devnull, [b"new"])
    assert not os.path.isfile(os.devnull)


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "papers.jsonl"
    with pytest.raises(FileNotFoundError) as caught:
        paperparse.dump(load_seed("abstract_list"), path)
    assert caught.value.filename == str(path)
