"""The small functions: counts, dates, names, links, sections, and what a line looks like."""

import unicodedata
from typing import Final

import pytest
from samples import load_seed, real_papers

from paperparse import LimitError, Limits, Organization, Paper, PartialDate
from paperparse.grammar.look import CLAUSE, LOOKS, MIDDLE, NAME, OPEN, look
from paperparse.grammar.names import split_authors
from paperparse.grammar.patterns import CLASSES
from paperparse.grammar.values import match_count, match_date, match_organization, split_codes
from paperparse.text.lines import Lines, split_lines
from paperparse.text.places import index_places
from paperparse.text.space import BLANK, WHITESPACE


def looks_like(kind: str, line: str) -> bool:
    return look(line) in CLASSES[kind]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("394", 394),
        ("1,234", 1234),
        ("1,234,567", 1234567),
        ("1.2K", 1200),
        ("1.234K", 1234),
        ("1K", 1000),
        ("12.34k", 12340),
        ("3.4M", 3400000),
        ("999999999999999", 999999999999999),
    ],
)
def test_count(text: str, count: int) -> None:
    assert match_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n/a",
        "-3",
        "+3",
        "1.2",
        "1.2345K",
        "12,34",
        "1,2345",
        ",123",
        "1 234",
        "٤",
        "²",
        "１",
        "K",
        "9" * 5000,
        "1e3",
    ],
)
def test_no_count(text: str) -> None:
    assert match_count(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Oct 13, 2017", PartialDate(2017, 10, 13)),
        ("Oct 6", PartialDate(None, 10, 6)),
        ("May\xa08", PartialDate(None, 5, 8)),
        ("Feb 29", PartialDate(None, 2, 29)),
        ("Feb 29, 2024", PartialDate(2024, 2, 29)),
        ("12/9/2024", PartialDate(2024, 12, 9)),
        ("01/02/2024", PartialDate(2024, 1, 2)),
        ("Oct 13 2017", PartialDate(2017, 10, 13)),
        ("October 13, 2017", PartialDate(2017, 10, 13)),
        ("Sept 3", PartialDate(None, 9, 3)),
        ("Sept. 3,2017", PartialDate(2017, 9, 3)),
        ("13 Oct 2017", PartialDate(2017, 10, 13)),
        ("6 October", PartialDate(None, 10, 6)),
        ("2024-12-09", PartialDate(2024, 12, 9)),
    ],
)
def test_date(text: str, date: PartialDate) -> None:
    assert match_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Feb 30",
        "Feb 29, 2023",
        "45/45/2024",
        "13/1/2024",
        "1/1/0000",
        "Oct",
        "Oct 13, 20",
        "Foo 12",
        "oct 6",
        "Oct ٦",
        "12/9/24",
        "9.12.2024",
        "2024-13-09",
        "2024-2-9",
    ],
)
def test_no_date(text: str) -> None:
    assert match_date(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jarek Duda", ("Jarek Duda",)),
        ("Eran Malach, Shai Shalev-Shwartz", ("Eran Malach", "Shai Shalev-Shwartz")),
        ("Eran Malach,\xa0Shai Shalev-Shwartz ,", ("Eran Malach", "Shai Shalev-Shwartz")),
        ("Marius Hobbhahn, J'er'emy Scheurer", ("Marius Hobbhahn", "J'er'emy Scheurer")),
        ("Eran Malach, Jr., Jarek Duda, III", ("Eran Malach, Jr.", "Jarek Duda, III")),
        ("Jr.", ("Jr.",)),
        ("Eran Malach, Jr., III", ("Eran Malach, Jr.", "III")),
        ("\u200bEran Malach\ufeff, Jr.\u200b, \ufeffJarek Duda\u200b", ("Eran Malach, Jr.", "Jarek Duda")),
        (", ,", ()),
        ("", ()),
    ],
)
def test_authors(text: str, names: tuple[str, ...]) -> None:
    assert split_authors(text) == names


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("cs.CL", ("cs.CL",)),
        ("cs.LG stat.ML\xa0hep-th", ("cs.LG", "stat.ML", "hep-th")),
        ("cs.LG, stat.ML; cond-mat.dis-nn;\u200b", ("cs.LG", "stat.ML", "cond-mat.dis-nn")),
        ("Machine Learning (cs.LG); Disordered Systems, and Others (cond-mat.dis-nn)", ("cs.LG", "cond-mat.dis-nn")),
        ("Machine Learning (stat.ML) ; math.ST", ("stat.ML", "math.ST")),
        ("Machine Learning", ()),
        ("Machine Learning (new)s; cs.LG", ()),
        ("Machine Learning (2); cs.LG", ()),
        ("Machine Learning (cs.L", ()),
        ("(cs.LG)", ()),
        ("cs.LG)", ()),
        ("()", ()),
        ("cs.", ()),
        ("", ()),
    ],
)
def test_codes(text: str, codes: tuple[str, ...]) -> None:
    assert split_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("openbmb OpenBMB", Organization("openbmb", "OpenBMB")),
        ("SakanaAI Sakana AI", Organization("SakanaAI", "Sakana AI")),
        ("apple", None),
        ("", None),
        ("apple \u200bApple", Organization("apple", "Apple")),
        ("a-b_c.d\xa0Name", Organization("a-b_c.d", "Name")),
        ("Ünal Name", None),
        ("-x Name", None),
    ],
)
def test_organization(text: str, organization: Organization | None) -> None:
    assert match_organization(text) == organization


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Code: https://github.com/M-Nauta/Explaining_Prototypes .", ("https://github.com/M-Nauta/Explaining_Prototypes",)),
        ("at https://aka.ms/icl. See https://aka.ms/icl, too.", ("https://aka.ms/icl",)),
        ("(https://example.org/a_(b)).", ("https://example.org/a_(b)",)),
        ("\\url{https://example.org/x}", ("https://example.org/x",)),
        ("https://example.org/?q=1&r=2#top!", ("https://example.org/?q=1&r=2#top",)),
        ("http://example.org/" + ")" * 9, ("http://example.org/",)),
        ("https://bücher.example/ä, http://", ("https://bücher.example/ä",)),
        ("ftp://example.org www.example.org example.org http:// https://.", ()),
    ],
)  # fmt: skip
def test_links(text: str, links: tuple[str, ...]) -> None:
    assert Paper(abstract=text).links == links
    assert Paper(summary=text).links == links


