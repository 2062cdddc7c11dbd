"""Profiles as bytes and back: in plain lists, since pickle takes three times as long to read what is of attrs."""

import pickle
from operator import attrgetter
from typing import Any, Final

import attrs

from paperparse.merging.profiles import Profile
from paperparse.model.paper import Paper, Source
from paperparse.model.spans import draft_with


def _list_names(kind: type) -> list[str]:
    return [field.name for field in attrs.fields(kind)]


_KINDS: Final = (Profile, Paper, Source)
_get_profile, _get_paper, _get_source = (attrgetter(*_list_names(kind)) for kind in _KINDS)
_draft_profile, _draft_paper, _draft_source = (draft_with(kind, _list_names(kind)) for kind in _KINDS)
# Where one of them stands in the other.
_PAPER: Final = _list_names(Profile).index("paper")
_SOURCE: Final = _list_names(Paper).index("source")


def pack_profile(profile: Profile) -> bytes:
    """`profile` with its paper, as `unpack_profile` reads it."""
    values, parts = list(_get_profile(profile)), list(_get_paper(profile.paper))
    parts[_SOURCE] = _get_source(profile.paper.source)
    values[_PAPER] = parts
    return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)


def unpack_profile(data: bytes) -> Profile:
    """The profile that `data` is."""
    values: list[Any] = pickle.loads(data)  # noqa: S301  # Written by this process, in a file that has no name.
    parts = values[_PAPER]
    source = parts[_SOURCE] = _draft_source(parts[_SOURCE])
    source.__class__ = Source
    paper = values[_PAPER] = _draft_paper(parts)
    paper.__class__ = Paper
    profile = _draft_profile(values)
    profile.__class__ = Profile
    return profile  # type: ignore[no-any-return]  # A draft has no type, so that it may be written.
