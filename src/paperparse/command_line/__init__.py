"""The command `paperparse`: parse pages, detect their format, merge their cards, convert records, validate both;
write a first format.

Exit status: 0 if all is well or the reader of the output has gone, 1 if a page was not recognised, could not be parsed
or has findings, 2 for wrong usage or a file that can't be opened, 130 if interrupted. One bad file does not stop the
others; each error is one line on standard error.
"""

import argparse
import os
import sys
import warnings
from collections.abc import Sequence
from io import StringIO, TextIOWrapper

import paperparse
from paperparse.command_line import conversion, drafting, merging, pages, validation
from paperparse.command_line.streams import INTERRUPTED, OK, USAGE, ClosedStream, complain, show
from paperparse.errors import FormatError, escape


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default) and return its exit status."""
    parser = _make_parser()
    # A stream is None if the process was started with it closed; these live as long as the process. Without the last,
    # print() would write diagnostics to standard output.
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or TextIOWrapper(ClosedStream(), encoding="utf-8", write_through=True)
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _tell_warning
            options = parser.parse_args(arguments)
            status = int(options.run(options))
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (`| head`) and wants no more. Python would complain once more on closing the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        if isinstance(error.filename, str):
            return complain(show(error.filename), error)
        # What could not be written would be tried again on closing the stream.
        sys.stdout = StringIO()
        return complain("<stdout>", error)
    except (ModuleNotFoundError, FormatError) as error:
        # A format needs a library that is not there, or two have one name; the message says what to do.
        print(f"paperparse: error: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _tell_warning(message: Warning | str, *_: object, **__: object) -> None:
    print(f"paperparse: warning: {escape(str(message))}", file=sys.stderr)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paperparse", description="Turn the raw text of web pages that list research papers into typed records."
    )
    parser.add_argument("--version", action="version", version=f"paperparse {paperparse.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    pages.add_commands(commands)
    merging.add_commands(commands)
    conversion.add_commands(commands)
    validation.add_commands(commands)
    drafting.add_commands(commands)
    return parser
