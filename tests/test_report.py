"""`paperparse report`: a page with its words replaced is read as it was, and nothing of what it said is left."""

import datetime
import json
import os
import re
import subprocess
import unicodedata
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import run_command
from quick import thin_out
from samples import FORMATS_BY_NAME, ROOT, SEEDED, load_seed
from test_cases import CASE_FILES, CASE_NAMES, load_case
from user_format import FORMAT

import paperparse
from paperparse import Limits
from paperparse.command_line import main
from paperparse.formats import FORMATS, find_format
from paperparse.formats.installed import Known
from paperparse.masking import report as reports
from paperparse.masking.likeness import Outcome, find_difference, read_outcome
from paperparse.masking.patterns import list_words
from paperparse.masking.report import PAGE_BELOW, Report, make_report
from paperparse.masking.vocabulary import find_vocabulary
from paperparse.masking.words import mask_text
from paperparse.testing import damaged, hostile_text, pages

LIMITS: Final = Limits()
KNOWN: Final = find_vocabulary(FORMATS)
_ENTITY: Final = re.compile("&[A-Za-z]+;")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
# One of each format, and those whose words depend on each other.
QUICK: Final = {
    *(f"{name}/sample" for name in FORMATS_BY_NAME),
    *("arxiv_search/lost_button", "author_cards/authors_parted_by_other_signs"),
    *("submitted_feed/button_glued_to_the_first_card", "trending_feed/links_in_brackets"),
}
OTHER_TEXTS: Final = sorted(
    [
        *(ROOT / "tests" / "refused").glob("*/*.txt"),
        *(ROOT / "tests" / "markup").glob("*/page.txt"),
        *(ROOT / "seeds").glob("*.txt"),
        *(ROOT.parent / "shared" / "cases").glob("*/*/page.txt"),
    ]
)
QUICK_TEXTS: Final = [path for path in OTHER_TEXTS if path.parent.name in ("emptied", "joined", "email", "licence")]


def cut_seed(format: str) -> str:
    """The first cards of a seed page, and the beginning of one more."""
    page = load_seed(format)
    return page.text[: (page[5].source.span or (0, 0))[1] + 30]


PAGE: Final = cut_seed("daily_feed")


def report_text(
    text: str, format: str | None = None, as_of: datetime.date | None = None, seed: int = 0
) -> tuple[Report, str]:
    """The report of `text`, and the page in it."""
    form = None if format is None else find_format(format)
    report = make_report(
        text, form=form, as_of=as_of, extraction=None, libraries=(), limits=LIMITS, chance=Random(seed)
    )
    return report, report.text.split(f"{PAGE_BELOW}\n", 1)[1]


def list_left(text: str, masked: str) -> set[str]:
    """The words of four letters and more of `text` that stand in `masked` and that no rule knows."""
    both = set.intersection(*map(list_plain, (text, masked)))
    # The beginning of a mark that the end of the page cuts off is one.
    last = text.rstrip().rpartition("\n")[2]
    cut = list_plain(last) if any(mark.startswith(last) for mark in KNOWN.marks) else set()
    return {word for word in both - cut if not KNOWN.knows(word)}


def list_plain(text: str) -> set[str]:
    """The words of four letters and more of `text`, without marks that are glued to them."""
    return {word.lower() for word in _WORD.findall(KNOWN.glued.sub(" ", _ENTITY.sub(" ", text)))}


def check_report(text: str, format: str | None = None, as_of: datetime.date | None = None) -> None:
    _, masked = report_text(text, format, as_of)
    form = None if format is None else find_format(format)
    own, other = (read_outcome(one, form, as_of, LIMITS) for one in (text, masked))
    assert len(masked) == len(text)
    assert find_difference(text, own, masked, other) == ""
    assert list_left(text, masked) == set()


def check_case(path: Path) -> None:
    case = json.loads(path.read_text("utf-8"))
    arguments = case.get("arguments", {})
    as_of = arguments.get("as_of")
    check_report(load_case(path)[1].text, arguments.get("format"), as_of and datetime.date.fromisoformat(as_of))


@pytest.mark.parametrize("path", [path for path, name in zip(CASE_FILES, CASE_NAMES, strict=True) if name in QUICK])
@pytest.mark.slow
def test_a_page_is_read_as_it_was(path: Path) -> None:
    check_case(path)


