"""Raw text of web pages that list research papers, as typed records.

    page = paperparse.load("page.txt")
    [paper.title for paper in page]

`load` and `loads` find out which kind of page a text is and return a `Page`, an immutable sequence of `Paper` records;
`detect` only finds out; `render` prints records as a page. Every error is a `PaperparseError`.
"""

from paperparse.errors import (
    AmbiguousFormatError,
    DecodeError,
    FormatError,
    LimitError,
    PaperparseError,
    ParseError,
    RenderError,
    UnknownFormatError,
)
from paperparse.limits import Limits
from paperparse.loading import detect, load, loads
from paperparse.model import Organization, Paper, PartialDate, Source, Span, Spans
from paperparse.page import Candidate, Detection, Diagnostic, Evidence, Page, PageInfo, Segment
from paperparse.rendering import project, render

__version__ = "0.1.0"

__all__ = [
    "AmbiguousFormatError",
    "Candidate",
    "DecodeError",
    "Detection",
    "Diagnostic",
    "Evidence",
    "FormatError",
    "LimitError",
    "Limits",
    "Organization",
    "Page",
    "PageInfo",
    "Paper",
    "PaperparseError",
    "ParseError",
    "PartialDate",
    "RenderError",
    "Segment",
    "Source",
    "Span",
    "Spans",
    "UnknownFormatError",
    "detect",
    "load",
    "loads",
    "project",
    "render",
]
