"""`paperparse validate` as whole processes: which files it checks, what it says of them, and its exit status."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import clean_environment, read_terminal, run_command, validate, validate_to_json
from samples import load_seed
from test_cases import edit

import paperparse
from paperparse.codes import CODES

PAGES = {
    "good.txt": load_seed("abstract_list").text,
    "wrong.txt": edit(load_seed("abstract_list").text, [{"replace": 4, "with": "Abstract:"}]),
    "doubtful.txt": load_seed("scored_feed").text.replace("Page 1 of 288", "Page 5 of 3"),
    "foreign.txt": edit(load_seed("abstract_list").text, [{"before": 7, "insert": "An unrelated remark"}]),
    "unknown.txt": "A text of another kind.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ("good.txt", 0, ""),
        ("--fail-on note good.txt", 0, ""),
        ("wrong.txt", 1, ""),
        ("good.txt wrong.txt good.txt", 1, ""),
        ("doubtful.txt", 0, ""),
        ("--fail-on warning doubtful.txt", 1, ""),
        ("--fail-on warning foreign.txt", 1, ""),
        ("--fail-on warning --min-coverage 0.9 foreign.txt", 0, ""),
        ("--fail-on note --min-coverage 0.9 foreign.txt", 1, ""),
        ("unknown.txt", 1, ""),
        ("", 2, "error: name a file, a folder, or - for standard input\n"),
        ("missing.txt", 2, ""),
        ("missing.txt good.txt", 2, ""),
        ("wrong.txt missing.txt", 2, ""),
        ("good.txt/page.txt", 2, ""),
        ("empty", 2, ""),
        ("--include *.html .", 2, ""),
        ("--include . .", 2, "error: include: '.' can be the name of no file\n"),
        (
            "--select no-such-code good.txt",
            2,
            "error: no code is named 'no-such-code'; --explain all lists the codes\n",
        ),
        ("--ignore mojibak good.txt", 2, "error: no code is named 'mojibak'; is it mojibake?\n"),
        ("--select mojibake, good.txt", 0, ""),
        ("--output-file - good.txt", 0, ""),
        ("--expect-format daily good.txt", 2, "submitted_feed, title_feed, trending_feed\n"),
        ("--min-coverage 1.5 good.txt", 2, "error: min_coverage must be from 0 to 1, not 1.5\n"),
        ("--min-coverage nan good.txt", 2, "error: min_coverage must be from 0 to 1, not nan\n"),
        ("--min-papers -1 good.txt", 2, "error: min_papers must not be negative, as -1 is\n"),
        ("--as-of 30.10.2025 good.txt", 2, "error: argument --as-of: '30.10.2025' is no date of the form YYYY-MM-DD\n"),
        ("--as-of 2025-W44-4 good.txt", 2, "error: argument --as-of: '2025-W44-4' is no date of the form YYYY-MM-DD\n"),
        ("--encoding klingon good.txt", 2, "error: argument --encoding: Python knows no encoding 'klingon'\n"),
        ("--fail-on never good.txt", 2, "(choose from 'error', 'warning', 'note')\n"),
        ("--output-format xml good.txt", 2, "(choose from 'text', 'json', 'github', 'sarif', 'junit')\n"),
        ("--output-file good.txt good.txt", 2, "good.txt: error: the output would overwrite an input\n"),
        ("--output-file wrong.txt .", 2, "wrong.txt: error: the output would overwrite an input\n"),
        ("--output-file no/folder good.txt", 2, "no/folder: error: No such file or directory\n"),
    ],
)
def test_exit_status(arguments: str, status: int, told: str, folder: Path) -> None:
    outcome = validate(*arguments.split(), cwd=folder)
    assert outcome.status == status
    # Python 3.14 quotes no choices.
    assert told.replace("'", "") in outcome.err.replace("'", "")
    assert {name: (folder / name).read_bytes().decode() for name in PAGES} == PAGES


def test_one_file_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    outcome = validate("missing.txt", "empty", "wrong.txt", "good.txt", cwd=folder)
    assert (outcome.status, outcome.err) == (2, "")
    paragraphs = outcome.out.split("\n\n")
    assert [paragraph.split(":")[0] for paragraph in paragraphs[:3]] == ["missing.txt", "empty", "wrong.txt"]
    assert paragraphs[0] == "missing.txt: error: No such file or directory"
    assert (
        paragraphs[1] == "empty: error: no file in it is named *.txt or *.json or *.jsonl or *.ndjson (see --include)"
    )
    assert paragraphs[3] == "1 error in 1 of 4 files; 2 files could not be read\n"


def test_what_cannot_be_read_is_told_twice_where_a_machine_reads_the_report(folder: Path) -> None:
    outcome = validate_to_json("missing.txt", "good.txt", cwd=folder)
    assert [file["failure"] for file in outcome.files] == ["No such file or directory", None]
    assert outcome.err == "missing.txt: error: No such file or directory\n"


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    names = ["b.txt", "a/z.json", "a/page.html", "c/feeds/1.txt", "c/2.TXT"]
    names += [".git/x.txt", "c/.cache/y.txt", "c/node_modules/z.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGES["good.txt"], "utf-8")

    def walk(*arguments: str) -> list[str]:
        return [Path(file["name"]).as_posix() for file in validate_to_json(*arguments, ".", cwd=tmp_path).files]

    assert walk() == ["b.txt", "a/z.json", "c/2.TXT", "c/feeds/1.txt"]
    assert walk("--include", "*.html") == ["a/page.html"]
    assert walk("--include", "*.html", "--include", "Feeds/*.txt") == ["a/page.html", "c/feeds/1.txt"]
    assert walk("--exclude", "FEEDS", "--exclude", "a/*.json") == ["b.txt", "c/2.TXT"]
    assert walk("--exclude", "c/feeds", "--exclude", "?.txt") == ["a/z.json"]
    nothing = validate("--exclude", "*", ".", cwd=tmp_path)
    assert (nothing.status, "*.ndjson (see --include and --exclude)" in nothing.out) == (2, True)


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes in folders")
def test_a_pipe_in_a_folder_is_named_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGES["good.txt"], "utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    result = validate(".", cwd=tmp_path)
    assert "pipe.txt: error: neither a file nor a folder" in result.out + result.err
    assert result.status == 2


@pytest.mark.parametrize(
    ("name", "write", "kind", "papers"),
    [
        ("page.json", lambda page, path: path.write_text(page.text, "utf-8"), "page", 10),
        ("page.txt", lambda page, path: paperparse.dump(page, path, to="json"), "records", 10),
        ("pages.txt", lambda page, path: paperparse.dump([page, page], path, to="json"), "records", 20),
        ("papers.txt", lambda page, path: paperparse.dump(list(page), path, to="json"), "records", 10),
        ("paper.txt", lambda page, path: paperparse.dump(page[0], path, to="json"), "records", 1),
        ("lines.txt", lambda page, path: paperparse.dump(page, path, to="jsonl"), "records", 10),
        ("lines.jsonl", paperparse.dump, "records", 10),
    ],
)
def test_content_decides_what_a_file_is(
    name: str, write: Callable[[paperparse.Page, Path], object], kind: str, papers: int, tmp_path: Path
) -> None:
    write(load_seed("abstract_list"), tmp_path / name)
    outcome = validate_to_json("--ignore", "duplicate-card", name, cwd=tmp_path)
    assert [(file["kind"], file["papers"], file["findings"]) for file in outcome.files] == [(kind, papers, [])]


def test_a_format_can_be_expected(folder: Path) -> None:
    paperparse.dump(list(load_seed("abstract_list"))[:2], folder / "papers.json")
    right = validate_to_json("--expect-format", "abstract_list", "good.txt", "papers.json", cwd=folder)
    assert (right.status, right.codes) == (0, [])
    wrong = validate_to_json("--expect-format", "daily_feed", "good.txt", "papers.json", cwd=folder)
    assert (wrong.status, wrong.codes) == (1, ["unexpected-format"] * 3)
    assert [line for _, _, line in wrong.findings] == [1, 2, 3]


def test_a_page_of_no_known_kind_is_read_as_the_format_expected(folder: Path) -> None:
    assert validate_to_json("unknown.txt", cwd=folder).findings == [("unknown-format", "error", 1)]
    named = validate_to_json("--expect-format", "scored_feed", "unknown.txt", cwd=folder)
    assert (named.status, sorted(named.codes)) == (1, ["unknown-format"])


@pytest.mark.parametrize(("coverage", "severity"), [("1.0", "error"), ("0.9", "note"), ("0.9999", "error")])
def test_coverage_says_how_much_may_be_left_over(coverage: str, severity: str, folder: Path) -> None:
    outcome = validate_to_json("--min-coverage", coverage, "foreign.txt", cwd=folder)
    assert (outcome.status, outcome.findings) == (severity == "error", [("unparsed-text", severity, 7)])


def test_a_file_must_hold_as_many_papers_as_asked(folder: Path) -> None:
    assert validate("--min-papers", "10", "good.txt", cwd=folder).status == 0
    few = validate_to_json("--min-papers", "11", "good.txt", cwd=folder)
    assert (few.status, few.findings) == (1, [("too-few-papers", "error", 11)])


def test_no_paper_is_later_than_the_day_of_capture(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(load_seed("scored_feed").text.encode())
    assert validate("--fail-on", "note", "--as-of", "2024-12-13", "page.txt", cwd=tmp_path).status == 0
    early = validate_to_json("--as-of", "2024-12-12", "page.txt", cwd=tmp_path)
    assert early.findings == [("date-after-capture", "warning", line) for line in (64, 126, 142)]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ("", ["missing-abstract", "mojibake", "unparsed-text"]),
        ("--select missing-*", ["missing-abstract"]),
        ("--select missing-*,mojibake", ["missing-abstract", "mojibake"]),
        ("--select missing-* --select mojibake", ["missing-abstract", "mojibake"]),
        ("--ignore unparsed-text,mojibake", ["missing-abstract"]),
        ("--select m* --ignore mojibake", ["missing-abstract"]),
        ("--ignore *", []),
    ],
)
def test_codes_are_selected_and_ignored(arguments: str, codes: list[str], folder: Path) -> None:
    text = edit(PAGES["foreign.txt"], [{"replace": 3, "with": "Abstract:"}])
    (folder / "page.txt").write_text(text.replace("Convolutional", "Convolu\ufffdional"), "utf-8")
    outcome = validate_to_json(*arguments.split(), "page.txt", cwd=folder)
    assert (outcome.status, sorted(outcome.codes)) == (bool(codes), codes)


def test_a_page_comes_from_standard_input(folder: Path) -> None:
    outcome = validate("-", cwd=folder, data=PAGES["wrong.txt"].encode())
    assert (outcome.status, outcome.out.split(": ")[0]) == (1, "<stdin>:4:1")
    assert validate("good.txt", "-", cwd=folder, data=PAGES["good.txt"].encode()).out == "2 files, no findings\n"


def test_the_report_goes_to_a_file_and_the_summary_to_the_terminal(folder: Path) -> None:
    arguments = ["missing.txt", "wrong.txt"]
    outcome = validate("--output-file", "report.txt", *arguments, cwd=folder)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.splitlines() == [
        "missing.txt: error: No such file or directory",
        "1 error in 1 of 2 files; 1 file could not be read",
    ]
    assert (folder / "report.txt").read_bytes().decode() == validate(*arguments, cwd=folder).out


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(load_seed("daily_feed").text.encode("cp1252", "replace"))
    assert validate_to_json("page.txt", cwd=tmp_path).codes == ["undecodable-text"]
    assert validate("--encoding", "cp1252", "page.txt", cwd=tmp_path).status == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not text")
def test_a_file_name_that_is_no_text_is_shown_as_well_as_can_be(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"page-\xff\n.txt")).write_text(PAGES["unknown.txt"], "utf-8")
    shown = {
        "text": "./page-\\xff\\n.txt:1:1: error",
        "json": '"name":"./page-\\\\xff\\n.txt"',
        "github": "::error file=page-%FF%0A.txt,line",
        "sarif": '"uri":"page-%FF%0A.txt"',
        "junit": ' file="./page-%FF%0A.txt"',
    }
    for report, name in shown.items():
        outcome = validate("--output-format", report, ".", cwd=tmp_path)
        assert (outcome.status, outcome.err) == (1, "")
        assert name in outcome.out, report
    assert validate("gone\n.txt", "--output-format", "json", cwd=tmp_path).err.startswith("gone\\n.txt: error: ")


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_progress_is_shown_on_a_terminal_and_taken_away(folder: Path) -> None:
    import pty
    import subprocess

    controller, terminal = pty.openpty()
    names = ["good.txt"] * 5
    command = [sys.executable, "-m", "paperparse", "validate", "missing.txt", *names, "--output-format", "json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=terminal, cwd=folder, env=clean_environment(COLUMNS="12", NO_COLOR="1")
    ) as process:
        os.close(terminal)
        out = process.communicate()[0]
    rows = read_terminal(controller).decode().replace("\r\n", "\n").split("\n")
    assert (process.returncode, out.count(b'"name":')) == (2, 6)
    assert rows[0].startswith("\r1/6 missing\r")
    assert [draw(row) for row in rows] == ["missing.txt: error: No such file or directory", ""]


def draw(row: str) -> str:
    """What a terminal shows in the end of `row`, in which a carriage return goes back to its beginning."""
    shown = ""
    for piece in row.split("\r"):
        shown = piece + shown[len(piece) :]
    return shown.rstrip()


def test_nothing_but_the_report_is_written_without_a_terminal(folder: Path) -> None:
    outcome = validate("good.txt", "wrong.txt", cwd=folder)
    assert (outcome.status, outcome.err) == (1, "")


def test_codes_are_explained() -> None:
    root = Path(__file__).parent
    one = run_command("validate", "--explain", "mojibake", cwd=root)
    assert (one.status, one.err) == (0, "")
    assert one.out == f"mojibake (warning): {CODES['mojibake'].meaning}\n\n{CODES['mojibake'].advice}\n"
    rows = run_command("validate", "--explain", "all", cwd=root).out.splitlines()
    assert [tuple(row.split()[:2]) for row in rows] == [(code.name, code.severity) for code in CODES.values()]
    wrong = run_command("validate", "--explain", "mojibak", cwd=root)
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err.endswith("error: no code is named 'mojibak'; is it mojibake?\n")
