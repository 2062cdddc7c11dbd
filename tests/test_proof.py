"""What proves a card where a page marks little, and what a format says it found and lacks."""

from typing import Final

import pytest
from samples import ABSTRACT, FORMATS_BY_NAME, load_seed

import paperparse
from paperparse import Candidate, FormatError, PageInfo, Paper, UnknownFormatError
from paperparse.grammar.printing import print_page

WRAPPED: Final = "We introduce a new neural architecture to learn the conditional\nprobability of an output sequence"
SHORT: Final = "Code is available."
NAMES: Final = "Eran Malach, Shai Shalev-Shwartz"
TITLE: Final = "Pointer Networks"
BANNER: Final = "Get trending papers in your email inbox!"
NOT_BETWEEN: Final = "abstracts with nothing between them"
FEW_PARAGRAPHS: Final = "abstracts of one or a few paragraphs behind 'Abstract:'"
NO_BANNER: Final = f"the line '{BANNER}'"
NO_TITLES: Final = "titles over abstracts below it"


def weigh(text: str, name: str) -> Candidate:
    """What the format `name` makes of `text`, whatever the text is."""
    try:
        candidates = paperparse.detect(text).candidates
    except FormatError as error:
        candidates = error.candidates
    [candidate] = [candidate for candidate in candidates if candidate.format == name]
    return candidate


def list_abstracts(*abstracts: str, above: str = "Hebrew University") -> str:
    """An abstract list; what begins with `|` stands there without a mark."""
    lines = [
        abstract.removeprefix("|") if abstract.startswith("|") else f"Abstract:{abstract}" for abstract in abstracts
    ]
    return "\n".join([above, *lines])


@pytest.mark.parametrize(
    ("name", "evidence"),
    [
        ("abstract_list", [("lines that begin with 'Abstract:'", 10, "Abstract:Artificial Expert Intelligence (AEI)")]),
        (
            "title_feed",
            [
                (f"lines '{BANNER}'", 2, "Get trending papers in your email inbox once a day!"),
                ("titles over an abstract", 256, "Online Cascade Learning for Efficient Inference over Streams\n"),
            ],
        ),
        (
            "author_cards",
            [
                ("lines 'Via'", 9, "Via\n\nGal Kaplun"),
                ("lists of authors over an abstract over 'Via'", 9, "Yoshua Bengio, Geoffrey Hinton"),
            ],
        ),
    ],
)
def test_evidence_says_what_was_found_how_often_and_where_first(
    name: str, evidence: list[tuple[str, int, str | None]]
) -> None:
    text = load_seed(name).text
    found = weigh(text, name).evidence
    assert [(piece.what, piece.count) for piece in found] == [(what, count) for what, count, _ in evidence]
    lines = text.split("\n")
    for piece, (_, _, first) in zip(found, evidence, strict=True):
        if first is None:
            assert piece.span is None
        else:
            assert piece.span is not None
            assert text.startswith(first, piece.span.start)
            assert text[piece.span.start : piece.span.end] in [*lines, lines[2].removeprefix("Subscribe")]


@pytest.mark.parametrize(
    "text",
    [
        list_abstracts(ABSTRACT),
        list_abstracts("\n".join([ABSTRACT] * 4)),
        list_abstracts(f"{SHORT}\n{ABSTRACT}"),
        list_abstracts("\n".join([WRAPPED] * 4)),
        list_abstracts("\n" + "\n".join([ABSTRACT] * 4)),
        # Foreign lines between two cards of four, and between three of six; those below the last one do not count.
        list_abstracts(ABSTRACT, "|A remark", ABSTRACT, ABSTRACT, ABSTRACT, "|A remark"),
        list_abstracts(ABSTRACT, "|A remark", ABSTRACT, "|A remark", ABSTRACT, ABSTRACT, ABSTRACT, ABSTRACT),
        # Lines of nobody above two cards, and one of two cards below them of several paragraphs.
        list_abstracts(ABSTRACT, ABSTRACT, above="A remark\nHebrew University"),
        list_abstracts(f"\n{ABSTRACT}", f"\n{ABSTRACT}", above="A remark\nHebrew University"),
        list_abstracts(f"{ABSTRACT}\n{SHORT}", ABSTRACT, ABSTRACT, above="A remark\nHebrew University"),
        list_abstracts(ABSTRACT, f"{ABSTRACT}\n{SHORT}", f"{ABSTRACT}\n{SHORT}", above="A remark\nHebrew University"),
        list_abstracts(f"{ABSTRACT}\n{SHORT}", f"{ABSTRACT}\n{SHORT}", f"{ABSTRACT}\n{SHORT}"),
        list_abstracts(ABSTRACT, "|A remark", ABSTRACT, ABSTRACT),
        list_abstracts(ABSTRACT, above="Home\nHebrew University"),
        list_abstracts(ABSTRACT, above="We use cookies to make this site work.\nHebrew University"),
    ],
)
def test_abstracts_that_are_a_list(text: str) -> None:
    assert paperparse.detect(text).format == "abstract_list"
    assert weigh(text, "abstract_list").lacks == ()


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Hebrew University\n" + ABSTRACT, "a line that begins with 'Abstract:'"),
        (list_abstracts("x"), FEW_PARAGRAPHS),
        (list_abstracts(SHORT), FEW_PARAGRAPHS),
        (list_abstracts(""), FEW_PARAGRAPHS),
        (list_abstracts("\n".join([ABSTRACT] * 5)), FEW_PARAGRAPHS),
        (list_abstracts(ABSTRACT, above="A remark\nHebrew University"), NOT_BETWEEN),
        (list_abstracts(ABSTRACT, "|A remark", ABSTRACT), NOT_BETWEEN),
        (list_abstracts(ABSTRACT, "|A remark", ABSTRACT, "|A remark", ABSTRACT, ABSTRACT), NOT_BETWEEN),
        (list_abstracts(f"{ABSTRACT}\n{SHORT}", ABSTRACT, above="A remark\nHebrew University"), NOT_BETWEEN),
        (
            list_abstracts(
                f"{ABSTRACT}\n{SHORT}", f"{ABSTRACT}\n{SHORT}", ABSTRACT, above="A remark\nHebrew University"
            ),
            NOT_BETWEEN,
        ),
    ],
)
def test_abstracts_that_are_no_list(text: str, lacks: str) -> None:
    with pytest.raises(UnknownFormatError):
        paperparse.detect(text)
    assert weigh(text, "abstract_list").lacks == (lacks,)


