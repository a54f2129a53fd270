"""The optimiser and the learning-rate schedule of both kinds of training."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import nn

__all__ = ["linear_schedule", "new_optimizer", "set_rate_factor"]

_BETAS = (0.9, 0.98)


def new_optimizer(groups: Iterable[tuple[nn.Module, float]], weight_decay: float) -> torch.optim.AdamW:
    """AdamW (Loshchilov & Hutter 2019) over modules with their learning rates; only matrices decay."""
    described = []
    for module, rate in groups:
        parameters = [parameter for parameter in module.parameters() if parameter.requires_grad]
        for decays in (True, False):
            chosen = [parameter for parameter in parameters if (parameter.ndim > 1) == decays]
            decay = weight_decay if decays else 0.0
            described.append({"params": chosen, "lr": rate, "peak_lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(described, betas=_BETAS, fused=True)


def set_rate_factor(optimizer: torch.optim.AdamW, factor: float) -> None:
    """Set every learning rate to ``factor`` times its peak."""
    for group in optimizer.param_groups:
        group["lr"] = group["peak_lr"] * factor


def linear_schedule(step: int, steps: int, warmup_steps: int) -> float:
    """The learning rate's factor at ``step`` (0-based): up over the warm-up, then down to zero in a line."""
    if step < warmup_steps:
        return (step + 1) / warmup_steps
    return max(0.0, (steps - step) / max(1, steps - warmup_steps))
