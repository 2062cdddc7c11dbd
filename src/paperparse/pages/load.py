"""The functions that people call to read pages: `load`, `loads`, `iter_load`, `detect`."""

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, TypeVar

from paperparse.choosing.decision import Foreign, decide
from paperparse.errors import FormatError, PaperparseError, ParseError
from paperparse.formats import find_format, list_formats
from paperparse.grammar.reader import find_looks_for, read_cards
from paperparse.grammar.reading import Reading
from paperparse.grammar.table import Format, list_layouts
from paperparse.limits import Limits, exceed
from paperparse.model.page import Detection, Page
from paperparse.pages.extraction import extract_text
from paperparse.pages.later import LaterAccount
from paperparse.pages.packing import Packed, PackedInfo, pack, pack_info, unpack, unpack_info
from paperparse.pages.values import build_page, make_page
from paperparse.source import check_size, decode, read_file
from paperparse.text.lines import split_lines
from paperparse.text.markup import take_off_markup

_DEFAULT_LIMITS: Final = Limits()
# What `iter_load` takes; it hands each item back, as its own type, with the error that it raised.
_Item = TypeVar("_Item", bound=str | os.PathLike[str] | tuple[str | None, str | bytes | bytearray])


def load(
    path: str | os.PathLike[str],
    *,
    format: str | Format | None = None,
    as_of: datetime.date | None = None,
    strict: bool = False,
    limits: Limits = _DEFAULT_LIMITS,
    encoding: str = "utf-8",
) -> Page:
    """Read the page in the file at `path`: a path, never text, never a URL.

    The page is text, or HTML where the extra `html` is installed (`pip install 'paperparse[html]'`): its text is then
    extracted, with options that are always the same, and `Page.text` is that.

    `format`: the format's name, one of `paperparse formats`, or a `Format` of your own, to skip detection. `as_of`: the
    day on which the page was captured, which gives dates without a year the latest year that does not put them after
    it. `strict`: raise at the first error or warning instead of noting it in `Page.diagnostics`. `limits`: how large
    the page may be. `encoding`: used if the file has no byte-order mark; it is never guessed.

    Raises `UnknownFormatError` or `AmbiguousFormatError` if the text is no page, or two; `FormatError` if two formats
    of installed packages have one name; `ParseError` in strict mode; `DecodeError`; `LimitError`; `OSError` as `open`
    does; `TypeError` for an argument of the wrong type. What a `Format` of your own raises passes through. A package
    whose format can't be loaded is told in a `UserWarning`, once.
    """
    form = check_arguments(format, as_of, limits, encoding)
    data, name = read_file(path, limits)
    text = decode(data, encoding, limits, page=name)
    return read_page(text, name=name, form=form, as_of=as_of, strict=strict, limits=limits)


def loads(
    text: str | bytes | bytearray,
    *,
    format: str | Format | None = None,
    as_of: datetime.date | None = None,
    strict: bool = False,
    limits: Limits = _DEFAULT_LIMITS,
) -> Page:
    """Read a page from memory: text, or bytes in UTF-8 (UTF-16 and UTF-32 with a byte-order mark).

    Arguments and errors are those of `load`.
    """
    form = check_arguments(format, as_of, limits)
    return read_page(_as_text(text, limits), name=None, form=form, as_of=as_of, strict=strict, limits=limits)


def detect(text: str | bytes | bytearray, *, limits: Limits = _DEFAULT_LIMITS) -> Detection:
    """Which format `text` has, how sure that is, and on what evidence.

    Raises `UnknownFormatError` or `AmbiguousFormatError` if the evidence is weak or equal; their `candidates` hold
    what each format found. Also `FormatError` if two formats of installed packages have one name, `DecodeError`,
    `LimitError` for the size of the text or of a line, and `TypeError` for anything but text or bytes.
    """
    check_arguments(None, None, limits)
    return _detect(extract_text(_as_text(text, limits), limits)[0], limits)


def check_arguments(
    format: str | Format | None, as_of: datetime.date | None, limits: Limits, encoding: str = "utf-8"
) -> Format | None:
    """The format that `format` names or is, if one is given; raises for arguments of the wrong type."""
    if as_of is not None and not isinstance(as_of, datetime.date):
        raise TypeError(f"as_of must be a datetime.date or None, not {type(as_of).__name__}")
    if not isinstance(limits, Limits):
        raise TypeError(f"limits must be Limits, not {type(limits).__name__}")
    if not isinstance(encoding, str):
        raise TypeError(f"encoding must be a str, not {type(encoding).__name__}")
    return None if format is None else find_format(format)


