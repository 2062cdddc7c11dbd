"""The parser of arguments: what may be meant by a mistyped word, and help with examples and exit statuses."""

import argparse
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

# How argparse says so; newer Pythons quote no choices.
_CHOICE: Final = re.compile(r"invalid choice: (?P<given>.*) \(choose from (?P<choices>.*)\)", re.DOTALL)
# The names of the options in a help.
_OPTION: Final = re.compile(r"(?<= --)[a-z][a-z-]*+")
_STATUSES: Final = {2: "wrong usage, or a file that can't be read or written", 130: "interrupted"}


class _Formatter(argparse.HelpFormatter):
    """Fills paragraphs, to the width of the terminal; lines that begin with a space stay as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        rows = (row if row.startswith(" ") else textwrap.fill(row, width) for row in text.split("\n"))
        return "\n".join(f"{indent}{row}" for row in rows)


class Parser(argparse.ArgumentParser):
    """A parser whose errors say which command, option or choice may be meant."""

    def __init__(
        self, *, examples: Sequence[str] = (), findings: str = "", imbalance: str = "", **settings: Any
    ) -> None:
        """`examples` are arguments, without the name of the program.

        `findings` says what exit status 1 means, and `imbalance` what 3 does, where there are such.
        """
        epilog = _format_epilog(examples, {1: findings, 3: imbalance})
        settings = {"formatter_class": _Formatter, "epilog": epilog, **settings}
        super().__init__(**settings)

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """As the base class, but nothing may be left over: here, the options that may be meant are known."""
        found, left = super().parse_known_args(args, namespace)
        if left:
            self.error(f"unrecognized arguments: {' '.join(left)}{self._find_options(left)}")
        return found, left

    def error(self, message: str) -> NoReturn:
        """End the command with `message`, and with what may be meant where a choice is mistyped."""
        wrong = _CHOICE.search(message)
        if wrong is not None:
            choices = [choice.strip("'\" ") for choice in wrong["choices"].split(",")]
            message += _ask_for(wrong["given"].strip("'\""), choices)
        super().error(message)

    def _find_options(self, words: Sequence[str]) -> str:
        names = [found.group() for found in _OPTION.finditer(self.format_help())]
        given = (word.lstrip("-").partition("=")[0] for word in words if word.startswith("-"))
        return "".join(_ask_for(name, names, "--") for name in given)


def _ask_for(word: str, known: Sequence[str], prefix: str = "") -> str:
    """Which of the `known` words may be meant by `word`, to go behind a message; nothing if none is close."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return f"; is it {prefix}{close[0]}?" if close else ""


def _format_epilog(examples: Sequence[str], own: Mapping[int, str]) -> str:
    statuses = sorted({0: "all is well", **own, **_STATUSES}.items())
    rows = [f"  {status:>3}  {meaning}" for status, meaning in statuses if meaning]
    shown = ["examples:", *(f"  paperparse {example}" for example in examples), ""] if examples else []
    return "\n".join([*shown, "exit status:", *rows])
