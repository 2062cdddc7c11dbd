"""Identifiers as they are compared: those that have the form of one, without what does not tell papers apart."""

import re
from typing import Final

from paperparse.model.identifiers import ARXIV_ID, DOI

_ARXIV_ID: Final = re.compile(ARXIV_ID.pattern)
_DOI: Final = re.compile(DOI.pattern)
# What arXiv's own DOIs are made of, before its identifier (https://info.arxiv.org/help/doi.html).
_ARXIV_DOI: Final = "10.48550/arxiv."


def fold_arxiv_id(text: str | None) -> str:
    """The identifier of arXiv `text` as it is compared; empty for what is none."""
    if text is None or _ARXIV_ID.fullmatch(text) is None:
        return ""
    # In identifiers of the old style, archive and number do without the class between them
    # (https://info.arxiv.org/help/arxiv_identifier.html).
    archive, slash, number = text.partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else text


def fold_doi(text: str | None) -> str:
    """The DOI `text` as it is compared, without regard to case (DOI handbook, 2.4); empty for what is none.

    Also empty for the DOI that arXiv gives a preprint: a journal gives the paper another.
    """
    folded = text.lower() if text is not None and _DOI.fullmatch(text) else ""
    return "" if folded.startswith(_ARXIV_DOI) else folded


def find_arxiv_id(doi: str | None) -> str:
    """The identifier within the DOI of a preprint on arXiv, as it is compared; empty for any other."""
    return fold_arxiv_id(doi[len(_ARXIV_DOI) :]) if doi is not None and doi.lower().startswith(_ARXIV_DOI) else ""
