"""Annotated corpora → what each step of training reads."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from transformers import PreTrainedTokenizerBase

from coref.model.inputs import ModelInput, read_input
from coref.morphology import FEATURES
from coref.training.config import TrainingConfig
from coref.training.targets import Targets, read_targets
from corpora import registry

__all__ = ["Example", "plan_steps", "read_examples", "without_morphology"]


@dataclass(frozen=True, slots=True)
class Example:
    """A document ready for training."""

    inputs: ModelInput
    targets: Targets
    scheme: str


def read_examples(config: TrainingConfig, tokenizer: PreTrainedTokenizerBase) -> list[Example]:
    """Every document of the train splits that has a word."""
    return [
        Example(read_input(document, tokenizer, config.window, config.overlap), read_targets(document), corpus.scheme)
        for corpus in map(registry.get, config.corpora)
        for document in registry.load(corpus.name, "train")
        if document.tokens
    ]


def plan_steps(examples: Sequence[Example], epochs: int, batch_words: int, seed: int) -> list[list[int]]:
    """The examples of every step of a run: each epoch in a new order, about ``batch_words`` words a step."""
    return [
        batch
        for epoch in range(epochs)
        for batch in _batches(_shuffled(len(examples), f"{seed} {epoch}"), examples, batch_words)
    ]


def without_morphology(inputs: ModelInput) -> ModelInput:
    """The input as it is where no morphological analyser is installed, so that the model learns to do without."""
    features = inputs.features.clone()
    features[:, : len(FEATURES)] = 0
    lemmas = torch.arange(-1, -1 - inputs.lemmas.numel(), -1).view(inputs.lemmas.shape).clone()
    lemmas[:, 0] = inputs.forms
    return replace(inputs, features=features, lemmas=lemmas)


def _shuffled(count: int, seed: str) -> list[int]:
    return random.Random(seed).sample(range(count), count)


def _batches(order: Sequence[int], examples: Sequence[Example], batch_words: int) -> Iterator[list[int]]:
    batch: list[int] = []
    words = 0
    for index in order:
        batch.append(index)
        words += len(examples[index].inputs)
        if words >= batch_words:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch
