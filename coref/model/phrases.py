"""Mention heads with their boundaries → phrases: the words that the pair scorer compares."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from coref.model.inputs import ModelInput, contentful

__all__ = ["Phrases", "read_phrases"]

_BEFORE, _AFTER = 4, 4
"""Words farther from the head seldom tell one entity from another, and every pair of them is compared."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of m mentions; hashes as in ``WordFacts``.

    Attributes:
        first, last: word indices of the phrase's first and last word, int64 [m].
        heads: hash of the head's first lemma, int64 [m].
        modifiers: hashes of the first lemmas of the content words around the head, int64 [m, 8].
    """

    first: torch.Tensor
    last: torch.Tensor
    heads: torch.Tensor
    modifiers: torch.Tensor


def read_phrases(inputs: ModelInput, heads: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> Phrases:
    """Collect the words of phrases.

    Args:
        heads, first, last: word indices, int64 [m].
    """
    offsets = torch.tensor([*range(-_BEFORE, 0), *range(1, _AFTER + 1)], device=heads.device)
    places = heads.unsqueeze(1) + offsets  # [m, 8]
    inside = (first.unsqueeze(1) <= places) & (places <= last.unsqueeze(1))
    words = places.clamp(0, len(inputs) - 1)
    lemmas = inputs.facts.lemmas[:, 0]
    kept = inside & contentful(inputs)[words]
    return Phrases(first, last, lemmas[heads], lemmas[words].where(kept, torch.full_like(words, -1)))
