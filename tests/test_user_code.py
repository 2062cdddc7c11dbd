"""The program in `user_code.py` does what it says."""

from pathlib import Path

from samples import SEEDS, load_seed
from user_code import (
    check,
    count_titles,
    describe,
    explain,
    export,
    find_latest,
    join,
    read_crawl,
    read_titles,
)


def test_user_code_runs(tmp_path: Path) -> None:
    daily = load_seed("daily_feed")
    assert read_titles(SEEDS / "004_8ec9312bc1173479.txt") == [paper.title for paper in daily]
    assert describe(daily.text).startswith("daily_feed: Deep Learning for Case-Based Reasoning")
    assert describe("nothing").startswith("no page: no known kind of page")
    latest = find_latest(daily)
    assert latest is not None
    assert latest.published is not None
    assert latest.published.isoformat() == "2024-12-19"
    (tmp_path / "notes.txt").write_text("nothing", "utf-8")
    assert read_crawl(tmp_path, {"memory": daily.text.encode()}) == {"notes.txt": -1, "memory": 59}
    assert export(daily, tmp_path / "papers.jsonl") == 60
    assert count_titles(daily) == (59, 59, 59)
    told = join([load_seed("abstract_list"), load_seed("author_cards"), load_seed("title_feed")])
    assert (told[0], told[-2:]) == ("abstract: 2", ["3", "different"])
    assert check(tmp_path / "papers.jsonl") == []
    (tmp_path / "page.txt").write_text(daily.text.replace("Jun 9, 2015", "45/45/2024"), "utf-8")
    assert check(tmp_path / "page.txt") == ["page.txt:43:1: invalid-date"]
    assert explain("[]") == (0, None)
    assert explain('[{"title": 5}]') == (1, "$[0]")