def _as_text(text: str | bytes | bytearray, limits: Limits) -> str:
    if isinstance(text, str):
        check_size(text, limits)
        return text
    if isinstance(text, bytes | bytearray):
        return decode(text, "utf-8", limits)
    raise TypeError(f"expected a page as str or bytes, not {type(text).__name__}; for a file use load()")


def read_page(
    text: str, *, name: str | None, form: Format | None, as_of: datetime.date | None, strict: bool, limits: Limits
) -> Page:
    """The page `text` under the name `name`, of the format `form` if it is given; the rest is as in `load`."""
    text, extraction = extract_text(text, limits, page=name)
    page = _read_text(text, name, form, as_of, limits, extraction)
    if strict:
        _raise_first(page)
    return page


def _read_text(
    text: str,
    name: str | None,
    form: Format | None,
    as_of: datetime.date | None,
    limits: Limits,
    extraction: str | None,
) -> Page:
    """The page `text`, which is no HTML, or what `extraction` made of that."""
    lines = split_lines(text, limits, name)
    foreign: tuple[Foreign, ...] = ()
    find_detection: Callable[[], Detection] | None = None
    if form is None:
        decision = decide(lines, name)
        reading, foreign = decision.reading, decision.foreign
        find_detection = partial(_detect, text, limits)
    else:
        lines = take_off_markup(lines)
        reading = read_cards(form, lines, find_looks_for((form,), lines))
    _check_cards(reading, limits, name)
    as_of = as_of.date() if isinstance(as_of, datetime.datetime) else as_of
    return build_page(
        reading,
        limits=limits,
        name=name,
        as_of=as_of,
        find_detection=find_detection,
        foreign=foreign,
        extraction=extraction,
        reduce=partial(_reduce_page, reading.form, form is not None, as_of, limits),
    )


def _is_known(form: Format) -> bool:
    """Whether `form`, or the format that it is a layout of, is found by its name."""
    try:
        known = find_format(form.name)
    except FormatError:
        return False
    return form in list_layouts(known)


def _reduce_page(
    form: Format | None, is_named: bool, as_of: datetime.date | None, limits: Limits, page: Page
) -> tuple[Any, ...] | None:
    """What pickle writes of `page`: text, values, and the arguments with which it was read.

    `None` where `form`, if that is given, is not found by its name: then all of the page must be written.
    """
    if form is not None and not _is_known(form):
        return None
    packed = pack(page.text, page.papers), pack_info(page.info)
    own_limits = None if limits == _DEFAULT_LIMITS else limits
    return restore_page, (*packed, page.format, page.name, page.extraction, is_named, as_of, own_limits)


def restore_page(
    packed: Packed,
    packed_info: PackedInfo,
    format: str,
    name: str | None,
    extraction: str | None,
    is_named: bool,
    as_of: datetime.date | None,
    limits: Limits | None,
) -> Page:
    """The page that `_reduce_page` made this of: its text is read again when more than its values is asked for."""
    text, cards = unpack(packed)
    limits = limits or _DEFAULT_LIMITS
    read = partial(_read_again, text, format, packed[1], name, extraction, is_named, as_of, limits)
    account = LaterAccount(read, partial(_reduce_page, None, is_named, as_of, limits))
    return make_page(cards, account, format, text, unpack_info(packed_info), name, extraction)


def _read_again(
    text: str,
    format: str,
    count: int,
    name: str | None,
    extraction: str | None,
    is_named: bool,
    as_of: datetime.date | None,
    limits: Limits,
) -> Page:
    """The page `text`, which had `count` papers of `format`, once more.

    Raises `UnknownFormatError` where no format has the name, and `PaperparseError` where the page is read otherwise.
    """
    form = find_format(format)
    page = _read_text(text, name, form if is_named else None, as_of, limits, extraction)
    if (page.format, len(page)) != (format, count):
        raise PaperparseError(
            f"the page was pickled with {count} papers of {format}, and is read here with {len(page)} of "
            f"{page.format}; unpickle it with the version of paperparse, and the formats, that it was pickled with",
            page=name,
        )
    return page


def _detect(text: str, limits: Limits) -> Detection:
    return decide(split_lines(text, limits)).detection


def _check_cards(reading: Reading, limits: Limits, name: str | None) -> None:
    count = len(reading.cards)
    if count > limits.cards:
        what = f"the page has {count:,} card{'s' * (count != 1)}"
        raise exceed(limits, "cards", what, "split it", page=name)


