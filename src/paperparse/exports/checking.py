"""What every export asks of papers: that they are records."""

from collections.abc import Iterable, Iterator

from paperparse.model.paper import Paper
from paperparse.records.output import encode_record


def iter_checked(papers: Iterable[Paper]) -> Iterator[Paper]:
    """`papers`, each as soon as it is known to be a record: its texts are UTF-8 without white space at their ends.

    Raises `RenderError` with `paper` and `field` for one that could not be written as JSON either (a text that is
    empty or has a lone surrogate, a negative number), and `TypeError` for what is no paper.
    """
    for at, paper in enumerate(papers):
        if not isinstance(paper, Paper):
            raise TypeError(f"expected papers, not {type(paper).__name__}")
        encode_record(paper, at)
        yield paper
