"""Paragraphs of abstracts that may not be of them."""

import textwrap

import pytest
from attrs import evolve
from samples import load_seed

import paperparse
from paperparse.pages.prose import is_promotion, iter_near_marks, iter_strays
from paperparse.text.letters import list_slips

ABSTRACT = (
    "Pottery kilns cool unevenly, which makes glaze prediction hard. We present a small recurrent model that predicts "
    "the colour of a glaze from four thermocouples, and matches expert potters on three hundred firings."
)
MARKS = list_slips("via") | list_slips("read more")
LABELS = list_slips("abstract")


def cut_strays(text: str) -> list[str]:
    return [text[slice(*stray.span)] for stray in iter_strays(text)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Advertisement",
        "Sponsored: train models on Kiln Cloud.",
        "This site uses cookies. Accept all cookies to continue.",
        "Are you a potter? Join our team of experts.",
        "We are hiring machine learning engineers in Oslo.",
        "Scheduled maintenance on Sunday: the site will be unavailable for two hours.",
        "Visit www.kiln.example to learn more about our products.",
        "Upgrade your plan for only $9.99!",
        "Kiln Pro is 50% off this week only.",
        "Follow us for daily updates.",
        "All the best glazes of the year, at kiln.com, for £12.",
        "You have reached your monthly limit of free summaries.",
    ],
)
def test_paragraphs_of_sites_are_told(paragraph: str) -> None:
    assert is_promotion(paragraph)
    assert [stray.code for stray in iter_strays(f"{ABSTRACT}\n\n{paragraph}")] == ["foreign-paragraph"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "You can find the implementation of our prober on GitHub.",
        "Code and data: https://github.com/kilns/glaze",
        "Our models cost $1 to $2 to train.",
        "Sponsored search for kilns poses challenges to the retrieval of firings.",
        "Why do kilns crack? We ask potters.",
        "(1) Kilns crack where they cool first.",
        "We propose Glaze, a method with three designs:",
        "Sign languages of expert potters differ between towns.",
        f"We study which advertisements readers of our site follow, and what you are offered today. {ABSTRACT}" * 2,
    ],
)
def test_paragraphs_of_papers_are_not(paragraph: str) -> None:
    assert list(iter_strays(f"{ABSTRACT}\n{paragraph}")) == []


@pytest.mark.parametrize(
    "line",
    [
        "Results",
        "1. Glaze",
        "- Glaze -",
        "Glaze:",
        "Is It Enough? No.",
        "https://example.org/glaze",
        "A Long Title About the Prediction of Glaze Colours from Four Thermocouples in Wood-Fired Kilns of the North.",
    ],
)
def test_a_line_over_an_abstract_may_be_a_title(line: str) -> None:
    assert [stray.code for stray in iter_strays(f"{ABSTRACT}\r\n{line}\r\n{ABSTRACT}")] == ["broken-rhythm"]


def test_a_sentence_over_an_abstract_is_no_title() -> None:
    assert cut_strays(f"{ABSTRACT}\nMost kilns of the north are old.\n{ABSTRACT}") == []


def test_where_only_the_look_tells_a_short_sentence_may_be_a_title() -> None:
    text = f"{ABSTRACT}\nMost kilns of the north are old.\n{ABSTRACT}"
    assert [stray.code for stray in iter_strays(text, is_tight=True)] == ["broken-rhythm"]


@pytest.mark.parametrize(
    "line",
    [
        "Ines Falk, Tor Brandt",
        "Lars van der Quist and Bo Ek, Jr.",
        "Ines Falk",
        "Oral",
        "View PDF",
        "---",
        "https://kilns.org/shop",
    ],
)
def test_a_line_above_a_text_is_hardly_of_it(line: str) -> None:
    assert cut_strays(f"{line}\n{ABSTRACT}") == [line]
    assert cut_strays(f"{ABSTRACT}\n{line}\n{ABSTRACT}") != []


@pytest.mark.parametrize(
    "line",
    [
        "Motivation:",
        "Background",
        "Content warning: this paper names kilns",
        "Kilns are old.",
        "Can a kiln be old?",
        "$k = 2$",
    ],
)
def test_a_text_may_begin_with_a_short_line(line: str) -> None:
    assert cut_strays(f"{line}\n{ABSTRACT}") == []


def test_an_item_may_be_a_title_where_two_abstracts_would_be_one() -> None:
    line = "1. Glaze in kilns."
    assert list(iter_strays(f"{ABSTRACT}\r{line}\r{ABSTRACT}")) == []
    assert cut_strays(f"{ABSTRACT * 5}\r{line}\r{ABSTRACT * 5}") == [line]


def test_a_stray_is_told_where_it_stands() -> None:
    text = f"Results on kilns. {ABSTRACT}\n  Results\n{ABSTRACT}"
    [stray] = iter_strays(text)
    assert stray.span.start == text.rindex("Results")


@pytest.mark.parametrize(
    "paragraph",
    [
        "Please disable your ad blocker.",
        "This site is supported by donations.",
        "Cloud GPUs from Acme, 50% cheaper.",
        "The site will be read-only on 4 May between 10:00 and 12:00 UTC.",
        "Acme raises $40M to build agents for everyone.",
        "In partnership with Acme, we bring researchers the fastest machines on the market.",
        "Publicité",
    ],
)
def test_a_paragraph_that_shares_no_word_with_its_text_is_told(paragraph: str) -> None:
    first, second = ABSTRACT.split(". ", 1)
    long = f"{first}.\n{paragraph}\n{second} {ABSTRACT}"
    for text in (f"{ABSTRACT}\n{paragraph}", f"{paragraph}\n{ABSTRACT}", long):
        assert cut_strays(text) == [paragraph]


