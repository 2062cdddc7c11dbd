"""JSON that is almost that of records: records or an error, findings at places that exist, and the same text again.

What could be read can be merged and written in every format of text.
"""

import json
from typing import Final

import atheris
from harness import SAMPLES, decode, encode, fuzz

import paperparse
from paperparse import PaperparseError
from paperparse.limits import Limits

with atheris.instrument_imports(include=["paperparse"]):
    from paperparse.exports import Target
    from paperparse.validation.files import check_bytes
    from paperparse.validation.options import Options

_PAGES: Final = tuple(paperparse.loads(text) for text in SAMPLES)
_LIMITS: Final = Limits()
_TARGETS: Final[tuple[Target, ...]] = ("csl", "bibtex", "ris", "csv", "markdown")


def read_records(data: bytes) -> None:
    """Read `data` as JSON, write what was read, and validate it."""
    text = decode(data)
    try:
        records = paperparse.from_json(text)
    except PaperparseError:
        pass
    else:
        written = paperparse.dumps(records)
        assert paperparse.from_json(written) == records
        assert paperparse.dumps(paperparse.from_json(written)) == written
        merged = paperparse.merge(records).papers
        assert paperparse.merge(merged).papers == merged
        for target in _TARGETS:
            assert paperparse.dumps(merged, to=target) == paperparse.dumps(iter(merged), to=target)
    result = check_bytes(data, "records", Options(), encoding="utf-8", limits=_LIMITS)
    for found in result.diagnostics:
        size = len(result.text or "")
        assert 0 <= found.span.start <= found.span.end <= size or result.text is None, found
        assert found.line >= 1, found
        assert found.column >= 1, found


if __name__ == "__main__":
    pages = [paperparse.dumps(page) for page in _PAGES]
    lines = ["".join(paperparse.dumps(page, to="jsonl") for page in _PAGES)]
    pretty = [json.dumps(json.loads(paperparse.dumps(_PAGES[0])), indent=1)]
    # The longest of these is 4 KB, and libFuzzer must not cut them.
    fuzz(read_records, [encode(text) for text in (*pages, *lines, *pretty)], "-max_len=16384")
