"""Cards of a few papers in many forms, and heaps of cards that are alike, for tests of merging."""

from collections.abc import Callable
from typing import Final

from hypothesis import strategies as st

from paperparse import Organization, Paper, PartialDate, Source
from paperparse.merging.verdicts import POLICIES

TITLE: Final = "Shortest Paths in Temporal Networks with Bounded Delays"
ABSTRACT: Final = (
    "We study shortest paths in networks whose links exist at certain times only. For real-world instances with up to "
    "1,000 nodes, an algorithm finds all of them, and a lower bound shows that none is faster than this one."
)
OTHER: Final = (
    "Bees find their way back by the angle of the sun. We show in a field study of two years that they correct for the "
    "time of the day, even on days without any sun, and that young ones have to learn it from older ones."
)
TITLES: Final = (
    *(TITLE, TITLE.upper(), TITLE.replace("Temporal", "Temproal"), TITLE.replace("Temporal", "Directed")),
    *(f"{TITLE[:30]}…", f"{TITLE} II", f"{TITLE}, Part 1", "Editorial", "Honey Bees and the Position of the Sun", "🙂"),
    *(f"The {TITLE}", f"<b>{TITLE}</b>", f"{TITLE}++", f"The {TITLE[:30]}…", f"{TITLE} Modelled", f"{TITLE} Modeled"),
)
ABSTRACTS: Final = (
    *(ABSTRACT, ABSTRACT.lower(), ABSTRACT.replace("algorithm", "procedure"), ABSTRACT[:150], f"{ABSTRACT[:130]} ..."),
    *(ABSTRACT.replace("1,000", "2,000"), OTHER, OTHER.replace("sun", "moon"), "This paper has been withdrawn.", "…"),
)
NAMES: Final = (
    *((), (), ("Ada Lovelace", "Emmy Noether", "Laura Bassi"), ("A. Lovelace", "E. Noether", "L. Bassi")),
    *(("Ada Lovelace", "Emmy Noether"), ("Leonhard Euler",), ("Ada Lovelace", "Leonhard Euler", "Laura Bassi")),
)
DATES: Final = (
    *(None, None, PartialDate(2015, 6, 9), PartialDate(2015, 6, 10), PartialDate(2016, 1, 1)),
    *(PartialDate(None, 6, 9, 2015), PartialDate(None, 6, 9, 2020)),
)

ARXIV_IDS: Final = (None, None, None, "2601.00011", "2601.00012", "math/0309136", "math.GT/0309136", "none")
DOIS: Final = (None, None, None, "10.5555/a", "10.5555/A", "10.5555/b", "10.48550/arXiv.2601.00011", "none")

cards = st.builds(
    Paper,
    arxiv_id=st.sampled_from(ARXIV_IDS),
    doi=st.sampled_from(DOIS),
    version=st.sampled_from([None, 1, 2]),
    categories=st.sampled_from([(), ("cs.CL",), ("cs.LG", "cs.CL")]),
    url=st.sampled_from([None, None, "https://example.org/a", "https://example.org/b"]),
    title=st.none() | st.sampled_from(TITLES),
    abstract=st.none() | st.sampled_from(ABSTRACTS),
    summary=st.sampled_from([None, None, ABSTRACT, OTHER]),
    authors=st.sampled_from(NAMES),
    author_count=st.sampled_from([None, None, 1, 2, 3]),
    organization=st.sampled_from([None, None, Organization("lab"), Organization("lab", "Lab")]),
    published=st.sampled_from(DATES),
    score=st.sampled_from([None, 1, 2]),
    comment_count=st.sampled_from([None, 1, 2]),
    source=st.builds(
        Source,
        page=st.sampled_from([None, "a.txt", "b.txt"]),
        format=st.sampled_from([None, "daily_feed", "scored_feed"]),
        position=st.none() | st.integers(0, 20),
    ),
)
several = st.lists(cards, max_size=9)
policies: Final = st.sampled_from(POLICIES)

LARGE: Final[dict[str, Callable[[int], list[Paper]]]] = {
    "identical": lambda count: [Paper(title=TITLE, abstract=ABSTRACT)] * count,
    "one title and nothing else": lambda count: [Paper(title=TITLE)] * count,
    "one generic title and nothing else": lambda count: [Paper(title="Editorial")] * count,
    "one title in many spellings": lambda count: [
        Paper(title=f"{TITLE} in {'and ' * (at % 20)}{'& ' * (at // 20)}Colour") for at in range(count)
    ],
    "one title, many abstracts": lambda count: [
        Paper(title=TITLE, abstract=" ".join(f"word{at}x{number}" for number in range(20))) for at in range(count)
    ],
    "one title, many names": lambda count: [Paper(title=TITLE, authors=(f"Ada Name{at}",)) for at in range(count)],
    "one title, many dates": lambda count: [
        Paper(title=TITLE, published=PartialDate(1000 + at, 1, 1)) for at in range(count)
    ],
    "one abstract, many titles": lambda count: [
        Paper(title=f"Notes of the {at} Workshop on Bees", abstract=ABSTRACT) for at in range(count)
    ],
    "one template": lambda count: [Paper(abstract=f"{ABSTRACT} {at} {OTHER}") for at in range(count)],
    "titles that break off": lambda count: [Paper(title=f"{TITLE} {'and so on ' * at}…") for at in range(count)],
    "names only": lambda count: [Paper(authors=("Ada", "Emmy", "Laura"))] * count,
    "no text": lambda count: [Paper(author_count=at % 3) for at in range(count)],
    "empty": lambda count: [Paper()] * count,
}