@pytest.mark.parametrize("format", SEEDED)
def test_a_real_page_is_read_as_it_was(format: str) -> None:
    check_report(cut_seed(format))


@pytest.mark.slow
@pytest.mark.parametrize("path", CASE_FILES, ids=CASE_NAMES)
def test_every_case_is_read_as_it_was(path: Path) -> None:
    check_case(path)


@pytest.mark.parametrize("path", QUICK_TEXTS, ids=lambda path: path.stem)
def test_a_refused_text_is_refused_as_it_was(path: Path) -> None:
    check_report(path.read_text("utf-8-sig"))


@pytest.mark.slow
@pytest.mark.parametrize("path", OTHER_TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_other_text_is_read_as_it_was(path: Path) -> None:
    check_report(path.read_text("utf-8-sig"))


@given(st.sampled_from(sorted(FORMATS_BY_NAME)).flatmap(pages).flatmap(damaged))
@pytest.mark.slow
def test_damaged_pages_are_read_as_they_were(text: str) -> None:
    check_report(text)


@pytest.mark.slow
@given(hostile_text())
def test_hostile_texts_are_read_as_they_were(text: str) -> None:
    report_text(text)


def test_nothing_of_the_page_is_told_beside_it() -> None:
    text = (
        f"{load_seed('daily_feed').text}\n\nZephyrine Quillfeather wrote to wobbegong42@example.org in Ouagadougou.\n"
    )
    report, _ = report_text(text.replace("Jun 9, 2015", "45/45/2024, Brobdingnag"))
    findings = report.text.split(PAGE_BELOW)[0]
    assert "page:43:1: error: " in findings
    for word in ("zephyrine", "quillfeather", "wobbegong", "ouagadougou", "brobdingnag"):
        assert word not in report.text.lower()


def mask(text: str, seed: int = 0) -> str:
    return mask_text(text, KNOWN, Random(seed)).text


def test_the_same_word_becomes_the_same_word() -> None:
    first, second, third, other = mask("Lantern lantern LANTERN Lanterns").split()
    assert first.lower() == second == third.lower() != "lantern"
    assert (first[0].isupper(), second.islower(), third.isupper()) == (True, True, True)
    # By the first letters of words, paragraphs are told from others.
    assert other[:5] == first[:5]


@pytest.mark.parametrize("line", ["quillmark QuillMarkers", "owl-post OwlFeather and Owl", "ai-quill AIQuill"])
def test_a_handle_and_its_name_begin_alike(line: str) -> None:
    handle, name, *_ = mask(line).lower().replace("-", "").split()
    assert handle[:2] == name[:2]


def test_a_name_that_a_rule_knows_stays_behind_its_handle() -> None:
    assert mask("autumn Authors").endswith(" Authors")


def test_no_two_reports_have_the_same_words() -> None:
    assert mask("Lantern Studies", 1) != mask("Lantern Studies", 2)


@pytest.mark.parametrize(
    "text",
    [
        "We read the paper. By Ada Quill, et al.".replace("Ada Quill, ", ""),
        "Submitted by",
        "Abs\u200btract:",
        "Subimtted by",
        "Jun 9, 2015 • 1.2K • 12 authors • 2nd",
        "Ph.D., M.D.",
        "&amp;",
        "Ã¶Ã¤",
        "Title:\nTotal Sc",
        "2603",
    ],
)
def test_what_decides_how_a_page_is_read_stays(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "stays", "goes"),
    [
        ("arXiv:2603.90411v2", "2603", "90411"),
        ("https://arxiv.org/abs/hep-th/9901023", "9901", "023"),
        ("https://example.org/users/8077/papers", "https://", "8077"),
        ("doi 10.5555/4466", "10.", "5555/4466"),
        ("quillfeather8077", "", "8077"),
        ("q.feather8077@example.org", "@", "8077"),
        (f"Its accuracy on all {'of the ' * 8} 4812 scenes is 31.47 percent since 2019.", "2019", "4812"),
        (f"Its accuracy on all {'of the ' * 8} 4812 scenes is 31.47 percent since 2019.", "31.", "47"),
        ("SubscribeLanterns of the North", "Subscribe", "Lanterns"),
    ],
)
def test_identifiers_and_telling_numbers_go(text: str, stays: str, goes: str) -> None:
    masked = mask(text)
    assert stays in masked
    assert goes not in masked
    assert [one.isdigit() for one in masked] == [one.isdigit() for one in text]


