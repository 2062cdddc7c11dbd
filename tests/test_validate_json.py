"""`paperparse.validate` on JSON and JSON Lines: every kind of problem, at its line and column."""

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from samples import SEEDED, SEEDS, load_seed

import paperparse
from paperparse import Diagnostic, Limits, Paper, PartialDate, dumps, validate

Place = tuple[str, int, int]

PAPER = Paper(title="Pointer Networks", authors=("Oriol Vinyals", "Navdeep Jaitly"), published=PartialDate(2015, 6, 9))
OTHER = Paper(title="Jamba", abstract="We present Jamba.")
LINE = dumps(PAPER)
LINES = dumps([OTHER, PAPER], to="jsonl")


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., tuple[Diagnostic, ...]]:
    def check_text(text: str | bytes, **options: Any) -> tuple[Diagnostic, ...]:
        path = tmp_path / "records.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return paperparse.validate(path, **options)

    return check_text


def places(found: tuple[Diagnostic, ...]) -> list[Place]:
    return [(one.code, one.line, one.column) for one in found]


def point(code: str, text: str, what: str) -> Place:
    """`code` where `what` first stands in `text`."""
    before = text[: text.index(what)]
    return code, before.count("\n") + 1, len(before) - before.rfind("\n")


def describe_page(format: str = "daily_feed") -> Any:
    return json.loads(dumps(load_seed(format)))


