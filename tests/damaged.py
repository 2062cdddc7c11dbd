"""Pages with one damage each, as `damages.json` describes them.

A damage is edits to the seed page of `format`, and what validation must say: `codes`, all of them on `line` of the
damaged page and nothing anywhere else. For a loss that is one of the lines next to the gap, for a doubled card the
first line of the second copy, for a cut a line of the card that is cut. Edits are those of `test_cases.edit`, and
`change` in a line, `copy` lines, `exchange` two lines, `join` the first and the last of some lines. Lines are numbered
from 1 in the seed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from samples import ROOT, load_seed
from test_cases import edit


class Damage(NamedTuple):
    name: str
    format: str
    edits: list[dict[str, Any]]
    codes: list[str]
    line: int

    def make_page(self) -> str:
        """The text of the damaged page."""
        text = load_seed(self.format).text
        lines = text.split("\n")
        return edit(text, [simple for one in self.edits for simple in _simplify(one, lines)])

    def write_page(self, folder: Path) -> Path:
        path = folder / f"{self.format} {self.name}.txt"
        path.write_bytes(self.make_page().encode())
        return path

    @property
    def findings(self) -> list[tuple[str, int]]:
        return sorted((code, self.line) for code in self.codes)


def _simplify(change: dict[str, Any], lines: list[str]) -> Iterator[dict[str, Any]]:
    """`change` as edits that `test_cases.edit` knows."""
    match change:
        case {"in": int(line), "change": str(old), "to": str(new)}:
            assert old in lines[line - 1], change
            yield {"replace": line, "with": lines[line - 1].replace(old, new, 1)}
        case {"copy": [int(first), int(last)], "before": int(line)}:
            yield {"before": line, "insert": "\n".join(lines[first - 1 : last])}
        case {"exchange": [int(first), int(second)]}:
            yield {"replace": first, "with": lines[second - 1]}
            yield {"replace": second, "with": lines[first - 1]}
        case {"join": [int(first), int(last)]}:
            yield {"replace": first, "with": lines[first - 1] + lines[last - 1]}
            yield from ({"delete": line} for line in range(first + 1, last + 1))
        case _:
            yield change


DAMAGES: Final = [Damage(**row) for row in json.loads((ROOT / "tests" / "damages.json").read_text("utf-8"))]
