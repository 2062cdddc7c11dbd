"""The command that writes what completes `paperparse` in a shell, from the parser itself: `completion`."""

import argparse
import shlex
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from paperparse.codes import CODES
from paperparse.command_line.arguments import check_format_name
from paperparse.command_line.streams import write_output
from paperparse.formats import list_formats

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from paperparse.command_line.parser import Parser

# What stands for the name of a file or folder, and for a code, in the help.
_FILES: Final = frozenset({"FILE", "FOLDER", "IN", "LIST", "OUT", "PAGE", "RECORDS", "TABLE"})
_CODES: Final = frozenset({"CODE", "CODES"})


class Argument(NamedTuple):
    """An argument of a command, as a help tells it.

    `flags`: its names, none for one that is told by its place. `metavar`: what stands for its value, none if it takes
    no value. `words`: the values that it may have, none if any. `is_file`: whether the value is the name of a file.
    `is_many`: whether it may be given several times.
    """

    flags: tuple[str, ...]
    about: str
    metavar: str
    words: tuple[str, ...]
    is_file: bool
    is_many: bool


class Command(NamedTuple):
    """A command: its name, what its parser's list of commands says of it, its parser, and its arguments."""

    name: str
    about: str
    parser: argparse.ArgumentParser
    arguments: tuple[Argument, ...]


def add_commands(commands: "_SubParsersAction[Parser]") -> None:
    """Add the command to `commands`; it sets `run`, which takes the options and returns the exit status."""
    parser = commands.add_parser(
        "completion",
        help="write what completes the command in a shell",
        description="Write a script that makes a shell complete commands, options, and their values, the formats of "
        'installed packages too. For bash, put eval "$(paperparse completion bash)" into ~/.bashrc; for zsh, the same '
        "with zsh into ~/.zshrc, behind compinit; for fish, write the script to "
        "~/.config/fish/completions/paperparse.fish.",
        examples=("completion bash", "completion zsh", "completion fish"),
    )
    parser.add_argument("shell", choices=tuple(_WRITERS), help="the shell")
    parser.set_defaults(run=lambda options: _run_completion(commands, options))


def _run_completion(commands: "_SubParsersAction[Parser]", options: argparse.Namespace) -> int:
    lines = _WRITERS[options.shell](list_commands(commands))
    return write_output(None, (f"{line}\n".encode() for line in lines), is_safe=True)


def list_commands(commands: "_SubParsersAction[Parser]") -> list[Command]:
    """The commands, in the order of the help, without arguments that it does not tell."""
    # argparse keeps what a parser is made of to itself, and has no other way to ask.
    about = {action.dest: action.help or "" for action in commands._choices_actions}
    return [
        Command(name, about[name], parser, tuple(map(_describe, _list_actions(parser))))
        for name, parser in commands.choices.items()
    ]


def _list_actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    return (action for action in parser._actions if action.help != argparse.SUPPRESS)


def _describe(action: argparse.Action) -> Argument:
    metavar = "" if action.nargs == 0 else str(action.metavar or action.dest)
    words = tuple(map(str, action.choices or ()))
    if action.type is check_format_name:
        words = tuple(sorted(form.name for form in list_formats()))
    elif metavar in _CODES:
        words = tuple(CODES)
    about = (action.help or "") % vars(action)
    is_many = isinstance(action, argparse._AppendAction) or action.nargs in ("*", "+")
    return Argument(tuple(action.option_strings), about, metavar, words, metavar in _FILES, is_many)


def _write_bash(commands: list[Command]) -> Iterator[str]:
    yield "_paperparse() {"
    yield "    local IFS=$' \\n' command=${COMP_WORDS[1]} word=$2 previous=$3 words= files="
    yield "    # The = of --to=json is a word of its own."
    yield '    if [ "$word" = = ]; then word=; fi'
    yield '    if [ "$previous" = = ]; then previous=${COMP_WORDS[COMP_CWORD - 2]}; fi'
    yield '    if [ "$COMP_CWORD" -eq 1 ]; then command=; fi'
    yield "    case $command in"
    yield f"    '') words='--help --version {' '.join(command.name for command in commands)}' ;;"
    for command in commands:
        yield f"    {command.name})"
        yield "        case $previous in"
        for argument in command.arguments:
            if argument.flags and argument.metavar:
                yield f"        {' | '.join(argument.flags)}) {_fill_bash(argument)} ;;"
        places = [argument for argument in command.arguments if not argument.flags]
        options = " ".join(flag for argument in command.arguments for flag in argument.flags if flag.startswith("--"))
        yield "        *)"
        yield f"            case $word in -*) words='{options}' ;; *) {''.join(map(_fill_bash, places)) or ':'} ;; esac"
        yield "            ;;"
        yield "        esac"
        yield "        ;;"
    yield "    esac"
    yield '    COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "    IFS=$'\\n'"
    yield "    # Bash 3.2, which macOS has, can't be told to go on by itself."
    yield '    if [ -n "$files" ]; then compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$word")); fi'
    yield "}"
    yield "complete -F _paperparse paperparse"


