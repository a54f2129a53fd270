"""The optimiser and the learning-rate schedule of both kinds of training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import torch
from torch import nn

__all__ = ["layer_groups", "linear_schedule", "new_optimizer", "set_rate_factor"]

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


def layer_groups(encoder: nn.Module, rate: float, decay: float) -> list[tuple[nn.Module, float]]:
    """The parameters of an encoder with learning rates that shrink towards its input (Howard & Ruder 2018).

    Layer i of L, counted from 1, learns at ``rate * decay ** (L - i)``; embeddings count as layer 0.

    Args:
        encoder: a module whose longest ``nn.ModuleList`` holds its layers.
    """
    if decay == 1:
        return [(encoder, rate)]
    layers: defaultdict[int, list[nn.Parameter]] = defaultdict(list)
    for parameter, layer in _layers_of_parameters(encoder):
        layers[layer].append(parameter)
    top = max(layers)
    return [(nn.ParameterList(layers[layer]), rate * decay ** (top - layer)) for layer in sorted(layers)]


def _layers_of_parameters(encoder: nn.Module) -> Iterator[tuple[nn.Parameter, int]]:
    lists = [(name, module) for name, module in encoder.named_modules() if isinstance(module, nn.ModuleList)]
    prefix, stack = max(lists, key=lambda item: len(item[1]))
    embeddings = {module.weight for module in encoder.modules() if isinstance(module, nn.Embedding)}
    outside = 0
    for name, parameter in encoder.named_parameters():
        if name.startswith(f"{prefix}."):
            yield parameter, int(name.removeprefix(f"{prefix}.").partition(".")[0]) + 1
            # What comes behind the layers, a last norm for example, learns as the top one does.
            outside = len(stack)
        else:
            yield parameter, 0 if parameter in embeddings else outside


def set_rate_factor(optimizer: torch.optim.AdamW, factor: float) -> None:
    """Set every learning rate to ``factor`` times its peak."""
    for group in optimizer.param_groups:
        group["lr"] = group["peak_lr"] * factor


def linear_schedule(step: int, steps: int, warmup_steps: int) -> float:
    """The learning rate's factor at ``step`` (0-based): up over the warm-up, then down to zero in a line."""
    if step < warmup_steps:
        return (step + 1) / warmup_steps
    return max(0.0, (steps - step) / max(1, steps - warmup_steps))
