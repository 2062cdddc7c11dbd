"""`load`, `loads` and `detect`: what goes in, and what is said about what can't."""

import copy
import datetime
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from samples import FORMATS_BY_NAME, SEEDS, load_seed

import paperparse
from paperparse import (
    AmbiguousFormatError,
    DecodeError,
    FormatError,
    LimitError,
    Limits,
    PaperparseError,
    ParseError,
    UnknownFormatError,
)
from paperparse.choosing import decision
from paperparse.codes import CODES

SEED = SEEDS / "000_76760c60da223c79.txt"
TEXT = load_seed("daily_feed").text


def message(error: BaseException) -> str:
    text = str(error)
    assert "\n" not in text
    return text


def test_load_takes_str_and_path_and_names_the_page() -> None:
    assert paperparse.load(SEED) == paperparse.load(str(SEED)) == paperparse.loads(SEED.read_bytes())
    assert paperparse.load(SEED).name == str(SEED)
    assert paperparse.load(SEED)[0].source.page == str(SEED)
    assert paperparse.loads(SEED.read_bytes()).name is None


def test_load_takes_nothing_but_a_path() -> None:
    for wrong in (b"seeds/page.txt", 3, None):
        with pytest.raises(TypeError, match="path"):
            paperparse.load(wrong)  # type: ignore[arg-type]


def test_loads_takes_nothing_but_text_or_bytes() -> None:
    for wrong in (SEED, 3, None, ["Abstract:"]):
        with pytest.raises(TypeError, match="str or bytes"):
            paperparse.loads(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("arguments", [{"format": 1}, {"as_of": "2024-01-01"}, {"limits": 3}])
def test_argument_of_the_wrong_type_is_a_type_error(arguments: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=next(iter(arguments))):
        paperparse.loads(TEXT, **arguments)  # type: ignore[arg-type]


def test_directory_and_missing_file_are_os_errors(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError if os.name == "posix" else OSError):
        paperparse.load(tmp_path)
    with pytest.raises(FileNotFoundError):
        paperparse.load(tmp_path / "missing.txt")
    with pytest.raises(FileNotFoundError):
        paperparse.load("no\0name")
    with pytest.raises(OSError, match=r"text of a page, which is for loads\(\)"):
        paperparse.load(TEXT)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le-mark", "utf-16-be-mark", "utf-32-be-mark"]
)
def test_unicode_with_its_mark_needs_no_encoding(encoding: str) -> None:
    codec = encoding.removesuffix("-mark")
    data = ("\ufeff" + TEXT if encoding.endswith("-mark") else TEXT).encode(codec)
    page = paperparse.loads(data)
    assert page.text == TEXT
    assert page.papers == load_seed("daily_feed").papers


def test_encoding_is_given_never_guessed(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(TEXT.encode("cp1252", "replace"))
    with pytest.raises(DecodeError) as caught:
        paperparse.load(file)
    assert caught.value.offset == TEXT.encode("cp1252", "replace").index(b"\x95")
    assert caught.value.line == 17
    assert message(caught.value).startswith(f"{file}:17: byte {caught.value.offset} is not utf-8")
    assert "encoding=" in message(caught.value)
    assert len(paperparse.load(file, encoding="cp1252")) == 59


def test_byte_order_mark_overrules_the_encoding(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        file.write_bytes(TEXT.encode(codec))
        assert paperparse.load(file, encoding="cp1252").text == TEXT


def test_offset_and_line_of_a_broken_byte_in_utf_16() -> None:
    data = "\ufeff\u010a\u0a00\nabc".encode("utf-16-le") + b"\x00\xd8"
    with pytest.raises(DecodeError) as caught:
        paperparse.loads(data)
    assert (caught.value.offset, caught.value.line) == (len(data) - 2, 2)


def test_text_that_no_utf_can_write_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(b"+2AA-")
    with pytest.raises(DecodeError, match="utf-7"):
        paperparse.load(file, encoding="utf-7")


def test_unknown_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(SEED.read_bytes())
    for encoding in ("nonsense", "base64", "undefined"):
        with pytest.raises(DecodeError, match=encoding):
            paperparse.load(file, encoding=encoding)
    file.write_bytes(TEXT.encode())
    with pytest.raises(DecodeError, match="idna"):
        paperparse.load(file, encoding="idna")
    with pytest.raises(TypeError, match="encoding"):
        paperparse.load(file, encoding=8)  # type: ignore[arg-type]


def test_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormatError, match=", ".join(sorted(FORMATS_BY_NAME))):
        paperparse.loads(TEXT, format="daily")


def test_a_limit_is_a_number_from_zero_on() -> None:
    for wrong in ("64 MiB", 1e9, True):
        with pytest.raises(TypeError, match=r"Limits\.bytes must be an int"):
            Limits(bytes=wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="bytes"):
        Limits(bytes=-1)


def test_page_over_the_limit_is_an_error_not_a_part(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as large:
        large.truncate(65 * 1024 * 1024)
    with pytest.raises(LimitError, match=r"larger than 64 MiB.*limits=") as caught:
        paperparse.load(file)
    assert (caught.value.limit, caught.value.page) == ("bytes", str(file))
    size = len(TEXT.encode())
    assert len(paperparse.loads(TEXT, limits=Limits(bytes=size))) == 59
    for page in (TEXT, TEXT.encode()):
        with pytest.raises(LimitError, match=f"larger than {size - 1} bytes"):
            paperparse.loads(page, limits=Limits(bytes=size - 1))
    file.write_text(TEXT, "utf-8")
    assert len(paperparse.load(file, limits=Limits(bytes=sys.maxsize))) == 59
    assert len(paperparse.loads(TEXT, limits=Limits(cards=59))) == 59
    with pytest.raises(LimitError, match="59 cards, 58 allowed"):
        paperparse.loads(TEXT, limits=Limits(cards=58))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        (" \n\t\n\xa0", "blank"),
        ("One line of text.", "no known kind of page"),
        ("Daily Papers\n\nbyAK and the research community\n\nOct 30\n", "daily_feed"),
        ("AI Papers\n\nPage 1 of 288\n", "scored_feed"),
        ("Get our free extension!Free add-on: code for papers!\n", "author_cards"),
        ("Get trending papers in your email inbox!\nSubscribe\n", "title_feed"),
    ],
)
def test_text_without_cards_is_refused_and_told_why(text: str, words: str) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        paperparse.loads(text)
    assert words in message(caught.value)
    with pytest.raises(UnknownFormatError):
        paperparse.detect(text)


