"""Strategies for records and for pages that print them.

Titles, abstracts and names are of the kinds that `paperparse.grammar.look` tells apart by their look, with everything
in them that real ones have: formulas, links, names of scripts, and the marks of the formats inside a sentence.
"""

import datetime
import random
from typing import Any, Final

from hypothesis import strategies as st

from paperparse.formats import FORMATS, find_format
from paperparse.grammar.look import LONGER_THAN_TITLES, SHORTEST_ABSTRACT, is_paragraph
from paperparse.grammar.printing import list_marks, print_page, project_info, project_paper
from paperparse.grammar.table import Format
from paperparse.model.fields import Field, Kind
from paperparse.model.identifiers import ADDRESS, ARXIV_ID, CATEGORY, DOI, Form
from paperparse.model.page import PageInfo
from paperparse.model.paper import FIELDS, Organization, Paper, PartialDate

_WORDS: Final = tuple(
    "a adaptive algorithm analysis and approach are attention bounds by causal convergence data deep diffusion "
    "distribution efficient estimation features for from gradient graph in inference is kernel language large "
    "learning linear method model networks neural noise of on optimal order policy prior quantum random rank robust "
    "sampling search sparse stochastic structure the theory training transfer under variational we which with".split()
)
_ODD_WORDS: Final = (
    *("GPT-4", "(LLMs)", "$\\alpha$-stable", "$O(n^2)$", "naïve", "Schrödinger", "İstanbul", "ß", "数学", "e.g."),
    *("10%", "--", "“quoted”", "it's", "C++", "\u202fthin", "x\u2028y", "e\u0301t", "🙂", "\\emph{this}", "~50"),
    *("et al.,", "#1", "&"),
)  # fmt: skip
_ODD_SHARE: Final = 0.2
_ASIDES: Final = (
    *("https://example.org/code", "(http://example.org/a_(b))"),
    *sorted({mark for form in FORMATS for mark in list_marks(form) if len(mark) < 20}),
)
# Long dead, and spelled in every way that names are.
_NAMES: Final = (
    *("Ada Lovelace", "Emmy Noether", "J. J. Sylvester", "Leonhard Euler", "Sofja W. Kowalewskaja", "祖冲之"),
    *("Hypatia", "Guillaume de L'Hôpital", "Évariste Galois", "János Bolyai", "Carl Friedrich Gauß"),
    *("Marshall Hall, Jr.", "Laura Bassi"),
)  # fmt: skip
# A shorter line under an abstract heads a part of it rather than a card.
_SHORTEST_TITLE: Final = 15
_CODES: Final = ("cs.CL", "cs.LG", "stat.ML", "math.ST", "hep-th", "cond-mat.dis-nn", "q-bio.NC", "quant-ph")
_HANDLES: Final = ("openbmb", "apple", "SakanaAI", "nvidia-2", "AI4S", "b")

# One number for a text rather than one draw for each word: pages of many words are made in no time, and still shrink in
# their number of papers and paragraphs.
_numbers = st.integers(0, 2**32 - 1)


def _pick_words(chance: random.Random, fewest: int, most: int) -> list[str]:
    count = chance.randint(fewest, most)
    return [chance.choice(_ODD_WORDS if chance.random() < _ODD_SHARE else _WORDS) for _ in range(count)]


def _write_title(number: int) -> str:
    chance = random.Random(number)
    end = chance.choice(("", "", "", "?", "!", ": A Survey"))
    return f"The {' '.join(_pick_words(chance, 3, 14))}{end}"


def _is_title(text: str) -> bool:
    return _SHORTEST_TITLE <= len(text) < LONGER_THAN_TITLES and not is_paragraph(text)


def _write_paragraph(number: int) -> str:
    chance = random.Random(number)
    sentences = []
    for _ in range(chance.randint(1, 5)):
        words = ["We", "study", *_pick_words(chance, 8, 20), "results."]
        if chance.random() < _ODD_SHARE:
            words.insert(chance.randrange(2, len(words)), chance.choice(_ASIDES))
        sentences.append(" ".join(words))
    return " ".join(sentences)


