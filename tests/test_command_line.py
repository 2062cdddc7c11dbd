"""The command, as whole processes: what it prints, where, and its exit status."""

import importlib
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest
from processes import read_terminal, run_bytes
from quick import thin_out
from samples import FORMATS_BY_NAME, ROOT, load_seed

import paperparse
from paperparse import Limits
from paperparse.command_line import main
from paperparse.command_line.pages import tell_diagnostics
from paperparse.exports import BINARY, TARGETS
from paperparse.reports import REPORTS

SEEDS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "seeds").glob("*.txt"))
DAILY = SEEDS[4]


def run(*arguments: str, data: bytes = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    return run_bytes(*arguments, cwd=cwd, data=data)


def run_in_shell(arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = f"'{sys.executable}' -m paperparse {arguments}"
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, cwd=ROOT, check=False)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    file = tmp_path / "damaged.txt"
    file.write_text(load_seed("daily_feed").text.replace("Dec 19, 2024", "Feb 30, 2024"), "utf-8")
    return file


def test_parse_prints_a_paper_a_line() -> None:
    result = run("parse", *SEEDS)
    rows = [json.loads(line) for line in result.stdout.decode().split("\n") if line]
    assert (result.returncode, result.stderr, len(rows)) == (0, b"5 of 5 pages, 346 papers\n", 346)
    apple = rows[-59 + 24]
    assert list(apple)[:4] == ["schema_version", "title", "abstract", "summary"]
    assert apple["organization"] == {"handle": "apple", "name": "Apple"}
    assert apple["published"] == {"year": None, "month": 9, "day": 29, "year_min": 2025}
    assert apple["source"]["page"] == DAILY
    start, end = apple["spans"]["title"]
    assert paperparse.load(ROOT / DAILY).text[start:end] == apple["title"]


def test_equal_pages_give_equal_bytes() -> None:
    assert run("parse", "--to", "json", *SEEDS).stdout == run("parse", "--to", "json", *SEEDS).stdout


def test_parse_to_json_is_a_list_of_pages(damaged: Path) -> None:
    result = run("parse", "--to", "json", SEEDS[3], str(damaged))
    pages = json.loads(result.stdout)
    assert [(page["format"], len(page["papers"])) for page in pages] == [("scored_feed", 12), ("daily_feed", 59)]
    assert (pages[0]["info"]["number"], pages[0]["info"]["page_count"]) == (1, 288)
    assert [found["code"] for found in pages[1]["diagnostics"]] == ["invalid-date"]
    assert json.loads(run("parse", "--to", "json", "missing.txt").stdout) == []


def test_a_listing_says_once_what_fills_in_years() -> None:
    hint = b"30 dates without a year: the day of capture, --as-of, fills them in\n"
    assert run("parse", "--to", "text", DAILY, DAILY).stderr == b"2 of 2 pages, 118 papers\n" + hint
    single = run("parse", "--to", "text", DAILY).stderr
    assert single == b"15 dates without a year: the day of capture, --as-of, fills them in\n"
    for arguments in (["--as-of", "2025-10-30", DAILY], [SEEDS[3]]):
        assert run("parse", "--to", "text", *arguments).stderr == b""
    assert run("parse", DAILY).stderr == b""


def test_parse_to_text_reads_well() -> None:
    result = run("parse", "--to", "text", SEEDS[0], DAILY)
    text = result.stdout.decode()
    assert text.startswith(
        f"{SEEDS[0]}: abstract_list, 10 papers\n  affiliation: Hebrew University\n\n   1. Artificial"
    )
    assert f"\n\n{DAILY}: daily_feed, 59 papers\n  title: Daily Papers\n  date: --10-30 (2025 or later)\n" in text
    assert "\n   4. Pointer Networks\n      2015-06-09, 3 authors\n      We introduce a new neural" in text
    assert "\n      --09-29 (2025 or later), Apple, 2 comments\n" in text
    assert max(map(len, text.split("\n"))) <= 100


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "papers.jsonl"
    assert run("parse", "-o", str(out), DAILY).stdout == b""
    assert out.read_bytes() == run("parse", DAILY).stdout
    result = run("parse", "-o", str(tmp_path / "no" / "folder"), DAILY)
    assert result.returncode == 2
    assert result.stderr.decode().strip().endswith("error: No such file or directory")


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes((ROOT / DAILY).read_bytes())
    result = run("parse", "page.txt", "-o", str(page), cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (2, f"{page}: error: the output would overwrite an input\n")
    assert page.read_bytes() == (ROOT / DAILY).read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
def test_a_full_disk_is_told_with_the_name_of_the_output() -> None:
    result = run("parse", "-o", "/dev/full", DAILY)
    assert (result.returncode, result.stderr) == (2, b"/dev/full: error: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that closes streams")
@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ("formats >&-", 2, "<stdout>: error: Bad file descriptor\n"),
        pytest.param(f"parse {DAILY} >&-", 2, "<stdout>: error: Bad file descriptor\n", marks=pytest.mark.slow),
        pytest.param(f"validate {DAILY} >&-", 2, "<stdout>: error: Bad file descriptor\n", marks=pytest.mark.slow),
        pytest.param(f"parse {DAILY} -o /dev/null >&-", 0, "", marks=pytest.mark.slow),
        ("parse - <&-", 1, "<stdin>:1: error: the text is empty: there is no page to read\n"),
    ],
)
def test_a_closed_stream_is_an_error_where_it_is_needed(arguments: str, status: int, told: str) -> None:
    result = run_in_shell(arguments)
    assert (result.returncode, result.stderr.decode()) == (status, told)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.slow
