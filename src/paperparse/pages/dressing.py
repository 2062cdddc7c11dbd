"""The segments of a page's own text, from those of the same text without its markup."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from paperparse.model.page import Segment
from paperparse.text.plain import Plain
from paperparse.text.space import trim
from paperparse.text.span import Span


def iter_source_segments(segments: Iterable[Segment], plain: Plain, addresses: Sequence[Segment]) -> Iterator[Segment]:
    """The segments of `plain.source`: `segments`, which tile `plain.text`, and `markup` between what they are made of.

    `addresses` are pieces of the markup that hold values, in any order.
    """
    blank: Span | None = None
    for segment in _iter_all(segments, plain, sorted(addresses, key=_start)):
        # Where markup parts white space, several pieces of it are one.
        if segment.kind == "blank":
            blank = Span(segment.span.start if blank is None else blank.start, segment.span.end)
            continue
        if blank is not None:
            yield Segment("blank", blank)
            blank = None
        yield segment
    if blank is not None:
        yield Segment("blank", blank)


def _start(segment: Segment) -> int:
    return segment.span.start


def _iter_all(segments: Iterable[Segment], plain: Plain, addresses: Sequence[Segment]) -> Iterator[Segment]:
    end = at = 0
    for segment in segments:
        is_inside = False
        for piece in plain.iter_source(segment.span):
            while at < len(addresses) and addresses[at].span.end <= piece.start:
                yield from _iter_markup(plain.source, end, addresses[at].span.start, is_inside=is_inside)
                yield addresses[at]
                end = addresses[at].span.end
                at += 1
            yield from _iter_markup(plain.source, end, piece.start, is_inside=is_inside)
            yield evolve(segment, span=piece)
            end = piece.end
            is_inside = segment.kind != "blank"
    for address in addresses[at:]:
        yield from _iter_markup(plain.source, end, address.span.start, is_inside=False)
        yield address
        end = address.span.end
    yield from _iter_markup(plain.source, end, len(plain.source), is_inside=False)


def _iter_markup(text: str, start: int, end: int, *, is_inside: bool) -> Iterator[Segment]:
    """What stands between two pieces that were kept; white space is markup only inside of what it parts."""
    if start == end:
        return
    core = Span(start, end) if is_inside else trim(text, start, end)
    if core is None:
        yield Segment("blank", Span(start, end))
        return
    if start < core.start:
        yield Segment("blank", Span(start, core.start))
    yield Segment("markup", core)
    if core.end < end:
        yield Segment("blank", Span(core.end, end))
