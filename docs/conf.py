"""The site of the documentation: `sphinx-build -W docs FOLDER` makes it of the pages beside this file.

It asks no network for anything when it is built, and none when it is read.
"""

import inspect
import re
from typing import Any

import paperparse
import paperparse.arrow
import paperparse.testing
from paperparse.codes import REPOSITORY

project = "paperparse"
author = "the authors of paperparse"
project_copyright = author
version = release = paperparse.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 4
# Names in the backticks of docstrings lead to what has the name.
default_role = "py:obj"
autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints_format = "short"
add_module_names = False
# Quotes and dots as they are: they are often what a page prints.
smartquotes = False

html_theme = "furo"
html_title = "paperparse"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_copy_source = False
html_theme_options = {
    "source_repository": REPOSITORY,
    "source_branch": "main",
    "source_directory": "docs/",
    "top_of_page_buttons": ["view"],
}


def trim_blocks(_app: Any, _name: str, source: list[str]) -> None:
    """Leave out the blank line with which doctest wants an example to end."""
    source[0] = source[0].replace("\n\n```\n", "\n```\n")


def link_pages(_app: Any, _what: str, _name: str, _value: Any, _options: Any, lines: list[str]) -> None:
    """Make links of the pages that a docstring names."""
    lines[:] = [re.sub(r"\bdocs/(\w+)\.md", r":doc:`/\1`", line) for line in lines]


def skip_member(_app: Any, _what: str, _name: str, value: Any, skip: bool, _options: Any) -> bool:
    """Leave out the fields of named tuples, of which nothing but their number is said."""
    return skip or (inspect.getdoc(value) or "").startswith("Alias for field number ")


def shorten_signature(
    _app: Any, _what: str, _name: str, _value: Any, _options: Any, arguments: str | None, returned: str | None
) -> tuple[str | None, str | None]:
    """Say of a default that is made anew each time only that there is one, and of a whole object only what it is."""
    arguments = arguments and arguments.replace("= NOTHING", "= ...")
    return arguments and re.sub(r"(= [A-Z]\w+)\(\w+=[^()]*\)", r"\1()", arguments), returned


def find_public_name(_app: Any, environment: Any, node: Any, content: Any) -> Any:
    """Lead what a signature calls by its module to the public name under which it is documented."""
    path, _, name = node.get("reftarget", "").rpartition(".")
    if not path.startswith("paperparse."):
        return None
    domain = environment.get_domain("py")
    for module in (paperparse, paperparse.testing, paperparse.arrow):
        full = f"{module.__name__}.{name}"
        if name in module.__all__ and full in domain.objects:
            return domain.resolve_xref(environment, node["refdoc"], environment.app.builder, "obj", full, node, content)
    return None


def give_level(_app: Any, _page: str, _template: str, context: dict[str, Any], _document: Any) -> None:
    """Say of the headings in the navigation, which Sphinx makes of paragraphs, what level they have."""
    tree = context["furo_navigation_tree"]
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: Any) -> None:
    """Connect the functions above to what they are for."""
    app.connect("source-read", trim_blocks)
    app.connect("autodoc-process-docstring", link_pages)
    app.connect("autodoc-skip-member", skip_member)
    app.connect("autodoc-process-signature", shorten_signature)
    app.connect("missing-reference", find_public_name)
    # The theme makes the navigation at the usual 500.
    app.connect("html-page-context", give_level, priority=900)
