"""What holds for every merge: nothing is lost, the order does not matter, and merging again changes nothing."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import attrs
import pytest
from attrs import evolve
from heaps_of_cards import ABSTRACT, LARGE, TITLE, policies, several
from hypothesis import given
from hypothesis import strategies as st
from quick import thin_out
from records_by_chance import make_paper, spell_out, start_chance
from samples import ROOT, SEEDED, load_seed

import paperparse
from paperparse import MergeResult, Paper, PartialDate, Source, Span, Spans
from paperparse.merging.blocking import iter_candidates
from paperparse.merging.profiles import make_profile
from paperparse.merging.result import Policy

FIELDS: Final = [field.name for field in attrs.fields(Paper) if field.eq]


def describe(result: MergeResult) -> Any:
    """All of `result` but the order of papers."""
    return (
        Counter(repr(spell_out(paper)) for paper in result.papers),
        Counter(repr(sorted(repr(spell_out(card)) for card in cluster.cards)) for cluster in result.clusters),
        Counter(
            repr(sorted([repr(spell_out(pair.first)), repr(spell_out(pair.second))]))
            + repr([(shown.field, shown.relation) for shown in pair.evidence])
            for pair in result.maybe
        ),
        Counter(repr(conflict) for conflict in result.conflicts),
    )


@given(several, policies, st.randoms(use_true_random=False))
def test_order_does_not_matter(listed: list[Paper], policy: Policy, chance: random.Random) -> None:
    shuffled = chance.sample(listed, len(listed))
    assert describe(paperparse.merge(shuffled, policy=policy)) == describe(paperparse.merge(listed, policy=policy))


@given(several, policies)
def test_merging_again_changes_nothing(listed: list[Paper], policy: Policy) -> None:
    once = paperparse.merge(listed, policy=policy)
    again = paperparse.merge(once.papers, policy=policy)
    assert spell_out(again.papers) == spell_out(once.papers)
    assert [cluster.positions for cluster in again.clusters] == [(at,) for at in range(len(once.papers))]
    assert spell_out(again.maybe) == spell_out(once.maybe)
    assert not again.conflicts


@given(several, policies)
def test_every_card_and_every_value_is_accounted_for(listed: list[Paper], policy: Policy) -> None:
    result = paperparse.merge(listed, policy=policy)
    check_account(result, listed)


def check_account(result: MergeResult, listed: Sequence[Paper]) -> None:
    assert sorted(at for cluster in result.clusters for at in cluster.positions) == list(range(len(listed)))
    firsts = [cluster.positions[0] for cluster in result.clusters]
    assert firsts == sorted(firsts)
    assert result.papers == tuple(cluster.paper for cluster in result.clusters)
    known = {id(paper) for paper in result.papers}
    for pair in result.maybe:
        assert pair.outcome == "maybe"
        assert pair.first is not pair.second
        assert {id(pair.first), id(pair.second)} <= known
    told = {(id(conflict.paper), conflict.field): conflict for conflict in result.conflicts}
    for cluster in result.clusters:
        assert list(cluster.positions) == sorted(cluster.positions)
        assert cluster.cards == tuple(listed[at] for at in cluster.positions)
        assert len(cluster.evidence) == len(cluster.cards) - 1
        assert all(pair.outcome == "same" for pair in cluster.evidence)
        if len(cluster.cards) == 1:
            assert cluster.paper is cluster.cards[0]
            continue
        assert (cluster.paper.source, cluster.paper.spans) == (Source(), Spans())
        origins = {origin.field: origin for origin in cluster.paper.origins}
        for name in FIELDS:
            values = {value for card in cluster.cards if (value := getattr(card, name)) not in (None, ())}
            chosen = getattr(cluster.paper, name)
            assert (chosen in values) if values else chosen in (None, ())
            assert (name in origins) == bool(values)
            if values:
                assert any(
                    card.source == origins[name].source and getattr(card, name) == chosen for card in cluster.cards
                )
            conflict = told.pop((id(cluster.paper), name), None)
            assert (conflict is not None) == (len(values) > 1)
            if conflict is not None:
                assert conflict.values[0] == chosen
                assert set(conflict.values) == values
    assert not told


@pytest.mark.parametrize("count", thin_out(2, [100, 1_000], str))
def test_any_records_can_be_merged(count: int) -> None:
    chance = start_chance("merge")
    listed = [evolve(make_paper(chance), origins=()) for _ in range(count)]
    listed += chance.sample(listed, count // 3)
    result = paperparse.merge(listed)
    check_account(result, listed)
    assert len(result.papers) < len(listed)
    again = paperparse.merge(chance.sample(listed, len(listed)))
    assert describe(again) == describe(result)


def test_the_seeds() -> None:
    pages = [load_seed(name) for name in SEEDED]
    listed = [paper for page in pages for paper in page]
    result = paperparse.merge(pages)
    assert (len(listed), len(result.papers), len(result.maybe)) == (346, 327, 0)
    check_account(result, listed)
    joined = Counter(
        tuple(sorted(str(card.source.format) for card in cluster.cards))
        for cluster in result.clusters
        if len(cluster.cards) > 1
    )
    assert joined == {
        ("abstract_list", "author_cards"): 6,
        ("daily_feed", "title_feed"): 11,
        ("abstract_list", "author_cards", "title_feed"): 1,
    }
    by_title = {paper.title: paper for paper in result.papers}
    whole = by_title["Less is More: Selective Layer Finetuning with SubTuning"]
    assert whole.abstract is not None
    assert len(whole.authors) == 6
    assert {origin.field: origin.source.format for origin in whole.origins} == {
        "title": "title_feed",
        "abstract": "abstract_list",
        "authors": "author_cards",
    }
    pointer = by_title["Pointer Networks"]
    assert pointer.abstract is not None
    assert (pointer.author_count, pointer.published) == (3, PartialDate(2015, 6, 9))
    [conflict] = result.conflicts
    assert (conflict.paper, conflict.field, conflict.kind) == (whole, "abstract", "spelling")


def test_an_origin_leads_to_the_value_on_its_page() -> None:
    pages = {page.name: page for page in map(load_seed, SEEDED)}
    merged = [paper for paper in paperparse.merge(pages.values()).papers if paper.origins]
    assert merged
    for paper in merged:
        for origin in paper.origins:
            value = getattr(paper, origin.field)
            page = pages[origin.source.page]
            assert origin.span is not None
            if isinstance(value, str):
                assert page.text[slice(*origin.span)] == value


def test_a_page_may_stand_for_its_papers() -> None:
    page = load_seed("daily_feed")
    assert paperparse.merge(page) == paperparse.merge([page]) == paperparse.merge(page.papers)
    assert paperparse.merge([page, *page.papers]).papers == paperparse.merge([page, page]).papers
    assert len(paperparse.merge([page, page]).papers) == len(page)
    one = paperparse.merge(page[0])
    assert (one.papers, one.clusters[0].positions) == ((page[0],), (0,))
    assert repr(one) == "MergeResult(papers=<1>, clusters=<1>, maybe=<0>, conflicts=<0>)"


@pytest.mark.parametrize("length", [120, 140, 160, 200])
def test_abstracts_that_break_off_early_find_the_whole(length: int) -> None:
    whole = [paper for paper in load_seed("abstract_list") if paper.abstract and len(paper.abstract) > 300]
    cut = [Paper(abstract=f"{paper.abstract[:length]}…") for paper in whole if paper.abstract]
    assert len(whole) == 10
    result = paperparse.merge([*whole, *cut])
    for at, cluster in enumerate(result.clusters):
        assert {at, at + len(whole)} <= set(cluster.positions)


def test_an_earlier_merge_can_be_merged_with_new_pages() -> None:
    lists = [load_seed(name) for name in ("abstract_list", "author_cards")]
    feed = load_seed("title_feed")
    first = paperparse.merge(lists)
    [whole] = [paper for paper in paperparse.merge([*first.papers, feed]).papers if paper.title and paper.authors]
    origins = {origin.field: origin.source.format for origin in whole.origins}
    assert origins == {"title": "title_feed", "abstract": "abstract_list", "authors": "author_cards"}


PROGRAM: Final = """
import sys
import paperparse
pages = [paperparse.load(path) for path in sys.argv[1:]]
papers = [paper for page in pages for paper in page] * 2
result = paperparse.merge(papers)
print(result.papers, result.maybe, [cluster.positions for cluster in result.clusters], result.conflicts)
print(paperparse.dumps(result.papers))
"""


@pytest.mark.slow
def test_every_process_gives_the_same_result() -> None:
    paths = sorted(str(path) for path in (ROOT / "seeds").glob("*.txt"))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, *paths],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", LARGE)
def test_large_heaps_give_few_pairs(kind: str) -> None:
    """Pairs are what costs: their number is bounded by a multiple of the number of records."""
    counts = []
    for count in (200, 400):
        profiles = [make_profile(paper) for paper in LARGE[kind](count)]
        counts.append(sum(1 for _ in iter_candidates(partial(enumerate, profiles), len(profiles), is_fuzzy=True)))
    assert counts[1] <= 2.2 * counts[0] + 10
    assert counts[1] <= 20 * 400


@pytest.mark.parametrize(
    ("kind", "papers", "maybe"),
    [
        ("identical", 1, 0),
        ("one title and nothing else", 1, 0),
        ("one generic title and nothing else", 300, 1_485),
        ("names only", 300, 0),
        ("one title, many names", 300, 0),
        ("one title, many dates", 300, 0),
        ("no text", 300, 0),
        ("empty", 300, 0),
    ],
)
def test_large_heaps_are_merged_or_kept_apart(kind: str, papers: int, maybe: int) -> None:
    result = paperparse.merge(LARGE[kind](300))
    assert (len(result.papers), len(result.maybe)) == (papers, maybe)


@pytest.mark.parametrize("kind", ["one title, many abstracts", "one abstract, many titles"])
def test_what_may_be_the_same_in_large_heaps_is_told_with_its_neighbours(kind: str) -> None:
    result = paperparse.merge(LARGE[kind](300))
    assert len(result.papers) == 300
    told = Counter(id(paper) for pair in result.maybe for paper in (pair.first, pair.second))
    assert len(result.maybe) >= 299
    assert max(told.values()) <= 20


def test_nothing_gives_nothing() -> None:
    result = paperparse.merge([])
    assert (result.papers, result.clusters, result.maybe, result.conflicts) == ((), (), (), ())


def test_a_card_that_fits_two_papers_is_left_to_a_person() -> None:
    one = Paper(title=TITLE, authors=("Ada Lovelace", "Emmy Noether"))
    two = Paper(title=TITLE, authors=("Leonhard Euler",))
    either = Paper(title=TITLE)
    result = paperparse.merge([one, either, two])
    assert result.papers == (one, either, two)
    assert {(pair.first, pair.second) for pair in result.maybe} == {(one, either), (either, two)}
    for pair in result.maybe:
        assert [(shown.field, shown.relation) for shown in pair.evidence] == [
            ("title", "equal"),
            ("authors", "contradicts"),
        ]
        assert pair.evidence[1].detail.startswith("with others that seem to be the same: ")
    # Another abstract settles it.
    assert len(paperparse.merge([evolve(one, abstract=ABSTRACT), evolve(either, abstract=ABSTRACT), two]).papers) == 2


def test_a_card_does_not_join_what_the_exact_policy_keeps_apart() -> None:
    one = Paper(title=TITLE, abstract=ABSTRACT)
    either = Paper(title=TITLE, authors=("Ada Lovelace",))
    two = Paper(title=TITLE, abstract=ABSTRACT.replace("algorithm", "procedure"))
    assert paperparse.compare(one, two, policy="exact").outcome == "maybe"
    result = paperparse.merge([one, either, two], policy="exact")
    assert result.papers == (one, either, two)
    told = {(pair.first, pair.second): [shown.relation for shown in pair.evidence] for pair in result.maybe}
    assert told == {(one, either): ["equal", "near"], (one, two): ["equal", "near"], (either, two): ["equal", "near"]}
    assert len(paperparse.merge([one, either, two]).papers) == 1


def test_what_two_cards_together_say_may_join_a_third() -> None:
    title = "Bee Paths"
    listed = [
        Paper(title=title, abstract=ABSTRACT),
        Paper(abstract=ABSTRACT, authors=("Ada Lovelace", "Emmy Noether")),
        Paper(title=title, authors=("A. Lovelace", "E. Noether")),
    ]
    assert [paperparse.compare(listed[0], other).outcome for other in listed[1:]] == ["same", "maybe"]
    [whole] = paperparse.merge(listed).papers
    assert (whole.title, whole.authors) == (title, ("Ada Lovelace", "Emmy Noether"))


def test_spans_of_a_single_card_become_origins() -> None:
    spans = Spans({"title": Span(3, 9)})
    listed = [
        Paper(title=TITLE, source=Source(page="b.txt"), spans=spans),
        Paper(title=TITLE, source=Source(page="a.txt")),
    ]
    [whole] = paperparse.merge(listed).papers
    [origin] = whole.origins
    assert (origin.field, origin.source.page, origin.span) == ("title", "a.txt", None)
