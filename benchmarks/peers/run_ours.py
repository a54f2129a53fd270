"""Runs our own model, in the folder or, where that is ``.``, in the package; see ``protocol``."""

from __future__ import annotations

from pathlib import Path

from protocol import Loaded, main

import coref


def prepare(_: str, folder: Path, sample: Path) -> None:
    """The model is there."""


def load(_: str, folder: Path) -> Loaded:
    resolver = coref.load(folder if folder.name else None)

    def answer(texts: list[str]) -> int:
        documents = resolver.pipe(texts, language="en")
        return sum(len(cluster.mentions) for document in documents for cluster in document.clusters)

    def count_pieces(text: str) -> int:
        words = text.split()
        return sum(map(len, resolver._checkpoint.subwords.split(words, [True] * len(words))))

    return Loaded(answer, count_pieces, resolver.info["parameters"])


if __name__ == "__main__":
    main(prepare, load)