def test_a_full_standard_output_is_an_error() -> None:
    result = run_in_shell(f"parse {DAILY} >/dev/full")
    assert (result.returncode, result.stderr) == (2, b"<stdout>: error: No space left on device\n")


def test_a_page_comes_from_standard_input() -> None:
    result = run("parse", "-", data=(ROOT / DAILY).read_bytes())
    assert json.loads(result.stdout.split(b"\n")[0])["source"]["page"] == "<stdin>"
    assert result.stdout.count(b"\n") == 59


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "page.bin").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "readme.txt").write_text("A text of another kind.\n")
    result = run("parse", "page.bin", str(ROOT / SEEDS[0]), "readme.txt", cwd=tmp_path)
    assert (result.returncode, result.stdout.count(b"\n")) == (1, 10)
    *errors, summary = result.stderr.decode().splitlines()
    assert [error.split(" error: ")[0] for error in errors] == ["page.bin:1:", "readme.txt:1:"]
    assert summary == "1 of 3 pages, 10 papers; 1 not recognised, 1 not read"
    missing = run("parse", "missing.txt", "readme.txt", ".", str(ROOT / SEEDS[0]), cwd=tmp_path)
    assert (missing.returncode, missing.stdout.count(b"\n")) == (2, 10)
    assert missing.stderr.decode().splitlines()[0] == "missing.txt: error: No such file or directory"


def test_what_a_page_lost_is_told_but_fails_only_in_strict_mode(damaged: Path) -> None:
    result = run("parse", str(damaged))
    told = f"{damaged}:27:1: error: invalid-date: 'Feb 30, 2024' is no date\n"
    assert (result.returncode, result.stdout.count(b"\n"), result.stderr.decode()) == (0, 59, told)
    strict = run("parse", "--strict", str(damaged), DAILY)
    told += "1 of 2 pages, 59 papers; 1 refused by --strict\n"
    assert (strict.returncode, strict.stdout.count(b"\n"), strict.stderr.decode()) == (1, 59, told)


def test_format_day_and_encoding_can_be_given(tmp_path: Path) -> None:
    result = run("parse", "--as-of", "2025-10-30", DAILY)
    assert b'"year":null' not in result.stdout
    (tmp_path / "page.txt").write_bytes(load_seed("daily_feed").text.encode("cp1252", "replace"))
    assert run("parse", "page.txt", cwd=tmp_path).returncode == 1
    assert run("parse", "--encoding", "cp1252", "page.txt", cwd=tmp_path).stdout.count(b"\n") == 59
    named = run("parse", "--format", "scored_feed", SEEDS[0])
    assert (named.returncode, named.stdout) == (1, b"")
    assert b"error: no-cards: no card of format scored_feed on this page" in named.stderr


def test_wrong_usage_is_status_2() -> None:
    for arguments in (
        [],
        ["parse"],
        ["parse", "--to", "xml", DAILY],
        ["parse", "--as-of", "30.10.2025", DAILY],
        ["parse", "--as-of", "2025-W44-4", DAILY],
        ["parse", "--format", "daily", DAILY],
        ["parse", "--encoding", "klingon", DAILY],
        ["read", DAILY],
    ):
        result = run(*arguments)
        assert (result.returncode, result.stdout) == (2, b"")
        assert b"paperparse" in result.stderr


