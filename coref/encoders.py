"""Encoders of ``transformers``, whichever their family: reading one, making one, how long a row it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import nn
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForTextEncoding,
    AutoTokenizer,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from coref.errors import CheckpointError, ConfigError

__all__ = [
    "check_window",
    "load_encoder",
    "load_tokenizer",
    "longest_row",
    "new_encoder",
    "train_quickly",
]

_DROPOUTS = ("embedding_dropout", "hidden_dropout_prob", "attention_probs_dropout_prob", "dropout_rate")
"""What the families call their dropout.

ModernBERT's of attention and of hidden layers stay 0, as they were when it was pre-trained.
"""

_WITH_DECODER = frozenset({"t5", "mt5", "umt5"})
"""Families whose ``AutoModel`` has a decoder, for which there is nothing to write here."""


def load_encoder(source: str, dropout: float) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """An encoder to put under the scorer, in single precision, and its tokenizer.

    Args:
        source: directory, or a name on the Hugging Face hub.

    Raises:
        CheckpointError: when there is no such encoder, or it is of a kind that cannot be used.
    """
    return _load_model(source, dropout), load_tokenizer(source)


def new_encoder(values: Mapping[str, Any], dropout: float = 0.0) -> PreTrainedModel:
    """An encoder with random weights, from its configuration as a checkpoint stores it.

    Raises:
        KeyError, ValueError: when the configuration is not one of ``transformers``.
    """
    values = dict(values)
    config = AutoConfig.for_model(values.pop("model_type"), **values)
    _set_dropout(config, dropout)
    model: PreTrainedModel = _auto_class(config).from_config(config)
    return _unwrapped(model)


def train_quickly(encoder: PreTrainedModel, device: str) -> None:
    """Choose the attention whose gradient is fast.

    On CPUs that of the fused kernel is slow, and on short rows plain matrix products are faster.
    """
    if device == "cpu":
        encoder.set_attn_implementation("eager")


def check_window(encoder: nn.Module, window: int) -> None:
    """
    Raises:
        ConfigError: when rows of ``window`` pieces are too long for the encoder.
    """
    longest = longest_row(encoder)
    if longest is not None and window > longest:
        raise ConfigError(f"window is {window}, but the encoder takes at most {longest} pieces: set window = {longest}")


def longest_row(encoder: nn.Module) -> int | None:
    """How many pieces the encoder takes at once, special ones included; ``None`` where there is no limit."""
    for name, module in encoder.named_modules():
        if name.endswith("position_embeddings") and isinstance(module, nn.Embedding):
            # The RoBERTa family counts positions from behind that of padding.
            unused = 0 if module.padding_idx is None else module.padding_idx + 1
            return module.num_embeddings - unused
    config: Any = encoder.config
    if getattr(config, "relative_attention", False):
        return None
    longest: int | None = getattr(config, "max_position_embeddings", None)
    return longest


def _load_model(source: str, dropout: float) -> PreTrainedModel:
    try:
        config = AutoConfig.from_pretrained(source)
        if config.is_encoder_decoder and config.model_type not in _WITH_DECODER:
            raise CheckpointError(f"{source}: the encoder of {config.model_type!r} cannot be told from its decoder")
        _set_dropout(config, dropout)
        # Some encoders are stored in half precision, in which small updates would be lost.
        model: PreTrainedModel = _auto_class(config).from_pretrained(source, config=config, dtype=torch.float32)
    except (OSError, ValueError) as error:
        raise CheckpointError(
            f"{source}: cannot load an encoder from there ({error}); give a directory with config.json, "
            "model.safetensors and tokenizer files, for example one made by `coref pretrain`"
        ) from error
    return _unwrapped(model)


def load_tokenizer(source: str) -> PreTrainedTokenizerBase:
    """The fast tokenizer in a directory, or of a name on the Hugging Face hub.

    Raises:
        CheckpointError: when there is none.
    """
    try:
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(source)
    except (ImportError, OSError, ValueError) as error:
        raise CheckpointError(
            f"{source}: cannot read the tokenizer there ({error}); if it is a SentencePiece model without "
            "tokenizer.json, `pip install sentencepiece protobuf`"
        ) from error
    # Where there are no files, transformers makes up a tokenizer that knows no word.
    if len(tokenizer.get_vocab().keys() - set(tokenizer.all_special_tokens)) < 2:
        raise CheckpointError(f"{source}: no tokenizer there; a directory needs tokenizer.json beside the model")
    if not tokenizer.is_fast:
        raise CheckpointError(f"{source}: its tokenizer cannot be stored as tokenizer.json; choose another encoder")
    return tokenizer


def _set_dropout(config: PreTrainedConfig, dropout: float) -> None:
    for name in _DROPOUTS:
        if hasattr(config, name):
            setattr(config, name, dropout)


def _auto_class(config: PreTrainedConfig) -> type[Any]:
    return AutoModelForTextEncoding if config.model_type in _WITH_DECODER else AutoModel


def _unwrapped(model: PreTrainedModel) -> PreTrainedModel:
    """The model, or what is inside where that only wraps it: the wrapper has the embeddings under a second name."""
    inside = model.encoder if model.config.model_type in _WITH_DECODER else model
    assert isinstance(inside, PreTrainedModel)
    return inside