def test_links_of_the_seeds_end_where_the_address_ends() -> None:
    links = [link for paper in load_seed("title_feed") for link in paper.links]
    assert len(links) == 34
    assert "http://github.com/WangYueFt/rfs/" in links
    assert "https://youtu.be/gCuUyGETbTU" in links
    assert not [link for link in links if link.endswith((".", ",", ")"))]


def test_sections_of_the_seed() -> None:
    papers = load_seed("scored_feed").papers
    for paper in papers:
        assert list(paper.sections)[:2] == ["", "Plain English Explanation"]
        assert list(paper.sections)[-3:] == ["Technical Explanation", "Critical Analysis", "Conclusion"]
        assert " ".join(f"{name} {text}".strip() for name, text in paper.sections.items()) == paper.summary
    assert sum("Key Findings" in paper.sections for paper in papers) == 5
    assert papers[9].sections["Conclusion"].startswith("This paper demonstrates")


@pytest.mark.parametrize(
    ("summary", "sections"),
    [
        ("", {}),
        ("No heading at all.", {"": "No heading at all."}),
        ("Overview The start. Conclusion The end.", {"Overview": "The start.", "Conclusion": "The end."}),
        ("An Overview of it.", {"": "An Overview of it."}),
        ("Conclusions differ. Conclusion It ends.", {"": "Conclusions differ.", "Conclusion": "It ends."}),
        ("A. Conclusion B. Key Findings C.", {"": "A. Conclusion B.", "Key Findings": "C."}),
        ("Key Findings", {"Key Findings": ""}),
    ],
)
def test_sections(summary: str, sections: dict[str, str]) -> None:
    assert Paper(summary=summary).sections == sections
    assert Paper(abstract=summary).sections == {}


