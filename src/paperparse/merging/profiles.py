"""What is compared of a record, made once for each."""

from collections.abc import Callable
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, Final
from zlib import crc32

from attrs import field, frozen

from paperparse.merging.identifiers import find_arxiv_id, fold_arxiv_id, fold_doi
from paperparse.merging.normalisation import is_cut, normalise_text
from paperparse.merging.titles import (
    find_marks,
    find_notices,
    find_numbers,
    find_signs,
    is_generic,
    loosen_title,
    normalise_title,
)
from paperparse.model.paper import FIELDS, Paper, PartialDate

# Below, an abstract is a phrase that many papers may share: "This paper has been withdrawn."
SHORTEST_ABSTRACT: Final = 100
# A notice of withdrawal is shorter than this, and many papers have the same.
_NO_NOTICE: Final = 400
_WITHDRAWN: Final = frozenset(("withdrawn", "retracted"))
# A title of fewer words or letters may well be that of several papers.
_FEWEST_WORDS: Final = 4
_FEWEST_LETTERS: Final = 20
# The sketch of a text is the smallest hashes of its runs of four words, among so many words from its beginning:
# two texts that begin alike share most of them, even if a word differs or one is cut (Broder, On the resemblance and
# containment of documents, 1997).
_SKETCHED_WORDS: Final = 48
_RUN: Final = 4
SKETCH_SIZE: Final = 6
_REMEMBERED: Final = 1 << 12
# The fields that are texts without a comparison of their own.
TEXTS: Final = tuple(name for name, field in FIELDS.items() if field.merging == "text")
# Of fields with these, a profile has the values in another spelling, or they are those of one day.
_OTHERWISE: Final = ("title", "abstract", "text", "authors", "arxiv_id", "doi", "growing")
_get_steady: Final[Callable[[Paper], tuple[Any, ...]]] = attrgetter(
    *(name for name, field in FIELDS.items() if field.merging not in _OTHERWISE)
)


