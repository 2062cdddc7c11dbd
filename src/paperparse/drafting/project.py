"""The package that holds a drafted format: the table, an entry point, the page as a case, a test."""

import json
from collections.abc import Iterator
from typing import Any, Final

from attrs import fields

from paperparse.drafting.tables import Draft
from paperparse.grammar.table import Format, Label, Line, Mark, Value, list_lines

_PROJECT: Final = """\
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = "{package}"
version = "0.1"
description = "Pages of {name}, as a format of paperparse"
requires-python = ">=3.11"
dependencies = ["paperparse"]

[project.optional-dependencies]
test = ["paperparse[testing]", "pytest>=8.0"]

[project.entry-points."paperparse.formats"]
{name} = "{module}:FORMAT"

[tool.pytest.ini_options]
pythonpath = ["src"]
"""
_TEST: Final = '''\
"""The page reads whole, and the format keeps the laws."""

from pathlib import Path

from {module} import FORMAT

import paperparse
from paperparse.testing import check_format

PAGE = Path(__file__).parent / "cases" / "page.txt"


def test_the_page_reads_whole() -> None:
    page = paperparse.load(PAGE, format=FORMAT)
    left = [f"line {{found.line}}: {{found.code}}: {{found.message}}" for found in page.diagnostics]
    assert not left, "complete the table in src/{module}/__init__.py for these lines:\\n" + "\\n".join(left)


def test_the_papers_are_those_of_the_page() -> None:
    page = paperparse.load(PAGE, format=FORMAT)
    # As the first table reads them: look whether this is right.
    assert len(page) == {count}
    assert page[0].{field} == {value!r}


def test_the_format_keeps_the_laws() -> None:
    check_format(FORMAT, max_examples=20)
'''
_SHOWN: Final = ("title", "authors", "abstract", "summary", "score", "author_count", "comment_count", "organization")
# As in the table, and what need not stand there.
_DEFAULTS: Final = {attribute.name: attribute.default for attribute in fields(Format)}
_ORDER: Final = (
    *("begins", "ends", "head", "stray", "card", "is_tight", "heading", "omits_current_year", "prints", "prints_page"),
    *("between", "lacks"),
)


def iter_files(draft: Draft) -> Iterator[tuple[str, str]]:
    """Path and text of each file of the package, the table first."""
    name = draft.form.name
    module = f"paperparse_{name}"
    names = {"name": name, "module": module, "package": module.replace("_", "-")}
    yield f"src/{module}/__init__.py", write_table(draft.form)
    yield "pyproject.toml", _PROJECT.format(**names)
    paper = draft.page[0]
    field = next((field for field in _SHOWN if getattr(paper, field)), "title")
    test = _TEST.format(**names, count=len(draft.page), field=field, value=getattr(paper, field))
    yield f"tests/test_{name}.py", test
    yield "tests/cases/page.txt", draft.page.text


def write_table(form: Format) -> str:
    """A module with the table of `form`; what comes from the page stands in literals only."""
    lines = list_lines(form).values()
    kinds = sorted({type(line).__name__ for line in lines} | {"Format"} | ({"Site"} if form.site.lines else set()))
    text = f'"""Pages of {form.name}."""\n\nfrom paperparse import {", ".join(kinds)}\n'
    if form.readers:
        text += "from paperparse.grammar.values import DATE_IN_NUMBERS\n"
    text += f"\nFORMAT = Format(\n    name={_quote(form.name)},\n    summary={_quote(form.summary)},\n"
    for name, line in form.site.lines.items():
        text += f"    site=Site(lines={{{_quote(name)}: {_write_line(line)}}}),\n"
    if form.lines:
        rows = "".join(f"        {_quote(name)}: {_write_line(line)},\n" for name, line in form.lines.items())
        text += f"    lines={{\n{rows}    }},\n"
    for name in _ORDER:
        value: Any = getattr(form, name)
        if value != _DEFAULTS[name]:
            text += f"    {name}={_quote(value) if isinstance(value, str) else value},\n"
    if form.readers:
        text += '    readers={"published": DATE_IN_NUMBERS},\n'
    return f"{text})\n"


def _write_line(line: Line) -> str:
    if isinstance(line, Value):
        return f"Value({_quote(line.pattern)}, {_quote(line.prints)})"
    assert isinstance(line, Mark | Label)
    return f"{type(line).__name__}({_quote(line.prints)})"


def _quote(text: str) -> str:
    """`text` as a literal of Python, in double quotes."""
    return json.dumps(text, ensure_ascii=False)
