"""Masking: which pieces the model must guess."""

from __future__ import annotations

import torch

from coref.pretraining.subwords import SPECIAL_PIECES

__all__ = ["mask_pieces"]

_MASK = SPECIAL_PIECES.index("[MASK]")


def mask_pieces(
    pieces: torch.Tensor, share: float, vocabulary: int, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Hide a random ``share``: 80 % become [MASK], 10 % another piece, 10 % stay (Devlin et al. 2019).

    Args:
        pieces: int64 [batch, length].

    Returns:
        The masked pieces, int64 [batch, length], and the places of those that are asked for, in all rows one behind
        the other, int64 [hidden].
    """
    draw = torch.rand(pieces.shape, generator=generator)
    chosen = (draw < share) & (pieces >= len(SPECIAL_PIECES))
    other = torch.randint(len(SPECIAL_PIECES), vocabulary, pieces.shape, generator=generator)
    masked = pieces.where(~(chosen & (draw < share * 0.9)), other)
    return masked.where(~(chosen & (draw < share * 0.8)), torch.tensor(_MASK)), chosen.flatten().nonzero().squeeze(1)
