"""Lists of authors: which people a list names, and what is not certain about it."""

from typing import Final

import pytest
from samples import load_seed, real_papers

import paperparse
from paperparse import Format, Label, Limits, Paper, Reader, RenderError
from paperparse.grammar.doubts import find_doubt
from paperparse.grammar.look import look
from paperparse.grammar.names import SUFFIXES, find_others, is_others, read_names, split_authors
from paperparse.grammar.patterns import CLASSES

PEOPLE: Final = ("Ines Falk", "Tor Brandt", "Lena Quist")


@pytest.mark.parametrize(
    "text",
    [
        "Ines Falk, Tor Brandt, Lena Quist",
        "Ines Falk,Tor Brandt ,  Lena Quist",
        "Ines Falk, Tor Brandt and Lena Quist",
        "Ines Falk, Tor Brandt, and Lena Quist",
        "Ines Falk and Tor Brandt and Lena Quist",
        "Ines Falk & Tor Brandt & Lena Quist",
        "Ines Falk\xa0and\xa0Tor Brandt,\xa0Lena Quist",
        "Ines Falk; Tor Brandt; Lena Quist",
        "Ines Falk; Tor Brandt; and Lena Quist;",
        "Ines Falk；Tor Brandt；Lena Quist",
        "Ines Falk，Tor Brandt、Lena Quist",
        "Ines Falk، Tor Brandt، Lena Quist",
        "Ines Falk (Weir Works, Hamar), Tor Brandt (Hill (Old Town); Oslo) and Lena Quist (2)",
        "Ines Falk（Weir Works，Hamar）, Tor Brandt, Lena Quist",
        "Ines Falk (1), Tor Brandt (1)(2), Lena Quist* (3)",
        "(1) Ines Falk, (2) Tor Brandt, (1) Lena Quist",
        "Ines Falk1, Tor Brandt1,2, Lena Quist2",
        "Ines Falk*, Tor Brandt†,‡, Lena Quist *",
        "Ines Falk1,*, Tor Brandt*,2, Lena Quist12, 3",
        "Ines Falk¹, Tor Brandt¹², Lena Quist",
        "Ines Falk1,2; Tor Brandt1; Lena Quist",
        "Authors: Ines Falk, Tor Brandt, Lena Quist",
        "AUTHORS : Ines Falk, Tor Brandt, Lena Quist",
        "Author(s): Ines Falk, Tor Brandt, Lena Quist",
        "By: Ines Falk, Tor Brandt, Lena Quist",
        "Ines Falk, :, Tor Brandt, --, Lena Quist",
    ],
)
def test_people_are_told_apart_by_every_sign(text: str) -> None:
    assert split_authors(text) == PEOPLE
    assert not find_doubt(read_names(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Falk, I.; Brandt, T. O.; Quist, L.-M.", ("Falk, I.", "Brandt, T. O.", "Quist, L.-M.")),
        ("Falk, Ines; Brandt, Tor, Jr.", ("Falk, Ines", "Brandt, Tor, Jr.")),
        ("Falk, I., Brandt, T.O., and Quist, L.-M.", ("Falk, I.", "Brandt, T.O.", "Quist, L.-M.")),
        ("Falk, I, Brandt, T", ("Falk, I", "Brandt, T")),
        ("Falk, I.", ("Falk, I.",)),
        ("Falk，I.", ("Falk，I.",)),
        ("Falk, I.1, Brandt, T.2", ("Falk, I.", "Brandt, T.")),
        ("Ines Falk, JR, Tor Brandt, Ph.D.", ("Ines Falk, JR", "Tor Brandt, Ph.D.")),
        ("Ines Falk, 2nd, PhD, M.D., Tor Brandt", ("Ines Falk, 2nd, PhD, M.D.", "Tor Brandt")),
        ("Ines Falk,iii; Tor Brandt", ("Ines Falk,iii", "Tor Brandt")),
        ("Yu (Hope) Falk, Tor Brandt", ("Yu (Hope) Falk", "Tor Brandt")),
        ("何雨晴1、陆一舟1,2", ("何雨晴", "陆一舟")),
        ("Weir Collaboration: Ines Falk, Tor Brandt", ("Weir Collaboration", "Ines Falk", "Tor Brandt")),
        ("The Weir Team : Ines Falk", ("The Weir Team", "Ines Falk")),
        ("Ines Falk, for the Weir Collaboration", ("Ines Falk", "for the Weir Collaboration")),
        ("o3 contributors, No.28 Middle School", ("o3 contributors", "No.28 Middle School")),
        ("Anders Sand, Andrea Land", ("Anders Sand", "Andrea Land")),
        ("B&eacute;la Falk, Tor Brandt", ("B&eacute;la Falk", "Tor Brandt")),
        ("JÃ¶, TÃ³r Brandt", ("JÃ¶", "TÃ³r Brandt")),
    ],
)
def test_names_are_as_printed(text: str, names: tuple[str, ...]) -> None:
    assert split_authors(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ines Falk, et al.",
        "Ines Falk et al",
        "Ines Falk et. al.",
        "Ines Falk, et al. (17 additional authors not shown)",
        "Ines Falk and others",
        "Ines Falk, and 1,204 more authors",
        "Ines Falk, ...",
    ],
)
def test_a_list_says_that_names_are_left_out(text: str) -> None:
    found = read_names(text)
    assert (found.names, found.has_others, find_doubt(found)) == (("Ines Falk",), True, "")
    assert split_authors(text) == ("Ines Falk",)
    assert split_authors(text[: find_others(text)].rstrip()) == ("Ines Falk",)


