"""What identifiers of papers, addresses and codes look like."""

from typing import Final, NamedTuple

_MONTH: Final = "(?:0[1-9]|1[0-2])"


class Form(NamedTuple):
    """What a text looks like that is one thing: what that is called, and the regular expression of the whole."""

    name: str
    pattern: str


# What stands between hyphens or dots is said without a group that is repeated, for each time takes memory.

# Year, month and a number of four digits, since 2015 of five; before April 2007 the archive, perhaps with a class, then
# year, month and a number of three (https://info.arxiv.org/help/arxiv_identifier.html).
ARXIV_ID: Final = Form(
    "arXiv identifier",
    rf"(?:0[7-9]|1[0-4]){_MONTH}\.[0-9]{{4}}|(?:1[5-9]|[2-9][0-9]){_MONTH}\.[0-9]{{5}}"
    rf"|(?!-|[a-z-]*--)[a-z-]++(?<!-)(?:\.[A-Z]{{2}})?/(?:9[1-9]|0[0-7]){_MONTH}[0-9]{{3}}",
)
# A directory indicator, a registrant's code, which may have parts, and a suffix of any printable characters
# (https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html).
DOI: Final = Form("DOI", r"10\.(?![0-9.]*\.[./])[0-9]{4}[0-9.]*+/\S++")
ADDRESS: Final = Form("address", r"\S++")
# arXiv's own (https://arxiv.org/category_taxonomy), or that of any other site.
CATEGORY: Final = Form("category", r"\S++")
