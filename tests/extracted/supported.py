"""The pairs of page and extractor whose fields are read.

Add a pair to `SUPPORTED` when its row of `python tests/benchmarks/extractors.py` allows it: every page is read, and
99 of 100 of the fields that the extractor leaves come back. No pair may give a wrong value without a warning.
"""

from typing import Final

SUPPORTED: Final[frozenset[tuple[str, str]]] = frozenset(
    {
        ("aimodels 2024", "resiliparse"),
        ("aimodels 2024", "resiliparse, main content"),
        ("hugging face search", "resiliparse, main content"),
    }
)
_LABEL: Final = "a lone card is read without its title and its date, and its abstract with the label"
# Why a pair gives wrong values; whoever mends it takes it out. Not every set of records shows each of them.
_UNSETTLED: Final = "a value is joined with, or cut at, what stands beside it"
FAULTY: Final[dict[tuple[str, str], str]] = {
    ("catalyzex with titles", "BeautifulSoup, spaces"): _LABEL,
    ("catalyzex with titles", "inscriptis"): _LABEL,
    ("aimodels 2024", "html2text"): _UNSETTLED,
}
