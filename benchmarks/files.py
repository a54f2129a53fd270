"""Does a second worker pay, and what memory do thousands of documents take, or a book? For docs/annotate.md.

    .venv/bin/python benchmarks/files.py --documents 5000
    .venv/bin/python benchmarks/files.py --books 37500 75000 150000

Documents of even lengths on a log scale, half of them Polish and half English, are cut from the open texts in the
folder that COREF_CORPORA names. ``coref annotate`` writes them to JSON lines once with one worker and once with two,
each of one thread. Seconds are those of the whole command, from its start to its end, with the loading of the models.
Memory is the most that the command and its processes held at once (resident; what they share counts for each). Tokens
are words and punctuation marks; the lengths that are asked for count what stands between spaces.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora.registry import data_root

POLLS_A_SECOND = 5
BOOKS = "pl/cls-polish-novels.txt.xz"


@dataclass(frozen=True)
class Run:
    """What one run of the command took; seconds and MB."""

    seconds: float
    memory: float


def lines(path: Path) -> Iterator[list[str]]:
    """The words of each line that has any."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        yield from filter(None, map(str.split, stream))


def text(source: Iterator[list[str]], words: int) -> str:
    """The next lines of a source, cut after so many words."""
    taken: list[list[str]] = []
    while words > 0:
        taken.append(next(source)[:words])
        words -= len(taken[-1])
    return "\n".join(map(" ".join, taken))


def write_documents(folder: Path, count: int, shortest: int, longest: int) -> None:
    """From all sources of both languages in turn."""
    chance = random.Random(0)
    sources = {
        language: cycle([lines(path) for path in sorted((data_root() / "text" / language).glob("*.txt.xz"))])
        for language in ("pl", "en")
    }
    for number in range(count):
        language = ("pl", "en")[number % 2]
        length = round(math.exp(chance.uniform(math.log(shortest), math.log(longest))))
        path = folder / f"{number:05}-{language}.txt"
        path.write_text(text(next(sources[language]), length), encoding="utf-8")


def annotate(source: Path, output: Path, workers: int, engine: str) -> Run:
    """Run the command on one thread for each worker, and watch its memory."""
    command = [sys.executable, "-m", "coref", "annotate", source, "-o", output, "--workers", str(workers)]
    start, memory = time.perf_counter(), 0.0
    process = subprocess.Popen([*command, "--engine", engine], env={**os.environ, "OMP_NUM_THREADS": "1"})
    while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
        memory = max(memory, sum(map(resident, family(process.pid))))
        time.sleep(1 / POLLS_A_SECOND)
    _, status, usage = ended
    if status:
        sys.exit(f"the command failed with exit status {os.waitstatus_to_exitcode(status)}")
    return Run(time.perf_counter() - start, max(memory, usage.ru_maxrss / 1024))


def family(process: int) -> Iterator[int]:
    """The process and its descendants."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:  # it has ended
        return
    for child in children:
        yield from family(int(child))


def resident(process: int) -> float:
    """In MB."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except OSError:  # it has ended
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def tokens_of(output: Path) -> int:
    with output.open(encoding="utf-8") as stream:
        return sum(len(json.loads(line)["tokens"]) for line in stream)


def measure_documents(folder: Path, engine: str, workers: Sequence[int]) -> None:
    documents = sum(1 for _ in folder.iterdir())
    runs: list[Run] = []
    outputs = [folder.with_name(f"{count}.jsonl") for count in workers]
    print("| workers | s | documents/s | tokens/s | MB | times the first |")
    print("| --- | --- | --- | --- | --- | --- |")
    for count, output in zip(workers, outputs, strict=True):
        run = annotate(folder, output, count, engine)
        runs.append(run)
        rates = f"{documents / run.seconds:.1f} | {tokens_of(output) / run.seconds:,.0f}"
        ratio = runs[0].seconds / run.seconds
        print(f"| {count} | {run.seconds:.0f} | {rates} | {run.memory:,.0f} | {ratio:.2f} |", flush=True)
    same = len({output.read_bytes() for output in outputs}) == 1
    print(f"\n{documents:,} documents of {tokens_of(outputs[0]):,} tokens; outputs {'equal' if same else 'DIFFER'}.")


def measure_books(folder: Path, lengths: Sequence[int]) -> None:
    print("| words | tokens | s | tokens/s | MB |")
    print("| --- | --- | --- | --- | --- |")
    for length in lengths:
        book = folder / f"{length}.txt"
        book.write_text(text(lines(data_root() / "text" / BOOKS), length), encoding="utf-8")
        run = annotate(book, folder / f"{length}.jsonl", 1, "local")
        tokens = tokens_of(folder / f"{length}.jsonl")
        rate = f"{run.seconds:.0f} | {tokens / run.seconds:,.0f}"
        print(f"| {length:,} | {tokens:,} | {rate} | {run.memory:,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=0, help="how many")
    parser.add_argument("--shortest", type=int, default=20, help="words of the shortest")
    parser.add_argument("--longest", type=int, default=200, help="words of the longest")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engine", choices=["local", "ray"], default="local")
    parser.add_argument("--books", type=int, nargs="+", default=[], help="words of single texts")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        if options.documents:
            documents = Path(folder) / "documents"
            documents.mkdir()
            write_documents(documents, options.documents, options.shortest, options.longest)
            measure_documents(documents, options.engine, options.workers)
        if options.books:
            measure_books(Path(folder), options.books)


if __name__ == "__main__":
    main()
