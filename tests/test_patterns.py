"""Every pattern of the package is compiled once, on module level, where the benchmark of growth attacks it."""

import pytest
from patterns import Pattern, list_patterns, read_alphabet


@pytest.fixture(scope="module")
def patterns() -> list[Pattern]:
    return list_patterns()


@pytest.mark.slow
def test_every_pattern_can_be_attacked(patterns: list[Pattern]) -> None:
    for pattern in patterns:
        members, alphabet, _ = read_alphabet(pattern)
        assert set(members.values()) <= set(alphabet), pattern.title


@pytest.mark.slow
def test_names_are_different(patterns: list[Pattern]) -> None:
    assert len({pattern.title for pattern in patterns}) == len(patterns)
