"""What one core does and what memory a text takes, for docs/sizing.md.

    .venv/bin/python benchmarks/sizing.py [--model MODEL] [--longest 40000]

Texts of growing length are resolved one after another on one core. The memory is the highest so far, so each line says
what a process needs that resolves texts of up to that length one at a time.
"""

from __future__ import annotations

import argparse
import itertools
import re
import time
from pathlib import Path

import torch

import coref
from service.memory import give_back_large_blocks

EXAMPLES = Path(__file__).parent.parent / "examples"
FIRST_LENGTH, GROWTH = 100, 10


def highest_memory() -> float:
    """The most resident memory that this process had, in MB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    assert found
    return int(found[1]) / 1024


def make_text(words: int) -> str:
    source = (EXAMPLES / "little-prince.txt").read_text(encoding="utf-8").split()
    return " ".join(itertools.islice(itertools.cycle(source), words))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="model directory; by default the one in the package")
    parser.add_argument("--longest", type=int, default=40_000, help="words of the longest text")
    options = parser.parse_args()
    give_back_large_blocks()
    torch.set_num_threads(1)
    resolver = coref.load(options.model)
    resolver(make_text(FIRST_LENGTH), language="pl")
    base = highest_memory()
    print(f"Loaded and warmed up: {base:,.0f} MB\n")
    print("| words | words/s on one core | MB | MB beyond the loaded model |")
    print("| --- | --- | --- | --- |")
    lengths = itertools.takewhile(lambda n: n < options.longest, (FIRST_LENGTH * GROWTH**n for n in itertools.count()))
    for length in [*lengths, options.longest]:
        start = time.perf_counter()
        resolver(make_text(length), language="pl")
        speed, memory = length / (time.perf_counter() - start), highest_memory()
        print(f"| {length:,} | {speed:,.0f} | {memory:,.0f} | {memory - base:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
