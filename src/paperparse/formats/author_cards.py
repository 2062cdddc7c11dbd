"""Author cards: authors, abstract, and a line `Via` under each paper; on some pages title and date as well.

    Eran Malach, Shai Shalev-Shwartz

    Convolutional neural networks (CNN) exhibit unmatched performance ...

    Via

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    card      = authors paragraph+ "Via"
    authors   = name ("," name)*

Grammar of pages with titles:

    header    = ... ["Picture for" name, name, [affiliation]]
    card      = title month-day-year authors ("Figure" count "for" title)* "Abstract:" paragraph+ via
    via       = "Via" | "Via arxiv icon"

Two names or more over an abstract begin a card wherever they stand: a `Via` before them is lost. The first card below a
`Via` may have one author, and an abstract that does not look like one. A title is the line over a date. A line
below a `Via` and right above an abstract is the authors', even if it does not look like names.
"""

from typing import Final

from paperparse.formats.sites import CATALYZEX, CATALYZEX_AUTHORS
from paperparse.grammar.table import Format, Label, Mark, Value
from paperparse.grammar.values import MONTH_DAY
from paperparse.text.characters import SPACE

_BANNER: Final = (
    "Get our free extension to see links to code for papers anywhere online!"
    "Free add-on: code for papers everywhere!Free add-on: See code for papers anywhere!"
)
_ABSTRACT: Final = "either_mark abstract:(line more*)"
_BELOW_AUTHORS: Final = "((site | figure)* either_mark)"

TITLED: Final = Format(
    name="author_cards",
    summary="title, date, authors, 'Abstract:' and a line 'Via' for each paper",
    site=CATALYZEX_AUTHORS,
    lines={
        "via": Mark("Via", "Via arxiv icon"),
        "mark": Label("Abstract:"),
        "date": Value(f"(?P<published>{MONTH_DAY})", "{published}"),
        "figure": Value(rf"Figure{SPACE}++[0-9]++{SPACE}++for{SPACE}.+"),
    },
    ends="via",
    card=f"title:line date site* authors:(name | title over {_BELOW_AUTHORS}) (site | figure)* {_ABSTRACT} site* via",
    broken=(
        f"(title:line)? date site* (authors:name)? (site | figure)* ({_ABSTRACT} | alone_mark)? (site | line)* via?"
        f" | (title:line over name)? authors:name (site | figure)* ({_ABSTRACT} | alone_mark) (site | line)* via?"
        f" | ({_ABSTRACT} | alone_mark) (site | line)* via?"
    ),
    head="line over date | not under line date",
    stray=f"line over (name {_BELOW_AUTHORS}) | people over {_BELOW_AUTHORS} | either_mark",
    heading="banner",
    prints="{title}\n\n{date}\n\n{authors}\n\n{mark}{abstract}\n\n{via}",
    prints_page=f"{_BANNER}\n\n{{cards}}",
    between="\n\n",
    shows="title, date, authors, 'Abstract:', abstract, 'Via'",
    lacks="a title, a date, authors and 'Abstract:' over a line 'Via'",
)

FORMAT: Final = Format(
    name="author_cards",
    summary="authors, abstract and a line 'Via' for each paper",
    site=CATALYZEX,
    lines={
        "via": Mark("Via"),
        # An abstract begins so on pages with titles only.
        "labelled": Value("Abstract:.*+", is_long=True),
    },
    ends="via",
    card="authors:(name | under via title) abstract:(beginning (more | labelled)*) site* via",
    broken="(authors:name)? abstract:(line (line | labelled)*)? (site | line | labelled)* via?",
    head="people over (site? site? not people abstract)",
    first_head=(
        "people over (site? not (people site? not people abstract) line)"
        " | name over (site? site? not people (paragraph | wrapped)) | under via title over (not people beginning)"
    ),
    stray="name over line | paragraph | line over via",
    is_tight=True,
    heading="banner",
    prints="{authors}\n\n{abstract}\n\n{via}",
    prints_page=f"{_BANNER}\n\n{{cards}}",
    between="\n\n",
    layouts=(TITLED,),
    shows="lists of authors over an abstract over 'Via'",
    lacks="a list of authors over an abstract over a line 'Via'",
)
