"""Sampled softmax: a hidden piece is to be told from a few thousand others, not from all (Jean et al. 2015).

Else a third of a step's time on a CPU goes to scores of pieces that nobody would have guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn import functional

__all__ = ["Negatives", "PieceSampler", "sampled_loss"]

_COUNT = 4096
_POWER = 0.6
"""Of a piece's frequency, which flattens the distribution drawn from (Mikolov et al. 2013 take 0.75)."""
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Negatives:
    """Pieces that were drawn, int64 [n], and how often each was to be expected among them, as logarithms [n]."""

    pieces: torch.Tensor
    expected: torch.Tensor


class PieceSampler:
    """Draws pieces, frequent ones more often.

    Args:
        counts: how often each piece stands in the text, [vocabulary].
        special: how many pieces, from the first on, are never guessed.
    """

    def __init__(self, counts: torch.Tensor, special: int) -> None:
        shares = (counts.double() + 1).pow(_POWER)
        shares[:special] = 0
        shares /= shares.sum()
        self._cumulated = shares.cumsum(0)
        self._expected = (shares * _COUNT).log().float()

    def draw(self, generator: torch.Generator) -> Negatives:
        """A few thousand pieces, with repetitions."""
        draws = torch.rand(_COUNT, generator=generator, dtype=torch.float64)
        pieces = torch.searchsorted(self._cumulated, draws).clamp(max=len(self._cumulated) - 1)
        return Negatives(pieces, self._expected[pieces])


def sampled_loss(
    states: torch.Tensor, wanted: torch.Tensor, vectors: torch.Tensor, bias: torch.Tensor, negatives: Negatives
) -> torch.Tensor:
    """Mean cross-entropy of the wanted pieces among themselves and the drawn ones, whose scores are corrected for how
    often they are drawn, so that it estimates that among all pieces.

    Args:
        states: [hidden, width].
        wanted: int64 [hidden].
        vectors: of all pieces, [vocabulary, width]; ``bias``: [vocabulary].
    """
    others = functional.linear(states, vectors[negatives.pieces], bias[negatives.pieces]).float() - negatives.expected
    others = others.masked_fill(negatives.pieces == wanted.unsqueeze(1), _NEVER)
    right = (states * vectors[wanted].to(states.dtype)).sum(-1).float() + bias[wanted]
    scores = torch.cat([right.unsqueeze(1), others], dim=1)
    return functional.cross_entropy(scores, torch.zeros_like(wanted))
