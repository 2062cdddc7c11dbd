"""arXiv's lists: new papers of a day with their abstracts, recent ones below their days, those of a month.

    Information Retrieval

    New submissions
    See recent articles
    Showing new listings for Wednesday, 4 March 2026
    Total of 3 entries

    New submissions (showing 1 of 1 entries)

    [1] arXiv:2603.90101 (cross-list from math.ST) [pdf, html, other]
    Title: Shelf Order Matters: Position Effects in Library Search
    Ada Quill, Gil Tarn (Hill University)
    Comments: 9 pages, accepted at a workshop
    Journal-ref: J. Invent. Libr. 7 (2026) 1-19
    Subjects: Information Retrieval (cs.IR); Digital Libraries (cs.DL)

    Readers open what stands at eye level. We log 61,000 visits to one catalogue, ...

Grammar, blank lines and white space at line ends left out; what follows a label may stand on the line below it:

    page      = topic heading (section | day | card)+ footer
    heading   = "New submissions" ... "for" date | "Authors and titles for" ...
    section   = ("New" | "Cross" | "Replacement") "submissions (showing" ...
    day       = weekday "," day month year ["(showing" ...]
    card      = ["[" count "]"] "arXiv:" identifier [mark] [forms] "Title:" title [authors] ["Comments:" note]
                ["Journal-ref:" journal] "Subjects:" subjects paragraph*
    mark      = "(cross-list from" category ")" | "(replaced)"
    forms     = "[pdf, html, other]" and the like
    authors   = name ("," name)* | "(author list is unavailable)"
    subjects  = name "(" category ")" (";" name "(" category ")")*

Authors have no label: they are the one line between title and next label. A day stands over several cards and is the
date of each. With the number, or with the title where that is lost, a card begins, whatever stands above.
"""

from typing import Final

from paperparse.formats.arxiv import BULLET, FORMS, IDENTIFIER, LINES, LINKS, READERS
from paperparse.grammar.table import Format, Label, Mark, Site, Value
from paperparse.grammar.values import DAY_MONTH_YEAR, LONG_WEEKDAY_FIRST
from paperparse.text.characters import SPACE

_MARK: Final = r"\((?:cross-list from [^()]{1,40}|replaced)\)"
_NEXT: Final = "title_label alone_title_label"
# Where a card begins, in whatever lines its number and links stand.
_NUMBER: Final = "(number (paper | bare)? | paper | bare | odd_paper)"
_LINE: Final = "(line | address)"
_VALUE: Final = f"(under labels any | {_LINE})"
_LABEL: Final = "(either_comments | either_journal | either_subjects)"
# The lines of a value in a damaged card: more than one only where the next label ends them.
_SURE: Final = f"({_VALUE} {_LINE}* over {_LABEL} | {_VALUE})"
# A link may stand on a line of its own: the line behind it is the abstract's if it is one alone.
_ASIDE: Final = "address (line not line)?"
_ABSTRACT: Final = f"(abstract:((beginning | paragraph | line over address) ({_ASIDE} | quiet)*))?"

FORMAT: Final = Format(
    name="arxiv_listing",
    summary="arXiv's number, 'Title:', authors, 'Subjects:' and perhaps an abstract for each paper",
    site=Site(
        lines={
            "nav": Value(f"{BULLET}(?:New submissions|Cross-lists|Replacements)"),
            "recent": Value("Authors and titles for .*+"),
            "topic": Value("(?P<title>.*+)", "{title}", over="nav recent"),
            "listing": Value(
                "(?:Showing new listings|New submissions|Cross-lists|Replacements) for "
                rf"(?P<date>{DAY_MONTH_YEAR})",
                "Showing new listings for {date}",
            ),
            "section": Value(r"(?:New|Cross|Replacement) submissions \((?:showing|continued).*+"),
            "day": Value(
                rf"(?P<published>{DAY_MONTH_YEAR}){SPACE}++\((?:showing|continued)[^()]*+\)",
                "{published} (showing 1 of 1 entries )",
            ),
            "old_day": Value(f"(?P<published>{DAY_MONTH_YEAR})", over="number paper"),
            "day_link": Value(rf"[•*-]{SPACE}++{DAY_MONTH_YEAR}"),
            "count": Value(rf"(?:\[{SPACE}*+)?(?:[Tt]otal of [0-9]|[Ss]howing up to [0-9]).*+"),
            "pager": Value(r"(?:fewer|more|all)[ |\]]*+"),
            "other_list": Value("See (?:recent articles|today's new changes)"),
            "nothing": Mark("No updates for this time period."),
            **LINES,
        }
    ),
    lines={
        "number": Value(r"\[[0-9]++\]"),
        "paper": Value(
            rf"(?=[^\[(]*+[\[(])(?:\[[0-9]++\]{SPACE}*+)?arXiv:{SPACE}*+{IDENTIFIER}"
            rf"(?:{SPACE}*+{_MARK})?(?:{SPACE}*+{FORMS})?",
            "arXiv:{arxiv_id}{version} [pdf]",
        ),
        # Damaged, or cut off by the page's end.
        "odd_paper": Value(rf"\[[0-9]++\]{SPACE}*+arXiv:.{{0,40}}+"),
        "bare": Value(f"arXiv:{SPACE}*+{IDENTIFIER}", over=f"links {_NEXT}"),
        "links": Value(f"{_MARK}(?:{SPACE}*+{FORMS})?|{FORMS}"),
        "title_label": Label("Title:", ":   Title:"),
        "address": Value("this https URL.*+"),
        "no_authors": Mark("(author list is unavailable)"),
        "comments": Label("Comments:"),
        "journal": Label("Journal-ref:"),
        "subjects": Label("Subjects:"),
    },
    begins=(
        f"not under labels {_NUMBER}"
        " | not under labels not under number not under paper not under bare not under odd_paper"
        " not under links either_title_label"
    ),
    card=(
        f"number? (paper | bare) links? links? either_title_label title:{_VALUE} (no_authors | authors:line)?"
        f" (either_comments note:({_VALUE} {_LINE}*))? (either_journal journal_ref:({_VALUE} {_LINE}*))?"
        f" either_subjects categories:{_VALUE} {_ABSTRACT}"
    ),
    broken=(
        f"(number over any)? (paper | bare | odd_paper over any)? links? links? (either_title_label (title:{_VALUE})?)?"
        f" (no_authors | (not (line over {_LABEL}) line)* authors:(line over {_LABEL}))?"
        f" (either_comments (note:{_SURE})?)?"
        f" (either_journal (journal_ref:{_SURE})?)?"
        f" (either_subjects (categories:{_VALUE})?)? {_ABSTRACT}"
    ),
    # No abstract has more; a document below a card has.
    most_paragraphs=8,
    heading="nav recent listing section day old_day count pager",
    sections="day old_day",
    readers={**READERS, "date": LONG_WEEKDAY_FIRST},
    links=LINKS,
    prints=(
        "{day}\n{paper}\n{title_label} {title}\n\n{authors}\n\n{comments} {note}\n{journal} {journal_ref}\n"
        "{subjects} {categories}\n\n{abstract}"
    ),
    prints_page=(
        "{topic}\n\nNew submissions\nCross-lists\nReplacements\n\nSee recent articles\n\n{listing}\n\n{cards}"
    ),
    between="\n\n",
    shows="number, 'Title:', 'Subjects:'",
    lacks="a card with 'arXiv:', 'Title:' and 'Subjects:'",
    needs=("arXiv:",),
)
