"""Records with every field that any page prints, from real papers."""

from functools import cache
from random import Random
from typing import Final

from samples import real_papers

from extracted.arxiv import ADDRESS, SUBJECTS
from extracted.values import Record
from paperparse import PartialDate

_NOTES: Final = (
    "14 pages, 3 figures",
    "Accepted at a workshop on things; 9 pages",
    f"Code at {ADDRESS}",
    "Submitted to a journal",
    "This is a longer version of a talk, with two appendices",
    "8+4 pages: minor corrections",
)
_JOURNALS: Final = ("J. Invent. Libr. 7 (2026) 1-19", "Annals of Invented Results 12, 101-118 (2025)")
_USERS: Final = ("quietharbor", "owlpost", "pinecone7", "m-vale", "Kestrel_9", "two.rivers")
_ORGANIZATIONS: Final = (
    ("northlab", "North Lab"),
    ("Saltmarsh-AI", "Saltmarsh AI"),
    ("uni-hill", "Hill University"),
    ("kestrel", "Kestrel"),
    ("lab-4", "Institute for Things, Ltd."),
)
# So many papers are announced on one day.
_DAY: Final = 4
_LAST_DAY: Final = 27


def _make(at: int, title: str, abstract: str, authors: tuple[str, ...]) -> Record:
    chance = Random(at)
    handle, name = _ORGANIZATIONS[at % len(_ORGANIZATIONS)]
    score = chance.choice((0, chance.randint(1, 999), chance.randint(10, 40) * 100, chance.randint(1000, 1999)))
    record: Record = {
        "title": title,
        "abstract": abstract,
        "summary": f"Overview {abstract} Plain English Explanation It is about things. Conclusion It works.",
        "authors": authors,
        "author_count": len(authors),
        "published": PartialDate(2016 + at % 10, chance.randint(1, 12), chance.randint(1, 28)),
        "announced": PartialDate(2026, 2, _LAST_DAY - at // _DAY % _LAST_DAY),
        "score": score,
        "upvotes": chance.choice((0, 1, chance.randint(2, 40), chance.randint(41, 400))),
        "arxiv_id": f"{2400 + at % 200}.{10_000 + at * 37 % 80_000:05}",
        "submitted_by": _USERS[at % len(_USERS)],
        "code_url": f"https://github.com/{_USERS[at % len(_USERS)]}/project-{at}",
        "code_stars": chance.choice((chance.randint(1, 999), chance.randint(100, 999) * 10)),
        "categories": tuple(chance.sample(sorted(SUBJECTS), chance.randint(1, 4))),
    }
    if at % 3 == 0:
        record["comment_count"] = chance.randint(1, 30)
    if at % 4 == 1:
        record["organization"] = {"handle": handle, "name": name}
    if at % 3 != 2:
        record["note"] = _NOTES[at % len(_NOTES)]
    if at % 5 == 4:
        record["journal_ref"] = _JOURNALS[at % len(_JOURNALS)]
        record["doi"] = f"10.5555/inv.2026.{at}"
    if at % 4 == 3:
        record["revised"] = PartialDate(2026, chance.randint(1, 3), chance.randint(1, 28))
    if at % 13 == 12:
        record["old_id"] = f"hep-th/99{chance.randint(1, 12):02}{chance.randint(1, 999):03}"
    return record


@cache
def list_records(count: int) -> tuple[Record, ...]:
    """The first `count` records; their titles and abstracts differ."""
    texts: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for paper in real_papers():
        if len(texts) == count:
            break
        if paper.title and paper.abstract and paper.authors:
            texts.setdefault(paper.title.casefold(), (paper.title, paper.abstract, paper.authors))
    return tuple(_make(at, *text) for at, text in enumerate(texts.values()))
