"""Masking: which pieces the model must guess."""

from __future__ import annotations

import torch

from coref.pretraining.subwords import SPECIAL_PIECES

__all__ = ["IGNORED", "mask_pieces"]

IGNORED = -100
_MASK = SPECIAL_PIECES.index("[MASK]")


def mask_pieces(
    pieces: torch.Tensor, share: float, vocabulary: int, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Hide a random ``share``: 80 % become [MASK], 10 % another piece, 10 % stay (Devlin et al. 2019).

    Args:
        pieces: int64 [batch, length].

    Returns:
        The masked pieces and the labels, ``IGNORED`` where nothing is asked; both int64 [batch, length].
    """
    draw = torch.rand(pieces.shape, generator=generator)
    chosen = (draw < share) & (pieces >= len(SPECIAL_PIECES))
    labels = pieces.where(chosen, torch.tensor(IGNORED))
    other = torch.randint(len(SPECIAL_PIECES), vocabulary, pieces.shape, generator=generator)
    masked = pieces.where(~(chosen & (draw < share * 0.9)), other)
    return masked.where(~(chosen & (draw < share * 0.8)), torch.tensor(_MASK)), labels
