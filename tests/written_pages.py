"""The documents that are written as a whole: a sample of each format, and all options of the command.

`python tests/written_docs.py` writes them.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import paperparse
from paperparse.command_line.running import make_parsers
from paperparse.formats import FORMATS
from paperparse.model.paper import FIELDS, Organization, PartialDate

# From the fewest fields to the most, the sites one after the other.
ORDER: Final = (
    *("abstract_list", "author_cards", "title_feed", "scored_feed", "daily_feed", "submitted_feed", "trending_feed"),
    *("collection_list", "digest_mail"),
    *("arxiv_listing", "arxiv_search", "arxiv_mail"),
)
_CASES: Final = Path(__file__).parent / "cases"
_SAMPLES: Final = """\
# Samples

The beginning of a page of each format, down to the end of the second card, and what is read of the first. The texts are
invented; their form is that of the pages of [CatalyzeX](#author_cards), [aimodels.fyi](#scored_feed), [Hugging
Face](#daily_feed) and [arXiv](#arxiv_listing) as extractors leave them. Pages in other shapes, in Markdown and as HTML
are read as well: [fields and formats](formats.md) says which, and what a field means.
"""
_COMMANDS: Final = """\
# All options

What `paperparse COMMAND --help` prints, of all commands. [Commands](commands.md) says what they have in common.
"""


def _write_samples() -> str:
    forms = sorted(FORMATS, key=lambda form: ORDER.index(form.name))
    return _SAMPLES + "".join("\n" + "\n".join(_write_sample(form.name, form.summary)) for form in forms)


def _write_sample(name: str, summary: str) -> Iterator[str]:
    # Seeds are real pages, and long; of the others `sample` is what other cases damage.
    folders = (_CASES / name / case for case in ("short", "sample"))
    page = paperparse.load(next(path for folder in folders if (path := folder / "page.txt").exists()))
    second = page[1].source.span
    assert page.format == name
    assert second is not None
    yield f"## {name}\n\nA page with {summary}.\n"
    yield f"```text\n{page.text[: second.end].rstrip()}\n```\n"
    yield "| field of the first card | value |\n| --- | --- |"
    for field in FIELDS:
        value = getattr(page[0], field)
        if value not in (None, ()):
            yield f"| `{field}` | {_describe(value)} |"
    yield ""


def _describe(value: object) -> str:
    match value:
        case PartialDate():
            return f"`{value.isoformat()}`"
        case Organization():
            return f"`{value.handle}`, `{value.name}`"
        case tuple():
            return ", ".join(f"`{one}`" for one in value)
        case _:
            return f"`{value}`"


def _write_commands() -> str:
    return _COMMANDS + "".join("\n" + "\n".join(_write_command(name, one)) for name, one in _find_commands().items())


def _find_commands() -> dict[str, argparse.ArgumentParser]:
    _, commands = make_parsers()
    return dict(commands.choices)


def _write_command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    places = [action for action in parser._actions if not action.option_strings]
    words = (f"{action.metavar or action.dest}{' ...' if action.nargs in ('+', '*') else ''}" for action in places)
    yield f"## {name}\n\n```\n{' '.join(['paperparse', name, '[options]', *words])}\n```\n\n{parser.description}\n"
    yield "| argument | meaning |\n| --- | --- |"
    for action in sorted(parser._actions, key=lambda action: bool(action.option_strings)):
        if action.help != argparse.SUPPRESS and action.dest != "help":
            yield f"| {_name_argument(action)} | {_escape((action.help or '') % vars(action))} |"
    yield f"\n```text\n{parser.epilog}\n```\n"


def _name_argument(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{action.metavar or action.dest}`"
    value = "" if action.nargs == 0 else f" {action.metavar or ''}".rstrip()
    names = ", ".join(f"`{name}{value}`" for name in action.option_strings)
    choices = ", ".join(f"`{choice}`" for choice in action.choices or ())
    return f"{names}: {choices}" if choices else names


def _escape(text: str) -> str:
    """`text` with what means something in a table of Markdown as characters."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("$", "\\$").replace("<", "\\<")


PAGES: Final[dict[str, Callable[[], str]]] = {"samples.md": _write_samples, "command-reference.md": _write_commands}
