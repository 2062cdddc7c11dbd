"""`paperparse.arrow`: columns of any kind in, the papers and an account of every text out, and nothing raised."""

import datetime
import pickle
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import polars
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import FORMATS_BY_NAME, load_seed

import paperparse
from paperparse import arrow
from paperparse.arrow import PAGES, PAPERS, SCHEMAS, Output, parse_batches
from paperparse.exports.tables import COLUMNS, to_arrow
from paperparse.model.tabular import Papers
from paperparse.testing.hostile import hostile_text

PAGE: Final = load_seed("author_cards")
DATED: Final = load_seed("daily_feed")
LETTER: Final = "Dear reader,\n"
TEXTS: Final = (PAGE.text, None, LETTER, DATED.text)
EXPECTED: Final = [
    ("parsed", "author_cards", 9, None),
    ("failed", None, 0, "no-text"),
    ("refused", None, 0, "unknown-format"),
    ("parsed", "daily_feed", 59, None),
]
TYPES: Final[tuple[Any, ...]] = (
    pyarrow.string(),
    pyarrow.large_string(),
    pyarrow.string_view(),
    pyarrow.binary(),
    pyarrow.large_binary(),
    pyarrow.binary_view(),
)


def read(column: Any, output: Output = "pages", **options: Any) -> list[dict[str, Any]]:
    """The rows of what is made of `column`, whose batches are checked."""
    batches = list(parse_batches([pyarrow.record_batch({"text": column})], url=None, output=output, **options))
    for batch in batches:
        batch.validate(full=True)
        assert batch.schema == SCHEMAS[output]
    rows: list[dict[str, Any]] = [row for batch in batches for row in batch.to_pylist()]
    return rows


def shorten(rows: Sequence[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [(row["status"], row["format"], row["papers"], row["code"]) for row in rows]


def make_broken(data: bytes) -> Any:
    """A column of characters that are none."""
    offsets = pyarrow.array([0, len(data)], pyarrow.int32()).buffers()[1]
    return pyarrow.Array.from_buffers(pyarrow.string(), 1, [None, offsets, pyarrow.py_buffer(data)])


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_texts_may_stand_in_any_column(kind: Any) -> None:
    column = pyarrow.array(TEXTS, pyarrow.string()).cast(kind)
    assert shorten(read(column)) == EXPECTED
    assert [row["position"] for row in read(column)] == [0, 1, 2, 3]
    if "view" not in str(kind):
        assert shorten(read(column.dictionary_encode())) == EXPECTED


def test_a_dictionary_may_hold_null_and_a_type_of_somebody_be_around_it() -> None:
    indices = pyarrow.array([0, 1, None], pyarrow.int8())
    column = pyarrow.DictionaryArray.from_arrays(indices, pyarrow.array([LETTER, None]))
    assert [row["code"] for row in read(column)] == ["unknown-format", "no-text", "no-text"]

    class Website(pyarrow.ExtensionType):
        def __init__(self) -> None:
            super().__init__(pyarrow.string(), "website")

        def __arrow_ext_serialize__(self) -> bytes:
            return b""

    assert shorten(read(pyarrow.ExtensionArray.from_storage(Website(), pyarrow.array(TEXTS)))) == EXPECTED


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (pyarrow.nulls(1), "no-text"),
        (pyarrow.array([3]), "not-text"),
        (pyarrow.array([[LETTER]]), "not-text"),
        (pyarrow.array([{"a": LETTER}]), "not-text"),
        (make_broken(b"\xff\xfe"), "undecodable-text"),
        (make_broken(b"\xed\xa0\x80"), "undecodable-text"),
        (pyarrow.array([b"\xff"]), "undecodable-text"),
        (pyarrow.array([b"abcd\xff"], pyarrow.binary(5)), "undecodable-text"),
        (pyarrow.array(["x" * 101]), "limit-exceeded"),
        (pyarrow.array([b"x" * 101]), "limit-exceeded"),
    ],
)
def test_what_is_no_text_fails_and_says_why(column: Any, code: str) -> None:
    [row] = read(column, max_bytes=100)
    assert (row["status"], row["code"]) == ("failed", code)
    assert row["message"]
    assert read(column, "papers", max_bytes=100) == []
    assert [row["records"] for row in read(column, "both", max_bytes=100)] == [[]]


@given(st.lists(st.none() | st.binary(max_size=30) | hostile_text().map(lambda text: text.encode("utf-8", "replace"))))
def test_every_text_has_its_row(values: list[bytes | None]) -> None:
    column = pyarrow.array(values, pyarrow.binary())
    pages = read(column)
    both = read(column, "both")
    assert [row["position"] for row in pages] == list(range(len(values)))
    assert [{name: row[name] for name in PAGES.names} for row in both] == pages
    assert [len(row["records"]) for row in both] == [row["papers"] for row in pages]
    assert [record for row in both for record in row["records"]] == read(column, "papers")
    assert all((row["code"] is None) == (row["status"] == "parsed") for row in pages)