def _fill_bash(argument: Argument) -> str:
    if argument.words:
        return f"words='{' '.join(argument.words)}'"
    return "files=1" if argument.is_file else ":"


def _write_zsh(commands: list[Command]) -> Iterator[str]:
    yield "#compdef paperparse"
    yield "_paperparse() {"
    yield "    local context state state_descr line ret=1"
    yield "    typeset -A opt_args"
    yield "    local -a commands=("
    for command in commands:
        yield f"        {shlex.quote(f'{command.name}:{command.about}')}"
    yield "    )"
    yield "    _arguments -C '(- *)'{-h,--help}'[show the help]' '(- *)--version[show the version]' \\"
    yield "        '1: :->command' '*:: :->arguments' && ret=0"
    yield "    case $state in"
    yield "    command) _describe command commands && ret=0 ;;"
    yield "    arguments)"
    yield "        case $words[1] in"
    for command in commands:
        yield f"        {command.name})"
        yield "            _arguments -s \\"
        specs = (spec for argument in command.arguments for spec in _spell_zsh(argument))
        yield from (f"                {shlex.quote(spec)} \\" for spec in specs)
        yield "                && ret=0"
        yield "            ;;"
    yield "        esac"
    yield "        ;;"
    yield "    esac"
    yield "    return ret"
    yield "}"
    yield "# As a file on fpath it is the function itself, and is called at once."
    yield 'if [ "$funcstack[1]" = _paperparse ]; then _paperparse "$@"; else compdef _paperparse paperparse; fi'


def _spell_zsh(argument: Argument) -> Iterator[str]:
    """What `_arguments` is told of `argument`, once for each of its names."""
    values = f"({' '.join(argument.words)})" if argument.words else "_files" if argument.is_file else " "
    value = f":{argument.metavar}:{values}" if argument.metavar else ""
    if not argument.flags:
        yield f"{'*' if argument.is_many else '1'}{value}"
    about = "".join(f"\\{sign}" if sign in "[]:\\" else sign for sign in argument.about)
    for flag in argument.flags:
        before = "*" if argument.is_many else f"({' '.join(argument.flags)})"
        joint = "" if not argument.metavar else "=" if flag.startswith("--") else "+"
        yield f"{before}{flag}{joint}[{about}]{value}"


def _write_fish(commands: list[Command]) -> Iterator[str]:
    yield "function __paperparse_command"
    yield "    set -l words (commandline -opc)"
    yield '    test "$words[2]" = "$argv[1]"'
    yield "end"
    yield "complete -c paperparse -f"
    first = "complete -c paperparse -n '__paperparse_command \"\"'"
    yield f"{first} -s h -l help -d 'show the help'"
    yield f"{first} -l version -d 'show the version'"
    for command in commands:
        yield f"{first} -a {command.name} -d {_quote_fish(command.about)}"
    for command in commands:
        for argument in command.arguments:
            names = "".join(f" -{'l' if flag.startswith('--') else 's'} {flag.lstrip('-')}" for flag in argument.flags)
            about = f" -d {_quote_fish(argument.about)}" if argument.flags else ""
            words = f" -a {_quote_fish(' '.join(argument.words))}" if argument.words else ""
            takes = " -r" if argument.flags and argument.metavar else ""
            # Without -f, an option would get the files that are offered in the places of others.
            files = " -F" if argument.is_file else " -f" if takes else ""
            yield f"complete -c paperparse -n '__paperparse_command {command.name}'{names}{takes}{files}{words}{about}"


def _quote_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_WRITERS: Final[dict[str, Callable[[list[Command]], Iterator[str]]]] = {
    "bash": _write_bash,
    "zsh": _write_zsh,
    "fish": _write_fish,
}
