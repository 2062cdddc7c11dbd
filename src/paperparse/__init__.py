"""Raw text of web pages that list research papers, as typed records.

    page = paperparse.load("page.txt")
    [paper.title for paper in page]

`load` and `loads` find out which kind of page a text is and return a `Page`, an immutable sequence of `Paper` records;
`iter_load` yields the pages of a crawl one at a time; `detect` only finds out; `render` prints records as a page.
`merge` joins the cards of one paper, `compare` says how two compare. `dumps` and `dump` write records as JSON and for
other programs, `to_builtins` makes dictionaries of them, `from_json` reads JSON back, `schema` is what it looks like,
`validate` tells what is wrong with pages and records. Every error is a `PaperparseError`.
"""

from typing import TYPE_CHECKING, Any

try:
    from paperparse.errors import (
        AmbiguousFormatError,
        CrawlError,
        DecodeError,
        FormatError,
        LimitError,
        PaperparseError,
        ParseError,
        RecordError,
        RenderError,
        UnknownFormatError,
    )
    from paperparse.grammar.table import Between, Choice, Double, Echo, Format, Joined, Label, Mark, Option, Site, Value
    from paperparse.grammar.values import Reader
    from paperparse.limits import Limits
    from paperparse.model.page import (
        Candidate,
        Convention,
        Detection,
        Diagnostic,
        Evidence,
        Link,
        Page,
        PageInfo,
        Segment,
    )
    from paperparse.model.paper import Organization, Origin, Paper, PartialDate, Source
    from paperparse.model.spans import Spans
    from paperparse.pages.load import detect, iter_load, load, loads
    from paperparse.text.span import Span
except KeyboardInterrupt:
    import os
    import sys

    # The command imports the package before it can begin: whoever interrupts it then wants no traceback either.
    if "paperparse" in (os.path.splitext(os.path.basename(part))[0] for part in sys.orig_argv):
        raise SystemExit(130) from None
    raise

if TYPE_CHECKING:
    from paperparse.crawling.crawl import crawl
    from paperparse.exports import dump, dumps
    from paperparse.merging import compare, merge
    from paperparse.merging.result import Cluster, Comparison, Conflict, MergeResult, Pair
    from paperparse.pages.render import project, render
    from paperparse.records.input import from_json
    from paperparse.records.output import to_builtins
    from paperparse.records.schema import schema
    from paperparse.validation import validate

__version__ = "0.1.0"

__all__ = [
    "AmbiguousFormatError",
    "Between",
    "Candidate",
    "Choice",
    "Cluster",
    "Comparison",
    "Conflict",
    "Convention",
    "CrawlError",
    "DecodeError",
    "Detection",
    "Diagnostic",
    "Double",
    "Echo",
    "Evidence",
    "Format",
    "FormatError",
    "Joined",
    "Label",
    "LimitError",
    "Limits",
    "Link",
    "Mark",
    "MergeResult",
    "Option",
    "Organization",
    "Origin",
    "Page",
    "PageInfo",
    "Pair",
    "Paper",
    "PaperparseError",
    "ParseError",
    "PartialDate",
    "Reader",
    "RecordError",
    "RenderError",
    "Segment",
    "Site",
    "Source",
    "Span",
    "Spans",
    "UnknownFormatError",
    "Value",
    "compare",
    "crawl",
    "detect",
    "dump",
    "dumps",
    "from_json",
    "iter_load",
    "load",
    "loads",
    "merge",
    "project",
    "render",
    "schema",
    "to_builtins",
    "validate",
]

# Imported when they are first asked for: whoever only reads pages need not wait for the rest, nor for msgspec.
_MODULES = {
    **dict.fromkeys(("Cluster", "Comparison", "Conflict", "MergeResult", "Pair"), "paperparse.merging.result"),
    **dict.fromkeys(("compare", "merge"), "paperparse.merging"),
    "crawl": "paperparse.crawling.crawl",
    "dump": "paperparse.exports",
    "dumps": "paperparse.exports",
    "from_json": "paperparse.records.input",
    **dict.fromkeys(("project", "render"), "paperparse.pages.render"),
    "schema": "paperparse.records.schema",
    "to_builtins": "paperparse.records.output",
    "validate": "paperparse.validation",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'paperparse' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    # The modules below are where names are from, not what is promised.
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
