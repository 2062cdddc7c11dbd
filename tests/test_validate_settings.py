"""`[tool.paperparse]` in pyproject.toml, and what the command does when it makes no sense."""

import datetime
from pathlib import Path

import msgspec
import pytest
from processes import run_command, validate, validate_to_json
from samples import load_seed
from test_cases import edit

from paperparse.errors import PaperparseError
from paperparse.records.schema import SchemaName, read_schema
from paperparse.validation.settings import Settings, read_settings

GOOD = load_seed("abstract_list").text
WRONG = edit(GOOD, [{"replace": 4, "with": "Abstract:"}, {"before": 7, "insert": "An unrelated remark"}])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with pages below that of a project."""
    pages = tmp_path / "data" / "pages"
    pages.mkdir(parents=True)
    (pages / "good.txt").write_text(GOOD, "utf-8")
    (pages / "wrong.txt").write_text(WRONG, "utf-8")
    return tmp_path


def write_settings(folder: Path, *lines: str) -> None:
    (folder / "pyproject.toml").write_text("\n".join(("[tool.paperparse]", *lines)), "utf-8")


def test_settings_come_from_the_nearest_parent_that_has_the_table(project: Path) -> None:
    write_settings(project, 'select = ["missing-*"]', 'output-format = "json"')
    (project / "data" / "pyproject.toml").write_text("[tool.other]\nselect = 1\n", "utf-8")
    outcome = validate("wrong.txt", cwd=project / "data" / "pages")
    assert (outcome.status, outcome.codes) == (1, ["missing-abstract"])
    write_settings(project / "data", 'output-format = "json"')
    assert validate("wrong.txt", cwd=project / "data" / "pages").codes == ["missing-abstract", "unparsed-text"]


def test_the_command_line_wins(project: Path) -> None:
    pages = project / "data" / "pages"
    write_settings(pages, 'select = ["missing-*"]', 'output-format = "sarif"', "min-papers = 11", 'fail-on = "note"')
    assert validate_to_json("--select", "unparsed-text", "wrong.txt", cwd=pages).codes == ["unparsed-text"]
    lax = validate_to_json("--min-papers", "0", "--select", "too-few-papers", "good.txt", cwd=pages)
    assert (lax.status, lax.codes) == (0, [])
    assert validate("--min-coverage", "0", "--select", "*", "--fail-on", "note", "good.txt", cwd=pages).status == 1


def test_every_option_can_be_set(tmp_path: Path) -> None:
    write_settings(
        tmp_path,
        'expect-format = "daily_feed"',
        "min-coverage = 0.5",
        "min-papers = 3",
        "as-of = 2025-10-30",
        'encoding = "cp1252"',
        'include = ["*.page"]',
        'exclude = ["drafts"]',
        'select = ["missing-*"]',
        'ignore = ["missing-mark"]',
        'fail-on = "warning"',
        'output-format = "github"',
    )
    assert read_settings(tmp_path) == (
        Settings(
            expect_format="daily_feed",
            min_coverage=0.5,
            min_papers=3,
            as_of=datetime.date(2025, 10, 30),
            encoding="cp1252",
            include=["*.page"],
            exclude=["drafts"],
            select=["missing-*"],
            ignore=["missing-mark"],
            fail_on="warning",
            output_format="github",
        ),
        str(tmp_path / "pyproject.toml"),
    )


def test_settings_decide_like_options(project: Path) -> None:
    write_settings(
        project,
        'include = ["wrong.*"]',
        "min-coverage = 0",
        'ignore = ["missing-*"]',
        'fail-on = "note"',
        'expect-format = "abstract_list"',
        'output-format = "json"',
    )
    outcome = validate("data", cwd=project)
    assert (outcome.status, outcome.findings) == (1, [("unparsed-text", "note", 7)])
    write_settings(project, 'exclude = ["wrong.*"]', 'output-format = "json"')
    assert [Path(file["name"]).name for file in validate("data", cwd=project).files] == ["good.txt"]
    excluded = validate("data", "--exclude", "good.*", cwd=project)
    assert [Path(file["name"]).name for file in excluded.files] == ["wrong.txt"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("fail_on = 'note'", "object contains unknown field 'fail_on'; is it 'fail-on'?"),
        ("strict = true", "object contains unknown field 'strict'"),
        ("min-papers = '3'", "expected 'int | null', got 'str' - at 'tool.paperparse.min-papers'"),
        ("min-papers = true", "expected 'int | null', got 'bool' - at 'tool.paperparse.min-papers'"),
        ("min-coverage = 'all'", "expected 'float | null', got 'str' - at 'tool.paperparse.min-coverage'"),
        ("select = 'missing-*'", "expected 'array | null', got 'str' - at 'tool.paperparse.select'"),
        ("include = [1]", "expected 'str', got 'int' - at 'tool.paperparse.include[0]'"),
        ("as-of = '30.10.2025'", "invalid RFC3339 encoded date - at 'tool.paperparse.as-of'"),
        ("fail-on = 'never'", "invalid enum value 'never' - at 'tool.paperparse.fail-on'"),
    ],
)
def test_wrong_settings_are_told_with_their_file(line: str, told: str, project: Path) -> None:
    write_settings(project, line)
    with pytest.raises(PaperparseError) as raised:
        read_settings(project / "data")
    assert raised.value.page == str(project / "pyproject.toml")
    assert raised.value.message == f"in [tool.paperparse]: {told}"
    assert isinstance(raised.value.__cause__, msgspec.ValidationError)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "min-paper = 3",
            "2: error: in [tool.paperparse]: object contains unknown field 'min-paper'; is it 'min-papers'?\n",
        ),
        ("min-papers = ?", "2: error: cannot be read as TOML: "),
        (
            "select = 3",
            "2: error: in [tool.paperparse]: expected 'array | null', got 'int' - at 'tool.paperparse.select'\n",
        ),
    ],
)
def test_a_broken_file_of_settings_is_wrong_usage(line: str, told: str, project: Path) -> None:
    write_settings(project, line)
    outcome = validate("good.txt", cwd=project / "data" / "pages")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"{project / 'pyproject.toml'}:{told}")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(("table", "kind"), [("paperparse = 3", "int"), ("paperparse = []", "array")])
def test_a_table_that_is_none_is_wrong_usage(table: str, kind: str, project: Path) -> None:
    (project / "pyproject.toml").write_text(f"[tool]\n{table}\n", "utf-8")
    outcome = validate("good.txt", cwd=project / "data" / "pages")
    told = f"error: in [tool.paperparse]: expected 'object', got '{kind}'\n"
    assert (outcome.status, outcome.err) == (2, f"{project / 'pyproject.toml'}:1: {told}")


def test_a_file_without_the_table_is_passed_over(project: Path) -> None:
    write_settings(project, "min-papers = 3")
    for text in ("tool = 3\n", "[tool.other]\n", ""):
        (project / "data" / "pyproject.toml").write_text(text, "utf-8")
        assert read_settings(project / "data") == (Settings(min_papers=3), str(project / "pyproject.toml"))


def test_settings_that_are_no_text_are_wrong_usage(project: Path) -> None:
    (project / "pyproject.toml").write_bytes(b"[tool.paperparse]\nencoding = '\xff'\n")
    outcome = validate("good.txt", cwd=project / "data" / "pages")
    assert (outcome.status, "cannot be read as TOML" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("expect-format = 'daily'", "no format is named 'daily'"),
        ("min-coverage = 1.5", "min_coverage must be from 0 to 1, not 1.5"),
        ("min-papers = -1", "min_papers must not be negative, as -1 is"),
        ("encoding = 'klingon'", "unknown encoding: klingon"),
        ("output-format = 'xml'", "output-format must be one of text, json, github, sarif, junit, not 'xml'"),
        ("select = ['mojibak']", "no code is named 'mojibak'; is it mojibake?"),
        ("include = ['']", "include: '' can be the name of no file"),
        ("include = []", "include must name a pattern"),
        ("exclude = ['.']", "exclude: '.' can be the name of no file"),
        ("ignore = ['no-such-code']", "no code is named 'no-such-code'; --explain all lists the codes"),
    ],
)
def test_settings_out_of_range_are_wrong_usage(line: str, told: str, project: Path) -> None:
    write_settings(project, line)
    outcome = validate("good.txt", cwd=project / "data" / "pages")
    assert (outcome.status, outcome.out) == (2, "")
    assert f"paperparse validate: error: {told}" in outcome.err
    assert outcome.err.endswith(f" (in {project / 'pyproject.toml'} or on the command line)\n")


def test_without_settings_all_is_as_the_options_say(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    assert read_settings(tmp_path) == (Settings(), "")


def test_schemas_are_printed(tmp_path: Path) -> None:
    cases: list[tuple[list[str], SchemaName]] = [(["schema"], "paper"), (["schema", "page"], "page")]
    for arguments, name in cases:
        outcome = run_command(*arguments, cwd=tmp_path)
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out == read_schema(name)
    assert run_command("schema", "paragraph", cwd=tmp_path).status == 2
