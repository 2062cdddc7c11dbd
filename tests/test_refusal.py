"""Text that lists no papers is refused, with a message that says why; so are two pages in one, and binary data."""

import hashlib
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest
from samples import FORMATS_BY_NAME, ROOT, load_seed

import paperparse
from paperparse import AmbiguousFormatError, Candidate, DecodeError, UnknownFormatError

REFUSED: Final = ROOT / "tests" / "refused"
TEXTS: Final = sorted(REFUSED.glob("*/*.txt"))
FORMATS: Final = sorted(FORMATS_BY_NAME)
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
@pytest.mark.parametrize(("first", "second"), PAIRS)
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
