"""Pieces of ordinary Markdown, each author's in a style of their own, for `ordinary_markdown`."""

import textwrap
from collections.abc import Callable, Sequence
from random import Random
from typing import Final, NamedTuple, TypeVar

from ordinary_texts import Writer

_Item = TypeVar("_Item")

_LICENCES: Final = ("MIT", "Apache-2.0", "BSD-3-Clause", "CC BY 4.0")
_LANGUAGES: Final = ("python", "sh", "console", "js", "toml", "yaml", "")
_SECTIONS: Final = (
    *("Installation", "Usage", "Quick start", "Features", "Configuration", "Contributing", "Licence", "Documentation"),
    *("Requirements", "Examples", "FAQ", "Citation", "Acknowledgements", "Roadmap", "Development", "Papers"),
    *("Abstract", "Support", "Security", "Models", "Datasets", "Authors", "Comments", "Related work", "News"),
    "Trending Papers",
)  # fmt: skip
_SUBJECTS: Final = (
    "Computation and Language (cs.CL)",
    "Machine Learning (cs.LG)",
    "Digital Libraries (cs.DL)",
    "Statistics Theory (math.ST)",
)
_VENUES: Final = ("ICML", "NeurIPS", "ACL", "Kelsund Notes", "J. Invent. Libr.", "arXiv preprint")
# What the sites print, here as words of somebody else.
_ECHOES: Final = (
    "Get trending papers in your email inbox!",
    "See the Daily Papers for more, by AK and the research community.",
    "Subscribe",
    "Submitted by {handle}",
    "Submitted on {day} {month} {year}",
    "Published on {long date}",
    "Upvote {count}",
    "{digit} authors",
    "Total Score: {count}",
    "Read more",
    "Via {name}",
    "Via [arXiv](https://arxiv.org/abs/{number})",
    "[Read more]({address}) · {short date}",
    "Abstract: {sentence}",
    "Comments: {count} pages, {digit} figures",
    "Subjects: {subject}",
    "Total of {count} entries",
    "Free add-on: code for papers everywhere!",
    "Paper • {number} • Published {long date}",
    "GitHub {many} · arXiv Page",
    "Showing {digit}–{count} of {count} results",
)


class Style(NamedTuple):
    """How one author writes Markdown."""

    links: str
    bullet: str
    headings: str
    wraps: bool
    indent: str
    emphasis: str


