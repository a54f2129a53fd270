"""Where the time and the memory of resolving a text go, by stage and length, and what the command takes from its start.

    .venv/bin/python benchmarks/stages.py [--model MODEL] [--lengths 50 500 5000 150000] [--json FILE]

The texts are pieces of Polish and English novels in the folder that COREF_CORPORA names, the same at every run. Stages
are timed by the processor time of one thread, so that other work on the machine hardly matters, when all words of the
texts have been seen before, as in a process that runs for long. Each length has a process of its own, so that its
memory is what such texts need. `pipe`, in which the words are new, and the command use all cores, by the clock.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from corpora.registry import data_root

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from coref import Resolver

T = TypeVar("T", bound="DataclassInstance")

SOURCES = {"pl": "eltec-pol", "en": "eltec-eng"}
LENGTHS = (50, 500, 5_000, 150_000)
WORDS_OF_EACH_LENGTH = 16_000
"""Together, so that short texts are many; a longer text is one."""
REST = "the rest"
STAGES = (
    "language, tokens",
    "sentences",
    "subwords, windows",
    "morphology",
    "facts about words",
    "encoder",
    "mention heads",
    "phrases",
    "antecedents",
    "pair features",
    "pair scores",
    "decoding",
    "document",
    REST,
)


@dataclass
class Clock:
    """Processor seconds by stage; while a stage is inside another, only the inner one's clock runs."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    running: list[str] = field(default_factory=list)
    since: float = 0.0

    def time(self, owner: Any, name: str, stage: str) -> None:  # noqa: ANN401 - a module or an object
        """Put a clock around the function ``name`` of ``owner``."""
        function: Callable[..., object] = getattr(owner, name)

        @wraps(function)
        def timed(*arguments: object, **options: object) -> object:
            self._tick()
            self.running.append(stage)
            try:
                return function(*arguments, **options)
            finally:
                self._tick()
                self.running.pop()

        setattr(owner, name, timed)

    def _tick(self) -> None:
        now = time.process_time()
        if self.running:
            self.seconds[self.running[-1]] += now - self.since
        self.since = now


@dataclass(frozen=True)
class Measured:
    """What one length took: milliseconds of one core for 1,000 words by stage, words a second, MB."""

    length: int
    stages: dict[str, float]
    one_core: float
    pipe: float
    loaded: float
    highest: float