_titles = _numbers.map(_write_title).filter(_is_title)
_paragraphs = _numbers.map(_write_paragraph).filter(lambda text: len(text) >= SHORTEST_ABSTRACT and is_paragraph(text))
_texts = st.lists(_paragraphs, min_size=1, max_size=3).map("\n\n".join)
_organizations = st.builds(Organization, st.sampled_from(_HANDLES), st.sampled_from(_WORDS).map(str.title))
_dates = st.dates(datetime.date(1991, 1, 1), datetime.date(2030, 12, 31)).map(
    lambda date: PartialDate(date.year, date.month, date.day)
)
_yearless_dates = _dates.map(lambda date: PartialDate(None, date.month, date.day))
_BY_KIND: Final[dict[Kind, st.SearchStrategy[Any]]] = {
    "text": _titles,
    "names": st.lists(st.sampled_from(_NAMES), min_size=1, max_size=6).map(tuple),
    "codes": st.lists(st.sampled_from(_CODES), min_size=1, max_size=4, unique=True).map(tuple),
    "count": st.integers(0, 99_999),
    "date": _dates,
    "organization": st.one_of(st.none(), st.none(), _organizations),
}
_arxiv_ids = st.builds("{:02}{:02}.{:05}".format, st.integers(15, 29), st.integers(1, 12), st.integers(1, 29_999))
_addresses = st.builds("https://example.org/{}/{}".format, st.sampled_from(_HANDLES), st.integers(0, 9_999))
_BY_FORM: Final[dict[Form, st.SearchStrategy[Any]]] = {
    ARXIV_ID: _arxiv_ids | st.sampled_from(["0707.3168", "hep-th/9901001", "math.GT/0309136"]),
    DOI: st.builds("10.5555/{}.{}".format, st.sampled_from(_HANDLES), st.integers(0, 9_999)),
    ADDRESS: _addresses,
    CATEGORY: _BY_KIND["codes"],
}


def _choose_strategy(field: Field) -> st.SearchStrategy[Any]:
    return _BY_FORM[field.form] if field.form else _texts if field.is_prose else _BY_KIND[field.kind]


_VALUES: Final = {
    **{name: _choose_strategy(field) for name, field in FIELDS.items()},
    "other_authors": st.sampled_from([None, None, None, "et al.", "and others", "and 12 more"]),
    "version": st.integers(1, 20),
    "submitted_by": st.sampled_from(_HANDLES),
    # No page prints that a paper has no authors, and some cards have no comments.
    "author_count": st.integers(1, 9_999),
    "comment_count": st.one_of(st.none(), st.integers(0, 999)),
}


def papers(format: str | Format | None = None) -> st.SearchStrategy[Paper]:
    """A strategy for papers with every field, such as every built-in format can print.

    With a `format`, a format's name or a `Format`, the papers are projected to what its pages print, and dates are
    without a year now and then where the format leaves it out.
    """
    form = None if format is None else find_format(format)
    dates = st.one_of(_dates, _yearless_dates) if form is not None and form.omits_current_year else _dates
    values = {**_VALUES, **{name: dates for name, field in FIELDS.items() if field.kind == "date"}}
    strategy = st.builds(Paper, **values)
    if form is None:
        return strategy

    # A name that Hypothesis prints in its reports, where a partial would show the whole table.
    def project(paper: Paper) -> Paper:
        return project_paper(form, paper)

    return strategy.map(project)


def infos(format: str | Format) -> st.SearchStrategy[PageInfo]:
    """A strategy for what pages of `format`, a format's name or a `Format`, say about themselves."""
    form = find_format(format)
    count = st.integers(1, 9_999)
    strategy = st.one_of(
        st.just(PageInfo()),
        st.builds(
            PageInfo,
            affiliation=st.sampled_from(["Hebrew University", "Université de Liège"]),
            date=_dates,
            number=count,
            page_count=count,
        ),
    )

    def project(info: PageInfo) -> PageInfo:
        return project_info(form, info)

    return strategy.map(project)


@st.composite
def pages(
    draw: st.DrawFn,
    format: str | Format,
    *,
    records: st.SearchStrategy[Paper] | None = None,
    min_size: int = 1,
    max_size: int = 6,
) -> str:
    """A strategy for the text of a page of `format`, a format's name or a `Format`, with so many papers.

    `records`: a strategy for its papers, for a format that cannot print those of `papers`.
    """
    form = find_format(format)
    listed = draw(st.lists(papers(form) if records is None else records, min_size=min_size, max_size=max_size))
    info = draw(infos(form))
    return print_page(form, [project_paper(form, paper) for paper in listed], project_info(form, info))
