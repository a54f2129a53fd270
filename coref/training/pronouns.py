"""Pronouns with names that they may stand for (GAP): texts of which nothing else is annotated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from coref.document import Document, Span
from corpora.gap import GapExample

__all__ = ["PronounChoice", "read_choice"]


@dataclass(frozen=True, slots=True)
class PronounChoice:
    """A pronoun and its two names.

    Attributes:
        pronoun: word index, int64 [1].
        names: word indices of the first and the last word of each name, int64 [2, 2].
        true: which of the names the pronoun stands for, bool [2].
    """

    pronoun: torch.Tensor
    names: torch.Tensor
    true: torch.Tensor


def read_choice(document: Document, example: GapExample) -> PronounChoice | None:
    """What is to be chosen in ``document``, which is the example's text; ``None`` where a word holds more than that."""
    pronoun, first, second = (_words(document, span) for span in (example.pronoun, example.a, example.b))
    if len({*pronoun, *first, *second}) < len(pronoun) + len(first) + len(second) or len(pronoun) != 1:
        return None
    return PronounChoice(
        pronoun=torch.tensor(pronoun),
        names=torch.tensor([[name[0], name[-1]] for name in (first, second)]),
        true=torch.tensor([example.a_corefers, example.b_corefers]),
    )


def _words(document: Document, span: Span) -> Sequence[int]:
    """The words that share something with a span; there is one at least."""
    return [word for word, (start, end) in enumerate(document.tokens) if start < span[1] and span[0] < end]