@pytest.mark.parametrize(
    "text", ["Ines Falk", "et al.", "al", "Ines Falk (Hill University)", "Ines Falk, et al. (", "x al."]
)
def test_a_list_that_leaves_out_nobody_has_no_rest(text: str) -> None:
    assert find_others(text) == -1


def test_the_sign_of_further_authors_is_a_value_with_its_own_span() -> None:
    people = "Ines Falk, Tor Brandt et al."
    page = load_seed("author_cards")
    text = page.text.replace(", ".join(page[0].authors), people, 1)
    read = paperparse.loads(text)
    assert (read[0].authors, read[0].other_authors) == (("Ines Falk", "Tor Brandt"), "et al.")
    assert text[slice(*read[0].spans["authors"])] == "Ines Falk, Tor Brandt"
    assert text[slice(*read[0].spans["other_authors"])] == "et al."
    assert read.diagnostics == ()
    assert paperparse.loads(paperparse.render(read, read.format)).papers == read.papers
    # Behind a comma it is no such sign, and no name.
    found = paperparse.loads(page.text.replace(", ".join(page[0].authors), f"{people},", 1)).diagnostics
    assert [one.paper for one in found if one.code == "shortened-text"] == [0]


@pytest.mark.parametrize(
    ("text", "names", "doubt"),
    [
        ("Ines Falk, 2", ("Ines Falk", "2"), "'2' has no letter"),
        ("Ines Falk, hydraulics", ("Ines Falk", "hydraulics"), "'hydraulics' is a word in lower case"),
        ("Falk, I., Tor Brandt", ("Falk", "I.", "Tor Brandt"), "'I.' is only a part of a name"),
        ("I., Falk", ("I.", "Falk"), "'I.' is only a part of a name"),
        ("I., T.", ("I.", "T."), "'I.' is only a part of a name"),
        ("Falk and I.", ("Falk", "I."), "'I.' is only a part of a name"),
        ("Ines Falk, Jr., III", ("Ines Falk, Jr.", "III"), "'III' is only a part of a name"),
        ("Ines Falk 1, Tor Brandt 2", ("Ines Falk 1", "Tor Brandt 2"), "'Ines Falk 1' holds more than a name"),
        ("Falk2, Tor Brandt", ("Falk2", "Tor Brandt"), "'Falk2' holds more than a name"),
        ("Falk: Ines, Tor Brandt", ("Falk: Ines", "Tor Brandt"), "'Falk: Ines' holds more than a name"),
        (
            "Ines Falk et al., Tor Brandt",
            ("Ines Falk et al.", "Tor Brandt"),
            "'Ines Falk et al.' holds more than a name",
        ),
        ("Ines Falk | Bo Ek", ("Ines Falk | Bo Ek",), "'Ines Falk | Bo Ek' holds more than a name"),
        ("Ines Falk · Bo Ek", ("Ines Falk · Bo Ek",), "'Ines Falk · Bo Ek' holds more than a name"),
        ("Ines Falk y Bo Ek", ("Ines Falk y Bo Ek",), "'Ines Falk y Bo Ek' holds more than a name"),
        ("Ines Falk og Bo Ek", ("Ines Falk og Bo Ek",), "'Ines Falk og Bo Ek' holds more than a name"),
        ("and Ines Falk", ("and Ines Falk",), "'and Ines Falk' holds more than a name"),
        ("*Ines Falk, Bo Ek", ("*Ines Falk", "Bo Ek"), "'*Ines Falk' holds more than a name"),
        ("a b c d e f g h", ("a b c d e f g h",), "'a b c d e f g h' is longer than names are"),
        ("F" * 90, ("F" * 90,), f"'{'F' * 39}…' is longer than names are"),
        ("Falk, Ines; Tor Brandt", ("Falk, Ines", "Tor Brandt"), "some names have a comma, and others have none"),
        (
            "Ines Falk, Tor Brandt; Lena Quist, Bo Ek",
            ("Ines Falk, Tor Brandt", "Lena Quist, Bo Ek"),
            "'Ines Falk, Tor Brandt' may be several",
        ),
        ("Falk, A, B; Ek, Bo", ("Falk, A, B", "Ek, Bo"), "'Falk, A, B' may be several"),
        (
            "Institute for Weirs and Hydrology, Tor Brandt",
            ("Institute for Weirs", "Hydrology", "Tor Brandt"),
            "'and' before 'Hydrology' may be part of a name",
        ),
        ("Ines (a, b) Falk, Bo Ek", ("Ines Falk", "Bo Ek"), "'(a, b)' stands inside a name"),
        ("Ines Falk\tTor Brandt", ("Ines Falk\tTor Brandt",), "'Ines Falk\\tTor Brandt' holds more than a name"),
        ("Ines Falk  Tor Brandt", ("Ines Falk  Tor Brandt",), "'Ines Falk  Tor Brandt' holds more than a name"),
        ("Ines Falk / Bo Ek", ("Ines Falk / Bo Ek",), "'Ines Falk / Bo Ek' holds more than a name"),
        ("Ines Falk AND Bo Ek", ("Ines Falk AND Bo Ek",), "'Ines Falk AND Bo Ek' holds more than a name"),
        ("Ines Falk und Bo Ek", ("Ines Falk und Bo Ek",), "'Ines Falk und Bo Ek' holds more than a name"),
        ("Ines Falk, with Bo Ek", ("Ines Falk", "with Bo Ek"), "'with Bo Ek' holds more than a name"),
        ("Ines Falk ET AL.", ("Ines Falk ET AL.",), "'Ines Falk ET AL.' holds more than a name"),
        ("Ines Falk, et al., Bo Ek", ("Ines Falk", "et al.", "Bo Ek"), "'et al.' holds more than a name"),
        ("Ines Falk, 12 more authors", ("Ines Falk", "12 more authors"), "'12 more authors' holds more than a name"),
        ("Ines Falk, and five others", ("Ines Falk", "five others"), "'five others' holds more than a name"),
        ("Ines Falk, Show more", ("Ines Falk", "Show more"), "'Show more' holds more than a name"),
        ("Ines Falk (et al.)", ("Ines Falk",), "'(et al.)' may stand for others"),
        ("Ines Falk, [...]", ("Ines Falk",), "'[...]' may stand for others"),
        ("Ines Falk (12 authors)", ("Ines Falk",), "'(12 authors)' may stand for others"),
        ("By Ines Falk, Bo Ek", ("By Ines Falk", "Bo Ek"), "'By Ines Falk' holds more than a name"),
        ("作者：Ines Falk, Bo Ek", ("作者：Ines Falk", "Bo Ek"), "'作者：Ines Falk' holds more than a name"),
        ("Ines Falk [1], Bo Ek", ("Ines Falk [1]", "Bo Ek"), "'Ines Falk [1]' holds '[', which no name does"),
        ("Ines Falk^1, Bo Ek", ("Ines Falk^", "Bo Ek"), "'Ines Falk^' holds '^', which no name does"),
        ("Ines Falk‚ Bo Ek", ("Ines Falk‚ Bo Ek",), "'Ines Falk‚ Bo Ek' holds '‚', which no name does"),
        ("Ines Falk - Hill", ("Ines Falk - Hill",), "'Ines Falk - Hill' holds more than a name"),
        ("Ines Falk, MSc, Bo Ek", ("Ines Falk", "MSc", "Bo Ek"), "'MSc' is no name by itself"),
        ("Ines Falk, MIT, Bo Ek", ("Ines Falk", "MIT", "Bo Ek"), "'MIT' is no name by itself"),
        ("Anonymous", ("Anonymous",), "'Anonymous' is no name by itself"),
        (
            "Ines Falk, Hill University",
            ("Ines Falk", "Hill University"),
            "'Hill University' is an institution rather than a person",
        ),
        (
            "Falk, Ines, Ek, Bo",
            ("Falk", "Ines", "Ek", "Bo"),
            "all names are of one word: they may be parts of names",
        ),
        ("Ines Falk (Oslo, Tor Brandt", (), "parentheses do not match"),
        ("Ines Falk), Tor Brandt", (), "parentheses do not match"),
    ],
)
def test_what_is_not_certain_is_told(text: str, names: tuple[str, ...], doubt: str) -> None:
    found = read_names(text)
    assert (found.names, find_doubt(found)) == (names, doubt)
    assert split_authors(text) == names


