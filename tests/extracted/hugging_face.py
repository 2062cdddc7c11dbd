"""Hugging Face's pages that list papers, as HTML."""

from collections.abc import Callable, Sequence
from typing import Final

from extracted.values import (
    Record,
    escape_text,
    print_author_count,
    print_date,
    print_stars,
    print_votes,
)

_HEADER: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - Hugging Face</title></head>
<body class="flex flex-col min-h-dvh bg-white">
<div class="flex min-h-dvh flex-col"><header class="border-b border-gray-100">
<div class="container flex h-16 items-center px-4"><a class="mr-5 flex items-center" href="/"><img
 alt="Hugging Face's logo" class="w-7" src="/front/assets/huggingface_logo-noborder.svg"> <span
 class="hidden text-lg font-bold md:block">Hugging Face</span></a>
<nav><ul class="flex items-center"><li><a href="/models">Models</a></li> <li><a href="/pricing">Pricing</a></li>
<li><a href="/login">Log In</a></li> <li><a href="/join">Sign Up</a></li></ul></nav></div></header>
<main class="flex flex-1 flex-col">
"""
_FOOTER: Final = """</main>
<footer class="b-12 mb-2 flex border-t"><div><div class="font-semibold">Company</div>
<a href="/terms-of-service">TOS</a> <a href="/privacy">Privacy</a> <a href="/huggingface">About</a>
<a href="https://apply.workable.com/huggingface/">Careers</a> <div class="font-semibold">Website</div>
<a href="/models">Models</a> <a href="/docs">Docs</a></div></footer></div></body></html>
"""
_BANNER: Final = """<div class="mb-6 flex items-center"><span class="rounded-full">new</span>
<p class="hidden md:block">Get trending papers in your email inbox once a day!</p>
<p class="md:hidden">Get trending papers in your email inbox!</p>
<a class="btn" href="/login?next=%2Fpapers">Subscribe</a></div>
"""
_REST: Final = " and the research community"
_DAILY: Final = f"""<div class="flex flex-col"><h1 class="text-2xl font-bold"><a href="/papers">Daily Papers</a></h1>
<h2 class="text-gray-500">by<a href="/akhaliq"><img alt="" src="/front/assets/papers-by.png">AK</a>{_REST}</h2></div>
<ul class="flex"><li><button>Daily</button></li> <li><button>Weekly</button></li> <li><button>Monthly</button></li></ul>
<div><a href="/papers/trending">Trending Papers</a></div> <div><time datetime="2026-03-05">Mar 5</time></div>
"""
_TRENDING: Final = f"""<h1 class="text-2xl font-bold">Trending Papers</h1>
<h2 class="text-gray-500">by <a href="/akhaliq"><img alt="" src="/front/assets/papers-by.png">AK</a>{_REST}</h2>
<div><a href="/papers/trending">Trending Papers</a></div>
"""
_COLLECTION: Final = """<div><a href="/owlpost">owlpost</a> <a href="/owlpost/collections">'s Collections</a></div>
<div class="truncate">Reading list</div>
<h1 class="text-2xl">Reading list</h1>
<div>updated <time datetime="2026-03-05">Mar 5</time></div>
<div><a href="/login?next=%2Fcollections%2Fowlpost"><div>Upvote</div> <div>-</div></a></div>
"""
_AVATARS: Final = 3


def _link(record: Record) -> str:
    return f"/papers/{record['arxiv_id']}"


def _list_avatars(record: Record) -> str:
    count = min(record["author_count"], _AVATARS)
    return " ".join(f'<li class="-mr-2 h-4 w-4"><img alt="" src="/avatars/{at}.svg"></li>' for at in range(count))


def _write_authors(record: Record) -> str:
    if "organization" in record:
        handle, name = map(escape_text, (record["organization"]["handle"], record["organization"]["name"]))
        picture = f'<img alt="{handle}" src="https://cdn-avatars.huggingface.co/{handle}.png">'
        return f'<a class="flex" href="/{handle}">{picture} <span>{name}</span></a>'
    return (
        f'<a class="flex truncate" href="{_link(record)}"><ul class="flex flex-row-reverse">{_list_avatars(record)} '
        f'<li class="order-last"><div>{print_author_count(record["author_count"])}</div></li></ul></a>'
    )


def _write_comments(record: Record) -> str:
    if "comment_count" not in record:
        return ""
    return f'<a href="{_link(record)}#community"><svg viewBox="0 0 32 32"></svg>{record["comment_count"]}</a>'


def _write_votes(record: Record) -> str:
    votes = print_votes(record["upvotes"])
    target = f"/login?next=%2Fpapers%2F{record['arxiv_id']}"
    return f'<div class="h-14 w-12"><a href="{target}"><svg></svg><div class="leading-none">{votes}</div></a></div>'


def _write_title(record: Record) -> str:
    return f'<h3 class="mb-1"><a class="line-clamp-3" href="{_link(record)}">{escape_text(record["title"])}</a></h3>'


def _write_text(record: Record) -> str:
    return f'<a class="flex" href="{_link(record)}"><p class="line-clamp-2">{escape_text(record["abstract"])}</p></a>'


def _write_search_card(record: Record) -> str:
    return (
        f'<article class="relative flex flex-col">{_write_votes(record)} <div class="w-full">{_write_title(record)} '
        f'{_write_text(record)} <div class="flex flex-wrap">{_write_authors(record)} <div>·</div> '
        f"<div>{print_date(record['published'])}  {_write_comments(record)}</div></div></div></article>\n"
    )


def _write_daily_card(record: Record) -> str:
    avatar = '<img alt="" src="/avatars/u.svg">'
    return (
        f'<article class="relative flex flex-col"><a class="block" href="{_link(record)}"><img alt="" '
        f'src="https://cdn-thumbnails.huggingface.co{_link(record)}.png"></a> <div class="flex">Submitted by {avatar} '
        f'<span>{escape_text(record["submitted_by"])}</span></div> <div class="flex">{_write_votes(record)} '
        f'<div class="w-full">{_write_title(record)} <a href="{_link(record)}"><ul>{_list_avatars(record)} '
        f"<li>· <div>{print_author_count(record['author_count'])}</div></li></ul></a> {_write_comments(record)}</div>"
        "</div></article>\n"
    )


def _write_trending_card(record: Record, mark: str) -> str:
    code = escape_text(record["code_url"])
    stars = print_stars(record["code_stars"])
    return (
        f'<article class="flex"><a href="{_link(record)}"><img alt="" '
        f'src="https://cdn-thumbnails.huggingface.co{_link(record)}.png"></a> <div class="flex-1"><div>Submitted by '
        f'<div><img alt="" src="/avatars/u.svg">{escape_text(record["submitted_by"])}</div></div> '
        f"{_write_title(record)} <p>{escape_text(record['abstract'])}</p> <div>{_write_authors(record)} <span>· "
        f"{mark}{print_date(record['published'])}</span></div> "
        f'<div><a href="/login?next=%2Fpapers%2F{record["arxiv_id"]}"><div>Upvote</div> '
        f'<div>{print_votes(record["upvotes"])}</div></a></div> <div><a href="{code}"><span>GitHub</span> '
        f'<span>{stars}</span></a> <a href="https://arxiv.org/abs/{record["arxiv_id"]}">arXiv Page</a></div>'
        "</div></article>\n"
    )


def _write_collection_card(record: Record) -> str:
    dot = '<span class="mx-1.5">•</span>'
    votes = f" {dot} <span>{record['upvotes']}</span>" if "upvotes" in record else ""
    return (
        f'<li><article><a href="{_link(record)}"><header><h4>{escape_text(record["title"])}</h4></header> '
        f"<div><span>Paper</span> {dot} <span>{record['arxiv_id']}</span> {dot} <span>Published</span> "
        f"<time>{print_date(record['published'])}</time>{votes}</div></a></article></li>\n"
    )


def _write(title: str, head: str, write_card: Callable[[Record], str], records: Sequence[Record]) -> str:
    return f"{_HEADER.format(title=title)}{head}{''.join(map(write_card, records))}{_FOOTER}"


def write_search(records: Sequence[Record]) -> str:
    """A page of results of a search for papers, `papers?q=`."""
    return _write("Daily Papers", _BANNER + _DAILY, _write_search_card, records)


def write_daily(records: Sequence[Record]) -> str:
    """The papers of one day, `papers/date/`."""
    return _write("Daily Papers", _BANNER + _DAILY, _write_daily_card, records)


def write_trending(records: Sequence[Record]) -> str:
    """Trending papers; each card twice, as for wide and for narrow windows."""

    def write_twice(record: Record) -> str:
        return _write_trending_card(record, "Published on ") + _write_trending_card(record, "")

    return _write("Trending Papers", _BANNER + _TRENDING, write_twice, records)


def write_collection(records: Sequence[Record]) -> str:
    """A collection of papers."""
    cards = "".join(map(_write_collection_card, records))
    title = "Reading list - a owlpost Collection"
    return f"{_HEADER.format(title=title)}{_COLLECTION}<ul>\n{cards}</ul>{_FOOTER}".replace(" - Hugging Face<", "<", 1)
