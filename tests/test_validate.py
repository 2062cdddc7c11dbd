"""`paperparse.validate`: pages, paths and records from memory, options and errors."""

import datetime
import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest
import second_user_format
from attrs import evolve
from samples import ABSTRACT, SEEDED, SEEDS, load_seed
from test_cases import edit

import paperparse
from paperparse import (
    Diagnostic,
    Limits,
    Organization,
    Page,
    Paper,
    PartialDate,
    Source,
    Span,
    UnknownFormatError,
    validate,
)
from paperparse.command_line.folders import list_inputs

GOOD = load_seed("abstract_list")
FOREIGN = edit(GOOD.text, [{"before": 7, "insert": "An unrelated remark"}])
TITLED = Paper(title="Pointer Networks", authors=("Oriol Vinyals", "Navdeep Jaitly"))


def describe(found: tuple[Diagnostic, ...]) -> list[tuple[str, int | None]]:
    return [(one.code, one.paper) for one in found]


def places(found: tuple[Diagnostic, ...]) -> list[tuple[str, str, int, int]]:
    return [(one.code, one.severity, one.line, one.column) for one in found]


@pytest.mark.parametrize("format", SEEDED)
def test_nothing_is_wrong_with_a_seed(format: str) -> None:
    page = load_seed(format)
    assert page.name is not None
    for subject in (page, page.name, Path(page.name), page[0], list(page), iter(page), [page], (*page, page)):
        assert validate(subject) == ()


def test_a_path_and_its_page_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(FOREIGN, "utf-8")
    assert validate(path) == validate(str(path)) == validate(paperparse.load(path))
    assert places(validate(path)) == [("unparsed-text", "error", 7, 1)]


def test_pages_are_checked_one_by_one_and_papers_together() -> None:
    page = paperparse.loads(FOREIGN)
    assert describe(validate([page, page])) == [("unparsed-text", None)] * 2
    assert describe(validate([page, Paper(), TITLED, TITLED])) == [
        ("unparsed-text", None),
        ("empty-record", 1),
        ("duplicate-card", 3),
    ]


def test_a_paper_may_stand_on_two_pages() -> None:
    first, second = (Paper(title="One", source=Source(page=name, line=3, span=Span(4, 7))) for name in ("a", "b"))
    assert validate([first, second]) == ()
    [found] = validate([first, second, first])
    assert (found.code, found.paper, found.line, found.span) == ("duplicate-card", 2, 3, Span(4, 7))
    assert found.message == "equal to number 1, at $[2]"


@pytest.mark.parametrize(
    ("paper", "code", "message"),
    [
        (Paper(), "empty-record", "neither title, nor abstract, nor summary, at $[0]"),
        (Paper(title=" \t"), "empty-field", "an empty text, at $[0].title"),
        (Paper(title="A\n"), "invalid-value", "white space at the ends of 'A\\n', at $[0].title"),
        (
            Paper(title="A", organization=Organization("")),
            "empty-field",
            "an empty text, at $[0].organization.handle",
        ),
        (
            Paper(title="A", authors=("B", "C"), author_count=1),
            "author-count-mismatch",
            "1 author, but 2 names, at $[0].author_count",
        ),
        (
            Paper(title="A", authors=("B",), author_count=3),
            "author-count-mismatch",
            "3 authors, but 1 name, at $[0].author_count",
        ),
        (Paper(title="A", author_count=0), "author-count-mismatch", "0 authors, at $[0].author_count"),
        (Paper(title="A", authors=("JosÃ©",)), "mojibake", "'Ã©' was decoded wrongly, at $[0].authors"),
        (Paper(title="donâ€™t"), "mojibake", "'â€™' was decoded wrongly, at $[0].title"),
        (Paper(summary="\ufffd"), "mojibake", "'\ufffd' was decoded wrongly, at $[0].summary"),
        (
            Paper(title="A", organization=Organization("lab", "LabÂ®")),
            "mojibake",
            "'Â®' was decoded wrongly, at $[0].organization",
        ),
        (
            Paper(title="A", published=PartialDate(2025, 10, 31)),
            "date-after-capture",
            "2025-10-31 lies after the capture of the page, 2025-10-30, at $[0].published",
        ),
        (
            Paper(title="A", published=PartialDate(1815, 6, 18)),
            "doubtful-value",
            "1815-06-18 lies before 1900, at $[0].published",
        ),
        (Paper(title="A", score=-1), "invalid-value", "expected int >= 0, at $[0].score"),
        (Paper(title="A", score="9"), "invalid-value", "expected int | null, got str, at $[0].score"),  # type: ignore[arg-type]
        (Paper(title=3), "invalid-value", "expected str | null, got int, at $[0].title"),  # type: ignore[arg-type]
        (
            Paper(title="\ud800"),
            "invalid-value",
            "holds a lone surrogate ('\\ud800'), for which UTF-8 has no form, at $[0].title",
        ),
    ],
)
def test_records_from_memory_are_checked(paper: Paper, code: str, message: str) -> None:
    [found] = validate(paper, as_of=datetime.date(2025, 10, 30))
    assert (found.code, found.message) == (code, message)
    assert (found.paper, found.line, found.column, found.span) == (0, 1, 1, Span(0, 0))


