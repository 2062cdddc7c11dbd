"""`paperparse new-format`: a package with a first table, which reads the page that it was made from."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plugins import BALLOT_PAGE
from processes import clean_environment
from samples import ABSTRACT, FORMATS_BY_NAME, ROOT, load_seed

import paperparse
from paperparse import Format
from paperparse.command_line import main
from paperparse.drafting.kinds import find_kinds
from paperparse.drafting.project import write_table
from paperparse.drafting.tables import draft_format
from paperparse.testing import damaged, hostile_text, pages
from paperparse.text.lines import Lines

# What the sites print, otherwise than any format knows it.
RENAMED: Final = {
    "abstract_list": {"Abstract:": "Synopsis:"},
    "author_cards": {"\nVia": "\nFound by", "Get our free extension": "Take our tool"},
    "daily_feed": {
        "Daily Papers": "Papers of the day",
        "Subscribe": "Sign up",
        "·": "~",
        " authors": " authors in all",
    },
    "scored_feed": {"Total Score": "Sum of points", "Read more": "Go on", "AI Papers": "All of it"},
    "title_feed": {"Get trending papers": "Hear of papers", "Subscribe": "Sign up: "},
}
# Fewest papers and findings at most: what the first table is worth on pages whose cards are told by marks and looks.
WORTH: Final = {
    "abstract_list": (10, 0),
    "author_cards": (9, 0),
    "daily_feed": (56, 4),
    "scored_feed": (12, 13),
    "title_feed": (256, 0),
}
CARDS: Final = "\n\n".join(f"Paper: A Note on Tides, Part {part}\nAbout: {ABSTRACT}" for part in ("One", "Two"))


def rename_marks(name: str) -> str:
    text = load_seed(name).text
    for old, new in RENAMED[name].items():
        assert old in text
        text = text.replace(old, new)
    return text


def write_page(folder: Path, text: str = CARDS, name: str = "page.txt") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def import_format(project: Path) -> Format:
    """What the package in the folder `project` calls its `FORMAT`."""
    [path] = project.glob("src/*/__init__.py")
    spec = spec_from_file_location(path.parent.name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    form = module.FORMAT
    assert isinstance(form, Format)
    return form


@pytest.mark.parametrize("name", RENAMED)
def test_the_first_table_reads_the_page(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = rename_marks(name)
    page = write_page(tmp_path, text)
    assert main(["new-format", page, "--name", "my_feed", "-o", str(tmp_path / "made")]) == 0
    form = import_format(tmp_path / "made")
    papers, findings = WORTH[name]
    read = paperparse.loads(text, format=form)
    assert len(read) >= papers
    assert len(read.diagnostics) <= findings
    assert f"a table that reads {len(read)} papers, with {len(read.diagnostics)} finding" in capsys.readouterr().out
    seed = load_seed(name)
    for field in read[0].spans:
        values = [getattr(paper, field) for paper in seed]
        # Which text is an abstract and which a summary, no look tells.
        values += [paper.summary for paper in seed] if field == "abstract" else []
        assert sum(getattr(paper, field) in values for paper in read) >= 0.9 * len(read), field


def test_a_page_of_labels_and_counts_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new-format", str(BALLOT_PAGE), "--name", "my_ballot"]) == 0
    form = import_format(tmp_path / "paperparse-my-ballot")
    assert dict(form.lines).keys() == {"paper", "by", "about", "vote"}
    page = paperparse.load(BALLOT_PAGE, format=form)
    assert (page.diagnostics, [paper.score for paper in page]) == ((), [1204, 1])
    assert [paper.authors[-1:] for paper in page] == [("Navdeep Jaitly",), ("Ada Lovelace",)]
    assert paperparse.loads(paperparse.render(page, form), format=form).papers == page.papers


def run_tests(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short", str(project)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, cwd=project, env=clean_environment()
    )


@pytest.mark.slow
def test_the_test_of_the_package_passes(tmp_path: Path) -> None:
    assert main(["new-format", str(BALLOT_PAGE), "--name", "my_ballot", "-o", str(tmp_path / "made")]) == 0
    outcome = run_tests(tmp_path / "made")
    assert (outcome.returncode, "3 passed" in outcome.stdout) == (0, True), outcome.stdout


@pytest.mark.slow
def test_the_test_of_the_package_says_what_to_complete(tmp_path: Path) -> None:
    page = write_page(
        tmp_path, f"{CARDS}\n\nA line that the table does not know of yet, however long one looks at it\n"
    )
    assert main(["new-format", page, "-o", str(tmp_path / "made")]) == 0
    outcome = run_tests(tmp_path / "made")
    assert outcome.returncode == 1
    assert "complete the table in src/paperparse_page/__init__.py for these lines:" in outcome.stdout
    assert "line 7: " in outcome.stdout


def test_no_file_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = write_page(tmp_path)
    (tmp_path / "made").mkdir()
    taken = tmp_path / "made" / "pyproject.toml"
    taken.write_text("mine", "utf-8")
    assert main(["new-format", page, "-o", str(tmp_path / "made")]) == 2
    assert capsys.readouterr().err == f"{taken}: error: the file exists already: name another folder with -o\n"
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["pyproject.toml"]
    assert taken.read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = write_page(tmp_path)
    assert main(["new-format", page, "-o", page]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'page.txt' / 'src' / 'paperparse_page'}")


@pytest.mark.parametrize("text", ["", "A text of another kind.\n", "One\nTwo\n"])
def test_a_page_without_cards_is_refused_with_what_to_do(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = write_page(tmp_path, text)
    assert main(["new-format", page, "-o", str(tmp_path / "made")]) == 1
    told = f"{page}:1: error: nothing repeats on this page like cards of papers: give one with at least two cards, or"
    assert capsys.readouterr().err.startswith(told)
    assert not (tmp_path / "made").exists()


def test_a_page_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-format", str(tmp_path / "missing.txt")]) == 2
    (tmp_path / "page.bin").write_bytes(b"\xff\xfe\xff")
    assert main(["new-format", str(tmp_path / "page.bin")]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith("missing.txt: error: No such file or directory")
    assert "page.bin:1: error: " in second


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Two Words", "--name must be letters in lower case, digits and _, and begin with a letter, not 'Two Words'"),
        ("daily_feed", "a format is named 'daily_feed' already: give another --name"),
    ],
)
def test_a_name_must_be_free_and_an_identifier(
    name: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["new-format", write_page(tmp_path), "--name", name])
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "name"), [("003_Feed!.txt", "page_003_feed"), ("!.txt", "new_format"), ("My Feed.txt", "my_feed")]
)
def test_the_name_is_that_of_the_file(file: str, name: str, tmp_path: Path) -> None:
    assert main(["new-format", write_page(tmp_path, name=file), "-o", str(tmp_path / "made")]) == 0
    assert import_format(tmp_path / "made").name == name


def test_a_page_comes_from_standard_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "paperparse", "new-format", "-", "-o", str(tmp_path / "made")]
    subprocess.run(command, input=CARDS.encode(), capture_output=True, check=True, cwd=ROOT)
    assert import_format(tmp_path / "made").name == "new_format"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Votes: 12\nVotes: 3", {"votes"}),
        ("3 comments\n1 comment", {"comment"}),
        ("3 comments\n1 comment\n4 replies\n5 replies", {"comment"}),
        ("Jun 9, 2015 3\nJun 10", {"date"}),
        ("12/9/2024\n12/10/2024", {"date"}),
        ("{3}\n{4}", set()),
        ("On Tides, and on Their Computation by Hand\n" * 2, set()),
        ("Title:\nTitle:", {"the_title"}),
        ("Title:\nTitle:\nTITLE\nTITLE", {"the_title", "the_title_too"}),
        ("Again\nAgain", {"the_again"}),
        ("Cut\nCut\nUnder\nUnder", {"the_cut", "the_under"}),
        ("~\n~", {"mark"}),
        ("in 3 parts\nin 4 parts", {"part"}),
        ("".join(f"{chr(97 + at) * 3}\n" * 2 for at in range(20)), {chr(97 + at) * 3 for at in range(12)}),
    ],
)
def test_what_repeats_has_a_name(text: str, names: set[str]) -> None:
    assert {kind.name for kind in find_kinds(Lines(text).values)} == names


def test_words_around_a_number_without_a_field_are_printed_as_they_stand() -> None:
    text = "\n".join(f"{title}\n{ABSTRACT}\nin 3 parts" for title in ("On the Tides of Today", "On the Tides of Old"))
    draft = draft_format(text, "parts")
    assert draft is not None
    assert draft.form.prints.endswith("\nin 3 parts")
    assert [paper.title for paper in draft.page] == ["On the Tides of Today", "On the Tides of Old"]


@pytest.mark.slow
def test_of_a_long_page_the_beginning_says_what_a_card_is() -> None:
    draft = draft_format(f"{CARDS}\n\n" * 1_000, "long")
    assert draft is not None
    assert len(draft.page) == 2_000


def test_summaries_and_second_texts_are_told_apart() -> None:
    texts = f"Summary: {ABSTRACT}\nAbout: {ABSTRACT}\nRemarks: {ABSTRACT}\n"
    draft = draft_format("".join(f"Paper: On Tides, Part {part}\n{texts}" for part in ("One", "Two", "Three")), "texts")
    assert draft is not None
    assert (
        draft.form.card
        == "paper title:line the_summary summary:(line quiet*) about abstract:(line quiet*) remarks (line quiet*)"
    )
    assert [(paper.summary, paper.abstract) for paper in draft.page] == [(ABSTRACT, ABSTRACT)] * 3


def test_a_table_that_takes_the_page_over_a_limit_is_not_taken() -> None:
    draft = draft_format("\n\n".join(f"On Tides\n{ABSTRACT}\n{'9' * 20} votes" for _ in range(2)), "numbers")
    assert draft is not None
    assert (dict(draft.form.lines), len(draft.page)) == ({}, 2)


@given(st.one_of(hostile_text(), st.sampled_from(sorted(FORMATS_BY_NAME)).flatmap(pages).flatmap(damaged)))
@example("0\x1f0\n0\x1f0")
@example('"""\n' * 2)
@example("\x00\n\x00")
def test_any_text_gives_a_table_that_can_be_written_and_read_or_none(text: str) -> None:
    # No file holds lone surrogates.
    text = text.encode("utf-8", "replace").decode()
    draft = draft_format(text, "any_text")
    if draft is not None:
        assert len(draft.page) > 1
        names: dict[str, Format] = {}
        exec(write_table(draft.form), names)  # noqa: S102
        assert paperparse.loads(text, format=names["FORMAT"]).papers == draft.page.papers
