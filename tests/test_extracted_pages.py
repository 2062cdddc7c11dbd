"""Pages of the sites behind real extractors: what these leave is read, or refused, and never wrong without a word."""

from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import product
from typing import Any, Final

import pytest
from attrs import evolve
from extracted.comparison import Fault, Left, Score, compare, describe_fault, find_left, score
from extracted.extractors import EXTRACTORS, is_installed
from extracted.kinds import KINDS
from extracted.measuring import SIZES, list_pages, measure
from extracted.records import list_records
from extracted.supported import SUPPORTED
from extracted.values import Record

import paperparse
from paperparse import Diagnostic, Organization, Page, Paper
from paperparse.model.paper import FIELDS

KIND: Final = "aimodels 2024"
ENOUGH: Final = 0.99
# A marked word, or a link, is parted from the sign beside it.
PARTED: Final = {"arxiv search": {"title", "abstract"}, "arxiv new": {"abstract"}}


class Nodes(HTMLParser):
    """The text of each node, the alternative texts of pictures, and links as Markdown has them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.lines.append(data.strip())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "img" and found.get("alt"):
            self.lines.append(found["alt"] or "")
        if "href" in found:
            self.lines.append(f"]({found['href']})")


def print_scored(records: Sequence[Record]) -> str:
    """The records as a page of the format that reads pages of `KIND`."""
    names = [name for name in FIELDS if name in KINDS[KIND].expect(records[0])]
    return paperparse.render([Paper(**{name: one[name] for name in names}) for one in records], "scored_feed")


def expect(count: int) -> tuple[Record, ...]:
    # The format prints no rounded scores.
    return tuple({**KINDS[KIND].expect(record), "score": at} for at, record in enumerate(list_records(count)))


@pytest.mark.slow
@pytest.mark.deep
@pytest.mark.parametrize(("kind", "extractor"), list(product(KINDS, EXTRACTORS)))
def test_what_an_extractor_leaves_is_read_or_refused(kind: str, extractor: str) -> None:
    if not is_installed(extractor):
        pytest.skip(f"{EXTRACTORS[extractor].module} is not installed")
    found = measure(kind, extractor)
    assert not found.faults, "\n".join(map(describe_fault, found.faults))
    if (kind, extractor) in SUPPORTED:
        assert found.read == found.pages
        assert found.right >= ENOUGH * found.left > 0


def test_pairs_that_are_named_exist() -> None:
    assert set(product(KINDS, EXTRACTORS)) >= SUPPORTED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
def test_a_page_prints_every_value_of_its_records(kind: str) -> None:
    assert [len(records) for records, _ in list_pages(kind)] == list(SIZES)
    for records, html in list_pages(kind):
        cards = find_left(KINDS[kind], records, "\n".join(Nodes(html).lines))
        for card in cards:
            assert set(card.printed) - card.fields <= PARTED.get(kind, set())
            assert card.has_handle == ("organization" in card.printed)


def test_a_page_that_is_read_is_right_in_all_fields() -> None:
    records = expect(6)
    found = score(KINDS[KIND], records, print_scored(records))
    assert (found.read, found.left, found.right, found.faults) == (1, 30, 30, ())


def test_a_page_that_is_refused_is_no_fault() -> None:
    records = expect(3)
    found = score(KINDS[KIND], records, print_scored(records).replace("Read more", "").replace("Total Score", ""))
    assert (found.read, found.left, found.right, found.faults) == (0, 15, 0, ())


def test_a_page_of_which_nothing_is_left_does_not_count() -> None:
    assert score(KINDS[KIND], expect(3), "Home\n3 authors\n1/9/2016\n") == Score(printed=15)


@pytest.mark.parametrize(
    ("name", "value"),
    [("score", 7_777), ("authors", ("Emmy Noether",)), ("summary", "Overview Of something else, at greater length.")],
)
def test_a_wrong_value_is_a_fault(name: str, value: object) -> None:
    records = expect(4)
    text = print_scored(records)
    changed = (records[0], {**records[1], name: value}, *records[2:])
    found = score(KINDS[KIND], changed, text)
    assert found.faults == (Fault(name, value, records[1][name]),)
    # What is printed is not what stands in the text, so it is not left.
    assert (found.left, found.right) == (19, 19)
    assert describe_fault(found.faults[0]).startswith(f"{name}: printed ")


def test_a_value_that_the_page_does_not_print_is_a_fault() -> None:
    records = expect(3)
    without = [dict(record) for record in records]
    del without[2]["score"]
    assert [fault.field for fault in score(KINDS[KIND], without, print_scored(records)).faults] == ["score"]


def test_a_record_that_is_none_of_the_page_is_a_fault() -> None:
    records = expect(4)
    found = score(KINDS[KIND], records[:3], print_scored(records))
    assert [fault.field for fault in found.faults] == ["record"]
    again = score(KINDS[KIND], records, print_scored([*records, records[0]]))
    assert [fault.field for fault in again.faults] == ["record"]


def test_markup_that_is_left_in_a_value_is_a_fault() -> None:
    records = expect(2)
    page = read_changed(records, "title", "[{}](/papers/1)")
    assert [fault.field for fault in find_faults(page, records)] == ["title"]


def read_changed(records: Sequence[Record], name: str, form: str) -> Page:
    """The page of `records`, with a text of its first paper changed."""
    page = paperparse.loads(print_scored(records))
    change: dict[str, Any] = {name: form.format(getattr(page[0], name))}
    return evolve(page, papers=(evolve(page[0], **change), *page.papers[1:]), diagnostics=())


def find_faults(page: Page, records: Sequence[Record]) -> list[Fault]:
    _, faults = compare(page, find_left(KINDS[KIND], records, page.text))
    return faults


@pytest.mark.parametrize(
    ("code", "severity", "where", "paper", "is_fault"),
    [
        ("markup", "warning", "summary", None, False),
        ("markup", "note", "summary", None, True),
        ("markup", "warning", "title", 0, True),
        ("markup", "warning", "summary", 1, False),
    ],
)
def test_a_warning_about_the_value_excuses_it(
    code: str, severity: Any, where: str, paper: int | None, is_fault: bool
) -> None:
    records = expect(2)
    page = read_changed(records, "summary", "{} and more")
    span = page[0].spans[where]
    page = evolve(page, diagnostics=(Diagnostic(code, severity, "", span, 1, 1, paper),))
    assert bool(find_faults(page, records)) == is_fault


@pytest.mark.parametrize(
    ("read", "is_right", "is_fault"),
    [
        (Organization("northlab", "North Lab"), True, False),
        (Organization("north", "North Lab"), False, True),
        (Organization("northlab", "North"), False, True),
    ],
)
def test_an_organization_is_compared_in_both_parts(read: Organization, is_right: bool, is_fault: bool) -> None:
    printed = {"organization": {"handle": "northlab", "name": "North Lab"}}
    card = Left(printed, frozenset(printed), has_handle=True)
    page = evolve(paperparse.loads(print_scored(expect(1))), papers=(Paper(organization=read),), diagnostics=())
    right, faults = compare(page, [card])
    assert (right, bool(faults)) == (int(is_right), is_fault)
