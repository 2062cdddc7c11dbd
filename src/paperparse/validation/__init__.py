"""Whether pages and records are what they should be: `validate`."""

import codecs
import datetime
import os
from collections.abc import Iterable, Iterator

from paperparse.limits import Limits
from paperparse.model.page import Diagnostic, Page
from paperparse.model.paper import Paper
from paperparse.pages.load import check_arguments
from paperparse.source import read_file
from paperparse.validation.files import check_bytes
from paperparse.validation.options import Options
from paperparse.validation.records import check_made_page, check_papers

_DEFAULT_LIMITS = Limits()


def validate(
    subject: Page | Paper | str | os.PathLike[str] | Iterable[Page | Paper],
    *,
    expect_format: str | None = None,
    min_coverage: float = 1.0,
    min_papers: int = 1,
    as_of: datetime.date | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    limits: Limits = _DEFAULT_LIMITS,
    encoding: str = "utf-8",
) -> tuple[Diagnostic, ...]:
    """What is wrong with a page, with the file at a path, or with records; an empty tuple if nothing is.

    A path is that of a page's text or of records as JSON or JSON Lines, told apart by their content, and line, column
    and span are in that file. For records from memory they are those of the card on its page, as far as its source says
    so. `paper` is the position of the paper on its page, in its file, or among the records; pages come before papers.

    `expect_format`: the name of the format that every page should have, one of `paperparse formats`; a page of a
    `Format` that no package brings is read with `load` first. `min_coverage`: the share of a page's characters, from 0
    to 1, that cards and site must account for; what is left over is then a note, not an error. `min_papers`: how many
    there must be. `as_of`: the day of capture, after which no paper was published. `select` and `ignore`: codes, or
    patterns such as `missing-*`, to tell only, or not to tell. `limits` and `encoding` are as in `load`.

    Raises `OSError` as `open` does, `ValueError` for an option out of range or a code that does not exist,
    `UnknownFormatError` for a format that does not exist, `FormatError` if two have one name, and `TypeError` for an
    argument of the wrong type.
    """
    check_arguments(None, as_of, limits, encoding)
    options = Options(
        expect_format=expect_format,
        min_coverage=min_coverage,
        min_papers=min_papers,
        as_of=as_of.date() if isinstance(as_of, datetime.datetime) else as_of,
        select=select,
        ignore=ignore,
    )
    if isinstance(subject, str | os.PathLike):
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise ValueError(f"Python knows no encoding {encoding!r}") from None
        data, name = read_file(subject, limits)
        return check_bytes(data, name, options, encoding=encoding, limits=limits).diagnostics
    records = _list_records(subject)
    return tuple(found for found in _iter_diagnostics(records, options) if options.is_wanted(found.code))


def _list_records(subject: object) -> list[Page | Paper]:
    """`subject` as a list of records; raises `TypeError` if it is none."""
    if isinstance(subject, Page | Paper):
        return [subject]
    if not isinstance(subject, Iterable) or isinstance(subject, bytes | bytearray):
        raise TypeError(
            f"validate() takes a page, a path or records, not {type(subject).__name__}; for text use loads()"
        )
    records = list(subject)
    wrong = next((record for record in records if not isinstance(record, Page | Paper)), None)
    if wrong is not None:
        raise TypeError(f"validate() takes records that are papers or pages, not {type(wrong).__name__}")
    return records


def _iter_diagnostics(records: list[Page | Paper], options: Options) -> Iterator[Diagnostic]:
    pages = [record for record in records if isinstance(record, Page)]
    for page in pages:
        yield from check_made_page(page, options)
    if len(pages) < len(records) or not records:
        papers = [(at, record) for at, record in enumerate(records) if isinstance(record, Paper)]
        yield from check_papers(papers, options)
