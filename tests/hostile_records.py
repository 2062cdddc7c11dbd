"""Papers for exports: those of the seeds, and records full of what means something to the formats they go to."""

import random
from functools import cache
from typing import Any, Final

from attrs import evolve
from records_by_chance import PIECES, make_number, make_paper, make_several, maybe, start_chance

from paperparse import Organization, Paper
from paperparse.model.paper import FIELDS
from paperparse.text.space import WHITESPACE

HOSTILE_COUNT: Final = 5_000
# What spreadsheets run, and what Markdown, HTML and their dialects make something of.
MARKUP: Final = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1", "＋", "－", "＠", "'", "''", "'=", '"', '""', ","),
    *(";", "; ", ";;", "; ;", "\t=1", "\r=1", "\n=1", "\r", "\n", "\n\n", "\r\n", "\n    code", "\n\tcode", "  \n"),
    *("\\\n", "# ", "#", " #", "\n===", "\n---", "\n- - -", "***", "___", "\n* a", "\n+ a", "\n- a", "\n1. a"),
    *("\n## a", "\n9) a", "1.", "2)", "123456789. a", "1234567890. a", "1", "\n> a", ">", "\n```", "`", "``", "\n~~~"),
    *("~~a~~", "~", "*a*", "**a**", "_a_", "__a__", "[a](http://b.org)", "![a](b.png)", "[a]: http://b.org", "[a]"),
    *("\n[a]: /b 'c'", "<b>", "</b>", "<!--", "-->", "<script>alert(1)</script>", "<?a?>", "<![CDATA[", "<a@b.org>"),
    *("<http://b.org>", "http://b.org/_a_*b*", "https://b.org?a=1&b=%20", "www.b.org/_a_", "ftp://b.org", "a@b.org"),
    *("&lt;", "&#61;", "&", "|", "a|b\n-|-\nc|d", "$a_1$", "$$", "{{a}}", "\\", "\\*", "\\\\", "!", "!!", ":"),
    *("\n: a", "^", "== a ==", "{#a}", "(c)", "--", "..."),
)  # fmt: skip


@cache
def hostile_papers(without: str = "") -> tuple[Paper, ...]:
    """Records with hostile characters in every text, but none of `without`; the same every time."""
    chance = start_chance("hostile papers")
    return tuple(_make_hostile(chance, without) for _ in range(HOSTILE_COUNT))


def _make_hostile(chance: random.Random, without: str) -> Paper:
    def make_text(chance: random.Random) -> str:
        pieces = (chance.choice(MARKUP if chance.random() < 0.7 else PIECES) for _ in range(chance.randint(1, 6)))
        text = "".join(piece for piece in pieces if not without or without not in piece).strip(WHITESPACE)
        return text or "="

    def make_handle(chance: random.Random) -> Organization:
        handle = maybe(chance, make_text)
        return Organization(handle, make_text(chance) if handle is None else maybe(chance, make_text))

    paper = make_paper(chance)
    page = paper.source.page
    texts: dict[str, Any] = {name: maybe(chance, make_text) for name, field in FIELDS.items() if field.kind == "text"}
    return evolve(
        paper,
        **texts,
        categories=make_several(chance, make_text),
        authors=make_several(chance, make_text),
        author_count=maybe(chance, make_number),
        organization=maybe(chance, make_handle),
        source=evolve(paper.source, page=page and chance.choice([page.replace(without, ""), make_text(chance)])),
    )
