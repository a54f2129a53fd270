"""How fast `pipe` is, and what memory it takes, by the size of its batches.

    .venv/bin/python benchmarks/batches.py [--model MODEL] [--sizes 1 2 4 8 16 32] [--json FILE]

The texts are those of 500 words of benchmarks/stages.py. Each size has a process of its own, and is as fast as the
faster of two rounds.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

from stages import SOURCES, measured, memory, pieces

import coref

SIZES = (1, 2, 4, 8, 16, 32)
WORDS = 500
ROUNDS = 2


@dataclass(frozen=True)
class Measured:
    """Words a second by the clock, and MB at most."""

    size: int
    pipe: float
    highest: float


def measure(model: str | None, size: int) -> Measured:
    """Resolve all texts with batches of one size."""
    resolver = coref.load(model)
    texts = [[text for text, its in pieces(WORDS) if its == language] for language in SOURCES]
    fastest = 0.0
    for _ in range(ROUNDS):
        start, words = time.perf_counter(), 0
        for language, of_language in zip(SOURCES, texts, strict=True):
            documents = resolver.pipe(of_language, batch_size=size, language=language)
            words += sum(len(document.tokens) for document in documents)
        fastest = max(fastest, words / (time.perf_counter() - start))
    return Measured(size, fastest, memory("VmHWM"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="model directory; by default the one in the package")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="of the batches")
    parser.add_argument("--json", type=Path, help="file for the figures, from which benchmarks/plots.py draws")
    options = parser.parse_args()
    print("| batch_size | words/s | MB, at most |\n| --- | --- | --- |")
    for result in measured(measure, options.model, options.sizes, options.json):
        print(f"| {result.size} | {result.pipe:,.0f} | {result.highest:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
