"""arXiv's search results: abstracts in a short and a full form, and the days on which papers were submitted.

    Showing 1–3 of 3 results for all: tidal memory

      1. arXiv:2512.90301  [pdf, html, other]

        cs.LG cs.CL
        doi 10.5555/inv.2026.12

        A Winter of Tidal Memory: What Gates Keep

        Authors: Ada Quill, Bo Renn

        Abstract: Gates decide what a network keeps. … ▽ More Gates decide what a network keeps. We follow ... △ Less

        Submitted 3 January, 2026; v1 submitted 28 December, 2025; originally announced December 2025.

        Comments: 11 pages, 2 figures

        Journal ref: Journal of Invented Methods 4(2), 2026

Grammar, blank lines and white space at line ends left out; what follows a label may stand on the line below it:

    page      = header card+ footer
    card      = [count "."] "arXiv:" identifier [forms] category* ["doi" doi] title+ "Authors:" authors
                ["Abstract:" [short ["… ▽ More"]] paragraph+ ["△ Less"]] submitted ["Comments:" note]
                [("Report number:" | "MSC Class:" | "ACM Class:") ...]* ["Journal ref:" journal]
    submitted = "Submitted" day [";" "v1 submitted" day] "; originally announced" month year "."
    authors   = name ("," name)* [", et al. (" count "additional authors not shown)"]

The day of the first version counts. The short abstract is the full one where that is short, and stands alone where an
extractor drops what a page hides; an ellipsis is then where it was cut. The title has no label: it is what stands over
the authors. A card that lost its first line begins with a numbered title. One line may hold all of a card.
"""

from typing import Final

from paperparse.formats.arxiv import CODE, FORMS, IDENTIFIER, LINES, LINKS, READERS
from paperparse.grammar.table import Fold, Format, Label, Mark, Site, Value
from paperparse.grammar.values import DAY_FIRST, DAY_MONTH_YEAR
from paperparse.text.characters import SPACE, SPACES

_NUMBER: Final = rf"(?:[0-9]{{1,6}}\.{SPACE}++|[•*-]{SPACE}++)?arXiv:{SPACE}*+{IDENTIFIER}"
_DOI: Final = rf"(?P<doi>10\.[0-9]{{4,9}}/[^{SPACES}]++)(?:{SPACE}++_+)?"
_PUBLISHED: Final = f"(?P<published>{DAY_MONTH_YEAR})"
_MONTH: Final = rf"[A-Z][a-z]{{2,8}}+{SPACE}++[0-9]{{4}}\.?"
_SUBMITTED: Final = (
    rf"Submitted{SPACE}++(?:{DAY_MONTH_YEAR};{SPACE}*+v1{SPACE}++submitted{SPACE}++)?{_PUBLISHED};?"
    rf"(?:{SPACE}*+originally{SPACE}++announced(?:{SPACE}++{_MONTH}|\.))?"
)
_OTHERS: Final = "Report number:", "MSC Class:", "ACM Class:"
_NAMED: Final = f"(?:{'|'.join((*_OTHERS, 'Journal ref:'))})"


def _stop(what: str) -> str:
    """A pattern of text up to `what`, which white space parts from it; once found, nothing later is tried."""
    return rf"[^{SPACES}].*?(?<=[^{SPACES}])(?={SPACE}++{what})"


# All of a card on one line, of which an extractor leaves little more than labels; authors and categories are lost.
_CARD: Final = (
    rf"{_NUMBER}{SPACE}++{FORMS}{SPACE}++(?!(?:(?!▽ More).)*△ Less)"
    rf"(?>(?P<title>{_stop('A(?:uthors|bstract):')})){SPACE}++"
    rf"(?:Authors:{SPACE}++(?>(?P<authors>{_stop('Abstract:')})){SPACE}++)?Abstract:{SPACE}++"
    rf"(?:(?>{_stop('▽ More')}){SPACE}++▽ More{SPACE}++(?!Submitted{SPACE}))?"
    rf"(?>(?P<abstract>{_stop(f'(?:▽ More{SPACE}++|△ Less{SPACE}++)?Submitted{SPACE}++[0-9]')})){SPACE}++"
    rf"(?:▽ More{SPACE}++|△ Less{SPACE}++)?{_SUBMITTED}"
    rf"(?:{SPACE}++Comments:{SPACE}++(?P<note>(?>(?:(?!{SPACE}{_NAMED}).)+)))?"
    rf"(?:{SPACE}++(?:{'|'.join(_OTHERS)})(?>(?:(?!{SPACE}Journal ref:).){{0,1000}}))?"
    rf"(?:{SPACE}++Journal ref:{SPACE}++(?P<journal_ref>.++))?"
)
_VALUE: Final = "(under labels any | line)"
_BEGUN: Final = "not under labels not under paper not under bare not under links not under codes"
_FOLDED: Final = "furniture:(folded+)?"
_OTHER_LINES: Final = f"furniture:((either_others {_VALUE})+)?"
_SUBMITTED_LINES: Final = (
    "(submitted | submitted_label (day version_label first_day | only_day)) furniture:(announced+)?"
)
# It may begin like a label.
_TITLE: Final = "title:(labels any line* over either_authors_label | (line | numbered)+)"
_DOI_LINES: Final = "(doi_line | doi_label bare_doi)?"
_ABSTRACT: Final = f"(either_abstract_label {_FOLDED} abstract:({_VALUE} line*) {_FOLDED})?"
_TAIL: Final = (
    f"{_OTHER_LINES} (comments note:any | alone_comments note:((not (line over either_authors_label) line)+))?"
    f" {_OTHER_LINES} (either_journal journal_ref:{_VALUE})? {_OTHER_LINES}"
)
_REST: Final = f"either_authors_label authors:{_VALUE} {_ABSTRACT} {_SUBMITTED_LINES} {_TAIL}"

