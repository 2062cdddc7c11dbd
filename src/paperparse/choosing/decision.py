"""Decide which format a text has: refusal, then the evidence of all formats that are possible, then one decision.

A format qualifies if its cards and its site's known lines explain enough of the text: 90 % for a single card, and less
the more cards there are, down to half. Where two formats each find cards of their own, as many as to be no accident,
the text is two pages in one, and no answer is right.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from paperparse.choosing.elsewhere import describe_refusal, tell_kind
from paperparse.choosing.evidence import LEAST_SHARE, Hypothesis, find_needed_share, weigh
from paperparse.choosing.refusal import SAMPLE, has_marks, is_possible, list_likely
from paperparse.errors import AmbiguousFormatError, FormatError, UnknownFormatError
from paperparse.formats import list_formats
from paperparse.grammar.reader import find_looks_for, read_cards
from paperparse.grammar.reading import Reading
from paperparse.grammar.rules import find_rules
from paperparse.grammar.table import Format
from paperparse.model.page import Candidate, Detection
from paperparse.text.lines import Lines
from paperparse.text.markup import take_off_markup
from paperparse.text.places import index_places
from paperparse.text.span import Span

# A card of another format now and then is a quotation or damage; more of them are a second page.
_FEWEST_RIVALS: Final = 2
_SHARE_OF_RIVALS: Final = 0.01
_SHARE_UNDER_A_HEADING: Final = 0.1
_TIE: Final = 0.02
_NEAREST: Final = 3


class Foreign(NamedTuple):
    """Cards of another format that a page's own format does not account for."""

    format: str
    spans: tuple[Span, ...]


class Decision(NamedTuple):
    """The format of a text: all `hypotheses`, the best first, and the cards of other formats that the best leaves over.

    `formats` are all that were asked, or `None` for all that are known.
    """

    hypotheses: list[Hypothesis]
    formats: Sequence[Format] | None
    foreign: tuple[Foreign, ...]

    @property
    def reading(self) -> Reading:
        """The reading of the text as a page of its format."""
        return self.hypotheses[0].reading

    @property
    def detection(self) -> Detection:
        """The decision as users see it."""
        candidates = _list_candidates(self.hypotheses, self.formats)
        return Detection(candidates[0].format, candidates[0].confidence, candidates)


def decide(lines: Lines, page: str | None = None, formats: Sequence[Format] | None = None) -> Decision:
    """Decide which of `formats`, by default all that are known, a text has; their order does not matter.

    `page` is the name that errors give to the text. Raises `UnknownFormatError`, which finds out why when it is asked,
    and `AmbiguousFormatError`.
    """
    text = lines.text
    sample = text[:SAMPLE]
    # Most texts of a crawl end here, not even cut into lines.
    hypotheses = []
    if is_possible(sample, list_formats() if formats is None else formats):
        lines = take_off_markup(lines)
        hypotheses = _weigh_likely(lines, formats)
    if not hypotheses:
        # The error keeps no more of the text than it may be asked about.
        refuse = _refuse_sample if len(text) > SAMPLE else _refuse
        raise UnknownFormatError.explain_later(refuse, sample, formats, page)
    best = hypotheses[0]
    rivals = [(rival, spans) for rival in hypotheses[1:] if (spans := _find_foreign(best, rival))]
    # What is no page of a format as a whole, such as abstracts with other lines between them, is no second page.
    contenders = [
        rival for rival, spans in rivals if not rival.reading.lacks and len(spans) >= _bound_rivals(best, rival)
    ]
    # Of cards with long texts and cards with many lines, each may explain little of the other measure.
    shares = zip(*(one.shares for one in [best, *contenders]), strict=True)
    if contenders and min(map(sum, shares)) >= LEAST_SHARE:
        raise AmbiguousFormatError(
            "cards of several formats on one page: "
            + " and ".join(_describe_place(lines, hypothesis) for hypothesis in [best, *contenders])
            + "; split the text, or name a format (format=, --format) to read it all the same",
            page=page,
            candidates=_list_candidates(hypotheses, formats),
        )
    if not best.qualifies:
        # To find what speaks for each format takes as long again as to see that it is not enough.
        explain = _refuse_likely
        if len(text) > SAMPLE:
            # What was found far behind can't be found again.
            explain = partial(_refuse_found, _list_candidates(hypotheses, formats), _count_unsound(hypotheses))
        raise UnknownFormatError.explain_later(explain, sample, formats, page)
    tied = [rival for rival in hypotheses[1:] if _is_tied(best, rival)]
    if tied:
        names = " and ".join(hypothesis.format for hypothesis in [best, *tied])
        raise AmbiguousFormatError(
            f"the text fits {names} equally well; name the one to read (format=, --format)",
            page=page,
            candidates=_list_candidates(hypotheses, formats),
        )
    return Decision(hypotheses, formats, tuple(Foreign(rival.format, spans) for rival, spans in rivals))