@pytest.mark.parametrize("format", SEEDED)
@pytest.mark.slow
def test_exports_of_seeds_have_no_finding(format: str, check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    page = load_seed(format)
    for text in (
        dumps(page),
        dumps([page]),
        dumps(list(page)),
        dumps(page, to="jsonl"),
        dumps(page, to="jsonl").replace("\n", "\r\n\r\n"),
        json.dumps(json.loads(dumps(page)), indent=2),
        "\ufeff" + dumps(page),
    ):
        assert check(text, expect_format=format) == ()


# What to replace in the second of two records, with what, and what is to be found where.
PROBLEMS = [
    ('"schema_version":2', '"schema_version":3', "unsupported-version", '"schema_version":3'),
    ('"schema_version":2', '"schema_version":0', "invalid-value", '"schema_version":0'),
    ('"schema_version":2', '"schema_version":true', "invalid-value", '"schema_version":true'),
    ('"schema_version":2', '"schema_version":1.5', "invalid-value", '"schema_version":1.5'),
    ('"title":', '"title":null,"title":', "duplicate-key", '"title":"Po'),
    ('"score":null', '"score":null,"rating":5', "unknown-key", '"rating"'),
    ('"score":null', '"score":null,"a\\ud800b":5', "unknown-key", '"a\\ud800b"'),
    ('"score":null,', "", "missing-key", '{"schema_version":2,"title":"Po'),
    ('"Pointer Networks"', '"  "', "empty-field", '"title":"  "'),
    ('"Pointer Networks"', '" Pointer"', "invalid-value", '"title":" P'),
    ('"Pointer Networks"', "7", "invalid-value", '"title":7'),
    ('"Pointer Networks"', '"Poin\\ud800ter"', "invalid-value", '"title":"Poin'),
    ('"Pointer Networks"', '"Pointerâ€™s"', "mojibake", "â€™"),
    ('"Pointer Networks"', '"Pointer\\u00c3\\u00a9"', "mojibake", '"title":"Pointer\\u'),
    ('"Navdeep Jaitly"', '"Navdeep \ufffdaitly"', "mojibake", "\ufffd"),
    ('"Navdeep Jaitly"', "null", "invalid-value", 'null],"other_authors"'),
    ('["Oriol Vinyals","Navdeep Jaitly"]', '"Oriol Vinyals"', "invalid-value", '"authors":"Or'),
    ('"author_count":null', '"author_count":3', "author-count-mismatch", '"author_count":3'),
    ('"author_count":null', '"author_count":0', "author-count-mismatch", '"author_count":0'),
    ('"score":null', '"score":-1', "invalid-value", '"score":-1'),
    ('"score":null', '"score":NaN', "invalid-value", '"score":NaN'),
    ('"score":null', '"score":1e999', "invalid-value", '"score":1e999'),
    ('"score":null', f'"score":{"9" * 20}', "invalid-value", '"score":9'),
    ('"score":null', f'"score":{"9" * 10_000}', "invalid-value", '"score":9'),
    ('"score":null', f'"score":{"[" * 500}{"]" * 500}', "invalid-value", '"score":['),
    ('"month":6,"day":9', '"month":2,"day":29', "invalid-value", '"published"'),
    ('"month":6', '"month":13', "invalid-value", '"month":13'),
    ('"organization":null', '"organization":{"handle":null,"name":null}', "invalid-value", '"organization"'),
    ('"year":2015', '"year":2035', "date-after-capture", '"published"'),
    ('"Pointer Networks"', "null", "empty-record", '{"schema_version":2,"title":null,"abstract":null'),
    ('"Pointer Networks"', '"Jamba","abstract":"We present Jamba."', "duplicate-key", '"abstract":null'),
    ('"score":null', '"score":nul', "malformed-json", 'nul,"comment'),
    ('"score":null', '"score":', "malformed-json", ',"comment_count":null,"upvotes":null'),
    ('"Pointer Networks"', '"Pointer\x01"', "malformed-json", "\x01"),
]


@pytest.mark.deep
@pytest.mark.parametrize(("old", "new", "code", "where"), PROBLEMS, ids=[f"{row[2]}: {row[1]:.40}" for row in PROBLEMS])
def test_a_problem_is_told_where_it_is(
    old: str, new: str, code: str, where: str, check: Callable[..., tuple[Diagnostic, ...]]
) -> None:
    assert old in LINE
    broken = LINE.replace(old, new, 1)
    # Where the second record begins, in JSON Lines, in a list and in a list over many lines.
    for before, after in ((dumps(OTHER), ""), (f"[\n{dumps(OTHER).strip()},\n", "]"), ("[", f",\n{dumps(OTHER)}]")):
        text = before + broken + after
        shift = text.index(broken)
        [found] = check(text, as_of=paperparse.PartialDate(2025, 10, 30).date())
        row = text.count("\n", 0, shift)
        _, line, column = point(code, broken, where)
        on_first = column + shift - (text.rfind("\n", 0, shift) + 1)
        assert places((found,)) == [(code, row + line, on_first)]
        assert text[found.span.start :].startswith(where)


def test_a_problem_of_a_record_over_many_lines_is_told_there(check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    raw = json.loads(dumps([OTHER, PAPER]))
    raw[1]["published"]["month"] = 13
    raw[1]["titel"] = raw[1].pop("title")
    text = json.dumps(raw, indent=2)
    found = check(text)
    second = text.index("\n  {", text.index("Jamba."))
    missing = text.count("\n", 0, second) + 2
    assert places(found) == [
        ("missing-key", missing, 3),
        point("invalid-value", text, '"month": 13'),
        point("unknown-key", text, '"titel"'),
    ]
    assert [one.paper for one in found] == [1, 1, 1]


@pytest.mark.parametrize("size", [1, 20, 100, 200])
def test_a_truncated_file_is_told_at_its_end(size: int, check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    for text in (LINES[: -size - 1].rstrip(), dumps([OTHER, PAPER])[: -size - 2].rstrip()):
        [found] = check(text)
        assert (found.code, found.line) == ("malformed-json", text.count("\n") + 1)
        assert found.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 100_000, ("malformed-json", 1, 1)),
        ("[[" * 50_000 + "]]" * 50_000, ("malformed-json", 1, 1)),
        ('{"a":' * 100_000, ("malformed-json", 1, 1)),
        ("[{", ("malformed-json", 1, 2)),
        ('{"title":', ("malformed-json", 1, 9)),
        (LINE + "x", ("malformed-json", 2, 1)),
        (LINE + LINE[:60] + "\n" + dumps(OTHER), ("malformed-json", 2, 59)),
        ("[[1]]", ("invalid-value", 1, 2)),
        ("[]", ("too-few-papers", 1, 1)),
        (" [ ]\n", ("too-few-papers", 1, 2)),
        ("[1]", ("unknown-format", 1, 1)),
        ("null", ("unknown-format", 1, 1)),
        ("", ("unknown-format", 1, 1)),
        (b"[{}\xff]", ("undecodable-text", 1, 1)),
    ],
)
def test_what_is_no_record_is_told_once(
    text: str | bytes, place: Place, check: Callable[..., tuple[Diagnostic, ...]]
) -> None:
    assert places(check(text)) == [place]


