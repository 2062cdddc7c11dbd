"""What validation says about one file, and how severe that is."""

from typing import Final

from attrs import frozen

from paperparse.model.page import Diagnostic, Severity

# The mildest last.
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")


@frozen(kw_only=True)
class FileResult:
    """What was found in one file.

    `name`: the file's path as the user gave it, or `<stdin>`; it may hold line ends and, as `os.fsdecode` gives them,
    bytes that are no text. `kind`: `page`, `records`, or `None` where that could not be told. `text`: what
    `Diagnostic.span` are offsets into, or `None` for a file that is no text. `diagnostics`: the findings, in the order
    of the text. `papers`: how many papers the file holds. `failure`: why the file could not be read at all, or `None`.
    """

    name: str
    kind: str | None = None
    text: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    papers: int = 0
    failure: str | None = None

    def fails(self, fail_on: Severity) -> bool:
        """Whether a finding is at least as severe as `fail_on`."""
        return any(is_as_severe(found.severity, fail_on) for found in self.diagnostics)


def is_as_severe(severity: Severity, other: Severity) -> bool:
    """Whether `severity` is at least that of `other`."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(other)
