"""The laws of paperparse as checks over generated pages: each holds for every format and every text.

A law takes a format, a strategy for papers that its pages can print, and Hypothesis's interactive data; it raises
`AssertionError` where it does not hold.
"""

import re
import sys
from collections.abc import Callable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Final

from attrs import evolve, fields
from hypothesis import reject
from hypothesis import strategies as st

from paperparse.choosing.decision import Decision, decide
from paperparse.errors import LimitError, PaperparseError
from paperparse.formats import find_format, list_formats
from paperparse.grammar.printing import list_marks, print_page, project_info, project_paper
from paperparse.grammar.table import GROUP, Between, Format, find_readers
from paperparse.grammar.values import Reader
from paperparse.limits import Limits
from paperparse.model.page import Page, PageInfo, find_prints
from paperparse.model.paper import Paper, PartialDate
from paperparse.pages.load import loads
from paperparse.testing.damage import damage_line, damaged
from paperparse.testing.differences import BECAME, check_all_there, check_info, check_no_findings, check_papers
from paperparse.testing.dressing import DRESSES
from paperparse.testing.hostile import PIECES, hostile_text
from paperparse.testing.records import infos, pages
from paperparse.testing.shapes import SHAPES, unfold
from paperparse.text.lines import Lines, split_lines
from paperparse.text.markup import remove_markup
from paperparse.text.space import WHITESPACE
from paperparse.text.span import Span

Records = st.SearchStrategy[Paper]
Law = Callable[[Format, Records, st.DataObject], None]

_THREADS: Final = 8
# Fewer cards with links may be a text that has links.
_ENOUGH_TO_TELL: Final = 4
# Four times, with room for what a format does once for a page.
_STEPS_FOR_FOUR_TIMES: Final = 5
_STEPS_FOR_A_PAGE: Final = 1_000


def check_page(page: Page, format: str | Format | None = None) -> None:
    """Check that every character of `page` is accounted for and every value stands where it says.

    `format`: a `Format` of your own that read the page; by default the one that it names.

    The segments tile the text; blank ones are blank; unparsed ones are reported; values follow from their spans.

    Raises `AssertionError` if not.
    """
    end = 0
    kept = {found.span for found in page.diagnostics}
    for segment in page.segments:
        text = page.text[slice(*segment.span)]
        assert segment.span.start == end < segment.span.end, f"{segment} does not follow on {end}"
        end = segment.span.end
        # A line break that was joined is markup, and one that parts paragraphs may stand between pieces of it.
        if segment.kind not in ("markup", "field"):
            assert (segment.kind == "blank") == (not text.strip(WHITESPACE)), f"{segment} holds {text!r}"
        if segment.kind == "unparsed" and page.diagnostic_count == len(page.diagnostics):
            assert _lies_in_any(segment.span, kept), f"{segment} is not reported"
        if segment.kind == "field":
            assert segment.paper is not None, f"{segment} belongs to no paper"
            place = page[segment.paper].spans[segment.field or ""]
            assert _lies_in_any(segment.span, {place}), f"{segment} is not where it says"
    assert end == len(page.text), f"the segments end at {end} of {len(page.text)}"
    assert "overlapping-claim" not in {found.code for found in page.diagnostics}, "two pieces overlap"
    readers = find_readers(find_format(format or page.format))
    find_print = find_prints(page)
    _check_values(page.info, readers, partial(find_print, None))
    for position, paper in enumerate(page):
        _check_values(paper, readers, partial(find_print, position))


def _lies_in_any(span: Span, others: Set[Span]) -> bool:
    """Whether `span` is one of `others`, or lies in one, as a piece of what markup parts does."""
    return span in others or any(other.start <= span.start and span.end <= other.end for other in others)


