"""Decide which format a text has: refusal, then the evidence of all formats that are possible, then one decision.

A format qualifies if its cards and its site's known lines explain enough of the text: 90 % for a single card, and less
the more cards there are, down to half. Where two formats each find cards of their own, as many as to be no accident,
the text is two pages in one, and no answer is right.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from paperparse.choosing.evidence import Hypothesis, weigh
from paperparse.choosing.refusal import SAMPLE, list_possible
from paperparse.errors import AmbiguousFormatError, FormatError, UnknownFormatError
from paperparse.formats import list_formats
from paperparse.grammar.reader import find_rules, read_cards
from paperparse.grammar.reading import Reading
from paperparse.grammar.table import Format
from paperparse.grammar.tape import find_looks
from paperparse.model.page import Candidate, Detection
from paperparse.text.lines import Lines
from paperparse.text.places import index_places
from paperparse.text.span import Span

# A card of another format now and then is a quotation or damage; more of them are a second page.
_FEWEST_RIVALS: Final = 2
_SHARE_OF_RIVALS: Final = 0.01
_NEEDED: Final = 0.5
_NEEDED_FOR_NO_CARD: Final = 0.9
_TIE: Final = 0.02
_NEAREST: Final = 3


class Foreign(NamedTuple):
    """Cards of another format that a page's own format does not account for."""

    format: str
    spans: tuple[Span, ...]


class Decision(NamedTuple):
    """The format of a text, the reading that shows it, and the cards of other formats that it leaves over."""

    detection: Detection
    reading: Reading
    foreign: tuple[Foreign, ...]


def may_be_page(text: str) -> bool:
    """Whether any format's card can begin in the first part of `text`, by what every card of that format shows."""
    return bool(list_possible(text[:SAMPLE], list_formats()))


def decide(lines: Lines, page: str | None = None, formats: Sequence[Format] | None = None) -> Decision:
    """Decide which of `formats`, by default all that are known, a text has; their order does not matter.

    `page` is the name that errors give to the text. Raises `UnknownFormatError`, which finds out why when it is asked,
    and `AmbiguousFormatError`.
    """
    formats = list_formats() if formats is None else formats
    possible = list_possible(lines.text, formats)
    looks = find_looks(lines) if possible else ""
    hypotheses = weigh([read_cards(form, lines, looks) for form in possible])
    if not hypotheses:
        raise _refuse_later(lines, page, formats)
    candidates = tuple(hypothesis.candidate for hypothesis in hypotheses)
    candidates += tuple(sorted((_reject(form) for form in formats if form not in possible), key=lambda one: one.format))
    best = hypotheses[0]
    rivals = [(rival, spans) for rival in hypotheses[1:] if (spans := _find_foreign(best, rival))]
    contenders = [rival for rival, spans in rivals if len(spans) >= _bound_rivals(best)]
    if contenders and sum(one.candidate.confidence for one in [best, *contenders]) >= _NEEDED:
        raise AmbiguousFormatError(
            "cards of several formats on one page: "
            + " and ".join(_describe_place(lines, hypothesis) for hypothesis in [best, *contenders])
            + "; split the text, or name a format (format=, --format) to read it all the same",
            page=page,
            candidates=candidates,
        )
    if not best.qualifies:
        raise _refuse_later(lines, page, formats)
    tied = [rival for rival in hypotheses[1:] if rival.qualifies and _is_tie(best, rival)]
    if tied:
        names = " and ".join(hypothesis.candidate.format for hypothesis in [best, *tied])
        raise AmbiguousFormatError(
            f"the text fits {names} equally well; name the one to read (format=, --format)",
            page=page,
            candidates=candidates,
        )
    detection = Detection(best.candidate.format, best.candidate.confidence, candidates)
    foreign = tuple(Foreign(rival.candidate.format, spans) for rival, spans in rivals)
    return Decision(detection, best.reading, foreign)


def _refuse_later(lines: Lines, page: str | None, formats: Sequence[Format]) -> UnknownFormatError:
    return UnknownFormatError.explain_later(partial(_refuse, formats=formats), lines.text, page)


def refuse_early(text: str, page: str | None) -> UnknownFormatError:
    """The error for `text`, which `may_be_page` refuses; it keeps no more than was looked at."""
    return UnknownFormatError.explain_later(_refuse_sample if len(text) > SAMPLE else _refuse, text[:SAMPLE], page)


def _refuse_sample(sample: str, page: str | None) -> FormatError:
    error = _refuse(sample, page)
    error.message = f"in its first {SAMPLE:,} characters: {error.message}"
    return error


def _refuse(text: str, page: str | None, formats: Sequence[Format] | None = None) -> FormatError:
    """Why `text` is a page of none of `formats`, by default of all: they are asked, signs or not."""
    lines = Lines(text)
    looks = find_looks(lines)
    hypotheses = weigh([read_cards(form, lines, looks) for form in formats or list_formats()])
    candidates = tuple(hypothesis.candidate for hypothesis in hypotheses)
    return UnknownFormatError(_explain_refusal(lines, hypotheses), page=page, candidates=candidates)


def _reject(form: Format) -> Candidate:
    """What is to be said of `form` on a text that shows none of its signs."""
    return Candidate(form.name, 0, 0.0, _NEEDED_FOR_NO_CARD, (), (find_rules(form).sign,))


def _is_tie(best: Hypothesis, rival: Hypothesis) -> bool:
    return best.candidate.confidence - rival.candidate.confidence < _TIE


def _bound_rivals(best: Hypothesis) -> int:
    """How many cards of another format make a page ambiguous: one beside a single card, else more than a quotation."""
    return 1 if len(best.proven) <= 1 else max(_FEWEST_RIVALS, int(len(best.proven) * _SHARE_OF_RIVALS))


def _find_foreign(best: Hypothesis, rival: Hypothesis) -> tuple[Span, ...]:
    """The cards of `rival` that the best reading does not account for.

    A card that carries marks counts against a format whose cards have none even where both claim its lines; otherwise
    it must lie outside the cards of the best reading.
    """
    if rival.reading.rules.is_marked and not best.reading.rules.is_marked:
        return tuple(rival.proven)
    foreign = []
    at = 0
    for card in rival.proven:
        while at < len(best.proven) and best.proven[at].end <= card.start:
            at += 1
        if at == len(best.proven) or best.proven[at].start >= card.end:
            foreign.append(card)
    return tuple(foreign)


def _describe_place(lines: Lines, hypothesis: Hypothesis) -> str:
    places = index_places(lines.text)
    first, last = places.locate(hypothesis.proven[0].start)[0], places.locate(hypothesis.proven[-1].end)[0]
    count = len(hypothesis.proven)
    return f"{count} card{'s' * (count != 1)} of {hypothesis.candidate.format} in lines {first} to {last}"


def _explain_refusal(lines: Lines, hypotheses: list[Hypothesis]) -> str:
    if not lines.values:
        return "the text is empty: there is no page to read" if not lines.text else "the text is blank"
    reasons = []
    for hypothesis in hypotheses[:_NEAREST]:
        candidate = hypothesis.candidate
        if candidate.cards:
            one = candidate.cards == 1
            found = f"{candidate.cards} complete card{'' if one else 's'} explain{'s' * one}"
            reason = f"{found} {candidate.confidence:.0%} of the text, {candidate.needed:.0%} needed"
            if not hypothesis.is_sound:
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
