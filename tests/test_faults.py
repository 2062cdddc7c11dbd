"""Pages with one fault: no wrong value without a word. And pages without one: hardly a word."""

from itertools import islice

import pytest
from faults import FAULTS, Fault, Random, iter_faulty, judge, make_faulty
from quick import thin_out
from samples import FORMATS_BY_NAME, SEEDED, load_seed, real_papers

import paperparse
from paperparse import RenderError

_CARDS_A_WARNING = 2_000
_TRIALS = 36


@pytest.mark.parametrize("most", thin_out(2, [6, _TRIALS], str))
@pytest.mark.parametrize("fault", thin_out(13, FAULTS, lambda fault: fault.name))
def test_a_fault_is_read_right_or_told(fault: Fault, most: int) -> None:
    rng = Random(fault.name)
    formats = fault.formats or tuple(FORMATS_BY_NAME)
    made = (make_faulty(fault, formats[at % len(formats)], rng) for at in range(_TRIALS))
    pages = list(islice((faulty for faulty in made if faulty is not None), most))
    assert pages
    for faulty in pages:
        assert judge(faulty) != "silent", faulty


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 5_000, 1_000))
def test_of_5_000_faulty_pages_none_has_a_wrong_value_without_a_word(start: int) -> None:
    pages = islice(iter_faulty(5_000), start, start + 1_000)
    assert [faulty for faulty in pages if judge(faulty) == "silent"] == []


def test_seeds_have_no_findings() -> None:
    assert [paperparse.validate(load_seed(name)) for name in SEEDED] == [()] * len(SEEDED)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_pages_of_real_records_have_hardly_a_warning(name: str) -> None:
    cards = warnings = 0
    for start in range(0, len(real_papers()), 8):
        papers = [paperparse.project(paper, name) for paper in real_papers()[start : start + 8]]
        try:
            page = paperparse.loads(paperparse.render(papers, name))
        except RenderError:
            # A record that the format can't print so that it comes back.
            continue
        found = paperparse.validate(page)
        assert [one for one in found if one.severity == "error"] == []
        cards += len(page)
        # Of each page the last text may not end like a sentence; so many pages have no others below.
        warnings += sum(one.severity == "warning" and one.code != "unfinished-text" for one in found)
    assert warnings <= cards / _CARDS_A_WARNING
