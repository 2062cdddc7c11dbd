"""The command `convert`, and `parse --to`: what they print, where, and their exit status."""

import json
import sys
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from quick import thin_out
from samples import load_seed
from test_command_line import SEEDS, run

import paperparse
from paperparse import Page, Paper
from paperparse.command_line import main
from paperparse.exports import Target

DAILY, SCORED = load_seed("daily_feed"), load_seed("scored_feed")
REFERENCES: tuple[Target, ...] = ("jsonl", "csl", "bibtex", "ris")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A folder with records of every shape."""
    paperparse.dump(DAILY, tmp_path / "page.json")
    paperparse.dump([DAILY, SCORED], tmp_path / "pages.json")
    paperparse.dump(DAILY, tmp_path / "papers.jsonl")
    paperparse.dump(DAILY.papers, tmp_path / "papers.json")
    paperparse.dump(DAILY[3], tmp_path / "paper.json")
    (tmp_path / "none.jsonl").write_bytes(b"")
    (tmp_path / "wrong.json").write_text('[\n{"title": 5}\n]')
    return tmp_path


def convert(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str | Path) -> tuple[int, bytes, str]:
    status = main(["convert", *map(str, arguments)])
    captured = capfdbinary.readouterr()
    return status, captured.out, captured.err.decode()


@pytest.mark.parametrize("to", thin_out(3, REFERENCES, str))
def test_parse_writes_what_dumps_gives(to: Target) -> None:
    pages = [paperparse.load(seed) for seed in SEEDS]
    result = run("parse", "--to", to, *SEEDS)
    summary = b"5 of 5 pages, 346 papers\n"
    assert (result.returncode, result.stdout, result.stderr) == (0, paperparse.dumps(pages, to=to).encode(), summary)


@pytest.mark.parametrize(("name", "to"), thin_out(5, product(["page.json", "papers.jsonl", "papers.json"], REFERENCES)))
def test_records_of_any_shape_are_converted(
    name: str, to: Target, records: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    expected = paperparse.dumps(DAILY, to=to).encode()
    assert convert(capfdbinary, records / name, "--to", to) == (0, expected, "")


def test_several_files_make_one(records: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    expected = paperparse.dumps([*DAILY, *SCORED, DAILY[3]], to="bibtex").encode()
    files = [records / name for name in ("pages.json", "none.jsonl", "paper.json")]
    assert convert(capfdbinary, *files, "--to", "bibtex") == (0, expected, "")


def test_json_keeps_pages_and_never_mixes_them_with_papers(
    records: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, written, _ = convert(capfdbinary, records / "pages.json", records / "page.json", "--to", "json")
    assert (status, paperparse.from_json(written, type=Page)) == (0, (DAILY, SCORED, DAILY))
    status, written, told = convert(
        capfdbinary, *(records / n for n in ("none.jsonl", "page.json", "paper.json")), "--to", "json"
    )
    assert (status, paperparse.from_json(written, type=Page)) == (1, (DAILY,))
    assert told == f"{records}/paper.json:1: error: papers, but the files before hold pages; convert to jsonl\n"
    status, written, told = convert(capfdbinary, records / "paper.json", records / "page.json", "--to", "json")
    assert (status, paperparse.from_json(written, type=Paper)) == (1, (DAILY[3],))
    assert told == f"{records}/page.json:1: error: pages, but the files before hold papers; convert to jsonl\n"
    assert convert(capfdbinary, records / "none.jsonl", "--to", "json") == (0, b"[]\n", "")


def test_records_come_from_standard_input_and_go_to_a_file(records: Path) -> None:
    parsed = run("parse", SEEDS[4]).stdout
    result = run("convert", "-", "--to", "ris", "-o", str(records / "out.ris"), data=parsed)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert (records / "out.ris").read_bytes() == paperparse.dumps(DAILY, to="ris").encode()
    again = run("convert", "papers.jsonl", "--to", "jsonl", "-o", "papers.jsonl", cwd=records)
    assert (again.returncode, again.stderr) == (2, b"papers.jsonl: error: the output would overwrite an input\n")


def test_one_bad_file_does_not_stop_the_others(records: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    status, written, told = convert(capfdbinary, records / "wrong.json", records / "paper.json", "--to", "bibtex")
    assert (status, written) == (1, paperparse.dumps(DAILY[3], to="bibtex").encode())
    assert told.startswith(f"{records}/wrong.json:2:")
    assert ": error: " in told
    (records / "page.txt").write_text(DAILY.text, "utf-8")
    (records / "bytes.json").write_bytes(b'["\xff"]')
    names = ["page.txt", "missing.json", "bytes.json", ".", "paper.json"]
    status, written, told = convert(capfdbinary, *(records / name for name in names), "--to", "csl")
    assert (status, len(json.loads(written))) == (2, 1)
    lines = told.splitlines()
    assert lines[0].endswith(
        "no records as JSON or JSON Lines; to write a page in another format, use parse --to or merge --to"
    )
    assert [line.split(" error: ")[0].removeprefix(f"{records}") for line in lines] == [
        "/page.txt:1:",
        "/missing.json:",
        "/bytes.json:1:",
        ":",
    ]


def test_a_file_of_records_may_be_larger_than_a_page(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    paper = Paper(abstract="x" * 2**20)
    paperparse.dump([paper] * 17, tmp_path / "large.jsonl")
    status, written, told = convert(capfdbinary, tmp_path / "large.jsonl", "--to", "ris")
    assert (status, written.count(b"ER  - "), told) == (0, 17, "")


def test_wrong_usage_is_status_2() -> None:
    for arguments in (
        ["convert"],
        ["convert", "a.json"],
        ["convert", "a.json", "--to", "text"],
        ["convert", "--to", "ris"],
    ):
        result = run(*arguments)
        assert (result.returncode, result.stdout) == (2, b"")
        assert b"paperparse convert: error:" in result.stderr


@pytest.mark.parametrize("arguments", [["convert", "a.json"], ["parse", "a.txt"]])
def test_what_is_no_text_does_not_go_to_a_terminal(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    with pytest.raises(SystemExit) as caught:
        main([*arguments, "--to", "parquet"])
    assert caught.value.code == 2
    expected = "error: parquet is no text and would spoil the terminal: name a file with --output\n"
    assert capsys.readouterr().err.endswith(expected)


def test_a_library_that_is_not_there_is_told_as_wrong_usage(
    records: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def fail(*_: object) -> None:
        raise ModuleNotFoundError("bibtex needs a library: pip install it")

    monkeypatch.setattr("paperparse.exports.bibtex.iter_bibtex", fail)
    told = "paperparse: error: bibtex needs a library: pip install it\n"
    assert convert(capfdbinary, records / "paper.json", "--to", "bibtex") == (2, b"", told)


def test_options_reach_the_format(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    paper = Paper(title="On $x$", authors=("丁雨",), abstract="An abstract.")
    paperparse.dump(paper, tmp_path / "a.jsonl")
    (tmp_path / "marked.jsonl").write_bytes(b"\xef\xbb\xbf" + (tmp_path / "a.jsonl").read_bytes())
    expected = paperparse.dumps(paper, to="bibtex", math="keep", keys="transliterated").encode()
    options = ("--to", "bibtex", "--math", "keep", "--keys", "transliterated")
    assert convert(capfdbinary, tmp_path / "a.jsonl", *options) == (0, expected, "")
    assert convert(capfdbinary, tmp_path / "marked.jsonl", *options) == (0, expected, "")
    assert main(["merge", str(tmp_path / "a.jsonl"), *options]) == 0
    assert capfdbinary.readouterr().out == expected
    written = tmp_path / "a.csv"
    assert convert(capfdbinary, tmp_path / "a.jsonl", "-o", written, "--output-encoding", "utf-8-sig") == (0, b"", "")
    assert written.read_bytes() == b"\xef\xbb\xbf" + paperparse.dumps(paper, to="csv").encode()


def test_parse_takes_the_same_options(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["parse", str(SEEDS[4]), "--to", "bibtex", "--math", "keep"]) == 0
    assert capfdbinary.readouterr().out == paperparse.dumps(DAILY, to="bibtex", math="keep").encode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["convert", "a.json", "--to", "ris", "--math", "keep"], "--math is for bibtex, not for ris"),
        (["convert", "a.json", "-o", "a.csv", "--keys", "plain"], "--keys is for csl, bibtex, ris, not for csv"),
        (["merge", "a.json", "--output-encoding", "utf-8"], "--output-encoding is for csv, not for jsonl"),
        (["parse", "a.txt", "--to", "text", "--math", "keep"], "--math is for bibtex, not for text"),
        (["parse", "a.txt", "--to", "bibtex", "--math", "drop"], "argument --math: invalid choice"),
    ],
)
def test_an_option_of_another_format_is_wrong_usage(
    arguments: list[str], message: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert message in capfdbinary.readouterr().err.decode()


def test_a_missing_library_is_told(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    paperparse.dump(Paper(title="x"), tmp_path / "a.jsonl")
    monkeypatch.setitem(sys.modules, "anyascii", None)
    status, written, told = convert(capfdbinary, tmp_path / "a.jsonl", "--to", "ris", "--keys", "transliterated")
    assert (status, written) == (2, b"")
    assert "pip install 'paperparse[transliteration]'" in told
