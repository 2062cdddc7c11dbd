"""What a crawl is told to do: the part of it that its results depend on."""

import hashlib
from typing import Any, Final, Literal, NamedTuple, get_args

import msgspec

from paperparse.crawling.texts import MOST_BYTES, Reading
from paperparse.formats import find_format

Kind = Literal["text", "jsonl", "parquet", "warc"]
Written = Literal["parquet", "jsonl"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
WRITTEN: Final[tuple[Written, ...]] = get_args(Written)


class Settings(NamedTuple):
    """How inputs are read, and what is written of them; the arguments of `crawl`."""

    to: Written = "parquet"
    text_column: str = "text"
    url_column: str | None = None
    date_column: str | None = None
    input_format: Kind | None = None
    format: str | None = None
    explain: bool = False
    max_bytes: int = MOST_BYTES

    def make_reading(self) -> Reading:
        """How each text is read."""
        return Reading(None if self.format is None else find_format(self.format), self.max_bytes, self.explain)


class File(NamedTuple):
    """A file as it was when the crawl began; `modified` is its time, or what else tells it from other versions."""

    path: str
    size: int
    modified: int


class Task(NamedTuple):
    """What one worker reads: some files of a text each, one file of many, or a row group of one.

    `first` is the position of its first text in the file, and `rows` how many a row group holds.
    """

    number: int
    kind: Kind
    files: tuple[File, ...]
    row_group: int | None = None
    first: int = 0
    rows: int = 0
    size: int = 0

    @property
    def name(self) -> str:
        """What messages call it."""
        path = self.files[0].path
        others = len(self.files) - 1
        more = f" and {others} more" if others else ""
        return f"{path}{more}" if self.row_group is None else f"{path} (row group {self.row_group})"


def digest(value: Any) -> str:
    """The SHA-256 of `value` as JSON."""
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()
