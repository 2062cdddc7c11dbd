"""An HTML page is read by the text that it shows, where the extra is installed, and its refusal says so where not."""

import time
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pytest
from extracted.extractors import EXTRACTORS
from extracted.measuring import list_pages
from samples import ROOT, load_seed

import paperparse
from paperparse import DecodeError, LimitError, Limits, UnknownFormatError
from paperparse.command_line import main
from paperparse.pages import extraction
from paperparse.text.html import is_html

FILE: Final = ROOT / "tests" / "html" / "daily_feed.html"
HTML: Final = FILE.read_text("utf-8")


@pytest.fixture(name="resiliparse")
def need_resiliparse() -> None:
    pytest.importorskip("resiliparse")


@pytest.fixture(name="missing")
def miss_resiliparse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_find_extractor", lambda: None)


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html>",
        "<!DOCTYPE\nHTML PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'>",
        "<html>",
        "<HTML lang=en>",
        "<head>",
        "<body/>",
        "\ufeff \r\n<html\n>",
        "<!-- saved -- from > a site --> <!----><html>",
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>',
    ],
)
def test_a_page_of_html_is_told_by_its_beginning(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    ["", "<", "<htmlx>", "<header>", "<p>x", "x <html>", "<!-- <html>", "<?xml version='1.0'?><feed>", "`<html>`"],
)
def test_other_texts_are_none(text: str) -> None:
    assert not is_html(text)


@pytest.mark.parametrize("unit", [" ", "\ufeff", "<!-- ", "<!---->", "<?xml ", "<?xml?>", "<!doctype "])
def test_to_look_for_html_takes_a_moment(unit: str) -> None:
    start = time.process_time()
    assert not is_html(unit * 300_000)
    assert time.process_time() - start < 1


@pytest.mark.usefixtures("resiliparse")
def test_the_text_that_a_page_shows_is_read() -> None:
    page = paperparse.load(FILE)
    assert page.extraction == f"resiliparse {version('resiliparse')}"
    assert [paper.title for paper in page] == ["Levels from Staffs", "A Cheap Gauge"]
    assert (page.format, page.diagnostics, page.info.title) == ("daily_feed", (), "Daily Papers")
    assert page[0].spans["title"] is not None
    assert page.text[slice(*page[0].spans["title"])] == "Levels from Staffs"
    assert "<" not in page.text
    for given in (HTML, HTML.encode(), HTML.encode("utf-16"), bytearray(HTML.encode())):
        assert paperparse.loads(given) == page
    assert [one.extraction for one in paperparse.iter_load([(None, HTML), (None, page.text)])] == [
        page.extraction,
        None,
    ]
    assert paperparse.loads(page.text) == page
    assert paperparse.detect(HTML) == page.detection
    assert paperparse.from_json(paperparse.dumps(page)) == page


def test_texts_have_no_extraction() -> None:
    assert load_seed("daily_feed").extraction is None
    assert paperparse.loads(load_seed("title_feed").text, format="title_feed").extraction is None


@pytest.mark.usefixtures("resiliparse")
@pytest.mark.parametrize("kind", ["hugging face search", "arxiv recent"])
def test_the_shape_is_that_of_the_whole_page(kind: str) -> None:
    for _, html in list_pages(kind)[:1]:
        assert extraction.extract_text(html, Limits())[0] == EXTRACTORS["resiliparse"].extract(html)


@pytest.mark.usefixtures("missing")
def test_without_the_extra_the_refusal_says_what_to_install() -> None:
    for read in (paperparse.loads, paperparse.detect):
        with pytest.raises(UnknownFormatError, match=r"this is HTML, .*; pip install 'paperparse\[html\]'"):
            read(HTML)
    with pytest.raises(UnknownFormatError, match=r"pip install 'paperparse\[html\]'") as caught:
        paperparse.load(FILE)
    assert caught.value.page == str(FILE)


