"""Ordinary Markdown, none of which is a page of papers: documents put together from sections in many styles.

`write_document(kind, number)` gives the document of a kind with a number, always the same one. What sites print round
their papers stands in them as well, in other places than on their pages.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from sysconfig import get_paths
from typing import Final

from markdown_author import Author

_CHANGES: Final = ("Added", "Changed", "Fixed", "Removed", "Deprecated", "Security")


def _write_readme(author: Author) -> list[str]:
    blocks = [author.head(author.fill("{noun}", "{Noun} {Noun}", "{title}"), 1)]
    if author.chance(0.7):
        blocks.append(author.badges())
    blocks += [author.paragraph(), *author.sections(3, 9)]
    if author.chance(0.3):
        blocks.append(author.fill("## Citation\n\n```bibtex\n@article{{{noun}{year},\n  title={{{title}}},\n}}\n```"))
    return blocks


def _write_changelog(author: Author) -> list[str]:
    blocks = [author.head(author.choose(("Changelog", "Change Log", "Release notes", "History")), 1)]
    for _ in range(author.random.randint(2, 14)):
        version = author["version"]
        when = author.fill("{numeric date}", "{long date}", "({numeric date})", "Unreleased")
        shown = author.choose((version, f"v{version}", f"[{version}]", author.link(version, author["address"])))
        blocks.append(author.head(f"{shown}{author.choose((' - ', ' · ', ' '))}{when}", 2))
        for change in author.random.sample(_CHANGES, author.random.randint(1, 3)):
            rows = author.repeat(
                lambda: author.item(author.fill("{sentence}", "{line} (#{count})", "{line}, by @{handle}")), 1, 6
            )
            blocks += [author.head(change, 3), "\n".join(rows)]
        if author.chance(0.2):
            blocks.append(f"{author.random.randint(1, 9)} contributors")
    return blocks


def _write_awesome_list(author: Author) -> list[str]:
    title = f"Awesome {author['Noun']}"
    topics = author.repeat(lambda: author["Noun"], 2, 8)
    blocks = [author.head(title, 1), author["sentence"]]
    if author.chance(0.7):
        blocks.append("\n".join(author.item(f"[{topic}](#{topic.lower()})") for topic in topics))
    for topic in topics:
        rows = []
        for _ in range(author.random.randint(2, 14)):
            entry = author.link(author["title"], author["address"])
            tail = author.fill(
                " - {sentence}", " — {phrase}", ", by {name}", " ★ {count}", " ({year}) · {long date}", ""
            )
            rows.append(author.item(f"{entry}{tail}"))
        blocks += [author.head(topic, 2), "\n".join(rows)]
    return blocks


def _write_reading_list(author: Author) -> list[str]:
    """Papers with links to arXiv, authors, dates and votes, in an order that this list has for itself."""
    blocks = [author.head(author.fill("Reading list", "{Noun} papers", "Papers we read in {year}", "Papers"), 1)]
    if author.chance(0.5):
        blocks.append(author.paragraph())
    form = author.choose(_ENTRIES)
    has_topics = author.chance(0.4)
    for at in range(author.random.randint(2, 24)):
        if has_topics and at % 5 == 0:
            blocks.append(author.head(author.fill("{Noun}", "{Adjective} {noun}", "{month} {year}", "Week {digit}"), 2))
        blocks.append(form(author))
    return blocks


def _link_paper(author: Author) -> str:
    form = author.choose(("https://arxiv.org/abs/{number}", "https://arxiv.org/pdf/{number}v2", "{address}"))
    return author.link(author["title"], author.fill(form))


def _write_line_entry(author: Author) -> str:
    tail = author.fill(
        "{names}", "{names}, {year}", "{venue} {year}", "{names}. {long date}", "{name} et al. ({count} votes)"
    )
    return author.item(f"{_link_paper(author)} {author.choose(('-', '—', '·', '|'))} {tail}")


def _write_nested_entry(author: Author) -> str:
    details = (
        "Authors: {names}",
        "{long date}",
        "Votes: {count}",
        "Code: {address}",
        "Notes: {sentence}",
        "arXiv:{number}",
    )
    chosen = author.random.sample(details, author.random.randint(1, 4))
    return "\n".join([author.item(_link_paper(author)), *(author.item(author.fill(one), 1) for one in chosen)])


def _write_headed_entry(author: Author) -> str:
    lines = [
        author.head(_link_paper(author), 3),
        author.fill("*{names}*", "**Authors:** {names}", "{names} ({year})", "{venue}, {long date}"),
        author.prose(author.fill("{paragraph}", "**TL;DR** {sentence}", "Abstract: {paragraph}", "> {teaser}")),
    ]
    if author.chance(0.5):
        lines.append(
            author.fill("👍 {count} · 💬 {digit}", "Presented by {name} on {long date}", "Rating: {digit}/10", "---")
        )
    return "\n\n".join(lines)


def _write_detailed_entry(author: Author) -> str:
    return author.item(
        author.fill(
            "**{title}**  \n  {names}  \n  [[paper](https://arxiv.org/abs/{number})] [[code]({address})]\n"
            "  <details><summary>Abstract</summary>{paragraph}</details>"
        )
    )


def _write_row_entry(author: Author) -> str:
    return f"| {_link_paper(author)} | {author['names']} | {author['long date']} | {author['count']} |"


def _write_numbered_entry(author: Author) -> str:
    return author.fill(
        "[{digit}] [arXiv:{number}](https://arxiv.org/abs/{number}), {title}, {names} ({year})",
        '[{digit}] {names}. "{title}". {venue}, {year}. arXiv:{number}.',
        "[{digit}] {names}, {title}, [arXiv:{number}](https://arxiv.org/abs/{number}) [{venue}].",
        "{digit}. {title}. {names}. *{venue}* {year}. https://doi.org/10.5555/{count}",
    )


def _write_noted_entry(author: Author) -> str:
    lines = [
        author.head(author["title"], 2),
        author.fill(
            "Submitted by {name} · {count} votes", "Suggested by @{handle} on {long date}", "Read on {short date}"
        ),
        author.paragraph(),
        author.fill("My notes: {teaser}", "What I liked: {sentence}", "Rating: {digit} of 10"),
    ]
    return "\n\n".join(lines)


_ENTRIES: Final = (
    _write_line_entry,
    _write_nested_entry,
    _write_headed_entry,
    _write_detailed_entry,
    _write_row_entry,
    _write_numbered_entry,
    _write_noted_entry,
)


def _write_abstract_page(author: Author) -> list[str]:
    """The page of one paper, as arXiv and others print it."""
    number, title = author["number"], author["title"]
    names = ", ".join(
        f"[{name}](https://arxiv.org/a/{author['noun']}_{at})" for at, name in enumerate(author["names"].split(", "))
    )
    abstract = author.prose(f"{author['paragraph']} {author['paragraph']}")
    fields = [
        author.fill("Comments: {count} pages, {digit} figures"),
        author.fill("Subjects: {subject}"),
        f"Cite as: [arXiv:{number}](https://arxiv.org/abs/{number}) [cs.CL]",
        author.fill("Journal reference: {venue} {digit} ({year}) {count}"),
    ]
    rows = "\n".join(f"| {one.replace(': ', ': | ', 1)} |" for one in fields)
    blocks = [
        "[Skip to main content](#content)",
        author.head(f"Computer Science > {author['Noun']}", 1),
        f"**arXiv:{number}** (cs)",
        author.fill(
            "[Submitted on {day} {month} {year}]",
            "Submitted by {name} on {long date}",
            "\\[Submitted on {long date}\\]",
        ),
        author.head(f"Title:{author.choose(('', ' '))}{title}", 1),
        f"Authors:{names}",
        author.choose(
            ("View PDF", f"[View PDF](https://arxiv.org/pdf/{number})", "[pdf](/pdf), [html](/html), [other](/f)")
        ),
        author.choose(
            (
                f"> Abstract:{abstract}",
                f"Abstract: {abstract}",
                f"## Abstract\n\n{abstract}",
                f"**Abstract:** {abstract}",
            )
        ),
        author.choose((rows, "\n".join(fields), "\n\n".join(fields))),
        author.head("Submission history", 2),
        author.fill("From: {name} [[view email]({address})]  \n**[v1]** {weekday}, {day} {month} {year} ({count} KB)"),
    ]
    keeps = [block for block in blocks if author.chance(0.85)]
    return [*keeps, author.head("References & Citations", 3), author.points()]


def _write_paper_page(author: Author) -> list[str]:
    """The page of one paper on a site where people discuss papers."""
    users = author.repeat(lambda: author["handle"], 1, 6)
    comments = [
        f"[{user}]({author['address']})\n\n{author.fill('Paper author', 'Paper submitter', '{short date}')}\n\n"
        f"{author.paragraph()}\n\nReply"
        for user in users
    ]
    return [
        author.head(author["title"], 1),
        author.fill("Published on {long date}", "Published on {short date}\n\n· Submitted by\n\n[{handle}]({address})"),
        author.fill("Upvote\n\n{count}", "[Upvote {count}](https://example.org/login)", "+{digit}"),
        author.fill("Authors:\n\n{names}", "{names}"),
        author.head("Abstract", 2),
        author.prose(author.fill("{paragraph} {paragraph}")),
        author.fill("[View arXiv page](https://arxiv.org/abs/{number}) [View PDF](https://arxiv.org/pdf/{number})"),
        author.head("Community", 3),
        *comments,
        author.head(author.fill("Models citing this paper {digit}", "Collections including this paper {digit}"), 3),
        author.points(),
    ]


def _write_blog_post(author: Author) -> list[str]:
    blocks = []
    if author.chance(0.4):
        blocks.append(f"---\ntitle: {author['title']}\ndate: {author['numeric date']}\nauthor: {author['name']}\n---")
    blocks += [
        author.head(author["title"], 1),
        author.fill(
            "{name} · {long date}", "*{long date}, by {name}*", "Posted by {name} on {long date} · {digit} min read"
        ),
        *author.repeat(author.paragraph, 2, 6),
    ]
    for _ in range(author.random.randint(0, 4)):
        blocks.append(author.section(author["title"]))
    if author.chance(0.5):
        blocks += [author.head("Related posts", 2), author.points()]
    if author.chance(0.4):
        blocks.append(author.fill("{digit} comments", "Read more", "[Read more]({address})\n\n{slashed date}"))
    return blocks


def _write_blog_index(author: Author) -> list[str]:
    form = author.choose(
        (
            "## [{title}]({address})\n\n{long date} · {name}\n\n{teaser}\n\n[Read more]({address})",
            "### [{title}]({address})\n\n{teaser}\n\n{name}\n\n{digit} comments",
            "[{title}]({address})\n\n{teaser} [Read more →]({address})\n\nBy [{name}]({address}) on {long date}",
            "- **{long date}** [{title}]({address}) {sentence}",
            "[![{noun}]({address}.png)]({address})\n\n### {title}\n\n{teaser}\n\n{digit} min read",
            "### [{title}]({address})\n\n[{paragraph}]({address})\n\n[{name}]({address})\n\n·\n\n{short date}",
            "[{count}]({address})\n\n### [{title}]({address})\n\n{teaser}\n\n{handle} · {long date} [{digit}](/x)",
            "### [{noun} {version}]({address})\n\n{paragraph}\n\n* {digit} contributors\n\n·\n\n{long date}",
            "[#### {title}\n\n{Noun} • {digit} items • Updated {short date} • {count}]({address})",
            "[{handle}]({address})\n\n{count}\n\n### [{title}]({address})\n\n* {digit} answers\n\n{short date}",
            "#### [{title}]({address})\n\n[{name}]({address}), [{name}]({address})\n\nPublished: {day} {month} {year}",
            "Posted by\n\n[{handle}]({address})\n\n### [{title}]({address})\n\n{teaser}\n\n{count}\n\nRead more",
            "### [{title}]({address})\n\n{names}\n\n{paragraph}\n\n[Read more]({address})\n\n{slashed date}\n\n{count}",
        )
    )
    entries = author.repeat(lambda: author.fill(form), 2, 15)
    return [author.head(author.fill("Blog", "{place} notes", "Posts", "Latest"), 1), *entries]


def _write_documentation(author: Author) -> list[str]:
    blocks = [author.head(author.fill("{Noun}", "The {noun} module", "`{noun}`"), 1), author.paragraph()]
    if author.chance(0.5):
        blocks.append("[TOC]" if author.chance(0.3) else author.points())
    for _ in range(author.random.randint(2, 8)):
        name = author.fill("`{noun}.{noun}({noun})`", "`--{noun}`", "Class: `{Noun}`", "{Noun}")
        blocks += [author.head(name, 2)]
        if author.chance(0.6):
            blocks.append("\n".join(author.repeat(lambda: author.fill("* `{noun}` {{string}} {sentence}"), 1, 5)))
        blocks += author.repeat(author.block, 1, 3)
        if author.chance(0.3):
            blocks.append(
                author.fill("Added in: v{version}", "> Stability: {digit} - {Adjective}", "{noun}\n:   {sentence}")
            )
    return blocks


def _write_issue(author: Author) -> list[str]:
    entries = author.repeat(
        lambda: "\n\n".join(
            [
                author.fill("**{handle}** commented on {long date}", "[{handle}]({address}) · {short date}"),
                author.block(),
                author.fill("👍 {digit}", "{count}", "Reply", "{digit} replies"),
            ]
        ),
        2,
        9,
    )
    return [author.head(f"{author['title']} #{author['count']}", 1), *entries]


DOCUMENTS: Final[dict[str, Callable[[Author], list[str]]]] = {
    "readme": _write_readme,
    "changelog": _write_changelog,
    "awesome list": _write_awesome_list,
    "reading list": _write_reading_list,
    "abstract page": _write_abstract_page,
    "paper page": _write_paper_page,
    "blog post": _write_blog_post,
    "blog index": _write_blog_index,
    "documentation": _write_documentation,
    "issue": _write_issue,
}


def write_document(kind: str, number: int) -> str:
    """The document of a kind with a number."""
    author = Author(f"{kind} {number}")
    return author.finish(DOCUMENTS[kind](author))


_PLACES: Final = (get_paths()["purelib"], "/usr/share", "/usr/lib/node_modules")
_MOST_FILES: Final = 1_000
_LARGEST_FILE: Final = 500_000


@cache
def list_files() -> tuple[Path, ...]:
    """Markdown files that this machine has, of no more than half a megabyte each."""
    found = (path for place in _PLACES for path in sorted(Path(place).rglob("*.md")))
    return tuple(path for path in found if path.is_file() and path.stat().st_size <= _LARGEST_FILE)[:_MOST_FILES]
