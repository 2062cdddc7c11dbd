"""Inputs of crawls in all forms, what a crawl writes, and an executor that reads in this process, for tests."""

import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, Final

import pyarrow
import pyarrow.parquet
import zstandard
from samples import load_seed

from paperparse.crawling.pool import WorkerDied

LETTER: Final = "Dear reader,\n"
PAGE: Final = load_seed("author_cards").text
OTHER: Final = load_seed("abstract_list").text
TEXTS: Final = (PAGE, LETTER, OTHER, "", LETTER * 9)


class Killed(BaseException):
    """What ends a worker here."""


class Here(Executor):
    """An executor of this process; a call that raises `Killed` has lost its worker. `calls` counts them."""

    def __init__(self) -> None:
        self.calls = 0

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> "Future[Any]":
        self.calls += 1
        future: Future[Any] = Future()
        try:
            future.set_result(call(*arguments, **keywords))
        except Killed:
            future.set_exception(WorkerDied("killed"))
        except Exception as error:
            future.set_exception(error)
        return future


def make_record(url: str, data: bytes, kind: str = "conversion", type: str = "text/plain") -> bytes:
    """A record of WARC."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-10-30T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: {type}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


def make_rows(texts: Iterable[str]) -> bytes:
    """JSON Lines."""
    return b"".join(json.dumps({"url": f"u{at}", "text": text}).encode() + b"\n" for at, text in enumerate(texts))


def write_inputs(folder: Path, texts: Sequence[str] = TEXTS) -> Path:
    """A folder with `texts` in every form that a crawl reads."""
    folder.mkdir(exist_ok=True)
    for at, text in enumerate(texts):
        (folder / f"{at:03}.txt").write_text(text, "utf-8")
    rows = make_rows(texts)
    (folder / "a.jsonl").write_bytes(rows)
    (folder / "b.ndjson.gz").write_bytes(gzip.compress(rows[:500] + rows[500:]))
    (folder / "c.jsonl.zst").write_bytes(zstandard.compress(rows))
    table = pyarrow.table({"url": [f"u{at}" for at in range(len(texts))], "text": list(texts)})
    pyarrow.parquet.write_table(table, folder / "d.parquet", row_group_size=2)
    records = [make_record(f"u{at}", text.encode()) for at, text in enumerate(texts)]
    (folder / "e.warc.wet").write_bytes(b"".join(records))
    (folder / "f.warc.wet.gz").write_bytes(b"".join(map(gzip.compress, records)))
    return folder


def list_parts(out: Path) -> dict[str, bytes]:
    """All files of a crawl, but for those that a killed process may leave."""
    files = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith(".paperparse-"))
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def read_rows(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of the parts `name` of a crawl, in the order of these."""
    rows: list[dict[str, Any]] = []
    for path in sorted((out / name).iterdir()):
        if path.suffix == ".parquet":
            rows += pyarrow.parquet.read_table(path).to_pylist()
        else:
            rows += map(json.loads, path.read_bytes().splitlines())
    return rows
