"""What is no record is refused: in one way only, and with the place where it is."""

import datetime
import decimal
import json
import math
import sys
from typing import Any, Final

import pytest
from changed_records import PAGE, PAPER, Change, describe_page
from hypothesis import example, given
from hypothesis import strategies as st
from quick import thin_out

from paperparse import (
    Candidate,
    Detection,
    Diagnostic,
    Evidence,
    Organization,
    Page,
    PageInfo,
    Paper,
    PaperparseError,
    PartialDate,
    RecordError,
    RenderError,
    Segment,
    Source,
    Span,
    Spans,
    dumps,
    from_json,
)
from paperparse.codes import CODES
from paperparse.records.documents import is_json, iter_documents
from paperparse.records.problems import iter_problems
from paperparse.testing import hostile_text

# Records whose values Python lets be anything.
P: Final[Any] = Paper
BY_HAND: Final[Any] = Page
HIDDEN: Final[Any] = Candidate("daily_feed", 1, 1.0, 1.0, lacks=frozenset({"\ud800"}))  # type: ignore[arg-type]
ITSELF: Final[list[Any]] = []
ITSELF.append(ITSELF)
NOT_WRITTEN: Final[dict[str, tuple[Paper, str, str]]] = {
    "an empty title": (Paper(title=""), "title", "$.title"),
    "a space before a title": (Paper(title=" x"), "title", "$.title"),
    "a line feed after an abstract": (Paper(abstract="x\n"), "abstract", "$.abstract"),
    "a byte-order mark before a summary": (Paper(summary="\ufeffx"), "summary", "$.summary"),
    "a lone surrogate": (Paper(title="a\ud800"), "title", "$.title"),
    "a number for a title": (P(title=5), "title", "$.title"),
    "bytes for a title": (P(title=b"x"), "title", "$.title"),
    "a day for a title": (P(title=datetime.date(2024, 1, 1)), "title", "$.title"),
    "a list that holds itself": (P(title=ITSELF), "title", "$.title"),
    "an empty name": (Paper(authors=("Ada Lovelace", "")), "authors", "$.authors[1]"),
    "a name that is none": (P(authors=(None,)), "authors", "$.authors[0]"),
    "bytes for a name": (P(authors=(b"Ada Lovelace",)), "authors", "$.authors[0]"),
    "a negative number": (Paper(score=-1), "score", "$.score"),
    "a number beyond what JSON keeps": (Paper(author_count=2**53), "author_count", "$.author_count"),
    "a number beyond 64 bits": (Paper(score=2**64), "score", "$.score"),
    "a number of 5,000 digits": (Paper(score=10**5000), "score", "$.score"),
    "a boolean": (Paper(score=True), "score", "$.score"),
    "a float": (P(comment_count=3.0), "comment_count", "$.comment_count"),
    "NaN": (P(score=math.nan), "score", "$.score"),
    "a decimal": (P(score=decimal.Decimal(3)), "score", "$.score"),
    "an empty handle": (Paper(organization=Organization("")), "organization", "$.organization.handle"),
    "a blank name": (Paper(organization=Organization("b", "\u200b")), "organization", "$.organization.name"),
    "a blank name without a handle": (
        Paper(organization=Organization(None, "\u200b")),
        "organization",
        "$.organization.name",
    ),
    "a name for an organization": (P(organization="OpenBMB"), "organization", "$.organization"),
    "a day for a date": (P(published=datetime.date(2024, 1, 1)), "published", "$.published"),
    "a year_min of 0": (Paper(published=PartialDate(None, 1, 1, 0)), "published", "$.published.year_min"),
    "a month that is a boolean": (Paper(published=PartialDate(2024, True, 1)), "published", "$.published.month"),
    "no source": (P(source=None), "source", "$.source"),
    "line 0": (Paper(source=Source(line=0)), "source", "$.source.line"),
    "a span before the text": (Paper(source=Source(span=Span(-1, 2))), "source", "$.source.span"),
    "a page with a name that is no text": (Paper(source=Source(page="\udcff.txt")), "source", "$.source.page"),
    "a format without a name": (Paper(source=Source(format="")), "source", "$.source.format"),
    "a span of no field": (Paper(spans=Spans({"colour": Span(1, 2)})), "spans", "$.spans.colour"),
    "a name of a span that is no text": (Paper(spans=Spans({"\ud800": Span(1, 2)})), "spans", '$.spans["\\ud800"]'),
    "a negative span": (Paper(spans=Spans({"title": Span(0, -1)})), "spans", "$.spans.title"),
}
PAGES_NOT_WRITTEN: Final[dict[str, tuple[Page, str | None, str]]] = {
    "papers in a list": (BY_HAND([PAPER], "f", ""), "papers", ", at $.papers[0]"),
    "a format": (Page((), "", ""), "format", ", at $.format"),
    "a text": (Page((), "f", "\ud800"), "text", ", at $.text"),
    "info": (Page((), "f", "", PageInfo(number=-1)), "info", ", at $.info.number"),
    "a segment": (BY_HAND((), "f", "", segments=(Segment("x", Span(0, 1)),)), "segments", ", at $.segments[0].kind"),  # type: ignore[arg-type]
    "a diagnostic": (
        Page((), "f", "", diagnostics=(Diagnostic("c", "note", "", Span(0, 1), 0, 1),)),
        "diagnostics",
        ", at $.diagnostics[0].line",
    ),
    "a confidence": (Page((), "f", "", detection=Detection("f", 1.5)), "detection", ", at $.detection.confidence"),
    "no confidence": (
        Page((), "f", "", detection=Detection("f", math.nan)),
        "detection",
        ", at $.detection.confidence",
    ),
    "evidence": (
        Page((), "f", "", detection=Detection("f", 1, (Candidate("f", 1, 1, 1, (Evidence("x", -1),)),))),
        "detection",
        ", at $.detection.candidates[0].evidence[0].count",
    ),
    "a name": (Page((), "f", "", name="\udcff.txt"), "name", ", at $.name"),
    "a count": (Page((), "f", "", diagnostic_count=-1), "diagnostic_count", ", at $.diagnostic_count"),
    "what no path leads to": (
        Page((), "f", "", detection=Detection("f", 1, (HIDDEN,))),
        None,
        "surrogates not allowed",
    ),
}


