"""What pages of arXiv have in common: identifiers, categories, versions, and what the site prints around cards."""

import re
from collections.abc import Mapping
from typing import Final

from paperparse.grammar.table import Mark, Value
from paperparse.grammar.values import SIGNED_AUTHORS, WEEKDAY_FIRST, Reader
from paperparse.text.characters import SPACE, SPACES

# New identifiers and old ones (https://info.arxiv.org/help/arxiv_identifier.html), with groups for the fields.
IDENTIFIER: Final = (
    r"(?P<arxiv_id>[0-9]{4}\.[0-9]{4,5}+|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{7}+)(?: ?(?P<version>v[0-9]{1,3}+))?"
)
# The archives (https://arxiv.org/category_taxonomy), with those that papers of the first years are in, and a class.
CODE: Final = (
    "(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|nlin|nucl-ex|nucl-th|physics"
    "|q-bio|q-fin|quant-ph|stat|acc-phys|adap-org|alg-geom|ao-sci|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    r"|dg-ga|funct-an|mtrl-th|patt-sol|plasm-ph|q-alg|solv-int|supr-con)(?:\.[A-Za-z-]{2,20}+)?"
)
# The links behind an identifier: `[pdf, html, other]`, whose bracket extractors may lose.
FORMS: Final = rf"\[(?=.{{0,60}}\b(?:pdf|ps|html|other)\b)[a-z,{SPACES}]{{2,60}}+\]?"
_VERSION: Final = re.compile("v([0-9]{1,3})")


def match_version(text: str) -> int | None:
    """The number in `v2`."""
    found = _VERSION.fullmatch(text)
    return None if found is None else int(found[1])


READERS: Final = {
    "authors": SIGNED_AUTHORS,
    "published": WEEKDAY_FIRST,
    "date": WEEKDAY_FIRST,
    "version": Reader(match_version, "v{}".format),
}
# The number of a paper links to its page.
LINKS: Final = {"arxiv_id": r"(?P<url>[^?#]*/abs/\S+)"}
# A sign that extractors put before items of lists.
BULLET: Final = rf"(?:[•*-]{SPACE}*+)?"
_MENU: Final = (
    "About|Help|Contact|Subscribe|Copyright|Privacy(?: Policy)?|(?:Web )?Accessibility(?: Assistance)?"
    "|(?:arXiv )?Operational Status|Search|Submit|Donate|Log ?in|Skip to main content|arXiv logo"
)
LINES: Final[Mapping[str, Mark | Value]] = {
    "menu": Value(rf"{BULLET}(?>(?:{_MENU}){SPACE}*+){{1,40}}"),
    "thanks": Value("We gratefully acknowledge support from.*+"),
    "members": Value("(?:the Simons Foundation,? )?(?:our )?member institutions,? .*+"),
}
