"""Our model beside the architectures of published systems: the same machine, the same texts, one run.

    .venv/bin/python benchmarks/peers.py [--peers NAME …] [--model MODEL] [--json FILE]

Each system runs by its own code, in a process of its own, with all cores and its own way of making batches. The code
comes from PyPI into environments below runs/peers (which take some gigabytes; TORCH_INDEX may name a package index with
a CPU build of torch). Weights are random, in the published shapes, since speed does not depend on them; where scores
decide how much there is to compute, they are shifted to a realistic share (benchmarks/peers/protocol.py). Tokenizers
are byte-level BPE of the published number of pieces, learnt from other English texts. A system whose code is on no
package index is measured by its encoder alone: the system is slower and larger than that.

The texts are pieces of 500 words of English novels and news in the folder that COREF_CORPORA names; slow systems get
the first few of them. A system that cannot be installed or fails is listed with the reason.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from stages import cut

from corpora.registry import data_root

WORK = Path(__file__).parent.parent / "runs/peers"
RUNNERS = Path(__file__).parent / "peers"
SOURCES = ("eltec-eng", "wikinews-2019-2020")
SAMPLE = "cls-english-novels"
SAMPLE_CHARACTERS = 20_000_000
WORDS = 500
TORCH = "torch==2.13.0"
COLUMNS = ("M parameters", "words/s", "ours / it", "first answer, s", "MB, at most", "pieces/word", "mentions/word")


@dataclass(frozen=True)
class Peer:
    """A system.

    Attributes:
        runner, kind: the script below benchmarks/peers, and which of its models.
        texts: how many it answers after the first one.
        environment, packages: the folder of its environment, and what is installed there.
        part: what is measured, where that is not the whole system.
    """

    name: str
    runner: str
    kind: str
    texts: int
    environment: str = ""
    packages: tuple[str, ...] = ()
    part: str = ""


TRANSFORMERS = "transformers==4.57.6"
# With later ones fastcoref cannot load a Longformer.
BEFORE_SDPA = "transformers==4.30.2"
FASTCOREF = "fastcoref==2.1.6"
MAVERICK = "maverick-coref==1.0.7"
PEERS = (
    Peer("ours", "run_ours.py", "", 128),
    Peer("F-Coref", "run_fastcoref.py", "f-coref", 16, "fastcoref", (FASTCOREF, TRANSFORMERS)),
    Peer("LingMess", "run_fastcoref.py", "lingmess", 2, "lingmess", (FASTCOREF, BEFORE_SDPA)),
    Peer("Maverick", "run_maverick.py", "mes", 2, "maverick", (MAVERICK, TRANSFORMERS)),
    Peer("wl-coref", "run_encoder.py", "roberta-large", 2, "encoders", (TRANSFORMERS,), "encoder alone"),
    Peer("CorPipe", "run_encoder.py", "mt5-large", 2, "encoders", (TRANSFORMERS,), "encoder alone"),
)


class Unavailable(Exception):
    """A system cannot be measured here; says why."""


@dataclass(frozen=True)
class Row:
    """A line of the table: what the runner measured, or the reason why it did not."""

    peer: Peer
    measured: dict[str, float] = field(default_factory=dict)
    reason: str = ""


def texts(count: int) -> list[str]:
    """From all sources in turn."""
    sources = (cut("en", source, WORDS) for source in SOURCES)
    in_turn = (text for together in zip(*sources, strict=False) for text in together)
    return list(islice(in_turn, count))


def write_sample() -> Path:
    """The text that tokenizers are learnt from."""
    path = WORK / "sample.txt"
    if not path.exists():
        with lzma.open(data_root() / "text/en" / f"{SAMPLE}.txt.xz", "rt", encoding="utf-8") as lines:
            path.write_text(lines.read(SAMPLE_CHARACTERS), encoding="utf-8")
    return path


def install(peer: Peer) -> Path:
    """The Python of the environment of a system, which is made where it is not there."""
    if not peer.packages:
        return Path(sys.executable)
    folder = WORK / peer.environment
    python, stamp = folder / "bin/python", folder / "installed"
    if not (stamp.exists() and stamp.read_text(encoding="utf-8") == " ".join(peer.packages)):
        _say(f"{peer.name}: installing {' '.join(peer.packages)}")
        venv.create(folder, clear=True, with_pip=True)
        index = ["--extra-index-url", os.environ["TORCH_INDEX"]] if "TORCH_INDEX" in os.environ else []
        pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run_logged([*pip, *index, TORCH], folder / "install.log")
        run_logged([*pip, TORCH, *peer.packages], folder / "install.log")
        stamp.write_text(" ".join(peer.packages), encoding="utf-8")
    return python


def prepare(peer: Peer, python: Path) -> Path:
    """The folder of a model with random weights, which is made where it is not there."""
    folder = WORK / "models" / peer.kind
    stamp = folder / "prepared"
    if not stamp.exists():
        _say(f"{peer.name}: making a model with random weights")
        folder.mkdir(parents=True, exist_ok=True)
        run_logged(
            [python, RUNNERS / peer.runner, "prepare", peer.kind, folder, write_sample()], folder / "prepare.log"
        )
        stamp.touch()
    return folder


def measure(peer: Peer, model: Path | None) -> Row:
    """Install and prepare what is missing, and answer the texts in a process of its own."""
    try:
        python = install(peer)
        folder = model or Path() if peer.name == "ours" else prepare(peer, python)
        given, result = WORK / "texts.json", WORK / "result.json"
        given.write_text(json.dumps(texts(peer.texts + 1)), encoding="utf-8")
        _say(f"{peer.name}: {peer.texts} texts of {WORDS} words")
        run_logged([python, RUNNERS / peer.runner, "measure", peer.kind, folder, given, result], WORK / "measure.log")
        return Row(peer, json.loads(result.read_text(encoding="utf-8")))
    except Unavailable as error:
        _say(f"{peer.name}: {error}")
        return Row(peer, reason=str(error))


def run_logged(command: Sequence[str | Path], log: Path) -> None:
    """Run a command, with what it prints in a file, whose last line is the reason if it fails.

    Nothing is looked for on a network hub: there is nothing to be found there.
    """
    offline = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true"}
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(
            [str(part) for part in command], stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **offline}
        )
    if done.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
        raise Unavailable(next((line for line in reversed(lines) if line.strip()), f"exit status {done.returncode}"))


def print_row(row: Row, ours: float | None) -> None:
    """One line of the table; ``ours`` is our words a second, if they were measured."""
    name = f"{row.peer.name}, {row.peer.part}" if row.peer.part else row.peer.name
    if row.reason:
        _row(name, row.reason, *[""] * (len(COLUMNS) - 1))
        return
    found = row.measured
    _row(
        name,
        f"{found['parameters_millions']:,.0f}",
        f"{found['words_per_second']:,.0f}",
        "–" if ours is None else f"{ours / found['words_per_second']:,.1f}",
        f"{found['first_answer_seconds']:.1f}",
        f"{found['megabytes']:,.0f}",
        f"{found['pieces_per_word']:.2f}",
        "–" if row.peer.part else f"{found['mentions_per_word']:.2f}",
    )


def _row(*cells: str) -> None:
    print("|", " | ".join(cells), "|", flush=True)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [peer.name for peer in PEERS]
    parser.add_argument("--peers", nargs="+", choices=names, default=names, help="which systems; by default all")
    parser.add_argument("--model", type=Path, help="our model's directory; by default the one in the package")
    parser.add_argument("--json", type=Path, help="file for the figures, from which benchmarks/plots.py draws")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    _row("system", *COLUMNS)
    _row(*["---"] * (len(COLUMNS) + 1))
    rows: list[Row] = []
    for peer in PEERS:
        if peer.name in options.peers:
            rows.append(measure(peer, options.model))
            ours = rows[0].measured.get("words_per_second") if rows[0].peer.name == "ours" else None
            print_row(rows[-1], ours)
    if options.json:
        facts = [{"name": row.peer.name, "part": row.peer.part, "reason": row.reason, **row.measured} for row in rows]
        options.json.write_text(json.dumps(facts, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