def test_refusal_names_the_nearest_formats_and_what_they_lack() -> None:
    with pytest.raises(UnknownFormatError) as caught:
        paperparse.loads("Total Score\n\n12\n\nA page of another kind\n")
    assert "scored_feed (lacks a card from 'Total Score' to 'Read more' and a date)" in message(caught.value)
    assert caught.value.candidates[0].format == "scored_feed"
    assert len(caught.value.candidates) == len(FORMATS_BY_NAME)


def test_two_pages_in_one_are_ambiguous_and_told_apart() -> None:
    both = load_seed("abstract_list").text + "\n\n" + load_seed("author_cards").text
    with pytest.raises(AmbiguousFormatError) as caught:
        paperparse.loads(both)
    assert "10 cards of abstract_list in lines 2 to 11" in message(caught.value)
    assert "9 cards of author_cards in lines 15 to 67" in message(caught.value)
    page = paperparse.loads(both, format="abstract_list")
    assert page.papers == load_seed("abstract_list").papers
    assert [found.severity for found in page.diagnostics]


def test_two_pages_of_one_format_are_one_page() -> None:
    for seed in (load_seed("title_feed"), load_seed("daily_feed"), load_seed("abstract_list")):
        page = paperparse.loads(f"{seed.text}\n{seed.text}")
        assert page.papers == seed.papers * 2


def test_a_stray_card_of_another_format_is_reported() -> None:
    stray = load_seed("abstract_list").text.split("\n")[4]
    lines = TEXT.split("\n")
    page = paperparse.loads("\n".join([*lines[:20], stray, "", *lines[20:]]))
    assert page.format == "daily_feed"
    assert ("foreign-card", 21) in [(found.code, found.line) for found in page.diagnostics]


def test_named_format_skips_detection_and_says_what_is_missing() -> None:
    page = paperparse.loads("Nothing of the kind.", format="daily_feed")
    assert (len(page), page.detection) == (0, None)
    assert [found.code for found in page.diagnostics] == ["no-cards", "unparsed-text"]


def test_detection_says_what_how_sure_and_why() -> None:
    detection = paperparse.detect(TEXT)
    assert detection == paperparse.loads(TEXT).detection
    assert (detection.format, detection.confidence) == ("daily_feed", 1.0)
    assert detection.candidates[0].format == "daily_feed"
    cards = detection.evidence[-1]
    assert (cards.count, cards.span) == (59, (start := TEXT.index("Deep Learning for Case"), TEXT.index("\n", start)))
    assert len(repr(detection)) < 100


@pytest.mark.parametrize("name", ["abstract_list", "author_cards", "title_feed", "scored_feed", "daily_feed"])
def test_strict_passes_a_whole_page(name: str) -> None:
    assert paperparse.loads(load_seed(name).text, strict=True) == load_seed(name)