@pytest.mark.parametrize("name", NOT_WRITTEN)
def test_a_paper_that_can_not_be_written_is_named_with_its_field(name: str) -> None:
    paper, field, path = NOT_WRITTEN[name]
    with pytest.raises(RenderError) as alone:
        dumps(paper)
    assert (alone.value.paper, alone.value.field) == (None, field)
    assert str(alone.value).endswith(f", at {path}")
    assert "\n" not in str(alone.value)
    for made in (
        dumps,
        lambda papers: dumps(papers, to="jsonl"),
        lambda papers: dumps(Page(tuple(papers), "f", ""), to="jsonl"),
    ):
        with pytest.raises(RenderError) as caught:
            made([PAPER, PAPER, paper, PAPER])
        assert (caught.value.paper, caught.value.field) == (2, field)
        assert str(caught.value) == f"record 2: {alone.value}"


@pytest.mark.parametrize("name", PAGES_NOT_WRITTEN)
def test_a_page_that_can_not_be_written_is_named_with_its_field(name: str) -> None:
    page, field, ending = PAGES_NOT_WRITTEN[name]
    with pytest.raises(RenderError) as alone:
        dumps(page)
    assert (alone.value.paper, alone.value.field) == (None, field)
    assert str(alone.value).endswith(ending)
    with pytest.raises(RenderError) as caught:
        dumps([PAGE, page])
    assert (caught.value.paper, caught.value.field) == (1, field)


def test_a_paper_of_a_page_that_can_not_be_written_is_named() -> None:
    page = Page((Paper(), Paper(score=-1)), "f", "")
    for records, where in ((page, ""), ([PAGE, page], "record 1: ")):
        with pytest.raises(RenderError) as caught:
            dumps(records)
        assert (caught.value.paper, caught.value.field) == (1, "score")
        assert str(caught.value) == f"{where}expected int >= 0, at $.papers[1].score"


def change_paper(path: list[str | int], value: Any) -> str:
    """The paper as a line of JSON, with `value` at `path`."""
    return json.dumps(Change("", tuple(path), value).apply(describe_page()["papers"][0]))


