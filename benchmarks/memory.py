"""Is the memory of the service flat?

    .venv/bin/python benchmarks/memory.py --seconds 180

A service of its own is started on this machine and asked over several connections at once. The texts are those of
benchmarks/load.py, with a made-up word in the place of every fifth, so that whatever keeps words would grow. Resident
memory is looked at four times a second; each line of the table is a part of the time. The exit status is 1 if memory
still grew in the last third: by more than 2 % from its beginning to its end, along the straight line that fits best.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import string
import sys
import threading
import time

from load import Case, Measured, load, make_texts, memory, running_service

PARTS = 12
LOOKS_A_SECOND = 4
TOLERATED = 0.02
EVERY = 5
"""Of so many words one is made up."""


def make_cases(count: int) -> list[Case]:
    chance = random.Random(1)
    cases = []
    for language, text in make_texts(count):
        words = text.split()
        for place in range(0, len(words), EVERY):
            words[place] = "".join(chance.choices(string.ascii_lowercase, k=8)).capitalize()
        cases.append(Case(json.dumps({"text": " ".join(words), "language": language}).encode()))
    return cases


def watch(process: int, work: threading.Thread) -> list[tuple[float, float]]:
    """Seconds since now and memory in MB, until the work is done."""
    start, seen = time.monotonic(), []
    while work.is_alive():
        seen.append((time.monotonic() - start, memory(process)))
        work.join(1 / LOOKS_A_SECOND)
    return seen


def report(seen: list[tuple[float, float]], seconds: float) -> float:
    """Print the table; the share by which memory grew in the last third."""
    print("| seconds | MB, median | MB, highest |")
    print("| --- | --- | --- |")
    for part in range(PARTS):
        start, end = part * seconds / PARTS, (part + 1) * seconds / PARTS
        values = [value for at, value in seen if start <= at < end]
        print(f"| {start:.0f}–{end:.0f} | {statistics.median(values):,.0f} | {max(values):,.0f} |")
    last = [(at, value) for at, value in seen if seconds * 2 / 3 <= at < seconds]
    slope, _ = statistics.linear_regression(*zip(*last, strict=True))
    growth = slope * seconds / 3 / statistics.fmean(value for _, value in last)
    print(f"\nIn the last third {60 * slope:+.1f} MB a minute, {100 * growth:+.1f} % from its beginning to its end.")
    return growth


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="model directory; by default the one in the package")
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--texts", type=int, default=2000, help="how many different texts")
    options = parser.parse_args()

    cases = make_cases(options.texts)
    measured: list[Measured] = []
    with running_service(options.model) as (address, process):
        print(f"Loaded and warmed up: {memory(process):,.0f} MB\n")
        work = threading.Thread(
            target=lambda: measured.append(load(address, cases, options.connections, options.seconds))
        )
        work.start()
        growth = report(watch(process, work), options.seconds)
    print(f"{len(measured[0].seconds):,} texts were answered; by status: {dict(measured[0].statuses)}.")
    return 0 if growth <= TOLERATED and set(measured[0].statuses) == {200} else 1


if __name__ == "__main__":
    sys.exit(main())
