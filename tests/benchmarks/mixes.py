"""Bad mixes: a few real cards, then some short lines over and over, which make every format begin a card in vain.

What is known to cost most is measured as families (`KNOWN_MIXES`); `mix_search.py` looks for worse.
"""

from functools import cache
from typing import Final, NamedTuple

from families import PROSE, TITLE, Family, cut, excerpt, load_seed, repeat

from paperparse.formats import FORMATS
from paperparse.grammar.printing import list_marks

_CARDS_IN_FRONT: Final = 3
_NUMBERS: Final = ("1", "394", "1,234", "9" * 15)
_COMMAS: Final = (",", ", ,", "a, b", "Ada Lovelace, Alan Turing")
_DATES: Final = ("Oct 6", "Oct 6 12", "Jun 9, 2015", "12/9/2024", "45/45/2024", "2024")
_LINES: Final = ("", "x", "x.", "漢字", "Home", "© 2024", "lab-3 Lab", "• 4 authors", TITLE.rstrip(), PROSE.rstrip())


class Mix(NamedTuple):
    """Cards of `format`, or none, and below them the lines `pieces` again and again."""

    format: str
    pieces: tuple[str, ...]

    @property
    def name(self) -> str:
        """The mix in words."""
        front = f"cards of {self.format}, then " if self.format else ""
        return front + repr("".join(f"{piece}\n" for piece in self.pieces))

    @property
    def normal(self) -> "Mix":
        """The one for all that repeat the same lines and begin at another of them, or repeat them in themselves."""
        pieces = self.pieces
        for length in range(1, len(pieces)):
            if len(pieces) % length == 0 and pieces == pieces[:length] * (len(pieces) // length):
                pieces = pieces[:length]
                break
        return Mix(self.format, min(pieces[at:] + pieces[:at] for at in range(len(pieces))))

    def make(self, size: int) -> str:
        """The text in which the lines take `size` characters."""
        return _open_page(self.format) + self.make_lines(size)

    def make_lines(self, size: int) -> str:
        """The lines alone."""
        return repeat("".join(f"{piece}\n" for piece in self.pieces), size)


@cache
def _open_page(format: str) -> str:
    """The top of the seed of `format`, down to its first cards."""
    if not format:
        return ""
    page = load_seed(next(form for form in FORMATS if form.name == format))
    above, papers = excerpt(page)
    return f"{above}{cut(page, papers[:_CARDS_IN_FRONT])}\n\n"


def list_fronts() -> list[str]:
    """The formats whose cards may stand in front, and none."""
    return [*(form.name for form in FORMATS), ""]


def list_pieces() -> list[str]:
    """The lines that mixes are made of: marks of all formats, numbers, commas, dates, short and long lines."""
    marks = [mark for form in FORMATS for mark in list_marks(form)]
    return list(dict.fromkeys((*marks, *_NUMBERS, *_COMMAS, *_DATES, *_LINES)))


KNOWN_MIXES: Final = (
    Mix("abstract_list", ("1", "Via")),
    Mix("abstract_list", (",", "Via")),
    Mix("author_cards", ("·", "Via", ",")),
    Mix("", ("1", "x", "Via")),
)


def list_mix_families() -> list[Family]:
    """The known mixes."""
    return [Family(f"mix: {mix.name}", mix.make, mix.format or None) for mix in KNOWN_MIXES]
