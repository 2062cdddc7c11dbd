"""Author cards: authors, abstract, and a line `Via` under each paper.

    Eran Malach, Shai Shalev-Shwartz

    Convolutional neural networks (CNN) exhibit unmatched performance ...

    Via

Grammar, blank lines and white space at line ends left out:

    page      = header card+ footer
    card      = authors paragraph+ "Via"
    authors   = name ("," name)*

Two names or more over an abstract begin a card wherever they stand: a `Via` before them is lost. The first card below a
`Via` may have one author, and an abstract that does not look like one.
"""

from typing import Final

from paperparse.formats.sites import CATALYZEX
from paperparse.grammar.table import Format, Mark

FORMAT: Final = Format(
    name="author_cards",
    summary="authors, abstract and a line 'Via' for each paper",
    site=CATALYZEX,
    lines={"via": Mark("Via")},
    ends="via",
    card="authors:name abstract:(beginning more*) site* via",
    broken="(authors:name)? abstract:(line*) (site | line)* via?",
    head="people over (site? site? not people abstract)",
    first_head=(
        "people over (site? not (people site? not people abstract) line)"
        " | name over (site? site? not people (paragraph | wrapped))"
    ),
    stray="name over line | paragraph | line over via",
    is_tight=True,
    heading="banner",
    prints="{authors}\n\n{abstract}\n\n{via}",
    prints_page=(
        "Get our free extension to see links to code for papers anywhere online!"
        "Free add-on: code for papers everywhere!Free add-on: See code for papers anywhere!\n\n{cards}"
    ),
    between="\n\n",
    shows="lists of authors over an abstract over 'Via'",
    lacks="a list of authors over an abstract over a line 'Via'",
)