@pytest.mark.parametrize(
    "paper",
    [
        Paper(title="A", authors=("B", "C"), author_count=2),
        Paper(title="A", author_count=12),
        Paper(title="A", published=PartialDate(None, 12, 31)),
        Paper(title="A", published=PartialDate(2025, 10, 30)),
        Paper(title="Ângstrom, São Paulo, naïve — “ã” and Ä–Ö", authors=("Å. Ðorđević", "Ñandú Ô’Neill")),
        Paper(abstract="A"),
        Paper(summary="A"),
    ],
)
def test_what_is_right_is_not_told(paper: Paper) -> None:
    assert validate(paper, as_of=datetime.date(2025, 10, 30)) == ()


def test_every_problem_of_a_record_is_told_in_the_order_of_the_records() -> None:
    wrong = Paper(title=3, authors=(4, ""), author_count=-1)  # type: ignore[arg-type]
    papers = [TITLED, wrong, Paper(), TITLED]
    assert describe(validate(papers)) == [
        ("invalid-value", 1),
        ("invalid-value", 1),
        ("empty-field", 1),
        ("invalid-value", 1),
        ("empty-record", 2),
        ("duplicate-card", 3),
    ]


def test_a_record_that_knows_its_card_is_told_there() -> None:
    papers = load_seed("daily_feed")
    wrong = [papers[0], Paper(title=" ", source=papers[3].source)]
    [found] = validate(wrong)
    assert (found.line, found.column, found.span, found.paper) == (37, 1, papers[3].source.span, 1)


def test_findings_on_a_page_are_in_its_order() -> None:
    text = edit(
        load_seed("scored_feed").text,
        [
            {"replace": 190, "with": "Page 5 of 3"},
            {"replace": 18, "with": "45/45/2024"},
            {"before": 98, "insert": "An unrelated remark\n"},
            {"replace": 105, "with": "JÃ¶rg Franke"},
        ],
    )
    found = validate(paperparse.loads(text), min_papers=13)
    assert places(found) == [
        ("invalid-date", "error", 18, 1),
        ("unparsed-text", "error", 98, 1),
        ("mojibake", "warning", 107, 2),
        ("too-few-papers", "error", 192, 1),
        ("page-number-mismatch", "warning", 192, 6),
    ]
    assert [one.paper for one in found] == [0, None, 6, None, None]


def test_findings_are_placed_alike_whatever_ends_the_lines(tmp_path: Path) -> None:
    text = load_seed("daily_feed").text.replace("Jun 9, 2015", "Feb 30, 2015")
    found = []
    for name, end in (("lf.txt", "\n"), ("cr.txt", "\r")):
        (tmp_path / name).write_bytes(text.replace("\n", end).encode())
        assert paperparse.load(tmp_path / name).text == text.replace("\n", end)
        found.append(validate(tmp_path / name, min_papers=1000))
    assert found[0] == found[1]
    assert {one.code for one in found[0]} >= {"invalid-date", "too-few-papers"}


