"""Bytes and files to text: how much is read, and what exactly is said about what is no text or no file."""

import errno
import io
import os
from pathlib import Path
from typing import Final

import pytest
from samples import SEEDS, load_seed

import paperparse
from paperparse import DecodeError, LimitError, Limits
from paperparse.source import decode, read_bounded, read_file

SEED: Final = SEEDS / "000_76760c60da223c79.txt"
TEXT: Final = load_seed("abstract_list").text
MIB: Final = 1024 * 1024

needs_posix = pytest.mark.skipif(os.name != "posix", reason="other systems have other errors for such names")


class Pipe(io.BytesIO):
    """A file that notes how much it is asked for."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.sizes: list[int | None] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self.sizes.append(size)
        return super().read(size)


def fail_to_decode(data: bytes, encoding: str, page: str | None = None) -> DecodeError:
    with pytest.raises(DecodeError) as caught:
        decode(data, encoding, Limits(), page=page)
    return caught.value


def describe(error: OSError) -> tuple[int | None, str | None, str | None]:
    return error.errno, error.strerror, error.filename


def test_anything_but_a_path_is_answered_with_what_a_path_is() -> None:
    with pytest.raises(TypeError) as caught:
        paperparse.load(3)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "load() takes a path as str or os.PathLike[str], not int; for a page in memory use loads()"
    )


def test_a_missing_file_is_just_that(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        paperparse.load(tmp_path / "missing.txt")
    assert describe(caught.value) == (errno.ENOENT, os.strerror(errno.ENOENT), str(tmp_path / "missing.txt"))


@needs_posix
@pytest.mark.parametrize(
    ("text", "number"), [(TEXT, errno.ENAMETOOLONG), ("Hebrew University\nAbstract:", errno.ENOENT)]
)
def test_a_page_in_the_place_of_a_path_is_named_by_its_first_line(text: str, number: int) -> None:
    with pytest.raises(OSError, match="text of a page") as caught:
        paperparse.load(text)
    message = (
        "this looks like the text of a page, which is for loads() or a pair (name, text) of iter_load(), "
        "not like a path"
    )
    assert describe(caught.value) == (number, message, "Hebrew University")


@needs_posix
def test_a_directory_with_a_line_feed_in_its_name_is_a_directory(tmp_path: Path) -> None:
    folder = tmp_path / "two\nlines"
    folder.mkdir()
    with pytest.raises(OSError, match="two") as caught:
        paperparse.load(folder)
    assert describe(caught.value) == (errno.EISDIR, os.strerror(errno.EISDIR), str(folder))


def test_a_name_that_no_file_can_have_is_a_missing_file() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        paperparse.load("no\0name")
    assert describe(caught.value) == (errno.ENOENT, "no file can have this name (embedded null byte)", "no\0name")


def test_one_byte_more_than_the_limit_is_read() -> None:
    assert read_bounded(io.BytesIO(b"0123456789"), Limits(bytes=3)) == b"0123"
    assert read_bounded(io.BytesIO(b"0123"), Limits(bytes=4)) == b"0123"
    assert read_bounded(io.BytesIO(b"0123"), Limits(bytes=0)) == b"0"


def test_a_large_file_is_read_in_pieces_of_one_mebibyte() -> None:
    data = bytes(range(256)) * (10 * 1024) + b"end"
    pipe = Pipe(data)
    assert read_bounded(pipe, Limits()) == data
    assert pipe.sizes == [MIB, MIB, MIB, MIB]
    pipe = Pipe(data)
    assert read_bounded(pipe, Limits(bytes=MIB + 1)) == data[: MIB + 2]
    assert pipe.sizes == [MIB, 2]


def test_bytes_and_name_of_a_file() -> None:
    assert read_file(SEED, Limits()) == (SEED.read_bytes(), str(SEED))
    assert read_file(str(SEED), Limits(bytes=16)) == (SEED.read_bytes()[:17], str(SEED))


def test_bytes_up_to_the_limit_are_decoded() -> None:
    assert decode(b"four", "utf-8", Limits(bytes=4)) == "four"
    with pytest.raises(LimitError) as caught:
        decode(b"fours", "utf-8", Limits(bytes=4), page="page.txt")
    error = caught.value
    assert (error.page, error.limit, error.value) == ("page.txt", "bytes", 4)
    assert error.message == "the page is larger than 4 bytes; split it, or allow more with limits=Limits(bytes=...)"


@pytest.mark.parametrize(
    ("size", "words"),
    [(MIB, "1 MiB"), (MIB - 1, "1048575 bytes"), (3 * MIB // 2, "1.5 MiB")],
)
def test_a_limit_is_told_in_mebibytes_from_one_on(size: int, words: str) -> None:
    with pytest.raises(LimitError) as caught:
        decode(bytes(size + 1), "utf-8", Limits(bytes=size))
    assert caught.value.message.startswith(f"the page is larger than {words}; ")
    assert caught.value.value == size


@pytest.mark.parametrize(
    ("text", "limit"),
    [("x" * 8, 8), ("é" * 4, 8), ("€€", 6), ("\ud800", 3), ("😀", 4)],
    ids=["one byte", "two bytes", "three bytes", "a lone surrogate", "four bytes"],
)
def test_text_is_measured_in_utf_8(text: str, limit: int) -> None:
    with pytest.raises(paperparse.UnknownFormatError):
        paperparse.loads(text, limits=Limits(bytes=limit))
    with pytest.raises(LimitError) as caught:
        paperparse.loads(text, limits=Limits(bytes=limit - 1))
    assert (caught.value.limit, caught.value.value, caught.value.page) == ("bytes", limit - 1, None)


def test_a_broken_byte_is_named_with_its_place_and_what_to_do() -> None:
    error = fail_to_decode(b"one\ntwo\n\xe9", "utf-8", "page.txt")
    assert str(error) == (
        "page.txt:3: byte 8 is not utf-8: unexpected end of data; "
        "if the text has another encoding, name it (load(encoding=...), --encoding)"
    )
    assert (error.encoding, error.offset, error.line) == ("utf-8", 8, 3)


def test_a_broken_byte_is_told_in_the_encoding_of_the_mark() -> None:
    error = fail_to_decode(b"\xef\xbb\xbfone\n\xff", "cp1252")
    assert (error.encoding, error.offset, error.line) == ("utf-8", 7, 2)


def test_an_encoding_that_python_does_not_know_is_named() -> None:
    error = fail_to_decode(b"text", "nonsense", "page.txt")
    assert str(error) == "page.txt: cannot decode with encoding 'nonsense': unknown encoding: nonsense"
    assert (error.encoding, error.offset, error.line) == ("nonsense", None, None)


def test_text_of_no_utf_is_told_with_the_encoding_that_gave_it() -> None:
    error = fail_to_decode(b"+2AA-", "utf-7")
    assert error.encoding == "utf-7"
    assert error.offset is None


@pytest.mark.parametrize("encoding", ["ascii", "idna", "utf-7"])
def test_the_line_of_a_broken_byte_in_any_encoding(encoding: str) -> None:
    error = fail_to_decode(b"one\ntwo\n\xe9", encoding)
    assert (error.encoding, error.line) == (encoding, 3)


def test_lines_before_a_broken_byte_end_at_carriage_returns_where_there_are_no_line_feeds() -> None:
    assert fail_to_decode(b"one\rtwo\r\xe9", "utf-8").line == 3
    assert fail_to_decode(b"one\rtwo\r\xe9", "punycode").line in (1, 3)
    assert fail_to_decode(b"one\rtwo\r\xe9\n", "utf-8").line == 1


def test_what_stands_before_a_broken_byte_need_not_be_text() -> None:
    # Python 3.13 blames the whole text, earlier ones the byte on line 3, before which stands no punycode.
    assert fail_to_decode(b"one\ntwo\n\xe9", "punycode").line in (1, 3)


def test_lines_are_counted_in_text_not_in_bytes() -> None:
    # Two letters of which each holds the byte of a line feed.
    error = fail_to_decode("\u010a\u0a00\n".encode("utf-16-be") + b"\xd8", "utf-16-be")
    assert (error.offset, error.line) == (6, 2)


def test_a_mark_alone_is_no_text() -> None:
    assert decode(b"\xef\xbb\xbf", "utf-8", Limits()) == ""
    assert decode(bytearray(b"\xff\xfeA\x00"), "cp1252", Limits()) == "A"
