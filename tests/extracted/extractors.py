"""The extractors, each with fixed options; one that is not installed is left out."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NamedTuple


class Extractor(NamedTuple):
    """An extractor: the module that must be there, and what makes text of HTML with it."""

    module: str
    extract: Callable[[str], str]


@cache
def _load(name: str) -> Any:
    return import_module(name)


def _resiliparse(html: str, is_main: bool) -> str:
    module = _load("resiliparse.extract.html2text")
    return str(module.extract_plain_text(html, main_content=is_main, list_bullets=True, alt_texts=True, links=False))


def _trafilatura(html: str, output: str) -> str:
    is_markdown = output == "markdown"
    text = _load("trafilatura").extract(
        html, output_format=output, include_links=is_markdown, include_formatting=is_markdown
    )
    return text or ""


def _bs4(html: str, separator: str, strip: bool) -> str:
    return str(_load("bs4").BeautifulSoup(html, "html.parser").get_text(separator, strip=strip))


def _html2text(html: str, is_bare: bool) -> str:
    made = _load("html2text").HTML2Text()
    if is_bare:
        made.body_width = 0
        made.ignore_links = True
    return str(made.handle(html))


EXTRACTORS: Final[dict[str, Extractor]] = {
    "resiliparse": Extractor("resiliparse", lambda html: _resiliparse(html, False)),
    "resiliparse, main content": Extractor("resiliparse", lambda html: _resiliparse(html, True)),
    "trafilatura": Extractor("trafilatura", lambda html: _trafilatura(html, "txt")),
    "trafilatura, Markdown": Extractor("trafilatura", lambda html: _trafilatura(html, "markdown")),
    "BeautifulSoup, lines": Extractor("bs4", lambda html: _bs4(html, "\n", True)),
    "BeautifulSoup, spaces": Extractor("bs4", lambda html: _bs4(html, " ", False)),
    "inscriptis": Extractor("inscriptis", lambda html: str(_load("inscriptis").get_text(html))),
    "html2text": Extractor("html2text", lambda html: _html2text(html, False)),
    "html2text, no wraps, no links": Extractor("html2text", lambda html: _html2text(html, True)),
    "markdownify": Extractor(
        "markdownify", lambda html: str(_load("markdownify").markdownify(html, heading_style="ATX"))
    ),
}


def is_installed(name: str) -> bool:
    return find_spec(EXTRACTORS[name].module) is not None