def test_a_page_without_text_is_told_by_the_lines_of_its_cards() -> None:
    whole = load_seed("scored_feed")
    papers = (*whole.papers[:3], whole[1], evolve(whole[4], title="donâ€™t"))
    page = evolve(whole, text="", segments=(), papers=papers, info=evolve(whole.info, number=300))
    assert places(validate(page, min_papers=6)) == [
        ("too-few-papers", "error", 1, 1),
        ("duplicate-card", "warning", 20, 1),
        ("mojibake", "warning", 66, 1),
        ("page-number-mismatch", "warning", 1, 1),
    ]
    blank = Page(papers=(TITLED,), format="daily_feed", text=" \n", diagnostic_count=3)
    assert places(validate(blank, min_papers=2)) == [
        ("too-few-papers", "error", 1, 1),
        ("further-findings", "error", 1, 1),
    ]


def test_too_few_records_are_told_once() -> None:
    assert describe(validate([])) == describe(validate(iter([TITLED]), min_papers=2)) == [("too-few-papers", None)]
    assert validate([], min_papers=0) == ()


def test_a_file_of_no_records_has_too_few_and_a_blank_page_is_none(tmp_path: Path) -> None:
    for name, code in (
        ("none.jsonl", "too-few-papers"),
        ("NONE.NDJSON", "too-few-papers"),
        ("none.txt", "unknown-format"),
    ):
        (tmp_path / name).write_text("\n", "utf-8")
        assert places(validate(tmp_path / name)) == [(code, "error", 1, 1)]
        assert validate(tmp_path / name, min_papers=0) == ()


def test_a_format_can_be_expected(tmp_path: Path) -> None:
    assert validate(GOOD, expect_format="abstract_list") == ()
    for subject in (GOOD, GOOD[4]):
        [found] = validate(subject, expect_format="daily_feed")
        assert (found.code, found.line) == ("unexpected-format", 1 if subject is GOOD else 6)
    assert validate(TITLED, expect_format="daily_feed") == ()
    two = tmp_path / "two.txt"
    two.write_text(load_seed("daily_feed").text + "\n\n" + load_seed("scored_feed").text, "utf-8")
    assert places(validate(two, expect_format="daily_feed")) == [("ambiguous-format", "error", 1, 1)]


def test_what_coverage_allows_is_a_note() -> None:
    page = paperparse.loads(FOREIGN)
    for coverage, severity in ((1, "error"), (0.9999, "error"), (0.99, "note"), (0, "note")):
        assert places(validate(page, min_coverage=coverage)) == [("unparsed-text", severity, 7, 1)]
    blank = Page(papers=(), format="daily_feed", text="\n \n")
    assert places(validate(blank, min_coverage=0.5, min_papers=0)) == []


def test_codes_are_selected_and_ignored() -> None:
    papers = [Paper(), Paper(title=" "), Paper(title="donâ€™t")]
    assert describe(validate(papers, select="empty-*")) == [("empty-record", 0), ("empty-field", 1)]
    assert describe(validate(papers, select=["empty-*", "mojibake"], ignore="*-record")) == [
        ("empty-field", 1),
        ("mojibake", 2),
    ]


def test_findings_beyond_those_kept_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(load_seed("scored_feed").text.replace("12/9/2024", "45/45/2024"), "utf-8")
    found = validate(path, limits=Limits(diagnostics=2))
    assert [one.code for one in found] == ["invalid-date"] * 2 + ["further-findings"]
    assert (found[-1].message, found[-1].line) == ("at least 4 more findings are not told", 190)


