"""Texts full of signs that extractors write, below a page of which it is sure that an extractor wrote it."""

from functools import partial
from typing import Final

from families import Family, cut, excerpt, load_seed

from paperparse.formats import FORMATS

# What shows that a text is Markdown, has numbered links, addresses on lines of their own or a line for each node.
_LINKS: Final = "[Models](/models)\n\n[Log In](/login)\n\n"
_NUMBERED: Final = "* [Models][1]\n* [Docs][2]\n* [Log In][3]\n\n"
_ADDRESSES: Final = "".join(f"{name}\n\nhttps://a.b/{name}\n\n" for name in ("Models", "Docs", "Pricing", "Login"))
_NODES: Final = "Search\n[\npdf\n,\nhtml\n,\nother\n]\n"
_LISTS: Final = "  * Models\n  * Docs\nSearch\n  * Log In\nPapers\n"
_PIECES: Final = {
    _LINKS: (
        *("[", "]", "![", "](", "](/a", "](/a(", "](/a(b)", '](/a "b', '](/a "b\n', "](</a", "](/a-\n"),
        *("[a](/b)", "[x [y](/z) ", "[a](/b),\n", "[[Image: a] b](/c)", "[Image]\n", "[LINK: ", "1. [", " [-] "),
        *("_", " _a", "*", " **a", " *a b", "**a*_b_", " $a", "\\", "\\\\\n", "a\\\\\n", "\\ ", "\\_", "\\[", " __"),
        *("#", "# \n", "# a\n b\n", "- ", "-\n", "a\n---\n", "* * * ", "=", "<https://a.b", "\\[1\\] ", " ", "\n"),
        *("   \n", "\xa0", "\r\n", "[ " + 30 * " ", 30 * " " + "](/a"),
        "We learn a prior over the lengths of proofs from others\nproofs ",
    ),
    _NUMBERED: ("[a][1]", "[\na\n][1]\n", "[1]: /a\n", "[1] ", "][", "[[a] b][1]\n"),
    _ADDRESSES: ("https://a.b\n", "a\n", "[-] a\n", "\n"),
    _NODES: ("\n,\n[", ",\n", "]\n:   a", "{\n", "}\n", "a-\n", "(\n)\n"),
    _LISTS: ("  * \n", "  * a\nb\n", "* ", " \n"),
}
_NAMES: Final = {
    _LINKS: "links",
    _NUMBERED: "numbered links",
    _ADDRESSES: "addresses",
    _NODES: "nodes",
    _LISTS: "lists",
}
_CARDS_IN_FRONT: Final = 3
# The signs of a page of its kind stand in it again and again, so that it stays one.
_BETWEEN_SIGNS: Final = 1_000


def list_markup_families() -> list[Family]:
    """Each kind of markup with pieces that are hostile to it."""
    return [
        Family(f"markup: {_NAMES[signs]}, then {piece!r}", partial(_make, signs, piece))
        for signs, pieces in _PIECES.items()
        for piece in pieces
    ]


def _make(signs: str, piece: str, size: int) -> str:
    page = load_seed(next(form for form in FORMATS if form.name == "daily_feed"))
    above, papers = excerpt(page)
    front = f"{above}{cut(page, papers[:_CARDS_IN_FRONT])}\n\n"
    block = signs + piece * (_BETWEEN_SIGNS // len(piece)) + "\n"
    return front + block * (size // len(block))
