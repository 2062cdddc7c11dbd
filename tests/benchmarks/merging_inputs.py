"""Papers in any number, and input on which joining cards could take too long."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import evolve
from partial_cards import Card, make_cards

from paperparse import Paper

_WORD: Final = re.compile(r"(?<![\\\w-])[A-Za-z]{4,}(?![\w-])")
# A word takes the place of one that is about as frequent, so that texts share as many words as real ones do.
_NEIGHBOURS: Final = 60
_REPLACED_SHARE: Final = 0.4
# How many cards `make_cards` gives for a paper, a little less than it does.
_CARDS_FOR_PAPER: Final = 5.0
_CARDS_AT_ONCE: Final = 10_000


def _rank_words(papers: Sequence[Paper]) -> list[str]:
    counts = Counter(word.lower() for paper in papers for word in _WORD.findall(f"{paper.title} {paper.abstract}"))
    return sorted(counts, key=lambda word: (-counts[word], word))


def _map_words(words: Sequence[str], chance: random.Random) -> dict[str, str]:
    """What takes the place of each word: another, for some of them, and the same everywhere."""
    places: dict[str, str] = {}
    for start in range(0, len(words), _NEIGHBOURS):
        near = list(words[start : start + _NEIGHBOURS])
        moved = [word for word in near if chance.random() < _REPLACED_SHARE]
        # Each the next one's: none stays.
        places.update(zip(moved, moved[1:] + moved[:1], strict=True))
    return places


def _replace_words(text: str, places: dict[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        other = places.get(found[0].lower(), found[0])
        return other.capitalize() if found[0][0].isupper() and other != found[0] else other

    return _WORD.sub(put, text)


def multiply_papers(papers: Sequence[Paper], count: int, seed: str) -> list[Paper]:
    """`count` papers: the given ones, then variants in which a share of the words is another throughout.

    A variant has the names of the paper that stands as far behind its own as there were rounds, and a title of its own.
    """
    made = list(papers[:count])
    words = _rank_words(papers)
    titles = {paper.title for paper in made}
    turn = 0
    while len(made) < count:
        turn += 1
        places = _map_words(words, random.Random(f"{seed}/variant/{turn}"))
        for at, paper in enumerate(papers[: count - len(made)]):
            names = papers[(at + turn) % len(papers)].authors
            title = _replace_words(paper.title or "", places)
            while title in titles:
                title = f"{words[(at + turn + len(title)) % len(words)].capitalize()} {title}"
            titles.add(title)
            abstract = _replace_words(paper.abstract or "", places)
            made.append(evolve(paper, title=title, abstract=abstract, authors=names, author_count=len(names)))
    return made


def make_many_cards(papers: Sequence[Paper], count: int, seed: str) -> list[Card]:
    """`count` cards, of as many papers as it takes."""
    needed = int(count / _CARDS_FOR_PAPER) + 10
    while True:
        cards = make_cards(multiply_papers(papers, needed, seed), seed)
        if len(cards) >= count:
            return cards[:count]
        needed += needed // 10


def iter_many_cards(papers: Sequence[Paper], count: int, seed: str) -> Iterator[Paper]:
    """`count` cards, few of which are in memory: some of the real papers, then variants of these, all in other words.

    They are made in a tenth of the time that `make_many_cards` takes, and are of as many papers for their number.
    """
    cards = [card.paper for card in make_many_cards(papers, min(count, _CARDS_AT_ONCE), seed)]
    words = _rank_words(papers)
    for turn in range(-(-count // len(cards))):
        places = _map_words(words, random.Random(f"{seed}/turn/{turn}")) if turn else {}
        for card in cards[: count - turn * len(cards)]:
            if not turn:
                yield card
                continue
            yield evolve(
                card,
                title=card.title and _replace_words(card.title, places),
                abstract=card.abstract and _replace_words(card.abstract, places),
                authors=[f"{name}-{turn}" for name in card.authors],
                arxiv_id=None,
                doi=None,
                source=evolve(card.source, page=f"{card.source.page}-{turn}"),
            )


def iter_bad_inputs(papers: Sequence[Paper]) -> Iterator[tuple[str, Callable[[int], list[Paper]]]]:
    """Names of inputs, and what makes so many papers of each."""
    first, words = papers[0], _rank_words(papers)

    def abstract(number: int) -> str:
        chance = random.Random(f"abstract/{number}")
        return " ".join(chance.choice(words) for _ in range(80)).capitalize() + "."

    def title(number: int) -> str:
        return f"{words[number % len(words)].capitalize()} for {words[number * 7 % len(words)]} {number}"

    yield "identical cards", lambda count: [first] * count
    yield (
        "same title, other abstracts",
        lambda count: [Paper(title=first.title, abstract=abstract(at)) for at in range(count)],
    )
    yield "same title, nothing else", lambda count: [Paper(title=first.title) for _ in range(count)]
    yield (
        "same title, other authors",
        lambda count: [Paper(title=first.title, authors=papers[at % len(papers)].authors) for at in range(count)],
    )
    yield (
        "same abstract, other titles",
        lambda count: [Paper(title=title(at), abstract=first.abstract) for at in range(count)],
    )
    yield (
        "same authors, other titles",
        lambda count: [Paper(title=title(at), authors=first.authors) for at in range(count)],
    )
    yield (
        "same start of abstract",
        lambda count: [Paper(abstract=f"{first.abstract} {at} {abstract(at)[:60]}") for at in range(count)],
    )
    yield (
        "same title but for a part",
        lambda count: [Paper(title=f"{first.title}, Part {at + 1}", abstract=abstract(at)) for at in range(count)],
    )
    yield (
        "one changed word each",
        lambda count: [
            Paper(title=first.title, abstract=_replace_at(first.abstract or "", at, words)) for at in range(count)
        ],
    )
    yield "no text", lambda count: [Paper() for _ in range(count)]
    yield "authors only", lambda count: [Paper(authors=papers[at % len(papers)].authors) for at in range(count)]
    yield "marks only", lambda count: [Paper(title="?" * (at % 9 + 1), abstract="—") for at in range(count)]


def _replace_at(text: str, at: int, words: Sequence[str]) -> str:
    parts = text.split()
    parts[at % len(parts)] = words[at % len(words)]
    return " ".join(parts)