def test_strict_raises_at_the_first_finding(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(TEXT.replace("Dec 19, 2024", "Feb 30, 2024"), "utf-8")
    assert len(paperparse.load(file)) == 59
    with pytest.raises(ParseError) as caught:
        paperparse.load(file, strict=True)
    error = caught.value
    assert (error.code, error.line, error.column) == ("invalid-date", 27, 1)
    assert error.span is not None
    assert file.read_text("utf-8")[error.span.start : error.span.end] == "Feb 30, 2024"
    assert str(error) == f"{file}:27:1: invalid-date: 'Feb 30, 2024' is no date"


def test_day_of_capture_gives_the_year() -> None:
    page = paperparse.loads(TEXT, as_of=datetime.date(2025, 10, 30))
    assert page.info.date is not None
    assert page.info.date.date() == datetime.date(2025, 10, 30)
    assert page[12].published is not None
    assert page[12].published.isoformat() == "2025-10-06"
    assert all(paper.published and paper.published.year for paper in page)
    assert page.diagnostics == ()
    assert page == paperparse.loads(TEXT, as_of=datetime.datetime(2025, 10, 30, 12, 0))


def test_day_of_capture_that_contradicts_the_page_is_reported() -> None:
    early = paperparse.loads(TEXT, as_of=datetime.date(2024, 6, 1))
    assert {found.code for found in early.diagnostics} == {"contradictory-year", "date-after-capture"}
    assert {found.severity for found in early.diagnostics} == {"warning"}


def test_every_error_is_a_value_error_and_pickles() -> None:
    errors = [
        PaperparseError("message"),
        DecodeError("message", page="page.txt", line=3, encoding="utf-8", offset=7),
        LimitError("message", limit="bytes", value=3),
        UnknownFormatError("message", page="page.txt"),
        AmbiguousFormatError("message", candidates=paperparse.detect(TEXT).candidates),
        ParseError("message", line=3, column=4, code="invalid-date", span=paperparse.Span(1, 2)),
    ]
    for error in errors:
        assert isinstance(error, ValueError)
        again = pickle.loads(pickle.dumps(error))  # noqa: S301
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
    assert str(errors[-1]) == "line 3:4: message"


def test_a_refusal_is_put_into_words_when_anything_of_it_is_asked_for() -> None:
    def refuse() -> UnknownFormatError:
        with pytest.raises(UnknownFormatError) as caught:
            paperparse.loads("nothing of the sort")
        return caught.value

    assert repr(refuse()).startswith('UnknownFormatError("no known kind of page')
    error = refuse()
    error.args = ("something else",)
    assert (str(error), error.args) == (error.message, ("something else",))
    assert error.message.startswith("no known kind of page")
    with pytest.raises(AttributeError, match="has no attribute 'candidate'"):
        _ = error.candidate  # type: ignore[attr-defined]


NEAR: Final = load_seed("author_cards").text


@pytest.mark.parametrize(
    "text",
    [
        "nothing of the sort",
        " \n",
        f"A letter.\n{'It goes on. ' * 99}\n{NEAR[:3_000]}",
        "Dear reader,\n" * 9_000,
        f"{NEAR[:3_000]}\n{'A line of something else that goes on and on.' * 2_000}",
    ],
    ids=["short", "blank", "near", "long", "long and near"],
)
@pytest.mark.parametrize(
    "again",
    [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy],  # noqa: S301
    ids=["pickle", "copy", "deepcopy"],
)
def test_a_refusal_is_copied_without_being_put_into_words(
    text: str, again: Callable[[Exception], Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        paperparse.loads(text)
    error = caught.value
    with monkeypatch.context() as patch:
        patch.setattr(decision, "tell_kind", lambda _: pytest.fail("it was put into words"))
        other = again(error)
    assert isinstance(other, UnknownFormatError)
    assert other.sample == error.sample == text[:65_536]
    assert len(pickle.dumps(error)) < 65_536 + 6_000
    assert (str(other), other.candidates, other.code) == (str(error), error.candidates, "unknown-format")
    assert other.sample is error.sample is None
    # Once it is in words it is kept in them.
    last = again(error)
    assert isinstance(last, UnknownFormatError)
    assert (str(last), last.candidates, last.page) == (str(error), error.candidates, error.page)


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("nothing of the sort", "unknown-format"),
        (b"\xff", "undecodable-text"),
        ("A" * 200, "limit-exceeded"),
        (f"{TEXT}\n{load_seed('abstract_list').text}", "ambiguous-format"),
    ],
)
def test_an_error_has_the_code_of_its_diagnostic(page: str | bytes, code: str) -> None:
    with pytest.raises(PaperparseError) as caught:
        paperparse.loads(page, limits=Limits(line_length=100) if code == "limit-exceeded" else Limits())
    assert caught.value.code == code
    assert code in CODES
    assert FormatError("two formats of one name").code is None


def test_a_mark_is_found_behind_many_that_only_begin_like_it() -> None:
    text = load_seed("author_cards").text
    assert paperparse.loads(f"{'Vast. ' * 100}\n{text}").format == "author_cards"


@pytest.mark.slow
def test_a_page_behind_a_million_line_feeds_is_the_page() -> None:
    page = load_seed("abstract_list")
    found = paperparse.loads(f"{chr(10) * 1_200_000}{page.text}", format="abstract_list")
    assert found.papers == page.papers
    assert found[0].source.line == 1_200_002


def test_an_error_that_was_never_made_has_no_message() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'message'"):
        _ = UnknownFormatError.__new__(UnknownFormatError).message
