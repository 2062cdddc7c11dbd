"""The conformance kit: what a format must pass, whoever wrote it."""

from collections.abc import Callable, Collection
from itertools import product
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperparse.formats import find_format
from paperparse.grammar.rules import find_rules
from paperparse.grammar.table import Format, list_layouts
from paperparse.model.paper import Paper
from paperparse.testing.laws import LAWS, Law
from paperparse.testing.records import papers

# A page of several papers is large on purpose and takes long to draw; a strategy for records may filter.
_ACCEPTED: Final = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def check_format(
    format: str | Format,
    *,
    records: st.SearchStrategy[Paper] | None = None,
    laws: Collection[str] = tuple(LAWS),
    max_examples: int = 100,
) -> None:
    """Check that `format`, a format's name or a `Format`, keeps `laws`, with `max_examples` examples for each.

    Each of its layouts must keep them as well. `records`: a strategy for papers that its pages can print; by default
    `papers(format)`. A format that can print none of them passes no law: give it a strategy of its own. `laws`: names
    of `LAWS`, by default all of them.

    Raises `AssertionError`, or whatever the format itself raised, with the smallest example that Hypothesis finds and
    a note that names the law; `TypeError` or `UnknownFormatError` if `format` is no format, `ValueError` for a law that
    there is not.
    """
    form = find_format(format)
    tables = list_layouts(form)
    for table in tables:
        find_rules(table)
    assert form.summary.strip(), "the summary must not be empty"
    assert "\n" not in form.summary, "the summary must be one line"
    unknown = sorted(set(laws) - set(LAWS))
    if unknown:
        raise ValueError(f"no law is named {unknown[0]!r}; the laws are {', '.join(LAWS)}")
    for table, name in product(tables, laws):
        try:
            _make_test(LAWS[name], table, papers(table) if records is None else records, max_examples)()
        except Exception as error:
            error.add_note(f"format {form.name} breaks the law '{name}': {LAWS[name].__doc__}")
            raise


def _make_test(law: Law, form: Format, records: st.SearchStrategy[Paper], max_examples: int) -> Callable[[], None]:
    @settings(max_examples=max_examples, deadline=None, database=None, suppress_health_check=_ACCEPTED)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        law(form, records, data)

    return check
