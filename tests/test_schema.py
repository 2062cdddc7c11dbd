"""The JSON Schema says what records look like: what is written is valid, and what is not valid can't be read.

One thing only is read more strictly than the schema can say: a number such as `3.0` is an integer in JSON Schema, and
none for `from_json`.
"""

import json
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from changed_records import PAGE, Change, count_pretty_lines, describe_page, find_pretty_place, read_changes
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from quick import thin_out
from records_by_chance import make_page, make_paper, start_chance
from samples import FORMATS_BY_NAME, load_seed

import paperparse
import paperparse.model.page
import paperparse.model.paper
from paperparse import Convention, Link, RecordError, dumps, from_json
from paperparse.records import schema as schemas
from paperparse.records.problems import iter_problems
from paperparse.records.structure import SCHEMA_VERSION, STRUCTURES, VERSIONED, list_keys
from paperparse.testing import damaged, hostile_text, pages

VALIDATORS: Final = {name: Draft202012Validator(paperparse.schema(name)) for name in schemas.SCHEMA_NAMES}
RECORD_CODES: Final = (
    "invalid-value",
    "unknown-key",
    "missing-key",
    "duplicate-key",
    "malformed-json",
    "unsupported-*",
)
WRONG: Final = read_changes("wrong")
RIGHT: Final = read_changes("right")


def in_paper(change: Change) -> bool:
    return change.path[:2] == ("papers", 0)


def paper_of(raw: Any) -> Any:
    return raw["papers"][0]


def collect_codes(path: Path) -> list[tuple[str, int, int]]:
    found = paperparse.validate(path, min_papers=0)
    return [(one.code, one.line, one.column) for one in found]


@pytest.mark.parametrize("name", schemas.SCHEMA_NAMES)
def test_the_files_are_what_the_structures_say(name: schemas.SchemaName) -> None:
    assert schemas.read_schema(name) == schemas.generate_schema(name), (
        "run python -m paperparse.records.schema, which writes them"
    )


def test_the_files_are_written_by_their_module(monkeypatch: pytest.MonkeyPatch) -> None:
    written = {}
    monkeypatch.setattr(Path, "write_text", lambda path, text, encoding: written.update({(path, encoding): text}))
    assert schemas.__file__ is not None
    runpy.run_path(schemas.__file__, run_name="__main__")
    folder = Path(schemas.__file__).parent / "schemas"
    assert written == {
        (path, "utf-8"): path.read_text("utf-8") for path in (folder / "paper-2.json", folder / "page-2.json")
    }


@pytest.mark.deep
@pytest.mark.parametrize("name", schemas.SCHEMA_NAMES)
def test_the_schema_is_one_and_says_which(name: schemas.SchemaName) -> None:
    schema = paperparse.schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:paperparse:schema:{name}:{SCHEMA_VERSION}"
    assert schema["$ref"] == f"#/$defs/{name.title()}"
    for owner in VERSIONED:
        if owner.__name__ in schema["$defs"]:
            properties = schema["$defs"][owner.__name__]["properties"]
            assert properties["schema_version"]["enum"] == [SCHEMA_VERSION]


def test_the_schema_is_that_of_a_paper_unless_named() -> None:
    assert paperparse.schema() == paperparse.schema("paper")
    changed = paperparse.schema()
    changed.clear()
    assert paperparse.schema()


@pytest.mark.parametrize("name", ["papers", "", None, "../page"])
def test_there_is_no_other_schema(name: Any) -> None:
    with pytest.raises(ValueError, match="there is a schema of paper and page, not of"):
        paperparse.schema(name)


def test_every_class_of_the_model_has_a_structure() -> None:
    classes = {
        made
        for module in (paperparse.model.paper, paperparse.model.page)
        for made in vars(module).values()
        if isinstance(made, type) and attrs.has(made) and made.__module__ == module.__name__
    }
    # What was decided once for a page, and what its links say, are no part of the records.
    assert set(STRUCTURES) == classes - {Convention, Link}


@pytest.mark.parametrize("owner", STRUCTURES, ids=lambda owner: owner.__name__)
def test_the_keys_are_the_fields_of_the_model_in_order(owner: type) -> None:
    definition = paperparse.schema("page")["$defs"][owner.__name__]
    fields = list_keys(owner)
    keys = ["schema_version", *fields] if owner in VERSIONED else fields
    assert list(definition["properties"]) == definition["required"] == keys
    assert definition["additionalProperties"] is False
    assert definition["description"]


