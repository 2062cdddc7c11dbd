"""Decide which format a text has, from the evidence of all of them.

A format qualifies if its cards and its site's known lines explain enough of the text: 90 % for a single card, and less
the more cards there are, down to half. Explained are characters, over the whole text, and lines, from the first card
of any format to the last; the lower of the two shares counts. A long document that quotes one card is no page, and a
format that sees two lines of every five is not the right one. A card that the end of the text cuts off does not count
against a format, as far as it is no longer than the whole cards, or, under the site's own heading, than any card. Nor
do short lines around the cards, under that heading and up to the cards' length: they belong to the site by their place.

A card that swallows two cards of another format is none: one stray mark at the end of a page must not turn the whole
page into a single card.

Where two formats each find cards of their own, the text is two pages in one, and no answer is right.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from paperparse.errors import AmbiguousFormatError, UnknownFormatError
from paperparse.formats import FORMATS
from paperparse.grammar.cards import Foreign, Format, Reading
from paperparse.model.page import Candidate, Detection
from paperparse.text.lines import Lines
from paperparse.text.places import index_places
from paperparse.text.span import Span

_NEEDED: Final = 0.5
_NEEDED_MORE_FOR_ONE_CARD: Final = 0.4
# A card of another format now and then is a quotation or damage; more of them are a second page.
_FEWEST_RIVALS: Final = 2
_SHARE_OF_RIVALS: Final = 0.01
# The beginning of a card is no longer than this: a summary of the scored feed has up to 6,000 characters, and above it
# stand five lines.
_MOST_LINES_CUT_OFF: Final = 8
_LONGEST_CUT_OFF: Final = 8_000
TIE: Final = 0.02
_NEAREST: Final = 3


class _Hypothesis(NamedTuple):
    """A text read as one format, and how much of it that explains."""

    format: Format
    reading: Reading
    proven: list[Span]
    candidate: Candidate


class Decision(NamedTuple):
    """The format of a text, the reading that shows it, and the cards of other formats that it leaves over."""

    detection: Detection
    format: Format
    reading: Reading
    foreign: list[Foreign]


def decide(lines: Lines, page: str | None = None, formats: Sequence[Format] = FORMATS) -> Decision:
    """Decide which of `formats` a text has; their order does not matter.

    `page` is the name that errors give to the text. Raises `UnknownFormatError` and `AmbiguousFormatError`.
    """
    hypotheses = _weigh(lines, formats)
    candidates = tuple(hypothesis.candidate for hypothesis in hypotheses)
    best = hypotheses[0]
    rivals = [(rival, spans) for rival in hypotheses[1:] if (spans := _find_foreign(best, rival))]
    contenders = [rival for rival, spans in rivals if len(spans) >= _bound_rivals(best, rival)]
    if contenders and sum(one.candidate.confidence for one in [best, *contenders]) >= _NEEDED:
        raise AmbiguousFormatError(
            "cards of several formats on one page: "
            + " and ".join(_describe_place(lines, hypothesis) for hypothesis in [best, *contenders])
            + "; split the text, or name a format (format=, --format) to read it all the same",
            page=page,
            candidates=candidates,
        )
    if not _qualifies(best):
        raise _refuse(lines, hypotheses, page)
    tied = [rival for rival in hypotheses[1:] if _qualifies(rival) and _is_tie(best, rival)]
    if tied:
        names = " and ".join(hypothesis.format.NAME for hypothesis in [best, *tied])
        raise AmbiguousFormatError(
            f"the text fits {names} equally well; name the one to read (format=, --format)",
            page=page,
            candidates=candidates,
        )
    detection = Detection(best.format.NAME, best.candidate.confidence, candidates)
    return Decision(
        detection, best.format, best.reading, [Foreign(rival.format.NAME, spans) for rival, spans in rivals]
    )


def explain_refusal(lines: Lines, page: str | None = None) -> UnknownFormatError:
    """The error for `lines`, which are a page of no format, as `decide` raises it for all of them."""
    return _refuse(lines, _weigh(lines, FORMATS), page)


def _refuse(lines: Lines, hypotheses: list[_Hypothesis], page: str | None) -> UnknownFormatError:
    candidates = tuple(hypothesis.candidate for hypothesis in hypotheses)
    return UnknownFormatError(_explain_refusal(lines, hypotheses), page=page, candidates=candidates)


def _weigh(lines: Lines, formats: Sequence[Format]) -> list[_Hypothesis]:
    """The text read as each of `formats`, the best first; ties in the order of names."""
    readings = [(form, form.read(lines)) for form in formats]
    claims = {form.NAME: [card.extent for card in reading.cards if card.is_proven] for form, reading in readings}
    marked = {form.NAME: claims[form.NAME] for form in formats if form.IS_MARKED}
    proven = {
        name: [card for card in own if not any(_swallows(card, marked[other]) for other in marked if other != name)]
        for name, own in claims.items()
    }
    cards = [card for own in proven.values() for card in own]
    region = Span(min(card.start for card in cards), max(card.end for card in cards)) if cards else None
    hypotheses = [_judge(lines, form, reading, proven[form.NAME], region) for form, reading in readings]
    return sorted(hypotheses, key=_rank)


def _swallows(card: Span, others: list[Span]) -> bool:
    """Whether two of `others`, which are in order, lie inside `card`."""
    second = bisect_left(others, (card.start,)) + 1
    return second < len(others) and others[second].end <= card.end


def _rank(hypothesis: _Hypothesis) -> tuple[float, int, str]:
    candidate = hypothesis.candidate
    found = sum(piece.count for piece in candidate.evidence)
    return -candidate.confidence, -found, candidate.format


def _judge(lines: Lines, form: Format, reading: Reading, proven: list[Span], region: Span | None) -> _Hypothesis:
    explained = [*(card.extent for card in reading.cards), *reading.furniture, *reading.info.values()]
    is_headed = form.IS_MARKED and reading.is_headed
    if is_headed and sum(map(_length, reading.surroundings)) <= sum(map(_length, proven)):
        explained += reading.surroundings
    explained.sort()
    share = 0.0
    if region and proven:
        share = _measure(lines, explained, region, _excuse(lines, reading, proven, is_headed=is_headed))
    needed = _NEEDED + _NEEDED_MORE_FOR_ONE_CARD / max(len(proven), 1)
    candidate = Candidate(
        form.NAME,
        len(proven),
        round(share, 4),
        round(needed, 4),
        tuple(piece for piece in reading.evidence if piece.count),
        reading.lacks,
        Span(proven[0].start, proven[-1].end) if proven else None,
    )
    return _Hypothesis(form, reading, proven, candidate)


def _excuse(lines: Lines, reading: Reading, proven: list[Span], *, is_headed: bool) -> int:
    """How many characters at the end of the text need no explanation, because they are the beginning of a card."""
    if reading.cut_off is None:
        return 0
    cut_off = _length(reading.cut_off)
    count = bisect_left(lines.starts, reading.cut_off.end) - bisect_left(lines.starts, reading.cut_off.start)
    if is_headed and count <= _MOST_LINES_CUT_OFF and cut_off <= _LONGEST_CUT_OFF:
        return cut_off
    return min(cut_off, max(map(_length, proven)) * len(proven))


def _length(span: Span) -> int:
    return span.end - span.start


def _measure(lines: Lines, explained: list[Span], region: Span, excused: int) -> float:
    """The lower of two shares that `explained`, in order, covers: characters of the text, and lines of `region`.

    `excused` characters need no explanation.
    """
    characters = explained_characters = region_lines = explained_lines = 0
    at = reach = 0
    for start, end in zip(lines.starts, lines.ends, strict=True):
        while at < len(explained) and explained[at].start < end:
            reach = max(reach, explained[at].end)
            at += 1
        is_explained = reach > start
        characters += end - start
        explained_characters += is_explained * (end - start)
        if start < region.end and end > region.start:
            region_lines += 1
            explained_lines += is_explained
    return min(explained_characters / max(characters - excused, 1), explained_lines / region_lines)


def _qualifies(hypothesis: _Hypothesis) -> bool:
    return (
        _is_sound(hypothesis)
        and not hypothesis.candidate.lacks
        and hypothesis.candidate.confidence >= hypothesis.candidate.needed
    )


def _is_sound(hypothesis: _Hypothesis) -> bool:
    """Whether at least half of the cards are whole: a reading most of whose cards are broken is a wrong one.

    A card that lacks nothing and still proves nothing looks like something else: less than half of those are allowed.
    """
    cards = hypothesis.reading.cards
    odd = sum(not card.missing and not card.is_proven for card in cards)
    return 2 * len(hypothesis.proven) >= len(cards) > 2 * odd


def _is_tie(best: _Hypothesis, rival: _Hypothesis) -> bool:
    return best.candidate.confidence - rival.candidate.confidence < TIE


def _bound_rivals(best: _Hypothesis, rival: _Hypothesis) -> int:
    """How many cards of `rival` make a page ambiguous: a single one under its own site's heading does."""
    if len(best.proven) <= 1 or rival.reading.is_headed:
        return 1
    return max(_FEWEST_RIVALS, int(len(best.proven) * _SHARE_OF_RIVALS))


