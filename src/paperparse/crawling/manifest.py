"""What a crawl says of itself: its tasks, the settings that it depends on, and totals, always summed from its markers.

OUT/_tasks.jsonl    a line for each task, with its files as they were when the crawl began
OUT/manifest.json   version, settings, inputs, totals
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any, Final

import msgspec

from paperparse.crawling.parts import DONE, FOLDERS, PAGES, PAPERS, Counts, Marker, Place, read_marker
from paperparse.crawling.repeats import count_repeats
from paperparse.crawling.settings import Settings, Task
from paperparse.destination import replace_file
from paperparse.errors import CrawlError
from paperparse.exports.tables import load_library

MANIFEST: Final = "manifest.json"
TASKS: Final = "_tasks.jsonl"
# What can't be read is named so many times at most.
_MOST_BROKEN: Final = 1_000


class Inputs(msgspec.Struct, frozen=True):
    """How many files a crawl reads, their bytes, the tasks that they are parted into, and the digest of all tasks."""

    files: int
    bytes: int
    tasks: int
    sha256: str


class Broken(msgspec.Struct, frozen=True):
    """An input that can't be read to its end, and why."""

    input: str
    reason: str


class Repeats(msgspec.Struct, frozen=True):
    """How many texts are equal to the byte to one that was counted before, and how many addresses stand there again.

    64 bits tell them apart: of a thousand million, one or none is taken for another by chance.
    """

    texts: int = 0
    urls: int = 0


class Manifest(msgspec.Struct, frozen=True):
    """What a crawl is, and what became of it; `parts` are pieces of papers and of pages, `repeats` are among `totals`.

    `broken` are inputs that can't be read to their ends, the first thousand. `is_complete`: every task was read to its
    end, or as far as it can be.
    """

    version: str
    settings: dict[str, Any]
    inputs: Inputs
    is_complete: bool
    parts: int
    totals: Counts
    repeats: Repeats = Repeats()
    broken: tuple[Broken, ...] = ()


def write_tasks(out: str, tasks: Iterable[Task]) -> Inputs:
    """Write the list of `tasks`, and count what is in it; all else that a crawl has written to `out` is taken away."""
    found = hashlib.sha256()
    counts = [0, 0, 0]
    last = None

    def iter_lines() -> Iterator[bytes]:
        nonlocal last
        for task in tasks:
            line = msgspec.json.encode(task) + b"\n"
            found.update(line)
            # The row groups of a file follow each other.
            if task.files[0].path != last:
                counts[0] += len(task.files)
                counts[1] += sum(file.size for file in task.files)
            last = task.files[0].path
            counts[2] += 1
            yield line

    with replace_file(os.path.join(out, TASKS), is_synced=True) as write:
        write(iter_lines())
        # What an earlier crawl has written stays until it is known that another can begin.
        for folder in FOLDERS:
            os.makedirs(os.path.join(out, folder), exist_ok=True)
        _clear(out)
    return Inputs(counts[0], counts[1], counts[2], found.hexdigest())


def read_tasks(out: str) -> Iterator[Task]:
    """The tasks of the crawl in `out`."""
    with open(os.path.join(out, TASKS), "rb") as file:
        for line in file:
            yield msgspec.json.decode(line, type=Task)


def check_tasks(out: str, tasks: Iterable[Task]) -> None:
    """Raise `CrawlError` unless `tasks` are those of the crawl in `out`."""
    for old, new in zip_longest(read_tasks(out), tasks):
        if old != new:
            raise CrawlError(
                f"{out}: {_compare(old, new)}; crawl anew (--overwrite), or into another folder", code="changed"
            )


def _compare(old: Task | None, new: Task | None) -> str:
    if old is None or new is None:
        task = new or old
        name = "" if task is None else task.name
        return f"{name} {'is new since the crawl began' if old is None else 'is no longer among the inputs'}"
    pairs = zip_longest(old.files, new.files)
    was, now = next(((was, now) for was, now in pairs if was != now), (old.files[0], new.files[0]))
    if was is None or now is None or was.path != now.path:
        return f"the inputs are others than when the crawl began, from {(now or new.files[0]).path} on"
    return f"{now.path} was changed after the crawl began"