@pytest.mark.parametrize(
    "paragraph",
    [
        "We show how painters may use this for colour.",
        "Warning: some people may feel offended.",
        "Everything is released at this https URL.",
        "This paper shows nothing else.",
        "1) Nothing else matters.",
    ],
)
def test_a_paragraph_of_other_words_may_be_of_its_text(paragraph: str) -> None:
    assert cut_strays(f"{ABSTRACT}\n{paragraph}") == []


def test_lines_of_a_broken_text_say_nothing_by_themselves() -> None:
    text = textwrap.fill(f"Nothing is said here about painting. {ABSTRACT} {ABSTRACT}", 38)
    assert "foreign-paragraph" not in [stray.code for stray in iter_strays(text)]


def test_a_word_is_no_paragraph() -> None:
    assert cut_strays(f"{ABSTRACT}\n\nShare") == ["Share"]
    assert (
        list(iter_strays(ABSTRACT)) == list(iter_strays("Share")) == list(iter_strays(f"{ABSTRACT}\nIt works.")) == []
    )


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("Viia", "Viia"),
        ("« Vai »", "« Vai »"),
        ("READ MOR", "READ MOR"),
        ("Abstarct: We study kilns.", "Abstarct:"),
        ("Abstract - We study kilns.", "Abstract -"),
        ("Abstract —We study kilns.", "Abstract —"),
        ("Abstract We study kilns.", "Abstract"),
        ("abstrac：We study kilns.", "abstrac："),
    ],
)
def test_lines_that_are_nearly_marks_are_found(line: str, near: str) -> None:
    text = f"{ABSTRACT}\n\n{line}\n{ABSTRACT}"
    assert [text[slice(*span)] for span in iter_near_marks(text, MARKS, LABELS)] == [near]


@pytest.mark.parametrize(
    "line", ["We study kilns.", "vi", "Abstract interpretation of kilns.", "Results: kilns cool.", "A", "Violas", "—"]
)
def test_other_lines_are_not(line: str) -> None:
    assert list(iter_near_marks(f"{ABSTRACT}\n{line}", MARKS, LABELS)) == []
    assert list(iter_near_marks("Viia", MARKS, LABELS)) == []


@pytest.mark.parametrize(
    "title",
    [
        "4 authors", "Via", "Total Score", "Title: On Kilns", "Authors: Ines Falk", "https://kilns.org/shop",
        "On Kilns [PDF]", "On Kilns Subscribe", "2401.00001", "arXiv:2401.00001", "On Kilns | Kiln News",
        "On Kilns,", "On Kilns:", "On Kilns - Hugging Face", "Related papers", "Loading...",
    ],
)  # fmt: skip
def test_a_title_that_is_or_holds_another_piece_of_a_card_is_told(title: str) -> None:
    page = load_seed("daily_feed")
    span = page[1].spans["title"]
    read = paperparse.loads(page.text[: span.start] + title + page.text[span.end :])
    assert read[1].title == title
    assert [(found.code, found.paper) for found in read.diagnostics] == [("doubtful-value", 1)]


@pytest.mark.parametrize("end", ["...", "…"])
def test_a_title_that_is_cut_off_is_told(end: str) -> None:
    page = load_seed("daily_feed")
    at = page[1].spans["title"].start + 9
    read = paperparse.loads(page.text[:at] + end + page.text[page[1].spans["title"].end :])
    assert [(found.code, found.paper) for found in read.diagnostics] == [("shortened-text", 1)]


def test_in_a_text_with_headings_these_are_not_foreign() -> None:
    strange = "Migrating geese rest along rivers"
    text = f"Plain English Explanation\n{ABSTRACT}\n{strange}\n{ABSTRACT}"
    assert [text[slice(*stray.span)] for stray in iter_strays(text, has_headings=True)] == [strange]


TITLE = "Glaze Prediction in Kilns"
# As arXiv breaks titles, at column 80 or before.
BROKEN = "Glaze Prediction in Kilns That Are Fired with Wood, and in Those That Are\n  Fired with Gas"


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        (BROKEN, []),
        (f"Oral\n{BROKEN}", ["doubtful-value"]),
        (f"{BROKEN}\n  Oral", ["doubtful-value"]),
        (f"{BROKEN}\n  Kiln News", ["doubtful-value"]),
        (f"Best of the week\n{TITLE}", ["doubtful-value"]),
        (f"{TITLE}\nBest of the week", ["doubtful-value"]),
    ],
)
def test_a_title_was_broken_at_the_width_of_its_page(printed: str, codes: list[str]) -> None:
    papers = [evolve(load_seed("arxiv_mail")[0], title=title) for title in (TITLE, "Firing", "X" * 72)]
    page = paperparse.loads(paperparse.render(papers, "arxiv_mail").replace(TITLE, printed, 1))
    assert [found.code for found in page.diagnostics] == codes
    assert page[0].title == " ".join(printed.split())
