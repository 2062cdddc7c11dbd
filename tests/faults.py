"""Pages of real records with one fault each, of the kinds that people report, and what is made of them.

A fault changes what a page prints for one value, or one of its marks; the truth is what the record says all the same.

Run: `python tests/faults.py [N]` makes N pages (5,000) and prints what is made of each kind.
"""

import random
import sys
import textwrap
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from attrs import evolve
from samples import FORMATS_BY_NAME, real_papers

import paperparse
from paperparse import AmbiguousFormatError, Page, Paper, PartialDate, RenderError, UnknownFormatError
from paperparse.model.paper import FIELDS

Random = random.Random
# What stands for the text of a value, and what is true of it then.
Change = Callable[[str, Paper, Random], tuple[str, Any] | None]
Outcome = Literal["right", "told", "refused", "lost", "silent"]

_CARDS: Final = 8
_PAGES: Final = 60
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LONG_MONTHS: Final = "January February March April May June July August September October November December".split()
_ADVERTISEMENTS: Final = (
    "Sponsored: train your next model on Kiln Cloud from $9 a month.",
    "Get the best papers of the week in your inbox. Subscribe to our newsletter!",
    "This site uses cookies. Accept all cookies to continue.",
    "Upgrade to Pro and unlock unlimited summaries for only $12 per month.",
    "Are you a machine learning engineer? We are hiring in Oslo and Leeds.",
    "You have reached your monthly limit of free summaries. Sign in to continue.",
    "Advertisement",
    "Follow us for daily updates on the best papers.",
    "Visit www.kiln.example to learn more about our products.",
    "Save 20% on all courses with the code GLAZE20.",
    "Join our webinar on March 3: early bird tickets are on sale now.",
    "Like what you read? Share this page with your friends.",
    "The site will be unavailable on Sunday: scheduled maintenance.",
    "Download our app to read papers offline.",
    "Buy the printed proceedings in our store, with free shipping.",
    "Try Kiln for free: no credit card required.",
)
_SHORT_LINES: Final = ("Share", "Results", "Copy link", "Read this", "Related", "Key points")
_BREAKS: Final = ("\x07", "\x1b[31m", "\x9b", "\u202e", "\u200b", "\u2066", "\xad", "\ufeff", "\u200e")
_LEFT_OVER: Final = ("&amp;", "&eacute;", "&#233;", "&nbsp;", "</b>", "<span>", "</a>", "<sub>2</sub>", "<br/>")
# A title that is a word of the site's menu is taken for that.
_SITE_WORDS: Final = ("Models", "Datasets", "Docs", "Papers", "Daily")
_PLACES: Final = ("Kiln Lab, Oslo", "Tide Institute", "University of Leeds, UK")


class Fault(NamedTuple):
    """A kind of fault: its name, the field it is in, and how the text of that changes. `None`: it is in a mark.

    `tells`: the values of other fields that the text says then.

    `is_of_page`: all cards of a page have it, as where an extractor broke all lines. `needs`: what must be on a page.
    """

    name: str
    field: str | None
    change: Change
    formats: tuple[str, ...] = ()
    is_of_page: bool = False
    needs: Callable[[Page], bool] | None = None
    tells: Mapping[str, Any] = {}


class Faulty(NamedTuple):
    """A page with one fault: its text, its format, the card at fault, and the papers that are really on it."""

    fault: Fault
    format: str
    text: str
    position: int
    truth: tuple[Paper, ...]


def _print_date(template: str) -> Change:
    def change(_printed: str, paper: Paper, _rng: Random) -> tuple[str, Any] | None:
        date = paper.published
        if date is None or date.year is None:
            return None
        month = _MONTHS[date.month - 1]
        return template.format(
            year=date.year,
            short=date.year % 100,
            month=month,
            sept="Sept" if month == "Sep" else month,
            long=_LONG_MONTHS[date.month - 1],
            number=date.month,
            day=date.day,
        ), date

    return change


def _has_late_days(page: Page) -> bool:
    return any(paper.published is not None and paper.published.day > 12 for paper in page)


def _join_authors(separator: str, last: str = "") -> Change:
    def change(_printed: str, paper: Paper, _rng: Random) -> tuple[str, Any] | None:
        names = paper.authors
        if len(names) < 2:
            return None
        return separator.join(names[:-1]) + (last or separator) + names[-1], names

    return change


def _dress_authors(dress: Callable[[Sequence[str], Random], str]) -> Change:
    def change(_printed: str, paper: Paper, rng: Random) -> tuple[str, Any] | None:
        return (dress(paper.authors, rng), paper.authors) if len(paper.authors) > 1 else None

    return change


