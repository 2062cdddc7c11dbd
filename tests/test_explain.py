"""What `explain` shows: the whole text, each segment one element, and nothing that a page could put there."""

import re
import sys
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import run_bytes
from samples import FORMATS_BY_NAME, ROOT, SEEDED, load_seed

import paperparse
from paperparse import Page, PaperparseError, Span, UnknownFormatError
from paperparse.command_line import main
from paperparse.explaining.html import explain_page, explain_refused
from paperparse.model.page import Candidate, Evidence
from paperparse.testing import DRESSES, damaged, hostile_text, pages

TAGS: Final = frozenset(
    "html head meta title style body header h1 h2 p label input ul ol li mark main section div span i a details "
    "summary aside table thead tbody tr th td b small footer script".split()
)
_VOID: Final = ("meta", "input")
_HASH: Final = re.compile(r"sha256-[A-Za-z0-9+/=]{44}")


class Reader(HTMLParser):
    """The text in the element `text`, its elements by class, and all tags, names and attributes of the file."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.text = ""
        self.pieces: list[tuple[str, str]] = []
        self.open_pieces: list[int] = []
        self.tags: set[str] = set()
        self.ids: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.raw: dict[str, str] = {}
        self.last = ""
        self.feed(file)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.last = tag
        given = {name: value or "" for name, value in attributes}
        self.attributes += [(tag, name, value) for name, value in given.items()]
        if "id" in given:
            self.ids[given["id"]] += 1
        if self.depth and tag not in _VOID:
            self.depth += 1
        elif given.get("id") == "text":
            self.depth = 1
        if self.depth > 1 and tag in ("mark", "span"):
            self.open_pieces.append(len(self.pieces))
            self.pieces.append((given.get("class", ""), ""))

    def handle_endtag(self, tag: str) -> None:
        if self.depth > 1 and tag in ("mark", "span"):
            self.open_pieces.pop()
        self.depth -= bool(self.depth)
        self.last = ""

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text += data
            if self.open_pieces:
                look, text = self.pieces[self.open_pieces[-1]]
                self.pieces[self.open_pieces[-1]] = (look, text + data)
        elif self.last in ("style", "script"):
            self.raw[self.last] = self.raw.get(self.last, "") + data


def check_file(file: str, text: str) -> Reader:
    """Check that `file` shows `text` and holds nothing that could do anything."""
    shown = Reader(file)
    assert shown.text == text.replace("\0", "\u2400")
    assert shown.tags <= TAGS
    assert max(shown.ids.values()) == 1
    assert not [one for one in shown.attributes if one[1].startswith("on") or one[1] in ("style", "src")]
    links = [value for _, name, value in shown.attributes if name == "href"]
    assert {link[:1] for link in links} <= {"#"}
    assert {link[1:] for link in links} <= set(shown.ids)
    return shown


def check_page(page: Page) -> Reader:
    shown = check_file(explain_page(page), page.text)
    pieces = [page.text[slice(*segment.span)].replace("\0", "\u2400") for segment in page.segments]
    assert [piece for _, piece in shown.pieces] == pieces
    kinds = ["field" if look not in _KINDS else "furniture" if look == "place" else look for look, _ in shown.pieces]
    assert kinds == [segment.kind for segment in page.segments]
    return shown


_KINDS: Final = ("furniture", "place", "markup", "blank", "unparsed")


@pytest.mark.parametrize("name", SEEDED)
def test_a_seed_is_shown_whole(name: str) -> None:
    page = load_seed(name)
    shown = check_page(page)
    assert {f"card-{at + 1}" for at in range(len(page))} <= set(shown.ids)


@given(st.data(), st.sampled_from(sorted(FORMATS_BY_NAME)))
def test_any_page_is_shown_whole(data: st.DataObject, name: str) -> None:
    printed = data.draw(pages(name))
    dress = DRESSES[data.draw(st.sampled_from(sorted(DRESSES)))]
    text = data.draw(st.one_of(damaged(printed), st.builds(dress, st.just(paperparse.loads(printed, format=name)))))
    check_page(paperparse.loads(text, format=name))


@given(hostile_text(), st.sampled_from(sorted(FORMATS_BY_NAME)))
def test_no_text_puts_anything_there(text: str, name: str) -> None:
    sayable = text.encode("utf-8", "replace").decode()
    try:
        page = paperparse.loads(sayable)
    except PaperparseError as error:
        candidates = getattr(error, "candidates", ())
        check_file(explain_refused("<b>&'\"\x1b\n", sayable, str(error), candidates), sayable)
    else:
        check_page(page)
    check_page(paperparse.loads(sayable, format=name))


def test_the_policy_lets_in_the_files_own_style_and_script_only() -> None:
    shown = Reader(load_seed("daily_feed").to_html())
    [policy] = [value for _, name, value in shown.attributes if name == "content" and "default-src" in value]
    hashes = [f"sha256-{b64encode(sha256(shown.raw[tag].encode()).digest()).decode()}" for tag in ("style", "script")]
    assert _HASH.findall(policy) == hashes
    assert policy.startswith("default-src 'none'; ")


def test_a_value_says_what_it_is_and_where_it_stands() -> None:
    said = {value for _, name, value in Reader(load_seed("daily_feed").to_html()).attributes if name == "data-s"}
    assert any(re.fullmatch(r"published · = 2017-10-13 · rule date · [0-9]+–[0-9]+", one) for one in said)
    assert any(re.fullmatch(r"title · [0-9]+–[0-9]+", one) for one in said)


def test_what_is_missing_is_a_ghost_and_what_was_found_stands_in_the_list() -> None:
    text = load_seed("daily_feed").text.replace("• 4 authors", "", 1).replace("Dec 19, 2024", "Feb 31, 2024", 1)
    page = paperparse.loads(f"{text}\n\nSome words that nobody knows.")
    shown = check_page(page)
    assert [one[2] for one in shown.attributes if one[1] == "class" and one[2].startswith("note")] == [
        *("note ghost", "note error", "note error"),
    ]
    assert {f"finding-{at + 1}" for at in range(len(page.diagnostics))} <= set(shown.ids)


def test_a_card_that_is_printed_twice_has_two_frames_if_others_stand_between() -> None:
    page = load_seed("trending_feed")
    cards = [page.text[slice(*(paper.source.span or (0, 0)))] for paper in page]
    again = cards[0].rindex("Submitted by")
    text = "\n".join([cards[0][:again], *cards[1:], cards[0][again:]])
    shown = check_page(paperparse.loads(text, format="trending_feed"))
    assert {"card-1", "card-1-2"} <= set(shown.ids)


@pytest.mark.slow
def test_cards_of_a_large_page_are_folded_and_the_file_is_not_three_times_as_large() -> None:
    papers = load_seed("title_feed").papers * 4
    page = paperparse.loads(paperparse.render(papers, "title_feed"))
    file = page.to_html()
    assert len(page.text) > 1_000_000
    assert len(file) < 3 * len(page.text)
    assert '<details class="card" open' not in file
    assert '<details class="card" id="card-1"' in file
    # What is listed comes in groups, of which a browser draws what is in view.
    assert re.findall(r'<ol><li value="(\d+)">', file) == [str(at) for at in range(1, len(page) + 1, 200)]


def test_a_saved_page_is_shown_as_well() -> None:
    page = load_seed("scored_feed")
    [saved] = paperparse.from_json(paperparse.dumps(page), type=Page)
    assert check_page(saved).pieces == [
        (look.replace("place", "furniture"), text) for look, text in check_page(page).pieces
    ]


@pytest.mark.deep
def test_a_terminal_shows_lines_and_findings() -> None:
    text = load_seed("daily_feed").text.replace("Dec 19, 2024", "Feb 31, 2024", 1)
    page = paperparse.loads(text.replace("Daily Papers", "Daily Papers\x1b[2J", 1))
    shown = page.explain(width=80)
    assert shown.startswith("page: daily_feed, 59 papers\n")
    assert "\ncard 2 ─" in shown
    assert "error: invalid-date: 'Feb 31, 2024' is no date" in shown
    assert re.search(r"^ +25  author_count +• 4 authors$", shown, re.M)
    assert all(character.isprintable() or character == "\n" for character in shown)
    assert max(map(len, shown.split("\n"))) <= 80
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", page.explain(width=80, color=True))
    assert [line.rstrip() for line in coloured.split("\n")] == shown.split("\n")


@pytest.mark.deep
@pytest.mark.parametrize("to", ["text", "html"])
def test_the_command_shows_pages_and_refused_texts(to: str, tmp_path: Path) -> None:
    page = run_bytes("explain", str(load_seed("daily_feed").name), "--to", to, cwd=tmp_path)
    expected = load_seed("daily_feed")
    assert (page.returncode, page.stderr) == (0, b"")
    assert (expected.to_html() if to == "html" else expected.explain()).partition("\n")[2][
        -500:
    ] in page.stdout.decode()
    refused = run_bytes("explain", str(ROOT / "README.md"), "--to", to, cwd=tmp_path)
    assert refused.returncode == 1
    assert b"README.md:1: error: no known kind of page" in refused.stderr
    assert b"unparsed" in refused.stdout


def test_a_refused_text_shows_where_the_signs_of_formats_stand() -> None:
    text = load_seed("daily_feed").text[:3_000] + "Prose that no page of papers would have. " * 400
    with pytest.raises(UnknownFormatError) as caught:
        paperparse.loads(text)
    shown = check_file(explain_refused("page", text, caught.value.message, caught.value.candidates), text)
    assert {look for look, _ in shown.pieces} == {"evidence", "unparsed"}
    said = [value for _, name, value in shown.attributes if name == "data-s"]
    assert any(one.endswith("which speaks for daily_feed") for one in said)


def test_of_signs_in_one_place_the_nearest_format_is_named() -> None:
    evidence = (Evidence("a line", 2, Span(0, 4)), Evidence("a part of it", 1, Span(2, 4)), Evidence("nothing", 0))
    candidates = [Candidate("near", 1, 0.5, 0.9, evidence), Candidate("far", 0, 0.0, 0.9, evidence[:1])]
    shown = check_file(explain_refused("page", "Tides turn", "no page", candidates), "Tides turn")
    assert shown.pieces == [("evidence", "Tide"), ("unparsed", "s turn")]
    assert any("2 x a line, which speaks for near" in value for _, _, value in shown.attributes)


def test_without_rich_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'paperparse\[rich\]'"):
        load_seed("daily_feed").explain()


@pytest.mark.deep
def test_a_terminal_gets_pages_in_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("pydoc.pager", shown.append)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["explain", str(load_seed("daily_feed").name)]) == 0
    [text] = shown
    assert max(map(len, text.split("\n"))) <= 60


def test_a_page_over_a_limit_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.txt").write_text("x" * 2_000_000, "utf-8")
    assert main(["explain", str(tmp_path / "page.txt")]) == 1
    assert "1,000,000" in capsys.readouterr().err


@pytest.mark.deep
def test_the_ending_of_the_output_says_what_is_written(tmp_path: Path) -> None:
    assert main(["explain", str(load_seed("abstract_list").name), "-o", str(tmp_path / "page.html")]) == 0
    assert main(["explain", str(load_seed("abstract_list").name), "-o", str(tmp_path / "page.txt")]) == 0
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!doctype html>")
    assert "card 1 ─" in (tmp_path / "page.txt").read_text("utf-8")
    assert main(["explain", str(tmp_path / "nothing")]) == 2
