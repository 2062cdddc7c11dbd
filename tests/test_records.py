"""Records as JSON and back: equal in everything, in every shape that JSON of records arrives in."""

import codecs
import datetime
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, Literal

import attrs
import msgspec
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from quick import thin_out
from records_by_chance import make_page, make_paper, spell_out, start_chance
from samples import FORMATS_BY_NAME, ROOT, SEEDED, load_seed, real_papers

import paperparse
from paperparse import (
    DecodeError,
    Limits,
    Page,
    PageInfo,
    Paper,
    RecordError,
    RenderError,
    Span,
    Spans,
    dumps,
    from_json,
)
from paperparse.records.output import encode_value
from paperparse.testing import damaged, hostile_text, pages, papers

SEEDS: Final = tuple(load_seed(name) for name in SEEDED)
SEED_PAPERS: Final = tuple(paper for page in SEEDS for paper in page)
PAGE: Final = load_seed("scored_feed")
ONE, TWO = PAGE[0], PAGE[1]
TARGETS: Final[tuple[Literal["json", "jsonl"], ...]] = ("json", "jsonl")
SOME_CHANCES: Final = 10_000


def assert_same(records: Any, expected: Any) -> None:
    assert records == expected
    assert spell_out(records) == spell_out(expected)


@pytest.mark.parametrize("page", SEEDS, ids=lambda page: page.format)
def test_a_page_comes_back_in_every_attribute(page: Page) -> None:
    assert_same(from_json(dumps(page)), page)


@pytest.mark.slow
def test_the_seeds_come_back_from_one_document() -> None:
    assert_same(from_json(dumps(SEEDS)), SEEDS)


@pytest.mark.parametrize("to", TARGETS)
def test_all_papers_of_the_seeds_come_back(to: Literal["json", "jsonl"]) -> None:
    assert len(SEED_PAPERS) == 346
    assert_same(from_json(dumps(SEED_PAPERS, to=to)), SEED_PAPERS)


@pytest.mark.slow
def test_papers_with_every_field_come_back() -> None:
    assert_same(from_json(dumps(real_papers(), to="jsonl")), real_papers())


def test_pages_become_json_lines_of_their_papers() -> None:
    assert dumps(SEEDS, to="jsonl") == dumps(SEED_PAPERS, to="jsonl")
    assert dumps([ONE, PAGE, TWO], to="jsonl") == dumps([ONE, *PAGE, TWO], to="jsonl")


@pytest.mark.parametrize("to", TARGETS)
@pytest.mark.parametrize("make", [list, tuple, iter, lambda records: (record for record in records)])
def test_any_iterable_of_records_is_written(
    to: Literal["json", "jsonl"], make: Callable[[Iterable[Paper]], Iterable[Paper]]
) -> None:
    assert_same(from_json(dumps(make([ONE, TWO]), to=to)), (ONE, TWO))


def test_a_record_is_a_line_with_its_keys_in_the_order_of_the_model() -> None:
    one, two = (dumps(paper) for paper in (ONE, TWO))
    names = [field.name for field in attrs.fields(Paper) if field.name != "extra"]
    assert list(json.loads(one)) == ["schema_version", *names]
    # What was decided once for a page, what its links say and what extracted its text are no part of the records.
    kept_out = ("conventions", "links", "extraction")
    names = [field.name for field in attrs.fields(Page) if field.name not in kept_out]
    assert list(json.loads(dumps(PAGE))) == ["schema_version", *names]
    assert dumps([ONE, TWO], to="jsonl") == one + two
    assert dumps([ONE, TWO]) == f"[\n{one[:-1]},\n{two}]\n"
    assert (dumps([]), dumps([], to="jsonl")) == ("[]\n", "")
    assert '"Schrödinger 🙂\\u0000"' in dumps(Paper(title="Schrödinger 🙂\x00"))


@pytest.mark.parametrize("name", ["papers", "info", "segments", "detection", "name"])
def test_a_piece_of_a_record_is_written_as_it_stands_in_the_record(name: str) -> None:
    assert f'"{name}":{encode_value(getattr(PAGE, name)).decode()},' in dumps(PAGE)
    assert encode_value({name: Span(1, 2)}).decode() == f'{{"{name}":[1,2]}}'


