"""How long `import paperparse` takes, as a ratio to importing attrs and regex.

Run: `python tests/benchmarks/import_time.py`.

Each import runs in processes of its own, by turns, and the fastest of each counts: noise only ever adds, and the first
may compile modules to bytecode. The time that the interpreter itself takes to start is measured and taken off.
"""

import os
import subprocess
import sys
import time

_ROUNDS = 20
_STATEMENTS = ("pass", "import attrs, regex", "import paperparse")


def _time(statement: str) -> float:
    start = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", statement], check=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio and the times behind it."""
    fastest = [min(times) for times in zip(*([_time(one) for one in _STATEMENTS] for _ in range(_ROUNDS)), strict=True)]
    start, peers, own = fastest
    for statement, seconds in zip(_STATEMENTS, fastest, strict=True):
        print(f"{statement:<22} {seconds * 1000:6.1f} ms")
    print(f"ratio {(own - start) / (peers - start):.2f}")


if __name__ == "__main__":
    main()
