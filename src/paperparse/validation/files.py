"""Files: what is in them, told by their content."""

from collections.abc import Iterable

from paperparse.errors import DecodeError, LimitError, UnknownFormatError
from paperparse.limits import Limits
from paperparse.model.page import Diagnostic
from paperparse.pages.extraction import extract_text
from paperparse.records.documents import is_file_of_records
from paperparse.source import decode
from paperparse.validation.options import Options
from paperparse.validation.pages import Describe, check_text, get_message, place_error
from paperparse.validation.records import check_json
from paperparse.validation.result import FileResult


def check_bytes(
    data: bytes, name: str, options: Options, *, encoding: str, limits: Limits, describe: Describe = get_message
) -> FileResult:
    """What is wrong with the content `data` of the file `name`: a page, or records as JSON or JSON Lines.

    `describe` says what an error about the whole file says.
    """
    try:
        # Findings stand in the text that an HTML page shows, and so do the lines that reports quote.
        text, _ = extract_text(decode(data, encoding, limits, page=name), limits, page=name)
    except (DecodeError, LimitError, UnknownFormatError) as error:
        return FileResult(name=name, diagnostics=_select([place_error(error, describe)], options))
    # Nobody who expects no papers misses a page.
    is_record = is_file_of_records(text, name) or (options.min_papers == 0 and not text.strip())
    if is_record:
        found, papers = check_json(text, options, limits)
    else:
        found, papers = check_text(text, name, options, limits, describe)
    kind = "records" if is_record else "page"
    return FileResult(name=name, kind=kind, text=text, diagnostics=_select(found, options), papers=papers)


def _select(found: Iterable[Diagnostic], options: Options) -> tuple[Diagnostic, ...]:
    return tuple(one for one in found if options.is_wanted(one.code))