FORMAT: Final = Format(
    name="arxiv_search",
    summary="arXiv's number, categories, title, 'Authors:', 'Abstract:', 'Submitted' and a date for each paper",
    site=Site(
        lines={
            "results": Value(rf"Showing{SPACE}++[0-9,]+[^{SPACES}0-9]{{1,3}}[0-9,]+{SPACE}++of{SPACE}++[0-9].*+"),
            "sort": Value(
                rf"(?:results per page\.|Sort results by|Go|Advanced Search|Search term or terms){SPACE}*+"
                "(?:Announcement date.*+)?"
            ),
            **LINES,
        }
    ),
    lines={
        "card_line": Value(_CARD, is_long=True),
        "paper": Value(rf"(?=[^\[]*+\[){_NUMBER}{SPACE}*+{FORMS}", "arXiv:{arxiv_id}{version} [pdf]"),
        "bare": Value(_NUMBER, over="links codes doi_line"),
        "links": Value(FORMS),
        "codes": Value(f"{CODE}(?:{SPACE}++{CODE}){{0,40}}"),
        "doi_line": Value(rf"doi{SPACE}++{_DOI}", "doi {doi}"),
        "doi_label": Mark("doi"),
        "bare_doi": Value(_DOI, under="doi_label"),
        "authors_label": Label("Authors:"),
        "abstract_label": Label("Abstract:", "Abstract :"),
        "folded": Fold("▽ More", "△ Less"),
        "submitted": Value(_SUBMITTED, "Submitted {published}; originally announced."),
        "submitted_label": Mark("Submitted"),
        "version_label": Mark("v1"),
        "day": Value(f"{DAY_MONTH_YEAR};?", over="version_label"),
        "first_day": Value(f"(?:submitted{SPACE}++)?{_PUBLISHED};?", under="version_label"),
        "only_day": Value(f"{_PUBLISHED};?", under="submitted_label"),
        "announced": Value(rf"originally{SPACE}++announced(?:{SPACE}++{_MONTH})?|{_MONTH}"),
        "comments": Label("Comments:"),
        "others": Label(*_OTHERS, "Latest version:"),
        "journal": Label("Journal ref:"),
        "numbered": Value(rf"[0-9]{{1,6}}\.{SPACE}++(?P<title>.*+)", over="authors_label alone_authors_label"),
    },
    begins=f"not under labels (paper | bare | card_line) | {_BEGUN} codes | {_BEGUN} not under doi_line numbered",
    card=(f"(paper | bare) links? (categories:(codes+))? {_DOI_LINES} {_TITLE} {_REST} | numbered {_REST} | card_line"),
    broken=(
        f"(paper | bare | card_line)? links? (categories:(codes+))? {_DOI_LINES}"
        f" ({_TITLE} over (either_authors_label | either_abstract_label) | numbered)?"
        f" (either_authors_label (authors:{_VALUE})?)? {_ABSTRACT} (not submitted_label line)*"
        f" ({_SUBMITTED_LINES})? {_TAIL}"
    ),
    # No abstract has more; a document below a card has.
    most_paragraphs=8,
    heading="results sort",
    readers={**READERS, "published": DAY_FIRST},
    wraps=True,
    links=LINKS,
    prints=(
        "{paper}\n\n{categories}\n{doi_line}\n\n{title}\n\n{authors_label} {authors}\n\n{abstract_label} {abstract}\n\n"
        "{submitted}\n\n{comments} {note}\n\n{journal} {journal_ref}"
    ),
    prints_page="Showing 1–50 of 1,000 results for all: papers\n\nSort results by\n\n{cards}",
    between="\n\n",
    shows="title, 'Authors:', 'Submitted' and a date",
    lacks="a card with a title, 'Authors:', 'Submitted' and a date",
    needs=("Submitted", "announced"),
)
