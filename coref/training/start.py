"""Where training starts: an encoder below layers that know nothing yet, or a whole model that is trained on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from coref.checkpoint import load_checkpoint, model_directory
from coref.encoders import load_encoder, load_tokenizer, new_encoder
from coref.errors import CheckpointError
from coref.model.config import ModelConfig
from coref.model.scorer import MentionPairModel
from coref.training.config import TrainingConfig
from corpora import registry

__all__ = ["first_model", "move_back"]

_SCHEMES = "schemes.weight"


def first_model(config: TrainingConfig) -> tuple[MentionPairModel, PreTrainedModel, PreTrainedTokenizerBase]:
    """The model before its first step, the ``transformers`` encoder in it, and that one's tokenizer.

    Raises:
        CheckpointError: when the encoder or the model to start from is not there or cannot be used.
    """
    schemes = tuple(dict.fromkeys(registry.get(name).scheme for name in config.corpora))
    if config.start is not None:
        return _trained(config, model_directory(config.start), schemes)
    assert config.encoder is not None
    encoder, tokenizer = load_encoder(config.encoder, config.encoder_dropout)
    shape = ModelConfig(encoder=encoder.config.to_dict(), schemes=schemes, **_settings(config))
    return MentionPairModel(shape, encoder), encoder, tokenizer


@torch.no_grad()
def move_back(model: MentionPairModel, config: TrainingConfig) -> None:
    """Move the weights by ``start_share`` of the way back to where they started (WiSE-FT, Wortsman et al. 2022).

    Much of what training taught stays, and less of what was known before is forgotten.

    Raises:
        CheckpointError: when the model they started from is no longer there.
    """
    # The start's own encoder, whichever the training began with.
    start = first_model(config.model_copy(update={"encoder": None}))[0].state_dict()
    for name, weights in model.state_dict().items():
        weights.lerp_(start[name].to(weights.device), config.start_share)


def _trained(
    config: TrainingConfig, directory: Path, schemes: tuple[str, ...]
) -> tuple[MentionPairModel, PreTrainedModel, PreTrainedTokenizerBase]:
    start = load_checkpoint(directory).model
    known = start.config.schemes
    together = tuple(dict.fromkeys(known + schemes))
    shape = start.config.model_copy(update={"schemes": together, **_settings(config)})
    encoder = new_encoder(shape.encoder, config.encoder_dropout)
    model = MentionPairModel(shape, encoder)
    weights = start.state_dict()
    # A new scheme starts as the mean of those that are known.
    of_new = weights[_SCHEMES].mean(0, keepdim=True).expand(len(shape.schemes) - len(known), -1)
    weights[_SCHEMES] = torch.cat([weights[_SCHEMES], of_new])
    model.load_state_dict(weights)
    if config.encoder is not None:
        _replace_encoder(encoder, config.encoder)
    return model, encoder, load_tokenizer(str(directory))


def _replace_encoder(encoder: PreTrainedModel, source: str) -> None:
    try:
        encoder.load_state_dict(load_encoder(source, 0)[0].state_dict())
    except RuntimeError as error:
        raise CheckpointError(f"{source}: not an encoder of the shape that the model has: {error}") from error


def _settings(config: TrainingConfig) -> dict[str, Any]:
    """What the training's configuration says of the model itself."""
    return config.model_dump(include={"defaults", "window", "overlap", "dropout"})
