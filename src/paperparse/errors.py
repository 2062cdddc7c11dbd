"""The errors of paperparse: one base class, each also a `ValueError`.

`OSError` (a file that can't be read), `TypeError` (an argument of the wrong type), `ValueError` (an argument out of
range) and `ModuleNotFoundError` (an extra that is not installed) pass through unchanged; nothing else ever leaves the
library.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from paperparse.text.span import Span

if TYPE_CHECKING:  # The text needs the errors, and the model the text.
    from paperparse.grammar.table import Format
    from paperparse.model.page import Candidate

    _Explain = Callable[[str, Sequence[Format] | None, str | None], "FormatError"]


# What stands in a file's name for each byte that is no text (`surrogateescape`).
_BYTES: Final = {0xDC00 + byte: f"\\x{byte:02x}" for byte in range(0x80, 0x100)}


def spell_bytes(name: str) -> str:
    """The `name` of a file with backslash escapes for bytes that are no text, for which UTF-8 has no form."""
    return name if name.isascii() else name.translate(_BYTES)


def escape(text: str) -> str:
    """`text` with backslash escapes for what does not print, so that a name can forge no line of a log."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in spell_bytes(text)
    )


class PaperparseError(ValueError):
    """Base of every error that paperparse raises.

    `message` says what is wrong and what to do; `page` is the name of the page (the path given to `load`, the name
    given to `iter_load`), or `None` for text without one; `line` and `column` are where on the page it is, 1-based, or
    `None`. `code` is the diagnostic's that `validate` gives for it (docs/diagnostics.md), or `None` where it has none.
    As text, an error reads like a compiler's: `page:line:column: message`.
    """

    code: str | None = None

    def __init__(
        self, message: str, *, page: str | None = None, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.page = page
        self.line = line
        self.column = column

    def __str__(self) -> str:
        name = None if self.page is None else escape(self.page)
        place = [str(part) for part in (name, self.line, self.column) if part is not None]
        if self.page is None and place:
            place[0] = f"line {place[0]}"
        return ": ".join([*([":".join(place)] if place else []), self.message])


class DecodeError(PaperparseError):
    """The bytes are not text in the expected encoding.

    `encoding` is the encoding that was tried and `offset` the first byte that does not fit it (0-based), or `None`
    where no byte is to blame.
    """

    code: str | None = "undecodable-text"

    def __init__(
        self,
        message: str,
        *,
        page: str | None = None,
        line: int | None = None,
        encoding: str | None = None,
        offset: int | None = None,
    ) -> None:
        super().__init__(message, page=page, line=line)
        self.encoding = encoding
        self.offset = offset


class LimitError(PaperparseError):
    """The input is larger than `Limits` allow: `limit` names which one, `value` is what it is set to."""

    code: str | None = "limit-exceeded"

    def __init__(
        self,
        message: str,
        *,
        page: str | None = None,
        line: int | None = None,
        column: int | None = None,
        limit: str | None = None,
        value: int | None = None,
    ) -> None:
        super().__init__(message, page=page, line=line, column=column)
        self.limit = limit
        self.value = value


class FormatError(PaperparseError):
    """Base of the two errors of detection; `candidates` are the formats' findings, the nearest first.

    By itself it says that two formats have one name, and which packages they come from.
    """

    candidates: "tuple[Candidate, ...]"

    def __init__(self, message: str, *, page: str | None = None, candidates: "tuple[Candidate, ...]" = ()) -> None:
        super().__init__(message, page=page)
        self.candidates = candidates


class UnknownFormatError(FormatError):
    """The text is no page that any format recognises, or a format was asked for by a name that none has.

    Why a text is no page is found out when `message`, `candidates` or the error as text is first asked for. Until then
    `sample` is what that takes, the first 65,536 characters of the text, also in a copy and once pickled; then `None`.
    """

    code: str | None = "unknown-format"

    @classmethod
    def explain_later(
        cls, explain: "_Explain", sample: str, formats: "Sequence[Format] | None", page: str | None
    ) -> "UnknownFormatError":
        """An error whose message and candidates are those of `explain(sample, formats, page)`, once they are asked for.

        Most texts of a crawl are no pages, and nobody reads why: to tell takes a hundred times as long as to see it.
        `sample` is the beginning of the text, which the error keeps until then.
        """
        error = cls.__new__(cls)
        error._later = explain
        error.sample = sample
        error.page = page
        if formats is not None:
            error._formats = formats
        return error

    def _settle(self) -> None:
        explain, sample = self._later, self.sample
        if explain is not None and sample is not None:
            error = explain(sample, self._formats, self.page)
            found: dict[str, Any] = {"message": error.message, "candidates": error.candidates}
            # What somebody has set meanwhile stays.
            found |= {**vars(self), "_later": None, "sample": None, "_formats": None}
            BaseException.__init__(self, found["message"])
            vars(self).update(found)

    # Class attributes: an error that is explained later has no others until then.
    line: int | None = None
    column: int | None = None
    sample: str | None = None
    _later: "_Explain | None" = None
    _formats: "Sequence[Format] | None" = None

    if not TYPE_CHECKING:  # pragma: no branch  # The attributes are those of the base, and no others.

        def __getattr__(self, name: str) -> Any:
            """Find message and candidates."""
            if name in ("message", "candidates"):
                self._settle()
                # Another thread may have found them meanwhile.
                if name in vars(self):
                    return vars(self)[name]
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

        @property
        def args(self) -> tuple[Any, ...]:
            """The message, as in every error."""
            self._settle()
            return super().args

        @args.setter
        def args(self, values: Iterable[Any]) -> None:
            self._settle()
            BaseException.args.__set__(self, values)

    def __repr__(self) -> str:
        self._settle()
        return super().__repr__()

    def __reduce__(self) -> tuple[Any, ...]:
        # Formats that no package brings may be no values that can be written.
        if self._later is not None and self._formats is None:
            return _make_error, (type(self),), dict(vars(self))
        return type(self), self.args, dict(vars(self))


def _make_error(kind: type[UnknownFormatError]) -> UnknownFormatError:
    """An error of the `kind` that is explained later, without its attributes."""
    return kind.__new__(kind)


class AmbiguousFormatError(FormatError):
    """The text carries cards of two formats, or fits two formats equally well."""

    code: str | None = "ambiguous-format"


class CrawlError(PaperparseError):
    """A crawl that can't begin, can't go on, or does not add up.

    `code`: `output-exists` (there is a crawl already), `busy` (another crawl writes there), `changed` (inputs, settings
    or version are not those that the crawl began with), `not-a-crawl` (the manifest is none), `too-many-failures`, or
    `imbalance` (what is written does not add up to what was read).
    """

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


class RenderError(PaperparseError):
    """A record can't be printed as a page, or written as JSON, so that it reads back equal.

    `paper` is the position of the record among those given, or of the paper on its page, `field` the name of the field
    that is to blame; each is `None` where there is none.
    """

    def __init__(self, message: str, *, paper: int | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.paper = paper
        self.field = field


class ParseError(PaperparseError):
    """Strict mode met a diagnostic: `code` is the diagnostic's, `span` are offsets into the page's text."""

    def __init__(
        self,
        message: str,
        *,
        page: str | None = None,
        line: int | None = None,
        column: int | None = None,
        code: str | None = None,
        span: Span | None = None,
    ) -> None:
        super().__init__(message, page=page, line=line, column=column)
        self.code = code
        self.span = span


class RecordError(PaperparseError):
    """JSON is not what a record looks like: `path` leads to the value (JSONPath, RFC 9535), `code` is a diagnostic's.

    `line` and `column` are where in the JSON text the value stands.
    """

    def __init__(
        self,
        message: str,
        *,
        page: str | None = None,
        line: int | None = None,
        column: int | None = None,
        code: str | None = None,
        path: str | None = None,
    ) -> None:
        super().__init__(message, page=page, line=line, column=column)
        self.code = code
        self.path = path
