"""Where the commands write: files whole or as they were, formats by endings, inputs never, and standard output."""

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest
from processes import clean_environment, run_command, validate
from quick import thin_out
from samples import ROOT, SEEDS, load_seed
from test_command_line import run_in_shell

import paperparse
from paperparse.command_line import main
from paperparse.command_line.streams import is_same_place
from paperparse.exports import Target

FILE: Final = next(SEEDS.glob("004*.txt"))
DAILY: Final = load_seed("daily_feed")
KILLED: Final = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM))
posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell and pipes as POSIX has them")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs the devices of Linux")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two pages, the first one's records, a text that is no page, and outputs of an earlier run."""
    (tmp_path / "page.txt").write_bytes(FILE.read_bytes())
    (tmp_path / "other.txt").write_bytes(next(SEEDS.glob("000*.txt")).read_bytes())
    (tmp_path / "letter.txt").write_text("Dear reader,\n")
    (tmp_path / "wrong.json").write_text('{"title": 5}')
    paperparse.dump(DAILY, tmp_path / "records.jsonl")
    for name in ("old.jsonl", "review.csv", "report.txt"):
        (tmp_path / name).write_bytes(b"old")
    return tmp_path


def list_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "arguments",
    [
        "parse letter.txt -o old.jsonl",
        "parse letter.txt missing.txt -o old.jsonl",
        "parse letter.txt -o new.jsonl",
        "parse --to json letter.txt -o old",
        "parse --format scored_feed other.txt -o old.jsonl",
        "merge letter.txt wrong.json -o old.jsonl --review review.csv",
        "convert wrong.json letter.txt -o old.jsonl",
    ],
)
def test_where_nothing_could_be_read_the_output_stays(arguments: str, folder: Path) -> None:
    before = list_files(folder)
    outcome = run_command(*arguments.split(), cwd=folder)
    assert (outcome.status, outcome.out) == (2 if "missing" in arguments else 1, "")
    assert list_files(folder) == before


@pytest.mark.parametrize(
    "command", ["parse letter.txt page.txt", "merge letter.txt page.txt", "convert wrong.json records.jsonl"]
)
def test_where_something_could_be_read_the_output_is_new(command: str, folder: Path) -> None:
    outcome = run_command(*command.split(), "-o", "old.jsonl", cwd=folder)
    assert outcome.status == 1
    assert (folder / "old.jsonl").read_bytes().count(b"\n") == 59


def test_files_of_no_records_are_read(folder: Path) -> None:
    for name in ("none.jsonl", "none.ndjson"):
        (folder / name).touch()
        for command in ("convert", "merge"):
            (folder / "old.jsonl").write_bytes(b"old")
            assert run_command(command, name, "-o", "old.jsonl", cwd=folder).status == 0, (command, name)
            assert (folder / "old.jsonl").read_bytes() == b""
        outcome = validate(name, cwd=folder)
        assert (outcome.status, " error: too-few-papers: " in outcome.out) == (1, True)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
@pytest.mark.parametrize(
    ("command", "point"),
    [
        ("parse page.txt page.txt -o old.jsonl", "paperparse.command_line.pages.tell_diagnostics"),
        ("merge page.txt -o old.jsonl --review review.csv", "paperparse.merging.review.iter_rows"),
        ("merge page.txt -o old.jsonl --review review.csv", "paperparse.records.output.encode_record"),
        ("convert records.jsonl -o old.jsonl", "paperparse.records.output.encode_record"),
        ("validate page.txt --output-file report.txt", "paperparse.command_line.validation.check_bytes"),
    ],
)
def test_what_ends_a_command_leaves_its_outputs(
    command: str, point: str, error: type[BaseException], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list_files(folder)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.chdir(folder)
    monkeypatch.setattr(point, fail)
    if error is KeyboardInterrupt:
        assert main(command.split()) == 130
    else:
        with pytest.raises(error):
            main(command.split())
    assert list_files(folder) == before


@posix
@pytest.mark.parametrize(
    "command",
    [
        "parse page.txt -o old.jsonl",
        "merge page.txt -o old.jsonl",
        "merge page.txt --review review.csv -o old.jsonl",
        "convert records.jsonl --to jsonl -o old.jsonl",
        "validate page.txt --output-format sarif --output-file old.jsonl",
    ],
)
def test_a_full_disk_leaves_the_output(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import resource

    before = list_files(folder)
    monkeypatch.chdir(folder)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
    try:
        status = main(command.split())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (status, capsys.readouterr().err) == (2, "old.jsonl: error: File too large\n")
    assert list_files(folder) == before


@posix
@pytest.mark.slow
@pytest.mark.parametrize("number", KILLED)
def test_a_killed_process_leaves_the_output(number: signal.Signals, folder: Path) -> None:
    # It waits for the second page for ever.
    os.mkfifo(folder / "pipe")
    process = subprocess.Popen(
        [sys.executable, "-m", "paperparse", "parse", *["page.txt"] * 20, "pipe", "-o", "old.jsonl"],
        cwd=folder,
        env=clean_environment(),
        stderr=subprocess.DEVNULL,
    )
    for _ in range(600):
        if any(path.stat().st_size for path in folder.glob(".paperparse-*.part")):
            break
        time.sleep(0.05)
    else:
        pytest.fail("nothing is written")
    process.send_signal(number)
    status = process.wait(30)
    assert status == (130 if number is signal.SIGINT else -number)
    assert (folder / "old.jsonl").read_bytes() == b"old"
    left = list(folder.glob(".paperparse-*"))
    assert all(path.suffix == ".part" for path in left)
    assert not (left and number is signal.SIGINT)


@posix
@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "parse page.txt page.txt -o old.jsonl",
        "merge page.txt other.txt -o old.jsonl --review review.csv",
        "convert records.jsonl --to jsonl -o old.jsonl",
        "validate page.txt other.txt --output-format json --output-file old.jsonl",
    ],
)
def test_a_process_killed_at_any_moment_leaves_the_old_output_or_the_new(command: str, folder: Path) -> None:
    arguments = [sys.executable, "-m", "paperparse", *command.split()]
    begin = time.monotonic()
    subprocess.run(arguments, cwd=folder, env=clean_environment(), capture_output=True, check=False)
    seconds = time.monotonic() - begin
    allowed = {name: {data, b"old"} for name, data in list_files(folder).items()}
    rng = random.Random(command)
    for moment in range(int(os.environ.get("MOMENTS", "10"))):
        for name in ("old.jsonl", "review.csv"):
            (folder / name).write_bytes(b"old")
        process = subprocess.Popen(arguments, cwd=folder, env=clean_environment(), stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, 1.1 * seconds))
        process.send_signal(KILLED[moment % len(KILLED)])
        process.wait(30)
        found = list_files(folder)
        assert all(data in allowed[name] for name, data in found.items() if not name.endswith(".part"))
        assert found.keys() >= allowed.keys()
        for part in folder.glob(".paperparse-*.part"):
            assert KILLED[moment % len(KILLED)] is not signal.SIGINT
            part.unlink()


