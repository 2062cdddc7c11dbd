"""Identifiers as they are compared: those that have the form of one, without what does not tell papers apart."""

import re
from typing import Final

from paperparse.model.identifiers import ARXIV_ID, DOI

_ARXIV_ID: Final = re.compile(ARXIV_ID.pattern)
_DOI: Final = re.compile(DOI.pattern)
# The class in identifiers of the old style, which the archive and the number do without
# (https://info.arxiv.org/help/arxiv_identifier.html).
_CLASS: Final = re.compile(r"\.[A-Z]{2}(?=/)")
# What arXiv's own DOIs are made of, before its identifier (https://info.arxiv.org/help/doi.html).
_ARXIV_DOI: Final = "10.48550/arxiv."


def fold_arxiv_id(text: str | None) -> str:
    """The identifier of arXiv `text` as it is compared; empty for what is none."""
    return _CLASS.sub("", text) if text is not None and _ARXIV_ID.fullmatch(text) else ""


def fold_doi(text: str | None) -> str:
    """The DOI `text` as it is compared, without regard to case (DOI handbook, 2.4); empty for what is none.

    Also empty for the DOI that arXiv gives a preprint: a journal gives the paper another.
    """
    folded = text.lower() if text is not None and _DOI.fullmatch(text) else ""
    return "" if folded.startswith(_ARXIV_DOI) else folded


def find_arxiv_id(doi: str | None) -> str:
    """The identifier within the DOI of a preprint on arXiv, as it is compared; empty for any other."""
    return fold_arxiv_id(doi[len(_ARXIV_DOI) :]) if doi is not None and doi.lower().startswith(_ARXIV_DOI) else ""
