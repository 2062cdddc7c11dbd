"""Thousands of Markdown documents, made and found, are refused: markup alone makes no page of papers."""

from typing import Final

import pytest
from ordinary_markdown import DOCUMENTS, list_files, write_document
from ordinary_texts import SHAPES

import paperparse
from paperparse import AmbiguousFormatError, UnknownFormatError

FEW: Final = 12
MANY: Final = 400
SHAPED: Final = 40
FEWEST_FILES: Final = 20


def is_refused(text: str) -> bool:
    try:
        paperparse.loads(text)
    except (UnknownFormatError, AmbiguousFormatError):
        return True
    return False


def describe(accepted: list[str]) -> str:
    return f"{len(accepted)} are taken for a page, first:\n{accepted[0][:800]}" if accepted else ""


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_some_documents_of_a_kind_are_refused(kind: str) -> None:
    texts = [write_document(kind, number) for number in range(FEW)]
    assert not describe([text for text in texts if not is_refused(text)])


@pytest.mark.slow
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_many_documents_of_a_kind_are_refused(kind: str) -> None:
    texts = {write_document(kind, number) for number in range(FEW, FEW + MANY)}
    assert len(texts) == MANY
    assert not describe([text for text in texts if not is_refused(text)])


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_documents_in_other_shapes_are_refused(shape: str) -> None:
    texts = [SHAPES[shape](write_document(kind, number)) for kind in DOCUMENTS for number in range(SHAPED)]
    assert not describe([text for text in texts if not is_refused(text)])


def test_there_are_enough_documents() -> None:
    assert len(DOCUMENTS) * MANY >= 3_000


def test_documents_are_the_same_again_and_differ_in_style() -> None:
    for kind in DOCUMENTS:
        texts = [write_document(kind, number) for number in range(FEW)]
        assert texts == [write_document(kind, number) for number in range(FEW)]
        assert len({text.split("\n", 1)[0][:1] + str(text.count("](") > 0) for text in texts}) > 1


@pytest.mark.slow
def test_markdown_of_this_machine_is_refused() -> None:
    files = list_files()
    if len(files) < FEWEST_FILES:
        pytest.skip("this machine has few")
    accepted = [str(path) for path in files if not is_refused(path.read_text("utf-8", errors="replace"))]
    assert not accepted
