"""Papers that look like others and are not: the hard negatives of the benchmark of joining cards.

Nobody is invented: a negative is made of a real paper, with its own abstract and names or those of the paper it
resembles, under a title that resembles the other's. Some resemble their counterparts so much that not every card could
be told apart; `Subject` says what tells, and which formats still print it.
"""

import random
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from attrs import evolve, frozen
from samples import SEEDED

from paperparse import Paper, PartialDate

# The bounds of the benchmark were set for these: lists of titles with votes alone leave more pairs open.
FORMAT_NAMES: Final = SEEDED
_WITH_TITLE: Final = ("title_feed", "scored_feed", "daily_feed")

_TRIES: Final = 20
# Every so many real papers is one made into a negative, with the one before it as its counterpart.
_EVERY: Final = 4

_PARTS: Final = (
    *((": Part I", ": Part II"), (", Part 1", ", Part 2"), (" - Part One", " - Part Two"), (" (Part A)", " (Part B)")),
    *((" I", " II"), (" II", " III"), ("", ", Part II"), ("", " II"), (": Part 2", ": Part 3"), (" II", ", Part III")),
    *((" (Part III)", " (Part IV)"), (": Part Two", ": Part Three")),
    *((" 1", " 2"), (" - Volume 1", " - Volume 2"), (", Part II", ", Part III")),
)  # fmt: skip
_VERSIONS: Final = (
    *((" v2", " v3"), ("", " v2"), ("", " 2.0"), (" 2.0", " 3.0"), ("", "-v2"), (" 1.5", " 2")),
    *(("", "++"), ("", "+"), ("", "#")),
)  # fmt: skip
_YEARS: Final = ((" 2023", " 2024"), (": Results of 2022", ": Results of 2023"), (" (2024)", " (2025)"), ("", " 2024"))
_COMMENTS: Final = (
    "Comment on: {}",
    "Erratum: {}",
    "Reply to “{}”",
    "Comments on “{}”",
    "Corrigendum to: {}",
    "A Reply to: {}",
)
_GENERIC: Final = (
    *("Introduction", "Editorial", "Reply", "Deep Learning", "Preface", "A Survey", "Technical Report"),
    *("Reinforcement Learning", "Guest Editorial", "Large Language Models", "Discussion", "Response to Reviewers"),
)  # fmt: skip
_NOTICES: Final = (
    "This paper has been withdrawn by the authors.",
    "This paper has been withdrawn by the author due to a crucial error in the main theorem.",
    "Withdrawn.",
    "This submission has been withdrawn by arXiv administrators due to inappropriate text overlap with other works.",
)
_SERIES: Final = (
    "This report documents one shared task of the series. We describe the task, the data, the rules of participation "
    "and the measures of evaluation, list the systems that were submitted, and summarize the results. All systems are "
    "compared with the same baseline, and the data are available to participants for research.",
    "These are the proceedings of the workshop. The contributions were selected by the programme committee in a single "
    "round of reviews, and each was presented in a talk or at a poster. The volume gathers their final versions, with "
    "an introduction by the organizers and a list of all participants.",
)
_SLOTTED: Final = (
    "This technical report describes our submission to the track on {thing} of the challenge. Our system builds on "
    "{thing} and uses {thing} without external data. On the official test set it reaches {number}.{number} points and "
    "takes rank {number} among all submissions. We describe the architecture, the training procedure and the ablations "
    "that led to the final system, and discuss what did not work.",
    "We present a data set for {thing} with {number}00 annotated examples, collected from public sources about {thing} "
    "and checked by {number} annotators. We describe how it was collected, report the agreement of the annotators, and "
    "provide baselines. The data, the code and the guidelines of annotation are released for research on {thing}.",
)
# Words that a title could as well do without.
_LIGHT_WORDS: Final = frozenset(
    "about across among based between beyond their these through toward towards under using".split()
)


@frozen
class Subject:
    """A paper to print cards of, and what the cards of others leave it.

    `family`: papers that resemble each other have the same, the truth of one of them. `kind`: of the negative; empty
    for a real paper that nothing was made to resemble, `counterpart` for one that something was. `title_tells` and
    `abstract_tells`: whether no other paper has the same, or one so near that noise could make it the same.
    """

    paper: Paper
    truth: int
    family: int
    kind: str = ""
    title_tells: bool = True
    abstract_tells: bool = True
    formats: tuple[str, ...] = FORMAT_NAMES


def _words_of(text: str) -> list[re.Match[str]]:
    """Words of at least five letters that carry a meaning, without those in formulas and compounds."""
    found = re.finditer(r"(?<![\\\w$-])[A-Za-z]{5,}(?![\w$-])", text)
    return [match for match in found if match[0].lower() not in _LIGHT_WORDS]


def _replace_words(text: str, count: int, words: Sequence[str], chance: random.Random) -> str:
    """`text` with `count` of its words (all, if there are fewer) replaced by other real words, capitals kept."""
    found = _words_of(text)
    for place in sorted(chance.sample(found, min(count, len(found))), key=lambda match: -match.start()):
        # Not a form of the same word; a vocabulary may be too small to have any other.
        other = (word for word in chance.choices(words, k=_TRIES) if word[:4] != place[0][:4].lower())
        word = next(other, "")
        if not word:
            continue
        text = text[: place.start()] + (word.capitalize() if place[0][0].isupper() else word) + text[place.end() :]
    return text