def test_a_button_between_two_abstracts_parts_nothing() -> None:
    text = list_abstracts(ABSTRACT, "|Show more", ABSTRACT, "|Show more", ABSTRACT)
    assert weigh(text, "abstract_list").lacks == ()


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        (f"{BANNER}\n{TITLE}\n{ABSTRACT}", 1),
        (f"{BANNER}\nSubscribe{TITLE}\n{ABSTRACT}", 1),
        (f"{BANNER}\nHome\n{TITLE}\n{ABSTRACT}", 1),
        (f"{BANNER}\n{TITLE}\n" + "\n".join([ABSTRACT] * 8), 1),
        (f"{BANNER}\n{TITLE}\n" + "\n".join([WRAPPED] * 8), 1),
        # A foreign line above the first card, below it, and below the last one.
        (f"{BANNER}\nA remark\n{TITLE}\n{ABSTRACT}\n{TITLE}\n{ABSTRACT}", 1),
        (f"{BANNER}\n{TITLE}\n{ABSTRACT}\nA remark\n{TITLE}\n{ABSTRACT}\n{TITLE}\n{ABSTRACT}", 1),
        (f"{BANNER}\n{TITLE}\n{ABSTRACT}\nLoad more\n{TITLE}\n{ABSTRACT}", 2),
        (f"{BANNER}\n{TITLE}\n{ABSTRACT}\n{TITLE}\n{ABSTRACT}\nA remark", 2),
    ],
)
def test_titles_over_abstracts_that_are_a_feed(text: str, cards: int) -> None:
    candidate = weigh(text, "title_feed")
    assert (candidate.cards, candidate.lacks) == (cards, ())


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (TITLE, NO_BANNER),
        (f"{TITLE}\n{ABSTRACT}", NO_BANNER),
        (f"{TITLE}\n{ABSTRACT}\n{TITLE}\n{ABSTRACT}", NO_BANNER),
        (BANNER, NO_TITLES),
        (f"{BANNER}\nA remark\n{TITLE}\n{ABSTRACT}", NO_TITLES),
        (f"{BANNER}\n{TITLE}\n{ABSTRACT}\nA remark\n{TITLE}\n{ABSTRACT}", NO_TITLES),
        (f"{BANNER}\n{TITLE}\n" + "\n".join([ABSTRACT] * 9), NO_TITLES),
    ],
)
def test_titles_over_abstracts_that_are_no_feed(text: str, lacks: str) -> None:
    candidate = weigh(text, "title_feed")
    assert (candidate.cards, candidate.lacks) == (0, (lacks,))


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (f"{NAMES}\n{ABSTRACT}", "a line 'Via'"),
        (f"{NAMES}\nVia", "a list of authors over an abstract over a line 'Via'"),
        (f"{ABSTRACT}\nVia", "a list of authors over an abstract over a line 'Via'"),
        (f"{NAMES}\n{ABSTRACT}\nOur Method\nVia", "a list of authors over an abstract over a line 'Via'"),
    ],
)
def test_names_over_abstracts_that_are_no_cards(text: str, lacks: str) -> None:
    candidate = weigh(text, "author_cards")
    assert (candidate.cards, candidate.lacks) == (0, (lacks,))


def test_a_format_prints_nothing_for_what_a_paper_does_not_have() -> None:
    printed = {name: print_page(form, [Paper()], PageInfo()) for name, form in FORMATS_BY_NAME.items()}
    assert printed["abstract_list"] == "Abstract:"
    assert printed["title_feed"].endswith(f"{BANNER}\nSubscribe\n")
    assert printed["author_cards"].endswith("!\n\n\n\n\n\nVia")
