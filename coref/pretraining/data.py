"""The data of a pre-training run: made once from raw text, then read from the run's folder."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from coref.pretraining.config import PretrainingConfig
from coref.pretraining.packing import Blocks, pack, read_pieces
from coref.pretraining.static import static_vectors
from coref.pretraining.subwords import train_subwords
from coref.pretraining.text import read_documents, shingles
from corpora import registry

__all__ = ["LANGUAGES", "PretrainingData", "build_data"]

logger = logging.getLogger(__name__)

LANGUAGES = ("pl", "en")
_SUBWORD_SAMPLE_CHARACTERS = 60_000_000
_STATIC_SAMPLE_PIECES = 40_000_000


class PretrainingData:
    """Blocks of both languages in a fixed random order, and some held out.

    Block ``n`` of the epoch is the same whenever the run is started, so a step's number says which data it sees.
    """

    def __init__(self, folder: Path, config: PretrainingConfig) -> None:
        self._blocks = {language: Blocks(folder / f"{language}.bin", config.length) for language in LANGUAGES}
        chooser = np.random.default_rng(config.seed)
        orders = {language: chooser.permutation(len(blocks)) for language, blocks in self._blocks.items()}
        self.held_out = {
            language: torch.from_numpy(self._blocks[language][order[: config.held_out_blocks]])
            for language, order in orders.items()
        }
        pairs = [(language, block) for language in LANGUAGES for block in orders[language][config.held_out_blocks :]]
        self._order = [pairs[index] for index in chooser.permutation(len(pairs))]
        self._batch = config.batch

    def batch(self, step: int) -> torch.Tensor:
        """The pieces of a step, int64 [batch, length]; after the last block the first follows."""
        first = step * self._batch
        chosen = [self._order[number % len(self._order)] for number in range(first, first + self._batch)]
        return torch.from_numpy(np.stack([self._blocks[language][block] for language, block in chosen]))


def build_data(config: PretrainingConfig, folder: Path) -> torch.Tensor:
    """Make ``tokenizer.json``, ``<language>.bin`` and the static vectors in ``folder``, unless they are there.

    Returns:
        The static vectors, float32 [vocabulary, width].
    """
    vectors = folder / "static.safetensors"
    if not vectors.exists():
        folder.mkdir(parents=True, exist_ok=True)
        texts = _read_texts(config, folder)
        logger.info("learning %d subwords", config.shape.vocabulary)
        tokenizer = train_subwords(_sample(texts), config.shape.vocabulary)
        tokenizer.save(str(folder / "tokenizer.json"))
        for language in LANGUAGES:
            count = pack(texts[language], tokenizer, folder / f"{language}.bin")
            logger.info("%s: %d pieces of %d characters", language, count, sum(map(len, texts[language])))
        logger.info("factorising co-occurrences")
        share = _STATIC_SAMPLE_PIECES // len(LANGUAGES)
        pieces = np.concatenate([read_pieces(folder / f"{language}.bin")[:share] for language in LANGUAGES])
        save_file({"vectors": static_vectors(pieces, config.shape.vocabulary, config.shape.width)}, vectors)
    return load_file(vectors)["vectors"]


def _read_texts(config: PretrainingConfig, folder: Path) -> dict[str, list[str]]:
    excluded = set(_shingles_of_dev(config))
    seen: set[bytes] = set()
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    sizes: dict[str, int] = {}
    for source in config.sources:
        documents = list(read_documents(registry.data_root() / "text", source, config.seed, excluded, seen))
        texts[source.language] += documents
        sizes[source.name] = sum(map(len, documents))
    (folder / "characters.json").write_text(json.dumps(sizes, indent=1) + "\n", encoding="utf-8")
    return texts


def _shingles_of_dev(config: PretrainingConfig) -> Iterator[str]:
    for name in config.exclude_corpora:
        for document in registry.load(name, "dev"):
            yield from shingles(document.text)


def _sample(texts: dict[str, list[str]]) -> Iterator[str]:
    """As many characters of each language, drawn at random."""
    for language in LANGUAGES:
        left = _SUBWORD_SAMPLE_CHARACTERS // len(LANGUAGES)
        documents = texts[language]
        for index in random.Random(language).sample(range(len(documents)), len(documents)):
            if left <= 0:
                break
            yield documents[index][:left]
            left -= len(documents[index])
