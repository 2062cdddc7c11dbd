"""The report as SARIF; `test_sarif_schema.py` holds it against the schema of the standard."""

import os
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from results import (
    BINARY,
    CLEAN,
    RESULT,
    RESULTS,
    UNREADABLE,
    find_bytes,
    make_result,
    region,
    report,
    sarif,
)

import paperparse
from paperparse.codes import CODES, DOCUMENTATION, link_code
from paperparse.validation.result import FileResult


def test_sarif_has_a_result_a_finding() -> None:
    text = report("sarif", RESULT, CLEAN, BINARY)
    assert text.startswith(
        '{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",'
        '"version":"2.1.0","runs":[{"tool":{"driver":{"name":"paperparse","version":'
    )
    index = list(CODES).index
    assert text[text.index(',"columnKind"') :] == (
        ',"columnKind":"unicodeCodePoints","newlineSequences":["\\n"],"results":[\n'
        f'{{"ruleId":"invalid-date","ruleIndex":{index("invalid-date")},"level":"error",'
        '"message":{"text":"\'Feb 30, 2024\' is no date"},"locations":[{"physicalLocation":{"artifactLocation":'
        '{"uri":"seeds/004.txt","uriBaseId":"%SRCROOT%"},"region":{"startLine":3,"startColumn":1,"endLine":3,'
        '"endColumn":13,"snippet":{"text":"Feb 30, 2024"}}}}]},\n'
        f'{{"ruleId":"undecodable-text","ruleIndex":{index("undecodable-text")},"level":"error",'
        '"message":{"text":"not UTF-8"},"locations":[{"physicalLocation":{"artifactLocation":'
        '{"uri":"a.bin","uriBaseId":"%SRCROOT%"},"region":{"startLine":2,"startColumn":1,"endLine":2,'
        '"endColumn":1}}}]}\n'
        '],"invocations":[{"executionSuccessful":true,"toolExecutionNotifications":[]}]}]}\n'
    )


def test_sarif_describes_every_code() -> None:
    driver = sarif()["tool"]["driver"]
    assert driver["semanticVersion"] == driver["version"] == paperparse.__version__
    assert driver["informationUri"] == "https://github.com/paperparse/paperparse"
    assert [rule["id"] for rule in driver["rules"]] == list(CODES)
    for rule, code in zip(driver["rules"], CODES.values(), strict=True):
        assert rule["shortDescription"]["text"].lower() == f"{code.meaning.lower()}."
        assert rule["fullDescription"]["text"].endswith(code.advice)
        assert rule["defaultConfiguration"] == {"level": code.severity}
        assert rule["helpUri"] == link_code(code.name) == f"{DOCUMENTATION}#{code.name}"
        assert rule["help"]["markdown"].endswith(f"See [{code.name}]({rule['helpUri']}).")
        # Neither a placeholder nor a link, which these texts would have to escape.
        assert not re.search(r"[{}]|\]\(", rule["fullDescription"]["text"] + rule["help"]["text"])


def test_sarif_tells_which_files_could_not_be_read() -> None:
    invocation = sarif(UNREADABLE, CLEAN)["invocations"]
    assert invocation == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": "No such file or directory"},
                    "locations": [
                        {"physicalLocation": {"artifactLocation": {"uri": "gone.txt", "uriBaseId": "%SRCROOT%"}}}
                    ],
                }
            ],
        }
    ]


def artifact(name: str) -> dict[str, str]:
    location: dict[str, str] = sarif(make_result("x", 0, 1, name=name))["results"][0]["locations"][0][
        "physicalLocation"
    ]["artifactLocation"]
    return location


def test_sarif_locates_a_file_by_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = (tmp_path / "work").resolve()
    work.mkdir()
    monkeypatch.chdir(work)
    assert artifact("./a/b c#d?é:.txt") == {"uri": "a/b%20c%23d%3F%C3%A9%3A.txt", "uriBaseId": "%SRCROOT%"}
    assert artifact("/pages/a b.txt") == {"uri": "file:///pages/a%20b.txt"}
    assert artifact("../a.txt") == {"uri": (work.parent / "a.txt").as_uri()}
    assert artifact("<stdin>") == {"uri": "%3Cstdin%3E"}
    assert artifact(os.fsdecode(b"caf\xe9\n.txt")) == {"uri": "caf%E9%0A.txt", "uriBaseId": "%SRCROOT%"}
    assert artifact("../a\0\ud800")["uri"].endswith("/a%5Cx00%5Cud800")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(work.parent))
    assert artifact("a.txt") == {"uri": "work/a.txt", "uriBaseId": "%SRCROOT%"}
    assert artifact(f"{work}/a.txt") == {"uri": "work/a.txt", "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(("text", "end", "quoted"), [("x" * 200, 200, True), ("x" * 201, 201, False), ("x", 0, False)])
def test_sarif_quotes_a_short_region_whole(text: str, end: int, quoted: bool) -> None:
    assert region(make_result(text, 0, end)).get("snippet") == ({"text": text} if quoted else None)


def test_a_region_that_ends_with_a_line_feed_ends_on_the_next_line() -> None:
    place = region(make_result("one\ntwo", 0, 4))
    assert [place[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [1, 1, 2, 1]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("a {0} b", "a {{0}} b"),
        ("[a](1)", "[a]\\(1)"),
        ("[a\\](1)", "[a\\]\\(1)"),
        ("[a] (1)", "[a] (1)"),
        ("a\nb", "a\\nb"),
    ],
)
def test_a_message_of_sarif_has_no_placeholder_and_no_link(message: str, text: str) -> None:
    assert sarif(make_result("x", 0, 1, message=message))["results"][0]["message"] == {"text": text}


@given(results=RESULTS)
def test_sarif_of_any_results(results: list[FileResult]) -> None:
    run = sarif(*results)
    expected = [(result, found) for result in results for found in result.diagnostics]
    for shown, (result, found) in zip(run["results"], expected, strict=True):
        assert (shown["ruleId"], shown["level"]) == (found.code, found.severity)
        assert ("ruleIndex" in shown) == (found.code in CODES)
        assert not re.search(r"(?<!\{)(\{\{)*\{(?!\{)", shown["message"]["text"])
        place = shown["locations"][0]["physicalLocation"]
        assert (place["region"]["startLine"], place["region"]["startColumn"]) == (found.line, found.column)
        uri = urlsplit(place["artifactLocation"]["uri"])
        assert re.fullmatch(r"[A-Za-z0-9._~%/-]*", uri.path)
        assert uri.scheme == ("" if "uriBaseId" in place["artifactLocation"] else "file")
        assert os.path.basename(unquote_to_bytes(uri.path)) in (
            os.path.basename(os.path.normpath(find_bytes(result.name))),
            os.fsencode(Path.cwd().name),
        )
    failures = [result for result in results if result.failure is not None]
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == len(failures)
