"""Nearly equal texts, letter by letter. Needs rapidfuzz."""

from typing import Final

try:
    from rapidfuzz.distance import Indel
except ModuleNotFoundError as error:
    message = "the policy 'fuzzy' needs rapidfuzz: pip install 'paperparse[fuzzy]'"
    raise ModuleNotFoundError(message, name="rapidfuzz") from error

# So much of two texts is the same, in the same order: one letter in ten may differ.
_NEARLY: Final = 0.9


# Longer texts are not compared: the time for it grows with the product of their lengths.
_LONGEST: Final = 10_000


def is_nearly_equal(first: str, second: str) -> bool:
    """Whether nine of ten letters of two normalised texts, of 10,000 or fewer, are the same, in the same order."""
    if max(len(first), len(second)) > _LONGEST:
        return False
    return bool(Indel.normalized_similarity(first, second, score_cutoff=_NEARLY) >= _NEARLY)