@pytest.mark.parametrize(
    ("name", "to"),
    thin_out(
        4,
        [
            ("a.bib.gz", "bibtex"),
            ("a.RIS", "ris"),
            ("a.csv", "csv"),
            ("a.md", "markdown"),
            ("a", "jsonl"),
            ("a.jsonl", "jsonl"),
            ("a.ndjson", "jsonl"),
            ("a.bib", "bibtex"),
            ("a.gz", "jsonl"),
        ],
    ),
)
def test_the_ending_of_the_output_names_the_format(name: str, to: Target, folder: Path) -> None:
    # The records name the page as the command does.
    assert run_command("parse", "page.txt", "-o", "records.jsonl", cwd=folder).status == 0
    expected = paperparse.dumps(paperparse.from_json((folder / "records.jsonl").read_bytes()), to=to)
    convert = "convert records.jsonl --to jsonl" if to == "jsonl" else "convert records.jsonl"
    for command in ("parse page.txt", convert):
        assert run_command(*command.split(), "-o", name, cwd=folder)[:2] == (0, "")
        data = (folder / name).read_bytes()
        text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
        assert text == expected


def test_convert_needs_a_format(folder: Path) -> None:
    for places in ((), ("-o", "-"), ("-o", "records")):
        outcome = run_command("convert", "records.jsonl", *places, cwd=folder)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.endswith("convert: error: name the format with --to, or by the ending of --output\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("-o a.xlsx", "--output: no format has the ending .xlsx: use one of .json, .jsonl, "),
        ("-o a.txt.gz", "--output: no format has the ending .txt: use one of "),
        ("-o a.bib --to ris", "--output: .bib is the ending of bibtex, not of ris\n"),
        ("-o a.json.gz --to jsonl", "--output: .json is the ending of json, not of jsonl\n"),
        ("-o a.jsonl.xz", "argument -o/--output: files that end with .xz are not written: "),
        ("-o a.bz2 --to jsonl", "argument -o/--output: files that end with .bz2 are not written: "),
        ("--review a.json", "--review: .json is the ending of json, not of csv\n"),
        ("--review a.csv.xz", "--review: files that end with .xz are not written: "),
    ],
)
def test_endings_that_say_something_else_are_wrong_usage(arguments: str, message: str, folder: Path) -> None:
    before = list_files(folder)
    outcome = run_command("merge", "page.txt", *arguments.split(), cwd=folder)
    assert (outcome.status, outcome.out) == (2, "")
    assert f"paperparse merge: error: {message}" in outcome.err
    assert list_files(folder) == before


def test_a_format_that_is_given_goes_to_a_name_that_says_none(folder: Path) -> None:
    for to, name in (("text", "a.txt"), ("csl", "a.json"), ("csl", "a.csl"), ("json", "a"), ("ris", "a.txt.gz")):
        assert run_command("parse", "page.txt", "--to", to, "-o", name, cwd=folder).status == 0
        assert (folder / name).stat().st_size > 1_000
    outcome = run_command("parse", "page.txt", "--to", "text", "-o", "a.md", cwd=folder)
    assert (outcome.status, outcome.err.endswith(".md is the ending of markdown, not of text\n")) == (2, True)


