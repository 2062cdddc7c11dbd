r"""arXiv's daily mailing: new, cross-listed and replaced papers, in blocks that two backslashes begin.

     received from  Mon  2 Mar 26 19:00:00 GMT  to  Tue  3 Mar 26 19:00:00 GMT
    ------------------------------------------------------------------------------
    \\
    arXiv:2603.90411 (*cross-listing*)
    Date: Mon, 2 Mar 2026 20:33:39 GMT   (215kb)

    Title: Ferry: Carrying Small Facts across Long Contexts without Losing Them on
      the Way
    Authors: Ada Quill, Bo Renn (Hill University) and Ren\'e Alder
    Categories: cs.CL cs.LG
    Comments: 15 pages, 4 figures
    Journal-ref: Journal of Invented Retrieval, Volume 3, 2026, pages 44-61
    DOI: 10.5555/inv.2026.44
    \\
      Facts get lost between the place where they are read and the place where they
    are needed. We mark 900 small facts in long documents ...
    \\ ( https://arxiv.org/abs/2603.90411 ,  215kb)
    ------------------------------------------------------------------------------

Grammar, blank lines and white space at line ends left out; values go on below their line:

    page      = head card+ rule*
    head      = rule ... "received from" date "to" date rule
    card      = "\\" number (date | replaced) "Title:" title "Authors:" authors "Categories:" category+
                ["Comments:" note] [other]* ["Journal-ref:" journal] ["DOI:" doi] ["\\" paragraph+]
                "\\ (" address "," size ")"
    number    = ("arXiv:" | "Paper:") identifier ["(*cross-listing*)"]
    date      = "Date:" weekday "," day month year time ["(" size ")"]
    replaced  = "replaced with revised version" ...
    other     = ("MSC-class:" | "ACM-class:" | "Report-no:") ...
    rule      = "-----..." | "%-%-%..." | "%%--%%..." | "%%%---..."

Only papers that replace others have no abstract, and their day is none of publication. TeX's accents stay as they are.
"""

from typing import Final

from paperparse.formats.arxiv import IDENTIFIER, READERS
from paperparse.grammar.table import Double, Format, Label, Mark, Site, Value
from paperparse.grammar.values import DAY_MONTH_YEAR
from paperparse.text.characters import SPACE, SPACES

_CROSS: Final = r"\(\*cross-listing\*\)"
_NUMBER: Final = rf"(?:arXiv|Paper)(?:{SPACE}*+{_CROSS})?:{SPACE}*+{IDENTIFIER}(?:{SPACE}*+{_CROSS})?"
# What is behind a label or below it; the lines of a value, and those that surely are in a damaged card.
_LINE: Final = "(under labels any | line)"
_VALUE: Final = f"({_LINE} (line | not (rule | received) site)*)"
_NEXT: Final = (
    "(either_authors_label | either_others | either_categories_label | either_comments | either_journal"
    " | either_doi_label | slashes)"
)
_SURE: Final = f"({_LINE} (line | not (rule | received) site)* over {_NEXT} | {_LINE})"
_END: Final = "(slashes | last | rule)"
_ABSTRACT: Final = f"abstract:((not {_END} any)+)"


def _list_notes(value: str) -> str:
    """The lines below the categories, each of which may be missing; `value` are the lines of one."""
    others = _list_others(value)
    return (
        f"{others} (either_comments note:{value})? {others} (either_journal journal_ref:{value})?"
        f" {others} (either_doi_label doi:{_LINE})? {others}"
    )


def _list_others(value: str) -> str:
    return f"furniture:((either_others {value})+)?"


_FIELDS: Final = (
    f"{_list_others(_VALUE)} either_title_label title:{_VALUE} either_authors_label authors:{_VALUE}"
    f" {_list_others(_VALUE)} either_categories_label categories:{_VALUE} {_list_notes(_VALUE)}"
)

FORMAT: Final = Format(
    name="arxiv_mail",
    summary=r"arXiv's mailing: '\\', number, 'Date:', 'Title:', 'Authors:', 'Categories:' and abstract for each paper",
    site=Site(
        lines={
            "rule": Value("[-%]{20,}+"),
            "received": Value(
                rf"received{SPACE}++from{SPACE}.*{SPACE}to{SPACE}++(?P<date>{DAY_MONTH_YEAR})(?:{SPACE}.*)?",
                "received from {date} to {date}",
            ),
        }
    ),
    lines={
        "slashes": Mark(r"\\"),
        "again": Double(),
        "last": Value(
            rf"\\\\{SPACE}*+\({SPACE}*+(?P<url>https?://[^{SPACES}]++){SPACE}*+,[^()]*+\)", r"\\ ( {url} ,  1kb)"
        ),
        "date": Value(
            rf"Date(?:{SPACE}*+\([^()]*+\))?:{SPACE}*+(?P<published>{DAY_MONTH_YEAR})(?:{SPACE}.*)?",
            "Date: {published}",
        ),
        "replaced": Value(f"replaced{SPACE}++with{SPACE}++revised{SPACE}++version.*", "replaced with revised version"),
        "paper": Value(_NUMBER, "arXiv:{arxiv_id}{version}", over="date replaced"),
        "lone_paper": Value(_NUMBER, under="slashes"),
        "title_label": Label("Title:"),
        "authors_label": Label("Authors:", "Author:"),
        "categories_label": Label("Categories:"),
        "comments": Label("Comments:"),
        "others": Label("MSC-class:", "ACM-class:", "Report-no:", "Subj-class:", "From:", "Proxy:", "License:"),
        "journal": Label("Journal-ref:"),
        "doi_label": Label("DOI:"),
    },
    begins="slashes? (paper | lone_paper) | slashes over (date | replaced)",
    card=(
        f"slashes? (paper | lone_paper) again? date {_FIELDS} slashes {_ABSTRACT} last"
        f" | slashes? (paper | lone_paper) again? replaced {_FIELDS} (slashes ({_ABSTRACT})?)? last"
    ),
    broken=(
        f"slashes? (paper | lone_paper)? again? (date | replaced)? {_list_others(_SURE)}"
        f" (either_title_label (title:{_SURE})?)? (either_authors_label (authors:{_SURE})?)? {_list_others(_SURE)}"
        f" (either_categories_label (categories:{_SURE})?)? {_list_notes(_SURE)}"
        f" (slashes ({_ABSTRACT})? | abstract:(beginning (not {_END} any)*))? last?"
    ),
    heading="rule received",
    readers=READERS,
    wraps=True,
    prints=(
        "\\\\\n{paper}\n{date|replaced}\n\n{title_label} {title}\n{authors_label} {authors}\n"
        "{categories_label} {categories}\n{comments} {note}\n{journal} {journal_ref}\n{doi_label} {doi}\n"
        "\\\\\n{abstract}\n{last}"
    ),
    prints_page=f"{'-' * 78}\n{{received}}\n{'-' * 78}\n{{cards}}\n{'-' * 78}",
    between=f"\n{'-' * 78}\n",
    shows=r"'\\', number, 'Title:', 'Authors:', 'Categories:'",
    lacks=r"a card from '\\' and a number to '\\' and an address",
    needs=(r"\\",),
)
