"""Attention of many heads, in the way that is fastest where it is computed."""

from __future__ import annotations

import torch
from torch.nn import functional

from coref.precision import multiplies_tiles

__all__ = ["Mask", "attend"]

Mask = torch.Tensor | None
"""What is added to the scores, [rows or 1, heads or 1, length, length]; ``None`` for nothing."""

_BLOCK = 128
"""Places whose nearby places are looked at together."""


def attend(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: Mask, reach: int | None) -> torch.Tensor:
    """Attention (Vaswani et al. 2017), scores scaled by the root of the width.

    Args:
        query, key, value: [rows, heads, length, head width].
        mask: what hides places.
        reach: how far from a place the mask lets others be seen; ``None`` for any distance.

    Returns:
        [rows, length, heads, head width].
    """
    length = query.shape[2]
    if reach is None or mask is None or length <= _BLOCK or not query.is_cpu:
        return _attend(query, key, value, mask)
    blocks = []
    for first in range(0, length, _BLOCK):
        last = min(first + _BLOCK, length)
        left, right = max(0, first - reach), min(length, last + reach)
        blocks.append(
            _attend(
                query[:, :, first:last],
                key[:, :, left:right],
                value[:, :, left:right],
                mask[..., first:last, left:right],
            )
        )
    return torch.cat(blocks, dim=1)


def _attend(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: Mask) -> torch.Tensor:
    if _is_fused(query):
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    else:
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(2, 3)
        if mask is not None:
            scores += mask
        attended = scores.softmax(-1) @ value
    return attended.transpose(1, 2)


def _is_fused(query: torch.Tensor) -> bool:
    """Whether the fused kernel is the faster one.

    Of CPUs that compute in half precision those without AMX take three times as long in it as in matrix products. Its
    gradient is slow on every CPU.
    """
    if not query.is_cpu:
        return True
    return not query.requires_grad and (query.dtype == torch.float32 or multiplies_tiles())
