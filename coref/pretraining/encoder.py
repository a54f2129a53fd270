"""The encoder to pre-train: a small ModernBERT whose embeddings start from static vectors."""

from __future__ import annotations

import torch
from transformers import ModernBertConfig, ModernBertForMaskedLM

from coref.pretraining.config import EncoderShape
from coref.pretraining.subwords import SPECIAL_PIECES

__all__ = ["new_encoder"]

_EMBEDDING_SCALE = 0.05
"""Standard deviation of the embeddings' values; the layer norm behind them makes the input insensitive to it."""


def new_encoder(shape: EncoderShape, vectors: torch.Tensor) -> ModernBertForMaskedLM:
    """A masked language model with random layers (Warner et al. 2024).

    Args:
        vectors: unit rows for the embeddings, float32 [vocabulary, width]; zero rows stay random.
    """
    identifiers = {f"{name}_token_id": SPECIAL_PIECES.index(piece) for name, piece in _ROLES.items()}
    model = ModernBertForMaskedLM(
        ModernBertConfig(
            vocab_size=shape.vocabulary,
            hidden_size=shape.width,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.intermediate,
            max_position_embeddings=512,
            attn_implementation="sdpa",
            sparse_prediction=True,
            **identifiers,
        )
    )
    known = vectors.norm(dim=1) > 0
    with torch.no_grad():
        model.get_input_embeddings().weight[known] = vectors[known] * _EMBEDDING_SCALE * shape.width**0.5
    return model


_ROLES = {"pad": "[PAD]", "bos": "[CLS]", "cls": "[CLS]", "eos": "[SEP]", "sep": "[SEP]"}
