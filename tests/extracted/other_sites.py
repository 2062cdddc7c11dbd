"""Pages of aimodels.fyi and CatalyzeX, as HTML."""

from collections.abc import Iterable, Sequence
from typing import Final

from extracted.values import Record, escape_text, print_date, print_date_in_numbers, print_score

_AIMODELS_HEADER: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>AI Papers | Explore Latest Research</title></head>
<body><nav><a href="/">AImodels.fyi</a><a href="/models">Models</a><a href="/papers">Papers</a><a
 href="/pricing">Pricing</a></nav>
<main><h1>AI Papers</h1>
<p>{tagline}</p>
<div class="grid">
"""
_AIMODELS_FOOTER: Final = """</div>
{pager}</main><footer><p><a href="/about">About</a></p><p>© 2026 AImodels.fyi</p></footer></body></html>
"""
_TAGLINE_2024: Final = (
    "Browse and discover the latest research papers on artificial intelligence, machine learning, and related fields."
)
_TAGLINE_2025: Final = "Browse and discover new research on AI, ML, and related fields."
# Every so many cards one is new.
_NEW: Final = 3

_CATALYZEX: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><header><a href="/">CatalyzeX</a>
<div><span>Get our free extension to see links to code for papers anywhere online!</span><span>Free add-on: code for
 papers everywhere!</span><span>Free add-on: See code for papers anywhere!</span></div>
<div><a href="/chrome">Add to Chrome</a><a href="/firefox">Add to Firefox</a></div></header>
<main>{head}{cards}</main>
<footer><a href="/about">About</a> <a href="/terms">Terms</a></footer></body></html>
"""


def _write_aimodels(cards: Iterable[str], tagline: str, pager: str) -> str:
    return f"{_AIMODELS_HEADER.format(tagline=tagline)}{''.join(cards)}{_AIMODELS_FOOTER.format(pager=pager)}"


def _quote(text: str) -> str:
    """Escaped text inside the quotes of an attribute."""
    return text.replace('"', "&quot;")


def _write_body(record: Record) -> str:
    return (
        f"<p>{escape_text(', '.join(record['authors']))}</p>\n<p>{escape_text(record['summary'])}</p>\n"
        f'<p><a href="/papers/arxiv/x">Read more</a></p>\n<p>{print_date_in_numbers(record["published"])}</p>\n'
    )


def write_scored(records: Sequence[Record]) -> str:
    """A page of aimodels.fyi of 2024: the score's label is the alternative text of a picture."""
    cards = [
        f'<div class="card"><div><img alt="{_quote(escape_text(record["title"]))}" src="/p.png">'
        f'</div><div><img alt="Total Score" src="/score.svg"><p>{print_score(record["score"])}</p></div>\n'
        f"<h2>{escape_text(record['title'])}</h2>\n{_write_body(record)}</div>\n"
        for record in records
    ]
    return _write_aimodels(cards, _TAGLINE_2024, "<p>Page 1 of 288</p>")


def write_scored_without_picture_text(records: Sequence[Record]) -> str:
    """The same page where the pictures have no alternative text."""
    cards = [
        f'<div class="card"><div><img alt="" src="/p.png"></div><div><img alt="" src="/score.svg">'
        f"<p>{print_score(record['score'])}</p></div>\n<h2>{escape_text(record['title'])}</h2>\n"
        f"{_write_body(record)}</div>\n"
        for record in records
    ]
    return _write_aimodels(cards, _TAGLINE_2024, "<p>Page 1 of 288</p>")


def write_voted(records: Sequence[Record]) -> str:
    """A page of aimodels.fyi as from 2025: votes below the date, and no pager that can be read."""
    cards = [
        f'<div class="card"><p><img alt="{_quote(escape_text(record["title"]))}" src="/p.png"></p>\n'
        f"<h2>{'<span>New!</span>' if at % _NEW == 1 else ''}{escape_text(record['title'])}</h2>\n"
        f"{_write_body(record)}<p>{print_score(record['score'])}</p></div>\n"
        for at, record in enumerate(records)
    ]
    return _write_aimodels(cards, _TAGLINE_2025, "<p>…</p>")


def _write_author_card(record: Record) -> str:
    title = escape_text(record["title"])
    names = ", ".join(f'<span><a href="/author/x">{escape_text(name)}</a></span>' for name in record["authors"])
    return (
        f'<section><a href="/paper/x"><h2>{title}</h2></a>\n<div><small>{print_date(record["published"])}</small>'
        f'</div>\n<div>{names}</div>\n<div><img alt="Figure 1 for {_quote(title)}" src="/f.png"></div>\n'
        f"<p><span>Abstract:</span>{escape_text(record['abstract'])}</p>\n"
        '<p>Via <a href="https://arxiv.org/abs/x"><img alt="arxiv icon" src="/arxiv.svg"></a></p></section>\n'
    )


def write_author_page(records: Sequence[Record]) -> str:
    """A page of an author on CatalyzeX, with titles and dates."""
    name = escape_text(records[0]["authors"][0])
    head = f'<div><img alt="Picture for {_quote(name)}" src="/a.png"></div>\n<h1>{name}</h1>\n<p>Hill University</p>\n'
    return _CATALYZEX.format(title=name, head=head, cards="".join(map(_write_author_card, records)))
