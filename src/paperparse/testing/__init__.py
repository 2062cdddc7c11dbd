"""Pages, damage and hostile text for property tests, and the laws that every format keeps (needs Hypothesis).

    from hypothesis import given
    from paperparse.testing import pages

    @given(pages("daily_feed"))
    def test_my_pipeline(text: str) -> None:
        ...

`papers`, `infos`, `pages`, `damaged`, `shaped`, `dressed` and `hostile_text` are Hypothesis strategies. `check_page`
checks the account of one page, `check_format` all laws for one format, yours included. Install with `pip install
'paperparse[testing]'`.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401  # only to see that it is there
except ImportError as error:
    raise ImportError("paperparse.testing needs Hypothesis: pip install 'paperparse[testing]'") from error

if not __debug__:
    raise ImportError("paperparse.testing checks with assert, which python -O leaves out: run without -O")

from paperparse.testing.conformance import check_format
from paperparse.testing.damage import damaged
from paperparse.testing.dressing import DRESSES, dressed
from paperparse.testing.hostile import hostile_text
from paperparse.testing.laws import LAWS, check_page
from paperparse.testing.records import infos, pages, papers
from paperparse.testing.shapes import SHAPES, shaped

__all__ = [
    "DRESSES",
    "LAWS",
    "SHAPES",
    "check_format",
    "check_page",
    "damaged",
    "dressed",
    "hostile_text",
    "infos",
    "pages",
    "papers",
    "shaped",
]