def _raise_first(page: Page) -> None:
    found = next((found for found in page.diagnostics if found.severity != "note"), None)
    if found is not None:
        raise ParseError(
            f"{found.code}: {found.message}",
            page=page.name,
            code=found.code,
            line=found.line,
            column=found.column,
            span=found.span,
        )


def iter_load(
    pages: Iterable[_Item],
    *,
    format: str | Format | None = None,
    as_of: datetime.date | None = None,
    strict: bool = False,
    limits: Limits = _DEFAULT_LIMITS,
    encoding: str = "utf-8",
    on_error: Callable[[_Item, PaperparseError | OSError], object] | None = None,
) -> Iterator[Page]:
    """Read many pages, one at a time, in the memory that one or two of them need; yields each as a `Page`.

    Each of `pages` is a path, as in `load`, or for a page in memory a pair `(name, text)`: the text as in `loads`, and
    the name, or `None`, that the page and errors shall have. A `str` by itself is always a path. Nothing is read ahead,
    so `pages` may be endless, and nothing is kept here of a page that has been yielded when the next one is asked for.
    A paper that you keep keeps the text of its page; `copy.copy(paper)` does not.

    `on_error`: called with the path or pair and the error for each page that can't be read, after which the next one
    is. Without it the error is raised, and the iteration is over. Errors that are given to `on_error` have no traceback
    and no cause, so that whoever collects them does not collect the texts as well; only an `UnknownFormatError` holds
    up to 65,536 characters of its text until its message is read. What `on_error` or `pages` itself raises passes
    through, and so does what a `Format` of your own raises, but for a `PaperparseError`. `encoding` is for files and
    bytes; it and the other arguments are those of `load`.

    Raises `TypeError` for an argument of the wrong type, `UnknownFormatError` for a name that no format has, and
    `FormatError` for one that two have, before anything is read; then what `load` raises, and `TypeError` for what is
    neither path nor pair.
    """
    if isinstance(pages, Mapping):
        raise TypeError(
            "iter_load() takes an iterable of paths and pairs (name, text); of a mapping of names to texts, its items()"
        )
    if isinstance(pages, str | bytes | bytearray | os.PathLike) or not isinstance(pages, Iterable):
        raise TypeError(
            f"iter_load() takes an iterable of paths and pairs (name, text), not {type(pages).__name__}; "
            "for one page use load() or loads()"
        )
    if on_error is not None and not callable(on_error):
        raise TypeError(f"on_error must be callable or None, not {type(on_error).__name__}")
    form = check_arguments(format, as_of, limits, encoding)
    if form is None:
        # No single page is to blame for formats that can't be told apart by name.
        list_formats()

    read = partial(_read_item, encoding=encoding, limits=limits)
    parse = partial(read_page, form=form, as_of=as_of, strict=strict, limits=limits)
    return _iter_pages(iter(pages), read, parse, on_error)


def _iter_pages(
    items: Iterator[_Item],
    read: Callable[[_Item], tuple[str, str | None]],
    parse: Callable[..., Page],
    on_error: Callable[[_Item, PaperparseError | OSError], object] | None,
) -> Iterator[Page]:
    """What `parse` makes of text and name that `read` finds for each of `items`; keeps nothing between two of them."""
    for item in items:
        text = page = None
        try:
            text, name = read(item)
            page = parse(text, name=name)
        except (PaperparseError, OSError) as error:
            # Once the text is there, an `OSError` is that of somebody's own format.
            if on_error is None or (text is not None and isinstance(error, OSError)):
                raise
            on_error(item, _strip_error(error))
        del item, text
        if page is not None:
            yield page
        del page


def _strip_error(error: PaperparseError | OSError) -> PaperparseError | OSError:
    """`error` without what leads to the page's text: the frames of its traceback, the bytes that a codec refused."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _read_item(item: object, encoding: str, limits: Limits) -> tuple[str, str | None]:
    """Text and name of one item of `iter_load`; of bytes only the text is left."""
    match item:
        case str() | os.PathLike():
            data, path = read_file(item, limits)
            return decode(data, encoding, limits, page=path), path
        case tuple((str() | None as name, str() as text)):
            check_size(text, limits, page=name)
            return text, name
        case tuple((str() | None as name, bytes() | bytearray() as data)):
            return decode(data, encoding, limits, page=name), name
    given = f"({', '.join(type(part).__name__ for part in item)})" if isinstance(item, tuple) else type(item).__name__
    raise TypeError(
        f"iter_load() takes paths, as str or os.PathLike[str], and pairs (name, text), not {given}; "
        "a page in memory that has no name is (None, text)"
    )
