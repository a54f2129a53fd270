"""An encoder on disk: a ``transformers`` directory, and beside it the head that masked language modelling needs."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from coref.checkpoint import load_checkpoint
from coref.errors import CheckpointError

__all__ = ["WEIGHT_FILES", "copy_weights", "load_weights", "save_weights"]

_ENCODER = "model.safetensors"
_HEAD = "head.safetensors"
WEIGHT_FILES = (_ENCODER, _HEAD)
"""The bare encoder's file, which ``transformers`` reads, and the head's, which it does not look for."""
_ENCODER_PREFIX = "model."
_TIED = "decoder.weight"
"""The decoder's matrix is the embeddings."""


def save_weights(model: nn.Module, directory: Path) -> None:
    """Write the weights of a masked language model: its encoder's, and what it has beyond that and the embeddings."""
    encoder = {
        name.removeprefix(_ENCODER_PREFIX): tensor
        for name, tensor in model.state_dict().items()
        if name.startswith(_ENCODER_PREFIX)
    }
    save_file(encoder, directory / _ENCODER, metadata={"format": "pt"})
    save_file(_head(model), directory / _HEAD, metadata={"format": "pt"})


def _head(model: nn.Module) -> dict[str, torch.Tensor]:
    """What a masked language model has beyond its encoder and the embeddings."""
    return {
        name: tensor
        for name, tensor in model.state_dict().items()
        if not name.startswith(_ENCODER_PREFIX) and name != _TIED
    }


def load_weights(model: nn.Module, directory: Path) -> None:
    """Fill a masked language model with the weights of an encoder and, where there is one, its head.

    Raises:
        CheckpointError: when a file is missing or damaged, or the weights are of another shape.
    """
    try:
        encoder = load_file(directory / _ENCODER)
        weights = {_ENCODER_PREFIX + name: tensor for name, tensor in encoder.items()}
        weights |= load_file(directory / _HEAD) if (directory / _HEAD).exists() else _head(model)
        weights[_TIED] = encoder["embeddings.tok_embeddings.weight"]
        model.load_state_dict(weights)
    except (OSError, KeyError, RuntimeError, SafetensorError) as error:
        raise CheckpointError(f"{directory}: its weights cannot be the start of this encoder: {error}") from error


def copy_weights(start: Path, directory: Path) -> None:
    """Write to ``directory`` the weights of an encoder and its head, or those of the encoder of a model.

    Raises:
        CheckpointError: when ``start`` is neither.
    """
    if (start / _HEAD).exists():
        for name in WEIGHT_FILES:
            shutil.copyfile(start / name, directory / name)
        return
    encoder = load_checkpoint(start).model.encoder.encoder
    save_file(encoder.state_dict(), directory / _ENCODER, metadata={"format": "pt"})
