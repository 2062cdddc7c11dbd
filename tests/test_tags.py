"""How hard an HTML page is to parse is bounded before it is parsed: no parser has more open than was followed."""

import time
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperparse import LimitError, Limits, UnknownFormatError
from paperparse.text.tags import check_tags

NAMES: Final = (
    *("div", "span", "b", "i", "a", "p", "li", "ul", "ol", "dd", "dt", "dl", "table", "tr", "td", "th", "tbody", "col"),
    *("caption", "select", "option", "optgroup", "svg", "math", "mi", "desc", "foreignobject", "title", "style", "g"),
    *("script", "textarea", "form", "button", "object", "template", "h1", "h2", "article", "font", "nobr", "rt", "hr"),
    *("ruby", "br", "input", "head", "body", "html", "frameset", "noscript", "plaintext", "annotation-xml", "center"),
)
TAGS: Final = st.one_of(
    st.sampled_from(NAMES).map("<{}>".format),
    st.sampled_from(NAMES).map("</{}>".format),
    st.sampled_from(["x", "<!--", "-->", "<![CDATA[", "<p title='", "'>", "<!x>", "</>", "<g/>", "<li q=1>", "\n"]),
)
# Times that a piece is repeated, and how many elements a parser makes of one that is followed here: those without an
# end tag of their own around it, as the row and the body of a table, and a part of them around each.
TIMES: Final = 60
ELEMENTS: Final = 6


def measure_depth(html: str) -> int:
    """How deep the tree is that resiliparse makes of `html`."""
    parser: Any = pytest.importorskip("resiliparse.parse.html")
    depth = 0
    nodes = [(parser.HTMLTree.parse(html).document, 0)]
    while nodes:
        node, level = nodes.pop()
        depth = max(depth, level)
        child = node.first_child
        while child is not None:
            nodes.append((child, level + 1))
            child = child.next
    return depth


def is_deep(html: str, most: int) -> bool:
    """Whether `html` is refused where at most `most` elements may be within each other."""
    try:
        check_tags(html, Limits(nesting=most))
    except LimitError as error:
        return error.limit == "nesting"
    except UnknownFormatError:
        return True
    return False


@given(st.lists(TAGS, min_size=2, max_size=8).map("".join), st.lists(TAGS, max_size=4).map("".join))
def test_no_tree_is_deeper_than_what_was_followed(piece: str, before: str) -> None:
    html = f"<!doctype html>{before}{piece * TIMES}"
    if not is_deep(html, 7):
        assert measure_depth(html) <= (7 + 1) * ELEMENTS


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<b>",
        "<DIV ID=x><!--</div>-->",
        "<div><p title='</div>'>",
        '<div><p title = "</div>" q=</div>',
        "<div><script></div></script>",
        "<div><script><!--<script></script></div></script>--></script>",
        "<div><textarea></div></textarea>",
        "<div><![CDATA[</div>",
        "<div></ </div>",
        "<p><span></p><custom>",
        "<dd><li>",
        "<li><ul></li>",
        "<form><div></form>",
        "<span><div></span>",
        "<h1><h2></h1><span></h1>",
        "<button><button></button><span></button>",
        "<table><table></table><span></table>",
        "<table><tr><td><span></tbody><custom></span>",
        "<table><td><table><td></table>",
        "<template><td>",
        "<select><input><span></select>",
        "<select><custom></custom><li><hr>",
        "<option><h2></option>",
        "<optgroup><h2></optgroup>",
        "<optgroup><option></optgroup><span></option>",
        "<frameset><rt></frameset>",
        "<rt><ruby><dt>",
        "<b><span></b><custom></span>",
        "<svg><g>",
        "<svg><td>",
        "<math><link>",
        "<lin\u212a>",
    ],
)
def test_elements_that_stay_open_count(piece: str) -> None:
    assert is_deep(f"<!doctype html>{piece * 60}", 40)