def test_every_broken_line_is_told_with_its_number(check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    text = LINE + "{\n\n" + LINE.replace('"score":null', f'"score":{"[" * 100_000}') + LINE + dumps(OTHER)
    found = check(text, min_papers=6)
    assert [(one.code, one.line, one.paper) for one in found] == [
        ("malformed-json", 2, None),
        ("malformed-json", 4, None),
        ("duplicate-card", 5, 3),
        ("too-few-papers", 6, None),
    ]


def test_a_value_of_a_page_that_is_not_in_its_text_is_told(check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    changes: list[tuple[Callable[[Any], object], str]] = [
        (lambda page: page["papers"][3].update(title="Pointer Network"), '"title":"Pointer Network"'),
        (
            lambda page: page["papers"][3].update(abstract=None),
            '"abstract":null,"summary":null,"authors":[],"ot',
        ),
        (lambda page: page.update(text=page["text"].replace("Pointer Net", "Pointer net", 1)), '"title":"Pointer Net'),
        (lambda page: page["papers"][3]["spans"].update(title=[2, 5]), '"title":"Pointer Net'),
        (lambda page: page["papers"][3]["spans"].pop("title"), '"title":"Pointer Net'),
    ]
    for change, where in changes:
        page = describe_page()
        change(page)
        text = json.dumps(page, separators=(",", ":"), ensure_ascii=False)
        [found] = check(text)
        assert (found.code, found.paper) == ("span-mismatch", 3)
        assert text[found.span.start :].startswith(where)


def test_a_page_without_text_needs_none(check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    page = describe_page() | {"text": "", "segments": []}
    assert check(json.dumps(page)) == ()


@pytest.mark.parametrize(
    ("change", "options", "code", "where"),
    [
        ({"format": "title_feed"}, {"expect_format": "daily_feed"}, "unexpected-format", '"format": "title_feed"'),
        ({"diagnostic_count": 5}, {}, "further-findings", '"diagnostic_count": 5'),
        ({"papers": []}, {"ignore": "span-mismatch"}, "too-few-papers", "{"),
        ({"papers": {}}, {"select": "invalid-*"}, "invalid-value", '"papers": {}'),
        ({"pages": 3}, {}, "unknown-key", '"pages": 3'),
        ({"info": None}, {}, "invalid-value", '"info": null'),
    ],
)
def test_a_problem_of_a_page_itself_is_told_there(
    change: dict[str, Any],
    options: dict[str, Any],
    code: str,
    where: str,
    check: Callable[..., tuple[Diagnostic, ...]],
) -> None:
    text = json.dumps(describe_page() | change, ensure_ascii=False)
    assert places(check(text, **options)) == [point(code, text, where)]


def test_numbers_of_papers_go_on_from_page_to_page(check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    first, second = describe_page("abstract_list"), describe_page("author_cards")
    second["papers"][2]["score"] = -1
    second["papers"][4]["title"] = " "
    first["info"]["number"] = 0
    found = check(json.dumps([first, second]))
    assert [(one.code, one.paper) for one in found] == [
        ("page-number-mismatch", None),
        ("invalid-value", 12),
        ("empty-field", 14),
    ]


def test_what_a_page_says_of_itself_is_told_again(check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    text = load_seed("daily_feed").text.replace("Jun 9, 2015", "45/45/2024").replace("The Tensor Brain", "x\n\nThe Te")
    page = paperparse.loads(text)
    assert [found.code for found in page.diagnostics] == ["invalid-date", "unparsed-text"]
    found = check(dumps(page))
    assert [(one.code, one.severity, one.paper) for one in found] == [
        ("invalid-date", "error", 3),
        ("unparsed-text", "error", None),
    ]
    assert all(one.message.endswith(f", at $.diagnostics[{at}]") for at, one in enumerate(found))
    assert [one.severity for one in check(dumps(page), min_coverage=0.9)] == ["error", "note"]


def test_each_path_leads_to_the_value(check: Callable[..., tuple[Diagnostic, ...]]) -> None:
    page = describe_page()
    page["papers"][3]["published"]["month"] = 13
    page["papers"][4]["spans"]["titel"] = [1, 2]
    page["segments"][2]["kind"] = "fields"
    paths = [re.sub(r".*, at ", "", one.message) for one in check(json.dumps(page))]
    assert paths == ["$.papers[3].published.month", "$.papers[4].spans.titel", "$.segments[2].kind"]


GOOD_LINES = "".join(paperparse.dumps(paper, to="jsonl") for paper in load_seed("daily_feed")[:4])


@pytest.mark.parametrize("spoiled", ["oops\n", "<<<<<<< HEAD\n", "// records\n", '{"title": \n', "\n\noops\n"])
@pytest.mark.parametrize("before", [0, 1, 2])
def test_one_spoiled_line_of_records_is_told_alone(spoiled: str, before: int, tmp_path: Path) -> None:
    lines = GOOD_LINES.splitlines(keepends=True)
    path = tmp_path / "records.txt"
    path.write_text("".join([*lines[:before], spoiled, *lines[before:]]), "utf-8")
    [found] = validate(path, min_papers=4)
    at = before + spoiled.count("\n", 0, len(spoiled) - 1) + 1
    assert (found.code, found.line) == ("malformed-json", at)


def test_pages_and_papers_in_one_list_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mixed.json"
    paperparse.dump([Paper(title="One"), load_seed("abstract_list"), Paper(title="Two")], path)
    [found] = validate(path)
    assert (found.code, found.line, found.message) == ("invalid-value", 3, "a page, where a paper should be, at $[1]")


def test_findings_of_several_pages_are_numbered_through(tmp_path: Path) -> None:
    pages = [load_seed("abstract_list"), paperparse.loads(load_seed("daily_feed").text.replace("Jun 9, 2015", "x"))]
    path = tmp_path / "pages.json"
    paperparse.dump(pages, path)
    assert [(found.code, found.paper) for found in validate(path)] == [("invalid-date", 13)]


def test_what_a_page_says_itself_is_not_told_again(tmp_path: Path) -> None:
    day = datetime.date(2015, 1, 1)
    page = paperparse.load(SEEDS / "004_8ec9312bc1173479.txt", as_of=day)
    path = tmp_path / "page.json"
    paperparse.dump(page, path)
    assert len(validate(path, as_of=day)) == len(validate(page, as_of=day)) == len(page.diagnostics)


def test_a_limit_counts_only_what_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    wrong = [Paper(title=f"Paper {number}", author_count=0) for number in range(3)]
    paperparse.dump([*wrong, Paper(title="A <br> in a title")], path)
    asked: Any
    for asked in ({"select": "markup"}, {"ignore": "author-count-*"}):
        assert [found.code for found in validate(path, limits=Limits(diagnostics=2), **asked)] == ["markup"]


def test_what_could_not_be_checked_need_not_be_selected(tmp_path: Path) -> None:
    path = tmp_path / "page"
    for text, code in (("hello", "unknown-format"), ('{"title"', "malformed-json"), ("\0", "unknown-format")):
        path.write_text(text, "utf-8")
        assert [found.code for found in validate(path, select="missing-*")] == [code]
        assert validate(path, select="missing-*", ignore=code) == ()
    path.write_bytes(b"\xff")
    assert [found.code for found in validate(path, select="missing-*")] == ["undecodable-text"]


def test_a_file_of_no_records_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    paperparse.dump([], path)
    assert validate(path, min_papers=0) == ()
    assert [found.code for found in validate(path)] == ["too-few-papers"]


def test_a_page_that_ends_with_a_paper_it_does_not_have_is_told(tmp_path: Path) -> None:
    page = json.loads(paperparse.dumps(load_seed("title_feed")))
    del page["papers"][-1]
    path = tmp_path / "page.json"
    path.write_text(json.dumps(page), "utf-8")
    assert [found.message for found in validate(path)] == [
        "a segment belongs to paper 255, and there are 255, at $.segments"
    ]


def test_a_page_whose_account_was_changed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    changes: list[Callable[[Any], object]] = [
        lambda page: page["segments"].clear(),
        lambda page: page["segments"].pop(3),
        lambda page: page["segments"][3].update(span=[0, 10**9]),
        lambda page: page["info"].update(title="Weekly Papers"),
        lambda page: page["info"]["spans"].pop("title"),
        lambda page: page["papers"].pop(),
        lambda page: page["segments"][3].update(paper=10**9),
    ]
    for change in changes:
        page = describe_page()
        change(page)
        path.write_text(json.dumps(page), "utf-8")
        assert [found.code for found in validate(path)] == ["span-mismatch"]