@pytest.mark.usefixtures("resiliparse")
@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<html>", "shows no text"),
        ("<!doctype html><body><script>document.write('Abstract:')</script>", "shows no text"),
        (
            "<html><svg><p>x",
            "this is HTML with '<p' on line 1, which graphics or a menu may hold or not; extract its text",
        ),
        ("<!doctype html><p>We make cheese, and sell it.</p>", "no known kind of page; nearest"),
        ("<html>\ud800\0", "no known kind of page"),
    ],
)
def test_html_that_is_no_page_is_refused(html: str, words: str) -> None:
    with pytest.raises(UnknownFormatError, match=words) as caught:
        paperparse.loads(html)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.usefixtures("resiliparse")
def test_a_page_that_a_parser_takes_long_for_is_refused_before(tmp_path: Path) -> None:
    for html, limit in (("<div>" * 1001, "nesting"), ("<ul><li>x" * 450 + "<br>" * 3000, "parser_steps")):
        with pytest.raises(LimitError) as caught:
            paperparse.loads(f"<html>\n{html}")
        assert (caught.value.limit, caught.value.line) == (limit, 2)
        assert "extract its text first, or allow more with limits=Limits(" in caught.value.message
    deep = f"<html>{'<div>' * 1100}{load_seed('daily_feed').text}"
    (tmp_path / "deep.html").write_text(deep, "utf-8")
    with pytest.raises(LimitError):
        paperparse.detect(deep)
    [found] = paperparse.validate(tmp_path / "deep.html")
    assert found.code == "limit-exceeded"
    assert extraction.extract_text(deep, Limits(nesting=1200))[1]


@pytest.mark.usefixtures("resiliparse")
def test_limits_hold_for_the_html_and_for_its_text() -> None:
    with pytest.raises(LimitError, match="larger than 100 bytes"):
        paperparse.loads(HTML, limits=Limits(bytes=100))
    deep = "<!doctype html>" + "<ul>" * 40 + "<li>x" * 100
    with pytest.raises(LimitError, match=f"larger than {len(deep)} bytes") as caught:
        paperparse.loads(deep, limits=Limits(bytes=len(deep)))
    assert caught.value.limit == "bytes"
    with pytest.raises(LimitError, match="this line has"):
        paperparse.loads(HTML, limits=Limits(line_length=100))


def test_html_that_a_parser_gives_up_on_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> None:
        raise RuntimeError(f"no memory\nfor {len(text)}")

    monkeypatch.setattr(extraction, "_find_extractor", lambda: extraction._Extractor("resiliparse 0", fail, str))
    with pytest.raises(UnknownFormatError) as caught:
        paperparse.loads("<html>x")
    assert caught.value.message == "this is HTML that resiliparse 0 can't parse: no memory\\nfor 7"


@pytest.mark.usefixtures("resiliparse")
def test_an_encoding_that_html_declares_is_not_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(HTML.replace("utf-8", "windows-1252").replace("Levels", "Étiages").encode("cp1252"))
    with pytest.raises(DecodeError):
        paperparse.load(file)
    assert paperparse.load(file, encoding="cp1252")[0].title == "Étiages from Staffs"


@pytest.mark.usefixtures("resiliparse")
def test_the_command_reads_html(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.html"
    file.write_text(HTML.replace("Apr 2, 2016", "Apr 31, 2016"), "utf-8")
    assert main(["detect", str(file)]) == 0
    assert capsys.readouterr().out.startswith(f"{file}: daily_feed")
    assert main(["parse", str(file)]) == 0
    assert capsys.readouterr().err == f"{file}:14:2: error: invalid-date: 'Apr 31, 2016' is no date\n"
    assert main(["validate", str(file)]) == 1
    assert "14 | ·Apr 31, 2016\n" in capsys.readouterr().out
    file.write_text("<html>", "utf-8")
    assert main(["validate", str(file)]) == 1
    assert capsys.readouterr().out.startswith(f"{file}:1:1: error: unknown-format: this is HTML that shows no text")


def test_the_library_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def miss(name: str) -> None:
        asked.append(name)
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(extraction, "import_module", miss)
    extraction._find_extractor.cache_clear()
    try:
        for _ in range(2):
            assert extraction.extract_text(HTML, Limits()) == (HTML, None)
    finally:
        extraction._find_extractor.cache_clear()
    assert len(asked) == 1