def _check_values(
    record: Paper | PageInfo, readers: Mapping[str, Reader], find_print: Callable[[str, Span], str]
) -> None:
    """Check that the values of `record` are what `find_print` finds at its spans, and that each has one."""
    valued = {attribute.name for attribute in fields(type(record)) if attribute.eq and getattr(record, attribute.name)}
    assert valued <= set(record.spans), f"{', '.join(sorted(valued - set(record.spans)))} stands nowhere"
    for name, span in record.spans.items():
        printed = find_print(name, span)
        value = getattr(record, name)
        assert printed == printed.strip(WHITESPACE), f"{name} has white space at its ends: {printed!r}"
        read = readers[name].read(printed) if name in readers else printed
        if name in readers and value != read:
            # What is decided once for the page may have another way to read it.
            read = next((other for one in readers[name].others if (other := one(printed)) == value), read)
        if isinstance(value, PartialDate) and isinstance(read, PartialDate) and read.year is None:
            # `as_of` may have filled in the year.
            value = PartialDate(None, value.month, value.day)
        assert value == read, f"{name} is {value!r}, and {printed!r} reads as {read!r}"


def _load(text: str, form: Format) -> Page:
    """The page `text`; one that goes over a limit, which raises for the whole page, is no example of these laws."""
    try:
        return loads(text, format=form)
    except LimitError:
        reject()


def _hold_to_conventions(one: Page, other: Page) -> None:
    """Laws about two pages hold where the same was decided for both; others are no example of these laws.

    Whether an extractor put markup there is decided for a page as well.
    """
    decided = {convention.name: convention.value for convention in one.conventions}
    if any(decided.get(convention.name, convention.value) != convention.value for convention in other.conventions):
        reject()
    if (remove_markup(one.text) is None) != (remove_markup(other.text) is None):
        reject()


def check_account(form: Format, records: Records, data: st.DataObject) -> None:
    """Tiling and provenance: on any page, damaged or hostile, every character and every value is accounted for."""
    page = data.draw(pages(form, records=records), label="page")
    text = data.draw(st.one_of(damaged(page), hostile_text()), label="text")
    check_page(_load(text, form), form)


def check_round_trip(form: Format, records: Records, data: st.DataObject) -> None:
    """Round trip: what a page is made from comes back from it, whole and without a finding, info included."""
    papers = data.draw(st.lists(records, min_size=1, max_size=6), label="papers")
    info = data.draw(infos(form), label="info")
    text = print_page(form, [project_paper(form, paper) for paper in papers], project_info(form, info))
    assert any(mark in text for mark in list_marks(form)), (
        "round trip: a page shows no mark, label or value of its lines"
    )
    page = loads(text, format=form)
    check_papers("round trip", [project_paper(form, paper) for paper in papers], page)
    check_info("round trip", project_info(form, info), page.info)
    check_no_findings("round trip", page, "a page as printed")
    assert "unparsed" not in {segment.kind for segment in page.segments}, "round trip: unparsed text is not reported"


def check_cut(form: Format, records: Records, data: st.DataObject) -> None:
    """Prefix stability: a cut leaves the cards before it unchanged.

    A card that lost the mark at its end is known by the beginning of the next: from the first of those on, no promise.
    """
    page = data.draw(pages(form, records=records), label="page")
    text = data.draw(damaged(page), label="text")
    whole = _load(text, form)
    unclosed = [found.paper for found in whole.diagnostics if found.code == "missing-mark"]
    first = min((position for position in unclosed if position is not None), default=len(whole))
    cut = data.draw(st.integers(0, len(text)), label="cut")
    before = [paper for paper in whole[:first] if paper.source.span and paper.source.span.end < cut]
    part = _load(text[:cut], form)
    _hold_to_conventions(whole, part)
    check_papers("cut", before, part[: len(before)], BECAME)
    check_page(part, form)


