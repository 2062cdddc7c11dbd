"""What `site_links` tells of a site; `.ci/run` runs it on the one of the documentation."""

from pathlib import Path

import pytest
from site_links import iter_problems


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<a href="other.html#there">good</a> <a href="#here" id="here">good</a>', None),
        ('<a href="https://example.org/">followed, not fetched</a> <link rel="canonical" href="https://a.org/">', None),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">', None),
        ('<a href="gone.html">bad</a>', "page.html: gone.html leads nowhere"),
        ('<a href="other.html#gone">bad</a>', "page.html: other.html#gone leads nowhere"),
        ('<img src="gone.png" alt="">', "page.html: gone.png leads nowhere"),
        ('<script src="//cdn.example.org/a.js"></script>', "page.html: needs //cdn.example.org/a.js"),
        ('<link rel="stylesheet" href="https://a.org/a.css">', "page.html: needs https://a.org/a.css"),
        ('<img srcset="https://a.org/a.png 2x" alt="">', "page.html: needs https://a.org/a.png"),
        ("<style>@import 'https://a.org/a.css';</style>", "page.html: needs https://a.org/a.css"),
        ('<p style="background: url(https://a.org/a.png)">', "page.html: needs https://a.org/a.png"),
    ],
)
def test_links(tmp_path: Path, body: str, problem: str | None) -> None:
    (tmp_path / "page.html").write_text(body, "utf-8")
    (tmp_path / "other.html").write_text('<p id="there">', "utf-8")
    assert list(iter_problems(tmp_path)) == ([problem] if problem else [])


def test_style_sheets(tmp_path: Path) -> None:
    rule = '@font-face { src: url("https://a.org/a.woff2") } p { background: url(a.png) }'
    (tmp_path / "style.css").write_text(rule, "utf-8")
    assert list(iter_problems(tmp_path)) == ["style.css: needs https://a.org/a.woff2"]
