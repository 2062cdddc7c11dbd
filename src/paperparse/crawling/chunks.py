"""The texts of a task in chunks of bounded size: a chunk is read in one go, and is there after that, or not at all."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from paperparse.crawling.archives import iter_records
from paperparse.crawling.rows import iter_rows
from paperparse.crawling.settings import File, Settings, Task
from paperparse.crawling.streams import BROKEN, open_file, open_stream, open_table
from paperparse.crawling.texts import Text, Trouble, exceed_limit
from paperparse.limits import Limits
from paperparse.source import read_bounded

# A chunk holds so many texts or characters, and never less than one text.
MOST_TEXTS: Final = 1_000
MOST_CHARACTERS: Final = 4 << 20
# Rows of Parquet are decoded so many at a time.
_ROWS: Final = 256
_DEFAULT_URL: Final = "url"


class Chunk(NamedTuple):
    """Some of the texts of a task, its piece of this `number`, from 0; `is_last` if the task ends with it.

    `trouble` says why the rest of the task can't be read.
    """

    task: Task
    number: int
    texts: Sequence[Text]
    is_last: bool
    trouble: str | None = None


def iter_chunks(task: Task, settings: Settings) -> Iterator[Chunk]:
    """The chunks of `task`, the same each time; the last one says that it is, or what is wrong with the rest."""
    texts: list[Text] = []
    number = size = 0
    trouble = None
    stream = _iter_texts(task, settings)
    while True:
        try:
            text = next(stream, None)
        except BROKEN as error:
            text = None
            trouble = _describe(error)
        if text is None:
            yield Chunk(task, number, texts, is_last=trouble is None, trouble=trouble)
            return
        length = 0 if isinstance(text.content, Trouble) else len(text.content)
        if texts and (len(texts) >= MOST_TEXTS or size + length > MOST_CHARACTERS):
            yield Chunk(task, number, texts, is_last=False)
            texts, size = [], 0
            number += 1
        texts.append(text)
        size += length


def _describe(error: BaseException) -> str:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return told.strip() or type(error).__name__


def _iter_texts(task: Task, settings: Settings) -> Iterator[Text]:
    if task.kind == "text":
        yield from (_read_file(file, settings.max_bytes) for file in task.files)
        return
    path = task.files[0].path
    if task.kind == "parquet":
        yield from _iter_table(task, settings, path)
        return
    with open_stream(path) as stream:
        yield from (iter_rows if task.kind == "jsonl" else iter_records)(stream, settings, path)


def _read_file(file: File, max_bytes: int) -> Text:
    try:
        with open_file(file.path) as stream:
            content = read_bounded(stream, Limits(bytes=max_bytes))
    except OSError as error:
        return Text(Trouble("unreadable-file", _describe(error)), None, file.path)
    return Text(exceed_limit(max_bytes) if len(content) > max_bytes else content, None, file.path)


def _iter_table(task: Task, settings: Settings, path: str) -> Iterator[Text]:
    from paperparse import arrow

    pyarrow: Any = arrow.pyarrow
    try:
        with open_table(path) as file:
            names = file.schema_arrow.names
            url = settings.url_column or (_DEFAULT_URL if _DEFAULT_URL in names else None)
            columns = arrow.Columns(settings.text_column, url, settings.date_column)
            arrow.check_columns(columns, names)
            groups = range(file.num_row_groups) if task.row_group is None else [task.row_group]
            first = task.first
            wanted = [name for name in columns if name is not None]
            for batch in file.iter_batches(_ROWS, row_groups=groups, columns=wanted, use_threads=False):
                yield from arrow.iter_rows(batch, columns, path, first, settings.max_bytes)
                first += len(batch)
    except pyarrow.ArrowException as error:
        raise OSError(str(error)) from error