LINE: Final = change_paper(["title"], "x")
# Python 3.13 began to blame the comma rather than what follows it.
COMMA: Final = (2, len(LINE) + 1) if sys.version_info >= (3, 13) else (3, 1)
BROKEN: Final[dict[str, tuple[str, int, int, str, str]]] = {
    "a word": ("papers", 1, 1, "malformed-json", "$"),
    "a number": ("\n 5", 2, 2, "invalid-value", "$"),
    "text": ('"a"', 1, 1, "invalid-value", "$"),
    "null": ("null", 1, 1, "invalid-value", "$"),
    "NaN": ("NaN", 1, 1, "invalid-value", "$"),
    "a list of numbers": ("[\n1]", 2, 1, "invalid-value", "$[0]"),
    "a list of lists": ("[[]]", 1, 2, "invalid-value", "$[0]"),
    "an open list": ("[", 1, 1, "malformed-json", "$"),
    "an open list of records": (f"[{LINE},\n", 1, len(LINE) + 2, "malformed-json", "$"),
    "a comma too many": (f"[\n{LINE},\n]", *COMMA, "malformed-json", "$"),
    "a colon too few": ('{\n"title" "x"}', 2, 9, "malformed-json", "$"),
    "single quotes": ("{'title': 1}", 1, 2, "malformed-json", "$"),
    "a bad escape": ('{"title":\n "\\x"}', 2, 3, "malformed-json", "$"),
    "a control in text": ('{"title": "a\tb"}', 1, 13, "malformed-json", "$"),
    "a line feed in text": ('{"title": "a\n"}', 1, 13, "malformed-json", "$"),
    "an open string": ('{"title": "a', 1, 11, "malformed-json", "$"),
    "something after the end": (f"{LINE}\n]", 2, 1, "malformed-json", "$"),
    "a value begun on a line": ('{"source":\n{"page" 5}}', 2, 9, "malformed-json", "$"),
    "a list begun on a line": ('{"papers": [\n{"title" 5}]}', 2, 10, "malformed-json", "$"),
    "an object begun on a line": ('{\n{"title": "x"}}', 2, 1, "malformed-json", "$"),
    "a comma at the end of a line": ('{"score": 5, \r\n{"title": "x"}}', 2, 1, "malformed-json", "$"),
    "two lists": ("[]\n[]", 2, 1, "malformed-json", "$"),
    "a broken third line": (f"{LINE}\n{LINE}\n{LINE[:-1]}\n{LINE}", 3, len(LINE) - 1, "malformed-json", "$"),
    "a broken first line": (f"{LINE[:-1]}\n{LINE}", 1, len(LINE) - 1, "malformed-json", "$"),
    "a broken line after blank ones": (f"{LINE}\n{LINE}\n\n \n{{]", 5, 2, "malformed-json", "$"),
    "a list as a line": (f"{LINE}\n{LINE}\n[5]", 3, 2, "invalid-value", "$[0]"),
    "a number as a line": (f"{LINE}\n{LINE}\n  5", 3, 3, "invalid-value", "$"),
    "two records on a line": (f"{LINE}\n{LINE}{LINE}", 2, len(LINE) + 1, "malformed-json", "$"),
    "a page among lines of papers": (f'{LINE}\n{LINE}\n{{"papers": []}}', 3, 1, "invalid-value", "$"),
    "lists as deep as they go": ("[" * 100_000, 1, 1, "malformed-json", "$"),
    "objects as deep as they go": ('{"a":' * 100_000, 1, 1, "malformed-json", "$"),
    "closed lists as deep as they go": ("[" * 100_000 + "]" * 100_000, 1, 1, "malformed-json", "$"),
    "a deep line": (f"{LINE}\n{LINE}\n{'[' * 100_000}", 3, 1, "malformed-json", "$"),
    "a deep value": (f'{{"a": {"[" * 200}{"]" * 200}}}', 1, 2, "unknown-key", "$.a"),
    "a key twice": ('{"title": "x",\n "title": "y"}', 2, 2, "duplicate-key", "$.title"),
    "a key three times": ('{"a": 1, "a": 1, "a": 1}', 1, 18, "duplicate-key", "$.a"),
    "a key twice, once escaped": ('{"title": "x", "t\\u0069tle": "y"}', 1, 16, "duplicate-key", "$.title"),
    "a key twice further in": (
        '[{},\n{"source": {"page": null,\n "page": null}}]',
        3,
        2,
        "duplicate-key",
        "$[1].source.page",
    ),
    "a key twice in a list": ('[[[{"a": 1, "a": 2}]]]', 1, 13, "duplicate-key", "$[0][0][0].a"),
    "a key twice in a key that stands twice": ('{"a": {"b": 1, "b": 2}, "a": 3}', 1, 25, "duplicate-key", "$.a"),
    "an empty object": ("{}", 1, 1, "missing-key", "$"),
    "a page without papers": (json.dumps({"format": "f"}), 1, 2, "unknown-key", "$.format"),
    "a page of 0.1.0 with papers that are no list": (
        json.dumps({"papers": 5, **{key: describe_page()[key] for key in ("name", "format", "info", "diagnostics")}}),
        1,
        2,
        "invalid-value",
        "$.papers",
    ),
    "a key that is no word": ('{"it\'s": 1}', 1, 2, "unknown-key", '$["it\'s"]'),
    "a surrogate in a key": ('{"\\ud800": 1}', 1, 2, "unknown-key", '$["\\ud800"]'),
    "a key of a later version": ('{"schema_version": 1, "doi": null}', 1, 23, "unknown-key", "$.doi"),
    "another version": ('{"schema_version": 3}', 1, 2, "unsupported-version", "$.schema_version"),
    "a version far ahead": (f'{{"schema_version": {10**600}}}', 1, 2, "unsupported-version", "$.schema_version"),
}
VALUES: Final = {
    "an integer of 5,000 digits": "9" * 5_000,
    "a negative integer of 5,000 digits": "-" + "9" * 5_000,
    "an integer of 641 digits": "1" * 641,
    "NaN": "NaN",
    "Infinity": "Infinity",
    "-Infinity": "-Infinity",
    "a float beyond all": "1e999",
    "a float of 5,000 digits": "0." + "1" * 5_000,
    "an exponent": "1E2",
    "a lone surrogate": '"\\ud800"',
    "a surrogate without the first half": '"a\\udc00"',
    "a list of a surrogate": '["\\ud800", 2]',
}


