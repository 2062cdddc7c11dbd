"""Tasks go to workers, parts come from them, and what dies on the way is read again until it is known why."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Final, NamedTuple

from paperparse.crawling.chunks import MOST_CHARACTERS, Chunk, iter_chunks
from paperparse.crawling.parts import Counts, Place, write_chunk
from paperparse.crawling.pool import WorkerDied
from paperparse.crawling.settings import Kind, Settings, Task
from paperparse.crawling.texts import Text, Trouble, iter_outcomes

# A chunk whose worker died is read again so often before its texts are to blame, and so often in all.
_PATIENCE: Final = 2
_TRIES: Final = 4
# Tasks that are worth no more than one worker, by their bytes: to read tables here takes memory, and files are small.
_SMALL: Final[dict[Kind, int]] = {"parquet": 4 * MOST_CHARACTERS, "text": sys.maxsize}
# What says that a worker has died; that of Dask has no class here to compare with.
_DEATHS: Final = frozenset({"KilledWorker"})


class Job(NamedTuple):
    """Something for a worker: a task that it reads by itself, or a chunk that was read for it; `tries` that failed."""

    work: Task | Chunk
    tries: int = 0


class Report(NamedTuple):
    """What was done for a job: the texts and what became of them, and the bytes of a task that ended with it.

    `is_broken`: the task can't be read to its end.
    """

    counts: Counts
    size: int = 0
    is_broken: bool = False


def _read_task(task: Task, place: Place) -> Report:
    """Write the parts of `task` but for those that are done."""
    counts = Counts()
    is_broken = False
    for chunk in iter_chunks(task, place.settings):
        is_broken = chunk.trouble is not None
        if not place.is_done(task, chunk.number):
            counts += write_chunk(chunk, place).counts
    return Report(counts, task.size, is_broken)


def _read_chunk(chunk: Chunk, place: Place) -> Report:
    """Write the part of `chunk`."""
    is_broken = chunk.trouble is not None
    size = chunk.task.size if chunk.is_last or is_broken else 0
    return Report(write_chunk(chunk, place).counts, size, is_broken)


def do_work(work: Task | Chunk, place: Place) -> Report:
    """Read a task, or a chunk, and write what it holds."""
    return _read_task(work, place) if isinstance(work, Task) else _read_chunk(work, place)


def try_texts(texts: Sequence[Text], settings: Settings) -> None:
    """Read `texts` and write nothing: whoever asks wants to know whether that can be survived."""
    for _ in iter_outcomes(texts, settings.make_reading()):
        pass


class Crew(NamedTuple):
    """Who reads: an executor, and how many calls it can make at a time."""

    executor: Executor
    size: int


def run_tasks(tasks: Iterable[Task], left: int, place: Place, crew: Crew) -> Iterator[Report]:
    """Have those of `tasks` that are not done, `left` of them, read by `crew`; yields what each call has done.

    Where fewer are left than there are workers, a large one is read here, and its chunks go to all of them.

    Raises what a call raises, but for the death of a worker.
    """
    jobs = _Jobs(_iter_jobs(tasks, left, place, crew.size))
    under_way: dict[Future[Report], Job] = {}
    while True:
        while len(under_way) < 2 * crew.size and (job := jobs.find_next()) is not None:
            under_way[crew.executor.submit(do_work, job.work, place)] = job
        if not under_way:
            return
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            job = under_way.pop(future)
            error = future.exception()
            if error is None:
                yield future.result()
            elif _is_death(error):
                jobs.add(_retry(job, error, place, crew.executor))
            else:
                raise error


class _Jobs:
    """Jobs from several iterators; those that were added last come first."""

    def __init__(self, jobs: Iterator[Job]) -> None:
        self._sources = deque([jobs])

    def add(self, jobs: Iterator[Job]) -> None:
        self._sources.append(jobs)

    def find_next(self) -> Job | None:
        while self._sources:
            for job in self._sources[-1]:
                return job
            self._sources.pop()
        return None


def _iter_jobs(tasks: Iterable[Task], left: int, place: Place, size: int) -> Iterator[Job]:
    for task in tasks:
        if place.is_whole(task):
            continue
        if left >= size or task.size <= _SMALL.get(task.kind, MOST_CHARACTERS):
            yield Job(task)
        else:
            yield from _iter_chunk_jobs(task, place)
        left -= 1


def _iter_chunk_jobs(task: Task, place: Place) -> Iterator[Job]:
    chunks = iter_chunks(task, place.settings)
    return (Job(chunk) for chunk in chunks if not place.is_done(task, chunk.number))


def _is_death(error: BaseException) -> bool:
    return isinstance(error, WorkerDied) or type(error).__name__ in _DEATHS


def _retry(job: Job, error: BaseException, place: Place, executor: Executor) -> Iterator[Job]:
    """What is left to do of `job`, whose worker has died by `error`: of a task its chunks, a chunk once more.

    A chunk that is met by death again is read without the texts that bring it, and at last without any.
    """
    if isinstance(job.work, Task):
        return _iter_chunk_jobs(job.work, place)
    chunk = job.work
    tries = job.tries + 1
    deadly: Iterable[int] = ()
    if tries >= _TRIES:
        deadly = range(len(chunk.texts))
    elif tries >= _PATIENCE:
        deadly = _find_deadly(chunk.texts, 0, place.settings, executor)
    return iter((Job(_blame(chunk, deadly, error), tries),))


def _find_deadly(texts: Sequence[Text], first: int, settings: Settings, executor: Executor) -> list[int]:
    """The positions, counted from `first`, of those of `texts` that no worker survives."""
    # Whoever kills workers from outside may meet a text twice, but hardly in the same place.
    if not all(_is_deadly(texts, settings, executor) for _ in range(_PATIENCE if len(texts) == 1 else 1)):
        return []
    if len(texts) < 2:
        return [first] * len(texts)
    middle = len(texts) // 2
    return [
        *_find_deadly(texts[:middle], first, settings, executor),
        *_find_deadly(texts[middle:], first + middle, settings, executor),
    ]


def _is_deadly(texts: Sequence[Text], settings: Settings, executor: Executor) -> bool:
    error = executor.submit(try_texts, texts, settings).exception()
    if error is not None and not _is_death(error):
        raise error
    return error is not None


def _blame(chunk: Chunk, deadly: Iterable[int], error: BaseException) -> Chunk:
    """`chunk` without the texts at the positions `deadly`, each with what is to be told of it in its place."""
    texts = list(chunk.texts)
    for at in deadly:
        texts[at] = texts[at]._replace(content=Trouble("killed-worker", f"whoever reads the text dies of it: {error}"))
    return chunk._replace(texts=texts)
