"""What leads nowhere in a folder of HTML files, and what their reader's browser would fetch from elsewhere.

Run: `python tests/site_links.py FOLDER`.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

_ELSEWHERE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
# What style sheets fetch.
_FETCHED: Final = re.compile(r"""url\(\s*["']?([^"')]++)|@import\s+["']([^"']++)""", re.IGNORECASE)
# A link of these kinds is fetched without being followed; others say something of the page.
_NEEDED: Final = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "manifest", "modulepreload"}


class _Document(HTMLParser):
    """The anchors of a file, the links in it, and what it needs to be shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.needed: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        is_needed = tag != "a" and (tag != "link" or bool(_NEEDED & {*values.get("rel", "").split()}))
        for name in ("href", "src", "poster", "data"):
            if name in values:
                (self.needed if is_needed else self.links).append(values[name])
        self.needed += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        self.needed += find_fetched(values.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.needed += find_fetched(data)


def find_fetched(style: str) -> list[str]:
    """The addresses in the rules of a style sheet."""
    return [first or second for first, second in _FETCHED.findall(style)]


def iter_problems(folder: Path) -> Iterator[str]:
    """What is wrong with the HTML files and style sheets in `folder`, a line each."""
    documents = {path: _Document(path.read_text("utf-8")) for path in sorted(folder.resolve().rglob("*.html"))}
    for path, document in documents.items():
        name = path.relative_to(folder.resolve()).as_posix()
        for address in document.needed:
            if _ELSEWHERE.match(address):
                yield f"{name}: needs {address}"
        for address in (*document.links, *document.needed):
            if not _leads_somewhere(address, path, documents):
                yield f"{name}: {address} leads nowhere"
    for path in sorted(folder.rglob("*.css")):
        for address in find_fetched(path.read_text("utf-8")):
            if _ELSEWHERE.match(address):
                yield f"{path.relative_to(folder).as_posix()}: needs {address}"


def _leads_somewhere(address: str, path: Path, documents: dict[Path, _Document]) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return True
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.exists():
        return False
    anchor = unquote(parts.fragment)
    return not anchor or target not in documents or anchor in documents[target].anchors


if __name__ == "__main__":
    problems = list(iter_problems(Path(sys.argv[1])))
    print("\n".join(problems) or "every link leads somewhere, and nothing comes from elsewhere")
    sys.exit(bool(problems))
