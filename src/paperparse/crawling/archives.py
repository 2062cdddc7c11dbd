"""Records of WARC and WET files as texts."""

import codecs
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, Final

from paperparse.crawling.settings import Settings
from paperparse.crawling.texts import Text, exceed_limit, find_day
from paperparse.exports.tables import load_library

# Of what servers sent, these are pages.
_PAGES: Final = ("text/", "application/xhtml")
_DEFAULT_ENCODING: Final = "utf-8"


def iter_records(stream: BinaryIO, settings: Settings, path: str) -> Iterator[Text]:
    """The texts in `stream`, the file at `path`: what was extracted (`conversion`) and what servers sent (`response`).

    A text was captured on the day that its record names.

    Raises what `stream` raises, `EOFError` where it ends inside a record, and `OSError` where it holds something else;
    each when the records before it are through.
    """
    library = load_library("fastwarc", "WARC", "warc")
    wanted = library.WarcRecordType.conversion | library.WarcRecordType.response
    guarded = _Guarded(stream)
    position = 0
    try:
        for record in library.ArchiveIterator(guarded, record_types=wanted, parse_http=False):
            text = _make_text(record, settings, path, position)
            if guarded.error is not None:
                break
            if text is not None:
                yield text
                position += 1
    except (GeneratorExit, KeyboardInterrupt, OSError, EOFError):
        raise
    except BaseException as error:  # The library panics on some files, and its panic is no `Exception`.
        raise OSError(f"the archive can't be read: {error}") from error
    if guarded.error is not None:
        raise guarded.error


class _Guarded(io.RawIOBase):
    """`stream`, but it ends where it breaks, and keeps the error: the library would lose the records that it holds."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self.error: Exception | None = None
        self._stream = stream
        self._place = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Any) -> int:
        try:
            data: bytes = self._stream.read1(len(buffer))
        except Exception as error:
            self.error = error
            return 0
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


def _make_text(record: Any, settings: Settings, path: str, position: int) -> Text | None:
    """The text of `record`, or `None` if it is neither text nor a page."""
    encoding = _DEFAULT_ENCODING
    url = record.headers.get("WARC-Target-URI")
    date = None
    with suppress(ValueError):
        date = find_day(record.headers.get("WARC-Date"))
    blank = Text("", url, path, position, date)
    declared = record.content_length
    if not record.is_http:
        if declared > settings.max_bytes:
            return blank._replace(content=exceed_limit(settings.max_bytes))
        content = record.reader.read()
        if len(content) < declared:
            raise EOFError("the archive ends inside a record")
        return blank._replace(content=content)
    # What a server sent may be compressed once more: what it is decides, and not how much was sent.
    record.freeze()
    if str(record.content_length) != record.headers.get("Content-Length"):
        raise EOFError("the archive ends inside a record")
    record.parse_http(auto_decode="all")
    if not (record.http_content_type or "").startswith(_PAGES):
        return None
    content = record.reader.read(settings.max_bytes + 1)
    if len(content) > settings.max_bytes:
        return blank._replace(content=exceed_limit(settings.max_bytes))
    with suppress(LookupError, TypeError):
        encoding = codecs.lookup(record.http_charset).name
    return blank._replace(content=content, encoding=encoding)
