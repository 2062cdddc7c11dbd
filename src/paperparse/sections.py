"""The sections of a scored feed's summary.

The site prints a summary as one line: an overview, then parts under headings that are glued into the running text, in
this order, each at most once and most of them optional. Only "Overview" is left out as a rule, and it stands first.
"""

from typing import Final

import regex

HEADINGS: Final = (
    "Plain English Explanation",
    "Key Findings",
    "Technical Explanation",
    "Critical Analysis",
    "Conclusion",
)
_OVERVIEW: Final = regex.compile(r"Overview(?=\s|\Z)")
# Each is a literal with one character of context, so a search is linear; they run left to right, never back.
_HEADINGS: Final = tuple((name, regex.compile(rf"(?<=\s|\A){name}(?=\s|\Z)")) for name in HEADINGS)


def cut_sections(summary: str) -> dict[str, str]:
    """`summary` cut at its headings: heading to the text under it, trimmed, in order.

    Text before the first heading stands under the empty string. The site removes links, and with them sometimes the
    first words of a section, so a heading may be followed by a lower-case word. `{}` for an empty summary.
    """
    overview = _OVERVIEW.match(summary)
    cuts = [("Overview", 0, overview.end())] if overview else [("", 0, 0)]
    for name, pattern in _HEADINGS:
        heading = pattern.search(summary, cuts[-1][2])
        if heading:
            cuts.append((name, heading.start(), heading.end()))
    ends = [start for _, start, _ in cuts[1:]] + [len(summary)]
    sections = {name: summary[start:end].strip() for (name, _, start), end in zip(cuts, ends, strict=True)}
    return {name: text for name, text in sections.items() if name or text}
