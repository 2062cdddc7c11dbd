"""The five real pages are the ones that the expected records were written from."""

import hashlib

from samples import SEEDS


def test_seeds_have_their_checksums() -> None:
    sums = dict(line.split()[::-1] for line in (SEEDS / "SHA256SUMS").read_text("ascii").splitlines())
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")} == sums
    assert len(sums) == 5
