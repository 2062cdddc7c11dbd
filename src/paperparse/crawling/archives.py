"""Records of WARC and WET files as texts."""

import codecs
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, Final

from paperparse.crawling.settings import Settings
from paperparse.crawling.texts import Text, exceed_limit, find_day
from paperparse.exports.tables import load_library

# Of what servers sent, these are pages.
_PAGES: Final = ("text/", "application/xhtml")
_DEFAULT_ENCODING: Final = "utf-8"
_PIECE: Final = 1 << 20
# What a server sends before a page is no larger.
_HEAD: Final = 1 << 16


def iter_records(stream: BinaryIO, settings: Settings, path: str) -> Iterator[Text]:
    """The texts in `stream`, the file at `path`: what was extracted (`conversion`) and what servers sent (`response`).

    A text was captured on the day that its record names.

    Raises what `stream` raises, `EOFError` where it ends inside a record, and `OSError` where it holds something else;
    each when the records before it are through.
    """
    library = load_library("fastwarc", "WARC", "warc")
    kinds = library.WarcRecordType
    guarded = _Guarded(stream)
    position = 0
    try:
        for record in library.ArchiveIterator(guarded, parse_http=False):
            if record.record_type not in (kinds.conversion, kinds.response):
                _pass_over(record)
            elif (text := _make_text(record, settings, path, position)) is not None:
                yield text
                position += 1
    except (OSError, EOFError) as error:
        raise guarded.error or error from None
    except (GeneratorExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # The library panics on some files, and its panic is no `Exception`.
        raise OSError(f"the archive can't be read: {error}") from error
    if guarded.error is not None:
        raise guarded.error


class _Guarded:
    """`stream`, but it ends where it breaks, and keeps the error: the library would lose the records that it holds."""

    def __init__(self, stream: Any) -> None:
        self.error: Exception | None = None
        self._stream = stream
        self._place = 0

    def tell(self) -> int:
        """How many bytes were read."""
        return self._place

    def read(self, size: int) -> bytes:
        """At most `size` bytes, and none at the end."""
        try:
            data: bytes = self._stream.read1(size)
        except Exception as error:
            self.error = error
            return b""
        self._place += len(data)
        return data


def _pass_over(record: Any) -> None:
    """Raise `EOFError` if the archive ends inside `record`, of which nothing is wanted."""
    found = 0
    while piece := record.reader.read(_PIECE):
        found += len(piece)
    _check_length(record, found)


def _check_length(record: Any, found: int) -> None:
    if str(found) != record.headers.get("Content-Length"):
        raise EOFError("the archive ends inside a record")


def _make_text(record: Any, settings: Settings, path: str, position: int) -> Text | None:
    """The text of `record`, or `None` if it is neither text nor a page."""
    encoding = _DEFAULT_ENCODING
    url = record.headers.get("WARC-Target-URI")
    date = None
    with suppress(ValueError):
        date = find_day(record.headers.get("WARC-Date"))
    blank = Text("", url, path, position, date)
    is_large = record.content_length > settings.max_bytes + _HEAD * record.is_http
    if not record.is_http:
        if is_large:
            _pass_over(record)
            return blank._replace(content=exceed_limit(settings.max_bytes))
        content = record.reader.read()
        _check_length(record, len(content))
        return blank._replace(content=content)
    if not is_large:
        record.freeze()
        _check_length(record, record.content_length)
    # What a server sent may be compressed once more: what it is decides, and not how much was sent.
    record.parse_http(auto_decode="all")
    if not (record.http_content_type or "").startswith(_PAGES):
        return None
    content = record.reader.read(settings.max_bytes + 1)
    if is_large or len(content) > settings.max_bytes:
        return blank._replace(content=exceed_limit(settings.max_bytes))
    with suppress(LookupError, TypeError):
        encoding = codecs.lookup(record.http_charset).name
    return blank._replace(content=content, encoding=encoding)
