"""The package as a whole: what an import costs, what the public names are, how the modules hang together."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from samples import CASES, ROOT

import paperparse.testing
from paperparse.formats import FORMATS

SOURCE = ROOT / "src" / "paperparse"
MODULES = sorted(SOURCE.rglob("*.py"))


def loaded_modules(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "tests")
    return set(run.stdout.split())


def test_import_loads_nothing_heavy() -> None:
    needed = loaded_modules("import attrs, regex")
    extra = loaded_modules("import paperparse") - needed
    assert {name.partition(".")[0] for name in extra} <= {
        "paperparse",
        *(
            "datetime",
            "_datetime",
            "calendar",
            "locale",
            "_locale",
            "bisect",
            "_bisect",
            "math",
            "errno",
            "array",
        ),
    }
    assert "paperparse.command_line" not in extra
    late = ("paperparse.pages.render", "paperparse.records", "paperparse.validation", "msgspec")
    assert not {name for name in extra if name.startswith(late)}


@pytest.mark.deep
def test_public_names_are_all_there_and_documented() -> None:
    assert sorted(paperparse.__all__) == paperparse.__all__
    for name in paperparse.__all__:
        assert getattr(paperparse, name).__doc__, name


def test_what_the_package_lists_is_what_is_public() -> None:
    listed = dir(paperparse)
    assert [name for name in listed if not name.startswith("_")] == paperparse.__all__
    assert {name for name in listed if name.startswith("_")} >= {"__all__", "__doc__", "__file__", "__version__"}
    assert all(name.startswith("__") for name in listed if name.startswith("_"))
    assert all(hasattr(paperparse, name) for name in listed)


def test_no_other_name_is_found() -> None:
    with pytest.raises(AttributeError, match="module 'paperparse' has no attribute 'dumpz'"):
        _ = paperparse.dumpz


def test_names_for_testing_are_documented() -> None:
    text = (ROOT / "docs" / "testing.md").read_text("utf-8")
    for name in paperparse.testing.__all__:
        assert f"`{name}" in text, name
        assert getattr(paperparse.testing, name).__doc__, name


def test_version_is_the_latest_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\n## [{paperparse.__version__}]" in changelog


def test_every_format_is_one_module_and_one_fixture_folder() -> None:
    modules = (SOURCE / "formats").glob("*.py")
    names = {path.stem for path in modules if "\nFORMAT: Final" in path.read_text("utf-8")}
    assert {form.name for form in FORMATS} == names
    assert {path.name for path in CASES.iterdir()} == names


def test_modules_are_small_and_documented() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert text.count("\n") <= 400, path.name
        assert ast.get_docstring(ast.parse(text)), path.name


def imports(path: Path) -> set[str]:
    """The modules of the package that `path` imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("paperparse"):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_modules_do_not_import_each_other_in_circles() -> None:
    names = {".".join(path.relative_to(SOURCE.parent).with_suffix("").parts): path for path in MODULES}
    graph = {name: (imports(path) & set(names)) - {name} for name, path in names.items()}
    while graph:
        leaves = {name for name, needs in graph.items() if not needs & set(graph)}
        assert leaves, f"among {sorted(graph)}"
        graph = {name: needs for name, needs in graph.items() if name not in leaves}
