"""Trains spaCy's experimental coreference from nothing and resolves other documents with it.

    run_spacy.py TRAIN DEV RESULT EPOCHS

TRAIN and DEV are JSON lists of documents, {"words": [...], "clusters": [[index of a head, ...], ...]}. RESULT becomes
the clusters of DEV, words a second on DEV and the number of parameters. The shape is that of the published example
project's configuration for CPUs.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

PREFIX = "coref_head_clusters"
WIDTH = 96
CONFIG = {
    "span_cluster_prefix": PREFIX,
    "model": {
        "@architectures": "spacy-experimental.Coref.v1",
        "distance_embedding_size": 20,
        "dropout": 0.3,
        "hidden_size": 64,
        "depth": 1,
        "antecedent_limit": 50,
        "antecedent_batch_size": 512,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": WIDTH,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [5000, 2500, 2500, 2500],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "depth": 4,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    },
}


def read(nlp: Language, record: dict[str, Any]) -> Doc:
    document = Doc(nlp.vocab, words=record["words"])
    for number, heads in enumerate(record["clusters"]):
        document.spans[f"{PREFIX}_{number}"] = [document[head : head + 1] for head in heads]
    return document


def train(nlp: Language, records: list[dict[str, Any]], epochs: int) -> None:
    examples = [Example(Doc(nlp.vocab, words=record["words"]), read(nlp, record)) for record in records]
    optimizer = nlp.initialize(lambda: examples)
    start = time.perf_counter()
    for epoch in range(epochs):
        random.shuffle(examples)
        losses: dict[str, float] = {}
        for example in examples:
            nlp.update([example], sgd=optimizer, losses=losses, drop=0.3)
        print(f"epoch {epoch + 1} of {epochs}: {time.perf_counter() - start:.0f} s, {losses}", flush=True)


def resolve(nlp: Language, document: Doc) -> list[list[int]]:
    nlp.get_pipe("experimental_coref")(document)
    return [[span.start for span in spans] for key, spans in document.spans.items() if key.startswith(PREFIX)]


def main() -> None:
    train_path, dev_path, result = map(Path, sys.argv[1:4])
    random.seed(0)
    fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("experimental_coref", config=CONFIG)
    train(nlp, json.loads(train_path.read_text(encoding="utf-8")), int(sys.argv[4]))
    documents = [Doc(nlp.vocab, words=record["words"]) for record in json.loads(dev_path.read_text(encoding="utf-8"))]
    start = time.perf_counter()
    clusters = [resolve(nlp, document) for document in documents]
    seconds = time.perf_counter() - start
    layers = list(nlp.get_pipe("experimental_coref").model.walk())
    own = sum(layer.get_param(name).size for layer in layers for name in layer.param_names if layer.has_param(name))
    of_torch = sum(weights.numel() for layer in layers for shim in layer.shims for weights in shim._model.parameters())
    found = {"clusters": clusters, "words_per_second": sum(map(len, documents)) / seconds, "parameters": own + of_torch}
    result.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
