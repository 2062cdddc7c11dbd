"""What all fuzz targets share: instrumentation, a dictionary made from the formats' own marks, first inputs.

    python tests/fuzz/fuzz_text.py -max_total_time=60

The arguments are libFuzzer's. A target catches `PaperparseError` and nothing else; a run may take a second.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports(include=["paperparse"]):
    from paperparse.formats import FORMATS
    from paperparse.testing.damage import sample_pages
    from paperparse.testing.hostile import PIECES

_DEFAULTS: Final = ("-timeout=1", "-max_len=1024", "-print_final_stats=1", "-close_fd_mask=1")
SAMPLES: Final = sample_pages()


def encode(text: str) -> bytes:
    """`text` as the targets take it."""
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> str:
    """`data`, any bytes, as text, with lone surrogates for what is not UTF-8; the inverse of `encode`."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def fuzz(target: Callable[[bytes], None], inputs: Iterable[bytes], *arguments: str) -> None:
    """Fuzz `target`, beginning with `inputs`, until an argument of the command line or an error stops it.

    `arguments` are the target's own for libFuzzer; those of the command line win.
    """
    with tempfile.TemporaryDirectory() as folder:
        dictionary = Path(folder, "dictionary")
        dictionary.write_text("".join(f'"{_escape(piece)}"\n' for piece in PIECES if len(piece) < 100), "ascii")
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, data in enumerate(inputs):
            (corpus / str(number)).write_bytes(data)
        atheris.Setup([sys.argv[0], *_DEFAULTS, *arguments, f"-dict={dictionary}", *sys.argv[1:], str(corpus)], target)
        atheris.Fuzz()


def _escape(piece: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in encode(piece))


def choose_format(number: int) -> str | None:
    """A format's name, or none, for each number from 0 on."""
    names = [None, *(form.name for form in FORMATS)]
    return names[number % len(names)]