@pytest.mark.parametrize(
    ("text", "limits", "place"),
    [
        ("{}" * 100, Limits(bytes=50), (1, 1)),
        (GOOD.text, Limits(line_length=100), (2, 1)),
        (GOOD.text, Limits(cards=5), (1, 1)),
    ],
)
def test_a_limit_is_told_where_it_is_exceeded(
    text: str, limits: Limits, place: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    [found] = validate(path, limits=limits)
    assert (found.code, (found.line, found.column)) == ("limit-exceeded", place)
    lines = text.split("\n")[: found.line - 1]
    assert found.span.start == sum(len(line) + 1 for line in lines) + found.column - 1


def test_text_in_another_encoding_is_told_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(load_seed("daily_feed").text.encode("cp1252", "replace"))
    assert validate(path, encoding="cp1252") == ()
    assert places(validate(path)) == [("undecodable-text", "error", 17, 1)]
    with pytest.raises(ValueError, match="knows no encoding 'klingon'"):
        validate(path, encoding="klingon")


@pytest.mark.parametrize("subject", [b"page.txt", bytearray(b"page.txt"), 3, None, ["page.txt"], [TITLED, 3], {"a": 1}])
def test_other_subjects_are_refused(subject: Any) -> None:
    with pytest.raises(TypeError, match=r"^validate\(\) takes "):
        validate(subject)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"expect_format": "daily"}, UnknownFormatError),
        ({"min_coverage": 1.5}, ValueError),
        ({"min_coverage": -0.1}, ValueError),
        ({"min_coverage": float("nan")}, ValueError),
        ({"min_papers": -1}, ValueError),
        ({"select": "no-such-code"}, ValueError),
        ({"ignore": ["mojibake", "x*"]}, ValueError),
        ({"as_of": "2025-10-30"}, TypeError),
        ({"limits": 3}, TypeError),
        ({"encoding": None}, TypeError),
        ({"expect_format": 3}, TypeError),
        ({"min_papers": "3"}, TypeError),
        ({"min_coverage": "1"}, TypeError),
        ({"select": 3}, TypeError),
    ],
)
def test_wrong_options_are_refused_whatever_the_subject(options: dict[str, Any], error: type[Exception]) -> None:
    subjects: list[Any] = [GOOD, GOOD.name, TITLED, []]
    for subject in subjects:
        with pytest.raises(error):
            validate(subject, **options)


def test_a_day_with_a_time_is_that_day() -> None:
    paper = Paper(title="A", published=PartialDate(2025, 10, 31))
    assert validate(paper, as_of=datetime.datetime(2025, 10, 31, 12, tzinfo=datetime.UTC)) == ()
    assert describe(validate(paper, as_of=datetime.datetime(2025, 10, 30, tzinfo=datetime.UTC))) == [
        ("date-after-capture", 0)
    ]


@pytest.mark.parametrize("path", ["missing.txt", "", "a\0b"])
def test_a_file_that_is_not_there_is_an_error(path: str) -> None:
    with pytest.raises(FileNotFoundError):
        validate(path)