def test_detect_tells_format_and_evidence(damaged: Path) -> None:
    text = run("detect", DAILY).stdout.decode()
    assert text.startswith(f"{DAILY}: daily_feed, confidence 1.00\n  1 x the heading 'Daily Papers', first on line 7\n")
    rows = [json.loads(line) for line in run("detect", "--json", *SEEDS, str(damaged)).stdout.splitlines()]
    assert [row["format"] for row in rows] == [
        "abstract_list",
        "author_cards",
        "title_feed",
        "scored_feed",
        "daily_feed",
        "daily_feed",
    ]
    assert rows[4]["candidates"][0]["cards"] == 59
    result = run("detect", "README.md")
    assert (result.returncode, result.stdout) == (1, b"")
    assert result.stderr.startswith(b"README.md:1: error: no known kind of page; nearest: ")


def test_formats_lists_the_formats() -> None:
    lines = run("formats").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == sorted(FORMATS_BY_NAME)


@pytest.mark.slow
def test_output_is_utf_8_whatever_the_terminal_says() -> None:
    for arguments in (["formats"], ["detect", DAILY], ["parse", "--to", "text", DAILY]):
        plain = run(*arguments)
        ascii_only = subprocess.run(
            [sys.executable, "-m", "paperparse", *arguments],
            capture_output=True,
            cwd=ROOT,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        )
        assert (ascii_only.returncode, ascii_only.stdout) == (0, plain.stdout)


def test_version() -> None:
    assert run("--version").stdout.decode() == f"paperparse {paperparse.__version__}\n"


