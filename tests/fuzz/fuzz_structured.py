"""Pages, damaged pages and hostile text from the strategies of `paperparse.testing`: every law, for every format."""

import random
from typing import Final

from harness import fuzz
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperparse.formats import FORMATS
from paperparse.grammar.table import Format
from paperparse.testing import LAWS, papers

# Threads are no input, and the steps of a call are counted more slowly than they are made.
_CHOSEN: Final = sorted(set(LAWS) - {"determinism", "cost"})


@settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(_CHOSEN), st.sampled_from(FORMATS), st.data())
def check_law(law: str, form: Format, data: st.DataObject) -> None:
    """Check one law for one format."""
    LAWS[law](form, papers(form), data)


def check_choices(data: bytes) -> None:
    """Check a law for the choices that `data` makes for the strategies."""
    check_law.hypothesis.fuzz_one_input(data)  # type: ignore[attr-defined]  # Hypothesis adds it, untyped


if __name__ == "__main__":
    # A page takes a few hundred choices of a few bytes: short inputs would only ever draw the smallest.
    chance = random.Random(0)
    inputs = [chance.randbytes(2_000) for _ in range(100)]
    # Hypothesis makes tables of all characters when they are first asked for, which may take more than a run may, and
    # its own work counts in every run: hence the longer time.
    for choices in inputs:
        check_choices(choices)
    fuzz(check_choices, inputs, "-len_control=0", "-max_len=4096", "-timeout=10")