def test_a_folder_is_none_of_its_files() -> None:
    with pytest.raises(OSError, match=r".") as raised:
        validate(SEEDS)
    assert raised.value.errno in (errno.EISDIR, errno.EACCES)


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    for name in ("a", "locked", "z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text("", "utf-8")
    monkeypatch.setattr(os, "scandir", refuse)
    *files, (locked, failure) = list_inputs([str(tmp_path)], ["*.txt"]).files
    assert [(Path(path).parent.name, reason) for path, reason in files] == [("a", None), ("z", None)]
    assert (Path(locked).name, type(failure)) == ("locked", PermissionError)


def test_a_page_made_by_hand_is_checked_as_a_record() -> None:
    page = Page(papers=(Paper(title=" "), Paper(score=-1)), format="daily_feed", text="")
    assert [(one.code, one.paper) for one in validate(page)] == [("empty-field", 0), ("invalid-value", 1)]
    assert [one.code for one in validate(Page(papers=(), format="daily_feed", text=""))] == ["too-few-papers"]


def test_values_are_held_against_the_text_as_their_format_reads_it(tmp_path: Path) -> None:
    papers = [Paper(title="On Tides", authors=("Ada Lovelace",), published=PartialDate(2024, 3, 1), summary=ABSTRACT)]
    text = paperparse.render(papers, second_user_format.FORMAT)
    page = paperparse.loads(text, format=second_user_format.FORMAT)
    saved = tmp_path / "page.json"
    paperparse.dump(page, saved)
    assert [*validate(page), *validate(saved)] == []
    changed = evolve(page, papers=(evolve(page[0], title="On Ebb"),))
    assert [(one.code, one.paper) for one in validate(changed)] == [("span-mismatch", 0)]


def test_a_value_that_the_page_does_not_print_is_told() -> None:
    page = load_seed("daily_feed")
    for change in ({"author_count": 4}, {"published": PartialDate(2015, 6, 10)}, {"title": "Pointers"}):
        papers = (*page[:3], evolve(page[3], **change), *page[4:])
        assert [(one.code, one.paper) for one in validate(evolve(page, papers=papers))] == [("span-mismatch", 3)]
    dated = paperparse.load(SEEDS / "004_8ec9312bc1173479.txt", as_of=datetime.date(2025, 10, 30))
    assert validate(dated) == ()


def test_a_paper_with_any_source_is_placed() -> None:
    paper = Paper(title="Pointer Networks", source=None)  # type: ignore[arg-type]
    assert [(one.code, one.line) for one in validate(paper)] == [("invalid-value", 1)]


@pytest.mark.slow
def test_html_in_a_value_is_told_where_it_stands() -> None:
    text = load_seed("title_feed").text
    for left in ("<br/>", "</span>", '<a href="x">', "&amp;", "&eacute;", "&frac12;", "&#39;"):
        line = text.split("\n")[5]
        [found] = validate(paperparse.loads(text.replace(line, f"{line[:40]}{left}{line[40:]}")))
        assert (found.code, found.line, found.column) == ("markup", 6, 41)
    for right in ("a < b > c", "<p", "AT&T", "x<y>z", "<table-top>"):
        assert validate(paperparse.loads(text.replace(line, f"{line[:40]}{right}{line[40:]}"))) == ()


def test_a_page_that_ends_within_a_sentence_is_told() -> None:
    text = load_seed("abstract_list").text.rstrip()
    assert paperparse.validate(paperparse.loads(text)) == ()
    [found] = paperparse.validate(paperparse.loads(text[:-20]))
    assert found.code == "unfinished-text"
    assert found.message == f"the page ends with {text[-50:-20]!r}"


def test_a_formula_and_a_letter_are_no_damage() -> None:
    for right in ("when n <p and m> q", "the mean <a> of a", "AT&#x;T", "\u201cÃ\u201d is a letter", "a&b;c"):
        assert validate(Paper(title=right)) == ()
    for wrong in ("</a>", "<p class='x'>", "</b>", "&#x27;", "<sub>2</sub>"):
        assert [found.code for found in validate(Paper(title=f"A {wrong} in it"))] == ["markup"]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1251", "gbk"])
@pytest.mark.parametrize("text", ["Søren Müller", "naïve café", "the kiln’s heat – again"])
def test_utf_8_in_another_encoding_is_told(text: str, encoding: str) -> None:
    wrong = text.encode().decode(encoding, "ignore")
    assert "mojibake" in [found.code for found in validate(Paper(title=wrong))]
    assert validate(Paper(title=text)) == ()


def test_cyrillic_in_another_encoding_is_told() -> None:
    assert [found.code for found in validate(Paper(title="Модель".encode().decode("cp1251")))] == ["mojibake"]
    for right in ("Гёте и Рим", "В\xa0данной работе РСФСР", "使用GAN没有问题", "Kubernetes没问题", "茅台"):
        assert validate(Paper(title=right)) == (), right


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x1b", "\x7f", "\x9b", "\xad", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff"]
)
def test_what_prints_nothing_is_told(unseen: str) -> None:
    [found] = validate(Paper(title=f"Kil{unseen}n"))
    assert (found.code, found.severity) == ("invisible-character", "warning")
    assert found.message == f"U+{ord(unseen):04X}, which prints nothing, at $[0].title"