def test_papers_are_those_of_the_page_and_say_where_they_are_from() -> None:
    batch = pyarrow.record_batch({"body": [LETTER, PAGE.text], "link": ["a", "b"]})
    found = pyarrow.Table.from_batches(parse_batches([batch, batch], text="body", url="link", input="x.parquet"))
    assert found.schema == PAPERS
    assert PAPERS.names == ["page_url", "page_input", "page_position", *COLUMNS]
    assert found.select(COLUMNS).slice(0, 9) == next(paperparse.iter_load([("b", PAGE.text)])).to_arrow(parts=True)
    assert {tuple(row[name] for name in PAPERS.names[:3]) for row in found.to_pylist()} == {
        ("b", "x.parquet", 1),
        ("b", "x.parquet", 3),
    }


def test_refusals_are_explained_where_that_is_asked_for() -> None:
    assert read(pyarrow.array([LETTER]))[0]["message"] is None
    assert "format" in read(pyarrow.array([LETTER]), explain=True)[0]["message"]
    two_pages = DATED.text + PAGE.text
    assert read(pyarrow.array([two_pages]))[0]["code"] == "ambiguous-format"


def test_what_is_not_read_is_counted() -> None:
    text = DATED.text.replace("Dec 19, 2024", "Feb 30, 2024")
    [row] = read(pyarrow.array([text]))
    page = paperparse.loads(text)
    spans = [one.span for one in page.segments if one.kind == "unparsed"]
    assert row["unparsed"] == sum(span.end - span.start for span in spans) > 0


DAY: Final = datetime.date(2025, 10, 30)


@pytest.mark.parametrize(
    "dates",
    [
        pyarrow.array([DAY]),
        pyarrow.array([DAY]).cast(pyarrow.date64()),
        *(pyarrow.array([DAY]).cast(pyarrow.timestamp(unit)) for unit in ("s", "us")),
        pyarrow.array(["2025-10-30"]),
        pyarrow.array(["2025-10-30T23:00:00Z"]).dictionary_encode(),
        pyarrow.array([b"2025-10-30"]),
    ],
)
def test_the_day_of_capture_gives_years(dates: Any) -> None:
    batch = pyarrow.record_batch({"text": [DATED.text], "day": dates})
    [found] = parse_batches([batch], url=None, date="day")
    expected = to_arrow(paperparse.loads(DATED.text, as_of=DAY), parts=True)
    assert found["published"].to_pylist() == expected["published"].to_pylist()


def test_a_day_that_cant_be_read_is_told() -> None:
    huge = pyarrow.array([2**62]).cast(pyarrow.timestamp("s"), safe=False)
    named: dict[str, Any]
    columns: tuple[Any, ...] = (pyarrow.array(["soon"]), pyarrow.array([3]), pyarrow.array([b"\xff"]), huge)
    for dates in columns:
        named = {"text": [PAGE.text], "day": dates}
        batch = pyarrow.record_batch(named)
        [found] = parse_batches([batch], url=None, date="day", output="pages")
        [row] = found.to_pylist()
        assert (row["status"], row["papers"], row["code"]) == ("parsed", 9, "unreadable-date")
    named = {"text": [LETTER, PAGE.text], "day": ["soon", None]}
    batch = pyarrow.record_batch(named)
    [found] = parse_batches([batch], url=None, date="day", output="pages")
    assert found["code"].to_pylist() == ["unknown-format", None]


def test_addresses_may_be_anything() -> None:
    columns: tuple[tuple[Any, str | None], ...] = (
        (pyarrow.array(["a"]), "a"),
        (pyarrow.array([b"a\xff"]), "a\\xff"),
        (pyarrow.array([7]), "7"),
        (pyarrow.nulls(1), None),
    )
    for column, told in columns:
        [found] = parse_batches([pyarrow.record_batch({"text": [PAGE.text], "url": column})], output="pages")
        assert found["url"].to_pylist() == [told]


@pytest.mark.parametrize("output", SCHEMAS)
def test_nothing_gives_an_empty_batch(output: Output) -> None:
    assert [(len(batch), batch.schema) for batch in parse_batches([], output=output)] == [(0, SCHEMAS[output])]


