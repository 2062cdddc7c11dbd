"""Files: what is in them, told by their content."""

from collections.abc import Iterable
from typing import Final

from paperparse.errors import DecodeError, LimitError, PaperparseError, UnknownFormatError
from paperparse.limits import Limits
from paperparse.model.page import Diagnostic
from paperparse.pages.extraction import extract_text
from paperparse.records.documents import is_file_of_records
from paperparse.source import decode
from paperparse.validation.options import Options
from paperparse.validation.pages import check_text, place_error
from paperparse.validation.records import check_json
from paperparse.validation.result import FileResult

_CODES: Final[dict[type[PaperparseError], str]] = {
    DecodeError: "undecodable-text",
    LimitError: "limit-exceeded",
    UnknownFormatError: "unknown-format",
}


def check_bytes(data: bytes, name: str, options: Options, *, encoding: str, limits: Limits) -> FileResult:
    """What is wrong with the content `data` of the file `name`: a page, or records as JSON or JSON Lines."""
    try:
        # Findings stand in the text that an HTML page shows, and so do the lines that reports quote.
        text, _ = extract_text(decode(data, encoding, limits, page=name), limits, page=name)
    except (DecodeError, LimitError, UnknownFormatError) as error:
        code = _CODES[type(error)]
        return FileResult(name=name, diagnostics=_select([place_error(error, code)], options))
    # Nobody who expects no papers misses a page.
    is_record = is_file_of_records(text, name) or (options.min_papers == 0 and not text.strip())
    found, papers = check_json(text, options, limits) if is_record else check_text(text, name, options, limits)
    kind = "records" if is_record else "page"
    return FileResult(name=name, kind=kind, text=text, diagnostics=_select(found, options), papers=papers)


def _select(found: Iterable[Diagnostic], options: Options) -> tuple[Diagnostic, ...]:
    return tuple(one for one in found if options.is_wanted(one.code))
