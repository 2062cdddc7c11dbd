"""The command `merge`: what it reads, what it writes, and its exit status."""

import csv
import io
import sys
from pathlib import Path

import pytest
from quick import thin_out
from samples import SEEDS, load_seed

import paperparse
from paperparse import MergeResult, Organization, Paper, PartialDate, Source
from paperparse.command_line import main
from paperparse.exports import Target
from paperparse.merging.review import iter_review

FILES = sorted(str(path) for path in SEEDS.glob("*.txt"))
PAGES = [paperparse.load(file) for file in FILES]
PAPERS = paperparse.merge(PAGES).papers
SUMMARY = "346 cards, 327 papers; to look at: 0 pairs that may be the same, 1 conflict\n"
TITLE = "Shortest Paths in Temporal Networks with Bounded Delays"


def run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str | Path) -> tuple[int, bytes, str]:
    status = main(["merge", *map(str, arguments)])
    captured = capfdbinary.readouterr()
    return status, captured.out, captured.err.decode()


def review(result: MergeResult) -> bytes:
    """What `--review` writes of `result`."""
    clusters = {id(cluster.paper): cluster for cluster in result.clusters}
    maybe = [(pair, clusters[id(pair.first)], clusters[id(pair.second)]) for pair in result.maybe]
    return b"".join(iter_review(maybe, [(found, clusters[id(found.paper)]) for found in result.conflicts]))


