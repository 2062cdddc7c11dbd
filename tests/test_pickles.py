"""Pages that are pickled and copied: equal in all that can be asked of them, in little room, and without being read."""

import copy
import datetime
import pickle
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from quick import thin_out
from samples import FORMATS_BY_NAME, ROOT, SEEDS, load_seed, real_papers

import paperparse
from paperparse import Limits, Organization, Page, PageInfo, Paper, PaperparseError, PartialDate
from paperparse.formats import FORMATS, author_cards
from paperparse.grammar.printing import print_page
from paperparse.model.paper import VALUE_FIELDS
from paperparse.pages import load
from paperparse.pages.packing import pack, unpack
from paperparse.testing import papers

PAGES: Final = sorted([*SEEDS.glob("*.txt"), *(ROOT / "tests" / "markup").glob("*/page.txt")])
COPIES: Final[dict[str, Callable[[Any], Any]]] = {
    "pickle": lambda page: pickle.loads(pickle.dumps(page)),  # noqa: S301
    "oldest protocol": lambda page: pickle.loads(pickle.dumps(page, 0)),  # noqa: S301
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}
TEXT: Final = load_seed("daily_feed").text
HTML: Final = "<!doctype html><title>Papers</title><pre>" + TEXT.replace("&", "&amp;").replace("<", "&lt;") + "</pre>"


def read_json(text: str) -> Page:
    """The one page that `text` is."""
    (page,) = paperparse.from_json(text)
    assert isinstance(page, Page)
    return page


READ: Final[dict[str, Callable[[], Page]]] = {
    **{path.parent.name + path.stem: partial(paperparse.load, path) for path in PAGES},
    "a format that was named": lambda: paperparse.loads(TEXT, format="daily_feed"),
    "a format that does not fit": lambda: paperparse.loads(TEXT, format="title_feed"),
    "no card": lambda: paperparse.loads("Nothing", format="daily_feed"),
    "no text": lambda: paperparse.loads("", format="daily_feed"),
    "a day of capture": lambda: paperparse.loads(TEXT, as_of=datetime.datetime(2025, 10, 30, 12)),
    "limits": lambda: paperparse.loads(TEXT, limits=Limits(diagnostics=1, authors=2)),
    "CRLF": lambda: paperparse.loads(TEXT.replace("\n", "\r\n")),
    "a lone surrogate": lambda: paperparse.loads(TEXT.replace("Papers", "Pap\ud800ers", 1)),
    "no blank lines": lambda: paperparse.loads("\n".join(filter(str.strip, TEXT.split("\n")))),
    "a second page's card": lambda: paperparse.loads(f"{TEXT}\n\nAbstract:{load_seed('abstract_list')[0].abstract}"),
    "a format that no package brings": lambda: paperparse.loads(TEXT, format=evolve(FORMATS_BY_NAME["daily_feed"])),
    "JSON": lambda: read_json(paperparse.dumps([paperparse.loads(TEXT)], to="json")),
    "another name": lambda: evolve(paperparse.loads(TEXT), name="other"),
}


def tell_all(page: Page) -> list[Any]:
    """All that can be asked of `page`, also what is not compared."""
    return [
        *(page, page.papers, page.text, page.format, page.info, dict(page.info.spans), page.name, page.extraction),
        *(page.segments, page.diagnostics, page.diagnostic_count, page.links, page.detection, page.conventions),
        *((paper.source, dict(paper.spans), paper.origins, dict(paper.extra), repr(paper)) for paper in page),
        [paper.published and paper.published.year_min for paper in page],
        [segment.reason for segment in page.segments],
        repr(page),
    ]


@pytest.mark.parametrize(("page_of", "copy_by"), thin_out(19, product(READ, COPIES)))
def test_a_copy_of_a_page_is_equal_in_all_that_can_be_asked_of_it(page_of: str, copy_by: str) -> None:
    page, again = READ[page_of](), COPIES[copy_by]
    copied = again(page)
    twice = again(copied)
    assert tell_all(copied) == tell_all(page) == tell_all(twice) == tell_all(again(page))
    assert hash(copied) == hash(page)


def test_the_text_of_an_html_page_is_extracted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resiliparse")
    page = paperparse.loads(HTML)
    data = pickle.dumps(page)
    monkeypatch.setattr(load, "extract_text", lambda *_, **__: pytest.fail("it was extracted again"))
    copied = pickle.loads(data)  # noqa: S301
    assert copied.extraction is not None
    assert tell_all(copied) == tell_all(page)


def test_the_values_of_a_copy_are_there_without_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    page = load_seed("daily_feed")
    data = pickle.dumps(page)
    monkeypatch.setattr(load, "_read_text", lambda *_: pytest.fail("it was read again"))
    copied = pickle.loads(data)  # noqa: S301
    assert copied == page
    assert pickle.loads(pickle.dumps(copied)) == page  # noqa: S301


