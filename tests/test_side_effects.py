"""Reading a page from memory touches nothing but memory, once formats of installed packages have been looked for."""

import subprocess
import sys
from typing import Final

import pytest
from samples import SEEDS

# Runs in a process of its own: an audit hook cannot be taken away again.
_PROGRAM: Final = """
import pathlib, sys
import paperparse
from paperparse import render

texts = [pathlib.Path(path).read_bytes() for path in sys.argv[1:]]
texts += [texts[0].decode().encode(name) for name in ("utf-8-sig", "utf-16", "utf-32")]
# Turned around by hand: to encode it so would import the codec that must not be needed.
for size, text in zip((2, 4), texts[-2:]):
    texts.append(b"".join(text[at : at + size][::-1] for at in range(0, len(text), size)))
wide = texts[-4:]
texts += [text[:-1] for text in wide]
texts += [b"no page", b"\\xff", "Abstract:\\ud800".encode("utf-8", "surrogatepass"), b"Total Score\\n" * 100, b""]
events, opened = [], []
def hook(name, arguments):
    events.append(name)
    if name == "open":
        opened.append(str(arguments[0]))
sys.addaudithook(hook)
try:
    paperparse.detect("no page")
except paperparse.PaperparseError:
    pass
assert set(events) <= {"os.listdir", "open", "array.__new__", "object.__setattr__"}, events
assert all(path.endswith("entry_points.txt") for path in opened), opened
assert opened, "no package is looked for"
events.clear()
for text in texts:
    for format in (None, "daily_feed", "scored_feed", "title_feed", "abstract_list", "author_cards"):
        try:
            page = paperparse.loads(text, format=format)
            render(page, page.format)
        except paperparse.PaperparseError as error:
            str(error)
        else:
            [paper.links and paper.sections for paper in page]
    try:
        paperparse.detect(text.decode("latin-1"))
    except paperparse.PaperparseError:
        pass
found = events.copy()
assert [paperparse.loads(text).text for text in wide] == [texts[0].decode()] * 4
open(sys.argv[1]).close()
assert "open" in events, "the hook sees nothing"
print(*found)
"""


@pytest.mark.slow
def test_loads_opens_no_file_socket_or_process_and_imports_nothing() -> None:
    paths = sorted(str(path) for path in SEEDS.glob("*.txt"))
    run = subprocess.run([sys.executable, "-c", _PROGRAM, *paths], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    # Memory for a list of numbers is set aside, and a record gets the class that lets nobody change it, which Python
    # finds worth telling.
    assert set(run.stdout.split()) <= {"array.__new__", "object.__setattr__"}