def read_table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("to", thin_out(4, ["json", "jsonl", "csl", "bibtex", "ris", "csv", "markdown"], str))
def test_the_papers_of_all_pages_are_written_once(to: Target, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    expected = paperparse.dumps(PAPERS, to=to).encode()
    assert run(capfdbinary, *FILES, "--to", to) == (0, expected, SUMMARY)


def test_lines_of_json_are_the_default_and_keep_the_origins(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = run(capfdbinary, *FILES)
    papers = paperparse.from_json(out, type=Paper)
    assert papers == PAPERS
    assert [paper.origins for paper in papers] == [paper.origins for paper in PAPERS]


def test_records_and_pages_can_be_mixed(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    paperparse.dump(PAGES[0], tmp_path / "page.json")
    paperparse.dump(PAGES[1], tmp_path / "papers.jsonl")
    paperparse.dump(PAGES[2:4], tmp_path / "pages.json")
    files = [tmp_path / name for name in ("page.json", "papers.jsonl", "pages.json")]
    status, out, err = run(capfdbinary, *files, FILES[4])
    assert (status, err) == (0, SUMMARY)
    assert paperparse.from_json(out, type=Paper) == PAPERS


@pytest.mark.slow
def test_what_was_merged_is_merged_again_unchanged(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    first = tmp_path / "merged.jsonl"
    assert run(capfdbinary, *FILES, "-o", first)[:2] == (0, b"")
    status, out, err = run(capfdbinary, first)
    assert (status, out) == (0, first.read_bytes())
    assert err == "327 cards, 327 papers; to look at: 0 pairs that may be the same, 0 conflicts\n"


def test_a_file_of_no_records_can_be_merged(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    none = tmp_path / "none.jsonl"
    paperparse.dump([], none)
    assert none.read_bytes() == b""
    expected = "0 cards, 0 papers; to look at: 0 pairs that may be the same, 0 conflicts\n"
    assert run(capfdbinary, none) == (0, b"", expected)
    assert run(capfdbinary, none.rename(tmp_path / "none.NDJSON")) == (0, b"", expected)
    page = (tmp_path / "none.NDJSON").rename(tmp_path / "none.txt")
    status, _, err = run(capfdbinary, page)
    assert (status, err.splitlines()[0]) == (1, f"{page}:1: error: the text is empty: there is no page to read")


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    page, records = tmp_path / "page.txt", tmp_path / "records.json"
    page.write_text("Dear reader,\n")
    records.write_text('[\n{"title": 5}\n]')
    status, out, err = run(capfdbinary, page, records, FILES[0])
    assert (status, out) == (1, paperparse.dumps(PAGES[0], to="jsonl").encode())
    lines = err.splitlines()
    assert lines[0].startswith(f"{page}:1: error: no known kind of page")
    assert lines[1].startswith(f"{records}:2:1: error: ")
    assert lines[2] == "10 cards, 10 papers; to look at: 0 pairs that may be the same, 0 conflicts"
    status, _, err = run(capfdbinary, tmp_path / "nowhere.txt", page)
    assert status == 2
    assert err.startswith(f"{tmp_path / 'nowhere.txt'}: error: No such file or directory\n")


def test_a_page_over_the_limit_is_refused_and_records_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    paperparse.dump(PAGES[0], tmp_path / "page.json")
    monkeypatch.setattr("paperparse.command_line.merging.LIMITS", paperparse.Limits(bytes=1_000))
    status, out, err = run(capfdbinary, FILES[0], tmp_path / "page.json")
    assert (status, out) == (1, paperparse.dumps(PAGES[0], to="jsonl").encode())
    assert err.startswith(f"{FILES[0]}:1: error: the page is larger than 1000 bytes")


def test_diagnostics_of_pages_are_told(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGES[4].text.replace("Jun 9, 2015", "45/45/2024"), "utf-8")
    status, _, err = run(capfdbinary, page)
    assert status == 0
    assert err.startswith(f"{page}:43:1: error: invalid-date: '45/45/2024' is no date\n")


def test_the_day_of_capture_gives_dates_their_year(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = run(capfdbinary, FILES[4], "--as-of", "2025-10-30")
    assert all(paper.published and paper.published.year for paper in paperparse.from_json(out, type=Paper))


@pytest.mark.slow
def test_review_of_the_seeds(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    review = tmp_path / "review.csv"
    assert run(capfdbinary, *FILES, "--review", review, "-o", tmp_path / "out.jsonl") == (0, b"", SUMMARY)
    [row] = read_table(review.read_bytes())
    assert (row["kind"], row["field"], row["evidence"]) == ("conflict", "abstract", "spelling")
    assert row["first"] != row["second"]
    assert row["first_cards"] == f"{FILES[0]}:6, {FILES[1]}:9, {FILES[2]}:503"


def test_review_shows_pairs_with_their_evidence_and_all_values() -> None:
    listed = [
        Paper(title=TITLE, author_count=3, source=Source(page="a.txt", line=7)),
        Paper(title=TITLE, author_count=4, source=Source(page="b.txt")),
        Paper(title=f"@{TITLE}", abstract="=1+1", authors=("Ada", "Emmy"), organization=Organization("lab", "Lab")),
        Paper(title=f"@{TITLE.upper()}", authors=("Ada",), organization=Organization("lab"), score=1, summary="a"),
        Paper(published=PartialDate(2015, 6, 9), authors=("Ada", "Emmy"), title=f"@{TITLE}", score=2, summary="b"),
        Paper(
            published=PartialDate(None, 6, 9),
            authors=("Ada", "Emmy"),
            title=f"@{TITLE}",
            organization=Organization(None, "Lab"),
        ),
    ]
    result = paperparse.merge(listed)
    rows = [list(row.values()) for row in read_table(review(result))]
    pair = "title equal: the same 8 words; author_count different: "
    whole = "number 3, number 4, number 5, number 6"
    assert rows == [
        ["maybe", "", TITLE, TITLE, f"{pair}3 and 4", "a.txt:7", "b.txt"],
        ["maybe", "", TITLE, f"'@{TITLE}", f"{pair}3 and 2", "a.txt:7", whole],
        ["maybe", "", TITLE, f"'@{TITLE}", f"{pair}4 and 2", "b.txt", whole],
        ["conflict", "title", f"'@{TITLE}", f"'@{TITLE.upper()}", "spelling", whole, ""],
        ["conflict", "summary", "b", "a", "value", whole, ""],
        ["conflict", "authors", "Ada; Emmy", "Ada", "spelling", whole, ""],
        ["conflict", "organization", "lab (Lab)", "lab", "value", whole, ""],
        ["conflict", "organization", "lab (Lab)", "Lab", "value", whole, ""],
        ["conflict", "published", "2015-06-09", "'--06-09", "spelling", whole, ""],
        ["conflict", "score", "2", "1", "value", whole, ""],
    ]


def test_a_review_calls_papers_without_title_by_what_they_have() -> None:
    names = ("Ada Lovelace", "Emmy Noether", "Laura Bassi")
    result = paperparse.merge([Paper(abstract="Short.", authors=names), Paper(title="Bees", authors=names)])
    [row] = read_table(review(result))
    assert (row["first"], row["second"]) == ("Short.", "Bees")
    assert review(paperparse.merge([])) == b"kind,field,first,second,evidence,first_cards,second_cards\r\n"


def test_no_input_is_overwritten(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(Path(FILES[0]).read_bytes())
    for option in ("-o", "--review"):
        status, _, err = run(capfdbinary, page, option, page)
        assert status == 2
        assert err.startswith(f"{page}: error: the output would overwrite an input\n")
        assert page.read_bytes() == Path(FILES[0]).read_bytes()


def test_papers_and_review_go_to_different_places(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    review = tmp_path / "review.csv"
    for places in (("--review", review, "-o", review), ("--review", "-"), ("--review", "-", "-o", "-")):
        with pytest.raises(SystemExit) as caught:
            run(capfdbinary, FILES[0], *places)
        assert caught.value.code == 2
        assert capfdbinary.readouterr().err.endswith(b"can't be written to the same place\n")
    assert not review.exists()
    out = tmp_path / "out.jsonl"
    assert run(capfdbinary, FILES[0], "--review", "-", "-o", out)[1].startswith(b"kind,")
    assert run(capfdbinary, FILES[0], "-o", "-")[1] == out.read_bytes()


@pytest.mark.deep
@pytest.mark.slow
def test_policies(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for policy in ("exact", "fuzzy"):
        assert run(capfdbinary, *FILES, "--policy", policy)[2] == SUMMARY
    with pytest.raises(SystemExit):
        run(capfdbinary, FILES[0], "--policy", "bold")


def test_fuzzy_needs_a_library(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)
    monkeypatch.delitem(sys.modules, "paperparse.merging.fuzzy", raising=False)
    expected = "the policy 'fuzzy' needs rapidfuzz: pip install 'paperparse[fuzzy]'"
    assert run(capfdbinary, FILES[0], "--policy", "fuzzy") == (2, b"", f"paperparse: error: {expected}\n")
    with pytest.raises(ModuleNotFoundError, match=expected.replace("[", r"\[")):
        paperparse.merge(load_seed("daily_feed"), policy="fuzzy")


def test_a_missing_library_leaves_the_output_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    out = tmp_path / "papers.parquet"
    out.write_bytes(b"old")
    status, _, err = run(capfdbinary, FILES[0], "--to", "parquet", "-o", out)
    assert status == 2
    assert "pip install 'paperparse[arrow]'" in err
    assert out.read_bytes() == b"old"