@pytest.mark.deep
@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_refused_with_its_place(name: str) -> None:
    text, line, column, code, path = BROKEN[name]
    with pytest.raises(RecordError) as caught:
        from_json(text)
    error = caught.value
    assert (error.line, error.column, error.code, error.path) == (line, column, code, path)
    assert str(error).startswith(f"line {line}:{column}: ")


@pytest.mark.parametrize("key", ["title", "score", "published", "source", "spans", "authors"])
@pytest.mark.parametrize("name", VALUES)
def test_a_value_that_json_can_hold_and_no_record_is_refused(name: str, key: str) -> None:
    text = change_paper([key], "HERE").replace('"HERE"', VALUES[name])
    with pytest.raises(RecordError) as caught:
        from_json(f"{LINE}\n{text}")
    error = caught.value
    at = "[0]" if key == "authors" and VALUES[name].startswith("[") else ""
    assert (error.line, error.code, error.path) == (2, "invalid-value", f"$.{key}{at}")
    assert text[(error.column or 0) - 1 :].startswith(VALUES[name][1:] if at else f'"{key}": ')
    assert len(error.message) < 200


@pytest.mark.parametrize("name", VALUES)
def test_places_are_found_behind_any_value(name: str) -> None:
    with pytest.raises(RecordError) as caught:
        from_json(f'{{"a": {VALUES[name]},\n"a": {VALUES[name]}}}')
    assert (caught.value.code, caught.value.line, caught.value.column) == ("duplicate-key", 2, 1)


@pytest.mark.deep
def test_keys_that_stand_twice_are_told_no_deeper_than_records_go() -> None:
    [document] = iter_documents('{"a":0,"a":' * 500 + "1" + "}" * 500)
    assert [len(problem.path) for problem, _ in document.problems] == list(range(1, 12))
    assert [span.start for _, span in document.problems] == [7 + 11 * at for at in range(11)]


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ('{"a":0,"a":', "}"), ('{"papers":', "}"), ('[{"title":', "}]")]
)
def test_the_depth_that_python_still_reads_is_no_trap(opening: str, closing: str) -> None:
    for depth in range(880, 1_010, 3):
        with pytest.raises(RecordError):
            from_json(opening * depth + "1" + closing * depth)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", True),
        ('\n {"title"', True),
        ("[]", True),
        ("[ {", True),
        ("[[", True),
        ("{title}", False),
        ("[1]", False),
        ("[CLS] tokens", False),
        ("", False),
        ("5", False),
    ],
)
def test_json_is_told_by_its_beginning(text: str, expected: bool) -> None:
    assert is_json(text) == expected


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("titel", "; is it 'title'?"),
        ("Title", "; is it 'title'?"),
        ("x", ""),
        ("authorcount", "; is it 'author_count'?"),
    ],
)
def test_an_unknown_key_is_told_what_it_may_mean(key: str, hint: str) -> None:
    with pytest.raises(RecordError) as caught:
        from_json(change_paper([key], None))
    assert str(caught.value).endswith(f"no Paper has a key {key!r}{hint}, at $.{key}")


