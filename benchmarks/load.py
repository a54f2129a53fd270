"""A load run: does the service hold its load, and does it lose or change an answer?

    .venv/bin/python benchmarks/load.py --seconds 60
    .venv/bin/python benchmarks/load.py --seconds 60 --overload 10

A service of its own is started on this machine. Texts of 16 to 2,000 words in both languages go to it, first one after
another, then over many connections at once; each answer is compared with the library's. With ``--overload`` that many
times the connections follow, which only 200 and 503 with Retry-After may answer, and then the ordinary load again. The
exit status is 1 if an answer was wrong, lost, or of a status that it should not have.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import coref

EXAMPLES = {"pl": "little-prince.txt", "en": "english.txt"}
RECOVERY = 5
"""Seconds after the overload in which the service should be itself again."""
SHORTEST, LONGEST = 16, 2000
HEADERS = {"Content-Type": "application/json"}
PAUSE = 0.1
"""Seconds before a client that was refused asks again; less than it is told, for it is to be a burden."""


@dataclass(frozen=True)
class Case:
    """A request, and the answer that the library gives if that is to be compared."""

    body: bytes
    answer: bytes | None = None


@dataclass
class Measured:
    """What became of the requests of one phase."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int | str] = field(default_factory=Counter)
    wrong: int = 0
    without_retry_after: int = 0
    duration: float = 0.0

    @property
    def rate(self) -> float:
        """Documents a second."""
        return len(self.seconds) / self.duration

    def quantile(self, share: float) -> float:
        """In milliseconds."""
        return 1000 * sorted(self.seconds)[math.ceil(share * len(self.seconds)) - 1] if self.seconds else math.nan

    def report(self, phase: str) -> None:
        quantiles = " | ".join(f"{self.quantile(share):,.0f}" for share in (0.5, 0.95, 0.99))
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items(), key=str))
        print(f"| {phase} | {self.rate:.1f} | {quantiles} | {statuses} | {self.wrong} |", flush=True)


def make_texts(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Languages and texts: sentences of our examples in random order, of lengths that are even on a log scale."""
    chance = random.Random(seed)
    folder = Path(__file__).parent.parent / "examples"
    for number in range(count):
        language = sorted(EXAMPLES)[number % 2]
        sentences = re.split(r"(?<=[.!?]) ", (folder / EXAMPLES[language]).read_text(encoding="utf-8").strip())
        length = math.exp(chance.uniform(math.log(SHORTEST), math.log(LONGEST)))
        words: list[str] = []
        while len(words) < length:
            words += chance.choice(sentences).split()
        yield language, " ".join(words[: round(length)])


def make_cases(resolver: coref.Resolver, count: int) -> list[Case]:
    cases = []
    for language, text in make_texts(count):
        document = resolver(text, language=language)
        body = json.dumps({"text": text, "language": language}).encode()
        cases.append(Case(body, json.dumps(document.to_dict(), ensure_ascii=False).encode()))
    return cases


@contextmanager
def running_service(model: str | None) -> Iterator[tuple[str, int]]:
    """A ready service: its address and the number of its process."""
    command = [sys.executable, "-m", "coref", "serve", "--port", "0", *(["--model", model] if model else [])]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    log: list[str] = []
    ready = threading.Event()

    def read() -> None:
        assert server.stderr is not None
        for line in server.stderr:
            if not ready.is_set():
                log.append(line)
                if "the model is ready" in line or "could not be loaded" in line:
                    ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    try:
        ready.wait()
        address = re.search(r"127\.0\.0\.1:\d+", "".join(log))
        assert address and "the model is ready" in log[-1], "".join(log)
        yield address[0], server.pid
    finally:
        server.terminate()
        server.wait()


def load(address: str, cases: Sequence[Case], connections: int, seconds: float) -> Measured:
    """Each connection sends one request after another until the time is over."""
    measured, lock = Measured(), threading.Lock()
    start = time.monotonic()

    def work(number: int) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection(address, timeout=120)
        while time.monotonic() - start < seconds:
            case = chance.choice(cases)
            began = time.monotonic()
            try:
                connection.request("POST", "/v1/coref", case.body, HEADERS)
                response = connection.getresponse()
                content = response.read()
                status: int | str = response.status
            except OSError as error:
                status, content = type(error).__name__, b""
                connection.close()
            took = time.monotonic() - began
            with lock:
                measured.statuses[status] += 1
                if status == 200:
                    measured.seconds.append(took)
                    measured.wrong += case.answer not in (None, content)
                elif status == 503:
                    measured.without_retry_after += "retry-after" not in response.headers
            if status != 200:
                time.sleep(PAUSE)
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.duration = time.monotonic() - start
    return measured


def memory(process: int) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="model directory; by default the one in the package")
    parser.add_argument("--seconds", type=float, default=60, help="length of the load")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--texts", type=int, default=100, help="how many different texts")
    parser.add_argument("--overload", type=int, default=0, help="then so many times the connections")
    options = parser.parse_args()

    cases = make_cases(coref.load(options.model), options.texts)
    phases: list[tuple[str, int, float]] = [
        ("one by one", 1, options.seconds / 4),
        (f"{options.connections} connections", options.connections, options.seconds),
    ]
    if options.overload:
        many = options.connections * options.overload
        phases.append((f"{many} connections", many, options.seconds / 2))
        phases.append((f"{options.connections} again", options.connections, options.seconds / 2))
    results: list[Measured] = []
    print("| phase | documents/s | p50 ms | p95 ms | p99 ms | answers by status | wrong |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with running_service(options.model) as (address, process):
        used = [memory(process)]
        for number, (name, connections, seconds) in enumerate(phases):
            if number == 3:
                time.sleep(RECOVERY)
            results.append(load(address, cases, connections, seconds))
            results[-1].report(name)
            used.append(memory(process))
    print(f"\nTogether {results[1].rate / results[0].rate:.2f} times the documents a second of one by one.")
    print(f"Memory before and after each phase, MB: {', '.join(f'{value:,.0f}' for value in used)}.")

    statuses_fit = all(set(one.statuses) <= {200, 503 if at == 2 else 200} for at, one in enumerate(results))
    return 0 if statuses_fit and not any(one.wrong or one.without_retry_after for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
