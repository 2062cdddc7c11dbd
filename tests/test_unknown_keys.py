"""Records of other tools: their keys are kept and written again, and nothing else is taken for less strictly."""

import copy
import json
import pickle
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from samples import load_seed

import paperparse
from paperparse import Page, Paper, RecordError, RenderError, dumps, from_json
from paperparse.model.extra import Extra
from paperparse.records.structure import list_keys

PAGE: Final = load_seed("daily_feed")
KEPT: Final[dict[str, Any]] = {
    "citations": 12,
    "tags": ["nlp", None],
    "venue": {"name": "é", "rank": 0.5},
    "open": True,
}
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab\u00e9"), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
keys = st.text(st.characters(exclude_categories=["Cs"])).filter(
    lambda key: key not in (*list_keys(Paper), "schema_version", "papers")
)


def put(text: str, more: dict[str, Any]) -> str:
    return json.dumps({**json.loads(text), **more})


@given(st.dictionaries(keys, values, max_size=4))
def test_what_is_kept_is_written_again(more: dict[str, Any]) -> None:
    text = put(dumps(PAGE[3]), more)
    [paper] = from_json(text, type=Paper, unknown="keep")
    assert (paper, paper.spans, paper.source) == (PAGE[3], PAGE[3].spans, PAGE[3].source)
    assert list(paper.extra) == list(more)
    written = dumps(paper)
    assert json.loads(written) == json.loads(text)
    [again] = from_json(written, type=Paper, unknown="keep")
    assert (again, repr(again.extra)) == (paper, repr(paper.extra))
    assert dumps(again) == written
    if more:
        with pytest.raises(RecordError, match="no Paper has a key"):
            from_json(written)


def test_papers_of_a_page_keep_theirs() -> None:
    raw = json.loads(dumps(PAGE))
    raw["papers"][2].update(KEPT)
    page = from_json(json.dumps(raw), unknown="keep")
    assert page == PAGE
    assert isinstance(page, Page)
    assert [bool(paper.extra) for paper in page[:4]] == [False, False, True, False]
    assert json.loads(dumps(page)) == raw
    assert from_json(dumps(page, to="jsonl"), unknown="keep") == PAGE.papers
    unpickled = pickle.loads(pickle.dumps(page))  # noqa: S301  # one of ours
    for copied in (unpickled, copy.deepcopy(page)):
        assert copied[2].extra == page[2].extra == Extra(KEPT)


def test_records_of_the_first_version_keep_theirs() -> None:
    [paper] = from_json('{"title": "Bees", "abstract": null, "summary": null, "authors": [], "author_count": null, '
        '"organization": null, "published": null, "score": null, "comment_count": null, "source": {"page": null, '
        '"format": null, "position": null, "span": null, "line": null}, "spans": {}, "citations": 1}',
        type=Paper, unknown="keep")  # fmt: skip
    assert (paper.title, dict(paper.extra)) == ("Bees", {"citations": 1})


def test_without_unknown_keys_nothing_changes() -> None:
    for text in (dumps(PAGE), dumps(PAGE, to="jsonl"), "[]", ""):
        assert from_json(text, unknown="keep") == from_json(text)
    assert not PAGE[0].extra
    assert '"extra"' not in dumps(PAGE)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"x": float("inf")}, r"no form for, or too large, at \$\.x$"),
        ({"x": [2**53]}, r"not every reader keeps exactly, at \$\.x\[0\]$"),
        ({"x": "\ud800"}, r"lone surrogate.*, at \$\.x$"),
        ({"x": {"\ud800": 1}}, "a key that is no text"),
        ({"x": [[[[[[[[[]]]]]]]]]}, "nested more than 8 deep"),
        ({"source": {"page": None, "more": 1}}, r"no Source has a key 'more'"),
        ({"title": 1, "x": 1}, r"expected `str|expected str.*at \$\.title"),
        ({"schema_version": 3, "x": 1}, "upgrade paperparse"),
    ],
)
def test_what_json_does_not_carry_is_refused(more: dict[str, Any], message: str) -> None:
    text = put(dumps(PAGE[3]), more)
    with pytest.raises(RecordError, match=message):
        from_json(text, unknown="keep")
    raw = json.loads(dumps(PAGE))
    raw["papers"][3].update(more)
    with pytest.raises(RecordError, match=message.replace(r"\$", r"\$\.papers\[3\]")):
        from_json(json.dumps(raw), unknown="keep")


@pytest.mark.parametrize("text", ["[1]", '{"papers": 1, "x": 2}', '{"papers": [1]}', '{"x": 1, "x": 2}'])
def test_what_is_no_record_is_refused_all_the_same(text: str) -> None:
    with pytest.raises(RecordError):
        from_json(text, unknown="keep")
    with pytest.raises(ValueError, match="unknown must be 'refuse' or 'keep', not 'drop'"):
        from_json(text, unknown="drop")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({"title": "Bees"}, "'title' is a key of every paper"),
        ({"papers": []}, "'papers' is a key of every page"),
        ({1: 2}, "a key that is no text"),
        ({"x": float("nan")}, "no form for"),
        ({"x": b"y"}, "bytes is nothing that JSON knows"),
    ],
)
def test_what_json_does_not_carry_is_not_written(extra: dict[Any, Any], message: str) -> None:
    paper = evolve(PAGE[0], extra=extra)
    with pytest.raises(RenderError, match=message):
        dumps(paper)
    with pytest.raises(RenderError, match=message):
        dumps(evolve(PAGE, papers=(PAGE[1], paper)))


def test_it_is_immutable() -> None:
    extra = Extra(KEPT)
    with pytest.raises(AttributeError, match="Extra is immutable"):
        extra.more = 1
    with pytest.raises(AttributeError, match="Extra is immutable"):
        del extra._items
    assert repr(Extra({"tags": ["nlp"]})) == "Extra({'tags': ('nlp',)})"
    assert (len(extra), extra["tags"]) == (4, ("nlp", None))


def test_a_merged_paper_has_what_its_cards_say_besides() -> None:
    title = "Shortest Paths in Temporal Networks with Bounded Delays"
    extras: tuple[dict[str, Any], ...] = (
        {"citations": 1, "venue": "b", "tags": ["x"]},
        {"citations": True, "venue": None},
        {"citations": 1, "tags": ["x", "y"]},
    )
    cards = [Paper(title=title, score=at, extra=extra) for at, extra in enumerate(extras)]
    for turned in (cards, cards[::-1]):
        result = paperparse.merge(turned)
        [merged] = result.papers
        assert dict(merged.extra) == {"citations": 1, "tags": ("x",), "venue": "b"}
        assert [(one.field, one.values) for one in result.conflicts if one.field != "score"] == [
            ("extra.citations", (1, True)),
            ("extra.tags", (("x",), ("x", "y"))),
        ]
        assert paperparse.merge(result.papers).papers[0] is merged
    assert paperparse.project(cards[0], "title_feed").extra == Extra()
