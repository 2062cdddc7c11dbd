"""What the options of the commands have in common: names, former names, what may be meant, help, and colours."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from processes import clean_environment, run_command
from samples import load_seed
from test_folders import run_on_terminal

from paperparse.command_line import main
from paperparse.command_line.running import make_parsers

COMMANDS: Final = (
    *("parse", "detect", "formats", "merge", "convert", "validate", "crawl", "schema", "explain", "new-format"),
    *("doctor", "completion"),
)
RED: Final = "\x1b[1;31merror\x1b[0m"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(load_seed("abstract_list").text, "utf-8")
    damaged = load_seed("daily_feed").text.replace("Dec 19, 2024", "Feb 30, 2024")
    (tmp_path / "damaged.txt").write_text(damaged, "utf-8")
    return tmp_path


def read_help(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_formats_and_outputs_are_named_alike(capsys: pytest.CaptureFixture[str]) -> None:
    texts = {command: read_help(capsys, command) for command in COMMANDS}
    for option, commands in (
        ("--to", {"parse", "detect", "merge", "convert", "validate", "crawl", "explain", "doctor"}),
        ("--output", set(COMMANDS) - {"formats", "schema", "completion"}),
        ("--format", {"parse", "merge", "crawl", "explain"}),
        ("--include", {"parse", "detect", "merge", "validate"}),
        ("--exclude", {"parse", "detect", "merge", "validate"}),
        ("--color", set(COMMANDS)),
    ):
        assert {command for command, text in texts.items() if f" {option} " in text} == commands, option
    assert "--output-" not in texts["validate"]


@pytest.mark.parametrize(
    ("arguments", "former"),
    [
        ("validate damaged.txt --to json", "validate damaged.txt --output-format json"),
        ("validate damaged.txt --to sarif -o {}", "validate damaged.txt --output-format sarif --output-file {}"),
        ("validate damaged.txt --output {} --to json", "validate damaged.txt --output-format json -o {}"),
        ("detect page.txt --to jsonl", "detect page.txt --json"),
    ],
)
def test_former_names_mean_the_same(arguments: str, former: str, folder: Path) -> None:
    results = []
    for command in (arguments, former):
        outcome = run_command(*command.format("report").split(), cwd=folder)
        results.append((outcome, (folder / "report").read_bytes() if "{}" in command else b""))
    assert results[0] == results[1]
    assert results[0][0].out or results[0][1]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.txt", b"damaged.txt:27:1: error"),
        ("a.JSON", b'{"schema_version"'),
        ("a.sarif", b'{"$schema"'),
        ("a.xml", b"<?xml"),
        ("a", b"damaged.txt:27:1: error"),
        ("a.md", b"damaged.txt:27:1: error"),
    ],
)
def test_the_ending_of_the_output_names_the_report(name: str, begins: bytes, folder: Path) -> None:
    assert run_command("validate", "damaged.txt", "-o", name, cwd=folder).status == 1
    assert (folder / name).read_bytes().startswith(begins)


def test_settings_name_the_report_where_the_ending_allows_it(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.paperparse]\noutput-format = 'sarif'\n")
    for name, begins in (("a.json", b'{"$schema"'), ("a", b'{"$schema"'), ("a.xml", b"<?xml")):
        run_command("validate", "damaged.txt", "-o", name, cwd=folder)
        assert (folder / name).read_bytes().startswith(begins)


def test_detections_go_to_a_file(folder: Path) -> None:
    assert run_command("detect", "page.txt", "-o", "a.ndjson", cwd=folder) == (0, "", "")
    assert json.loads((folder / "a.ndjson").read_bytes())["format"] == "abstract_list"
    for name in ("a.txt", "a", "a.csv"):
        assert run_command("detect", "page.txt", "-o", name, cwd=folder) == (0, "", "")
        assert (folder / name).read_text("utf-8").startswith("page.txt: abstract_list, confidence")
    outcome = run_command("detect", "page.txt", "-o", "page.txt", cwd=folder)
    assert (outcome.status, outcome.err) == (2, "page.txt: error: the output would overwrite an input\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("detect page.txt --to text -o a.jsonl", "detect: error: --output: .jsonl is the ending of jsonl, not of text"),
        ("validate page.txt --to json -o a.xml.gz", "--output: .xml is the ending of junit, not of json"),
        ("pars page.txt", "; is it parse?"),
        ("frobnicate page.txt", "'completion')"),
        ("parse --encodng utf-8 page.txt", "parse: error: unrecognized arguments: --encodng; is it --encoding?"),
        ("parse --strickt page.txt --asof=2025-01-01", "; is it --strict?; is it --as-of?"),
        ("parse --json page.txt", "parse: error: unrecognized arguments: --json"),
        ("merge -policy page.txt", "; is it --policy?"),
        ("parse --zzz -q page.txt", "parse: error: unrecognized arguments: --zzz -q"),
        ("formats page.txt", "formats: error: unrecognized arguments: page.txt"),
        ("parse --to bibtx page.txt", "; is it bibtex?"),
        ("validate --to jsn page.txt", "; is it json?"),
        ("merge --policy sage page.txt", "; is it safe?"),
        ("parse --color allways page.txt", "; is it always?"),
    ],
)
def test_wrong_usage_says_what_may_be_meant(arguments: str, told: str, folder: Path) -> None:
    outcome = run_command(*arguments.split(), cwd=folder)
    assert (outcome.status, outcome.out) == (2, "")
    # Python 3.14 quotes no choices.
    assert outcome.err.replace("'", "").endswith(told.replace("'", "") + "\n")


def test_merge_reads_pages_as_the_format_that_is_given(folder: Path) -> None:
    outcome = run_command("merge", "--format", "scored_feed", "page.txt", cwd=folder)
    assert (outcome.status, outcome.out, "no card of format scored_feed" in outcome.err) == (1, "", True)
    assert run_command("merge", "--format", "abstract_list", "page.txt", cwd=folder).out.count("\n") == 10


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS)])
def test_help_has_examples_that_work_and_the_exit_statuses(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    text = read_help(capsys, *command)
    assert re.search(
        r"\n\nexit status:\n    0  all is well\n(    1  .*\n)?    2  wrong usage.*\n(    3  .*\n)?  130  ", text
    )
    examples = re.findall(r"^  paperparse (.*)$", text.partition("\nexamples:\n")[2], flags=re.MULTILINE)
    assert examples
    for example in examples:
        if not example.startswith("COMMAND"):
            assert callable(make_parsers()[0].parse_args(shlex.split(example)).run)


def test_help_is_as_wide_as_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    widths = []
    for columns in (80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        shown = read_help(capsys, "validate").partition("\nexamples:")[0].split("\n")
        widths.append(max(map(len, shown)))
    assert 70 < widths[0] < 80
    assert 110 < widths[1] < 120


def test_severities_are_coloured_where_that_is_asked_for(folder: Path) -> None:
    for command in ("parse", "merge"):
        told = run_command(
            command, "--color", "always", "damaged.txt", "gone: error: .txt", cwd=folder
        ).err.splitlines()
        assert told[0] == f"damaged.txt:27:1: {RED}: invalid-date: 'Feb 30, 2024' is no date"
        assert told[1].count("\x1b") == 2
    outcome = run_command("validate", "--color", "always", "damaged.txt", cwd=folder)
    assert outcome.out.splitlines()[0] == f"damaged.txt:27:1: {RED}: invalid-date: 'Feb 30, 2024' is no date"
    assert outcome.out.count("\x1b") == 2
    for more in (("--color", "auto"), ("--color", "never"), ("--color", "always", "--to", "json"), ()):
        assert "\x1b" not in "".join(run_command("validate", *more, "damaged.txt", cwd=folder)[1:])
    run_command("validate", "--color", "always", "-o", "report", "damaged.txt", cwd=folder)
    assert b"\x1b" not in (folder / "report").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("more", "is_coloured"),
    [
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        pytest.param({"NO_COLOR": "", "TERM": "dumb"}, False, marks=pytest.mark.slow),
    ],
)
@pytest.mark.slow
def test_severities_are_coloured_on_a_terminal(more: dict[str, str], is_coloured: bool, folder: Path) -> None:
    rows, status = run_on_terminal("parse damaged.txt", folder, **more)
    assert (status, RED in rows[0]) == (0, is_coloured)


@pytest.mark.slow
def test_nothing_that_only_errors_need_is_imported(folder: Path) -> None:
    code = (
        "import sys; before = set(sys.modules); from paperparse.command_line import main; "
        "main(['parse', 'page.txt', '-o', 'a.jsonl']); print(*{*sys.modules} - before)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=folder, env=clean_environment()
    )
    loaded = set(run.stdout.decode().split())
    assert "paperparse.command_line.parser" in loaded
    assert not {"difflib", "asyncio", "multiprocessing", "concurrent.futures"} & loaded
