"""The notes of a release, from the changelog; fails unless all that names the version names the same.

    python tests/release.py v0.2.0 >notes.md

It needs nothing but Python, and imports nothing of paperparse.
"""

import re
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
# Where the version stands, and how.
_PLACES: Final = {
    "src/paperparse/__init__.py": re.compile(r'^__version__ = "(.+)"$', re.MULTILINE),
    "CITATION.cff": re.compile(r"^version: (.+)$", re.MULTILINE),
    "docs/ci.md": re.compile(r"\bv(\d+\.[\w.]*\w)"),
}
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?:(?:a|b|rc)[0-9]+)?")
_HEADING: Final = re.compile(r"^## \[(.+)\](?: - [0-9]{4}-[0-9]{2}-[0-9]{2})?\n", re.MULTILINE)


def find_notes(tag: str, root: Path = ROOT) -> str:
    """What the changelog says of the version that `tag` names; raises `ValueError` with all that does not fit."""
    version = tag.removeprefix("v")
    wrong = []
    if tag == version or not _VERSION.fullmatch(version):
        wrong.append(f"the tag is {tag!r}, and should be like v1.2.3")
    for place, pattern in _PLACES.items():
        found = {*pattern.findall((root / place).read_text("utf-8"))}
        if found != {version}:
            wrong.append(f"{place} says {', '.join(sorted(found)) or 'nothing'}, and should say {version}")
    _, first, *sections = _HEADING.split((root / "CHANGELOG.md").read_text("utf-8"))
    latest = dict(zip(sections[1::2], sections[2::2], strict=False))
    if first != "Unreleased" or sections[0].strip():
        wrong.append("CHANGELOG.md should begin with a section [Unreleased] that is empty")
    if next(iter(latest), None) != version:
        wrong.append(f"CHANGELOG.md should go on with a section [{version}] - YYYY-MM-DD")
    if wrong:
        raise ValueError("\n".join(wrong))
    return latest[version].strip() + "\n"


if __name__ == "__main__":
    try:
        sys.stdout.write(find_notes(sys.argv[1]))
    except ValueError as error:
        sys.exit(str(error))