@pytest.mark.parametrize(
    "name",
    ["Alí y Ortega", "Ren\\'e Falk", "B{\\o} Ek", "Gal·la Falk", "J'er'emy", "何雨晴", "कमला देवी", "o3 contributors"],
)
def test_odd_names_are_certain(name: str) -> None:
    assert not find_doubt(read_names(f"Ines Falk, {name}"))


def test_a_list_that_ends_with_a_comma_may_go_on_below() -> None:
    page = load_seed("scored_feed")
    people = ", ".join(page[0].authors)
    broken = paperparse.loads(page.text.replace(people, people.replace(", ", ",\n\n", 1), 1))
    assert [(found.code, found.paper) for found in broken.diagnostics] == [
        ("doubtful-authors", 0),
        ("broken-rhythm", 0),
    ]
    assert paperparse.loads(page.text.replace(people, f"{people}, et al.", 1)).diagnostics == ()


def test_a_plain_list_is_read_as_any_other() -> None:
    lists = {", ".join(paper.authors) for paper in real_papers()}
    for text in lists:
        found = read_names(text)
        assert split_authors(text) == found.names
        assert not find_doubt(found)


def test_suffixes_are_known_in_every_case() -> None:
    assert {"Jr.", "JR", "sr", "III", "iv", "Ph.D.", "PhD", "PHD", "m.d.", "MD", "2nd", "4th", "Esq."} <= SUFFIXES


