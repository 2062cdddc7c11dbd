"""What a browser makes of the files of `explain`: the text, no error, no request, nothing that keeps anybody out."""

import html
import json
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
from browser import CHROMIUM, Tab, open_tab
from samples import CASES, ROOT, SEEDED, load_seed

import paperparse
from paperparse import PaperparseError
from paperparse.explaining.html import explain_refused

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]

_AXE: Final = find_spec("axe_core_python")
_HOSTILE: Final = (
    "<script>document.title='owned'</script>\"'><img src=x onerror=\"document.title='owned'\">\u202e&#x3c;b>"
)
_TEXT: Final = "document.getElementById('text').textContent"
_KEY: Final = "Object.assign(document.getElementById('{}'), {{value: '{}'}})"
_FOUND: Final = "[...document.querySelectorAll('aside ol > li:not([hidden])')].map(row => row.textContent)"
_DRAWN: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PIECES: Final = "document.querySelectorAll('#text mark, #text span').length"


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with open_tab() as tab:
        yield tab


def show(tab: Tab, file: str, folder: Path) -> None:
    path = folder / "page.html"
    path.write_text(file, "utf-8")
    tab.open(path)
    assert tab.errors == []
    assert tab.requests == [path.as_uri()]


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*/page.txt")), ids=lambda path: "/".join(path.parts[-3:-1]))
def test_a_page_of_each_shape(path: Path, tab: Tab, tmp_path: Path) -> None:
    format = json.loads((path.parent / "case.json").read_text("utf-8"))["format"]
    page = paperparse.load(path, format=format)
    show(tab, page.to_html(), tmp_path)
    assert tab.evaluate(_TEXT) == page.text
    assert tab.evaluate(_PIECES) == len(page.segments)


@pytest.mark.parametrize("name", SEEDED)
def test_a_seed_and_what_a_hostile_page_puts_there(name: str, tab: Tab, tmp_path: Path) -> None:
    seed = load_seed(name)
    for text in (seed.text, seed.text.replace(" the ", f" {_HOSTILE} ", 40)):
        page = paperparse.loads(text, format=name)
        show(tab, page.to_html(), tmp_path)
        assert tab.evaluate(_TEXT) == text
        assert tab.evaluate(_PIECES) == len(page.segments)
        assert tab.evaluate("document.title").startswith("page: ")


def test_a_refused_text(tab: Tab, tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8") + _HOSTILE
    with pytest.raises(PaperparseError) as caught:
        paperparse.loads(text)
    candidates = getattr(caught.value, "candidates", ())
    show(tab, explain_refused(_HOSTILE, text, str(caught.value), candidates), tmp_path)
    assert tab.evaluate(_TEXT) == text


@pytest.mark.skipif(_AXE is None, reason="needs axe-core-python")
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nobody_is_kept_out(mode: str, tab: Tab, tmp_path: Path) -> None:
    text = load_seed("daily_feed").text.replace("• 4 authors", "", 1).replace("Dec 19, 2024", "Feb 31, 2024", 1)
    show(tab, paperparse.loads(f"{text}\n\nSome words that nobody knows.").to_html(), tmp_path)
    tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": mode}])
    assert _AXE is not None
    assert _AXE.origin is not None
    tab.evaluate(Path(_AXE.origin).with_name("axe.min.js").read_text("utf-8") + ";0")
    found = tab.evaluate("axe.run().then(found => JSON.stringify(found.violations.map(one => [one.id, one.impact])))")
    assert json.loads(found) == []


def test_the_keys_find_a_paper_and_go_to_a_card(tab: Tab, tmp_path: Path) -> None:
    page = load_seed("daily_feed")
    show(tab, page.to_html(), tmp_path)
    tab.evaluate(f"{_KEY.format('find', 'pointer net')}.dispatchEvent(new Event('input'))")
    assert tab.evaluate(_FOUND) == ["Pointer Networks line 37"]
    tab.evaluate(f"{_KEY.format('card', 4)}.dispatchEvent(new Event('change'))")
    assert tab.evaluate("document.querySelector('.card:target .title').textContent") == "Pointer Networks"


def test_the_keys_find_papers_in_all_groups_of_a_long_list(tab: Tab, tmp_path: Path) -> None:
    page = paperparse.loads(paperparse.render(load_seed("title_feed").papers * 2, "title_feed"))
    show(tab, page.to_html(), tmp_path)
    title = json.dumps((page[300].title or "").lower())
    tab.evaluate(f"{_KEY.format('find', '')}.value = {title}")
    tab.evaluate("document.getElementById('find').dispatchEvent(new Event('input'))")
    assert len(tab.evaluate(_FOUND)) == 2
    assert tab.evaluate("document.querySelectorAll('aside ol').length") == 3
    assert tab.evaluate("document.querySelectorAll('aside ol:not([hidden])').length") == 2


def test_a_card_far_down_a_large_page_comes_into_view(tab: Tab, tmp_path: Path) -> None:
    page = paperparse.loads(paperparse.render(load_seed("title_feed").papers * 4, "title_feed"))
    show(tab, page.to_html(), tmp_path)
    for number in (650, 3, len(page)):
        tab.evaluate(f"{_KEY.format('card', number)}.dispatchEvent(new Event('change'))")
        for _ in range(4):
            tab.evaluate(_DRAWN)
        assert tab.evaluate("document.querySelector('.card:target').open")
        top = tab.evaluate("document.querySelector('.card:target').getBoundingClientRect().top / innerHeight")
        assert -0.01 < top < 1


def test_a_page_of_ten_megabytes_opens_sooner_than_its_bare_text(tab: Tab, tmp_path: Path) -> None:
    page = paperparse.loads(paperparse.render(load_seed("title_feed").papers * 30, "title_feed"))
    assert len(page.text) > 9_000_000
    bare = "<!doctype html><meta charset=utf-8><style>pre { white-space: pre-wrap }</style><pre id=text>\n"
    files = {"explained": page.to_html(), "bare": bare + html.escape(page.text, quote=False)}
    seconds: dict[str, list[float]] = {name: [] for name in files}
    for name, file in [*files.items()] * 2:
        path = tmp_path / f"{name}.html"
        path.write_text(file, "utf-8")
        start = time.monotonic()
        tab.open(path)
        tab.evaluate(_DRAWN)
        seconds[name].append(time.monotonic() - start)
        assert tab.evaluate(f"{_TEXT}.length") == len(page.text)
    # How long each takes depends on what else runs, which of them takes longer does not.
    assert min(seconds["explained"]) < min(seconds["bare"])
