"""What words are compared by: where they stand, and hashes of what they are."""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch

from coref.model.rows import at

__all__ = ["WordFacts"]


@dataclass(frozen=True, slots=True)
class WordFacts:
    """Facts about n words.

    Hashes stand for strings: equal hashes mean equal strings, negative numbers mean that there is none and are
    equal to nothing.

    Attributes:
        sentences: index of the sentence, int64 [n].
        quotations: index of the quotation, 0 outside, int64 [n].
        speakers: number of the speaker, 0 where nobody is known to speak, int64 [n].
        forms: hash of the word in lower case, int64 [n].
        stems: hash of its first letters, int64 [n].
        lemmas: hashes of its possible lemmas, int64 [n, 3].
        names: hashes of the lemmas of the run of capitalised words that it is in, int64 [n, 6].
    """

    sentences: torch.Tensor
    quotations: torch.Tensor
    speakers: torch.Tensor
    forms: torch.Tensor
    stems: torch.Tensor
    lemmas: torch.Tensor
    names: torch.Tensor

    def __len__(self) -> int:
        return len(self.forms)

    def of(self, words: torch.Tensor) -> WordFacts:
        """The facts about some words, by index, int64 [m]."""
        return WordFacts(*(at(getattr(self, field.name), words) for field in fields(self)))
