"""Abstract list: the abstracts of one affiliation's papers, nothing else.

    Hebrew University
    Abstract:We present Jamba, a new base large language model ...
    Abstract:In this short consensus paper, we outline risks ...

Grammar, blank lines and white space at line ends left out:

    page      = header [heading] card+ footer
    heading   = the line directly above the first card: the affiliation
    card      = "Abstract:" paragraph continuation*
"""

from typing import Final

from paperparse.formats.sites import CATALYZEX
from paperparse.grammar.patterns import CLASSES
from paperparse.grammar.reading import Reading
from paperparse.grammar.table import Format, Label

NOTHING_BETWEEN: Final = "abstracts with nothing between them"


def find_lack(reading: Reading) -> str:
    """Whether the page is a list of something else: of abstracts with titles or names above them, or of documents.

    Few abstracts have two paragraphs, but a title or a citation that ends like a sentence joins the abstract above.
    """
    gaps = list(reading.iter_gaps())
    interrupted = sum(reading.is_unknown(stop, first) for stop, first in gaps)
    above = reading.cards[0].first if reading.cards else 0
    above -= "affiliation" in reading.info
    is_under_more = bool(reading.tape.letters[:above].strip(reading.rules.letters["site"] + CLASSES["notice"]))
    long = sum(card.stop - card.first > 2 for card in reading.cards[:-1])
    is_list_of_more = 2 * interrupted > len(gaps) or (is_under_more and (2 * long > len(gaps) or not gaps))
    return NOTHING_BETWEEN if is_list_of_more else ""


FORMAT: Final = Format(
    name="abstract_list",
    summary="a heading, then one line 'Abstract:...' for each paper",
    site=CATALYZEX,
    lines={"mark": Label("Abstract:")},
    begins="mark | alone_mark",
    card="mark abstract:(beginning quiet* | line quiet+) | alone_mark abstract:(quiet+)",
    broken="mark abstract:(line quiet*) | alone_mark",
    # Of the 5,046 abstracts that the bounds of looks are read off, 11 have more; a document has many.
    most_paragraphs=4,
    above="affiliation:title",
    judge=find_lack,
    prints="{mark}{abstract}",
    prints_page="{affiliation}\n{cards}",
    lacks="abstracts of one or a few paragraphs behind 'Abstract:'",
)