@pytest.mark.slow
def test_any_values_come_back() -> None:
    chance = start_chance("any values")
    made = tuple(make_paper(chance) for _ in range(SOME_CHANCES))
    # Records of other tools alone have more.
    for field in (field for field in attrs.fields(Paper) if field.name != "extra"):
        empty = [getattr(paper, field.name) == field.default for paper in made]
        assert any(empty), field.name
        assert not all(empty), field.name
    assert_same(from_json(dumps(made, to="jsonl")), made)
    some = made[::50]
    assert_same(from_json(dumps(some)), some)
    for paper in some:
        assert_same(from_json(dumps(paper)), (paper,))


@pytest.mark.parametrize("count", thin_out(2, [30, 300], str))
def test_pages_of_any_values_come_back(count: int) -> None:
    chance = start_chance("any pages")
    made = tuple(make_page(chance) for _ in range(count))
    assert_same(from_json(dumps(made)), made)
    assert_same(tuple(from_json(dumps(page)) for page in made), made)


@given(st.lists(papers(), max_size=3))
def test_papers_that_formats_print_come_back(made: list[Paper]) -> None:
    assert_same(from_json(dumps(made)), tuple(made))


@given(st.data(), st.sampled_from(sorted(FORMATS_BY_NAME)), st.none() | st.dates())
def test_what_is_read_from_any_text_can_be_written(data: st.DataObject, name: str, as_of: datetime.date | None) -> None:
    printed = data.draw(pages(name, max_size=3))
    text = data.draw(st.one_of(st.just(printed), damaged(printed), hostile_text()))
    page = evolve(paperparse.loads(text, format=name, as_of=as_of), name="page.txt")
    if any("\ud800" <= character <= "\udfff" for character in text):
        with pytest.raises(RenderError, match="lone surrogate") as caught:
            dumps(page)
        assert caught.value.field in {"papers", "text"}
    else:
        assert_same(from_json(dumps(page)), page)
        assert_same(from_json(dumps([page], to="jsonl") or "[]"), page.papers)


@given(st.text(), st.text(st.characters(categories=["Cs"]), min_size=1, max_size=1), st.text())
def test_a_lone_surrogate_can_not_be_written(before: str, surrogate: str, after: str) -> None:
    with pytest.raises(RenderError, match="lone surrogate"):
        dumps(Page((), "daily_feed", before + surrogate + after))


def digest_records() -> str:
    chance = start_chance("digest")
    made = [make_page(chance) for _ in range(20)]
    written = [dumps(records, to=to) for records in (PAGE, made) for to in TARGETS]
    return hashlib.sha256("".join(written).encode()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("hash_seed", ["0", "1", "4294967295"])
def test_equal_records_give_equal_bytes_in_every_process(hash_seed: str) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.path[:0] = ['tests']; import test_records as it; print(it.digest_records())",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )
    assert run.stdout.strip() == digest_records()


def test_the_order_of_spans_is_kept() -> None:
    spans = [("title", Span(3, 5)), ("abstract", Span(7, 9)), ("score", Span(1, 2))]
    for order in (spans, spans[::-1], spans[1:]):
        [paper] = from_json(dumps(Paper(spans=Spans(order))), type=Paper)
        assert list(paper.spans.items()) == order


@pytest.mark.parametrize(
    ("name", "to", "expected"),
    [
        ("a.json", None, "json"),
        ("a.jsonl", None, "jsonl"),
        ("a.ndjson", None, "jsonl"),
        ("A.JSONL", None, "jsonl"),
        ("jsonl", None, "json"),
        ("a.JSON.gz.json", None, "json"),
        ("a.json", "jsonl", "jsonl"),
        ("a.jsonl", "json", "json"),
    ],
)
def test_a_file_holds_what_dumps_gives(
    name: str, to: Literal["json", "jsonl"] | None, expected: Literal["json", "jsonl"], tmp_path: Path
) -> None:
    path = tmp_path / name
    for kind in (path, str(path)):
        path.write_text("a longer text than what is to be written " * 10_000)
        paperparse.dump([ONE, TWO], kind, to=to)
        assert path.read_bytes() == dumps([ONE, TWO], to=expected).encode()
    paperparse.dump(iter(PAGE), path)
    assert_same(from_json(path.read_bytes()), PAGE.papers)


def fail_after(record: Paper) -> Iterable[Paper]:
    yield record
    raise KeyError("no more")


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: [ONE, Paper(title="")], RenderError),
        (lambda: [ONE, None], TypeError),
        (lambda: fail_after(ONE), KeyError),
    ],
)
@pytest.mark.parametrize("to", TARGETS)
def test_a_file_is_not_touched_for_what_can_not_be_written(
    make: Callable[[], Any], error: type[Exception], to: Literal["json", "jsonl"], tmp_path: Path
) -> None:
    path, missing = tmp_path / "present", tmp_path / "missing"
    path.write_text("before")
    for each in (path, missing):
        with pytest.raises(error):
            paperparse.dump(make(), each, to=to)
    assert (path.read_text(), missing.exists()) == ("before", False)


