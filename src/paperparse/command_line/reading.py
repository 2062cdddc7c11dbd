"""What became of the files that a command reads, told on standard error: errors as they come, a summary at the end."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import define, field

from paperparse.command_line.folders import Inputs, add_patterns, check_patterns, list_inputs
from paperparse.command_line.progress import Progress
from paperparse.command_line.refusals import Refusals, add_verbose
from paperparse.command_line.streams import OK, complain, find_message, find_status, name_page, tell
from paperparse.errors import FormatError, PaperparseError, ParseError, escape
from paperparse.reports.summary import format_count

# So many equal errors are told, and the others counted; so many different ones are remembered.
_MOST_EQUAL: Final = 10
_MOST_DIFFERENT: Final = 1_000
# What became of a file that was refused, by its error; the first that fits says it.
_OUTCOMES: Final[tuple[tuple[type[Exception], str], ...]] = (
    (FormatError, "not recognised"),
    (ParseError, "refused by --strict"),
    (Exception, "not read"),
)


def add_files(parser: argparse.ArgumentParser, what: str, include: Sequence[str]) -> None:
    """Add the files to read, each `what`, and the patterns for folders to `parser`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=f"{what}, a folder, or - for standard input")
    add_patterns(parser, include)
    add_verbose(parser)
    parser.set_defaults(default_include=include)


@define
class Reading:
    """The files that a command reads, and what became of those that were read.

    `papers` are on the pages among them, and `undated` those of them with a date without a year.
    """

    inputs: Inputs
    progress: Progress
    refusals: Refusals
    statuses: list[int] = field(factory=list)
    papers: int = 0
    undated: int = 0
    _refused: Counter[str] = field(factory=Counter)
    _told: Counter[str] = field(factory=Counter)

    def iter_files(self) -> Iterator[tuple[str, str]]:
        """The path of each file, and the name of the page in it; what can't be read is refused."""
        for path, failure in self.inputs.files:
            name = name_page(path)
            self.progress.advance(escape(name))
            if failure is None:
                yield path, name
            else:
                self.refuse(name, failure)

    def accept(self, papers: int = 0, status: int = OK) -> None:
        """Count a file that holds so many `papers` and calls for the exit `status`."""
        self.papers += papers
        self.statuses.append(status)

    def refuse(self, name: str, error: OSError | PaperparseError) -> None:
        """Tell the `error` of the file `name`, unless many equal ones were told; raises as `complain` does."""
        self.progress.clear()
        message = find_message(error) if isinstance(error, OSError) else self.refusals.describe(error)
        if message in self._told or len(self._told) < _MOST_DIFFERENT:
            self._told[message] += 1
        is_told = self._told[message] <= _MOST_EQUAL
        self.statuses.append(complain(name, error, message) if is_told else find_status(error))
        self._refused[next(said for kind, said in _OUTCOMES if isinstance(error, kind))] += 1

    def tell_rest(self) -> None:
        """Tell how often errors were met that were told the first times only."""
        for message, count in self._told.items():
            more = count - _MOST_EQUAL
            if more > 0:
                tell(f"paperparse: error: {format_count(more, 'more file')}: {escape(message)}")

    def tell_summary(self, noun: str, papers: int | None = None) -> None:
        """Tell how many of the files are each a `noun`, how many `papers` they hold, and what became of the others.

        Of a single file that was named, nothing is told, and nothing if the output's reader did not want all of them.
        """
        is_single = len(self.inputs.files) < 2 and not self.inputs.has_folder
        if is_single or len(self.statuses) < len(self.inputs.files):
            return
        total = format_count(len(self.inputs.files), noun)
        sentence = f"{len(self.inputs.files) - self.refused:,} of {total}"
        sentence += "" if papers is None else f", {format_count(papers, 'paper')}"
        others = [f"{self._refused[said]:,} {said}" for _, said in _OUTCOMES if self._refused[said]]
        passed_over = self.inputs.passed_over
        others += [f"{format_count(passed_over, 'file')} of other names passed over"] if passed_over else []
        print("; ".join([sentence, *([", ".join(others)] if others else [])]), file=sys.stderr)

    @property
    def refused(self) -> int:
        """How many files were refused."""
        return self._refused.total()


def start_reading(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Reading:
    """The files that `options` name; ends the command as `parser` does for a pattern that fits no name."""
    include = options.default_include if options.include is None else options.include
    exclude = options.exclude or ()
    try:
        check_patterns(include, exclude)
    except ValueError as error:
        parser.error(str(error))
    inputs = list_inputs(options.files, include, exclude)
    return Reading(inputs, Progress(len(inputs.files)), Refusals(options.verbose))
