"""The text of an HTML page: resiliparse extracts it, where the extra `html` is installed, and paperparse reads that.

No script of the page is run, and nothing that it links to is fetched. The options are fixed: the whole page, with its
bullets and the texts of its pictures, for what an extractor takes for main content leaves out parts of cards.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple

from paperparse.errors import UnknownFormatError, escape
from paperparse.limits import Limits
from paperparse.source import check_size
from paperparse.text.html import is_html
from paperparse.text.tags import check_tags

_OPTIONS: Final = {
    "preserve_formatting": True,
    "main_content": False,
    "list_bullets": True,
    "alt_texts": True,
    "links": False,
    "form_fields": False,
    "noscript": False,
}


class _Extractor(NamedTuple):
    """What makes a tree of HTML and text of the tree, under the `name` that a page tells."""

    name: str
    parse: Callable[[str], Any]
    extract: Callable[..., str]


def extract_text(text: str, limits: Limits, *, page: str | None = None) -> tuple[str, str | None]:
    """The text of the HTML page `text`, and what extracted it; any other text as it is, and `None`.

    `page` is the name of the page in errors. HTML stays as it is where the extra `html` is not installed, and its
    refusal says so. Raises `UnknownFormatError` for HTML that can't be parsed or that shows no text, and `LimitError`
    for HTML that a parser might take long for, and for a text that is larger than `limits`.
    """
    if not is_html(text) or (extractor := _find_extractor()) is None:
        return text, None
    check_tags(text, limits, page)
    try:
        tree = extractor.parse(_replace_surrogates(text))
    except (RuntimeError, ValueError) as error:
        raise UnknownFormatError(
            f"this is HTML that {extractor.name} can't parse: {escape(str(error))}", page=page
        ) from error
    shown = extractor.extract(tree, **_OPTIONS)
    if not shown.strip():
        message = (
            "this is HTML that shows no text: if its scripts, which are never run, print it, "
            "save the page as a browser shows it"
        )
        raise UnknownFormatError(message, page=page)
    check_size(shown, limits, page=page)
    return shown, extractor.name


# To look for a module that is not there takes longer than to refuse most texts.
@cache
def _find_extractor() -> _Extractor | None:
    try:
        html2text = import_module("resiliparse.extract.html2text")
    except ModuleNotFoundError:
        return None
    parse = import_module("resiliparse.parse.html").HTMLTree.parse
    # Importing it takes longer than all that `import paperparse` needs.
    version = import_module("importlib.metadata").version("resiliparse")
    return _Extractor(f"resiliparse {version}", parse, html2text.extract_plain_text)


def _replace_surrogates(text: str) -> str:
    """`text` with U+FFFD for lone surrogates, as the HTML standard has it (13.2.3.5)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