def test_a_report_is_compressed_by_its_name_too(folder: Path) -> None:
    outcome = validate("page.txt", "--output-file", "report.sarif.gz", "--output-format", "sarif", cwd=folder)
    assert outcome.status == 0
    assert gzip.decompress((folder / "report.sarif.gz").read_bytes()).startswith(b"{")
    outcome = validate("page.txt", "--output-file", "report.br", cwd=folder)
    assert (outcome.status, "argument --output-file: files that end with .br" in outcome.err) == (2, True)


@posix
@pytest.mark.parametrize("command", ["parse", "convert --to jsonl", "merge", "merge --review", "validate"])
@pytest.mark.parametrize("kind", ["symbolic", "hard", "broken"])
def test_an_output_that_is_an_input_by_links_is_refused(command: str, kind: str, folder: Path) -> None:
    page, link = folder / "page.txt", folder / "link.csv"
    if kind == "hard":
        link.hardlink_to(page)
    else:
        link.symlink_to("page.txt")
    option = {"merge --review": (), "validate": ("--output-file",)}.get(command, ("-o",))
    # A name that leads to nothing is an input that is missing.
    inputs = ("missing.txt", "page.txt") if kind == "broken" else ("page.txt",)
    outcome = run_command(*command.split(), *option, "link.csv", *inputs, cwd=folder)
    assert (outcome.status, outcome.out) == (2, "")
    if command != "convert --to jsonl":
        assert outcome.err == "link.csv: error: the output would overwrite an input\n"
    assert page.read_bytes() == FILE.read_bytes()


@posix
@pytest.mark.usefixtures("capsys")
def test_two_outputs_that_are_one_file_are_refused(folder: Path) -> None:
    (folder / "link.csv").symlink_to("old.csv")
    (folder / "hard.csv").hardlink_to(folder / "review.csv")
    for out, review in (
        ("old.csv", "link.csv"),
        ("link.csv", "old.csv"),
        ("review.csv", "hard.csv"),
        ("a.csv", "./a.csv"),
    ):
        outcome = run_command("merge", "page.txt", "-o", out, "--review", review, cwd=folder)
        assert (outcome.status, outcome.out) == (2, "")
        assert outcome.err.endswith("the papers and the table for review can't be written to the same place\n")
    assert (folder / "review.csv").read_bytes() == b"old"
    assert is_same_place(None, None)
    assert not is_same_place(os.devnull, os.devnull)
    assert not is_same_place("a\0b", "a")
    assert not is_same_place("review.csv", None)


@posix
def test_standard_output_may_be_one_of_the_files(folder: Path) -> None:
    outcome = run_in_shell(f"merge {folder}/page.txt --review {folder}/review.csv > {folder}/review.csv")
    assert (outcome.returncode, b"to the same place\n" in outcome.stderr) == (2, True)


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        "parse {}",
        "merge {}",
        "detect {}",
        "validate {}",
        "convert {} --to csv",
        "schema",
        "--version",
        "new-format {} -o {}.d",
    ],
)
def test_a_closed_standard_output_is_told(arguments: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    file = folder / ("records.jsonl" if "convert" in arguments else "page.txt")
    before = list_files(folder)
    errors = folder.parent / "errors"
    with errors.open("w+", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", stream)
        try:
            assert main(arguments.format(*[file] * arguments.count("{}")).split()) == 2
        finally:
            if sys.stdout is not None:
                sys.stdout.close()
    assert errors.read_text("utf-8") == "<stdout>: error: Bad file descriptor\n"
    assert list_files(folder) == before


@posix
@pytest.mark.slow
def test_a_closed_standard_output_does_not_matter_where_nothing_goes_there(folder: Path) -> None:
    outcome = run_in_shell(f"parse {FILE} -o {folder}/old.jsonl >&-")
    assert (outcome.returncode, outcome.stderr) == (0, b"")
    assert (folder / "old.jsonl").read_bytes().count(b"\n") == 59


@linux
@pytest.mark.parametrize(
    "arguments", ["validate", *(pytest.param(one, marks=pytest.mark.slow) for one in ("parse", "merge", "detect"))]
)
@pytest.mark.slow
def test_a_full_standard_output_is_told_once(arguments: str) -> None:
    outcome = run_in_shell(f"{arguments} {FILE} > /dev/full")
    assert outcome.returncode == 2
    assert outcome.stderr == b"<stdout>: error: No space left on device\n"


@pytest.mark.slow
@posix
def test_a_reader_that_has_gone_hides_no_failure(folder: Path) -> None:
    script = f"(cd '{folder}'; '{sys.executable}' -m paperparse parse $FILES; echo $? >status) | head -n 1"
    for first, expected in (("letter.txt", "1"), ("missing.txt", "2"), ("page.txt", "0")):
        files = " ".join((first, *["page.txt"] * 20))
        result = subprocess.run(
            ["/bin/sh", "-c", script], capture_output=True, cwd=ROOT, check=False, env=clean_environment(FILES=files)
        )
        assert result.stdout.count(b"\n") == 1
        assert (folder / "status").read_text().strip() == expected
        assert (b"error" in result.stderr) == (expected != "0")