@pytest.mark.parametrize("name", ["et al.", "et al", "Et. al.", "ET AL.", "and others", "and 1,024 more", "..."])
def test_others_are_no_name(name: str) -> None:
    assert is_others(name)
    assert read_names(f"Ines Falk, {name.lower()}").has_others


@pytest.mark.parametrize("name", ["others", "Al", "Et Al Falk", "Falk et al.", "and", "Falk and others", "."])
def test_a_name_is_no_others(name: str) -> None:
    assert not is_others(name)


def test_a_name_has_each_degree_once() -> None:
    assert split_authors("Ines Falk, PhD, MD, PhD, PhD") == ("Ines Falk, PhD, MD", "PhD, PhD")


@pytest.mark.parametrize(
    "line",
    [
        "Ines Falk; Tor Brandt",
        "何雨晴、陆一舟",
        "Authors: Ines Falk, Tor Brandt",
        "Weir Collaboration: Ines Falk, Tor Brandt",
        "Ines Falk, Tor Brandt, Ph.D.",
        "Falk, I., Brandt, T.-O.",
        "Ines Falk (Institute for the Study of Weirs and all other Works, Hamar), Tor Brandt",
        "Ana de Sousa e Castro dos Reis da Costa Lima, Tor Brandt",
        "Anna Berta Carla Dora Emma Frida Greta Hanna, Tor Brandt",
        "Ines Falk; Tor Brandt; Lena Quist; Bo Ek; et al.",
    ],
)
def test_a_line_of_people(line: str) -> None:
    assert look(line) in CLASSES["people"]


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("Ana de Sousa e Castro dos Reis da Costa Lima", True),
        ("Ines Falk and Tor Brandt", True),
        ("Measuring Slow Loads on Old Weirs Using Cheap Sensors", False),
        ("Weirs: A Study of Slow Loads, Old and New, and of all that Follows", False),
        ("Weirs (of all kinds and ages) and Loads on them (slow, fast", False),
    ],
)
def test_a_line_that_may_be_one_name(line: str, is_name: bool) -> None:
    assert (look(line) in CLASSES["name"]) is is_name
    assert look(line) not in CLASSES["people"]


