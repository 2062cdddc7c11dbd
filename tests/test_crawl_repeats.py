"""Texts and addresses that stand in a crawl more than once."""

import json
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from crawls import LETTER, PAGE, Here, make_rows
from hypothesis import given
from hypothesis import strategies as st
from processes import run_command

from paperparse import crawl
from paperparse.crawling import chunks, repeats
from paperparse.crawling.manifest import Repeats
from paperparse.crawling.repeats import count_repeats, make_keys


@given(st.lists(st.lists(st.text(max_size=1) | st.binary(max_size=1))), st.integers(0, 999))
def test_repeats_are_those_that_a_set_leaves_out(contents: list[list[str | bytes]], most: int) -> None:
    flat = [one.encode(errors="surrogatepass") if isinstance(one, str) else one for part in contents for one in part]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "_MOST_KEYS", 10)
        assert count_repeats(map(make_keys, contents), most, tempfile.gettempdir()) == len(flat) - len(set(flat))


def test_copies_are_counted_across_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(chunks, "MOST_TEXTS", 2)
    texts = [PAGE, LETTER, LETTER, PAGE + "\n", LETTER]
    Path("a.jsonl").write_bytes(make_rows(texts) + b'{"text": null}\n{"text": 3, "url": "u9"}\n{"text": null}\n')
    Path("b.jsonl").write_bytes(make_rows(texts[:2]))
    Path("c.txt").write_bytes(PAGE.encode())
    Path("d.txt").write_bytes(b"\xff")
    Path("e.txt").write_bytes(b"\xff")
    names = [f"{name}.{'jsonl' if name in 'ab' else 'txt'}" for name in "abcde"]
    found = [PAGE, LETTER, LETTER, PAGE + "\n", LETTER, PAGE, LETTER, PAGE, b"\xff", b"\xff"]
    expected = Repeats(texts=sum(count - 1 for count in Counter(found).values()), urls=2)
    manifest = crawl(names, "out", executor=Here())
    assert manifest.repeats == expected == Repeats(texts=6, urls=2)
    # They are counted from what is on the disk, whoever has written it.
    (tmp_path / "out" / "_done" / "part-000000-0001.json").unlink()
    assert crawl(names, "out", executor=Here(), resume=True) == manifest
    outcome = run_command("crawl", *names, "-o", "out", "--resume", cwd=tmp_path)
    assert outcome.err.splitlines()[-1] == "copies: 6 texts, 2 URLs"
    outcome = run_command("crawl", *names, "-o", "out", "--resume", "--log-json", cwd=tmp_path)
    assert json.loads(outcome.err)["repeats"] == {"texts": 6, "urls": 2}
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.startswith("tmp")]


def test_a_disk_without_room_for_keys_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a.txt").write_bytes(PAGE.encode())
    with monkeypatch.context() as patch:
        patch.setattr(repeats, "TemporaryFile", fail)
        outcome = run_command("crawl", "a.txt", "-o", "out", cwd=tmp_path)
        assert (outcome.status, outcome.err) == (2, "out: error: No space left on device\n")
    assert crawl(tmp_path / "a.txt", tmp_path / "out", executor=Here(), resume=True).is_complete