@pytest.mark.parametrize(
    "piece",
    [
        "<div><p>x</div>",
        "<p>x<p>y",
        "<ul><li>x<li>y<ul><li>z</li></ul></ul>",
        "<dl><dt>x<dd>y<dt>z</dl>",
        "<table><caption>x</caption><tr><td>x<td><span>y</span><tr><th>z</th></tr></tbody></table>",
        "<table><td><table><td>x</table></table>",
        "<table></table><table>x</table>",
        "<select><optgroup><option>x</option></optgroup></select><select><option>x<option>y</select><input>",
        "<h1>x</h2><h1><h2>x</h2>",
        "<a>x<a>y</a>",
        "<nobr>x<nobr>y</nobr>",
        "<b><i>x</b></i>",
        "<div><b></div></b>",
        "<form>x</form><button><button>x</button>",
        "<ruby>x<rp>(</rp><rt>y</rt></ruby>",
        "<svg viewBox='0 0 9 9'><title>x</title><style/><g><path d=''/><a>x</a></g></svg>",
        "<svg/><math><mi>x</mi></math><svg><script>x</script></svg>",
        "<script>if (a<b) '<div>'</script><style>a>b{}</style><title><b></title>",
        "<script><!-- '<script>' --></script><script><!--><div></script>",
        "<script>x",
        "<!-- <div> --><!--><!---><!-- <div> --!><?div><!doctype div></ div><p title='<div>'>",
        "<img><br><hr><input/><link><meta><tr><td>",
        "x < y > z <3 </p></br></div>",
    ],
)
def test_elements_that_are_closed_do_not(piece: str) -> None:
    assert not is_deep(f"<!doctype html><html><body>{piece * 60}", 12)
    assert measure_depth(f"<!doctype html><html><body>{piece * 60}") <= (12 + 1) * ELEMENTS


@pytest.mark.parametrize(
    "html",
    [
        "<svg><p>",
        "<svg></div>",
        "<svg><desc><g>",
        "<math><annotation-xml><g>",
        "<svg><style><g></style>",
        "<select><title><b></title>",
        "<frameset><noframes><b></noframes>",
        "<svg><![CDATA[x]]>",
    ],
)
def test_what_can_not_be_told_is_refused(html: str) -> None:
    with pytest.raises(UnknownFormatError, match=" on line 2, which graphics or a menu may hold or not") as caught:
        check_tags(f"<html>\n{html}", Limits(), "page.html")
    assert caught.value.page == "page.html"


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        "".join(f"<font a{i}>" for i in range(300)) + "<p>x" * 10_000,
        "<ul><li>x" * 450 + "<br>x" * 10_000,
        "<select>" + "<option>x" * 20_000,
        "<p " + " ".join(f"a{i}" for i in range(20_000)) + ">",
        "".join(f"<body a{i}>" for i in range(20_000)),
        "<table>" + "<span>" * 900 + "</i>" * 20_000,
        "<div>" * 900 + "<p></p>" * 20_000,
    ],
)
def test_what_a_parser_comes_back_to_is_bounded(html: str) -> None:
    with pytest.raises(LimitError, match="a parser of the HTML comes back ") as caught:
        check_tags(f"<!doctype html>{html}", Limits())
    assert (caught.value.limit, caught.value.line) == ("parser_steps", 1)


@pytest.mark.parametrize(
    "unit",
    ["<", "<a", "<!--", "<a b='", '<a b="', "<a b", "<a =", "</", "<p>", "</p>", "<script>", "<script><!--", "<svg"],
)
@pytest.mark.slow
def test_to_follow_tags_takes_time_in_proportion_to_them(unit: str) -> None:
    start = time.process_time()
    is_deep(unit * 50_000, 1000)
    assert time.process_time() - start < 5


def test_a_tag_may_have_any_number_of_attributes() -> None:
    # None of them is open behind its slash, however far away that stands.
    path = f"<path{' a' * 900}/>"
    check_tags(f"<svg>{path * 5}</svg>", Limits(nesting=3))
    check_tags(f"<p{' ' * 300_000}>{'<b' + '/ ' * 100_000}>", Limits(nesting=5))
