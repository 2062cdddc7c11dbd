"""`crawl`: the texts of many inputs read once each, by many processes, and written with an account of every one."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from attrs import Factory, define

import paperparse
from paperparse.crawling import manifest as manifests
from paperparse.crawling.addresses import is_address
from paperparse.crawling.inputs import find_files, iter_tasks
from paperparse.crawling.locking import hold_folder
from paperparse.crawling.manifest import Inputs, Manifest
from paperparse.crawling.parts import PAGES, Counts, Place
from paperparse.crawling.pool import Workers
from paperparse.crawling.running import Crew, run_tasks
from paperparse.crawling.settings import KINDS, WRITTEN, Kind, Settings, Written
from paperparse.crawling.texts import MOST_BYTES
from paperparse.errors import CrawlError
from paperparse.exports.tables import check_library
from paperparse.formats import find_format, list_formats
from paperparse.limits import Limits

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@define
class Progress:
    """How far a crawl has come.

    `inputs` is what it reads, `counts` what was read in this run, `size` the bytes of the inputs that are read, those
    of earlier runs included, and `broken` how many can't be read to their ends.
    """

    inputs: Inputs
    size: int = 0
    broken: int = 0
    counts: Counts = Factory(Counts)


OnProgress = Callable[[Progress], object]


def crawl(
    inputs: Paths,
    out: str | os.PathLike[str],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    to: Written = "parquet",
    text_column: str = "text",
    url_column: str | None = None,
    date_column: str | None = None,
    input_format: Kind | None = None,
    format: str | None = None,
    resume: bool = False,
    overwrite: bool = False,
    retry_failed: bool = False,
    max_errors: int | None = None,
    explain: bool = False,
    max_bytes: int = MOST_BYTES,
    on_progress: OnProgress | None = None,
) -> Manifest:
    """Read every text of `inputs`, and write to the folder `out` the papers on them and what became of each.

    `inputs` are files, folders and patterns, or addresses of such (`s3://...`): a text a file, rows of JSON Lines and
    of Parquet, records of WARC and WET; docs/scale.md says which endings, and what is written. `text_column`,
    `url_column` (by default `url` where there is one) and `date_column` (the day of capture) are columns of Parquet and
    keys of JSON Lines. `input_format`: what all inputs hold, whatever their endings say. `format` is that of the pages;
    `explain` and `max_bytes` are as in `paperparse.arrow.parse_batches`.

    `jobs` processes read, as many as there are processors by default; or `executor` does, whose workers must see
    `inputs` and `out` under the same names. A process that dies is replaced, and a text of which each dies is `failed`.

    A crawl that was ended, by whatever, goes on with `resume`: nothing is lost and nothing is read twice. `overwrite`
    takes an earlier crawl away first. `retry_failed`: read those parts again of which a text has failed. `max_errors`:
    give up when more texts have failed. `on_progress` is called whenever a worker has done something.

    Gives back the manifest, whose totals are summed from what is written. Inputs that can't be read to their ends are
    in `broken`, and what could be read of them is written.

    Raises `CrawlError` if `out` holds a crawl and neither `resume` nor `overwrite` is given, if another crawl writes to
    it at this moment, if inputs or settings are not those of the crawl to resume, if more than `max_errors` texts have
    failed, and if what is written does not add up; `OSError` for inputs that are not there and for a disk that is full;
    `ValueError` for a column that is not there and an argument out of range; `ModuleNotFoundError` for an extra that is
    not installed.
    """
    place = _settle(
        os.fspath(out),
        Settings(to, text_column, url_column, date_column, input_format, format, explain, max_bytes),
        retry_failed=retry_failed,
    )
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    names = [os.fspath(one) for one in ([inputs] if isinstance(inputs, str | os.PathLike) else inputs)]
    with hold_folder(place.out):
        progress = Progress(_begin(names, place, resume=resume, overwrite=overwrite))
        left = _count_left(place, progress)
        with _hire(executor, jobs) as crew:
            for report in run_tasks(manifests.read_tasks(place.out), left, place, crew):
                progress.counts += report.counts
                progress.size += report.size
                progress.broken += report.is_broken
                if on_progress is not None:
                    on_progress(progress)
                if max_errors is not None and progress.counts.failed > max_errors:
                    failed = f"{progress.counts.failed:,} texts have failed, and {max_errors:,} may"
                    raise CrawlError(
                        f"{failed}; {os.path.join(place.out, PAGES)} says which, and why", code="too-many-failures"
                    )
        return _end(place, progress.inputs)


def _settle(out: str, settings: Settings, *, retry_failed: bool) -> Place:
    """Where to write, and how; raises for settings that nothing can be done with."""
    if settings.to not in WRITTEN:
        raise ValueError(f"to must be one of {', '.join(map(repr, WRITTEN))}, not {settings.to!r}")
    if settings.input_format not in (None, *KINDS):
        raise ValueError(f"input_format must be one of {', '.join(map(repr, KINDS))}, not {settings.input_format!r}")
    if is_address(out):
        raise ValueError(f"{out}: only inputs may stand at an address; the output is a folder")
    Limits(bytes=settings.max_bytes)
    if settings.format is not None:
        find_format(settings.format)
    else:
        list_formats()
    if settings.to == "parquet":
        check_library("pyarrow", "Parquet", "arrow")
    return Place(out, settings, paperparse.__version__, retry_failed)


def _begin(names: list[str], place: Place, *, resume: bool, overwrite: bool) -> Inputs:
    """Write the list of tasks and a first manifest, or find them as they have to be; returns what is to be read."""
    out = place.out
    tasks = iter_tasks(find_files(names, out, place.settings.input_format), place.settings)
    old = None if overwrite else manifests.read_manifest(out)
    if not resume and not overwrite and (old is not None or manifests.is_begun(out)):
        raise CrawlError(
            f"{out} holds a crawl: go on with it (--resume), or take it away first (--overwrite)", code="output-exists"
        )
    if old is not None:
        manifests.check_settings(out, old, place)
        manifests.check_tasks(out, tasks)
        return old.inputs
    inputs = manifests.write_tasks(out, tasks)
    manifests.write_manifest(out, manifests.sum_up(place, inputs))
    return inputs


def _count_left(place: Place, progress: Progress) -> int:
    """How many tasks are not done; those that are count as progress."""
    left = 0
    for task in manifests.read_tasks(place.out):
        if place.is_whole(task):
            progress.size += task.size
        else:
            left += 1
    return left


@contextmanager
def _hire(executor: Executor | None, jobs: int | None) -> Iterator[Crew]:
    """Who reads: `executor`, or `jobs` processes, which end with the block, at once if it raises."""
    if executor is not None:
        yield Crew(executor, jobs or getattr(executor, "_max_workers", None) or _count_processors())
        return
    workers = Workers(jobs or _count_processors())
    try:
        yield Crew(workers, workers.count)
    except BaseException:
        workers.shutdown(cancel_futures=True)
        raise
    workers.shutdown()


def _count_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _end(place: Place, inputs: Inputs) -> Manifest:
    """Write the last manifest; raises `CrawlError` if the parts are not what it says."""
    manifest = manifests.sum_up(place, inputs)
    manifests.write_manifest(place.out, manifest)
    wrong = manifests.find_imbalance(place.out, manifest)
    if wrong is not None:
        raise CrawlError(f"{place.out}: {wrong}; crawl anew (--overwrite)", code="imbalance")
    return manifest
