"""What all exports have in common: which papers they hold, what they refuse, where they go."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from exported import hostile_papers
from samples import ROOT, SEEDED, load_seed, seed_papers

from paperparse import Page, Paper, PartialDate, RenderError, dump, dumps
from paperparse.exports import TARGETS, Target, iter_export
from paperparse.exports.bibtex import iter_bibtex
from paperparse.exports.csl import iter_csl
from paperparse.exports.options import OPTIONS
from paperparse.exports.ris import iter_ris

REFERENCES: Final[tuple[Target, ...]] = ("csl", "bibtex", "ris")
SEEDS: Final = tuple(load_seed(name) for name in SEEDED)
ONE, TWO = SEEDS[0][0], SEEDS[0][1]


@pytest.mark.parametrize("to", REFERENCES)
def test_pages_are_exported_as_their_papers(to: Target) -> None:
    assert dumps(SEEDS, to=to) == dumps(seed_papers(), to=to)
    assert dumps(SEEDS[0], to=to) == dumps(SEEDS[0].papers, to=to)
    assert dumps([ONE, SEEDS[1], TWO], to=to) == dumps(iter([ONE, *SEEDS[1], TWO]), to=to)
    assert dumps(ONE, to=to) == dumps([ONE], to=to)


@pytest.mark.parametrize(("to", "write"), [("csl", iter_csl), ("bibtex", iter_bibtex), ("ris", iter_ris)])
def test_each_target_is_one_function(to: Target, write: Callable[[Any], Any]) -> None:
    pieces = list(write(iter([ONE, TWO])))
    assert len(pieces) >= 2
    assert b"".join(pieces).decode() == dumps([ONE, TWO], to=to)
    assert b"".join(iter_export([ONE, TWO], to)) == b"".join(pieces)


def digest_exports() -> str:
    papers = (*seed_papers(), *hostile_papers()[::20])
    return hashlib.sha256("".join(dumps(papers, to=to) for to in REFERENCES).encode()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_the_same_papers_give_the_same_bytes_in_every_process(hash_seed: str) -> None:
    code = "import test_exports; print(test_exports.digest_exports())"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT / "tests",
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )
    assert run.stdout.strip() == digest_exports()


@pytest.mark.parametrize("to", REFERENCES)
@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (Paper(title=""), "title"),
        (Paper(abstract=" x"), "abstract"),
        (Paper(summary="\ud800"), "summary"),
        (Paper(authors=("x", "y ")), "authors"),
        (Paper(score=-1), "score"),
        (Paper(title=5), "title"),  # type: ignore[arg-type]
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_record_is_refused_with_paper_and_field(paper: Paper, field: str, to: Target) -> None:
    with pytest.raises(RenderError, match="record 1: ") as caught:
        dumps([ONE, paper, TWO], to=to)
    assert (caught.value.paper, caught.value.field) == (1, field)


@pytest.mark.parametrize("to", REFERENCES)
@pytest.mark.parametrize("records", [None, 5, "text", [None], [{"title": "x"}], [[ONE]]], ids=repr)
def test_what_is_no_paper_is_a_type_error(records: Any, to: Target) -> None:
    with pytest.raises(TypeError):
        dumps(records, to=to)


@pytest.mark.parametrize(
    ("name", "to"), [("a.bib", "bibtex"), ("A.BIB", "bibtex"), ("a.b.ris", "ris"), ("ris", "json"), (".ris", "json")]
)
def test_the_ending_of_a_file_says_its_format(name: str, to: Target, tmp_path: Path) -> None:
    dump([ONE, TWO], tmp_path / name)
    assert (tmp_path / name).read_bytes() == dumps([ONE, TWO], to=to).encode()


def test_a_format_can_be_named_for_a_file_of_any_name(tmp_path: Path) -> None:
    dump([ONE, TWO], tmp_path / "a.json", to="csl")
    assert (tmp_path / "a.json").read_text("utf-8") == dumps([ONE, TWO], to="csl")


@pytest.mark.parametrize("to", REFERENCES)
def test_a_file_is_not_touched_for_what_can_not_be_written(to: Target, tmp_path: Path) -> None:
    path = tmp_path / "present"
    path.write_text("before")
    with pytest.raises(RenderError):
        dump([ONE, Paper(title="")], path, to=to)
    assert path.read_text() == "before"


def test_what_is_no_text_is_no_text() -> None:
    with pytest.raises(ValueError, match=r"parquet is no text: write it to a file with dump\(\)"):
        dumps(ONE, to="parquet")


def test_an_unknown_target_is_told_all_there_are() -> None:
    assert TARGETS == ("json", "jsonl", "csl", "bibtex", "ris", "csv", "markdown", "parquet")
    with pytest.raises(ValueError, match=r"to must be one of 'json', 'jsonl', 'csl', 'bibtex', 'ris', .* not 'xml'"):
        dumps(ONE, to="xml")  # type: ignore[arg-type]


@pytest.mark.parametrize("to", REFERENCES)
def test_a_year_is_never_made_up_and_a_summary_never_an_abstract(to: Target) -> None:
    page: Page = load_seed("daily_feed")
    undated = [paper for paper in page if paper.published and paper.published.year is None]
    assert len(undated) == 15
    for paper in undated:
        plain = Paper(published=PartialDate(None, 10, 6, 2025), summary="digest")
        assert not any(year in dumps(plain, to=to) for year in ("2024", "2025", "2026", "0000"))
        assert dumps(paper, to=to).count("2025") == sum(
            (text or "").count("2025") for text in (paper.title, paper.abstract)
        )
    scored = dumps(load_seed("scored_feed"), to=to)
    mark = {"csl": '"abstract"', "bibtex": "\n  abstract =", "ris": "\nAB  -"}[to]
    assert mark not in scored


MISFITS: Final[list[tuple[dict[str, str], Target, str]]] = [
    ({"math": "keep"}, "ris", "math is for bibtex, not for ris"),
    ({"math": "escape"}, "json", "math is for bibtex, not for json"),
    ({"keys": "plain"}, "csv", "keys is for csl, bibtex, ris, not for csv"),
    ({"keys": "transliterated"}, "jsonl", "keys is for csl, bibtex, ris, not for jsonl"),
    ({"math": "x"}, "bibtex", "math must be one of 'escape', 'keep', not 'x'"),
]


@pytest.mark.parametrize(("options", "to", "message"), MISFITS)
def test_an_option_that_a_target_has_not_is_an_error(
    options: dict[str, Any], to: Target, message: str, tmp_path: Path
) -> None:
    for records in (ONE, [ONE, TWO]):
        with pytest.raises(ValueError, match=f"^{message}$"):
            dumps(records, to=to, **options)
    with pytest.raises(ValueError, match=f"^{message}$"):
        dump(ONE, tmp_path / "file", to=to, **options)
    assert not list(tmp_path.iterdir())


def test_every_option_is_one_of_each_of_its_targets(tmp_path: Path) -> None:
    for name, (targets, values) in OPTIONS.items():
        for to in targets:
            for value in values:
                dump(ONE, tmp_path / "file", to=to, **{name: value})  # type: ignore[arg-type]
            dump(ONE, tmp_path / "plain", to=to)  # type: ignore[arg-type]
            dump(ONE, tmp_path / "first", to=to, **{name: values[0]})  # type: ignore[arg-type]
            assert (tmp_path / "plain").read_bytes() == (tmp_path / "first").read_bytes()


def test_options_are_written_to_files(tmp_path: Path) -> None:
    paper = Paper(title="On $x$", authors=("丁雨",))
    dump(paper, tmp_path / "a.bib", math="keep", keys="transliterated")
    text = dumps(paper, to="bibtex", math="keep", keys="transliterated")
    assert (
        (tmp_path / "a.bib").read_text("utf-8")
        == text
        == "@misc{dingyux,\n  author = {{丁雨}},\n  title = {{On $x$}}\n}\n"
    )
    dump(paper, tmp_path / "a.csv", encoding="utf-8-sig")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + dumps(paper, to="csv").encode()
    with pytest.raises(ValueError, match=r"^encoding is for csv, not for bibtex$"):
        dump(paper, tmp_path / "b.bib", encoding="utf-8-sig")