def test_what_the_system_says_of_a_path_passes_through(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        paperparse.dump(ONE, tmp_path / "missing" / "a.json")
    with pytest.raises(TypeError):
        paperparse.dump(ONE, 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "records", [None, 5, "text", b"bytes", object(), [None], ["text"], [ONE, {"title": "x"}], [[ONE]]]
)
@pytest.mark.parametrize("to", TARGETS)
def test_what_is_no_record_is_a_type_error(records: Any, to: Literal["json", "jsonl"]) -> None:
    with pytest.raises(TypeError):
        dumps(records, to=to)


@pytest.mark.parametrize("to", ["text", "JSON", "", None, "ndjson"])
def test_another_target_is_a_value_error(to: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="to must be one of 'json', 'jsonl'"):
        dumps(ONE, to=to)
    if to is not None:
        with pytest.raises(ValueError, match="to must be one of 'json', 'jsonl'"):
            paperparse.dump(ONE, tmp_path / "a.json", to=to)


def test_what_comes_back_is_of_the_type_asked_for() -> None:
    assert_same(from_json(dumps(PAGE)), PAGE)
    assert_same(from_json(dumps(PAGE), type=Page), (PAGE,))
    assert_same(from_json(dumps([PAGE])), (PAGE,))
    assert_same(from_json(dumps([PAGE]), type=Page), (PAGE,))
    assert_same(from_json(dumps(PAGE) * 2), (PAGE, PAGE))
    assert_same(from_json(dumps(ONE)), (ONE,))
    assert_same(from_json(dumps(ONE), type=Paper), (ONE,))
    assert_same(from_json(dumps([ONE]), type=Paper), (ONE,))


@pytest.mark.parametrize("type", [None, Paper, Page])
def test_an_empty_list_holds_nothing_of_any_type(type: Any) -> None:
    assert from_json("[]", type=type) == ()


@pytest.mark.parametrize(
    ("records", "type", "path", "message"),
    [
        (PAGE, Paper, "$", "a page, where a paper should be"),
        (ONE, Page, "$", "a paper, where a page should be"),
        ([PAGE, ONE], None, "$[1]", "a paper, where a page should be"),
        ([ONE, TWO, PAGE], None, "$[2]", "a page, where a paper should be"),
        ([ONE, PAGE], Page, "$[0]", "a paper, where a page should be"),
    ],
)
def test_papers_and_pages_do_not_mix(records: Any, type: Any, path: str, message: str) -> None:
    with pytest.raises(RecordError, match=message) as caught:
        from_json(dumps(records), type=type)
    assert (caught.value.path, caught.value.code) == (path, "invalid-value")


LINES: Final = dumps([ONE, TWO], to="jsonl")
SHAPES: Final[dict[str, str | bytes | bytearray]] = {
    "as written": LINES,
    "a list": dumps([ONE, TWO]),
    "a list, indented": json.dumps(json.loads(dumps([ONE, TWO])), indent=2),
    "escaped": json.dumps(json.loads(dumps([ONE, TWO])), ensure_ascii=True),
    "with CRLF": LINES.replace("\n", "\r\n"),
    "a list with CRLF": dumps([ONE, TWO]).replace("\n", "\r\n"),
    "without a last line feed": LINES.rstrip(),
    "with blank lines": "\n \n" + LINES.replace("\n", "\n\r\n\t\n"),
    "with spaces at line beginnings": "  " + LINES.replace("\n", "\n  "),
    "bytes": LINES.encode(),
    "a bytearray": bytearray(LINES.encode()),
    "with a byte-order mark": codecs.BOM_UTF8 + LINES.encode(),
    "text with a byte-order mark": "\ufeff" + LINES,
    "UTF-16 with a byte-order mark": LINES.encode("utf-16"),
    "big-endian UTF-16": codecs.BOM_UTF16_BE + LINES.encode("utf-16-be"),
    "UTF-32 with a byte-order mark": LINES.encode("utf-32"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_records_come_back_from_every_shape(shape: str) -> None:
    assert_same(from_json(SHAPES[shape]), (ONE, TWO))
    assert_same(from_json(SHAPES[shape], type=Paper), (ONE, TWO))


def test_bytes_that_are_no_text_are_a_decode_error() -> None:
    data = dumps(Paper(title="é")).encode()
    with pytest.raises(DecodeError) as caught:
        from_json(data.replace("é".encode(), b"\xe9"))
    assert (caught.value.encoding, caught.value.offset) == ("utf-8", data.index("é".encode()))


@pytest.mark.parametrize("data", [None, 5, [], {}, [ONE], ONE, memoryview(b"[]"), Path("a.json")])
def test_data_of_another_type_is_a_type_error(data: Any) -> None:
    with pytest.raises(TypeError, match="expected JSON as str or bytes"):
        from_json(data)


@pytest.mark.parametrize("type", [str, PageInfo, "Paper", list[Paper], False])
def test_another_type_of_records_is_a_type_error(type: Any) -> None:
    with pytest.raises(TypeError, match="type must be Paper, Page or None"):
        from_json("[]", type=type)


def test_no_papers_come_back_as_none() -> None:
    for to in TARGETS:
        assert from_json(dumps([], to=to)) == ()
    assert from_json(dumps(evolve(PAGE, papers=()), to="jsonl")) == ()


def test_what_is_no_record_is_no_empty_list_of_them() -> None:
    wrong: Any
    for wrong in ("", b"", {}, 3, None):
        with pytest.raises(TypeError, match=r"expected papers and pages|not iterable"):
            dumps(wrong)


def test_a_name_that_no_file_can_have_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no file can have this name"):
        paperparse.dump(PAGE, f"{tmp_path}/a\0b")


def test_dictionaries_say_what_the_json_says() -> None:
    kept = from_json(dumps(ONE).replace("{", '{"tags":["nlp",{"a":null}],', 1), type=Paper, unknown="keep")
    merged = paperparse.merge([ONE, evolve(ONE, score=3)]).papers
    for record in (*SEEDS, *PAGE, *kept, *merged, Paper()):
        described = record.to_dict()
        assert described == json.loads(dumps(record))
        assert list(described) == list(json.loads(dumps(record)))
        assert is_plain(described)
        assert json.loads(json.dumps(record, default=paperparse.to_builtins)) == described
        assert msgspec.json.decode(msgspec.json.encode(described)) == described


def is_plain(value: object) -> bool:
    if type(value) is dict:
        return all(type(name) is str and is_plain(item) for name, item in value.items())
    if type(value) is list:
        return all(map(is_plain, value))
    return type(value) in (str, int, float, type(None))


def test_pieces_and_lists_of_records_become_dictionaries_and_lists() -> None:
    page = PAGE
    assert paperparse.to_builtins(page.papers) == [paper.to_dict() for paper in page]
    assert paperparse.to_builtins({"page": page, "spans": [page[0].spans]}) == {
        "page": page.to_dict(),
        "spans": [{name: [*span] for name, span in page[0].spans.items()}],
    }
    for name in ("segments", "diagnostics", "detection", "info"):
        assert paperparse.to_builtins(getattr(page, name)) == page.to_dict()[name]
    for wrong in (b"bytes", {1, 2}, object(), Limits()):
        with pytest.raises(TypeError, match=f"{type(wrong).__name__} is no part of a record"):
            paperparse.to_builtins([wrong])
