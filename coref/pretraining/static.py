"""Static vectors that start the encoder's embeddings: factorised positive mutual information.

A piece is described by the frequent pieces directly before it, directly after it, and within a few places of it; the
three counts are turned into positive pointwise mutual information with a smoothed context distribution and factorised
by a randomised singular value decomposition (Levy, Goldberg & Dagan 2015; Halko, Martinsson & Tropp 2011). It takes
minutes where learning the same by gradient takes hours of a CPU.
"""

from __future__ import annotations

import numpy as np
import torch

__all__ = ["static_vectors"]

_CONTEXTS = 8192
_WINDOW = 5
_SMOOTHING = 0.75
_EIGENVALUE_POWER = 0.5


def static_vectors(pieces: np.ndarray, vocabulary: int, width: int) -> torch.Tensor:
    """Vectors for every piece.

    Args:
        pieces: identifiers of running text, integers, [n].

    Returns:
        float32 [vocabulary, width], rows of unit length (zero for pieces never seen).
    """
    stream = torch.from_numpy(pieces.astype(np.int64))
    contexts = torch.bincount(stream, minlength=vocabulary).argsort(descending=True, stable=True)[:_CONTEXTS]
    column = torch.full((vocabulary,), -1, dtype=torch.int64)
    column[contexts] = torch.arange(len(contexts))
    before_after = [_counts(stream, column, (distance,), vocabulary, len(contexts)) for distance in (-1, 1)]
    around = [distance for distance in range(-_WINDOW, _WINDOW + 1) if abs(distance) > 1]
    blocks = [*before_after, _counts(stream, column, tuple(around), vocabulary, len(contexts))]
    information = torch.cat([_positive_mutual_information(block) for block in blocks], dim=1)
    left, values, _ = torch.svd_lowrank(information, q=width, niter=3)
    return torch.nn.functional.normalize(left * values**_EIGENVALUE_POWER, dim=1)


def _counts(
    stream: torch.Tensor, column: torch.Tensor, distances: tuple[int, ...], vocabulary: int, contexts: int
) -> torch.Tensor:
    """How often each context stands at one of ``distances`` from each piece: float32 [vocabulary, contexts]."""
    counts = torch.zeros(vocabulary * contexts)
    for distance in distances:
        centre, context = (
            (stream[:-distance], stream[distance:]) if distance > 0 else (stream[-distance:], stream[:distance])
        )
        columns = column[context]
        known = columns >= 0
        cells = centre[known] * contexts + columns[known]
        counts.scatter_add_(0, cells, torch.full(cells.shape, 1 / abs(distance)))
    return counts.view(vocabulary, contexts)


def _positive_mutual_information(counts: torch.Tensor) -> torch.Tensor:
    """Turn counts into positive pointwise mutual information, in place."""
    of_piece = counts.sum(1, keepdim=True).clamp_(min=1e-9)
    of_context = counts.sum(0, keepdim=True) ** _SMOOTHING
    of_context /= of_context.sum()
    return counts.div_(of_piece).div_(of_context.clamp_(min=1e-12)).clamp_(min=1.0).log_()
