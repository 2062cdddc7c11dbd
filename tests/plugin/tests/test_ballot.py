"""The page that was looked at reads whole, and the format keeps the laws."""

from pathlib import Path

import pytest
from paperparse_ballot import FORMAT

import paperparse
from paperparse.testing import check_format

PAGE = Path(__file__).parent / "cases" / "page.txt"


def test_the_page_reads_whole() -> None:
    page = paperparse.load(PAGE, format=FORMAT)
    assert page.diagnostics == ()
    assert [(paper.title, len(paper.authors), paper.score) for paper in page] == [
        ("Pointer Networks", 3, 1204),
        ("On the Computation of Tides", 1, 1),
    ]
    assert page.info.title == "To read next"


@pytest.mark.slow
def test_the_format_keeps_the_laws() -> None:
    check_format(FORMAT, max_examples=10)
