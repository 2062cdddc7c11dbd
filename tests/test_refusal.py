"""Text that lists no papers is refused, with a message that says why; so are two pages in one, and binary data."""

import hashlib
import json
import re
import time
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest
from quick import thin_out
from samples import FORMATS_BY_NAME, ROOT, load_seed

import paperparse
from paperparse import AmbiguousFormatError, Candidate, DecodeError, UnknownFormatError
from paperparse.choosing.elsewhere import KINDS, tell_kind

REFUSED: Final = ROOT / "tests" / "refused"
TEXTS: Final = sorted(REFUSED.glob("*/*.txt"))
PAGES: Final = sorted(
    [*(ROOT / "tests" / "cases").glob("*/*/page.txt"), *(ROOT / "tests" / "markup").glob("*/page.txt")]
)
FORMATS: Final = sorted(FORMATS_BY_NAME)
# What each text is, where that can be told, and what to do; of all others it can't be.
TOLD: Final[dict[str, str]] = json.loads((REFUSED / "told.json").read_text("utf-8"))
PAIRS: Final = list(permutations(FORMATS, 2))
BINARIES: Final = {
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00",
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x73\x4c\x4a\x2e\x29\x4a\x4c\x2e\x01\x00",
    "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00\x00\x00\x00\x00\x00\x00\x00\x00\x05\x00\x00\x00a.txt",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Title (Abstract:) >>\nendobj\n",
    "nul bytes": bytes(4096),
    "control characters": bytes(range(32)) * 64,
    "random bytes": hashlib.shake_128(b"paperparse").digest(65536),
    "random ASCII": bytes(byte & 0x7F for byte in hashlib.shake_128(b"ASCII").digest(65536)),
    "random bytes behind a UTF-8 mark": b"\xef\xbb\xbf" + hashlib.shake_128(b"UTF-8").digest(4096),
    "random bytes behind a UTF-16 mark": b"\xff\xfe" + hashlib.shake_128(b"UTF-16").digest(4096),
    "random bytes behind a UTF-32 mark": b"\xff\xfe\x00\x00" + hashlib.shake_128(b"UTF-32").digest(4096),
}


TOLD_BINARIES: Final = {
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR": "a picture",
    b"\xff\xd8\xff\xe0\0\x10JFIF": "a picture",
    b"GIF89a\x10\0\x10\0\xf7": "a picture",
    b"\x1f\x8b\x08\0\0\0\0\0\0\x03": "a gzip file",
    b"BZh91AY&SY\xfe": "a bzip2 file",
    b"\xfd7zXZ\0\0\x04": "an xz file",
    b"\x28\xb5\x2f\xfd\x04\x58": "a Zstandard file",
    b"PK\x03\x04\x14\0\0\0\x08\0a.txt": "a ZIP file, as .docx, .xlsx and .epub are",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an Office document, not the text of a page",
    b"PAR1\x15\x04\x15\xf0": "a Parquet file",
    b"SQLite format 3\0\x10\0": "an SQLite file",
    b"%PDF-1.4\n1 0 obj\n<< /Title (Abstract:) >>\nendobj\n": "a PDF file, not the text of a page",
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n": "a PDF file, not the text of a page",
    b"%!PS-Adobe-3.0\n%%Title: Levels\n": "a PostScript file, not the text of a page",
    b"WARC/1.1\r\nWARC-Type: response\r\n": "a WARC file",
    "Abstract: staffs".encode("utf-16-le"): "text in UTF-16 without a byte-order mark",
    "Abstract: mètres".encode("utf-16-be"): "text in UTF-16 without a byte-order mark",
    bytes(range(256)): "binary data, not the text of a page",
    b"staffs and\0gauges": "binary data, not the text of a page",
}


def name_text(path: Path) -> str:
    return path.relative_to(REFUSED).with_suffix("").as_posix()


def qualifies(candidate: Candidate) -> bool:
    return candidate.cards > 0 and candidate.confidence >= candidate.needed


def has_reason(message: str, candidate: Candidate) -> bool:
    """Whether `message` says why `candidate` does not qualify."""
    if candidate.cards:
        return f"{candidate.needed:.0%} needed" in message
    return bool(candidate.lacks) and all(lack in message for lack in candidate.lacks)


def test_the_corpus_is_broad() -> None:
    assert len(TEXTS) >= 40
    assert len({path.parent for path in TEXTS}) >= 20


@pytest.mark.parametrize("path", TEXTS, ids=name_text)
def test_text_that_is_no_page_is_refused_with_the_reason(path: Path) -> None:
    data = path.read_bytes()
    with pytest.raises((UnknownFormatError, AmbiguousFormatError)) as caught:
        paperparse.loads(data)
    error = caught.value
    named = [candidate for candidate in error.candidates if candidate.format in error.message]
    assert len(str(error).splitlines()) == 1
    if not data.decode("utf-8-sig").strip():
        assert "empty" in error.message or "blank" in error.message
    else:
        assert len(named) >= 2
    if named and isinstance(error, UnknownFormatError):
        assert named == list(error.candidates[: len(named)])
        assert [candidate.format for candidate in named if not has_reason(error.message, candidate)] == []
    # What it is instead is told where that can be.
    told = TOLD.get(name_text(path))
    if told is None:
        assert "this is" not in error.message
    else:
        assert error.message.startswith(f"no known kind of page: {told}")


