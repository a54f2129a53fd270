"""The mean of several models' weights: often better than the best of them, and no slower (Wortsman et al. 2022)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch

from coref.checkpoint import load_checkpoint, save_checkpoint
from coref.encoders import load_tokenizer
from coref.errors import CheckpointError, InputError

__all__ = ["average"]


@torch.no_grad()
def average(shares: Mapping[Path, float], output: Path) -> None:
    """Write the mean of the models in these directories, each by its share of their sum, under the name of the first.

    It makes sense where training took all of them from the same weights, as stages of one training do.

    Raises:
        InputError: when a share is not positive, or there are fewer than two models.
        CheckpointError: when a model cannot be read, or is not of the shape of the first.
    """
    if len(shares) < 2:
        raise InputError("a mean needs at least two different models")
    if not all(share > 0 for share in shares.values()):
        raise InputError("the share of each model must be above 0")
    total = sum(shares.values())
    first, *others = shares
    mean = load_checkpoint(first)
    pieces = _pieces(first)
    weights = mean.model.state_dict()
    for weight in weights.values():
        weight.mul_(shares[first] / total)
    for directory in others:
        other = load_checkpoint(directory)
        if other.model.config != mean.model.config or _pieces(directory) != pieces:
            raise CheckpointError(f"{directory}: not of the shape and the settings of {first}; see config.json")
        for name, weight in other.model.state_dict().items():
            weights[name].add_(weight, alpha=shares[directory] / total)
    save_checkpoint(output, mean.model, load_tokenizer(str(first)), name=mean.name)


def _pieces(directory: Path) -> bytes:
    return (directory / "tokenizer.json").read_bytes()