def test_a_number_of_running_text_goes_wherever_it_stands() -> None:
    above, below = mask(f"4812 scenes\n{'of the ' * 12} 4812 scenes").split("\n")
    assert above[:4] in below != "4812"


@pytest.mark.parametrize(
    "word", thin_out(3, ["Привет", "Ελλάδα", "東京大学", "서울대학교", "łódźka", "العربية"], ascii)
)
def test_other_scripts_stay_what_they_are(word: str) -> None:
    masked = mask(word)
    assert masked != word
    assert [unicodedata.category(one) for one in masked] == [unicodedata.category(one) for one in word]
    assert [is_latin(one) for one in masked] == [is_latin(one) for one in word]


def is_latin(letter: str) -> bool:
    return unicodedata.name(letter).startswith("LATIN")


def test_of_a_word_that_was_decoded_wrongly_the_rest_goes() -> None:
    masked = mask("MÃ¼ller")
    assert masked[1:3] == "Ã¼"
    assert (masked[0], masked[3:]) != ("M", "ller")


def test_a_letter_whose_small_form_is_longer_keeps_its_place() -> None:
    assert len(mask("İstanbulları")) == len("İstanbulları")


def test_a_text_in_short_begins_like_the_whole() -> None:
    short, whole = mask("We bound a mem… We bound a memory").split("… ")
    assert whole.startswith(short)
    # Nothing follows that it may be the beginning of, or too much.
    many = " ".join(f"a {one}{two}" for one in "bcdefghijklm" for two in "bcdefghijklm")
    for other in ("Lanterns", f"{many} a memory"):
        assert len(mask(f"We bound a mem… {other}")) == len(f"We bound a mem… {other}")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("Universit(?:y|é)|[A-Z][a-z]+ Group", {"University", "Université", "Group"}),
        (r"[Pp]aper(?:s|-)?+ [0-9]+", {"Paper", "paper", "Papers", "papers"}),
        (r"i{2,3}|iv", {"ii", "iii", "iv"}),
        (r"(?>(?:Help|About) ?)*", {"Help", "About"}),
        (r"(?<=by )(?!the)AK", {"by", "the", "AK"}),
        (r"x[a-c]|[^ab]y|\bz.", {"xa", "xb", "xc", "x", "y", "z"} - {"x"}),
        (r"".join(f"(?:{letter}{letter})?" for letter in "abcdefghijklm"), None),
    ],
)
def test_the_words_of_a_pattern(pattern: str, words: set[str] | None) -> None:
    found = list_words(pattern)
    assert found == words if words is not None else "aa" in found


def test_the_words_that_stay_are_few_and_none_of_a_field() -> None:
    assert len(KNOWN.known) < 1_000
    for word in "neural network learning transformer diffusion quantum galaxy protein graph".split():
        assert not KNOWN.knows(word)


def test_a_format_of_ones_own_has_its_words() -> None:
    assert not KNOWN.knows("ti")
    assert find_vocabulary((*FORMATS, FORMAT)).knows("ti")


def read(text: str, format: str | None = None) -> Outcome:
    return read_outcome(text, None if format is None else find_format(format), None, LIMITS)


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("Jun 9, 2015", "Jun 8, 2015", "the fields of paper 4, on line 37"),
        ("Pointer Networks\n", "Pointer\nNetworks\n", "the evidence for the formats"),
        ("Jun 9, 2015", "Jux 9, 2015", "the evidence for the formats"),
        ("·", "!", "whether it is a page"),
        ("Pointer", "Chaucer", ""),
    ],
)
def test_what_is_read_otherwise_is_told(old: str, new: str, difference: str) -> None:
    other = PAGE.replace(old, new)
    assert find_difference(PAGE, read(PAGE), other, read(other)).startswith(difference)
    assert difference or find_difference(PAGE, read(PAGE), other, read(other)) == ""


