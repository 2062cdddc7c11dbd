"""Formats that installed packages bring: found, refused, listed and named like those of paperparse."""

import importlib
import os
import pickle
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterator
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder
from importlib.metadata import DistributionFinder
from pathlib import Path
from typing import Any, Final

import pytest
from plugins import BALLOT, BALLOT_PAGE, BALLOT_SOURCE, add_package, finding_packages
from processes import clean_environment
from samples import FORMATS_BY_NAME, ROOT, SEEDS, load_seed

import paperparse
from paperparse import Candidate, FormatError, UnknownFormatError, formats
from paperparse.command_line import main
from paperparse.formats import FORMATS, find_format, list_formats
from paperparse.grammar.patterns import CLASSES, RUNS
from paperparse.testing import laws

PAGE: Final = BALLOT_PAGE.read_text("utf-8")
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a package, as `add_package` does, of which nothing is left after the test."""
    folder = tmp_path / "installed"
    folder.mkdir()

    def add(name: str, source: str = BALLOT_SOURCE, points: str | None = None) -> None:
        add_package(folder, name, source, points)
        importlib.invalidate_caches()

    with finding_packages(folder, monkeypatch):
        yield add


def rename(name: str) -> str:
    """The source of the example under another name."""
    return BALLOT_SOURCE.replace('name="ballot"', f'name="{name}"')


def test_a_page_of_an_installed_format_is_found_out_and_read(install: Install) -> None:
    install("demo-ballot")
    page = paperparse.loads(PAGE)
    assert (page.format, [paper.score for paper in page], page.diagnostics) == ("ballot", [1204, 1], ())
    assert page.detection is not None
    assert page.detection.confidence == 1
    assert paperparse.detect(PAGE).format == "ballot"
    assert [page.format for page in paperparse.iter_load([BALLOT_PAGE])] == ["ballot"]


def test_a_page_of_an_installed_format_is_pickled_by_its_name(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("demo-ballot")
    page = paperparse.loads(PAGE)
    data = pickle.dumps(page)
    assert len(data) < 2 * len(PAGE)
    again, elsewhere = (pickle.loads(data) for _ in range(2))  # noqa: S301
    assert (again, again.segments, again.detection) == (page, page.segments, page.detection)
    assert [dict(paper.spans) for paper in again] == [dict(paper.spans) for paper in page]
    # As in a process where the package is missing.
    monkeypatch.setattr(formats, "iter_installed", lambda: iter(()))
    formats._load_catalogue.cache_clear()
    assert elsewhere == page
    with pytest.raises(UnknownFormatError, match="no format is named 'ballot'"):
        _ = elsewhere[0].spans
    # Then its pages are pickled with all that they have.
    assert pickle.loads(pickle.dumps(page)).segments == page.segments  # noqa: S301


def test_an_installed_format_is_named_like_any_other(install: Install) -> None:
    install("demo-ballot")
    page = paperparse.loads(PAGE, format="ballot")
    assert paperparse.loads(paperparse.render(page, "ballot")).papers == page.papers
    assert paperparse.validate(BALLOT_PAGE, expect_format="ballot") == ()
    assert [found.code for found in paperparse.validate(BALLOT_PAGE, expect_format="daily_feed")] == [
        "unexpected-format"
    ]
    with pytest.raises(
        UnknownFormatError, match=r"no format is named 'balot'; the formats are .*, author_cards, ballot,"
    ):
        find_format("balot")


def test_an_installed_format_is_asked_about_each_text(install: Install) -> None:
    install("demo-ballot")
    with pytest.raises(UnknownFormatError, match="no known kind of page") as refused:
        paperparse.loads("A text of another kind.")
    ballot = next(found for found in refused.value.candidates if found.format == "ballot")
    assert ballot.lacks == ("a line that begins with 'Paper:'",)
    for name in FORMATS_BY_NAME:
        candidates = paperparse.detect(load_seed(name).text).candidates
        assert Candidate("ballot", 0, 0.0, 0.9, (), ("a line that begins with 'Paper:'",)) in candidates
    cards = paperparse.render(paperparse.loads(PAGE).papers * 2, "ballot").partition("\n\n")[2]
    with pytest.raises(paperparse.AmbiguousFormatError, match=r"cards of daily_feed in lines .* of ballot in lines"):
        paperparse.loads(f"{load_seed('daily_feed').text}\n\n{cards}")


def test_without_the_package_its_pages_are_refused(install: Install) -> None:
    install("demo-ballot", points="")
    with pytest.raises(UnknownFormatError):
        paperparse.loads(PAGE)
    assert list_formats() == FORMATS


def test_an_entry_point_may_lead_to_several_formats_and_to_one_twice(install: Install) -> None:
    other = 'Format(name="notes", summary="", card="note", begins="note", lines={"note": Mark("x")})'
    source = f"{BALLOT_SOURCE}\nALL = [FORMAT, {other}]"
    install("demo-several", source, "all = demo_several:ALL\nballot = demo_several:FORMAT")
    assert [form.name for form in list_formats()] == [*FORMATS_BY_NAME, "ballot", "notes"]


def test_packages_are_loaded_when_a_text_needs_them_and_once(install: Install) -> None:
    install("demo-ballot", f"{BALLOT_SOURCE}\nimport sys\nsys.modules.setdefault('demo_loads', []).append(1)")
    loads: Any = []
    sys.modules["demo_loads"] = loads
    try:
        paperparse.loads(load_seed("daily_feed").text, format="daily_feed")
        assert "demo_ballot" not in sys.modules
        paperparse.loads(load_seed("daily_feed").text)
        assert "demo_ballot" in sys.modules
        del sys.modules["demo_ballot"]
        paperparse.loads(PAGE)
        assert loads == [1]
    finally:
        del sys.modules["demo_loads"]


def test_the_guide_explains_each_word_of_a_pattern() -> None:
    guide = (ROOT / "docs" / "formats.md").read_text("utf-8").partition("\n## A format of your own\n")[2]
    assert {*CLASSES, *RUNS} <= {*re.findall(r"`([a-z_]+)`", guide)}


BROKEN: Final = {
    "ImportError: cannot import name 'Formt' from 'paperparse'": "from paperparse import Formt",
    "SystemExit: 3": "raise SystemExit(3)",
    "RuntimeError: one two": "raise RuntimeError('one\\n  two')",
    "AttributeError: module 'demo_broken' has no attribute 'FORMAT'": "",
    "TypeError: neither a paperparse.Format nor a sequence of them, but str": "FORMAT = 'daily_feed'",
    "TypeError: neither a paperparse.Format nor a sequence of them, but type": (
        "from paperparse import Format as FORMAT"
    ),
    "TypeError: not a paperparse.Format, but int": "FORMAT = (3,)",
    "ValueError: no line is named 'paper'": BALLOT_SOURCE.replace('"paper": ', '"papers": '),
    "ValueError: broken_: a format has one anchor": BALLOT_SOURCE.replace("begins=", "unclosed=").replace(
        '"ballot"', '"broken_"'
    ),
    "PatternError: |error: missing )": BALLOT_SOURCE.replace("votes?", "(votes?"),
}


@pytest.mark.parametrize(("reason", "source"), BROKEN.items(), ids=lambda text: text[:20])
def test_a_broken_package_is_a_warning_that_names_it(install: Install, reason: str, source: str) -> None:
    install("demo-ballot")
    install("demo-broken", source, "its_feed = demo_broken:FORMAT")
    with pytest.warns(UserWarning, match="the package demo-broken") as caught:
        assert paperparse.loads(PAGE).format == "ballot"
    assert paperparse.loads(PAGE).format == "ballot"
    [message] = [str(warning.message) for warning in caught]
    assert "\n" not in message
    assert message.startswith(
        "the package demo-broken 1.0 brings no format by its entry point 'its_feed' (demo_broken:FORMAT), "
        "and pages are read without it: "
    )
    assert any(part in message for part in reason.split("|"))
    assert message.endswith("; update the package or uninstall it")


def test_two_formats_of_one_name_are_an_error_that_names_both_packages(install: Install) -> None:
    install("demo-ballot")
    install("demo-other")
    told = (
        "two formats are named 'ballot', one of demo-ballot 1.0 and one of demo-other 1.0; uninstall one of the "
        "packages, or rename its format"
    )
    calls: list[Callable[[], object]] = [
        lambda: paperparse.loads(PAGE),
        lambda: paperparse.detect(PAGE),
        lambda: paperparse.loads(PAGE, format="ballot"),
        # Raised before anything is read: no page is to blame.
        lambda: paperparse.iter_load([BALLOT_PAGE], on_error=lambda *_: None),
        lambda: paperparse.validate(BALLOT_PAGE),
        list_formats,
    ]
    for call in calls:
        with pytest.raises(FormatError) as caught:
            call()
        assert (type(caught.value), str(caught.value), caught.value.candidates) == (FormatError, told, ())
    # Nothing but the names is in doubt.
    assert paperparse.loads(load_seed("daily_feed").text, format="daily_feed").format == "daily_feed"


def test_no_format_may_have_the_name_of_one_of_paperparse(install: Install) -> None:
    install("demo-daily", rename("daily_feed"))
    with pytest.raises(FormatError, match=r"'daily_feed', one of paperparse and one of demo-daily 1\.0;"):
        paperparse.loads(PAGE)


def test_the_laws_decide_with_installed_formats(install: Install) -> None:
    install("demo-greedy", rename("greedy"))
    assert "greedy" in {form.name for form in laws.list_others(FORMATS_BY_NAME["daily_feed"])}
    assert FORMATS_BY_NAME["daily_feed"] not in laws.list_others(FORMATS_BY_NAME["daily_feed"])


def forbid(*_: object, **__: object) -> None:
    raise AssertionError("importlib.metadata was asked")


def test_where_no_package_brings_a_format_their_metadata_are_not_asked_for(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "installed" / "bare-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "installed"), str(tmp_path / "missing"), str(tmp_path)])
    monkeypatch.setattr(sys, "meta_path", [PathFinder, MetaPathFinder()])
    monkeypatch.setattr("importlib.metadata.entry_points", forbid)
    assert list_formats() == FORMATS
    install("demo-ballot")
    formats._load_catalogue.cache_clear()
    with pytest.raises(AssertionError, match="was asked"):
        list_formats()


class Finder(DistributionFinder):
    """Finds packages somewhere else."""

    def find_distributions(self, _context: object = None) -> Iterator[object]:  # type: ignore[override]
        """None."""
        return iter(())


@pytest.mark.usefixtures("install")
def test_archives_eggs_and_other_finders_are_asked_for_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "wheel.whl", "w") as archive:
        archive.writestr("demo_zipped.py", BALLOT_SOURCE)
        archive.writestr("demo_zipped-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: zipped\nVersion: 1.0\n")
        archive.writestr(
            "demo_zipped-1.0.dist-info/entry_points.txt", "[paperparse.formats]\nzipped = demo_zipped:FORMAT\n"
        )
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "wheel.whl")])
    assert paperparse.loads(PAGE).format == "ballot"
    monkeypatch.setattr("importlib.metadata.entry_points", forbid)
    for path, finders in ([str(tmp_path / "old.egg")], []), ([str(tmp_path / "wheel.whl")], []), ([], [Finder()]):
        formats._load_catalogue.cache_clear()
        monkeypatch.setattr(sys, "path", path)
        monkeypatch.setattr(sys, "meta_path", finders)
        with pytest.raises(AssertionError, match="was asked"):
            list_formats()


def test_the_folder_of_the_process_is_looked_into(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("demo-ballot")
    monkeypatch.chdir(tmp_path / "installed")
    monkeypatch.setattr(sys, "path", ["", *sys.path[1:]])
    assert paperparse.loads(PAGE).format == "ballot"


def run(*arguments: str | Path, path: Path) -> subprocess.CompletedProcess[str]:
    """The command, where `path` holds installed packages."""
    paths = os.pathsep.join([str(path), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    environment = clean_environment(PYTHONPATH=paths, PYTHONIOENCODING="utf-8")
    command = [sys.executable, "-m", "paperparse", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment, cwd=ROOT)


def test_the_command_lists_names_and_reads_installed_formats(
    install: Install, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    install("demo-ballot")
    assert main(["formats"]) == 0
    rows = capfdbinary.readouterr().out.decode().splitlines()
    assert [row.split()[0] for row in rows] == sorted([*FORMATS_BY_NAME, "ballot"])
    summary = "lines 'Paper:', 'By:' and 'About:' and a number of votes for each paper"
    [row] = [row for row in rows if row.startswith("ballot")]
    assert row.split(maxsplit=1) == ["ballot", f"{summary} [demo-ballot 1.0]"]
    assert not any("[" in row for row in rows if not row.startswith("ballot"))
    for command in (["detect"], ["parse"], ["parse", "--format", "ballot"], ["merge"]):
        assert main([*command, str(BALLOT_PAGE)]) == 0
        assert b"ballot" in capfdbinary.readouterr().out
    assert main(["validate", "--expect-format", "ballot", str(BALLOT_PAGE)]) == 0


@pytest.mark.parametrize("option", [["parse", "--format"], ["validate", "--expect-format"]])
def test_the_command_knows_no_other_names(
    install: Install, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    install("demo-ballot")
    with pytest.raises(SystemExit, match="2"):
        main([*option, "balot", str(BALLOT_PAGE)])
    names = ", ".join(sorted([*FORMATS_BY_NAME, "ballot"]))
    told = f"argument {option[1]}: no format is named 'balot'; the formats are {names}"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("command", ["formats", "detect", "parse", "merge", "validate"])
def test_the_command_tells_of_two_formats_of_one_name_once(
    install: Install, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    install("demo-ballot")
    install("demo-other")
    files = [] if command == "formats" else [str(BALLOT_PAGE), str(BALLOT_PAGE)]
    assert main([command, *files]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("paperparse: error: two formats are named 'ballot', one of demo-ballot 1.0 and")


def test_the_command_warns_of_a_broken_package_in_one_line(tmp_path: Path) -> None:
    add_package(tmp_path, "demo-broken", "import nothing_at_all")
    outcome = run("detect", SEEDS / "004_8ec9312bc1173479.txt", path=tmp_path)
    assert (outcome.returncode, outcome.stdout.count("daily_feed, confidence")) == (0, 1)
    assert outcome.stderr.splitlines() == [
        "paperparse: warning: the package demo-broken 1.0 brings no format by its entry point 'demo_broken' "
        "(demo_broken:FORMAT), and pages are read without it: ModuleNotFoundError: No module named 'nothing_at_all'; "
        "update the package or uninstall it"
    ]
    assert run("parse", "--format", "daily_feed", SEEDS / "004_8ec9312bc1173479.txt", path=tmp_path).stderr == ""


@pytest.mark.slow
def test_the_example_works_installed_beside_paperparse(tmp_path: Path) -> None:
    """Both as wheels, in an environment of their own."""

    def call(*command: str | Path) -> str:
        done = subprocess.run(
            [*map(str, command)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
            env=clean_environment(),
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    for project in (ROOT, BALLOT):
        call(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", tmp_path / "wheels", project)
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    wheels = sorted((tmp_path / "wheels").glob("*.whl"))
    assert [wheel.name.split("-")[0] for wheel in wheels] == ["paperparse", "paperparse_ballot"]
    call(scripts / "python", "-m", "pip", "install", "--quiet", *wheels)

    page = tmp_path / "ballot.txt"
    page.write_text(PAGE, "utf-8")
    code = (
        "import sys, paperparse; assert 'paperparse_ballot' not in sys.modules; page = paperparse.load('ballot.txt'); "
        "print(page.format, len(page), page.diagnostics, paperparse.detect(page.text).confidence)"
    )
    assert call(scripts / "python", "-W", "error", "-c", code) == "ballot 2 () 1.0\n"
    assert "\nballot           lines 'Paper:'" in call(scripts / "paperparse", "formats")
    assert call(scripts / "paperparse", "parse", "--format", "ballot", page).count("\n") == 2
    assert call(scripts / "paperparse", "validate", "--expect-format", "ballot", page) == "1 file, no findings\n"

    site = Path(call(scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    add_package(site, "demo-broken", "import nothing_at_all")
    done = subprocess.run([scripts / "paperparse", "detect", page], capture_output=True, encoding="utf-8", check=True)
    assert "warning: the package demo-broken 1.0 brings no format" in done.stderr
    add_package(site, "demo-other", BALLOT_SOURCE)
    done = subprocess.run([scripts / "paperparse", "detect", page], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "one of demo-other 1.0 and one of paperparse-ballot 1.0;" in done.stderr