@pytest.mark.skipif(os.name != "posix", reason="needs a shell with pipes")
def test_a_closed_pipe_ends_quietly() -> None:
    command = f"'{sys.executable}' -m paperparse parse {' '.join(SEEDS * 20)} | head -n 1"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, cwd=ROOT, check=False)
    assert (result.stdout.count(b"\n"), result.stderr) == (1, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not text")
def test_a_file_name_that_is_no_text_is_shown_as_well_as_can_be(tmp_path: Path) -> None:
    name = os.fsdecode(b"page-\xff\n.txt")
    (tmp_path / name).write_bytes((ROOT / SEEDS[0]).read_bytes())
    result = run("parse", name, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout.splitlines()[0])["source"]["page"] == "page-\\xff\n.txt"
    for command in (["detect"], ["parse", "--to", "text"]):
        assert run(*command, name, cwd=tmp_path).stdout.startswith(b"page-\\xff\\n.txt: abstract_list")
    assert run("parse", os.fsdecode(b"\xff\t"), cwd=tmp_path).stderr == b"\\xff\\t: error: No such file or directory\n"


def test_no_control_of_a_page_reaches_the_terminal(tmp_path: Path) -> None:
    text = (ROOT / SEEDS[3]).read_text("utf-8")
    title = paperparse.loads(text)[0].title
    assert title is not None
    odd = text.replace(title, f"{title[:9]}\x1b]0;owned\x07\x9b2J\u202e{title[9:]}").replace(
        "12/10/2024", "12/\x1b[2J/2024"
    )
    (tmp_path / "page.txt").write_text(odd, "utf-8")
    for command in (["parse", "--to", "text"], ["detect"], ["validate"]):
        result = run(*command, "page.txt", cwd=tmp_path)
        shown = (result.stdout + result.stderr).decode()
        assert all(character.isprintable() or character == "\n" for character in shown), command
        assert "12/" in shown or command == ["detect"]


class Terminal(io.TextIOWrapper):
    """A terminal that remembers what it shows."""

    def isatty(self) -> bool:
        return True


_COMMANDS: Final = (
    *(f"parse page.txt --to {target}" for target in TARGETS if target not in BINARY),
    *(f"validate page.txt --to {report}" for report in REPORTS),
    "validate page.txt --color always",
    "merge page.txt",
    "detect page.txt --to jsonl",
    "convert papers.jsonl --to csv",
)


@pytest.mark.parametrize("command", _COMMANDS)
def test_no_control_reaches_a_terminal_in_any_format(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "Kilns \x1b[31m \x1b]0;owned\x07 \x9b2J \u202e \u2066 \xad &amp; cool, even at night"
    page = load_seed("scored_feed")
    text = page.text.replace(page[0].title or "", hostile)
    (tmp_path / "page.txt").write_text(text, "utf-8")
    paperparse.dump(paperparse.loads(text), tmp_path / "papers.jsonl")
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", terminal)
    main(command.split())
    terminal.flush()
    shown = terminal.buffer.getvalue().decode()  # type: ignore[attr-defined]  # of bytes in memory
    bare = re.sub("\x1b\\[(1;3[136]|0)m", "", shown)
    assert bare
    assert all(character.isprintable() or character == "\n" for character in bare)


def test_names_of_authors_are_shortened_in_a_listing() -> None:
    text = run("parse", "--to", "text", SEEDS[1]).stdout.decode()
    assert "\n   9. " in text
    assert "\n      Eran Malach, Shai Shalev-Shwartz\n" in text


def test_findings_beyond_those_kept_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Total Score\nn/a\nPointer Networks\nRead more\n6/9/2015\n" * 1_100
    page = paperparse.loads(text, format="scored_feed", limits=Limits(diagnostics=3))
    tell_diagnostics("page.txt", page)
    *told, last = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert last == f"page.txt:1: note: {page.diagnostic_count - 3:,} more findings on this page are not shown"


def test_a_missing_input_does_not_keep_the_output_from_being_written(tmp_path: Path) -> None:
    result = run("parse", "-o", "out.jsonl", "missing.txt", str(ROOT / DAILY), cwd=tmp_path)
    assert (result.returncode, (tmp_path / "out.jsonl").read_bytes().count(b"\n")) == (2, 59)


def test_an_interrupt_and_a_full_disk_end_the_command_with_their_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(error: BaseException) -> None:
        raise error

    monkeypatch.setattr("paperparse.command_line.pages._run_formats", lambda _: stop(KeyboardInterrupt()))
    assert main(["formats"]) == 130
    monkeypatch.setattr(
        "paperparse.command_line.pages._run_formats", lambda _: stop(OSError(28, "No space left on device"))
    )
    assert main(["formats"]) == 2
    assert capsys.readouterr().err == "<stdout>: error: No space left on device\n"
    monkeypatch.setattr(
        "paperparse.command_line.pages._run_formats", lambda _: stop(OSError(2, "No such file or directory", "a\n"))
    )
    assert main(["formats"]) == 2
    assert capsys.readouterr().err == "a\\n: error: No such file or directory\n"


# Imports a module that is asked for by sending itself the signal of Ctrl-C, as a terminal does.
_INTERRUPTED = """
import os, runpy, signal, sys

class Finder:
    def find_spec(self, name, *_):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)

# Who starts tests in the background of a shell leaves them to ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Finder())
sys.argv = ["paperparse", "parse", "-"]
{statement}
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize(
    ("name", "statement"),
    thin_out(
        4,
        [
            ("attrs", "runpy.run_module('paperparse', run_name='__main__')"),
            ("paperparse.pages.load", "from paperparse.command_line import main; sys.exit(main())"),
            ("paperparse.command_line.running", "from paperparse.command_line import main; sys.exit(main())"),
            ("msgspec", "runpy.run_module('paperparse', run_name='__main__')"),
        ],
    ),
)
def test_an_interrupt_while_the_command_starts_ends_it_quietly(name: str, statement: str) -> None:
    code = _INTERRUPTED.format(name=name, statement=statement)
    command = [sys.executable, "-c", code, "paperparse"]
    result = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_an_interrupt_of_a_program_that_imports_the_package_is_its_own() -> None:
    code = _INTERRUPTED.format(name="attrs", statement="import paperparse")
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert result.returncode != 130
    assert result.stderr.endswith(b"\nKeyboardInterrupt\n")


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.slow
def test_the_interrupt_key_of_a_terminal_ends_the_command_quietly() -> None:
    import pty

    process, terminal = pty.fork()
    if not process:  # pragma: no cover  # The child is the command.
        os.execv(sys.executable, [sys.executable, "-m", "paperparse", "parse", "-"])  # noqa: S606 -- our own
    # It waits for the page that somebody types.
    os.write(terminal, b"Dear reader,\n")
    time.sleep(1)
    os.write(terminal, b"\x03")
    shown = read_terminal(terminal)
    status = os.waitpid(process, 0)[1]
    assert os.waitstatus_to_exitcode(status) == 130
    assert shown.replace(b"^C", b"").strip() == b"Dear reader,"


def test_the_module_that_runs_the_command_can_be_imported() -> None:
    assert importlib.import_module("paperparse.__main__").main is main
