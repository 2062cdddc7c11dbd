"""The summary of a job on GitHub: Markdown, appended to a file that the runner names."""

import os
from collections.abc import Iterator, Sequence
from typing import Final

from paperparse.codes import CODES, link_code
from paperparse.errors import escape
from paperparse.reports.summary import format_count
from paperparse.validation.result import FileResult

# GitHub refuses the whole summary of a step if it has more than 1 MiB.
_MOST_BYTES: Final = 900_000
_HEADING: Final = "### paperparse validate\n\n"
_TABLE: Final = "\n| file | line | severity | code | message |\n| --- | --- | --- | --- | --- |\n"
# ASCII punctuation that means nothing in the middle of a line of Markdown or HTML.
_PLAIN: Final = " ,;'\"-/"


def measure_room(path: str) -> int:
    """How many bytes of rows the summary in the file `path` has room for: a step before may have written to it."""
    used = os.path.getsize(path) if os.path.exists(path) else 0
    return max(_MOST_BYTES - used, 0)


def iter_rows(result: FileResult, name: str) -> Iterator[str]:
    """A row of the table for each finding of `result`, a file called `name`, and for its failure."""
    file = escape_markdown(name)
    if result.failure is not None:
        yield f"| {file} | | error | | {escape_markdown(result.failure)} |\n"
    for found in result.diagnostics:
        code = escape_markdown(found.code)
        linked = f"[{code}]({link_code(found.code)})" if found.code in CODES else code
        yield f"| {file} | {found.line} | {found.severity} | {linked} | {escape_markdown(found.message)} |\n"


def append_job_summary(path: str, sentence: str, rows: Sequence[str], left_out: int) -> None:
    """Append to the file `path` the summary of a job: heading, `sentence` and `rows`.

    `left_out` says how many more rows there would be. Raises `OSError` if the file can't be written.
    """
    pieces = [_HEADING, f"{escape_markdown(sentence)}\n"]
    if rows:
        pieces += [_TABLE, *rows]
    if left_out:
        verb = "is" if left_out == 1 else "are"
        pieces.append(
            f"\n{format_count(left_out, 'more finding')} {verb} not listed: GitHub takes at most 1 MiB a step\n"
        )
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        # A heading begins a line, also after text that ends in the middle of one.
        file.writelines(["\n" if file.tell() else "", *pieces])


def escape_markdown(text: str) -> str:
    """`text` on one line as Markdown that shows it as it is, also in a table.

    A character reference never begins or ends anything (GitHub Flavored Markdown, section 6.2), whereas a backslash
    before `|` is read twice in a table.
    """
    return "".join(
        f"&#{ord(character)};"
        if character.isascii() and not character.isalnum() and character not in _PLAIN
        else character
        for character in escape(text)
    )