@pytest.mark.parametrize("key", ["x" * 1_000, "\n" * 50, "'" * 100])
def test_a_long_key_does_not_make_a_long_message(key: str) -> None:
    with pytest.raises(RecordError) as caught:
        from_json(change_paper([key], None))
    assert len(caught.value.message.partition(", at $")[0]) < 100
    assert "\n" not in str(caught.value)


def read(data: str | bytes) -> Any:
    """What `from_json` reads; `None` if it refuses, which it must do in one way and with a place that there is."""
    try:
        return from_json(data)
    except PaperparseError as caught:
        error = caught
    assert "\n" not in str(error)
    assert error.line is not None
    if isinstance(error, RecordError) and isinstance(data, str):
        lines = data.split("\n")
        assert error.column is not None
        offset = sum(len(line) + 1 for line in lines[: error.line - 1]) + error.column - 1
        assert 0 <= offset < max(len(data), 1)
        assert data.count("\n", 0, offset) == error.line - 1
        assert error.code in CODES
        assert error.path is not None
        assert error.path.startswith("$")
    return None


DOCUMENTS: Final = (
    dumps(PAPER),
    dumps(PAGE),
    json.dumps(json.loads(dumps([PAPER, PAPER])), indent=2),
    dumps([PAPER, PAPER], to="jsonl"),
    dumps(PAGE) * 2,
)
JSON_PIECES: Final = (
    *("{", "}", "[", "]", ":", ",", '"', "\\", "\n", "\r\n", " ", "null", "true", "-1", "1.5", "1e999", "NaN"),
    "9" * 700,
    *('"\\ud800"', '"schema_version":', '"papers":[', "\ufeff", "\x00", "[" * 999, '{"a":' * 999, "\ud800"),
)  # fmt: skip


@given(st.binary())
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe{")
@example(b"\xff\xfe\x00\xd8")
@example(b"\xff\xfe\x00\x00{")
@example('{"a":1}'.encode("utf-16-le"))
def test_any_bytes_are_refused_in_one_way(data: bytes) -> None:
    assert read(data) in (None, ())


@given(st.text() | hostile_text() | st.lists(st.sampled_from(JSON_PIECES), max_size=12).map("".join))
def test_any_text_is_refused_in_one_way(text: str) -> None:
    assert read(text) in (None, ())


@given(
    st.sampled_from(DOCUMENTS),
    st.tuples(st.floats(0, 1), st.integers(0, 30)),
    st.just("") | st.sampled_from(JSON_PIECES) | st.text(max_size=3),
)
def test_a_record_with_a_slice_changed_is_read_or_refused(text: str, place: tuple[float, int], piece: str) -> None:
    at = int(place[0] * len(text))
    records = read(text[:at] + piece + text[at + place[1] :])
    assert records is None or from_json(dumps(records)) == records


@pytest.mark.parametrize("text", thin_out(3, DOCUMENTS, lambda text: str(len(text))))
def test_what_is_cut_off_is_refused_unless_at_the_end_of_a_line(text: str) -> None:
    whole = [at for at in range(len(text)) if read(text[:at]) is not None]
    ends = [at for at in range(1, len(text)) if text[at] == "\n" or text[at - 1] == "\n"]
    # A blank text is JSON Lines without a line.
    assert whole == [0, *(ends if text.startswith("{") else [])]


def test_a_key_of_a_page_is_none_of_a_paper() -> None:
    with pytest.raises(RecordError, match=r"no Paper has a key 'info'"):
        from_json(change_paper(["info"], {}))


def test_all_keys_of_a_later_version_are_told_and_nothing_else() -> None:
    raw = {"schema_version": 1, "doi": None, "url": None, "nonsense": 1}
    assert [problem.path for problem in iter_problems(raw, Paper)] == [("doi",), ("url",)]
