"""What passes between a format and the core: spans only, never values.

A format finds where things stand; the core cuts the values from the text, accounts for every character and decides
which format a page has. That is how tiling and provenance hold for every format by construction.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from attrs import Factory, define

from paperparse.model.page import Evidence, PageInfo
from paperparse.model.paper import Paper
from paperparse.text.lines import Lines
from paperparse.text.span import Span


class Missing(NamedTuple):
    """Something that a card of this format has and this one lacks, and the piece next to which it belongs."""

    name: str
    beside: Span


class Card(NamedTuple):
    """One card: its fields in page order, its own furniture, what it lacks. It has at least one field or mark.

    `fields` are `(name of a Paper field, span)`; whether the value can be read is the core's business. `is_proven`
    says that the card carries enough of its format's marks to count when the format of a page is decided.
    """

    fields: tuple[tuple[str, Span], ...]
    marks: tuple[Span, ...] = ()
    missing: tuple[Missing, ...] = ()
    is_proven: bool = False

    @property
    def extent(self) -> Span:
        """From the card's first piece to its last."""
        spans = [span for _, span in self.fields] + list(self.marks)
        return Span(min(span.start for span in spans), max(span.end for span in spans))


class Foreign(NamedTuple):
    """Cards of another format that a page's own format does not account for."""

    format: str
    spans: tuple[Span, ...]


@define
class Reading:
    """A whole page as one format reads it.

    `cards` in page order; `furniture`: lines of the site that the format knows; `surroundings`: lines before and after
    the cards that it takes for the site's by their place, which is no evidence; `info`: name of a `PageInfo` field to
    span; `cut_off`: the beginning of a card that the page does not finish; `is_headed`: whether the site's own heading
    or banner stands above the cards; `evidence`: what speaks for the format; `lacks`: what a page of this format needs
    and this one does not have, in words.
    """

    cards: list[Card] = Factory(list)
    furniture: list[Span] = Factory(list)
    surroundings: list[Span] = Factory(list)
    info: dict[str, Span] = Factory(dict)
    cut_off: Span | None = None
    is_headed: bool = False
    evidence: tuple[Evidence, ...] = ()
    lacks: tuple[str, ...] = ()


@runtime_checkable
class Format(Protocol):
    """One kind of page: what each module in `paperparse.formats` provides."""

    @property
    def NAME(self) -> str:
        """The format's name, as in `Page.format`."""

    @property
    def SUMMARY(self) -> str:
        """What its pages look like, in one line."""

    @property
    def MARKS(self) -> tuple[str, ...]:
        """Every text that means something to the format, as pages print it: marks of cards, headings, banners."""

    @property
    def IS_MARKED(self) -> bool:
        """Whether its cards carry marks of their own, so that the site's banner is not needed to recognise them."""

    @property
    def OMITS_CURRENT_YEAR(self) -> bool:
        """Whether the site leaves out the year of a date where, and only where, it is the current one."""

    def read(self, lines: Lines, /) -> Reading:
        """Find the cards, the furniture and the evidence; linear in the text, and `lines` stay as they are.

        So must the reading that is returned: spans and segments are worked out from it when somebody asks for them.
        """

    def project(self, paper: Paper, /) -> Paper:
        """What a page of this format prints of `paper`."""

    def project_info(self, info: PageInfo, /) -> PageInfo:
        """What a page of this format says about itself, of `info`."""

    def render(self, papers: Sequence[Paper], info: PageInfo, /) -> str:
        """Print `papers` and `info`, which are projected already, as a page of this format.

        Values need not be checked: `paperparse.render` reads the page back and compares.
        """
