"""Speed of the resolver on this machine, as ratios within one run.

Usage: python benchmarks/speed.py [MODEL]

Texts are made by repeating two passages of our own, so that nothing needs to be downloaded.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import coref
from coref.document import Document

EXAMPLES = Path(__file__).parent.parent / "examples"
REPETITIONS = 5


def seconds(work: Callable[[], object]) -> float:
    """The median of several runs."""
    times = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def words(documents: list[Document]) -> int:
    return sum(len(document.tokens) for document in documents)


def main() -> None:
    resolver = coref.load(*sys.argv[1:])
    passages = [(EXAMPLES / name).read_text(encoding="utf-8") for name in ("little-prince.txt", "english.txt")]
    base = None
    print("| text | words | words/s one by one | relative to the shortest | pipe / one by one |")
    print("| --- | --- | --- | --- | --- |")
    for copies in (1, 10, 100):
        texts = ["\n".join([passage] * copies) for passage in passages for _ in range(max(1, 16 // copies))]
        resolved = [resolver(text) for text in texts]
        alone = seconds(lambda texts=texts: [resolver(text) for text in texts])
        together = seconds(lambda texts=texts: list(resolver.pipe(texts)))
        rate = words(resolved) / alone
        base = base or rate
        size = words(resolved) // len(texts)
        print(f"| {copies} passages | {size} | {rate:,.0f} | {rate / base:.2f} | {alone / together:.2f} |")


if __name__ == "__main__":
    main()
