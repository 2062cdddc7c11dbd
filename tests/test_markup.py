"""What extractors wrap around a page comes off, and every character left says where it came from."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from families import Family
from hypothesis import given
from hypothesis import strategies as st
from markup_families import list_markup_families
from samples import CASES, FORMATS_BY_NAME, SEEDS, real_papers

from paperparse import PageInfo
from paperparse.grammar.printing import print_page
from paperparse.testing.hostile import hostile_text
from paperparse.text.markup import remove_markup
from paperparse.text.plain import Plain
from paperparse.text.span import Span, is_parted

PAGES: Final = Path(__file__).parent / "markup"
NAMES: Final = sorted(path.name for path in PAGES.iterdir())
# Lines that show a text to be Markdown, or one line a node.
LINKS: Final = "[Models](/models)\n\n[Log In](/login)\n\n"
NUMBERED: Final = "* [Models][1]\n* [Docs][2]\n* [Log In][3]\n\n"
HEADINGS: Final = "# Papers\n\n## Today\n\n### Cards\n\n"
NODES: Final = "Search\n[\npdf\n,\nhtml\n,\nother\n]\n"
ADDRESSES: Final = "".join(f"{name}\n\nhttps://a.b/{name}\n\n" for name in ("Models", "Docs", "Pricing", "Login"))

ROWS: Final = [
    (LINKS, "[Title](https://a.b/c_(d))", "Title"),
    (LINKS, '[Title](/a "Abstract")', "Title"),
    (LINKS, '[Title](</a b> "of (one)")', "Title"),
    (LINKS, "[the lengths in [0, 1) are](/a)", "the lengths in [0, 1) are"),
    (LINKS, "[the lengths in (0, 1] are](/a)", "the lengths in (0, 1] are"),
    (LINKS, "[see [3] for more](/a)", "see [3] for more"),
    (LINKS, "[a [b [c [d [e](/1)](/2)](/3)](/4)](/5)", "a [b c d e](/4)"),
    (LINKS, "a [b](/x\n)   c", "a b c"),
    (LINKS, "[a fo]x\n\nand more](/a)\n", "[a fo]x\n\nand more](/a)\n"),
    (LINKS, "[the rest\r\n\r\nand [a link](/a)", "[the rest\r\n\r\nand a link"),
    (LINKS, "[1] [arXiv:1](/a) (replaced) [[pdf](/b), [ps](/c)]", "[1] arXiv:1 (replaced) [pdf, ps]"),
    (LINKS, "[1] [ arXiv:1 ](/a) [[pdf](/b\n\"PDF\"), [ps](/c \"as\nit is\")]", "[1] arXiv:1 [pdf, ps]"),
    (LINKS, "Code at [this https\nURL](/a), and more", "Code at this https URL, and more"),
    (LINKS, "[a first line\\\\\nand a second](/a)", "a first line and a second"),
    (LINKS, "[a first line\\\nand a second](/a)", "a first line and a second"),
    (LINKS, "### [A Question?\\  An Answer](/a)", "A Question? An Answer"),
    (LINKS, "### [A Question?\nAn Answer](/a)", "A Question? An Answer"),
    (LINKS, "[- 3 authors](/a)", "3 authors"),
    (LINKS, "[\n3 authors](/a)", "\n3 authors"),
    (LINKS, "[* ![](/a)\n* ![](/b)\n* 3 authors](/c)", "\n\n3 authors"),
    (LINKS, "[-](/login)", "-"),
    (LINKS, "- a\n\n[\n-\n](/login)\n\n-", "a\n\n\n-\n\n\n"),
    (LINKS, "* a\n\n-", "a\n\n-"),
    (LINKS, "* a\n*\n+\n* b", "a\n\n\nb"),
    (LINKS, "Mar 2[11](/a#community)", "Mar 2 11"),
    (LINKS, "Mar 2, 2026  [11](/a#community)", "Mar 2, 2026 11"),
    (LINKS, "by[![](/a)AK](/b) and", "byAK and"),
    (LINKS, "[![northlab](/a)North Lab](/b)", "northlab North Lab"),
    (LINKS, "[![northlab](/a) North Lab](/b)", "northlab North Lab"),
    (LINKS, "![a picture](/a)", "a picture"),
    (LINKS, "[[Image]](/a)\n\n[Image]\n\n[[Image: lab] Lab](/b) · May 4", "\n\n\n\nlab Lab · May 4"),
    (LINKS, "[[Bild]](/a)\n\n- [Bild]\n\n- 3 authors", "\n\n\n\n3 authors"),
    (LINKS, "[LINK: Code](/a) [LINK: Paper](/b)", "Code Paper"),
    (LINKS, "[CLOVER: A Title](/a) [CLOVER: A Title](/b)", "CLOVER: A Title CLOVER: A Title"),
    (LINKS, "[CLOVER: A](/a) [CLOVER: A](/b) [CLOVER: A](/a)", "CLOVER: A CLOVER: A CLOVER: A"),
    (LINKS, "[Ada Quill](/a),\n[Bo Renn](/b)", "Ada Quill, Bo Renn"),
    (LINKS, "[Upvote\n\n12](/a)", "Upvote\n\n12"),
    (LINKS, "[#### A Title\n\nPaper • 1](/a)", "A Title\n\nPaper • 1"),
    (LINKS, "### A Question?\n  An Answer", "A Question? An Answer"),
    (LINKS, "A Title\n=======\n\nAnother\n---\n\n* * *", "A Title\n\n\nAnother\n\n\n"),
    (LINKS, "1. [arXiv:1](/a)\n   [pdf]", "arXiv:1\n   [pdf]"),
    (LINKS, "[1]\n:   Title:\n    A Title", "[1]\nTitle:\n    A Title"),
    (LINKS, "a **bold** and *soft* _word_", "a bold and soft word"),
    (LINKS, "snake\\_case and 2 \\* 3", "snake_case and 2 * 3"),
    (LINKS, "\\# Title\n[\\#1](/a) is the \\#1 of P\\#", "# Title\n#1 is the \\#1 of P\\#"),
    (LINKS, "[a long-\\\nterm, a short-\\\nand a mid-\\\n1 -\\\nx](/a)", "a long-term, a short- and a mid-1 - x"),
    (LINKS, "[Mu\\~noz](/a), pp. 3\\~5", "Mu\\~noz, pp. 3\\~5"),
    (LINKS, "\\[1\\] [arXiv:1](/a) \\[[pdf](/b), [ps](/c)\\]", "[1] arXiv:1 [pdf, ps]"),
    (LINKS, "[1], [2] and \\[ x \\]", "[1], [2] and \\[ x \\]"),
    (LINKS, "[\\-](/login)\n\n\\- a dash\n\n1\\. a number", "-\n\n- a dash\n\n1. a number"),
    (LINKS, "Code is at <https://a.b/c>, a < b > c", "Code is at https://a.b/c, a < b > c"),
    (LINKS, "[10.5/a __](/b)", "10.5/a "),
    (LINKS, "• 3 authors\n·\n• x", "• 3 authors\n·\n• x"),
    (LINKS, "$x_i$, $a*b*c$, a*b*c, snake_case_word, Ren\\'e", "$x_i$, $a*b*c$, a*b*c, snake_case_word, Ren\\'e"),
    (LINKS, "$\\bm{x}'\\_i$, COCO$\\_{half}$", "$\\bm{x}'_i$, COCO$_{half}$"),
    (LINKS, "COCO$_{half}$, $\\text{a\\_b}$", "COCO$_{half}$, $\\text{a\\_b}$"),
    (LINKS, "$\\log n$, $\\{a\\_b\\}$, f[x](t), x_1 and y_2", "$\\log n$, $\\{a\\_b\\}$, f[x](t), x_1 and y_2"),
    (LINKS, "[1], [2, 3] and [a] (b)", "[1], [2, 3] and [a] (b)"),
    (NUMBERED, "[\n12\n][4]\n### [A Title][5]", "\n12\n\nA Title"),
    (NUMBERED, "[\n\na first line,\nand [0, 1) more\n\n][4]", "\n\na first line, and [0, 1) more\n\n"),
    (NUMBERED, "[[northlab] North Lab][4]\n\nMay 4 [ 2][5]", "northlab North Lab\n\nMay 4 2"),
    (NUMBERED, "[\n* 3 authors\n][6]\n\n[6]: https://a.b/c", "\n3 authors\n\n\n"),
    ("", f"===\n{HEADINGS}", "===\nPapers\n\nToday\n\nCards\n\n"),
    (HEADINGS, "### A Title\n\n- 3 authors\n-", "A Title\n\n3 authors\n"),
    (NODES, "Ada Quill\n,\nBo Renn\nComments:", "Ada Quill, Bo Renn\nComments:"),
    (NODES, "Subjects:\nA (cs.A)\n; B (cs.B)", "Subjects:\nA (cs.A); B (cs.B)"),
    (NODES, "(cross-list from math.ST)\n      [\npdf\n]", "(cross-list from math.ST)\n      [pdf]"),
    (NODES, "Abstract\n:\nWe", "Abstract:\nWe"),
    (NODES, "A Title\n.NET and more\n:)", "A Title\n.NET and more\n:)"),
    (NODES, "See\nrecent\narticles\n·\n• 3 authors\n·", "See\nrecent\narticles\n·\n• 3 authors\n·"),
    (ADDRESSES, " [-] -\n\nhttps://a.b/login", " -\n\n"),
    (ADDRESSES, "[\n\n3 authors](https://a.b/c)\n\n·", "\n\n3 authors\n\n·"),
]  # fmt: skip


def remove(text: str) -> Plain:
    plain = remove_markup(text)
    assert plain is not None
    return plain


def list_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("name", NAMES)
def test_page_without_its_markup(name: str) -> None:
    text = (PAGES / name / "page.txt").read_text("utf-8")
    assert list_lines(remove(text).text) == (PAGES / name / "plain.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_windows_line_ends_change_nothing(name: str) -> None:
    text = (PAGES / name / "page.txt").read_text("utf-8").replace("\n", "\r\n")
    assert list_lines(remove(text).text) == (PAGES / name / "plain.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(("above", "source", "expected"), ROWS, ids=[row[1] for row in ROWS])
def test_row(above: str, source: str, expected: str) -> None:
    plain = remove(above + source)
    start = plain.find_plain(Span(0, len(above))).end
    assert plain.text[start:].lstrip(" ") == expected.lstrip(" ")


def test_signs_that_begin_no_line_are_no_bullets() -> None:
    assert remove_markup("a * b\n" * 300) is None


def test_headings_and_links_are_told() -> None:
    source = LINKS + "### [A Title](/papers/1)\n\n[#### Another\n\nPaper • 2](/papers/2)\n\nUnder\n===\n\nText"
    plain = remove(source)
    starts = {line: plain.text.index(line) for line in ("A Title", "Another", "Paper • 2", "Under", "Text")}
    assert [line for line, start in starts.items() if plain.is_heading(start)] == ["A Title", "Another", "Under"]
    links = [(plain.text[slice(*link.text)], source[slice(*link.target)]) for link in plain.links]
    assert links == [
        ("Models", "/models"),
        ("Log In", "/login"),
        ("A Title", "/papers/1"),
        ("Another\n\nPaper • 2", "/papers/2"),
    ]
    bare = remove(LINKS + "Code is at <https://a.b/c>.")
    assert [bare.text[slice(*link.text)] for link in bare.links] == ["Models", "Log In", "https://a.b/c"]
    assert bare.links[-1].target == (len(LINKS) + 12, len(LINKS) + 25)


def test_numbers_are_looked_up() -> None:
    source = NUMBERED + "[Home][7]\n\n[1]: https://a.b/models\n[7]: <https://a.b/>\n"
    plain = remove(source)
    assert [source[slice(*link.target)] for link in plain.links] == ["https://a.b/models", "", "", "https://a.b/"]
    assert plain.text.split() == ["Models", "Docs", "Log", "In", "Home"]


def test_address_below_a_line_is_its_link() -> None:
    source = ADDRESSES + "A Title\n\nhttps://a.b/c\n\n \n\nhttps://a.b/d\n"
    plain = remove(source)
    links = [(plain.text[slice(*link.text)], source[slice(*link.target)]) for link in plain.links]
    assert links[-2:] == [("A Title", "https://a.b/c"), ("", "https://a.b/d")]


@pytest.mark.parametrize("frame", ["```markdown\n{}\n```\n", "---\ntitle: Papers\nurl: /a\n---\n{}\n", "~~~\n{}\n~~~"])
def test_frame_comes_off(frame: str) -> None:
    for text in ("A Title\n\n[1] of [x](y)", f"A Title\n\n{'An abstract of one line. ' * 20}".rstrip()):
        assert remove(frame.format(text)).text.strip() == text


@pytest.mark.parametrize("text", ["```\nA fence\nthat stays open", "---\nA rule, not matter\n---\n", "---", "```"])
def test_frame_that_is_none_stays(text: str) -> None:
    assert remove_markup(text) is None


def test_broken_lines_are_joined_at_a_common_width_only() -> None:
    words = "a prior over lengths of proofs is learned from many thousand proofs and prunes a third of it all".split()
    lines, width = [""], 60
    for word in words * 4:
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    assert " ".join(words * 4) in remove(LINKS + "\n".join(lines)).text
    # The second line of each would have fitted.
    short = [f"{line[: line.rindex(' ', 0, 56)]}\nof it" for line in lines[:-1]]
    assert "\nof it" in remove(LINKS + "\n\n".join(short)).text


def test_counts_on_lines_of_their_own_are_not_joined() -> None:
    text = "\n\n".join(f"{'word ' * 14}{end}\n{count} votes" for count, end in enumerate(("one", "two", "four", "ten")))
    assert "two\n1 votes" in remove(LINKS + text).text


def test_headings_are_joined_where_none_has_its_text_right_below() -> None:
    lines = [f"{'word ' * 11}{end}" for end in ("all of", "few of", "one of", "ten of")]
    heading = f"## {'word ' * 10}and many\nothers"
    text = "\n".join([*lines, "which is the rest of a text that is broken at a width."])
    assert f"{heading[3:]}".replace("\n", " ") in remove(f"{LINKS}{heading}\n\n{text}").text
    assert heading[3:] in remove(f"{LINKS}{heading}\n\n{text}\n\n## A heading\nAnd its text.").text


@pytest.mark.parametrize("path", sorted((*SEEDS.glob("*.txt"), *CASES.glob("*/*/*.txt"))), ids=str)
def test_only_pages_with_markup_have_any(path: Path) -> None:
    case = path.with_name("case.json")
    has_markup = case.exists() and json.loads(case.read_text("utf-8")).get("markup", False)
    assert (remove_markup(path.read_bytes().decode("utf-8", "replace")) is not None) == has_markup


STRAYS: Final = (
    "[x](y)",
    "[code](https://a.b/c)",
    "$[0,1](t)$ and [12], [13][14]",
    "* not a list, # not a heading, _not_ and **not**",
    "\n# 1\n",
    "\n- 1\n- 2\n",
    "a \\\\\n b",
    "\n, and",
    "\nhttps://a.b/c\n",
)


@pytest.mark.parametrize("count", [40, pytest.param(None, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", FORMATS_BY_NAME)
def test_rendered_page_has_no_markup(name: str, count: int | None) -> None:
    for start in range(0, count or len(real_papers()), 40):
        text = print_page(FORMATS_BY_NAME[name], real_papers()[start : start + 40], PageInfo())
        assert remove_markup(text) is None
        for stray in STRAYS:
            middle = text.rfind(" ", 0, len(text) // 2)
            assert remove_markup(f"{text[:middle]} {stray} {text[middle:]}") is None


PIECES: Final = (
    *("[", "]", "](/a)", "](/a \"b\nc\")", "](", "][1]", "][12]", "![", "![](/a)", "[Image]", "[Image: "),
    *("[LINK: ", "\n", "\n\n", "\r\n", "\n\n\n", " ", "    ", "\n:   ", "\n- ", "\n* ", "\n1. ", "\n-\n"),
    *("\n# ", "\n### ", "\n---\n", "\n===\n", "\n,\n", "\n, ", "\n]", "\n[\n", "\n[1]: /a\n"),
    *("\nhttps://a.b/c\n", " [-] ", "**", "*", "_", "__", "\\", "\\\\\n", "\\\n", "\\  ", "\\_", "$", "`"),
    *("```\n", "a", "1", "2", "word", "Cy", ",", ".", ")", "("),
    *("A prior over the lengths of proofs that we learned from ten thousand of them ", "•", "·", "\xa0"),
    *("\u200b", "é"),
)  # fmt: skip
_ABOVE = st.sampled_from(
    ["", LINKS, NUMBERED, HEADINGS, NODES, ADDRESSES, LINKS + NUMBERED, "```\n", "---\na: b\n---\n"]
)
_BELOW = st.sampled_from(["", "\n```", f"\n{LINKS}", f"\n{NODES}"])
TEXTS: Final = st.builds(
    "{}{}{}".format, _ABOVE, st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | hostile_text(), _BELOW
)


@given(TEXTS, st.data())
def test_map_is_true(text: str, data: st.DataObject) -> None:
    plain = remove_markup(text)
    if plain is None:
        return
    assert plain.source == text
    whole = Span(0, len(plain.text))
    pieces = list(plain.iter_source(whole))
    assert all(left.end < right.start for left, right in pairwise(pieces))
    assert all(piece.start < piece.end for piece in pieces)
    at = 0
    for piece, following in pairwise([*pieces, None]):
        assert piece is not None
        found = plain.find_plain(piece)
        assert found.start == at
        assert plain.text[slice(*found)] == text[slice(*piece)]
        assert plain.find_source(found) == piece
        at = found.end
        if following is not None and plain.find_plain(following).start > at:
            assert plain.text[at] == " "
            at += 1
    assert at == len(plain.text)
    assert list(plain.links) == sorted(plain.links, key=lambda link: link.text)
    for link in plain.links:
        assert 0 <= link.text.start <= link.text.end <= len(plain.text)
        assert 0 <= link.target.start <= link.target.end <= len(text)
        assert plain.text[slice(*link.text)] == plain.text[slice(*link.text)].strip()
    start = data.draw(st.integers(0, len(plain.text)))
    end = data.draw(st.integers(start, len(plain.text)))
    parts = list(plain.iter_source(Span(start, end)))
    source = plain.find_source(Span(start, end))
    if parts:
        assert (parts[0].start, parts[-1].end) == source
    else:
        assert source.start == source.end
        assert plain.text[start:end] in ("", " ")


def test_the_end_of_the_text_is_the_end_of_the_source() -> None:
    plain = remove(LINKS + "[A Title](/a)")
    assert plain.find_source(Span(len(plain.text), len(plain.text))) == Span(len(plain.source), len(plain.source))


@given(TEXTS.map(lambda text: text.replace("![", "[").replace("[Image", "[")))
def test_rule_says_where_spaces_stand(text: str) -> None:
    plain = remove_markup(text)
    if plain is None or "[[" in text:
        return
    pieces = list(plain.iter_source(Span(0, len(plain.text))))
    told = [text[slice(*piece)] for piece in pieces[:1]]
    for left, right in pairwise(pieces):
        if is_parted(text, Span(left.end, right.start)):
            told.append(" ")
        told.append(text[slice(*right)])
    assert "".join(told) == plain.text


@pytest.mark.parametrize("family", list_markup_families(), ids=lambda family: family.name)
def test_hostile_markup_comes_off_and_says_where_it_stood(family: Family) -> None:
    text = family.make(3_000)
    assert isinstance(text, str)
    plain = remove_markup(text)
    if plain is None:
        return
    pieces = list(plain.iter_source(Span(0, len(plain.text))))
    told = "".join(text[slice(*piece)] for piece in pieces)
    assert told.replace(" ", "") == plain.text.replace(" ", "")


def test_most_hostile_texts_have_markup() -> None:
    found = [remove_markup(str(family.make(3_000))) is not None for family in list_markup_families()]
    assert sum(found) > 2 * len(found) // 3