def test_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    column = pyarrow.array([PAGE.text, LETTER] * 3)
    for name, value, lengths in (
        ("_MOST_TEXTS", 3, [3, 3]),
        ("_MOST_TEXTS", 4, [4, 2]),
        ("_MOST_PAPERS", 10, [3, 3]),
        ("_MOST_BYTES", 1, [1, 2, 2, 1]),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(arrow, name, value)
            batches = list(parse_batches([pyarrow.record_batch({"text": column})], url=None, output="pages"))
        assert [len(batch) for batch in batches] == lengths


def test_any_stream_of_arrow_is_taken() -> None:
    table = pyarrow.table({"text": [PAGE.text], "url": ["a"]})
    streams: tuple[Any, ...] = (table, [table], table.to_reader(), table.to_batches(), polars.DataFrame(table))
    for given_ in streams:
        assert [len(batch) for batch in parse_batches(given_)] == [9]


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        ({"text": "body"}, ValueError, r"there is no column 'body' \(text=...\); the columns are: 'text', 'text', 'x'"),
        ({"text": "x"}, ValueError, r"there is no column 'url' \(url=...\)"),
        ({"url": None}, ValueError, r"there is several columns 'text'"),
        ({"output": "cards"}, ValueError, "output must be one of 'papers', 'pages', 'both', not 'cards'"),
        ({"format": "daily"}, paperparse.UnknownFormatError, "daily"),
    ],
)
def test_wrong_arguments_are_told(arguments: dict[str, Any], error: type[Exception], told: str) -> None:
    batch = pyarrow.RecordBatch.from_arrays([pyarrow.array([""])] * 3, ["text", "text", "x"])
    with pytest.raises(error, match=told):
        list(parse_batches([batch], **arguments))


def test_wrong_batches_are_told() -> None:
    with pytest.raises(TypeError, match="takes batches or a stream of Arrow, not str"):
        list(parse_batches(["text"]))
    with pytest.raises(ValueError, match=r"no column 'text' .*: none"):
        list(parse_batches([pyarrow.record_batch({})]))


def test_a_format_that_is_named_is_asked_alone() -> None:
    for form in ("daily_feed", FORMATS_BY_NAME["daily_feed"]):
        assert shorten(read(pyarrow.array([LETTER]), format=form)) == [("parsed", "daily_feed", 0, None)]


def test_what_a_format_raises_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("out of \udc80 order")

    monkeypatch.setattr("paperparse.crawling.texts.read_page", fail)
    [row] = read(pyarrow.array([LETTER]))
    assert (row["status"], row["code"]) == ("failed", "format-failed")
    assert row["message"] == "RuntimeError: out of \\x80 order"


def test_it_can_be_sent_to_another_process() -> None:
    parse = pickle.loads(pickle.dumps(partial(parse_batches, url=None, output="pages")))  # noqa: S301
    [found] = parse([pyarrow.record_batch({"text": TEXTS})])
    assert shorten(found.to_pylist()) == EXPECTED


@pytest.mark.slow
def test_pyarrow_is_imported_for_it_alone() -> None:
    code = "import sys, paperparse, paperparse.crawling.texts; print('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# What holds papers is a table.


def test_pages_slices_and_merged_papers_are_taken_as_they_are() -> None:
    for one in (PAGE, PAGE[2:5], paperparse.merge([PAGE])):
        expected = to_arrow(one.papers)
        assert pyarrow.RecordBatchReader.from_stream(one).read_all() == expected
        assert one.to_arrow() == expected
        assert len(one.to_pandas()) == len(one.to_polars()) == len(one.papers)
    # pyarrow and pandas take a tuple for a list of columns, and polars takes any sequence apart.
    for one in (PAGE, paperparse.merge([PAGE])):
        assert pyarrow.table(one) == to_arrow(one.papers)
        assert polars.DataFrame(pyarrow.table(one)).equals(one.to_polars())


def test_merged_papers_are_a_sequence_as_a_page_is() -> None:
    result = paperparse.merge([PAGE])
    assert isinstance(result, Sequence)
    assert (len(result), list(result), result[3], result[-1]) == (9, [*PAGE], PAGE[3], PAGE[8])
    assert result.index(PAGE[3]) == 3
    assert PAGE[3] in result
    assert isinstance(result[2:5], Papers)
    assert result[2:5] == PAGE[2:5]
    assert paperparse.merge(result).papers == result.papers
    assert paperparse.dumps(result) == paperparse.dumps(result.papers)
    assert not paperparse.merge([])


def test_a_slice_is_a_tuple() -> None:
    part: Papers = PAGE[2:5]
    assert part == PAGE.papers[2:5]
    assert isinstance(part, tuple)
    assert (hash(part), repr(part)) == (hash(PAGE.papers[2:5]), repr(PAGE.papers[2:5]))
    assert pickle.loads(pickle.dumps(part)) == part  # noqa: S301
    assert paperparse.dumps(part) == paperparse.dumps(PAGE.papers[2:5])
