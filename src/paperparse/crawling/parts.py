"""What is written of a chunk: a part of papers, one of pages, and when both are on the disk, a marker that it is done.

    OUT/papers/part-000000-0000.parquet    OUT/pages/part-000000-0000.parquet    OUT/_done/part-000000-0000.json

Parts have names of their own, so a chunk that is read again takes the place of what it wrote before.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final, NamedTuple

import msgspec

from paperparse.crawling.chunks import Chunk
from paperparse.crawling.repeats import make_keys
from paperparse.crawling.settings import Settings, Task, digest
from paperparse.crawling.texts import Outcome, Trouble, iter_outcomes
from paperparse.destination import replace_file
from paperparse.exports.tables import load_library
from paperparse.model.page import Page
from paperparse.records.output import iter_json_lines

PAPERS: Final = "papers"
PAGES: Final = "pages"
DONE: Final = "_done"
# So many characters of a digest tell the tasks of a crawl apart.
_DIGITS: Final = 16
FOLDERS: Final = (PAPERS, PAGES, DONE)


class Counts(msgspec.Struct, frozen=True):
    """How many texts were read, what became of them, the papers on them, and how many had which format or code."""

    texts: int = 0
    parsed: int = 0
    refused: int = 0
    failed: int = 0
    papers: int = 0
    formats: dict[str, int] = {}
    codes: dict[str, int] = {}

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            texts=self.texts + other.texts,
            parsed=self.parsed + other.parsed,
            refused=self.refused + other.refused,
            failed=self.failed + other.failed,
            papers=self.papers + other.papers,
            formats=_add(self.formats, other.formats),
            codes=_add(self.codes, other.codes),
        )


def _add(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return dict(sorted((Counter(one) + Counter(other)).items()))


class Marker(msgspec.Struct, frozen=True):
    """What stands in `_done` of a chunk: which one it is, what became of its texts, and the digests of its parts.

    `text_keys` and `url_keys` have eight bytes of each text and of each address, by which copies are known.
    """

    task: int
    chunk: int
    key: str
    is_last: bool
    trouble: str | None
    counts: Counts
    sha256: dict[str, str]
    text_keys: bytes
    url_keys: bytes


def name_part(task: int, chunk: int) -> str:
    """What the parts of a chunk are called, without an ending."""
    return f"part-{task:06}-{chunk:04}"


def find_marker(out: str, task: int, chunk: int) -> str:
    """The path of the marker of a chunk."""
    return os.path.join(out, DONE, f"{name_part(task, chunk)}.json")


def read_marker(path: str) -> Marker:
    """The marker in the file at `path`; raises `ValueError` for a file that is none."""
    with open(path, "rb") as file:
        return msgspec.json.decode(file.read(), type=Marker)


class Place(NamedTuple):
    """Where a crawl writes, and what its parts depend on; `version` is that of paperparse.

    `retry_failed`: chunks of which texts have failed count as not done.
    """

    out: str
    settings: Settings
    version: str
    retry_failed: bool = False

    def is_done(self, task: Task, chunk: int) -> bool:
        """Whether the chunk of the number `chunk` of `task` need not be read."""
        return self._find_marker(task, chunk) is not None

    def is_whole(self, task: Task) -> bool:
        """Whether nothing of `task` needs to be read."""
        chunk = 0
        while (marker := self._find_marker(task, chunk)) is not None:
            if marker.is_last:
                return True
            chunk += 1
        return False

    def _find_marker(self, task: Task, chunk: int) -> Marker | None:
        """The marker of a chunk that is done, or `None`."""
        try:
            marker = read_marker(find_marker(self.out, task.number, chunk))
        except (FileNotFoundError, ValueError):
            return None
        is_done = marker.key == self.make_key(task) and marker.trouble is None
        return marker if is_done and not (self.retry_failed and marker.counts.failed) else None

    def make_key(self, task: Task) -> str:
        """What tells `task` from every other, of this crawl or of one with other inputs, settings, or version."""
        return digest([task, self.settings, self.version])[:_DIGITS]


def write_chunk(chunk: Chunk, place: Place) -> Marker:
    """Read the texts of `chunk`, write its parts and its marker, and give back what the marker says."""
    tally: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    codes: Counter[str] = Counter()

    def count(outcome: Outcome) -> None:
        tally[outcome.status] += 1
        tally[PAPERS] += outcome.papers
        formats.update([outcome.format] if outcome.format else [])
        codes.update([outcome.code] if outcome.code else [])

    out, settings = place.out, place.settings
    make_parts = _make_tables if settings.to == "parquet" else _make_lines
    name = name_part(chunk.task.number, chunk.number)
    digests = {}
    for folder, data in make_parts(chunk, settings, count).items():
        digests[folder] = hashlib.sha256(data).hexdigest()
        _write(os.path.join(out, folder, f"{name}.{settings.to}"), data)
    counts = Counts(
        texts=len(chunk.texts),
        parsed=tally["parsed"],
        refused=tally["refused"],
        failed=tally["failed"],
        papers=tally[PAPERS],
        formats=dict(sorted(formats.items())),
        codes=dict(sorted(codes.items())),
    )
    marker = Marker(
        task=chunk.task.number,
        chunk=chunk.number,
        key=place.make_key(chunk.task),
        is_last=chunk.is_last,
        trouble=chunk.trouble,
        counts=counts,
        sha256=digests,
        text_keys=make_keys(text.content for text in chunk.texts if not isinstance(text.content, Trouble)),
        url_keys=make_keys(text.url for text in chunk.texts if text.url is not None),
    )
    _write(find_marker(out, marker.task, marker.chunk), msgspec.json.encode(marker))
    return marker


def _write(path: str, data: bytes) -> None:
    with replace_file(path, is_synced=True) as write:
        write((data,))


def _make_tables(chunk: Chunk, settings: Settings, count: Any) -> dict[str, bytes]:
    from paperparse import arrow

    parquet: Any = load_library("pyarrow.parquet", "Parquet", "arrow")
    buffers = {PAPERS: BytesIO(), PAGES: BytesIO()}
    writers = {
        PAPERS: parquet.ParquetWriter(buffers[PAPERS], arrow.PAPERS),
        PAGES: parquet.ParquetWriter(buffers[PAGES], arrow.PAGES),
    }
    outcomes = iter_outcomes(chunk.texts, settings.make_reading())
    for batches in arrow.gather(_iter_counted(outcomes, count)):
        for folder, batch in batches._asdict().items():
            writers[folder].write_batch(batch)
    for writer in writers.values():
        writer.close()
    return {folder: buffer.getvalue() for folder, buffer in buffers.items()}


def _iter_counted(outcomes: Any, count: Any) -> Iterator[tuple[Outcome, Page | None]]:
    for outcome, page in outcomes:
        count(outcome)
        yield outcome, page


def _make_lines(chunk: Chunk, settings: Settings, count: Any) -> dict[str, bytes]:
    papers: list[bytes] = []
    pages: list[bytes] = []
    for outcome, page in _iter_counted(iter_outcomes(chunk.texts, settings.make_reading()), count):
        pages.append(msgspec.json.encode(outcome._asdict()) + b"\n")
        papers += iter_json_lines(page or ())
    return {PAPERS: b"".join(papers), PAGES: b"".join(pages)}
