"""Rows of JSON Lines as texts."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import msgspec

from paperparse.crawling.settings import Settings
from paperparse.crawling.texts import Text, Trouble, exceed_limit, find_day

_MARK: Final = b"\xef\xbb\xbf"
# JSON may take six bytes for one of a text, and a row holds more than its text.
_ESCAPED: Final = 6
_BESIDES: Final = 1 << 16
_DEFAULT_URL: Final = "url"


def iter_rows(stream: BinaryIO, settings: Settings, path: str) -> Iterator[Text]:
    """The texts in the lines of `stream`, the file at `path`; blank lines are none."""
    longest = _ESCAPED * settings.max_bytes + _BESIDES
    position = 0
    while line := stream.readline(longest):
        if line.isspace():
            continue
        if len(line) == longest and not line.endswith(b"\n"):
            while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield Text(exceed_limit(settings.max_bytes), None, path, position)
        else:
            yield _make_text(line, settings, path, position)
        position += 1


def _make_text(line: bytes, settings: Settings, path: str, position: int) -> Text:
    row = parse_row(line)
    if isinstance(row, Trouble):
        return Text(row, None, path, position)
    url = row.get(settings.url_column or _DEFAULT_URL)
    return Text(
        _find_content(row, settings.text_column),
        None if url is None else _spell(str(url)),
        path,
        position,
        None if settings.date_column is None else _find_date(row.get(settings.date_column)),
    )


def parse_row(line: bytes) -> dict[str, Any] | Trouble:
    """The object that `line` is, or why it is none."""
    line = line.removeprefix(_MARK)
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        try:
            # Which takes lone surrogates, NaN and numbers of any length.
            row = json.loads(line.decode())
        except UnicodeDecodeError as error:
            return Trouble("undecodable-text", f"byte {error.start} of the row is not {error.encoding}: {error.reason}")
        except (ValueError, RecursionError) as error:
            return Trouble("invalid-row", f"the row is no JSON: {error}")
    if not isinstance(row, dict):
        return Trouble("invalid-row", "the row is no JSON object")
    return row


def _find_content(row: dict[str, Any], name: str) -> str | Trouble:
    content = row.get(name)
    if isinstance(content, str):
        return content
    if name not in row:
        return Trouble("no-text", f"the row has no {name!r}; it has: {_spell(', '.join(map(repr, row)))}")
    if content is None:
        return Trouble("no-text", "the text is null")
    return Trouble("not-text", f"a value of the type {type(content).__name__} is no text")


def _find_date(value: object) -> Any:
    if value is None:
        return None
    try:
        return find_day(value)
    except ValueError:
        return Trouble("unreadable-date", f"{_spell(repr(value))} is no date")


def _spell(text: str) -> str:
    """`text` with escapes for lone surrogates, which no output has a form for."""
    return text.encode(errors="backslashreplace").decode()