def test_what_a_script_needs_is_no_damage() -> None:
    for right in (
        "می\u200cخواهم",
        "\u200eقلم\u200f Kiln",
        "क्\u200dष",
        "❤\ufe0f",
        "👩\u200d🔬",
        "Two\tkilns\nand\xa0more",
    ):
        assert validate(Paper(title=right)) == (), right
    assert [found.code for found in validate(Paper(title="Kiln \u200fA"))] == ["invisible-character"]


@pytest.mark.parametrize("as_of", [None, datetime.date(2025, 10, 30)])
def test_a_number_behind_the_only_date_without_a_year_may_be_its_year(as_of: datetime.date | None) -> None:
    days = [PartialDate(2015, 6, day) for day in (1, 2, 3, 4)]
    dated = [Paper(title=f"Kilns of {day.day}", abstract=ABSTRACT, author_count=3, published=day) for day in days]
    text = paperparse.render(dated, "daily_feed")
    for printed, codes in (("Jun 4 15", ["doubtful-value"]), ("Jun 4 5", []), ("Jun 4, 2015 15", [])):
        page = paperparse.loads(text.replace("Jun 4, 2015", printed), as_of=as_of)
        for record in (page, paperparse.from_json(paperparse.dumps(page))):
            assert [(found.code, found.paper) for found in validate(record)] == [(code, 3) for code in codes]


def test_items_of_one_wrong_type_are_told_once() -> None:
    names: Any = ("Ada Lovelace", 1, "Emmy Noether", *range(50), None)
    found = [found.message for found in validate(Paper(title="A", authors=names))]
    assert found == [
        "expected str, got int, at $[0].authors[1]",
        "expected str, got null, at $[0].authors[53]",
        "50 more are a number, at $[0].authors",
    ]


def test_where_no_more_findings_are_kept_those_of_others_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text('{"title": 1, "authors": 2}\n' * 4, "utf-8")
    found = validate(path, limits=Limits(diagnostics=5))
    assert len(found) == 6
    assert re.fullmatch(r"at least [1-9]\d* more findings are not told", found[-1].message)


def test_texts_of_types_of_their_own_are_texts() -> None:
    class Piece(str):
        __slots__ = ()

    assert validate(Paper(title=Piece("Pointer Networks"), authors=(Piece("Ada Lovelace"),))) == ()
    assert paperparse.from_json(paperparse.dumps(Paper(title=Piece("x")))) == (Paper(title="x"),)


def test_what_holds_itself_is_wrong() -> None:
    knot: Any = {}
    knot["knot"] = knot
    assert [found.code for found in validate(Paper(title=knot))] == ["invalid-value"]
    with pytest.raises(paperparse.RenderError, match="a value that holds itself"):
        paperparse.dumps(Paper(title=knot))


def test_a_page_of_anything_is_wrong_where_it_is() -> None:
    page = Page(papers=(Paper(title="x"), "z"), format="daily_feed", text="x\n")  # type: ignore[arg-type]
    assert [(found.code, found.paper) for found in validate(page)] == [("invalid-value", 1)]
    spans = evolve(TITLED, spans={"title": Span(9, 3)}, source=Source(span=Span(10**9, 0)))
    assert [found.code for found in validate(spans)] == ["invalid-value"] * 2


def test_coverage_is_told() -> None:
    page = paperparse.loads(FOREIGN)
    [found] = validate(page, min_coverage=0.9)
    assert re.search(r"; of the page, 9\d\.\d\d% is accounted for$", found.message)


def test_an_unknown_page_is_read_as_the_format_expected(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(load_seed("title_feed").text.split("\n", 3)[3], "utf-8")
    assert [found.code for found in validate(path)] == ["unknown-format"]
    found = validate(path, expect_format="title_feed", min_papers=250)
    assert [(one.code, one.line) for one in found] == [("unknown-format", 1), ("unparsed-text", 1)]
