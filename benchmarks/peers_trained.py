"""A peer that can be trained here, on the same train split, scored on the same dev split: spaCy's experimental coref.

    .venv/bin/python benchmarks/peers_trained.py [--corpora gum litbank] [--epochs 20]

Its component of clusters is trained from nothing, without pretrained vectors, on the words that head the mentions; what
it finds on dev are heads, which are scored by head match as ours are. Its environment (spaCy 3.7.5) is made below
runs/peers, as in benchmarks/peers.py.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import Any

from peers import RUNNERS, WORK, Peer, install, run_logged

from coref.document import Document, Kind, Mention
from coref.metrics.evaluation import Evaluation
from coref.training.targets import read_targets
from corpora import registry

PEER = Peer(
    "spacy-experimental",
    "run_spacy.py",
    "",
    0,
    "spacy",
    # click: it is imported, but not asked for.
    ("spacy==3.7.5", "thinc==8.2.5", "spacy-experimental==0.6.4", "click", "numpy<2"),
)


def record(document: Document) -> dict[str, Any]:
    """The words of a document and the heads of its clusters of more than one mention, by the words' indices."""
    targets = read_targets(document)
    members: dict[int, list[int]] = {}
    for head, cluster in zip(targets.heads.tolist(), targets.clusters.tolist(), strict=True):
        members.setdefault(cluster, []).append(head)
    return {"words": list(document.words), "clusters": [heads for heads in members.values() if len(heads) > 1]}


def response(key: Document, clusters: Iterable[Iterable[int]]) -> Document:
    """The document with these heads for mentions."""
    return key.with_clusters([[_mention(key, head) for head in heads] for heads in clusters])


def _mention(document: Document, head: int) -> Mention:
    span = document.tokens[head]
    return Mention(*span, text=document.text[slice(*span)], head=span, kind=Kind.NOMINAL)


def compare(corpus: str, epochs: int) -> None:
    """Train on one corpus and print a row of the table."""
    python = install(PEER)
    keys = registry.load(corpus, "dev")
    files = [WORK / f"{corpus}-{name}.json" for name in ("train", "dev", "result")]
    for file, documents in zip(files, (registry.load(corpus, "train"), keys), strict=False):
        file.write_text(json.dumps([record(document) for document in documents]), encoding="utf-8")
    run_logged([python, RUNNERS / PEER.runner, *files, str(epochs)], WORK / f"{corpus}.log")
    found = json.loads(files[2].read_text(encoding="utf-8"))
    evaluation = Evaluation()
    for key, clusters in zip(keys, found["clusters"], strict=True):
        evaluation.add(key, response(key, clusters))
    score, size = 100 * evaluation.result().headline, found["parameters"] / 1e6
    print(f"| {corpus} | {score:.2f} | {size:.1f} | {found['words_per_second']:,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", nargs="+", default=["gum", "litbank"])
    parser.add_argument("--epochs", type=int, default=20)
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    print("| corpus | CoNLL F1, dev | M parameters | words/s |\n| --- | --- | --- | --- |")
    for corpus in options.corpora:
        compare(corpus, options.epochs)


if __name__ == "__main__":
    main()