CARD: Final = "By {}\nOf weirs\n"


def make_format(reader: Reader | None = None) -> Format:
    return Format(
        name="by_line",
        summary="a line of authors and a title for each paper",
        lines={"by": Label("By ")},
        begins="by",
        card="by authors:line title:line",
        readers={} if reader is None else {"authors": reader},
        prints="{by}{authors}\n{title}",
        prints_page="{cards}",
    )


def test_a_format_may_read_names_in_its_own_way() -> None:
    bars = make_format(Reader(lambda text: tuple(text.split(" | ")), " | ".join))
    page = paperparse.loads(CARD.format("Falk, Ines | Brandt: Tor"), format=bars)
    assert page[0].authors == ("Falk, Ines", "Brandt: Tor")
    assert [found.message for found in page.diagnostics] == ["'Brandt: Tor' holds more than a name"]


@pytest.mark.parametrize("separator", [", ", "; ", "、", " and ", " & "])
def test_the_limit_counts_names_behind_every_sign(separator: str) -> None:
    text = CARD.format(separator.join(["Ines Falk"] * 30))
    assert len(paperparse.loads(text, format=make_format(), limits=Limits(authors=30))[0].authors) == 30
    page = paperparse.loads(text, format=make_format(), limits=Limits(authors=29))
    assert page[0].authors == ()
    [found] = page.diagnostics
    assert (found.code, found.message.partition(": ")[2]) == ("invalid-authors", "30 authors, 29 allowed")


@pytest.mark.parametrize("name", ["Falk; Ines", "Ines Falk and Tor Brandt", "2", "Falk (Oslo)", "By: Ines Falk"])
def test_a_name_that_would_not_come_back_is_not_printed(name: str) -> None:
    abstract = "We measure how a weir behaves under slow loads and give a bound that holds for all of them."
    with pytest.raises(RenderError) as error:
        paperparse.render([Paper(abstract=abstract, authors=(name, "Tor Brandt"))], "author_cards")
    assert (error.value.paper, error.value.field) == (0, "authors")