def iter_schemas(schema: Any) -> Iterator[dict[str, Any]]:
    """`schema` and every schema in it."""
    if isinstance(schema, list):
        for item in schema:
            yield from iter_schemas(item)
    elif isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key in ("properties", "$defs"):
                yield from iter_schemas(list(value.values()))
            elif key not in ("examples", "enum", "const", "required"):
                yield from iter_schemas(value)


@pytest.mark.parametrize("name", schemas.SCHEMA_NAMES)
def test_every_key_is_described(name: schemas.SchemaName) -> None:
    for owner, definition in paperparse.schema(name)["$defs"].items():
        assert definition["description"].endswith("."), owner
        for key, value in definition.get("properties", {}).items():
            assert value["description"].endswith("."), f"{owner}.{key}"


@pytest.mark.parametrize("name", schemas.SCHEMA_NAMES)
def test_examples_are_valid_where_they_stand(name: schemas.SchemaName) -> None:
    schema = paperparse.schema(name)
    shown = [(below, example) for below in iter_schemas(schema) for example in below.get("examples", ())]
    assert len(shown) > 20
    for below, example in shown:
        Draft202012Validator({**below, "$defs": schema["$defs"]}).validate(example)


def test_the_example_of_a_paper_can_be_read() -> None:
    [example] = paperparse.schema()["$defs"]["Paper"]["examples"]
    assert paperparse.validate(from_json(json.dumps(example))) == ()


@pytest.mark.parametrize("format", thin_out(4, FORMATS_BY_NAME, str))
def test_the_seeds_are_valid(format: str) -> None:
    seed = load_seed(format)
    VALIDATORS["page"].validate(json.loads(dumps(seed)))
    for paper in seed:
        VALIDATORS["paper"].validate(json.loads(dumps(paper)))


@pytest.mark.parametrize("count", thin_out(2, [3, 30], str))
def test_records_of_any_values_are_valid(count: int) -> None:
    chance = start_chance("valid")
    for _ in range(10 * count):
        VALIDATORS["paper"].validate(json.loads(dumps(make_paper(chance))))
    for _ in range(count):
        VALIDATORS["page"].validate(json.loads(dumps(make_page(chance))))


@given(st.data(), st.sampled_from(sorted(FORMATS_BY_NAME)))
def test_pages_of_any_text_are_valid(data: st.DataObject, format: str) -> None:
    text = data.draw(st.one_of(damaged(data.draw(pages(format, max_size=2))), hostile_text(max_size=10)))
    sayable = text.encode("utf-8", "replace").decode()
    VALIDATORS["page"].validate(json.loads(dumps(paperparse.loads(sayable, format=format))))