def check_append(form: Format, records: Records, data: st.DataObject) -> None:
    """Prefix stability: an appended card leaves the earlier ones unchanged, but for one whose mark the page's end cut.

    What is left of the mark is no mark above another card, and may be a text there. A number above the appended card
    may be one below the last, where the page says that such numbers are.
    """
    text = data.draw(damaged(data.draw(pages(form, records=records), label="page")), label="text")
    alone = loads(data.draw(pages(form, records=records, max_size=1), label="card"), format=form)
    card = alone.text[slice(*(alone[0].source.span or (0, 0)))]
    shorter = _load(text, form)
    longer = _load(f"{text}\n\n{card}", form)
    _hold_to_conventions(shorter, longer)
    [last] = Lines(shorter.text).values[-1:] or [""]
    is_cut = any(mark.startswith(last) and mark != last for mark in list_marks(form))
    [first, *_] = Lines(card).values
    is_shared = any(isinstance(line, Between) and re.fullmatch(line.pattern, first) for line in form.lines.values())
    sure = max(0, len(shorter) - (is_cut or is_shared))
    check_papers("append", shorter[:sure], longer[:sure], BECAME)


def check_damage(form: Format, records: Records, data: st.DataObject) -> None:
    """Damage isolation: one damage leaves all cards but the direct neighbours of its place unchanged."""
    text = data.draw(pages(form, records=records), label="page")
    whole = _load(text, form)
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1), label="line")
    offset = sum(len(line) + 1 for line in lines[:at])
    broken = _load("\n".join(data.draw(damage_line(lines, at), label="damaged")), form)
    _hold_to_conventions(whole, broken)
    hit = next((i for i, paper in enumerate(whole) if (paper.source.span or (0, 0))[1] >= offset), len(whole))
    untouched = [paper for i, paper in enumerate(whole) if abs(i - hit) > 1]
    check_all_there("damage", untouched, broken)


def check_totality(form: Format, _records: Records, data: st.DataObject) -> None:
    """Totality: any text gives a page or a `PaperparseError`, whether or not its format is named."""
    text = data.draw(hostile_text(), label="text")
    for format in (form, None):
        try:
            check_page(loads(text, format=format), format)
        except PaperparseError as error:
            message = str(error)
        else:
            continue
        assert message, "totality: the message is empty"
        assert "\n" not in message, f"totality: the message is not one line: {message!r}"


def check_cost(form: Format, records: Records, data: st.DataObject) -> None:
    """Linear cost: four times the text takes four times the steps.

    Steps are calls of functions, which do not depend on the machine; what a call into C costs is measured by
    `tests/benchmarks/growth.py`. The lesser text has as many lines already as evidence of markup needs.
    """
    piece = data.draw(st.one_of(st.sampled_from(PIECES), pages(form, records=records, max_size=1)), label="piece")
    text = (piece[:500] + data.draw(st.sampled_from(["\n", " ", "\n\n"]), label="separator")) * 32
    few, many = (_count_steps(form, text * times) for times in (1, 4))
    assert many <= _STEPS_FOR_FOUR_TIMES * few + _STEPS_FOR_A_PAGE, (
        f"cost: {few} steps became {many} for four times the text"
    )


def _count_steps(form: Format, text: str) -> int:
    steps = 0

    def count(_frame: object, _event: str, _argument: object) -> None:
        nonlocal steps
        steps += 1  # pragma: no cover - no tracer sees what a profiler does

    profiler = sys.getprofile()
    sys.setprofile(count)
    try:
        with suppress(PaperparseError):
            loads(text, format=form)
    finally:
        sys.setprofile(profiler)
    return steps


def _decide(text: str, formats: tuple[Format, ...]) -> Decision | PaperparseError:
    try:
        return decide(split_lines(text, Limits()), formats=formats)
    except PaperparseError as error:
        return error


def _name(decision: Decision | PaperparseError) -> str:
    """What a text was taken for."""
    return decision.reading.form.name if isinstance(decision, Decision) else type(decision).__name__


def list_others(form: Format) -> tuple[Format, ...]:
    """All formats but those with the name of `form`, which may be installed already."""
    return tuple(known for known in list_formats() if known.name != form.name)