def test_real_lines_are_told_apart() -> None:
    for paper in real_papers():
        assert paper.title is not None
        assert paper.abstract is not None
        assert looks_like("title", paper.title)
        first = paper.abstract.split("\n")[0]
        assert looks_like("abstract", first) or len(first) < 100
        assert looks_like("name" if len(paper.authors) == 1 else "people", ", ".join(paper.authors))
        assert not looks_like("people", first)
        lines = (paper.title, *paper.abstract.split("\n"))
        assert not [line for line in lines if looks_like("site", line) or looks_like("notice", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Home",
        "Home | About us | Log in",
        "« Previous 1 2 3 … 288 Next »",
        "© 2024 The Site. All rights reserved.",
        "Privacy\xa0Policy",
    ],
)
def test_lines_of_any_site(line: str) -> None:
    assert looks_like("site", line)
    assert not looks_like("line", line)


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to make this site work. Learn more.",
        "Follow us on Twitter, LinkedIn and Mastodon for the latest papers.",
        "All papers © their authors.",
        "Showing 20 of 5,046 papers.",
    ],
)
def test_notices(line: str) -> None:
    assert looks_like("notice", line)
    assert not looks_like("site", line)


@pytest.mark.parametrize(
    "line",
    [
        "We measure how often large web sites set third-party tracking cookies in spite of the law of their country.",
        "A newsletter recommender that people log in to and sign up for is evaluated on a thousand readers.",
        "We use cookies " * 30 + "to track.",
        "Your Privacy Matters",
        "Showing that ten of twenty models fail, we call for better ones.",
        "We use cookies. " + "x" * 284 + ".",
    ],
)
def test_no_notices(line: str) -> None:
    assert not looks_like("notice", line)


@pytest.mark.parametrize(
    "line", ["Language Models", "2024", "Next 12345", "1 2 3", "·", "Copyright in the Age of Learning", "Via"]
)
def test_lines_of_no_site(line: str) -> None:
    assert not looks_like("site", line)


@pytest.mark.parametrize(
    "line",
    [
        "A line without an end " + "x" * 208,
        "It is a clause:",
        "It ends there.",
        "(It ends here.)",
        "See https://example.org",
        "Code: this https URL",
        "1. " + "item",
        "* First",
        "(ii) we do",
        "• a point of some length without an end",
        "--",
        "$x = y + z$",
        "Methods",
        "Results:",
        "Keywords: graphs, agents",
        "begins in the middle of a sentence and goes on to the end of the line",
        "The first sentence ends. The second one does not, but the two of them together are longer than most titles, "
        "which hold two sentences now and then, but short ones",
    ],
)
def test_running_text(line: str) -> None:
    assert looks_like("paragraph", line)
    assert not looks_like("title", line)


@pytest.mark.parametrize(
    "line",
    [
        "A line without an end " + "x" * 207,
        "The End.",
        "Maybe I Should Not Answer That, but... Do LLMs Understand The Safety of Their Inputs?",
        "Searching models and datasets...",
        "• 4 authors",
        "·",
        "394",
        "(GG) MoE vs. MLP on Tabular Data",
        "einspace: Searching for Neural Architectures from Fundamental Operations",
        "nanoML for Human Activity Recognition",
        "openbmb OpenBMB",
        "Plant in Cupboard, Orange on Table. Benchmarking Practical Reasoning",
    ],
)
def test_titles(line: str) -> None:
    assert looks_like("title", line)
    assert not looks_like("paragraph", line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Jarek Duda", "name"),
        ("Eran Malach, Shai Shalev-Shwartz", "people"),
        ("OpenAI, :, Aaron Hurst", "people"),
        ("Eran Malach, Jarek Duda Jr.", "people"),
        ("x" * 80, "name"),
        ("one two three four five six seven", "name"),
    ],
)
def test_author_lists(line: str, kind: str) -> None:
    assert looks_like(kind, line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Jarek Duda", "people"),
        ("x" * 81, "name"),
        ("one two three four five six seven eight", "name"),
        ("Warning: a line", "name"),
        ("We see, and we carry onwards.", "people"),
        ("Do we see, and do we go on?", "people"),
        ("Abstract", "name"),
        ("https://example.org, example", "people"),
        ("1, 2, 3", "people"),
    ],
)
def test_no_author_lists(line: str, kind: str) -> None:
    assert not looks_like(kind, line)


