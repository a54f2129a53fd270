"""What the runner of every system does, in the process and by the Python of that system.

    RUNNER prepare KIND FOLDER SAMPLE          once: write a model with random weights to FOLDER; SAMPLE is English text
    RUNNER measure KIND FOLDER TEXTS RESULT    load it, answer the texts (a JSON list: the first alone, then the rest
                                               together) and write to RESULT what that took

Only the standard library is used here, since each system has packages of its own.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MENTIONS_PER_WORD = 0.12
LINKS_PER_WORD = 0.09
"""In OntoNotes' English train split: 155,560 mentions in 35,143 clusters over 1,299,312 words. Random weights are
shifted until they find about as many, where their number decides how much is left to compute."""


@dataclass(frozen=True)
class Loaded:
    """A model that is ready.

    Attributes:
        answer: finds the clusters of some texts in the library's own way; returns how many mentions they have.
        count_pieces: how many subwords a text has.
        parameters: all of them, with the encoder's table of subwords.
    """

    answer: Callable[[list[str]], int]
    count_pieces: Callable[[str], int]
    parameters: int


def main(prepare: Callable[[str, Path, Path], None], load: Callable[[str, Path], Loaded]) -> None:
    command, kind, folder, *files = sys.argv[1:]
    if command == "prepare":
        prepare(kind, Path(folder), Path(files[0]))
    else:
        texts, result = map(Path, files)
        measured = _measure(lambda: load(kind, Path(folder)), json.loads(texts.read_text(encoding="utf-8")))
        result.write_text(json.dumps(measured), encoding="utf-8")


def _measure(load: Callable[[], Loaded], texts: list[str]) -> dict[str, float]:
    first, rest = texts[:1], texts[1:]
    loaded = load()
    loaded.answer(first)
    first_answer = _age()
    start = time.perf_counter()
    mentions = loaded.answer(rest)
    seconds = time.perf_counter() - start
    words = sum(len(text.split()) for text in rest)
    return {
        "words_per_second": words / seconds,
        "megabytes": _most_memory(),
        "first_answer_seconds": first_answer,
        "parameters_millions": loaded.parameters / 1e6,
        "pieces_per_word": sum(map(loaded.count_pieces, rest)) / words,
        "mentions_per_word": mentions / words,
        "words": words,
    }


def _age() -> float:
    """Seconds since this process was started."""
    after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    started = int(after_name[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def _most_memory() -> float:
    """MB that were resident at once, at most."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    assert found
    return int(found[1]) / 1024
