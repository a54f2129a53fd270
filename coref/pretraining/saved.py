"""An encoder on disk: a ``transformers`` directory, and beside it the head that masked language modelling needs."""

from __future__ import annotations

from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn

from coref.errors import CheckpointError

__all__ = ["WEIGHT_FILES", "load_weights", "save_head"]

_ENCODER = "model.safetensors"
_HEAD = "head.safetensors"
WEIGHT_FILES = (_ENCODER, _HEAD)
"""The bare encoder's file, which ``transformers`` reads, and the head's, which it does not look for."""
_ENCODER_PREFIX = "model."
_TIED = "decoder.weight"
"""The decoder's matrix is the embeddings."""


def save_head(model: nn.Module, directory: Path) -> None:
    """Write what a masked language model has beyond its encoder and the embeddings."""
    head = {
        name: tensor
        for name, tensor in model.state_dict().items()
        if not name.startswith(_ENCODER_PREFIX) and name != _TIED
    }
    save_file(head, directory / _HEAD, metadata={"format": "pt"})


def load_weights(model: nn.Module, directory: Path) -> None:
    """Fill a masked language model with the weights of an encoder and its head.

    Raises:
        CheckpointError: when a file is missing or damaged, or the weights are of another shape.
    """
    try:
        encoder, weights = load_file(directory / _ENCODER), load_file(directory / _HEAD)
        weights |= {_ENCODER_PREFIX + name: tensor for name, tensor in encoder.items()}
        weights[_TIED] = encoder["embeddings.tok_embeddings.weight"]
        model.load_state_dict(weights)
    except (OSError, KeyError, RuntimeError, SafetensorError) as error:
        raise CheckpointError(f"{directory}: its weights cannot be the start of this encoder: {error}") from error