LONG: Final = "We study how the lines of a page that was written in haste can be told apart,"


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        (f"{LONG} and we do so.", "paragraph abstract line"),
        (f"{LONG[:59]}.", "paragraph abstract"),
        (f"{LONG[:58]}.", "paragraph"),
        (f"{LONG[:-1]} and", "title open line"),
        (f"{LONG[:-1]} at this URL", "paragraph abstract line"),
        (LONG, "paragraph abstract clause"),
        (f"and then {LONG.lower()[:60]}.", "paragraph middle"),
        ("A Study of the Things in Question vs.", "paragraph clause short"),
        ("x" * 40, "name short"),
        ("x" * 41, "name"),
        ("x" * 14, "name short tiny"),
        ("x" * 15, "name short"),
        ("We use cookies.", "paragraph notice short"),
        ("Home", "site"),
    ],
)
def test_what_lines_look_like(line: str, kinds: str) -> None:
    exact = ("abstract", "paragraph", "short", "tiny", "notice", "site", "people")
    assert {kind for kind in exact if looks_like(kind, line)} == {*kinds.split()} & {*exact}
    for flag, kind in ((OPEN, "open"), (MIDDLE, "middle"), (CLAUSE, "clause"), (NAME, "name")):
        letters = {letter for flags, letter in LOOKS.items() if flags & flag}
        assert (look(line) in letters) == (kind in kinds.split()), kind
    for kind in {*kinds.split()} & {"title", "line"}:
        assert looks_like(kind, line)


def test_white_space_is_what_python_says_and_what_prints_nothing() -> None:
    python = {character for character in map(chr, range(0x110000)) if character.isspace()}
    assert set(BLANK) == python | {"\ufeff", "\u200b"}
    assert {unicodedata.category(character) for character in set(WHITESPACE) - set(BLANK)} == {"Cf"}


@pytest.mark.parametrize("invisible", sorted(set(WHITESPACE) - {"\n"}), ids=ascii)
@pytest.mark.parametrize("size", [1, 9 * 2**17])
def test_lines_have_nothing_invisible_at_their_ends(invisible: str, size: int) -> None:
    lines = split_lines(
        f"{invisible}one{invisible} \n" + "\n" * size + f"\t{invisible}t{invisible}wo\n{invisible}", Limits()
    )
    assert lines.values == ["one", f"t{invisible}wo"]
    assert [lines.text[start:end] for start, end in zip(lines.starts, lines.ends, strict=True)] == lines.values


def test_lines_end_at_line_feeds_only() -> None:
    lines = split_lines("one\u2028still one\r\n\n \xa0two\x85\x0c\r\n\ufeff\nthree", Limits())
    assert lines.values == ["one\u2028still one", "two", "three"]
    assert [lines.text[start:end] for start, end in zip(lines.starts, lines.ends, strict=True)] == lines.values
    places = index_places(lines.text)
    assert [places.locate(start) for start in lines.starts] == [(1, 1), (3, 3), (5, 1)]


def test_lines_end_at_carriage_returns_where_there_are_no_line_feeds() -> None:
    lines = split_lines("one\r\r \xa0two\x85\r\ufeff\rthree\r", Limits())
    assert lines.values == ["one", "two", "three"]
    assert [lines.text[start:end] for start, end in zip(lines.starts, lines.ends, strict=True)] == lines.values
    places = index_places(lines.text)
    assert [places.locate(start) for start in lines.starts] == [(1, 1), (3, 3), (5, 1)]
    with pytest.raises(LimitError) as caught:
        split_lines("one\rtwo\rthree\r", Limits(line_length=4))
    assert caught.value.line == 3


def test_a_large_text_of_carriage_returns_has_the_lines_of_line_feeds() -> None:
    text = "\n" * (1024 * 1024) + "one\n\n two \n"
    lines, expected = Lines(text.replace("\n", "\r")), Lines(text)
    assert lines.values == expected.values == ["one", "two"]
    assert lines.starts == expected.starts


@pytest.mark.parametrize("text", ["a" * 10_000, "\n" * 9_000, "a\n" + "b" * 5_000 + "\n" + "c" * 4_096 + "\n", ""])
def test_places_are_right_across_blocks(text: str) -> None:
    places = index_places(text)
    for offset in range(0, len(text) + 1, 7):
        before = text[:offset]
        assert places.locate(offset) == (before.count("\n") + 1, offset - before.rfind("\n"))
