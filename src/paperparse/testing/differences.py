"""What the kit says where two readings differ: which paper, which field, and both values."""

from collections.abc import Iterable, Sequence
from typing import Final

from paperparse.model.page import Page, PageInfo
from paperparse.model.paper import Paper
from paperparse.pages.render import find_difference

BACK: Final = "came back as"
BECAME: Final = "became"


def check_papers(law: str, given: Sequence[Paper], read: Sequence[Paper], verb: str = BACK) -> None:
    """Check that `read` are the papers `given`; what does not hold is told as that of `law`."""
    for at, (paper, other) in enumerate(zip(given, read, strict=False)):
        _check_record(f"{law}: paper {at}: its", paper, other, verb)
    assert len(given) == len(read), f"{law}: {_count(given)} {verb} {len(read)}"


def check_info(law: str, given: PageInfo, read: PageInfo, verb: str = BACK) -> None:
    """Check that `read` is what the page said of itself, `given`."""
    _check_record(f"{law}: the page's", given, read, verb)


def check_all_there(law: str, papers: Iterable[Paper], read: Sequence[Paper]) -> None:
    """Check that `papers` stand in `read` in the same order, perhaps with others between them."""
    at = 0
    for paper in papers:
        found = next((place for place in range(at, len(read)) if read[place] == paper), None)
        if found is None:
            alike = next((other for other in read if _share_text(paper, other)), None)
            if alike is not None:
                _check_record(f"{law}: a card away from the damage: its", paper, alike, BECAME)
            name = repr(paper.title or paper.abstract or paper.summary or paper)
            raise AssertionError(f"{law}: a card away from the damage was lost: {name}")
        at = found + 1


def check_no_findings(law: str, page: Page, what: str) -> None:
    """Check that `page`, `what` it is in words, has no findings."""
    if page.diagnostics:
        found = page.diagnostics[0]
        raise AssertionError(f"{law}: {what} has a finding on line {found.line}: {found.code}: {found.message}")


def _check_record(owner: str, given: Paper | PageInfo, read: Paper | PageInfo, verb: str) -> None:
    found = find_difference(given, read)
    if found is not None:
        name, before, after = found
        raise AssertionError(f"{owner} {name} {before} {verb} {after}")


def _share_text(paper: Paper, other: Paper) -> bool:
    pairs = ((paper.title, other.title), (paper.abstract, other.abstract), (paper.summary, other.summary))
    return any(one is not None and one == two for one, two in pairs)


def _count(papers: Sequence[Paper]) -> str:
    return f"{len(papers)} paper{'s' * (len(papers) != 1)}"
