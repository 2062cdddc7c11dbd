"""What is merged on disk is what is merged in memory, and takes no more memory for more cards."""

import errno
import io
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve
from heaps_of_cards import LARGE, TITLE, policies, several
from hypothesis import given
from quick import thin_out
from records_by_chance import make_paper, spell_out, start_chance
from samples import SEEDED, load_seed

import paperparse
from paperparse import Paper
from paperparse.merging import find_near
from paperparse.merging.clustering import Groups, join_groups
from paperparse.merging.profiles import make_profile, make_profiler
from paperparse.merging.result import Policy
from paperparse.merging.scratch import Scratch, Shelf, Sorter

# So little that every few rows are written, and every card.
LITTLE: Final = 1_000


def merge_on_disk(listed: Sequence[Paper], scratch: Scratch, policy: Policy = "safe") -> Groups:
    profile = make_profiler()
    shelf = Shelf(scratch)
    for card in listed:
        shelf.append(profile(card))
    return join_groups(shelf, profile, policy, find_near(policy), scratch)


def check_equal(listed: Sequence[Paper], policy: Policy = "safe") -> None:
    """On disk there is the same: papers, clusters, evidence, what may be the same, conflicts, in the same order."""
    result = paperparse.merge(listed, policy=policy)
    with Scratch(None, LITTLE) as scratch:
        groups = merge_on_disk(listed, scratch, policy)
        assert spell_out(tuple(groups.iter_papers())) == spell_out(result.papers)
        assert spell_out_all(map(groups.get_cluster, groups)) == spell_out_all(result.clusters)
        assert spell_out_all(pair for pair, _, _ in groups.iter_maybe()) == spell_out_all(result.maybe)
        assert spell_out_all(conflict for conflict, _ in groups.iter_conflicts()) == spell_out_all(result.conflicts)
        for pair, first, second in groups.iter_maybe():
            assert (pair.first, pair.second) == (first.paper, second.paper)
            assert first.positions < second.positions


def spell_out_all(values: Any) -> list[str]:
    return [repr([spell_out(getattr(value, name)) for name in type(value).__slots__[:-1]]) for value in values]


@given(several, policies)
def test_generated_cards(listed: list[Paper], policy: Policy) -> None:
    check_equal(listed, policy)


@pytest.mark.slow
def test_the_seeds() -> None:
    check_equal([paper for name in SEEDED for paper in load_seed(name)])


def test_any_records() -> None:
    chance = start_chance("on disk")
    listed = [evolve(make_paper(chance), origins=()) for _ in range(60)]
    check_equal([*listed, *chance.sample(listed, 20)])


@pytest.mark.parametrize("kind", thin_out(3, LARGE, str))
def test_heaps_of_cards_that_are_alike(kind: str) -> None:
    check_equal(LARGE[kind](25))


def test_texts_that_utf_8_has_no_form_for() -> None:
    check_equal([Paper(title=f"{TITLE} \ud800"), Paper(title=TITLE), Paper(abstract="\udfff" * 200, extra={"a": [1]})])


def test_nothing() -> None:
    check_equal([])


def test_rows_come_sorted_as_often_as_they_are_asked_for() -> None:
    chance = random.Random("rows")
    rows = [(chance.random(), at) for at in range(1_000)]
    with Scratch(None, LITTLE) as scratch:
        sorter: Sorter[tuple[float, int]] = Sorter(scratch)
        for row in rows:
            sorter.add(row)
        assert sorter.count == 1_000
        assert list(sorter) == list(sorter) == sorted(rows)
        assert list(sorter.drain()) == sorted(rows)
        assert list(sorter) == []


def test_cards_are_taken_off_a_shelf() -> None:
    with Scratch(None, LITTLE) as scratch:
        shelf = Shelf(scratch)
        for at in range(9):
            shelf.append(make_profile(Paper(title=f"{TITLE} {at}")))
        assert shelf[4].paper.title == f"{TITLE} 4"
        shelf.cut(4)
        shelf.cut(8)
        shelf.append(make_profile(Paper(title="Bees")))
        assert [shelf[at].paper.title for at in range(len(shelf))] == [*(f"{TITLE} {at}" for at in range(4)), "Bees"]


def test_files_have_no_names_and_little_needs_none(tmp_path: Path) -> None:
    for most_bytes, is_written in ((1 << 30, False), (LITTLE, True)):
        with Scratch(str(tmp_path), most_bytes) as scratch:
            groups = merge_on_disk(LARGE["one template"](20), scratch)
            assert isinstance(groups.store, Shelf)
            # Asked of private parts: nobody else can tell where the bytes are.
            assert groups.store._file._rolled == is_written  # type: ignore[attr-defined]
            assert os.listdir(tmp_path) == []
    assert os.listdir(tmp_path) == []


class Full(io.BytesIO):
    """A file on a disk that is full."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__()

    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def close(self) -> None:
        super().close()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", Full)
    for folder in (str(tmp_path), None):
        with Scratch(folder, LITTLE) as scratch:
            shelf = Shelf(scratch)
            with pytest.raises(OSError, match="No space left on device") as caught:
                shelf.append(make_profile(Paper()))
            assert folder in (caught.value.filename, None)
            sorter: Sorter[tuple[int]] = Sorter(scratch)
            with pytest.raises(OSError, match="No space left on device") as caught:
                sorter.add((0,), 2 * LITTLE)
            assert folder in (caught.value.filename, None)


PROGRAM: Final = """
import resource, sys
from paperparse import Paper
from paperparse.merging.clustering import join_groups
from paperparse.merging.profiles import make_profiler
from paperparse.merging.scratch import Scratch, Shelf
profile = make_profiler()
with Scratch(None, 1 << 20) as scratch:
    shelf = Shelf(scratch)
    for at in range(int(sys.argv[1])):
        number = at - at % 5 // 4
        words = [f"w{number * prime % 99991}" for prime in (7, 11, 13, 17, 19, 23, 29)]
        shelf.append(profile(Paper(title=" ".join(words), abstract=" ".join(words * 20))))
    groups = join_groups(shelf, profile, "safe", None, scratch, keeps_evidence=False)
    print(sum(1 for _ in groups), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_ten_times_the_cards_take_little_more_memory() -> None:
    pytest.importorskip("resource")
    papers, kibibytes = zip(*(run(count) for count in (3_000, 30_000)), strict=True)
    assert papers == (2_400, 24_000)
    # Each card has 4 KiB of texts.
    assert kibibytes[1] - kibibytes[0] < 0.25 * 27_000 * 4


def run(count: int) -> tuple[int, int]:
    command = [sys.executable, "-c", PROGRAM, str(count)]
    papers, peak = map(int, subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
    return papers, peak
