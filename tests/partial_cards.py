"""Cards of papers as different sites print them, with the truth about which are of the same paper.

Each paper stands on the pages of one to four formats, on some of them again on other days, and sites have done to its
text what they do (`card_noise`). Every fourth paper is made into a hard negative (`hard_negatives`). Everything hangs
on a seed and nothing else: the same papers and the same seed give the same cards.

What a card can tell is said of it before noise, as `clean`:

- Two cards of different papers are *alike* if both print a title, or both an abstract, and none of title, abstract and
  authors that both print differs: two notices of withdrawal without a title, or a title cut before the number of the
  part and no abstract to compare. Nobody can tell them apart; to join them is counted neither for nor against anyone.
- Two cards of one paper are *linked* if there is a chain of cards of the paper between them, each sharing with the next
  its title or its abstract, such as no other paper has. A `scored_feed` card and an `author_cards` card share the
  authors at most, who have written more than one paper; recall is about linked pairs only.

No page prints a paper twice: snapshots of other days are other pages.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from attrs import evolve, frozen
from card_noise import SHARED_START, Leave, Surroundings, add_noise, list_starts, start_of
from hard_negatives import Subject, make_subjects

import paperparse
from paperparse import Paper, PartialDate, Source

# How many formats print a paper, and on how many days each.
_FORMAT_COUNTS: Final = (1, 2, 3, 4)
_DAYS: Final = (1, 2, 3, 4)
_DAY_WEIGHTS: Final = (32, 32, 22, 14)
_PAGE_SIZE: Final = 30
_YEARLESS_SHARE: Final = 0.15
# The last announcement is mostly the first; otherwise it follows some days to months later.
_ANNOUNCED_ONCE_SHARE: Final = 0.5
_LATEST_ANNOUNCEMENT: Final = 240
_DIGESTS: Final = (
    "New work on {} and {} Combines {} with {} Evaluated on {} Plain English Explanation The researchers looked at {} "
    "and asked how it relates to {}. Key Findings Most of the gain comes from {}.",
    "Study of {} for {} Explains what {} does to {} Plain English Explanation Think of {} as a tool for {}. Technical "
    "Explanation The paper treats {} first. Critical Analysis More could be said about {}.",
)  # fmt: skip
_WORD: Final = re.compile(r"(?<![\\\w-])[A-Za-z]{4,}(?![\w-])")
# Groups of cards that others are linked with.
_BY_TITLE: Final = -1
_BY_ABSTRACT: Final = -2
_LAST_RESORT: Final = ("another", "certain", "general", "method", "result")


@frozen
class Card:
    """A card and the truth about it.

    `paper`: what the page prints. `truth`: the paper's number. `family`: papers made to resemble each other have the
    same. `kind`: of hard negative, or `counterpart` of one, or empty. `noise`: what kinds have changed the card.
    `clean`: the card before noise, but with what a cut left of a title if that may be another's as well. `group`:
    cards of the same truth with the same group are linked.
    """

    paper: Paper
    truth: int
    family: int
    kind: str
    noise: frozenset[str]
    clean: Paper
    group: int


def are_alike(first: Card, second: Card) -> bool:
    """Whether two cards, of different papers, tell nothing that differs."""
    one, two = first.clean, second.clean
    if not (one.title and two.title) and not (one.abstract and two.abstract):
        return False
    if one.title and two.title and not _agree(one.title, two.title, SHARED_START in first.noise | second.noise):
        return False
    if one.abstract and two.abstract and one.abstract != two.abstract:
        return False
    return not one.authors or not two.authors or one.authors == two.authors


def _agree(first: str, second: str, is_cut: bool) -> bool:
    if not is_cut:
        return first == second
    shorter, longer = sorted((start_of(first), start_of(second)), key=len)
    return longer.startswith(shorter)


def list_words(papers: Iterable[Paper]) -> list[str]:
    """The words of the abstracts, in lower case and order; those of at least two papers, if there are any."""
    counts = Counter[str]()
    for paper in papers:
        counts.update({found.lower() for found in _WORD.findall(paper.abstract or "")})
    common = sorted(word for word, count in counts.items() if count > 1)
    return common or sorted(counts) or list(_LAST_RESORT)


def make_cards(papers: Sequence[Paper], seed: str) -> list[Card]:
    """Cards of `papers`, which have every field, in the order of the pages on which they stand."""
    words = list_words(papers)
    subjects = make_subjects(papers, words, seed)
    starts = Counter(start for subject in subjects for start in list_starts(subject.paper.title or ""))
    surroundings = Surroundings(words, starts)
    # Papers of one day and format, all on pages of their own.
    days: dict[tuple[str, int], list[Card]] = {}
    for subject in subjects:
        chance = random.Random(f"{seed}/{subject.truth}")
        for key, card in _print_subject(subject, chance, surroundings):
            days.setdefault(key, []).append(card)
    return list(_put_on_pages(days, random.Random(f"{seed}/pages")))


def _print_subject(
    subject: Subject, chance: random.Random, surroundings: Surroundings
) -> list[tuple[tuple[str, int], Card]]:
    formats = chance.sample(subject.formats, min(chance.choice(_FORMAT_COUNTS), len(subject.formats)))
    days = {format: chance.choices(_DAYS, _DAY_WEIGHTS)[0] for format in formats}
    paper = evolve(subject.paper, summary=_write_digest(subject.paper, chance, surroundings.words))
    announced = _announce_again(paper.published, chance)
    cards: list[Card] = []
    keys: list[tuple[str, int]] = []
    for format in formats:
        dated = evolve(paper, published=announced) if format == "scored_feed" else paper
        for day in range(days[format]):
            clean = paperparse.project(_pass_time(dated, format, day, chance), format)
            leave = Leave(
                # Another card must tell whose the abstract is.
                cuts_title=subject.abstract_tells
                and any(card.clean.title and card.clean.abstract for card in cards)
                and clean.abstract is not None,
                changes_abstract=clean.title is not None or subject.abstract_tells,
            )
            printed, told, noise = add_noise(clean, format, chance, surroundings, leave)
            cards.append(Card(printed, subject.truth, subject.family, subject.kind, noise, told, len(cards)))
            keys.append((format, day))
    return list(zip(keys, _group(subject, cards), strict=True))


def _write_digest(paper: Paper, chance: random.Random, words: Sequence[str]) -> str:
    found = [word.lower() for word in _WORD.findall(paper.abstract or "") if len(word) > 5] or words
    return re.sub(r"\{\}", lambda _: chance.choice(found), chance.choice(_DIGESTS))


def _announce_again(published: PartialDate | None, chance: random.Random) -> PartialDate | None:
    full = published.date() if published is not None else None
    if full is None or chance.random() < _ANNOUNCED_ONCE_SHARE:
        return published
    # Most follow soon.
    full += timedelta(int(_LATEST_ANNOUNCEMENT * chance.random() ** 3) + 1)
    return PartialDate(full.year, full.month, full.day)


def _pass_time(paper: Paper, format: str, day: int, chance: random.Random) -> Paper:
    """`paper` as a page of a later day prints it: other counts, and without the year where that has become clear."""
    published = paper.published
    if format == "daily_feed" and published is not None and chance.random() < _YEARLESS_SHARE:
        published = PartialDate(None, published.month, published.day)
    score = None if paper.score is None else paper.score + day * chance.randint(0, 90)
    comments = paper.comment_count if day == 0 else (paper.comment_count or 0) + chance.randint(0, 9) or None
    return evolve(paper, published=published, score=score, comment_count=comments)


def _group(subject: Subject, cards: Sequence[Card]) -> Iterator[Card]:
    """`cards` with equal groups where they are linked; each has one of its own before."""
    titled = {at for at, card in enumerate(cards) if subject.title_tells and _has_telling_title(card)}
    abstracted = {at for at, card in enumerate(cards) if subject.abstract_tells and card.clean.abstract}
    for at, card in enumerate(cards):
        if at in titled:
            yield evolve(card, group=_BY_TITLE)
        elif at in abstracted:
            yield evolve(card, group=_BY_TITLE if titled & abstracted else _BY_ABSTRACT)
        else:
            yield card


def _has_telling_title(card: Card) -> bool:
    return card.clean.title is not None and SHARED_START not in card.noise


def _put_on_pages(days: Mapping[tuple[str, int], list[Card]], chance: random.Random) -> Iterator[Card]:
    pages = []
    for (format, day), cards in sorted(days.items()):
        chance.shuffle(cards)
        for number, start in enumerate(range(0, len(cards), _PAGE_SIZE)):
            pages.append((f"{format}-{day}-{number:04}.txt", format, cards[start : start + _PAGE_SIZE]))
    chance.shuffle(pages)
    for page, format, cards in pages:
        for position, card in enumerate(cards):
            source = Source(page=page, format=format, position=position)
            yield evolve(card, paper=evolve(card.paper, source=source))