def _weigh_likely(lines: Lines, formats: Sequence[Format] | None) -> list[Hypothesis]:
    """The hypotheses of those of `formats`, by default all that are known, whose marks stand in `lines`, best first."""
    possible = list_likely(lines, list_formats() if formats is None else formats)
    if not (possible and lines.values):
        return []
    looks = find_looks_for(possible, lines)
    marked = [form for form in possible if find_rules(form).is_marked]
    hypotheses = weigh([read_cards(form, lines, looks) for form in marked])
    if len(marked) < len(possible) and not _is_whole(hypotheses):
        # Cards without marks stand back where those with marks leave nothing unexplained.
        others = [read_cards(form, lines, looks) for form in possible if form not in marked]
        hypotheses = weigh([*(hypothesis.reading for hypothesis in hypotheses), *others])
    return hypotheses


def _is_tied(best: Hypothesis, rival: Hypothesis) -> bool:
    """Whether `rival` explains as much as `best`, or nearly."""
    return rival.qualifies and best.share - rival.share < _TIE


def _is_whole(hypotheses: list[Hypothesis]) -> bool:
    """Whether one format explains all of a text, and no other has a card there."""
    return (
        bool(hypotheses)
        and hypotheses[0].share == 1.0
        and hypotheses[0].qualifies
        and not any(rival.proven for rival in hypotheses[1:])
    )


def _list_candidates(hypotheses: list[Hypothesis], formats: Sequence[Format] | None) -> tuple[Candidate, ...]:
    """All `formats` as candidates: those that were asked, and those of which the text shows no sign."""
    formats = list_formats() if formats is None else formats
    asked = {hypothesis.format for hypothesis in hypotheses}
    text = hypotheses[0].reading.tape.text if hypotheses else ""
    others = sorted((_reject(form, text) for form in formats if form.name not in asked), key=lambda one: one.format)
    return (*(hypothesis.describe() for hypothesis in hypotheses), *others)


def _refuse_sample(sample: str, formats: Sequence[Format] | None, page: str | None) -> FormatError:
    error = _refuse(sample, formats, page)
    error.message = f"in its first {SAMPLE:,} characters: {error.message}"
    return error


def _refuse_found(
    candidates: tuple[Candidate, ...],
    unsound: Mapping[str, int],
    sample: str,
    _formats: Sequence[Format] | None,
    page: str | None,
) -> FormatError:
    """Why a text that begins with `sample` is no page: `candidates` were found, and how many have unsound cards."""
    return _explain(candidates, unsound, sample, page)


def _refuse_likely(text: str, formats: Sequence[Format] | None, page: str | None) -> FormatError:
    """Why `text`, which shows the marks of some of `formats`, is a page of none: these are asked once more."""
    hypotheses = _weigh_likely(take_off_markup(Lines(text)), formats)
    return _explain(_list_candidates(hypotheses, formats), _count_unsound(hypotheses), text, page)


def _refuse(text: str, formats: Sequence[Format] | None, page: str | None) -> FormatError:
    """Why `text` is a page of none of `formats`: all of them are asked, signs or not."""
    formats = list_formats() if formats is None else formats
    lines = take_off_markup(Lines(text))
    if not lines.values:
        message = "the text is empty: there is no page to read" if not text else "the text is blank"
        return UnknownFormatError(message, page=page, candidates=_list_candidates([], formats))
    looks = find_looks_for(formats, lines)
    hypotheses = weigh([read_cards(form, lines, looks) for form in formats])
    return _explain(_list_candidates(hypotheses, formats), _count_unsound(hypotheses), text, page)


def _count_unsound(hypotheses: list[Hypothesis]) -> dict[str, int]:
    """How many cards the readings have that have too many broken ones, by format."""
    return {one.format: len(one.reading.cards) for one in hypotheses if not one.is_sound}


