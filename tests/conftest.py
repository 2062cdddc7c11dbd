"""Hypothesis profiles: `HYPOTHESIS_PROFILE=long pytest` searches longer."""

import os

from hypothesis import HealthCheck, settings

# Time depends on the machine, and a page of real records is large on purpose.
_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile("quick", _COMMON, max_examples=40)
settings.register_profile("ci", _COMMON, max_examples=100, derandomize=True)
settings.register_profile("long", _COMMON, max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "quick"))