def _replace_one(names: Sequence[str], rng: Random, new: Callable[[str], str]) -> str:
    at = rng.randrange(len(names))
    return ", ".join(new(name) if i == at else name for i, name in enumerate(names))


def _add_suffix(_printed: str, paper: Paper, rng: Random) -> tuple[str, Any] | None:
    if len(paper.authors) < 2:
        return None
    at = rng.randrange(len(paper.authors))
    suffix = rng.choice((", Jr.", " JR", ", Ph.D.", " III", ", 2nd", ", PhD"))
    names = tuple(f"{name}{suffix}" if i == at else name for i, name in enumerate(paper.authors))
    return ", ".join(names), names


def _invert(_printed: str, paper: Paper, _rng: Random) -> tuple[str, Any] | None:
    names = tuple(f"{name.split()[-1]}, {name[0]}." for name in paper.authors if len(name.split()) > 1)
    return (", ".join(names), names) if len(names) > 1 else None


def _change_title(template: str) -> Change:
    def change(printed: str, _paper: Paper, rng: Random) -> tuple[str, Any]:
        words = [word for word in printed.split() if word not in _SITE_WORDS]
        title = template.format(title=printed, word=rng.choice(words or ["Glaze"]).strip(".,:;()"))
        return title, title

    return change


def _insert(paragraphs: Sequence[str]) -> Change:
    def change(printed: str, paper: Paper, rng: Random) -> tuple[str, Any]:
        at = printed.find(". ", len(printed) // 3) + 1
        # In a feed of titles and abstracts a line between two texts is a title.
        at = at if at and rng.random() < 0.3 and paper.source.format != "title_feed" else len(printed)
        return "\n".join(filter(None, (printed[:at], rng.choice(paragraphs), printed[at:].strip()))), printed

    return change


def _wrap(width: int) -> Change:
    def change(printed: str, paper: Paper, _rng: Random) -> tuple[str, Any]:
        label = {"abstract_list": "Abstract:"}.get(paper.source.format or "", "")
        lines = textwrap.wrap(label + printed, width, break_long_words=False, break_on_hyphens=False)
        return "\n".join(lines).removeprefix(label), " ".join(printed.split())

    return change


def _spoil(pieces: Sequence[str]) -> Change:
    def change(printed: str, _paper: Paper, rng: Random) -> tuple[str, Any]:
        spaces = [at for at, character in enumerate(printed) if character == " "] or [len(printed) // 2]
        at = rng.choice(spaces)
        return f"{printed[: at + 1]}{rng.choice(pieces)}{printed[at + 1 :]}", printed

    return change


def _decode_wrongly(printed: str, _paper: Paper, rng: Random) -> tuple[str, Any]:
    word = rng.choice(("café", "Müller’s", "– naïve –", "“Søren”", "d’été"))
    wrong = word.encode().decode(rng.choice(("cp1252", "latin-1", "cp1251", "gbk")), "ignore")
    middle = printed.find(" ", len(printed) // 2) + 1
    return f"{printed[:middle]}{wrong} {printed[middle:]}", f"{printed[:middle]}{word} {printed[middle:]}"


def _count_on(_printed: str, _paper: Paper, rng: Random) -> tuple[str, Any]:
    return "9" * rng.randrange(16, 60), None


def _widen(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


_DATES: Final = {
    "year without its comma": "{month} {day} {year}",
    "year of two digits": "{month} {day} {short:02}",
    "day by ISO 8601": "{year}-{number:02}-{day:02}",
    "day before month": "{day} {month} {year}",
    "long month": "{long} {day}, {year}",
    "words before the date": "Published on {month} {day}, {year}",
    "Sept": "{sept} {day}, {year}",
}
_LISTS: Final = {
    "semicolons": ("; ", ""),
    "and before the last": (", ", " and "),
    "comma and and": (", ", ", and "),
    "ampersand": (", ", " & "),
    "full-width commas": ("，", ""),
    "ideographic commas": ("、", ""),
    "Arabic commas": ("، ", ""),
    "bars": (" | ", ""),
}
_DRESSED: Final[dict[str, Callable[[Sequence[str], Random], str]]] = {
    "affiliation in parentheses": lambda names, rng: _replace_one(
        names, rng, lambda name: f"{name} ({rng.choice(_PLACES)})"
    ),
    "label": lambda names, _: f"Authors: {', '.join(names)}",
    "footnote marks": lambda names, rng: _replace_one(names, rng, lambda name: f"{name}*"),
    "footnote numbers": lambda names, rng: _replace_one(names, rng, lambda name: f"{name} 2"),
    "raised numbers": lambda names, rng: _replace_one(names, rng, lambda name: f"{name}¹"),
}
_TITLES: Final = {
    "title that ends with a full stop": "{title}.",
    "title of one word": "{word}",
    "numbered title": "1. {word}",
    "title in dashes": "- {word} -",
    "title with a colon": "{word}:",
}
_MARKS: Final[dict[str, Callable[[str], str]]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "full-width letters": _widen,
    "zero width inside": lambda mark: f"{mark[:2]}\u200b{mark[2:]}",
    "soft hyphen inside": lambda mark: f"{mark[:2]}\xad{mark[2:]}",
    "mark of direction in front": lambda mark: f"\u200e{mark}",
    "arrow behind": lambda mark: f"{mark} »",
    "dots behind": lambda mark: f"{mark}...",
    "letter less": lambda mark: mark[:1] + mark[2:],
    "letters exchanged": lambda mark: mark[:1] + mark[2] + mark[1] + mark[3:],
    "letter twice": lambda mark: mark[:2] + mark[1:],
}
_BULLETS: Final = ("- {}", "* {}", "◦ {}", "· {}", "{}", "– {}")


def _put_below(lines: Sequence[str]) -> Change:
    return lambda printed, paper, rng: (f"{printed}\n\n{rng.choice(lines)}", paper.title)


def _change_mark(new: Callable[[str], str]) -> Change:
    def change(printed: str, _paper: Paper, _rng: Random) -> tuple[str, Any] | None:
        changed = new(printed)
        # Behind a label stands its value.
        return None if printed.endswith(":") and not changed.endswith((":", "：")) else (changed, None)

    return change


def _change_bullet(printed: str, paper: Paper, rng: Random) -> tuple[str, Any]:
    count = f"{printed} {rng.choice(('authors', 'Authors'))}"
    return rng.choice(_BULLETS).format(count), paper.author_count


FAULTS: Final = (
    *(Fault(f"date: {name}", "published", _print_date(template)) for name, template in _DATES.items()),
    Fault(
        "date: days come first",
        "published",
        _print_date("{day}/{number}/{year}"),
        formats=("scored_feed",),
        is_of_page=True,
        needs=_has_late_days,
    ),
    *(Fault(f"authors: {name}", "authors", _join_authors(*signs)) for name, signs in _LISTS.items()),
    *(Fault(f"authors: {name}", "authors", _dress_authors(dress)) for name, dress in _DRESSED.items()),
    Fault(
        "authors: et al.",
        "authors",
        lambda printed, paper, _: (f"{printed}, et al.", paper.authors),
        tells={"other_authors": "et al."},
    ),
    Fault("authors: suffix", "authors", _add_suffix),
    Fault("authors: inverted names", "authors", _invert, is_of_page=True),
    *(Fault(f"rhythm: {name}", "title", _change_title(template)) for name, template in _TITLES.items()),
    Fault("rhythm: short line", "abstract", _insert(_SHORT_LINES)),
    *(Fault(f"rhythm: lines of {width}", "abstract", _wrap(width), is_of_page=True) for width in (40, 55, 72, 79)),
    Fault("foreign paragraph", "abstract", _insert(_ADVERTISEMENTS)),
    Fault("foreign paragraph below a title", "title", _put_below(_ADVERTISEMENTS)),
    Fault("foreign paragraph in a summary", "summary", _insert(_ADVERTISEMENTS)),
    *(Fault(f"text: unseen in {field}", field, _spoil(_BREAKS)) for field in ("title", "abstract", "summary")),
    *(Fault(f"text: HTML in {field}", field, _spoil(_LEFT_OVER)) for field in ("title", "abstract", "summary")),
    *(Fault(f"text: encoding of {field}", field, _decode_wrongly) for field in ("title", "abstract", "summary")),
    *(Fault(f"digits of {field}", field, _count_on) for field in ("score", "upvotes", "comment_count", "author_count")),
    *(Fault(f"mark: {name}", None, _change_mark(new)) for name, new in _MARKS.items()),
)


def _choose_page(format: str, rng: Random) -> tuple[str, Page] | None:
    """A page of real records that the format prints so that they come back, with its papers read."""
    count = min(len(real_papers()) // _CARDS, _PAGES)
    return next(filter(None, (_make_page(format, rng.randrange(count)) for _ in range(count))), None)


@cache
def _make_page(format: str, number: int) -> tuple[str, Page] | None:
    """The page of this `number` of real records, or `None` if the format can't print them so that they come back."""
    papers = real_papers()[_CARDS * number : _CARDS * (number + 1)]
    try:
        text = paperparse.render([paperparse.project(paper, format) for paper in papers], format)
    except RenderError:
        return None
    return text, paperparse.loads(text, format=format)


def make_faulty(fault: Fault, format: str, rng: Random) -> Faulty | None:
    """A page of `format` with `fault` in one of its cards, or in all; `None` if it has nothing that could be so."""
    chosen = _choose_page(format, rng)
    if chosen is None:
        return None
    text, page = chosen
    if fault.needs is not None and not fault.needs(page):
        return None
    truth = list(page.papers)
    position = rng.randrange(len(truth))
    cards = range(len(truth)) if fault.is_of_page else (position,)
    edits = []
    for at in cards:
        paper = truth[at]
        if fault.field is None:
            spans = [
                segment.span
                for segment in page.segments
                if segment.kind == "furniture" and segment.paper == at and _is_word(text[slice(*segment.span)])
            ]
            span = rng.choice(spans) if spans else None
        else:
            span = paper.spans.get(fault.field)
        made = None if span is None else fault.change(text[slice(*span)], paper, rng)
        if span is None or made is None or made[0] == text[slice(*span)]:
            continue
        edits.append((span, made[0]))
        truth[at] = evolve(paper, **({fault.field: made[1]} if fault.field else {}), **fault.tells)
    if not edits or (fault.is_of_page and len(edits) < len(truth)):
        return None
    for span, new in reversed(edits):
        text = text[: span.start] + new + text[span.end :]
    return Faulty(fault, format, text, position, tuple(truth))


def _is_word(text: str) -> bool:
    return len(text) > 2 and any(unicodedata.category(character).startswith("L") for character in text)


def judge(faulty: Faulty) -> Outcome:
    """What is made of `faulty`: all is right, what is not is told, the page is refused, or neither.

    Without a word a value is `lost` where there is none, and `silent` where there is another.
    """
    try:
        page = paperparse.loads(faulty.text)
    except (UnknownFormatError, AmbiguousFormatError):
        return "refused"
    told = {finding.paper for finding in paperparse.validate(page) if finding.severity != "note"}
    # What is told of the page is told of all its cards.
    told |= set(range(len(page))) if None in told else set()
    differing = {
        at: [name for name in FIELDS if _differ(getattr(true, name), getattr(read, name))]
        for at, (true, read) in enumerate(zip(faulty.truth, page, strict=False))
    }
    wrong = {at for at, names in differing.items() if any(getattr(page[at], name) not in (None, ()) for name in names)}
    if len(page) != len(faulty.truth):
        # Cards that were joined or parted, which is told on one of them.
        first = min([*wrong, len(page), len(faulty.truth)])
        return "told" if told & {first - 1, first, first + 1} else "silent"
    if not any(differing.values()):
        return "right"
    if not wrong <= told:
        return "silent"
    return "told" if {at for at, names in differing.items() if names} <= told else "lost"


def _differ(true: Any, read: Any) -> bool:
    if isinstance(true, PartialDate) and isinstance(read, PartialDate):
        return true.isoformat() != read.isoformat()
    if isinstance(true, str) and isinstance(read, str):
        return "".join(true.split()) != "".join(read.split())
    return bool(true != read)


def iter_faulty(number: int, seed: int = 0) -> Iterator[Faulty]:
    """`number` faulty pages, of all kinds and formats in turn."""
    rng = Random(seed)
    rows = [(fault, format) for fault in FAULTS for format in fault.formats or FORMATS_BY_NAME]
    made = 0
    while made < number:
        before = made
        for fault, format in rows:
            faulty = make_faulty(fault, format, rng)
            if faulty is not None and made < number:
                made += 1
                yield faulty
        assert made > before, "no page can have a fault"


def main() -> int:
    """Print what is made of each kind of fault; the status is 1 if a wrong value is given without a word."""
    outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for faulty in iter_faulty(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000):
        outcomes[faulty.fault.name][judge(faulty)] += 1
    kinds: tuple[Outcome, ...] = ("right", "told", "refused", "lost", "silent")
    print(f"{'':40}" + "".join(f"{kind:>9}" for kind in kinds))
    for name, counts in (*sorted(outcomes.items()), ("all", sum(outcomes.values(), Counter()))):
        print(f"{name:40}" + "".join(f"{counts[kind]:9,}" for kind in kinds))
    return 1 if any(counts["silent"] for counts in outcomes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
