"""Whether a text is an HTML page: told by its beginning alone."""

import re
from typing import Final

from paperparse.text.space import WHITESPACE

# The HTML standard (13.1) lets comments and white space stand before the document type; XHTML begins with an XML
# declaration. Each takes memory, hence the bound.
_HTML: Final = re.compile(
    r"(?>(?:[\s\ufeff]++|<!--[\s\S]*?-->|<\?xml\b[^>]*+>){0,400})<(?:!doctype\s++html|html|head|body)(?=[\s/>])",
    re.IGNORECASE,
)
_FIRST: Final = f"<{WHITESPACE}"


def is_html(text: str) -> bool:
    """Whether `text` begins as an HTML page does: with its document type, or the tag of the page, its head or body."""
    # Of most texts the first character says enough.
    return text[:1] in _FIRST and _HTML.match(text) is not None
