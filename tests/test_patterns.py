"""Every pattern of the package is compiled once, on module level, where the benchmark of growth attacks it."""

import pytest
from patterns import Pattern, list_patterns, read_alphabet

PATTERNS = list_patterns()


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.title)
def test_a_pattern_can_be_attacked(pattern: Pattern) -> None:
    members, alphabet, _ = read_alphabet(pattern)
    assert set(members.values()) <= set(alphabet)


def test_names_are_different() -> None:
    assert len({pattern.title for pattern in PATTERNS}) == len(PATTERNS)
