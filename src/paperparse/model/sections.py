"""The sections of a scored feed's summary.

The site prints a summary as one line: an overview, then parts under headings that are glued into the running text, in
this order, each at most once and most of them optional. Only "Overview" is left out as a rule, and it stands first.
"""

from typing import Final

HEADINGS: Final = (
    "Plain English Explanation",
    "Key Findings",
    "Technical Explanation",
    "Critical Analysis",
    "Conclusion",
)
OVERVIEW: Final = "Overview"


def cut_sections(summary: str) -> dict[str, str]:
    """`summary` cut at its headings: heading to the text under it, trimmed, in order.

    Text before the first heading stands under the empty string. The site removes links, and with them sometimes the
    first words of a section, so a heading may be followed by a lower-case word. `{}` for an empty summary.
    """
    cuts = [(OVERVIEW if _is_heading(summary, OVERVIEW, 0) else "", 0)]
    for name in HEADINGS:
        start = _find_heading(summary, name, cuts[-1][1] + len(cuts[-1][0]))
        if start >= 0:
            cuts.append((name, start))
    ends = [start for _, start in cuts[1:]] + [len(summary)]
    sections = {name: summary[start + len(name) : end].strip() for (name, start), end in zip(cuts, ends, strict=True)}
    return {name: text for name, text in sections.items() if name or text}


def _find_heading(summary: str, name: str, start: int) -> int:
    """Where `name` first stands by itself in `summary` from `start` on, or -1."""
    at = summary.find(name, start)
    while at >= 0 and not _is_heading(summary, name, at):
        at = summary.find(name, at + len(name))
    return at


def _is_heading(summary: str, name: str, at: int) -> bool:
    end = at + len(name)
    before, after = summary[max(at - 1, 0) : at], summary[end : end + 1]
    return summary.startswith(name, at) and (not before or before.isspace()) and (not after or after.isspace())