def test_the_changes_change_a_record_that_is_right() -> None:
    VALIDATORS["page"].validate(describe_page())
    assert from_json(json.dumps(describe_page(), indent=1)) == PAGE
    assert {step for change in WRONG for step in change.path if isinstance(step, str)} >= {
        name for owner in STRUCTURES for name in list_keys(owner)
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all: making and clearing a thousand folders takes longer than the tests."""
    return tmp_path_factory.mktemp("records")


@pytest.mark.parametrize("change", thin_out(13, WRONG, lambda change: change.name))
def test_a_wrong_page_is_refused(change: Change, folder: Path) -> None:
    raw = change.apply(describe_page())
    assert not VALIDATORS["page"].is_valid(raw)
    assert [(one.code, one.path) for one in iter_problems(raw, paperparse.Page)] == [(change.code, change.place)]
    text = json.dumps(raw, indent=1)
    place = find_pretty_place(raw, change.place)
    with pytest.raises(RecordError) as caught:
        from_json(text)
    error = caught.value
    assert (error.code, error.path, (error.line, error.column)) == (change.code, change.at, place)
    assert str(error).endswith(f", at {change.at}")
    path = folder / "page.json"
    path.write_text(text, "utf-8")
    assert collect_codes(path) == [(change.code, *place)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        change
        for change in WRONG
        # Papers of 0.1.0 say no version, and can be read.
        if in_paper(change) and len(change.path) > 2 and change.path[2:] != ("schema_version",)
    ],
    ids=lambda change: change.name,
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_wrong_paper_is_refused_on_its_line(change: Change, line_end: str, folder: Path) -> None:
    right, wrong = paper_of(describe_page()), paper_of(change.apply(describe_page()))
    assert not VALIDATORS["paper"].is_valid(wrong)
    written = [json.dumps(raw) for raw in (right, right, wrong, right)]
    with pytest.raises(RecordError) as caught:
        from_json(line_end.join(written))
    error = caught.value
    assert (error.code, error.path, error.line) == (change.code, change.at.replace(".papers[0]", "", 1), 3)
    assert error.column is not None
    step = change.place[-1]
    begins = "{" if len(change.place) == 2 else f"{json.dumps(step)}: " if isinstance(step, str) else ""
    assert written[2][error.column - 1 :].startswith(begins)
    path = folder / "papers.jsonl"
    path.write_text(line_end.join(written), "utf-8", newline="")
    found = [one for one in collect_codes(path) if one[0] != "duplicate-card"]
    assert found == [(change.code, 3, error.column)]


@pytest.mark.parametrize("change", thin_out(7, RIGHT, lambda change: change.name))
def test_an_odd_record_is_accepted(change: Change, folder: Path) -> None:
    raw = change.apply(describe_page())
    VALIDATORS["page"].validate(raw)
    text = json.dumps(raw)
    assert list(iter_problems(raw, paperparse.Page)) == []
    [read] = from_json(text, type=paperparse.Page)
    assert json.loads(dumps(read)) == raw
    path = folder / "page.json"
    path.write_text(text, "utf-8")
    assert paperparse.validate(path, select=RECORD_CODES) == ()


def turn(raw: Any) -> Any:
    """`raw` with the keys of every object in the opposite order."""
    if isinstance(raw, dict):
        return {key: turn(raw[key]) for key in reversed(raw)}
    return [turn(item) for item in raw] if isinstance(raw, list) else raw


def test_the_order_of_keys_means_nothing() -> None:
    raw = turn(describe_page())
    VALIDATORS["page"].validate(raw)
    assert from_json(json.dumps(raw)) == PAGE


# What no schema can say: the changed value of the paper, and what is said about it.
BEYOND: Final[dict[str, tuple[list[str | int], Any, str]]] = {
    "February 29 of 2023": (["published"], {"year": 2023, "month": 2, "day": 29, "year_min": None}, "day"),
    "February 29 of 1900": (["published"], {"year": 1900, "month": 2, "day": 29, "year_min": 1800}, "day"),
    "a surrogate in a title": (["title"], "a\ud800b", "lone surrogate"),
    "a surrogate in a name": (["authors", 1], "\udfff", "lone surrogate"),
    "a surrogate in a category": (["categories", 0], "cs.\ud800", "lone surrogate"),
    "a surrogate in an organization": (["organization", "name"], "\udc80", "lone surrogate"),
    "a surrogate in the name of a page": (["source", "page"], "\udcff.txt", "lone surrogate"),
    "surrogates in the wrong order": (["summary"], "\udc00\ud800", "lone surrogate"),
    "an integer written as a float": (["score"], 3.0, "expected int"),
    "a span that ends before it begins": (["spans", "title"], [9, 3], "ends before it begins"),
    "a float in a span": (["spans", "title"], [1.0, 2], "expected int"),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_the_schema_can_not_say_is_refused_all_the_same(name: str, folder: Path) -> None:
    path, value, message = BEYOND[name]
    change = Change(name, ("papers", 0, *path), value)
    raw = change.apply(describe_page())
    VALIDATORS["page"].validate(raw)
    text, place = json.dumps(raw, indent=1), find_pretty_place(raw, change.path)
    with pytest.raises(RecordError, match=message) as caught:
        from_json(text)
    assert (caught.value.code, (caught.value.line, caught.value.column)) == ("invalid-value", place)
    file = folder / "page.json"
    file.write_text(text, "utf-8")
    assert collect_codes(file) == [("invalid-value", *place)]


def list_paths(raw: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    members = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [path, *(found for step, item in members for found in list_paths(item, (*path, step)))]


def look_up(raw: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        raw = raw[step]
    return raw


PATHS: Final = list_paths(describe_page())[1:]
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 13)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer())
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
) | st.sampled_from([look_up(describe_page(), path) for path in PATHS])


# Rules about several values at once, which JSON Schema does not know.
BEYOND_SCHEMA: Final = ("ends before it begins", "day is out of range for month")


@given(st.sampled_from(PATHS), json_values, st.booleans())
def test_schema_reader_and_validation_agree(path: tuple[str | int, ...], value: Any, deleted: bool) -> None:
    raw = Change("any", path, value, deleted).apply(describe_page())
    try:
        from_json(json.dumps(raw))
    except RecordError:
        is_read = False
    else:
        is_read = True
    messages = [problem.message for problem in iter_problems(raw, paperparse.Page)]
    assert is_read == (not messages)
    assert VALIDATORS["page"].is_valid(raw) == all(message.endswith(BEYOND_SCHEMA) for message in messages)
    assert count_pretty_lines(raw) == json.dumps(raw, indent=1).count("\n") + 1
