"""Decide which format a text has, from the evidence of all of them.

A format qualifies if its cards and its site's known lines explain enough of the text: 90 % for a single card, and less
the more cards there are, down to half. Explained are characters, over the whole text, and lines, from the first card
of any format to the last; the lower of the two shares counts. A long document that quotes one card is no page, and a
format that sees two lines of every five is not the right one. A card that the end of the text cuts off does not count
against a format, as far as it is no longer than the longest whole card.

Where two formats each find cards of their own, the text is two pages in one, and no answer is right.
"""

from typing import Final, NamedTuple

from paperparse.cards import Foreign, Format, Reading
from paperparse.errors import AmbiguousFormatError, UnknownFormatError
from paperparse.formats import FORMATS
from paperparse.lines import Lines
from paperparse.model import Span
from paperparse.page import Candidate, Detection

_NEEDED: Final = 0.5
_NEEDED_MORE_FOR_ONE_CARD: Final = 0.4
# A card of another format now and then is a quotation or damage; more of them are a second page.
_FEWEST_RIVALS: Final = 2
_SHARE_OF_RIVALS: Final = 0.01
_TIE: Final = 0.02
_NEAREST: Final = 3


class _Hypothesis(NamedTuple):
    """A text read as one format, and how much of it that explains."""

    format: Format
    reading: Reading
    proven: list[Span]
    candidate: Candidate


def decide(lines: Lines, page: str | None = None) -> tuple[Detection, Format, Reading, list[Foreign]]:
    """The format of a text, the reading that shows it, and the cards of other formats that it leaves over.

    `page` is the name that errors give to the text. Raises `UnknownFormatError` and `AmbiguousFormatError`.
    """
    hypotheses = _weigh(lines)
    candidates = tuple(hypothesis.candidate for hypothesis in hypotheses)
    best = hypotheses[0]
    rivals = [(rival, spans) for rival in hypotheses[1:] if (spans := _find_foreign(best, rival))]
    contenders = [rival for rival, spans in rivals if len(spans) >= _bound_rivals(best)]
    if contenders and sum(one.candidate.confidence for one in [best, *contenders]) >= _NEEDED:
        raise AmbiguousFormatError(
            "cards of several formats on one page: "
            + " and ".join(_describe_place(lines, hypothesis) for hypothesis in [best, *contenders])
            + "; split the text, or pass format= to read one of them",
            page=page,
            candidates=candidates,
        )
    if not _qualifies(best):
        raise UnknownFormatError(_explain_refusal(lines, hypotheses), page=page, candidates=candidates)
    tied = [rival for rival in hypotheses[1:] if _qualifies(rival) and _is_tie(best, rival)]
    if tied:
        names = " and ".join(hypothesis.format.NAME for hypothesis in [best, *tied])
        raise AmbiguousFormatError(
            f"the text fits {names} equally well; pass format= to choose", page=page, candidates=candidates
        )
    detection = Detection(best.format.NAME, best.candidate.confidence, candidates)
    return detection, best.format, best.reading, [Foreign(rival.format.NAME, spans) for rival, spans in rivals]


def _weigh(lines: Lines) -> list[_Hypothesis]:
    """The text read as every format, the best first; ties in the order of names, not of registration."""
    readings = [(form, form.read(lines)) for form in FORMATS]
    places = [card.extent for _, reading in readings for card in reading.cards if card.is_proven]
    region = Span(min(place.start for place in places), max(place.end for place in places)) if places else None
    hypotheses = [_judge(lines, form, reading, region) for form, reading in readings]
    return sorted(hypotheses, key=_rank)


def _rank(hypothesis: _Hypothesis) -> tuple[float, int, str]:
    candidate = hypothesis.candidate
    found = sum(piece.count for piece in candidate.evidence)
    return -candidate.confidence, -found, candidate.format


def _judge(lines: Lines, form: Format, reading: Reading, region: Span | None) -> _Hypothesis:
    proven = [card.extent for card in reading.cards if card.is_proven]
    explained = sorted([*(card.extent for card in reading.cards), *reading.furniture, *reading.info.values()])
    excused = min(_length(reading.cut_off), max(map(_length, proven), default=0)) if reading.cut_off else 0
    share = _measure(lines, explained, region, excused) if region else 0.0
    needed = _NEEDED + _NEEDED_MORE_FOR_ONE_CARD / max(len(proven), 1)
    candidate = Candidate(
        form.NAME,
        len(proven),
        round(share if proven else 0.0, 4),
        round(needed, 4),
        tuple(piece for piece in reading.evidence if piece.count),
        reading.lacks,
        Span(proven[0].start, proven[-1].end) if proven else None,
    )
    return _Hypothesis(form, reading, proven, candidate)


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
        if region.start <= start < region.end:
            region_lines += 1
            explained_lines += is_explained
    if not characters or not region_lines:
        return 0.0
    return min(explained_characters / max(characters - excused, 1), explained_lines / region_lines, 1.0)


def _qualifies(hypothesis: _Hypothesis) -> bool:
    return bool(hypothesis.proven) and hypothesis.candidate.confidence >= hypothesis.candidate.needed


def _is_tie(best: _Hypothesis, rival: _Hypothesis) -> bool:
    return best.candidate.confidence - rival.candidate.confidence < _TIE


def _bound_rivals(best: _Hypothesis) -> int:
    """How many cards of another format make a page ambiguous."""
    if len(best.proven) <= 1:
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
    first, last = lines.locate(hypothesis.proven[0].start)[0], lines.locate(hypothesis.proven[-1].end)[0]
    count = len(hypothesis.proven)
    return f"{count} card{'s' * (count != 1)} of {hypothesis.format.NAME} in lines {first} to {last}"


def _explain_refusal(lines: Lines, hypotheses: list[_Hypothesis]) -> str:
    if not lines.values:
        return "the text is empty: there is no page to read" if not lines.text else "the text is blank"
    reasons = []
    for hypothesis in hypotheses[:_NEAREST]:
        candidate = hypothesis.candidate
        if candidate.cards:
            found = f"{candidate.cards} card{'s' * (candidate.cards != 1)}"
            reason = f"{found} explain {candidate.confidence:.0%} of the text, {candidate.needed:.0%} needed"
        else:
            reason = f"lacks {' and '.join(candidate.lacks)}"
        reasons.append(f"{candidate.format} ({reason})")
    return (
        f"no known kind of page; nearest: {', '.join(reasons)}; "
        "if it is one all the same, pass format= to read it and see the diagnostics"
    )