@pytest.mark.parametrize(("data", "what"), TOLD_BINARIES.items(), ids=repr)
def test_what_bytes_are_is_told(data: bytes, what: str) -> None:
    with pytest.raises((DecodeError, UnknownFormatError)) as caught:
        paperparse.loads(data)
    assert re.search(rf"\bthis is {re.escape(what)}[;( ]", caught.value.message)
    if isinstance(caught.value, DecodeError):
        assert f"(byte {caught.value.offset} is not utf-8: " in caught.value.message


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_page_is_told_to_be_nothing_else(path: Path) -> None:
    text = path.read_text("utf-8")
    told = tell_kind(text)
    # Of a page on one line this is told where no format reads it.
    assert told is None or (told.what.startswith("a page on one line") and "\n" not in text.strip())


@pytest.mark.parametrize("format", FORMATS)
def test_a_page_without_one_of_its_lines_is_told_to_be_nothing_else(format: str) -> None:
    lines = load_seed(format).text.split("\n")
    for at in range(7):
        assert tell_kind("\n".join(line for i, line in enumerate(lines) if i % 7 != at)) is None


def test_everything_that_is_told_has_a_text() -> None:
    told = [*TOLD.values(), *(f"this is {what}" for what in TOLD_BINARIES.values())]
    assert [kind.what for kind in KINDS if not any(kind.what.partition("{}")[0] in text for text in told)] == []
    assert set(TOLD) <= set(map(name_text, TEXTS))


@pytest.mark.parametrize(
    "unit", ["{", '[{"a":', '"', "<!-- ", "<a", "%\n", "Ã", "Ã¼" * 9, "\\", "Submitted by\n", "A" * 99]
)
@pytest.mark.slow
def test_to_tell_what_a_long_text_is_takes_a_moment(unit: str) -> None:
    for text in (unit * 60_000, f"<{unit * 60_000}", f'{{"{unit * 60_000}', f"404 {unit * 9}"):
        start = time.process_time()
        tell_kind(text)
        assert time.process_time() - start < 1


def test_the_text_of_a_refused_page_with_cards_is_told_as_well() -> None:
    page = load_seed("daily_feed").text.replace("•", "â€¢", 40).replace("·", "Â·", 40)
    with pytest.raises(UnknownFormatError, match="this is UTF-8 that was read as Windows-1252"):
        paperparse.loads(page)


def test_all_three_functions_refuse_alike() -> None:
    path = REFUSED / "abstract_alone" / "one_paragraph.txt"
    messages = []
    for call in (paperparse.load, paperparse.loads, paperparse.detect):
        with pytest.raises(UnknownFormatError) as caught:
            call(str(path) if call is paperparse.load else path.read_text(encoding="utf-8"))
        messages.append(str(caught.value))
    assert messages == [f"{path}: {messages[1]}", messages[1], messages[1]]


@pytest.mark.parametrize("format", FORMATS)
def test_a_seed_qualifies_for_its_own_format_only(format: str) -> None:
    detection = load_seed(format).detection
    assert detection is not None
    assert sorted(candidate.format for candidate in detection.candidates) == FORMATS
    assert [candidate.format for candidate in detection.candidates if qualifies(candidate)] == [format]


@pytest.mark.parametrize("separator", ["\n\n", "\n"], ids=["blank line", "line feed"])
@pytest.mark.parametrize(("first", "second"), thin_out(11, PAIRS))
def test_two_pages_in_one_are_ambiguous(first: str, second: str, separator: str) -> None:
    with pytest.raises(AmbiguousFormatError) as caught:
        paperparse.loads(separator.join([load_seed(first).text, load_seed(second).text]))
    assert len(str(caught.value).splitlines()) == 1
    assert first in caught.value.message
    assert second in caught.value.message


@pytest.mark.parametrize("data", BINARIES.values(), ids=BINARIES)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises((DecodeError, UnknownFormatError)) as caught:
        paperparse.loads(data)
    assert len(str(caught.value).splitlines()) == 1


def test_a_string_of_json_has_no_line_feed_behind_a_backslash() -> None:
    for text, is_json in (('{"a": "b\\"c\\\\", "d": "e\\nf"}', True), ('{"a": "b \\\ncdefg", "h": 1}', False)):
        with pytest.raises(UnknownFormatError) as caught:
            paperparse.loads(text)
        assert ("this is JSON" in str(caught.value)) is is_json, text