def _find_foreign(best: _Hypothesis, rival: _Hypothesis) -> tuple[Span, ...]:
    """The cards of `rival` that the best reading does not account for.

    A card that carries marks counts against a format whose cards have none even where both claim its lines; otherwise
    it must lie outside the cards of the best reading.
    """
    if rival.format.IS_MARKED and not best.format.IS_MARKED:
        return tuple(rival.proven)
    foreign = []
    at = 0
    for card in rival.proven:
        while at < len(best.proven) and best.proven[at].end <= card.start:
            at += 1
        if at == len(best.proven) or best.proven[at].start >= card.end:
            foreign.append(card)
    return tuple(foreign)


def _describe_place(lines: Lines, hypothesis: _Hypothesis) -> str:
    places = index_places(lines.text)
    first, last = places.locate(hypothesis.proven[0].start)[0], places.locate(hypothesis.proven[-1].end)[0]
    count = len(hypothesis.proven)
    return f"{count} card{'s' * (count != 1)} of {hypothesis.format.NAME} in lines {first} to {last}"


def _explain_refusal(lines: Lines, hypotheses: list[_Hypothesis]) -> str:
    if not lines.values:
        return "the text is empty: there is no page to read" if not lines.text else "the text is blank"
    reasons = []
    for hypothesis in hypotheses[:_NEAREST]:
        candidate = hypothesis.candidate
        if candidate.cards:
            one = candidate.cards == 1
            found = f"{candidate.cards} complete card{'' if one else 's'} explain{'s' * one}"
            reason = f"{found} {candidate.confidence:.0%} of the text, {candidate.needed:.0%} needed"
            if not _is_sound(hypothesis):
                reason += f", but too many of its {len(hypothesis.reading.cards)} cards are broken"
            if candidate.lacks:
                reason += f"; lacks {' and '.join(candidate.lacks)}"
        else:
            reason = f"lacks {' and '.join(candidate.lacks or ('a complete card',))}"
        reasons.append(f"{candidate.format} ({reason})")
    return (
        f"no known kind of page; nearest: {', '.join(reasons)}; "
        "if it is one all the same, name its format (format=, --format) to see what can be read"
    )