@pytest.mark.parametrize("format", FORMATS_BY_NAME)
def test_a_pickle_takes_hardly_more_room_than_the_text(format: str) -> None:
    text = print_page(FORMATS_BY_NAME[format], real_papers()[:100], PageInfo())
    assert len(pickle.dumps(paperparse.loads(text))) <= 1.3 * len(text.encode())


@pytest.mark.parametrize("path", PAGES[:5], ids=lambda path: path.stem)
def test_a_pickle_of_a_real_page_takes_hardly_more_room_than_the_text(path: Path) -> None:
    assert len(pickle.dumps(paperparse.load(path))) <= 1.1 * path.stat().st_size


def test_a_text_whose_lines_the_page_breaks_takes_no_room_twice() -> None:
    text = (ROOT / "tests" / "markup" / "arxiv_search_html2text" / "page.txt").read_text("utf-8")
    assert len(pickle.dumps(paperparse.loads(text))) <= 1.3 * len(text.encode())


def test_a_page_that_is_read_otherwise_elsewhere_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pickle.dumps(load_seed("author_cards"))
    pages = [pickle.loads(data) for _ in range(2)]  # noqa: S301
    others = [form for form in FORMATS if form is not author_cards.FORMAT]
    twin = evolve(author_cards.FORMAT, name="twin_cards")
    monkeypatch.setattr("paperparse.choosing.decision.list_formats", lambda: (*others, twin))
    assert pages[0][0].title == load_seed("author_cards")[0].title
    with pytest.raises(
        PaperparseError, match=r"pickled with 9 papers of author_cards, and is read here with 9 of twin_cards"
    ):
        _ = pages[0].segments
    with pytest.raises(PaperparseError, match="that it was pickled with"):
        _ = pages[1][0].spans


@given(
    st.lists(papers(), max_size=4),
    st.lists(st.one_of(st.integers(0, 3), st.text("ab \n,", max_size=30)), max_size=12),
    st.sampled_from([" ", "\n", "\n  ", ", "]),
)
def test_packed_values_are_the_same_whatever_the_text(made: list[Paper], order: list[int | str], space: str) -> None:
    pieces = []
    for piece in order:
        if isinstance(piece, str) or piece >= len(made):
            pieces.append(str(piece))
        else:
            pieces += [str(getattr(made[piece], name)).replace(" ", space) for name in VALUE_FIELDS]
            pieces.append(", ".join(made[piece].authors))
    text = "\n".join(pieces)
    packed = pickle.loads(pickle.dumps(pack(text, made)))  # noqa: S301
    again, cards = unpack(packed)
    assert again == text
    assert [dict(zip(VALUE_FIELDS, values, strict=True)) for values in cards] == [
        {name: getattr(paper, name) for name in VALUE_FIELDS} for paper in made
    ]


NETWORKS: Final = "Pointer Networks that learn"
LEARNING: Final = "We introduce a new architecture. It learns."
BROKEN: Final = LEARNING.replace(". ", ".\n  ")


@pytest.mark.parametrize(
    ("made", "text"),
    [
        # A value that stands inside another one, one whose lines are broken, and one that goes on otherwise.
        ([Paper(title=NETWORKS, abstract=f"About {NETWORKS} and others")], f"About {NETWORKS} and others"),
        ([Paper(title=NETWORKS, abstract=LEARNING)], f"{NETWORKS}\n{BROKEN}"),
        ([Paper(title=NETWORKS, abstract=LEARNING)], f"{NETWORKS}\nWe introduce a new\nWe introduce a new\n"),
        ([Paper(title=NETWORKS, abstract=LEARNING)], f"{NETWORKS}\nWe introduce a newspaper"),
        ([Paper(title=NETWORKS, abstract=LEARNING)], f"{NETWORKS}\nWe introduce a new"),
        ([Paper(published=PartialDate(2015, 6, 9)), Paper(), Paper(published=PartialDate(None, 6, 9))], ""),
        ([Paper(organization=Organization("lab")), Paper()], ""),
    ],
)
def test_packed_values_are_the_same_wherever_they_stand(made: list[Paper], text: str) -> None:
    again, cards = unpack(pickle.loads(pickle.dumps(pack(text, made))))  # noqa: S301
    assert again == text
    assert [Paper(**dict(zip(VALUE_FIELDS, values, strict=True))) for values in cards] == made


def test_a_copy_has_no_other_attributes() -> None:
    page = pickle.loads(pickle.dumps(load_seed("author_cards")))  # noqa: S301
    with pytest.raises(AttributeError, match="_nothing"):
        _ = page._account._nothing


@pytest.mark.parametrize("text", ["Title of a paper " * 60_000, "Title of a paper\n" * 60_000, "x" * 999_999])
def test_to_pack_values_that_stand_nowhere_takes_a_moment(text: str) -> None:
    made = [
        Paper(title=f"Title of a paper, the {number}th", abstract="Title of a paper x" * 9) for number in range(3_000)
    ]
    start = time.process_time()
    pack(text, made)
    assert time.process_time() - start < 2