def pieces(length: int) -> list[tuple[str, str]]:
    """Texts of ``length`` words with their languages."""
    count = max(1, WORDS_OF_EACH_LENGTH // length // len(SOURCES))
    languages = list(SOURCES) if length <= WORDS_OF_EACH_LENGTH else ["pl"]
    return [
        (text, language) for language in languages for text in islice(cut(language, SOURCES[language], length), count)
    ]


def cut(language: str, source: str, length: int) -> Iterator[str]:
    """All pieces of ``length`` words of a source, in order."""
    path = data_root() / "text" / language / f"{source}.txt.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        words = (word[0] for line in lines for word in re.finditer(r"\S+\s*", line))
        while text := "".join(islice(words, length)):
            yield text


def memory(what: str) -> float:
    """MB: ``VmRSS``, resident now, or ``VmHWM``, the most so far."""
    found = re.search(rf"{what}:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    assert found
    return int(found[1]) / 1024


def watch(clock: Clock, resolver: Resolver) -> None:
    """Put clocks around the stages."""
    from coref import prepare
    from coref import resolver as door
    from coref.model import inputs, scorer

    model = resolver._checkpoint.model
    stages = (
        (prepare, "prepare", "language, tokens"),
        (prepare, "split_sentences", "sentences"),
        (inputs, "to_pieces", "subwords, windows"),
        (inputs, "cut_windows", "subwords, windows"),
        (inputs, "analyse", "morphology"),
        (door, "read_input", "facts about words"),
        (model.encoder, "forward", "encoder"),
        (model, "read_words", "mention heads"),
        (model, "score_words", "mention heads"),
        (model, "choose_heads", "mention heads"),
        (model, "score_spans", "phrases"),
        (model.chooser, "forward", "antecedents"),
        (scorer, "pair_features", "pair features"),
        (scorer, "MentionTable", "pair features"),
        (scorer, "read_mentions", "pair features"),
        (model, "score_pairs", "pair scores"),
        (door, "choose_links", "decoding"),
        (door, "build_document", "document"),
        (resolver, "_resolve", REST),
    )
    for owner, name, stage in stages:
        clock.time(owner, name, stage)
    clock.time(door, "prepare", "language, tokens")


def measure(model: str | None, length: int) -> Measured:
    """Resolve the texts of one length."""
    import torch

    import coref

    texts = pieces(length)
    resolver = coref.load(model)
    for text, language in (texts[0], texts[-1]):
        resolver(text[:1000], language=language)
    loaded = memory("VmRSS")
    start = time.perf_counter()
    words = 0
    for language in SOURCES:
        of_language = [text for text, its in texts if its == language]
        words += sum(len(document.tokens) for document in resolver.pipe(of_language, language=language))
    pipe = words / (time.perf_counter() - start)
    highest = memory("VmHWM")

    torch.set_num_threads(1)
    clock = Clock()
    watch(clock, resolver)
    start = time.process_time()
    for text, language in texts:
        resolver(text, language=language)
    spent = time.process_time() - start
    stages = {stage: 1e6 * clock.seconds[stage] / words for stage in STAGES}
    return Measured(length, stages, words / spent, pipe, loaded, highest)


def measured(
    measure: Callable[[str | None, int], T], model: str | None, values: Iterable[int], file: Path | None
) -> Iterator[T]:
    """What ``measure`` finds for each value, each in a process of its own; all go into ``file`` as JSON in the end."""
    results = []
    for value in values:
        with multiprocessing.get_context("spawn").Pool(1) as process:
            results.append(process.apply(measure, (model, value)))
        yield results[-1]
    if file:
        file.write_text(json.dumps([asdict(result) for result in results], indent=1), encoding="utf-8")


def run_command(model: str | None, text: str, language: str) -> tuple[float, float, float]:
    """Seconds by the clock, processor seconds and MB of `coref resolve --json` with this text."""
    command = [sys.executable, "-m", "coref", "resolve", "--json", "--language", language]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, *(["--model", model] if model else [])], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert process.stdin
    process.stdin.write(text.encode())
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="model directory; by default the one in the package")
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS, help="words of the texts")
    parser.add_argument("--json", type=Path, help="file for the figures, from which benchmarks/plots.py draws")
    options = parser.parse_args()
    results = list(measured(measure, options.model, options.lengths, options.json))

    print("Milliseconds of one core for 1,000 words, in texts of so many words:\n")
    _row("stage", *(f"{result.length:,}" for result in results))
    _row(*["---"] * (len(results) + 1))
    for stage in STAGES:
        _row(stage, *(f"{result.stages[stage]:.1f}" for result in results))
    _row("together", *(f"{sum(result.stages.values()):.1f}" for result in results))
    _row("all but the encoder / the encoder", *(f"{_beside_encoder(result):.2f}" for result in results))
    _row("words/s, one core", *(f"{result.one_core:,.0f}" for result in results))
    _row("words/s, pipe, all cores", *(f"{result.pipe:,.0f}" for result in results))
    _row("MB, loaded", *(f"{result.loaded:,.0f}" for result in results))
    _row("MB, at most", *(f"{result.highest:,.0f}" for result in results))
    commands = [run_command(options.model, *pieces(length)[0]) for length in options.lengths]
    _row("the command: seconds", *(f"{clock:.1f}" for clock, _, _ in commands))
    _row("the command: processor seconds", *(f"{processor:.1f}" for _, processor, _ in commands))
    _row("the command: MB at most", *(f"{megabytes:,.0f}" for _, _, megabytes in commands))


def _beside_encoder(result: Measured) -> float:
    return sum(result.stages.values()) / result.stages["encoder"] - 1


def _row(*cells: str) -> None:
    print("|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
