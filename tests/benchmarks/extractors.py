"""What each extractor keeps of each kind of page, and how much of it the library reads: a table in Markdown.

Run: `python tests/benchmarks/extractors.py [--kind WORD] [--extractor WORD] [--faults]`, with `tests` on the path
(`PYTHONPATH=tests`); needs the extra `extractors`, and leaves out those that are missing. `--faults` prints each
wrong value that no warning names. The exit status is 0 whatever is found.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import product
from typing import Final

from extracted.comparison import describe_fault
from extracted.kinds import KINDS
from extracted.measuring import list_installed, measure
from extracted.supported import SUPPORTED

_HEAD: Final = "| page | extractor | pages read | values kept | read of these | wrong without a warning | supported |"


def _rule(head: str) -> str:
    return "|" + " --- |" * (head.count("|") - 1)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="What extractors keep of pages, and what is read of it.")
    parser.add_argument("--kind", default="", help="only kinds of pages whose name holds this")
    parser.add_argument("--extractor", default="", help="only extractors whose name holds this")
    parser.add_argument("--faults", action="store_true", help="print what is wrong without a warning")
    chosen = parser.parse_args(arguments)
    extractors = [name for name in list_installed() if chosen.extractor in name]
    kinds = [name for name in KINDS if chosen.kind in name]
    print(_HEAD, _rule(_HEAD), sep="\n")
    for kind, extractor in product(kinds, extractors):
        found = measure(kind, extractor)
        kept = f"{found.left} of {found.printed} ({found.left / found.printed:.0%})"
        share = f"{found.right / found.left:.1%}" if found.left else "–"
        mark = "yes" if (kind, extractor) in SUPPORTED else ""
        read = f"{found.read} of {found.pages}"
        print(f"| {kind} | {extractor} | {read} | {kept} | {found.right} ({share}) | {len(found.faults)} | {mark} |")
        if chosen.faults:
            sys.stdout.writelines(f"    {describe_fault(fault)}\n" for fault in found.faults)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
