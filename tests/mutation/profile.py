"""A pytest plugin for mutation testing (`[tool.mutmut]` in pyproject.toml): what kills at least cost comes first."""

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings

# The tests of the pieces and of single lines first: they are quick, and most mutants die of them.
_ORDER: Final = (
    *(
        "test_weighing",
        "test_annotated",
        "test_proof",
        "test_source",
        "test_rendering",
        "test_detection",
        "test_pieces",
    ),
    *("test_cases", "test_limits", "test_loading", "test_refusal", "test_laws", "test_shapes"),
)

settings.register_profile(
    "mutation",
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=5,
    derandomize=True,
    database=None,
    # A mutant is dead at the first failure: there is nothing to shrink.
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    settings.load_profile("mutation")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests of the mutated format first, and leave out the shapes of the others' pages, which cost the most."""
    # As in "paperparse.formats.abstract_list.x_find_lack__mutmut_3", while a mutant runs.
    name = os.environ.get("MUTANT_UNDER_TEST", "")
    own = name.split(".")[2] if name.startswith("paperparse.formats.") else ""
    items.sort(key=lambda item: (_rank(item), own not in item.nodeid, item.nodeid))
    shapes_of_others = {item for item in items if own and item.path.stem == "test_shapes" and own not in item.nodeid}
    if shapes_of_others:
        config.hook.pytest_deselected(items=list(shapes_of_others))
        items[:] = [item for item in items if item not in shapes_of_others]


def _rank(item: pytest.Item) -> int:
    return _ORDER.index(item.path.stem) if item.path.stem in _ORDER else len(_ORDER)