def write_manifest(out: str, manifest: Manifest) -> None:
    """Write `manifest`, whole or not at all."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    with replace_file(os.path.join(out, MANIFEST), is_synced=True) as write:
        write((data, b"\n"))


def read_manifest(out: str) -> Manifest | None:
    """The manifest of the crawl in `out`, or `None`; raises `CrawlError` for a file that is none."""
    path = os.path.join(out, MANIFEST)
    try:
        with open(path, "rb") as file:
            return msgspec.json.decode(file.read(), type=Manifest)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise CrawlError(f"{path} is no manifest of a crawl: {error}", code="not-a-crawl") from error


def check_settings(out: str, manifest: Manifest, place: Place) -> None:
    """Raise `CrawlError` unless the crawl in `out`, which `manifest` is of, has the settings and version of `place`."""
    new = {"version": place.version, **_describe(place.settings)}
    for name, old in {"version": manifest.version, **manifest.settings}.items():
        if new.get(name) != old:
            raise CrawlError(
                f"{out}: {name} was {old!r} when the crawl began, and is {new.get(name)!r} now; give it as it was, or "
                "crawl anew (--overwrite)",
                code="changed",
            )


def _describe(settings: Settings) -> dict[str, Any]:
    """The `settings` as a manifest has them."""
    described: dict[str, Any] = msgspec.to_builtins(settings._asdict())
    return described


def iter_markers(out: str) -> Iterator[Marker]:
    """The markers of the crawl in `out`, in no order; one that can't be read is of nothing that is done."""
    with os.scandir(os.path.join(out, DONE)) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                try:
                    yield read_marker(entry.path)
                except ValueError:
                    continue


def sum_up(place: Place, inputs: Inputs) -> Manifest:
    """The manifest of the crawl at `place`, its totals summed from the markers."""
    totals = Counts()
    parts = ended = 0
    troubles = []
    for marker in iter_markers(place.out):
        totals += marker.counts
        parts += 1
        ended += marker.is_last or marker.trouble is not None
        if marker.trouble is not None:
            troubles.append((marker.task, marker.trouble))
    wanted = dict(sorted(troubles)[:_MOST_BROKEN])
    broken = [Broken(task.name, wanted[task.number]) for task in read_tasks(place.out) if task.number in wanted]
    return Manifest(
        version=place.version,
        settings=_describe(place.settings),
        inputs=inputs,
        is_complete=ended == inputs.tasks,
        parts=parts,
        totals=totals,
        repeats=_count_repeats(place.out, totals.texts),
        broken=tuple(broken),
    )


def _count_repeats(out: str, most: int) -> Repeats:
    return Repeats(
        texts=count_repeats((marker.text_keys for marker in iter_markers(out)), most, out),
        urls=count_repeats((marker.url_keys for marker in iter_markers(out)), most, out),
    )


def find_imbalance(out: str, manifest: Manifest) -> str | None:
    """What in the folder `out` does not agree with `manifest`, or `None`."""
    totals = manifest.totals
    named = totals.parsed + totals.refused + totals.failed
    if named != totals.texts:
        return f"of {totals.texts:,} texts {named:,} are accounted for"
    for folder, expected in ((PAGES, totals.texts), (PAPERS, totals.papers)):
        parts = rows = 0
        with os.scandir(os.path.join(out, folder)) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    parts += 1
                    rows += _count_rows(entry.path)
        if parts != manifest.parts:
            return f"there are {manifest.parts:,} markers of parts and {parts:,} parts in {folder}"
        if rows != expected:
            return f"there are {rows:,} rows in {folder}, and {expected:,} were written"
    return None


def _count_rows(path: str) -> int:
    """The rows of the part at `path`; none, if it is no table where it should be one."""
    if path.endswith(".parquet"):
        pyarrow = load_library("pyarrow", "Parquet", "arrow")
        parquet = load_library("pyarrow.parquet", "Parquet", "arrow")
        try:
            count: int = parquet.read_metadata(path).num_rows
        except pyarrow.ArrowException:
            return 0
        return count
    with open(path, "rb") as file:
        return sum(line.endswith(b"\n") for line in file)


def _clear(out: str) -> None:
    """Take away what a crawl has written to `out`, its manifest first, and nothing else."""
    _remove(os.path.join(out, MANIFEST))
    for folder in FOLDERS:
        with os.scandir(os.path.join(out, folder)) as entries:
            for entry in entries:
                if entry.name.startswith(("part-", ".paperparse-")):
                    _remove(entry.path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


def is_begun(out: str) -> bool:
    """Whether there is anything of a crawl in `out`."""
    return any(os.path.lexists(os.path.join(out, name)) for name in (MANIFEST, TASKS, *FOLDERS))