@frozen(eq=False)
class Profile:
    """A record as it is compared.

    `title` and `abstract` are normalised, with spaces, and empty where there is none; `title_letters` is the title
    without spaces, `loose` the title in the form of `loosen_title` and `loose_letters` that without spaces; `numbers`,
    `signs`, `marks` and `notices` are those of the title, and `articles` the number of its words `a`. `sketch` is that
    of the abstract; there is none if it is short or a notice of withdrawal. `texts` are normalised, in the order of
    `TEXTS`, and `authors` normalised names. `count` is the printed number of authors, or that of the names. `site` is
    the format that the date is from. `arxiv_id` and `doi` are as `merging.identifiers` has them, and empty where there
    is none that has the form of one.
    """

    paper: Paper = field(repr=False)
    title: str
    title_letters: str
    title_is_cut: bool
    loose: str
    loose_letters: str
    numbers: tuple[str, ...]
    signs: str
    marks: tuple[tuple[int, str], ...]
    articles: int
    notices: frozenset[str]
    abstract: str
    sketch: tuple[int, ...]
    texts: tuple[str, ...]
    authors: tuple[str, ...]
    count: int | None
    published: PartialDate | None
    site: str | None
    arxiv_id: str
    doi: str

    @property
    def identity(self) -> tuple[object, ...]:
        """What two records that say the same in other spelling have in common; scores and comments grow."""
        return (
            *(self.title_letters, self.telling, self.title_is_cut, self.abstract, self.texts, self.authors),
            *(self.arxiv_id or self.paper.arxiv_id, self.doi or self.paper.doi),
            *_get_steady(self.paper),
        )

    @property
    def telling(self) -> tuple[object, ...]:
        """What tells titles apart that have the same letters: numbers, signs, and whether `a` is a word of its own."""
        return self.numbers, self.signs, self.articles

    @property
    def loose_numbers(self) -> tuple[str, ...]:
        """The numbers of the title in its looser form."""
        return find_numbers(self.loose)

    @property
    def has_text(self) -> bool:
        """Whether there is a title or an abstract."""
        return bool(self.title or self.abstract)

    @property
    def has_long_abstract(self) -> bool:
        """Whether the abstract is long enough to be that of one paper only, and no notice that it was withdrawn."""
        return bool(self.sketch)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the abstract is a notice of withdrawal."""
        return not self.sketch and not _WITHDRAWN.isdisjoint(self.abstract.split())

    @property
    def has_distinctive_title(self) -> bool:
        """Whether the title is long enough to be that of one paper only, and names a subject."""
        return self._is_long(self.title)

    @property
    def has_title_of_compounds(self) -> bool:
        """Whether the title would be long enough if its compounds were written apart."""
        return self._is_long(self.loose)

    def _is_long(self, title: str) -> bool:
        is_long = len(self.title_letters) >= _FEWEST_LETTERS and title.count(" ") >= _FEWEST_WORDS - 1
        return is_long and not self.has_generic_title

    @property
    def has_generic_title(self) -> bool:
        """Whether the title is one that every journal and many a book has."""
        return is_generic(self.title)

    @property
    def has_generic_title_only(self) -> bool:
        """Whether such a title is all that says which paper it is."""
        return self.has_generic_title and not (self.abstract or self.authors or any(self.texts))

    def has_same_identifier(self, other: "Profile") -> bool:
        """Whether both have the same identifier of arXiv, or the same DOI."""
        return (self.arxiv_id != "" and self.arxiv_id == other.arxiv_id) or (self.doi != "" and self.doi == other.doi)

    def has_same_marks(self, other: "Profile") -> bool:
        """Whether the names in the titles have the same signs behind them, as far as the shorter title goes."""
        shorter, longer = sorted((self, other), key=lambda profile: len(profile.title_letters))
        end = len(shorter.title_letters) if shorter.title_is_cut else len(longer.title_letters) + 1
        return [mark for _, mark in shorter.marks] == [mark for at, mark in longer.marks if at < end]

    def names_same_part(self, other: "Profile") -> bool:
        """Whether the titles name the same numbers, and neither is that of a reply or an erratum to the other."""
        return (self.numbers, self.notices) == (other.numbers, other.notices)


def make_profiler() -> Callable[[Paper], Profile]:
    """A function that makes the profile of a record and remembers the texts that it has met last.

    A merged record has the texts of its cards, and the same people write many papers.
    """
    remember = lru_cache(_REMEMBERED)
    return partial(
        _make_profile, normalise=remember(normalise_text), read_title=remember(_read_title), sketch=remember(_sketch)
    )


def make_profile(paper: Paper) -> Profile:
    """The profile of a single record."""
    return _make_profile(paper, normalise_text, _read_title, _sketch)


def _make_profile(
    paper: Paper,
    normalise: Callable[[str], str],
    read_title: Callable[[str], dict[str, Any]],
    sketch: Callable[[str], tuple[str, tuple[int, ...]]],
) -> Profile:
    abstract, runs = sketch(paper.abstract or "")
    return Profile(
        **read_title(paper.title or ""),
        paper=paper,
        abstract=abstract,
        sketch=runs,
        texts=tuple([normalise(text) if (text := getattr(paper, name)) else "" for name in TEXTS]),
        # A name of signs alone is that name.
        authors=tuple(normalise(name) or name for name in paper.authors),
        count=len(paper.authors) or None if paper.author_count is None else paper.author_count,
        published=paper.published,
        site=_find_site(paper),
        arxiv_id=fold_arxiv_id(paper.arxiv_id) or find_arxiv_id(paper.doi),
        doi=fold_doi(paper.doi),
    )


def _read_title(printed: str) -> dict[str, Any]:
    """What a profile has of the title `printed`, by the names of its attributes."""
    title, loose = normalise_title(printed), loosen_title(printed)
    return {
        "title": title,
        "title_letters": title.replace(" ", ""),
        "title_is_cut": is_cut(printed),
        "loose": loose,
        "loose_letters": loose.replace(" ", ""),
        "numbers": find_numbers(title),
        "signs": find_signs(printed),
        "marks": find_marks(printed),
        "articles": title.split().count("a"),
        "notices": find_notices(title),
    }


def _sketch(abstract: str) -> tuple[str, tuple[int, ...]]:
    """`abstract`, normalised, with its sketch if it has one."""
    text = normalise_text(abstract)
    is_notice = len(text) < _NO_NOTICE and not _WITHDRAWN.isdisjoint(text.split())
    if len(text) < SHORTEST_ABSTRACT or is_notice:
        return text, ()
    words = text.split(" ", _SKETCHED_WORDS)[:_SKETCHED_WORDS]
    # Not hash(), which differs from process to process.
    runs = [" ".join(words[at : at + _RUN]) for at in range(max(len(words) - _RUN + 1, 1))]
    return text, tuple(sorted({crc32(run.encode("utf-8", "surrogatepass")) for run in runs})[:SKETCH_SIZE])


def _find_site(paper: Paper) -> str | None:
    """The format of the card that the date of `paper` comes from."""
    for origin in paper.origins:
        if origin.field == "published":
            return origin.source.format
    return paper.source.format