def _reject(form: Format, text: str) -> Candidate:
    """What is to be said of `form`, which was not asked: `text` shows no sign of it, or nothing is left to explain."""
    lacks = form.lacks if has_marks(text, form) else find_rules(form).sign
    return Candidate(form.name, 0, 0.0, find_needed_share(0), (), (lacks,) if lacks else ())


def _bound_rivals(best: Hypothesis, rival: Hypothesis) -> int:
    """How many cards of `rival` make a page ambiguous: more than a quotation, one beside a single card.

    Cards with marks under their own site's heading are no quotation, where they can be compared with those of the best.
    """
    count = len(best.proven)
    if rival.reading.rules.is_marked and rival.reading.heading is not None:
        return 1 if not best.reading.rules.is_marked else max(1, int(count * _SHARE_UNDER_A_HEADING))
    return 1 if count <= 1 else max(_FEWEST_RIVALS, int(count * _SHARE_OF_RIVALS))


def _find_foreign(best: Hypothesis, rival: Hypothesis) -> tuple[Span, ...]:
    """The cards of `rival` that the best reading does not account for.

    A card that carries marks counts against a format whose cards have none even where both claim its lines; otherwise
    it must lie outside the cards of the best reading, or around one of them, which is then a part of it. Of a broken
    one, or the beginning of one at the end of the text, a part may look like a card of another kind.
    """
    if rival.reading.rules.is_marked and not best.reading.rules.is_marked:
        return tuple(rival.proven)
    outside = _leave_out(rival.proven, best.proven)
    reading = best.reading
    broken = [reading.extent(card) for card in reading.cards if not card.is_proven]
    if reading.cards and reading.rules.opening:
        end = len(reading.tape.text)
        start = reading.tape.text.find(reading.rules.opening, reading.extent(reading.cards[-1]).end)
        broken += [Span(start, end)] if start >= 0 else []
    return tuple(_leave_out(outside, [one for one in broken if _holds_one(one, rival.proven)]))


def _leave_out(cards: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Those of `cards` that none of `others` overlaps; both are in order."""
    outside = []
    at = 0
    for card in cards:
        while at < len(others) and others[at].end <= card.start:
            at += 1
        own = others[at] if at < len(others) else None
        if own is None or own.start >= card.end or card.start < own.start <= own.end < card.end:
            outside.append(card)
    return outside


def _holds_one(broken: Span, cards: Sequence[Span]) -> bool:
    """Whether a `broken` card holds one of `cards`, and more: a part of it may look like a card of another kind."""
    first = bisect_left(cards, (broken.start,))
    inside = [card for card in cards[first : first + 2] if card.end <= broken.end]
    return len(inside) == 1 and inside[0] != broken


def _describe_place(lines: Lines, hypothesis: Hypothesis) -> str:
    places = index_places(lines.source)
    start, end = lines.find_source(Span(hypothesis.proven[0].start, hypothesis.proven[-1].end))
    first, last = places.locate(start)[0], places.locate(end)[0]
    count = len(hypothesis.proven)
    return f"{count} card{'s' * (count != 1)} of {hypothesis.format} in lines {first} to {last}"


def _explain(candidates: tuple[Candidate, ...], unsound: Mapping[str, int], text: str, page: str | None) -> FormatError:
    """The error for `candidates`, all there are, of a page that begins with `text`.

    `unsound`: how many cards those have with too many broken ones.
    """
    reasons = []
    for candidate in candidates[:_NEAREST]:
        if candidate.cards:
            one = candidate.cards == 1
            found = f"{candidate.cards} complete card{'' if one else 's'} explain{'s' * one}"
            reason = f"{found} {candidate.confidence:.0%} of the text, {candidate.needed:.0%} needed"
            if candidate.format in unsound:
                reason += f", but too many of its {unsound[candidate.format]} cards are broken"
            if candidate.lacks:
                reason += f"; lacks {' and '.join(candidate.lacks)}"
        else:
            reason = f"lacks {' and '.join(candidate.lacks or ('a complete card',))}"
        reasons.append(f"{candidate.format} ({reason})")
    message = (
        f"{describe_refusal(tell_kind(text))}; nearest: {', '.join(reasons)}; "
        "if it is one all the same, name its format (format=, --format) to see what can be read"
    )
    return UnknownFormatError(message, page=page, candidates=candidates)
