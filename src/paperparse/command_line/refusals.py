"""What the commands say of texts that are no pages: of the first few at length, of the others in short."""

import argparse
from typing import Final

from attrs import define

from paperparse.choosing.elsewhere import describe_refusal, tell_kind
from paperparse.errors import PaperparseError, UnknownFormatError
from paperparse.text.space import WHITESPACE

# To say what each format lacks takes a hundred times as long as to refuse a text.
_MOST_EXPLAINED: Final = 10
_HINT: Final = "--verbose says why"


def add_verbose(parser: argparse.ArgumentParser) -> None:
    """Add `--verbose` to `parser`."""
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help=f"say why of every file that is not recognised (default: of the first {_MOST_EXPLAINED})",
    )


@define
class Refusals:
    """Says what errors say; unless `is_verbose`, of many texts that are no pages at length of the first only."""

    is_verbose: bool
    _explained: int = 0

    def describe(self, error: PaperparseError) -> str:
        """What `error` says, without the name of the file."""
        sample = error.sample if isinstance(error, UnknownFormatError) else None
        # To say of nothing that it is blank takes no time.
        if self.is_verbose or sample is None or not sample.strip(WHITESPACE):
            return error.message
        if self._explained < _MOST_EXPLAINED:
            self._explained += 1
            return error.message
        told = tell_kind(sample)
        return describe_refusal(told) if told is not None else f"{describe_refusal(None)}; {_HINT}"
