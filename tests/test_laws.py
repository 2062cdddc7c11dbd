"""The laws of docs/architecture.md, over every format, on pages and text that nobody thought of."""

import os
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quick import thin_out
from samples import FORMATS_BY_NAME, SEEDS, real_papers

import paperparse
from paperparse import PaperparseError
from paperparse.grammar.printing import list_marks, project_paper
from paperparse.grammar.table import list_layouts
from paperparse.testing import LAWS, check_page, hostile_text, pages, papers

NAMES = sorted(FORMATS_BY_NAME)
# Each format, and each of its layouts by itself.
TABLES = {
    f"{name} {at}" if at else name: table
    for name in NAMES
    for at, table in enumerate(list_layouts(FORMATS_BY_NAME[name]))
}
LAYOUTS = [name for name in TABLES if name not in NAMES]
MARKS = sorted({mark for form in FORMATS_BY_NAME.values() for mark in list_marks(form)})
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "latin-1")


def encode(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


# Every law and every format, but not each law of each format.
@pytest.mark.parametrize(("name", "law"), thin_out(11, product([*NAMES, *LAYOUTS], LAWS)))
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck))
def test_format_keeps_the_law(name: str, law: str, data: st.DataObject) -> None:
    form = TABLES[name]
    real = st.integers(0, len(real_papers()) - 1).map(lambda at: project_paper(form, real_papers()[at]))
    records = st.one_of(papers(form), real)
    LAWS[law](form, records, data)


@pytest.mark.parametrize("name", LAYOUTS)
@given(data=st.data())
def test_a_page_of_a_layout_is_read_by_its_table(name: str, data: st.DataObject) -> None:
    text = data.draw(pages(TABLES[name]))
    page = paperparse.loads(text)
    assert page.format == TABLES[name].name
    assert page.papers == paperparse.loads(text, format=TABLES[name]).papers
    [layout] = [one for one in page.conventions if one.name == "layout"]
    assert (layout.value, [sign.what for sign in layout.evidence]) == (TABLES[name].shows, ["pieces of cards"])


@given(st.one_of(st.binary(), st.builds(encode, hostile_text(), st.sampled_from(ENCODINGS))))
def test_any_bytes_give_a_page_or_an_error(data: bytes) -> None:
    try:
        page = paperparse.loads(data)
    except PaperparseError:
        return
    check_page(page)


@given(hostile_text(), st.binary(max_size=4))
def test_text_with_broken_bytes_gives_a_page_or_an_error(text: str, garbage: bytes) -> None:
    data = text.encode("utf-8", "surrogatepass")
    middle = len(data) // 2
    try:
        check_page(paperparse.loads(data[:middle] + garbage + data[middle:]))
    except PaperparseError:
        return


@pytest.mark.parametrize("name", NAMES)
def test_one_mark_over_and_over_is_claimed_once(name: str) -> None:
    for mark in MARKS:
        check_page(paperparse.loads("\n".join([mark] * 5), format=name))


@pytest.mark.slow
def test_records_and_their_json_do_not_depend_on_the_hash_seed() -> None:
    seeds = sorted(str(path) for path in SEEDS.glob("*.txt"))
    outputs = set()
    for hash_seed in ("0", "1", "4294967295"):
        for command in (["parse", "--to", "json", *seeds], ["detect", "--json", *seeds]):
            run = subprocess.run(
                [sys.executable, "-m", "paperparse", *command],
                capture_output=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": hash_seed},
            )
            outputs.add(run.stdout)
    assert len(outputs) == 2
