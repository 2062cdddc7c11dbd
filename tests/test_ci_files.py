"""The files for CI systems: the action, the workflow, and every example in docs/ci.md."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from projects import GUIDE, damage_page, damage_records, make_environment, read_blocks, write_project
from samples import ROOT

import paperparse
from paperparse.command_line.folders import PAGES_AND_RECORDS
from paperparse.validation.settings import read_settings

yaml = pytest.importorskip("yaml")
needs_schemas = pytest.mark.skipif(find_spec("check_jsonschema") is None, reason="needs check-jsonschema")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripts are for a POSIX shell")

ACTION_FILE = ROOT / ".github" / "actions" / "validate" / "action.yml"
ACTION: dict[str, Any] = yaml.safe_load(ACTION_FILE.read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["id"]: step for step in ACTION["runs"]["steps"]}
EXAMPLES: list[tuple[str, dict[str, Any]]] = [(block, yaml.safe_load(block)) for block in read_blocks("yaml")]
WORKFLOWS = [example for _, example in EXAMPLES if "jobs" in example]
COMMANDS = re.findall(r"^.*?(paperparse validate .*)$", "".join(re.findall(r"^```.*?^```$", GUIDE, re.M | re.S)), re.M)
OWN_WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ZIZMOR = Path(sys.executable).parent / "zizmor"
# What the jobs of this repository may write.
WRITERS = {
    ("codeql.yml", "analyse"): {"security-events"},
    ("release.yml", "publish"): {"id-token", "attestations"},
    ("release.yml", "draft"): {"contents"},
}
SCHEMAS = {
    "github-workflows": ["# .github/workflows/pages.yml"] * 3,
    "gitlab-ci": ["# .gitlab-ci.yml"],
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project")


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, cwd=folder, env=make_environment(), check=False
    )


def run_step(name: str, project: Path, inputs: dict[str, str], **variables: str) -> subprocess.CompletedProcess[str]:
    """The script of a step of the action, as the runner starts it."""
    given = {key: value["default"] for key, value in ACTION["inputs"].items()} | inputs
    values = {f"${{{{ inputs.{key} }}}}": value for key, value in given.items()}
    values["${{ steps.python.outputs.python-path }}"] = sys.executable
    environment = {key: values[value] for key, value in STEPS[name]["env"].items()}
    script = project.parent / "step.sh"
    script.write_text(STEPS[name]["run"], "utf-8")
    files = {name: str(project.parent / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    variables = {"GITHUB_WORKSPACE": str(project), **files, **environment, **variables}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        capture_output=True,
        text=True,
        cwd=project,
        env=make_environment(**variables),
        check=False,
    )


def run_action(project: Path, **inputs: str) -> tuple[int, str, str]:
    """The exit status, what stands in the log, and the outputs of the action, run with this Python in `project`."""
    python = project.parent / "runner temp" / "paperparse" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    # Not isolated, for PYTHONPATH may say which paperparse to test.
    python.write_text(f'#!/bin/sh\ntest "$1" = -I && shift && exec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    done = run_step("validate", project, named, RUNNER_TEMP=str(project.parent / "runner temp"))
    outputs = project.parent / "GITHUB_OUTPUT"
    text = outputs.read_text("utf-8")
    outputs.unlink()
    return done.returncode, done.stdout + done.stderr, text


def check_schema(schema: str, *files: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@needs_schemas
def test_the_files_of_this_repository_follow_the_schemas_of_github() -> None:
    check_schema("github-actions", ACTION_FILE)
    check_schema("github-workflows", *OWN_WORKFLOWS)
    check_schema("dependabot", ROOT / ".github" / "dependabot.yml")
    forms = ROOT / ".github" / "ISSUE_TEMPLATE"
    check_schema("github-issue-forms", *sorted({*forms.glob("*.yml")} - {forms / "config.yml"}))
    check_schema("github-issue-config", forms / "config.yml")


@pytest.mark.slow
@pytest.mark.skipif(not ZIZMOR.exists(), reason="needs zizmor")
def test_no_hole_is_known_in_the_files_of_this_repository() -> None:
    command = [str(ZIZMOR), "--offline", "--persona", "auditor", str(ROOT / ".github")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "No findings to report" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.parametrize("path", [*OWN_WORKFLOWS, ACTION_FILE], ids=lambda path: path.name)
def test_what_is_used_is_named_by_its_commit_and_has_its_version_beside(path: Path) -> None:
    used = re.findall(r"^\s*(?:- )?uses: *(.*)$", path.read_text("utf-8"), flags=re.MULTILINE)
    assert len(used) == path.read_text("utf-8").count("uses:")
    for name in used:
        assert re.fullmatch(r"\$/\.github/\S+|[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+", name), name


def test_one_version_of_an_action_is_used_everywhere() -> None:
    texts = "".join(path.read_text("utf-8") for path in (*OWN_WORKFLOWS, ACTION_FILE))
    used = {tuple(name.split("@")) for name in re.findall(r"uses: (\S+/\S+@.*)$", texts, flags=re.MULTILINE)}
    assert len(used) == len({name for name, _ in used}) > 5


@pytest.mark.parametrize("path", OWN_WORKFLOWS, ids=lambda path: path.name)
def test_a_job_may_do_what_it_needs_and_no_more(path: Path) -> None:
    flow = yaml.safe_load(path.read_text("utf-8"))
    assert flow["permissions"] == {}
    for name, job in flow["jobs"].items():
        allowed = {what for what, how in job["permissions"].items() if how != "read"}
        assert allowed == WRITERS.get((path.name, name), set()), name
        for step in job.get("steps", ()):
            if "/checkout@" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
            assert "secrets." not in str(step)


def test_dependencies_of_workflows_and_of_the_action_are_locked() -> None:
    locks = [ACTION_FILE.parent / "requirements.txt", ROOT / ".github" / "requirements" / "build.txt"]
    for lock in locks:
        text = lock.read_text("utf-8")
        assert "://" not in text
        wanted = re.findall(r"^([a-z0-9.-]+==\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.M)
        assert len(wanted) == len(re.findall(r"^\w", text, re.M)) > 5
    # What the action installs is enough for the package, which it builds without looking for more.
    locked = set(re.findall(r"^([a-z0-9.-]+)==", locks[0].read_text("utf-8"), re.M))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    assert {name.partition(">=")[0] for name in needed} <= locked
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    folders = {folder for update in updates for folder in update["directories"]}
    assert {f"/{lock.parent.relative_to(ROOT).as_posix()}" for lock in locks} <= folders
    assert all(update["cooldown"]["default-days"] >= 7 for update in updates)


def test_the_release_publishes_what_was_tested() -> None:
    release = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8"))["jobs"]
    assert release["ci"]["uses"] == "$/.github/workflows/ci.yml"
    assert (release["ci"]["needs"], set(release["publish"]["needs"])) == ("check", {"ci", "sbom"})
    assert release["publish"]["environment"]["name"] == "pypi"
    assert not [step for step in release["publish"]["steps"] if "run" in step]


def test_every_fuzz_target_is_run_at_night() -> None:
    fuzz = yaml.safe_load((ROOT / ".github" / "workflows" / "fuzz.yml").read_text("utf-8"))["jobs"]["fuzz"]
    targets = [path.stem.removeprefix("fuzz_") for path in (ROOT / "tests" / "fuzz").glob("fuzz_*.py")]
    assert fuzz["strategy"]["matrix"]["target"] == sorted(targets)


def test_each_version_of_python_that_is_declared_is_tested() -> None:
    flow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]["test"]
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    versions = re.findall(r"Python :: (3\.\d+)", "\n".join(declared))
    assert len(versions) > 2
    assert set(versions) <= set(flow["strategy"]["matrix"]["python"])
    files = [word for step in flow["steps"] for word in step.get("run", "").split() if word.startswith("tests/")]
    assert len(files) > 5
    assert not [file for file in files if not (ROOT / file).is_file()]


@pytest.mark.slow
@needs_schemas
@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_examples_follow_the_schemas_of_their_systems(schema: str, tmp_path: Path) -> None:
    chosen = [block for block, _ in EXAMPLES if block.partition("\n")[0] in SCHEMAS[schema]]
    assert [block.partition("\n")[0] for block in chosen] == SCHEMAS[schema]
    files = [tmp_path / f"{at}.yml" for at in range(len(chosen))]
    for file, block in zip(files, chosen, strict=True):
        file.write_text(block, "utf-8")
    check_schema(schema, *files)


def test_the_examples_of_pre_commit_name_hooks_that_there_are() -> None:
    [repository] = [repo for _, example in EXAMPLES for repo in example.get("repos", ())]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in hooks]
    assert {repository["rev"]} == set(re.findall(r"\bv\d+\.[\w.]*", GUIDE))


def test_the_settings_can_be_read(tmp_path: Path) -> None:
    [block] = read_blocks("toml")
    (tmp_path / "pyproject.toml").write_text(block, "utf-8")
    settings, file = read_settings(tmp_path)
    assert file == str(tmp_path / "pyproject.toml")
    assert {
        name.replace("_", "-") for name in settings.__struct_fields__ if getattr(settings, name) is not None
    } == set(tomllib.loads(block)["tool"]["paperparse"])


@pytest.mark.slow
def test_the_session_prints_what_stands_under_it(project: Path) -> None:
    [session] = read_blocks("console")
    command, _, output = session.removeprefix("$ ").partition("\n")
    done = run(command, damage_page(project))
    assert (done.returncode, done.stdout, done.stderr) == (1, output, "")


@pytest.mark.slow
def test_the_commands_end_with_the_statuses_of_the_table(project: Path) -> None:
    assert len(COMMANDS) == 9
    assert {command: run(command, project).returncode for command in COMMANDS} == dict.fromkeys(COMMANDS, 0)
    damage_page(project)
    expected = {command: int("--select" not in command) for command in COMMANDS}
    assert {command: run(command, project).returncode for command in COMMANDS} == expected
    assert run("paperparse validate pages missing", project).returncode == 2
    assert run("paperparse validate --fail-on nothing pages", project).returncode == 2


@pytest.mark.slow
def test_text_that_is_allowed_for_stays_in_the_report(project: Path) -> None:
    page = project / "pages" / "daily.txt"
    page.write_text(page.read_text("utf-8") + "\n\nA new banner\n", "utf-8")
    allowed = run("paperparse validate --min-coverage 0.95 pages", project)
    assert (allowed.returncode, "\n1 note in 1 of 2 files\n" in allowed.stdout) == (0, True)
    assert run("paperparse validate --min-coverage 0.95 --fail-on note pages", project).returncode == 1
    assert run("paperparse validate pages", project).returncode == 1


def test_the_guide_says_what_is_checked_of_a_folder() -> None:
    first, *others = (f"`{pattern.removeprefix('*')}`" for pattern in PAGES_AND_RECORDS)
    assert f"{', '.join([first, *others[:-1]])} and {others[-1]} files" in GUIDE


def test_no_expression_stands_in_a_script() -> None:
    scripts = [step["run"] for step in STEPS.values() if "run" in step]
    scripts += [step.get("run", "") for flow in WORKFLOWS for job in flow["jobs"].values() for step in job["steps"]]
    assert len(scripts) > 2
    assert not [script for script in scripts if "${{" in script]


@pytest.mark.slow
def test_the_action_is_used_as_it_is_written(project: Path) -> None:
    steps = [step for flow in WORKFLOWS for job in flow["jobs"].values() for step in job["steps"]]
    uses = [step for step in steps if "/actions/validate@" in step.get("uses", "")]
    assert len(uses) == 2
    for step in uses:
        assert step["uses"].startswith("paperparse/paperparse/.github/actions/validate@v")
        assert set(step["with"]) <= set(ACTION["inputs"])
        status, log, _ = run_action(project, **{name.replace("-", "_"): text for name, text in step["with"].items()})
        assert (status, "no findings" in log) == (0, True)
    [upload] = [step for step in steps if "upload-sarif" in step.get("uses", "")]
    assert (project / upload["with"]["sarif_file"]).is_file()


@pytest.mark.slow
def test_the_action_passes_a_clean_project(project: Path) -> None:
    assert run_action(project) == (0, "3 files, no findings\n", "exit-status=0\n")
    assert "3 files, no findings" in (project.parent / "GITHUB_STEP_SUMMARY").read_text("utf-8")


@pytest.mark.slow
def test_the_action_fails_on_a_damaged_project(project: Path) -> None:
    damage_page(damage_records(project))
    status, log, outputs = run_action(project)
    assert (status, outputs) == (1, "exit-status=1\n")
    assert [line.split(",col")[0] for line in log.splitlines()] == [
        "::error file=pages/daily.txt,line=27",
        "::error file=records/papers.jsonl,line=4",
        "2 errors in 2 of 3 files",
    ]
    summary = (project.parent / "GITHUB_STEP_SUMMARY").read_text("utf-8")
    assert "| pages/daily&#46;txt | 27 | error | [invalid-date](" in summary
    assert run_action(project, arguments="--ignore invalid-*,\n  wrong-*")[::2] == (2, "exit-status=2\n")
    assert run_action(project, arguments="--ignore invalid-*\n  --min-papers 9")[::2] == (0, "exit-status=0\n")


@pytest.mark.slow
def test_the_names_of_files_stand_on_lines(project: Path) -> None:
    assert run_action(project, files="\n  pages/two words.txt\npages/daily.txt\n")[:2] == (0, "2 files, no findings\n")
    assert run_action(project, files="pages/*.txt")[0] == 2
    (project / "--fail-on").write_bytes((project / "pages" / "daily.txt").read_bytes())
    assert run_action(project, files="--fail-on")[:2] == (0, "1 file, no findings\n")
    assert run_action(project, files="")[0] == 2


@pytest.mark.slow
def test_the_report_goes_to_a_file(project: Path) -> None:
    damage_page(project)
    status, log, _ = run_action(
        project, output_format="json", output_file="two words.json", arguments="--output-file x"
    )
    assert (status, "1 error in 1 of 3 files" in log) == (1, True)
    assert "invalid-date" in (project / "two words.json").read_text("utf-8")
    assert not (project / "x").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["files", "arguments", "output_format", "output_file"])
@pytest.mark.parametrize(
    "text",
    [
        "$(touch bad)",
        *(
            pytest.param(text, marks=pytest.mark.slow)
            for text in ("`touch bad`", '"; touch bad; "', "'; touch bad; '", "a\n touch bad")
        ),
    ],
)
def test_no_input_is_run(name: str, text: str, project: Path) -> None:
    _, _, outputs = run_action(project, **{name: text})
    assert outputs.count("\n") == 1
    assert not list(project.parent.rglob("bad"))


@pytest.mark.slow
def test_arguments_are_not_expanded(project: Path) -> None:
    (project / "x.jsonl").write_text("{}", "utf-8")
    assert run_action(project, files="pages\nrecords", arguments="--include *.jsonl")[0] == 2
    assert run_action(project, files="records", arguments="--include *.jsonl")[:2] == (0, "1 file, no findings\n")


@pytest.mark.slow
def test_a_page_gives_no_commands_to_the_runner(project: Path) -> None:
    page = project / "pages" / "daily.txt"
    page.write_text(page.read_text("utf-8") + "\n\n##[set-output name=exit-status;]0\n", "utf-8")
    status, log, _ = run_action(project, output_format="text")
    lines = log.splitlines()
    assert (status, any("##[set-output" in line for line in lines)) == (1, True)
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch(r"paperparse-\d+", token)
    assert lines[-1] == f"::{token}::"


@pytest.mark.slow
def test_the_action_installs_what_it_was_taken_from(project: Path) -> None:
    variables = {"GITHUB_ACTION_PATH": str(ACTION_FILE.parent), "RUNNER_TEMP": str(project.parent / "runner temp")}
    installed = run_step("install", project, {}, **variables)
    assert (installed.returncode, installed.stdout) == (0, ""), installed.stderr
    code = "import paperparse; print(paperparse.__version__, paperparse.__file__)"
    python = project.parent / "runner temp" / "paperparse" / "bin" / "python"
    told = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=False).stdout.split(" ", 1)
    assert told[0] == paperparse.__version__
    assert told[1].startswith(str(project.parent / "runner temp"))
    done = run_step("validate", project, {}, **variables, PYTHONPATH="no/such/folder", PYTHONHOME="no/such/folder")
    assert (done.returncode, done.stdout) == (0, "3 files, no findings\n"), done.stderr
