"""Nearly equal texts, letter by letter. Needs rapidfuzz."""

from typing import Final

try:
    from rapidfuzz.distance import Indel
except ModuleNotFoundError as error:
    message = "the policy 'fuzzy' needs rapidfuzz: pip install 'paperparse[fuzzy]'"
    raise ModuleNotFoundError(message, name="rapidfuzz") from error

# So much of two texts is the same, in the same order: one letter in ten may differ.
_NEARLY: Final = 0.9


def is_nearly_equal(first: str, second: str) -> bool:
    """Whether nine of ten letters of two normalised texts are the same, in the same order."""
    return bool(Indel.normalized_similarity(first, second, score_cutoff=_NEARLY) >= _NEARLY)