def _mark_name(title: str, mark: str) -> str:
    """`title` with a mark of a version behind the name it starts with, or at its end."""
    name, colon, rest = title.partition(":")
    return f"{name}{mark}{colon}{rest}" if colon and len(name.split()) <= 3 else f"{title}{mark}"


def _shift(published: PartialDate | None, days: int) -> PartialDate | None:
    full = published.date() if published is not None else None
    if full is None:
        return published
    moved: date = full + timedelta(days)
    return PartialDate(moved.year, moved.month, moved.day)


class _Maker:
    """Makes pairs of subjects: a paper, which may have to take a mark into its title, and its negative."""

    def __init__(self, words: Sequence[str], chance: random.Random) -> None:
        self._words, self._chance = words, chance

    def make(self, kind: str, first: Subject, second: Subject) -> tuple[Subject, Subject]:
        """`second` made to resemble `first`, and `first` with what it needs for that."""
        title, chance = first.paper.title or "", self._chance
        if kind == "part":
            one, two = chance.choice(_PARTS)
            return self._resemble(kind, first, second, f"{title}{one}", f"{title}{two}")
        if kind == "version":
            one, two = chance.choice(_VERSIONS)
            return self._resemble(kind, first, second, _mark_name(title, one), _mark_name(title, two))
        if kind == "year":
            one, two = chance.choice(_YEARS)
            return self._resemble(kind, first, second, f"{title}{one}", f"{title}{two}")
        if kind == "comment":
            return self._resemble(kind, first, second, title, chance.choice(_COMMENTS).format(title))
        if kind == "similar title":
            changed = _replace_words(title, chance.choice((1, 1, 2)), self._words, chance)
            if changed != title:
                return self._resemble(kind, first, second, title, changed, can_copy=False, shares_names=True)
            # All of its words are short.
            kind = "slotted"
        return first, self._alone(kind, second)

    def _resemble(
        self,
        kind: str,
        first: Subject,
        second: Subject,
        one: str,
        two: str,
        can_copy: bool = True,
        shares_names: bool = False,
    ) -> tuple[Subject, Subject]:
        chance = self._chance
        paper = evolve(second.paper, title=two, published=_shift(first.paper.published, chance.randint(0, 40)))
        if shares_names or chance.random() < 0.6:
            paper = evolve(paper, authors=first.paper.authors, author_count=first.paper.author_count)
        first = evolve(first, paper=evolve(first.paper, title=one), kind="counterpart")
        second = evolve(second, paper=paper, kind=kind, family=first.truth)
        if can_copy and chance.random() < 0.4:
            # An abstract alone would not tell the two apart, so both are printed with their titles only.
            text = first.paper.abstract or ""
            is_copy = kind in ("part", "comment") and chance.random() < 0.25
            near = text if is_copy else _replace_words(text, chance.randint(2, 6), self._words, chance)
            first = evolve(first, abstract_tells=False, formats=_WITH_TITLE)
            paper = evolve(paper, abstract=near)
            second = evolve(
                second, paper=paper, kind=f"{kind}, near abstract", abstract_tells=False, formats=_WITH_TITLE
            )
        return first, second

    def _alone(self, kind: str, second: Subject) -> Subject:
        """`second` as one of many papers with the same title or the same abstract."""
        chance = self._chance
        if kind == "generic title":
            paper = evolve(second.paper, title=chance.choice(_GENERIC))
            return evolve(second, paper=paper, kind=kind, family=-1, title_tells=False)
        if kind == "withdrawn":
            abstract = chance.choices(_NOTICES, (6, 2, 1, 1))[0]
        elif kind == "series":
            abstract = chance.choice(_SERIES)
        else:
            abstract = re.sub(r"\{(\w+)\}", lambda slot: self._fill(slot[1], second.paper), chance.choice(_SLOTTED))
        return evolve(second, paper=evolve(second.paper, abstract=abstract), kind=kind, family=-2, abstract_tells=False)

    def _fill(self, slot: str, paper: Paper) -> str:
        if slot == "number":
            return str(self._chance.randint(2, 98))
        found = [match[0].lower() for match in _words_of(paper.abstract or "")]
        return " ".join(self._chance.choice(found or self._words) for _ in range(2))


# With how often each is made.
_KINDS: Final = {
    "part": 5,
    "version": 2,
    "year": 2,
    "comment": 3,
    "similar title": 5,
    "generic title": 2,
    "withdrawn": 2,
    "series": 1,
    "slotted": 2,
}


def make_subjects(papers: Sequence[Paper], words: Sequence[str], seed: str) -> list[Subject]:
    """`papers` as subjects, every fourth made into a hard negative, mostly to the one before it."""
    subjects = [Subject(paper, truth, truth) for truth, paper in enumerate(papers)]
    for second in range(_EVERY - 1, len(subjects), _EVERY):
        chance = random.Random(f"{seed}/negative/{second}")
        kind = chance.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
        maker = _Maker(words, chance)
        subjects[second - 1], subjects[second] = maker.make(kind, subjects[second - 1], subjects[second])
    return subjects