def test_why_a_text_is_refused_is_compared() -> None:
    two = ('{"a": 1}', "[link]: 1")
    assert find_difference(two[0], read(two[0]), two[1], read(two[1])) == "the reason of the refusal"


def test_a_page_whose_format_is_named_has_no_evidence() -> None:
    assert read(PAGE, "daily_feed").candidates == ()


def forget_all_words(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = KNOWN._replace(known=frozenset(), slips=frozenset(), stems=frozenset())
    monkeypatch.setattr(reports, "_MOST_TRIES", 2)
    monkeypatch.setattr(reports, "find_vocabulary", lambda _: nothing)


def test_a_page_that_would_be_read_otherwise_is_not_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forget_all_words(monkeypatch)
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    assert main(["report", str(tmp_path / "page.txt"), "-o", str(tmp_path / "report.txt")]) == 1
    assert "the page is read otherwise: whether it is a page" in capsys.readouterr().err
    assert not (tmp_path / "report.txt").exists()


def test_the_command_writes_a_report(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE.replace("\n", "\r\n").encode("utf-8-sig"))
    done = run_command("report", "page.txt", "-o", "report.txt", "--as-of", "2025-10-30", cwd=tmp_path)
    assert done.status == 0
    assert done.err.endswith("Look at the report before you send it\n")
    above, _, page = (tmp_path / "report.txt").read_bytes().decode().partition(f"{PAGE_BELOW}\n")
    assert above.startswith(f"paperparse {paperparse.__version__}\n")
    assert "captured: 2025-10-30\n" in above
    assert "[html]" in above
    assert "daily_feed, 6 papers, " in above
    assert len(page) == len(PAGE) + PAGE.count("\n")
    assert [paper.published for paper in paperparse.loads(page)] == [
        paper.published for paper in paperparse.loads(PAGE)
    ]


@pytest.mark.skipif(os.name != "posix", reason="the command is for a POSIX shell")
def test_the_guide_says_how_to_take_the_page_out(tmp_path: Path) -> None:
    report, page = report_text(PAGE)
    (tmp_path / "report.txt").write_text(report.text, "utf-8")
    [command] = re.findall("`(sed [^`]*)`", (ROOT / "docs" / "contributing.md").read_text("utf-8"))
    subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, check=True)
    assert (tmp_path / "page.txt").read_text("utf-8") == page


def test_the_command_reports_what_is_no_page(tmp_path: Path) -> None:
    done = run_command("report", ROOT / "LICENSE", cwd=tmp_path)
    assert done.status == 0
    assert "refused: no known kind of page; nearest: " in done.out
    named = run_command("report", "--format", "daily_feed", ROOT / "LICENSE", cwd=tmp_path)
    assert "read as: daily_feed\n" in named.out
    assert "no-cards" in named.out


def test_of_html_the_text_is_reported(tmp_path: Path) -> None:
    done = run_command("report", ROOT / "tests" / "html" / "daily_feed.html", cwd=tmp_path)
    assert "text extracted from HTML by resiliparse " in done.out
    assert "<html" not in done.out


def test_of_many_findings_the_first_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "_MOST_FINDINGS", 1)
    text = PAGE.replace("Jun 9, 2015", "45/45/2024")
    assert "... and 1 more\n" in report_text(text)[0].text


def test_formats_of_other_packages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "list_known", lambda: (Known(FORMAT, "tagged 1.0"),))
    assert "formats of other packages: tagged 1.0\n" in report_text(PAGE)[0].text


def test_what_is_installed_is_told() -> None:
    text = make_report(
        PAGE,
        form=None,
        as_of=None,
        extraction=None,
        libraries=["attrs 25.1", "[html]"],
        limits=LIMITS,
        chance=Random(1),
    ).text
    assert "\nlibraries: attrs 25.1, [html]\n" in text


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["no_such_file"], 2, "No such file"),
        (["picture.png"], 1, "picture"),
        (["page.txt", "-o", "page.txt"], 2, "the output would overwrite an input"),
    ],
)
def test_what_cannot_be_reported(arguments: list[str], status: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    done = run_command("report", *arguments, cwd=tmp_path)
    assert done.status == status
    assert message in done.err