class Author:
    """Writes pieces of Markdown in one style, and keeps the addresses that its links refer to."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self._words = Writer(seed)
        self._targets: list[tuple[str, str]] = []
        self.style = Style(
            links=self.choose(("inline", "inline", "numbered", "named", "bare", "titled")),
            bullet=self.choose(("-", "*", "+", "1.", "-   ", "*  ")),
            headings=self.choose(("#", "#", "closed", "underlined")),
            wraps=self.chance(0.4),
            indent=self.choose(("  ", "    ")),
            emphasis=self.choose(("*", "_", "**")),
        )

    def __getitem__(self, name: str) -> str:
        makers: dict[str, Callable[[], str]] = {
            "number": lambda: f"{self.random.randint(1001, 2612)}.{self.random.randint(1, 29999):05}",
            "address": lambda: f"https://example.org/{self._words['noun']}/{self.random.randint(1, 999)}",
            "version": lambda: ".".join(str(self.random.randint(0, 20)) for _ in range(3)),
            "venue": lambda: self.choose(_VENUES),
            "subject": lambda: "; ".join(self.random.sample(_SUBJECTS, self.random.randint(1, 3))),
            "licence": lambda: self.choose(_LICENCES),
        }
        return makers[name]() if name in makers else self._words[name]

    def fill(self, *patterns: str) -> str:
        """One of the patterns, filled with words."""
        return self.choose(patterns).format_map(self)

    def choose(self, items: Sequence[_Item]) -> _Item:
        return items[self.random.randrange(len(items))]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def repeat(self, make: Callable[[], str], fewest: int, most: int) -> list[str]:
        return [make() for _ in range(self.random.randint(fewest, most))]

    def link(self, text: str, address: str) -> str:
        match self.style.links:
            case "numbered":
                self._targets.append((str(len(self._targets) + 1), address))
                return f"[{text}][{len(self._targets)}]"
            case "named":
                self._targets.append((text.lower(), address))
                return f"[{text}]"
            case "bare":
                return f"{text}: {self.choose((address, f'<{address}>'))}"
            case "titled":
                return f'[{text}]({address} "{self["noun"]}")'
        return f"[{text}]({address})"

    def head(self, text: str, level: int) -> str:
        if self.style.headings == "underlined" and level <= 2:
            return f"{text}\n{'=-'[level - 1] * len(text)}"
        return f"{'#' * level} {text}" + (f" {'#' * level}" if self.style.headings == "closed" else "")

    def prose(self, text: str) -> str:
        """`text` as the author wraps it."""
        if not self.style.wraps:
            return text
        return textwrap.fill(text, self.choose((60, 72, 79, 100)), break_long_words=False, break_on_hyphens=False)

    def paragraph(self) -> str:
        text = self.fill("{paragraph}", "{teaser}", "{sentence}", "{paragraph} {paragraph}")
        if self.chance(0.4):
            text += f" See {self.link(self['phrase'], self['address'])}."
        if self.chance(0.2):
            text += f" It is {self.style.emphasis}{self['adjective']}{self.style.emphasis}, like `{self['noun']}`."
        return self.prose(text)

    def item(self, text: str, depth: int = 0) -> str:
        return f"{self.style.indent * depth}{self.style.bullet} {text}"

    def points(self) -> str:
        items = []
        for text in self.repeat(lambda: self.fill("{phrase}", "{sentence}", "{noun}"), 2, 9):
            items.append(self.item(self.link(text, self["address"]) if self.chance(0.4) else text))
            if self.chance(0.3):
                items += self.repeat(lambda: self.item(self["phrase"], 1), 1, 3)
        return "\n".join(items)

    def tasks(self) -> str:
        return "\n".join(self.repeat(lambda: f"- [{self.choose(' x')}] {self['line']}", 2, 7))

    def table(self) -> str:
        names = self.repeat(lambda: self["noun"], 2, 5)
        rows = [[self.fill("{count}", "{phrase}", "{price}", "{title}") for _ in names] for _ in range(4)]
        lines = [names, ["---"] * len(names), *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def code(self) -> str:
        mark = self.choose(("```", "~~~"))
        lines = self.repeat(
            lambda: self.fill("{noun} = {noun}({count})", "$ {noun} --{noun}", "# {sentence}", "    {verb}({noun})"),
            1,
            8,
        )
        return "\n".join([f"{mark}{self.choose(_LANGUAGES)}", *lines, mark])

    def quote(self) -> str:
        return "\n".join(f"> {line}" for line in self.prose(self["teaser"]).split("\n"))

    def picture(self) -> str:
        return self.fill("![{phrase}]({address}.png)", "[![{noun}]({address}.svg)]({address})", "![]({address}.png)")

    def badges(self) -> str:
        badge = "[![{noun}](https://img.shields.io/badge/{noun}-{count}-green)]({address})"
        return self.choose((" ", "\n")).join(self.repeat(lambda: self.fill(badge), 1, 6))

    def echo(self) -> str:
        text = self.fill(*_ECHOES)
        return self.choose((text, f"- {text}", f"> {text}", f"**{text}**", f"### {text}", f"`{text}`"))

    def block(self) -> str:
        makers = (
            self.paragraph,
            self.paragraph,
            self.points,
            self.table,
            self.code,
            self.quote,
            self.picture,
            self.tasks,
        )
        return self.echo() if self.chance(0.12) else self.choose(makers)()

    def section(self, title: str, level: int = 2) -> str:
        blocks = [self.head(title, level), *self.repeat(self.block, 1, 5)]
        if level < 4 and self.chance(0.3):
            blocks += self.repeat(lambda: self.section(self["title"], level + 1), 1, 3)
        return "\n\n".join(blocks)

    def sections(self, fewest: int, most: int) -> list[str]:
        titles = self.random.sample(_SECTIONS, self.random.randint(fewest, most))
        return [self.section(title) for title in titles]

    def references(self) -> str:
        return "\n".join(f"[{name}]: {address}" for name, address in dict(self._targets).items())

    def finish(self, blocks: Sequence[str]) -> str:
        """The document of `blocks`, with what its links refer to."""
        return "\n\n".join([*blocks, *filter(None, [self.references()])]) + "\n"
