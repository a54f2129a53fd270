"""The data of a pre-training run: made once from raw text, then read from the run's folder."""

from __future__ import annotations

import json
import logging
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from coref.checkpoint import model_directory
from coref.errors import CheckpointError
from coref.pretraining.config import PretrainingConfig
from coref.pretraining.packing import Blocks, pack, read_pieces
from coref.pretraining.saved import copy_weights
from coref.pretraining.static import static_vectors
from coref.pretraining.subwords import TOKENIZER, load_subwords, train_subwords
from coref.pretraining.text import read_documents
from corpora import registry
from corpora.copies import shingles_of_dev

__all__ = ["LANGUAGES", "START", "STATIC", "PretrainingData", "build_data"]

logger = logging.getLogger(__name__)

LANGUAGES = ("pl", "en")
STATIC = "static.safetensors"
"""In a run from text: the file of static vectors, float32 [vocabulary, width] under the name ``vectors``."""
START = "start"
"""In a run that goes on from an encoder: the folder of that encoder's weights."""
_HELD_OUT_SEED = 0
_SUBWORD_SAMPLE_CHARACTERS = 60_000_000
_STATIC_SAMPLE_PIECES = 40_000_000


class PretrainingData:
    """Blocks of both languages in a fixed random order, and some held out.

    Block ``n`` of the epoch is the same whenever the run is started, so a step's number says which data it sees. The
    seed orders what is read; what is held out is the same for every seed, so that a run that goes on from another with
    a seed of its own does not measure itself on what the other read.
    """

    def __init__(self, folder: Path, config: PretrainingConfig) -> None:
        self._blocks = {language: Blocks(folder / f"{language}.bin", config.length) for language in LANGUAGES}
        chooser = np.random.default_rng(_HELD_OUT_SEED)
        orders = {language: chooser.permutation(len(blocks)) for language, blocks in self._blocks.items()}
        self.held_out = {
            language: torch.from_numpy(self._blocks[language][order[: config.held_out_blocks]])
            for language, order in orders.items()
        }
        pairs = [(language, block) for language in LANGUAGES for block in orders[language][config.held_out_blocks :]]
        self._order = [pairs[index] for index in np.random.default_rng(config.seed).permutation(len(pairs))]
        self._batch = config.batch
        packed = np.concatenate([read_pieces(folder / f"{language}.bin") for language in LANGUAGES])
        self.counts = torch.from_numpy(np.bincount(packed, minlength=config.shape.vocabulary))
        """How often each piece stands in the text, int64 [vocabulary]."""

    def batch(self, step: int) -> torch.Tensor:
        """The pieces of a step, int64 [batch, length]; after the last block the first follows."""
        first = step * self._batch
        chosen = [self._order[number % len(self._order)] for number in range(first, first + self._batch)]
        return torch.from_numpy(np.stack([self._blocks[language][block] for language, block in chosen]))


def build_data(config: PretrainingConfig, folder: Path) -> None:
    """Make in ``folder``, unless they are there, ``tokenizer.json``, ``<language>.bin`` and what the model starts from.

    Afterwards the run needs nothing but ``folder`` and its configuration.

    Raises:
        CorpusError: when a text is missing.
        CheckpointError: when what to start from, or the data, lacks a file, or they do not fit each other.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if config.start is None:
        if not (folder / STATIC).exists():
            _make_from_texts(config, folder)
    elif not (folder / START).exists():
        assert config.data is not None
        _copy_from_run(Path(config.data), model_directory(config.start), folder)


def _make_from_texts(config: PretrainingConfig, folder: Path) -> None:
    texts = _read_texts(config, folder)
    logger.info("learning %d subwords", config.shape.vocabulary)
    tokenizer = train_subwords(_sample(texts), config.shape.vocabulary)
    tokenizer.save(str(folder / TOKENIZER))
    for language in LANGUAGES:
        count = pack(texts[language], tokenizer, folder / f"{language}.bin")
        logger.info("%s: %d pieces of %d characters", language, count, sum(map(len, texts[language])))
    logger.info("factorising co-occurrences")
    torch.manual_seed(config.seed)
    share = _STATIC_SAMPLE_PIECES // len(LANGUAGES)
    pieces = np.concatenate([read_pieces(folder / f"{language}.bin")[:share] for language in LANGUAGES])
    save_file({"vectors": static_vectors(pieces, config.shape.vocabulary, config.shape.width)}, folder / STATIC)


def _copy_from_run(run: Path, start: Path, folder: Path) -> None:
    partial = folder / f"{START}.partial"
    partial.mkdir(exist_ok=True)
    try:
        for name in (TOKENIZER, *(f"{language}.bin" for language in LANGUAGES)):
            shutil.copyfile(run / name, folder / name)
    except FileNotFoundError as error:
        raise CheckpointError(
            f"{error.filename}: missing; data must be the folder of an earlier `coref pretrain`"
        ) from error
    _check_same_pieces(start, folder)
    copy_weights(start, partial)
    # Last and at once: its presence says that all is there.
    partial.rename(folder / START)


def _check_same_pieces(start: Path, folder: Path) -> None:
    if not (start / TOKENIZER).exists():
        raise CheckpointError(f"{start / TOKENIZER}: missing; start must be the directory of an encoder or of a model")
    if load_subwords(start).get_vocab() != load_subwords(folder).get_vocab():
        raise CheckpointError(f"{start}: its tokenizer is not the one that the data were made with")


def _read_texts(config: PretrainingConfig, folder: Path) -> dict[str, list[str]]:
    excluded = shingles_of_dev(config.exclude_corpora)
    seen: set[bytes] = set()
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    sizes: dict[str, int] = {}
    for source in config.sources:
        documents = list(read_documents(registry.data_root() / "text", source, config.seed, excluded, seen))
        texts[source.language] += documents
        sizes[source.name] = sum(map(len, documents))
    (folder / "characters.json").write_text(json.dumps(sizes, indent=1) + "\n", encoding="utf-8")
    return texts


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