def check_decision(form: Format, records: Records, data: st.DataObject) -> None:
    """No guessing: a format's pages are told from those of all others, whatever the order in which they are asked."""
    formats = (*list_others(form), form)
    by_name = {known.name: known for known in formats}
    shuffled = tuple(by_name[name] for name in data.draw(st.permutations(list(by_name)), label="order"))
    page = data.draw(pages(form, records=records), label="page")
    own = _decide(page, formats)
    assert isinstance(own, Decision), f"decision: a page of {form.name} is not recognised: {own}"
    assert _name(own) == form.name, f"decision: a page of {form.name} is taken for {_name(own)}"
    text = data.draw(st.one_of(damaged(page), hostile_text()), label="text")
    one, other = _decide(text, formats), _decide(text, shuffled)
    order = f"in the order {', '.join(known.name for known in shuffled)}"
    assert _name(one) == _name(other), f"decision: {_name(one)}, but {_name(other)} {order}"
    if isinstance(one, Decision) and isinstance(other, Decision):
        assert one.detection == other.detection, f"decision: {one.detection}, but {other.detection} {order}"


def check_refusal(form: Format, _records: Records, data: st.DataObject) -> None:
    """No guessing: what pages of other formats are taken for does not change where this one is asked as well."""
    others = list_others(form)
    by_name = {known.name: known for known in others}
    other = by_name[data.draw(st.sampled_from(list(by_name)), label="other")]
    text = data.draw(pages(other), label="page")
    alone, both = _name(_decide(text, others)), _name(_decide(text, (form, *others)))
    assert alone == both, f"refusal: a page is taken for {both} where {form.name} is asked as well, else for {alone}"


def check_determinism(form: Format, records: Records, data: st.DataObject) -> None:
    """Determinism: the same text gives the same page, in any thread."""
    text = data.draw(damaged(data.draw(pages(form, records=records), label="page")), label="text")
    with ThreadPoolExecutor(_THREADS) as pool:
        first, *others = pool.map(lambda _: _load(text, form), range(_THREADS))
    for other in others:
        check_papers("determinism", first, other, BECAME)
        check_info("determinism", first.info, other.info, BECAME)
        assert other.segments == first.segments, "determinism: other segments"
        assert other.diagnostics == first.diagnostics, "determinism: other findings"


def check_shapes(form: Format, records: Records, data: st.DataObject) -> None:
    """Shapes: the same page with other line ends, white space or surroundings gives the same records."""
    text = data.draw(pages(form, records=records), label="page")
    name = data.draw(st.sampled_from(sorted(SHAPES)), label="shape")
    whole, shaped = loads(text, format=form), loads(SHAPES[name](text), format=form)
    law = f"shapes: {name}"
    check_papers(law, [unfold(paper) for paper in whole], [unfold(paper) for paper in shaped])
    check_info(law, whole.info, shaped.info)
    check_no_findings(law, shaped, "a page that is whole")


def check_markup(form: Format, records: Records, data: st.DataObject) -> None:
    """Markup: the same page as extractors dress it gives the same records, but for what its links say.

    A page whose own marks are signs that extractors put at line ends, as those of an e-mail in TeX are, comes from
    none; nor does text with line breaks of its own, which is sent as it stands.
    """
    if form.wraps or any(mark.endswith("\\") for mark in list_marks(form)):
        return
    whole = loads(data.draw(pages(form, records=records, min_size=_ENOUGH_TO_TELL), label="page"), format=form)
    name = data.draw(st.sampled_from(sorted(DRESSES)), label="dress")
    page = _load(DRESSES[name](whole), form)
    linked = {field for address in form.links.values() for field in GROUP.findall(address)}
    bare = [
        evolve(paper, **{field: getattr(own, field) for field in linked})
        for own, paper in zip(whole, page, strict=False)
    ]
    law = f"markup: {name}"
    read = [*bare, *page[len(whole) :]]
    check_papers(law, [unfold(paper) for paper in whole], [unfold(paper) for paper in read])
    check_page(page, form)


LAWS: Final[dict[str, Law]] = {
    "account": check_account,
    "round trip": check_round_trip,
    "cut": check_cut,
    "append": check_append,
    "damage": check_damage,
    "totality": check_totality,
    "cost": check_cost,
    "decision": check_decision,
    "refusal": check_refusal,
    "determinism": check_determinism,
    "shapes": check_shapes,
    "markup": check_markup,
}
