"""The program in `user_code.py` does what it says."""

from samples import SEEDS, load_seed
from user_code import describe, find_latest, read_titles


def test_user_code_runs() -> None:
    daily = load_seed("daily_feed")
    assert read_titles(SEEDS / "004_8ec9312bc1173479.txt") == [paper.title for paper in daily]
    assert describe(daily.text).startswith("daily_feed: Deep Learning for Case-Based Reasoning")
    assert describe("nothing").startswith("no page: no known kind of page")
    latest = find_latest(daily)
    assert latest is not None
    assert latest.published is not None
    assert latest.published.isoformat() == "2024-12-19"
